"""How routes, weights and norketamine are told: a table, words, readouts and notes."""

import numpy as np

from evidence import chip, load, state
from evidence.numbers import format_number
from widgets.model.kinetics import Bolus, total_mg
from widgets.model.regimens.simulation import PlanCourse
from widgets.view.kinetics.infusion import (
    NOT_A_PERSON,
    figure_text,
    hour_text,
    level_text,
    level_texts,
    moment,
    said_moment,
)
from widgets.view.kinetics.infusion_words import absorption_passage, model_passage, trial_passage
from widgets.view.regimens.routes import Line
from widgets.view.screen import Passage, Readout, Table
from widgets.view.statements import chip_parts

TABLE_HOURS = (0, 2, 4, 8, 12, 16, 24, 36, 48, 60, 72, 76, 80, 96)
# Controls that do not move the highest level of a line, by its route. How fast a depot under the
# skin empties is among them for the ladder, whose days are long beside it.
UNMOVED_BY_ROUTE = {
    "iv": ("oral_dose", "oral_share", "oral_half", "subcut_share", "subcut_half"),
    "subcut": ("rate", "oral_dose", "oral_share", "oral_half", "subcut_half"),
    "oral": ("rate", "subcut_share", "subcut_half"),
}


def _named_hours(lines: tuple[Line, ...]) -> list[float]:
    first = lines[0].course
    return sorted(
        {float(hour) for hour in TABLE_HOURS if hour <= first.ends_h} | {first.plan.stops_h}
    )


def _norketamine_at(course: PlanCourse, hour: float) -> float:
    curve = course.typical()
    return float(np.interp(hour, curve.times_h, curve.norketamine_ng_per_ml))


def routes_table(lines: tuple[Line, ...], per_kg: bool = False, norketamine: bool = False) -> Table:
    """Levels and doses of every line at hours worth naming."""
    dose = "dose, mg/kg/h" if per_kg else "given so far, mg"
    columns = ["Hour"] + [
        f"{line.name}: {what}"
        for line in lines
        for what in (dose, "middle, ng/mL", "5th percentile, ng/mL", "95th percentile, ng/mL")
    ]
    columns += ["S-norketamine of the typical person, ng/mL"] if norketamine else []
    rows = []
    for hour in _named_hours(lines):
        cells = [hour_text(hour)]
        for line in lines:
            low, middle, high = line.course.at(hour)
            plan = line.course.plan
            given = plan.rate_mg_per_kg_h(hour) if per_kg else total_mg(plan.events, hour)
            cells += [
                format_number(given, significant=3),
                *level_texts((middle, low, high)),
            ]
        if norketamine:
            cells.append(level_text(_norketamine_at(lines[0].course, hour)))
        rows.append(tuple(cells))
    first = lines[0].course
    said = "; ".join(
        f"{line.name}: {line.course.plan.label}, {format_number(line.course.plan.weight_kg)} kg "
        "made-up patient"
        for line in lines
    )
    caption = (
        f"{said}. {first.record.name} model of {first.record.drug}, {first.record.population}; "
        f"people spread as {first.people}, absorption the same in all of them. Over "
        f"{format_number(first.ends_h)} hours. {NOT_A_PERSON}"
    )
    return Table(caption, tuple(columns), tuple(rows))


def routes_alt(lines: tuple[Line, ...], table: Table, norketamine: bool = False) -> str:
    """The picture in words; every number in it stands in the table or its caption."""
    first, hours = lines[0].course, _named_hours(lines)
    parts = [
        f"Line graph over {format_number(first.ends_h)} hours, levels in plasma by the "
        f"{first.record.name} model."
    ]
    for place, line in enumerate(lines):
        column = 2 + 4 * place
        row = table.rows[int(np.argmax([line.course.at(hour)[1] for hour in hours]))]
        parts.append(
            f"{line.name}, {line.course.plan.label}: highest, of the hours in the table, at "
            f"{said_moment(row[0])} with {row[column]} ng/mL (5th to 95th percentile "
            f"{row[column + 1]} to {row[column + 2]}), and {table.rows[-1][column]} ng/mL at "
            f"{said_moment(table.rows[-1][0])}."
        )
    if norketamine:
        row = table.rows[int(np.argmax([_norketamine_at(first, hour) for hour in hours]))]
        parts.append(
            "S-norketamine of the typical person as its own curve: highest at "
            f"{said_moment(row[0])} with {row[-1]} ng/mL, {table.rows[-1][-1]} ng/mL at the end."
        )
    return " ".join([*parts, "Below, the doses on the same hours."])


def routes_readouts(lines: tuple[Line, ...]) -> tuple[Readout, ...]:
    """The highest level of each line, and its milligrams."""
    found = []
    for line in lines:
        level, hour = line.course.peak
        plan = line.course.plan
        found.append(
            Readout(
                f"{line.name}: highest",
                f"{level_text(level)} ng/mL",
                f"at {moment(hour)}, middle of simulated people; "
                f"{format_number(plan.total_mg)} mg in all, "
                f"{figure_text(plan.total_mg / plan.weight_kg)} mg/kg",
                UNMOVED_BY_ROUTE[plan.route],
            )
        )
    return tuple(found)


def weight_lines(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """What the same milligrams are for each body, step by step."""
    said = []
    for line in lines:
        plan = line.course.plan
        rates = [plan.rate_mg_per_kg_h(hour) for hour in plan.changes_h[:-1]]
        shown = ", ".join(format_number(rate, significant=2) for rate in rates)
        said.append(f"{line.name}: {shown} mg/kg/h")
    return tuple(said)


def norketamine_readouts(line: Line) -> tuple[Readout, ...]:
    """How much norketamine there is for each part of ketamine, early and late."""
    curve = line.course.typical()
    parts = [
        Readout(
            f"{line.name}: highest",
            f"{level_text(line.course.peak[0])} ng/mL",
            f"at {moment(line.course.peak[1])}, middle of simulated volunteers",
        )
    ]
    for hour in (1, 6, 24):
        ketamine, nk = (
            float(np.interp(hour, curve.times_h, level))
            for level in (curve.plasma_ng_per_ml, curve.norketamine_ng_per_ml)
        )
        parts.append(
            Readout(
                f"Norketamine for 1 part of ketamine, hour {hour}",
                figure_text(nk / ketamine),
                "typical volunteer, by the vein; the same at every rate",
                ("rate",),
            )
        )
    return tuple(parts)


def routes_notes(lines: tuple[Line, ...], norketamine: bool = False) -> tuple[Passage, ...]:
    """What is assumed about absorption, the trial behind the ladder, the model, and what is left
    out."""
    notes = [passage] if (passage := absorption_passage(*(line.course for line in lines))) else []
    trials = {line.course.plan.trial: line.course.plan for line in lines if line.course.plan.trial}
    notes += [trial_passage(plan) for plan in trials.values()]
    notes += [
        Passage("The dose", line.course.plan.notes, "caution")
        for line in lines
        if isinstance(line.course.plan.events[0], Bolus) and line.course.plan.notes
    ]
    if norketamine or any(isinstance(line.course.plan.events[0], Bolus) for line in lines):
        fact = load().facts["F-P01"]
        backing = chip(fact)
        notes.append(
            Passage(
                "Norketamine",
                (
                    state(fact),
                    "What norketamine adds to the effect, or takes from it, is disputed: it is "
                    "drawn as a curve of its own or not at all, and never added to ketamine.",
                ),
                "plain",
                *chip_parts(backing),
            )
        )
    return (*notes, model_passage(lines[0].course.model))
