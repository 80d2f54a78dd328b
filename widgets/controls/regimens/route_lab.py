"""Routes on one axis: into a vein all day, the burst ladder under the skin, three times a day by
mouth."""

from evidence.numbers import format_number
from widgets.controls.inputs import Action, Control, Number
from widgets.controls.kinetics.lab_controls import (
    ROUTE_SCENARIO,
    WATERMARK,
    route_controls,
)
from widgets.controls.predicts import PredictsFirst
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
from widgets.view.screen import Message, Passage, Screen, refused
from widgets.view.verdict import said_of_a_level

DAYS, END_H, GUESS_TOP_NG_PER_ML = 3, 96.0, 500
WEIGHED = ("reference", "throat", "myeloma")  # in the middle, the lightest, the heaviest
# By the look it opens with: two labs of one page are not called alike.
HEADINGS = {
    "routes": "Route lab",
    "weight": "Route lab: one ladder, three weights",
    "norketamine": "Route lab: norketamine",
}


class RouteLab(PredictsFirst):
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
        self.guesses = (Number("guess", question, "ng/mL", 0, GUESS_TOP_NG_PER_ML, 5),)

    def shared(self) -> tuple[Control, ...]:
        """Everything but a prediction."""
        return self._controls.named(ROUTE_SCENARIO)

    def asks(self, values: Values) -> bool:
        """Whether a level is to be predicted: of the ladder in three weights."""
        return self.predict and values[self._controls.look] == "weight"

    def settings(self, values: Values) -> tuple[Control, ...]:
        """All that changes the levels of the ladder."""
        return self._controls.named(("model", "subcut_share", "subcut_half"))

    def after(self, values: Values) -> tuple[Control, ...]:
        """Those of what is shown."""
        has, look = self._controls, values[self._controls.look]
        if look == "norketamine":
            return has.look, has.rate, has.patient
        if look == "weight":
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

    def question(self, values: Values, said: tuple) -> Screen:
        """The ladder in the known weight, and the prediction so far."""
        lines = self._weighed(values)
        end_h = lines[0].course.plan.stops_h
        return self._asked(lines, end_h, said[0], lines[0].course.at(end_h)[1])

    def answer(self, values: Values, said: tuple | None) -> Screen:
        """What is chosen under "Show", or one sentence that says why there is none."""
        look = values[self._controls.look]
        if look == "norketamine":
            return self._norketamine(values)
        return self._weights(values, said) if look == "weight" else self._routes(values)

    def verdict(self, values: Values, said: tuple) -> Passage:
        """How far the prediction lies from the model, and what the weight does."""
        lightest = self._weighed(values)[1]
        level = lightest.course.at(lightest.course.plan.stops_h)[1]
        return said_of_a_level(
            said[0],
            level,
            GUESS_TOP_NG_PER_ML,
            miss_words(said[0], level, f"at {lightest.name}"),
            "In the model a lighter body clears less in an hour, so the same milligrams stand "
            "higher in it.",
        )

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
                return refused(verdict.message, about=has.rate.name)
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

    def _weighed(self, values: Values) -> tuple[Line, ...]:
        people = [FICTIONAL_PATIENTS[each] for each in WEIGHED]
        return tuple(
            self._line(f"{format_number(each.weight_kg)} kg", burst_regimen(each.weight_kg), values)
            for each in people
        )

    def _weights(self, values: Values, said: tuple | None) -> Screen:
        lines = self._weighed(values)
        end_h = lines[0].course.plan.stops_h
        known, lightest = (line.course.at(end_h)[1] for line in lines[:2])
        sentence = (
            f"Same milligrams, end of the ladder: {level_text(lightest)} ng/mL at "
            f"{lines[1].name}, {level_text(known)} ng/mL at {lines[0].name}."
        )
        guess = (end_h, said[0]) if said else None
        working = ("The same milligrams, step by step:", *weight_lines(lines))
        return self._shown(lines, sentence, True, guess, working)

    def _asked(self, lines, end_h: float, level: float | None, known: float) -> Screen:
        said = "No prediction is set yet"
        if level is not None:
            said = f"Your prediction for {lines[1].name}: {format_number(level)} ng/mL"
        sentence = (
            f"The ladder ends at {level_text(known)} ng/mL in {lines[0].name}. Where does it end "
            f"in {lines[1].name}? Set it, then look."
        )
        alt = (
            f"Line graph over {format_number(END_H)} hours: the ladder at {lines[0].name} ends at "
            f"{level_text(known)} ng/mL, hour {format_number(end_h)}. {said}. The other weights "
            "are hidden."
        )
        hidden = tuple(line.name for line in lines[1:])
        guess = None if level is None else (end_h, level)
        return Screen(
            sentence,
            alt=alt,
            picture=routes_picture(lines, True, hidden, guess, float(GUESS_TOP_NG_PER_ML)),
            notes=routes_notes(lines[:1]),
            pointer=self.guesses[0].name,
        )

    def _norketamine(self, values: Values) -> Screen:
        has = self._controls
        rate = values[has.rate]
        verdict = check_rate(rate)
        if verdict.level != "in_range":
            return refused(verdict.message, about=has.rate.name)
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
