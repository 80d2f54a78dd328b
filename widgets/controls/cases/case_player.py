"""A case, decision by decision: commit, see what follows, work the dose where there is one, then
this course's path and a short debrief.
"""

from dataclasses import dataclass, replace

from evidence import LeftOut
from page.html import Markup, joined, markup
from widgets.controls.cases.activities import explorer_for
from widgets.controls.cases.on_paper import cases_on_paper
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Choice, Control, Options, Writing
from widgets.controls.steps import EMPTY, NAMES, Steps
from widgets.controls.values import Values
from widgets.model.cases import (
    Case,
    Lab,
    Option,
    Turn,
    case_of,
    edition,
    left_out_cases,
    load_cases,
)
from widgets.view.at_rest import aside_html
from widgets.view.cases.case import (
    DEBRIEF,
    aside_for,
    case_sentence,
    lab_passage,
    path_passages,
    shuffled_cases,
    shuffled_options,
    stem_passage,
    walked_passages,
)
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Message, Screen

MADE_UP = "Made-up people, nothing to prescribe from."


@dataclass(frozen=True)
class Place:
    """Where a learner stands in a case: what was chosen so far, and what is due.

    A `turn` is a decision that is due at its `step`. Without one, `step` waits to be gone on from:
    at a `lab`, or at the words that follow a decision. Neither: the case is over.
    """

    choices: tuple[str, ...]
    step: Steps | None = None
    turn: Turn | None = None
    lab: Lab | None = None
    chosen: Option | None = None
    message: Message | None = None


class CasePlayer(Explorer):
    """One case, or all of them in an order of chance.

    `case` is the id of a case; without it the learner chooses. `seed` sets the order of the list.
    """

    watermark = f"{MADE_UP} What you choose and write stays in this browser."
    commit = "Commit: I would do this"
    go_on = Action("on", "Go on")

    def __init__(self, case: str | None = None, seed: int = 1):
        if case is not None:
            case_of(case)
        self.case = case
        self.heading = "A case" if case else "Cases"
        self.keeps = f"cases-{edition(load_cases())}-{NAMES}"
        self._titles = tuple((each.id, each.title.strip("“”")) for each in shuffled_cases(seed))
        if not self._titles:
            raise LeftOut("Every case")
        self._list = Choice("case", "Case", self._titles, leads=True)

    def _choose(self, values: Values) -> tuple[Control, ...]:
        """The list of cases, those marked that this browser has played to an end."""
        if self.case is not None:
            return ()
        titles = tuple(
            (id_, f"{title} (played)" if _is_played(load_cases()[id_], values) else title)
            for id_, title in self._titles
        )
        return (replace(self._list, options=titles),)

    def answered(self, values: Values) -> dict[str, str]:
        """The expert's first decision, what stands before it gone past."""
        chosen = self.case or values[self._list] or self._titles[0][0]
        case, said = load_cases()[chosen], {} if self.case else {self._list.name: chosen}
        turn, step = case.turns[0], Steps(values, case.id, "0", case.turns[0].id)
        for number, _ in enumerate(turn.before):
            on = _before(step, number).of(self.go_on)
            said[on.name] = on.press
        question, press = step.above.commit_controls(_question(case, turn), self.commit)
        return said | {question.name: turn.expert.id, press.name: press.press}

    def at_rest(self) -> Markup:
        """Every case as words, its way in a fold, and what to watch for; a page prints it so."""
        cases = [load_cases()[id_] for id_, _ in self._titles if self.case in (None, id_)]
        name = markup("<p><strong>{}.</strong> {}</p>", self.heading, MADE_UP)
        aside = aside_for(cases[0], path_passages(cases[0], ()), ()) if self.case else watch_for()
        told = joined([name, cases_on_paper(cases), aside_html(aside)])
        return markup('<div class="on-paper">{}</div>', told)

    def controls(self, values: Values) -> tuple[Control, ...]:
        """The list of cases."""
        return self._choose(values)

    def screen(self, values: Values) -> Screen:
        """The stem and what is due: a decision, what follows it, a lab; at the end both paths."""
        chosen = self.case or values[self._list]
        if not chosen:
            words = f"{len(load_cases())} made-up cases, in random order: choose one."
            return Screen(words, message=_left_out(), aside=())
        case = load_cases()[chosen]
        runs = _runs(case, values)
        place = _place(case, runs, values)
        lead = (stem_passage(case), *walked_passages(case, place.choices))
        controls = self._choose(values)
        if place.lab:
            return self._at_lab(case, place, lead, controls)
        if not place.step:
            return self._ended(case, _end(case, runs, values), place, lead, controls)
        if place.turn:
            question = _question(case, place.turn)
            controls += place.step.commit_controls(question, self.commit)
        else:
            controls += (place.step.of(_on(case, place)),)
        said = case_sentence(case, place.choices, asks=bool(place.turn))
        aside = aside_for(case, lead, controls)
        return Screen(said, message=place.message, controls=controls, lead=lead, aside=aside)

    def _at_lab(self, case: Case, place: Place, lead, controls) -> Screen:
        explorer = explorer_for(place.lab, place.chosen)
        shown = explorer.shows(place.step.inside)
        on = self.go_on
        if explorer.waits(shown):
            on = replace(on, label="Go on without it")
        shown = place.step.shown(shown)
        lead += (lab_passage(case, place.lab, place.chosen), *shown.lead)
        controls += (*shown.controls, place.step.of(on))
        # What to watch for is the lab's own, for what is given there.
        aside = tuple(explorer.aside()) if shown.aside is None else shown.aside
        return replace(shown, lead=lead, controls=controls, aside=aside)

    def _ended(self, case: Case, end: Steps, place: Place, lead, controls) -> Screen:
        written = (Writing(name, label, hint) for name, label, hint in DEBRIEF)
        begin = (_from(len(place.choices)), AGAIN)
        controls += tuple(end.of(each) for each in (*written, *begin))
        lead += path_passages(case, place.choices)
        said = case_sentence(case, place.choices)
        return Screen(said, controls=controls, lead=lead, aside=aside_for(case, lead, controls))


