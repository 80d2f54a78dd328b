"""One named error befalls one order: what the pump was told, and how many times the order comes."""

from dataclasses import replace

import pytest

from evidence import load
from widgets.model.exercises.error_detection import PLANS, error_exercise, error_exercise_of
from widgets.model.exercises.setups import DoseSetup
from widgets.model.regimens.patients import FictionalPatient

VIALS = load().limits["vial_concentrations"].steps
SYRINGE_ML = 50
UNITS = {  # the order of 0.1 mg/kg/h for 62 kg, as each pump would be told it
    "mg/kg/h": 0.1,
    "mcg/kg/min": 1.667,
    "mg/h": 6.2,
    "mg/24 h": 148.8,
    "mL/h": 0.62,
}
FACTORS = {  # at 10 mg/mL, or at 5 mg/mL where the error needs a weaker syringe
    "per_minute": (10, 60),
    "mcg_for_mg": (10, 60 / 1000),
    "vial_50": (10, 5),
    "vial_100": (10, 10),
    "five_doses": (2, 5),
    "pounds": (10, 137 / 62),  # the scale shows whole pounds
    "misread_point": (10, 10),
    "point_moved": (5, 10),
    "wrong_field": (5, 5),  # mg/h typed as mL/h
    "day_for_hour": (10, 24),
    "hour_for_day": (10, 1 / 24),
    "line": (10, 1),
    "nothing_pump": (10, 1),
}


def made_up(weight_kg: float) -> FictionalPatient:
    return FictionalPatient("made up", "myeloma", weight_kg)


@pytest.mark.parametrize(("error", "strength", "times"), [(e, *f) for e, f in FACTORS.items()])
def test_an_error_befalls_this_very_order(error, strength, times):
    made = error_exercise_of(error, made_up(62), 0.1, concentration_mg_per_ml=strength)
    setup = made.setup
    assert made.error.id == error and made.error in made.offered
    assert setup.ordered == pytest.approx(6.2) and setup.plan.concentration_mg_per_ml == strength
    assert made.factor == pytest.approx(times, rel=1e-3)
    assert setup.route_ordered == "iv"
    assert setup.route == ("subcut" if error == "line" else "iv")
    assert made == error_exercise_of(error, made_up(62), 0.1, concentration_mg_per_ml=strength)


@pytest.mark.parametrize(("unit", "amount"), UNITS.items())
def test_a_pump_is_told_the_order_in_its_unit_to_four_digits(unit, amount):
    pump = error_exercise_of("nothing_pump", made_up(62), 0.1, unit).setup.pump
    assert (pump.amount, pump.unit, pump.weight_kg) == (amount, unit, 62)
    assert pump.mg_per_h == pytest.approx(6.2, rel=3e-4)
    assert pump.ml_per_h == pytest.approx(0.62, rel=3e-4)


@pytest.mark.parametrize("weight_kg", [45, 62, 100])
def test_errors_of_the_pump_leave_another_value_where_the_right_one_stood(weight_kg):
    other = error_exercise_of("other_weight", made_up(weight_kg), 0.1).setup
    assert abs(other.pump.weight_kg - weight_kg) > 0.3 * weight_kg
    old = error_exercise_of("old_rate", made_up(weight_kg), 0.1).setup
    assert old.pump.amount == old.earlier_mg_per_kg_h != 0.1
    strength = error_exercise_of("pump_concentration", made_up(weight_kg), 0.1).setup
    told = strength.pump.concentration_mg_per_ml
    assert told in {plan.concentration_mg_per_ml for plan in PLANS} - {10}


def test_a_syringe_is_made_up_to_a_strength_that_can_be_said():
    """Fifty mL, from a vial on the market, and a whole number of mg in each mL."""
    for plan in PLANS:
        assert plan.total_ml == SYRINGE_ML and plan.volume_ml <= SYRINGE_ML
        assert plan.vial_mg_per_ml in VIALS
        assert plan.concentration_mg_per_ml in {2, 5, 10}


