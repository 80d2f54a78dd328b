"""The pivotal trial as people: predict both arms, then see them, harm on the same scale."""

from evidence import load
from evidence.numbers import format_number
from widgets.controls.explorer import PredictsFirst
from widgets.controls.inputs import Action, Choice, Control, Number, Options
from widgets.controls.values import Values
from widgets.model.trials.counts import PIVOTAL, pivotal
from widgets.view.screen import Screen
from widgets.view.statements import passage
from widgets.view.trials.effect_steps import (
    line_alt,
    line_picture,
    line_table,
    needed_in_words,
    worked_measure,
)
from widgets.view.trials.icon_array import (
    guess_table,
    wall_alt,
    wall_picture,
    wall_readouts,
    wall_table,
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
        "0",
    )
    placebo = Number(
        "placebo",
        "Your prediction: of 100 on placebo, how many respond",
        "of 100",
        0,
        100,
        1,
        "0",
    )
    work = Choice("work", "Work it out", WORKINGS, "none")

    def __init__(self):
        p, name = pivotal(), load().trials[PIVOTAL].name
        people = p.ketamine_n + p.control_n
        self.watermark = f"{name}: a blinded trial in {people} people, drawn as 100 beside 100."
        looks = (("wall", "People"), ("line", f"What {needed_in_words()} means"))
        self.look = Options("look", "Look at", looks, "wall")

    def before(self) -> tuple[Control, ...]:
        """The prediction for each arm."""
        return self.ketamine, self.placebo, self.reveal

    def after(self) -> tuple[Control, ...]:
        """People or intervals, and which sum is worked out."""
        return self.look, self.work

    def _guess(self, values: Values) -> tuple[int, int]:
        arms = (self.ketamine, self.placebo)
        on, off = (arm.whole(values[arm], f"Responders on {arm.name}") for arm in arms)
        return on, off

    def question(self, values: Values) -> Screen:
        """The prediction as people."""
        guess = self._guess(values)
        return Screen(
            "Set how many of 100 you expect to respond in each arm, then show the trial.",
            alt=wall_alt(drawn=guess),
            picture=wall_picture(*guess, values.width_px),
            table=guess_table(guess),
        )

    def answer(self, values: Values) -> Screen:
        """The result with its harm and its intervals."""
        guess, p, trial = self._guess(values), pivotal(), load().trials[PIVOTAL]
        wall = values[self.look] == "wall"
        sentence = (
            f"Responders of 100: {p.ketamine_per_100} on ketamine, {p.control_per_100} on placebo. "
            f"You said {guess[0]} and {guess[1]}."
        )
        if not wall:
            sentence = (
                f"The interval of {format_number(p.needed_to_treat)} runs from "
                "benefit through infinity into harm."
            )
        work, people = values[self.work], (p.ketamine_per_100, p.control_per_100)
        return Screen(
            sentence,
            alt=wall_alt(guess) if wall else line_alt(),
            picture=wall_picture(*people, values.width_px, guess) if wall else line_picture(),
            readouts=wall_readouts(),
            working=() if work == self.work.value else worked_measure(work),
            table=wall_table(guess) if wall else line_table(),
            passages=(passage("What was counted", trial, extra=(trial.adverse_events,)),),
        )
