"""When an answer was given, as far as the clock of the learner's device can be believed.

A clock may be wrong for a day, in the past or in the future. Such an answer is not lost: it counts
as given at the last time before it in the log that can be believed. That depends on the log alone,
so it stays the same from visit to visit. `page/js/keeping/times.js` reckons alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

FIRST_DAY = date(2026, 1, 1)  # nothing was answered before there was a course
FIRST = datetime.combine(FIRST_DAY, time(), UTC)
AHEAD = timedelta(days=1)  # a clock so little ahead puts itself right within a day
NOTICED = timedelta(hours=1)  # two clocks that differ by more are told to the learner
OFFSET_AT_MOST_MIN = 14 * 60
ZONE_AT_MOST = 64  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """When an event counts as given (UTC), and whether its own time could be believed."""

    when: datetime
    believed: bool


def read_time(text: Any) -> datetime | None:
    """Read a time with its zone as UTC; None if it is no such time."""
    try:
        found = datetime.fromisoformat(text)
        return None if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def reckon(events: Iterable[Any], now: datetime | None = None) -> list[Reckoned]:
    """When each event of a log counts as given, in the order of the log.

    `now` is an aware time; without it no time is too late. A time before the course, more than a
    day after `now`, or that cannot be read, becomes the latest believed time before it in the log,
    or the course's first day. None is after `now`.
    """
    end = None if now is None or now < FIRST else now.astimezone(UTC)
    latest, rows = FIRST, []
    for event in events:
        found = read_time(event.get("t")) if isinstance(event, Mapping) else None
        believed = found is not None and found >= FIRST and (end is None or found <= end + AHEAD)
        when = latest
        if found is not None and believed:
            when = found if end is None else min(found, end)
            latest = max(latest, when)
        rows.append(Reckoned(when=when, believed=believed))
    return rows


def zone_of(name: Any, offset_min: Any) -> tzinfo:
    """The learner's zone by its name, such as "Europe/Berlin"; else by its minutes east of UTC;
    else UTC. Both are what a browser says, and are read with suspicion."""
    if isinstance(name, str) and 0 < len(name) <= ZONE_AT_MOST:
        try:
            return ZoneInfo(name)
        except (LookupError, ValueError, OSError):  # no such zone, or a path where none may lead
            pass
    if type(offset_min) is int and abs(offset_min) <= OFFSET_AT_MOST_MIN:
        return timezone(timedelta(minutes=offset_min))
    return UTC


def in_words(day: date) -> str:
    """A day as a page says it, such as 5 May 2031."""
    return f"{day.day} {day:%B %Y}"


def _clock(when: datetime) -> str:
    return f"{in_words(when)}, {when:%H:%M}"


def clock_words(device: Any, now: datetime, strange: int) -> str:
    """What a learner should know about the clock; "" if there is nothing.

    `device` is the time that the page's device shows, as it was sent; `now` that of the server, in
    the learner's zone; `strange` how many answers carry a time that cannot be believed.
    """
    said = []
    shown = read_time(device)
    if shown is not None and abs(shown - now) > NOTICED:
        said.append(
            f"The clock of this device looks wrong: it says {_clock(shown.astimezone(now.tzinfo))},"
            f" and the course's server says {_clock(now)}. Set the clock, or the days of review"
            " may be wrong."
        )
    elif now < FIRST:
        said.append(
            f"The clock looks wrong: it says {_clock(now)}, and there was no course then. Set the"
            " clock, or the days of review may be wrong."
        )
    if strange:
        many = strange != 1
        said.append(
            f"{strange:,} answer{'s carry times' if many else ' carries a time'} that cannot be"
            f" right, so the clock was wrong then. {'They count' if many else 'It counts'} all the"
            " same, as given with the answer before."
        )
    return " ".join(said)
