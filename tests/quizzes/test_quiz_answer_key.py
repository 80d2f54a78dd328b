"""The key on paper is the grader's own key, for every question of the course."""

import pytest

from quizzes.engine import answer_key, grade, load_bank, variant
from quizzes.engine.answer_key import NO_KEY
from quizzes.engine.items.content import OptionList

ITEMS = load_bank().items


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_question_has_a_key_and_a_reason(item):
    told = answer_key(item)
    assert told.asked and told.key and told.why
    assert (told.key == NO_KEY) == (item.type == "poll")


def test_the_key_of_options_is_the_right_options():
    for item in ITEMS:
        if isinstance(item.body, OptionList):
            right = [each for each in item.body.options if each.correct]
            wrong = [each for each in item.body.options if not each.correct]
            key = answer_key(item).key
            response = [each.id for each in right] if item.type == "multi" else right[0].id
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
