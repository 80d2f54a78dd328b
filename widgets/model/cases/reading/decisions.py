"""Reads the decisions of a case: their options, what happens after each, and who pushes back."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evidence import may_be_stated
from evidence.files.fields import FieldRefusal
from evidence.tables import TableError, find
from widgets.model.cases.activities import check_options, read_activity
from widgets.model.cases.reading.findings import read_changes, read_findings, read_signs
from widgets.model.cases.records import (
    DECISION_KINDS,
    GRADES,
    HOLDS,
    OFFERS,
    YIELDS,
    Luck,
    Option,
    Press,
    Turn,
)
from widgets.model.cases.table import CaseTable
from widgets.model.dosing import check_rate
from widgets.model.gate import STEPS, Findings

ID_IN_CASE = re.compile(r"[a-z][a-z0-9_]{0,23}")
MOST_MINUTES = 60 * 24 * 60  # as late as a visit may be
MOST_PRESSES = 2
_OLDER = ("consequence", "expert")  # an option of the older kind has these
_GRADE_OF_ANSWER = {HOLDS: "best", YIELDS: "waste", OFFERS: "good"}  # where a file gives none


@dataclass(frozen=True)
class ReadTurn:
    """A decision as it was read, with the table that it came from."""

    turn: Turn
    table: CaseTable


def is_older(row: CaseTable) -> bool:
    """Whether a decision is of the kind that tells what happens and why in one field."""
    options = row.data.get("options", ())
    return isinstance(options, list) and any(
        isinstance(option, Mapping) and any(name in option for name in _OLDER) for option in options
    )


def read_turn(row: CaseTable, base: Findings | None, place: int) -> ReadTurn:
    """A decision of the file; what is wrong with it is noted."""
    row.where = f"{row.where.partition(':')[0]}: decision {row.data.get('id', place)}"
    name = row.word("id", ID_IN_CASE, "next_step")
    ask = row.shown("ask")
    if ask and not ask.rstrip("”\"'’ ").endswith("?"):
        row.problem("ask", f"must end as a question, got {ask!r}")
    kind = row.word("kind", DECISION_KINDS)
    own = read_findings(row.part("findings", {}))
    options = tuple(_option(each, row.data) for each in row.parts("options"))
    _check_options(row, options)
    before, after = (
        tuple(lab for each in row.parts(side, ()) if (lab := read_activity(each)))
        for side in ("before", "after")
    )
    if lacking := check_options(after, options):
        row.problem("options", lacking)
    presses = tuple(_press(each, row.data) for each in row.parts("presses", ()))
    if len(presses) > MOST_PRESSES:
        row.problem("presses", f"must be at most {MOST_PRESSES}, got {len(presses)}")
    drawn = row.flag("drawn", False)
    row.take("shows_error", "")
    row.close()
    # a finding that could not be read is noted; the case is refused as a whole
    findings = Findings(**{**vars(base or Findings()), **(own or {})})
    turn = Turn(name, ask, kind, options, findings, before, after, presses, own or {}, drawn)
    return ReadTurn(turn, row)


def _option(table: CaseTable, decision: Mapping[str, Any]) -> Option:
    table.where = f"{table.where.rpartition(': ')[0]}: option {table.data.get('id')}"
    older = any(name in table.data for name in _OLDER)
    made = Option(
        id=table.word("id", ID_IN_CASE, "a"),
        text=table.shown("text", decision),
        **(_older_outcome(table, decision) if older else _outcome(table, decision)),
        step=table.word("step", STEPS, default=""),
        gives=_gives(table),
        action=table.text("action", ""),
        settled_h=table.take("settled_h", None),
    )
    table.take("shows_error", "")
    table.close()
    return made


def _outcome(table: CaseTable, decision: Mapping[str, Any], grade: str = "") -> dict[str, Any]:
    """What follows from an option or an answer; `grade` where a file need not give it."""
    luck = _luck(table, decision)
    lucky_only = luck is not None and "happens" not in table.data
    return {
        "happens": "" if lucky_only else table.shown("happens", decision),
        "because": table.shown("because", decision),
        "source": table.checked("source", read_source, ""),
        "grade": table.word("grade", GRADES, default=grade)
        if grade
        else table.word("grade", GRADES),
        "then": table.word("then", ID_IN_CASE, "next_step", ""),
        "ends": table.flag("ends", False),
        "sets": read_changes(table.part("sets", {})),
        "minutes": table.whole("minutes", 0, MOST_MINUTES, 0),
        "signs": read_signs(table),
        "luck": luck,
    }


def _older_outcome(table: CaseTable, decision: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from an option of the older kind: one text, and whether the expert takes it."""
    return {
        "happens": table.shown("consequence", decision),
        "because": "",
        "source": table.checked("source", read_source, ""),
        "grade": "best" if table.flag("expert", False) else "waste",
        "ends": table.flag("ends", False),
    }


def _luck(table: CaseTable, decision: Mapping[str, Any]) -> Luck | None:
    if "luck" not in table.data:
        table.take("luck", None)
        return None
    luck = table.part("luck")
    made = Luck(
        *(luck.shown(name, table.data, decision) for name in ("responded", "not_responded"))
    )
    luck.close()
    return made


def _gives(table: CaseTable) -> float:
    gives = table.amount("gives", 0.0)
    if gives and not math.isnan(gives) and (verdict := check_rate(gives)).level != "in_range":
        table.problem("gives", verdict.message)
    return gives


def _press(table: CaseTable, decision: Mapping[str, Any]) -> Press:
    says = table.shown("says", decision)
    names = [name for name in (HOLDS, YIELDS, OFFERS) if name != OFFERS or name in table.data]
    answers = tuple(_answer(table.part(name), name, decision) for name in names)
    table.asked[OFFERS] = None
    table.close()
    return Press(says, answers)


def _answer(table: CaseTable, name: str, decision: Mapping[str, Any]) -> Option:
    """One answer to whoever pushes back, under its name; to hold is best, and nothing else is."""
    if name == HOLDS and table.data.get("grade", "best") != "best":
        table.problem("grade", f"is best where it {HOLDS}, got {table.data['grade']!r}")
    if name != HOLDS and table.data.get("grade") == "best":
        table.problem("grade", f"may not be best: what {HOLDS} is")
    if name == HOLDS and table.is_table:
        table.data = {**table.data, "grade": "best"}  # for the guard, too
    made = Option(
        id=name,
        text=table.shown("text", decision),
        **_outcome(table, decision, _GRADE_OF_ANSWER[name]),
    )
    table.take("shows_error", "")
    table.close()
    return made


def read_source(value: Any) -> str:
    """The id of a record that what is said rests on; FieldRefusal for one that may not carry it."""
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


def _check_options(row: CaseTable, options: tuple[Option, ...]) -> None:
    if not 2 <= len(options) <= 5:
        row.problem("options", f"must be 2 to 5, got {len(options)}")
    if len({option.id for option in options}) < len(options):
        row.problem("options", "each needs an id of its own")
    best = [option for option in options if option.expert]
    if len(best) != 1:
        row.problem(
            "options",
            'must hold exactly one that this course would take (grade = "best", or '
            f"expert = true in a file of the older kind), got {len(best)}",
        )
    elif best[0].ends:
        row.problem("options", "the best one may not end the case early: let it lead to an ending")
    steps = [option.step for option in options if option.step]
    if steps and len(steps) < len(options):
        row.problem("options", "either every one is a step of the gate, or none")
