"""The end of a lesson says on which days its questions come back, as the review will ask them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from quizzes import quiz
from quizzes.engine import load_bank, replay
from quizzes.engine.schedule import due, ideas
from quizzes.engine.schedule.packs import surface
from quizzes.talk import open_talk
from quizzes.talk.comes_back import NONE_YET, days, sentence
from tests.answers import replies, stored_answer

BANK = load_bank()
SLUG = "09_hours_to_arrive"
NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)


def answered(slug=SLUG, at=NOW):
    return [
        stored_answer(item, id=f"{item.id}-0", t=at.isoformat())
        for item in BANK.live(slug)
        if item.counts
    ]


def test_the_days_are_those_on_which_the_review_asks():
    events = answered()
    found = days(events, SLUG, BANK, NOW)
    known = ideas(replay(events, BANK, NOW).answers, BANK, NOW)
    able = [idea for idea in known if surface(idea) is not None]
    assert found.total() == len(able) >= 3
    assert min(found) > NOW.date(), "what was answered today is not asked today"
    for day in found:
        at = datetime.combine(day, NOW.timetz())
        asked = len(due(known, at)) - len(due(known, at - timedelta(days=1)))
        assert asked == found[day], day


def test_other_lessons_are_not_told_of():
    events = answered("08_ml_per_hour_twice")
    assert not days(events, SLUG, BANK, NOW)
    both = days([*events, *answered()], SLUG, BANK, NOW)
    assert both == days(answered(), SLUG, BANK, NOW)


def test_what_is_due_already_comes_back_today():
    events = answered(at=NOW - timedelta(days=90))
    assert set(days(events, SLUG, BANK, NOW)) == {NOW.date()}


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({}, NONE_YET),
        ({date(2026, 11, 27): 2}, "2 of its ideas come back today."),
        ({date(2026, 11, 28): 1}, "1 of its ideas comes back on 28 November 2026."),
        (
            {date(2026, 12, 3): 1, date(2026, 11, 28): 2},
            "2 of its ideas come back on 28 November 2026, and 1 on 3 December 2026.",
        ),
        (
            {date(2026, 12, 3): 1, date(2026, 11, 28): 2, date(2026, 12, 9): 3},
            "2 of its ideas come back on 28 November 2026, 1 on 3 December 2026, and 3 on"
            " 9 December 2026.",
        ),
    ],
)
def test_the_sentence(found, words):
    assert sentence(found, NOW.date()) == words


def test_any_question_of_the_lesson_answers_it():
    told = open_talk(SLUG, "exit").replies({"kind": "back", "events": answered()}, NOW)
    assert told == [
        {"kind": "back", "sentence": sentence(days(answered(), SLUG, BANK, NOW), NOW.date())}
    ]


@pytest.mark.parametrize("events", [None, {}, [None] * 50_001])
def test_a_forged_message_is_ignored(events):
    assert replies(quiz(SLUG, "exit"), {"kind": "back", "events": events, "sender": 5}) == []
