"""Nothing of the two forms counts before both are answered; which came first, the log says."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizzes import quiz
from quizzes.engine import load_bank, replay
from quizzes.engine.log.pair import PAIR, held_back, in_turn
from quizzes.engine.schedule.forms import BOTH_FIRST
from quizzes.engine.schedule.summary import summary
from quizzes.talk.plan import know, plan
from tests.answers import replies, stored_answer

BANK = load_bank()
ROOT = Path(__file__).resolve().parents[3]
PROMISES = (
    "quizzes/player/js/pair.js",
    "theme/voila/templates/course/home.html",
    "theme/voila/templates/course/place/five.html",
    "lessons/00_start_here.ipynb",
    "lessons/13_bottom_line.ipynb",
    "lessons/90_review.ipynb",
)
NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)


def answered(form, days_ago=3, count=None, **more):
    at = (NOW - timedelta(days=days_ago)).isoformat()
    items = BANK.live(form)[:count]
    return [stored_answer(i, id=f"{i.id}-0", t=at, mode="check", **more) for i in items]


def grade_of(event):
    made = {"event": "grade", "answer": event["id"], "credit": 1, "correct": True}
    return made | {"error_pattern": None, "t": event["t"]}


FIRST, SECOND = answered("form_b", 9), answered("form_a", 3)


@pytest.mark.parametrize("log", [FIRST, FIRST[:4], [*FIRST, *SECOND[:-1]], [*SECOND[:1], *FIRST]])
def test_a_pair_that_is_not_whole_counts_nowhere(log):
    assert held_back(log, BANK) == []
    shown = plan(know(log, BANK, NOW))
    assert shown["grades"] == []
    assert not any(row["answered"] for row in shown["objectives"])
    assert BOTH_FIRST in shown["summary"]


def test_both_count_when_both_are_answered():
    log = [*FIRST, *SECOND]
    assert held_back(log, BANK) == log
    assert len(plan(know(log, BANK, NOW))["grades"]) == len(log)


def test_what_was_told_before_there_was_a_pair_stays_told():
    log = [*FIRST, *map(grade_of, FIRST)]
    assert held_back(log, BANK) == log


def test_everything_else_of_a_log_stays():
    other = [stored_answer(BANK.live("09_hours_to_arrive")[0]), {"event": "days"}, None, 5]
    assert held_back([*other, *FIRST], BANK) == other


def test_an_answer_to_an_older_question_makes_no_form_whole():
    old = [SECOND[0] | {"version": 99}, *SECOND[1:]]
    assert held_back([*FIRST, *old], BANK) == [old[0]]


def test_before_is_the_form_that_was_begun_first():
    past = replay([*SECOND, *FIRST], BANK, NOW)
    assert in_turn(past) == ("form_b", "form_a")
    assert in_turn(replay([], BANK, NOW)) == PAIR
    told = summary(past, BANK, NOW, "1")
    right = {
        form: sum(each.correct for each in past.answers if each.answer.lesson == form)
        for form in PAIR
    }
    first = f"Before the course {right['form_b']} of {len(FIRST)} right at the first try, "
    assert told.sentences[1].startswith(f"{first}after it {right['form_a']} of {len(SECOND)}: ")


def test_every_page_says_how_many_questions_a_set_has():
    number = {10: "ten", 12: "twelve"}[len(BANK.live("form_a"))]
    assert len(BANK.live("form_a")) == len(BANK.live("form_b"))
    for name in PROMISES:
        said = (ROOT / name).read_text(encoding="utf-8")
        told = re.findall(r"\b(\w+)[ -]questions?[ -](?:before|first)\b", said, re.IGNORECASE)
        assert told and {each.lower() for each in told} - {"one"} == {number}, name
    record = (ROOT / "theme/frontend/place/record.js").read_text(encoding="utf-8")
    assert f"OF_A_FORM = {len(BANK.live('form_a'))};" in record


def test_a_form_of_the_pair_tells_no_result_of_a_single_answer():
    form = quiz("form_a", "form", "pair")
    (reply,) = replies(form, {"kind": "answer", "event": SECOND[0]})
    assert reply["kind"] == "kept"
    (reply,) = replies(form, {"kind": "hello", "events": SECOND[:-1]})
    assert reply["kind"] == "waiting"
