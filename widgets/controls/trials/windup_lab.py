"""A row of equal stimuli: what grows, what stays, and which part an NMDA blocker takes away."""

from evidence import load
from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Choice, Number, Options
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


class WindUpLab(Explorer):
    """The learner says what a blocker takes away, then moves rhythm and block."""

    def __init__(self):
        super().__init__(
            self._first(),
            heading="Wind-up lab",
            watermark="Illustration: the pattern was measured in volunteers, the "
            "sizes are made up. No patient, no dose to use.",
            aside=list(watch_for()),
        )

    def _first(self):
        return [
            Options("falls", "Your prediction: what does an NMDA blocker lower", FALLS),
            Action("reveal", "Show the responses"),
        ]

    def _then(self):
        names = tuple((each, f"{_people(each)}{words}") for each, words in EXPERIMENTS.items())
        return [
            Number("rhythm", "Stimuli a second", "Hz", LOW_HZ, HIGH_HZ, 0.1, "1"),
            Number("block", "How much of the growth is blocked", "of 100", 0, 100, 5, "60"),
            Choice("study", "What was measured in people", names, "F-M03"),
        ]

    def screen(self, values: dict[str, str]) -> Screen:
        """The prediction; then both rows of responses and one experiment."""
        if values["reveal"] != "yes":
            return Screen(
                "Equal stimuli in a row hurt more and more. Say what a blocker of "
                "the NMDA receptor takes away.",
                alt=windup_alt(1.0, 0.0, revealed=False),
                picture=windup_picture(1.0, 0.0, revealed=False),
                table=stimuli_table(),
                controls=tuple(self._first()),
            )
        self._use(tuple(self._then()))
        rhythm, block = (
            self.number({name: start, **values}, name)
            for name, start in (("rhythm", "1"), ("block", "60"))
        )
        free, held = responses(rhythm)[-1], responses(rhythm, block / 100)[-1]
        return Screen(
            f"{WORDS[values['falls']]} Growth to {format_number(free, 3)} becomes "
            f"{format_number(held, 3)}; "
            "the first response and the threshold stay.",
            alt=windup_alt(rhythm, block / 100, revealed=True),
            picture=windup_picture(rhythm, block / 100, revealed=True),
            readouts=windup_readouts(rhythm, block / 100),
            table=windup_table(rhythm, block / 100),
            passages=(experiment_passage(values.get("study") or "F-M03"),),
            controls=tuple(self._then()),
        )


def _people(fact_id: str) -> str:
    counts = [q for q in load().facts[fact_id].quantities if q.unit == "people"]
    return f"{format_number(counts[0].value)} people: " if counts else ""
