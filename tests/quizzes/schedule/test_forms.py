"""The forms say totals, gain and certainty once both are complete, and that nobody equated them."""

from dataclasses import replace

import pytest

from quizzes.engine import load_bank, replay
from quizzes.engine.log.pair import in_turn
from quizzes.engine.schedule.forms import BOTH_FIRST, NOT_EQUATED, forms_words
from tests.quizzes.schedule.learners import Learner

BANK = load_bank()
FORMS = ("form_a", "form_b", "form_c")


def told(*forms, right=None, certainty=3):
    """What is said to who answered these forms, one a day; `right` says how many of each."""
    learner = Learner(BANK)
    for day, form in enumerate(forms):
        for place, item in enumerate(BANK.live(form)):
            is_right = place < (right or {}).get(form, 0)
            learner.answer(item, learner.at(day), "check", is_right, 0, certainty)
    return learner.answers


def words(*forms, **more):
    return forms_words(replace(replay([], BANK), answers=tuple(told(*forms, **more))), BANK)


@pytest.mark.parametrize("alone", [(), ("form_a",), ("form_b",)])
def test_nothing_is_told_before_both_are_complete(alone):
    assert words(*alone, right={"form_a": 3, "form_b": 3})[0] == BOTH_FIRST
    assert not any("right at the first try" in each for each in words(*alone))


@pytest.mark.parametrize("forms", [("form_a", "form_b"), ("form_b", "form_a")])
def test_the_first_that_was_begun_is_before_in_either_order(forms):
    first, second = forms
    assert in_turn(replace(replay([], BANK), answers=tuple(told(*forms)))) == forms
    said = words(*forms, right={first: 4, second: 7})
    count = len(BANK.live(first))
    assert said[0] == (
        f"Before the course 4 of {count} right at the first try, after it 7 of"
        f" {len(BANK.live(second))}: 3 more."
    )
    assert said[1].startswith(f"Before, you were sure of {count}, and right in 4 of these; after, ")
    assert said[2] == NOT_EQUATED


@pytest.mark.parametrize(("after", "gain"), [(2, "2 fewer."), (4, "as many."), (5, "1 more.")])
def test_the_gain_is_said_as_it_is(after, gain):
    assert words("form_a", "form_b", right={"form_a": 4, "form_b": after})[0].endswith(gain)


def test_nobody_is_sure_of_what_nobody_was_sure_of():
    said = words("form_a", "form_b", certainty=2)
    assert said[1] == "Before, you were sure of none; after, you were sure of none."


def test_day_28_is_held_against_the_ideas_that_all_three_ask():
    ideas = [{item.idea for item in BANK.live(form)} for form in FORMS]
    shared = ideas[0] & ideas[1] & ideas[2]
    assert shared
    said = words(*FORMS, right=dict.fromkeys(FORMS, 99))
    n = len(shared)
    assert said[-1] == (
        f"Of the ideas that all three ask: {n} of {n} before, {n} of {n} after, {n} of {n} on day"
        " 28."
    )
    assert said[-2].startswith(f"Day 28 (form C): {len(ideas[2])} of {len(ideas[2])} right")
    assert words("form_c")[-1].startswith("Day 28 (form C): 0 of "), "alone it has its result"
