"""Route and setting in, a learner's plan held against what the sources support, and the gaps."""

from dataclasses import replace

from widgets.controls.explorer import Explorer
from widgets.controls.inputs import Action, Checks, Choice
from widgets.model.safety.monitoring import (
    ROUTE_WORDS,
    SETTING_WORDS,
    MonitoringError,
    lines,
    monitoring_for,
)
from widgets.view.safety.monitoring import held_passage, plan_passages, plan_readouts, plan_sentence
from widgets.view.screen import Screen, refused

ALSO = (
    ("long", "A long or repeated course"),
    ("benzodiazepine", "A benzodiazepine runs or may be given"),
    ("without_opioid", "No opioid runs"),
)


class MonitoringPlan(Explorer):
    """Choose route and setting, tick the lines of a plan, then see which belong, which do not, and
    what nobody gives.
    """

    def __init__(self, route: str = "subcut", setting: str = "cancer_pain"):
        monitoring_for(route, setting, False, False)  # refuses what is not on the lists
        self.route, self.setting = route, setting
        super().__init__(
            self._controls(route, setting, "0", f"{route}~{setting}"),
            heading="Monitoring plan",
            watermark="A made-up adult. The list is assembled from sources; a clinician must "
            "complete it.",
        )

    def _controls(self, route, setting, run, key):
        """The plan's form while `key` is still to be shown; "" where there is nothing to show.

        The ticks of a run are one control for every route and setting, so that none is lost.
        """
        first = [
            Choice("route", "Route", tuple(ROUTE_WORDS.items()), route),
            Choice("setting", "Setting", tuple(SETTING_WORDS.items()), setting),
            Checks("also", "Also true", ALSO),
        ]
        if not key:
            return first
        return [
            *first,
            Checks(
                f"guess~{run}",
                "Your plan: which lines belong here",
                tuple((line.id, line.says) for line in lines()),
            ),
            Action(f"show~{run}", "Hold it against the sources", press=key, again=True),
        ]

    def screen(self, values: dict[str, str]) -> Screen:
        """The question first; after the learner's plan, line by line what belongs and why."""
        route, setting = values.get("route") or self.route, values.get("setting") or self.setting
        also = values.get("also", "").split()
        run = values.get("again") or "0"
        try:
            plan = monitoring_for(
                route,
                setting,
                "long" in also,
                "benzodiazepine" in also,
                opioid="without_opioid" not in also,
            )
        except MonitoringError as problem:
            controls = tuple(self._controls(self.route, self.setting, run, ""))
            return replace(refused(str(problem)), controls=controls)
        # First letters: what a press carries has a limit, and all three may be ticked.
        key = "~".join((route, setting, *sorted(each[0] for each in also)))
        if values.get(f"show~{run}") != key:
            return Screen(
                f"{ROUTE_WORDS[route]}: tick the lines of a plan, then hold it against the "
                "sources.",
                controls=tuple(self._controls(self.route, self.setting, run, key)),
            )
        guess = set(values.get(f"guess~{run}", "").split())
        again = Action("again", "Try again", press=str(int(run) + 1 if run.isdigit() else 1))
        return Screen(
            plan_sentence(route, setting, plan),
            lead=(held_passage(plan, guess),),
            readouts=plan_readouts(plan, guess),
            passages=plan_passages(plan, guess, route),
            controls=(*self._controls(self.route, self.setting, run, ""), again),
        )
