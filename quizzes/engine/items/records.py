"""What a question is: frozen records, the same for the loader, the grader and the player."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from .arithmetic import Expression
from .content import (
    Card,
    Cloze,
    ComputedBy,
    Match,
    Numeric,
    OptionList,
    Order,
    OwnWords,
    Poll,
    Shift,
    Short,
)
from .ward_content import Extended, WriteOrder

Body = TypeVar("Body")

ITEM_ID = re.compile(r"[A-Z]{2,5}-\d{3,4}")
ITEM_STATUSES = ("draft", "live", "retired")
# "form" and "review" stand outside the lessons: forms A to C, and further surfaces of an idea.
PLACES = ("before", "practice", "alone", "exit", "form", "review")
# Types that nobody has a key for: they count for nothing.
WITHOUT_KEY = frozenset({"poll", "shift"})
BLOOM = ("recall", "apply", "analyse")
# A half-right answer to one of these could hurt a patient: contraindications, the pump, monitoring
# and sedation, and the trial with its stop rule. The claims are those on the doses of another
# setting (C13, C16, C17), on watching and adverse effects, contraindications and the test bolus.
SAFETY_OBJECTIVES = frozenset({"O5", "O7", "O8", "O9"})
SAFETY_CLAIMS = frozenset(
    "C13 C16 C17 C18 C19 C20 C21 C22 C23a C23b C23c C23d C23e C23x C28 C31".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A number of a bank file that several questions use, and where it comes from."""

    name: str
    value: float
    unit: str
    computed_by: ComputedBy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The numbers of a seeded question: what varies, what follows from it, what must hold."""

    variables: Mapping[str, tuple[float, ...]]
    derived: Mapping[str, Expression]
    constraints: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Help before an answer, and the share of the credit that it costs."""

    text: str
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was mended in a question, for who answered it before: `version` is the first one that
    holds the change, `key` says whether another answer became right."""

    version: int
    on: date
    what: str
    key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What the gate of the course must say about a question's patient, for a test to hold it to.

    `findings` are those of widgets.model.gate, with the `profile` of a case if one is named; `step`
    is a step of the gate, or "emergency".
    """

    findings: Mapping[str, str | int | float]
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The question that differs from this one in a single finding, which changes the key.

    `other` is its id, `changed` says the finding in words; the other question names this one too.
    """

    other: str
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCase:
    """A made-up patient whom several questions are about; shown above each of them."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of the bank.

    Texts hold placeholders such as {rate} or {key:1}, filled for each variant. `body` is what the
    type of the question adds.
    """

    id: str
    version: int
    status: str
    reviewed_by: tuple[str, ...]
    type: str
    objective: str
    lesson: str
    place: str
    bloom: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    facts: tuple[str, ...]
    vignette: str
    lead_in: str
    explanation: str
    certainty: bool
    time_s: int
    body: (
        OptionList
        | Numeric
        | Match
        | Order
        | Cloze
        | Short
        | Card
        | Poll
        | Extended
        | WriteOrder
        | OwnWords
        | Shift
    )
    template: Template | None = None
    given: Mapping[str, Given] = field(default_factory=dict)
    hints: tuple[Hint, ...] = ()
    case: SharedCase | None = None
    topics: tuple[str, ...] = ()  # what it tests: tests/course/words/test_safety_coverage.py
    group: str = ""  # questions of one idea share a group: one of them a day
    waivers: Mapping[str, str] = field(default_factory=dict)  # code of the lint -> reason
    shows_error: str = ""  # why a dose outside the limits stands here: it is the error to be found
    story: bool = False  # whether its people, orders and their numbers are made up
    corrected: tuple[Correction, ...] = ()
    gate: Gate | None = None  # where the key is a step of the gate
    pair: Pair | None = None  # its counterpart with one finding changed

    @property
    def idea(self) -> str:
        """The idea that it asks: its group, or its own id."""
        return self.group or self.id

    @property
    def safety(self) -> bool:
        """Whether a half-right answer to it could hurt a patient."""
        return (
            self.objective in SAFETY_OBJECTIVES
            or bool(SAFETY_CLAIMS.intersection(self.claims))
            or bool(self.topics)
        )

    @property
    def uncounted(self) -> bool:
        """Whether a lesson says of it that nobody counts it, or it has no right answer."""
        return self.place == "before" or self.type in WITHOUT_KEY

    @property
    def counts(self) -> bool:
        """Whether it is part of what is counted of a learner today."""
        return self.status == "live" and not self.uncounted

    @property
    def seeded(self) -> bool:
        """Whether each try can bring new numbers."""
        return self.template is not None


def body_of(item: Item, kind: type[Body]) -> Body:
    """The body of a question whose type says that it is of this kind; TypeError if it is not."""
    if not isinstance(item.body, kind):
        raise TypeError(
            f"the body of {item.id} must be {kind.__name__}, got {type(item.body).__name__}"
        )
    return item.body
