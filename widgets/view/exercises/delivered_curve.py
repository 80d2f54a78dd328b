"""What a drill did to the level: ordered and given on one pair of axes, in a table and in words."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evidence import load
from evidence.numbers import format_number
from widgets.model.exercises.error_detection import ErrorExercise
from widgets.model.kinetics import Patient, simulate_population
from widgets.model.kinetics.events import ABSORPTIONS
from widgets.model.kinetics.population import Band
from widgets.view.kinetics.infusion import level_texts
from widgets.view.picture import Panel, Picture, Stroke, round_ceiling
from widgets.view.screen import Table

MODEL = "kamp_2020"
HOURS_DRAWN = {"mg/h": 24, "mg": 8}  # an infusion runs on unseen; a single dose is over sooner
DELIVERED_POINTS = 289
NAMED_HOURS = (0, 0.5, 1, 2, 4, 8, 12, 24)


@dataclass(frozen=True)
class Courses:
    """The simulated levels of the order and of what was delivered, on the same hours."""

    hours: np.ndarray
    ordered: Band
    delivered: Band


@lru_cache(maxsize=8)
def courses_of(exercise: ErrorExercise) -> Courses:
    """Simulate both, each with its band."""
    patient = Patient(weight_kg=exercise.setup.patient.weight_kg)
    hours = np.linspace(0, HOURS_DRAWN[exercise.setup.unit], DELIVERED_POINTS)
    both = [
        simulate_population(list(events), patient, hours, model=MODEL)
        for events in (exercise.setup.events_ordered, exercise.setup.events_delivered)
    ]
    return Courses(hours, *both)


def result_picture(exercise: ErrorExercise) -> Picture:
    """The level of what was ordered beside the level of what was delivered, each with its band."""
    both = courses_of(exercise)
    top = max(float(np.max(both.ordered.high)), float(np.max(both.delivered.high)))
    strokes = (
        Stroke(
            "band",
            "given: nine in ten simulated people",
            both.hours,
            both.delivered.low,
            both.delivered.high,
            colour="curve-2",
        ),
        Stroke(
            "band",
            "ordered: nine in ten simulated people",
            both.hours,
            both.ordered.low,
            both.ordered.high,
        ),
        Stroke("line", "given", both.hours, both.delivered.median, colour="curve-2"),
        Stroke("line", "ordered", both.hours, both.ordered.median, dash=(4, 2)),
    )
    panel = Panel("Ketamine in plasma, ng/mL", max(round_ceiling(top), 50.0))
    hours = HOURS_DRAWN[exercise.setup.unit]
    return Picture(
        "Hours since it was started",
        hours,
        (panel,),
        strokes=strokes,
        x_step=hours / 6 if hours > 8 else 1,
    )


def result_table(exercise: ErrorExercise) -> Table:
    """The picture's numbers at hours worth naming."""
    both = courses_of(exercise)
    rows = []
    for hour in (each for each in NAMED_HOURS if each <= both.hours[-1]):
        levels = [
            float(np.interp(hour, both.hours, level))
            for level in (
                both.ordered.median,
                both.delivered.median,
                both.delivered.low,
                both.delivered.high,
            )
        ]
        rows.append((format_number(hour), *level_texts(levels)))
    setup, model = exercise.setup, load().models[MODEL]
    assumed = " ".join(
        ABSORPTIONS[route].basis for route in sorted({setup.route_ordered, setup.route} - {"iv"})
    )
    caption = (
        f"{format_number(setup.patient.weight_kg)} kg made-up patient, "
        f"{format_number(both.hours[-1])} hours. {model.name} model, {model.population}. A "
        "model, not a "
        "prediction for a person: a level far above the order is only multiplied up. "
        f"{assumed}".strip()
    )
    columns = (
        "Hour",
        "Ordered, middle, ng/mL",
        "Given, middle, ng/mL",
        "Given, 5th percentile, ng/mL",
        "Given, 95th percentile, ng/mL",
    )
    return Table(caption, columns, tuple(rows))


def result_alt(exercise: ErrorExercise, table: Table) -> str:
    """The picture in words; every number in it stands in the table or its caption."""
    rows = {row[0]: row for row in table.rows}
    first, last = rows[format_number(1)], table.rows[-1]
    return (
        f"Line graph over {last[0]} hours of simulated ketamine in plasma of a made-up patient of "
        f"{format_number(exercise.setup.patient.weight_kg)} kg, as ordered and as given. "
        f"At hour {first[0]}: {first[1]} ng/mL as ordered, {first[2]} ng/mL as given. At hour "
        f"{last[0]}: {last[1]} ng/mL as ordered, {last[2]} ng/mL as given (5th to 95th "
        f"percentile {last[3]} to {last[4]})."
    )
