"""Routes on one axis: into a vein all day, the burst ladder under the skin, three times a day by
mouth."""

from evidence.numbers import format_number
from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Control, Number
from widgets.controls.kinetics.lab_controls import (
    ROUTE_SCENARIO,
    WATERMARK,
    check_guess,
    route_controls,
)
from widgets.controls.values import Values
from widgets.model.dosing import check_rate
from widgets.model.kinetics import ABSORPTIONS, Absorption
from widgets.model.kinetics.metabolite import NORKETAMINE_MODEL
from widgets.model.regimens.patients import FICTIONAL_PATIENTS
from widgets.model.regimens.regimen import Regimen, burst_regimen, constant_regimen, oral_regimen
from widgets.model.regimens.simulation import plan_course
from widgets.view.kinetics.infusion import level_text, miss_words
from widgets.view.regimens.routes import Line, routes_picture
from widgets.view.regimens.routes_words import (
    norketamine_readouts,
    routes_alt,
    routes_notes,
    routes_readouts,
    routes_table,
    weight_lines,
)
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Message, Screen, refused

DAYS, END_H, GUESS_TOP_NG_PER_ML = 3, 96.0, 500
WEIGHED = ("reference", "throat", "myeloma")  # in the middle, the lightest, the heaviest
# By the look it opens with: two labs of one page are not called alike.
HEADINGS = {
    "routes": "Route lab",
    "weight": "Route lab: one ladder, three weights",
    "norketamine": "Route lab: norketamine",
}


