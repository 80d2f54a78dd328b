"""The statistics of a table of responses as text for a teacher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan

from ..engine import calibration
from ..engine.bank import Bank
from ..engine.items import OptionList
from .item_flags import flags, sure_and_wrong
from .responses import Response, first_attempts
from .stats import (
    FEW_LEARNERS,
    ItemStatistics,
    Reliability,
    complete_rows,
    gain,
    item_statistics,
    matrix,
    reliability,
)

Flags = Mapping[str, Sequence[tuple[int, str]]]
OF_AN_OPTION = 4  # the rank of what is only listed in the table


def number(value: float, decimals: int = 2) -> str:
    """Write a statistic without trailing zeros; "-" where it is not defined."""
    if isnan(value):
        return "-"
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def options_of(bank: Bank | None) -> dict[str, dict[str, bool]]:
    """For every question with options, its option ids and whether each is right."""
    if bank is None:
        return {}
    return {
        item.id: {option.id: option.correct for option in item.body.options}
        for item in bank.items
        if isinstance(item.body, OptionList)
    }


def _mend(found: Sequence[ItemStatistics], flagged: Flags) -> list[str]:
    """The questions to mend, the worst first."""
    ranked = sorted(
        (rank, place, each.item, words)
        for place, each in enumerate(found)
        for rank, words in flagged[each.item]
        if rank < OF_AN_OPTION
    )
    if not ranked:
        return ["Nothing here asks to be mended."]
    return [
        "To mend, the most pressing first:",
        *(f"- {item}: {words}" for *_, item, words in ranked),
    ]


def _table(found: Sequence[ItemStatistics], flagged: Flags) -> list[str]:
    rows = [
        (
            "item",
            "n",
            "right",
            "difficulty",
            "95 % interval",
            "item-rest r",
            "D27",
            "choices",
            "look at",
        )
    ]
    for each in found:
        choices = " ".join(f"{name}:{count}" for name, count in each.options.items())
        rows.append(
            (
                each.item,
                str(each.learners),
                str(each.right),
                number(each.difficulty),
                f"{number(each.low)} to {number(each.high)}",
                number(each.item_rest),
                number(each.d27),
                choices,
                "; ".join(words for _, words in flagged[each.item]),
            )
        )
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _total(found: Reliability) -> str:
    return (
        f"Total of {found.items} questions, {found.learners} learners with all of them: mean "
        f"{number(found.mean)}, SD {number(found.sd)}, KR-20 {number(found.kr20)}, alpha "
        f"{number(found.alpha)}, SEM {number(found.sem)} points (population variances)."
    )


def _few(learners: int, where: str = "") -> list[str]:
    if learners >= FEW_LEARNERS:
        return []
    count = "1 learner" if learners == 1 else f"{learners} learners"
    return [
        f"WARNING: {count}{where}, fewer than {FEW_LEARNERS}. Correlations, D and reliability are "
        "mostly chance here: judge by the counts and intervals."
    ]


def stats_report(
    rows: Sequence[Response], bank: Bank | None = None, notes: Sequence[str] = ()
) -> str:
    """Write difficulty, discrimination, choices, reliability, calibration and gain as text.

    With a `form` column each form is a test of its own; otherwise all rows are one test. `notes`
    are sentences on how the rows were joined.
    """
    first = first_attempts(rows)
    learners = {row.learner for row in first}
    lines = [
        f"{len(rows)} responses, {len(first)} of them first attempts; only these count.",
        f"Learners: {len(learners)}.",
        *notes,
        *_few(len(learners)),
    ]
    options = options_of(bank)
    for form in sorted({row.form for row in first}):
        part = [row for row in first if row.form == form]
        took = {row.learner for row in part}
        name = f"Form {form}" if form else "All questions"
        found, sure = item_statistics(part, options), sure_and_wrong(part)
        flagged = {
            each.item: flags(
                each,
                [option for option, is_key in options.get(each.item, {}).items() if is_key],
                sure.get(each.item, (0, 0)),
            )
            for each in found
        }
        lines += [
            "",
            name,
            *(_few(len(took), " in this form") if len(learners) >= FEW_LEARNERS else ()),
            *_table(found, flagged),
            *_mend(found, flagged),
            _total(reliability(complete_rows(matrix(part)[0]))),
        ]
    judged = [row for row in rows if row.certainty and row.credit is not None]
    lines += [
        "",
        "Calibration",
        *(
            f"{level.label}: {level.right} of {level.answers} right, "
            f"{number(100 * level.share)} of 100 (95 % interval {number(100 * level.low)} to "
            f"{number(100 * level.high)})"
            if level.answers
            else f"{level.label}: no answer"
            for level in calibration(judged).levels
        ),
    ]
    change = gain(rows)
    if change:
        lines += [
            "",
            f"First form to second form, {change.learners} learners with A and B: "
            f"{number(change.before)} to {number(change.after)} of 100, gain "
            f"{number(change.mean)} points (95 % interval {number(change.low)} to "
            f"{number(change.high)}). Without a control group this is not the effect of the "
            "course alone.",
        ]
    return "\n".join(lines)
