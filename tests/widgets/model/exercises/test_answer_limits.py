"""How near an answer must be, and which number each error leads to, by formulas of its own."""

import pytest

from evidence import load
from widgets.model.exercises.error_patterns import error_patterns_of, judge_answer
from widgets.model.exercises.sums import fresh_task, keys

LIMITS = load().limits
POUNDS = 1 / 0.45359237  # in a kilogram, by definition of the pound
NEAR, UNKNOWN = "Close.", "fits none of the usual"


@pytest.mark.parametrize(
    ("times", "is_right"),
    [(1, True), (1.0199, True), (0.981, True), (1.021, False), (0.979, False), (1.05, False)],
)
@pytest.mark.parametrize("key", [0.0021, 0.3056, 7.0, 1250.0])
def test_two_digits_of_rounding_are_right_and_no_more(key, times, is_right):
    reading = judge_answer(times * key, key, ())
    assert reading.right == is_right
    assert reading.sentence.startswith("Right." if is_right else NEAR)


@pytest.mark.parametrize(
    ("times", "words"), [(1.2, NEAR), (0.81, NEAR), (1.26, UNKNOWN), (0.79, UNKNOWN), (5, UNKNOWN)]
)
def test_a_fifth_off_is_close_and_no_more(times, words):
    assert words in judge_answer(times * 0.3056, 0.3056, ()).sentence


@pytest.mark.parametrize(("times", "is_named"), [(1.015, True), (0.985, True), (1.03, False)])
def test_an_error_is_known_by_its_number_to_two_digits(times, is_named):
    task = fresh_task("infusion", 1)
    found = error_patterns_of(task, "ml_per_h", 50.0)
    tenfold = next(each for each in found if each.id == "tenfold_over")
    reading = judge_answer(times * tenfold.amount, keys(task, 50.0)["ml_per_h"], found)
    assert (
        not reading.right
        and ([each.id for each in reading.error_patterns] == ["tenfold_over"]) == is_named
    )


def amounts(task, strength: float) -> dict[str, dict[str, float]]:
    """The number that each error leads to, by step and error, in plain floats."""
    kg, asked = task.patient.weight_kg, task.ordered
    if task.sum == "infusion":
        per_h = asked * kg
        return {
            "mg_per_h": {
                "forgot_weight": asked,
                "divided_by_weight": kg / asked,
                "per_minute": per_h / 60,
                "per_minute_over": per_h * 60,
                "per_day": per_h * 24,
                "mg_to_mcg": per_h * 1000,
                "pounds": per_h * POUNDS,
            },
            "ml_per_h": {
                "mg_as_ml": per_h,
                "multiplied": per_h * strength,
                "upside_down": strength / per_h,
                "forgot_weight": asked / strength,
                "per_minute": per_h / strength / 60,
                "per_minute_over": per_h / strength * 60,
                "per_day": per_h / strength * 24,
                "pounds": per_h / strength * POUNDS,
            },
            "mcg_per_kg_min": {
                "same_digits": asked,
                "per_minute": asked * 1000,
                "forgot_1000": asked / 60,
                "multiplied_60": asked * 60_000,
                "kept_weight": per_h * 1000 / 60,
            },
            "mg_per_24_h": {
                "one_hour": per_h,
                "counted_ml": per_h * 24 / strength,
                "divided": per_h * 24 / strength**2,
                "per_minute": per_h * 60,
                "half_day": per_h * 12,
                "forgot_weight": asked * 24,
            },
        }
    if task.sum == "oral":
        cap, times = LIMITS["oral_cap"].value, LIMITS["oral_times_daily"]
        dose = min(asked * kg, cap)
        return {
            "dose_mg": {
                "forgot_cap": asked * kg,
                "cap_for_all": cap,
                "forgot_weight": asked,
                "divided_by_weight": kg / asked,
                "whole_day": dose * times.high,
                "pounds": asked * kg * POUNDS,
            },
            "most_per_day_mg": {
                "one_dose": dose,
                "fewest": dose * times.low,
                "forgot_cap": asked * kg * times.high,
                "per_hour": dose * 24,
            },
        }
    return {
        "ceiling_mg": {
            "forgot_weight": LIMITS["bolus_acute_pain_ceiling"].value,
            "oral_range": LIMITS["oral_per_dose"].high * kg,
            "infusion": LIMITS["infusion_acute_pain_ceiling"].value * kg,
            "oral_cap": LIMITS["oral_cap"].value,
        },
        "mg_per_kg": {"forgot_weight": asked, "upside_down": kg / asked, "multiplied": asked * kg},
    }


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("strength", [10.0, 50.0])
@pytest.mark.parametrize("sum_name", ["infusion", "oral", "bolus"])
def test_each_error_leads_to_its_number(sum_name, strength, seed):
    task = fresh_task(sum_name, seed)
    for step, expected in amounts(task, strength).items():
        key = keys(task, strength)[step]
        expected |= {"tenfold_over": key * 10, "tenfold_under": key / 10}
        told_apart = {
            name: value
            for name, value in expected.items()
            if abs(value - key) > 0.02 * max(value, key)
        }
        found = {each.id: each.amount for each in error_patterns_of(task, step, strength)}
        assert found == pytest.approx(told_apart, rel=1e-4)
