"""The first explorer: an infusion, its order in four units, what the level does, and what it is
compared with."""

from evidence.errors import LearnerError
from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Number, Options
from widgets.controls.kinetics.lab_controls import (
    GUESS_TOPS_NG_PER_ML,
    INFUSION_SCENARIO,
    OWN,
    WATERMARK,
    a_guess,
    infusion_controls,
)
from widgets.model.dosing import check_rate
from widgets.model.kinetics.exposure import plateau_ng_per_ml
from widgets.model.regimens.infusion_summary import infusion_course
from widgets.model.regimens.patients import FICTIONAL_PATIENTS, FictionalPatient
from widgets.model.regimens.regimen import SHORTEST_H, constant_regimen, trial_regimen
from widgets.model.regimens.simulation import PlanCourse, is_s_ketamine, models_for, plan_course
from widgets.view.kinetics.infusion import Overlay, figure_text, infusion_picture
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
from widgets.view.screen import Message, Screen, refused


class InfusionLab(Explorer):
    """A made-up patient, a regimen: the level with its band above, the dose on the same hours
    below.

    With `predict_at_h` the learner first says where the level will be at that hour; the curve comes
    after, and then one question why. look: a key of INFUSION_LOOKS. patient: an id of the course's
    list, or somebody made up elsewhere. `only` names the controls to offer, in place of all.
    """

    shared = INFUSION_SCENARIO

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
        self.predict_at_h, self.only, self._people = predict_at_h, only, FICTIONAL_PATIENTS
        if isinstance(patient, FictionalPatient):
            self._people, patient = {patient.id: patient}, patient.id
        controls = infusion_controls(
            rate_mg_per_kg_h,
            duration_h,
            patient,
            model,
            look,
            other_rate_mg_per_kg_h,
            self._people,
        )
        self._controls = {control.name: control for control in controls}
        self._guess_top = self._top_for(patient, model)
        super().__init__(
            (*controls, *self._prediction(), *self._why()),
            heading="Infusion lab",
            watermark=WATERMARK,
            aside=watch_for(),
        )

    def _top_for(self, patient: str, model: str) -> int:
        person = self._people[patient].patient
        mg_per_h = float(self._controls["rate"].value) * person.weight_kg
        plateau = plateau_ng_per_ml(mg_per_h, person, model)
        return next(
            (top for top in GUESS_TOPS_NG_PER_ML if top > plateau), GUESS_TOPS_NG_PER_ML[-1]
        )

    def _prediction(self) -> tuple:
        if self.predict_at_h is None:
            return ()
        question = f"Your prediction: the level after {format_number(self.predict_at_h)} h"
        return Number("guess", question, "ng/mL", 0, self._guess_top, 1, "0"), Action(
            "reveal", "Show the curve"
        )

    def _why(self) -> tuple:
        if self.predict_at_h is None:
            return ()
        after_stop = self.predict_at_h > float(self._controls["hours"].value)
        return (Options("why", "Why is it there at that hour?", why_options(after_stop)),)

    def _order(self, values) -> tuple:
        """The controls that act now, those that matter most first."""
        if self.only:
            return tuple(self._controls[name] for name in self.only)
        own, pauses = values["plan"] == OWN, values["pump"] == "pauses"
        names = ["rate", "hours", "patient", "plan"] if own else ["plan", "patient"]
        names += ["model", "look"]
        if values["look"] == "two":
            names += ["other", "other_rate"] if values["other"] == OWN else ["other"]
            names += ["hours"] if values["other"] == OWN and not own else []
        names += ["half_time"] if values["look"] == "effect" else []
        names += ["pump", *(("pause_at", "pause_for") if pauses else ())] if own else []
        names += ["people", *(("concentration",) if own else ())]
        return tuple(self._controls[name] for name in names)

    def screen(self, values: dict[str, str]) -> Screen:
        """The infusion that `values` describe, or one sentence that says why there is none."""
        note = None
        weight_kg, model, own = (
            self._people[values["patient"]].weight_kg,
            values["model"],
            values["plan"] == OWN,
        )
        if own:
            rate = self.number(values, "rate")
            verdict = check_rate(rate)
            if verdict.level == "refused":
                return refused(verdict.message)
            if verdict.level == "outside_range" and not values["reason"]:
                return refused(verdict.message, level="caution", asks_reason=True)
            hours = self._hours(values)
            pauses = values["pump"] == "pauses"
            pause = [
                self.number(values, name) if pauses else 0.0 for name in ("pause_at", "pause_for")
            ]
            plan = constant_regimen(rate, weight_kg, hours, *pause)
            note = None if verdict.level == "in_range" else Message("caution", verdict.message)
        else:
            plan, pauses = trial_regimen(values["plan"], weight_kg), False
            note = Message("note", plan.notes[0])
            if is_s_ketamine(model):
                return self._not_in_s(values)
        other = None
        if values["look"] == "two":
            if values["other"] != OWN and is_s_ketamine(model):
                return self._not_in_s(values)
            other = (
                trial_regimen(values["other"], weight_kg)
                if values["other"] != OWN
                else constant_regimen(self._second(values), weight_kg, self._hours(values))
            )
        ends_h = max(plan.ends_h, other.ends_h) if other else plan.ends_h
        follow = {"setting": values["people"], "ends_h": ends_h}
        course = plan_course(plan, model, **follow)
        # An opened scenario may end before the hour that is asked about.
        predicts = self.predict_at_h is not None and self.predict_at_h <= ends_h
        if predicts and values["reveal"] != "yes":
            return self._asked(course, values, note)
        guess = (
            (self.predict_at_h, a_guess(self.number(values, "guess"), self._guess_top))
            if predicts
            else None
        )
        overlay = Overlay(
            plan_course(other, model, **follow) if other else None,
            tuple(plan_course(plan, each, **follow) for each in models_for(model)[1:])
            if values["look"] == "models"
            else (),
            course.typical(self._within(values, "half_time", "The half-time must be"))
            if values["look"] == "effect"
            else None,
            guess,
        )
        arrival = None
        if own and not pauses:
            arrival = infusion_course(rate, weight_kg, hours, model, values["people"])
        return self._full(course, arrival, overlay, values, note or _s_note(model))

    def _within(self, values, name: str, must: str) -> float:
        control, value = self._controls[name], self.number(values, name)
        if not control.low <= value <= control.high:
            raise LearnerError(
                f"{must} {format_number(control.low)} to {format_number(control.high)} "
                f"{control.unit} here, got {format_number(value)} {control.unit}."
            )
        return value

    def _hours(self, values) -> float:
        return self._within(values, "hours", "The infusion must run for")

    def _second(self, values) -> float:
        return self._within(values, "other_rate", "The second rate must be")

    def _not_in_s(self, values) -> Screen:
        words = (
            "The regimens of the trials are drawn in the models of racemic ketamine only: choose "
            "one of those."
        )
        return Screen(words, message=Message("stop", words), controls=self._order(values))

    def _full(self, course: PlanCourse, arrival, overlay: Overlay, values, note) -> Screen:
        table = infusion_table(course, overlay)
        asked = self._why() if overlay.guess else ()
        return Screen(
            sentence=self._miss(course, overlay.guess)
            if overlay.guess and (self.only or values["look"] == "one")
            else infusion_sentence(course, arrival, overlay),
            alt=infusion_alt(course, table, overlay),
            picture=infusion_picture(course, overlay),
            readouts=infusion_readouts(course, arrival, overlay),
            working=()
            if self.only and "concentration" not in self.only
            else order_lines(course, values["concentration"]),
            table=table,
            message=note,
            passages=(watching_passage(),),
            lead=why_feedback(values["why"]) if asked else (),
            controls=(*asked, *self._order(values)),
            notes=infusion_notes(course, overlay),
        )

    def _asked(self, course: PlanCourse, values, note) -> Screen:
        at_h, guess = self.predict_at_h, a_guess(self.number(values, "guess"), self._guess_top)
        asked = f"{course.plan.label} at {format_number(course.plan.weight_kg)} kg"
        sentence = (
            f"{asked}: where will the level be after {format_number(at_h)} h? Set it, then show "
            "the curve."
        )
        alt = (
            f"Empty graph over {format_number(course.ends_h)} hours with your prediction at hour "
            f"{format_number(at_h)}: {format_number(guess)} ng/mL."
        )
        picture = infusion_picture(
            course, Overlay(guess=(at_h, guess), hidden_top=float(self._guess_top))
        )
        return Screen(
            sentence,
            alt=alt,
            picture=picture,
            message=note,
            controls=self._prediction(),
            pointer="guess",
        )

    def _miss(self, course: PlanCourse, guess: tuple[float, float]) -> str:
        (at_h, said), middle = guess, course.at(guess[0])[1]
        miss = (
            "equal to it"
            if round(said) == round(middle)
            else (
                f"{figure_text(abs(said - middle))} ng/mL too {'low' if said < middle else 'high'}"
            )
        )
        return (
            f"You said {format_number(said)}, the model says {figure_text(middle)} ng/mL at hour "
            f"{format_number(at_h)}: {miss}."
        )


def _s_note(model: str) -> Message | None:
    if not is_s_ketamine(model):
        return None
    return Message(
        "caution",
        "A model of S-ketamine: dose and level are S-ketamine alone. The ranges of this course "
        "are for racemic ketamine, so none is drawn.",
    )
