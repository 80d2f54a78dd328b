"""The player keeps the key from the page, ignores forged messages, and shows no traceback."""

import json
import re
from pathlib import Path

import pytest
from markupsafe import escape

from quizzes import quiz
from quizzes.engine import fill, variant
from quizzes.engine.log import EVENTS_AT_MOST
from quizzes.talk import quiz_talk
from tests.answers import replies, response_to, stored_answer

ROOT = Path(__file__).resolve().parents[3]
LESSON = "09_hours_to_arrive"
PLACES = ("before", "practice", "alone", "exit")


@pytest.fixture(params=PLACES)
def opened(request):
    return quiz(LESSON, request.param)


@pytest.fixture
def practice():
    return quiz(LESSON, "practice")


def event(item, response, **more):
    return stored_answer(item, **{"response": response, "certainty": 3, **more})


def secrets(item):
    """Texts that give the key away, or that belong to the feedback."""
    values = variant(item).values
    found = [fill(item.explanation, values)]
    if item.type == "numeric":
        found += [fill(pattern.feedback, values) for pattern in item.body.error_patterns] + [
            p.label for p in item.body.error_patterns
        ]
    else:
        found += [fill(option.feedback, values) for option in item.body.options] + [
            o.misconception for o in item.body.options if o.misconception
        ]
    return found


def test_the_state_of_the_page_holds_no_key(opened):
    state = opened.get_state()
    words = json.dumps(
        {name: value for name, value in state.items() if name not in ("_esm", "_css")},
        default=str,
        ensure_ascii=False,
    )
    for item in opened.items:
        assert fill(item.lead_in, variant(item).values) in words
        for secret in secrets(item):
            assert secret not in words
    for name in (
        "correct",
        "feedback",
        "misconception",
        "tolerance",
        "error_pattern",
        "key",
        "explanation",
        "expr",
    ):
        assert f'"{name}"' not in words
    allowed = {
        "id",
        "version",
        "lesson",
        "type",
        "seed",
        "vignette",
        "lead_in",
        "certainty",
        "options",
        "several",
        "policy",
        "units",
    }
    assert {name for question in state["questions"] for name in question} <= allowed
    assert all(
        {"id", "text"} <= set(option) <= {"id", "text", "figure", "alt"}
        for question in state["questions"]
        for option in question.get("options", ())
    )


def test_nothing_that_is_stored_in_a_notebook_holds_the_key(opened):
    data, _ = opened._repr_mimebundle_()
    for item in opened.items:
        assert escape(fill(item.lead_in, variant(item).values)) in data["text/html"]
        for secret in secrets(item):
            assert secret not in data["text/html"] and escape(secret) not in data["text/html"]


def test_says_itself_in_one_sentence_that_fits_a_notebook(opened):
    words = repr(opened)
    assert words.startswith(f"Quiz {LESSON}, {opened.place}: {len(opened.items)} question")
    assert len(words) <= 110 and words.endswith("…")
    assert all(item.objective in words for item in opened.items)
    assert opened._repr_mimebundle_()[0]["text/plain"] == words


def test_an_answer_brings_feedback_on_every_option_with_its_source(opened):
    for item in opened.items:
        (reply,) = replies(opened, {"kind": "answer", "event": event(item, response_to(item))})
        assert (reply["kind"], reply["item"], reply["answer"]) == ("graded", item.id, "answer-1")
        given = reply["feedback"]
        assert given["explanation"] and given["chips"]
        assert all(chip["label"] and chip["status"] and chip["sources"] for chip in given["chips"])
        if item.type == "numeric":
            assert len(given["slips"]) + bool(given["slip"]) == len(item.body.error_patterns)
        else:
            assert all(option["reason"] and option["words"] for option in given["options"])
            assert len(given["options"]) == len(item.body.options)
        assert 0 <= reply["grade"]["credit"] <= 1
        assert "misconception" not in json.dumps(reply)


def test_a_number_that_cannot_be_read_is_refused_in_words(practice):
    (reply,) = replies(
        practice,
        {"kind": "answer", "event": event(practice.items[0], {"text": ".1", "unit": "ng/mL"})},
    )
    assert reply["kind"] == "refused" and "write 0.1" in reply["sentence"]
    assert "feedback" not in reply and "grade" not in reply


def test_trying_again_brings_new_numbers(practice):
    item = practice.items[0]
    (reply,) = replies(practice, {"kind": "again", "item": item.id, "seed": 1})
    assert reply["kind"] == "fresh" and reply["question"]["seed"] == 1
    assert reply["question"]["vignette"] != practice.questions[0]["vignette"]


