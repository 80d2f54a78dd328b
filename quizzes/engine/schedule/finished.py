"""Which lessons a learner has finished, and when: with the questions of a lesson's core."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ..bank import Bank
from ..log.answers import GradedAnswer
from ..minutes import PLACES_IN_CORE
from .repetition import REVIEW


def cores_finished(answers: Iterable[GradedAnswer], bank: Bank) -> dict[str, datetime]:
    """The lessons whose core is finished, each with the time (UTC) of the first answer to the last
    of its counted questions; what was answered on the review page finishes nothing."""
    first: dict[str, datetime] = {}
    for each in answers:
        if each.answer.mode != REVIEW:
            name = each.answer.item
            first[name] = min(first.get(name, each.when), each.when)
    cores: dict[str, list[str]] = {}
    for item in bank.items:
        if item.counts and item.place in PLACES_IN_CORE:
            cores.setdefault(item.lesson, []).append(item.id)
    return {
        lesson: max(first[name] for name in names)
        for lesson, names in cores.items()
        if all(name in first for name in names)
    }
