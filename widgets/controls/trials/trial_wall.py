"""The pivotal trial as people: predict both arms, then see them, harm on the same scale."""

from evidence import load
from evidence.errors import LearnerError
from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Choice, Number, Options
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

SUMS = (
    ("none", "Show no working"),
    ("difference", "The risk difference"),
    ("ratio", "The risk ratio"),
    ("treat", "The number needed to treat"),
    ("harm", "The number needed to harm"),
)


class TrialWall(Explorer):
    """A hundred people on ketamine beside a hundred on placebo: predict both, then see both."""

    def __init__(self):
        p, name = pivotal(), load().trials[PIVOTAL].name
        super().__init__(
            self._first(),
            heading="Trial wall",
            watermark=f"{name}: a blinded trial in {p.ketamine_n + p.control_n} "
            "people, drawn as 100 beside 100.",
        )

    def _first(self):
        return [
            Number(
                "ketamine",
                "Your prediction: of 100 on ketamine, how many respond",
                "of 100",
                0,
                100,
                1,
                "0",
            ),
            Number(
                "placebo",
                "Your prediction: of 100 on placebo, how many respond",
                "of 100",
                0,
                100,
                1,
                "0",
            ),
            Action("reveal", "Show what the trial found"),
        ]

    def _then(self):
        looks = (("wall", "People"), ("line", f"What {needed_in_words()} means"))
        return [
            Options("look", "Look at", looks, "wall"),
            Choice("work", "Work it out", SUMS, "none"),
        ]

    def screen(self, values: dict[str, str]) -> Screen:
        """The prediction as people, and after it the result with its harm and its intervals."""
        guess = tuple(_people(self.number(values, arm), arm) for arm in ("ketamine", "placebo"))
        if values["reveal"] != "yes":
            return self._asked(guess)
        p, trial = pivotal(), load().trials[PIVOTAL]
        wall = values.get("look", "wall") != "line"
        sentence = (
            f"Responders of 100: {p.ketamine_per_100} on ketamine, {p.control_per_100} on placebo. "
            f"You said {guess[0]} and {guess[1]}."
        )
        if not wall:
            sentence = (
                f"The interval of {format_number(p.needed_to_treat)} runs from "
                "benefit through infinity into harm."
            )
        work = values.get("work", "")
        return Screen(
            sentence,
            alt=wall_alt(guess) if wall else line_alt(),
            picture=wall_picture(p.ketamine_per_100, p.control_per_100, self.frame_px, guess)
            if wall
            else line_picture(),
            readouts=wall_readouts(),
            working=worked_measure(work) if work in dict(SUMS[1:]) else (),
            table=wall_table(guess) if wall else line_table(),
            passages=(passage("What was counted", trial, extra=(trial.adverse_events,)),),
            controls=tuple(self._then()),
        )

    def _asked(self, guess) -> Screen:
        return Screen(
            "Set how many of 100 you expect to respond in each arm, then show the trial.",
            alt=wall_alt(drawn=guess),
            picture=wall_picture(*guess, self.frame_px),
            table=guess_table(guess),
            controls=tuple(self._first()),
        )


def _people(number: float, arm: str) -> int:
    if number != int(number) or not 0 <= number <= 100:
        raise LearnerError(
            f"Responders on {arm} must be a whole number from 0 to 100, got "
            f"{format_number(number)}."
        )
    return int(number)
