"""Reads a case file, checks it against the gate and notes every problem that it finds."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from evidence import LearnerError, LeftOut, load
from evidence.files.fields import FieldRefusal, did_you_mean
from evidence.tables import evidence_number
from widgets.model.cases.guard import CaseGuard
from widgets.model.cases.reading.cards import read_cards
from widgets.model.cases.reading.decisions import ID_IN_CASE, ReadTurn, is_older, read_turn
from widgets.model.cases.reading.findings import read_findings, read_signs
from widgets.model.cases.reading.parts import (
    CLOCK,
    read_asks,
    read_asks_allowed,
    read_endings,
    read_models,
    read_told,
    read_twins,
    read_visits,
)
from widgets.model.cases.reading.ways import check_ways
from widgets.model.cases.records import Case
from widgets.model.cases.table import CaseFile, CaseTable
from widgets.model.dosing import infusion_order, oral_dose
from widgets.model.gate import Findings
from widgets.model.regimens.patients import FictionalPatient

_NUMBER_WORD = re.compile(r"[0-9]{1,2}|[A-Z]")
_FORM = re.compile(r"[A-Z]")
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
    known = read_findings(top.part("findings"))
    base = Findings(**known) if known is not None else None
    stack = top.flag("stack", False)
    turns = read_cards(top, base) if stack else _turns(top, base)
    visits, twins, told = read_visits(top, base), read_twins(top), read_told(top, base)
    asks_before = top.word("asks_before", ID_IN_CASE, "bed", "")
    asks = read_asks(top, told, _asked_of(turns, asks_before, base))
    case = Case(
        id=path.stem,
        number=top.word("number", _NUMBER_WORD, "7 or B", ""),
        form=top.word("form", _FORM, "A", ""),
        title=top.shown("title"),
        stem=top.shown("stem"),
        trap=top.shown("trap"),
        debrief=top.shown("debrief"),
        turns=tuple(each.turn for each in turns),
        trial_runs=top.flag("trial_runs", False),
        clock=top.word("clock", CLOCK, "02:00", ""),
        signs=read_signs(top),
        asks=asks,
        asks_allowed=read_asks_allowed(top, asks),
        asks_before=asks_before,
        told=told,
        endings=read_endings(top),
        twins=tuple(twin for twin, _ in twins),
        visits=tuple(each.visit for each in visits),
        models=read_models(top),
        stack=stack,
        findings=base or Findings(),
        is_older=any(is_older(each.table) for each in turns),
        deals=_deals(top, turns),
    )
    top.take("shows_error", "")  # the guard reads it
    top.close()
    problems += top.file.guard.problems()
    _check_kinds(case, top, turns)
    if turns and base is not None:
        check_ways(case, top, turns, visits, twins)
    return case


def _turns(top: CaseTable, base: Findings | None) -> tuple[ReadTurn, ...]:
    rows = top.parts("decisions")
    if not rows:
        top.problem("decisions", "must hold at least one, as [[decisions]]")
    turns = tuple(read_turn(row, base, place) for place, row in enumerate(rows, 1))
    if turns and not any(option.step for each in turns for option in each.turn.options):
        top.problem(
            "decisions", "none is a step of the gate: give the options of one decision a step"
        )
    return turns


def _deals(top: CaseTable, turns: tuple[ReadTurn, ...]) -> int:
    """How many of the decisions that are drawn a sitting deals; 0 for all of them."""
    drawn = sum(each.turn.drawn for each in turns)
    if "deals" in top.data and not drawn:
        top.problem("deals", "there is nothing to deal: write drawn = true in some decisions")
    return top.whole("deals", 1, max(drawn, 1)) if "deals" in top.data else top.take("deals", 0)


def _asked_of(
    turns: tuple[ReadTurn, ...], asks_before: str, base: Findings | None
) -> Findings | None:
    """What is true of the patient where is asked; None where it could not be read."""
    if base is None or not turns:
        return None
    turn = next((each.turn for each in turns if each.turn.id == asks_before), turns[0].turn)
    return turn.findings


def _check_kinds(case: Case, top: CaseTable, turns: tuple[ReadTurn, ...]) -> None:
    """Note what does not go together in one file."""
    ids = [turn.id for turn in case.turns]
    named = [("asks_before", case.asks_before)]
    named += [("visits", visit.recalls) for visit in case.visits]
    for field, name in named:
        if name and name not in ids:
            top.problem(field, f"names {name!r}, which is no decision{did_you_mean(name, ids)}")
    if case.asks and case.stack:
        top.problem("asks", "a stack has nothing to ask: take them out, or write [[decisions]]")
    if case.asks and case.is_older:
        row = next(each.table for each in turns if is_older(each.table))
        row.problem(
            "options",
            "where there is something to ask, write happens, because and grade in place of "
            "consequence and expert",
        )


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
