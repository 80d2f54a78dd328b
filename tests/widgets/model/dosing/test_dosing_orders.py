"""Orders in four units, limits with their tenfold slips, the oral cap, the pump's step."""

import math
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import load
from tests.refusals import assert_refused
from widgets.model.dosing import (
    DoseError,
    check_bolus,
    check_rate,
    delivered_mg_per_kg_h,
    format_number,
    infusion_order,
    oral_dose,
    round_for_pump,
)

LIMITS = load().limits
RANGE, CEILING = LIMITS["infusion_cancer_pain"], LIMITS["infusion_acute_pain_ceiling"]
BOLUS, CAP, VIALS = (
    LIMITS["bolus_acute_pain_ceiling"].value,
    LIMITS["oral_cap"].value,
    LIMITS["vial_concentrations"].steps,
)
rates = st.decimals("0.001", "1", places=3)
kilograms = st.integers(30, 200)
strengths = st.sampled_from([1, 2, 5, *VIALS])


def test_four_units_in_1000_random_cases():
    random = np.random.default_rng(6)
    for _ in range(1000):
        rate, weight = Fraction(int(random.integers(1, 1001)), 1000), int(random.integers(30, 201))
        strength = Fraction(int(random.integers(1, 1001)), 10)
        order = infusion_order(float(rate), weight, float(strength))
        exact = {
            "mg_per_kg_h": rate,
            "mg_per_h": rate * weight,
            "ml_per_h": rate * weight / strength,
            "mcg_per_kg_min": rate * 1000 / 60,
            "mg_per_24_h": rate * weight * 24,
        }
        assert {name: getattr(order, name) for name in exact} == {
            name: float(value) for name, value in exact.items()
        }
        assert order.second_check_agrees


@pytest.mark.parametrize(
    "field",
    [
        "mg_per_kg_h",
        "mg_per_h",
        "ml_per_h",
        "mcg_per_kg_min",
        "mg_per_24_h",
        "weight_kg",
        "concentration_mg_per_ml",
    ],
)
def test_the_second_check_finds_any_changed_number(field):
    order = infusion_order(0.1, 70, 10)
    wrong = replace(order, **{field: getattr(order, field) * 10})
    assert order.second_check_agrees and not wrong.second_check_agrees
    assert "does not agree" in wrong.working[-1] and order.working[-1].endswith(": agrees")


def test_the_pump_case_of_the_teaching_cases():
    order = infusion_order(0.1, 70, 10)
    assert (order.mg_per_h, order.ml_per_h, order.mg_per_24_h) == (7, 0.7, 168)
    assert format_number(order.mcg_per_kg_min) == "1.667"
    assert order.working[0] == "0.1 mg/kg/h × 70 kg = 7 mg/h"
    assert order.working[1] == "7 mg/h ÷ 10 mg/mL = 0.7 mL/h"
    assert delivered_mg_per_kg_h(0.7, 50, 70) == 0.5  # the syringe was never diluted
    assert delivered_mg_per_kg_h(0.7, 100, 70) == 1
    assert (
        delivered_mg_per_kg_h(42, 10, 70) == 6
    )  # per minute typed for per hour: not refused, found


@pytest.mark.parametrize(
    ("rate", "level"),
    [
        (0.001, "outside_range"),
        (0.049, "outside_range"),
        (0.05, "in_range"),
        (0.1, "in_range"),
        (0.49, "in_range"),
        (0.5, "in_range"),
        (0.51, "outside_range"),
        (1, "outside_range"),
        (1.01, "refused"),
        (5, "refused"),
        (50, "refused"),
        (0, "refused"),
        (-0.1, "refused"),
        (math.nan, "refused"),
        (math.inf, "refused"),
        ("0.1", "refused"),
        (None, "refused"),
        (True, "refused"),
    ],
)
def test_check_rate(rate, level):
    verdict = check_rate(rate)
    assert verdict.level == level
    came = (
        format_number(rate)
        if isinstance(rate, float | int) and rate is not True and math.isfinite(rate)
        else str(rate)
    )
    assert came in verdict.message and verdict.message.endswith(".")
    limit = CEILING.value if level == "refused" else RANGE.high
    assert f"{format_number(limit)} mg/kg/h" in verdict.message


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(5, "0.5"), (50, "0.5"), (1.5, "0.15"), (10, "0.1"), (0.7, None), (70, None)],
)
def test_tenfold_slips_are_asked_back(typed, meant):
    message = check_rate(typed).message
    assert (f"Did you mean {meant}?" in message) if meant else ("Did you mean" not in message)


def test_the_tenfold_sentence():
    assert check_rate(5).message.startswith(
        "5 mg/kg/h is ten times the top of the range 0.05 to 0.5 mg/kg/h. Did you mean 0.5?"
    )


def test_a_rate_just_past_a_limit_is_not_shown_as_the_limit():
    assert "1.00001 mg/kg/h" in check_rate(1.00001).message
    assert "0.500001 mg/kg/h" in check_rate(0.500001).message
    assert "0.349999 mg/kg" in check_bolus(0.349999).message


