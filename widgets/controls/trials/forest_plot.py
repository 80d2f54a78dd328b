"""A forest plot with its empty rows, and the four reviews that filled them differently."""

from evidence import load
from widgets.controls.explorer import PredictsFirst
from widgets.controls.inputs import Action, Checks, Choice, Control, Options
from widgets.controls.values import Values
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Screen
from widgets.view.trials.forest import (
    CONTROLLED,
    choice_readouts,
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

LOOKS = (("trials", "The trials"), ("reviews", "Four reviews, four pots"))


class ForestPlot(PredictsFirst):
    """The learner says which trials could become one number, then sees which give counts."""

    heading = "Forest plot"
    watermark = (
        "Read from abstracts and summaries: an empty row means that no counts were seen, not that "
        "there are none."
    )
    aside = staticmethod(watch_for)
    reveal = Action("reveal", "Draw the plot")
    look = Options("look", "Look at", LOOKS, "trials")

    def __init__(self):
        trials = [load().trials[each] for each in CONTROLLED]
        designs = tuple((each.id, f"{each.name}: {each.design}") for each in trials)
        names = tuple((each.id, each.name) for each in trials)
        self.pool = Checks("pool", "Tick the trials that you would add up into one number", designs)
        self.read = Choice("read", "Read one trial", names, CONTROLLED[0])

    def before(self) -> tuple[Control, ...]:
        """The trials to be ticked."""
        return self.pool, self.reveal

    def after(self) -> tuple[Control, ...]:
        """Trials or reviews, and which trial is read."""
        return self.look, self.read

    def question(self, values: Values) -> Screen:
        """Which trials could be one number."""
        return Screen(
            f"{len(CONTROLLED)} controlled trials. Which of them could become one number?"
        )

    def answer(self, values: Values) -> Screen:
        """The plot, or the reviews, with no pooled number anywhere."""
        if values[self.look] == "reviews":
            return Screen(
                "Four reviews, four pots: what goes in decides what comes out.",
                alt=reviews_alt(),
                picture=reviews_picture(),
                table=reviews_table(),
                passages=review_passages(),
            )
        chosen = values[self.pool]
        return Screen(
            f"{len(poolable())} of {len(CONTROLLED)} controlled trials gives "
            f"published counts for each arm; you would pool {len(chosen)}.",
            alt=forest_alt(),
            picture=forest_picture(),
            readouts=choice_readouts(list(chosen)),
            table=forest_table(),
            passages=(trial_passage(values[self.read]),),
        )
