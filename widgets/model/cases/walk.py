"""Walks a case: which decision is due after what was chosen, what is known then, and every way
through it.

What a learner did changes the patient: an option sets findings, takes minutes and leads on. So the
best option of a gate's decision is asked of the gate at each state anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from widgets.model.cases.records import (
    PRESS,
    YIELDS,
    Ask,
    Case,
    CaseError,
    Ending,
    LaterVisit,
    Option,
    Press,
    Signs,
    Turn,
    Twin,
)
from widgets.model.gate import Findings, decide, values_of_finding

MOST_PATHS = 400


@dataclass(frozen=True)
class Walk:
    """Where some choices lead: the steps taken, how the patient is, and what is due.

    `due` is the next decision, None where the case is over; `ending` tells how it ended, where an
    ending was reached. `minutes` have passed since the case opened, those of asks left out.
    `pressing` are those who still push back, the one who is due first.
    """

    steps: tuple[tuple[Turn, Option], ...]
    findings: Findings
    minutes: int
    signs: Signs | None
    due: Turn | None
    ending: Ending | None = None
    pressing: tuple[Turn, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to decide."""
        return self.due is None


def walk(case: Case, choices: Sequence[str], visit: LaterVisit | None = None) -> Walk:
    """Take the options of these ids, one after another, from the start of a case or of a visit.

    What comes after the end is not read. Raises CaseError for an option that is not there.
    """
    here = start(case, visit)
    for chosen in choices:
        if here.due is None:
            break
        option = next((each for each in here.due.options if each.id == chosen), None)
        if option is None:
            raise CaseError([f"{case.id}: {here.due.id}: there is no option {chosen!r}"])
        here = onward(case, here, option, visit)
    return here


def start(case: Case, visit: LaterVisit | None = None) -> Walk:
    """Where a case or a visit begins."""
    turns, signs = (visit.turns, visit.signs) if visit else (case.turns, case.signs)
    return Walk((), case.findings, 0, signs, at(turns[0], case.findings))


def onward(case: Case, here: Walk, option: Option, visit: LaterVisit | None = None) -> Walk:
    """Where an option of the decision that is due leads.

    Raises CaseError where the case is over.
    """
    if (due := here.due) is None:
        raise CaseError([f"{case.id}: nothing is left to decide"])
    findings = replace(here.findings, **option.sets) if option.sets else here.findings
    after = Walk(
        (*here.steps, (due, option)),
        findings,
        here.minutes + option.minutes,
        option.signs or here.signs,
        None,
    )
    if pressing := _pressing(due, option, here.pressing):
        return replace(after, due=pressing[0], pressing=pressing)
    if option.ends:
        return after
    turns = visit.turns if visit else case.turns
    leads_to = option.then or _next(after.steps, turns)
    for ending in case.endings:
        if ending.id == leads_to:
            return replace(after, ending=ending, signs=ending.signs or after.signs)
    due_next = next((each for each in turns if each.id == leads_to), None)
    return replace(after, due=at(due_next, findings)) if due_next else after


def at(turn: Turn, findings: Findings) -> Turn:
    """A decision as it stands with these findings; where it is the gate's, the gate grades it."""
    here = replace(findings, **turn.own_findings) if turn.own_findings else findings
    if not all(option.step for option in turn.options):
        return replace(turn, findings=here)
    due = step_of(here)
    options = tuple(replace(each, grade=_graded(each, due)) for each in turn.options)
    return replace(turn, findings=here, options=options)


@lru_cache(maxsize=4096)  # the same patient is met on many ways through a case
def step_of(findings: Findings) -> str:
    """The step that the gate gives for these findings."""
    return decide(findings).step


def places(case: Case, visit: LaterVisit | None = None) -> Iterator[tuple[tuple[str, ...], Walk]]:
    """Every place on every way through a case or a visit, its ends included, each with the ids of
    the options that lead there.

    Of decisions that are drawn, which do not depend on one another, each option once beside this
    course's.
    """

    def further(path: tuple[str, ...], here: Walk) -> Iterator[tuple[tuple[str, ...], Walk]]:
        yield path, here
        if here.due is None:
            return
        for option in here.due.options:
            if option.expert or not here.due.drawn or all_best(here):
                yield from further((*path, option.id), onward(case, here, option, visit))

    def all_best(here: Walk) -> bool:
        return all(option.expert for turn, option in here.steps if turn.drawn)

    yield from further((), start(case, visit))


def paths(case: Case, visit: LaterVisit | None = None) -> Iterator[tuple[str, ...]]:
    """Every way through a case or a visit, as the ids of the options in order."""
    return (path for path, here in places(case, visit) if here.is_over)


def expert_walk(case: Case, visit: LaterVisit | None = None) -> Walk:
    """The way through a case or a visit on which this course's option is taken each time."""
    here = start(case, visit)
    while here.due:
        here = onward(case, here, here.due.expert, visit)
    return here


def expert_path(case: Case, visit: LaterVisit | None = None) -> tuple[str, ...]:
    """The ids of this course's options, in order."""
    return tuple(option.id for _, option in expert_walk(case, visit).steps)


def asked_at(case: Case) -> Findings:
    """The truth about the patient at the decision before which is asked."""
    turn = next((each for each in case.turns if each.id == case.asks_before), case.turns[0])
    return replace(case.findings, **turn.own_findings)


def turned_by(case: Case, ask: Ask) -> tuple[str, ...]:
    """The values of an ask's finding that would change the gate's step before the decision at
    which it may be asked; () for an ask that is not decisive.
    """
    if not ask.finding:
        return ()
    findings = asked_at(case)
    now = step_of(findings)
    return tuple(
        str(value)
        for value in values_of_finding(ask.finding)
        if step_of(replace(findings, **{ask.finding: value})) != now
    )


def twin_step(case: Case, twin: Twin) -> str:
    """The step that the gate gives for a twin, where the case itself is asked about."""
    return step_of(replace(asked_at(case), **twin.flips))


def known(case: Case, asked: Sequence[str]) -> Findings:
    """What is known when decisions begin: what stem and signs tell, and what was asked; the rest
    is unknown.
    """
    told = {*case.told, *(each.finding for each in case.asks if each.id in asked)} - {""}
    findings = asked_at(case)
    return Findings(**{name: getattr(findings, name) for name in told})


def _graded(option: Option, due: str) -> str:
    """Best where the gate gives its step; what was best in the file and is not here, is waste."""
    if option.step == due:
        return "best"
    return "waste" if option.grade == "best" else option.grade


def _pressing(due: Turn, option: Option, waiting: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Those who still push back after this option, the next first; whoever yields is left alone."""
    if due.kind == PRESS:
        return () if option.id == YIELDS else waiting[1:]
    if not option.expert:
        return ()
    return tuple(_press(due, option, press, number) for number, press in enumerate(due.presses, 1))


def _press(due: Turn, held: Option, press: Press, number: int) -> Turn:
    """A pressing as a decision; what is answered leads where the option that was held leads."""
    answers = tuple(
        each if each.then or each.ends else replace(each, then=held.then, ends=held.ends)
        for each in press.answers
    )
    return Turn(f"{due.id}_press{number}", press.says, PRESS, answers, due.findings)


def _next(steps: tuple[tuple[Turn, Option], ...], turns: Sequence[Turn]) -> str:
    """The id of the decision after the last one that was no pressing; "" where none is left."""
    ids = [each.id for each in turns]
    last = next(turn.id for turn, _ in reversed(steps) if turn.kind != PRESS)
    after = ids.index(last) + 1
    return ids[after] if after < len(ids) else ""
