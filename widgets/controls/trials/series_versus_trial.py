"""How a drug that does nothing earns its audit: four causes, beside the real audits."""

from widgets.controls.inputs import Action, Checks, Control, Number
from widgets.controls.predicts import PredictsFirst
from widgets.controls.values import Values
from widgets.model.trials.counts import per_100
from widgets.model.trials.uncontrolled import Causes, simulate_audit, simulate_trial
from widgets.view.screen import Passage, Screen
from widgets.view.trials.uncontrolled import (
    CAUSES,
    cause_passages,
    series_alt,
    series_picture,
    series_question,
    series_readouts,
    series_table,
    series_verdict,
)


class SeriesVersusTrial(PredictsFirst):
    """Published audits beside blinded arms; an idle drug gets its success cause by cause."""

    heading = "Series and trial"
    watermark = (
        "The published proportions are real. The idle drug and its patients are made up: sizes "
        "chosen for illustration."
    )
    guess = Number(
        "guess",
        "Your prediction: a drug does nothing, all four causes act. Of 100, how many does its "
        "audit call responders",
        "of 100",
        0,
        100,
        1,
    )
    guesses = (guess,)
    are_counts = True
    reveal = Action("reveal", "Start the audit")
    causes = Checks(
        "causes",
        "Switch on, one at a time",
        tuple((name, words[0]) for name, words in CAUSES.items()),
    )

    def after(self, values: Values) -> tuple[Control, ...]:
        """The causes to be switched on."""
        return (self.causes,)

    def question(self, values: Values, said: tuple) -> Screen:
        """The published proportions."""
        return Screen(
            series_question(),
            alt=series_alt(None),
            picture=series_picture(None),
            table=series_table(None),
        )

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """The simulated audit under the published proportions."""
        guess, active = said[0] if said else None, values[self.causes]
        audit, placebo = simulate_trial(Causes(**dict.fromkeys(active, True)))
        alone = (
            {name: simulate_audit(Causes(**{name: True})).share for name in active}
            if len(active) > 1
            else {}
        )
        return Screen(
            _sentence(per_100(audit.share), len(active)),
            alt=series_alt(audit, placebo),
            picture=series_picture(audit, placebo, guess),
            readouts=series_readouts(audit, placebo, alone),
            table=series_table(audit, placebo, guess),
            passages=cause_passages(list(active)),
        )

    def verdict(self, values: Values, said: tuple) -> Passage | None:
        """How far off it was, once all the causes act that it was about."""
        active = values[self.causes]
        if len(active) < len(CAUSES):
            return None
        audit, _ = simulate_trial(Causes(**dict.fromkeys(active, True)))
        return series_verdict(said[0], per_100(audit.share))


def _sentence(reported: int, active: int) -> str:
    if active < len(CAUSES):
        on = f"{active} of {len(CAUSES)} causes" if active else "No cause"
        return (
            f"{on} on: the audit of a drug that does nothing reports {reported} responders of 100."
        )
    return f"All {active} causes on: {reported} of 100 respond to a drug that does nothing."
