"""Reads the questions from quizzes/bank/*.toml and refuses what a learner must not meet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import evidence as course_evidence
from evidence.fields import FieldRefusal
from evidence.tables import TableError, evidence_number, read_toml

from .checks import check_item
from .item_parts import corrections, gate, hints, waivers
from .items.records import BLOOM, ITEM_STATUSES, PLACES, Given, Item, SharedCase, Template
from .items.toml_reader import QuestionTable
from .types import QUESTION_TYPES

FOLDER = Path(__file__).parent.parent / "bank"
BANK_SCHEMA = 1
FILE_NAME = re.compile(r"(\d{2}_[a-z0-9_]+|form_[a-z])\.toml")
_GROUP = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|[A-Z]{2,5}-\d{3,4}")
ITEM_ID = re.compile(r"[A-Z]{2,5}-\d{3,4}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
RESERVED = ("key", "limit", "model", "fact")
STEPS_AT_MOST = 200


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
class Bank:
    """All questions, in the order of the files and, within a file, of the teacher."""

    items: tuple[Item, ...]

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


def _given(name: str, table: QuestionTable) -> Given:
    """A number that the file's questions share: from a limit, or typed and recomputed by a test."""
    if not _NAME.fullmatch(name) or name in RESERVED:
        table.problem("", "must be named like kamp_hours_to_90, and not key, limit, model or fact")
    origin = table.take("from", None)
    value = 0.0
    if origin is None:
        value = table.number("value")
    elif "value" in table.data:
        table.problem("from", "stands beside value: give one of them")
    else:
        try:
            value = evidence_number(str(origin), table.evidence)
        except FieldRefusal as refusal:
            table.problem("from", str(refusal))
    table.take("value", None)
    computed_by = table.computed_by()
    if origin is None and computed_by is None:
        table.problem(
            "computed_by",
            'is missing: a number without a home; say from = "limit:…" '
            "or which function of widgets.model gives it",
        )
    made = Given(name=name, value=value, unit=table.text("unit"), computed_by=computed_by)
    table.close()
    return made


def _steps(table: QuestionTable, name: str) -> tuple[float, ...]:
    """A variable: a list of values, or min, max and step."""
    raw = table.take(name)
    if isinstance(raw, list):
        if not raw or not all(type(each) in (int, float) for each in raw):
            table.problem(name, f"must be a list of numbers, got {raw!r}")
            return (0.0,)
        return tuple(float(each) for each in raw)
    inner = table.inner(raw, f"{table.where}: {name}")
    low, high = inner.number("min"), inner.number("max")
    step = inner.number("step", above=0)
    inner.close()
    count = round((high - low) / step) + 1 if low < high and step > 0 else 0
    if not 2 <= count <= STEPS_AT_MOST or abs(low + (count - 1) * step - high) > 1e-9 * abs(high):
        inner.problem("step", "must lead from min to max in 1 to 199 whole steps")
        return (0.0,)
    # 12 digits take the binary dust off 0.1 + 2 * 0.05
    return tuple(float(f"{low + place * step:.12g}") for place in range(count))


def _template(table: QuestionTable) -> Template | None:
    if table.take("template", None) is None:
        return None
    inner = table.part("template")
    variables, derived = inner.part("variables"), inner.part("derived", {})
    rules = inner.take("constraints", [])
    if not isinstance(rules, list):
        inner.problem("constraints", f"must be a list of comparisons, got {rules!r}")
        rules = []
    made = Template(
        variables={name: _steps(variables, name) for name in variables.data},
        derived={name: derived.expression(name) for name in derived.data},
        constraints=tuple(inner.as_expression("constraints", rule) for rule in rules),
    )
    if not made.variables:
        variables.problem("", "must hold at least one variable")
    for name in (*made.variables, *made.derived):
        if not _NAME.fullmatch(name) or name in RESERVED:
            inner.problem(
                name, "must be named like rate_mg_per_kg_h, and not key, limit, model or fact"
            )
    inner.close()
    return made


def _case(table: QuestionTable, cases: Mapping[str, SharedCase]) -> SharedCase | None:
    name = table.take("case", None)
    if name is not None and (not isinstance(name, str) or name not in cases):
        known = ", ".join(cases) or "none"
        table.problem("case", f"must be one of the cases of this file ({known}), got {name!r}")
        return None
    return cases[name] if name else None


def _cases(top: QuestionTable) -> dict[str, SharedCase]:
    """The made-up patients of a file, by id."""
    made: dict[str, SharedCase] = {}
    for row in top.parts("cases", []):
        case = SharedCase(
            id=row.word("id", _GROUP, "burning-arm"), title=row.text("title"), text=row.text("text")
        )
        if case.id in made:
            row.problem("id", f"is used twice: {case.id!r}")
        made[case.id] = case
        row.close()
    return made


