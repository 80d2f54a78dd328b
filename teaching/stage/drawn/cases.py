"""A case on screens: its stem, one decision at a time, and the debrief behind a reveal."""

import re
from typing import Any

from evidence import find
from page.html import joined, markup
from teaching.plan import Step
from teaching.stage.drawn.questions import rests_on
from teaching.stage.drawn.screens import layer, list_html, paragraphs_html, screen
from teaching.stage.single import case_number
from widgets.model.cases import Case, Turn, load_cases
from widgets.model.gate import decide
from widgets.view.cases.case import DEBRIEF, case_name
from widgets.view.cited import OWN_VIEW
from widgets.view.gate.decision import steps_in_words
from widgets.view.safety.watch import shows_dose, watch_for


class UnknownDecision(ValueError):
    """A step names a decision that its case does not have."""


def _learn(case: Case) -> str:
    """Where a learner plays it, from the address of the course."""
    return f"voila/render/12_cases.ipynb#case={case_number(case.id)}"


def case_screens(step: Step, round_: str = "before") -> list[dict[str, Any]]:
    """The stem of a case, or the decision of it that a step names."""
    case = load_cases()[step.case]
    turns = {turn.id: turn for turn in case.turns}
    if not step.decision:
        return [stem_screen(step, case)]
    if step.decision not in turns:
        raise UnknownDecision(
            f"{step.id}: decision must be one of {', '.join(turns)} in {case.id}, "
            f"got {step.decision!r}"
        )
    return [_decision(step, case, turns[step.decision], round_)]


def stem_screen(step: Step, case: Case) -> dict[str, Any]:
    """Who it is about, and what is asked for, with nothing to reveal yet."""
    title = f"{case_name(case)}: {case.title}"
    return screen(step, "case", title, paragraphs_html([case.stem]), learn=_learn(case))


def debrief_screens(step: Step) -> list[dict[str, Any]]:
    """What everybody says of it, with the case's trap and debrief behind a reveal."""
    told: list[dict[str, Any]] = []
    if step.case:
        case = load_cases()[step.case]
        told = [
            layer("why", joined([markup("<h2>The trap</h2>"), paragraphs_html([case.trap])])),
            layer("why", joined([markup("<h2>Debrief</h2>"), paragraphs_html([case.debrief])])),
        ]
    lines = list_html(re.sub(r"^\d+\. ", "", label) for _, label, _ in DEBRIEF)
    return [screen(step, "debrief", step.title, lines, told={"layers": told})]


def _decision(step: Step, case: Case, turn: Turn, round_: str) -> dict[str, Any]:
    options = [{"id": each.id, "text": each.text, "figure": ""} for each in turn.options]
    gate = (
        f"The next step, with these findings: {steps_in_words(decide(turn.findings))}."
        if turn.is_gate and not case.trial_runs
        else ""
    )
    expert = turn.expert
    layers = [
        layer("key", "", right=[expert.id]),
        layer("why", _said([expert.consequence, gate], expert.source), right=[expert.id]),
        *(
            layer("option", _said([NOT_HERE, each.consequence], each.source), option=each.id)
            for each in turn.options
            if not each.expert
        ),
        *_watch(
            case, [turn.ask, *(text for o in turn.options for text in (o.text, o.consequence))]
        ),
    ]
    return screen(
        step,
        "question",
        turn.ask,
        options=options,
        poll=f"{case.id}/{turn.id}",
        round=round_,
        learn=_learn(case),
        where=f"{case_name(case)}: {case.title}",
        told={"layers": layers},
    )


# The session goes on where a case would end for a learner alone.
NOT_HERE = "This course would not."


def _said(texts, source: str):
    """What is said, and in a line what it rests on: the whole of it stands in the lesson."""
    own = markup('<p class="rests">{}. {}</p>', *OWN_VIEW[:2])
    return joined(
        [paragraphs_html(filter(None, texts)), rests_on([source]) if find(source) else own]
    )


def _watch(case: Case, texts) -> list[dict[str, Any]]:
    """What to watch for and when to stop, last, wherever a dose stands."""
    if not shows_dose(texts):
        return []
    labs = [lab for turn in case.turns for lab in (*turn.before, *turn.after)]
    return watch_layers("oral" if any(lab.sum == "oral" for lab in labs) else "iv")


def watch_layers(route: str) -> list[dict[str, Any]]:
    """The two blocks that go with a dose, one a screen."""
    return [
        layer(
            "watch",
            joined(
                [
                    markup("<h2>{}</h2>", block["heading"]),
                    list_html(point["text"] for point in block["points"]),
                ]
            ),
        )
        for block in watch_for(route)
    ]
