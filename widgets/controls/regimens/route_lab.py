"""Routes on one axis: into a vein all day, the burst ladder under the skin, three times a day by
mouth."""

from evidence.errors import LearnerError
from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Number
from widgets.controls.kinetics.lab_controls import (
    ROUTE_SCENARIO,
    WATERMARK,
    a_guess,
    route_controls,
)
from widgets.model.dosing import check_rate
from widgets.model.kinetics import ORAL, SUBCUT, Absorption
from widgets.model.regimens.patients import FICTIONAL_PATIENTS
from widgets.model.regimens.regimen import burst_regimen, constant_regimen, oral_regimen
from widgets.model.regimens.simulation import plan_course
from widgets.view.kinetics.infusion import figure_text
from widgets.view.regimens.routes import (
    Line,
    norketamine_readouts,
    routes_alt,
    routes_notes,
    routes_picture,
    routes_readouts,
    routes_table,
    weight_lines,
)
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Message, Screen, refused

DAYS, END_H, GUESS_TOP_NG_PER_ML = 3, 96.0, 500
WEIGHED = ("reference", "throat", "myeloma")  # in the middle, the lightest, the heaviest
NORKETAMINE_MODEL = "otto_2021_S_NK"


class RouteLab(Explorer):
    """Levels of three routes, of one ladder in three weights, or of norketamine, with assumptions.

    look: a key of ROUTE_LOOKS. With `predict` the learner first says how high the ladder ends in
    the lightest patient; the other curves come after.
    """

    shared = ROUTE_SCENARIO

    def __init__(
        self,
        look: str = "routes",
        rate_mg_per_kg_h: float | None = None,
        oral_mg_per_kg: float | None = None,
        predict: bool = False,
    ):
        self.predict = predict
        shown = "weight" if predict else look
        controls = route_controls(shown, rate_mg_per_kg_h, oral_mg_per_kg)
        self._controls = {control.name: control for control in controls}
        super().__init__(
            (*controls, *self._prediction()),
            heading="Route lab",
            watermark=WATERMARK,
            aside=watch_for(),
        )

    def _prediction(self) -> tuple:
        if not self.predict:
            return ()
        lightest = format_number(FICTIONAL_PATIENTS[WEIGHED[1]].weight_kg)
        return (
            Number(
                "guess",
                f"Your prediction: the level of the {lightest} kg patient at the end of the ladder",
                "ng/mL",
                0,
                GUESS_TOP_NG_PER_ML,
                5,
                "0",
            ),
            Action("reveal", "Show all three weights"),
        )

    def screen(self, values: dict[str, str]) -> Screen:
        """What is chosen under "Show", or one sentence that says why there is none."""
        if values["look"] == "norketamine":
            return self._norketamine(values)
        if values["look"] == "weight":
            return self._weights(values)
        return self._routes(values)

    def _order(self, *names: str) -> tuple:
        return tuple(self._controls[name] for name in ("look", *names))

    def _within(self, values, name: str) -> float:
        control, value = self._controls[name], self.number(values, name)
        if not control.low <= value <= control.high:
            raise LearnerError(
                f"{control.label} must be {format_number(control.low)} to "
                f"{format_number(control.high)} {control.unit} here, got {format_number(value)} "
                f"{control.unit}."
            )
        return value

    def _absorption(self, values, route: str, standard: Absorption) -> Absorption:
        """The standing assumption while its sliders are where they were, else the learner's own."""
        share, half = (f"{route}_{each}" for each in ("share", "half"))
        percent, minutes = self._within(values, share), self._within(values, half)
        if (values[share], values[half]) == (
            self._controls[share].value,
            self._controls[half].value,
        ):
            return standard
        way = "under the skin" if route == "subcut" else "by mouth"
        basis = (
            f"Chosen here, {way}: {format_number(percent)} % of a dose arrives, half of it within "
            f"{format_number(minutes)} min. No human study in cancer pain gives either."
        )
        return Absorption(percent / 100, minutes / 60, basis)

    def _routes(self, values) -> Screen:
        chosen = values["routes"].split()
        controls = self._order(
            "patient",
            "routes",
            *(["rate"] if "iv" in chosen else []),
            *(["oral_dose"] if "oral" in chosen else []),
            "model",
            *(["subcut_share", "subcut_half"] if "subcut" in chosen else []),
            *(["oral_share", "oral_half"] if "oral" in chosen else []),
        )
        if not chosen:
            words = "Tick at least one route."
            return Screen(words, message=Message("note", words), controls=controls)
        weight_kg = FICTIONAL_PATIENTS[values["patient"]].weight_kg
        lines = []
        if "iv" in chosen:
            verdict = check_rate(rate := self.number(values, "rate"))
            if verdict.level != "in_range":
                return refused(verdict.message)
            lines.append(
                self._line("Into a vein", constant_regimen(rate, weight_kg, 24.0 * DAYS), values)
            )
        if "subcut" in chosen:
            lines.append(self._line("Burst ladder, subcutaneous", burst_regimen(weight_kg), values))
        if "oral" in chosen:
            lines.append(
                self._line(
                    "By mouth",
                    oral_regimen(self.number(values, "oral_dose"), weight_kg, DAYS),
                    values,
                )
            )
        capped = next(
            (
                line.course.plan.notes[0]
                for line in lines
                if line.course.plan.route == "oral" and line.course.plan.notes
            ),
            "",
        )
        highest = ", ".join(
            f"{line.name.split(',')[0].lower()} {figure_text(line.course.peak[0])}"
            for line in lines
        )
        sentence = (
            f"Highest at {format_number(weight_kg)} kg: {highest} ng/mL "
            f"({lines[0].course.record.name})."
        )
        return self._shown(
            tuple(lines), sentence, controls, message=Message("note", capped) if capped else None
        )

    def _line(self, name: str, plan, values) -> Line:
        absorbed = {
            "subcut": self._absorption(values, "subcut", SUBCUT),
            "oral": self._absorption(values, "oral", ORAL),
        }
        return Line(name, plan_course(plan, values["model"], ends_h=END_H, **absorbed))

    def _shown(
        self, lines, sentence: str, controls, per_kg=False, guess=None, working=(), message=None
    ) -> Screen:
        table = routes_table(lines, per_kg)
        return Screen(
            sentence,
            alt=routes_alt(lines, table),
            picture=routes_picture(lines, per_kg, guess=guess),
            readouts=routes_readouts(lines),
            working=working,
            table=table,
            controls=controls,
            notes=routes_notes(lines),
            message=message,
        )

    def _weights(self, values) -> Screen:
        people = [FICTIONAL_PATIENTS[each] for each in WEIGHED]
        lines = tuple(
            self._line(f"{format_number(each.weight_kg)} kg", burst_regimen(each.weight_kg), values)
            for each in people
        )
        end_h = lines[0].course.plan.stops_h
        known, lightest = (line.course.at(end_h)[1] for line in lines[:2])
        guess, controls = None, self._order("model", "subcut_share", "subcut_half")
        sentence = (
            f"Same milligrams, end of the ladder: {figure_text(lightest)} ng/mL at "
            f"{lines[1].name}, {figure_text(known)} ng/mL at {lines[0].name}."
        )
        if self.predict:
            guess = (end_h, a_guess(self.number(values, "guess"), GUESS_TOP_NG_PER_ML))
            if values["reveal"] != "yes":
                return self._asked(lines, guess, known)
            miss = abs(guess[1] - lightest)
            how = (
                "equal to it"
                if round(miss) == 0
                else f"{figure_text(miss)} ng/mL too {'low' if guess[1] < lightest else 'high'}"
            )
            sentence = (
                f"You said {format_number(guess[1])}, the model says {figure_text(lightest)} ng/mL "
                f"at {lines[1].name}: {how}."
            )
        return self._shown(
            lines,
            sentence,
            controls,
            True,
            guess,
            ("The same milligrams, step by step:", *weight_lines(lines)),
        )

    def _asked(self, lines, guess, known: float) -> Screen:
        sentence = (
            f"The ladder ends at {figure_text(known)} ng/mL in {lines[0].name}. Where does it end "
            f"in {lines[1].name}? Set it, then look."
        )
        alt = (
            f"Line graph over {format_number(END_H)} hours: the ladder at {lines[0].name} ends at "
            f"{figure_text(known)} ng/mL, hour {format_number(guess[0])}. Your prediction for "
            f"{lines[1].name}: {format_number(guess[1])} ng/mL. The other weights are hidden."
        )
        picture = routes_picture(
            lines, True, tuple(line.name for line in lines[1:]), guess, float(GUESS_TOP_NG_PER_ML)
        )
        return Screen(
            sentence,
            alt=alt,
            picture=picture,
            controls=self._prediction(),
            notes=routes_notes(lines),
            pointer="guess",
        )

    def _norketamine(self, values) -> Screen:
        verdict = check_rate(rate := self.number(values, "rate"))
        if verdict.level != "in_range":
            return refused(verdict.message)
        weight_kg = FICTIONAL_PATIENTS[values["patient"]].weight_kg
        line = Line(
            "S-ketamine",
            plan_course(
                constant_regimen(rate, weight_kg, 24.0 * DAYS), NORKETAMINE_MODEL, "healthy", END_H
            ),
        )
        table, (level, _) = routes_table((line,), True, True), line.course.peak
        nk = line.course.typical().norketamine_ng_per_ml.max()
        return Screen(
            f"S-ketamine {format_number(rate)} mg/kg/h: highest {figure_text(level)} ng/mL, "
            f"S-norketamine {figure_text(nk)} ng/mL (Otto 2021).",
            alt=routes_alt((line,), table, True),
            picture=routes_picture((line,), True, norketamine=True),
            readouts=norketamine_readouts(line),
            table=table,
            controls=self._order("rate", "patient"),
            notes=routes_notes((line,), True),
            message=Message(
                "caution",
                "A model of S-ketamine in healthy volunteers: dose and levels are not those of "
                "the racemate on the other views.",
            ),
        )
