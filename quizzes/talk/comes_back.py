"""What of a lesson comes back, and when: told at its end, out of the learner's log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from quizzes.engine import Bank
from quizzes.engine.log.times import in_words
from quizzes.engine.schedule.packs import surface

from .messages import BackWanted
from .plan import know
from .sender import read_sender

NONE_YET = "Nothing of this lesson comes back yet."


def comes_back(asked: BackWanted, lesson: str, bank: Bank, now: datetime) -> dict[str, Any]:
    """The reply to a page that asks what of its lesson comes back; `now` is an aware time."""
    here = read_sender(asked.sender).here(now)
    found = days(asked.events, lesson, bank, here)
    return {"kind": "back", "sentence": sentence(found, here.date())}


def days(events: list[Any], lesson: str, bank: Bank, now: datetime) -> Counter[date]:
    """On which days the ideas that were asked in a lesson come back, and how many on each.

    `now` is in the learner's zone. What is due already comes back today, or tomorrow if it was
    answered today.
    """
    own = {item.id for item in bank.live(lesson)}
    found: Counter[date] = Counter()
    for idea in know(events, bank, now).ideas:
        if own.isdisjoint(idea.asked) or idea.retired or surface(idea) is None:  # it stays away
            continue
        due, last = (each.astimezone(now.tzinfo).date() for each in (idea.due, idea.last))
        found[max(due, last + timedelta(days=1), now.date())] += 1
    return found


def sentence(found: Mapping[date, int], today: date) -> str:
    """The days in words: "2 of its ideas come back on 28 November 2026, and 1 on …"."""
    if not found:
        return NONE_YET
    rows = [
        f"{count} {'today' if day == today else f'on {in_words(day)}'}"
        for day, count in sorted(found.items())
    ]
    (first, *more), count = rows, found[min(found)]
    told, when = first.split(" ", 1)
    lead = f"{told} of its ideas {'comes' if count == 1 else 'come'} back {when}"
    if not more:
        return f"{lead}."
    return f"{lead}, {', '.join(more[:-1])}{', ' if more[:-1] else ''}and {more[-1]}."
