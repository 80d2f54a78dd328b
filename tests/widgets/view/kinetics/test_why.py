"""The question after a prediction: one answer is right, and each gets words of its own."""

import re

import pytest

from evidence.guard.medication_text import problems as unsafe
from evidence.tables import TableError
from tests.refusals import spoiled
from widgets.view.kinetics.why import (
    FILE,
    explanations,
    explanations_from,
    why_feedback,
    why_options,
)


@pytest.mark.parametrize(("after_stop", "right"), [(False, "store"), (True, "return")])
def test_one_answer_is_right_and_each_has_words(after_stop, right):
    options = dict(why_options(after_stop))
    assert len(options) == 3 and set(options) <= set(explanations())
    for answer in options:
        (passage,) = why_feedback(answer)
        assert (passage.heading, passage.tone) == (
            ("That is the reason", "good") if answer == right else ("Not that", "caution")
        )
        assert passage.paragraphs == (explanations()[answer].said,)
        assert unsafe(options[answer]) == unsafe(passage.paragraphs[0]) == []


def test_rising_and_falling_share_no_answer_and_none_gets_no_words():
    assert not {key for key, _ in why_options(True)} & {key for key, _ in why_options(False)}
    assert why_feedback("") == () and why_feedback("nobody") == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("right = true", "right = false", "one answer of 'rising' must be right, got 0"),
        ("right = false", "right = true", "one answer of 'rising' must be right, got 2"),
        ('when = "falling"', 'when = "fallen"', "when: must be one of rising, falling"),
        ("right = true", 'right = "yes"', "answer store: right: must be true or false"),
        ('said = "Yes', 'say = "Yes', "answer store: said: is missing"),
    ],
)
def test_a_broken_file_is_named(tmp_path, old, new, says):
    with pytest.raises(TableError, match=re.escape(says)):
        explanations_from(spoiled(tmp_path, FILE, (old, new)))
