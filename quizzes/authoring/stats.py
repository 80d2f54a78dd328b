"""How good the questions are, from a class's first attempts: classical test theory with numpy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, exp, lgamma, log, nan, pi, sqrt

import numpy as np

from ..engine.log.certainty import wilson
from .responses import Response, first_attempts

FEW_LEARNERS = 30  # below this a correlation or a reliability is mostly chance
EXTREME_SHARE = 0.27  # of the learners, at either end, for D
FUNCTIONING = 0.05  # a distractor that fewer choose does no work


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """One question over first attempts.

    `difficulty` is the mean credit, `low` and `high` the 95 % Wilson interval of the share that was
    fully right. `item_rest` is the correlation with the score of the other questions, `d27` the
    difference between the top and bottom 27 %; both nan where they are not defined, and from
    `complete` learners only: those who answered every question. `options` counts each choice.
    """

    item: str
    learners: int
    right: int
    difficulty: float
    low: float
    high: float
    item_rest: float
    d27: float
    complete: int
    options: dict[str, int]
    idle_distractors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Of the total score: `kr20` (nan unless all credits are 0 or 1), `alpha`, and `sem` in points.

    All variances are population variances, as p(1 - p) is one.
    """

    learners: int
    items: int
    mean: float
    sd: float
    kr20: float
    alpha: float
    sem: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """After minus before, in points of 100, over learners with both; `low`, `high` 95 % (t)."""

    learners: int
    before: float
    after: float
    mean: float
    low: float
    high: float


def matrix(rows: Iterable[Response]) -> tuple[np.ndarray, list[str], list[str]]:
    """Lay first attempts out: credits (learners, items) with nan for no answer, learners, items."""
    first = first_attempts(rows)
    learners = sorted({row.learner for row in first})
    items = sorted({row.item for row in first})
    table = np.full((len(learners), len(items)), nan)
    for row in first:
        if row.credit is not None:
            table[learners.index(row.learner), items.index(row.item)] = row.credit
    return table, learners, items


def complete_rows(table: np.ndarray) -> np.ndarray:
    """The learners who answered every question: (complete learners, items)."""
    return table[~np.isnan(table).any(axis=1)]


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Pearson's r; nan where either does not vary."""
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return nan
    return float(np.corrcoef(one, other)[0, 1])


def extreme_difference(credits: np.ndarray, rest: np.ndarray) -> float:
    """D: mean credit of the top 27 % by `rest` minus that of the bottom 27 %, learners with the
    same score as the last one counted in part."""
    count = len(credits)
    if count < 2 or np.ptp(rest) == 0:
        return nan
    size = max(1, ceil(EXTREME_SHARE * count))

    def mean_of(order: np.ndarray) -> float:
        edge = np.sort(order)[::-1][size - 1]
        inside, tied = order > edge, order == edge
        share = (size - inside.sum()) / tied.sum()
        return float((credits[inside].sum() + share * credits[tied].sum()) / size)

    return mean_of(rest) - mean_of(-rest)


def reliability(table: np.ndarray) -> Reliability:
    """KR-20, alpha and the standard error of measurement of complete rows, (learners, items)."""
    learners, items = table.shape
    total = table.sum(axis=1)
    variance = float(total.var()) if learners else nan
    factor = items / (items - 1) if items > 1 else nan
    defined = learners > 1 and items > 1 and variance > 0
    alpha = factor * (1 - float(table.var(axis=0).sum()) / variance) if defined else nan
    binary = bool(np.isin(table, (0, 1)).all())
    share = table.mean(axis=0) if learners else np.full(items, nan)
    kr20 = (
        factor * (1 - float((share * (1 - share)).sum()) / variance)
        if (defined and binary)
        else nan
    )
    sd = sqrt(variance) if learners else nan
    return Reliability(
        learners=learners,
        items=items,
        sd=sd,
        kr20=kr20,
        alpha=alpha,
        mean=float(total.mean()) if learners else nan,
        sem=sd * sqrt(max(0.0, 1 - alpha)) if defined else nan,
    )


