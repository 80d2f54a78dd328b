"""Words for the curve over days: one ladder in three bodies, and models beside what was measured in
people."""

from html import escape

from evidence import load
from evidence.numbers import format_number
from widgets.model.infusion_course import infusion_course
from widgets.model.kinetics import SETTINGS
from widgets.model.patients import FICTIONAL_PATIENTS
from widgets.model.plan_course import is_s_ketamine, plan_course
from widgets.model.plans import burst_plan, constant_plan

from .infusion import figure_text
from .words import Words, worked

BODIES = ("reference", "throat", "myeloma")


def ladder_by_weight() -> Words:
    """The last step of the fixed-milligram ladder as mg/kg/h and as a level, in three made-up
    bodies."""
    last = load().limits["burst_ladder_per_24_h"].steps[-1]
    range_ = load().limits["infusion_cancer_pain"]
    steps, ends = [], []
    for each in BODIES:
        weight_kg = FICTIONAL_PATIENTS[each].weight_kg
        plan = burst_plan(weight_kg)
        rate = plan.rate_mg_per_kg_h(plan.changes_h[-2])
        ends.append(plan_course(plan).at(plan.stops_h)[1])
        steps.append(
            f"{format_number(weight_kg)} kg: {format_number(last)} mg ÷ 24 h ÷ "
            f"{format_number(weight_kg)} kg = {figure_text(rate)} mg/kg/h; the ladder ends at "
            f"{figure_text(ends[-1])} ng/mL (Kamp 2020 model)."
        )
    more = figure_text(100 * (ends[1] / ends[0] - 1))
    light, middle = (
        format_number(FICTIONAL_PATIENTS[each].weight_kg) for each in (BODIES[1], BODIES[0])
    )
    return worked(
        "Worked example",
        tuple(steps),
        f"Same milligrams, {light} kg instead of {middle} kg: {more} % higher at the end of the "
        "ladder.",
        f"The cancer-pain range of the review is {format_number(range_.low)} to "
        f"{format_number(range_.high)} mg/kg/h. Clearance does not shrink quite as fast as "
        "weight, so the level rises a little less than the dose per kilogram does. Subcutaneous: "
        "the share that arrives is an assumption.",
    )


def models_against_people(rate_mg_per_kg_h: float, weight_kg: float = 70) -> Words:
    """Each model of racemic ketamine: its plateau, the band of people around it, who was studied,
    what it missed."""
    rows, plateaus = [], []
    for record in load().models.values():
        if is_s_ketamine(record.id):
            continue
        course = infusion_course(rate_mg_per_kg_h, weight_kg, 24, record.id)
        low, _, high = plan_course(constant_plan(rate_mg_per_kg_h, weight_kg, 72), record.id).at(72)
        plateaus.append(course.plateau_ng_per_ml)
        cells = (
            figure_text(course.plateau_ng_per_ml),
            f"{figure_text(low)} to {figure_text(high)}",
            record.population,
            next(each for each in record.caveats if "plateau" in each),
        )
        rows.append(
            f'<tr><th scope="row">{escape(record.name)}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            + "</tr>"
        )
    order = f"{format_number(rate_mg_per_kg_h)} mg/kg/h at {format_number(weight_kg)} kg"
    sentence = (
        f"{order}: plateaus of {figure_text(min(plateaus))} to {figure_text(max(plateaus))} ng/mL, "
        "by model."
    )
    head = "".join(
        f'<th scope="col">{name}</th>'
        for name in (
            "Plateau, ng/mL",
            "Nine in ten people, day 3, ng/mL",
            "Who was studied",
            "What to know",
        )
    )
    return Words(
        sentence,
        f'<div class="table-scroll"><table><caption>{order}, racemic '
        f"ketamine</caption><thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div><p><b>{sentence}</b></p><p>{escape(SETTINGS['patient'].basis)}</p>",
    )
