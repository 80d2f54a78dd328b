"""What a regimen says of itself holds the numbers of the evidence and of its own doses."""

import pytest

from evidence import load
from tests.widgets.view.marks import numbers, rounded
from widgets.model.kinetics import Bolus, Infusion
from widgets.model.regimens.infusion_summary import infusion_summary
from widgets.model.regimens.patients import FICTIONAL_PATIENTS
from widgets.model.regimens.regimen import (
    Regimen,
    burst_regimen,
    constant_regimen,
    oral_regimen,
    trial_regimen,
)

LIMITS, TRIALS = load().limits, load().trials


def published(trial: str, name: str):
    return next(each for each in TRIALS[trial].quantities if each.name == name)


@pytest.mark.parametrize("rate", [0.05, 0.125, 1])
def test_one_rate_is_said_with_its_pause(rate):
    assert numbers(constant_regimen(rate, 70, 24).label) == [rate]
    assert numbers(constant_regimen(rate, 70, 24, 6, 2.5).label) == [rate, 2.5]
    with pytest.raises(ValueError, match="inside") as refused:
        constant_regimen(rate, 70, 24, 22, 3)
    assert numbers(str(refused.value)) == [22, 25, 0, 24]


@pytest.mark.parametrize(
    ("at_h", "pause_h", "fits"),
    [(21, 3, False), (21, 2.9, True), (0, 1, False), (1, 2, True), (0.1, 1, True)],
)
def test_a_pause_must_end_before_the_infusion_does(at_h, pause_h, fits):
    if fits:
        plan = constant_regimen(0.1, 70, 24, at_h, pause_h)
        assert plan.total_mg == pytest.approx(7 * (24 - pause_h)) and plan.stops_h == 24
        return
    with pytest.raises(ValueError, match="The pause must lie inside"):
        constant_regimen(0.1, 70, 24, at_h, pause_h)


def test_the_ladder_says_its_steps_and_its_days():
    days = published("T-HARDY2012", "days of the ladder")
    plan = burst_regimen(70)
    assert numbers(plan.label) == [*LIMITS["burst_ladder_per_24_h"].steps, 24]
    assert numbers(plan.notes[0]) == [24, days.low, days.low, days.high]
    assert (plan.stops_h, plan.ends_h, plan.per_kg) == (24 * days.low, 24 * days.low + 24, False)
    assert plan.changes_h == (0, 24, 48, 72) and plan.route == "subcut"


@pytest.mark.parametrize(("weight_kg", "mg"), [(62, 31), (100, 50), (110, 50)])
def test_doses_by_mouth_say_milligrams_and_hours(weight_kg, mg):
    plan = oral_regimen(0.5, weight_kg, 3)
    assert numbers(plan.label) == [mg, 24 / LIMITS["oral_times_daily"].high]
    assert [numbers(each) for each in plan.notes] == ([[mg]] if weight_kg == 110 else [])
    assert plan.total_mg == 9 * mg and plan.stops_h == 64 and plan.changes_h == ()


def test_regimens_of_trials_say_what_was_published():
    climb = published("T-KOREA2024", "infusion")
    assert numbers(trial_regimen("phase2", 70).label) == [climb.low, climb.high]
    steps = published("T-SALAS2012", "daily doses, unit to be confirmed").steps
    assert numbers(trial_regimen("salas", 70).label) == list(steps)
    given, not_drawn = published("T-MERC2000", "bolus doses").steps
    bolus = trial_regimen("mercadante", 70)
    assert numbers(bolus.label) == [given] and bolus.bolus == bolus.label
    assert numbers(bolus.notes[0]) == [5], "minutes that nobody published"
    assert numbers(bolus.notes[1]) == [not_drawn, LIMITS["bolus_acute_pain_ceiling"].value]
    assert given < LIMITS["bolus_acute_pain_ceiling"].value <= not_drawn
    assert (bolus.stops_h, bolus.ends_h) == (pytest.approx(5 / 60), 12)
    assert bolus.rate_mg_per_kg_h(0) == 0, "a slow bolus is no rate"


def test_a_plan_follows_its_last_dose_for_a_day_unless_it_says_otherwise():
    doses = (Infusion(7, 1, 5), Infusion(3, 4, 6), Bolus(10, 2, "iv"))
    plan = Regimen("", 70, doses)
    assert (plan.stops_h, plan.ends_h, plan.changes_h) == (10, 34, (1, 4, 6, 10))
    assert Regimen("", 70, doses, follow_h=12).ends_h == 12
    assert plan.total_mg == 7 * 5 + 3 * 6 + 10
    rates = [plan.rate_mg_per_kg_h(hour) * 70 for hour in (0.9, 1, 3.9, 4, 5.9, 6, 9.9, 10)]
    assert rates == pytest.approx([0, 7, 7, 10, 10, 3, 3, 0])
    assert Regimen("", 70, (Bolus(10, 30, "oral"), doses[0])).stops_h == 30


def test_a_made_up_patient_is_said_with_the_weight_of_the_sums():
    for each in FICTIONAL_PATIENTS.values():
        assert numbers(each.label) == rounded(each.weight_kg)
        assert each.patient.weight_kg == each.weight_kg


@pytest.mark.parametrize("setting", ["patient", "healthy", "frail"])
def test_levels_of_a_summary_follow_the_dose_and_times_do_not(setting):
    one = infusion_summary(0.1, 62, 24, setting=setting)
    two = infusion_summary(0.25, 62, 24, setting=setting)
    assert two.plateau_ng_per_ml == pytest.approx(2.5 * one.plateau_ng_per_ml)
    assert two.people_plateau_ng_per_ml == pytest.approx(
        tuple(2.5 * each for each in one.people_plateau_ng_per_ml)
    )
    for name in ("people_to_90_percent_h", "people_fall_by_half_h", "people_fall_by_80_percent_h"):
        assert getattr(one, name) == getattr(two, name)
    assert (two.rate_mg_per_kg_h, two.weight_kg, two.duration_h) == (0.25, 62, 24)
    assert two.setting == setting
