"""What the further types of question hold: pairs, sequences, gaps, words, cards and polls."""

from __future__ import annotations

from dataclasses import dataclass

from .items import Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing to place: its text, what belongs to it (`answer`), and why."""

    id: str
    text: str
    answer: str
    feedback: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Texts to pair with answers; `extra` are answers that belong to nothing."""

    parts: tuple[Part, ...]
    extra: tuple[str, ...]
    scoring: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A step that must come before another one; `why` says what harm the other way round does,
    and is empty where it does none."""

    first: str
    then: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Steps in a right order; `answer` of each is empty. `scoring` is exact or pairs.

    With pairs, `before` holds what must precede what: each order that keeps them all is right.
    """

    parts: tuple[Part, ...]
    scoring: str
    before: tuple[Before, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap of a cloze text: the right words, the others on offer, and why."""

    id: str
    answer: str
    others: tuple[str, ...]
    feedback: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze:
    """A text in which [[a]] marks the gap with id a."""

    text: str
    gaps: tuple[Gap, ...]
    scoring: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Words that are wrong in a known way."""

    label: str
    words: tuple[str, ...]
    feedback: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A few words to write: `accept` are right, the first of them is shown as the key."""

    accept: tuple[str, ...]
    fuzzy: bool
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card to turn: the learner says whether it was known."""

    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """Options without a key: (id, text) each."""

    options: tuple[tuple[str, str], ...]
