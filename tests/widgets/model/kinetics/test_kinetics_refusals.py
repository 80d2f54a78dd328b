"""Every refusal is one sentence that names the thing, what it must be, and what came."""

import math

import numpy as np
import pytest

from tests.refusals import assert_refused
from widgets.model.kinetics import (
    Absorption,
    Bolus,
    Infusion,
    KineticsError,
    Patient,
    simulate,
    simulate_population,
)
from widgets.model.kinetics.exposure import (
    area_ng_h_per_ml,
    hours_above,
    hours_to_share,
    minutes_to_fall,
    plateau_ng_per_ml,
)

NAN, INF = math.nan, math.inf
ADULT = Patient(70)


def population(**changed):
    return simulate_population([], ADULT, [0, 1], **changed)


@pytest.mark.parametrize(
    ("attempt", "named"),
    [
        (lambda: Patient(29.9), ["weight_kg", "30", "200 kg", "29.9"]),
        (lambda: Patient(201), ["weight_kg", "200 kg", "201"]),
        (lambda: Patient(NAN), ["weight_kg", "nan"]),
        (lambda: Patient("70"), ["weight_kg", "'70'"]),
        (lambda: Patient(True), ["weight_kg", "True"]),
        (lambda: Bolus(-1), ["dose_mg", "at least 0 mg", "-1"]),
        (lambda: Bolus(np.float64(-2.5)), ["dose_mg", "got -2.5."]),
        (lambda: Bolus(NAN), ["dose_mg", "nan"]),
        (lambda: Bolus(INF), ["dose_mg", "inf"]),
        (lambda: Bolus("5"), ["dose_mg", "'5'"]),
        (lambda: Bolus(None), ["dose_mg", "None"]),
        (lambda: Bolus(5, NAN), ["at_h", "nan"]),
        (lambda: Bolus(5, 0, "nasal"), ["route", "iv, subcut, oral", "'nasal'"]),
        (lambda: Bolus(5, 0, None), ["route", "None"]),
        (lambda: Infusion(-1, 0, 1), ["rate_mg_per_h", "at least 0 mg/h", "-1"]),
        (lambda: Infusion(INF, 0, 1), ["rate_mg_per_h", "inf"]),
        (lambda: Infusion(7, INF, 1), ["start_h", "inf"]),
        (lambda: Infusion(7, 0, 0), ["duration_h", "above 0", "got 0."]),
        (lambda: Infusion(7, 0, -2), ["duration_h", "-2"]),
        (lambda: Infusion(7, 0, INF), ["duration_h", "inf"]),
        (lambda: Infusion(7, 0, 1, "oral"), ["route of an infusion", "iv, subcut", "'oral'"]),
        (lambda: Absorption(0, 1), ["bioavailability", "above 0 and at most 1", "got 0."]),
        (lambda: Absorption(1.2, 1), ["bioavailability", "1.2"]),
        (lambda: Absorption(0.5, 0), ["half_life_h", "above 0", "got 0."]),
        (lambda: simulate([], ADULT, []), ["times_h", "at least one hour"]),
        (lambda: simulate([], ADULT, 3.0), ["times_h", "shape ()"]),
        (lambda: simulate([], ADULT, [[1, 2]]), ["times_h", "shape (1, 2)"]),
        (lambda: simulate([], ADULT, [1, NAN]), ["times_h", "nan"]),
        (lambda: simulate([], ADULT, [1, -INF]), ["times_h", "-inf"]),
        (lambda: simulate([], ADULT, ["one"]), ["times_h", "'one'"]),
        (lambda: simulate([], 70, [1]), ["patient", "70"]),
        (lambda: simulate(Bolus(5), ADULT, [1]), ["events", "list", "Bolus"]),
        (lambda: simulate([5], ADULT, [1]), ["events", "got 5"]),
        (lambda: simulate([], ADULT, [1], "kamp"), ["model", "kamp_2020", "domino_1984", "'kamp'"]),
        (lambda: simulate([], ADULT, [1], ["kamp_2020"]), ["model", "['kamp_2020']"]),
        (
            lambda: simulate([Bolus(5, route="oral")], ADULT, [1], "otto_2021_S_NK"),
            ["route", "otto_2021_S_NK", "iv, subcut", "'oral'"],
        ),
        (
            lambda: simulate([], ADULT, [1], effect_site_half_time_min=12.1),
            ["effect_site_half_time_min", "12 min", "12.1"],
        ),
        (lambda: simulate([], ADULT, [1], effect_site_half_time_min=-1), ["half_time", "-1"]),
        (lambda: population(n=5), ["n must be", "20 to 10,000", "got 5."]),
        (lambda: population(n=100.5), ["n must be", "whole number", "100.5"]),
        (lambda: population(seed=-1), ["seed", "-1"]),
        (lambda: population(setting="icu"), ["setting", "patient, healthy, frail", "'icu'"]),
        (lambda: population(model="x"), ["model", "kamp_2020", "'x'"]),
        (lambda: plateau_ng_per_ml(-1, ADULT), ["rate_mg_per_h", "-1"]),
        (lambda: plateau_ng_per_ml(1, ADULT, route="oral"), ["route", "'oral'"]),
        (lambda: hours_to_share(1, ADULT), ["share", "below 1", "got 1."]),
        (lambda: minutes_to_fall(1.0, 24, ADULT), ["fraction", "below 1", "1.0"]),
        (lambda: minutes_to_fall(0.5, 0, ADULT), ["infused_h", "above 0", "got 0."]),
        (lambda: minutes_to_fall(0.5, 24, ADULT, "y"), ["model", "'y'"]),
        (lambda: area_ng_h_per_ml([], ADULT, INF), ["until_h", "inf"]),
        (lambda: hours_above(-1, simulate([], ADULT, [0, 1])), ["level_ng_per_ml", "-1"]),
        (lambda: hours_above(1, simulate([], ADULT, [1, 0])), ["times_h", "rise"]),
    ],
)
def test_refusal_names_thing_limit_and_what_came(attempt, named):
    assert_refused(attempt, KineticsError, named)


def test_a_kinetics_error_is_a_value_error():
    assert issubclass(KineticsError, ValueError)


def test_what_is_unusual_but_right_is_accepted():
    generator = (each for each in [Bolus(5), Bolus(0)])
    assert simulate(generator, ADULT, range(3)).plasma_ng_per_ml[0] == pytest.approx(200)
    assert Infusion(0, 0, 1).end_h == 1
    overlapping = [Bolus(35, at_h, "oral") for at_h in (0, 0, 0.5)]
    assert simulate(overlapping, ADULT, [1]).plasma_ng_per_ml[0] > 0
    assert simulate_population([Bolus(5)], Patient(30), [1], n=np.int64(20)).n == 20
