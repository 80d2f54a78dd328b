"""A case, decision by decision: commit, see what follows, then the expert's path and a short
debrief.
"""

from widgets.model.cases import Case, load_cases
from widgets.view.case import (
    DEBRIEF,
    case_sentence,
    path_passages,
    shuffled_cases,
    shuffled_options,
    stem_passage,
    walked_passages,
)
from widgets.view.screen import Message, Screen

from .commit import EMPTY, Commits
from .explorer import Explorer
from .inputs import Action, Choice, Writing


class CasePlayer(Explorer):
    """One case, or all of them in an order of chance.

    `case` is the id of a case; without it the learner chooses. `seed` sets the order of the list.
    """

    def __init__(self, case: str | None = None, seed: int = 1):
        if case is not None and case not in load_cases():
            raise ValueError(f"case must be one of {', '.join(load_cases())}, got {case!r}")
        self.case, self.seed = case, seed
        self._commits = Commits()
        first = self._choose() if case is None else self._turn_controls(load_cases()[case], "0", ())
        super().__init__(
            first,
            heading="A case" if case else "Cases",
            watermark="Made-up people. What you choose stays on this page.",
        )

    def _choose(self):
        if self.case is not None:
            return []
        titles = tuple((case.id, case.title.strip("“”")) for case in shuffled_cases(self.seed))
        return [Choice("case", "Case", titles)]

    def _turn_controls(self, case: Case, run: str, choices):
        turn = case.turns[len(choices)]
        key = _key(case, run, turn)
        number = f"Decision {len(choices) + 1} of {len(case.turns)}"
        options = shuffled_options(case, turn)
        return self._commits.controls(
            key, f"{number}: {turn.ask}", options, "Commit: I would do this"
        )

    def screen(self, values: dict[str, str]) -> Screen:
        """The stem and the decision that is due; after each commit what follows; at the end both
        paths.
        """
        chosen = self.case or values.get("case", "")
        if not chosen:
            return Screen(
                f"{len(load_cases())} made-up cases in an order of chance: choose one.",
                controls=tuple(self._choose()),
            )
        case = load_cases()[chosen]
        run = values.get(f"again~{chosen}") or "0"
        choices, waiting, message = self._committed(case, run, values)
        controls = list(self._choose())
        lead = [stem_passage(case), *walked_passages(case, choices)]
        passages = ()
        if waiting:
            controls.append(Action(f"{waiting}~on", "Go on"))
        elif case.is_over(choices):
            passages = path_passages(case, choices)
            controls += [
                Writing(f"{name}~{chosen}~{run}", label, hint) for name, label, hint in DEBRIEF
            ]
            controls.append(
                Action(f"again~{chosen}", "Play this case again", press=str(int(run) + 1))
            )
        else:
            controls += self._turn_controls(case, run, choices)
        return Screen(
            case_sentence(case, choices),
            passages=passages,
            message=message,
            controls=tuple(controls),
            lead=tuple(lead),
        )

    def _committed(self, case: Case, run: str, values):
        """The options committed so far, the decision whose consequence waits to be read, a
        message.
        """
        choices, message = [], None
        for turn in case.turns:
            key = _key(case, run, turn)
            chosen, empty = self._commits.committed(key, values)
            if not chosen:
                message = Message("note", EMPTY) if empty else None
                break
            choices.append(chosen)
            if values.get(f"{key}~on") != "yes":
                return tuple(choices), key, None
            if case.is_over(choices):
                break
        return tuple(choices), "", message


def _key(case: Case, run: str, turn) -> str:
    return f"{case.id}~{run}~{turn.id}"
