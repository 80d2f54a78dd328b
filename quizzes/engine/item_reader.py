"""Reads one question of a bank file, and the numbers and cases that its questions share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from evidence import LeftOut, given
from evidence.files.fields import FieldRefusal
from evidence.files.left_out import may_lack
from evidence.tables import evidence_number

from .checks import check_item
from .item_parts import corrections, gate, hints, pair, waivers
from .items.records import BLOOM, ITEM_ID, ITEM_STATUSES, PLACES, Given, Item, SharedCase, Template
from .items.toml_reader import QuestionTable
from .types import QUESTION_TYPES

_GROUP = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|[A-Z]{2,5}-\d{3,4}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
RESERVED = ("key", "limit", "model", "fact")
STEPS_AT_MOST = 200


def read_given(name: str, table: QuestionTable) -> Given:
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
    inner = table.inner(raw, f"{table.where}: {name}", name)
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


def read_cases(top: QuestionTable) -> dict[str, SharedCase]:
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


def read_item(
    table: QuestionTable, lesson: str, shared: Mapping[str, Given], cases: Mapping[str, SharedCase]
) -> Item | None:
    """A question, or None with its mistakes noted; LeftOut where it rests on what is left out."""
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
        "pair": pair(table, item_id),
        "story": table.flag("story", False),
    }
    common["corrected"] = corrections(table, common["version"])
    if common["certainty"] and kind and not QUESTION_TYPES[kind].asks_certainty:
        table.problem("certainty", f"is not asked for a {kind}: leave it out")
    if common["objective"] and common["objective"] not in table.evidence.objectives:
        if may_lack(table.evidence.objectives, common["objective"]):
            raise LeftOut("This question")
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
    if (
        kind in ("numeric", "write_order")
        and given(table.evidence.limits) is not table.evidence.limits
    ):
        raise LeftOut("This question")  # an answer is held against the steps of a pump
    if kind:
        body = QUESTION_TYPES[kind].read(table)
    table.close()
    if not kind or len(table.problems) > before:
        return None
    item = Item(id=item_id, type=kind, lesson=lesson, body=body, given=shared, **common)
    check_item(item, table)
    return item if len(table.problems) == before else None
