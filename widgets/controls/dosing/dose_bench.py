"""The dose bench: a sum worked in front of you, then with its last step open, then alone."""

from dataclasses import replace

from evidence.errors import LearnerError
from evidence.numbers import format_number
from widgets.controls.dosing.worked_sums import WORKED, WorkedSums, concentration_control
from widgets.controls.inputs import Action, Field, Options
from widgets.model.exercises.error_patterns import error_patterns_of, judge_answer
from widgets.model.exercises.sums import (
    LAST_STEP,
    SUM_STEPS,
    SUMS,
    Task,
    answer_limits,
    fresh_task,
    keys,
)
from widgets.view.dosing import calculation as bench
from widgets.view.dosing.starts import start_passage
from widgets.view.safety.interactions import interaction_passages
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Message, Passage, Screen

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
LONGEST_SERIES = 500
ALONE_FROM = LONGEST_SERIES + 1  # nobody meets the same person with help and without
READ = Passage("The working", ("Read each line, and check it before you go on.",))
READ_ON = Passage("The working", ("Read each line, then try the next one.",))


class DoseBench(WorkedSums):
    """From an order to what is given, with as much help as the learner wants.

    order: "infusion", "oral" or "bolus"; help: "worked", "last" or "alone"; `start` chooses the
    series of made-up people. With a `task` the bench holds this one sum, worked alone. Raises
    ValueError for anything else.
    """

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
        self.start, self.task = start, task
        if task is None:
            self.always = (
                Options("order", "What is ordered?", ORDERS, order),
                Options("help", "How much help?", HELP, help),
            )
        super().__init__(
            self.always if task is None else self._asks("0", task.sum, SUM_STEPS[task.sum]),
            heading="Dose bench",
            watermark=(
                "Sandbox: no patient. Made-up weights, sums to practise, nothing to prescribe from."
            ),
            aside=watch_for(),
        )

    def screen(self, values: dict[str, str]) -> Screen:
        """The sum that the learner has come to."""
        if self.task:
            return self._sum(values, "0", self.task, alone=True)
        if values["help"] == "worked":
            screen = getattr(self, f"worked_{values['order']}")(values)
            if not screen.passages:  # refused: no number stands on such a screen
                return screen
            weight = self.weight_kg(values)
            return replace(screen, notes=(*screen.notes, *planned(values["order"], weight)))
        order, alone = values["order"], values["help"] == "alone"
        stem, place = f"{order}_{'alone' if alone else 'last'}", 0
        while values.get(f"next_{stem}_{place}") == "yes" and place < LONGEST_SERIES:
            place += 1
        task = fresh_task(order, self.start + place + ALONE_FROM * alone)
        return self._sum(values, f"{stem}_{place}", task, alone, f"made-up patient {place + 1}")

    def _sum(
        self, values, name: str, task: Task, alone: bool, who: str = "made-up patient"
    ) -> Screen:
        order = task.sum
        steps = [step for step in SUM_STEPS[order] if alone or step.name == LAST_STEP[order]]
        self._use(self._asks(name, order, steps))
        given = values.get(f"syringe_{name}")
        strength = float(given) if given else None
        weight = format_number(task.patient.weight_kg)
        asked = f"{dict(ORDERS)[order]}: {who}, {weight} kg."
        lead = (bench.task_passage(task),)
        if not alone:
            lead += (Passage("The steps so far", bench.open_lines(task, strength)),)
        checked, shown = (values.get(f"{press}_{name}") == "yes" for press in ("check", "show"))
        if not checked and not shown:
            return Screen(asked, lead=lead)
        if order == "infusion" and strength is None:
            return Screen(asked, lead=lead, message=Message("stop", bench.CHOOSE))
        if shown:
            return self._done(task, strength, READ if self.task else READ_ON, f"next_{name}")
        try:
            answers = [self.number(values, f"{step.name}_{name}") for step in steps]
        except LearnerError as problem:
            return Screen(str(problem), lead=lead, message=Message("stop", str(problem)))
        readings = [
            judge_answer(
                answer,
                keys(task, strength)[step.name],
                error_patterns_of(task, step.name, strength),
            )
            for step, answer in zip(steps, answers, strict=True)
        ]
        said = tuple(
            f"{step.label}: {reading.sentence}"
            for step, reading in zip(steps, readings, strict=True)
        )
        if all(reading.right for reading in readings):
            return self._done(task, strength, Passage("Right", said, "good"), f"next_{name}")
        return Screen(asked, lead=lead, passages=(Passage("Not yet", said, "caution"),))

    def _asks(self, name: str, order: str, steps) -> tuple:
        syringe = (concentration_control(f"syringe_{name}"),) if order == "infusion" else ()
        fields = (
            Field(
                f"{step.name}_{name}", step.label, step.unit, "", "field", *answer_limits(step.name)
            )
            for step in steps
        )
        check = Action(f"check_{name}", "Check", again=True)
        return (
            *self.always,
            *syringe,
            *fields,
            check,
            Action(f"show_{name}", "Show me the working"),
        )

    def _done(self, task: Task, strength: float | None, verdict: Passage, next_name: str) -> Screen:
        weight = format_number(task.patient.weight_kg)
        return Screen(
            f"Worked out for a made-up patient of {weight} kg, and checked the other way.",
            passages=(Passage(WORKED, bench.full_lines(task, strength)), *bench.beside(task.sum)),
            lead=(bench.task_passage(task), verdict),
            controls=() if self.task else (*self.always, Action(next_name, "Another patient")),
            notes=planned(task.sum, task.patient.weight_kg),
        )


def planned(order: str, weight_kg: float) -> tuple[Passage, ...]:
    """What is looked at before a dose is given: how low a start can be, and the other medicines."""
    start = (start_passage(weight_kg),) if order == "infusion" else ()
    return (*start, *interaction_passages(ROUTE_OF[order]))
