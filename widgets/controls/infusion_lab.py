"""The first explorer: one constant infusion, its order in four units, and what the level does."""

from evidence import load
from evidence.numbers import format_number
from widgets.model.dosing import check_rate, infusion_order
from widgets.model.infusion_course import InfusionCourse, infusion_course
from widgets.model.patients import FICTIONAL_PATIENTS
from widgets.view.infusion import (
    figure_text,
    infusion_alt,
    infusion_picture,
    infusion_readouts,
    infusion_sentence,
    infusion_table,
)
from widgets.view.screen import Message, Screen, refused
from widgets.view.watch import watch_for

from .explorer import Explorer
from .inputs import Action, Choice, Number

SHORTEST_H, LONGEST_H = 24, 120
GUESS_TOP_NG_PER_ML = 200


class InfusionLab(Explorer):
    """A made-up patient, a rate, hours: the level with its band above, the dose on the same hours below.

    With `predict_at_h` the learner first says where the level will be at that hour; the curve comes after.
    """

    def __init__(
        self,
        rate_mg_per_kg_h: float | None = None,
        patient: str = "reference",
        duration_h: float = SHORTEST_H,
        model: str = "kamp_2020",
        predict_at_h: float | None = None,
    ):
        cancer_pain = load().limits["infusion_cancer_pain"]
        self.predict_at_h = predict_at_h
        rate = cancer_pain.low if rate_mg_per_kg_h is None else rate_mg_per_kg_h
        controls = (
            Number("rate", "Infusion rate", "mg/kg/h", cancer_pain.low, cancer_pain.high, 0.01, format_number(rate)),
            Number("hours", "The infusion runs for", "h", SHORTEST_H, LONGEST_H, 12, format_number(duration_h)),
            Choice("patient", "Made-up patient", tuple((p.id, p.label) for p in FICTIONAL_PATIENTS.values()), patient),
            Choice("model", "Model", tuple((m, load().models[m].name) for m in ("kamp_2020", "domino_1984")), model),
            Choice("concentration", "Concentration in the syringe", _concentrations()),
        )
        self._order = controls
        super().__init__(
            (*controls, *self._prediction()),
            heading="Infusion lab",
            watermark="Sandbox: no patient. Made-up weights, simulated levels, nothing to prescribe from.",
            aside=watch_for(),
        )

    def _prediction(self) -> tuple:
        if self.predict_at_h is None:
            return ()
        question = f"Your prediction: the level after {format_number(self.predict_at_h)} h"
        return Number("guess", question, "ng/mL", 0, GUESS_TOP_NG_PER_ML, 1, "0"), Action("reveal", "Show the curve")

    def screen(self, values: dict[str, str]) -> Screen:
        """The infusion that `values` describe, or one sentence that says why there is none."""
        rate = self.number(values, "rate")
        verdict = check_rate(rate)
        if verdict.level == "refused":
            return refused(verdict.message)
        if verdict.level == "outside_range" and not values["reason"]:
            return refused(verdict.message, level="caution", asks_reason=True)
        hours = self.number(values, "hours")
        if not SHORTEST_H <= hours <= LONGEST_H:
            return refused(f"The infusion must run for {SHORTEST_H} to {LONGEST_H} h here, got {format_number(hours)} h.")
        weight_kg = FICTIONAL_PATIENTS[values["patient"]].weight_kg
        course = infusion_course(rate, weight_kg, hours, values["model"])
        note = None if verdict.level == "in_range" else Message("caution", verdict.message)
        if self.predict_at_h is not None:
            return self._predicted(course, values, note)
        return self._full(course, values, note)

    def _full(self, course: InfusionCourse, values, note=None, guess=None, sentence=None) -> Screen:
        table = infusion_table(course)
        return Screen(
            sentence=sentence or infusion_sentence(course),
            alt=infusion_alt(course, table),
            picture=infusion_picture(course, guess),
            readouts=infusion_readouts(course),
            working=_order_lines(course, values["concentration"]),
            table=table,
            message=note,
            controls=self._order,
        )

    def _predicted(self, course: InfusionCourse, values, note) -> Screen:
        at_h = self.predict_at_h
        guess = self.number(values, "guess")
        if not 0 <= guess <= GUESS_TOP_NG_PER_ML:
            return refused(f"A prediction must lie between 0 and {GUESS_TOP_NG_PER_ML} ng/mL, got {format_number(guess)} ng/mL.")
        asked = f"{format_number(course.rate_mg_per_kg_h)} mg/kg/h at {format_number(course.weight_kg)} kg"
        if values["reveal"] != "yes":
            sentence = f"{asked}: where will the level be after {format_number(at_h)} h? Set it, then show the curve."
            alt = f"Empty graph over {format_number(course.ends_h)} hours with your prediction at hour {format_number(at_h)}: {format_number(guess)} ng/mL."
            picture = infusion_picture(course, (at_h, guess), hidden=True)
            return Screen(sentence, alt=alt, picture=picture, message=note, controls=self._prediction())
        middle = course.at(at_h)[1]
        miss = "equal to it" if round(guess) == round(middle) else (
            f"{figure_text(abs(guess - middle))} ng/mL too {'low' if guess < middle else 'high'}"
        )
        sentence = f"You said {format_number(guess)}, the model says {figure_text(middle)} ng/mL at hour {format_number(at_h)}: {miss}."
        return self._full(course, values, note, (at_h, guess), sentence)


def _concentrations() -> tuple[tuple[str, str], ...]:
    strengths = load().limits["vial_concentrations"].steps
    return tuple((format_number(s), f"{format_number(s)} mg/mL") for s in strengths)


def _order_lines(course: InfusionCourse, concentration: str) -> tuple[str, ...]:
    if not concentration:
        return ("Choose the concentration in the syringe to see the order in four units.",)
    order = infusion_order(course.rate_mg_per_kg_h, course.weight_kg, float(concentration))
    agrees = "The second calculation agrees." if order.second_check_agrees else "The two calculations do not agree: do not use them."
    return (
        f"{format_number(order.mg_per_kg_h)} mg/kg/h for {format_number(course.weight_kg)} kg",
        f"= {format_number(order.mg_per_h)} mg/h",
        f"= {format_number(order.ml_per_h)} mL/h of {concentration} mg/mL",
        f"= {format_number(order.mcg_per_kg_min)} mcg/kg/min",
        f"Checked the other way: {format_number(order.mg_per_24_h)} mg in 24 h, divided by 24. {agrees}",
    )
