"""A case, decision by decision: commit, see what follows, work the dose where there is one, then
this course's path and a short debrief.
"""

from dataclasses import dataclass, replace

from widgets.controls.cases.activities import explorer_for
from widgets.controls.embedding import asks_for_an_answer, lodged
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Choice, Writing
from widgets.controls.submit import EMPTY, commit_controls, committed
from widgets.model.cases import Case, Lab, Option, Turn, edition, load_cases
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
from widgets.view.screen import Message, Screen


@dataclass(frozen=True)
class Place:
    """Where a learner stands in a case: what was chosen so far, and what is due.

    A `turn` is a decision that is due. A `key` waits to be gone on from: at a `lab`, or at the
    words that follow a decision. Neither: the case is over.
    """

    choices: tuple[str, ...]
    turn: Turn | None = None
    key: str = ""
    lab: Lab | None = None
    chosen: Option | None = None
    message: Message | None = None


class CasePlayer(Explorer):
    """One case, or all of them in an order of chance.

    `case` is the id of a case; without it the learner chooses. `seed` sets the order of the list.
    """

    def __init__(self, case: str | None = None, seed: int = 1):
        if case is not None and case not in load_cases():
            raise ValueError(f"case must be one of {', '.join(load_cases())}, got {case!r}")
        self.case, self.seed = case, seed
        self._labs = {}
        first = self._choose() or self._turn_controls(
            load_cases()[case], load_cases()[case].turns[0], "0"
        )
        super().__init__(
            first,
            heading="A case" if case else "Cases",
            watermark="Made-up people, nothing to prescribe from. "
            "What you choose and write stays in this browser.",
            keeps=f"cases-{edition(load_cases())}",
        )

    def _choose(self):
        if self.case is not None:
            return []
        titles = tuple(
            (case.id, case.title.strip("“”") + (" (played)" if self._is_played(case) else ""))
            for case in shuffled_cases(self.seed)
        )
        return [Choice("case", "Case", titles, leads=True)]

    def _is_played(self, case: Case) -> bool:
        """Whether the page's values, also those of an earlier visit, hold an ending of the case."""
        for name, pressed in self.values.items():
            parts = name.split("~")  # case, run, decision, place of a lab, "on"
            if pressed == "yes" and len(parts) == 5 and (parts[0], parts[4]) == (case.id, "on"):
                turn = next((each for each in case.turns if each.id == parts[2]), None)
                chosen = self.values.get("~".join(parts[:3]))
                if turn and parts[3].startswith("after") and _closes(case, turn, chosen):
                    return True
        return False

    def _turn_controls(self, case: Case, turn: Turn, run: str):
        return commit_controls(
            _key(case, run, turn),
            turn.ask,
            shuffled_options(case, turn),
            "Commit: I would do this",
        )

    def screen(self, values: dict[str, str]) -> Screen:
        """The stem and what is due: a decision, what follows it, a lab; at the end both paths."""
        chosen = self.case or values.get("case", "")
        if not chosen:
            return Screen(
                f"{len(load_cases())} made-up cases in an order of chance: choose one.",
                controls=tuple(self._choose()),
                aside=(),
            )
        case = load_cases()[chosen]
        runs = _runs(case, values)
        place = self._place(case, runs, values)
        lead = (stem_passage(case), *walked_passages(case, place.choices))
        controls = tuple(self._choose())
        said = case_sentence(case, place.choices)
        if place.lab:
            return self._at_lab(case, place, values, lead, controls)
        if place.key:
            said = case_sentence(case, place.choices, asks=False)
            controls += (Action(f"{place.key}on", _on_words(case, place)),)
        elif place.turn:
            controls += tuple(self._turn_controls(case, place.turn, runs[len(place.choices)]))
        else:
            return self._ended(case, runs, place, said, lead, controls)
        aside = aside_for(case, lead, controls)
        return Screen(said, message=place.message, controls=controls, lead=lead, aside=aside)

    def _place(self, case: Case, runs, values) -> Place:
        """Walk the case as far as the presses of the page lead."""
        choices = ()
        for turn, run in zip(case.turns, runs, strict=True):
            key = _key(case, run, turn)
            for number, lab in enumerate(turn.before):
                if values.get(f"{key}~before{number}~on") != "yes":
                    return Place(choices, key=f"{key}~before{number}~", lab=lab)
            option_id, empty = committed(key, values)
            if not option_id:
                message = Message("note", EMPTY) if empty else None
                return Place(choices, turn, message=message)
            choices += (option_id,)
            option = case.walked(choices)[-1][1]
            # The first lab stands beside the words that follow; one press goes on from both.
            for number, lab in enumerate(_labs_after(turn, option) or (None,)):
                if values.get(f"{key}~after{number}~on") != "yes":
                    return Place(choices, key=f"{key}~after{number}~", lab=lab, chosen=option)
            if case.is_over(choices):
                break
        return Place(choices)

    def _at_lab(self, case: Case, place: Place, values, lead, controls) -> Screen:
        if place.key not in self._labs:
            self._labs[place.key] = explorer_for(place.lab, place.chosen)
        shown = lodged(self._labs[place.key], place.key, values)
        go_on = "Go on without it" if asks_for_an_answer(shown) else "Go on"
        lead += (lab_passage(case, place.lab, place.chosen), *shown.lead)
        controls += (*shown.controls, Action(f"{place.key}on", go_on))
        # what to watch for is the lab's own, for what is given there
        aside = tuple(self._labs[place.key].aside)
        return replace(shown, lead=lead, controls=controls, aside=aside)

    def _ended(self, case: Case, runs, place: Place, said, lead, controls) -> Screen:
        decisions = tuple(
            (str(number), f"decision {number}") for number in range(1, len(place.choices) + 1)
        )
        controls += tuple(
            Writing(f"{name}~{case.id}~{'.'.join(runs)}", label, hint)
            for name, label, hint in DEBRIEF
        )
        controls += (
            Choice(_from(case, runs), "Play again, from", decisions, "1"),
            Action(_again(case, runs), "Play again"),
        )
        lead += path_passages(case, place.choices)
        return Screen(said, controls=controls, lead=lead, aside=aside_for(case, lead, controls))


