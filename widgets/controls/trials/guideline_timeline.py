"""The bodies on one time line: what they said, with which grade, and what was not seen."""

from widgets.controls.explorer import PredictsFirst
from widgets.controls.inputs import Action, Choice, Control, Number
from widgets.controls.values import Values
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Passage, Screen
from widgets.view.trials.guidelines import (
    POSITIONS,
    entries,
    entry_passage,
    position_readouts,
    timeline_alt,
    timeline_picture,
    timeline_table,
    uk_words,
)

OPENS_WITH = "G-ASPN2021"


class GuidelineTimeline(PredictsFirst):
    """The learner says how many bodies make ketamine routine or rule it out, then reads them."""

    heading = "Guideline time line"
    watermark = (
        "In this course's words, from what could be read. Look at the current text of your own "
        "guideline."
    )
    aside = staticmethod(watch_for)
    reveal = Action("reveal", "Show the time line")

    def __init__(self):
        total = len(POSITIONS)
        scale = ("texts", 0, total, 1, "0")
        self.routine = Number(
            "routine",
            f"{total} texts that we could read take a position on ketamine in cancer pain. "
            "How many make it routine",
            *scale,
        )
        self.ruled_out = Number("ruled_out", f"And how many of the {total} rule it out", *scale)
        texts = tuple((each.id, each.name) for each in entries())
        self.read = Choice("read", "Read one statement", texts, OPENS_WITH)

    def before(self) -> tuple[Control, ...]:
        """The two predictions."""
        return self.routine, self.ruled_out, self.reveal

    def after(self) -> tuple[Control, ...]:
        """Which statement is read."""
        return (self.read,)

    def _expected(self, values: Values) -> list[int]:
        both = (self.routine, self.ruled_out)
        return [each.whole(values[each], "A prediction") for each in both]

    def question(self, values: Values) -> Screen:
        """How many texts say yes, and how many say no."""
        self._expected(values)
        return Screen(
            f"{len(POSITIONS)} texts that we read take a position on cancer pain. Say what you "
            "expect of them."
        )

    def answer(self, values: Values) -> Screen:
        """The line, with one statement open."""
        routine, ruled_out = self._expected(values)
        chosen = values[self.read]
        entry = next(each for each in entries() if each.id == chosen)
        return Screen(
            f"Of {len(POSITIONS)} texts none makes it routine and none rules it out; "
            f"you said {routine} and {ruled_out}.",
            alt=timeline_alt(entry),
            picture=timeline_picture(chosen),
            readouts=position_readouts(routine, ruled_out),
            table=timeline_table(),
            passages=(entry_passage(entry),),
            notes=(Passage("Who wrote them", (uk_words(),)),),
        )
