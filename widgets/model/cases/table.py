"""A table of a case file: numbers may be named, words are filled in and guarded."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from evidence.files.fields import FieldRefusal, did_you_mean
from evidence.files.fields import number as check_number
from evidence.numbers import format_number
from evidence.tables import TomlTable, filled
from widgets.model.cases.guard import CaseGuard
from widgets.model.regimens.patients import FictionalPatient

_NAME = re.compile(r"\{([a-z_0-9]+)\}")


@dataclass
class CaseFile:
    """What the tables of one file share: its guard, its patient and its named numbers."""

    guard: CaseGuard
    profiles: Mapping[str, Mapping[str, Any]]
    patient: FictionalPatient | None = None
    numbers: dict[str, float] = field(default_factory=dict)

    def named(self, value: Any) -> float:
        """A number, or the value of one of the file's numbers by its name."""
        if not isinstance(value, str):
            return check_number(value, finite=True)
        if value not in self.numbers:
            raise FieldRefusal(
                f"names {value!r}, which is not among the numbers of the file"
                f"{did_you_mean(value, self.numbers)}"
            )
        return self.numbers[value]


class CaseTable(TomlTable):
    """A table of a case file: its numbers may be named, its words are filled in and guarded."""

    file: CaseFile

    def inner(self, data: Any, where: str, *way: str | int) -> CaseTable:
        """Open any data as a table of the same file."""
        made = super().inner(data, where, *way)
        made.file = self.file
        return made

    def amount(self, name: str, default: float | None = None) -> float:
        """Read a number, or the name of one of the file's numbers; nan for what is neither."""
        fallback = () if default is None else (default,)
        return self.checked(name, self.file.named, math.nan, *fallback)

    def shown(self, name: str, *of: Mapping[str, Any]) -> str:
        """Read words that a learner will see, with limits and numbers filled in.

        `of`: the option and the decision that these words belong to, whose marks count for them as
        well.
        """
        return self._filled_in(name, self.text(name).strip(), of)

    def all_shown(self, name: str) -> tuple[str, ...]:
        """Read a list of texts that a learner will see."""
        return tuple(self._filled_in(name, each.strip(), ()) for each in self.words(name))

    def _filled_in(self, name: str, value: str, of: tuple[Mapping[str, Any], ...]) -> str:
        try:
            words = filled(value)
        except FieldRefusal as refusal:
            self.problem(name, str(refusal))
            return ""
        numbers = self.file.numbers
        for missing in sorted(set(_NAME.findall(words)) - set(numbers)):
            self.problem(
                name,
                f"uses {{{missing}}}, which is not among the numbers of the file"
                f"{did_you_mean(missing, numbers)}",
            )
        words = _NAME.sub(lambda found: format_number(numbers.get(found[1], 0)), words)
        if words:
            self.file.guard.read(self.where, name, value, words, (self.data, *of))
        return words
