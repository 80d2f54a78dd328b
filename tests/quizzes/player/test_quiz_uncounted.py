"""What is asked before a lesson is said to be counted nowhere, and is counted nowhere."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizzes.engine import load_bank, replay
from quizzes.engine.items.records import WITHOUT_KEY
from quizzes.engine.log.resume import progress_of
from quizzes.engine.schedule import due, ideas, missed
from quizzes.engine.schedule.summary import summary
from quizzes.talk.plan import know, plan
from tests.answers import stored_answer
from theme.pages.catalogue import read_course

BANK = load_bank()
BEFORE = [item for item in BANK.items if item.place == "before" and item.status == "live"]
GRADED = [item for item in BEFORE if item.type == "sba"]
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def wrong(item, number):
    """An answer to a question with one best option that is wrong, and sure."""
    chosen = next(option.id for option in item.body.options if not option.correct)
    at = (NOW - timedelta(days=9)).isoformat()
    return stored_answer(item, id=f"a{number}", t=at, response=chosen, certainty=3)


EVENTS = [wrong(item, number) for number, item in enumerate(GRADED)]
ONE_COUNTED = next(i for i in BANK.items if i.place == "exit" and i.type == "sba")


def test_the_log_holds_them_and_no_count_does():
    past = replay(EVENTS, BANK)
    assert len(past.answers) == len(GRADED) > 10, "a learner sees his own answer again"
    for tallies in (past.lessons, past.objectives):
        assert {tally.answered for tally in tallies.values()} == {0}
    ids = {item.id for item in BEFORE}
    counted = sum(tally.items for tally in past.lessons.values())
    live = [i for i in BANK.items if i.status == "live" and i.place not in ("before", "review")]
    assert counted == len([item for item in live if item.type not in WITHOUT_KEY])
    assert not ids & {item.id for item in live}


def test_they_are_neither_missed_nor_due_nor_judged_by_certainty():
    past = replay(EVENTS, BANK)
    known = ideas(past.answers, BANK, NOW)
    assert known == () and missed(known) == [] and due(known, NOW) == []
    said = summary(past, BANK, NOW, "1")
    assert said.calibration.sentence == "No answer with a certainty yet." and said.answers == 0
    assert not any(standing.met for standing in said.objectives)
    back = {item.id for idea in BANK.ideas for item in BANK.surfaces(idea.id)}
    assert back and not back & {item.id for item in BEFORE}


def test_neither_the_resume_code_nor_the_review_page_counts_them():
    progress = progress_of(replay(EVENTS, BANK), BANK, NOW.date())
    assert not progress.lessons and not progress.objectives
    told = plan(know(EVENTS, BANK, NOW))
    assert told["missed_count"] == told["due_count"] == 0
    assert {(row["answered"], row["standing"]) for row in told["lessons"]} == {(0, "not begun")}
    both = plan(know([*EVENTS, wrong(ONE_COUNTED, "x")], BANK, NOW))
    assert both["missed_count"] == 1
    assert sum(row["answered"] for row in both["lessons"]) == 1


def test_the_home_page_is_not_given_them():
    course = read_course("/", logging.getLogger("test"), Path("lessons"))
    given = {item for lesson in course.lessons for item in lesson.items}
    given |= {item for objective in course.objectives for item in objective.items}
    assert ONE_COUNTED.id in given and not given & {item.id for item in BEFORE}


@pytest.mark.parametrize("item", BEFORE, ids=lambda item: item.id)
def test_only_what_is_asked_before_or_has_no_right_answer_is_uncounted(item):
    assert not item.counts
    same = [i for i in BANK.items if i.status == "live" and i.place != "before"]
    assert all(each.counts == (each.type not in WITHOUT_KEY) for each in same)
