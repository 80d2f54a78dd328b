"""The pathway in words: as a list for whoever cannot see the figure, and as its alt text."""

from page.html import Markup, joined, markup, repeated
from teaching.pathway.stages import Stage, pathway, pathway_notes


def pathway_alt() -> str:
    """What the figure shows, in a few sentences; the list says the rest."""
    *ladder, gate, trial = pathway()
    first = ", then ".join(each.title.lower() for each in ladder)
    asked = "; ".join(
        f"{group.heading[0].lower()}{group.heading[1:]}" for group in gate.groups if group.step
    )
    return (
        f"Five boxes joined by arrows. First {first}. Before a trial: {asked}. {gate.leads} "
        "Only where all of it is met does a trial follow, with a plan before its first dose, and "
        f"with what ends it. {trial.groups[1].points[-1].words}"
    )


def pathway_list() -> Markup:
    """The whole figure as a numbered list in HTML."""
    notes = repeated("<p>{}</p>", pathway_notes())
    return markup("<ol>{}</ol>{}", joined(map(_stage, pathway())), notes)


def _stage(stage: Stage) -> Markup:
    groups = joined(
        markup(
            "<p>{}:</p><ul>{}</ul>",
            group.heading,
            repeated("<li>{}</li>", [point.words for point in group.points]),
        )
        for group in stage.groups
    )
    leads = markup("<p>{}</p>", stage.leads) if stage.leads else ""
    return markup("<li><p><strong>{}</strong></p>{}{}</li>", stage.title, groups, leads)
