"""Find the error: name it, say what the patient really gets, then see it on the curve."""

from dataclasses import dataclass, replace
from typing import Any

from evidence.errors import LearnerError
from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Control, Field, Options
from widgets.controls.steps import LONGEST_SERIES, Steps
from widgets.controls.values import Values
from widgets.model.exercises.error_detection import ErrorExercise, error_exercise, error_kinds
from widgets.model.exercises.error_patterns import judge_answer, sentences
from widgets.model.exercises.setups import PumpSetup
from widgets.view.exercises.delivered_curve import result_alt, result_picture, result_table
from widgets.view.exercises.error_detection import (
    MARK,
    delivered_working,
    result_passages,
    result_readouts,
    result_sentence,
    setup_passages,
)
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Passage, Screen, refused


@dataclass(frozen=True)
class Judgement:
    """What the learner said about one drill."""

    named: bool
    number: bool
    missed: bool
    sentence: str


def judge(shown: ErrorExercise, error: str, gives: float) -> Judgement:
    """Hold the learner's name for the error and number against the drill.

    Only an error that was called nothing is missed; a false alarm and a wrong name cost no streak.
    """
    reading = judge_answer(gives, shown.setup.delivered, shown.error_patterns)
    named = error == shown.error.id
    missed = error.startswith("nothing_") and not shown.error.error_free
    if named:
        said = "Right: nothing is wrong." if shown.error.error_free else "Right: that is the error."
    elif missed:
        said = "Missed: there is an error, and it ran on."
    elif shown.error.error_free:
        said = "A false alarm: all agrees. It costs a minute; keep checking."
    else:
        said = "You stopped it, and that is what counts. But the error is another one."
    return Judgement(
        named,
        reading.right,
        missed,
        f"{said} Your number: {reading.sentence[0].lower()}{reading.sentence[1:]}",
    )


class PumpDrill(Explorer):
    """Drills without end from number `start`: an order, a pump, a syringe, perhaps an error.

    With `only` it is this one drill.
    """

    heading = "Read me the pump"
    watermark = f"{MARK} Sandbox: no patient, nothing to prescribe from."
    check = Action("check", "Check", again=True)
    following = Action("next", "Another patient")

    def __init__(self, start: int = 0, only: ErrorExercise | None = None):
        sentences()  # what is left out is said before there is an answer to judge
        error_kinds()
        self.start = start
        self.only = only

    def _drill(self, place: int) -> ErrorExercise:
        return self.only or error_exercise(self.start + place)

    def _place(self, values: Values) -> tuple[Steps, int]:
        """Where the learner is in the series, and its number from 0."""
        series = Steps(values)
        if self.only:
            return series, 0
        number = series.count(self.following.name, LONGEST_SERIES)
        return series.child(str(number)), number

    def answered(self, values: Values) -> dict[str, str]:
        """The error's own name, and what the patient really gets."""
        steps, place = self._place(values)
        shown = self._drill(place)
        error, gives = (steps.of(each) for each in _questions(shown))
        check = steps.of(self.check)
        delivered = format_number(shown.setup.delivered)
        return {error.name: shown.error.id, gives.name: delivered, check.name: check.press}

    def aside(self) -> tuple[dict[str, Any], ...]:
        """What to watch for in the setting of the first drill."""
        return _watched(self._drill(0))

    def waits(self, screen: Screen) -> bool:
        """Until the one drill is answered."""
        return self.check in screen.controls

    def controls(self, values: Values) -> tuple[Control, ...]:
        """The two questions of the drill, and the button that has them checked."""
        steps, place = self._place(values)
        return tuple(steps.of(each) for each in (*_questions(self._drill(place)), self.check))

    def screen(self, values: Values) -> Screen:
        """The drill that the learner has come to, with what to watch for in its setting."""
        _, place = self._place(values)
        return replace(self._come_to(values), aside=_watched(self._drill(place)))

    def _come_to(self, values: Values) -> Screen:
        """The drill that the learner has come to; earlier ones are read again for the streak."""
        steps, place = self._place(values)
        streak, best = 0, 0
        for earlier in range(place):
            judged = _judged(self._drill(earlier), Steps(values, str(earlier)))
            streak = _after(streak, judged)
            best = max(best, streak)
        shown = self._drill(place)
        if not steps.pressed(self.check):
            return self._asked(shown, place, streak)
        try:
            judged = _judged(shown, steps)
        except LearnerError as problem:
            return replace(refused(str(problem), about=problem.control), lead=setup_passages(shown))
        streak = _after(streak, judged)
        return self._judgement(shown, steps, judged, streak, max(best, streak))

    def _asked(self, shown: ErrorExercise, place: int, streak: int) -> Screen:
        asked = "is anything wrong here, and what does the patient get?"
        sentence = (
            f"Error drill: {asked}"
            if self.only
            else f"Error drill {place + 1}: {asked} Streak {streak}."
        )
        return Screen(sentence, lead=setup_passages(shown))

    def _judgement(
        self, shown: ErrorExercise, steps: Steps, judged: Judgement, streak: int, best: int
    ) -> Screen:
        table = result_table(shown)
        heading, tone = "Not quite", "caution"
        if judged.missed:
            heading, tone = "Missed", "bad"
        elif judged.named and judged.number:
            heading, tone = "Right", "good"
        readouts = result_readouts(shown, streak, best)
        return Screen(
            result_sentence(shown),
            alt=result_alt(shown, table),
            picture=result_picture(shown),
            readouts=readouts[:-1] if self.only else readouts,  # one drill makes no streak
            table=table,
            passages=(
                Passage("From the vials to the patient", delivered_working(shown)),
                *result_passages(shown),
            ),
            lead=(*setup_passages(shown), Passage(heading, (judged.sentence,), tone)),
            controls=() if self.only else (steps.of(self.following),),
        )


def _watched(shown: ErrorExercise) -> tuple[dict[str, Any], ...]:
    """What to watch for in the setting of a drill: an infusion, a dose by mouth, or one bolus."""
    if isinstance(shown.setup, PumpSetup):
        return watch_for(shown.setup.route_ordered)
    if shown.setup.route_ordered == "oral":
        return watch_for("oral")
    return watch_for(shown.setup.route_ordered, "acute_pain", once=True)


def _questions(shown: ErrorExercise) -> tuple[Options, Field]:
    """What is wrong, and what the patient really gets."""
    names = tuple((error.id, error.name) for error in shown.offered)
    unit = shown.setup.unit
    gives = "Ketamine that the patient really gets"
    field = Field("gives", gives, unit)
    return Options("error", "What is wrong?", names), field


def _judged(shown: ErrorExercise, steps: Steps) -> Judgement:
    error, gives = _questions(shown)
    named = steps.answer(error)
    if not named:
        raise LearnerError("Name what is wrong first, or say that nothing is.")
    return judge(shown, named, steps.answer(gives))


def _after(streak: int, judged: Judgement) -> int:
    if judged.missed:
        return 0
    return streak + (judged.named and judged.number)
