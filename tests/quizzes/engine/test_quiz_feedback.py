"""Feedback says what the learner did, in words and marks, and ends each sentence once."""

import re
from dataclasses import replace

import pytest

from quizzes.engine import Backing, OptionFeedback, ended, grade
from quizzes.engine.log.certainty import LEVELS
from quizzes.talk.feedback_view import _said, feedback

TWO_STOPS = re.compile(r"[.?!…][”’\"')\]]*\.(?=\s|$)")


def said(item, response):
    """For each option whether it stands as right, the words before its text, and its tag."""
    options = grade(item, response).feedback.options
    return {each.id: _said(each, item.type) for each in options}


def test_of_several_each_says_what_the_learner_did(good):
    assert said(good.item("TST-002"), ["b", "a"]) == {
        "a": (False, "You ticked this: it does not belong.", "does not belong"),
        "b": (True, "You ticked this, and it belongs.", "right"),
        "c": (True, "You did not tick this, and rightly.", "rightly not ticked"),
        "d": (False, "You missed this one: it belongs.", "missed"),
    }


def test_of_several_nothing_is_wrong_where_the_whole_is_right(good):
    marks = said(good.item("TST-002"), ["b", "d"])
    assert all(right for right, _words, _tag in marks.values())


def test_one_best_answer_says_which_was_chosen(good):
    assert said(good.item("TST-001"), "a") == {
        "a": (False, "Wrong; you chose this:", "wrong"),
        "b": (True, "Right:", "right"),
        "c": (False, "Wrong:", ""),
    }
    assert said(good.item("TST-001"), "b")["b"] == (True, "Right; you chose this:", "right")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Blue", "Blue."),
        ("Blue.", "Blue."),
        ("“Blue.”", "“Blue.”"),
        ("“Blue”", "“Blue”."),
        ("Which colour?", "Which colour?"),
        ("(It is blue.)", "(It is blue.)"),
        ("5 mL/h", "5 mL/h."),
    ],
)
def test_a_sentence_ends_once(text, whole):
    assert ended(text) == whole


def test_a_quoted_answer_brings_no_second_stop(good_text, bank_of):
    text = good_text.head + good_text.sba.replace('text = "Blue"', 'text = "“It is blue.”"')
    (item,) = bank_of(text).items
    assert grade(item, "a").feedback.sentence == "Wrong. The answer is: “It is blue.”"


def test_no_sentence_of_the_course_ends_twice(course_items):
    for item in course_items:
        if item.type not in ("sba", "multi"):
            continue
        for option in item.body.options:
            given = grade(item, [option.id] if item.type == "multi" else option.id).feedback
            for words in (given.sentence, given.key):
                assert not TWO_STOPS.search(words), f"{item.id}: {words}"


def test_every_type_gives_the_explanation_of_its_variant(good):
    number = grade(good.item("TST-003"), {"text": "1.4", "unit": "mL/h"}, 0)
    assert (number.state, number.correct, number.feedback.verdict) == ("answered", True, "Right")
    assert number.feedback.explanation == "7 mg/h, so 1.4 mL/h."
    choice = grade(good.item("TST-001"), "a")
    assert (choice.score, choice.error_pattern) == (0, None)
    assert choice.feedback.explanation == "It is blue."


def test_what_stands_elsewhere_says_what_was_there():
    option = OptionFeedback(
        id="a",
        text="First: 1 mg",
        correct=False,
        chosen=False,
        reason="",
        misconception="",
        backing=Backing(),
        given="2 mg",
    )
    assert _said(option, "match") == (False, "Wrong; you had “2 mg”:", "wrong")


SAID = {
    (1, True): "less than 2 in 3, and you were right: 1 point. Read the reasons all the same.",
    (2, True): "about 3 in 4, and you were right: 2 points. You may trust this one a little more.",
    (3, True): "more than 4 in 5, and you were right: 3 points.",
    (1, False): "less than 2 in 3, and it was wrong: no points.",
    (2, False): "about 3 in 4, and it was wrong: 2 points taken off.",
    (
        3,
        False,
    ): "more than 4 in 5, and it was wrong: 6 points taken off. This kind of slip is worth "
    "meeting again.",
}


def keys(item):
    return [option.id for option in item.body.options if option.correct]


@pytest.mark.parametrize("certainty", LEVELS)
@pytest.mark.parametrize("right", [True, False])
def test_certainty_and_result_are_said_together(course_items, certainty, right):
    item = next(each for each in course_items if each.type == "sba" and each.counts)
    chosen = next(each.id for each in item.body.options if each.correct is right)
    words = feedback(item, grade(item, chosen), certainty)["certainty"]
    assert words == f"You put your chance at {SAID[certainty, right]}"
    assert feedback(item, grade(item, chosen), None)["certainty"] == ""


def test_a_question_that_nobody_counts_gives_no_points(course_items):
    item = next(each for each in course_items if each.type == "sba" and each.place == "before")
    words = feedback(item, grade(item, keys(item)[0]), 3)["certainty"]
    assert words == "You put your chance at more than 4 in 5, and you were right."


@pytest.mark.parametrize(
    ("scoring", "response", "verdict", "words"),
    [
        ("per_option", ["b"], "Partly right", "you were right in part: 1.5 points taken off."),
        ("per_option", ["b", "a"], "Not all right", "not all of it was right: 6 points taken off."),
        ("all_or_nothing", ["b"], "Not all right", "not all of it was right: 6 points taken off."),
        ("all_or_nothing", ["a"], "Wrong", "it was wrong: 6 points taken off."),
    ],
)
def test_half_of_an_answer_is_never_told_that_it_was_wrong(
    bank_of, good_text, scoring, response, verdict, words
):
    text = good_text.multi.replace("per_option", scoring).replace('facts = ["F-1"]\n', "")
    item = replace(bank_of(good_text.head + text).items[0], sources=(), facts=())
    found = feedback(item, grade(item, response), 3)
    assert found["verdict"] == verdict and words in found["certainty"]
    told = f"{found['verdict']} {found['sentence']} {found['certainty']}"
    assert ("wrong:" in told.casefold()) is (verdict == "Wrong")
    counts_whole = "counts only as a whole" in found["sentence"]
    assert counts_whole is (verdict == "Not all right" and scoring == "all_or_nothing")


@pytest.mark.parametrize("kind", ["sba", "multi"])
def test_the_page_is_told_of_one_option_whether_it_is_right_and_of_several_what_was_done(
    course_items, kind
):
    item = next(each for each in course_items if each.type == kind)
    for option in item.body.options:
        chosen = [option.id]
        found = feedback(item, grade(item, chosen if kind == "multi" else option.id), 3)["options"]
        assert {each["id"] for each in found} == {each.id for each in item.body.options}
        for each in found:
            right, ticked = each["id"] in keys(item), each["id"] in chosen
            assert each["chosen"] is ticked
            assert each["right"] is ((right == ticked) if kind == "multi" else right)
