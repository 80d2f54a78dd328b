"""The days of review stand still, and the calendar promises what the page gives."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.schedule.calendar import (
    REMINDER_DAYS,
    calendar_file,
    fold,
    reminders,
    start_of_days,
)

ABOUT = "For learning; not for prescribing. Version 1."
START = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
DAY = START.date()
ADDRESS = "https://course.example/voila/render/90_review.ipynb"


def set_to(start: object, t: str = "2026-03-03T08:00:00Z") -> dict:
    return {"event": "days", "id": "d", "t": t, "start": start}


def entries(text: str) -> list[dict[str, str]]:
    """The entries of a calendar, each line by its name."""
    lines = text.replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line:
            name, value = line.split(":", 1)
            found[-1].setdefault(name, value)
    return found


def test_the_days_count_from_the_last_lesson_that_was_finished():
    finished = [START - timedelta(days=3), START, START - timedelta(days=1)]
    for later in range(40):
        assert start_of_days([], finished, START + timedelta(days=later)) == (DAY, False)
    assert start_of_days([], [], START) == (None, False)


def test_once_set_they_stay_whatever_is_answered_and_the_last_setting_counts():
    learnt = [START, START + timedelta(days=20)]
    now = START + timedelta(days=20)
    events = [set_to("2026-03-02")]
    assert start_of_days(events, learnt, now) == (DAY, True)
    again = set_to("2026-03-20", "2026-03-20T08:00:00Z")
    for log in ([*events, again], [again, *events]):
        assert start_of_days(log, learnt, now) == (date(2026, 3, 20), True)


@pytest.mark.parametrize("start", ["2031-05-05", "2010-01-01", "soon", None, 5, ["2026-03-02"]])
def test_a_day_that_cannot_be_is_not_set(start):
    assert start_of_days([set_to(start)], [START], START) == (DAY, False)
    assert start_of_days([None, 5, {"event": "days"}], [], START) == (None, False)


@pytest.mark.parametrize(
    "zone", ["America/Los_Angeles", "Europe/Berlin", "Asia/Tokyo", "Pacific/Kiritimati", "UTC"]
)
def test_the_day_is_the_learners_own(zone):
    now = START.astimezone(ZoneInfo(zone))
    assert start_of_days([], [START], now) == (now.date(), False)


def test_the_calendar_is_what_the_standard_asks_for():
    text = calendar_file(reminders(DAY, DAY, "abc", ADDRESS + "é" * 90), START, ABOUT)
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert [each["DTSTART;VALUE=DATE"] for each in entries(text)] == [
        "20260303",
        "20260309",
        "20260330",
    ]
    assert text.count("BEGIN:VEVENT") == text.count("END:VALARM") == 3


def test_a_second_download_takes_the_place_of_the_first():
    first = entries(calendar_file(reminders(DAY, DAY, "abc"), START, ABOUT))
    moved = DAY + timedelta(days=4)
    second = entries(
        calendar_file(reminders(moved, moved, "abc"), START + timedelta(days=4), ABOUT)
    )
    assert [each["UID"] for each in first] == [each["UID"] for each in second]
    assert len({each["UID"] for each in first}) == len(REMINDER_DAYS)
    assert all(
        int(one["SEQUENCE"]) < int(other["SEQUENCE"])
        for one, other in zip(first, second, strict=True)
    )
    others = entries(calendar_file(reminders(DAY, DAY, "xyz"), START, ABOUT))
    assert not {each["UID"] for each in first} & {each["UID"] for each in others}


def test_an_entry_promises_what_the_page_gives_and_leads_to_it():
    (one, *_) = entries(calendar_file(reminders(DAY, DAY, "abc", ADDRESS), START, ABOUT))
    assert one["URL"] == ADDRESS and ADDRESS in one["DESCRIPTION"]
    assert "Up to six questions wait there" in one["DESCRIPTION"]
    assert "questions" not in one["SUMMARY"]
    (bare, *_) = entries(calendar_file(reminders(DAY, DAY, "abc"), START, ABOUT))
    assert "URL" not in bare and "Review what is due" in bare["DESCRIPTION"]


@given(start=st.dates(date(2026, 1, 1), date(2040, 1, 1)), later=st.integers(-40, 40))
def test_only_days_to_come_are_offered(start, later):
    today = start + timedelta(days=later)
    assert [each.on for each in reminders(start, today)] == [
        start + timedelta(days=day) for day in REMINDER_DAYS if day >= later
    ]


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_folding_loses_nothing(text):
    folded = fold(text)
    assert folded.replace("\r\n ", "") == text
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))


def test_the_calendar_refuses_a_time_without_a_zone():
    with pytest.raises(ValueError, match="zone"):
        calendar_file(reminders(DAY, DAY), datetime(2026, 1, 1), ABOUT)
    with pytest.raises(ValueError, match="at least one day"):
        calendar_file([], START, ABOUT)
