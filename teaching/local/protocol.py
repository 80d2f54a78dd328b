"""A department's protocol beside the course's own figures: read, held to the limits, never merged.

What may differ, may differ: both then stand side by side. Nothing above a hard limit is taken, and
where the course has no hard limit for a figure, nothing above its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import evidence
from evidence import Limit
from evidence.files.fields import FIELD_KINDS, FieldRefusal, did_you_mean
from evidence.guard.doses import FIX, dose_findings, dose_warnings
from evidence.guard.guarded_text import text_problems
from evidence.numbers import format_number
from evidence.tables import TomlTable, read_toml

PROTOCOL_FILE = "protocol.toml"
DOSE_SETTINGS = ("cancer pain", "acute pain")
_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")
_CLOSE = 1e-9


@dataclass(frozen=True)
class ProtocolStatement:
    """One statement of a local protocol: its words, and its figure beside the course's.

    `local` and `course` are figures in words, "" where a statement has none; `course_label` says
    what the course's figure is of, `differs` whether the two are not the same.
    """

    id: str
    says: str
    local: str = ""
    course: str = ""
    course_label: str = ""
    course_sources: tuple[str, ...] = ()
    differs: bool = False


@dataclass(frozen=True)
class Protocol:
    """A local protocol with who answers for it, its day, and the day by which it is looked at."""

    owner: str
    dated: date
    review_by: date
    statements: tuple[ProtocolStatement, ...]

    def is_past(self, today: date) -> bool:
        """Whether the day by which it was to be reviewed is over."""
        return today > self.review_by


def read_protocol(path: Path, problems: list[str]) -> Protocol | None:
    """The protocol of a file, None where it is not whole; what is wrong goes into `problems`.

    Raises LeftOut where a limit of the course is left out, so that nothing can be held to it.
    """
    data = read_toml(path, problems)
    if data is None:
        return None
    before = len(problems)
    top = TomlTable(data, path.name, problems)
    owner = _guarded(top, "owner")
    dated, review_by = (top.checked(name, _day, date.min) for name in ("date", "review_by"))
    if date.min not in (dated, review_by) and review_by <= dated:
        top.problem("review_by", f"must be after date, {dated}, got {review_by}")
    rows = top.parts("statements")
    if not rows and "statements" in data:
        top.problem("statements", "must hold at least one, as [[statements]]")
    statements = tuple(_statement(row, place) for place, row in enumerate(rows, 1))
    for place, row in enumerate(rows):
        if row.data.get("id") in [each.data.get("id") for each in rows[:place]]:
            row.problem("id", f"{row.data.get('id')!r} is used twice")
    top.close()
    if len(problems) > before:
        return None
    return Protocol(owner, dated, review_by, statements)


def dose_limits() -> Mapping[str, Limit]:
    """The doses of the course beside which a local figure can stand, by id."""
    return {
        name: each
        for name, each in evidence.load().limits.items()
        if each.setting in DOSE_SETTINGS and not each.steps
    }


def ceiling(limit: Limit) -> Limit:
    """What no local figure may pass: the hard limit of its unit and route, or the limit itself."""
    if limit.hard:
        return limit
    routes = set(limit.route.split(" or "))
    for each in evidence.load().limits.values():
        if each.hard and each.unit == limit.unit and routes & set(each.route.split(" or ")):
            return each
    return limit


def _statement(row: TomlTable, place: int) -> ProtocolStatement:
    row.where = f"{row.where.partition(':')[0]}: statement {row.data.get('id', place)}"
    name = row.word("id", _ID, "start_rate")
    says = _guarded(row, "says")
    limit = row.checked("limit", _limit, None, None)
    low, high, value = (_optional_number(row, each) for each in ("low", "high", "value"))
    unit = row.text("unit", "")
    row.close()
    if "limit" not in row.data:
        for each in ("low", "high", "value", "unit"):
            if each in row.data:
                row.problem(each, "needs a limit beside it: the id of the course's own figure")
        return ProtocolStatement(name, says)
    if limit is None or not _has_figure(row, low, high, value):
        return ProtocolStatement(name, says)
    if unit != limit.unit:
        if "unit" in row.data:
            row.problem("unit", f"must be {limit.unit!r}, as of {limit.id}, got {unit!r}")
        else:
            row.problem("unit", f"is missing: a number without a unit, here {limit.unit!r}")
        return ProtocolStatement(name, says)
    top_field = "high" if value is None else "value"
    _hold(row, top_field, limit, high if value is None else value)
    mine, theirs = (low, high, value), (limit.low, limit.high, limit.value)
    return ProtocolStatement(
        id=name,
        says=says,
        local=_figure(*mine, limit.unit),
        course=_figure(*theirs, limit.unit, limit.strict),
        course_label=limit.label,
        course_sources=tuple(each.label for each in evidence.chip(limit).sources),
        differs=mine != theirs,
    )


def _optional_number(row: TomlTable, name: str) -> float | None:
    """A number above 0, nan with the mistake noted, or None where it is left out."""
    if name in row.data:
        return row.number(name, above=0)
    row.take(name, None)
    return None


def _has_figure(row: TomlTable, low: float | None, high: float | None, value: float | None) -> bool:
    """Whether a statement has a range or a value that can be shown; else why not is noted."""
    given = [name for name in ("low", "high", "value") if name in row.data]
    if given not in (["value"], ["low", "high"]):
        came = ", ".join(given) or "none of them"
        row.problem("", f"must hold low and high, or value, beside limit; got {came}")
        return False
    if any(each is not None and math.isnan(each) for each in (low, high, value)):
        return False  # no number, which is noted
    if low is not None and high is not None and low > high:
        row.problem("low", f"must be at most high, {high:g}, got {low:g}")
        return False
    return True


def _hold(row: TomlTable, field: str, limit: Limit, came: float | None) -> None:
    """Note a figure above what the course takes from anybody."""
    most = ceiling(limit)
    top = most.amount if most.value is not None else most.most
    assert came is not None
    if came > top * (1 + _CLOSE) or (most.strict and came >= top):
        must = "less than" if most.strict else "at most"
        kind = "the hard limit" if most.hard else "where the course ends: it has no hard limit here"
        row.problem(
            field,
            f"must be {must} {format_number(top)} {most.unit}, {kind} ({most.id}), got {came:g}",
        )


def _figure(
    low: float | None, high: float | None, value: float | None, unit: str, strict: bool = False
) -> str:
    if value is not None:
        return f"{'less than' if strict else 'at most'} {format_number(value)} {unit}"
    assert low is not None and high is not None
    return f"{format_number(low)} to {format_number(high)} {unit}"


def _limit(value: object) -> Limit:
    there = dose_limits()
    if not isinstance(value, str) or value not in there:
        raise FieldRefusal(
            f"must be one of {', '.join(there)}; got {value!r}{did_you_mean(value, there)}"
        )
    return there[value]


def _day(value: object) -> date:
    return FIELD_KINDS["day"](value, {})


def _guarded(table: TomlTable, name: str) -> str:
    """Words that passed the medication lint, the dose guard and the guard of real people."""
    text = " ".join(table.text(name).split())
    for found in text_problems(text, shows_error=True):
        table.problem(name, found)
    for dose in dose_findings(text):
        words = dose.words.removesuffix(FIX)
        instead = (
            "" if dose.is_hard else ": give it as limit, low, high and unit, so that both stand"
        )
        table.problem(name, f"{words}{instead}")
    for found in dose_warnings(text):
        table.problem(name, f"{found}: give it in mg/kg/h, as limit, low, high and unit")
    return text
