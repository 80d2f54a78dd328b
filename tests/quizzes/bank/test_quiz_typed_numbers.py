"""The numbers of the course's own questions, typed on two kinds of keyboard."""

import re
from itertools import islice

import pytest

from quizzes.engine import grade, load_bank
from quizzes.engine.items.variants import every_variant, show
from quizzes.engine.types.numeric import slips
from quizzes.talk.feedback_view import feedback

NUMERIC = [item for item in load_bank().items if item.type == "numeric"]
TWO_MEANINGS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}(?!\d)(?![.,])")
COMMA_OF_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}(?!\d)(?![.,])")
OTHER_KEYBOARD = str.maketrans(".,", ",.")


def variants(item):
    return islice(every_variant(item), 12)


def answer(item, variant, text):
    return grade(item, {"text": text, "unit": item.body.unit}, seed=variant.seed)


@pytest.mark.parametrize("item", NUMERIC, ids=lambda item: item.id)
def test_the_answer_as_the_course_shows_it_is_right_on_either_keyboard(item):
    for each in variants(item):
        shown = show(each.values["key"], item.body.show_decimals)
        for text in (shown, shown.translate(OTHER_KEYBOARD), f"{shown} {item.body.unit}"):
            came = answer(item, each, text)
            if TWO_MEANINGS.match(text) and came.state == "refused":
                assert "can be read as" in came.feedback.sentence
                continue
            assert not COMMA_OF_THOUSANDS.match(text), "a comma is asked back"
            assert came.correct, (each.seed, text, came.feedback.sentence)
            assert came.echo or text.replace(item.body.unit, "").strip() == shown


@pytest.mark.parametrize("item", NUMERIC, ids=lambda item: item.id)
def test_no_slip_becomes_the_answer_by_the_way_it_is_written(item):
    for each in variants(item):
        for slip, value in slips(item.body, each):
            if value <= 0 or item.body.tolerance.accepts(value, each.values["key"]):
                continue
            for text in (show(value), show(value).translate(OTHER_KEYBOARD)):
                assert not answer(item, each, text).correct, (each.seed, slip.label, text)


@pytest.mark.parametrize("item", NUMERIC, ids=lambda item: item.id)
@pytest.mark.parametrize("text", ["1,200", "4,000"])
def test_a_comma_before_three_digits_is_asked_back(item, text):
    came = answer(item, next(iter(variants(item))), text)
    assert came.state == "refused" and "can be read as" in came.feedback.sentence


@pytest.mark.parametrize("item", NUMERIC, ids=lambda item: item.id)
def test_a_point_before_three_digits_is_read_only_where_one_reading_is_safe(item):
    variant = next(iter(variants(item)))
    came = answer(item, variant, "1.200")
    if came.state == "refused":
        assert "can be read as" in came.feedback.sentence
    else:
        assert came.echo in ("read as 1.2", "read as 1,200")
        plain = came.echo.removeprefix("read as ").replace(",", "")
        assert came.correct == answer(item, variant, plain).correct


@pytest.mark.parametrize(("unit", "a_day"), [("mL/h", 1), ("mL/day", 24)])
def test_what_is_safe_is_asked_in_the_unit_that_was_chosen(good, unit, a_day):
    """1,400 mL/h lies far above what is safe, and so does 33,600 mL a day; 33.6 mL a day do not."""
    item = good.item("TST-003")
    for each in every_variant(item):
        text = f"{each.values['key'] * a_day:.3f}"
        came = grade(item, {"text": text, "unit": unit}, seed=each.seed)
        assert TWO_MEANINGS.fullmatch(text) and came.correct, (text, came.feedback.sentence)
        assert came.echo == f"read as {show(float(text))}"


def test_the_page_is_told_how_a_comma_was_read():
    item = next(each for each in NUMERIC if each.body.show_decimals)
    variant = next(
        each for each in variants(item) if "." in show(each.values["key"], item.body.show_decimals)
    )
    shown = show(variant.values["key"], item.body.show_decimals)
    given = answer(item, variant, shown.replace(".", ","))
    assert feedback(item, given, None)["echo"] == f"read as {shown}"
    assert feedback(item, answer(item, variant, shown), None)["echo"] == ""


@pytest.mark.parametrize("other", ["mg/kg/min", "mcg/kg/h", "mg", "mL"])
def test_another_unit_behind_the_number_is_refused_by_name(other):
    item = next(each for each in NUMERIC if each.body.unit == "mL/h")
    came = answer(item, next(iter(variants(item))), f"7 {other}")
    assert came.state == "refused" and f"'{other}'" in came.feedback.sentence
