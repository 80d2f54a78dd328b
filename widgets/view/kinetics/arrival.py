"""Worked examples of an infusion: from the order to the pump, and from the rate to the plateau."""

from evidence import load
from evidence.numbers import format_number
from page.html import table_row
from widgets.model.dosing import infusion_order
from widgets.model.kinetics.disposition import NG_PER_ML_IN_MG_PER_L, REFERENCE_WEIGHT_KG
from widgets.model.kinetics.spread import PEOPLE
from widgets.model.regimens.infusion_summary import infusion_summary
from widgets.view.kinetics.infusion import figure_text
from widgets.view.words import Words, words_table, worked

COMPARED = ("kamp_2020", "domino_1984")


def worked_order(
    rate_mg_per_kg_h: float, weight_kg: float, concentration_mg_per_ml: float
) -> Words:
    """The steps from mg/kg/h to mL/h, and the second calculation that must agree."""
    order = infusion_order(rate_mg_per_kg_h, weight_kg, concentration_mg_per_ml)
    rate, weight, strength = (
        format_number(v) for v in (rate_mg_per_kg_h, weight_kg, concentration_mg_per_ml)
    )
    mg_per_h, ml_per_h = format_number(order.mg_per_h), format_number(order.ml_per_h)
    agrees = "agrees" if order.second_check_agrees else "does not agree"
    steps = (
        f"Weight first: {rate} mg/kg/h × {weight} kg = {mg_per_h} mg/h.",
        f"Then the syringe: {mg_per_h} mg/h ÷ {strength} mg/mL = {ml_per_h} mL/h.",
        (
            f"Now the other way, from the day: {format_number(order.mg_per_24_h)} mg in 24 h, in"
            f" {strength} mg/mL, over 24 h."
        ),
    )
    return worked(
        "Worked example",
        steps,
        f"{rate} mg/kg/h for {weight} kg is {ml_per_h} mL/h of {strength} mg/mL; the second way"
        f" {agrees}.",
    )


def worked_plateau(rate_mg_per_kg_h: float, weight_kg: float, model: str = "kamp_2020") -> Words:
    """The steps from a rate to the plateau of the typical person, and to the hour when nine tenths
    of it are reached."""
    course, record = infusion_summary(rate_mg_per_kg_h, weight_kg, 24, model), load().models[model]
    mg_per_h = rate_mg_per_kg_h * weight_kg
    clearance_l_per_h = mg_per_h / course.plateau_ng_per_ml * NG_PER_ML_IN_MG_PER_L
    plateau = figure_text(course.plateau_ng_per_ml)
    steps = (
        f"In: {format_number(rate_mg_per_kg_h)} mg/kg/h × {format_number(weight_kg)} kg = "
        f"{format_number(mg_per_h)} mg/h.",
        f"Out: the typical body of this weight clears {figure_text(clearance_l_per_h)} L of plasma "
        f"an hour ({course.model_name} model).",
        f"Level where in equals out: {format_number(mg_per_h)} mg/h ÷ "
        f"{figure_text(clearance_l_per_h)} L/h = {plateau} ng/mL.",
        f"Nine tenths of that is {figure_text(0.9 * course.plateau_ng_per_ml)} ng/mL; the curve "
        f"gets there after {figure_text(course.to_90_percent_h)} h, and in the slow 1 in 20 of "
        f"simulated patients after {figure_text(course.people_to_90_percent_h.slow)} h.",
    )
    return worked(
        "Worked example",
        steps,
        f"Plateau {plateau} ng/mL; 90 % of it after {figure_text(course.to_90_percent_h)} h "
        f"(typical person, {course.model_name} model).",
        f"Population of the model: {course.population}.{_published_mean(record, mg_per_h)}",
    )


def _published_mean(record, mg_per_h: float) -> str:
    """What the paper's own mean clearance would give, where it prints one."""
    found = [each for each in record.quantities if each.name == "published mean clearance"]
    if not found:
        return ""
    mean = found[0]
    at_70_kg = mg_per_h / mean.value * NG_PER_ML_IN_MG_PER_L
    return (
        f" The mean clearance that the paper itself prints is {format_number(mean.value)} L/h per "
        f"{format_number(REFERENCE_WEIGHT_KG)} kg ({format_number(mean.low)} to "
        f"{format_number(mean.high)}): {format_number(mg_per_h)} mg/h in a body of "
        f"{format_number(REFERENCE_WEIGHT_KG)} kg would then settle at {figure_text(at_70_kg)} "
        "ng/mL."
    )


def models_compared(rate_mg_per_kg_h: float, weight_kg: float, duration_h: float = 24) -> Words:
    """Arrival and leaving of one infusion in two models, in the middle of people and in the slow
    one in twenty."""
    courses = [infusion_summary(rate_mg_per_kg_h, weight_kg, duration_h, m) for m in COMPARED]
    rows = (
        ("Plateau, ng/mL", [c.people_plateau_ng_per_ml for c in courses]),
        ("Hours to 90 % of it", [c.people_to_90_percent_h for c in courses]),
        ("Hours to fall by half after the stop", [c.people_fall_by_half_h for c in courses]),
        ("Hours to fall by 80 %", [c.people_fall_by_80_percent_h for c in courses]),
    )
    columns = ("", *(c.model_name for c in courses))
    body = (
        table_row(
            label, *(f"{figure_text(e.median)}; 1 in 20: {figure_text(e.slow)}" for e in values)
        )
        for label, values in rows
    )
    order = (
        f"{format_number(rate_mg_per_kg_h)} mg/kg/h at {format_number(weight_kg)} kg for "
        f"{format_number(duration_h)} h; middle of {PEOPLE:,} simulated patients, and the highest "
        "or slowest 1 in 20"
    )
    arrives = [c.people_to_90_percent_h for c in courses]
    sentence = (
        "Two models, one pump: plateau "
        f"{' or '.join(figure_text(c.people_plateau_ng_per_ml.median) for c in courses)} ng/mL, "
        f"90 % after {' or '.join(figure_text(a.median) for a in arrives)} h, in the slow 1 in 20 "
        f"after {' or '.join(figure_text(a.slow) for a in arrives)} h."
    )
    people = " ".join(f"{c.model_name}: {c.population}." for c in courses)
    return words_table(order, columns, body, sentence, people)
