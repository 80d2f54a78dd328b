"""A dose sum in words: the order, the steps worked or left open, and what a limit has to say."""

from evidence import load
from evidence.numbers import format_number
from widgets.model.dosing import (
    DoseError,
    InfusionOrder,
    OralDose,
    check_bolus,
    check_rate,
    oral_dose,
    round_for_pump,
)
from widgets.model.exercises.sums import Task, bolus_ceiling_mg, oral_of, order_of
from widgets.view.screen import Passage
from widgets.view.statements import passage
from widgets.view.words import Words, worked

CHOOSE = "Choose the concentration in the syringe first: the course has no usual one."


def infusion_lines(order: InfusionOrder) -> tuple[str, ...]:
    """An order worked out: four units, the second calculation, what a pump makes of it."""
    names = ("1. Weight", "2. Syringe", "3. The other unit", "4. The other way")
    return (
        *(
            f"{name}: {line.removeprefix('The other way: ')}"
            for name, line in zip(names, order.working, strict=True)
        ),
        _pump_line(order),
    )


def _pump_line(order: InfusionOrder) -> str:
    try:
        pump = round_for_pump(order)
    except DoseError as problem:
        return f"On a pump: {problem}"
    if pump.ml_per_h == pump.unrounded_ml_per_h:
        return f"On a pump: {format_number(pump.ml_per_h)} mL/h needs no rounding."
    per_kg = pump.ml_per_h * order.concentration_mg_per_ml / order.weight_kg
    return (
        f"On a pump: {format_number(pump.unrounded_ml_per_h)} mL/h becomes "
        f"{format_number(pump.ml_per_h)} mL/h, which is "
        f"{format_number(per_kg)} mg/kg/h. {pump.rule}"
    )


def infusion_first_line(rate_mg_per_kg_h: float, weight_kg: float) -> str:
    """The only step that needs no concentration."""
    mg_per_h = format_number(round(rate_mg_per_kg_h * weight_kg, 9))
    return (
        f"1. Weight: {format_number(rate_mg_per_kg_h)} mg/kg/h × {format_number(weight_kg)} "
        f"kg = {mg_per_h} mg/h"
    )


def oral_lines(dose: OralDose, per_kg: float, weight_kg: float) -> tuple[str, ...]:
    """An oral dose worked out: weight, cap and who decided, the day, and back again."""
    cap = load().limits["oral_cap"]
    mg, fewest, most = format_number(dose.dose_mg), *dose.times_daily
    decides = (
        f"the cap decides, not the weight: {mg} mg"
        if dose.capped
        else f"the weight decides: {mg} mg, and the cap is not reached"
    )
    if not dose.capped and dose.dose_mg == cap.value:
        decides = f"weight and cap say the same: {mg} mg"
    return (
        f"1. Weight: {format_number(per_kg)} mg/kg × {format_number(weight_kg)} kg = "
        f"{format_number(dose.by_weight_mg)} mg",
        f"2. Cap: at most {format_number(cap.value)} mg for one dose, so {decides}",
        f"3. Day: {mg} mg, {fewest} to {most} times daily, is "
        f"{format_number(dose.dose_mg * fewest)} to {format_number(dose.dose_mg * most)} mg in "
        "a day",
        f"4. Second calculation: {mg} mg ÷ {format_number(weight_kg)} kg = "
        f"{format_number(dose.dose_mg / weight_kg)} mg/kg for one dose",
    )


def bolus_lines(weight_kg: float, mg_per_kg: float | None = None) -> tuple[str, ...]:
    """The ceiling for a weight, and a proposed bolus beside it."""
    ceiling, top_mg = (
        load().limits["bolus_acute_pain_ceiling"],
        format_number(bolus_ceiling_mg(weight_kg)),
    )
    first = (
        f"Ceiling in acute pain: less than {format_number(ceiling.value)} mg/kg × "
        f"{format_number(weight_kg)} kg, so less than {top_mg} mg"
    )
    if mg_per_kg is None:
        return (first,)
    mg = format_number(round(mg_per_kg * weight_kg, 9))
    return (
        first,
        f"Proposed: {format_number(mg_per_kg)} mg/kg × {format_number(weight_kg)} kg = {mg} "
        f"mg, which is less than {top_mg} mg",
    )


def bolus_passages() -> tuple[Passage, ...]:
    """What the bolus figure is, and what it is not."""
    limit = load().limits["bolus_acute_pain_ceiling"]
    return (passage("A ceiling, from another setting", limit, "caution", extra=(limit.disagrees,)),)


