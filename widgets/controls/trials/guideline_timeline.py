"""The bodies on one time line: what they said, with which grade, and what was not seen."""

from evidence.errors import LearnerError
from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Choice, Number
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


class GuidelineTimeline(Explorer):
    """The learner says how many bodies make ketamine routine or rule it out, then reads them."""

    def __init__(self):
        super().__init__(
            self._first(),
            heading="Guideline time line",
            watermark="In this course's words, from what could be read. Look at the "
            "current text of your own guideline.",
            aside=watch_for(),
        )

    def _first(self):
        total = len(POSITIONS)
        return [
            Number(
                "routine",
                f"{total} texts that we could read take a position on ketamine in cancer pain. "
                "How many make it routine",
                "texts",
                0,
                total,
                1,
                "0",
            ),
            Number(
                "ruled_out", f"And how many of the {total} rule it out", "texts", 0, total, 1, "0"
            ),
            Action("reveal", "Show the time line"),
        ]

    def _then(self):
        return [
            Choice(
                "read",
                "Read one statement",
                tuple((each.id, each.name) for each in entries()),
                OPENS_WITH,
            )
        ]

    def screen(self, values: dict[str, str]) -> Screen:
        """The two predictions; then the line, with one statement open."""
        routine, ruled_out = (
            _texts(self.number(values, name)) for name in ("routine", "ruled_out")
        )
        if values["reveal"] != "yes":
            return Screen(
                f"{len(POSITIONS)} texts that we read take a position on cancer pain. Say what you "
                "expect of them.",
                controls=tuple(self._first()),
            )
        chosen = values.get("read") or OPENS_WITH
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
            controls=tuple(self._then()),
        )


def _texts(number: float) -> int:
    if number != int(number) or not 0 <= number <= len(POSITIONS):
        raise LearnerError(
            f"A prediction must be a whole number from 0 to {len(POSITIONS)}, got "
            f"{format_number(number)}."
        )
    return int(number)
