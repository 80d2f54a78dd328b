"""Keeps out of a case what could harm: misread numbers, doses outside the limits, real people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence.files.folders import toml_text
from evidence.guard.doses import DoseFinding, dose_findings
from evidence.guard.guarded_text import text_problems

CONTEXT = ("title", "stem")
# What follows from an option, by the names of its fields.
FOLLOWS = ("consequence", "happens", "because", "responded", "not_responded")


@dataclass(frozen=True, slots=True)
class _Words:
    where: str
    field: str
    raw: str
    words: str
    marks: tuple[Mapping, ...]
    is_experts: bool

    def excuses(self, found: DoseFinding) -> bool:
        """Whether a mark counts for this text: where the error stands, and nowhere else.

        It stands in the story, the question or a wrong option; what follows from that option may
        lie outside a range, never above a hard limit. The expert's words are never excused.
        """
        if not self.marks or self.is_experts:
            return False
        if self.field in ("title", "stem", "ask", "text"):
            return True
        return self.field in FOLLOWS and not found.is_hard


class CaseGuard:
    """Takes the words of one case file as they are read, and judges them when all are in.

    A row with `shows_error = "reason"` holds a dose that the learner is to find wrong; the mark of
    a decision counts for its wrong options. It excuses doses only, and has to be needed.
    """

    def __init__(self, path: Path, data: Mapping):
        self.path, self.data = path, data
        self.read_words: list[_Words] = []

    def read(self, where: str, field: str, raw: str, words: str, rows: tuple) -> None:
        """Take one text: where it stands, as it is written in the file, and as it is shown."""
        marks = tuple(row for row in rows if isinstance(row, Mapping) and "shows_error" in row)
        is_experts = any(
            isinstance(row, Mapping) and (row.get("expert") is True or row.get("grade") == "best")
            for row in rows
        )
        self.read_words.append(_Words(where, field, raw, words, marks, is_experts))

    def problems(self) -> list[str]:
        """What is wrong, each with file, line, field, rule and what to write."""
        shown = {each.field: each.words for each in self.read_words if each.where == self.path.name}
        patient = self.data.get("patient")
        weight = patient.get("weight_kg") if isinstance(patient, Mapping) else None
        before = [shown.get(name, "") for name in CONTEXT]
        if isinstance(weight, (int, float)) and f"{weight:g} kg" not in " ".join(before):
            before.append(f"{weight:g} kg.")
        context = " ".join(before)
        found, needed, marked = [], [], []
        for each in self.read_words:
            marked += [mark for mark in each.marks if not any(mark is known for known in marked)]
            doses = dose_findings(each.words, context)
            needed += each.marks if any(each.excuses(dose) for dose in doses) else ()
            told = [dose.words for dose in doses if not each.excuses(dose)]
            file, _, of = f"{each.where}: {each.field}".partition(": ")
            found += [
                f"{file}, line {self._line(each.raw)}: {of}: {problem}"
                for problem in (*text_problems(each.words, shows_error=True), *told)
            ]
        for mark in marked:
            reason = mark["shows_error"]
            if not isinstance(reason, str) or len(reason.split()) < 3:
                found.append(
                    f"{self.path.name}: shows_error must say in words what is wrong, got {reason!r}"
                )
            if not any(mark is each for each in needed):
                found.append(
                    f"{self.path.name}: shows_error {reason!r} marks a dose as an error, and every "
                    "dose there is inside its limits: take it out"
                )
        return found

    def _line(self, raw: str) -> int:
        text = toml_text(self.path)
        place = text.find(raw.strip()[:60])
        return text.count("\n", 0, max(place, 0)) + 1
