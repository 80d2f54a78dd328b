"""What to tell a learner whose answered questions were corrected later, until it has been read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .items.records import Correction, Item

KEY_CHANGED = "The right answer has changed: please answer it again."
KEY_STAYS = "The right answer is the same as before."


def is_told(event: Any) -> bool:
    """Whether an event says that a learner has read the corrections up to a version."""
    return (
        isinstance(event, Mapping)
        and event.get("event") == "told"
        and isinstance(event.get("item"), str)
        and type(event.get("version")) is int
    )


def untold(
    items: Iterable[Item], answered: Mapping[str, int], events: Iterable[Any]
) -> dict[str, tuple[Correction, ...]]:
    """The corrections by question id that a learner has not read, oldest first.

    `answered` gives the version of each question that was answered last; `events` is the log, which
    also holds what was read.
    """
    read = dict(answered)
    for event in events:
        if is_told(event) and event["item"] in read:
            read[event["item"]] = max(read[event["item"]], event["version"])
    found = {
        item.id: tuple(each for each in item.corrected if each.version > read[item.id])
        for item in items
        if item.id in read
    }
    return {name: rows for name, rows in found.items() if rows}


def outdated(item: Item, version: int) -> bool:
    """Whether another answer has become right since `version` of the question."""
    return any(each.key and each.version > version for each in item.corrected)


def sentences(rows: Iterable[Correction]) -> list[str]:
    """The corrections of one question in words: day, what changed, and what it means."""
    rows = tuple(rows)
    said = [f"Corrected on {each.on.day} {each.on:%B %Y}: {each.what}" for each in rows]
    return [*said, KEY_CHANGED if any(each.key for each in rows) else KEY_STAYS]
