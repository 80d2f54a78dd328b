"""A teaching session as data: its steps, their minutes, and what the teacher says."""

from dataclasses import dataclass

STEP_KINDS = (
    *("say", "case", "question", "predict", "explorer", "reveal", "talk", "debrief"),
    "exit",
)
CHOSEN = "chosen"  # the case of a plan that is for any case: `teaching.for_case` puts one there
EACH = "each"  # the decision of such a step: each of the chosen case's, one after the other
DEALT = "dealt"  # the decisions of a case that chance deals, as many as a sitting has


@dataclass(frozen=True)
class Argument:
    """A wrong argument that a room is likely to bring, and a reply that rests on a claim."""

    says: str
    reply: str
    claim: str  # id of an evidence claim


@dataclass(frozen=True)
class Step:
    """One screen of a session and the minutes that it gets.

    A "case" without a decision is its story, with one it puts that decision to the room, after what
    may be asked. A "reveal" of a case is how it ends, its trap and debrief, one of an explorer what
    stands after the prediction.
    """

    id: str
    kind: str  # one of STEP_KINDS
    minutes: float
    title: str
    say: str  # what the teacher says, in a line or two
    case: str = ""  # id of a case; kind "case" and "reveal"
    decision: str = ""  # id of the decision of that case that is put to the room, or DEALT
    questions: tuple[str, ...] = ()  # ids of the bank; kinds "question" and "exit"
    on_paper: bool = False  # questions that are answered on paper: their key waits
    explorer: str = ""  # name in widgets.__all__; kinds "predict", "explorer" and "reveal"
    lesson: str = ""  # the lesson whose explorer it is, e.g. "09_hours_to_arrive"
    expect: tuple[str, ...] = ()  # what the room is expected to answer
    cut: str = ""  # what to leave out when late; empty: nothing
    saves_minutes: float = 0.0  # what that saves


@dataclass(frozen=True)
class Plan:
    """A session that a teacher can run: its minutes are the sum of those of its steps."""

    id: str
    title: str
    minutes: float
    summary: str
    steps: tuple[Step, ...]
    arguments: tuple[Argument, ...]  # three
    close: str  # id of the claim or objective whose sentence closes the session
    is_local: bool = False
    bring: tuple[str, ...] = ()  # what the teacher has at hand before it begins

    @property
    def takes_a_case(self) -> bool:
        """Whether it is for any case, so that one has to be chosen before it can be run."""
        return any(step.case == CHOSEN for step in self.steps)
