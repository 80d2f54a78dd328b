"""A forest plot with its empty rows, and the four reviews that filled them differently."""

from evidence import load
from evidence.errors import LearnerError
from widgets.controls.inputs import Action, Checks, Choice, Control, Options
from widgets.controls.predicts import PredictsFirst
from widgets.controls.values import Values
from widgets.view.screen import Passage, Screen
from widgets.view.trials.forest import (
    CONTROLLED,
    choice_readouts,
    choice_verdict,
    forest_alt,
    forest_picture,
    forest_table,
    poolable,
    review_passages,
    reviews_alt,
    reviews_picture,
    reviews_table,
    trial_passage,
)

NO_TRIAL = ("none", "None of them")
LOOKS = (("trials", "The trials"), ("reviews", "Four reviews compared"))


class ForestPlot(PredictsFirst):
    """The learner says which trials could become one number, then sees which give counts."""

    heading = "Forest plot"
    watermark = (
        "Read from abstracts and summaries: an empty row means that no counts were seen, not that "
        "there are none."
    )
    may_show_a_dose = True
    reveal = Action("reveal", "Draw the plot")
    first = "Tick what you would add up first, or “None of them”."
    look = Options("look", "Look at", LOOKS, "trials")

    def __init__(self):
        trials = [load().trials[each] for each in CONTROLLED]
        designs = tuple((each.id, f"{each.name}: {each.design}") for each in trials)
        names = tuple((each.id, each.name) for each in trials)
        label = "Tick the trials that you would add up into one number"
        self.pool = Checks("pool", label, (*designs, NO_TRIAL))
        self.guesses = (self.pool,)
        self.read = Choice("read", "Read one trial", names, CONTROLLED[0])

    def after(self, values: Values) -> tuple[Control, ...]:
        """Trials or reviews, and which trial is read."""
        return self.look, self.read

    def question(self, values: Values, said: tuple) -> Screen:
        """Which trials could be one number."""
        _ticked(said)
        return Screen(
            f"{len(CONTROLLED)} controlled trials. Which of them could become one number?"
        )

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """The plot, or the reviews, with no pooled number anywhere."""
        if values[self.look] == "reviews":
            return Screen(
                "Four reviews of nearly one question: what goes in decides what comes out.",
                alt=reviews_alt(),
                picture=reviews_picture(),
                table=reviews_table(),
                passages=review_passages(),
            )
        return Screen(
            f"{len(poolable())} of {len(CONTROLLED)} controlled trials gives published counts for "
            "each arm.",
            alt=forest_alt(),
            picture=forest_picture(),
            readouts=choice_readouts(_ticked(said) if said else None),
            table=forest_table(),
            passages=(trial_passage(values[self.read]),),
        )

    def verdict(self, values: Values, said: tuple) -> Passage:
        """Whether these trials could be added up, and what keeps them apart."""
        return choice_verdict(_ticked(said))


def _ticked(said: tuple) -> list[str]:
    """The trials that were ticked; LearnerError where "None of them" stands beside one."""
    ticked = list(said[0] or ())
    none = NO_TRIAL[0]
    if none in ticked and len(ticked) > 1:
        raise LearnerError(f"Tick trials or “{NO_TRIAL[1]}”, not both.")
    return [each for each in ticked if each != none]
