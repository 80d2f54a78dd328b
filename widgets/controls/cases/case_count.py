"""The page's own prediction: in how many of the cases a trial is a right step."""

from widgets.controls.inputs import Action, Control, Number
from widgets.controls.predicts import PredictsFirst
from widgets.controls.values import Values
from widgets.model.cases import load_cases
from widgets.view.cases.case import counted_words, without_ketamine
from widgets.view.screen import Passage, Screen
from widgets.view.verdict import miss, said_of


class CaseCount(PredictsFirst):
    """Say in how many cases a trial is a right step, then open the count."""

    heading = "The cases, counted"
    watermark = "Counted from the cases of this page, all of them made up."
    reveal = Action("reveal", "Open the count")
    are_counts = True

    def __init__(self):
        of = len(load_cases())
        label = "In how many of these cases is a trial a right step?"
        self.guesses = (Number("guess", label, f"of {of}", 0, of, 1),)

    def after(self, values: Values) -> tuple[Control, ...]:
        """Nothing is left to set."""
        return ()

    def question(self, values: Values, said: tuple) -> Screen:
        """What is asked."""
        return Screen(f"{len(load_cases())} made-up cases: say a number, then open the count.")

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """The count, and which way the decisions go."""
        sentence, more = counted_words()
        return Screen(sentence, passages=(Passage("Which way they go", (more,)),))

    def verdict(self, values: Values, said: tuple) -> Passage:
        """What was said beside the count."""
        none, every = without_ketamine()
        mine, right = int(said[0]), every - none
        words = f"You said {mine}; it is {right}: {miss(mine, right)}."
        return said_of(
            mine == right, words, "In the others another step is due, or ketamine has no place."
        )
