"""The pivotal trial as people: predict its responders or its harm, then see both on one scale."""

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
from widgets.view.trials.harm_predicted import (
    harm_guess_alt,
    harm_guess_picture,
    harm_guess_table,
    harm_verdict,
    stopped_beyond_placebo,
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

PREDICTED = ("responders", "harm")
WORKINGS = (
    ("none", "Show no working"),
    ("difference", "The risk difference"),
    ("ratio", "The risk ratio"),
    ("treat", "The number needed to treat"),
    ("harm", "The number needed to harm"),
)


class TrialWall(PredictsFirst):
    """A hundred people on ketamine beside a hundred on placebo: predict, then see them.

    predict: "responders" asks for those of both arms; "harm" shows them, and asks how many more of
    100 stopped because of toxicity.
    """

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
    harm = Number(
        "harm",
        "Your prediction: of 100, how many more stopped on ketamine than on placebo",
        "of 100",
        0,
        100,
        1,
    )
    guesses = (ketamine, placebo)
    are_counts = True
    work = Choice("work", "Work it out", WORKINGS, "none")

    def __init__(self, predict: str = "responders"):
        if predict not in PREDICTED:
            raise ValueError(f"predict must be one of {', '.join(PREDICTED)}, got {predict!r}")
        self.of_harm = predict == "harm"
        self.guesses = (self.harm,) if self.of_harm else (self.ketamine, self.placebo)
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
        if self.of_harm:
            (extra,) = said
            return Screen(
                "Of 100 in each arm, how many more stopped on ketamine because of toxicity?",
                alt=harm_guess_alt(extra),
                picture=harm_guess_picture(extra, values.width_px),
                table=harm_guess_table(extra),
            )
        return Screen(
            "Set how many of 100 you expect to respond in each arm, then show the trial.",
            alt=guess_alt(said),
            picture=guess_picture(said, values.width_px),
            table=guess_table(said),
        )

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """The result with its harm and its intervals."""
        p, trial = pivotal(), load().trials[PIVOTAL]
        both = None if self.of_harm else said
        extra = said[0] if self.of_harm and said else None
        wall = values[self.look] == "wall"
        sentence = (
            f"Responders of 100: {p.ketamine_per_100} on ketamine, {p.control_per_100} on placebo."
        )
        if self.of_harm:
            sentence = (
                f"Of 100 on ketamine {stopped_beyond_placebo()} more stopped for toxicity than on "
                f"placebo, and {round(p.difference_per_100)} more responded."
            )
        if not wall:
            sentence = (
                f"The interval of {format_number(p.needed_to_treat)} runs from "
                "benefit through infinity into harm."
            )
        work = values[self.work]
        return Screen(
            sentence,
            alt=wall_alt(both, extra) if wall else line_alt(),
            picture=wall_picture(values.width_px, both, extra) if wall else line_picture(),
            readouts=wall_readouts(),
            working=() if work == self.work.value else worked_measure(work),
            table=wall_table(both, extra) if wall else line_table(),
            passages=(passage("What was counted", trial, extra=(trial.adverse_events,)),),
        )

    def verdict(self, values: Values, said: tuple) -> Passage:
        """How far off it was, and what it is to be read beside."""
        return harm_verdict(*said) if self.of_harm else wall_verdict(said)
