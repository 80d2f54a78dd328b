"""Route and setting in, a learner's plan held against what the sources support, and the gaps."""

from widgets.model.watching import ROUTES, SETTINGS, PlanError, lines, plan_for
from widgets.view.cited import cited_passage
from widgets.view.screen import Passage, Readout, Screen, refused

from .explorer import Explorer
from .inputs import Action, Checks, Choice

ALSO = (
    ("long", "A long or repeated course"),
    ("pair", "A benzodiazepine runs or may be given beside an opioid"),
)


class MonitoringPlan(Explorer):
    """Choose route and setting, tick the lines of a plan, then see which belong, which do not, and
    what nobody gives.
    """

    def __init__(self, route: str = "subcut", setting: str = "cancer_pain"):
        plan_for(route, setting, False, False)  # refuses what is not on the lists
        self.route, self.setting = route, setting
        super().__init__(
            self._controls(route, setting, "", False),
            heading="Monitoring plan",
            watermark="A made-up adult. The list is assembled from sources; a clinician must "
            "complete it.",
        )

    def _controls(self, route, setting, also, shown):
        first = [
            Choice("route", "Route", tuple(ROUTES.items()), self.route),
            Choice("setting", "Setting", tuple(SETTINGS.items()), self.setting),
            Checks("also", "Also true", ALSO),
        ]
        if shown:
            return first
        key = f"{route}~{setting}~{also.replace(' ', '+')}"
        return [
            *first,
            Checks(
                f"guess~{key}",
                "Your plan: which lines belong here",
                tuple((line.id, line.says) for line in lines()),
            ),
            Action(f"show~{key}", "Hold it against the sources"),
        ]

    def screen(self, values: dict[str, str]) -> Screen:
        """The question first; after the learner's plan, line by line what belongs and why."""
        route, setting = values.get("route") or self.route, values.get("setting") or self.setting
        also = values.get("also", "")
        key = f"{route}~{setting}~{also.replace(' ', '+')}"
        shown = values.get(f"show~{key}") == "yes"
        controls = tuple(self._controls(route, setting, also, shown))
        try:
            plan = plan_for(route, setting, "long" in also.split(), "pair" in also.split())
        except PlanError as problem:
            said = refused(str(problem))
            return Screen(
                said.sentence,
                message=said.message,
                controls=tuple(self._controls(route, setting, also, True)),
            )
        if not shown:
            return Screen(
                f"{ROUTES[route]}: tick the lines of a plan, then hold it against the sources.",
                controls=controls,
            )
        guess = set(values.get(f"guess~{key}", "").split())
        missed = [line for line in plan.due if line.id not in guess]
        extra = [line for line in plan.not_due if line.id in guess]
        passages = [
            cited_passage(f"Missing from yours: {line.says}", (line.why,), line.source, "bad")
            for line in missed
        ]
        passages += [
            cited_passage(f"Not for this plan: {line.says}", (line.why,), line.source, "caution")
            for line in extra
        ]
        passages += [
            cited_passage(f"Right: {line.says}", (line.why,), line.source, "good")
            for line in plan.due
            if line.id in guess
        ]
        passages += [
            cited_passage(f"A gap: {gap.says}", (gap.why,), gap.source, "caution")
            for gap in plan.gaps
        ]
        passages.append(
            Passage(
                "Before the first dose", ("Write down who looks, how often, and whom to call.",)
            )
        )
        readouts = (
            Readout(
                "Lines that belong", str(len(plan.due)), f"{len(plan.due) - len(missed)} in yours"
            ),
            Readout("Lines too many", str(len(extra)), "they belong to another route or setting"),
            Readout("Gaps", str(len(plan.gaps)), "what no source here gives"),
        )
        sentence = (
            f"{len(plan.due) - len(missed)} of {len(plan.due)} lines found, {len(extra)} "
            f"too many, {len(plan.gaps)} left open by every source."
        )
        return Screen(sentence, readouts=readouts, passages=tuple(passages), controls=controls)
