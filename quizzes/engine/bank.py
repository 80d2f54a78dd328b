"""Reads the questions from quizzes/bank/*.toml and refuses what a learner must not meet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import evidence as course_evidence
from evidence.tables import TableError, read_toml

from .item_reader import read_cases, read_given, read_item
from .items.comes_back import (
    Paragraph,
    ScheduledIdea,
    paragraph_of,
    read_comes_back,
    read_paragraphs,
)
from .items.records import PLACES, Given, Item, SharedCase
from .items.toml_reader import QuestionTable

FOLDER = Path(__file__).parent.parent / "bank"
BANK_SCHEMA = 1
FILE_NAME = re.compile(r"(\d{2}_[a-z0-9_]+|form_[a-z])\.toml")


class BankError(TableError):
    """The bank is broken; `problems` names each one with its file, item and field."""

    def __init__(self, problems: list[str], items: tuple[Item, ...] = ()) -> None:
        super().__init__(problems)
        self.items = items  # the questions that are whole, so that one bad file hides no other

    def __str__(self) -> str:
        many = "s" if len(self.problems) > 1 else ""
        count = f"{len(self.problems)} problem{many} in the question bank"
        return f"{count}:\n- " + "\n- ".join(self.problems)


@dataclass(frozen=True, slots=True)
class LeftOutQuestion:
    """A question that no learner meets, because its file, or what it rests on, has a mistake.

    `id` and `place` are "" where the file does not say them in a way that can be read.
    """

    id: str
    lesson: str
    place: str


@dataclass(frozen=True, slots=True)
class Bank:
    """All questions, in the order of the files and, within a file, of the teacher.

    `problems` names each mistake, `left_out` what is not among the items because of one. `ideas`
    are those that come back, by lesson, the most harmful to forget first; `paragraphs` say where
    single questions are answered.
    """

    items: tuple[Item, ...]
    left_out: tuple[LeftOutQuestion, ...] = ()
    problems: tuple[str, ...] = ()
    ideas: tuple[ScheduledIdea, ...] = ()
    paragraphs: Mapping[str, Paragraph] = field(default_factory=dict)

    def item(self, item_id: str) -> Item | None:
        """Find a question by id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

    def live(self, lesson: str, place: str | None = None) -> tuple[Item, ...]:
        """The questions that learners meet in a lesson, or at one place of it."""
        return tuple(
            item
            for item in self.items
            if item.status == "live" and item.lesson == lesson and place in (None, item.place)
        )

    def surfaces(self, idea: str) -> tuple[Item, ...]:
        """The live questions that can ask an idea in the review: none of a form, and none that a
        lesson does not count."""
        return tuple(
            item
            for item in self.items
            if item.idea == idea and item.counts and not item.lesson.startswith("form_")
        )

    def paragraph(self, item: Item) -> Paragraph:
        """Where the course teaches what a question asks."""
        known = {each.id: each for each in self.ideas}
        return paragraph_of(item.id, item.idea, item.lesson, known, self.paragraphs)

    def left_out_at(self, lesson: str, place: str) -> tuple[LeftOutQuestion, ...]:
        """What is left out at a place of a lesson, or may be: not every file says its place."""
        return tuple(
            each for each in self.left_out if each.lesson == lesson and each.place in ("", place)
        )


