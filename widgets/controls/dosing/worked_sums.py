"""The worked half of the dose bench: the learner moves an order, each step stands there."""

from evidence import load
from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Choice, Control, Field, Number
from widgets.controls.values import Values
from widgets.model.dosing import check_bolus, check_rate, infusion_order, oral_dose
from widgets.model.regimens.patients import FICTIONAL_PATIENTS
from widgets.view.dosing import calculation as bench
from widgets.view.screen import Message, Passage, Screen, refused

WORKED = "Worked, step by step"


def concentration_control(name: str) -> Choice:
    """The strengths that are sold, none of them chosen for the learner."""
    strengths = [format_number(s) for s in load().limits["vial_concentrations"].steps]
    return Choice(name, "Concentration in the syringe", tuple((s, f"{s} mg/mL") for s in strengths))


class WorkedSum(Explorer):
    """A sum that is worked out for a made-up patient of the course's list."""

    def __init__(self):
        people = tuple((each.id, each.label) for each in FICTIONAL_PATIENTS.values())
        self.patient = Choice("patient", "Made-up patient", people, "reference")

    def weight_kg(self, values: Values) -> float:
        """The weight of the made-up patient on the screen."""
        return FICTIONAL_PATIENTS[values[self.patient]].weight_kg


def _slider(name: str, label: str, unit: str, limit_id: str, step: float) -> Number:
    """A slider over the range of a limit, which opens at its low end."""
    range_ = load().limits[limit_id]
    low = format_number(range_.low)
    return Number(name, label, unit, range_.low, range_.high, step, low)


class WorkedInfusion(WorkedSum):
    """An order in four units with its second calculation, once a concentration is chosen."""

    def __init__(self):
        super().__init__()
        self.rate = _slider("rate", "Infusion rate", "mg/kg/h", "infusion_cancer_pain", 0.01)
        self.syringe = concentration_control("concentration")

    def controls(self, values: Values) -> tuple[Control, ...]:
        """The order, the patient, the syringe."""
        return self.rate, self.patient, self.syringe

    def screen(self, values: Values) -> Screen:
        """The first line of the sum; all of it once the strength of the syringe is known."""
        rate, weight = values[self.rate], self.weight_kg(values)
        verdict = check_rate(rate)
        if verdict.level == "refused":
            return refused(verdict.message, about=self.rate.name)
        if verdict.level == "outside_range" and not values.has_reason:
            return refused(verdict.message, "caution", asks_reason=True)
        note = None if verdict.level == "in_range" else Message("caution", verdict.message)
        asked = f"{format_number(rate)} mg/kg/h at {format_number(weight)} kg"
        strength = values[self.syringe]
        if not strength:
            first = Passage(WORKED, (bench.infusion_first_line(rate, weight), bench.CHOOSE))
            sentence = f"{asked}: choose the concentration in the syringe."
            return Screen(sentence, passages=(first,), message=note)
        order = infusion_order(rate, weight, float(strength))
        agrees = "agrees" if order.second_check_agrees else "does not agree"
        return Screen(
            f"{asked} is {format_number(order.ml_per_h)} mL/h of {strength} mg/mL; the second "
            f"way {agrees}.",
            passages=(Passage(WORKED, bench.infusion_lines(order)), bench.rate_passage(rate)),
            message=note,
        )


class WorkedOral(WorkedSum):
    """One dose by mouth, and whether weight or cap decided it."""

    def __init__(self):
        super().__init__()
        self.per_kg = _slider("per_kg", "One dose by mouth", "mg/kg", "oral_per_dose", 0.05)

    def controls(self, values: Values) -> tuple[Control, ...]:
        """The dose and the patient."""
        return self.per_kg, self.patient

    def screen(self, values: Values) -> Screen:
        """The dose, line by line."""
        per_kg, weight = values[self.per_kg], self.weight_kg(values)
        lines = bench.oral_lines(oral_dose(per_kg, weight), per_kg, weight)
        return Screen(
            bench.oral_sentence(per_kg, weight),
            passages=(Passage(WORKED, lines), *bench.oral_passages()),
        )


class WorkedBolus(WorkedSum):
    """The ceiling for a weight; a bolus that somebody proposes is held against it."""

    def __init__(self):
        super().__init__()
        label = "A bolus that somebody proposes"
        self.bolus = Field("bolus", label, "mg/kg")

    def controls(self, values: Values) -> tuple[Control, ...]:
        """The patient, and a bolus to be typed: none stands there to begin with."""
        return self.patient, self.bolus

    def screen(self, values: Values) -> Screen:
        """What a bolus stays below, and what is to be said of the one that was typed."""
        weight = self.weight_kg(values)
        top = format_number(bench.bolus_ceiling_mg(weight))
        sentence = f"At {format_number(weight)} kg a bolus in acute pain stays below {top} mg."
        lines, said = bench.bolus_lines(weight), ()
        if values.text(self.bolus):
            per_kg = values[self.bolus]
            verdict = check_bolus(per_kg)
            if verdict.level == "refused":
                return refused(verdict.message, about=self.bolus.name)
            lines = bench.bolus_lines(weight, per_kg)
            said = (Passage("In acute pain, and nowhere else", (verdict.message,), "caution"),)
        return Screen(sentence, passages=(Passage(WORKED, lines), *said, *bench.bolus_passages()))
