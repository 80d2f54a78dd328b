"""What only the learner judges, or nobody: own words never leave the page, a shift has no score."""

import json
from datetime import UTC, datetime

import pytest

from quizzes.engine import Bank, grade, load_bank, public_view, read_answer, replay
from quizzes.engine.answer_key import NO_KEY, answer_key
from quizzes.engine.on_paper import questions_html
from quizzes.engine.schedule import ideas
from quizzes.talk.feedback_view import _said, feedback
from tests.answers import made_up_answer, stored_answer

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def items(kinds_bank):
    return {item.type: item for item in kinds_bank.items}


@pytest.mark.parametrize(
    ("ticked", "verdict", "held"),
    [
        (["a", "b", "c"], "Right", 3),
        (["c", "a"], "Partly right", 2),
        (["none"], "Noted", 0),
    ],
)
def test_the_learners_own_rating_is_the_credit(items, ticked, verdict, held):
    found = grade(items["own_words"], ticked)
    assert (found.score, found.feedback.verdict) == (pytest.approx(held / 3), verdict)
    assert found.feedback.sentence == f"By your own rating your sentences hold {held} of 3."
    said = {each.id: _said(each, "own_words") for each in found.feedback.options}
    assert {name for name, (right, _words, _tag) in said.items() if right} == set(ticked) - {"none"}
    assert {words for _right, words, _tag in said.values()} <= {
        "You have this.",
        "Not in your sentences yet.",
    }


@pytest.mark.parametrize(
    "response", [["a", "none"], ["z"], "a", ["a", "a"], [["a"]], {"text": "a"}]
)
def test_a_rating_that_says_two_things_is_none(items, response):
    found = grade(items["own_words"], response)
    assert found.state == "refused" and not found.feedback.key


def test_sentences_are_no_answer_and_are_never_echoed(items):
    """Even a forged message with sentences in it is refused, and nothing of them comes back."""
    words = "Ich habe Schmerzen, said the made-up lady"
    for response in (words, [words], {"text": words}):
        assert words not in json.dumps(grade(items["own_words"], response).feedback.sentence)
        assert grade(items["own_words"], response).state == "refused"
    long = made_up_answer("KND-011", response=["x" * 65], certainty=None)
    assert read_answer(long) is None, "no log takes what is as long as sentences"


def test_the_rubric_is_not_on_the_sheet_but_in_its_key(items):
    item = items["own_words"]
    html = questions_html("Practice", (item,))
    assert "Says what was found" not in html and "did not help more" not in html
    told = answer_key(item)
    assert told.key == "It did not help more. We do this next."
    assert told.why[0].startswith("What to look for: Says what was found; ")


def test_a_shift_is_asked_without_a_score_and_says_why(items):
    item, view = items["shift"], public_view(items["shift"])
    assert [each["id"] for each in view["options"]] == ["-2", "-1", "0", "1", "2"]
    assert view["options"][0]["text"] == "−2: much less inclined"
    assert view["policy"].startswith("From −2 to +2, towards offering it. ")
    assert "No panel has answered this question yet" in view["policy"]
    for each in view["options"]:
        found = grade(item, each["id"])
        assert (found.state, found.score, found.correct) == ("answered", 0, False)
        assert found.feedback.verdict == "Noted" and not found.feedback.key
        assert "No panel has answered this question yet" in found.feedback.sentence
        assert "What would move one down: She said it." in found.feedback.explanation
        assert "What would move one up: She may fear." in found.feedback.explanation
    assert answer_key(item).key == NO_KEY
    html = questions_html("Practice", (item,))
    assert "She now says no." in html and "No panel has answered this question yet" in html


def test_a_shift_counts_nowhere(kinds_bank, items):
    event = made_up_answer("KND-012", response="-1", certainty=None)
    past = replay([event], kinds_bank, NOW)
    assert past.answers and past.lessons["01_test"].answered == 0
    assert not ideas(past.answers, kinds_bank, NOW)
    assert items["shift"].uncounted and not items["own_words"].uncounted


def test_own_words_come_back_by_their_rating():
    bank = load_bank()
    item = bank.item("END-101")
    for ticked, standing in ((["none"], "wrong"), (["a"], "partly right")):
        event = stored_answer(item, t=NOW.isoformat(), response=ticked, certainty=None)
        found = ideas(replay([event], bank, NOW).answers, bank, NOW)
        assert [(each.group, each.standing) for each in found] == [(item.idea, standing)]


def test_nothing_is_judged_by_certainty_here(course_items):
    for item in Bank(course_items).items:
        if item.type in ("own_words", "shift"):
            response = ["none"] if item.type == "own_words" else "0"
            assert feedback(item, grade(item, response), None)["certainty"] == ""
