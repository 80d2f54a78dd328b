"""The worked half of the dose bench: the learner moves an order, each step stands there."""

from evidence import load
from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Choice, Field, Number
from widgets.model.dosing import check_bolus, check_rate, infusion_order, oral_dose
from widgets.model.regimens.patients import FICTIONAL_PATIENTS
from widgets.view.dosing import calculation as bench
from widgets.view.screen import Message, Passage, Screen, refused

WORKED = "Worked, step by step"


def concentration_control(name: str) -> Choice:
    """The strengths that are sold, none of them chosen for the learner."""
    strengths = [format_number(s) for s in load().limits["vial_concentrations"].steps]
    return Choice(name, "Concentration in the syringe", tuple((s, f"{s} mg/mL") for s in strengths))


def _patient_control() -> Choice:
    people = tuple((each.id, each.label) for each in FICTIONAL_PATIENTS.values())
    return Choice("patient", "Made-up patient", people, "reference")


class WorkedSums(Explorer):
    """An infusion, a dose by mouth or a bolus, worked out for what the controls say.

    `always` holds the controls that stand above those of each sum.
    """

    always: tuple = ()

    def weight_kg(self, values: dict[str, str]) -> float:
        """The weight of the made-up patient on the screen."""
        return FICTIONAL_PATIENTS[values.get("patient") or "reference"].weight_kg

    def _set_by_slider(self, values: dict[str, str], control: Number) -> float:
        """The number of a slider; its opening value where the page has not sent one yet."""
        given = {**values, control.name: values.get(control.name, control.value)}
        return self.number(given, control.name)

    def worked_infusion(self, values: dict[str, str]) -> Screen:
        """An order in four units with its second calculation, once a concentration is chosen."""
        range_ = load().limits["infusion_cancer_pain"]
        low = format_number(range_.low)
        slider = Number("rate", "Infusion rate", "mg/kg/h", range_.low, range_.high, 0.01, low)
        syringe = concentration_control("concentration")
        self._use((*self.always, slider, _patient_control(), syringe))
        rate, weight = self._set_by_slider(values, slider), self.weight_kg(values)
        verdict = check_rate(rate)
        if verdict.level == "refused":
            return refused(verdict.message)
        if verdict.level == "outside_range" and not values["reason"]:
            return refused(verdict.message, "caution", asks_reason=True)
        note = None if verdict.level == "in_range" else Message("caution", verdict.message)
        asked = f"{format_number(rate)} mg/kg/h at {format_number(weight)} kg"
        strength = values.get("concentration")
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

    def worked_oral(self, values: dict[str, str]) -> Screen:
        """One dose by mouth, and whether weight or cap decided it."""
        range_ = load().limits["oral_per_dose"]
        low = format_number(range_.low)
        slider = Number("per_kg", "One dose by mouth", "mg/kg", range_.low, range_.high, 0.05, low)
        self._use((*self.always, slider, _patient_control()))
        per_kg, weight = self._set_by_slider(values, slider), self.weight_kg(values)
        lines = bench.oral_lines(oral_dose(per_kg, weight), per_kg, weight)
        return Screen(
            bench.oral_sentence(per_kg, weight),
            passages=(Passage(WORKED, lines), *bench.oral_passages()),
        )

    def worked_bolus(self, values: dict[str, str]) -> Screen:
        """The ceiling for a weight; a bolus that somebody proposes is held against it."""
        field = Field("bolus", "A bolus that somebody proposes", "mg/kg")
        self._use((*self.always, _patient_control(), field))
        weight = self.weight_kg(values)
        top = format_number(bench.bolus_ceiling_mg(weight))
        sentence = f"At {format_number(weight)} kg a bolus in acute pain stays below {top} mg."
        if not values.get("bolus"):
            lines, said = bench.bolus_lines(weight), ()
        else:
            per_kg = self.number(values, "bolus")
            verdict = check_bolus(per_kg)
            if verdict.level == "refused":
                return refused(verdict.message)
            lines = bench.bolus_lines(weight, per_kg)
            said = (Passage("In acute pain, and nowhere else", (verdict.message,), "caution"),)
        return Screen(sentence, passages=(Passage(WORKED, lines), *said, *bench.bolus_passages()))
