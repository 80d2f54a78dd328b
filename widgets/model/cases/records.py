"""What a case is: what may be asked, its decisions and their options, and how it may end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evidence.tables import TableError
from widgets.model.gate import Findings
from widgets.model.regimens.patients import FictionalPatient

ASK_ROLES = ("patient", "family", "nurse", "pharmacist", "doctor", "chart", "examination")
GRADES = ("best", "good", "neutral", "waste", "harm")
DECISION_KINDS = ("act", "hold", "judge")
PRESS = "press"  # the kind of a turn in which somebody pushes back
HOLDS, YIELDS, OFFERS = "holds", "yields", "offers"


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
class Signs:
    """How somebody is, as far as anybody has looked: None or "" is what nobody has told.

    `pain` of 10; `breaths_per_min` counted over a minute; `sedation` in words ("opens eyes to
    voice").
    """

    pain: float | None = None
    sedation: str = ""
    breaths_per_min: int | None = None


@dataclass(frozen=True)
class Ask:
    """One thing that may be asked or looked at before deciding: what is heard, and its minutes.

    `finding` names the field of Findings that the answer tells ("" for none); `role`, one of
    ASK_ROLES, who knows it.
    """

    id: str
    ask: str
    answer: str
    minutes: int
    finding: str = ""
    role: str = "chart"


@dataclass(frozen=True)
class Luck:
    """What is seen after ketamine in whoever responds, and in whoever does not.

    Which of the two is drawn, at the rate of the pivotal trial; neither tells whether it was the
    drug.
    """

    responded: str
    not_responded: str


@dataclass(frozen=True)
class Option:
    """One thing a learner can do: what happens then, why, what that rests on, where it leads.

    `grade` is one of GRADES; exactly one of a decision is "best". `step` is the gate's step that
    the option stands for ("" if none); where a decision is the gate's, the gate says which is best.
    `then` names the next decision or an ending ("" for the next in the file); `ends` stops the case
    here. `sets` changes findings from here on, `minutes` pass, `signs` are those seen afterwards.
    `gives` is the mg/kg/h that it would mean, `action` what it does about an adverse effect, where
    a lab has to draw it. `settled_h`: after how many hours the words tell that an adverse effect is
    over (0: they do not).
    """

    id: str
    text: str
    happens: str
    because: str
    source: str
    grade: str = "neutral"
    step: str = ""
    then: str = ""
    ends: bool = False
    sets: Mapping[str, Any] = field(default_factory=dict, hash=False)
    minutes: int = 0
    signs: Signs | None = None
    luck: Luck | None = None
    gives: float = 0.0
    action: str = ""
    settled_h: float | None = None

    @property
    def expert(self) -> bool:
        """Whether this course would do so."""
        return self.grade == "best"

    @property
    def consequence(self) -> str:
        """What happens and why, for whoever reads both at once."""
        return f"{self.happens} {self.because}".strip()


@dataclass(frozen=True)
class Press:
    """Somebody pushes back after a right decision: what is said, and what may be answered.

    `answers` are options whose ids are HOLDS, YIELDS and OFFERS (the last may be missing).
    """

    says: str
    answers: tuple[Option, ...]


@dataclass(frozen=True)
class Turn:
    """One decision: the question, its options, and the findings as they stand at that moment.

    `kind`: "act" if the expert does something, "hold" if the expert declines or stops, "judge" if
    the expert interprets, PRESS where somebody pushes back. `before` and `after` are the labs on
    either side of the decision; `presses` follow the best option. `own_findings` hold at this
    decision only. `drawn`: chance deals it, and it depends on no other (`luck.dealt`).
    """

    id: str
    ask: str
    kind: str
    options: tuple[Option, ...]
    findings: Findings
    before: tuple[Lab, ...] = ()
    after: tuple[Lab, ...] = ()
    presses: tuple[Press, ...] = ()
    own_findings: Mapping[str, Any] = field(default_factory=dict, hash=False)
    drawn: bool = False

    @property
    def expert(self) -> Option:
        """The option that the expert takes."""
        return next(option for option in self.options if option.expert)

    @property
    def is_gate(self) -> bool:
        """Whether the options are steps of the gate."""
        return bool(self.expert.step)


@dataclass(frozen=True)
class Ending:
    """How it ends for the patient, where an option leads here."""

    id: str
    happens: str
    signs: Signs | None = None


@dataclass(frozen=True)
class Twin:
    """The same patient with one finding changed, and how that is told; the gate's step differs."""

    flips: Mapping[str, Any] = field(hash=False)
    says: str


@dataclass(frozen=True)
class LaterVisit:
    """The same patient some days later: how it opens, and what is decided then.

    `recalls` names the decision of the first day that is held up there, "" for none.
    """

    after_days: int
    says: str
    turns: tuple[Turn, ...]
    signs: Signs | None = None
    recalls: str = ""


@dataclass(frozen=True)
class Case:
    """A made-up case. `number` is its place in the teaching set, `form` "A" or "B" where it has
    two. Where `trial_runs`, ketamine runs from the start: the stop rule decides, not the gate.

    `clock` is the hour at which it opens ("02:00", "" for none), `signs` how the patient is then.
    Up to `asks_allowed` of `asks` are answered before the decision `asks_before`. `told` names the
    findings that stem and signs tell without asking. `models` are three sentences for the bedside.
    A `stack` is dealt in an order of chance, and its turns are patients who do not depend on one
    another. Of the turns that are `drawn` a sitting `deals` so many, 0 for all. `is_older`: its
    file tells what happens and why in one field, and has nothing to ask.
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
    clock: str = ""
    signs: Signs | None = None
    asks: tuple[Ask, ...] = ()
    asks_allowed: int = 0
    asks_before: str = ""
    told: tuple[str, ...] = ()
    endings: tuple[Ending, ...] = ()
    twins: tuple[Twin, ...] = ()
    visits: tuple[LaterVisit, ...] = ()
    models: tuple[str, ...] = ()
    stack: bool = False
    findings: Findings = Findings()
    is_older: bool = False
    deals: int = 0

    @property
    def expert_path(self) -> tuple[str, ...]:
        """The ids of this course's options, in order."""
        from widgets.model.cases.walk import expert_path

        return expert_path(self)

    @property
    def opens_the_dose_lab(self) -> bool:
        """Whether any of its decisions comes to a dose that has to be worked out or looked at."""
        labs = (lab for turn in self.turns for lab in (*turn.before, *turn.after))
        return any(lab.kind != "night" for lab in labs)

    def walked(self, choices: Sequence[str]) -> tuple[tuple[Turn, Option], ...]:
        """The decisions that `choices` (option ids in order) reach, each with what was chosen.

        Raises CaseError for an option that a decision does not have.
        """
        from widgets.model.cases.walk import walk

        return walk(self, choices).steps

    def is_over(self, choices: Sequence[str]) -> bool:
        """Whether `choices` reach an end."""
        from widgets.model.cases.walk import walk

        return walk(self, choices).is_over


def endings(case: Case) -> Iterator[tuple[str, ...]]:
    """Every way through a case, as the ids of the options in order."""
    from widgets.model.cases.walk import paths

    return paths(case)
