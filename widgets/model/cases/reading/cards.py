"""Reads a stack: cards of patients who differ in a finding, with the same answers on each.

The gate says which of the three answers is right on a card.
"""

from __future__ import annotations

from evidence.files.fields import did_you_mean
from widgets.model.cases.reading.decisions import ID_IN_CASE, ReadTurn, read_source
from widgets.model.cases.reading.findings import read_changes
from widgets.model.cases.records import Option, Turn
from widgets.model.cases.table import CaseTable
from widgets.model.gate import LADDER, Findings, decide

_GO_ON, _ASK_FIRST, _STEP_FIRST = "go_on", "ask_first", "step_first"
_ANSWERS = (_GO_ON, _ASK_FIRST, _STEP_FIRST)
MOST_CARDS = 14


def read_cards(top: CaseTable, base: Findings | None) -> tuple[ReadTurn, ...]:
    """The cards of a stack as decisions; what is wrong is noted."""
    answers = top.part("answers")
    texts = {name: answers.shown(name) for name in _ANSWERS}
    answers.close()
    rows = top.parts("cards")
    if not 4 <= len(rows) <= MOST_CARDS:
        top.problem("cards", f"must be 4 to {MOST_CARDS}, got {len(rows)}")
    return tuple(_card(row, texts, base, place) for place, row in enumerate(rows, 1))


def _card(row: CaseTable, texts: dict[str, str], base: Findings | None, place: int) -> ReadTurn:
    row.where = f"{row.where.partition(':')[0]}: card {row.data.get('id', place)}"
    name, says = row.word("id", ID_IN_CASE, "heart"), row.shown("says")
    flips = read_changes(row.part("flips", {}))
    because, source = row.shown("because"), row.checked("source", read_source, "")
    findings = Findings(**{**vars(base or Findings()), **flips})
    due = decide(findings).step
    right = _right(due)
    happens = row.part("happens")
    for stray in happens.data:
        if stray not in _ANSWERS:
            happens.problem(str(stray), f"is no answer of a card{did_you_mean(stray, _ANSWERS)}")
    steps = {
        _GO_ON: "ketamine_trial",
        _ASK_FIRST: "not_ketamine",
        _STEP_FIRST: due if due in LADDER else LADDER[0],
    }
    options = tuple(
        Option(
            id=answer,
            text=texts[answer],
            happens=happens.shown(answer, row.data)
            if answer != right or answer in happens.data
            else "",
            because=because,
            source=source,
            grade=_grade(answer, right),
            step=steps[answer],
        )
        for answer in _ANSWERS
    )
    row.take("shows_error", "")
    row.close()
    kind = "hold" if right == _ASK_FIRST else "act"
    return ReadTurn(Turn(name, says, kind, options, findings, own_findings=flips, drawn=True), row)


def _right(due: str) -> str:
    """The answer that is right where the gate gives this step."""
    if due == "ketamine_trial":
        return _GO_ON
    return _STEP_FIRST if due in LADDER else _ASK_FIRST


def _grade(answer: str, right: str) -> str:
    """To go on to a trial where something forbids it may harm; every other error costs time."""
    if answer == right:
        return "best"
    return "harm" if (answer, right) == (_GO_ON, _ASK_FIRST) else "waste"
