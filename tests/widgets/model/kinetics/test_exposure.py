"""What is read off a simulation is what the simulation does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from widgets.model.kinetics import Bolus, Infusion, Patient, simulate, total_mg
from widgets.model.kinetics.exposure import (
    amounts,
    area_ng_h_per_ml,
    hours_above,
    hours_to_90_percent,
    hours_to_share,
    minutes_to_fall,
    peak,
    plateau_ng_per_ml,
)

ADULT = Patient(70)
every_model = pytest.mark.parametrize("model", sorted(load().models))


@every_model
@pytest.mark.parametrize("route", ["iv", "subcut"])
def test_the_plateau_is_where_the_curve_ends(model, route):
    late = simulate([Infusion(7, 0, 5000, route)], ADULT, [4999.0], model).plasma_ng_per_ml[0]
    assert plateau_ng_per_ml(7, ADULT, model, route) == pytest.approx(late, rel=1e-9)


@every_model
def test_ninety_percent_is_where_the_curve_says(model):
    hours = hours_to_90_percent(ADULT, model)
    reached = simulate([Infusion(7, 0, 5000)], ADULT, [hours], model).plasma_ng_per_ml[0]
    assert reached == pytest.approx(0.9 * plateau_ng_per_ml(7, ADULT, model), rel=1e-12)
    assert hours_to_share(0, ADULT, model) == 0


@every_model
@given(st.sampled_from([0.5, 0.8, 0.99]), st.floats(0.1, 120), st.floats(30, 200))
@settings(max_examples=10, deadline=None)
def test_the_fall_after_the_stop_is_where_the_curve_says(model, fraction, infused_h, weight_kg):
    patient = Patient(weight_kg)
    minutes = minutes_to_fall(fraction, infused_h, patient, model)
    times_h = [infused_h, infused_h + minutes / 60]
    stop, later = simulate([Infusion(7, 0, infused_h)], patient, times_h, model).plasma_ng_per_ml
    assert later == pytest.approx((1 - fraction) * stop, rel=1e-9)


@pytest.mark.parametrize(
    ("model", "by_half", "by_80_percent"),
    [("kamp_2020", 70, 295), ("domino_1984", 30, 181), ("otto_2021_S_NK", 103, 343)],
)
def test_the_published_falls_after_24_h(model, by_half, by_80_percent):
    assert minutes_to_fall(0.5, 24, ADULT, model) == pytest.approx(by_half, abs=1)
    assert minutes_to_fall(0.8, 24, ADULT, model) == pytest.approx(by_80_percent, abs=1)


def test_norketamine_passes_ketamine_after_hours():
    times_h = [1, 6, 24, 100]
    curve = simulate([Infusion(7, 0, 200)], ADULT, times_h, "otto_2021_S_NK")
    ratio = curve.norketamine_ng_per_ml / curve.plasma_ng_per_ml
    np.testing.assert_allclose(ratio, [0.42, 1.09, 1.57, 1.65], atol=0.005)
    assert simulate([], ADULT, times_h).norketamine_ng_per_ml is None


def test_peak():
    curve = simulate([Bolus(10, 1), Bolus(10, 2)], ADULT, np.arange(0, 5, 0.5))
    assert peak(curve).at_h == 2
    assert peak(curve).ng_per_ml == curve.plasma_ng_per_ml[4]


def test_hours_above_a_level():
    times_h = np.linspace(0, 72, 72 * 60 + 1)
    curve = simulate([Infusion(7, 0, 24)], ADULT, times_h)
    half = plateau_ng_per_ml(7, ADULT) / 2
    up = np.interp(half, curve.plasma_ng_per_ml[:1440], times_h[:1440])
    down = np.interp(-half, -curve.plasma_ng_per_ml[1440:], times_h[1440:])
    assert hours_above(half, curve) == pytest.approx(down - up, rel=1e-9)
    assert hours_above(1e6, curve) == 0
    assert hours_above(0, curve) == pytest.approx(72)


@every_model
def test_the_area_is_dose_over_clearance_and_the_integral_of_the_curve(model):
    events = [Bolus(20), Infusion(7, 1, 10), Bolus(10, 3, "subcut")]
    times_h = np.linspace(0, 30, 60_001)
    curve = simulate(events, ADULT, times_h, model)
    steps = np.diff(times_h) * (curve.plasma_ng_per_ml[1:] + curve.plasma_ng_per_ml[:-1]) / 2
    # The trapezium rule is good to about 1e-5 here: the curve jumps at each bolus.
    assert area_ng_h_per_ml(events, ADULT, 30, model) == pytest.approx(steps.sum(), rel=1e-4)
    plateau_of_1 = plateau_ng_per_ml(1, ADULT, model)
    whole = (20 + 70 + 0.93 * 10) * plateau_of_1
    assert area_ng_h_per_ml(events, ADULT, 3000, model) == pytest.approx(whole, rel=1e-9)


def test_total_mg():
    events = [Bolus(20, 1), Infusion(7, 2, 10), Bolus(10, 30, "oral")]
    assert total_mg(events) == 100
    assert [total_mg(events, hour) for hour in (0, 1, 2, 7, 12, 29, 30)] == [
        0,
        20,
        20,
        55,
        90,
        90,
        100,
    ]


def test_amounts_count_depots_as_in_the_body():
    moved = amounts([Bolus(100, route="subcut")], ADULT, [-1, 0, 0.25, 500])
    np.testing.assert_allclose(moved.given_mg, [0, 100, 100, 100])
    np.testing.assert_allclose(moved.in_body_mg[:2], [0, 93])
    assert moved.eliminated_mg[1] == 0
    assert moved.eliminated_mg[3] == pytest.approx(93)
