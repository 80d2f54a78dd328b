"""What is said of people is what the people do, one by one, in the model that is chosen."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from widgets.model.kinetics import POPULATIONS, Infusion, KineticsError, Patient, simulate
from widgets.model.kinetics.exposure import (
    hours_above,
    hours_to_90_percent,
    minutes_to_fall,
    plateau_ng_per_ml,
)
from widgets.model.kinetics.metabolite import NORKETAMINE_MODEL, norketamine_climb, norketamine_left
from widgets.model.kinetics.population import simulate_people
from widgets.model.kinetics.spread import (
    hours_to_fall_spread,
    hours_to_share_spread,
    plateau_spread,
    share_left_spread,
)
from widgets.model.regimens.infusion_summary import infusion_summary
from widgets.model.regimens.regimen import burst_regimen, constant_regimen
from widgets.model.regimens.simulation import plan_course

ADULT = Patient(70)
MODELS = ("kamp_2020", "domino_1984", "hijazi_2003", "otto_2021_S_NK")


def crossing(hours, levels, target, rising):
    """The first hour at which each one's level is past its target, shape (people,)."""
    past = levels >= target if rising else levels <= target
    return hours[np.argmax(past, axis=0)]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("setting", sorted(POPULATIONS))
def test_hours_are_those_of_the_simulated_people(model, setting):
    """Read off everybody's curve on a fine grid, independent of the modes' bisection."""
    hours = np.arange(0, 150, 0.02)
    infusion = [Infusion(7, 0, 1000)]
    rising = simulate_people(infusion, ADULT, hours, 1000, model=model, setting=setting)
    at_plateau = simulate_people(infusion, ADULT, [999.0], 1000, model=model, setting=setting)
    arrived = crossing(hours, rising, 0.9 * at_plateau, rising=True)
    expected = np.percentile(arrived, [50, 95])
    found = hours_to_share_spread(0.9, ADULT, model, setting)
    assert found == pytest.approx(tuple(expected), abs=0.05)

    day = [Infusion(7, 0, 24)]
    after = simulate_people(day, ADULT, 24 + hours, 1000, model=model, setting=setting)
    for fraction in (0.5, 0.8):
        gone = crossing(hours, after, (1 - fraction) * after[0], rising=False)
        found = hours_to_fall_spread(fraction, 24, ADULT, model, setting)
        assert found == pytest.approx(tuple(np.percentile(gone, [50, 95])), abs=0.05)


@pytest.mark.parametrize("model", MODELS)
def test_the_middle_of_patients_is_the_typical_person(model):
    assert plateau_spread(7, ADULT, model).median == pytest.approx(
        plateau_ng_per_ml(7, ADULT, model), rel=1e-3
    )
    assert hours_to_share_spread(0.9, ADULT, model).median == pytest.approx(
        hours_to_90_percent(ADULT, model), rel=0.06
    )
    assert 60 * hours_to_fall_spread(0.8, 24, ADULT, model, "healthy").median == pytest.approx(
        minutes_to_fall(0.8, 24, ADULT, model), rel=0.06
    )


def test_nobody_frail_is_told_the_hours_of_the_typical_person():
    """Frail people need longer than the typical one; half of patients do; one in twenty twice."""
    typical = minutes_to_fall(0.8, 24, ADULT) / 60
    patients, frail = (
        hours_to_fall_spread(0.8, 24, ADULT, setting=who) for who in ("patient", "frail")
    )
    assert frail.median > 1.4 * typical and frail.slow > 3 * typical
    assert patients.slow > 1.8 * typical


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(MODELS), st.floats(0, 12), st.floats(1, 120))
def test_halving_leaves_half_of_stopping_and_half_of_going_on(model, after_h, infused_h):
    """Linear kinetics, for the typical person's own curve and for every share of the people."""
    stopped, halved = (
        share_left_spread(after_h, change, infused_h, 70, model) for change in ("stopped", "halved")
    )
    assert 0 <= stopped.median <= halved.median <= 1.5
    pump = [Infusion(7, 0, infused_h), Infusion(3.5, infused_h, after_h + 1)]
    curve = simulate(pump, ADULT, [infused_h, infused_h + after_h], model).plasma_ng_per_ml
    assert halved.median == pytest.approx(curve[1] / curve[0], rel=0.08)


