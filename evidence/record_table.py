"""One table of an evidence file: a record, what holds between its fields, and what it names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from .files.reader import TomlTable, fields_of

Read = TypeVar("Read")
Key = tuple[str, str]  # a collection, and the id of a record in it
READ_THERE = ("verified", "derived", "supported", "supported-with-nuance")


def _check_number(record: Any) -> str:
    """Say what is wrong with a record that holds value, low to high, or steps ("" if nothing)."""
    low, high = record.low, record.high
    if (low is None) != (high is None):
        return "has one of low and high without the other"
    if low is not None and not low < high:
        return f"low must be below high, got {low} and {high}"
    steps = getattr(record, "steps", ())
    if any(a >= b for a, b in pairwise(steps)):
        return f"steps must rise, got {list(steps)}"
    if record.value is None and low is None and not steps:
        return "has no number: give value, or low and high, or steps"
    if record.value is not None and low is not None and not low <= record.value <= high:
        return f"value {record.value} lies outside its own interval {low} to {high}"
    return ""


def _check_counts(counts: Any) -> str:
    pairs = ((counts.ketamine_events, counts.ketamine_n), (counts.control_events, counts.control_n))
    if (counts.control_events is None) != (counts.control_n is None):
        return "has one of control_events and control_n without the other"
    if any(n is not None and not 0 <= events <= n or n == 0 for events, n in pairs):
        return f"events must be at most n, and n above 0, got {pairs}"
    return ""


def _check_words(record: Any) -> str:
    """What was not seen keeps its words in `withheld`, so that no page can show them."""
    names = ("wording", "withheld")
    right, wrong = names if record.status in READ_THERE else reversed(names)
    if getattr(record, right) and not getattr(record, wrong):
        return ""
    return f"status {record.status!r} wants its words in {right}, and nothing in {wrong}"


class Wanted(NamedTuple):
    """An id that a field of a table names; `by_a_person`: a machine-written source will not do."""

    table: EvidenceTable
    field: str
    key: Key
    by_a_person: bool


class EvidenceTable(TomlTable):
    """A table of an evidence file; what it names is looked up when all files are read."""

    owner: Key  # the record that it is, or is a part of
    wanted: list[Wanted]

    def inner(self, data: Any, where: str, *way: str | int) -> EvidenceTable:
        """Open any data as a table that notes into the same list."""
        made = super().inner(data, where, *way)
        made.owner, made.wanted = self.owner, self.wanted
        return made

    def names(self, name: str, ids: tuple[str, ...], rule: Mapping[str, Any]) -> None:
        """Keep ids until every collection is there."""
        by_a_person = rule["of"] == "sources" and not rule.get("machine_written")
        self.wanted.extend(Wanted(self, name, (rule["of"], each), by_a_person) for each in ids)

    def record(self, kind: type[Read]) -> Read | None:
        """Read one record, and check what holds between its fields."""
        made = super().record(kind)
        if made is None:
            return None
        of: Any = kind
        known = fields_of(of)
        wrong = ""
        if "value" in known:
            wrong = _check_number(made)
        elif "ketamine_events" in known:
            wrong = _check_counts(made)
        elif "withheld" in known:
            wrong = _check_words(made)
        if wrong:
            self.problem("", wrong)
        return made
