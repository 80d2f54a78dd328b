"""How an infusion is shown: level above, dose below, one time axis, and what lies over it for
comparison."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

import numpy as np

from evidence import load
from evidence.numbers import format_number
from widgets.model.kinetics import Curve
from widgets.model.regimens.simulation import PlanCourse, is_s_ketamine
from widgets.view.picture import Context, LimitLine, Panel, Picture, Stroke, round_ceiling

OTHER_CURVE_COLOURS = ("curve-2", "curve-3", "curve-ink")
OTHER_CURVE_DASHES = ((6, 3), (2, 2), (8, 2, 2, 2))
NOT_A_PERSON = "A model, not a prediction for a person."


@lru_cache(maxsize=4096, typed=True)  # a finger on a slider goes to and fro over the same levels
def figure_text(value: float) -> str:
    """A level or time for the learner: two significant digits, more would claim too much."""
    return format_number(value, significant=2)


LEAST_LEVEL_NG_PER_ML = 1  # digits of a smaller level would claim what no model can know
MINUTES_PER_HOUR = 60


@lru_cache(maxsize=4096, typed=True)
def level_text(level_ng_per_ml: float) -> str:
    """A level for the learner, as figure_text says it, and "below 1" where it is smaller."""
    if 0 < level_ng_per_ml < LEAST_LEVEL_NG_PER_ML:
        return f"below {LEAST_LEVEL_NG_PER_ML}"
    return figure_text(level_ng_per_ml)


def miss_words(said: float, level: float, where: str) -> str:
    """How far a prediction lies from the model, ng/mL: the difference of the two numbers as shown.

    `where` follows the level: "at hour 2".
    """
    shown = format_number(said), level_text(level)
    if 0 < level < LEAST_LEVEL_NG_PER_ML:
        miss = "too high" if said >= LEAST_LEVEL_NG_PER_ML else "close to it"
        return f"You said {shown[0]}, the model says {shown[1]} ng/mL {where}: {miss}."
    mine, models = (Decimal(each.replace(",", "")) for each in shown)
    miss = "equal to it"
    if mine != models:
        apart = format_number(float(abs(mine - models)), 6)
        miss = f"{apart} ng/mL too {'low' if mine < models else 'high'}"
    return f"You said {shown[0]}, the model says {shown[1]} ng/mL {where}: {miss}."


def level_texts(levels_ng_per_ml: Iterable[float]) -> list[str]:
    """Levels for the learner, each as level_text says it."""
    return [level_text(level) for level in levels_ng_per_ml]


@lru_cache(maxsize=1024)
def hour_text(hour: float) -> str:
    """An hour of the time axis, short where it is a fraction; "5 min" before the first hour."""
    if 0 < hour < 1:
        return f"{format_number(hour * MINUTES_PER_HOUR, significant=2)} min"
    return format_number(hour, significant=3 if hour >= 10 else 2)


def moment(hour: float) -> str:
    """A point of the time axis in a sentence: "hour 2", or "5 min" before the first hour."""
    return said_moment(hour_text(hour))


def said_moment(cell: str) -> str:
    """The same of an hour that is written already, as hour_text writes it."""
    return cell if cell.endswith("min") else f"hour {cell}"


def level_label(model: str) -> str:
    """What the level axis shows: S-ketamine and racemate never share a name."""
    return f"{'S-ketamine' if is_s_ketamine(model) else 'Ketamine'} in plasma, ng/mL"


def dose_label(model: str) -> str:
    """What the dose axis shows."""
    return f"Dose{' of S-ketamine' if is_s_ketamine(model) else ''}, mg/kg/h"


@dataclass(frozen=True)
class Overlay:
    """What lies over the first course: a second plan, the same plan in other models, the effect
    site.

    guess: hour and level of the learner's prediction. hidden_top: above 0, only the prediction is
    shown, on an axis that ends there and so gives nothing away.
    """

    other: PlanCourse | None = None
    models: tuple[PlanCourse, ...] = ()
    effect: Curve | None = None
    guess: tuple[float, float] | None = None
    hidden_top: float = 0.0

    @property
    def courses(self) -> tuple[PlanCourse, ...]:
        """Every course besides the first."""
        return (self.other, *self.models) if self.other else self.models


def infusion_picture(course: PlanCourse, overlay: Overlay = Overlay()) -> Picture:
    """The level of ketamine over the dose that makes it; a hidden one leaves only the learner's
    guess."""
    level = Panel(level_label(course.model), _level_ceiling(course, overlay))
    dose, standing = _dose_panel(course)
    strokes = [] if overlay.hidden_top else _level_strokes(course, overlay)
    strokes += _dose_strokes(course, "dose", "curve-ink")
    if overlay.other and not overlay.hidden_top:
        strokes += _dose_strokes(
            overlay.other,
            "dose of the second regimen",
            OTHER_CURVE_COLOURS[0],
            OTHER_CURVE_DASHES[0],
        )
    if overlay.guess:
        hour, said = overlay.guess
        strokes.append(
            Stroke(
                "marks",
                "your prediction",
                np.array([hour]),
                np.array([said]),
                colour="curve-2",
                size_px=11,
            )
        )
    return Picture(
        "Hours since the first dose",
        course.ends_h,
        (level, dose),
        standing,
        tuple(strokes),
        x_step=_x_step(course.ends_h),
    )


def _x_step(ends_h: float) -> float:
    return 24 if ends_h > 60 else 12 if ends_h > 24 else 2


def _dose_panel(course: PlanCourse) -> tuple[Panel, tuple[Context | LimitLine, ...]]:
    return _panel_of_doses(is_s_ketamine(course.model), dose_label(course.model))


def cancer_pain_range() -> Context:
    """The range of the evidence for cancer pain, in mg/kg/h, as it stands behind a dose panel."""
    range_ = load().limits["infusion_cancer_pain"]
    low, high = range_.least, range_.most
    words = f"cancer pain: {format_number(low)} to {format_number(high)} mg/kg/h"
    return Context(words, low, high, panel=1)


@lru_cache
def _panel_of_doses(is_s: bool, label: str) -> tuple[Panel, tuple[Context | LimitLine, ...]]:
    limits = load().limits
    range_, ceiling = limits["infusion_cancer_pain"], limits["infusion_acute_pain_ceiling"]
    ticks = tuple((value, format_number(value)) for value in (0, range_.high, ceiling.value))
    panel = Panel(label, 1.25 * ceiling.value, height=0.62, y_ticks=ticks)
    if is_s:  # the ranges of the evidence are for racemic ketamine
        return panel, ()
    return panel, (
        replace(cancer_pain_range(), colour="curve-3"),
        LimitLine(
            f"acute-pain ceiling: {format_number(ceiling.value)} mg/kg/h",
            ceiling.value,
            panel=1,
            colour="curve-2",
        ),
    )


def _level_ceiling(course: PlanCourse, overlay: Overlay) -> float:
    if overlay.hidden_top:
        return overlay.hidden_top
    highest = max([float(np.max(each.high)) for each in (course, *overlay.courses)])
    return max(round_ceiling(max(highest, overlay.guess[1] if overlay.guess else 0.0)), 50.0)


def _level_strokes(course: PlanCourse, overlay: Overlay) -> list[Stroke]:
    name = (
        f" ({course.record.name})"
        if overlay.models
        else f" ({course.plan.label})"
        if overlay.other
        else ""
    )
    strokes = [
        Stroke(
            "band",
            f"nine in ten simulated people (5th to 95th percentile){name}",
            course.times_h,
            course.low,
            course.high,
        ),
        Stroke(
            "line",
            f"half of simulated people lie above, half below{name}",
            course.times_h,
            course.median,
        ),
    ]
    if other := overlay.other:
        label = f"second regimen, {other.plan.label}"
        strokes.insert(
            0,
            Stroke(
                "band",
                f"nine in ten, {label}",
                other.times_h,
                other.low,
                other.high,
                colour=OTHER_CURVE_COLOURS[0],
            ),
        )
        strokes.append(
            Stroke(
                "line",
                label,
                other.times_h,
                other.median,
                colour=OTHER_CURVE_COLOURS[0],
                dash=OTHER_CURVE_DASHES[0],
            )
        )
    for each, colour, dash in zip(
        overlay.models, OTHER_CURVE_COLOURS, OTHER_CURVE_DASHES, strict=False
    ):
        strokes.append(
            Stroke(
                "line",
                f"the same pump in {each.record.name}",
                each.times_h,
                each.median,
                colour=colour,
                dash=dash,
            )
        )
    if overlay.effect is not None:
        curve = overlay.effect
        strokes.append(
            Stroke(
                "line",
                "plasma of the typical person",
                curve.times_h,
                curve.plasma_ng_per_ml,
                colour="curve-ink",
                dash=OTHER_CURVE_DASHES[1],
            )
        )
        strokes.append(
            Stroke(
                "line",
                "effect site of the typical person",
                curve.times_h,
                curve.effect_site_ng_per_ml,
                colour=OTHER_CURVE_COLOURS[0],
                dash=OTHER_CURVE_DASHES[0],
            )
        )
    return strokes


def _dose_strokes(course: PlanCourse, label: str, colour: str, dash: tuple = ()) -> list[Stroke]:
    plan, end = course.plan, course.ends_h
    if plan.bolus:
        return [
            Stroke(
                "marks",
                plan.bolus,
                np.array([0.0]),
                np.array([0.0]),
                panel=1,
                colour=colour,
                size_px=11,
            )
        ]
    edges = [hour for hour in plan.changes_h if hour <= end]
    hours, rates = [0.0], [0.0]
    for hour, until in zip(edges, [*edges[1:], end], strict=True):
        hours += [hour, until]
        rates += [plan.rate_mg_per_kg_h(hour)] * 2
    return [
        Stroke("line", label, np.array(hours), np.array(rates), panel=1, colour=colour, dash=dash)
    ]
