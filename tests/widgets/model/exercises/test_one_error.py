"""One named error befalls one order: what the pump was told, and how many times the order comes."""

import pytest

from evidence import load
from widgets.model.exercises.error_detection import PLANS, error_exercise_of
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
