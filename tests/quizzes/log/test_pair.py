"""Nothing of the two forms counts before both are answered; which came first, the log says."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes import quiz
from quizzes.engine import load_bank, replay
from quizzes.engine.log.pair import PAIR, held_back, in_turn
from quizzes.engine.schedule.summary import summary
from quizzes.talk.plan import know, plan
from tests.answers import replies, stored_answer

BANK = load_bank()
NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)


def answered(form, days_ago=3, count=None, **more):
    at = (NOW - timedelta(days=days_ago)).isoformat()
    items = BANK.live(form)[:count]
    return [stored_answer(i, id=f"{i.id}-0", t=at, mode="check", **more) for i in items]


def grade_of(event):
    made = {"event": "grade", "answer": event["id"], "credit": 1, "correct": True}
    return made | {"error_pattern": None, "t": event["t"]}


FIRST, SECOND = answered("form_b", 9), answered("form_a", 3)


@pytest.mark.parametrize("log", [FIRST, FIRST[:4], [*FIRST, *SECOND[:9]], [*SECOND[:1], *FIRST]])
def test_a_pair_that_is_not_whole_counts_nowhere(log):
    assert held_back(log, BANK) == []
    shown = plan(know(log, BANK, NOW))
    assert shown["grades"] == []
    assert not any(row["answered"] for row in shown["objectives"])
    assert (
        "Before and after the course: told when both sets of ten are answered." in shown["summary"]
    )


def test_both_count_when_both_are_answered():
    log = [*FIRST, *SECOND]
    assert held_back(log, BANK) == log
    assert len(plan(know(log, BANK, NOW))["grades"]) == 20


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
    assert (told.before, told.after) == (right["form_b"], right["form_a"])
    first = f"Before the course {told.before} of 10 right at the first try, "
    assert f"{first}after it {told.after} of 10." in told.sentences


def test_a_form_of_the_pair_tells_no_result_of_a_single_answer():
    form = quiz("form_a", "form", "pair")
    (reply,) = replies(form, {"kind": "answer", "event": SECOND[0]})
    assert reply["kind"] == "kept"
    (reply,) = replies(form, {"kind": "hello", "events": SECOND[:9]})
    assert reply["kind"] == "waiting"
