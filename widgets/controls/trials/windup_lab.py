"""A row of equal stimuli: what grows, what stays, and which part an NMDA blocker takes away."""

from evidence import load
from evidence.numbers import format_number
from widgets.controls.explorer import PredictsFirst
from widgets.controls.inputs import Action, Choice, Control, Number, Options
from widgets.controls.values import Values
from widgets.model.trials.windup import HIGH_HZ, LOW_HZ, responses
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Screen
from widgets.view.trials.windup import (
    EXPERIMENTS,
    experiment_passage,
    stimuli_table,
    windup_alt,
    windup_picture,
    windup_readouts,
    windup_table,
)

FALLS = (
    ("growth", "Only the growth from one stimulus to the next"),
    ("first", "Already the first response"),
    ("threshold", "The threshold rises, so everything falls"),
)
WORDS = {
    "growth": "You said the growth.",
    "first": "You said the first response.",
    "threshold": "You said the threshold.",
    "": "No prediction.",
}


class WindUpLab(PredictsFirst):
    """The learner says what a blocker takes away, then moves rhythm and block."""

    heading = "Wind-up lab"
    watermark = (
        "Illustration: the pattern was measured in volunteers, the sizes are made up. No patient, "
        "no dose to use."
    )
    aside = staticmethod(watch_for)
    reveal = Action("reveal", "Show the responses")
    falls = Options("falls", "Your prediction: what does an NMDA blocker lower", FALLS)
    rhythm = Number("rhythm", "Stimuli a second", "Hz", LOW_HZ, HIGH_HZ, 0.1, "1")
    block = Number("block", "How much of the growth is blocked", "of 100", 0, 100, 5, "60")

    def __init__(self):
        names = tuple((each, f"{_people(each)}{words}") for each, words in EXPERIMENTS.items())
        self.study = Choice("study", "What was measured in people", names, "F-M03")

    def before(self) -> tuple[Control, ...]:
        """What the blocker is said to lower."""
        return self.falls, self.reveal

    def after(self) -> tuple[Control, ...]:
        """Rhythm and block, and which experiment is read."""
        return self.rhythm, self.block, self.study

    def question(self, values: Values) -> Screen:
        """The stimuli, all the same."""
        return Screen(
            "Equal stimuli in a row hurt more and more. Say what a blocker of "
            "the NMDA receptor takes away.",
            alt=windup_alt(1.0, 0.0, revealed=False),
            picture=windup_picture(1.0, 0.0, revealed=False),
            table=stimuli_table(),
        )

    def answer(self, values: Values) -> Screen:
        """Both rows of responses and one experiment."""
        rhythm, block = values[self.rhythm], values[self.block] / 100
        free, held = responses(rhythm)[-1], responses(rhythm, block)[-1]
        return Screen(
            f"{WORDS[values[self.falls]]} Growth to {format_number(free, 3)} becomes "
            f"{format_number(held, 3)}; the first response and the threshold stay.",
            alt=windup_alt(rhythm, block, revealed=True),
            picture=windup_picture(rhythm, block, revealed=True),
            readouts=windup_readouts(rhythm, block),
            table=windup_table(rhythm, block),
            passages=(experiment_passage(values[self.study]),),
        )


def _people(fact_id: str) -> str:
    counts = [q for q in load().facts[fact_id].quantities if q.unit == "people"]
    return f"{format_number(counts[0].value)} people: " if counts else ""
