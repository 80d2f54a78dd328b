"""Where a learner stands in a case, read from the presses of a page; Python keeps nothing."""

from dataclasses import dataclass

from widgets.controls.inputs import Action, Choice, Options
from widgets.controls.steps import EMPTY, Steps
from widgets.controls.values import Values
from widgets.model.cases import Case, Lab, Option, Turn
from widgets.model.cases.luck import dealt, luck_of
from widgets.model.cases.records import Ask, LaterVisit
from widgets.model.cases.walk import Walk, walk
from widgets.view.cases.case import shuffled_options
from widgets.view.cases.on_the_way import ask_label
from widgets.view.screen import Message

COMMIT = {"judge": "Commit: this is my answer", "press": "Say it"}
DO = "Commit: I would do this"
GO_ON = Action("on", "Go on")
DECIDE = Action("decide", "Decide now")
DEAL = Action("deal", "Begin", stamp="chance")
COMPARE = Action("compare", "Compare with three others")
OVER = Action("over", "See the debrief", stamp="day")
AGAIN = Action("again", "Play again")
BEGINNING = "0"


@dataclass(frozen=True)
class Place:
    """Where a learner stands: what was taken so far, and what is due.

    `asking`: whether it may still be asked. A `turn` is a decision that is due at its `step`; at a
    `lab`, the `step` waits to be gone on from, after what was `chosen`. None of them: it is over.
    `deals`: the cards of a stack wait.
    """

    walked: Walk
    step: Steps
    asking: bool = False
    turn: Turn | None = None
    lab: Lab | None = None
    chosen: Option | None = None
    message: Message | None = None
    deals: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing is left but the end."""
        return not (self.asking or self.turn or self.lab or self.deals)


class Play:
    """One way through a case, or through a visit of it, as far as the page's presses lead.

    Each decision has a count of how often it was begun anew (`runs`, the first for what is asked),
    so that a press belongs to the run that it was made in.
    """

    def __init__(self, case: Case, values: Values, visit: LaterVisit | None = None):
        self.case, self.visit = case, visit
        turns = visit.turns if visit else case.turns
        self.asks = () if visit else case.asks
        self.is_dealt = any(turn.drawn for turn in turns)
        self.root = Steps(values, case.id, *([f"visit{visit.after_days}"] if visit else []))
        most = sum(1 + len(turn.presses) for turn in turns)
        self.runs = ["0"] * (1 + most)
        self.over_on = self.end.stamp(OVER.name)  # the day on which it was over last
        while self.end.pressed(AGAIN):
            back_to = int(self.end.answer(self.from_choice(most)))
            new = str(max(map(int, self.runs)) + 1)
            self.runs = [*self.runs[:back_to], *[new] * (len(self.runs) - back_to)]
            self.over_on = self.end.stamp(OVER.name) or self.over_on
        if self.is_dealt:
            self.case = dealt(case, f"{self.runs[0]} {self.asking.stamp(DEAL.name)}")
        self.place = self._walked()

    @property
    def end(self) -> Steps:
        """The end of this way. Each has a list and a button of its own, so that a press means what
        stands in the list, however late the reply comes.
        """
        return self.root.child("end", ".".join(self.runs))

    @property
    def is_new(self) -> bool:
        """Whether it has never been played to an end."""
        return set(self.runs) == {"0"} and not self.end.pressed(OVER)

    @property
    def asking(self) -> Steps:
        """The place of what is asked, or of the deal."""
        return self.root.child(self.runs[0], "asks")

    @property
    def asked(self) -> tuple[Ask, ...]:
        """What was asked, as far as it is allowed, in the order in which it was pressed."""
        texts = list(self.root.values.texts)
        pressed = [ask for ask in self.asks if self.asking.pressed(ask.id)]
        first = {ask.id: texts.index(self.asking.of(ask_action(ask)).name) for ask in pressed}
        return tuple(sorted(pressed, key=lambda ask: first[ask.id])[: self.case.asks_allowed])

    @property
    def asks_before(self) -> str:
        """The id of the decision before which is asked."""
        turns = self.visit.turns if self.visit else self.case.turns
        return self.case.asks_before or turns[0].id

    @property
    def is_opening_read(self) -> bool:
        """Whether how it opens stood on an earlier screen: where it was asked, or at a lab."""
        due = self.place.walked.due
        if self.place.asking or due is None:
            return False
        asked_first = bool(self.asks) and due.id == self.asks_before
        return asked_first or (bool(due.before) and self.place.lab is not due.before[0])

    @property
    def minutes(self) -> int:
        """How long ago the case or the visit opened, asks among it."""
        return self.place.walked.minutes + sum(ask.minutes for ask in self.asked)

    def drew(self, turn: Turn, option: Option) -> bool:
        """Whether the patient responds: drawn with the number of the press that chose."""
        place = self.root.child(self._run_of(turn), turn.id)
        return luck_of(self.case.id, turn.id, option.id, place.stamp("go"))

    def from_choice(self, decisions: int) -> Choice:
        """From which decision it is played again; the beginning is where it is asked, or dealt,
        anew. A stack has nothing but its beginning.
        """
        first = [(BEGINNING, "the beginning")] if self.asks or self.is_dealt else []
        decisions = 0 if self.case.stack and first else decisions
        numbers = [(str(number), f"decision {number}") for number in range(1, decisions + 1)]
        options = (*first, *numbers)
        return Choice("from", "Play again, from", options, options[0][0])

    def _run_of(self, turn: Turn) -> str:
        for number, (each, _) in enumerate(self.place.walked.steps):
            if each.id == turn.id:
                return self.runs[1 + number]
        return self.runs[0]

    def _walked(self) -> Place:
        choices: tuple[str, ...] = ()
        if self.is_dealt and not self.asking.pressed(DEAL):
            return Place(walk(self.case, (), self.visit), self.asking, deals=True)
        while (due := (walked := walk(self.case, choices, self.visit)).due) is not None:
            here = self.root.child(self.runs[1 + len(choices)])
            if self.asks and due.id == self.asks_before and not self._asked_enough():
                return Place(walked, self.asking, asking=True)
            for number, lab in enumerate(due.before):
                step = here.child(due.id, f"before{number}")
                if not step.pressed(GO_ON):
                    return Place(walked, step, lab=lab)
            option_id, empty = here.committed(question(self.case, due))
            if not option_id:
                message = Message("note", EMPTY) if empty else None
                return Place(walked, here, turn=due, message=message)
            choices += (option_id,)
            after = walk(self.case, choices, self.visit)
            option = after.steps[-1][1]
            for number, lab in enumerate(_labs_after(due, option, after.is_over)):
                step = here.child(due.id, f"after{number}")
                if not step.pressed(GO_ON):
                    return Place(after, step, lab=lab, chosen=option)
        return Place(walked, self.end)

    def _asked_enough(self) -> bool:
        return self.asking.pressed(DECIDE) or len(self.asked) >= self.case.asks_allowed


def question(case: Case, turn: Turn) -> Options:
    """A decision as a question."""
    return Options(turn.id, turn.ask, tuple(shuffled_options(case, turn)))


def commit_words(turn: Turn) -> str:
    """What the button says: what would be done, said or thought."""
    return COMMIT.get(turn.kind, DO)


def commit_stamp(turn: Turn) -> str:
    """A number of chance goes with the press where an option has its luck drawn."""
    return "chance" if any(option.luck for option in turn.options) else ""


def ask_action(ask: Ask, told: str = "") -> Action:
    """A button that asks, and in its place what was heard."""
    return Action(ask.id, ask_label(ask), told=told)


def _labs_after(turn: Turn, option: Option, is_over: bool) -> tuple[Lab, ...]:
    """The labs that follow an option; where another than this course's ends the case, only those
    that show what it did.
    """
    if not is_over or option.expert:
        return turn.after
    return tuple(lab for lab in turn.after if lab.kind in ("infusion", "night"))
