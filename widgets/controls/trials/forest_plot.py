"""A forest plot with its empty rows, and the four reviews that filled them differently."""

from evidence import load
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Checks, Choice, Options
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


class ForestPlot(Explorer):
    """The learner says which trials could become one number, then sees which give counts."""

    def __init__(self):
        super().__init__(
            self._first(),
            heading="Forest plot",
            watermark="Read from abstracts and summaries: an empty row means that no "
            "counts were seen, not that there are none.",
            aside=list(watch_for()),
        )

    def _first(self):
        names = tuple(
            (each, f"{load().trials[each].name}: {load().trials[each].design}")
            for each in CONTROLLED
        )
        return [
            Checks("pool", "Tick the trials that you would add up into one number", names),
            Action("reveal", "Draw the plot"),
        ]

    def _then(self):
        trials = tuple((each, load().trials[each].name) for each in CONTROLLED)
        return [
            Options("look", "Look at", LOOKS, "trials"),
            Choice("read", "Read one trial", trials, CONTROLLED[0]),
        ]

    def screen(self, values: dict[str, str]) -> Screen:
        """The question first; then the plot, or the reviews, with no pooled number anywhere."""
        chosen = values["pool"].split()
        if values["reveal"] != "yes":
            return Screen(
                f"{len(CONTROLLED)} controlled trials. Which of them could become one number?",
                controls=tuple(self._first()),
            )
        if values.get("look") == "reviews":
            return Screen(
                "Four reviews, four pots: what goes in decides what comes out.",
                alt=reviews_alt(),
                picture=reviews_picture(),
                table=reviews_table(),
                passages=review_passages(),
                controls=tuple(self._then()),
            )
        return Screen(
            f"{len(poolable())} of {len(CONTROLLED)} controlled trials gives "
            f"published counts for each arm; you would pool {len(chosen)}.",
            alt=forest_alt(),
            picture=forest_picture(),
            readouts=choice_readouts(chosen),
            table=forest_table(),
            passages=(trial_passage(values.get("read") or CONTROLLED[0]),),
            controls=tuple(self._then()),
        )
