"""How routes, weights and norketamine are shown: levels on one axis, the milligrams or the dose
below."""

from dataclasses import dataclass

import numpy as np

from evidence import load
from evidence.numbers import format_number
from widgets.model.kinetics import total_mg
from widgets.model.regimens.simulation import PlanCourse
from widgets.view.kinetics.infusion import (
    cancer_pain_range,
    dose_label,
    level_label,
)
from widgets.view.picture import Panel, Picture, Stroke

ROUTE_COLOURS = ("curve-1", "curve-2", "curve-3")
ROUTE_DASHES = ((), (6, 3), (2, 2))
DOSE_STEP_H = 0.25


@dataclass(frozen=True)
class Line:
    """One course on the common axis: its name in the legend and the heading of its columns."""

    name: str
    course: PlanCourse


def routes_picture(
    lines: tuple[Line, ...],
    per_kg: bool = False,
    hidden: tuple = (),
    guess: tuple[float, float] | None = None,
    top: float = 0.0,
    norketamine: bool = False,
) -> Picture:
    """Levels of every line with their bands; below, milligrams so far, or mg/kg/h with `per_kg`.

    hidden: names of lines that stay away until the learner has committed; top: where the axis ends
    meanwhile (0: above the highest level). norketamine: adds the curve of the first line's typical
    person.
    """
    first = lines[0].course
    shown = [(place, line) for place, line in enumerate(lines) if line.name not in hidden]
    strokes = [
        Stroke(
            "band",
            f"nine in ten simulated people, {line.name}",
            line.course.times_h,
            line.course.low,
            line.course.high,
            colour=ROUTE_COLOURS[k],
        )
        for k, line in shown
    ] + [
        Stroke(
            "line",
            line.name,
            line.course.times_h,
            line.course.median,
            colour=ROUTE_COLOURS[k],
            dash=ROUTE_DASHES[k],
        )
        for k, line in shown
    ]
    highest = max(float(np.max(line.course.high)) for line in lines)
    label = level_label(first.model)
    if norketamine:
        curve = first.typical()
        highest = max(highest, float(np.max(curve.norketamine_ng_per_ml)))
        strokes.append(
            Stroke(
                "line",
                "S-norketamine, typical person",
                curve.times_h,
                curve.norketamine_ng_per_ml,
                colour=ROUTE_COLOURS[1],
                dash=ROUTE_DASHES[1],
            )
        )
        label = "S-ketamine, S-norketamine, ng/mL"
    if guess:
        strokes.append(
            Stroke(
                "marks",
                "your prediction",
                np.array([guess[0]]),
                np.array([guess[1]]),
                colour="curve-ink",
                size_px=11,
            )
        )
    below, standing = _dose_panel(lines, per_kg, norketamine)
    strokes += [_doses(line, per_kg, k) for k, line in shown]
    return Picture(
        "Hours since the first dose",
        first.ends_h,
        (Panel(label, top or _ceiling(highest)), below),
        standing,
        tuple(strokes),
        x_step=12 if first.ends_h <= 60 else 24,
    )


def _ceiling(highest: float) -> float:
    """The next of 1, 1.5, 2, 3, 4, 6, 8 … above the highest level, so that three curves fill their
    axis."""
    step = 10.0 ** np.floor(np.log10(highest))
    return max(
        50.0,
        float(
            next(
                step * part
                for part in (1, 1.5, 2, 3, 4, 6, 8, 10, 15)
                if step * part >= highest * 1.02
            )
        ),
    )


def _dose_panel(lines: tuple[Line, ...], per_kg: bool, norketamine: bool):
    if not per_kg:
        most = max(line.course.plan.total_mg for line in lines)
        return Panel("Given so far, mg", _ceiling(most), height=0.5), ()
    range_ = load().limits["infusion_cancer_pain"]
    top = 1.3 * range_.high
    panel = Panel(
        dose_label(lines[0].course.model),
        top,
        height=0.5,
        y_ticks=tuple((v, format_number(v)) for v in (0, range_.high)),
    )
    if norketamine:
        return panel, ()
    return panel, (cancer_pain_range(),)


def _doses(line: Line, per_kg: bool, place: int) -> Stroke:
    plan, end = line.course.plan, line.course.ends_h
    if per_kg:
        edges = [*plan.changes_h, end]
        hours = [hour for pair in zip(edges, edges[1:], strict=False) for hour in pair]
        rates = [plan.rate_mg_per_kg_h(hour) for hour in edges[:-1] for _ in range(2)]
        return Stroke(
            "line",
            "",
            np.array(hours),
            np.array(rates),
            panel=1,
            colour=ROUTE_COLOURS[place],
            dash=ROUTE_DASHES[place],
        )
    hours = np.arange(0, end + DOSE_STEP_H, DOSE_STEP_H)
    hours = hours[hours <= end]
    given = [total_mg(plan.events, hour) for hour in hours]
    return Stroke(
        "line",
        "",
        hours,
        np.array(given),
        panel=1,
        colour=ROUTE_COLOURS[place],
        dash=ROUTE_DASHES[place],
    )