def test_the_bolus_ceiling_is_already_too_much():
    assert LIMITS["bolus_acute_pain_ceiling"].strict
    below, above = (math.nextafter(BOLUS, way) for way in (0, 1))
    assert [check_bolus(each).level for each in (below, BOLUS, above)] == [
        "in_range",
        "refused",
        "refused",
    ]
    assert "not less than 0.35 mg/kg" in check_bolus(BOLUS).message
    assert [check_bolus(each).level for each in (0, -1, math.nan)] == ["refused"] * 3


@pytest.mark.parametrize(
    ("weight_kg", "dose_mg", "capped"),
    [
        (60, 30, False),
        (99, 49.5, False),
        (100, 50, False),
        (101, 50, True),
        (110, 50, True),
        (200, 50, True),
    ],
)
def test_the_oral_cap(weight_kg, dose_mg, capped):
    dose = oral_dose(0.5, weight_kg)
    assert (dose.dose_mg, dose.capped, dose.times_daily) == (dose_mg, capped, (2, 3))
    assert ("the cap decides" in dose.message) == capped
    assert dose.by_weight_mg == weight_kg / 2
    assert "2 to 3 times daily" in dose.message


@given(st.decimals("0.2", "0.5", places=2), kilograms)
def test_no_oral_dose_passes_the_cap(dose_mg_per_kg, weight_kg):
    dose = oral_dose(float(dose_mg_per_kg), weight_kg)
    assert 0 < dose.dose_mg <= CAP
    assert dose.capped == (Fraction(dose_mg_per_kg) * weight_kg > CAP)


@given(rates, kilograms, strengths, st.sampled_from([0.01, 0.1, 1]))
def test_rounding_for_the_pump(rate, weight_kg, strength, step):
    order = infusion_order(float(rate), weight_kg, strength)
    try:
        pump = round_for_pump(order, step)
    except DoseError as problem:
        assert "rounded to 0" in str(problem) and order.ml_per_h < step
        return
    assert pump.unrounded_ml_per_h == order.ml_per_h
    assert pump.ml_per_h > 0 and pump.rule.startswith("Rounded")
    assert abs(pump.ml_per_h - order.ml_per_h) < step
    limit = RANGE.high if order.mg_per_kg_h <= RANGE.high else CEILING.value
    assert delivered_mg_per_kg_h(pump.ml_per_h, strength, weight_kg) <= limit


def test_rounding_stops_at_the_limit_and_says_so():
    pump = round_for_pump(infusion_order(0.5, 71, 10))
    assert (pump.ml_per_h, pump.unrounded_ml_per_h) == (3.5, 3.55)
    assert "would pass 0.5 mg/kg/h" in pump.rule
    assert round_for_pump(infusion_order(0.4, 71, 10)).rule == "Rounded to the nearest 0.1 mL/h."


@pytest.mark.parametrize(
    ("attempt", "named"),
    [
        (lambda: infusion_order(5, 70, 10), ["5 mg/kg/h", "0.5 mg/kg/h", "Did you mean 0.5?"]),
        (lambda: infusion_order(math.nan, 70, 10), ["rate", "1 mg/kg/h", "nan"]),
        (lambda: infusion_order(0.1, 29, 10), ["weight", "30 to 200 kg", "29"]),
        (lambda: infusion_order(0.1, "70", 10), ["weight", "'70'"]),
        (lambda: infusion_order(0.1, 70, 0), ["concentration", "above 0", "100 mg/mL", "got 0."]),
        (lambda: infusion_order(0.1, 70, -10), ["concentration", "-10"]),
        (lambda: infusion_order(0.1, 70, 1000), ["concentration", "100 mg/mL", "1,000"]),
        (lambda: infusion_order(0.1, 70, None), ["concentration", "None"]),
        (lambda: oral_dose(0.51, 70), ["oral dose", "0.2 to 0.5 mg/kg", "0.51"]),
        (lambda: oral_dose(0.19, 70), ["oral dose", "0.19"]),
        (lambda: oral_dose(-1, 70), ["oral dose", "-1"]),
        (lambda: oral_dose(0.3, math.inf), ["weight", "inf"]),
        (lambda: delivered_mg_per_kg_h(0, 10, 70), ["pump's rate", "got 0."]),
        (lambda: round_for_pump(infusion_order(0.1, 70, 10), 0), ["pump's step", "got 0."]),
        (
            lambda: round_for_pump(infusion_order(0.05, 30, 100)),
            ["0.015 mL/h", "0.1 mL/h", "weaker concentration"],
        ),
    ],
)
def test_refusal_names_thing_limit_and_what_came(attempt, named):
    assert_refused(attempt, DoseError, named)


def test_an_order_cannot_be_changed_once_it_has_been_checked():
    order = infusion_order(0.1, 62, 10)
    with pytest.raises(FrozenInstanceError):
        order.ml_per_h = 6.2
