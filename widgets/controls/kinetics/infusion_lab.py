"""The first explorer: an infusion, its order in four units, what the level does, and what it is
compared with."""

from evidence import LeftOut
from evidence.errors import LearnerError
from evidence.numbers import format_number
from widgets.controls.inputs import Action, Control, Number, Options
from widgets.controls.kinetics.lab_controls import (
    GUESS_TOPS_NG_PER_ML,
    INFUSION_SCENARIO,
    OWN_REGIMEN,
    WATERMARK,
    infusion_controls,
)
from widgets.controls.predicts import PredictsFirst
from widgets.controls.values import Values
from widgets.model.dosing import Verdict, check_rate
from widgets.model.kinetics.exposure import plateau_ng_per_ml
from widgets.model.regimens.infusion_summary import InfusionSummary, infusion_summary
from widgets.model.regimens.patients import FICTIONAL_PATIENTS, FictionalPatient
from widgets.model.regimens.regimen import SHORTEST_H, Regimen, constant_regimen, trial_regimen
from widgets.model.regimens.simulation import PlanCourse, is_s_ketamine, models_for, plan_course
from widgets.view.kinetics.infusion import Overlay, infusion_picture, miss_words
from widgets.view.kinetics.infusion_readouts import infusion_readouts
from widgets.view.kinetics.infusion_table import infusion_alt, infusion_table
from widgets.view.kinetics.infusion_words import (
    infusion_notes,
    infusion_sentence,
    order_lines,
    watching_passage,
)
from widgets.view.kinetics.why import why_feedback, why_options
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Message, Passage, Screen, refused
from widgets.view.verdict import said_of_a_level

CHANGE_THE_LEVEL = (
    *("rate", "hours", "patient", "model", "plan", "pump", "pause_at", "pause_for", "people"),
)
S_KETAMINE = (
    "A model of S-ketamine: dose and level are S-ketamine alone. The ranges of this course are for "
    "racemic ketamine, so none is drawn."
)
RACEMATE_ONLY = (
    "The regimens of the trials are drawn in the models of racemic ketamine only: choose one of "
    "those."
)


