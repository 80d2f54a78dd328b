"""Find the error: name it, say what the patient really gets, then see it on the curve."""

from dataclasses import dataclass

from evidence.errors import LearnerError
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Field, Options
from widgets.model.exercises.error_detection import ErrorExercise, error_exercise
from widgets.model.exercises.error_patterns import judge_answer
from widgets.model.exercises.sums import answer_limits
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

LARGEST_SLIP = 100  # what a pump that was told a wrong unit or strength can make of an order
LONGEST_SERIES = 500  # more than one sitting; a forged message must not start an endless count


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

    def __init__(self, start: int = 0, only: ErrorExercise | None = None):
        self.start, self.only = start, only
        super().__init__(
            self._asks(0),
            heading="Read me the pump",
            watermark=f"{MARK} Sandbox: no patient, nothing to prescribe from.",
            aside=watch_for(),
        )

    def _drill(self, place: int) -> ErrorExercise:
        return self.only or error_exercise(self.start + place)

    def _asks(self, place: int) -> tuple:
        shown = self._drill(place)
        names = tuple((error.id, error.name) for error in shown.offered)
        unit = shown.setup.unit
        return (
            Options(f"error_{place}", "What is wrong?", names),
            Field(
                f"gives_{place}",
                "What does the patient really get? Ketamine",
                unit,
                "",
                "field",
                *answer_limits(_as_step(unit), LARGEST_SLIP),
            ),
            Action(f"check_{place}", "Check", again=True),
        )

    def _judged(self, values: dict[str, str], place: int) -> Judgement:
        error = values.get(f"error_{place}", "")
        if not error:
            raise LearnerError("Name what is wrong first, or say that nothing is.")
        gives = self.number(values, f"gives_{place}")
        return judge(self._drill(place), error, gives)

    def screen(self, values: dict[str, str]) -> Screen:
        """The drill that the learner has come to; earlier ones are read again for the streak."""
        place, streak, best = 0, 0, 0
        while values.get(f"next_{place}") == "yes" and place < LONGEST_SERIES:
            judged = self._judged(values, place)
            streak = _after(streak, judged)
            best, place = max(best, streak), place + 1
        shown = self._drill(place)
        if values.get(f"check_{place}") != "yes":
            return self._asked(shown, place, streak)
        try:
            judged = self._judged(values, place)
        except LearnerError as problem:
            blank = refused(str(problem))
            return Screen(
                blank.sentence,
                message=blank.message,
                lead=setup_passages(shown),
                controls=self._asks(place),
            )
        streak = _after(streak, judged)
        return self._judgement(shown, place, judged, streak, max(best, streak))

    def _asked(self, shown: ErrorExercise, place: int, streak: int) -> Screen:
        asked = "is anything wrong here, and what does the patient get?"
        sentence = (
            f"Error drill: {asked}"
            if self.only
            else f"Error drill {place + 1}: {asked} Streak {streak}."
        )
        return Screen(sentence, lead=setup_passages(shown), controls=self._asks(place))

    def _judgement(
        self, shown: ErrorExercise, place: int, judged: Judgement, streak: int, best: int
    ) -> Screen:
        table = result_table(shown)
        tone = "good" if judged.named and judged.number else "bad" if judged.missed else "caution"
        heading = (
            "Missed"
            if judged.missed
            else "Right"
            if judged.named and judged.number
            else "Not quite"
        )
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
            controls=() if self.only else (Action(f"next_{place}", "Another patient"),),
        )


def _as_step(unit: str) -> str:
    """The unit as the name of a number: "mg/24 h" is mg_per_24_h."""
    return unit.lower().replace("/", "_per_", 1).replace("/", "_").replace(" ", "_")


def _after(streak: int, judged: Judgement) -> int:
    if judged.missed:
        return 0
    return streak + (judged.named and judged.number)
