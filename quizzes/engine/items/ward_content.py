"""What questions hold that work with what a ward hands over: stems, a picture, an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .content import Backing, Drawing, Numeric, OptionList

Box = tuple[float, float, float, float]  # left, top, width, height in percent of the picture


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStep:
    """One entry of the list that several stems are answered from."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongStep:
    """What is said of one wrong entry at one stem; `id` is that of the entry."""

    id: str
    feedback: str
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStem:
    """One vignette: `key` is the id of the entry that answers it."""

    id: str
    text: str
    key: str
    feedback: str
    backing: Backing
    others: tuple[WrongStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """One list of options, and several vignettes that are each answered from it."""

    options: tuple[ListedStep, ...]
    parts: tuple[ListStem, ...]
    scoring: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Find(OptionList):
    """One place of a picture: `boxes` by the id of the option; "no error" has none."""

    picture: Drawing
    boxes: Mapping[str, Box]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderChoice:
    """One of the choices of a line of an order; `unsafe` says whom it would hurt, or is empty."""

    id: str
    text: str
    correct: bool
    feedback: str
    backing: Backing
    unsafe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One line of an order: choices, or a number.

    With `unit_from` the unit of the number is not shown: it is what another line asks for.
    """

    id: str
    label: str
    feedback: str
    backing: Backing
    choices: tuple[OrderChoice, ...]
    numeric: Numeric | None
    unit_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOrder:
    """An order to write line by line."""

    fields: tuple[OrderLine, ...]
    scoring: str
