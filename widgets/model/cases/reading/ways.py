"""Walks every way through a case that was read, and notes where it cannot be played as it stands:
a way that leads nowhere, a decision that nobody reaches, a state at which the gate says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from evidence.files.fields import did_you_mean
from widgets.model.cases.luck import dealt
from widgets.model.cases.reading.decisions import ReadTurn
from widgets.model.cases.reading.parts import ReadVisit
from widgets.model.cases.records import PRESS, Case, LaterVisit, Option, Turn, Twin
from widgets.model.cases.table import CaseTable
from widgets.model.cases.walk import (
    MOST_PATHS,
    Walk,
    asked_at,
    onward,
    start,
    step_of,
    twin_step,
)
from widgets.model.gate import Findings


def check_ways(
    case: Case,
    top: CaseTable,
    turns: Sequence[ReadTurn],
    visits: Sequence[ReadVisit],
    twins: Sequence[tuple[Twin, CaseTable]],
) -> None:
    """Note what is wrong with the ways through a case, those of its visits and its twins."""
    ids = [each.turn.id for part in (turns, *(v.turns for v in visits)) for each in part]
    ids += [ending.id for ending in case.endings]
    if not all(ids):
        return  # already complained of
    if twice := sorted({each for each in ids if ids.count(each) > 1}):
        top.problem(
            "cards" if case.stack else "decisions",
            f"two of the decisions and endings have the same id: {', '.join(twice)}",
        )
        return
    parts: list[tuple[Sequence[ReadTurn], LaterVisit | None]] = [(turns, None)]
    parts += [(each.turns, each.visit) for each in visits]
    if not all(part for part, _ in parts):
        return  # a visit without a decision: already complained of
    # of a decision with none or two best options it cannot be said where it leads
    if not all(_one_best(each.turn) for part, _ in parts for each in part):
        return
    if not all([_leads_on(part, case) for part, _ in parts]):
        return
    reached: set[str] = set()
    for part, visit in parts:
        reached |= _walked(case, top, {each.turn.id: each for each in part}, visit)
    for each in (*turns, *(turn for visit in visits for turn in visit.turns)):
        if each.turn.id not in reached:
            each.table.problem("", "no way through the case leads here")
    for ending in case.endings:
        if ending.id not in reached:
            top.problem("endings", f"no way through the case leads to {ending.id!r}")
    _check_twins(case, twins)


def _one_best(turn: Turn) -> bool:
    return sum(option.expert for option in turn.options) == 1


def _leads_on(part: Sequence[ReadTurn], case: Case) -> bool:
    """Whether each option of some decisions leads to a later one or to an ending; else noted."""
    sound = True
    endings = [ending.id for ending in case.endings]
    ids = [each.turn.id for each in part]
    for place, each in enumerate(part):
        later = [*ids[place + 1 :], *endings]
        for where, option in _answers(each.turn):
            if not option.then or option.then in later:
                continue
            sound = False
            words = (
                f"leads back to {option.then!r}"
                if option.then in ids
                else f"leads to {option.then!r}, which is no later decision and no ending"
                f"{did_you_mean(option.then, later)}"
            )
            each.table.problem("options", f"{where}: then: {words}")
    return sound


def _answers(turn: Turn) -> Iterable[tuple[str, Option]]:
    """Each option of a decision and each answer to who pushes back, with how it is called."""
    yield from ((f"option {option.id!r}", option) for option in turn.options)
    for number, press in enumerate(turn.presses, 1):
        yield from ((f"press {number}: {option.id}", option) for option in press.answers)


class _Ways:
    """Every state that the ways through some decisions lead to, each once, and what they reach."""

    def __init__(self, case: Case, read: Mapping[str, ReadTurn], visit: LaterVisit | None) -> None:
        self.case, self.read, self.visit = case, read, visit
        self.reached: set[str] = set()  # decisions and endings
        self.agreed: set[str] = set()  # where the gate gives the file's own best in some state
        self.wrong: dict[tuple[str, str], tuple[str, ...]] = {}  # each refusal, with its first way
        self.counted: dict[tuple[str, Findings], int] = {}
        self.count = self.ways((), start(case, visit))

    def ways(self, path: tuple[str, ...], here: Walk) -> int:
        """How many ways lead on from a place to an end."""
        if here.due is None:
            self.reached |= {here.ending.id} if here.ending else set()
            return 1
        key = here.due.id, here.findings
        if key not in self.counted:
            if here.due.kind != PRESS:
                self._note(path, here.due)
            self.counted[key] = sum(
                self.ways((*path, option.id), onward(self.case, here, option, self.visit))
                for option in here.due.options
            )
        return self.counted[key]

    def _note(self, path: tuple[str, ...], due: Turn) -> None:
        self.reached.add(due.id)
        for words in _refused(due):
            self.wrong.setdefault((due.id, words), path)
        own = self.read[due.id].turn.expert
        if not own.step or own.step == step_of(due.findings):
            self.agreed.add(due.id)


def _walked(
    case: Case, top: CaseTable, read: Mapping[str, ReadTurn], visit: LaterVisit | None
) -> set[str]:
    """The ids of the decisions and endings that the ways lead to; what the gate refuses is told."""
    found = _Ways(case, read, visit)
    # cards and the decisions of an older file do not lead to different ones
    count = 0 if case.stack or case.is_older else _Ways(dealt(case, 0), read, visit).count
    if count > MOST_PATHS:
        top.problem("decisions", f"must have at most {MOST_PATHS} ways through them, got {count}")
    for (name, words), path in found.wrong.items():
        way = f"after {', '.join(path)} " if path else ""
        read[name].table.problem("options", f"{way}{words}")
    told = {name for name, _ in found.wrong}
    for name, each in read.items():
        if name in found.reached - found.agreed - told:
            best = each.turn.expert.step
            due = step_of(each.turn.findings)
            words = f"the best one's step is {best!r}, but the gate gives {due!r}"
            each.table.problem("options", words)
    return found.reached


def _refused(turn: Turn) -> Iterable[str]:
    """What the gate has against a decision as it stands here."""
    due = step_of(turn.findings)
    steps = [option.step for option in turn.options]
    if all(steps) and steps.count(due) != 1:
        how = "no option has" if due not in steps else f"{steps.count(due)} options have"
        yield f"the gate gives {due!r}, a step that {how}"
    for lab in (*turn.before, *turn.after):
        if lab.kind != "night" and due != "ketamine_trial":
            yield f"the {lab.kind} opens only behind the gate, which gives {due!r} here"


def _check_twins(case: Case, twins: Sequence[tuple[Twin, CaseTable]]) -> None:
    """Note each twin who is the patient, or for whom the gate gives the same step."""
    now = asked_at(case)
    for twin, table in twins:
        if len(twin.flips) != 1:
            continue  # already complained of
        ((name, value),) = twin.flips.items()
        if getattr(now, name) == value:
            table.problem("flips", f"{name} is {value!r} in the case itself")
        elif twin_step(case, twin) == step_of(now):
            table.problem(
                "flips",
                f"{name} = {value!r} changes nothing: the gate gives {step_of(now)!r} still",
            )
