"""Reads the evidence files and refuses anything that would leave a statement without its source.

Every problem of every file is collected, so that one run names all that needs mending.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from .fields import did_you_mean
from .reader import TableError, TomlTable, fields_of, read_toml
from .records import (
    Assumption,
    Claim,
    Document,
    Fact,
    Guideline,
    Incident,
    Limit,
    Model,
    Monitoring,
    Objective,
    Question,
    Reference,
    Review,
    Source,
    Trial,
)

Read = TypeVar("Read")

# One row for each collection: its name in Evidence, the table in TOML, the record, the files.
COLLECTIONS: tuple[tuple[str, str, type, str], ...] = (
    ("sources", "source", Source, "sources/*.toml"),
    ("references", "reference", Reference, "references.toml"),
    ("claims", "claim", Claim, "claims/*.toml"),
    ("trials", "trial", Trial, "trials/*.toml"),
    ("reviews", "review", Review, "reviews.toml"),
    ("guidelines", "guideline", Guideline, "guidelines.toml"),
    ("facts", "fact", Fact, "facts/*.toml"),
    ("limits", "limit", Limit, "limits.toml"),
    ("objectives", "objective", Objective, "objectives.toml"),
    ("monitoring", "monitoring", Monitoring, "monitoring.toml"),
    ("incidents", "incident", Incident, "incidents.toml"),
    ("models", "model", Model, "kinetic_models.toml"),
    ("assumptions", "assumption", Assumption, "kinetic_assumptions.toml"),
    ("questions", "question", Question, "questions_for_clinicians.toml"),
    ("documents", "document", Document, "document.toml"),
)
# Read elsewhere (reviewed.py): what people have signed is no evidence.
NOT_READ_HERE = ("reviews_signed.toml",)
# Collections whose records must rest on text that was seen, where their standing says so.
BACKED: tuple[str, ...] = (
    *("claims", "trials", "reviews", "guidelines", "facts", "limits", "monitoring"),
    *("incidents", "models", "assumptions"),
)
# The dose guard needs one for each way of giving.
HARD_LIMITS = ("infusion_acute_pain_ceiling", "bolus_acute_pain_ceiling", "oral_cap")
CHECK_WITHIN_YEARS = 5
_SEEN = ("verified", "derived", "supported", "supported-with-nuance")


class EvidenceError(TableError):
    """Something in the evidence is broken, or may not be stated; `problems` lists each one."""

    def __init__(self, *problems: str) -> None:
        super().__init__(problems)

    def __str__(self) -> str:
        count = len(self.problems)
        lead = "" if count == 1 else f"{count} problems in the evidence:\n- "
        return lead + "\n- ".join(self.problems)


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
    right, wrong = ("wording", "withheld") if record.status in _SEEN else ("withheld", "wording")
    if getattr(record, right) and not getattr(record, wrong):
        return ""
    return f"status {record.status!r} wants its words in {right}, and nothing in {wrong}"


def _site(link: str) -> str:
    """The site of an address, without www."""
    return link.partition("://")[2].partition("/")[0].lower().removeprefix("www.")


class EvidenceTable(TomlTable):
    """A table of an evidence file; what it names is looked up when all files are read."""

    wanted: list[tuple[str, str, str]]  # where, collection, id that must exist
    backed_by: list[tuple[str, str]]  # where, source that must be a person's work

    def inner(self, data: Any, where: str) -> EvidenceTable:
        """Open any data as a table that notes into the same lists."""
        made = super().inner(data, where)
        made.wanted, made.backed_by = self.wanted, self.backed_by
        return made

    def names(self, name: str, ids: tuple[str, ...], rule: Mapping[str, Any]) -> None:
        """Keep ids until every collection is there."""
        self.wanted.extend((self.where, rule["of"], each) for each in ids)
        if rule["of"] == "sources" and not rule.get("machine_written"):
            self.backed_by.extend((self.where, each) for each in ids)

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


class Reader:
    """Turns the files of a folder into records and keeps a list of what was wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self.wanted: list[tuple[str, str, str]] = []
        self.backed_by: list[tuple[str, str]] = []
        # One broken record must not raise a complaint at everything that names it.
        self.broken: set[tuple[str, str]] = set()  # collection, id of a record that was refused
        self.unread: set[str] = set()  # collections with a file that could not be read

    def collections(self) -> dict[str, Mapping[str, Any]]:
        """Read every file of the folder into mappings by id."""
        found: dict[str, Mapping[str, Any]] = {}
        expected: set[Path] = set()
        for name, table, record, pattern in COLLECTIONS:
            paths = sorted(self.folder.glob(pattern))
            expected.update(paths)
            if not paths and name not in ("models", "questions"):
                self.problems.append(f"{pattern}: the file is missing")
            found[name] = self._collection(name, table, record, paths)
        for stray in sorted(set(self.folder.rglob("*.toml")) - expected):
            if self._name(stray) in NOT_READ_HERE:
                continue
            self.problems.append(f"{self._name(stray)}: no such evidence file is known")
        for path in sorted(self.folder.rglob("*")):
            if path.suffix != ".toml" and ".tom" in path.name.lower():
                self.problems.append(f"{self._name(path)}: is not read: a name must end in .toml")
        for where, collection, wanted in self.wanted:
            excused = collection in self.unread or (collection, wanted) in self.broken
            if wanted not in found[collection] and not excused:
                self.problems.append(
                    f"{where}: there is no {wanted!r} among the {collection}"
                    f"{did_you_mean(wanted, found[collection])}"
                )
        for where, wanted in self.backed_by:
            source = found["sources"].get(wanted)
            if source is not None and source.machine_written:
                self.problems.append(f"{where}: {wanted} is machine-written and can back nothing")
        self._check_depth(found)
        self._check_sources(found["sources"])
        self._check_limits(found["limits"])
        return found

    def _check_sources(self, sources: Mapping[str, Source]) -> None:
        """A source is looked at again within five years; a machine's page says that it is one."""
        machines = {_site(each.page) for each in sources.values() if each.machine_written}
        latest = date.today().year + CHECK_WITHIN_YEARS
        for source in sources.values():
            if source.check_by.year > latest:
                self.problems.append(
                    f"sources: {source.id}: check_by must be in {latest} at the latest, "
                    f"got {source.check_by}"
                )
            if _site(source.page) in machines - {""} and not source.machine_written:
                self.problems.append(
                    f"sources: {source.id}: the pages of {_site(source.page)} are machine-written: "
                    "say machine_written = true"
                )

    def _check_limits(self, limits: Mapping[str, Limit]) -> None:
        """Each way of giving has a hard limit, and no range of its unit and route passes it."""
        for name in HARD_LIMITS:
            if not limits or ("limits", name) in self.broken:
                continue  # already complained of
            if name not in limits or not limits[name].hard:
                self.problems.append(f"limits: {name}: must be there, with a value and hard = true")
        for limit in limits.values():
            top = limit.high if limit.high is not None else limit.value
            for hard in limits.values():
                if limit.hard or top is None or not hard.hard or hard.value is None:
                    continue
                same = limit.unit == hard.unit and (limit.route == "oral") == (hard.route == "oral")
                if same and top > hard.value:
                    self.problems.append(
                        f"limits: {limit.id}: {top:g} {limit.unit} is above the hard limit "
                        f"{hard.id}, {hard.value:g} {hard.unit}"
                    )

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _table(self, data: Any, where: str) -> EvidenceTable:
        made = EvidenceTable(data, where, self.problems)
        made.wanted, made.backed_by = self.wanted, self.backed_by
        return made

    def _collection(
        self, name: str, table: str, record: type, paths: list[Path]
    ) -> Mapping[str, Any]:
        records: dict[str, Any] = {}
        for path in paths:
            file = self._name(path)
            data = read_toml(path, self.problems, file)
            if data is None:
                self.unread.add(name)
                continue
            for extra in sorted(set(data) - {table}):
                self.problems.append(
                    f"{file}: unknown table {extra!r}{did_you_mean(extra, [table])}"
                )
            rows = data.get(table, [])
            if not isinstance(rows, list):
                self.problems.append(f"{file}: write [[{table}]], not [{table}]")
                continue
            for place, row in enumerate(rows, 1):
                key = row.get("id") if isinstance(row, dict) else None
                where = f"{file}: {key or f'{table} number {place}'}"
                if record is Fact and isinstance(row, dict):
                    row = {"room": path.stem, **row}
                made = self._table(row, where).record(record)
                if made is None:
                    self.broken.add((name, str(key)))
                    continue
                if made.id in records:
                    self.problems.append(f"{where}: id: is used twice")
                records[made.id] = made
        return MappingProxyType(records)

    def _check_depth(self, found: Mapping[str, Mapping[str, Any]]) -> None:
        """A figure cannot have been seen at sources of which only the existence was seen."""
        sources = found["sources"]
        for name in BACKED:
            for record in found[name].values():
                standing = record.verdict if name == "claims" else record.status
                if standing not in _SEEN:
                    continue
                if any(key not in sources for key in record.sources):
                    continue  # already complained of
                depths = {sources[key].depth for key in record.sources}
                if not depths - {"existence-only"}:
                    self.problems.append(
                        f"{name}: {record.id}: standing {standing!r} needs a source whose text "
                        f"was seen, got {', '.join(record.sources) or 'none'}"
                    )
