"""When an answer counts as given: clocks that were wrong lose nothing, for ever."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine import load_bank, replay
from quizzes.engine.log.times import FIRST, clock_words, reckon, zone_of
from quizzes.engine.schedule import due, ideas
from tests.answers import stored_answer
from tests.quizzes.log.page_code import page_code

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
BANK = load_bank()
# The first two ask two ideas, each of which has another question in the same lesson or the review.
ITEMS = [BANK.item("INF-002"), BANK.item("SAF-001")]


def answer(item, t: str, number: int = 0, **more) -> dict:
    right = next(option.id for option in item.body.options if option.correct)
    return stored_answer(item, **{"id": f"{item.id}-{number}", "t": t, "response": right, **more})


def wrong_of(item) -> str:
    return next(option.id for option in item.body.options if not option.correct)


STRANGE = ["2031-05-05T10:00:00Z", "2010-01-01T00:00:00Z", "soon", "9999-12-31T23:59:59Z"]


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("before", [[], ["2026-11-20T10:00:00Z"]])
def test_an_answer_of_a_wrong_clock_comes_back(strange, before):
    """Alone or after an answer with a right time, and on every later day until it is answered."""
    first, second = ITEMS[:2]
    events = [answer(second, t) for t in before] + [answer(first, strange)]
    for days in (1, 7, 28, 365):
        now = NOW + timedelta(days=days)
        past = replay(events, BANK, now)
        assert past.strange == 1
        found = {each.idea.group for each in due(ideas(past.answers, BANK, now), now)}
        assert first.idea in found
    again = [*events, answer(first, now.isoformat(), 1)]
    assert not due(ideas(replay(again[-2:], BANK, now).answers, BANK, now), now)


def test_a_wrong_clock_of_one_day_does_not_hold_back_who_reviews_daily():
    first, second = ITEMS[:2]
    events = [answer(second, "2026-11-20T10:00:00Z"), answer(first, STRANGE[0])]
    for day in range(1, 9):
        now = NOW + timedelta(days=day)
        past = replay(events, BANK, now)
        found = {each.idea.group for each in due(ideas(past.answers, BANK, now), now)}
        assert first.idea in found
        events.append(answer(second, now.isoformat(), day))


def test_the_newer_answer_wins_in_any_order_of_the_log():
    item = ITEMS[0]
    old = answer(item, "2026-11-01T10:00:00Z", 1, response=wrong_of(item))
    new = answer(item, "2026-11-05T09:00:00+09:00", 2)
    for events in ([old, new], [new, old]):
        state = replay(events, BANK, NOW).items[item.id]
        assert (state.attempts, state.latest.correct) == (2, True)


def test_a_future_answer_does_not_hide_a_later_one():
    item = ITEMS[0]
    future = answer(item, STRANGE[0], 1, response=wrong_of(item))
    new = answer(item, "2026-11-05T10:00:00Z", 2)
    assert replay([future, new], BANK, NOW).items[item.id].latest.correct


times = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 27)).map(lambda t: f"{t.isoformat()}Z"),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 27)).map(
        lambda t: t.replace(tzinfo=timezone(timedelta(hours=-8))).isoformat()
    ),
    st.datetimes().map(lambda t: t.isoformat()),
    st.sampled_from([*STRANGE, "2026-11-28T11:59:59Z", "2026-11-28T12:00:01Z", "", None]),
)


@given(st.lists(times, max_size=8), st.integers(0, 5000))
def test_a_time_is_never_after_now_and_never_moves(texts, hours):
    events = [{"event": "answer", "t": text} for text in texts]
    rows = reckon(events, NOW)
    assert all(FIRST <= row.when <= NOW for row in rows)
    later = reckon(events, NOW + timedelta(hours=hours))
    for row, after in zip(rows, later, strict=True):
        if row.believed and row.when < NOW:
            assert after == row
        if not row.believed and not after.believed:
            assert after.when >= row.when


@given(st.permutations(range(6)), st.lists(st.booleans(), min_size=6, max_size=6))
def test_a_joined_log_gives_the_same_state_in_any_order_and_twice(order, right):
    item = ITEMS[0]
    events = [
        answer(item, f"2026-11-{k + 1:02}T10:00:00Z", k, response=None if ok else wrong_of(item))
        for k, ok in enumerate(right)
    ]
    for event, ok in zip(events, right, strict=True):
        if ok:
            event["response"] = next(o.id for o in item.body.options if o.correct)
    mixed = [events[k] for k in order]
    one, other = replay(events, BANK, NOW), replay([*mixed, *events], BANK, NOW)
    assert one.items == other.items and one.answers == other.answers
    assert ideas(one.answers, BANK, NOW) == ideas(other.answers, BANK, NOW)


ZONES = (
    "America/Los_Angeles",
    "America/New_York",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Pacific/Kiritimati",
)


@pytest.mark.parametrize("name", ZONES)
def test_who_learns_in_the_evening_reviews_in_the_morning(name):
    """The case of a learner west of Europe: 20:00 there, 07:00 on her next day."""
    zone = ZoneInfo(name)
    item = ITEMS[0]
    evening = datetime(2026, 11, 23, 20, 0, tzinfo=zone)
    events = [answer(item, evening.astimezone(UTC).isoformat(), response=wrong_of(item))]
    late, morning = (
        datetime(2026, 11, day, hour, 0, tzinfo=zone) for day, hour in ((23, 23), (24, 7))
    )
    for now, count in ((late, 0), (morning, 1)):
        known = ideas(replay(events, BANK, now).answers, BANK, now)
        assert len(due(known, now)) == count


@given(
    name=st.sampled_from(ZONES),
    hours=st.lists(st.integers(0, 24 * 330), min_size=1, max_size=5),
    after=st.integers(0, 24 * 40),
)
def test_once_a_day_of_the_learner_and_never_too_late(name, hours, after):
    """In any zone, through every change of the clocks: not again on the learner's day of an answer,
    and on the day of its date at the latest."""
    zone = ZoneInfo(name)
    item = ITEMS[0]
    given_at = sorted(FIRST + timedelta(hours=each) for each in hours)
    events = [answer(item, at.isoformat(), k) for k, at in enumerate(given_at)]
    now = (given_at[-1] + timedelta(hours=after)).astimezone(zone)
    (idea,) = ideas(replay(events, BANK, now).answers, BANK, now)
    last, date = (each.astimezone(zone).date() for each in (given_at[-1], idea.due))
    asked = bool(due([idea], now))
    assert asked == (not idea.retired and last < now.date() and date <= now.date())


def test_a_zone_is_read_with_suspicion():
    assert str(zone_of("Europe/Berlin", 0)) == "Europe/Berlin"
    for name in ("../../etc/passwd", "/etc/localtime", "", None, 5, "x" * 65, "Mars/Olympus", "\0"):
        assert zone_of(name, -480) == timezone(timedelta(hours=-8)), name
    for offset in (None, 10**6, "60", True, 1.5):
        assert zone_of("", offset) is UTC


def test_what_a_learner_is_told_of_the_clock():
    berlin = NOW.astimezone(ZoneInfo("Europe/Berlin"))
    assert clock_words((NOW + timedelta(minutes=59)).isoformat(), berlin, 0) == ""
    assert clock_words(None, berlin, 0) == "" and clock_words("soon", berlin, 0) == ""
    told = clock_words("2031-05-05T10:00:00Z", berlin, 0)
    assert "it says 5 May 2031, 12:00" in told and "says 27 November 2026, 13:00" in told
    assert "there was no course then" in clock_words(None, datetime(2010, 1, 1, tzinfo=UTC), 0)
    assert clock_words(None, berlin, 1).startswith("1 answer carries a time that cannot be right")
    assert clock_words(None, berlin, 1200).startswith("1,200 answers carry times")


@pytest.fixture(scope="module")
def page_reckons():
    """The page's own reckoning of a list of logs, or None where Node is not here to run it."""
    return page_code(
        'import { reckon } from "./page/js/keeping/times.js";'
        "const made = (logs, now) => logs.map((log) => reckon(log, now));",
        NOW,
    )


@pytest.mark.slow  # starts node for each example
@given(data=st.data())
def test_the_page_reckons_alike(data, page_reckons):
    if page_reckons is None:
        print("not run: node (the page's reckoning of times)")
        return
    logs = data.draw(st.lists(st.lists(times, max_size=5), min_size=1, max_size=40))
    events = [[{"event": "answer", "t": text} for text in log] for log in logs]
    for log, rows in zip(events, page_reckons(events), strict=True):
        ours = reckon(log, NOW)
        assert [each.believed for each in ours] == [row["believed"] for row in rows], log
        for each, row in zip(ours, rows, strict=True):
            assert abs(each.when.timestamp() * 1000 - row["when"]) <= 1, log
