"""The days of review: when they are set, and as a calendar file (.ics, RFC 5545) that any calendar
opens; no server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ..log.times import FIRST, FIRST_DAY, read_time

REMINDER_DAYS = (1, 7, 28)
OCTETS_AT_MOST = 75  # of a line, by the standard; a longer one goes on after a space


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One whole day of the calendar: `key` stays the same when the file is made again, so that the
    new entry takes the place of the old one."""

    key: str
    on: date
    title: str
    words: str
    url: str = ""


def _day_set(event: Any) -> date | None:
    """The day that an event of the log sets to count from; None if it sets none."""
    try:
        return date.fromisoformat(event["start"]) if event["event"] == "days" else None
    except (TypeError, LookupError, ValueError):
        return None


def start_of_days(
    events: Iterable[Any], finished: Iterable[datetime], now: datetime
) -> tuple[date | None, bool]:
    """The day from which the days of review are counted, and whether the learner has set it.

    Unset it is the learner's day on which the last of the lessons so far was `finished`, so that
    neither reviewing nor reading on moves it; None if none was. `now` is an aware time in the
    learner's zone.
    """
    found: list[tuple[datetime, date]] = []
    for event in events:
        day = _day_set(event)
        if day is not None and FIRST_DAY <= day <= now.date() + timedelta(days=1):
            found.append((read_time(event.get("t")) or FIRST, day))
    if found:
        return max(found)[1], True
    last = max(finished, default=None)
    return (last.astimezone(now.tzinfo).date() if last is not None else None), False


def reminders(start: date, today: date, who: str = "", address: str = "") -> list[Reminder]:
    """The review days after `start` that are still to come, `today` among them.

    `who` names the learner's browser, so that two people in one calendar keep their entries apart;
    `address` is where the course will be found then, or "" if that is not known.
    """
    where = (
        f"Open {address} in the browser that you used before."
        if address
        else "Open the course as you did before, and choose “Review what is due”."
    )
    return [
        Reminder(
            key="-".join(["review-day", str(day), *([who] if who else [])]),
            on=start + timedelta(days=day),
            title=f"Ketamine course: review, day {day}",
            words=f"{where} Up to six questions wait there. If your answers are gone, load the file"
            " that you saved.",
            url=address,
        )
        for day in REMINDER_DAYS
        if start + timedelta(days=day) >= today
    ]


def _escape(text: str) -> str:
    for plain, written in (
        ("\\", "\\\\"),
        (";", "\\;"),
        (",", "\\,"),
        ("\r\n", "\\n"),
        ("\n", "\\n"),
        ("\r", "\\n"),
    ):
        text = text.replace(plain, written)
    return text


def fold(line: str) -> str:
    """Break a line after at most 75 octets, never inside a character."""
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > OCTETS_AT_MOST:
            parts.append("")
            size = 1  # the space that the next line starts with
        parts[-1] += character
        size += octets
    return "\r\n ".join(parts)


def calendar_file(days: Iterable[Reminder], now: datetime, about: str) -> str:
    """Write the calendar as text; `now` is an aware time and becomes the stamp of each entry.

    about: the notice, which ends the words of each entry, since a calendar shows one at a time.

    Raises ValueError if `now` has no time zone or there is no day.
    """
    days = list(days)
    if now.tzinfo is None:
        raise ValueError(f"now must be a time with its zone, got {now.isoformat()}")
    if not days:
        raise ValueError("a calendar needs at least one day, got none")
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    # Of two entries with one UID a calendar keeps the one with the higher number.
    sequence = max(0, int((now - FIRST).total_seconds()) // 60)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Ketamine course//Review days//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for day in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escape(day.key)}@ketamine-course.invalid",
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{sequence}",
            f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escape(day.title)}",
            f"DESCRIPTION:{_escape(f'{day.words} {about}')}",
            *([f"URL:{day.url}"] if day.url else []),
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:PT8H",
            f"DESCRIPTION:{_escape(day.title)}",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)
