"""What meets ketamine in the other medicines, where a dose is planned: passages and a table."""

from dataclasses import replace

from evidence import chip, load, state
from page.html import joined, table_row
from widgets.model.safety.interactions import all_interactions, interactions_for
from widgets.model.safety.monitoring import ROUTE_WORDS
from widgets.view.cited import cited_passage
from widgets.view.screen import Passage
from widgets.view.words import Words, chip_html, words_table

MEDICINES_HEADING = "Before it is given: the other medicines"
# What the studies of a route leave open: an interaction that was not measured is not a safe one.
LEFT_OPEN = {
    "oral": "By mouth, clarithromycin, grapefruit juice and ticlopidine raised the level, and "
    "rifampicin took most of it away.",
    "iv": "Clarithromycin, grapefruit juice and ticlopidine were measured by mouth only: what they "
    "do to ketamine in a vein or under the skin was not seen.",
    "subcut": "Clarithromycin, grapefruit juice, ticlopidine and rifampicin were measured by "
    "mouth, rifampicin also into a vein: what they do to ketamine under the skin was not seen.",
}


def interaction_passages(route: str) -> tuple[Passage, ...]:
    """The medicines to look for by a route, each folded with what is known and its source."""
    found = interactions_for(route)
    listed = "; ".join(_started_small(each.medicines) for each in found)
    lead = cited_passage(
        MEDICINES_HEADING,
        (f"Look for {listed}.", LEFT_OPEN[route], "Then ask a pharmacist."),
        "F-I02",
    )
    facts = load().facts
    return (
        replace(lead, tone="caution"),
        *(
            replace(
                cited_passage(each.medicines, (state(facts[each.source]),), each.source),
                folded=True,
            )
            for each in found
        ),
    )


def interactions_table() -> Words:
    """Every interaction that the course knows, with the route that it was measured by."""
    facts = load().facts
    rows = (
        table_row(
            each.medicines,
            _routes(each.routes),
            joined([state(facts[each.source]), chip_html(chip(facts[each.source]))]),
        )
        for each in all_interactions()
    )
    known = all_interactions()
    by_mouth = sum(each.routes == ("oral",) for each in known)
    sentence = (
        f"{len(known)} lines to hold a chart against; {by_mouth} of them were measured by "
        "mouth only."
    )
    return words_table(
        "What meets ketamine in the other medicines",
        ("Beside ketamine", "Route", "What is known"),
        rows,
        sentence,
    )


def _routes(routes: tuple[str, ...]) -> str:
    if len(routes) == len(ROUTE_WORDS):
        return "Any"
    return ", ".join(ROUTE_WORDS[each].lower() for each in routes).capitalize()


def _started_small(words: str) -> str:
    return words[0].lower() + words[1:]
