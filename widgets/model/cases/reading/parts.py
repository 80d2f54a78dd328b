"""Reads what stands beside the decisions of a case: asks, endings, twins, visits, the bedside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from widgets.model.cases.reading.decisions import ID_IN_CASE, ReadTurn, read_turn
from widgets.model.cases.reading.findings import known_name, read_changes, read_signs
from widgets.model.cases.records import ASK_ROLES, Ask, Ending, LaterVisit, Twin
from widgets.model.cases.table import CaseTable
from widgets.model.gate import Findings

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
FEWEST_ASKS, MOST_ASKS = 3, 5  # how many may be asked
LONGEST_ASK_MIN = 10
MODELS = 3
LATEST_DAYS = 60


@dataclass(frozen=True)
class ReadVisit:
    """A visit as it was read, with its decisions and their tables."""

    visit: LaterVisit
    turns: tuple[ReadTurn, ...]


def read_told(top: CaseTable, findings: Findings | None) -> tuple[str, ...]:
    """The findings that the stem tells; each must be one, and known of the patient."""
    told = top.words("told", ())
    return tuple(name for name in told if known_name(top, "told", name, findings))


def read_asks(top: CaseTable, told: tuple[str, ...], findings: Findings | None) -> tuple[Ask, ...]:
    """What may be asked before deciding; what is wrong is noted.

    None for the findings: those of the file could not be read.
    """
    asks = tuple(
        _ask(row, place, told, findings) for place, row in enumerate(top.parts("asks", ()), 1)
    )
    if len({ask.id for ask in asks}) < len(asks):
        top.problem("asks", "each needs an id of its own")
    return asks


def read_asks_allowed(top: CaseTable, asks: tuple[Ask, ...]) -> int:
    """How many may be asked; 0 where there is nothing to ask."""
    if not asks:
        if "asks_allowed" in top.data:
            top.problem("asks_allowed", "there is nothing to ask: write [[asks]]")
        top.take("asks_allowed", 0)
        return 0
    allowed = top.whole("asks_allowed", FEWEST_ASKS, MOST_ASKS)
    if allowed >= len(asks) and "asks_allowed" in top.data:
        top.problem(
            "asks_allowed",
            f"must leave something unasked: {allowed} may be asked, and there are {len(asks)}",
        )
    return allowed


def _ask(row: CaseTable, place: int, told: tuple[str, ...], findings: Findings | None) -> Ask:
    row.where = f"{row.where.partition(':')[0]}: ask {row.data.get('id', place)}"
    made = Ask(
        id=row.word("id", ID_IN_CASE, "kidneys"),
        ask=row.shown("ask"),
        answer=row.shown("answer"),
        minutes=row.whole("minutes", 1, LONGEST_ASK_MIN),
        finding=row.text("finding", ""),
        role=row.word("role", ASK_ROLES, default="chart"),
    )
    if made.finding and known_name(row, "finding", made.finding, findings) and made.finding in told:
        row.problem("finding", f"{made.finding!r} is told by the stem already (told)")
    row.close()
    return made


def read_endings(top: CaseTable) -> tuple[Ending, ...]:
    """How the case may end."""
    return tuple(_ending(row, place) for place, row in enumerate(top.parts("endings", ()), 1))


def _ending(row: CaseTable, place: int) -> Ending:
    row.where = f"{row.where.partition(':')[0]}: ending {row.data.get('id', place)}"
    made = Ending(row.word("id", ID_IN_CASE, "home"), row.shown("happens"), read_signs(row))
    row.close()
    return made


def read_twins(top: CaseTable) -> list[tuple[Twin, CaseTable]]:
    """The twins of the patient, each with its table."""
    made = []
    for row in top.parts("twins", ()):
        flips = row.part("flips")
        changes = read_changes(flips) if flips.is_table else {}
        if flips.is_table and len(flips.data) != 1:
            row.problem("flips", f"must change exactly one finding, got {len(flips.data)}")
        made.append((Twin(changes, row.shown("says")), row))
        row.close()
    return made


def read_visits(top: CaseTable, base: Findings | None) -> tuple[ReadVisit, ...]:
    """The later visits to the patient."""
    return tuple(_visit(row, base) for row in top.parts("visits", ()))


def _visit(row: CaseTable, base: Findings | None) -> ReadVisit:
    after_days = row.whole("after_days", 1, LATEST_DAYS)
    says, signs = row.shown("says"), read_signs(row)
    recalls = row.word("recalls", ID_IN_CASE, "watch", "")
    turns = tuple(
        read_turn(each, base, place) for place, each in enumerate(row.parts("decisions"), 1)
    )
    if not turns:
        row.problem("decisions", "must hold at least one, as [[visits.decisions]]")
    row.close()
    visit = LaterVisit(after_days, says, tuple(each.turn for each in turns), signs, recalls)
    return ReadVisit(visit, turns)


def read_models(top: CaseTable) -> tuple[str, ...]:
    """The sentences that could be said at the bedside; () where the file gives none."""
    if "bedside" not in top.data:
        top.take("bedside", None)
        return ()
    bedside = top.part("bedside")
    models = bedside.all_shown("models")
    if len(models) != MODELS and bedside.is_table:
        bedside.problem("models", f"must be {MODELS} sentences, got {len(models)}")
    bedside.close()
    return models
