"""The summary is computed from the log alone."""

from datetime import UTC, datetime, timedelta

from quizzes.engine import replay
from quizzes.engine.schedule.forms import BOTH_FIRST
from quizzes.engine.schedule.summary import minutes, summary
from tests.answers import made_up_answer

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def event(name, item, response, after_s=0, version=1, seed=None):
    at = (START + timedelta(seconds=after_s)).isoformat()
    return made_up_answer(item, id=name, t=at, version=version, seed=seed, response=response)


def test_the_same_log_gives_the_same_summary(good_bank):
    events = [
        event("1", "TST-001", "b"),
        event("2", "TST-002", ["b", "d"], 60),
        event("3", "TST-003", "99", 90, version=2, seed=0),
    ]
    now = START + timedelta(days=1)
    first, second = (summary(replay(events, good_bank), good_bank, now, "0.1.0") for _ in "ab")
    assert first == second
    assert {each.objective: each.met for each in first.objectives} == {"O6": True, "O7": False}
    assert first.forms == (BOTH_FIRST, "Day 28 (form C): not complete.")
    words = " ".join(first.sentences)
    assert "Objectives met: 1 of 2: O6." in words
    assert "not a CME certificate" in words and "3 March 2026" in words


def test_a_break_is_not_learning(good_bank):
    events = [
        event("1", "TST-001", "b"),
        event("2", "TST-001", "b", 120),
        event("3", "TST-001", "b", 9000),
    ]
    assert minutes(replay(events, good_bank).answers) == 4
    assert minutes([]) == 0
