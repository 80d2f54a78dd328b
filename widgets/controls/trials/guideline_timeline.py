"""The bodies on one time line: what they said, with which grade, and what was not seen."""

from widgets.controls.inputs import Action, Choice, Control, Number
from widgets.controls.predicts import PredictsFirst
from widgets.controls.values import Values
from widgets.view.screen import Passage, Screen
from widgets.view.trials.guidelines import (
    POSITIONS,
    entries,
    entry_passage,
    position_readouts,
    positions_sentence,
    positions_verdict,
    timeline_alt,
    timeline_picture,
    timeline_table,
    uk_words,
)

OPENS_WITH = "G-ASPN2021"


class GuidelineTimeline(PredictsFirst):
    """The learner says how many texts rule ketamine out or give a regimen, then reads them."""

    heading = "Guideline time line"
    watermark = (
        "In this course's words, from what could be read. Look at the current text of your own "
        "guideline."
    )
    may_show_a_dose = True
    reveal = Action("reveal", "Show the time line")
    are_counts = True

    def __init__(self):
        total = len(POSITIONS)
        scale = ("texts", 0, total, 1)
        self.ruled_out = Number(
            "ruled_out",
            f"{total} texts that we could read take a position on ketamine in cancer pain. "
            "How many rule it out",
            *scale,
        )
        self.regimen = Number("regimen", f"And how many of the {total} give a regimen", *scale)
        self.guesses = (self.ruled_out, self.regimen)
        texts = tuple((each.id, each.name) for each in entries())
        self.read = Choice("read", "Read one statement", texts, OPENS_WITH)

    def after(self, values: Values) -> tuple[Control, ...]:
        """Which statement is read."""
        return (self.read,)

    def question(self, values: Values, said: tuple) -> Screen:
        """How many texts say no, and how many say how."""
        return Screen(
            f"{len(POSITIONS)} texts that we read take a position on cancer pain. Say what you "
            "expect of them."
        )

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """The line, with one statement open."""
        chosen = values[self.read]
        entry = next(each for each in entries() if each.id == chosen)
        return Screen(
            positions_sentence(),
            alt=timeline_alt(entry, said),
            picture=timeline_picture(chosen, said),
            readouts=position_readouts(),
            table=timeline_table(said),
            passages=(entry_passage(entry),),
            notes=(Passage("Who wrote them", (uk_words(),)),),
        )

    def verdict(self, values: Values, said: tuple) -> Passage:
        """What was expected of the texts beside what they say."""
        return positions_verdict(*said)
