"""Words for the curve over days: one ladder in three bodies, and models beside what was measured in
people."""

from evidence import Model, load
from evidence.numbers import format_number
from page.html import table_row
from widgets.model.kinetics import POPULATIONS
from widgets.model.kinetics.curve import DEFAULT_MODEL
from widgets.model.regimens.infusion_summary import infusion_summary
from widgets.model.regimens.patients import FICTIONAL_PATIENTS
from widgets.model.regimens.regimen import burst_regimen, constant_regimen
from widgets.model.regimens.simulation import models_for, plan_course
from widgets.view.kinetics.infusion import figure_text
from widgets.view.words import Words, words_table, worked

PATIENTS_OF_THE_DAYS = ("reference", "throat", "myeloma")


def _racemic() -> list[Model]:
    """The records of the models of the racemate, the course's own first."""
    return [load().models[each] for each in models_for(DEFAULT_MODEL)]


def ladder_by_weight() -> Words:
    """The last step of the fixed-milligram ladder as mg/kg/h and as a level, in three made-up
    bodies, and how much more the light one gets in each model of the racemate."""
    last = load().limits["burst_ladder_per_24_h"].steps[-1]
    range_ = load().limits["infusion_cancer_pain"]
    steps = []
    for each in PATIENTS_OF_THE_DAYS:
        weight_kg = FICTIONAL_PATIENTS[each].weight_kg
        plan = burst_regimen(weight_kg)
        rate = plan.rate_mg_per_kg_h(plan.changes_h[-2])
        steps.append(
            f"{format_number(weight_kg)} kg: {format_number(last)} mg ÷ 24 h ÷ "
            f"{format_number(weight_kg)} kg = {figure_text(rate)} mg/kg/h; the ladder ends at "
            f"{figure_text(ladder_end_ng_per_ml(weight_kg))} ng/mL (Kamp 2020 model, middle of "
            "simulated people)."
        )
    middle, light = (FICTIONAL_PATIENTS[each].weight_kg for each in PATIENTS_OF_THE_DAYS[:2])
    more = {each.name: more_percent(light, middle, each.id) for each in _racemic()}
    low, high = (figure_text(value) for value in (min(more.values()), max(more.values())))
    listed = ", ".join(f"{figure_text(value)} % in {name}" for name, value in more.items())
    return worked(
        "Worked example",
        tuple(steps),
        f"Same milligrams, {format_number(light)} kg instead of {format_number(middle)} kg: {low} "
        f"to {high} % higher at the end of the ladder, by model.",
        f"The cancer-pain range of the review is {format_number(range_.low)} to "
        f"{format_number(range_.high)} mg/kg/h. How much higher, by model: {listed}. How clearance "
        "follows weight is an assumption of each model, and we found none checked in people who "
        "have lost much weight. Subcutaneous: the share that arrives is an assumption too.",
    )


def ladder_end_ng_per_ml(weight_kg: float, model: str = DEFAULT_MODEL) -> float:
    """The middle level among simulated people at the end of the ladder."""
    plan = burst_regimen(weight_kg)
    return plan_course(plan, model).at(plan.stops_h)[1]


def more_percent(light_kg: float, heavy_kg: float, model: str) -> float:
    """By how many percent the lighter body ends the ladder higher than the heavier one."""
    light, heavy = (ladder_end_ng_per_ml(weight, model) for weight in (light_kg, heavy_kg))
    return 100 * (light / heavy - 1)


def models_against_people(rate_mg_per_kg_h: float, weight_kg: float = 70) -> Words:
    """Each model of racemic ketamine: its plateau, the band of people around it, who was studied,
    what it missed."""
    rows, plateaus = [], []
    for record in _racemic():
        course = infusion_summary(rate_mg_per_kg_h, weight_kg, 24, record.id)
        low, _, high = plan_course(constant_regimen(rate_mg_per_kg_h, weight_kg, 72), record.id).at(
            72
        )
        plateaus.append(course.plateau_ng_per_ml)
        rows.append(
            table_row(
                record.name,
                figure_text(course.plateau_ng_per_ml),
                f"{figure_text(low)} to {figure_text(high)}",
                record.population,
                next(each for each in record.caveats if "plateau" in each),
            )
        )
    order = f"{format_number(rate_mg_per_kg_h)} mg/kg/h at {format_number(weight_kg)} kg"
    sentence = (
        f"{order}: plateaus of {figure_text(min(plateaus))} to {figure_text(max(plateaus))} ng/mL "
        "in the typical person, by model."
    )
    columns = (
        "",
        "Plateau of the typical person, ng/mL",
        "Nine in ten simulated people, day 3, ng/mL",
        "Who was studied",
        "What to know",
    )
    basis = POPULATIONS["patient"].basis
    return words_table(f"{order}, racemic ketamine", columns, rows, sentence, basis)
