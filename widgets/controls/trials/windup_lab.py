"""A row of equal stimuli: what grows, what stays, and which part an NMDA blocker takes away."""

from evidence import load
from evidence.numbers import format_number
from widgets.controls.inputs import Action, Choice, Control, Number, Options
from widgets.controls.predicts import PredictsFirst
from widgets.controls.values import Values
from widgets.model.trials.windup import HIGH_HZ, LOW_HZ, responses
from widgets.view.screen import Passage, Screen
from widgets.view.trials.windup import (
    EXPERIMENTS,
    experiment_passage,
    stimuli_alt,
    stimuli_picture,
    stimuli_table,
    windup_alt,
    windup_picture,
    windup_readouts,
    windup_table,
    windup_verdict,
)

FALLS = (
    ("growth", "Only the growth from one stimulus to the next"),
    ("first", "The first response as well"),
    ("threshold", "Everything, because the threshold rises"),
)


class WindUpLab(PredictsFirst):
    """The learner says what a blocker takes away, then moves rhythm and block."""

    heading = "Wind-up lab"
    watermark = (
        "Illustration: the pattern was measured in volunteers, the sizes are made up. No patient, "
        "no dose to use."
    )
    may_show_a_dose = True
    reveal = Action("reveal", "Show the responses")
    falls = Options("falls", "Your prediction: what does an NMDA blocker lower", FALLS)
    guesses = (falls,)
    first = "Choose one option first."
    rhythm = Number("rhythm", "Stimuli a second", "Hz", LOW_HZ, HIGH_HZ, 0.1, "1")
    block = Number("block", "How much of the growth is blocked", "of 100", 0, 100, 5, "60")

    def __init__(self):
        names = tuple(
            (each, f"{_people(each)}{found.shows}") for each, found in EXPERIMENTS.items()
        )
        self.study = Choice("study", "What was measured in people", names, "F-M03")

    def after(self, values: Values) -> tuple[Control, ...]:
        """Rhythm and block, and which experiment is read."""
        return self.rhythm, self.block, self.study

    def question(self, values: Values, said: tuple) -> Screen:
        """The stimuli, all the same."""
        return Screen(
            "Equal stimuli in a row hurt more and more. Say what a blocker of "
            "the NMDA receptor takes away.",
            alt=stimuli_alt(),
            picture=stimuli_picture(),
            table=stimuli_table(),
        )

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """Both rows of responses and one experiment."""
        rhythm, block = values[self.rhythm], values[self.block] / 100
        free, held = responses(rhythm)[-1], responses(rhythm, block)[-1]
        return Screen(
            f"Illustration: the last response is {format_number(free, 3)} times the first, and "
            f"{format_number(held, 3)} with the blocker; the first stays.",
            alt=windup_alt(rhythm, block, values[self.study]),
            picture=windup_picture(rhythm, block, values[self.study]),
            readouts=windup_readouts(rhythm, block, values[self.study]),
            table=windup_table(rhythm, block),
            passages=(experiment_passage(values[self.study]),),
        )

    def verdict(self, values: Values, said: tuple) -> Passage:
        """Whether it was the growth, and what was measured of the rest."""
        return windup_verdict(dict(FALLS)[said[0]], said[0] == "growth")


def _people(fact_id: str) -> str:
    counts = [q for q in load().facts[fact_id].quantities if q.unit == "people"]
    return f"{format_number(counts[0].value)} people: " if counts else ""
