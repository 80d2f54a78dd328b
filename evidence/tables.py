"""What a TOML file takes from the evidence: a record by its id, a number by its name, and rows
that rest on a record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING
from pathlib import Path
from typing import Any, TypeVar

from .files.fields import FieldRefusal, did_you_mean
from .files.left_out import LeftOut, may_lack
from .files.reader import TableError, TomlTable, read_toml
from .loader import EvidenceError
from .numbers import format_number
from .records import Limit
from .statements import state
from .store import Evidence, load

__all__ = [
    "COURSE",
    "HOMES",
    "FieldRefusal",
    "TableError",
    "TomlTable",
    "evidence_number",
    "filled",
    "find",
    "read_rows",
    "read_toml",
]

Row = TypeVar("Row")

COURSE = "course"  # the source of a view that is the course's own
HOMES = (
    "claims",
    "facts",
    "guidelines",
    "limits",
    "trials",
    "reviews",
    "monitoring",
    "incidents",
    "models",
    "assumptions",
)
# {limit:infusion_cancer_pain.high}, {model:kamp_2020.cl_l_per_h} or {fact:F-S02} in a text.
REFERENCE = re.compile(r"\{(limit|model|fact):([^{}]*)\}")


def find(record_id: str, evidence: Evidence | None = None) -> Any:
    """The record with that id, or None for the course's own view.

    Raises TableError for an id that the evidence (the course's own unless given) does not have,
    LeftOut for one that is left out.
    """
    if record_id == COURSE:
        return None
    evidence = load() if evidence is None else evidence
    for home in HOMES:
        records = getattr(evidence, home, {})
        if record_id in records:
            return records[record_id]
    if any(may_lack(getattr(evidence, home, {}), record_id) for home in HOMES):
        raise LeftOut
    known = [each for home in HOMES for each in getattr(evidence, home, {})]
    raise TableError([f"the evidence does not have {record_id!r}{did_you_mean(record_id, known)}"])


def evidence_number(reference: str, evidence: Evidence | None = None) -> float:
    """A number of the evidence by its name.

    "limit:infusion_cancer_pain.high" (or .low, .value, and .middle of low and high), or a
    parameter of a model, "model:kamp_2020.cl_l_per_h". Raises FieldRefusal for any other.
    """
    evidence = load() if evidence is None else evidence
    collection, _, rest = reference.partition(":")
    name, _, part = rest.partition(".")
    if collection == "limit":
        record: Any = evidence.limits.get(name)  # LeftOut, where a limit is left out
        value = _of_limit(record, part) if record is not None else None
    elif collection == "model":
        record = evidence.models.get(name)
        value = record.parameters.get(part) if record is not None else None
    else:
        raise FieldRefusal(
            "must look like limit:infusion_cancer_pain.high or "
            f"model:kamp_2020.cl_l_per_h, got {reference!r}"
        )
    if record is None:
        known = evidence.limits if collection == "limit" else evidence.models
        raise FieldRefusal(
            f"names a {collection} that the evidence does not have: {name!r}"
            f"{did_you_mean(name, known)}"
        )
    if value is None:
        raise FieldRefusal(f"names no number of the {collection} {name!r}: {part!r}")
    return float(value)


def _of_limit(limit: Limit, part: str) -> float | None:
    if part == "middle" and limit.low is not None and limit.high is not None:
        return (limit.low + limit.high) / 2
    value = getattr(limit, part) if part in ("low", "high", "value") else None
    return None if value is None else float(value)


def filled(text: str, evidence: Evidence | None = None) -> str:
    """A text with each {limit:…}, {model:…} and {fact:…} in it as it stands in the evidence.

    Raises FieldRefusal for what the evidence does not have or may not state as fact.
    """

    def written(match: re.Match[str]) -> str:
        if match[1] != "fact":
            return format_number(evidence_number(f"{match[1]}:{match[2]}", evidence))
        try:
            return state(find(match[2], evidence))
        except EvidenceError as error:
            raise FieldRefusal(f"states what may not be stated: {error}") from error
        except TableError as error:
            raise FieldRefusal(f"names a fact: {error}") from error

    return REFERENCE.sub(written, text)


class RowTable(TomlTable):
    """A table whose texts are filled from the evidence, and whose ids it must have."""

    def names(self, name: str, ids: tuple[str, ...], rule: Mapping[str, Any]) -> None:
        """Note each id that the evidence does not have in the collection that the rule names."""
        known = getattr(load(), rule["of"])
        for each in ids:
            if may_lack(known, each):
                raise LeftOut
            if each not in known:
                self.problem(name, f"names {each!r}, which is not among the {rule['of']}")

    def take(self, name: str, default: Any = MISSING) -> Any:
        """Give the raw value of a field, each text in it filled from the evidence."""
        value = super().take(name, default)
        try:
            return _filled_within(value)
        except FieldRefusal as refusal:
            self.problem(name, str(refusal))
            return value


def _filled_within(value: Any) -> Any:
    if isinstance(value, str):
        return filled(value)
    if isinstance(value, list):
        return [_filled_within(each) for each in value]
    if isinstance(value, dict):
        return {name: _filled_within(each) for name, each in value.items()}
    return value


def read_rows(
    path: Path,
    table: str,
    kind: type[Row],
    problems: list[str],
    beside: Collection[str] = (),
    skips_left_out: bool = False,
) -> Iterator[tuple[str, Row]]:
    """Each row of `table` in a TOML file as a `kind`, with where it stands: file, line and row.

    `kind` is a dataclass whose fields say what they may hold (`TomlTable.record`); where it has a
    `source`, the evidence must have that record. An id may be used once. `beside` names what else
    the file holds and is read on its own. What cannot be read goes into `problems`: file, row,
    field and reason. A row that rests on what is left out raises LeftOut, or is passed by where
    `skips_left_out`.
    """
    data = read_toml(path, problems)
    if data is None:
        return
    top = TomlTable(data, path.name, problems)
    rows = top.take(table, [])
    top.asked.update(dict.fromkeys(beside))
    top.close()
    if not isinstance(rows, list):
        top.problem("", f"write [[{table}]], not [{table}]")
        return
    seen: set[str] = set()
    for place, row in enumerate(rows, 1):
        name = row.get("id", place) if isinstance(row, dict) else place
        where = f"{path.name}: {table} {name}"
        opened = RowTable(row, where, problems, data, (table, place - 1))
        try:
            record = opened.record(kind)
            if record is not None and hasattr(record, "source"):
                find(record.source)
        except TableError as error:
            opened.problem("source", str(error))
            continue
        except LeftOut:
            if skips_left_out:
                continue
            raise
        if record is None:
            continue
        if str(name) in seen:
            opened.problem("id", "is used twice")
        seen.add(str(name))
        yield opened.place(), record
