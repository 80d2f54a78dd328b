"""A test bolus as an exercise in probability: 100 people, a test, and what its answer is worth."""

from evidence.numbers import format_number
from widgets.controls.inputs import Action, Choice, Control, Number
from widgets.controls.predicts import PredictsFirst
from widgets.controls.values import Values
from widgets.model.trials.accuracy import (
    TEST_STUDIES,
    Frequencies,
    expected_results,
    published_test,
)
from widgets.model.trials.counts import pivotal
from widgets.view.screen import Message, Passage, Screen
from widgets.view.trials.accuracy import (
    BANNER,
    people_alt,
    people_picture,
    people_readouts,
    people_table,
    people_verdict,
    responder_passages,
    share_text,
)


class ResponderTest(PredictsFirst):
    """Predict what a positive test is worth, then see the 100 people; the banner stays."""

    heading = "Responder test"
    watermark = (
        "An exercise in probability. It gives no test dose, and none is known for cancer pain."
    )
    may_show_a_dose = True
    reveal = Action("reveal", "Send 100 people through the test")
    guess = Number(
        "guess",
        "Your prediction: of 100 with a positive test, how many respond",
        "of 100",
        0,
        100,
        1,
    )
    guesses = (guess,)
    are_counts = True

    def __init__(self):
        self.respond = Number(
            "respond",
            "Of 100 people like this one, how many would respond",
            "of 100",
            0,
            100,
            1,
            format_number(pivotal().ketamine_per_100),
        )
        studies = tuple((each, f"Figures from {words}") for each, words in TEST_STUDIES.items())
        self.study = Choice("study", "The test", studies, "F-T01")

    def before(self) -> tuple[Control, ...]:
        """The people, the test, and what a positive one is worth."""
        return self.respond, self.study, self.guess, self.reveal

    def after(self, values: Values) -> tuple[Control, ...]:
        """The people and the test."""
        return self.respond, self.study

    def settings(self, values: Values) -> tuple[Control, ...]:
        """The people and the test."""
        return self.respond, self.study

    def _found(self, values: Values) -> Frequencies:
        respond = self.respond.whole(values[self.respond], "People")
        _, sensitivity, specificity = published_test(values[self.study])
        return expected_results(respond / 100, sensitivity, specificity)

    def question(self, values: Values, said: tuple) -> Screen:
        """What the test finds and what it clears, under the banner."""
        self._found(values)
        _, sensitivity, specificity = published_test(values[self.study])
        return Screen(
            f"The test finds {format_number(100 * sensitivity)}% of responders, and clears "
            f"{format_number(100 * specificity)}% of the others. What is a positive test worth?",
            message=Message("caution", BANNER),
        )

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """The 100 people, under the same banner."""
        respond, found = int(values[self.respond]), self._found(values)
        fact, sensitivity, specificity = published_test(values[self.study])
        guess = said[0] if said else None
        return Screen(
            f"With {respond} of 100 responding: after a positive test "
            f"{share_text(found.predictive_positive)} respond.",
            alt=people_alt(found, guess),
            picture=people_picture(found, values.width_px, guess),
            readouts=people_readouts(found),
            table=people_table(
                found, TEST_STUDIES[fact.id], respond / 100, sensitivity, specificity, guess
            ),
            message=Message("caution", BANNER),
            passages=responder_passages(fact, pivotal().control_per_100),
        )

    def verdict(self, values: Values, said: tuple) -> Passage:
        """How far off it was, and who is among the positive tests."""
        return people_verdict(self._found(values), said[0])
