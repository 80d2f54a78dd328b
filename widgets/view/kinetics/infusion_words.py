"""What the infusion lab says beside its picture: a sentence, the order, what to know of the
model."""

from functools import lru_cache

from evidence import chip, load, state
from evidence.numbers import format_number
from widgets.model.dosing import infusion_order
from widgets.model.kinetics import POPULATIONS
from widgets.model.kinetics.metabolite import NORKETAMINE_MODEL, norketamine_left
from widgets.model.regimens.infusion_summary import InfusionSummary
from widgets.model.regimens.simulation import PlanCourse
from widgets.view.kinetics.infusion import Overlay, figure_text, level_text, moment
from widgets.view.kinetics.infusion_readouts import model_name, span_at
from widgets.view.kinetics.infusion_table import effect_at
from widgets.view.screen import Passage
from widgets.view.statements import chip_parts


def infusion_sentence(
    course: PlanCourse, arrival: InfusionSummary | None, overlay: Overlay = Overlay()
) -> str:
    """The one sentence of a simulated infusion, at most 110 characters."""
    stop_h, name = course.plan.stops_h, course.record.name
    if overlay.other:
        first, second = course.peak, overlay.other.peak
        return (
            f"Highest: {level_text(first[0])} ng/mL at {moment(first[1])}, second regimen "
            f"{level_text(second[0])} ng/mL at {moment(second[1])} ({name})."
        )
    if overlay.models:
        low, high = span_at(course, overlay, stop_h)
        return (
            f"Same pump, same {moment(stop_h)}: {level_text(low.at(stop_h)[1])} ng/mL "
            f"({model_name(low)}) to {level_text(high.at(stop_h)[1])} ng/mL ({model_name(high)})."
        )
    if overlay.effect is not None:
        plasma, effect = effect_at(overlay.effect, stop_h)
        return (
            f"At the stop, {moment(stop_h)}: effect site {level_text(effect)} ng/mL, "
            f"plasma {level_text(plasma)} ng/mL (typical person, {model_name(course)})."
        )
    if arrival:
        return (
            f"{format_number(arrival.rate_mg_per_kg_h)} mg/kg/h, "
            f"{format_number(arrival.weight_kg)} kg: plateau "
            f"{level_text(arrival.people_plateau_ng_per_ml.median)} ng/mL; 90 % after "
            f"{figure_text(arrival.people_to_90_percent_h.median)} h, in the slow 1 in 20 after "
            f"{figure_text(arrival.people_to_90_percent_h.slow)} h ({name.split(',')[0]})."
        )
    level, hour = course.peak
    return (
        f"{course.plan.label} at {format_number(course.plan.weight_kg)} kg: highest "
        f"{level_text(level)} ng/mL at {moment(hour)} ({name.split(',')[0]})."
    )


def order_lines(course: PlanCourse, concentration: str) -> tuple[str, ...]:
    """The order in four units and the second calculation, once a concentration has been chosen."""
    if course.plan.trial:
        rates = [course.plan.rate_mg_per_kg_h(hour) for hour in course.plan.changes_h]
        shown = ", ".join(format_number(rate, significant=2) for rate in rates if rate)
        return (
            (f"At {format_number(course.plan.weight_kg)} kg its steps are {shown} mg/kg/h.",)
            if shown
            else ()
        )
    if not concentration:
        return ("Choose the concentration in the syringe to see the order in four units.",)
    order = infusion_order(
        course.plan.rate_mg_per_kg_h(0), course.plan.weight_kg, float(concentration)
    )
    agrees = (
        "The second calculation agrees."
        if order.second_check_agrees
        else "The two calculations do not agree: do not use them."
    )
    return (
        f"{format_number(order.mg_per_kg_h)} mg/kg/h for {format_number(course.plan.weight_kg)} kg",
        f"= {format_number(order.mg_per_h)} mg/h",
        f"= {format_number(order.ml_per_h)} mL/h of {concentration} mg/mL",
        f"= {format_number(order.mcg_per_kg_min)} mcg/kg/min",
        f"Checked the other way: {format_number(order.mg_per_24_h)} mg in 24 h, divided by 24. "
        f"{agrees}",
    )


def infusion_notes(course: PlanCourse, overlay: Overlay = Overlay()) -> tuple[Passage, ...]:
    """Behind the picture: the trial that used a regimen, the model, the people, absorption."""
    plans = [course.plan, *([overlay.other.plan] if overlay.other else [])]
    notes = [trial_passage(plan) for plan in plans if plan.trial]
    notes += [model_passage(each.model) for each in (course, *overlay.models)]
    if absorbed := absorption_passage(course, *([overlay.other] if overlay.other else [])):
        notes.append(absorbed)
    people = POPULATIONS[course.setting]
    return (*notes, Passage(f"How far people differ: {people.label}", (people.basis,)))


@lru_cache
def watching_passage() -> Passage:
    """Why no hour on this screen says when watching may end."""
    early, late = 4.0, 6.0
    left = norketamine_left((early, late))
    record = load().models[NORKETAMINE_MODEL]
    return Passage(
        "When watching ends",
        (
            "The end of watching is a bedside finding, not a time: no hour on this screen gives "
            "it. A level says how much ketamine is in plasma, not how this patient is. One look "
            "that finds the patient awake and clear does not end it either: look more than once, "
            "for hours, longer after naloxone, as your unit's rule says.",
            "Norketamine, which has effects of its own, leaves later. In the "
            f"{record.name.split(',')[0]} model (S-ketamine for 24 h, typical volunteer) "
            f"{figure_text(100 * left[early])} % of its highest level is still there "
            f"{format_number(early)} h after the stop, and {figure_text(100 * left[late])} % after "
            f"{format_number(late)} h.",
        ),
        "caution",
        *chip_parts(chip(record)),
    )


def trial_passage(plan) -> Passage:
    """What the trial did with the regimen, what it found, and how it is drawn here."""
    trial = load().trials[plan.trial]
    backing = chip(trial)
    return Passage(
        f"{trial.name}: {trial.design}",
        (f"Regimen: {trial.regimen}.", state(trial), *plan.notes),
        "caution",
        *chip_parts(backing),
    )


@lru_cache
def model_passage(model: str) -> Passage:
    """Where a model comes from, how it was seen, and what it must not be used for."""
    record = load().models[model]
    backing = chip(record)
    return Passage(
        f"Model: {record.name}",
        (
            f"{record.drug[0].upper()}{record.drug[1:]}; {record.population}; blood: "
            f"{record.sampling}; {record.structure}.",
            f"Seen in: {record.seen_in}. Not for: {record.not_for}",
            " ".join(record.caveats),
        ),
        "plain",
        *chip_parts(backing),
    )


def absorption_passage(*courses: PlanCourse) -> Passage | None:
    """What is assumed about doses that do not go into a vein, wherever one of them does not."""
    said = dict.fromkeys(basis for each in courses for basis in each.assumptions)
    return Passage("Assumed about absorption", tuple(said), "caution") if said else None
