"""The dose bench: a sum worked in front of you, then with its last step open, then alone."""

from dataclasses import replace
from typing import Any

from evidence.errors import LearnerError
from evidence.numbers import format_number
from widgets.controls.dosing.worked_sums import (
    WORKED,
    WorkedBolus,
    WorkedInfusion,
    WorkedOral,
    concentration_control,
)
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Control, Field, Options
from widgets.controls.steps import LONGEST_SERIES, Steps
from widgets.controls.values import Values
from widgets.model.exercises.error_patterns import error_patterns_of, judge_answer, sentences
from widgets.model.exercises.sums import (
    LAST_STEP,
    SUM_STEPS,
    SUMS,
    Task,
    fresh_task,
    keys,
)
from widgets.model.safety.interactions import all_interactions
from widgets.view.dosing import calculation as bench
from widgets.view.dosing.starts import start_passage
from widgets.view.safety.interactions import interaction_passages
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Message, Passage, Screen, refused

ORDERS = (
    ("infusion", "An infusion, to the pump"),
    ("oral", "A dose by mouth"),
    ("bolus", "A bolus in acute pain"),
)
# An infusion may run into a vein or under the skin; more was measured into a vein.
ROUTE_OF = {"infusion": "iv", "oral": "oral", "bolus": "iv"}
HELP = (
    ("worked", "Worked in front of me"),
    ("last", "Only the last step is mine"),
    ("alone", "I do it alone"),
)
ALONE_FROM = LONGEST_SERIES + 1  # nobody meets the same person with help and without
READ = Passage("The working", ("Read each line, and check it before you go on.",))
READ_ON = Passage("The working", ("Read each line, then try the next one.",))


