"""A case in words, for those who may not import `widgets`: read from what `teaching.drawn` says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LOCAL_VIEW = "local"  # the source of what is a department's own view


@dataclass(frozen=True)
class ExpertsWay:
    """What the expert does at one decision: the question, the option, what follows, its source.

    `options` are all that the room chooses from, in the order of the file.
    """

    id: str
    ask: str
    answer: str
    follows: str
    source: str  # id of a record of the evidence, "course", or LOCAL_VIEW
    options: tuple[str, ...] = ()


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
    is_local: bool = False  # whether it is a department's, and none of the course

    def at(self, decision: str) -> ExpertsWay | None:
        """The expert's way at the decision of that id, None where the case has none."""
        return next((each for each in self.way if each.id == decision), None)


def read_cases_said(text: str) -> Mapping[str, CaseWords]:
    """The cases that `python -m teaching.drawn.cases` wrote, by id; ValueError for no JSON."""
    return cases_told(json.loads(text))


def cases_told(told: Sequence[Mapping[str, Any]]) -> Mapping[str, CaseWords]:
    """The cases of what was told as JSON, by id."""
    return {
        each["id"]: CaseWords(
            **{**each, "way": tuple(ExpertsWay(**decision) for decision in each["way"])}
        )
        for each in told
    }
