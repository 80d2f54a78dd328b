"""Ideas come back by FSRS, urgent errors first, each at most once a day and in other words."""

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Rating
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.engine import replay
from quizzes.engine.schedule import due, ideas, missed, next_day, rating
from tests.answers import made_up_answer
from tests.quizzes.schedule.learners import coming_back, other_words

START = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


@pytest.fixture
def bank(bank_of, good_text):
    """Nine ideas that come back, each with a question of the lesson and one of the review."""
    names = [f"TST-{number:03}" for number in range(1, 10)]
    return bank_of(
        coming_back(good_text.head, *names)
        + "".join(good_text.sba.replace("TST-001", name) for name in names)
        + "".join(other_words(good_text.sba, name) for name in names)
    )


def answer(item, right=True, certainty=3, at=START, attempt=1, name=None):
    """One stored answer to a question of the small bank, whose key is b."""
    name, chosen = name or f"{item}-{at.isoformat()}-{attempt}", "b" if right else "a"
    more = {"id": name, "t": at.isoformat(), "certainty": certainty, "try": attempt}
    return made_up_answer(item, response=chosen, **more)


def known(bank, events, now):
    return ideas(replay(events, bank, now).answers, bank, now)


@pytest.mark.parametrize(
    ("correct", "certainty", "expected"),
    [
        (False, 3, Rating.Again),
        (False, 1, Rating.Again),
        (True, 1, Rating.Again),
        (True, 2, Rating.Good),
        (True, 3, Rating.Good),
        (True, None, Rating.Good),
    ],
)
def test_an_answer_becomes_a_rating_and_never_easy(correct, certainty, expected):
    assert rating(correct, certainty) is expected


def test_a_hint_makes_it_hard():
    assert rating(True, 3, hints=1) is Rating.Hard


def test_first_intervals_are_those_of_the_model(bank):
    events = [answer("TST-001"), answer("TST-002", right=False), answer("TST-003", certainty=1)]
    found = {idea.group: idea for idea in known(bank, events, START)}
    assert [(found[name].due - START).days for name in sorted(found)] == [2, 1, 1]
    assert found["TST-001"].stability_days == pytest.approx(2.3065)


def test_confident_errors_come_first_then_errors_then_what_fades(bank):
    events = [
        answer("TST-001"),
        answer("TST-002", at=START - timedelta(days=3)),
        answer("TST-003", right=False, certainty=2),
        answer("TST-004", right=False),
    ]
    now = START + timedelta(days=4)
    assert [each.idea.group for each in due(known(bank, events, now), now)] == [
        "TST-004",
        "TST-003",
        "TST-002",
        "TST-001",
    ]


def test_nothing_comes_back_on_the_day_it_was_answered(bank):
    events = [answer("TST-001", right=False)]
    assert due(known(bank, events, START), START) == []
    morning = START + timedelta(hours=11)
    assert [each.item.id for each in due(known(bank, events, morning), morning)] == ["REV-001"]
    assert next_day(known(bank, events, START), START, None) == morning.date()


def test_a_retry_of_the_same_day_does_not_count(bank):
    events = [
        answer("TST-001", right=False),
        answer("TST-001", at=START + timedelta(minutes=2), attempt=2),
    ]
    (idea,) = known(bank, events, START + timedelta(hours=1))
    assert (idea.standing, idea.reviews) == ("sure and wrong", 1)


def test_missed_items_are_ordered_by_how_sure_the_error_was(bank):
    events = [
        answer("TST-001", certainty=2),
        answer("TST-002", right=False, certainty=2),
        answer("TST-003"),
        answer("TST-004", right=False),
        answer("TST-005", certainty=1),
    ]
    assert [each.idea.group for each in missed(known(bank, events, START))] == [
        "TST-004",
        "TST-002",
        "TST-005",
        "TST-001",
    ]


def test_two_joined_logs_give_the_same_plan_in_any_order(bank):
    events = [
        answer(f"TST-{number:03}", right=number % 2 == 0, at=START + timedelta(hours=number))
        for number in range(1, 8)
    ]
    now = START + timedelta(days=3)
    assert known(bank, events, now) == known(bank, [*reversed(events), *events], now)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    times=st.lists(st.one_of(st.datetimes(), st.text(max_size=30)), max_size=6),
    now=st.datetimes(min_value=datetime(2021, 1, 1), max_value=datetime(2100, 1, 1)),
)
def test_no_time_breaks_the_plan(times, now, bank):
    now = now.replace(tzinfo=UTC)
    events = [
        {
            **answer("TST-001", name=str(place)),
            "t": when if isinstance(when, str) else when.isoformat() + "Z",
        }
        for place, when in enumerate(times)
    ]
    found = known(bank, events, now)
    assert all(idea.last <= now and 0 <= idea.recall(now) <= 1 for idea in found)
    assert len(due(found, now)) <= len(found)


@pytest.mark.parametrize(
    ("response", "certainty", "scoring", "why"),
    [
        (["b"], 3, "per_option", "You had this one partly right."),
        (["b"], 3, "all_or_nothing", "You were sure of this one, and not all of it was right."),
        (["b"], 2, "all_or_nothing", "You did not have all of this one right."),
        (["a"], 3, "per_option", "You were sure of this one, and not all of it was right."),
    ],
)
def test_a_half_right_answer_never_comes_back_as_wrong(
    bank_of, good_text, response, certainty, scoring, why
):
    multi = good_text.multi.replace("per_option", scoring)
    again = other_words(multi.replace("TST-002", "TST-001"), "TST-002")
    bank = bank_of(coming_back(good_text.head, "TST-002") + multi + again)
    event = answer("TST-002", certainty=certainty) | {"response": response}
    (idea,) = known(bank, [event], START)
    later = START + timedelta(days=4)
    for reviews in (due([idea], later), missed([idea])):
        assert [each.why for each in reviews] == [why]


def test_partly_right_is_hard_and_not_again():
    assert rating(False, 3, score=0.5) is Rating.Hard
    assert rating(False, 1, score=0.5) is Rating.Again
    assert rating(False, 3, score=0) is Rating.Again
    assert rating(True, 3, score=1) is Rating.Good