class RouteLab(Explorer):
    """Levels of three routes, of one ladder in three weights, or of norketamine, with assumptions.

    look: a key of ROUTE_LOOKS. With `predict` the learner first says how high the ladder ends in
    the lightest patient; the other curves come after.
    """

    heading = HEADINGS["routes"]
    watermark = WATERMARK
    aside = staticmethod(watch_for)
    reveal = Action("reveal", "Show all three weights")

    def __init__(
        self,
        look: str = "routes",
        rate_mg_per_kg_h: float | None = None,
        oral_mg_per_kg: float | None = None,
        predict: bool = False,
    ):
        self.predict = predict
        shown = "weight" if predict else look
        self.heading = HEADINGS[shown]
        self._controls = route_controls(shown, rate_mg_per_kg_h, oral_mg_per_kg)
        lightest = format_number(FICTIONAL_PATIENTS[WEIGHED[1]].weight_kg)
        question = (
            f"Your prediction: the level of the {lightest} kg patient at the end of the ladder"
        )
        self._guess = Number("guess", question, "ng/mL", 0, GUESS_TOP_NG_PER_ML, 5, "0")

    def shared(self) -> tuple[Control, ...]:
        """Everything but a prediction."""
        return self._controls.named(ROUTE_SCENARIO)

    def answered(self, values: Values) -> dict[str, str]:
        """The press; a prediction stays where it opens."""
        return {self.reveal.name: self.reveal.press} if self.predict else {}

    def waits(self, screen: Screen) -> bool:
        """Until the curve is shown, where a prediction is asked for."""
        return self.reveal in screen.controls

    def controls(self, values: Values) -> tuple[Control, ...]:
        """The prediction while it is asked for, then those of what is shown."""
        has, look = self._controls, values[self._controls.look]
        if look == "norketamine":
            return has.look, has.rate, has.patient
        if look == "weight":
            if self.predict and not values[self.reveal]:
                return self._guess, self.reveal
            return has.look, has.model, has.subcut_share, has.subcut_half
        routes = values[has.routes]
        return (
            *(has.look, has.patient, has.routes),
            *((has.rate,) if "iv" in routes else ()),
            *((has.oral_dose,) if "oral" in routes else ()),
            has.model,
            *((has.subcut_share, has.subcut_half) if "subcut" in routes else ()),
            *((has.oral_share, has.oral_half) if "oral" in routes else ()),
        )

    def screen(self, values: Values) -> Screen:
        """What is chosen under "Show", or one sentence that says why there is none."""
        look = values[self._controls.look]
        if look == "norketamine":
            return self._norketamine(values)
        return self._weights(values) if look == "weight" else self._routes(values)

    def _absorption(self, values: Values, route: str, standard: Absorption) -> Absorption:
        """The standing assumption while its sliders are where they were, else the learner's own."""
        share, half = self._controls.named((f"{route}_share", f"{route}_half"))
        percent = share.within(values[share])
        minutes = half.within(values[half])
        if (values.text(share), values.text(half)) == (share.value, half.value):
            return standard
        way = "under the skin" if route == "subcut" else "by mouth"
        basis = (
            f"Chosen here, {way}: {format_number(percent)} % of a dose arrives, half of it within "
            f"{format_number(minutes)} min. No human study in cancer pain gives either."
        )
        return Absorption(percent / 100, minutes / 60, basis)

    def _routes(self, values: Values) -> Screen:
        has = self._controls
        routes, weight_kg = values[has.routes], FICTIONAL_PATIENTS[values[has.patient]].weight_kg
        if not routes:
            words = "Tick at least one route."
            return Screen(words, message=Message("note", words))
        plans: list[tuple[str, Regimen]] = []
        if "iv" in routes:
            verdict = check_rate(values[has.rate])
            if verdict.level != "in_range":
                return refused(verdict.message)
            plans.append(
                ("Into a vein", constant_regimen(values[has.rate], weight_kg, 24.0 * DAYS))
            )
        if "subcut" in routes:
            plans.append(("Burst ladder, subcutaneous", burst_regimen(weight_kg)))
        if "oral" in routes:
            plans.append(("By mouth", oral_regimen(values[has.oral_dose], weight_kg, DAYS)))
        lines = tuple(self._line(name, plan, values) for name, plan in plans)
        capped = [note for name, plan in plans if plan.route == "oral" for note in plan.notes]
        highest = ", ".join(
            f"{line.name.split(',')[0].lower()} {level_text(line.course.peak[0])}" for line in lines
        )
        sentence = (
            f"Highest at {format_number(weight_kg)} kg: {highest} ng/mL "
            f"({lines[0].course.record.name})."
        )
        return self._shown(lines, sentence, message=Message("note", capped[0]) if capped else None)

    def _line(self, name: str, plan: Regimen, values: Values) -> Line:
        absorbed = {
            "subcut": self._absorption(values, "subcut", ABSORPTIONS["subcut"]),
            "oral": self._absorption(values, "oral", ABSORPTIONS["oral"]),
        }
        model = values[self._controls.model]
        return Line(name, plan_course(plan, model, ends_h=END_H, **absorbed))

    def _shown(
        self, lines, sentence: str, per_kg=False, guess=None, working=(), message=None
    ) -> Screen:
        table = routes_table(lines, per_kg)
        routes = [line.course.plan.route for line in lines]
        return Screen(
            sentence,
            alt=routes_alt(lines, table),
            picture=routes_picture(lines, per_kg, guess=guess),
            readouts=routes_readouts(lines),
            working=working,
            table=table,
            notes=routes_notes(lines),
            message=message,
            aside=watch_for(next((r for r in routes if r == "subcut"), routes[0])),
        )

    def _weights(self, values: Values) -> Screen:
        people = [FICTIONAL_PATIENTS[each] for each in WEIGHED]
        lines = tuple(
            self._line(f"{format_number(each.weight_kg)} kg", burst_regimen(each.weight_kg), values)
            for each in people
        )
        end_h = lines[0].course.plan.stops_h
        known, lightest = (line.course.at(end_h)[1] for line in lines[:2])
        guess = None
        sentence = (
            f"Same milligrams, end of the ladder: {level_text(lightest)} ng/mL at "
            f"{lines[1].name}, {level_text(known)} ng/mL at {lines[0].name}."
        )
        if self.predict:
            guess = end_h, check_guess(values[self._guess], self._guess)
            if not values[self.reveal]:
                return self._asked(lines, guess, known)
            sentence = miss_words(guess[1], lightest, f"at {lines[1].name}")
        working = ("The same milligrams, step by step:", *weight_lines(lines))
        return self._shown(lines, sentence, True, guess, working)

    def _asked(self, lines, guess: tuple[float, float], known: float) -> Screen:
        sentence = (
            f"The ladder ends at {level_text(known)} ng/mL in {lines[0].name}. Where does it end "
            f"in {lines[1].name}? Set it, then look."
        )
        alt = (
            f"Line graph over {format_number(END_H)} hours: the ladder at {lines[0].name} ends at "
            f"{level_text(known)} ng/mL, hour {format_number(guess[0])}. Your prediction for "
            f"{lines[1].name}: {format_number(guess[1])} ng/mL. The other weights are hidden."
        )
        hidden = tuple(line.name for line in lines[1:])
        return Screen(
            sentence,
            alt=alt,
            picture=routes_picture(lines, True, hidden, guess, float(GUESS_TOP_NG_PER_ML)),
            notes=routes_notes(lines),
            pointer=self._guess.name,
        )

    def _norketamine(self, values: Values) -> Screen:
        has = self._controls
        rate = values[has.rate]
        verdict = check_rate(rate)
        if verdict.level != "in_range":
            return refused(verdict.message)
        weight_kg = FICTIONAL_PATIENTS[values[has.patient]].weight_kg
        plan = constant_regimen(rate, weight_kg, 24.0 * DAYS)
        line = Line("S-ketamine", plan_course(plan, NORKETAMINE_MODEL, "healthy", END_H))
        table = routes_table((line,), True, True)
        level = line.course.peak[0]
        nk = line.course.typical().norketamine_ng_per_ml.max()
        return Screen(
            f"S-ketamine {format_number(rate)} mg/kg/h: highest {level_text(level)} ng/mL, "
            f"S-norketamine {level_text(nk)} ng/mL (Otto 2021).",
            alt=routes_alt((line,), table, True),
            picture=routes_picture((line,), True, norketamine=True),
            readouts=norketamine_readouts(line),
            table=table,
            notes=routes_notes((line,), True),
            message=Message(
                "caution",
                "A model of S-ketamine in healthy volunteers: dose and levels are not those of "
                "the racemate on the other views.",
            ),
        )
