"""A case in words, for those who may not import `widgets`: read from what `teaching.drawn` says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from teaching.plan import DEALT

LOCAL_VIEW = "local"  # the source of what is a department's own view


@dataclass(frozen=True)
class Pressed:
    """What somebody says who pushes back, and the answer that holds."""

    says: str
    holds: str


@dataclass(frozen=True)
class ExpertsWay:
    """What the expert does at one decision: the question, the option, why, and its source.

    `options` are all that the room chooses from, in the order of the file.
    """

    id: str
    ask: str
    answer: str
    because: str
    source: str  # id of a record of the evidence, "course", or LOCAL_VIEW
    options: tuple[str, ...] = ()
    presses: tuple[Pressed, ...] = ()  # who pushes back after it


@dataclass(frozen=True)
class CaseWords:
    """A case as a teacher needs it: its story, the expert's way through it, trap and debrief.

    `way` has every decision in the order of the file; chance `deals` so many of those that are
    `dealt`. `may_ask` says how many of how many may be asked before the decision `asks_before`, and
    `decisive` what could turn the step.
    """

    id: str
    name: str  # what a room calls it: "Case 7A"
    title: str
    stem: str
    trap: str
    debrief: str
    way: tuple[ExpertsWay, ...]
    dealt: tuple[str, ...] = ()
    deals: int = 0
    may_ask: str = ""
    asks_before: str = ""
    decisive: tuple[str, ...] = ()
    is_local: bool = False  # whether it is a department's, and none of the course

    def is_asked_before(self, decision: str) -> bool:
        """Whether what may be asked comes before that decision, at the latest."""
        ids = [each.id for each in self.way]
        name = self.dealt[0] if decision == DEALT and self.dealt else decision
        return bool(self.may_ask) and name in ids and ids.index(name) >= ids.index(self.asks_before)

    def at(self, decision: str) -> ExpertsWay | None:
        """The expert's way at the decision of that id, None where the case has none."""
        return next((each for each in self.way if each.id == decision), None)


def read_cases_said(text: str) -> Mapping[str, CaseWords]:
    """The cases that `python -m teaching.drawn.cases` wrote, by id; ValueError for no JSON."""
    return cases_told(json.loads(text))


def cases_told(told: Sequence[Mapping[str, Any]]) -> Mapping[str, CaseWords]:
    """The cases of what was told as JSON, by id."""
    return {each["id"]: _case_told(each) for each in told}


def _case_told(told: Mapping[str, Any]) -> CaseWords:
    """A case of JSON, which knows lists where a case has tuples."""
    plain: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in told.items()
    }
    plain["way"] = tuple(map(_way_told, told["way"]))
    return CaseWords(**plain)


def _way_told(told: Mapping[str, Any]) -> ExpertsWay:
    presses = tuple(Pressed(**each) for each in told["presses"])
    return ExpertsWay(**{**told, "options": tuple(told["options"]), "presses": presses})