def item_statistics(
    rows: Sequence[Response], options: dict[str, dict[str, bool]] | None = None
) -> list[ItemStatistics]:
    """Every question of the rows, by id.

    `options` gives for a question its option ids and whether each is right, so that a distractor
    nobody chose is seen too.
    """
    options = options or {}
    first = first_attempts(rows)
    table, _, items = matrix(first)
    whole = complete_rows(table)
    made = []
    for place, name in enumerate(items):
        credits = table[:, place][~np.isnan(table[:, place])]
        count, right = len(credits), int((credits == 1).sum())
        low, high = wilson(right, count) if count else (nan, nan)
        rest = whole.sum(axis=1) - whole[:, place]
        picked = Counter(
            each
            for row in first
            if row.item == name and row.credit is not None
            for each in row.response.split(";")
            if each and name in options
        )
        known = options.get(name, {})
        made.append(
            ItemStatistics(
                item=name,
                learners=count,
                right=right,
                low=low,
                high=high,
                difficulty=float(credits.mean()) if count else nan,
                complete=len(whole),
                item_rest=correlation(whole[:, place], rest),
                d27=extreme_difference(whole[:, place], rest),
                options={each: picked[each] for each in known},
                idle_distractors=tuple(
                    each
                    for each, is_key in known.items()
                    if not is_key and count and picked[each] < FUNCTIONING * count
                ),
            )
        )
    return made


def student_t(share: float, freedom: int) -> float:
    """The quantile of Student's t at `share` (above 0.5), by bisection; to about 1e-8."""

    def above_zero(end: float) -> float:
        scale = exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2)) / sqrt(freedom * pi)
        # t = tan(angle) * sqrt(freedom) turns the heavy tail into a short smooth stretch
        angles = np.linspace(0, np.arctan(end / sqrt(freedom)), 2001)
        heights = scale * sqrt(freedom) * np.cos(angles) ** (freedom - 1)
        step = angles[1] - angles[0]
        return float(
            step
            / 3
            * (heights[0] + heights[-1] + 4 * heights[1:-1:2].sum() + 2 * heights[2:-1:2].sum())
        )

    low, high = 0.0, exp(log(1e3) + 10 / freedom)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if above_zero(middle) < share - 0.5 else (low, middle)
    return (low + high) / 2


def _began(rows: Iterable[Response], form: str) -> dict[str, datetime]:
    """When each learner began with a form, as far as the rows tell."""
    found: dict[str, datetime] = {}
    for row in rows:
        if row.given is not None and _is_of(row, form):
            found[row.learner] = min(found.get(row.learner, row.given), row.given)
    return found


def _is_of(row: Response, form: str) -> bool:
    return row.form.casefold().removeprefix("form_") == form.casefold()


def gain(rows: Iterable[Response], before: str = "A", after: str = "B") -> Gain | None:
    """Compare two forms for the learners who completed both; None below two such learners.

    Who began with the other form, as far as the rows tell the time, is counted in that order.
    """
    first = first_attempts(rows)
    shares = []
    for form in (before, after):
        part = [row for row in first if _is_of(row, form)]
        if not part:
            return None
        table, learners, _ = matrix(part)
        shares.append(
            {
                name: 100 * float(row.mean())
                for name, row in zip(learners, table, strict=True)
                if not np.isnan(row).any()
            }
        )
    both = sorted(set(shares[0]) & set(shares[1]))
    if len(both) < 2:
        return None
    began, other_began = _began(first, before), _began(first, after)
    turned = {
        name
        for name in both
        if name in began and name in other_began and other_began[name] < began[name]
    }
    one, other = (
        np.array([shares[place ^ (name in turned)][name] for name in both]) for place in (0, 1)
    )
    change = other - one
    half = student_t(0.975, len(both) - 1) * float(change.std(ddof=1)) / sqrt(len(both))
    mean = float(change.mean())
    return Gain(
        learners=len(both),
        before=float(one.mean()),
        after=float(other.mean()),
        mean=mean,
        low=mean - half,
        high=mean + half,
    )
