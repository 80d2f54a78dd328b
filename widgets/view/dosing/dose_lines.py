"""Four dose lines of one page, each put back into the setting that it comes from."""

from dataclasses import dataclass

import numpy as np

from evidence import Limit, load
from evidence.numbers import format_number
from evidence.units import H_PER_DAY
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Passage, Table
from widgets.view.statements import document_says, passage

REFERENCE_KG = 70
DOSE_LINE_SETTINGS = ("cancer pain", "acute pain")


@dataclass(frozen=True)
class DoseLine:
    """A dose line as it stands on a page without its setting, and the limit that it comes from."""

    id: str
    shown: str
    limit: Limit


def dose_lines() -> tuple[DoseLine, ...]:
    """The four lines, in an order that does not give the settings away."""
    limits = load().limits
    range_, ceiling = limits["infusion_cancer_pain"], limits["infusion_acute_pain_ceiling"]
    bolus, oral, cap = (
        limits["bolus_acute_pain_ceiling"],
        limits["oral_per_dose"],
        limits["oral_cap"],
    )
    return (
        DoseLine("ceiling", f"An infusion of up to {format_number(ceiling.value)} "
                        f"{ceiling.unit}", ceiling),
        DoseLine("range", f"An infusion of {format_number(range_.low)} to "
                      f"{format_number(range_.high)} {range_.unit}", range_),
        DoseLine("oral", f"By mouth, {format_number(oral.low)} to {format_number(oral.high)} "
                     f"{oral.unit} a dose, at most {format_number(cap.value)} {cap.unit}", oral),
        DoseLine("bolus", f"A bolus of less than {format_number(bolus.value)} {bolus.unit}", bolus),
    )  # fmt: skip


def settings_passages(chosen: dict[str, str]) -> tuple[Passage, ...]:
    """Each line beside what the learner said, with its source; the document's own line last."""
    parts = []
    for line in dose_lines():
        right = chosen[line.id] == line.limit.setting
        said = "as you said" if right else f"you said {chosen[line.id]}"
        parts.append(
            passage(
                f"{line.shown}: {line.limit.setting}, {said}",
                line.limit,
                "good" if right else "caution",
            )
        )
    return (*parts, document_says(load().claims["C17"]))


def _ladder() -> tuple[float, ...]:
    """The steps of the burst protocol as mg/kg/h of the reference adult."""
    return tuple(
        step / H_PER_DAY / REFERENCE_KG for step in load().limits["burst_ladder_per_24_h"].steps
    )


def _ladder_words() -> tuple[str, str]:
    steps = load().limits["burst_ladder_per_24_h"].steps
    as_ordered = ", ".join(format_number(step) for step in steps)
    return as_ordered, ", ".join(format_number(rate, 2) for rate in _ladder())


def settings_picture() -> Picture:
    """The infusion lines on one axis, each in a row that names its setting."""
    limits = load().limits
    range_, top = limits["infusion_cancer_pain"], limits["infusion_acute_pain_ceiling"].value
    ladder = np.array(_ladder())
    rows = (
        "acute pain: a ceiling, no range",
        "cancer pain: range in a review",
        f"cancer pain: trial steps, {REFERENCE_KG} kg",
    )
    texts = tuple(
        Stroke("text", row, np.array([0.02]), np.array([2.65 - place]))
        for place, row in enumerate(rows)
    )
    strokes = (
        Stroke(
            "segments",
            "up to the ceiling in acute pain",
            np.array([0.0, top]),
            np.array([2.25, 2.25]),
            colour="curve-2",
            dash=(2, 2),
        ),
        Stroke(
            "marks",
            "the ceiling",
            np.array([top]),
            np.array([2.25]),
            colour="curve-2",
            shape="square",
        ),
        Stroke(
            "segments",
            "range for cancer pain",
            np.array([range_.low, range_.high]),
            np.array([1.25, 1.25]),
            colour="curve-3",
        ),
        Stroke("marks", "steps of a trial", ladder, np.full(3, 0.25), shape="circle"),
    )
    panel = Panel("Setting", 3, height=0.8, y_ticks=((0.0, ""), (3.0, "")))
    return Picture(
        "Infusion rate, mg/kg/h", 1.2 * top, (panel,), strokes=(*strokes, *texts), x_step=0.2 * top
    )


def settings_table() -> Table:
    """All lines with setting, route, figure and source of their figure."""
    limits, (ladder, rates) = load().limits, _ladder_words()
    rows = []
    for line in dose_lines():
        rows.append((line.limit.setting, line.limit.route, line.shown))
    rows.append(
        (
            limits["burst_ladder_per_24_h"].setting,
            limits["burst_ladder_per_24_h"].route,
            f"Trial steps of {ladder} mg/24 h, at {REFERENCE_KG} kg about {rates} mg/kg/h",
        )
    )
    caption = "Dose lines by setting. A figure from one row says nothing about another row."
    return Table(caption, ("Setting", "Route", "Line"), tuple(rows))


def settings_alt() -> str:
    """The picture in words."""
    limits, (_, rates) = load().limits, _ladder_words()
    range_, ceiling = limits["infusion_cancer_pain"], limits["infusion_acute_pain_ceiling"]
    return (
        "Three rows on one axis of mg/kg per hour. Acute pain: a dashed line up to a ceiling "
        f"at {format_number(ceiling.value)}. Cancer pain, range in a "
        f"review: {format_number(range_.low)} to {format_number(range_.high)}. Cancer pain, "
        f"steps of a trial at {REFERENCE_KG} kg: {rates}."
    )
