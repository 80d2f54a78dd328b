"""A case in words, for those who may not import `widgets`: read from what `teaching.drawn` says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ExpertsWay:
    """What the expert does at one decision: the question, the option, what follows, its source."""

    id: str
    ask: str
    answer: str
    follows: str
    source: str  # id of a record of the evidence, or "course"


@dataclass(frozen=True)
class CaseWords:
    """A case as a teacher needs it: its story, the expert's way through it, trap and debrief."""

    id: str
    name: str  # what a room calls it: "Case 7A"
    title: str
    stem: str
    trap: str
    debrief: str
    way: tuple[ExpertsWay, ...]

    def at(self, decision: str) -> ExpertsWay | None:
        """The expert's way at the decision of that id, None where the case has none."""
        return next((each for each in self.way if each.id == decision), None)


def read_cases_said(text: str) -> Mapping[str, CaseWords]:
    """The cases that `python -m teaching.drawn.cases` wrote, by id; ValueError for no JSON."""
    told: list[dict[str, Any]] = json.loads(text)
    return {
        each["id"]: CaseWords(
            **{**each, "way": tuple(ExpertsWay(**decision) for decision in each["way"])}
        )
        for each in told
    }
