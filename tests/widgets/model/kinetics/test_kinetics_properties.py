"""What must hold for any doses in any adult: linear, causal, conserving, never below zero."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from widgets.model.kinetics import Bolus, Infusion, Patient, simulate
from widgets.model.kinetics.exposure import amounts


def whole_seconds(low_h, high_h):
    """Hours that are whole seconds: closer moments count as one, see test_a_bolus_on_the_grid."""
    return st.integers(round(low_h * 3600), round(high_h * 3600)).map(
        lambda seconds: seconds / 3600
    )


weights = st.floats(30, 200)
doses = st.just(0.0) | st.floats(0.001, 500)
hours = whole_seconds(-5, 60)
durations = whole_seconds(0.001, 40)
boluses = st.builds(Bolus, doses, hours, st.sampled_from(["iv", "subcut", "oral"]))
infusions = st.builds(Infusion, doses, hours, durations, st.sampled_from(["iv", "subcut"]))
event_lists = st.lists(boluses | infusions, max_size=6)
models = st.sampled_from(["kamp_2020", "domino_1984", "hijazi_2003"])
grids = st.one_of(
    st.lists(whole_seconds(-10, 100), min_size=1, max_size=30).map(np.array),
    st.builds(np.linspace, whole_seconds(-10, 0), whole_seconds(1, 100), st.integers(2, 300)),
)
few = settings(max_examples=60, deadline=None)


def both(events, weight_kg, times_h, model):
    curve = simulate(events, Patient(weight_kg), times_h, model)
    return np.array([curve.plasma_ng_per_ml, curve.effect_site_ng_per_ml])


@few
@given(event_lists, event_lists, weights, grids, models)
def test_superposition(some, more, weight_kg, times_h, model):
    together = both(some + more, weight_kg, times_h, model)
    apart = both(some, weight_kg, times_h, model) + both(more, weight_kg, times_h, model)
    np.testing.assert_allclose(together, apart, rtol=1e-10, atol=1e-12)


@few
@given(event_lists, st.floats(0.01, 50), weights, grids, models)
def test_proportionality(events, factor, weight_kg, times_h, model):
    scaled = [
        Bolus(each.dose_mg * factor, each.at_h, each.route)
        if isinstance(each, Bolus)
        else Infusion(each.rate_mg_per_h * factor, each.start_h, each.duration_h, each.route)
        for each in events
    ]
    np.testing.assert_allclose(
        both(scaled, weight_kg, times_h, model),
        factor * both(events, weight_kg, times_h, model),
        rtol=1e-11,
        atol=1e-13,
    )


@few
@given(event_lists, weights, grids, st.sampled_from(sorted(load().models)))
def test_no_level_is_negative_and_all_are_finite(events, weight_kg, times_h, model):
    events = [each for each in events if each.route in load().models[model].routes]
    curve = simulate(events, Patient(weight_kg), times_h, model)
    for levels in (
        curve.plasma_ng_per_ml,
        curve.effect_site_ng_per_ml,
        curve.norketamine_ng_per_ml,
    ):
        if levels is not None:
            assert levels.shape == times_h.shape
            assert np.isfinite(levels).all()
            assert (levels >= 0).all()


@few
@given(event_lists, weights, grids, models)
def test_mass_balance(events, weight_kg, times_h, model):
    reaches_plasma = {"iv": 1, "subcut": 0.93, "oral": 0.17}
    moved = amounts(events, Patient(weight_kg), times_h, model)
    can_reach = sum(
        reaches_plasma[route]
        * amounts(
            [each for each in events if each.route == route], Patient(weight_kg), times_h
        ).given_mg
        for route in reaches_plasma
    )
    np.testing.assert_allclose(
        moved.in_body_mg + moved.eliminated_mg, can_reach, rtol=1e-9, atol=1e-9
    )


@few
@given(event_lists, weights, models)
def test_once_all_input_has_ended_the_body_only_loses(events, weight_kg, model):
    last = max((getattr(each, "end_h", None) or each.at_h for each in events), default=0)
    moved = amounts(events, Patient(weight_kg), last + np.linspace(0, 200, 400), model)
    assert (np.diff(moved.in_body_mg) <= 0).all()
    assert (np.diff(moved.eliminated_mg) >= -1e-12 * moved.eliminated_mg.max()).all()


@few
@given(event_lists, st.randoms(use_true_random=False), weights, grids, models)
def test_the_order_of_events_is_irrelevant(events, random, weight_kg, times_h, model):
    shuffled = random.sample(events, len(events))
    np.testing.assert_array_equal(
        both(events, weight_kg, times_h, model), both(shuffled, weight_kg, times_h, model)
    )


@few
@given(event_lists, st.sampled_from([-32.0, -1.0, 0.5, 8.0]), weights, models)
def test_a_shift_in_time_changes_nothing(events, shift_h, weight_kg, model):
    times_h = np.linspace(-5, 70, 200)
    shifted = [
        Bolus(each.dose_mg, each.at_h + shift_h, each.route)
        if isinstance(each, Bolus)
        else Infusion(each.rate_mg_per_h, each.start_h + shift_h, each.duration_h, each.route)
        for each in events
    ]
    before, after = (
        both(events, weight_kg, times_h, model),
        both(shifted, weight_kg, times_h + shift_h, model),
    )
    peak = before.max(axis=1, keepdims=True, initial=1e-300)
    # A grid hour within rounding of a change may fall on either side of it.
    apart = [abs(times_h - hour) > 1e-9 for each in events for hour in changes(each)]
    clear = np.logical_and.reduce(apart) if apart else np.ones(len(times_h), dtype=bool)
    np.testing.assert_allclose(
        (after / peak)[:, clear], (before / peak)[:, clear], rtol=1e-9, atol=1e-11
    )


def changes(event):
    return [event.at_h] if isinstance(event, Bolus) else [event.start_h, event.end_h]


@few
@given(event_lists, weights, models, st.integers(3, 400), st.randoms(use_true_random=False))
def test_even_uneven_and_single_hours_agree(events, weight_kg, model, n, random):
    even = np.linspace(-2, 50, n)
    on_grid = both(events, weight_kg, even, model)
    order = random.sample(range(n), n)
    np.testing.assert_allclose(
        both(events, weight_kg, even[order], model), on_grid[:, order], rtol=1e-9, atol=1e-12
    )
    one = random.randrange(n)
    np.testing.assert_allclose(
        both(events, weight_kg, even[[one]], model)[:, 0], on_grid[:, one], rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("n_per_h", [1, 3, 7, 60])
def test_a_bolus_on_the_grid_is_in_at_its_own_hour(n_per_h):
    """Whichever way the hour was computed: 5 / 60 is not always 5 * (1 / 60)."""
    grids = np.arange(24 * n_per_h) / n_per_h, np.arange(24 * n_per_h) * (1 / n_per_h)
    for place in range(1, 24 * n_per_h, 7):
        for at_h in (place / n_per_h, place * (1 / n_per_h)):
            for times_h in grids:
                plasma = simulate([Bolus(25, at_h)], Patient(70), times_h).plasma_ng_per_ml
                assert plasma[place] == pytest.approx(1000)
                assert plasma[place - 1] == 0


def test_an_infusion_acts_from_its_start_until_its_end():
    curve = simulate([Infusion(7, 2, 3)], Patient(70), [1.999, 2, 2.001, 4.999, 5, 5.001])
    plasma = curve.plasma_ng_per_ml
    assert plasma[0] == plasma[1] == 0
    assert 0 < plasma[2] < plasma[3] < plasma[4] > plasma[5]


def test_a_pump_that_has_stopped_leaves_no_trace():
    """0.1 + 0.2 - 0.2 - 0.1 is not 0 in floating point; the pumps' sum is."""
    events = [Infusion(0.1, 0, 4), Infusion(0.2, 1, 2), Infusion(0.7, 1, 1)]
    late = simulate(events, Patient(70), [500.0, 1000.0]).plasma_ng_per_ml
    slowest_per_h = -np.log(late[1] / late[0]) / 500
    assert slowest_per_h == pytest.approx(np.log(2) / (183.8 / 60), rel=1e-3)


