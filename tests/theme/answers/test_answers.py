"""The server answers questions as a kernel would, and none that its lesson does not show."""

import json
from datetime import UTC, datetime

import pytest

from quizzes import quiz, review
from quizzes.engine.log import EVENTS_AT_MOST
from tests.answers import replies, stored_answer
from theme.answers import Refusal, Shown, answered

LESSON = "09_hours_to_arrive"
NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
WIDGETS = {
    "a" * 32: quiz(LESSON, "practice"),
    "b" * 32: quiz("form_a", "form"),
    "c" * 32: review(),
}
PRACTICE, FORM, REVIEW = WIDGETS
NO_QUESTION = "d" * 32
STATES = {model: widget.get_state() for model, widget in WIDGETS.items()}
SHOWN = Shown("e1", STATES | {NO_QUESTION: {"values": {}, "mode": "practice"}})


def event(item, number=1, **more) -> dict:
    return stored_answer(item, **{"id": f"{item.id}-{number}", **more})


FIRST = WIDGETS[PRACTICE].items[0]
PART = {"kind": "part", "transfer": "t", "number": 0, "of": 1, "text": "{}"}
ANSWER = {"kind": "answer", "event": event(FIRST)}


def body(content, model=PRACTICE, edition="e1", **more) -> bytes:
    return json.dumps({"edition": edition, "model": model, "content": content} | more).encode()


def said(content, model=PRACTICE) -> list[dict]:
    return json.loads(answered(body(content, model), SHOWN, NOW))["replies"]


@pytest.mark.parametrize("model", [PRACTICE, FORM])
def test_the_server_says_what_a_kernel_says(model):
    widget = WIDGETS[model]
    events = [event(item) for item in widget.items]
    hints = ((item, number) for item in widget.items for number in range(1, len(item.hints) + 1))
    asked = [
        *({"kind": "answer", "event": each} for each in events),
        *({"kind": "again", "item": item.id, "seed": 3} for item in widget.items),
        *({"kind": "hint", "item": i.id, "seed": 0, "number": number} for i, number in hints),
        {"kind": "hello", "events": events[:1]},
        {"kind": "hello", "events": events},
    ]
    for content in asked:
        assert said(content, model) == replies(widget, content) != [], content


def test_the_server_says_what_a_kernel_says_on_the_review_page():
    log = [event(item) for item in WIDGETS[PRACTICE].items]
    for kind in ({"kind": "pack", "which": "due"}, {"kind": "pack", "which": "missed"}):
        (pack,) = said({**kind, "events": log}, REVIEW)
        assert [pack] == replies(WIDGETS[REVIEW], {**kind, "events": log})
    (plan,) = said({"kind": "hello", "events": log}, REVIEW)
    (told,) = said({"kind": "code", "text": plan["code"]}, REVIEW)
    assert plan["kind"] == "plan" and told["good"]
    (refused,) = said({"kind": "code", "text": "no code"}, REVIEW)
    assert not refused["good"] and refused["sentence"]
    assert said(ANSWER, REVIEW)[0]["kind"] == "graded"


def test_what_a_page_says_of_mode_or_place_is_not_believed():
    for forged in ({"mode": "practice"}, {"place": "practice", "lesson": LESSON}):
        content = {"kind": "answer", "event": event(WIDGETS[FORM].items[0], **forged)} | forged
        (reply,) = json.loads(answered(body(content, FORM, **forged), SHOWN, NOW))["replies"]
        assert reply["kind"] == "kept" and "feedback" not in reply


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        (b"{", 400, "no JSON"),
        (b"\xff", 400, "no JSON"),
        (b"[" * 60_000, 400, "no JSON"),
        (b"[]", 400, "an edition, a model and a content"),
        (body(ANSWER, edition=3), 400, "an edition, a model and a content"),
        (body([ANSWER]), 400, "an edition, a model and a content"),
        (body(ANSWER, "a" * 31), 400, "32 hexadecimal"),
        (body(ANSWER, "../" * 11), 400, "32 hexadecimal"),
        (body(ANSWER, edition="e2"), 409, "has been updated"),
        (body(ANSWER, "f" * 32), 404, "No question of this lesson"),
        (body(ANSWER, NO_QUESTION), 404, "No question of this lesson"),
        (body({"kind": "eval"}), 400, f"questions of {LESSON}, practice"),
        (body(PART), 400, "no message"),
        (body({"kind": "hello", "events": [0] * (EVENTS_AT_MOST + 1)}), 400, "no message"),
        (body({"kind": "hello", "events": {}}, REVIEW), 400, "questions of review"),
    ],
)
def test_what_no_page_of_the_course_sends_is_refused_in_a_sentence(given, status, words):
    with pytest.raises(Refusal) as refused:
        answered(given, SHOWN, NOW)
    assert refused.value.status == status and words in refused.value.sentence


@pytest.mark.parametrize("item", WIDGETS[FORM].items[:2] + WIDGETS[REVIEW].items[:2])
def test_a_question_that_the_place_does_not_show_is_not_graded(item):
    with pytest.raises(Refusal) as refused:
        said({"kind": "answer", "event": event(item, response="a")})
    assert refused.value.status == 400


def test_a_lesson_without_first_states_is_left_to_its_kernel():
    with pytest.raises(Refusal) as refused:
        answered(body(ANSWER), Shown("e1", {}), NOW)
    assert refused.value.status == 404
