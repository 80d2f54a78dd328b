"""Every sentence that the model says holds the medication-text rules."""

import pytest

from evidence.guard.medication_text import problems
from widgets.model.dosing import (
    DoseError,
    check_bolus,
    check_rate,
    infusion_order,
    oral_dose,
    parse_number,
    round_for_pump,
)
from widgets.model.kinetics import POPULATIONS, Bolus, Infusion, KineticsError, Patient, simulate

ORDER = infusion_order(0.1, 70, 10)


def refusal(attempt):
    with pytest.raises((DoseError, KineticsError)) as caught:
        attempt()
    return str(caught.value)


def said():
    yield from (check_rate(rate).message for rate in (0.01, 0.1, 0.7, 1.01, 5, 50, 2000, 0))
    yield from (check_bolus(dose).message for dose in (0.1, 0.35, 0))
    yield from infusion_order(0.333, 137, 1).working
    yield from (oral_dose(dose, 110).message for dose in (0.2, 0.5))
    yield round_for_pump(ORDER).rule
    yield round_for_pump(infusion_order(0.5, 71, 10)).rule
    curve = simulate([Bolus(5, 0, "oral"), Infusion(5, 0, 1, "subcut")], Patient(70), [1.0])
    yield from curve.assumptions
    yield curve.effect_site_basis
    for variability in POPULATIONS.values():
        yield from (variability.label, variability.basis)
    yield refusal(lambda: infusion_order(0.1, 10, 10))
    yield refusal(lambda: infusion_order(0.1, 70, 1000))
    yield refusal(lambda: oral_dose(1, 70))
    yield refusal(lambda: Patient(10))
    yield refusal(lambda: Bolus(-1000))
    yield from (refusal(lambda typed=typed: parse_number(typed)) for typed in ("0,1", "5 mL"))


@pytest.mark.parametrize("words", list(said()))
def test_medication_text_rules(words):
    assert problems(words) == []
    assert words.strip() == words
