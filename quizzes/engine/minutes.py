"""How long a lesson takes: computed from its words, questions and explorers, never measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from page.notice import NOTICE_CELL

from .bank import Bank
from .items.records import Item
from .on_paper import questions_html

LESSON_WORDS_A_MINUTE = 200
TO_ANSWER_S = 15  # beside the reading: to choose, and to say how sure one is
GO_DEEPER = "## Go deeper"  # the first line of the cell with which a lesson's second part begins
PLACES_IN_CORE = ("before", "exit")

_FOLDED = re.compile(r"(?s)(<details\b.*?</summary>).*?</details>")
_TAG = re.compile(r"(?s)<(style|script|svg)\b.*?</\1>|<[^>]+>")
_QUIZ = re.compile(r"""quiz\(["'](\w+)["'], ["'](\w+)["'](?:, ["']\w+["'])?\)""")


@dataclass(frozen=True)
class LessonMinutes:
    """A lesson's time in whole minutes, rounded up: its core, and what goes deeper (0: nothing)."""

    core: int
    deeper: int

    @property
    def words(self) -> str:
        """The time as every page says it."""
        return f"{self.core} min" + (f", and {self.deeper} to go deeper" if self.deeper else "")


def count_words(text: str) -> int:
    """Count the words of Markdown or HTML that a reader sees; of a fold only its summary."""
    shown = _TAG.sub(" ", _FOLDED.sub(r"\1", text))
    return sum(any(c.isalnum() for c in word) for word in shown.split())


def reading_s(text: str) -> float:
    """Seconds in which a text is read."""
    return 60 * count_words(text) / LESSON_WORDS_A_MINUTE


def reading_and_answer_s(item: Item) -> float:
    """Seconds to read a question and its explanation, and to answer."""
    return reading_s(questions_html("", [item])) + reading_s(item.explanation) + TO_ANSWER_S


def question_s(item: Item) -> float:
    """Seconds of a question: what its author says, or what its reading takes if that is more."""
    return max(item.time_s, reading_and_answer_s(item))


def begins_deeper(cell: Mapping[str, Any]) -> bool:
    """Whether a lesson's second part begins with this cell."""
    first = "".join(cell["source"]).split("\n", 1)[0]
    return cell["cell_type"] == "markdown" and first.strip() == GO_DEEPER


def _cell_s(cell: Mapping[str, Any], bank: Bank) -> float:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return 0.0 if cell.get("id") == NOTICE_CELL else reading_s(source)
    asked = _QUIZ.findall(source)
    if asked:
        return sum(question_s(item) for where in asked for item in bank.live(*where))
    stated = cell["metadata"].get("course", {}).get("seconds")
    if stated is not None:  # an explorer: its words are read while it is used
        return float(stated)
    outputs = (output.get("data", {}) for output in cell.get("outputs", ()))
    return sum(
        reading_s("".join(data.get("text/html") or data.get("text/plain") or ""))
        for data in outputs
    )


def part_seconds(cells: Iterable[Mapping[str, Any]], bank: Bank) -> tuple[float, float]:
    """Seconds of a lesson's core and of its second part, from its cells as they are stored."""
    core = deeper = 0.0
    in_deeper = False
    for cell in cells:
        in_deeper = in_deeper or begins_deeper(cell)
        seconds = _cell_s(cell, bank)
        core, deeper = (core, deeper + seconds) if in_deeper else (core + seconds, deeper)
    return core, deeper


def lesson_minutes(notebook: Mapping[str, Any], bank: Bank) -> LessonMinutes:
    """Work out the minutes of a lesson from its notebook, as JSON or nbformat give it."""
    core, deeper = part_seconds(notebook["cells"], bank)
    return LessonMinutes(ceil(round(core) / 60), ceil(round(deeper) / 60))
