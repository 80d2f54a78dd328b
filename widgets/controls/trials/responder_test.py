"""A test bolus as an exercise in probability: 100 people, a test, and what its answer is worth."""

from evidence.errors import LearnerError
from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Choice, Number
from widgets.model.trials.accuracy import TEST_STUDIES, expected_results, published_test
from widgets.model.trials.counts import pivotal
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Message, Screen
from widgets.view.trials.accuracy import (
    BANNER,
    people_alt,
    people_picture,
    people_readouts,
    people_table,
    responder_passages,
    share_text,
)


class ResponderTest(Explorer):
    """Predict what a positive test is worth, then see the 100 people; the banner stays."""

    def __init__(self):
        super().__init__(
            self._first(),
            heading="Responder test",
            watermark="An exercise in probability. It gives no test dose, and none "
            "is known for cancer pain.",
            aside=watch_for(),
        )

    def _setting(self):
        studies = tuple((each, f"Figures from {words}") for each, words in TEST_STUDIES.items())
        respond = Number(
            "respond",
            "Of 100 people like this one, how many would respond",
            "of 100",
            0,
            100,
            1,
            format_number(pivotal().ketamine_per_100),
        )
        return [respond, Choice("study", "The test", studies, "F-T01")]

    def _first(self):
        return [
            *self._setting(),
            Number(
                "guess",
                "Your prediction: of 100 with a positive test, how many respond",
                "of 100",
                0,
                100,
                1,
                "0",
            ),
            Action("reveal", "Send 100 people through the test"),
        ]

    def screen(self, values: dict[str, str]) -> Screen:
        """The question under its banner, then the people."""
        respond, guess = (_people(self.number(values, name)) for name in ("respond", "guess"))
        fact, sensitivity, specificity = published_test(values["study"] or "F-T01")
        banner = Message("caution", BANNER)
        if values["reveal"] != "yes":
            asked = (
                f"The test finds {format_number(100 * sensitivity)}% of "
                f"responders, and clears {format_number(100 * specificity)}% of "
                "the others."
            )
            return Screen(
                f"{asked} What is a yes worth?", message=banner, controls=tuple(self._first())
            )
        found = expected_results(respond / 100, sensitivity, specificity)
        return Screen(
            f"With {respond} of 100 responding: after a positive test "
            f"{share_text(found.predictive_positive)}; you said {guess}.",
            alt=people_alt(found),
            picture=people_picture(found, self.frame_px),
            readouts=people_readouts(found),
            table=people_table(
                found, TEST_STUDIES[fact.id], respond / 100, sensitivity, specificity, guess
            ),
            message=banner,
            passages=responder_passages(fact, pivotal().control_per_100),
            controls=tuple(self._setting()),
        )


def _people(number: float) -> int:
    if number != int(number) or not 0 <= number <= 100:
        raise LearnerError(
            f"People must be a whole number from 0 to 100, got {format_number(number)}."
        )
    return int(number)
