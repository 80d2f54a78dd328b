"""What a case is: its decisions, the options of each, and every way through it."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.tables import TableError
from widgets.model.gate import Findings
from widgets.model.regimens.patients import FictionalPatient


class CaseError(TableError):
    """Case files are broken; `problems` names each one with its file, decision and reason."""


@dataclass(frozen=True)
class Lab:
    """An explorer that a case opens at one of its decisions, and what it is opened with.

    kind: "bench", "infusion", "drill" (the dose lab, behind the gate) or "night". `ordered` is in
    the unit of the bench's sum, else in mg/kg/h; what a kind does not use keeps its default.
    """

    kind: str
    patient: FictionalPatient | None = None
    sum: str = ""
    ordered: float = 0.0
    hours: float = 0.0
    predict_at_h: float = 0.0
    error: str = ""
    unit: str = "mg/kg/h"
    effect: str = ""


@dataclass(frozen=True)
class Option:
    """One thing a learner can do: what follows, what that rests on, and where it leads.

    `step` is the gate's step that this option stands for ("" if none); `ends` stops the case here.
    `gives` is the mg/kg/h that it would mean, `action` what it does about an adverse effect, where
    a lab has to draw it. `settled_h`: after how many hours the words tell that an adverse effect
    is over (0: they do not); needed where they name a time and a night follows.
    """

    id: str
    text: str
    consequence: str
    source: str
    expert: bool = False
    step: str = ""
    ends: bool = False
    gives: float = 0.0
    action: str = ""
    settled_h: float | None = None


@dataclass(frozen=True)
class Turn:
    """One decision: the question, its options, and the findings as they stand at that moment.

    `kind`: "act" if the expert does something, "hold" if the expert declines or stops, "judge" if
    the expert interprets. `before` and `after` are the labs on either side of the decision.
    """

    id: str
    ask: str
    kind: str
    options: tuple[Option, ...]
    findings: Findings
    before: tuple[Lab, ...] = ()
    after: tuple[Lab, ...] = ()

    @property
    def expert(self) -> Option:
        """The option that the expert takes."""
        return next(option for option in self.options if option.expert)

    @property
    def is_gate(self) -> bool:
        """Whether the options are steps of the gate."""
        return bool(self.expert.step)


@dataclass(frozen=True)
class Case:
    """A made-up case. `number` is its place in the teaching set, `form` "A" or "B" where it has
    two. Where `trial_runs`, ketamine runs from the start: the stop rule decides, not the gate.
    """

    id: str
    number: str
    form: str
    title: str
    stem: str
    trap: str
    debrief: str
    turns: tuple[Turn, ...]
    trial_runs: bool = False

    @property
    def expert_path(self) -> tuple[str, ...]:
        """The ids of the expert's options, in order."""
        return tuple(turn.expert.id for turn in self.turns)

    @property
    def opens_the_dose_lab(self) -> bool:
        """Whether any of its decisions comes to a dose that has to be worked out or looked at."""
        labs = (lab for turn in self.turns for lab in (*turn.before, *turn.after))
        return any(lab.kind != "night" for lab in labs)

    def walked(self, choices) -> tuple[tuple[Turn, Option], ...]:
        """The turns that `choices` (option ids in order) reach; stops at an option that ends the
        case.

        Raises CaseError for an option that the turn does not have.
        """
        steps = []
        for turn, chosen in zip(self.turns, choices, strict=False):
            option = next((each for each in turn.options if each.id == chosen), None)
            if option is None:
                raise CaseError([f"{self.id}: {turn.id}: there is no option {chosen!r}"])
            steps.append((turn, option))
            if option.ends:
                break
        return tuple(steps)

    def is_over(self, choices) -> bool:
        """Whether `choices` reach an ending."""
        steps = self.walked(choices)
        return len(steps) == len(self.turns) or bool(steps and steps[-1][1].ends)


def endings(case: Case) -> Iterator[tuple[str, ...]]:
    """Every way through a case, as the ids of the options in order."""

    def further(path):
        if case.is_over(path):
            yield path
            return
        for option in case.turns[len(path)].options:
            yield from further((*path, option.id))

    yield from further(())
