"""The six of day 1, 7 and 28; what a learner may choose to practise; when a lesson is finished."""

from datetime import timedelta

import pytest

from quizzes.engine import load_bank
from quizzes.engine.items.variants import variant_count
from quizzes.engine.schedule import PACK_SIZE, chosen, cores_finished, missed, next_day
from quizzes.engine.schedule.packs import surface
from quizzes.talk.codes import lessons_of
from tests.quizzes.schedule.learners import Learner

BANK = load_bank()
LESSONS = lessons_of(BANK)


@pytest.fixture
def learner():
    """Who has just answered all of the course, all of it right, so that little is due."""
    made = Learner(BANK, 1.0)
    for lesson in LESSONS:
        made.study(lesson, made.at(0))
    return made


@pytest.mark.parametrize("day", [1, 7, 28])
def test_a_day_of_review_has_six_whatever_is_due(learner, day):
    found = learner.today(learner.at(day))
    assert (len(found.questions), found.day) == (PACK_SIZE, day)


def test_its_questions_count_and_then_it_is_done_for_today(learner):
    now = learner.at(1)
    asked = learner.review(now)
    left = learner.today(now)
    assert (left.questions, left.done, left.day) == ((), PACK_SIZE, None)
    known = {idea.group: idea for idea in learner.known(now)}
    # An idea that only the review asks meets its first answer there: it is shown from the next.
    assert all(known[each.idea.group].shown == known[each.idea.group].reviews - 1 for each in asked)
    assert sum(known[each.idea.group].shown for each in asked) >= PACK_SIZE - 1
    assert next_day(learner.known(now), now, learner.start(now)) == now.date() + timedelta(days=1)


def test_half_of_a_pack_leaves_the_other_half_and_another_day_gives_it_still(learner):
    first = learner.today(learner.at(28)).questions
    for each in first[:4]:
        learner.answer(each.item, learner.at(28), "review", True, each.seed)
    rest = learner.today(learner.at(28))
    assert (len(rest.questions), rest.done, rest.day) == (2, 4, 28)
    assert not {each.idea.group for each in rest.questions} & {e.idea.group for e in first[:4]}
    assert learner.today(learner.at(30)).day == 28


def test_a_day_that_was_missed_waits_until_the_next_one(learner):
    assert learner.today(learner.at(6)).day == 1
    assert learner.today(learner.at(12)).day == 7


def test_one_lesson_is_a_pack_of_its_ideas_and_not_asked_for_ever():
    learner = Learner(BANK, 1.0)
    learner.study("08_ml_per_hour_twice", learner.at(0))
    asked = learner.review(learner.at(1))
    assert 0 < len(asked) <= PACK_SIZE
    later = learner.today(learner.at(1))
    assert later.questions == () and later.day is None


def test_nothing_of_a_lesson_ahead_is_asked(learner):
    begun = Learner(BANK, 0.5)
    begun.study("06_who_may_be_tried", begun.at(0))
    for day in range(1, 30):
        for each in begun.review(begun.at(day)):
            assert each.item.place == "review" or each.item.lesson == "06_who_may_be_tried"


def test_an_idea_of_a_finished_lesson_that_was_not_asked_comes_the_day_after():
    learner = Learner(BANK, 1.0)
    learner.study("08_ml_per_hour_twice", learner.at(0), places=("exit",))
    known = learner.known(learner.at(0))
    new = [idea for idea in known if idea.standing == "not asked"]
    assert new and not any(learner.today(learner.at(0)).questions)
    asked = {each.idea.group: each.why for each in learner.today(learner.at(1)).questions}
    assert {asked[idea.group] for idea in new} == {
        "You have finished the lesson, and were not asked this yet."
    }


def test_a_core_is_finished_with_its_last_answer_and_by_no_review():
    learner = Learner(BANK, 1.0)
    items = [item for item in BANK.live("09_hours_to_arrive", "exit") if item.counts]
    for day, item in enumerate(items):
        assert "09_hours_to_arrive" not in cores_finished(learner.answers, BANK)
        learner.answer(item, learner.at(day + 10, 9), "review")
        learner.answer(item, learner.at(day), "practice")
        learner.answer(item, learner.at(day + 20), "practice")
    found = cores_finished(learner.answers, BANK)
    assert found == {"09_hours_to_arrive": learner.at(len(items) - 1)}


def test_who_wants_more_may_choose_by_lesson_and_objective(learner):
    now = learner.at(1)
    known = learner.known(now)
    of_lesson = chosen(known, now, lesson="11_watch_and_stop")
    assert of_lesson and {each.idea.scheduled.lesson for each in of_lesson} == {"11_watch_and_stop"}
    of_objective = chosen(known, now, objective="O7")
    assert of_objective
    assert all("O7" in {i.objective for i in each.idea.items} for each in of_objective)
    each = of_objective[0]
    learner.answer(each.item, now, "review", True, each.seed)
    again = chosen(learner.known(now), now, objective="O7")
    assert each.idea.group not in {one.idea.group for one in again}, "once a day"


def test_what_was_missed_comes_in_other_words():
    learner = Learner(BANK, 0.0)
    for lesson in LESSONS:
        learner.study(lesson, learner.at(0))
    found = missed(learner.known(learner.at(0)))
    assert len(found) > 30
    for each in found:
        last = each.idea.asked[-1]
        assert each.item.id != last or variant_count(each.item) > 1
        if each.item.id == last:
            assert each.seed != each.idea.seeds[last]


def test_every_idea_of_the_course_can_be_asked_once_its_lesson_is_begun():
    """With the questions that are there; an idea with one fixed question waits for another."""
    for idea in BANK.ideas:
        surfaces = BANK.surfaces(idea.id)
        assert len({item.id for item in surfaces}) == len(surfaces)
        assert all(item.status == "live" and item.place != "before" for item in surfaces)
    learner = Learner(BANK, 1.0)
    for lesson in LESSONS:
        learner.study(lesson, learner.at(0))
    enough = {
        idea.id
        for idea in BANK.ideas
        if sum(variant_count(item) for item in BANK.surfaces(idea.id)) > 1
    }
    known = {idea.group for idea in learner.known(learner.at(2)) if surface(idea) is not None}
    assert enough <= known
