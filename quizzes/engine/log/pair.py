"""The two forms of twelve questions: one, by chance, before the course, the other after it.

Nothing of them counts anywhere before both are answered, so that the first gives nothing away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..bank import Bank
from .answers import Replay, read_log

PAIR = ("form_a", "form_b")


def held_back(events: list[Any], bank: Bank) -> list[Any]:
    """The events without the answers to the pair that wait for the other form.

    An answer that has its grade was told already, before there was a pair; it stays.
    """
    answers, grades, _ = read_log(events)
    versions = {item.id: item.version for form in PAIR for item in bank.live(form)}
    given = {each.item for each in answers if versions.get(each.item) == each.version}
    if given == set(versions):
        return events
    waiting = {
        each.id
        for each in answers
        if versions.get(each.item) == each.version and each.id not in grades
    }
    return [
        each
        for each in events
        if not (isinstance(each, Mapping) and _text_of(each, "id") in waiting)
    ]


def _text_of(event: Mapping[str, Any], name: str) -> str:
    value = event.get(name)
    return value if isinstance(value, str) else ""


def in_turn(past: Replay) -> tuple[str, str]:
    """The forms of the pair in the order in which they were begun; as PAIR has them, where none
    was."""
    for each in past.answers:
        if each.answer.lesson in PAIR:
            other = next(form for form in PAIR if form != each.answer.lesson)
            return each.answer.lesson, other
    return PAIR
