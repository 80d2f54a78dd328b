"""What of a learner's log the course of today cannot use, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..bank import Bank
from .answers import read_log

NAMED_AT_MOST = 12
# Kinds of events that are no answers and are understood elsewhere.
OTHER_KINDS = ("resumed", "days", "drawn", "flag")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def unused(events: list[Any], bank: Bank) -> list[str]:
    """What stays in the log and counts for nothing now: answers to questions that are gone or have
    changed, and entries that cannot be understood; [] if all is used."""
    answers, _, refused = read_log(events)
    versions = {item.id: item.version for item in bank.items}
    gone = sorted({each.item for each in answers if each.item not in versions})
    changed = sorted(
        {
            each.item
            for each in answers
            if each.item in versions and versions[each.item] != each.version
        }
        - {each.item for each in answers if versions.get(each.item) == each.version}
    )
    refused -= sum(
        isinstance(each, Mapping) and each.get("event") in OTHER_KINDS for each in events
    )
    rows = []
    if gone:
        rows.append(
            f"{_count(len(gone), 'question', 'questions')} answered earlier, no longer in the"
            f" course: {', '.join(gone[:NAMED_AT_MOST])}."
        )
    if changed:
        rows.append(
            f"{_count(len(changed), 'question', 'questions')} with a newer wording, to be answered"
            f" again: {', '.join(changed[:NAMED_AT_MOST])}."
        )
    if refused:
        rows.append(f"{_count(refused, 'entry', 'entries')} could not be understood.")
    return rows
