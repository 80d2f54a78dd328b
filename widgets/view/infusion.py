"""How an infusion is shown: level above, dose below, one time axis; and the same in words and a table."""

import numpy as np

from evidence import load
from evidence.numbers import format_number
from widgets.model.infusion_course import InfusionCourse

from .picture import Context, Limit, Panel, Picture, Stroke, round_ceiling
from .screen import Readout, Table

AFTER_STOP_H = (1, 2, 4, 8, 24)
DURING_H = (0, 1, 2, 4, 8, 12, 24, 48, 72, 96)


def figure_text(value: float) -> str:
    """A level or time for the learner: two significant digits, more would claim too much."""
    return format_number(value, significant=2)


def infusion_picture(course: InfusionCourse, guess: tuple[float, float] | None = None, hidden: bool = False) -> Picture:
    """The level of ketamine over the dose that makes it; `hidden` leaves only the learner's guess."""
    limits = load().limits
    range_, ceiling = limits["infusion_cancer_pain"], limits["infusion_acute_pain_ceiling"]
    level, dose = Panel("Ketamine in plasma, ng/mL", _level_ceiling(course, guess)), Panel(
        "Dose, mg/kg/h", 1.25 * ceiling.value, height=0.62,
        y_ticks=tuple((value, format_number(value)) for value in (0, range_.high, ceiling.value)),
    )  # fmt: skip
    standing = (
        Context(
            f"cancer pain: {format_number(range_.low)} to {format_number(range_.high)} mg/kg/h",
            range_.low, range_.high, panel=1, colour="curve-3",
        ),
        Limit(
            f"acute-pain ceiling: {format_number(ceiling.value)} mg/kg/h",
            ceiling.value, panel=1, colour="curve-2",
        ),
    )  # fmt: skip
    strokes = [_dose_steps(course)]
    if not hidden:
        strokes[:0] = [
            Stroke("band", "nine in ten simulated people (5th to 95th percentile)", course.times_h, course.low, course.high),
            Stroke("line", "half of simulated people lie above, half below", course.times_h, course.median),
        ]
    if guess:
        strokes.append(Stroke("marks", "your prediction", np.array([guess[0]]), np.array([guess[1]]), colour="curve-2"))
    return Picture(
        "Hours since the infusion started", course.ends_h, (level, dose), standing, tuple(strokes),
        x_step=24 if course.ends_h > 60 else 12,
    )  # fmt: skip


def _level_ceiling(course: InfusionCourse, guess) -> float:
    highest = max(float(np.max(course.high)), guess[1] if guess else 0.0)
    return max(round_ceiling(highest), 50.0)


def _dose_steps(course: InfusionCourse) -> Stroke:
    rate, stop, end = course.rate_mg_per_kg_h, course.duration_h, course.ends_h
    hours = np.array([0, stop, stop, end], dtype=float)
    return Stroke("line", "dose", hours, np.array([rate, rate, 0, 0]), panel=1, colour="curve-ink")


def infusion_sentence(course: InfusionCourse) -> str:
    """The one sentence of a simulated infusion, at most 110 characters."""
    return (
        f"{format_number(course.rate_mg_per_kg_h)} mg/kg/h at {format_number(course.weight_kg)} kg: plateau "
        f"{figure_text(course.plateau_ng_per_ml)} ng/mL, 90 % of it after "
        f"{figure_text(course.to_90_percent_h)} h ({course.model_name} model)."
    )


def infusion_table(course: InfusionCourse) -> Table:
    """The picture's numbers at hours worth naming, before and after the stop."""
    stop = course.duration_h
    hours = [hour for hour in DURING_H if hour < stop] + [stop]
    hours += [stop + after for after in AFTER_STOP_H if stop + after <= course.ends_h]
    rows = []
    for hour in hours:
        low, median, high = course.at(hour)
        rate = course.rate_mg_per_kg_h if hour < stop else 0
        rows.append(tuple(format_number(v) for v in (hour, rate)) + tuple(figure_text(v) for v in (median, low, high)))
    caption = (
        f"{format_number(course.weight_kg)} kg made-up patient, {format_number(course.rate_mg_per_kg_h)} mg/kg per hour for "
        f"{format_number(stop)} hours. {course.model_name} model, {course.population}; plateau "
        f"{figure_text(course.plateau_ng_per_ml)} ng/mL. A model, not a prediction for a person."
    )
    columns = ("Hour", "Dose, mg/kg/h", "Middle, ng/mL", "5th percentile, ng/mL", "95th percentile, ng/mL")
    return Table(caption, columns, tuple(rows))


def infusion_alt(course: InfusionCourse, table: Table) -> str:
    """The picture in words; every number in it stands in the table or its caption."""
    rows = {row[0]: row for row in table.rows}
    stop, early = format_number(course.duration_h), format_number(4)
    last = table.rows[-1]
    return (
        f"Line graph over {format_number(course.ends_h)} hours. Simulated ketamine in plasma of a {format_number(course.weight_kg)} kg "
        f"made-up patient on {format_number(course.rate_mg_per_kg_h)} mg/kg per hour. It rises to {rows[early][2]} ng/mL by hour "
        f"{early} and {rows[stop][2]} ng/mL by hour {stop}, when the infusion stops (5th to 95th percentile "
        f"{rows[stop][3]} to {rows[stop][4]}), and falls to {last[2]} ng/mL by hour {last[0]}. Below it, the dose on the same hours, "
        f"{_place(course.rate_mg_per_kg_h)}."
    )


def _place(rate_mg_per_kg_h: float) -> str:
    range_ = load().limits["infusion_cancer_pain"]
    if rate_mg_per_kg_h < range_.low:
        return "under the shaded range used for cancer pain"
    if rate_mg_per_kg_h > range_.high:
        return "above the shaded range used for cancer pain, no higher than the dashed ceiling for acute pain"
    return "inside the shaded range used for cancer pain, below the dashed ceiling for acute pain"


def infusion_readouts(course: InfusionCourse) -> tuple[Readout, ...]:
    """Plateau, arrival and leaving as numbers with units."""
    return (
        Readout("Plateau, if it ran for ever", f"{figure_text(course.plateau_ng_per_ml)} ng/mL", f"typical person, {course.model_name} model"),
        Readout("90 % of the plateau after", f"{figure_text(course.to_90_percent_h)} h", "the same at every rate"),
        Readout("Half gone after the stop in", f"{figure_text(course.fall_by_half_min)} min", f"after {format_number(course.duration_h)} h of infusion"),
        Readout("80 % gone in", f"{figure_text(course.fall_by_80_percent_min)} min", "keep watching until then"),
    )