AGAIN = Action("again", "Play again")


def _left_out() -> Message | None:
    """What the learner reads in the place of cases with a mistake in their file."""
    count = len(left_out_cases())
    if not count:
        return None
    said = (
        "One case is left out: its file has"
        if count == 1
        else f"{count} cases are left out: their files have"
    )
    return Message("note", f"{said} a mistake. The rest works.")


def _on(case: Case, place: Place) -> Action:
    """The button that leads on: where the case is over, it leads to this course's way."""
    on = CasePlayer.go_on
    return replace(on, label="See this course's way") if case.is_over(place.choices) else on


def _question(case: Case, turn: Turn) -> Options:
    return Options(turn.id, turn.ask, tuple(shuffled_options(case, turn)))


def _from(decisions: int) -> Choice:
    """From which decision a case is played again."""
    numbers = tuple((str(number), f"decision {number}") for number in range(1, decisions + 1))
    return Choice("from", "Play again, from", numbers, "1")


def _before(step: Steps, number: int) -> Steps:
    return step.child(f"before{number}")


def _end(case: Case, runs: list[str], values: Values) -> Steps:
    """The end of one way through a case.

    Each has a list and a button of its own, so that a press means what stands in the list, however
    late the reply comes.
    """
    return Steps(values, case.id, "end", ".".join(runs))


def _runs(case: Case, values: Values) -> list[str]:
    """How often each decision has been begun anew: one count for each, from the page's presses."""
    runs = ["0"] * len(case.turns)
    while (end := _end(case, runs, values)).pressed(AGAIN):
        back_to = int(end.answer(_from(len(case.turns))))
        new = str(max(map(int, runs)) + 1)
        runs = [*runs[: back_to - 1], *[new] * (len(runs) - back_to + 1)]
    return runs


def _place(case: Case, runs: list[str], values: Values) -> Place:
    """Walk the case as far as the presses of the page lead."""
    choices: tuple[str, ...] = ()
    for turn, run in zip(case.turns, runs, strict=True):
        here = Steps(values, case.id, run)
        for number, lab in enumerate(turn.before):
            step = _before(here.child(turn.id), number)
            if not step.pressed(CasePlayer.go_on):
                return Place(choices, step, lab=lab)
        option_id, empty = here.committed(_question(case, turn))
        if not option_id:
            message = Message("note", EMPTY) if empty else None
            return Place(choices, here, turn, message=message)
        choices += (option_id,)
        option = case.walked(choices)[-1][1]
        # The first lab stands beside the words that follow; one press goes on from both.
        for number, lab in enumerate(_labs_after(turn, option) or (None,)):
            step = here.child(turn.id, f"after{number}")
            if not step.pressed(CasePlayer.go_on):
                return Place(choices, step, lab=lab, chosen=option)
        if case.is_over(choices):
            break
    return Place(choices)


def _is_played(case: Case, values: Values) -> bool:
    """Whether the page's values, also those of an earlier visit, hold an ending of the case."""
    first = ["0"] * len(case.turns)
    runs = _runs(case, values)
    return runs != first or _place(case, runs, values).step is None


def _labs_after(turn: Turn, option: Option) -> tuple[Lab, ...]:
    """The labs that follow an option; where it ends the case, only those that show what it did."""
    if not option.ends:
        return turn.after
    return tuple(lab for lab in turn.after if lab.kind in ("infusion", "night"))
