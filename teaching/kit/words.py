"""The words of the kit that are its own: pitfalls, prompts, debrief, evaluation, curriculum map.

They stand in words.toml, so that a teacher can change them without reading code.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from evidence import OwnFile
from evidence.rules import choice, ids, optional_text, text
from evidence.tables import TableError, read_rows

FILE = Path(__file__).parent / "words.toml"
CHECKED = {
    "read": "read on its own page",
    "copy": "read in a copy held by others; the original was not opened",
    "unconfirmed": "not confirmed: look it up before you print it",
}


@dataclass(frozen=True)
class PitfallWords:
    """What stands beside a pitfall; `claim` is the claim that names it.

    `says` stands for the claim where its sources do not go as far as it does.
    """

    id: str
    claim: str = text()
    beside: str = text()
    says: str = optional_text()


@dataclass(frozen=True)
class DoseWords:
    """What stands beside a dose limit on paper and slides, and the records that it rests on."""

    id: str
    limit: str = text()
    beside: str = text()
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class WatchWords:
    """A line of the watch list that only the kit has, and the records that it rests on."""

    id: str
    says: str = text()
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Prompt:
    """A question that a teacher puts to the room."""

    id: str
    says: str = text()


@dataclass(frozen=True)
class DebriefPart:
    """A part of the debrief: how long, what it is called, what is asked."""

    id: str
    takes: str = text()
    name: str = text()
    asks: str = text()


@dataclass(frozen=True)
class Rating:
    """A line of the evaluation sheet; `answer` is "scale", "line" or "yes_no"."""

    id: str
    part: str = text()
    says: str = text()
    answer: str = choice(("scale", "line", "yes_no"))


@dataclass(frozen=True)
class Node:
    """A node of a curriculum, by name only, the objectives that meet it, and how it was checked."""

    id: str
    framework: str = text()
    node: str = text()
    objectives: tuple[str, ...] = ids("objectives")
    checked: str = choice(tuple(CHECKED))
    link: str = optional_text(rendered=False)
    note: str = optional_text()


class KitWords(NamedTuple):
    """Everything in words.toml, each part in its order."""

    pitfalls: tuple[PitfallWords, ...]
    doses: tuple[DoseWords, ...]
    watch: tuple[WatchWords, ...]
    prompts: tuple[Prompt, ...]
    debrief: tuple[DebriefPart, ...]
    evaluation: tuple[Rating, ...]
    curriculum: tuple[Node, ...]


WORD_TABLES = {
    "pitfall": PitfallWords,
    "dose": DoseWords,
    "watch": WatchWords,
    "prompt": Prompt,
    "debrief": DebriefPart,
    "rating": Rating,
    "node": Node,
}


def kit_words() -> KitWords:
    """The words of the kit; LeftOut where the file has a mistake."""
    return CONTENT.given()


def kit_words_from(path: Path) -> KitWords:
    """Read the words of a file; TableError names each problem."""
    problems: list[str] = []
    found = [
        tuple(row for _, row in read_rows(path, table, kind, problems, [*WORD_TABLES]))
        for table, kind in WORD_TABLES.items()
    ]
    if problems:
        raise TableError(list(dict.fromkeys(problems)))
    empty = [table for table, rows in zip(WORD_TABLES, found, strict=True) if not rows]
    if empty:
        raise TableError([f"{path.name}: has no [[{table}]]" for table in empty])
    return KitWords(*found)


CONTENT = OwnFile(FILE, kit_words_from)
