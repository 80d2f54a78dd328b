"""Sixty days of made-up learners: what comes back does so in other words, six a day, and ends."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from quizzes.engine import load_bank, variant
from quizzes.engine.schedule import PACK_SIZE
from quizzes.engine.schedule.packs import surface
from quizzes.talk.codes import lessons_of
from tests.quizzes.schedule.learners import Learner

BANK = load_bank()
LESSONS = lessons_of(BANK)
DAYS = 60


def sixty_days(learner, reviews=lambda day: True):
    """Two lessons a day, then the review; what was asked on each day."""
    asked = {}
    for day in range(DAYS + 1):
        for lesson in LESSONS[2 * day : 2 * day + 2]:
            learner.study(lesson, learner.at(day, 18))
        if reviews(day):
            asked[day] = learner.review(learner.at(day, 20))
    return asked


def words_of(answer):
    """What a learner read: the question, and the numbers that were in it."""
    item = BANK.item(answer.item)
    return item.id, tuple(sorted(variant(item, answer.seed).values.items()))


@pytest.fixture(scope="module")
def walks():
    """The sixty days of learners who know all, most, half or nothing of it."""
    learners = {right: Learner(BANK, right) for right in (1.0, 0.8, 0.5, 0.0)}
    return {right: (each, sixty_days(each)) for right, each in learners.items()}


@pytest.mark.parametrize("right", [1.0, 0.8, 0.5, 0.0])
def test_no_idea_is_asked_twice_in_a_row_in_the_same_words(walks, right):
    learner, _ = walks[right]
    ideas = {idea.id for idea in BANK.ideas}
    last, times = {}, Counter()
    for each in learner.answers:
        idea = BANK.item(each.answer.item).idea
        words = words_of(each.answer)
        if each.answer.mode == "review":
            assert idea in ideas, "the rest is practice"
            assert last.get(idea) != words, f"{idea}: {words}"
            times[idea] += 1
        last[idea] = words
    assert len(times) > 40 and max(times.values()) > 1


@pytest.mark.parametrize("right", [1.0, 0.8, 0.5, 0.0])
def test_six_a_day_at_most_mixed_and_each_idea_once(walks, right):
    blocks = pairs = 0
    for asked in walks[right][1].values():
        assert len(asked) <= PACK_SIZE
        assert len({each.idea.group for each in asked}) == len(asked)
        lessons = [each.idea.scheduled.lesson for each in asked]
        pairs += max(0, len(lessons) - 1)
        blocks += sum(one == other for one, other in zip(lessons, lessons[1:], strict=False))
    assert pairs > 20 and blocks <= 0.2 * pairs


@pytest.mark.parametrize("right", [1.0, 0.8])
def test_the_backlog_clears_and_ideas_retire(walks, right):
    learner, asked = walks[right]
    now = learner.at(DAYS)
    known = [idea for idea in learner.known(now) if surface(idea) is not None]
    retired = [idea for idea in known if idea.retired]
    assert len(retired) >= (0.95 if right == 1 else 0.7) * len(known)
    week = [len(asked[day]) for day in range(DAYS - 6, DAYS + 1)]
    assert sum(week) < 6 * 7 / 2, "what is left is less than half of a day's six"
    if right == 1:
        assert sum(week) == 0


def test_who_comes_on_days_1_7_and_28_only_finds_six_each_time():
    learner = Learner(BANK, 0.9)
    last = (len(LESSONS) - 1) // 2
    days = {last + day for day in (1, 7, 28)}
    asked = sixty_days(learner, lambda day: day in days)
    assert {day: len(each) for day, each in asked.items()} == dict.fromkeys(days, PACK_SIZE)
    now = learner.at(DAYS)
    assert learner.start(now) == learner.at(last).date(), "reviewing moved nothing"
    shown = Counter(idea.shown for idea in learner.known(now))
    assert shown[1] + shown[2] > 0, "the packs count"


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Europe/Berlin", "Pacific/Kiritimati"])
def test_the_day_is_the_learners_own_through_a_change_of_clocks(zone):
    """March holds the change of clocks in America and in Europe."""
    learner = Learner(BANK, 1.0, zone=ZoneInfo(zone))
    learner.study(LESSONS[0], learner.at(0, 23))
    asked = {}
    for day in range(0, 40):
        for hour in (0, 23):
            now = learner.at(day, hour)
            if now > learner.at(0, 23):
                asked.setdefault(day, []).extend(learner.review(now))
    assert all(
        len({each.idea.group for each in rows}) == len(rows) <= PACK_SIZE for rows in asked.values()
    )
    assert asked[1], "from midnight on it is day 1"
    assert learner.start(learner.at(40)) == learner.at(0).date()
