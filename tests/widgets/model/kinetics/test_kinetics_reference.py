"""The curves agree with the reference files, with matrix exponentials and with 50 digits."""

import math

import numpy as np
import pytest

from tests.widgets.model.kinetics.kinetic_oracles import (
    FILES,
    levels_by_matrix,
    levels_to_50_digits,
    reference_curves,
    regimens,
    sizes_at_70_kg,
)
from widgets.model.kinetics import Absorption, Bolus, Infusion, Patient, simulate

MIXED = [
    Bolus(10, -1.3),
    Infusion(7, 0, 24),
    Infusion(9.5, 3.3, 5),
    Bolus(20, 7.77, "oral"),
    Bolus(30, 9, "oral"),
    Bolus(15, 12, "subcut"),
    Infusion(4, 20, 10, "subcut"),
    Infusion(6, 26, 8, "subcut"),
]
IV_AND_SUBCUT = [event for event in MIXED if event.route != "oral"]
EVEN = np.linspace(-3, 60, 379)
UNEVEN = np.sort(np.random.default_rng(5).uniform(-3, 60, 60))[::-1]


@pytest.mark.parametrize("regimen", sorted(regimens()))
@pytest.mark.parametrize("model", ["kamp_2020", "domino_1984"])
def test_reference_curves(model, regimen):
    times_h, plasma, effect_site = reference_curves(model)[regimen]
    curve = simulate(regimens()[regimen], Patient(70), times_h, model)
    np.testing.assert_allclose(curve.plasma_ng_per_ml, plasma, rtol=1e-5)
    # The file's first effect-site value is the rounding noise of the method that made it, for 0.
    np.testing.assert_allclose(curve.effect_site_ng_per_ml, effect_site, rtol=1e-5, atol=1e-12)


def test_reference_files_cover_every_regimen():
    assert len(regimens()) == 9
    for model in ("kamp_2020", "domino_1984"):
        assert set(reference_curves(model)) == set(regimens())
        assert sum(len(rows[0]) for rows in reference_curves(model).values()) == 2129


@pytest.mark.parametrize("times_h", [EVEN, UNEVEN], ids=["even", "uneven"])
@pytest.mark.parametrize("model", sorted(FILES))
def test_matrix_exponential(model, times_h):
    events = IV_AND_SUBCUT if model.endswith("NK") else MIXED
    curve = simulate(events, Patient(70), times_h, model)
    plasma, effect_site, norketamine = levels_by_matrix(sizes_at_70_kg(model), events, times_h)
    close = dict(rtol=1e-9, atol=1e-12 * plasma.max())
    np.testing.assert_allclose(curve.plasma_ng_per_ml, plasma, **close)
    np.testing.assert_allclose(curve.effect_site_ng_per_ml, effect_site, **close)
    if curve.norketamine_ng_per_ml is None:
        assert not norketamine.any()
    else:
        np.testing.assert_allclose(curve.norketamine_ng_per_ml, norketamine, **close)


@pytest.mark.parametrize("model", sorted(FILES))
def test_50_digits(model):
    events = IV_AND_SUBCUT if model.endswith("NK") else MIXED
    times_h = [-1.3, -1.2999, 0.001, 3.31, 11.9, 24.0, 29.7, 100.0]
    exact = levels_to_50_digits(sizes_at_70_kg(model), events, times_h)
    curve = simulate(events, Patient(70), times_h, model)
    seen = curve.plasma_ng_per_ml, curve.effect_site_ng_per_ml, curve.norketamine_ng_per_ml
    for levels, expected in zip(seen, exact, strict=True):
        if levels is not None:
            np.testing.assert_allclose(levels, expected, rtol=1e-11)


def nearly(rate_per_h, off):
    """The half-life of a rate that is `off` (relative) away from another."""
    return math.log(2) / (rate_per_h * (1 + off))


@pytest.mark.slow
@pytest.mark.parametrize("off", [0, 1e-15, 1e-12, -1e-9, 1e-6, -1e-3, 0.02])
@pytest.mark.parametrize("mode", [0, 1, 2])
def test_equal_and_nearly_equal_rates(mode, off):
    """Absorption, effect site and a mode of the body may all run at the same rate."""
    sizes = dict(sizes_at_70_kg("kamp_2020"))
    v1, q2, v2, q3, v3 = (sizes[name] for name in ("v1", "q2", "v2", "q3", "v3"))
    rates = np.sort(
        np.linalg.eigvals(
            [
                [(sizes["cl"] + q2 + q3) / v1, -q2 / v2, -q3 / v3],
                [-q2 / v1, q2 / v2, 0],
                [-q3 / v1, 0, q3 / v3],
            ]
        )
    )
    absorbed = Absorption(0.5, nearly(rates[mode], off))
    half_time_min = 60 * nearly(
        rates[2], -off
    )  # only the fastest mode is as fast as an effect site
    sizes["ke0"] = math.log(2) * 60 / half_time_min
    events = [Bolus(30, 0, "oral"), Infusion(5, 1, 3, "subcut"), Infusion(5, 2, 3)]
    times_h = [1e-6, 1e-3, 0.1, 1.0, 2.5, 4.0, 7.0, 30.0]
    plasma, effect_site, _ = levels_to_50_digits(sizes, events, times_h, absorbed, absorbed)
    curve = simulate(
        events,
        Patient(70),
        times_h,
        effect_site_half_time_min=half_time_min,
        subcut=absorbed,
        oral=absorbed,
    )
    np.testing.assert_allclose(curve.plasma_ng_per_ml, plasma, rtol=1e-11)
    np.testing.assert_allclose(curve.effect_site_ng_per_ml, effect_site, rtol=1e-11)


def test_a_tiny_time_keeps_its_digits():
    """Where a plain sum of exponentials would leave nothing but rounding."""
    events, times_h = [Bolus(30, 0, "oral")], [1e-9, 1e-7, 1e-5]
    exact = levels_to_50_digits(sizes_at_70_kg("kamp_2020"), events, times_h)
    curve = simulate(events, Patient(70), times_h)
    np.testing.assert_allclose(curve.plasma_ng_per_ml, exact[0], rtol=1e-12)
    np.testing.assert_allclose(curve.effect_site_ng_per_ml, exact[1], rtol=1e-12)


def test_two_compartments_by_hand():
    """Hijazi 2003: the textbook solution of two compartments."""
    v1, k10, k12, k21 = 1.08 * 70, 0.0333 * 60, 0.0088 * 60, 0.0030 * 60
    total, product = k10 + k12 + k21, k10 * k21
    fast, slow = ((total + sign * math.sqrt(total**2 - 4 * product)) / 2 for sign in (1, -1))
    t = np.linspace(0, 48, 97)
    plasma = (
        1000
        * 30
        / v1
        * ((fast - k21) * np.exp(-fast * t) + (k21 - slow) * np.exp(-slow * t))
        / (fast - slow)
    )
    curve = simulate([Bolus(30)], Patient(70), t, "hijazi_2003")
    np.testing.assert_allclose(curve.plasma_ng_per_ml, plasma, rtol=1e-11)
