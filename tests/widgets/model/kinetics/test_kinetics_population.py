"""The band: the same people for a seed, in order, as wide as it says, and no trace left behind."""

import random

import numpy as np
import pytest

from evidence import load
from widgets.model.kinetics import (
    POPULATIONS,
    Bolus,
    Infusion,
    Patient,
    simulate,
    simulate_population,
)
from widgets.model.kinetics.population import draw_people, simulate_people

ADULT = Patient(70)
DAY = [Infusion(7, 0, 24)]
HOURS = np.linspace(-1, 48, 99)


def bands(band):
    return np.array([band.low, band.median, band.high])


def test_a_seed_draws_the_same_people_each_time():
    one, same = (simulate_population(DAY, ADULT, HOURS, seed=4) for _ in range(2))
    other = simulate_population(DAY, ADULT, HOURS, seed=5)
    np.testing.assert_array_equal(bands(one), bands(same))
    assert not np.allclose(bands(one)[:, 20:], bands(other)[:, 20:])


def test_no_global_random_state_is_read_or_changed():
    np.random.seed(3)
    random.seed(3)
    first = simulate_population(DAY, ADULT, HOURS)
    after = np.random.random(), random.random()
    np.random.seed(3)
    random.seed(3)
    assert after == (np.random.random(), random.random())
    np.testing.assert_array_equal(bands(first), bands(simulate_population(DAY, ADULT, HOURS)))


@pytest.mark.parametrize("model", sorted(load().models))
@pytest.mark.parametrize("setting", sorted(POPULATIONS))
def test_percentiles_are_ordered_and_finite(model, setting):
    events = [Bolus(20, 0), Infusion(7, 0.5, 20), Bolus(30, 30, "subcut")]
    band = simulate_population(events, ADULT, HOURS, n=200, model=model, setting=setting)
    assert (band.model, band.setting, band.n) == (model, setting, 200)
    assert np.isfinite(bands(band)).all()
    before = HOURS < 0
    assert not bands(band)[:, before].any()
    assert (np.diff(bands(band)[:, ~before], axis=0) > 0).all()


def test_the_plateau_band_is_as_wide_as_announced():
    """5th and 95th percentile of a log-normal with a CV of 35 %: 0.57 and 1.75 times the middle."""
    forever = [Infusion(7, -2000, 4000)]
    band = simulate_population(forever, ADULT, [0.0], n=10_000)
    typical = simulate(forever, ADULT, [0.0]).plasma_ng_per_ml
    np.testing.assert_allclose(bands(band)[:, 0] / typical, [0.57, 1, 1.75], rtol=0.03)


def test_settings_differ_as_they_say():
    forever = [Infusion(7, -2000, 4000)]
    plateau = {
        name: bands(simulate_population(forever, ADULT, [0.0], n=4000, setting=name))[:, 0]
        for name in POPULATIONS
    }
    assert (
        plateau["healthy"][2] / plateau["healthy"][0]
        < plateau["patient"][2] / plateau["patient"][0]
    )
    assert plateau["frail"][1] / plateau["patient"][1] == pytest.approx(1 / 0.6, rel=0.02)
    assert (
        "illustration" in POPULATIONS["frail"].label
        and "illustration" in POPULATIONS["frail"].basis
    )


def test_every_basis_names_sources_that_exist():
    for name, variability in POPULATIONS.items():
        assert variability.basis
        assert set(variability.sources) <= set(load().sources)
        assert variability.sources or name == "frail"


@pytest.mark.parametrize(
    "times_h", [HOURS, np.sort(np.random.default_rng(2).uniform(-1, 48, 70)), np.array([30.0, 2.0])]
)
def test_percentiles_are_those_of_the_people_one_by_one(times_h):
    """Each drawn person by the textbook sum of exponentials, then numpy's percentile."""
    people = draw_people("kamp_2020", 70, 200, 1, POPULATIONS["patient"])
    running, after = np.clip(times_h, 0, 24), np.clip(times_h - 24, 0, None)
    rates, gains = people.rates_per_h[..., None], people.gains[..., None]
    levels = (7 * gains / rates * (1 - np.exp(-rates * running)) * np.exp(-rates * after)).sum(
        axis=0
    )
    band = simulate_population(DAY, ADULT, times_h, n=200)
    np.testing.assert_allclose(
        bands(band), np.percentile(levels, [5, 50, 95], axis=0), rtol=1e-9, atol=1e-12
    )


def test_uneven_and_even_hours_agree():
    shuffled = np.random.default_rng(0).permutation(len(HOURS))
    on_grid = simulate_population(DAY, ADULT, HOURS, n=100)
    np.testing.assert_allclose(
        bands(simulate_population(DAY, ADULT, HOURS[shuffled], n=100)),
        bands(on_grid)[:, shuffled],
        rtol=1e-9,
        atol=1e-12,
    )


def test_no_events_make_no_band():
    assert not bands(simulate_population([], ADULT, HOURS)).any()


def test_the_middle_of_people_does_not_hang_on_the_luck_of_the_draw():
    """The settled level of the middle person is the typical one, whichever seed draws them."""
    forever = [Infusion(7, -2000, 4000)]
    typical = simulate(forever, ADULT, [0.0]).plasma_ng_per_ml
    for seed in range(5):
        band = simulate_population(forever, ADULT, [0.0], seed=seed)
        np.testing.assert_allclose(band.median, typical, rtol=1e-3)


def test_everybody_is_whom_the_band_bands():
    everybody = simulate_people(DAY, ADULT, HOURS, n=200, setting="frail")
    band = simulate_population(DAY, ADULT, HOURS, n=200, setting="frail")
    assert everybody.shape == (len(HOURS), 200)
    np.testing.assert_allclose(
        np.percentile(everybody, [5, 50, 95], axis=1), bands(band), rtol=1e-9, atol=1e-12
    )
    assert not simulate_people([], ADULT, HOURS).any()
