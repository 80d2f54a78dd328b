"""Where a learner is in an explorer of many steps: the one place that makes and reads the names of
its controls.

A step is a path of words, such as a case, a round and a decision. The page keeps the answers of all
steps side by side, so that a step can be come back to, and Python keeps nothing.
"""

from dataclasses import replace
from typing import TypeVar

from widgets.controls.inputs import STAMP, Action, Control, Options
from widgets.controls.values import Values
from widgets.view.screen import Screen

BETWEEN = "~"
NAMES = "2"  # goes up when names change: what a browser kept under the old ones is then not read
LONGEST_SERIES = 500  # more than one sitting; a forged message must not start an endless count
MOST_ROUNDS = 9999  # more than one sitting; a forged message must not lead on without end
EMPTY = "Choose one option first."
T = TypeVar("T")
C = TypeVar("C", bound=Control)


class Steps:
    """A place on the way: what was answered and pressed there, and the controls to show for it.

    Controls are written without their place; `of` gives the one that a page shows.
    """

    def __init__(self, values: Values, *path: str):
        self.values = values
        self.path = path
        self._prefix = "".join(f"{part}{BETWEEN}" for part in path)

    def child(self, *path: str) -> "Steps":
        """A place further on."""
        return Steps(self.values, *self.path, *path)

    @property
    def above(self) -> "Steps":
        """The place that this one is a part of."""
        return Steps(self.values, *self.path[:-1])

    def of(self, control: C) -> C:
        """The control under the name that it has at this place."""
        return replace(control, name=self._prefix + control.name)

    def answer(self, control: Control[T]) -> T:
        """What the learner has answered here; ValueError for a text that the control cannot
        hold."""
        return self.values[self.of(control)]

    def pressed(self, press: str | Action) -> bool:
        """Whether a button of this place has been pressed."""
        return self.answer(Action(press, press) if isinstance(press, str) else press)

    def stamp(self, press: str) -> str:
        """What the page put down with a press of this place; "" for none."""
        return self.values.text(self.of(Action(press, press))).partition(STAMP)[2]

    def count(self, press: str, at_most: int) -> int:
        """How many places of a series, numbered from 0, have been gone on from by a press."""
        number = 0
        while number < at_most and self.child(str(number)).pressed(press):
            number += 1
        return number

    @property
    def attempt(self) -> int:
        """How often the learner has begun anew here."""
        text = self.values.text(self.of(_anew("", 0)))
        return min(int(text), MOST_ROUNDS) if text.isdecimal() else 0

    def begin_again(self, label: str) -> Action:
        """The button that begins anew: its press carries the number of the next attempt."""
        return self.of(_anew(label, self.attempt + 1))

    @property
    def now(self) -> "Steps":
        """The place of the present attempt."""
        return self.child(str(self.attempt))

    @property
    def inside(self) -> Values:
        """The values of an explorer that stands at this place."""
        return self.values.inside(self._prefix)

    def shown(self, screen: Screen) -> Screen:
        """The screen of an explorer that stands here, its controls named for this place."""
        said = screen.message
        return replace(
            screen,
            message=replace(said, about=self._prefix + said.about) if said and said.about else said,
            controls=tuple(self.of(control) for control in screen.controls),
            pointer=self._prefix + screen.pointer if screen.pointer else "",
        )

    def commit_controls(
        self, question: Options, press_label: str, stamp: str = ""
    ) -> tuple[Control, ...]:
        """A question and the button that commits one of its options, with a stamp if one is needed.

        Another choice takes the press back, in the page, so a press without a choice does not count
        later on.
        """
        press = self.child(question.name).of(Action("go", press_label, again=True, stamp=stamp))
        return self.of(question), press

    def committed(self, question: Options) -> tuple[str, bool]:
        """The committed option ("" if none yet), and whether a press came without a choice."""
        if not self.child(question.name).pressed("go"):
            return "", False
        chosen = self.answer(question)
        return chosen, not chosen


def _anew(label: str, attempt: int) -> Action:
    return Action("again", label, press=str(attempt))