class DoseBench(Explorer):
    """From an order to what is given, with as much help as the learner wants.

    order: "infusion", "oral" or "bolus"; help: "worked", "last" or "alone"; `start` chooses the
    series of made-up people. With a `task` the bench holds this one sum, worked alone. Raises
    ValueError for anything else.
    """

    heading = "Dose bench"
    watermark = "Sandbox: no patient. Made-up weights, sums to practise, nothing to prescribe from."
    check = Action("check", "Check", again=True)
    show = Action("show", "Show me the working")
    following = Action("next", "Another patient")

    def __init__(
        self,
        order: str = "infusion",
        help: str = "worked",
        start: int = 0,
        task: Task | None = None,
    ):
        for name, value, known in (("order", order, SUMS), ("help", help, dict(HELP))):
            if value not in known:
                raise ValueError(f"{name} must be one of {', '.join(known)}, got {value!r}")
        sentences()  # what is left out is said before there is an answer to judge
        all_interactions()
        self.start = start
        self.task = task
        self.order = Options("order", "What is ordered?", ORDERS, order)
        self.help = Options("help", "How much help?", HELP, help)
        self.worked = {
            "infusion": WorkedInfusion(),
            "oral": WorkedOral(),
            "bolus": WorkedBolus(),
        }
        self.syringe = concentration_control("syringe")

    def answered(self, values: Values) -> dict[str, str]:
        """The working of a sum that is the learner's own, shown instead of answered."""
        if not self.task and values[self.help] == "worked":
            return {}
        steps, task, _ = self._place(values)
        syringe, show = steps.of(self.syringe), steps.of(self.show)
        strength = {syringe.name: syringe.options[0][0]} if task.sum == "infusion" else {}
        return {**strength, show.name: show.press}

    def aside(self) -> tuple[dict[str, Any], ...]:
        """What to watch for in the setting of the sum that the bench opens with."""
        return _watched(self.task.sum if self.task else self.order.value)

    def waits(self, screen: Screen) -> bool:
        """Until the one sum is answered, or its working was shown."""
        return self.check in screen.controls

    def controls(self, values: Values) -> tuple[Control, ...]:
        """What is ordered and how much help, then those of the sum."""
        if not self.task and values[self.help] == "worked":
            return *self._above(), *self.worked[values[self.order]].controls(values)
        steps, task, alone = self._place(values)
        syringe = (self.syringe,) if task.sum == "infusion" else ()
        fields = [_field(step) for step in _asked(task, alone)]
        below = (*syringe, *fields, self.check, self.show)
        return *self._above(), *(steps.of(each) for each in below)

    def _above(self) -> tuple[Control, ...]:
        return () if self.task else (self.order, self.help)

    def _place(self, values: Values) -> tuple[Steps, Task, bool]:
        """Where the learner is in a series, the sum there, and whether all of it is his."""
        if self.task:
            return Steps(values), self.task, True
        order, alone = values[self.order], values[self.help] == "alone"
        series = Steps(values, order, values[self.help])
        number = series.count(self.following.name, LONGEST_SERIES)
        task = fresh_task(order, self.start + number + ALONE_FROM * alone)
        return series.child(str(number)), task, alone

    def screen(self, values: Values) -> Screen:
        """The sum that the learner has come to, with what to watch for in its setting."""
        order = self.task.sum if self.task else values[self.order]
        try:
            screen = self._come_to(values)
        except LearnerError as problem:
            screen = refused(str(problem), about=problem.control)
        return replace(screen, aside=_watched(order))

    def _come_to(self, values: Values) -> Screen:
        if self.task or values[self.help] != "worked":
            return self._sum(*self._place(values))
        order = values[self.order]
        worked = self.worked[order]
        screen = worked.screen(values)
        if not screen.passages:  # refused: no number stands on such a screen
            return screen
        return replace(screen, notes=(*screen.notes, *planned(order, worked.weight_kg(values))))

    def _sum(self, steps: Steps, task: Task, alone: bool) -> Screen:
        who = "made-up patient" if self.task else f"made-up patient {int(steps.path[-1]) + 1}"
        strength = None
        if given := steps.answer(self.syringe):
            strength = float(given)
        asked = f"{dict(ORDERS)[task.sum]}: {who}, {format_number(task.patient.weight_kg)} kg."
        lead = (bench.task_passage(task),)
        if not alone:
            lead += (Passage("The steps so far", bench.open_lines(task, strength)),)
        if not steps.pressed(self.check) and not steps.pressed(self.show):
            return Screen(asked, lead=lead)
        if task.sum == "infusion" and strength is None:
            return Screen(asked, lead=lead, message=Message("stop", bench.CHOOSE))
        if steps.pressed(self.show):
            return self._done(steps, task, strength, READ if self.task else READ_ON)
        try:
            said, right = _read(steps, task, alone, strength)
        except LearnerError as problem:
            return Screen(str(problem), lead=lead, message=Message("stop", str(problem)))
        if right:
            return self._done(steps, task, strength, Passage("Right", said, "good"))
        return Screen(asked, lead=lead, passages=(Passage("Not yet", said, "caution"),))

    def _done(self, steps: Steps, task: Task, strength: float | None, verdict: Passage) -> Screen:
        weight = format_number(task.patient.weight_kg)
        return Screen(
            f"Worked out for a made-up patient of {weight} kg, and checked the other way.",
            passages=(Passage(WORKED, bench.full_lines(task, strength)), *bench.beside(task.sum)),
            lead=(bench.task_passage(task), verdict),
            controls=() if self.task else (*self._above(), steps.of(self.following)),
            notes=planned(task.sum, task.patient.weight_kg),
        )


def _watched(order: str) -> tuple[dict[str, Any], ...]:
    """What to watch for: a bolus is one dose in acute pain, all else a course in cancer pain."""
    if order == "bolus":
        return watch_for(ROUTE_OF[order], "acute_pain", once=True)
    return watch_for(ROUTE_OF[order])


def _asked(task: Task, alone: bool) -> list:
    """The steps of a sum that are the learner's."""
    return [each for each in SUM_STEPS[task.sum] if alone or each.name == LAST_STEP[task.sum]]


def _field(step) -> Field:
    return Field(step.name, step.label, step.unit)


def _read(
    steps: Steps, task: Task, alone: bool, strength: float | None
) -> tuple[tuple[str, ...], bool]:
    """What is said of each answer, and whether all of them are right."""
    asked = _asked(task, alone)
    answers = [steps.answer(_field(step)) for step in asked]
    right = keys(task, strength)
    readings = [
        judge_answer(answer, right[step.name], error_patterns_of(task, step.name, strength))
        for step, answer in zip(asked, answers, strict=True)
    ]
    told = zip(asked, readings, strict=True)
    said = tuple(f"{step.label}: {reading.sentence}" for step, reading in told)
    return said, all(reading.right for reading in readings)


def planned(order: str, weight_kg: float) -> tuple[Passage, ...]:
    """What is looked at before a dose is given: how low a start can be, and the other medicines."""
    start = (start_passage(weight_kg),) if order == "infusion" else ()
    return (*start, *interaction_passages(ROUTE_OF[order]))
