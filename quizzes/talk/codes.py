"""What a resume code brings: read against today's course, and told without claiming more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

import evidence
from quizzes.engine import Bank
from quizzes.engine.log.resume import Progress, ResumeError, read_code
from quizzes.engine.log.times import in_words

ANSWERED = 2  # of STANDING_WORDS: every question of a lesson was answered
NOON = time(12)


def lessons_of(bank: Bank) -> list[str]:
    """The lessons that have live questions to get right, without forms and review."""
    return sorted(
        {
            item.lesson
            for item in bank.items
            if item.counts and item.lesson[:2].isdigit() and item.place != "review"
        }
    )


def open_code(text: object, bank: Bank) -> tuple[Progress, tuple[str, ...]]:
    """Read a resume code against today's course; raises ResumeError with a sentence."""
    found = read_code(text, lessons_of(bank), evidence.load().objectives)
    return found.progress, found.dropped


def _numbers(numbers: Iterable[int]) -> str:
    """Lessons by their numbers, such as "lesson 3" or "lessons 1, 2 and 5"."""
    row = [str(number) for number in sorted(numbers)]
    if len(row) == 1:
        return f"lesson {row[0]}"
    return f"lessons {', '.join(row[:-1])} and {row[-1]}"


def code_words(code: Progress, today: date) -> list[str]:
    """What a resume code brings, in sentences; which answers were right it does not know."""
    whole = [number for number, standing in code.lessons.items() if standing >= ANSWERED]
    begun = [number for number, standing in code.lessons.items() if standing < ANSWERED]
    rows = [f"Read: your code of {in_words(code.day)}."]
    if whole:
        when = "today" if code.day < today else "from tomorrow on"
        rows.append(
            f"Every question of {_numbers(whole)} was answered elsewhere: the page counts them as"
            f" finished, and asks what comes back of them {when}. It does not know which answers"
            " were right; load your file of answers for that."
        )
    if begun:
        rows.append(f"You had begun {_numbers(begun)}.")
    if not code.lessons:
        rows.append("It says that no lesson was begun.")
    return rows


def last_code(events: Iterable[Any], bank: Bank) -> Progress:
    """The last resume code that the log holds; one that no longer reads counts for nothing."""
    for event in reversed(list(events)):
        if isinstance(event, Mapping) and event.get("event") == "resumed":
            try:
                return open_code(event.get("code"), bank)[0]
            except ResumeError:
                continue
    return Progress()


def elsewhere(code: Progress, bank: Bank, now: datetime) -> dict[str, datetime]:
    """The lessons that a resume code says are finished, with the day of the code."""
    when = datetime.combine(code.day, NOON, now.tzinfo)
    return {
        name: when for name in lessons_of(bank) if code.lessons.get(int(name[:2]), 0) >= ANSWERED
    }
