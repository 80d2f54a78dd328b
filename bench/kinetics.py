"""How long a simulation takes beside scipy's solver for the same levels."""

from itertools import count
from statistics import median, quantiles
from time import perf_counter

import numpy as np
from scipy.integrate import odeint

from widgets.model.kinetics import Curve, Infusion, Patient, simulate, simulate_population
from widgets.model.kinetics.disposition import body_sizes

HOURS = np.arange(48 * 60 + 1) / 60
STOP_H, STOP = 24, 24 * 60  # the hour, and its place among HOURS
RATES_MG_PER_H = tuple(3.5 + 0.5 * step for step in range(10))  # a slider on its way
PATIENT = Patient(70)
NEW_WEIGHTS_KG = (40 + step / 100 for step in count(1))
PEOPLE = 1000
KE0_PER_H = np.log(2) * 60 / 8.3

SIZES = body_sizes("kamp_2020", PATIENT.weight_kg)
K10, K12, K13 = (SIZES[name] / SIZES["v1"] for name in ("cl", "q2", "q3"))
K21, K31 = SIZES["q2"] / SIZES["v2"], SIZES["q3"] / SIZES["v3"]


def measure() -> list[dict]:
    """Time one person and 1,000 people, ours and the solver's by turns; figures are in ms."""
    _check_that_both_agree()
    one, solver = _by_turns(_one_person, _solver, turns=30)
    first, solved = _by_turns(_somebody_new, _solver, turns=10)
    many, again = _by_turns(_population, _solver, turns=5)
    points = f"48 h, {len(HOURS):,} points"
    return [
        _figure(f"One person, {points}, plasma and effect site", one, solver, "at least 25"),
        _figure(f"Somebody new, {points}: nothing kept from before", first, solved, ""),
        _figure(
            f"{PEOPLE:,} people, {points}, plasma and its percentiles",
            many,
            [PEOPLE * each for each in again],
            "at least 60",
            note=f"other: the solver's time for one person times {PEOPLE:,}",
        ),
    ]


def _figure(words: str, ours: list[float], other: list[float], target: str, **more) -> dict:
    slow_ours, slow_other = (quantiles(times, n=20)[-1] for times in (ours, other))
    medians = median(ours), median(other)
    return {
        "figure": f"{words} (95th percentile and median in ms, ratio of the medians)",
        "ours": slow_ours,
        "other": slow_other,
        "medians": medians,
        "ratio": medians[1] / medians[0],
        "target": target,
        "other is": "odeint to a relative 1e-8",
        "ratio of the 95th percentiles": slow_other / slow_ours,
        **more,
    }


def _by_turns(ours, other, turns: int) -> tuple[list[float], list[float]]:
    """Milliseconds of both in the same minute of one run: a drag of the slider each, by turns."""
    times = {ours: [], other: []}
    for turn in range(-2, turns):  # the first two warm up
        for run in (ours, other):
            for rate in RATES_MG_PER_H:
                start = perf_counter()
                run(rate)
                if turn >= 0:
                    times[run].append(1000 * (perf_counter() - start))
    return times[ours], times[other]


def _one_person(rate_mg_per_h: float) -> Curve:
    return simulate([Infusion(rate_mg_per_h, 0, STOP_H)], PATIENT, HOURS)


def _somebody_new(rate_mg_per_h: float) -> Curve:
    patient = Patient(next(NEW_WEIGHTS_KG))
    return simulate([Infusion(rate_mg_per_h, 0, STOP_H)], patient, HOURS)


def _population(rate_mg_per_h: float):
    return simulate_population([Infusion(rate_mg_per_h, 0, STOP_H)], PATIENT, HOURS, n=PEOPLE)


def _solver(rate_mg_per_h: float) -> np.ndarray:
    """The same curve from the differential equations, restarted where the pump stops."""
    options = {"rtol": 1e-8, "atol": 1e-8}
    input_per_h = rate_mg_per_h / SIZES["v1"] * 1000
    up = odeint(_change, np.zeros(4), HOURS[: STOP + 1], args=(input_per_h,), **options)
    down = odeint(_change, up[-1], HOURS[STOP:], args=(0.0,), **options)
    return np.concatenate([up, down[1:]])


def _change(levels, hour, input_per_h):
    plasma, second, third, effect_site = levels
    return (
        input_per_h - (K10 + K12 + K13) * plasma + K21 * second + K31 * third,
        K12 * plasma - K21 * second,
        K13 * plasma - K31 * third,
        KE0_PER_H * (plasma - effect_site),
    )


def _check_that_both_agree() -> None:
    """A ratio means nothing if the two do not compute the same."""
    curve, solved = _one_person(7.0), _solver(7.0)
    np.testing.assert_allclose(curve.plasma_ng_per_ml, solved[:, 0], rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(curve.effect_site_ng_per_ml, solved[:, 3], rtol=1e-5, atol=1e-5)
