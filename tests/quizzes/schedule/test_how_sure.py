"""After day 28 the course says how sure it is, in counts of the learner's own answers."""

import re

import pytest

from quizzes.engine import load_bank
from quizzes.engine.schedule.knowing import NOTHING_ELSE, how_sure
from quizzes.talk.codes import lessons_of
from tests.quizzes.schedule.learners import Learner

BANK = load_bank()


def studied(right):
    learner = Learner(BANK, right)
    for lesson in lessons_of(BANK):
        learner.study(lesson, learner.at(0))
    return learner


def said(learner, day):
    now = learner.at(day)
    return how_sure(learner.known(now), learner.start(now), now.date())


def test_before_day_28_nothing_is_said():
    learner = studied(1.0)
    assert said(learner, 27) == () and said(learner, 28) != ()
    assert how_sure((), learner.start(learner.at(28)), learner.at(28).date()) == ()


def test_what_was_only_read_is_not_known():
    first, *rest = said(studied(1.0), 28)
    assert first.startswith("The course cannot say yet that you know any of the ")
    assert "right only on the day you met it" in rest[0] and rest[-1] == NOTHING_ELSE


@pytest.mark.parametrize("right", [1.0, 0.8, 0.3])
def test_the_counts_are_those_of_the_answers_and_add_up(right):
    learner = studied(right)
    for day in range(1, 40):
        learner.review(learner.at(day))
    known = learner.known(learner.at(40))
    rows = said(learner, 40)
    sure = sum(idea.retired for idea in known)
    assert 0 < sure and f"that you know {sure} of the {len(known)} ideas" in rows[0]
    rest = [int(re.match(r"On (\d+) of the", row)[1]) for row in rows[1:-1]]
    assert sure + sum(rest) == len(known)
    assert not re.search(r"%|per ?cent|probab", " ".join(rows))


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ([(0, True)], 0),
        ([(0, True), (1, True)], 1),
        ([(0, True), (1, True), (3, True)], 1),  # too soon after the other
        ([(0, True), (1, True), (6, True)], 2),
        ([(0, False), (1, True), (6, True)], 2),
        ([(0, True), (1, True), (6, False)], 0),
        ([(0, True), (1, True), (6, False), (7, True)], 1),
    ],
)
def test_two_right_answers_days_apart_show_it(answers, shown):
    learner, item = Learner(BANK), BANK.item("INF-002")
    for day, right in answers:
        learner.answer(item, learner.at(day), "review", right)
    learner.answer(item, learner.at(0), "practice", answers[0][1])
    (idea,) = [each for each in learner.known(learner.at(9)) if each.group == item.idea]
    assert (idea.shown, idea.retired) == (shown, shown == 2)


def test_a_guess_shows_nothing():
    learner, item = Learner(BANK), BANK.item("INF-002")
    for day in (0, 1, 7):
        learner.answer(item, learner.at(day), "practice", True, certainty=1)
    (idea,) = [each for each in learner.known(learner.at(9)) if each.group == item.idea]
    assert idea.shown == 0 and idea.standing == "right by guess"