def _on_words(case: Case, place: Place) -> str:
    """What the button says that leads on: where the case is over, it leads to this course's way."""
    return "See this course's way" if case.is_over(place.choices) else "Go on"


def _closes(case: Case, turn: Turn, chosen: str | None) -> bool:
    ends = any(option.ends for option in turn.options if option.id == chosen)
    return ends or turn is case.turns[-1]


def _labs_after(turn: Turn, option: Option) -> tuple[Lab, ...]:
    """The labs that follow an option; where it ends the case, only those that show what it did."""
    if not option.ends:
        return turn.after
    return tuple(lab for lab in turn.after if lab.kind in ("infusion", "night"))


def _key(case: Case, run: str, turn: Turn) -> str:
    return f"{case.id}~{run}~{turn.id}"


def _runs(case: Case, values) -> list[str]:
    """How often each decision has been begun anew: one count for each, from the page's presses.

    Each ending has a list and a button of its own, so that a press means what stands in the list,
    however late the reply comes.
    """
    runs = ["0"] * len(case.turns)
    while values.get(_again(case, runs)) == "yes":
        back_to = int(values.get(_from(case, runs)) or 1)
        new = str(max(map(int, runs)) + 1)
        runs = [*runs[: back_to - 1], *[new] * (len(runs) - back_to + 1)]
    return runs


def _from(case: Case, runs: list[str]) -> str:
    return f"from~{case.id}~{'.'.join(runs)}"


def _again(case: Case, runs: list[str]) -> str:
    return f"again~{case.id}~{'.'.join(runs)}"
