"""Patients of cases that were played on an earlier day, met again."""

from datetime import date

from page.html import Markup, markup
from widgets.controls.cases.case_player import CasePlayer, visit_name
from widgets.controls.cases.play import Play
from widgets.controls.inputs import Action, Choice, Control
from widgets.controls.steps import BETWEEN
from widgets.controls.values import Values
from widgets.model.cases import Case, load_cases
from widgets.model.cases.records import LaterVisit
from widgets.view.cases.on_the_way import case_strip, visit_words
from widgets.view.screen import Screen

NOBODY_TODAY = (
    "Nobody waits for you today. A patient comes back on a later day, once the case is played."
)


class CasesAgain(CasePlayer):
    """The later visits of cases that this browser has played, from the day after on.

    It keeps what the CasePlayer of the cases keeps: the way that was gone, and what was written.
    """

    by_day = True

    def __init__(self) -> None:
        super().__init__()
        self.heading = "Patients whom you have met"
        self._met = Choice("met", "Who comes back", (), leads=True)

    def controls(self, values: Values) -> tuple[Control, ...]:
        """Who comes back today; nothing where nobody does."""
        due = _due(values)
        options = tuple((visit_name(*each), visit_words(*each)) for each in due)
        return (Choice("met", "Who comes back", options, leads=True),) if due else ()

    def answered(self, values: Values) -> dict[str, str]:
        """Nothing: who comes back depends on what was played."""
        return {}

    def at_rest(self) -> Markup:
        """Who comes back is known only where something is kept: it is said so."""
        return markup("<p><strong>{}.</strong> {}</p>", self.heading, NOBODY_TODAY)

    def onwards(self, play: Play) -> list[Action]:
        """Nowhere: the list says who else comes back."""
        return []

    def screen(self, values: Values) -> Screen:
        """The visit as far as the presses lead."""
        due = {visit_name(*each): each for each in _due(values)}
        name = values.texts.get(self._met.name, "")
        if name not in due:
            count = len(due)
            waits = "One patient comes" if count == 1 else f"{count} patients come"
            said = f"{waits} back to you today." if count else NOBODY_TODAY
            return Screen(said, controls=self.controls(values), aside=())
        case, visit = due[name]
        return self.played(Play(case, values, visit), case_strip(case, False))


def _due(values: Values) -> list[tuple[Case, LaterVisit]]:
    """The visits of cases that were played on a day before today."""
    today = date.today().isoformat()
    begun = {name.partition(BETWEEN)[0] for name in values.texts}
    days = {id_: Play(case, values).over_on for id_, case in load_cases().items() if id_ in begun}
    return [
        (load_cases()[id_], visit)
        for id_, day in days.items()
        if day and day < today
        for visit in load_cases()[id_].visits
    ]