def _item(
    table: QuestionTable, lesson: str, given: Mapping[str, Given], cases: Mapping[str, SharedCase]
) -> Item | None:
    before = len(table.problems)
    item_id = table.word("id", ITEM_ID, "INF-001")
    kind = table.word("type", QUESTION_TYPES)
    common: dict[str, Any] = {
        "version": table.whole("version", 1, 9999),
        "status": table.word("status", ITEM_STATUSES),
        "reviewed_by": table.words("reviewed_by"),
        "objective": table.word("objective", re.compile(r"O\d{1,2}"), "O6"),
        "place": table.word("place", PLACES),
        "bloom": table.word("bloom", BLOOM),
        "claims": table.ids("claims", "claims"),
        "topics": table.words("topics", ()),
        "vignette": table.text("vignette"),
        "lead_in": table.text("lead_in"),
        "explanation": table.text("explanation"),
        "certainty": table.flag("certainty", not kind or QUESTION_TYPES[kind].asks_certainty),
        "time_s": table.whole("time_s", 5, 600),
        "template": _template(table),
        "hints": hints(table),
        "case": _case(table, cases),
        "group": table.word("group", _GROUP, "hours-to-plateau") if "group" in table.data else "",
        "waivers": waivers(table),
        "shows_error": table.text("shows_error", ""),
        "gate": gate(table),
    }
    common["corrected"] = corrections(table, common["version"])
    if common["certainty"] and kind and not QUESTION_TYPES[kind].asks_certainty:
        table.problem("certainty", f"is not asked for a {kind}: leave it out")
    if common["objective"] and common["objective"] not in table.evidence.objectives:
        table.problem(
            "objective", f"names {common['objective']!r}, which the evidence does not have"
        )
    table.take("sources")
    backing = table.backing()
    common |= {"sources": backing.sources, "facts": backing.facts}
    for name in ("claims", "sources"):
        if name in table.data and not common[name]:
            table.problem(name, "must name at least one")
    if common["lead_in"] and not common["lead_in"].endswith("?"):
        table.problem(
            "lead_in",
            "must end as a question that can be answered with the options "
            f"covered, got {common['lead_in']!r}",
        )
    if kind:
        body = QUESTION_TYPES[kind].read(table)
    table.close()
    if not kind or len(table.problems) > before:
        return None
    item = Item(id=item_id, type=kind, lesson=lesson, body=body, given=given, **common)
    check_item(item, table)
    return item if len(table.problems) == before else None


def _file(path: Path, problems: list[str], evidence: Any, homes: dict[str, str]) -> list[Item]:
    if not FILE_NAME.fullmatch(path.name):
        problems.append(
            f"{path.name}: must be named like 09_hours_to_arrive.toml, after its lesson"
        )
        return []
    data = read_toml(path, problems)
    if data is None:
        return []
    top = QuestionTable(data, path.name, problems)
    top.evidence, top.folder = evidence, path.parent
    top.word("lesson", (path.stem,))
    if top.take("schema") not in (None, BANK_SCHEMA):
        top.problem("schema", f"must be {BANK_SCHEMA}, got {data['schema']!r}")
    numbers = top.part("numbers", {})
    given = {name: _given(name, numbers.part(name)) for name in numbers.data}
    cases = _cases(top)
    items = []
    for place, row in enumerate(top.parts("items"), 1):
        name = row.data.get("id")
        row.where = f"{path.name}: {name if isinstance(name, str) else f'item {place}'}"
        if isinstance(name, str) and homes.setdefault(name, row.where) is not row.where:
            row.problem("id", f"is used twice, first in {homes[name].partition(':')[0]}")
        items.append(_item(row, path.stem, given, cases))
    top.close()
    return [item for item in items if item is not None]


def load_bank(folder: Path | str = FOLDER, evidence: Any = None) -> Bank:
    """Read every question of a folder of TOML files.

    `evidence` is what evidence.load() gives unless a test brings its own. Raises BankError with
    all problems of all files: unknown or missing fields, ids that the evidence does not have,
    options without feedback, arithmetic or placeholders that do not work.
    """
    evidence = course_evidence.load() if evidence is None else evidence
    problems: list[str] = []
    homes: dict[str, str] = {}
    items = [
        item
        for path in sorted(Path(folder).glob("*.toml"))
        for item in _file(path, problems, evidence, homes)
    ]
    if problems:
        raise BankError(problems, tuple(items))
    return Bank(tuple(items))