def oral_passages() -> tuple[Passage, ...]:
    """What the oral trials found, and how a solution has been confused."""
    evidence = load()
    backed = passage(
        "What stands behind the oral dose",
        evidence.limits["oral_per_dose"],
        extra=(evidence.claims["C15"].finding,),
    )
    return backed, passage("Read the bottle", evidence.facts["F-S35"])


def beside(sum_name: str) -> tuple[Passage, ...]:
    """What stands beside the working of a sum."""
    return {"infusion": (), "oral": oral_passages(), "bolus": bolus_passages()}[sum_name]


def rate_passage(rate_mg_per_kg_h: float) -> Passage:
    """Where a rate lies, in its setting."""
    verdict = check_rate(rate_mg_per_kg_h)
    tone = "good" if verdict.level == "in_range" else "caution"
    return Passage("Which setting is this?", (verdict.message,), tone)


def task_passage(task: Task) -> Passage:
    """The order of a task, as it stands on a made-up chart."""
    ordered, who = format_number(task.ordered), f"Made-up patient: {task.patient.label}."
    if task.sum == "infusion":
        return Passage(
            "The order",
            (
                who,
                f"Ketamine infusion {ordered} mg/kg/h. Pick any syringe; your mL/h must fit it.",
            ),
        )
    if task.sum == "oral":
        daily = load().limits["oral_times_daily"]
        return Passage(
            "The order",
            (
                who,
                f"Ketamine {ordered} mg/kg by mouth for each dose, {format_number(daily.low)} "
                f"to {format_number(daily.high)} times daily.",
            ),
        )
    return Passage(
        "The proposal",
        (
            who,
            "Acute severe pain in the recovery room. Somebody proposes a ketamine bolus of "
            f"{ordered} mg.",
        ),
    )


def open_lines(task: Task, concentration_mg_per_ml: float | None) -> tuple[str, ...]:
    """The steps of a task with the last one left open."""
    weight, ordered = format_number(task.patient.weight_kg), format_number(task.ordered)
    if task.sum == "infusion":
        first = infusion_first_line(task.ordered, task.patient.weight_kg)
        if concentration_mg_per_ml is None:
            return first, CHOOSE
        mg_per_h = format_number(order_of(task, concentration_mg_per_ml).mg_per_h)
        return (
            first,
            f"2. Syringe: {mg_per_h} mg/h ÷ {format_number(concentration_mg_per_ml)} mg/mL = ? "
            "mL/h",
        )
    if task.sum == "oral":
        by_weight = format_number(oral_of(task).by_weight_mg)
        return (
            f"1. Weight: {ordered} mg/kg × {weight} kg = {by_weight} mg",
            "2. Cap: so one dose is ? mg",
        )
    ceiling = format_number(load().limits["bolus_acute_pain_ceiling"].value)
    return (f"Ceiling: less than {ceiling} mg/kg × {weight} kg, so less than ? mg",)


def full_lines(task: Task, concentration_mg_per_ml: float | None) -> tuple[str, ...]:
    """A task worked out to the end."""
    weight_kg = task.patient.weight_kg
    if task.sum == "infusion":
        return infusion_lines(order_of(task, concentration_mg_per_ml))
    if task.sum == "oral":
        return oral_lines(oral_of(task), task.ordered, weight_kg)
    per_kg, mg, weight = (
        task.ordered / weight_kg,
        format_number(task.ordered),
        format_number(weight_kg),
    )
    verdict = check_bolus(per_kg)
    decided = (
        "below the ceiling" if verdict.level == "in_range" else "not below the ceiling: refuse it"
    )
    return (
        *bolus_lines(weight_kg),
        f"Proposed: {mg} mg ÷ {weight} kg = {format_number(per_kg)} mg/kg, {decided}",
    )


def oral_sentence(dose_mg_per_kg: float, weight_kg: float) -> str:
    """An oral dose in one sentence, which says whether the cap decided."""
    dose = oral_dose(dose_mg_per_kg, weight_kg)
    who = "the cap decides" if dose.capped else "the weight decides"
    asked = f"{format_number(dose_mg_per_kg)} mg/kg by mouth at {format_number(weight_kg)} kg"
    return f"{asked}: {format_number(dose.dose_mg)} mg for one dose; {who}."


def worked_oral(dose_mg_per_kg: float, weight_kg: float) -> Words:
    """An oral dose step by step, with the sentence that says whether the cap decided."""
    lines = oral_lines(oral_dose(dose_mg_per_kg, weight_kg), dose_mg_per_kg, weight_kg)
    steps = tuple(line.split(" ", 1)[1] for line in lines)
    return worked("Worked example", steps, oral_sentence(dose_mg_per_kg, weight_kg))
