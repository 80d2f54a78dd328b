"""A learner's log replays to the same state, whatever else it holds."""

import json
import random

import pytest

from quizzes.engine import calibration, load_bank, read_answer, replay
from tests.answers import made_up_answer


def answer(item="TST-001", response="b", **more):
    return made_up_answer(
        item, **{"id": f"{item}-{response}-{len(more)}", "response": response, **more}
    )


def grade_event(answer_id, credit=1, correct=True):
    return {
        "event": "grade",
        "answer": answer_id,
        "credit": credit,
        "correct": correct,
        "error_pattern": None,
        "t": "2026",
    }


BAD = [
    None,
    3,
    "answer",
    [],
    {},
    {"event": "answer"},
    answer(id=""),
    answer(id="x" * 65),
    answer(id=7),
    answer(t=None),
    answer(version="1"),
    answer(version=0),
    answer(seed=-1),
    answer(seed=1.5),
    answer(seed=True),
    answer(seed=2**31),
    answer(certainty=0),
    answer(certainty=4),
    answer(certainty="3"),
    answer(certainty=True),
    answer(**{"try": 0}),
    answer(**{"try": "1"}),
    answer(response={"text": "1", "key": 1}),
    answer(response=["x" * 65]),
    answer(response=["a"] * 11),
    answer(response={"text": ["1"]}),
    answer(response=1.5),
    answer(response=True),
    answer(lesson=""),
    answer(mode=None),
]


@pytest.mark.parametrize("event", BAD, ids=lambda event: json.dumps(event)[:60])
def test_forged_events_are_not_answers(event):
    assert read_answer(event) is None


def test_the_latest_answer_counts_and_attempts_are_counted(good):
    past = replay([answer(response="a", id="1"), answer(response="b", id="2", **{"try": 2})], good)
    state = past.items["TST-001"]
    assert (state.attempts, state.latest.correct, state.latest.attempt) == (2, True, 2)
    assert (
        past.lessons["01_test"].items,
        past.lessons["01_test"].answered,
        past.lessons["01_test"].right,
    ) == (3, 1, 1)
    assert past.objectives["O7"].answered == 0
    assert len(past.answers) == 2 and calibration(past.answers).levels[2].answers == 1


def test_joined_logs_count_an_answer_once(good):
    one = [answer(id="1"), grade_event("1")]
    past = replay(one + one, good)
    assert past.items["TST-001"].attempts == 1


def test_an_answer_without_a_grade_is_graded_on_return(good):
    past = replay({"schema": 1, "learner": "x", "events": [answer(response="a")]}, good)
    assert past.items["TST-001"].latest.correct is False


def test_stored_grades_never_overrule_the_question(good):
    past = replay([answer(response="a", id="1"), grade_event("1")], good)
    assert past.items["TST-001"].latest.correct is False


def test_an_answer_to_an_older_version_keeps_its_grade_but_not_its_place(good):
    past = replay([answer(version=2, id="1"), grade_event("1", 0.5, False)], good)
    assert past.items == {} and past.changed == ("TST-001",)
    assert [(each.score, each.correct, each.grade) for each in past.answers] == [(0.5, False, None)]
    both = replay([answer(version=2, id="1"), answer(id="2")], good)
    assert both.changed == () and both.items["TST-001"].latest.correct


@pytest.mark.parametrize(
    "event",
    [
        answer(response=None),
        answer(response="z"),
        answer(certainty=None),
        answer("TST-003", {"text": "0,1,0", "unit": "mL/h"}, version=2, seed=0),
    ],
    ids=["empty", "unknown option", "no certainty", "two commas"],
)
def test_what_was_no_answer_changes_nothing(good, event):
    past = replay([event], good)
    assert (past.items, past.answers, past.refused) == ({}, (), 1)
    after = replay([event, answer(id="after")], good)
    assert [each.answer.id for each in after.answers] == ["after"] and after.refused == 1


@pytest.mark.parametrize(
    "lost", [3, answer(id=""), answer("OLD-001"), answer(version=9), grade_event("none")]
)
def test_what_is_left_out_takes_no_later_answer_with_it(good, lost):
    past = replay([lost, answer(id="after")], good)
    assert past.items["TST-001"].latest.answer.id == "after"


def test_seeded_answers_are_graded_with_their_own_numbers(good):
    right = answer("TST-003", {"text": "1.4", "unit": "mL/h"}, version=2, seed=0, id="1")
    past = replay([right, {**right, "id": "2", "seed": 1}], good)
    assert [each.correct for each in past.answers] == [True, False]


@pytest.mark.parametrize(
    "stored", [None, 3, "x", {}, {"events": 3}, {"events": {"a": 1}}, [[[]]], [None] * 30_000]
)
def test_a_strange_store_is_an_empty_one(good, stored):
    assert replay(stored, good).items == {}


def random_value(rng, depth=0):
    kinds = [
        None,
        True,
        rng.random() * 10 ** rng.randint(-5, 9),
        rng.randint(-3, 5),
        rng.choice("abcde"),
        "0,1",
        "x" * rng.randint(0, 80),
        str(rng.randint(0, 500)),
        float("nan"),
    ]
    if depth < 2:
        kinds += [
            [random_value(rng, depth + 1) for _ in range(rng.randint(0, 4))],
            {
                rng.choice(["text", "unit", "z"]): random_value(rng, depth + 1),
                "text": str(rng.randint(0, 99)),
                "unit": rng.choice(["mL/h", "mg", 3]),
            },
        ]
    return rng.choice(kinds)


@pytest.mark.slow
def test_ten_thousand_random_logs_never_crash_or_leave_the_scale():
    bank = load_bank()
    ids = [item.id for item in bank.items] + ["XXX-999"]
    rng = random.Random(20261122)
    answered = 0
    for _ in range(10_000):
        events = []
        for number in range(rng.randint(0, 4)):
            event = answer(
                rng.choice(ids),
                random_value(rng),
                id=str(number),
                seed=rng.choice([None, 0, 1, 7, 2**31 - 1]),
                certainty=rng.choice([1, 2, 3, None]),
                version=rng.choice([1, 1, 1, 2]),
            )
            if rng.random() < 0.2:
                event[rng.choice(list(event))] = random_value(rng)
            events.append(event)
            if rng.random() < 0.3:
                events.append(
                    {
                        **grade_event(str(number)),
                        rng.choice(["credit", "correct", "answer"]): random_value(rng),
                    }
                )
        past = replay(events, bank)
        assert all(0 <= each.score <= 1 for each in past.answers)
        assert all(0 <= each.right <= each.answered <= each.items for each in past.lessons.values())
        calibration(past.answers)
        answered += len(past.answers)
    assert answered > 500  # the logs hold enough real answers to mean something