def test_a_new_kernel_restores_and_grades_what_the_browser_kept(practice):
    first, second = practice.items[:2]
    events = [
        event(first, {"text": "5", "unit": "ng/mL"}, id="one"),
        event(first, {"text": "166.7", "unit": "ng/mL"}, id="two", **{"try": 2}),
        event(second, {"text": "12.4", "unit": "mL/h"}, id="three"),
        {"event": "grade", "answer": "one", "credit": 0, "correct": False, "t": "x"},
    ]
    (reply,) = replies(practice, {"kind": "hello", "events": events})
    assert reply["kind"] == "restored" and reply["changed"] == []
    assert [
        (each["item"], each["answer"], each["try"], each["feedback"]["verdict"])
        for each in reply["graded"]
    ] == [(first.id, "two", 2, "Right"), (second.id, "three", 1, "Wrong")]
    assert {each["answer"]: each["error_pattern"] for each in reply["grades"]} == {
        "one": None,
        "two": None,
        "three": "Multiplied by the strength",
    }


def test_a_question_that_changed_since_is_named(practice):
    item = practice.items[0]
    (reply,) = replies(
        practice,
        {"kind": "hello", "events": [event(item, {"text": "5", "unit": "ng/mL"}, version=9)]},
    )
    assert reply["changed"] == [item.id] and reply["graded"] == []


def forged(item):
    sound = event(item, response_to(item))
    yield from (
        None,
        3,
        "answer",
        [],
        {},
        {"kind": None},
        {"kind": ["answer"]},
        {"kind": "eval", "code": "1"},
        {"kind": "answer"},
        {"kind": "answer", "event": None},
        {"kind": "answer", "event": {**sound, "item": "INF-999"}},
        {"kind": "answer", "event": {**sound, "item": ["x"]}},
        {"kind": "answer", "event": {**sound, "seed": "0"}},
        {"kind": "answer", "event": {**sound, "seed": -1}},
        {"kind": "answer", "event": {**sound, "seed": 2**40}},
        {"kind": "answer", "event": {**sound, "version": 99}},
        {"kind": "answer", "event": {**sound, "certainty": 9}},
        {"kind": "answer", "event": {**sound, "response": {"text": "1" * 999, "unit": "mL/h"}}},
        {"kind": "answer", "event": {**sound, "response": [[]]}},
        {"kind": "answer", "event": {**sound, "id": "x" * 999}},
        {"kind": "again"},
        {"kind": "again", "item": item.id},
        {"kind": "again", "item": item.id, "seed": True},
        {"kind": "again", "item": {}, "seed": 1},
        {"kind": "again", "item": item.id, "seed": -1},
        {"kind": "hello"},
        {"kind": "hello", "events": {}},
        {"kind": "hello", "events": [None] * (EVENTS_AT_MOST + 1)},
    )


def test_forged_messages_are_ignored(practice, caplog):
    for message in forged(practice.items[0]):
        assert replies(practice, message) == [], message
    assert not [record for record in caplog.records if record.exc_info]


def test_options_that_do_not_exist_are_refused_in_words():
    before = quiz(LESSON, "before")
    (reply,) = replies(before, {"kind": "answer", "event": event(before.items[0], "z")})
    assert reply["kind"] == "refused" and reply["sentence"].endswith(".")


def test_an_answer_without_its_certainty_is_refused_in_words(practice):
    (reply,) = replies(
        practice,
        {
            "kind": "answer",
            "event": event(practice.items[0], {"text": "5", "unit": "ng/mL"}, certainty=None),
        },
    )
    assert (reply["kind"], reply["sentence"]) == ("refused", "Say how sure you are.")


def test_a_forged_state_changes_no_grade(practice):
    item = practice.items[0]
    practice.set_state({"questions": [{"id": item.id, "key": 5}], "heading": "x"})
    (reply,) = replies(
        practice, {"kind": "answer", "event": event(item, {"text": "5", "unit": "ng/mL"})}
    )
    assert reply["grade"]["correct"] is False


def test_a_fault_in_python_becomes_a_sentence(practice, monkeypatch):
    def broken(*_):
        raise RuntimeError("secret path /srv/course")

    monkeypatch.setattr(quiz_talk, "grade_answer", broken)
    monkeypatch.setattr(quiz_talk, "public_view", broken)
    item = practice.items[0]
    (reply,) = replies(
        practice, {"kind": "answer", "event": event(item, {"text": "5", "unit": "ng/mL"})}
    )
    assert reply == {
        "kind": "failed",
        "item": item.id,
        "answer": "answer-1",
        "sentence": quiz_talk.FAILED,
    }
    (reply,) = replies(practice, {"kind": "again", "item": item.id, "seed": 1})
    assert reply["sentence"] == quiz_talk.MISSING


@pytest.mark.parametrize(
    ("lesson", "place", "words"),
    [
        (LESSON, "after", "place must be one of"),
        ("99_none", "exit", "there is no live question for lesson '99_none'"),
    ],
)
def test_a_quiz_that_does_not_exist_is_named(lesson, place, words):
    with pytest.raises(ValueError, match=words):
        quiz(lesson, place)


def test_page_and_python_take_as_many_events():
    store = (ROOT / "page" / "js" / "keeping" / "store.js").read_text(encoding="utf-8")
    assert re.findall(r"EVENTS_AT_MOST = (\d+);", store) == [str(EVENTS_AT_MOST)]
    for script in (ROOT / "quizzes" / "player" / "js").glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"EVENTS_AT_MOST = |slice\(-\d", text), script.name
