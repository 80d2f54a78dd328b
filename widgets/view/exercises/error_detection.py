"""A drill in words and curves: the order, the pump, what lies beside it; then what it did."""

import numpy as np

from evidence import load
from evidence.numbers import format_number
from evidence.units import H_PER_DAY, MCG_PER_MG, MIN_PER_H
from widgets.model.exercises.error_detection import ErrorExercise
from widgets.model.exercises.setups import DoseSetup, Preparation, PumpSetup
from widgets.view.screen import Passage, Readout
from widgets.view.statements import passage
from widgets.view.words import Words, stated

SAME_WITHIN = 1e-3  # relative: a pump shows four digits
ROUTE_PHRASES = {"iv": "into a vein", "subcut": "subcutaneously", "oral": "by mouth"}
ENDS = {"iv": "a cannula in a vein", "subcut": "a needle under the skin"}
MARK = "Error drill: what is shown here may be wrong on purpose."
ACT = (
    "Stop it. Look at the patient: awake, breathing, pressure, frightened? Say aloud what "
    "happened. Have order, syringe and "
    "pump read again by a second person. Tell the patient, and report it."
)


def setup_passages(exercise: ErrorExercise) -> tuple[Passage, ...]:
    """What the learner reads before judging: the same headings for an error and for none."""
    setup = exercise.setup
    parts = _pump_parts(setup) if isinstance(setup, PumpSetup) else _dose_parts(setup)
    return tuple(Passage(heading, lines) for heading, lines in parts)


def _pump_parts(setup: PumpSetup):
    order, pump = setup.order, setup.pump
    changed = ""
    if setup.earlier_mg_per_kg_h:
        changed = (
            f" Changed this morning; it was {format_number(setup.earlier_mg_per_kg_h)} mg/kg/h."
        )
    return (
        (
            "The order",
            (
                f"Made-up patient: {setup.patient.label}.",
                f"Ketamine infusion {format_number(order.mg_per_kg_h)} mg/kg/h "
                f"{ROUTE_PHRASES[setup.route_ordered]}.{changed}",
                f"Syringe: {_made(setup.plan)}, which is {_strength(setup.plan)}.",
            ),
        ),
        (
            "The pump",
            (
                f"Ketamine, {format_number(pump.amount)} {pump.unit}",
                f"Weight {format_number(pump.weight_kg)} kg, concentration "
                f"{format_number(pump.concentration_mg_per_ml)} mg/mL",
                f"Running at {format_number(pump.ml_per_h)} mL/h",
            ),
        ),
        (
            "Beside the pump",
            (
                f"Label on the syringe: ketamine, {_strength(setup.plan)}.",
                f"Empty vials and the record of who drew it up: {_made(setup.made)}.",
                f"The line ends at {ENDS[setup.route]}.",
            ),
        ),
    )


def _dose_parts(setup: DoseSetup):
    if setup.drug != "ketamine":
        order = (
            f"{setup.drug.capitalize()}, one ampoule of {format_number(setup.volume_ml)} "
            f"mL {ROUTE_PHRASES[setup.route_ordered]}."
        )
        hand = (
            f"A syringe of {format_number(setup.volume_ml)} mL; the empty ampoule says "
            f"ketamine, {format_number(setup.strength_mg_per_ml)} mg/mL."
        )
    else:
        cap = load().limits["oral_cap"]
        order = (
            f"Ketamine {format_number(setup.mg_per_kg)} mg/kg "
            f"{ROUTE_PHRASES[setup.route_ordered]}, "
            f"at most {format_number(cap.value)} {cap.unit} "
            f"for one dose. Solution of {format_number(setup.strength_planned_mg_per_ml)} mg/mL."
        )
        hand = (
            f"A syringe with {format_number(setup.volume_ml)} mL; the bottle says ketamine, "
            f"{format_number(setup.strength_mg_per_ml)} mg/mL."
        )
    ready = (
        "It is held to the lips."
        if setup.route == "oral"
        else "It is connected to a cannula in a vein."
    )
    return (
        ("The order", (f"Made-up patient: {setup.patient.label}.", order)),
        ("In the hand", (hand, ready)),
    )


def _made(preparation: Preparation) -> str:
    volume, vial, total = map(
        format_number, (preparation.volume_ml, preparation.vial_mg_per_ml, preparation.total_ml)
    )
    added = "nothing added" if volume == total else f"made up to {total} mL"
    return f"{volume} mL from vials of {vial} mg/mL, {added}"


def _strength(preparation: Preparation) -> str:
    return f"{format_number(preparation.concentration_mg_per_ml)} mg/mL"