class InfusionLab(PredictsFirst):
    """A made-up patient, a regimen: the level with its band above, the dose on the same hours
    below.

    With `predict_at_h` the learner first says where the level will be at that hour; the curve comes
    after, and then one question why. look: a key of INFUSION_LOOKS. patient: an id of the course's
    list, or somebody made up elsewhere. `only` names the controls to offer, in place of all.
    """

    heading = "Infusion lab"
    watermark = WATERMARK
    aside = staticmethod(watch_for)
    reveal = Action("reveal", "Show the curve")

    def __init__(
        self,
        rate_mg_per_kg_h: float | None = None,
        patient: str | FictionalPatient = "reference",
        duration_h: float = SHORTEST_H,
        model: str = "kamp_2020",
        predict_at_h: float | None = None,
        look: str = "one",
        other_rate_mg_per_kg_h: float | None = None,
        only: tuple[str, ...] = (),
    ):
        self.predict_at_h = predict_at_h
        self.only = only
        self._people = FICTIONAL_PATIENTS
        if isinstance(patient, FictionalPatient):
            self._people, patient = {patient.id: patient}, patient.id
        self._controls = infusion_controls(
            rate_mg_per_kg_h,
            duration_h,
            patient,
            model,
            look,
            other_rate_mg_per_kg_h,
            self._people,
        )
        self._level = self._guess_control(patient, model)
        self.guesses = (self._level,)
        after_stop = (predict_at_h or 0.0) > float(self._controls.hours.value)
        self._why = _why_control(after_stop)

    def _guess_control(self, patient: str, model: str) -> Number:
        person = self._people[patient].patient
        mg_per_h = float(self._controls.rate.value) * person.weight_kg
        plateau = plateau_ng_per_ml(mg_per_h, person, model)
        high_enough = [top for top in GUESS_TOPS_NG_PER_ML if top > plateau]
        top = high_enough[0] if high_enough else GUESS_TOPS_NG_PER_ML[-1]
        question = f"Your prediction: the level after {format_number(self.predict_at_h or 0.0)} h"
        return Number("guess", question, "ng/mL", 0, top, 1)

    def shared(self) -> tuple[Control, ...]:
        """All but the concentration, which is chosen anew each time."""
        return self._controls.named(INFUSION_SCENARIO)

    def asks(self, values: Values) -> bool:
        """Whether a level is to be predicted; an opened scenario may end before its hour."""
        if self.predict_at_h is None:
            return False
        try:
            return self.predict_at_h <= self._plans(values)[2]
        except LearnerError:  # what is wrong with the plan is said in place of a picture
            return True

    def settings(self, values: Values) -> tuple[Control, ...]:
        """All that changes the level; what is laid over it does not."""
        return self._controls.named(CHANGE_THE_LEVEL)

    def after(self, values: Values) -> tuple[Control, ...]:
        """Those that act now, what matters most first."""
        if self.only:
            return self._controls.named(self.only)
        has, look = self._controls, values[self._controls.look]
        own = values[has.plan] == OWN_REGIMEN
        acting: list[Control] = []
        acting += [has.rate, has.hours, has.patient, has.plan] if own else [has.plan, has.patient]
        acting += [has.model, has.look]
        if look == "two":
            another_rate = values[has.other] == OWN_REGIMEN
            acting += [has.other, has.other_rate] if another_rate else [has.other]
            acting += [has.hours] if another_rate and not own else []
        acting += [has.half_time] if look == "effect" else []
        if own:
            pauses = values[has.pump] == "pauses"
            acting += [has.pump, *((has.pause_at, has.pause_for) if pauses else ())]
        acting += [has.people, *((has.concentration,) if own else ())]
        return tuple(acting)

    def question(self, values: Values, said: tuple) -> Screen:
        """An empty graph with the prediction so far, or one sentence that says why there is
        none."""
        has = self._controls
        verdict = check_rate(values[has.rate]) if values[has.plan] == OWN_REGIMEN else None
        if refusal := self._refusal(values, verdict):
            return refusal
        plan, _, ends_h = self._plans(values)
        course = plan_course(plan, values[has.model], values[has.people], ends_h)
        return self._asked(course, said[0], _note(plan, verdict, values[has.model]))

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """The infusion that `values` describe, or one sentence that says why there is none."""
        has = self._controls
        own, model, setting = values[has.plan] == OWN_REGIMEN, values[has.model], values[has.people]
        verdict = check_rate(values[has.rate]) if own else None
        if refusal := self._refusal(values, verdict):
            return refusal
        plan, other, ends_h = self._plans(values)
        course = plan_course(plan, model, setting, ends_h)
        guess = (self.predict_at_h, said[0]) if said else None
        overlay = self._overlay(values, course, other, guess)
        summary = None
        if own and values[has.pump] != "pauses":
            rate, hours = values[has.rate], values[has.hours]
            summary = infusion_summary(rate, plan.weight_kg, hours, model, setting)
        return self._drawn(course, summary, overlay, values, _note(plan, verdict, model))

    def verdict(self, values: Values, said: tuple) -> Passage:
        """How far the prediction lies from the model; the question why comes after it."""
        has, at_h = self._controls, self.predict_at_h or 0.0
        plan, _, ends_h = self._plans(values)
        course = plan_course(plan, values[has.model], values[has.people], ends_h)
        return said_of_a_level(
            said[0],
            course.at(at_h)[1],
            self._level.high,
            miss_words(said[0], course.at(at_h)[1], f"at hour {format_number(at_h)}"),
        )

    def _plans(self, values: Values) -> tuple[Regimen, Regimen | None, float]:
        """The regimen, the second one if there is one, and the hour at which the picture ends."""
        plan = self._plan(values)
        other = self._second_plan(values) if values[self._controls.look] == "two" else None
        return plan, other, max(plan.ends_h, other.ends_h) if other else plan.ends_h

    def _refusal(self, values: Values, verdict: Verdict | None) -> Screen | None:
        """The screen of a rate that cannot be drawn, or of a regimen that the model is not for."""
        has = self._controls
        if verdict and verdict.level == "refused":
            return refused(verdict.message, about=has.rate.name)
        if verdict and verdict.level == "outside_range" and not values.has_reason:
            return refused(verdict.message, level="caution", asks_reason=True)
        of_a_trial = not verdict or (values[has.look] == "two" and values[has.other] != OWN_REGIMEN)
        if of_a_trial and is_s_ketamine(values[has.model]):
            return refused(RACEMATE_ONLY)
        return None

    def _plan(self, values: Values) -> Regimen:
        has = self._controls
        weight_kg = self._people[values[has.patient]].weight_kg
        if values[has.plan] != OWN_REGIMEN:
            return trial_regimen(values[has.plan], weight_kg)
        pause = ()
        if values[has.pump] == "pauses":
            pause = values[has.pause_at], values[has.pause_for]
        return constant_regimen(values[has.rate], weight_kg, self._hours(values), *pause)

    def _second_plan(self, values: Values) -> Regimen:
        has = self._controls
        weight_kg = self._people[values[has.patient]].weight_kg
        if values[has.other] != OWN_REGIMEN:
            return trial_regimen(values[has.other], weight_kg)
        rate = has.other_rate.within(values[has.other_rate], "The second rate must be")
        return constant_regimen(rate, weight_kg, self._hours(values))

    def _hours(self, values: Values) -> float:
        hours = self._controls.hours
        return hours.within(values[hours], "The infusion must run for")

    def _overlay(self, values: Values, course: PlanCourse, other: Regimen | None, guess) -> Overlay:
        """What lies over the course: another regimen, other models or the effect site."""
        look, half_time = values[self._controls.look], self._controls.half_time

        def follow(plan: Regimen, model: str) -> PlanCourse:
            return plan_course(plan, model, course.setting, course.ends_h)

        second = follow(other, course.model) if other else None
        if look == "models":
            others = models_for(course.model)[1:]
            models = tuple([follow(course.plan, each) for each in others])
            return Overlay(second, models, None, guess)
        if look == "effect":
            minutes = half_time.within(values[half_time], "The half-time must be")
            return Overlay(second, (), course.typical(minutes), guess)
        return Overlay(second, (), None, guess)

    def _drawn(
        self,
        course: PlanCourse,
        summary: InfusionSummary | None,
        overlay: Overlay,
        values: Values,
        note: Message | None,
    ) -> Screen:
        has = self._controls
        shows_the_order = not self.only or "concentration" in self.only
        table = infusion_table(course, overlay)
        why = self._place(values).of(self._why) if overlay.guess and self._why else None
        return Screen(
            sentence=infusion_sentence(course, summary, overlay),
            alt=infusion_alt(course, table, overlay),
            picture=infusion_picture(course, overlay),
            readouts=infusion_readouts(course, summary, overlay),
            working=order_lines(course, values[has.concentration]) if shows_the_order else (),
            table=table,
            message=note,
            passages=(watching_passage(),),
            lead=why_feedback(values[why]) if why else (),
            controls=(*((why,) if why else ()), *self.after(values)),
            notes=infusion_notes(course, overlay),
            aside=watch_for(course.plan.route, once=bool(course.plan.bolus) and not overlay.other),
        )

    def _asked(self, course: PlanCourse, level: float | None, note: Message | None) -> Screen:
        at_h = self.predict_at_h or 0.0
        who = f"{course.plan.label} at {format_number(course.plan.weight_kg)} kg"
        guess = None if level is None else (at_h, level)
        said = "No prediction is set yet."
        if level is not None:
            said = f"Your prediction at hour {format_number(at_h)}: {format_number(level)} ng/mL."
        hidden = Overlay(guess=guess, hidden_top=float(self._level.high))
        return Screen(
            f"{who}: where will the level be after {format_number(at_h)} h? Set it, then show the "
            "curve.",
            alt=f"Empty graph over {format_number(course.ends_h)} hours. {said}",
            picture=infusion_picture(course, hidden),
            message=note,
            pointer=self._level.name,
        )


def _why_control(after_stop: bool) -> Options | None:
    """The question why; None where its answers are left out, and the curve stands without it."""
    try:
        return Options("why", "Why is it there at that hour?", why_options(after_stop))
    except LeftOut:
        return None


def _note(plan: Regimen, verdict: Verdict | None, model: str) -> Message | None:
    """What must be known of the regimen, or else of the model, before the picture is read."""
    if plan.trial:
        return Message("note", plan.notes[0])
    if verdict and verdict.level != "in_range":
        return Message("caution", verdict.message)
    return Message("caution", S_KETAMINE) if is_s_ketamine(model) else None
