"""Reads a case file, checks it against the gate and notes every problem that it finds."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from evidence import LearnerError, LeftOut, load, may_be_stated
from evidence.files.fields import FieldRefusal, did_you_mean
from evidence.files.left_out import may_lack
from evidence.tables import TableError, evidence_number, find
from widgets.model.cases.activities import check_options, read_activity
from widgets.model.cases.guard import CaseGuard
from widgets.model.cases.profiles import FILE as PROFILES
from widgets.model.cases.profiles import findings_of, found_wrong
from widgets.model.cases.records import Case, Option, Turn
from widgets.model.cases.table import CaseFile, CaseTable
from widgets.model.dosing import check_rate, infusion_order, oral_dose
from widgets.model.gate import STEPS, Findings, FindingsError, decide
from widgets.model.regimens.patients import FictionalPatient

DECISION_KINDS = ("act", "hold", "judge")
_NUMBER_WORD = re.compile(r"[0-9]{1,2}|[A-Z]")
_FORM = re.compile(r"[A-Z]")
_ID = re.compile(r"[a-z][a-z0-9_]{0,15}")
# How a number of the file is given; "times" and "field" stand beside one of these.
_GIVEN_AS = ("limit", "middle", "order", "oral", "value")


def read_case(
    path: Path,
    data: Mapping[str, Any],
    profiles: Mapping[str, Mapping[str, Any]],
    problems: list[str],
) -> Case:
    """The case of a file; what is wrong goes into `problems`: file, decision, field and reason."""
    top = CaseTable(data, path.name, problems)
    top.file = CaseFile(CaseGuard(path, data), profiles)
    top.file.patient = _patient(top)
    if top.file.patient:
        top.file.numbers["weight_kg"] = top.file.patient.weight_kg
    for name in (table := top.part("numbers", {})).data:
        top.file.numbers[name] = _number(table.part(name))
    title, stem, trap, debrief = (top.shown(name) for name in ("title", "stem", "trap", "debrief"))
    number = top.word("number", _NUMBER_WORD, "7 or B", "")
    form = top.word("form", _FORM, "A", "")
    base = _base(top)
    rows = top.parts("decisions")
    if not rows:
        top.problem("decisions", "must hold at least one, as [[decisions]]")
    turns = tuple(_turn(row, base, place) for place, row in enumerate(rows, 1))
    trial_runs = top.flag("trial_runs", False)
    top.take("shows_error", "")  # the guard reads it
    top.close()
    problems += top.file.guard.problems()
    if len({turn.id for turn in turns}) < len(turns):
        top.problem("decisions", "two have the same id")
    if turns and not any(option.step for turn in turns for option in turn.options):
        top.problem(
            "decisions", "none is a step of the gate: give the options of one decision a step"
        )
    return Case(path.stem, number, form, title, stem, trap, debrief, turns, trial_runs)


def _patient(top: CaseTable) -> FictionalPatient | None:
    if "patient" not in top.data:
        top.take("patient", None)
        return None
    before, table = len(top.problems), top.part("patient")
    band = load().limits["weight_kg"]
    story = table.shown("story")
    weight_kg = table.number("weight_kg", low=band.least, high=band.most)
    table.close()
    return FictionalPatient("case", story, weight_kg) if len(top.problems) == before else None


def _number(table: CaseTable) -> float:
    """A limit, the middle of one, an order, an oral dose or a value, times a factor."""
    given = [name for name in _GIVEN_AS if name in table.data]
    if len(given) != 1:
        table.problem("", f"must hold one of {', '.join(_GIVEN_AS)}, got {len(given)} of them")
        return 0.0
    times = table.amount("times", 1.0)
    value = table.checked(given[0], lambda raw: _given(given[0], raw, table), 0.0)
    table.close()
    if math.isnan(value * times):
        return 0.0  # already complained of
    # takes the binary dust off 0.05 * 62
    return float(f"{value * times:.12g}")


def _given(kind: str, raw: Any, table: CaseTable) -> float:
    named = table.file.named
    if kind == "limit":
        return evidence_number(f"limit:{raw}")
    if kind == "middle":
        return evidence_number(f"limit:{raw}.middle")
    if kind == "value":
        return named(raw)
    if not isinstance(raw, list):
        raise FieldRefusal(f"must be a list of numbers, got {raw!r}")
    try:
        if kind == "oral":
            return oral_dose(*map(named, raw)).dose_mg
        order = infusion_order(*map(named, raw))
    except LeftOut:
        raise  # no mistake of this file
    except (LearnerError, TypeError) as error:
        raise FieldRefusal(f"cannot be computed: {error}") from error
    amounts = [each.name for each in fields(order) if each.name != "second_check_agrees"]
    return getattr(order, table.word("field", amounts) or amounts[0])


def _base(top: CaseTable) -> Mapping[str, Any] | None:
    """The findings that all decisions start from; None where they cannot stand, which is noted."""
    table = top.part("findings")
    own = {name: value for name, value in table.data.items() if name != "profile"}
    sound = table.is_table and not found_wrong(table, own)
    return table.data if _has_profile(table, table.data) and sound else None


def _has_profile(table: CaseTable, values: Mapping[str, Any]) -> bool:
    """Whether the profile that findings name is there; LeftOut, if it is left out."""
    profile, profiles = values.get("profile"), table.file.profiles
    if profile is None:
        return True
    if isinstance(profile, str) and (profile in profiles or may_lack(profiles, profile)):
        return bool(profiles[profile])
    table.problem(
        "profile",
        f"names {profile!r}, which {PROFILES.name} does not have{did_you_mean(profile, profiles)}",
    )
    return False


def _turn(row: CaseTable, base: Mapping[str, Any] | None, place: int) -> Turn:
    row.where = f"{row.where.partition(':')[0]}: decision {row.data.get('id', place)}"
    name = row.word("id", _ID, "next_step")
    ask = row.shown("ask")
    if ask and not ask.endswith("?"):
        row.problem("ask", f"must end as a question, got {ask!r}")
    kind = row.word("kind", DECISION_KINDS)
    findings = _findings(row.part("findings", {}), base)
    options = tuple(_option(each, row) for each in row.parts("options"))
    _check_options(row, options, findings)
    before, after = (
        tuple(lab for each in row.parts(side, ()) if (lab := read_activity(each, findings)))
        for side in ("before", "after")
    )
    if lacking := check_options(after, options):
        row.problem("options", lacking)
    row.take("shows_error", "")
    row.close()
    # a finding that could not be read is noted; the case is refused as a whole
    return Turn(name, ask, kind, options, findings or Findings(), before, after)


def _findings(table: CaseTable, base: Mapping[str, Any] | None) -> Findings | None:
    """The findings at a decision: the case's, and the decision's own over them; None with the
    mistake noted, or where those of the case have one.
    """
    own = {name: value for name, value in table.data.items() if name != "profile"}
    wrong = found_wrong(table, own)
    if not _has_profile(table, table.data) or wrong or base is None:
        return None
    try:
        return findings_of(table.file.profiles, {**base, **table.data})
    except FindingsError as error:
        table.problem("", str(error))
        return None


def _option(table: CaseTable, row: CaseTable) -> Option:
    table.where = f"{row.where}: option {table.data.get('id')}"
    gives = table.amount("gives", 0.0)
    if gives and not math.isnan(gives) and (verdict := check_rate(gives)).level != "in_range":
        table.problem("gives", verdict.message)
    made = Option(
        id=table.word("id", _ID, "a"),
        text=table.shown("text", row.data),
        consequence=table.shown("consequence", row.data),
        source=table.checked("source", _source, ""),
        expert=table.flag("expert", False),
        step=table.word("step", STEPS, default=""),
        ends=table.flag("ends", False),
        gives=gives,
        action=table.text("action", ""),
        settled_h=table.take("settled_h", None),
    )
    table.take("shows_error", "")
    table.close()
    return made


def _source(value: Any) -> str:
    try:
        record = find(value) if isinstance(value, str) else None
    except TableError as error:
        raise FieldRefusal(f"names what is not there: {error}") from error
    if not isinstance(value, str):
        raise FieldRefusal(f"must be the id of a record, got {value!r}")
    # What a claim's finding says may be shown whatever its verdict: the chip tells it.
    if record is not None and not hasattr(record, "verdict") and not may_be_stated(record):
        raise FieldRefusal(f"names {value}, which may not be stated as fact")
    return value


def _check_options(row: CaseTable, options: tuple[Option, ...], findings: Findings | None) -> None:
    if not 2 <= len(options) <= 5:
        row.problem("options", f"must be 2 to 5, got {len(options)}")
    if len({option.id for option in options}) < len(options):
        row.problem("options", "each needs an id of its own")
    experts = [option for option in options if option.expert]
    if len(experts) != 1:
        row.problem("options", f"must hold exactly one expert option, got {len(experts)}")
        return
    if experts[0].ends:
        row.problem("options", "the expert option may not end the case early")
    steps = [option.step for option in options if option.step]
    if steps and len(steps) < len(options):
        row.problem("options", "either every one is a step of the gate, or none")
    if steps and findings is not None and experts[0].step != (due := decide(findings).step):
        row.problem(
            "options", f"the expert's step is {experts[0].step!r}, but the gate gives {due!r}"
        )