def delivered_working(exercise: ErrorExercise) -> tuple[str, ...]:
    """From what is in the hand to what the patient gets, and back by the second way."""
    setup, weight = exercise.setup, format_number(exercise.setup.patient.weight_kg)
    got, per_kg = format_number(setup.delivered), format_number(setup.delivered_per_kg)
    if isinstance(setup, DoseSetup):
        strength = format_number(setup.strength_mg_per_ml)
        return (
            f"{format_number(setup.volume_ml)} mL × {strength} mg/mL = {got} mg of ketamine",
            f"{got} mg ÷ {weight} kg = {per_kg} mg/kg as one dose",
        )
    made, order = setup.made, setup.order
    in_syringe = (
        f"{format_number(made.volume_ml)} mL × {format_number(made.vial_mg_per_ml)} "
        f"mg/mL ÷ {format_number(made.total_ml)} mL"
    )
    delivered_day, ordered_day = (
        format_number(setup.delivered * H_PER_DAY),
        format_number(order.mg_per_24_h),
    )
    agrees = (
        "agrees"
        if np.isclose(setup.delivered, setup.ordered, rtol=SAME_WITHIN)
        else "does not agree"
    )
    return (
        f"In the syringe: {in_syringe} = {_strength(made)}",
        f"Given: {format_number(setup.pump.ml_per_h)} mL/h × {_strength(made)} = {got} mg/h",
        f"For each kilogram: {got} mg/h ÷ {weight} kg = {per_kg} mg/kg/h = "
        f"{format_number(setup.delivered_per_kg * MCG_PER_MG / MIN_PER_H)} mcg/kg/min",
        f"Ordered: {format_number(order.mg_per_kg_h)} mg/kg/h × {weight} kg = "
        f"{format_number(order.mg_per_h)} mg/h",
        f"The other way: {delivered_day} mg in 24 h from the pump, {ordered_day} mg in 24 h "
        f"from the order: {agrees}",
    )


def times_words(exercise: ErrorExercise) -> str:
    """How many times the order; less than the order is said as "0.2 times the order"."""
    if exercise.factor is None:
        return "no ketamine was ordered"
    if abs(exercise.factor - 1) < SAME_WITHIN:
        return (
            "the same mg by another route"
            if exercise.error.family == "route"
            else "the same as the order"
        )
    return f"{format_number(exercise.factor, 3)} times the order"


def where_it_lands(exercise: ErrorExercise) -> str:
    """Whether the delivered amount would pass a look at the range alone."""
    setup, limits = exercise.setup, load().limits
    if exercise.error.family == "route":
        return "Each number is right. By another route the same mg are another dose."
    if isinstance(setup, DoseSetup):
        if not setup.ordered:
            return "No limit was passed, because nobody was looking at a ketamine dose."
        inside = "inside" if setup.in_range else "outside"
        return f"It lies {inside} what the limits allow by mouth."
    range_, ceiling = limits["infusion_cancer_pain"], limits["infusion_acute_pain_ceiling"]
    if setup.in_range:
        return (
            f"It lies inside the range for cancer pain, {format_number(range_.low)} to "
            f"{format_number(range_.high)} {range_.unit}."
        )
    if setup.delivered_per_kg < range_.low:
        return (
            "It lies below the range for cancer pain, which starts at "
            f"{format_number(range_.low)} {range_.unit}."
        )
    above = (
        "It lies above the range for cancer pain, which ends at "
        f"{format_number(range_.high)} {range_.unit}"
    )
    if round(setup.delivered_per_kg, 9) > ceiling.value:
        return (
            f"{above}, and above {format_number(ceiling.value)} {ceiling.unit}, the ceiling "
            "from acute pain."
        )
    return f"{above}."


def result_sentence(exercise: ErrorExercise) -> str:
    """Ordered and delivered in one sentence of at most 110 characters."""
    setup = exercise.setup
    ordered, got = (
        f"{format_number(each)} {setup.unit}" for each in (setup.ordered, setup.delivered)
    )
    wrong_mg = not exercise.error.error_free and exercise.error.family != "route"
    trap = ", and inside the range" if setup.in_range and wrong_mg else ""
    return f"Ordered {ordered} of ketamine, given {got}: {times_words(exercise)}{trap}."


def result_passages(exercise: ErrorExercise) -> tuple[Passage, ...]:
    """What it was, which check finds it, a published incident of its making, what to do."""
    error, evidence = exercise.error, load()
    tone = "good" if error.error_free else "caution"
    parts = [
        Passage(error.name, (error.happened, where_it_lands(exercise)), tone),
        Passage("How you know" if error.error_free else "The check that finds it", (error.check,)),
    ]
    if error.incident:
        parts.append(passage("It has happened", evidence.incidents[error.incident]))
    if error.fact:
        parts.append(passage("It has happened", evidence.facts[error.fact]))
    if not error.error_free:
        parts.append(Passage("What you do (this course's own words)", (ACT,)))
    return tuple(parts)


def result_readouts(exercise: ErrorExercise, streak: int, best: int) -> tuple[Readout, ...]:
    """Ordered, delivered and the streak."""
    setup = exercise.setup
    per_kg = "mg/kg/h" if setup.unit == "mg/h" else "mg/kg"
    return (
        Readout("Ordered", f"{format_number(setup.ordered)} {setup.unit}", "of ketamine"),
        Readout(
            "Given",
            f"{format_number(setup.delivered)} {setup.unit}",
            f"{format_number(setup.delivered_per_kg)} {per_kg}, {times_words(exercise)}",
        ),
        Readout("Your streak", f"{streak}", f"longest {best}; only a missed error ends it"),
    )


def incidents_box(*incident_ids: str) -> Words:
    """Published incidents, each in its sentence with its chip."""
    incidents = [load().incidents[each] for each in incident_ids]
    topics = ", ".join(each.topic for each in incidents)
    return Words(f"Published incidents: {topics}.", stated(incidents))