def test_an_hour_after_halving_most_of_the_level_is_still_there():
    """What made a made-up patient's curtains curtains again "within the hour"."""
    assert share_left_spread(1, "halved", 20, 70).median > 0.7
    assert share_left_spread(1, "stopped", 20, 70).median > 0.5
    assert share_left_spread(0, "halved", 20, 70).median == pytest.approx(1)


@pytest.mark.parametrize("plan", [constant_regimen(0.1, 70, 24), burst_regimen(45)])
@pytest.mark.parametrize("setting", ["patient", "frail"])
def test_hours_above_a_level_are_those_of_the_people(plan, setting):
    course = plan_course(plan, setting=setting)
    hours = np.arange(0, plan.ends_h + 0.01, 0.05)
    levels = simulate_people(plan.events, Patient(plan.weight_kg), hours, 400, setting=setting)
    above = (levels > 50).mean(axis=0) * plan.ends_h
    assert course.hours_above(50) == pytest.approx(tuple(np.percentile(above, [50, 95])), abs=0.15)
    assert course.hours_above(1e6) == (0, 0)


def test_the_typical_frail_person_clears_less():
    plan = constant_regimen(0.1, 70, 24)
    frail, patient = (
        hours_above(50, plan_course(plan, setting=each).typical()) for each in ("frail", "patient")
    )
    assert frail > patient
    level = plan_course(plan, setting="frail").typical().plasma_ng_per_ml.max()
    assert level == pytest.approx(plan_course(plan, setting="frail").peak[0], rel=0.03)


def test_the_middle_of_the_ladder_is_one_number():
    """The typical person and the middle of people are never two numbers on one page."""
    for weight_kg in (45, 70, 110):
        course = plan_course(burst_regimen(weight_kg))
        stop = course.plan.stops_h
        typical = course.typical().plasma_ng_per_ml[list(course.times_h).index(stop)]
        assert round(course.at(stop)[1]) == round(typical)


def test_norketamine_stays_and_climbs_for_longer():
    left = norketamine_left((4.0, 6.0))
    infusion = [Infusion(1, 0, 24)]
    hours = np.arange(0, 36, 0.1)
    curve = simulate(infusion, ADULT, hours, NORKETAMINE_MODEL)
    at_4 = np.interp(28, hours, curve.norketamine_ng_per_ml)
    assert left[4.0] == pytest.approx(at_4 / curve.norketamine_ng_per_ml.max(), rel=0.01)
    ketamine = np.interp([24, 28], hours, curve.plasma_ng_per_ml)
    assert left[6.0] < left[4.0] and left[4.0] > 2 * ketamine[1] / ketamine[0]
    ketamine, norketamine = norketamine_climb((6.0, 72.0))[6.0]
    assert norketamine < ketamine < 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: hours_to_share_spread(1, ADULT), ["share", "below 1"]),
        (lambda: hours_to_fall_spread(0.5, 0, ADULT), ["infused_h", "above 0"]),
        (lambda: share_left_spread(1, "doubled", 20, 70), ["change", "doubled"]),
        (lambda: share_left_spread(-1, "halved", 20, 70), ["after_h", "-1"]),
        (lambda: plateau_spread(7, ADULT, setting="martian"), ["setting", "martian"]),
    ],
)
def test_a_wrong_question_is_refused_with_its_name(call, words):
    with pytest.raises(KineticsError) as problem:
        call()
    assert all(word in str(problem.value) for word in words)


def test_people_do_not_make_a_slider_slow():
    """New rate, same people: nothing is drawn anew."""
    infusion_summary(0.1, 70, 24, setting="frail")
    plan_course(constant_regimen(0.1, 70, 24), setting="frail").hours_above(50)
    start = time.process_time()
    for step in range(20):
        infusion_summary(0.1 + step / 100, 70, 24, setting="frail")
        plan_course(constant_regimen(0.1 + step / 100, 70, 24), setting="frail").hours_above(50)
    assert (time.process_time() - start) / 20 < 0.02


def test_the_models_of_the_course_are_all_there():
    assert set(MODELS) <= set(load().models)
