"""What a page may say to Python: read with suspicion, because any message can be forged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.engine import SEED_AT_MOST, Answer, Item, read_answer
from quizzes.engine.log import EVENTS_AT_MOST


class MessageError(ValueError):
    """A message that no page of the course sends; the sentence says which one was looked for."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The page has opened and brings what this browser stored about the questions shown."""

    events: list[Any]


@dataclass(frozen=True, slots=True)
class Submitted:
    """An answer, stored in the browser already, that wants a grade."""

    answer: Answer
    item: Item


@dataclass(frozen=True, slots=True)
class Again:
    """The learner wants to try a question again, with the numbers of `seed`."""

    item: Item
    seed: int


@dataclass(frozen=True, slots=True)
class HintWanted:
    """The learner asks for hint `number`, from 1, of a question with the numbers of `seed`."""

    item: Item
    seed: int
    number: int


@dataclass(frozen=True, slots=True)
class BackWanted:
    """The learner is at the end of a lesson and wants to know when something of it comes back;
    brings the whole log, and what the page tells of itself."""

    events: list[Any]
    sender: Any


Message = Hello | Submitted | Again | HintWanted | BackWanted


def read_message(content: Any, items: Mapping[str, Item]) -> Message | None:
    """Read a message about the questions of this player; None if it is anything else."""
    if not isinstance(content, Mapping):
        return None
    kind = content.get("kind")
    if kind in ("hello", "back"):
        events = content.get("events")
        if not isinstance(events, list) or len(events) > EVENTS_AT_MOST:
            return None
        return Hello(events) if kind == "hello" else BackWanted(events, content.get("sender"))
    if kind == "answer":
        answer = read_answer(content.get("event"))
        item = items.get(answer.item) if answer else None
        if answer is None or item is None or answer.version != item.version:
            return None
        return Submitted(answer, item)
    if kind in ("again", "hint"):
        name, seed = content.get("item"), content.get("seed")
        item = items.get(name) if isinstance(name, str) else None
        if item is None or type(seed) is not int or not 0 <= seed <= SEED_AT_MOST:
            return None
        if kind == "again":
            return Again(item, seed)
        number = content.get("number")
        if type(number) is not int or not 1 <= number <= len(item.hints):
            return None
        return HintWanted(item, seed, number)
    return None
