"""Whatever is sent as an answer, grading gives a grade in words; whatever is stored, it replays."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quizzes.engine import Bank, grade, replay, variant
from quizzes.engine.grading import TEXT_AT_MOST
from quizzes.engine.items.arithmetic import ArithmeticProblem
from quizzes.engine.schedule import due, ideas
from quizzes.engine.schedule.summary import summary
from quizzes.talk.feedback_view import feedback
from tests.answers import CHOSEN, stored_answer
from tests.quizzes.log.hostile import HOSTILE

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
LOGS = 10_000
TIMES = ("2026-11-22T10:00:00Z", "1970", "9999-12-31T23:59:59Z", "", "soon", None, 10**400)


def test_no_response_raises_and_each_is_told_what_it_is(course_items):
    assert len(HOSTILE) >= 106
    for item in course_items:
        for response in HOSTILE:
            found = grade(item, response)
            assert found.state in ("answered", "no answer", "refused"), item.id
            assert 0 <= found.score <= 1 and found.feedback.sentence
            if found.state != "answered":
                assert (found.score, found.correct, found.feedback.key) == (0, False, "")
            if isinstance(response, str) and len(response) > TEXT_AT_MOST:
                assert found.state != "answered"


def test_a_number_of_a_thousand_digits_is_refused_in_a_sentence(good_bank):
    number = good_bank.items[2]
    for response in (10**1000, -(10**1000), 10**5000, {"text": 10**1000, "unit": "mL/h"}):
        found = grade(number, response)
        assert found.state == "refused"
        assert found.feedback.sentence == "Write a number, such as 0.1."


@pytest.mark.parametrize("length", [TEXT_AT_MOST + 1, 10**6])
def test_an_answer_in_words_has_a_length_that_is_said(course_items, length):
    short = next(item for item in course_items if item.type == "short")
    found = grade(short, "a" * length)
    assert found.state == "refused"
    assert found.feedback.sentence == (
        f"Write at most {TEXT_AT_MOST} characters; this answer has {length:,}."
    )
    assert grade(short, "a" * TEXT_AT_MOST).state == "answered"


def test_a_seed_that_is_none_is_named_whatever_its_length(good_bank):
    number = good_bank.items[2]
    assert variant(number, None).seed == 0
    for seed in (-1, 2**31, 10**5000, 1.5, True, "1"):
        with pytest.raises(ArithmeticProblem, match="a seed must be a whole number"):
            variant(number, seed)


def scrambled(chance: random.Random, items) -> list:
    """A log of a few events in which anything may be anything."""
    events: list = []
    for number in range(chance.randint(0, 5)):
        item = chance.choice(items)
        fits = item.type in CHOSEN and chance.random() < 0.7
        response = CHOSEN[item.type] if fits else chance.choice(HOSTILE)
        row = stored_answer(item, id=f"n{chance.randint(0, 3)}", response=response)
        row["t"] = chance.choice(TIMES)
        row["certainty"] = chance.choice((1, 2, 3, 3, 3, None, 4, 10**400))
        if chance.random() < 0.3:
            row[chance.choice(list(row))] = chance.choice(HOSTILE)
        events.append(row)
        if chance.random() < 0.3:
            credit, answer = chance.choice((0, 1, 0.5, 10**400, -1, "1")), f"n{number}"
            events.append({"event": "grade", "answer": answer, "credit": credit, "correct": True})
        if chance.random() < 0.2:
            events.append(chance.choice(HOSTILE))
    return events


def test_any_log_replays_into_what_can_be_shown(course_items):
    """Ten thousand logs: replayed, and of each tenth the schedule, summary and feedback too."""
    kinds = {item.type: item for item in course_items if item.status == "live"}
    bank, chance, answered = Bank(tuple(kinds.values())), random.Random(16), 0
    for number in range(LOGS):
        past = replay(scrambled(chance, bank.items), bank, NOW)
        assert all(0 <= each.score <= 1 for each in past.answers)
        answered += len(past.answers)
        if number % 10 == 0:
            for state in past.items.values():
                assert feedback(state.item, state.latest.grade, state.latest.certainty)["sentence"]
            due(ideas(past.answers, bank, NOW), NOW)
            assert summary(past, bank, NOW, "1").sentences
    assert answered > LOGS / 4  # many are answers indeed


def test_a_question_of_another_version_counts_only_with_its_record(good_bank):
    old = replace(good_bank.items[0], version=9)
    assert replay([stored_answer(old, id="n1")], good_bank, NOW).answers == ()