class BankReader:
    """Reads files of questions one by one; what has a mistake is left out and named."""

    def __init__(self, evidence: Any) -> None:
        self.evidence = evidence
        self.problems: list[str] = []
        self.items: list[Item] = []
        self.left_out: list[LeftOutQuestion] = []
        self.ideas: list[ScheduledIdea] = []
        self.paragraphs: dict[str, Paragraph] = {}
        self._homes: dict[str, str] = {}  # the file in which an id stood first

    def bank(self) -> Bank:
        """All that was read."""
        # Which of two questions with one id a learner has answered, nobody can say.
        out = {each.id for each in self.left_out}
        twice = [item for item in self.items if item.id in out]
        self.left_out += [LeftOutQuestion(item.id, item.lesson, item.place) for item in twice]
        kept = tuple(item for item in self.items if item.id not in out)
        return Bank(
            kept,
            tuple(self.left_out),
            tuple(self.problems),
            tuple(self.ideas),
            self.paragraphs,
        )

    def read(self, path: Path) -> None:
        """Read a file; with a mistake in its head or its TOML all of it is left out."""
        if not FILE_NAME.fullmatch(path.name):
            self.problems.append(
                f"{path.name}: must be named like 09_hours_to_arrive.toml, after its lesson"
            )
            return
        data = read_toml(path, self.problems)
        if data is None:
            self.left_out.append(LeftOutQuestion("", path.stem, ""))
            return
        top = QuestionTable(data, path.name, self.problems)
        top.evidence, top.folder = self.evidence, path.parent
        before = len(self.problems)
        top.word("lesson", (path.stem,))
        if top.take("schema") not in (None, BANK_SCHEMA):
            top.problem("schema", f"must be {BANK_SCHEMA}, got {data['schema']!r}")
        is_sound = len(self.problems) == before
        self._comes_back(top, path.stem)
        given, broken = self._numbers(top)
        before = len(self.problems)
        cases = read_cases(top)
        cases_stand = len(self.problems) == before
        for place, row in enumerate(top.parts("items"), 1):
            name = row.data.get("id")
            row.where = f"{path.name}: {name if isinstance(name, str) else f'item {place}'}"
            if isinstance(name, str) and self._homes.setdefault(name, row.where) is not row.where:
                row.problem("id", f"is used twice, first in {self._homes[name].partition(':')[0]}")
                self._leave_out(row, path.stem)
                continue
            rests_on_broken = any(_names(row.data, each) for each in broken)
            rests_on_broken |= "case" in row.data and not cases_stand
            item = None if rests_on_broken else self._item(row, path.stem, given, cases)
            if item is not None and is_sound:
                self.items.append(item)
            else:
                self._leave_out(row, path.stem)
        before = len(self.problems)
        top.close()
        if len(self.problems) > before or not isinstance(data.get("items", []), list):
            # under a name that nobody reads there may be questions
            self.left_out.append(LeftOutQuestion("", path.stem, ""))

    def _comes_back(self, top: QuestionTable, lesson: str) -> None:
        """The ideas of a file that come back, and the paragraphs of its questions."""
        taken = {each.id: each.lesson for each in self.ideas}
        for idea in read_comes_back(top, lesson):
            if idea.id in taken:
                top.problem("comes_back", f"names {idea.id}, as {taken[idea.id]} does already")
            else:
                self.ideas.append(idea)
        self.paragraphs |= read_paragraphs(top, lesson)

    def _item(
        self,
        row: QuestionTable,
        lesson: str,
        given: Mapping[str, Given],
        cases: Mapping[str, SharedCase],
    ) -> Item | None:
        try:
            return read_item(row, lesson, given, cases)
        except course_evidence.LeftOut:
            return None  # no mistake of this question, and of the evidence it is told there

    def _numbers(self, top: QuestionTable) -> tuple[dict[str, Given], set[str]]:
        """The numbers that the questions of a file share, and the names of those left out."""
        numbers = top.part("numbers", {})
        made: dict[str, Given] = {}
        broken: set[str] = set()
        for name in numbers.data:
            before = len(self.problems)
            try:
                made[name] = read_given(name, numbers.part(name))
            except course_evidence.LeftOut:
                broken.add(name)
            if len(self.problems) > before:
                broken.add(name)
        return made, broken

    def _leave_out(self, row: QuestionTable, lesson: str) -> None:
        name, place = row.data.get("id"), row.data.get("place")
        if row.data.get("status") in ("draft", "retired"):
            return  # no learner would have met it
        self.left_out.append(
            LeftOutQuestion(
                name if isinstance(name, str) else "",
                lesson,
                place if isinstance(place, str) and place in PLACES else "",
            )
        )


def _names(data: Any, name: str) -> bool:
    """Whether a question's table holds a word: as a field, in a text or in arithmetic."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", repr(data)) is not None


def read_bank(folder: Path | str = FOLDER, evidence: Any = None) -> Bank:
    """Read every question of a folder of TOML files; what has a mistake is left out.

    `evidence` is what evidence.load() gives unless a test brings its own. `problems` of the bank
    names every mistake of every file: file, line, question, field, and what may be meant.
    """
    reader = BankReader(course_evidence.load() if evidence is None else evidence)
    for path in sorted(Path(folder).glob("*.toml")):
        reader.read(path)
    return reader.bank()


def load_bank(folder: Path | str = FOLDER, evidence: Any = None) -> Bank:
    """Read every question of a folder of TOML files.

    `evidence` is what evidence.load() gives unless a test brings its own. Raises BankError with
    all problems of all files: unknown or missing fields, ids that the evidence does not have,
    options without feedback, arithmetic or placeholders that do not work; and with those of the
    evidence, where it is the course's own.
    """
    bank = read_bank(folder, evidence)
    of_evidence = course_evidence.mistakes() if evidence is None else ()
    if bank.problems or of_evidence:
        raise BankError([*(f"evidence/{each}" for each in of_evidence), *bank.problems], bank.items)
    return bank
