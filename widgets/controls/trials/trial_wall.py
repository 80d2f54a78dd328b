"""The pivotal trial as people: predict both arms, then see them, harm on the same scale."""

from evidence import load
from evidence.numbers import format_number
from widgets.controls.inputs import Action, Choice, Control, Number, Options
from widgets.controls.predicts import PredictsFirst
from widgets.controls.values import Values
from widgets.model.trials.counts import PIVOTAL, pivotal
from widgets.view.screen import Passage, Screen
from widgets.view.statements import passage
from widgets.view.trials.effect_steps import (
    line_alt,
    line_picture,
    line_table,
    needed_in_words,
    worked_measure,
)
from widgets.view.trials.icon_array import (
    guess_alt,
    guess_picture,
    guess_table,
    wall_alt,
    wall_picture,
    wall_readouts,
    wall_table,
    wall_verdict,
)

WORKINGS = (
    ("none", "Show no working"),
    ("difference", "The risk difference"),
    ("ratio", "The risk ratio"),
    ("treat", "The number needed to treat"),
    ("harm", "The number needed to harm"),
)


class TrialWall(PredictsFirst):
    """A hundred people on ketamine beside a hundred on placebo: predict both, then see both."""

    heading = "Trial wall"
    reveal = Action("reveal", "Show what the trial found")
    ketamine = Number(
        "ketamine",
        "Your prediction: of 100 on ketamine, how many respond",
        "of 100",
        0,
        100,
        1,
    )
    placebo = Number(
        "placebo",
        "Your prediction: of 100 on placebo, how many respond",
        "of 100",
        0,
        100,
        1,
    )
    guesses = (ketamine, placebo)
    are_counts = True
    work = Choice("work", "Work it out", WORKINGS, "none")

    def __init__(self):
        p, name = pivotal(), load().trials[PIVOTAL].name
        people = p.ketamine_n + p.control_n
        self.watermark = f"{name}: a blinded trial in {people} people, drawn as 100 beside 100."
        looks = (("wall", "People"), ("line", f"What {needed_in_words()} means"))
        self.look = Options("look", "Look at", looks, "wall")

    def after(self, values: Values) -> tuple[Control, ...]:
        """People or intervals, and which sum is worked out."""
        return self.look, self.work

    def question(self, values: Values, said: tuple) -> Screen:
        """The prediction as people."""
        return Screen(
            "Set how many of 100 you expect to respond in each arm, then show the trial.",
            alt=guess_alt(said),
            picture=guess_picture(said, values.width_px),
            table=guess_table(said),
        )

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """The result with its harm and its intervals."""
        p, trial = pivotal(), load().trials[PIVOTAL]
        wall = values[self.look] == "wall"
        sentence = (
            f"Responders of 100: {p.ketamine_per_100} on ketamine, {p.control_per_100} on placebo."
        )
        if not wall:
            sentence = (
                f"The interval of {format_number(p.needed_to_treat)} runs from "
                "benefit through infinity into harm."
            )
        work = values[self.work]
        return Screen(
            sentence,
            alt=wall_alt(said) if wall else line_alt(),
            picture=wall_picture(values.width_px, said) if wall else line_picture(),
            readouts=wall_readouts(),
            working=() if work == self.work.value else worked_measure(work),
            table=wall_table(said) if wall else line_table(),
            passages=(passage("What was counted", trial, extra=(trial.adverse_events,)),),
        )

    def verdict(self, values: Values, said: tuple) -> Passage:
        """How far off each arm was, and why the second arm counts."""
        return wall_verdict(said)
