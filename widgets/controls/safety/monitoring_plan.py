"""Route and setting in, a learner's plan held against what the sources support, and the gaps."""

from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Checks, Choice, Control
from widgets.controls.steps import Steps
from widgets.controls.values import Values
from widgets.model.safety.interactions import all_interactions
from widgets.model.safety.monitoring import ROUTE_WORDS, SETTING_WORDS, lines, monitoring_for
from widgets.view.safety.monitoring import held_passage, plan_passages, plan_readouts, plan_sentence
from widgets.view.screen import Message, Screen

ALSO = (
    ("long", "A long or repeated course"),
    ("benzodiazepine", "A benzodiazepine runs or may be given"),
    ("without_opioid", "No opioid runs"),
)


class MonitoringPlan(Explorer):
    """Choose route and setting, tick the lines of a plan, then see which belong, which do not, and
    what nobody gives.
    """

    heading = "Monitoring plan"
    watermark = "A made-up adult. The list is assembled from sources; a clinician must complete it."
    also = Checks("also", "Also true", ALSO)

    def __init__(self, route: str = "subcut", setting: str = "cancer_pain"):
        monitoring_for(route, setting, False, False)  # refuses what is not on the lists
        all_interactions()  # what is left out is said before there is a plan to judge
        self.route = Choice("route", "Route", tuple(ROUTE_WORDS.items()), route)
        self.setting = Choice("setting", "Setting", tuple(SETTING_WORDS.items()), setting)
        says = tuple((line.id, line.says) for line in lines())
        # One control for every route and setting, so that no tick is lost.
        self.guess = Checks("guess", "Your plan: which lines belong here", says)

    def answered(self, values: Values) -> dict[str, str]:
        """The plan as the sources have it."""
        show, due = self._show(values), self._plan(values).due
        ticked = " ".join(line.id for line in due)
        return {Steps(values).now.of(self.guess).name: ticked, show.name: show.press}

    def _plan(self, values: Values):
        also = values[self.also]
        return monitoring_for(
            values[self.route],
            values[self.setting],
            "long" in also,
            "benzodiazepine" in also,
            opioid="without_opioid" not in also,
        )

    def _show(self, values: Values) -> Action:
        # First letters: what a press carries has a limit, and all three may be ticked.
        letters = sorted(each[0] for each in values[self.also])
        which = " ".join((values[self.route], values[self.setting], *letters))
        show = Action("show", "Compare it with the sources", press=which, again=True)
        return Steps(values).now.of(show)

    def controls(self, values: Values) -> tuple[Control, ...]:
        """Route and setting; the plan's lines, until it is held against the sources."""
        first = (self.route, self.setting, self.also)
        try:
            self._plan(values)
        except ValueError:  # of this route and setting there is nothing to show
            return first
        steps, show = Steps(values), self._show(values)
        if values[show] and self._ticked(values):
            return *first, steps.begin_again("Try again")
        return *first, steps.now.of(self.guess), show

    def _ticked(self, values: Values) -> tuple[str, ...]:
        return Steps(values).now.answer(self.guess)

    def screen(self, values: Values) -> Screen:
        """The question first; after the learner's plan, line by line what belongs and why."""
        route, setting, plan = values[self.route], values[self.setting], self._plan(values)
        pressed, guess = values[self._show(values)], set(self._ticked(values))
        if not pressed or not guess:
            return Screen(
                f"{ROUTE_WORDS[route]}: tick the lines of a plan, then compare it with the "
                "sources.",
                message=Message("note", "Tick at least one line first.") if pressed else None,
            )
        return Screen(
            plan_sentence(route, setting, plan),
            lead=(held_passage(plan, guess),),
            readouts=plan_readouts(plan, guess),
            passages=plan_passages(plan, guess, route),
        )
