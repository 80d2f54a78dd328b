"""The wall asked for its harm: responders stand there as found, the harm only as predicted."""

import pytest

from tests.widgets.controls.as_a_page import opened, press, with_values
from tests.widgets.view.trials.published import PIVOTAL, counts, effect
from widgets import TrialWall

A, N, B, M = counts(PIVOTAL)
HARM, _, _ = effect(PIVOTAL, "number needed to harm")
FOUND = round(100 / HARM)


def diamonds(page):
    """How many people are drawn as harmed."""
    strokes = page.visit.screen.picture.strokes
    return sum(len(each.x) for each in strokes if (each.kind, each.shape) == ("marks", "diamond"))


@pytest.fixture
def page():
    page = opened(TrialWall(predict="harm"))
    page.frame_px = 700
    return page


def test_before_the_press_responders_are_known_and_the_harm_is_not(page):
    assert [each["name"] for each in page.controls] == ["harm", "reveal"]
    words = f"{page.shown['alt']} {page.shown['table']}"
    assert f"{round(100 * A / N)} on ketamine" in words and "not set yet" in words
    assert not diamonds(page) and not page.shown["readouts"]
    assert str(FOUND) not in f"{page.shown['sentence']} {words}"
    press(page, "reveal")
    assert not page.shown["readouts"], "what nobody set is no prediction"


@pytest.mark.parametrize("said", [0, 3, FOUND, 60])
def test_after_it_the_guess_is_held_against_what_was_found(page, said):
    with_values(page, harm=str(said))
    assert diamonds(page) == said
    press(page, "reveal")
    assert diamonds(page) == FOUND and page.shown["readouts"]
    verdict = page.shown["lead"][0]
    right = "right" if said == FOUND else "close" if abs(said - FOUND) <= 5 else "not so"
    assert verdict["heading"] == f"Your prediction: {right}"
    first = verdict["paragraphs"][0]
    assert first.startswith(f"You said {said} more of 100; it was {FOUND} more: ")
    assert ("right" in first) == (said == FOUND)


def test_what_can_be_predicted_is_named():
    with pytest.raises(ValueError, match="responders, harm, got 'benefit'"):
        TrialWall(predict="benefit")
