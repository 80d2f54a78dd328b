"""How a drug that does nothing earns its audit: four causes, beside the real audits."""

from evidence.errors import LearnerError
from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Checks, Number
from widgets.model.trials.counts import per_100
from widgets.model.trials.uncontrolled import Causes, simulate_audit, simulate_trial
from widgets.view.screen import Screen
from widgets.view.trials.uncontrolled import (
    CAUSES,
    cause_passages,
    series_alt,
    series_picture,
    series_question,
    series_readouts,
    series_table,
)


class SeriesVersusTrial(Explorer):
    """Published audits beside blinded arms; an idle drug gets its success cause by cause."""

    def __init__(self):
        super().__init__(
            self._first(),
            heading="Series and trial",
            watermark="The published proportions are real. The idle drug and its "
            "patients are made up: sizes chosen for illustration.",
        )

    def _first(self):
        return [
            Number(
                "guess",
                "Your prediction: a drug does nothing, all four causes act. Of 100, "
                "how many does its audit call responders",
                "of 100",
                0,
                100,
                1,
                "0",
            ),
            Action("reveal", "Start the audit"),
        ]

    def _then(self):
        return [
            Checks(
                "causes",
                "Switch on, one at a time",
                tuple((name, words[0]) for name, words in CAUSES.items()),
            )
        ]

    def screen(self, values: dict[str, str]) -> Screen:
        """The published proportions, and after a prediction the simulated audit under them."""
        guess = self.number(values, "guess")
        if guess != int(guess) or not 0 <= guess <= 100:
            raise LearnerError(
                f"Your prediction must be a whole number from 0 to 100, got {format_number(guess)}."
            )
        if values["reveal"] != "yes":
            return Screen(
                series_question(),
                alt=series_alt(None),
                picture=series_picture(None),
                table=series_table(None),
                controls=tuple(self._first()),
            )
        active = values.get("causes", "").split()
        audit, placebo = simulate_trial(Causes(**dict.fromkeys(active, True)))
        alone = (
            {name: simulate_audit(Causes(**{name: True})).share for name in active}
            if len(active) > 1
            else {}
        )
        return Screen(
            self._sentence(per_100(audit.share), len(active), int(guess)),
            alt=series_alt(audit, placebo),
            picture=series_picture(audit, placebo, int(guess)),
            readouts=series_readouts(audit, placebo, alone),
            table=series_table(audit, placebo, int(guess)),
            passages=cause_passages(active),
            controls=tuple(self._then()),
        )

    @staticmethod
    def _sentence(reported: int, active: int, guess: int) -> str:
        if active < len(CAUSES):
            on = f"{active} of {len(CAUSES)} causes" if active else "No cause"
            return (
                f"{on} on: the audit of a drug that does nothing reports "
                f"{reported} responders of 100."
            )
        return (
            f"All {active} causes on: {reported} of 100 respond to a drug that "
            f"does nothing. You said {guess}."
        )
