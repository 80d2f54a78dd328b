"""The one reader of TOML: a table read field by field, with every problem of a file in one run.

Evidence, questions, cases and the words that stand beside a model are all read by it, so that a
clinician who edits any of them meets one kind of sentence: file, record, field, what is allowed,
what came, and what may have been meant.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_origin, get_type_hints

from . import fields as check
from .fields import FieldRefusal, did_you_mean, near
from .folders import toml_text
from .toml_lines import Path as Way
from .toml_lines import TomlFile, why_unread

Read = TypeVar("Read")
Same = TypeVar("Same", bound="TomlTable")


class TableError(ValueError):
    """Files are broken; `problems` names each problem with its file, record, field and reason."""

    def __init__(self, problems: Collection[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read_toml(path: Path, problems: list[str], name: str = "") -> TomlFile | None:
    """The tables of a TOML file, or None with the problem noted: what, in which line, and a hint.

    `name` is how problems call the file, its own name unless given.
    """
    text = ""
    try:
        text = toml_text(path)
        return TomlFile(tomllib.loads(text), text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        why = why_unread(text, str(error)) if text else str(error)
        problems.append(f"{name or path.name}: cannot be read as TOML: {why}")
        return None


class TomlTable:
    """One TOML table with its address; `close` names the fields that nobody asked for.

    What is wrong goes into `problems`, and a harmless value of the same type is given instead, so
    that reading goes on and one run names everything.
    """

    folder = Path()  # of the file; the tables inside it look for its figures there

    def __init__(
        self,
        data: Any,
        where: str,
        problems: list[str],
        file: TomlFile | None = None,
        way: Way = (),
    ) -> None:
        self.where, self.problems = where, problems
        # the file that it is of, and the names that lead to it there
        self.file_of, self.way = data if isinstance(data, TomlFile) else file, way
        self.is_table = isinstance(data, dict)
        self.data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        self.asked: dict[str, None] = {}  # the fields that are known, in the order of asking
        self.lacking: dict[str, str] = {}  # those that are missing, each with its problem
        if not self.is_table:
            self.problem("", f"must be a table, got {data!r}")

    def problem(self, name: str, words: str, at: str = "") -> None:
        """Note what is wrong with field `name` ("" for the table as a whole).

        `at` is the field in whose line it stands, where that is another one.
        """
        place = self.place(at or name.partition(":")[0])
        self.problems.append(": ".join(part for part in (place, name, words) if part))

    def place(self, name: str = "") -> str:
        """Where a field stands, or this table: file, line and record."""
        file, _, record = self.where.partition(": ")
        line = self.line_of(name)
        numbered = f"{file}, line {line}" if line else file
        return f"{numbered}: {record}" if record else numbered

    def line_of(self, name: str = "") -> int | None:
        """The line of a field, or of the table where the field is not there."""
        if self.file_of is None:
            return None
        return self.file_of.line_of((*self.way, name) if name else self.way)

    def take(self, name: str, default: Any = MISSING) -> Any:
        """Give the raw value of a field, or `default`; without one, note that it is missing."""
        self.asked[name] = None
        if name in self.data:
            return self.data[name]
        if default is MISSING:
            self._missing(name)
            return None
        return default

    def _missing(self, name: str) -> None:
        if self.is_table:  # or one fault would give a complaint for each of its fields
            why = ": a number without a unit" if name == "unit" else ""
            self.problem(name, f"is missing{why}")
            self.lacking[name] = self.problems[-1]

    def checked(
        self, name: str, read: Callable[[Any], Read], instead: Read, default: Any = MISSING
    ) -> Read:
        """Give what `read` makes of a field; a refusal is noted, and `instead` given."""
        value = self.take(name, default)
        if value is None or (name not in self.data and value is default):
            return instead if value is None else value
        try:
            return read(value)
        except FieldRefusal as refusal:
            self.problem(name, str(refusal))
            return instead

    def close(self) -> None:
        """Note every field that is not known; one that is missing under its name is told once."""
        for name in self.data:
            if name in self.asked:
                continue
            for meant in near(name, self.lacking):
                self.problems.remove(self.lacking.pop(meant))
            self.problem(str(name), f"is not a known field{did_you_mean(name, self.asked)}")

    # Tables inside this one

    def part(self: Same, name: str, default: Any = MISSING) -> Same:
        """Open a table inside this one."""
        data = self.take(name, default)
        return self.inner({} if data is None else data, f"{self.where}: {name}", name)

    def inner(self: Same, data: Any, where: str, *way: str | int) -> Same:
        """Open any data as a table that notes its problems in the same list.

        `way` leads from this table to that one.
        """
        made = type(self)(data, where, self.problems, self.file_of, (*self.way, *way))
        made.folder = self.folder
        return made

    def parts(self: Same, name: str, default: Any = MISSING) -> list[Same]:
        """Open each table of an array of tables."""
        rows = self.take(name, default)
        if rows is None:
            return []
        if not isinstance(rows, (list, tuple)):
            self.problem(name, f"must be a list of tables, got {rows!r}")
            return []
        return [
            self.inner(row, f"{self.where}: {name} {place}", name, place - 1)
            for place, row in enumerate(rows, 1)
        ]

    # Fields

    def number(
        self,
        name: str,
        default: Any = MISSING,
        *,
        above: float | None = None,
        low: float | None = None,
        high: float | None = None,
    ) -> float:
        """Read a finite number, above `above` or from `low` to `high` where these are given."""

        def read(value: Any) -> float:
            return check.number(value, above=above, low=low, high=high, finite=True)

        return self.checked(name, read, math.nan, default)

    def whole(self, name: str, lowest: int, highest: int, default: Any = MISSING) -> int:
        """Read a whole number from `lowest` to `highest`."""
        return self.checked(
            name, lambda value: check.whole(value, lowest, highest), lowest, default
        )

    def flag(self, name: str, default: Any = MISSING) -> bool:
        """Read true or false."""
        return self.checked(name, check.flag, False, default)

    def word(
        self,
        name: str,
        form: re.Pattern[str] | Collection[str],
        example: str = "",
        default: Any = MISSING,
    ) -> str:
        """Read a short text that matches a pattern, or is one of a list."""

        def read(value: Any) -> str:
            if isinstance(form, re.Pattern):
                return check.matching(value, form, example)
            return check.one_of(value, form)

        return self.checked(name, read, "", default)

    def text(self, name: str, default: Any = MISSING) -> str:
        """Read words."""
        return self.checked(name, check.words, "", default)

    def words(self, name: str, default: Any = MISSING) -> tuple[str, ...]:
        """Read a list of texts, each once."""

        def read(value: Any) -> tuple[str, ...]:
            try:
                found = check.list_of(value, check.words)
            except FieldRefusal:
                raise FieldRefusal(f"must be a list of texts, got {value!r}") from None
            if len(set(found)) < len(found):
                raise FieldRefusal(f"names something twice: {list(found)}")
            return found

        return self.checked(name, read, (), default)

    # Whole records

    def record(self, kind: type[Read]) -> Read | None:
        """Read a dataclass, one field for each of its own; None where a field cannot stand.

        What a field may hold is declared beside it (rules.py), or follows from its type: str, bool,
        int, float, a tuple or a mapping of texts, another dataclass by its rule.
        """
        before = len(self.problems)
        if not self.is_table:
            return None
        of: Any = kind
        hints = _hints_of(of)
        values = {name: self._field(each, hints[name]) for name, each in fields_of(of).items()}
        self.close()
        return kind(**values) if len(self.problems) == before else None

    def _field(self, each: Field[Any], hint: Any) -> Any:
        rule, default = each.metadata, each.metadata.get("fallback", each.default)
        name = rule.get("kind") or _kind_of(hint, each.name)
        if name == "parts":
            made = [part.record(rule["of"]) for part in self.parts(each.name, default)]
            return tuple(part for part in made if part is not None)
        value = self.checked(
            each.name, lambda value: check.FIELD_KINDS[name](value, rule), None, default
        )
        if name == "ids" and value:
            self.names(each.name, value, rule)
        return value

    def names(self, name: str, ids: tuple[str, ...], rule: Mapping[str, Any]) -> None:
        """Take note of ids that must exist in the collection `rule["of"]`."""
        raise TypeError(f"{type(self).__name__} cannot look up the ids of {name}")


@cache
def fields_of(kind: Any) -> Mapping[str, Field[Any]]:
    """The fields of a dataclass by name."""
    return {each.name: each for each in fields(kind)}


@cache
def _hints_of(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _kind_of(hint: Any, name: str) -> str:
    """The kind of field that a type stands for, where no rule is declared beside it."""
    by_type = {str: "text", bool: "flag", int: "count", float: "number"}
    by_origin = {tuple: "texts", dict: "text_table", Mapping: "text_table"}
    kind = by_type.get(hint) or by_origin.get(get_origin(hint))
    if kind is None:
        raise TypeError(f"the field {name} must declare what it may hold: its type is {hint}")
    return kind
