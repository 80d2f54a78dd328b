"""Reads the evidence files and refuses anything that would leave a statement without its source.

Every problem of every file is collected, so that one run names all that needs mending.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .files.fields import did_you_mean
from .files.left_out import Partial
from .files.reader import TableError, read_toml
from .files.toml_lines import TomlFile
from .record_table import READ_THERE, EvidenceTable, Key, Wanted
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
# Read elsewhere (reviewed.py, glossary.py): what people have signed, and what words mean.
NOT_READ_HERE = ("reviews_signed.toml", "glossary.toml")
# Collections whose records must rest on text that was seen, where their standing says so.
BACKED: tuple[str, ...] = (
    *("claims", "trials", "reviews", "guidelines", "facts", "limits", "monitoring"),
    *("incidents", "models", "assumptions"),
)
# Bounds, and what is watched for: with some of them missing, none is given. A gate or a lab that
# went on with fewer could say yes where the whole says no.
WHOLE_OR_NONE = ("limits", "monitoring")
# The dose guard needs one for each way of giving.
HARD_LIMITS = ("infusion_acute_pain_ceiling", "bolus_acute_pain_ceiling", "oral_cap")
CHECK_WITHIN_YEARS = 5


class EvidenceError(TableError):
    """Something in the evidence is broken, or may not be stated; `problems` lists each one."""

    def __init__(self, *problems: str) -> None:
        super().__init__(problems)

    def __str__(self) -> str:
        count = len(self.problems)
        lead = "" if count == 1 else f"{count} problems in the evidence:\n- "
        return lead + "\n- ".join(self.problems)


def _site(link: str) -> str:
    """The site of an address, without www."""
    return link.partition("://")[2].partition("/")[0].lower().removeprefix("www.")


class Reader:
    """Turns the files of a folder into records and keeps a list of what was wrong.

    What is wrong is left out, and with it what rests on it; `problems` names the mistakes alone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self.wanted: list[Wanted] = []
        self.tables: dict[Key, EvidenceTable] = {}  # where each record stands
        self.left_out: set[Key] = set()
        self.unread: set[str] = set()  # collections of which nobody knows what is missing

    def collections(self) -> dict[str, Mapping[str, Any]]:
        """Read every file of the folder into mappings by id."""
        found: dict[str, dict[str, Any]] = {}
        expected: set[Path] = set()
        for name, table, record, pattern in COLLECTIONS:
            paths = sorted(self.folder.glob(pattern))
            expected.update(paths)
            if not paths and name not in ("models", "questions"):
                self.problems.append(f"{pattern}: the file is missing")
                self.unread.add(name)
            found[name] = self._collection(name, table, record, paths)
        self._check_strays(expected)
        self._check_wanted(found)
        self._check_depth(found)
        self._check_sources(found["sources"])
        self._check_limits(found["limits"])
        self._leave_out_what_rests_on_it()
        return {name: self._whole_or_partial(name, records) for name, records in found.items()}

    def _refuse(self, key: Key, words: str, field: str = "", at: str = "") -> None:
        """Leave a record out, and note why at its place."""
        self.left_out.add(key)
        self.tables[key].problem(field, words, at)

    def _leave_out_what_rests_on_it(self) -> None:
        """Leave out each record that names one which is left out, and so on."""
        before = -1
        while before < len(self.left_out):
            before = len(self.left_out)
            self.left_out |= {each.table.owner for each in self.wanted if self._is_out(each.key)}

    def _is_out(self, key: Key) -> bool:
        return key in self.left_out or (key not in self.tables and key[0] in self.unread)

    def _whole_or_partial(self, name: str, records: dict[str, Any]) -> Mapping[str, Any]:
        """The records that stand; with a mistake anywhere, it may be why an id is missing."""
        if not self.problems:
            return MappingProxyType(records)
        out = {each for collection, each in self.left_out if collection == name}
        return Partial(
            {each: record for each, record in records.items() if each not in out},
            out,
            unknown=True,
            closed=name in WHOLE_OR_NONE and bool(out or name in self.unread),
        )

    def _check_strays(self, expected: set[Path]) -> None:
        """Files that nobody reads."""
        for stray in sorted(set(self.folder.rglob("*.toml")) - expected):
            if self._name(stray) not in NOT_READ_HERE:
                self.problems.append(f"{self._name(stray)}: no such evidence file is known")
        for path in sorted(self.folder.rglob("*")):
            if path.suffix != ".toml" and ".tom" in path.name.lower():
                self.problems.append(f"{self._name(path)}: is not read: a name must end in .toml")

    def _check_wanted(self, found: Mapping[str, Mapping[str, Any]]) -> None:
        """What a record names is there; a machine's page backs nothing."""
        for table, field, (collection, wanted), by_a_person in self.wanted:
            known = found[collection]
            if wanted not in known and not self._is_out((collection, wanted)):
                self.left_out.add(table.owner)
                table.problem(
                    "",
                    f"there is no {wanted!r} among the {collection}{did_you_mean(wanted, known)}",
                    at=field,
                )
            if by_a_person and wanted in known and known[wanted].machine_written:
                self.left_out.add(table.owner)
                table.problem("", f"{wanted} is machine-written and can back nothing", at=field)

    def _check_sources(self, sources: Mapping[str, Source]) -> None:
        """A source is looked at again within five years; a machine's page says that it is one."""
        machines = {_site(each.page) for each in sources.values() if each.machine_written}
        latest = date.today().year + CHECK_WITHIN_YEARS
        for source in sources.values():
            if source.check_by.year > latest:
                self._refuse(
                    ("sources", source.id),
                    f"must be in {latest} at the latest, got {source.check_by}",
                    "check_by",
                )
            if _site(source.page) in machines - {""} and not source.machine_written:
                self._refuse(
                    ("sources", source.id),
                    f"the pages of {_site(source.page)} are machine-written: "
                    "say machine_written = true",
                    at="page",
                )

    def _check_limits(self, limits: Mapping[str, Limit]) -> None:
        """Each way of giving has a hard limit, and no range of its unit and route passes it."""
        for name in HARD_LIMITS:
            if not limits or ("limits", name) in self.left_out:
                continue  # already complained of
            if name not in limits or not limits[name].hard:
                self.unread.add("limits")
                self.problems.append(
                    f"limits.toml: {name}: must be there, with a value and hard = true"
                )
        for limit in limits.values():
            top = limit.high if limit.high is not None else limit.value
            for hard in limits.values():
                if limit.hard or top is None or not hard.hard or hard.value is None:
                    continue
                same = limit.unit == hard.unit and (limit.route == "oral") == (hard.route == "oral")
                if same and top > hard.value:
                    self._refuse(
                        ("limits", limit.id),
                        f"{top:g} {limit.unit} is above the hard limit "
                        f"{hard.id}, {hard.value:g} {hard.unit}",
                        at="high" if limit.high is not None else "value",
                    )

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _collection(self, name: str, table: str, record: type, paths: list[Path]) -> dict[str, Any]:
        records: dict[str, Any] = {}
        for path in paths:
            file = self._name(path)
            data = read_toml(path, self.problems, file)
            if data is None:
                self.unread.add(name)
                continue
            for extra in sorted(set(data) - {table}):
                line = data.line_of((extra, 0)) or data.line_of((extra,))
                self.problems.append(
                    f"{file}, line {line}: unknown table {extra!r}{did_you_mean(extra, [table])}"
                )
                self.unread.add(name)
            rows = data.get(table, [])
            if not isinstance(rows, list):
                line = data.line_of((table,))
                self.problems.append(f"{file}, line {line}: write [[{table}]], not [{table}]")
                self.unread.add(name)
                continue
            for place, row in enumerate(rows):
                made, key = self._record(record, name, (table, place), row, data, file)
                if made is not None and made.id in records:
                    self._refuse(key, "is used twice", "id")
                if made is not None:
                    records[made.id] = made
        return records

    def _record(
        self, kind: type, name: str, way: tuple[str, int], row: Any, file: TomlFile, path: str
    ) -> tuple[Any, Key]:
        """One record, or None with the problem noted; and by what it is known."""
        own = row.get("id") if isinstance(row, dict) else None
        where = f"{path}: {own or f'{way[0]} number {way[1] + 1}'}"
        if kind is Fact and isinstance(row, dict):
            row = {"room": Path(path).stem, **row}
        opened = EvidenceTable(row, where, self.problems, file, way)
        opened.owner, opened.wanted = (name, str(own)), self.wanted
        before = len(self.wanted)
        made = opened.record(kind)
        if made is None:
            del self.wanted[before:]  # what a broken record names is nobody's mistake
            self.left_out.add(opened.owner)
            if not isinstance(own, str):
                self.unread.add(name)
            return None, opened.owner
        self.tables[opened.owner] = opened
        return made, opened.owner

    def _check_depth(self, found: Mapping[str, Mapping[str, Any]]) -> None:
        """A figure cannot have been seen at sources of which only the existence was seen."""
        sources = found["sources"]
        for name in BACKED:
            for record in found[name].values():
                standing = record.verdict if name == "claims" else record.status
                if standing not in READ_THERE:
                    continue
                if any(key not in sources for key in record.sources):
                    continue  # already complained of
                depths = {sources[key].depth for key in record.sources}
                if not depths - {"existence-only"}:
                    self._refuse(
                        (name, record.id),
                        f"standing {standing!r} needs a source whose text was seen, got "
                        f"{', '.join(record.sources) or 'none'}",
                        at="sources",
                    )