def test_what_cannot_befall_an_order_is_refused_by_name():
    with pytest.raises(ValueError, match="error must be one of nothing_pump, .*got 'name'"):
        error_exercise_of("name", made_up(62), 0.1)
    with pytest.raises(ValueError, match="point_moved needs a syringe of 2, 5 mg/mL, got 10 mg/mL"):
        error_exercise_of("point_moved", made_up(62), 0.1)


def believed(made) -> dict[str, float]:
    """The number that comes from believing the order, the pump, the volume or the label."""
    return {each.id: each.amount for each in made.error_patterns}


def test_numbers_that_come_from_believing_somebody():
    """62 kg at 0.1 mg/kg/h, drawn from vials of 50 mg/mL for a label of 10 mg/mL: 31 mg/h."""
    assert believed(error_exercise_of("vial_50", made_up(62), 0.1)) == pytest.approx(
        {"believed_order": 6.2, "believed_pump": 6.2, "volume": 0.62, "label": 6.2, "per_kg": 0.5}
    )
    assert believed(error_exercise_of("mcg_for_mg", made_up(62), 0.1)) == pytest.approx(
        {"believed_order": 6.2, "volume": 0.0372, "per_kg": 0.006}
    ), "what is right here is no error"


def test_numbers_that_come_from_believing_the_plan_of_a_single_dose():
    setup = DoseSetup(made_up(60), "ketamine", 30, 0.5, 10, 50, 3, "oral", "oral")
    assert {each.id: each.amount for each in setup.error_patterns} == pytest.approx(
        {"believed_order": 30, "volume": 3, "plan": 30, "per_kg": 2.5}
    )
    assert (setup.delivered, setup.delivered_per_kg) == (150, 2.5)


@pytest.mark.parametrize(
    ("drug", "weight_kg", "volume_ml", "fits"),
    [
        *(("ketamine", 100, 5, True), ("ketamine", 101, 5.01, False), ("ketamine", 99, 5, False)),
        *(("ketamine", 100, 2, True), ("ketamine", 101, 2, False), ("ketoprofen", 100, 4, False)),
    ],
)
def test_a_dose_by_mouth_fits_up_to_and_from_the_limits(drug, weight_kg, volume_ml, fits):
    """0.2 to 0.5 mg/kg and 50 mg, of a solution of 10 mg/mL."""
    setup = DoseSetup(made_up(weight_kg), drug, 50, 0.5, 10, 10, volume_ml, "oral", "oral")
    assert setup.in_range == fits


@pytest.mark.parametrize(
    ("mg_per_kg_h", "fits"),
    [(0.05, True), (0.5, True), (0.5004, True), (0.501, False), (0.0499, False)],
)
def test_a_rate_fits_to_the_digits_of_a_pump(mg_per_kg_h, fits):
    error_free = error_exercise_of("nothing_pump", made_up(100), 0.1).setup
    given = replace(error_free, pump=replace(error_free.pump, amount=mg_per_kg_h))
    assert given.delivered_per_kg == pytest.approx(mg_per_kg_h)
    assert given.in_range == fits


def test_another_weight_is_that_of_an_adult_of_the_drills():
    """Each other person and rate draws another weight: every one that can be is met."""
    people = [FictionalPatient(f"{number}", "myeloma", 70) for number in range(400)]
    met = {error_exercise_of("other_weight", each, 0.1).setup.pump.weight_kg for each in people}
    assert met == {kg for kg in range(42, 119) if abs(kg - 70) > 21}


def test_where_another_medicine_was_ordered_no_ketamine_was():
    made = next(each for each in map(error_exercise, range(25)) if each.error.id == "name")
    assert made.setup.ordered == 0 and made.factor is None and made.setup.events_ordered == ()
    assert made.setup.mg_per_kg == 0 and not made.setup.in_range
