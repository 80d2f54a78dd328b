"""The key on paper is the grader's own key, for every question of the course."""

import pytest

from quizzes.engine import answer_key, grade, load_bank, public_view, variant
from quizzes.engine.answer_key import NO_KEY
from quizzes.engine.items.content import OptionList

ITEMS = load_bank().items


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_question_has_a_key_and_a_reason(item):
    told = answer_key(item)
    assert told.asked and told.key and told.why
    assert (told.key == NO_KEY) == (item.type in ("poll", "shift"))


def test_the_key_of_options_is_the_right_options():
    for item in ITEMS:
        if isinstance(item.body, OptionList):
            right = [each for each in item.body.options if each.correct]
            wrong = [each for each in item.body.options if not each.correct]
            key = answer_key(item).key
            response = [each.id for each in right] if item.body.several else right[0].id
            assert grade(item, response).feedback.key == key
            assert all(each.text.rstrip(".") not in key for each in wrong if len(each.text) > 25)


def test_the_key_of_a_number_is_graded_right():
    for item in ITEMS:
        if item.type == "numeric":
            number, _, unit = answer_key(item).key.partition(" ")
            assert grade(item, {"text": number, "unit": unit}).correct, item.id
            assert variant(item).values["key"] == pytest.approx(
                float(number.replace(",", "")), rel=0.1
            )


def test_each_option_is_told_as_it_stands_in_the_question_and_why():
    seen = 0
    for item in ITEMS:
        if item.type == "shift":
            continue  # its five steps are the same each time, and none has a reason
        shown = public_view(item).get("options", [])
        told = answer_key(item).options
        assert [each.text for each in told] == [each.get("alt", each["text"]) for each in shown]
        if isinstance(item.body, OptionList):
            assert [each.correct for each in told] == [each.correct for each in item.body.options]
            assert all(each.reason for each in told), item.id
            seen += 1
    assert seen