def test_a_grid_longer_than_one_table_and_a_dose_between_its_hours():
    events, even = (
        [Bolus(20, 0.0123), Infusion(7, 3.456, 30), Bolus(9, 40, "oral")],
        np.arange(9001) / 150,
    )
    on_grid, order = both(events, 70, even, "kamp_2020"), np.argsort(np.sin(even))
    one_by_one = both(events, 70, even[order], "kamp_2020")
    np.testing.assert_allclose(one_by_one, on_grid[:, order], rtol=1e-10, atol=1e-12)


def test_half_time_zero_is_plasma_and_slower_lags():
    events, times_h = [Bolus(20)], np.linspace(0, 2, 121)
    plasma = simulate(events, Patient(70), times_h).plasma_ng_per_ml
    at_once = simulate(events, Patient(70), times_h, effect_site_half_time_min=0)
    np.testing.assert_allclose(at_once.effect_site_ng_per_ml, plasma, rtol=1e-14)
    peaks = [
        simulate(
            events, Patient(70), times_h, effect_site_half_time_min=each
        ).effect_site_ng_per_ml.argmax()
        for each in (0.001, 1, 3, 6, 12)
    ]
    assert peaks == sorted(peaks) and peaks[0] < peaks[-1]


def test_no_events_and_hours_before_the_first():
    np.testing.assert_array_equal(simulate([], Patient(70), [0, 1]).plasma_ng_per_ml, [0, 0])
    early = simulate([Bolus(10, 5)], Patient(70), np.arange(5.0))
    np.testing.assert_array_equal(early.plasma_ng_per_ml, np.zeros(5))


def test_doses_before_the_grid_still_count():
    curve = simulate([Infusion(7, -24, 48)], Patient(70), [0.0])
    start = simulate([Infusion(7, 0, 48)], Patient(70), [24.0])
    np.testing.assert_allclose(curve.plasma_ng_per_ml, start.plasma_ng_per_ml, rtol=1e-12)


def test_what_was_assumed_travels_with_the_curve():
    assert simulate([Bolus(5)], Patient(70), [1]).assumptions == ()
    (subcut,) = simulate([Bolus(5, route="subcut")], Patient(70), [1]).assumptions
    assert "15 min" in subcut
    both_routes = simulate([Bolus(5, route="oral"), Infusion(5, 0, 1, "subcut")], Patient(70), [1])
    assert len(both_routes.assumptions) == 2
    assert "8.3 min" in both_routes.effect_site_basis
    assert "Domino 1984" in simulate([], Patient(70), [1], "domino_1984").effect_site_basis
