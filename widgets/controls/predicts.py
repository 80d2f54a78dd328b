"""Explorers that ask for a prediction: what the learner set, and for which setting."""

import hashlib
from dataclasses import replace
from typing import Any

from evidence.errors import LearnerError
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Control, Number
from widgets.controls.steps import BETWEEN, Steps
from widgets.controls.values import Values
from widgets.view.safety.watch import shows_dose, watch_for
from widgets.view.screen import Message, Passage, Screen

SHOWN = "shown"  # in place of a press: the answer with nobody's prediction, as on paper


class PredictsFirst(Explorer):
    """An explorer that asks for a prediction, and shows the answer after one press.

    A prediction is what the learner set: while one of `guesses` is untouched, the press asks for it
    and shows nothing. It is held against the answer for the `settings` that it was made for, and
    for no other. After the answer there is a button to predict again.

    A subclass gives `guesses`, `reveal`, what stands `before()` and `after()` it to be moved, the
    screens of the `question` and of the `answer`, and what is said of a prediction, the `verdict`.
    """

    guesses: tuple[Control, ...]
    reveal: Action
    first = "Set your prediction first."
    may_show_a_dose = False  # whether what to watch for stands beside the screens that show one
    are_counts = False  # whether each guess counts people or trials, and so is a whole number

    def asks(self, values: Values) -> bool:
        """Whether there is anything to predict at this setting."""
        return True

    def settings(self, values: Values) -> tuple[Control, ...]:
        """The controls that change what the question is about; () where nothing does."""
        return ()

    def before(self) -> tuple[Control, ...]:
        """The controls of the question, the button among them."""
        return *self.guesses, self.reveal

    def after(self, values: Values) -> tuple[Control, ...]:
        """The controls of the answer."""
        raise NotImplementedError(f"{self.name} must define after(values)")

    def question(self, values: Values, said: tuple) -> Screen:
        """What is shown before the press; said: each guess so far, None where it is untouched."""
        raise NotImplementedError(f"{self.name} must define question(values, said)")

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """What is shown after it; said: each guess, None where none was made for this setting."""
        raise NotImplementedError(f"{self.name} must define answer(values, said)")

    def verdict(self, values: Values, said: tuple) -> Passage | None:
        """What is said of the prediction beside the answer: whether it held, and why."""
        raise NotImplementedError(f"{self.name} must define verdict(values, said)")

    def controls(self, values: Values) -> tuple[Control, ...]:
        """Those of the question until the press, then those of the answer."""
        if not self.asks(values):
            return self.after(values)
        if self._is_revealed(values):
            return *self.after(values), self._again(values)
        return tuple([self._here(each, values) for each in self.before()])

    def screen(self, values: Values) -> Screen:
        """The question until the press, then the answer; beside a dose what to watch for."""
        screen = self._asked_or_answered(values)
        if not self.may_show_a_dose:
            return screen
        controls = screen.controls or self.controls(values)
        offered = [text for each in controls for text in (each.label, *_offered(each))]
        return replace(screen, aside=watch_for() if shows_dose((*screen.texts, *offered)) else ())

    def _asked_or_answered(self, values: Values) -> Screen:
        if not self.asks(values):
            return self.answer(values, None)
        said = tuple([self._guess(each, values) for each in self.guesses])
        if not self._is_revealed(values):
            return self._unanswered(values, self.question(values, said))
        mine = said if self._press(values) == self._setting(values) else None
        screen = self.answer(values, mine)
        verdict = self.verdict(values, mine) if mine and not screen.message_refuses else None
        return replace(
            screen,
            lead=(verdict, *screen.lead) if verdict else screen.lead,
            controls=(*screen.controls, self._again(values)) if screen.controls else None,
        )

    def _unanswered(self, values: Values, screen: Screen) -> Screen:
        if self._press(values) and not screen.message_refuses:
            message = screen.message or Message("note", "")
            words = f"{self.first} {message.text}".strip()
            screen = replace(screen, message=replace(message, text=words))
        moved = {each.name: self._here(each, values).name for each in self.guesses}
        return replace(screen, pointer=moved.get(screen.pointer, screen.pointer))

    def waits(self, screen: Screen) -> bool:
        """Until the press."""
        names = [each.name.rpartition(BETWEEN)[2] for each in screen.controls or ()]
        return self.reveal.name in names

    def answered(self, values: Values) -> dict[str, str]:
        """The answer with nobody's prediction."""
        return {self.reveal.name: SHOWN} if self.asks(values) else {}

    def _place(self, values: Values) -> Steps:
        """Where this prediction is made: each further one has places of its own, untouched."""
        steps = Steps(values)
        return steps.now if steps.attempt else steps

    def _here(self, control: Control, values: Values) -> Control:
        """A control of the question as it stands for this prediction."""
        if control is self.reveal:
            control = replace(self.reveal, press=self._setting(values), again=True)
        elif control not in self.guesses:
            return control
        return self._place(values).of(control)

    def _guess(self, control: Control, values: Values) -> Any:
        """What the learner has set, or None; LearnerError for what the control cannot hold."""
        here = self._place(values).of(control)
        if not values.text(here):
            return None
        value: Any = values[here]
        if not isinstance(control, Number):
            return value
        if self.are_counts:
            return control.whole(value, "Your prediction")
        return control.within(value, "Your prediction must be")

    def _press(self, values: Values) -> str:
        return values.text(self._place(values).of(self.reveal))

    def _is_revealed(self, values: Values) -> bool:
        press = self._press(values)
        if press in ("", SHOWN):
            return press == SHOWN
        try:
            return all(self._guess(each, values) is not None for each in self.guesses)
        except LearnerError:  # a guess that cannot be read stays where it can be mended
            return False

    def _setting(self, values: Values) -> str:
        """A short name for what the question is about now."""
        held = [(each.name, values.text(each)) for each in self.settings(values)]
        return hashlib.sha256(repr(held).encode()).hexdigest()[:12]

    def _again(self, values: Values) -> Action:
        return Steps(values).begin_again("Predict again")


def _offered(control: Control) -> tuple[str, ...]:
    """What a control offers to choose from, in words."""
    return tuple(label for _, label in getattr(control, "options", ()))
