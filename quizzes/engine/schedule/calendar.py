"""The days of review as a calendar file (.ics, RFC 5545) that any calendar opens; no server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

OCTETS_AT_MOST = 75  # of a line, by the standard; a longer one goes on after a space


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One whole day of the calendar: `key` stays the same when the file is made again."""

    key: str
    on: date
    title: str
    words: str


def reminders(start: date, days: Iterable[int] = (1, 7, 28), address: str = "") -> list[Reminder]:
    """The review days after `start`; `address` is where the learner opens the course, or ""."""
    where = (
        f" Open the course at {address} and choose “Review”."
        if address
        else (" Open the course and choose “Review”.")
    )
    return [
        Reminder(
            key=f"{start.isoformat()}-day-{day}",
            on=start + timedelta(days=day),
            title=f"Ketamine course: six questions, day {day}",
            words=f"Six questions, about 4 min.{where} Your progress is in the browser "
            "that you used, or in your resume code.",
        )
        for day in days
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
            f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escape(day.title)}",
            f"DESCRIPTION:{_escape(f'{day.words} {about}')}",
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
