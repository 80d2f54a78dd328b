"""Plans and their courses: what the trials' regimens say, and that one simulation per shape is
exact."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from widgets.model.kinetics import ABSORPTIONS, Absorption, Patient, simulate, simulate_population
from widgets.model.regimens.daily_dose import daily_dose
from widgets.model.regimens.regimen import (
    TRIAL_REGIMENS,
    burst_regimen,
    constant_regimen,
    oral_regimen,
    trial_regimen,
)
from widgets.model.regimens.simulation import is_s_ketamine, models_for, plan_course

SUBCUT, ORAL = ABSORPTIONS["subcut"], ABSORPTIONS["oral"]


def direct(course, **more):
    patient = Patient(course.plan.weight_kg)
    return simulate_population(
        course.plan.events,
        patient,
        course.times_h,
        model=course.model,
        setting=course.setting,
        **more,
    )


@settings(max_examples=10, deadline=None)
@given(
    st.integers(5, 50),
    st.sampled_from([45, 62.5, 110]),
    st.integers(24, 120),
    st.integers(1, 20),
    st.floats(0, 3),
    st.sampled_from(["kamp_2020", "otto_2021_S_NK"]),
)
def test_one_simulation_a_shape_is_the_simulation_of_each_plan(
    hundredths, weight_kg, hours, at_h, pause_h, model
):
    course = plan_course(
        constant_regimen(hundredths / 100, weight_kg, hours, at_h, round(pause_h, 2)), model
    )
    band = direct(course)
    np.testing.assert_allclose(course.median, band.median, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(course.high, band.high, rtol=1e-7, atol=1e-9)


def test_absorption_scales_and_delays_as_the_simulation_does():
    subcut, oral = Absorption(0.6, 1.0), Absorption(0.1, 2.0)
    for plan in (burst_regimen(62), oral_regimen(0.3, 62)):
        course = plan_course(plan, subcut=subcut, oral=oral)
        np.testing.assert_allclose(
            course.low, direct(course, subcut=subcut, oral=oral).low, rtol=1e-7, atol=1e-9
        )


@pytest.mark.parametrize("hours", [24, 30.55, 96, 119.9])
def test_the_corner_at_the_stop_is_not_cut_off(hours):
    course = plan_course(constant_regimen(0.1, 70, hours))
    assert hours in course.times_h
    assert course.peak[1] == pytest.approx(hours)
    at_stop = simulate_population(course.plan.events, Patient(70), [hours])
    assert course.at(hours)[1] == pytest.approx(at_stop.median[0], rel=1e-9)


def test_a_pause_leaves_a_gap_and_must_lie_inside():
    plan = constant_regimen(0.1, 70, 48, 12, 6)
    assert [plan.rate_mg_per_kg_h(hour) for hour in (0, 11, 12, 17, 18, 47, 48)] == pytest.approx(
        [0.1, 0.1, 0, 0, 0.1, 0.1, 0]
    )
    assert plan.total_mg == pytest.approx(7 * 42)
    for at_h, pause_h in ((0, 4), (45, 4), (60, 1)):
        with pytest.raises(ValueError, match="pause must lie inside"):
            constant_regimen(0.1, 70, 48, at_h, pause_h)


def test_trial_plans_are_the_numbers_of_their_records():
    ladder = load().limits["burst_ladder_per_24_h"].steps
    assert [each.rate_mg_per_h * 24 for each in burst_regimen(45).events] == pytest.approx(ladder)
    assert {each.route for each in burst_regimen(45).events} == {"subcut"}
    phase2 = trial_regimen("phase2", 70)
    span = load().limits["infusion_cancer_pain"]
    rates = [phase2.rate_mg_per_kg_h(hour) for hour in phase2.changes_h[:-1]]
    assert rates[0] == pytest.approx(span.low) and rates[-1] == pytest.approx(span.high)
    assert (
        np.diff(rates) == pytest.approx(0.05)
        and phase2.changes_h[1:3] == (8, 16)
        and phase2.stops_h == 120
    )
    salas = trial_regimen("salas", 70)
    assert salas.total_mg == pytest.approx((0.5 + 1) * 70)
    assert "confirmed" in " ".join(salas.notes)
    bolus = trial_regimen("mercadante", 70)
    assert bolus.total_mg == pytest.approx(0.25 * 70)
    assert "our assumption" in " ".join(bolus.notes)


@pytest.mark.parametrize("name", TRIAL_REGIMENS)
@pytest.mark.parametrize("weight_kg", [45, 110])
def test_no_plan_of_a_trial_leaves_the_limits_of_the_course(name, weight_kg):
    plan = trial_regimen(name, weight_kg)
    assert plan.trial in load().trials and plan.notes
    assert (
        max(plan.rate_mg_per_kg_h(hour) for hour in plan.changes_h)
        <= load().limits["infusion_cancer_pain"].high + 1e-9
    )
    if plan.bolus:
        assert plan.total_mg / weight_kg < load().limits["bolus_acute_pain_ceiling"].value


def test_the_cap_decides_and_says_so():
    capped, free = oral_regimen(0.5, 110), oral_regimen(0.5, 70)
    assert capped.events[0].dose_mg == load().limits["oral_cap"].value and "cap" in capped.notes[0]
    assert free.events[0].dose_mg == 35 and not free.notes
    assert [each.at_h for each in free.events] == [8 * k for k in range(9)]


def test_racemate_and_s_ketamine_never_stand_in_one_group():
    for model in load().models:
        group = models_for(model)
        assert group[0] == model and {is_s_ketamine(each) for each in group} == {
            is_s_ketamine(model)
        }
    assert len(models_for("kamp_2020")) == len(models_for("noppers_2011_S")) == 3


@given(st.floats(50, 800), st.floats(30, 200), st.sampled_from(["iv", "subcut", "oral"]))
@settings(max_examples=30, deadline=None)
def test_a_daily_dose_settles_where_days_of_simulation_do(mg, weight_kg, route):
    found = daily_dose(mg, weight_kg, route)
    assert found.mg_per_kg_h * 24 * weight_kg == pytest.approx(mg)
    share = {"iv": 1, "subcut": SUBCUT.bioavailability, "oral": ORAL.bioavailability}[route]
    assert found.arriving_mg_per_24_h == pytest.approx(share * mg)
    assert found.share_percent == pytest.approx(100 * share)
    assert found.mg_per_24_h == mg
    plan = constant_regimen(mg * share / 24 / weight_kg, weight_kg, 400)
    assert simulate(plan.events, Patient(weight_kg), [399.0]).plasma_ng_per_ml[0] == pytest.approx(
        found.plateau_ng_per_ml, rel=1e-6
    )


@pytest.mark.parametrize("percent", [8, 20, 100])
def test_the_share_that_arrives_can_be_told(percent):
    found = daily_dose(100, 70, "oral", percent=percent)
    assert (found.share_percent, found.arriving_mg_per_24_h) == pytest.approx((percent, percent))


@pytest.mark.parametrize("hours", [7.0, 23.0])
@pytest.mark.parametrize("past_h", [0.001, 0.01, 0.5])
def test_a_stop_has_a_point_of_its_own_however_near_the_end_it_lies(hours, past_h):
    course = plan_course(constant_regimen(0.1, 70, hours), ends_h=hours + past_h)
    assert hours in course.times_h and course.times_h[-1] == hours + past_h
    assert course.times_h[np.argmax(course.median)] == hours


def test_a_ladder_that_depended_on_pain_is_drawn_with_its_condition():
    trial = load().trials["T-KOREA2024"]
    note = trial_regimen("phase2", 70).notes[0]
    assert trial.raised_only_if and trial.raised_only_if in note and "only if" in note
