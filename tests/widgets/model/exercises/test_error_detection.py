"""Each drill says what the patient gets; here it is worked out again, from what is shown alone."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from evidence.tables import TableError
from tests.refusals import spoiled
from widgets.model.exercises.error_detection import (
    FILE,
    error_exercise,
    error_kinds,
    error_kinds_from,
)
from widgets.model.exercises.setups import DoseSetup, PumpSetup

SEEDS = st.integers(0, 5000)
ONE_ROUND = len([v for v in error_kinds().values() if not v.error_free]) + 6


def delivered_again(setup) -> float:
    """What reaches the patient, in plain floats: speed times what is really in the syringe."""
    if isinstance(setup, DoseSetup):
        return setup.volume_ml * setup.strength_mg_per_ml
    pump, made = setup.pump, setup.made
    told_mg_per_h = {
        "mg/kg/h": pump.amount * pump.weight_kg,
        "mg/kg/min": pump.amount * pump.weight_kg * 60,
        "mcg/kg/min": pump.amount * pump.weight_kg * 60 / 1000,
        "mg/h": pump.amount,
        "mg/24 h": pump.amount / 24,
        "mL/h": pump.amount * pump.concentration_mg_per_ml,
    }[pump.unit]
    really_in_it = made.volume_ml * made.vial_mg_per_ml / made.total_ml
    return told_mg_per_h / pump.concentration_mg_per_ml * really_in_it


def a_drill_of(variant_id: str):
    return next(d for d in map(error_exercise, range(3 * ONE_ROUND)) if d.error.id == variant_id)


@given(SEEDS)
@settings(deadline=None)
def test_the_stated_consequence_is_the_recomputed_one(seed):
    setup = error_exercise(seed).setup
    assert setup.delivered == pytest.approx(delivered_again(setup), rel=1e-9)
    (event,) = setup.events_delivered
    given_mg = event.rate_mg_per_h if isinstance(setup, PumpSetup) else event.dose_mg
    assert given_mg == setup.delivered and event.route == setup.route


@given(SEEDS)
@settings(deadline=None)
def test_nothing_unsafe_is_shown_as_right(seed):
    """A drill is honest if and only if mg and route are as ordered; the order itself holds."""
    made = error_exercise(seed)
    setup, limits = made.setup, load().limits
    as_ordered = math.isclose(setup.delivered, setup.ordered, rel_tol=1e-3)
    same_route = setup.route == setup.route_ordered
    if made.error.error_free:
        assert as_ordered and same_route and setup.in_range
    else:
        assert not (as_ordered and same_route)
    if isinstance(setup, PumpSetup):
        range_ = limits["infusion_cancer_pain"]
        assert range_.low <= setup.order.mg_per_kg_h <= range_.high
        assert setup.order.second_check_agrees
        assert setup.plan.concentration_mg_per_ml == setup.order.concentration_mg_per_ml
    elif setup.drug == "ketamine":
        assert setup.ordered <= limits["oral_cap"].value
        assert limits["oral_per_dose"].low <= setup.mg_per_kg <= limits["oral_per_dose"].high


@given(SEEDS)
@settings(deadline=None)
def test_one_thing_is_wrong_and_it_can_be_named(seed):
    made = error_exercise(seed)
    ids = [error.id for error in made.offered]
    assert made.error.id in ids and len(ids) == len(set(ids)) == 5
    assert made.offered[-1].error_free and not any(error.error_free for error in made.offered[:-1])
    assert {error.kind for error in made.offered} == {made.error.kind}
    assert not set(made.error.unlike) & set(ids)
    if isinstance(made.setup, PumpSetup):
        assert len(differences(made.setup)) == (0 if made.error.error_free else 1)


def differences(setup: PumpSetup) -> set[str]:
    """Which parts of a scene do not follow from its order."""
    pump, order = setup.pump, setup.order
    right = {
        "mg/kg/h": order.mg_per_kg_h,
        "mcg/kg/min": order.mcg_per_kg_min,
        "mg/h": order.mg_per_h,
        "mg/24 h": order.mg_per_24_h,
        "mL/h": order.ml_per_h,
    }.get(pump.unit)
    wrong = set()
    if right is None or not math.isclose(pump.amount, right, rel_tol=1e-3):
        wrong.add("number or unit")
    if pump.weight_kg != setup.patient.weight_kg:
        wrong.add("weight")
    if pump.concentration_mg_per_ml != setup.plan.concentration_mg_per_ml:
        wrong.add("concentration")
    if setup.made != setup.plan:
        wrong.add("syringe")
    if setup.route != setup.route_ordered:
        wrong.add("route")
    return wrong


def test_a_round_holds_every_variant_and_honest_ones():
    for start in (0, ONE_ROUND, 7 * ONE_ROUND):
        met = [error_exercise(seed).error.id for seed in range(start, start + ONE_ROUND)]
        assert set(met) == set(error_kinds())
        assert met.count("nothing_pump") + met.count("nothing_dose") == 6
    assert len([v for v in error_kinds().values() if not v.error_free]) >= 12


def test_there_are_errors_inside_the_range():
    inside = {
        d.error.id
        for d in map(error_exercise, range(10 * ONE_ROUND))
        if d.setup.in_range and not d.error.error_free
    }
    assert {"vial_50", "pounds", "other_weight", "old_rate", "pump_concentration"} <= inside


def test_the_same_seed_is_the_same_drill_and_patients_do_not_run_out():
    assert error_exercise(41) == error_exercise(41)
    people = {error_exercise(seed).setup.patient.label for seed in range(400)}
    assert len(people) > 200


@pytest.mark.parametrize(
    ("variant_id", "times"),
    [
        ("per_minute", 60),
        ("mcg_for_mg", 0.06),
        ("vial_50", 5),
        ("vial_100", 10),
        ("five_doses", 5),
        ("pounds", 2.2046),
        ("misread_point", 10),
        ("point_moved", 10),
        ("day_for_hour", 24),
        ("hour_for_day", 1 / 24),
        ("line", 1),
        ("oral_into_vein", 1),
        ("oral_strength", 5),
    ],
)
def test_an_error_is_as_large_as_its_kind(variant_id, times):
    assert a_drill_of(variant_id).factor == pytest.approx(times, rel=0.01)


def test_case_nine_of_the_ward_comes_out_as_it_is_told():
    """70 kg, 0.1 mg/kg/h, 10 mg/mL: the five published variants, by hand."""
    from widgets.model.exercises.setups import given_mg_per_h, told_mg_per_h

    assert told_mg_per_h(0.1, "mg/kg/min", 70, 10) == 420
    assert told_mg_per_h(0.1, "mcg/kg/min", 70, 10) == pytest.approx(0.42)
    assert given_mg_per_h(0.7, 50) == 35
    assert given_mg_per_h(0.7, 100) == 70
    assert told_mg_per_h(0.1, "mg/kg/h", 154, 10) == pytest.approx(15.4)


@given(SEEDS)
@settings(deadline=None)
def test_no_slip_leads_to_the_right_number(seed):
    made = error_exercise(seed)
    for pattern in made.error_patterns:
        assert not math.isclose(pattern.amount, made.setup.delivered, rel_tol=0.019)


def test_every_incident_and_fact_may_be_stated():
    for error in error_kinds().values():
        assert not error.incident or load().incidents[error.incident].status == "verified"
        assert not error.fact or load().facts[error.fact].status == "verified"
        assert set(error.unlike) <= set(error_kinds())


def test_a_changed_part_of_an_honest_scene_is_found():
    error_free = a_drill_of("nothing_pump").setup
    for changed in (
        replace(
            error_free,
            made=replace(error_free.made, vial_mg_per_ml=2 * error_free.made.vial_mg_per_ml),
        ),
        replace(error_free, pump=replace(error_free.pump, amount=3 * error_free.pump.amount)),
        replace(
            error_free, pump=replace(error_free.pump, weight_kg=error_free.pump.weight_kg + 30)
        ),
        replace(error_free, route="oral"),
    ):
        assert len(differences(changed)) == 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('incident = "I-MULTIDOSE"', 'incident = "I-NONE"', "error five_doses: .*'I-NONE'"),
        ('unlike = ["vial_50"]', 'unlike = ["vial_51"]', "error five_doses: unlike: there is no"),
        ('id = "five_doses"', 'id = "vial_50"', "vial_50"),
    ],
)
def test_a_broken_file_of_errors_names_the_error(tmp_path, old, new, says):
    with pytest.raises(TableError, match=says):
        error_kinds_from(spoiled(tmp_path, FILE, (old, new)))
