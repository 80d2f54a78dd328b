"""Every number of every variant, as a ward writes it: what is taken and what is asked back."""

import math
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

import pytest

from quizzes.engine import every_variant, grade, load_bank, variant
from quizzes.engine.items.variants import show

ITEMS = [item for item in load_bank().items if item.type == "numeric"]
BY_ID = {item.id: item for item in ITEMS}
TO_WHOLE_PEOPLE = {"TRI-004", "RVW-019"}  # numbers needed to treat


def written(value: float) -> set[str]:
    """The value to two decimals, from the middle up or down, where that moves it by 5 % at most."""
    exact = Decimal(repr(round(value, 9)))
    rounded = {exact.quantize(Decimal("0.01"), way) for way in (ROUND_HALF_UP, ROUND_HALF_DOWN)}
    near = {each for each in rounded if abs(each - exact) <= abs(exact) * Decimal("0.05")}
    return {f"{each.normalize():f}" for each in near}


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_what_a_ward_would_write_is_right_and_ten_times_is_never(item):
    tried = 0
    for each in every_variant(item):
        key = each.values["key"]
        accepted = {*written(key), show(key, item.body.show_decimals)}
        if item.id in TO_WHOLE_PEOPLE:
            accepted.add(str(math.ceil(round(key, 9))))
        for text in accepted:
            if not safe(item, each, float(text.replace(",", ""))) and not item.body.round_up:
                continue
            found = grade(item, text.replace(",", ""), each.seed)
            assert found.correct, (each.seed, key, text, found.feedback.sentence)
        for factor in (10, 1000, 0.1, 0.001):
            for wrong in {key * factor, *map(float, written(key * factor))}:
                assert not grade(item, wrong, each.seed).correct, (each.seed, key, wrong)
        tried += 1
    assert tried >= 1


def safe(item, each, value):
    """Whether a number lies below what the question says that nothing may pass."""
    body = item.body
    key = each.values["key"]
    return value <= (key if body.ceiling else max(key, body.safe_max.value(each.values))) + 1e-9


@pytest.mark.slow
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_no_rounding_carries_a_dose_above_its_ceiling(item):
    if item.body.round_up:
        return
    for each in every_variant(item):
        key, most = each.values["key"], item.body.safe_max.value(each.values)
        for base in (key, most):
            for value in {base * (1 + part / 400) for part in range(1, 20)}:
                for text in (value, round(value, 2), round(value, 1), float(round(value))):
                    if not safe(item, each, text):
                        assert not grade(item, text, each.seed).correct, (key, most, text)


def test_a_bolus_of_its_own_ceiling_rounded_up_is_wrong_and_the_safe_side_is_right():
    item = BY_ID["SET-006"]
    for each in every_variant(item):
        key = each.values["key"]
        assert not grade(item, math.floor(key) + 1, each.seed).correct or key == round(key)
        down = math.floor(key)
        assert grade(item, down, each.seed).correct == (key - down <= 0.025 * key)


@pytest.mark.parametrize("item", [i for i in ITEMS if i.body.unit == "mL/h"], ids=lambda i: i.id)
def test_a_pump_of_one_decimal_may_be_set_where_that_moves_the_rate_little(item):
    for each in every_variant(item):
        key = each.values["key"]
        exact = Decimal(repr(round(key, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP)
        near = abs(float(exact) - key) <= 0.05 * key and safe(item, each, float(exact))
        assert grade(item, str(exact), each.seed).correct == near, (key, exact)


def test_the_one_reading_inside_the_safe_bounds_is_taken_whatever_the_slips():
    item = BY_ID["INF-006"]
    for each in every_variant(item):
        value = round(each.values["key"], 3)
        if value >= 1 and not float(value * 100).is_integer():
            found = grade(item, {"text": f"{value:.3f}", "unit": item.body.unit}, each.seed)
            assert found.state == "answered" and found.correct, (value, found.feedback.sentence)


def test_every_variant_of_the_bank_was_written():
    assert sum(1 for item in ITEMS for _ in every_variant(item)) > 500


def test_a_number_needed_to_treat_is_rounded_up_and_never_down():
    item = BY_ID["TRI-004"]
    key = variant(item, 0).values["key"]
    assert key == pytest.approx(10 / 3)
    assert grade(item, "4", 0).correct and grade(item, "3.3", 0).correct
    assert not grade(item, "3", 0).correct and not grade(item, "5", 0).correct
    whole = [each for each in every_variant(item) if each.values["key"] == 5]
    assert whole and not any(grade(item, "6", each.seed).correct for each in whole)


@pytest.mark.parametrize("text", ["3.1241", "0.1234", "2.0051"])
def test_a_rate_that_no_pump_can_be_set_to_is_asked_again(text):
    found = grade(BY_ID["PMP-003"], text, 0)
    assert (found.state, found.score) == ("refused", 0)
    assert found.feedback.sentence == (
        f"The pump of this course is set in steps of 0.01 mL/h, so it cannot be set to {text} "
        "mL/h: round the rate."
    )


def test_every_key_in_ml_per_hour_that_is_asked_for_can_be_written_for_the_pump():
    rates = [item for item in ITEMS if item.body.unit == "mL/h"]
    assert len(rates) >= 3
    for item in rates:
        for each in every_variant(item):
            assert written(each.values["key"]), (item.id, each.seed)
            assert grade(item, "0.001", each.seed).state == "refused"


def test_other_amounts_than_pump_rates_may_have_three_decimals():
    assert grade(BY_ID["PMP-007"], "0.125", 0).state == "answered"
