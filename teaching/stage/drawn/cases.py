"""A case on screens: its stem, one decision at a time, and the debrief behind a reveal."""

import re
from collections.abc import Collection
from typing import Any

from evidence import find
from page.html import joined, markup
from teaching.ideas import listed_apart, sentences
from teaching.plan import Step
from teaching.stage.drawn.material import Material
from teaching.stage.drawn.questions import rests_on, said_apart
from teaching.stage.drawn.screens import (
    LINES_PER_SCREEN,
    layer,
    lines_of,
    list_html,
    paragraphs_html,
    screen,
)
from teaching.stage.single import case_number
from widgets.model.cases import Case, Turn
from widgets.model.gate import decide
from widgets.view.cases.case import DEBRIEF, case_name
from widgets.view.cited import OWN_VIEW
from widgets.view.gate.decision import steps_in_words
from widgets.view.safety.watch import shows_dose, watch_for

# The session goes on where a case would end for a learner alone.
NOT_HERE, NOT_THERE = "This course would not.", "Not on your ward."
LOCAL_OWN_VIEW = "Your department’s own view. It is no part of the course or of its evidence."


class UnknownDecision(ValueError):
    """A step names a decision that its case does not have."""


def case_screens(
    step: Step, course: Material, asked: Collection[str] = (), round_: str = "before"
) -> list[dict[str, Any]]:
    """The stem of a case, or the decision of it that a step names.

    asked: the polls of the session so far.
    """
    case = course.cases[step.case]
    turns = {turn.id: turn for turn in case.turns}
    if not step.decision:
        return [stem_screen(step, case, course)]
    if step.decision not in turns:
        raise UnknownDecision(
            f"{step.id}: decision must be one of {', '.join(turns)} in {case.id}, "
            f"got {step.decision!r}"
        )
    return [_decision(step, case, turns[step.decision], course, asked, round_)]


def stem_screen(step: Step, case: Case, course: Material) -> dict[str, Any]:
    """Who it is about, and what is asked for, with nothing to reveal yet."""
    words = paragraphs_html([case.stem])
    return screen(step, "case", _title(case, course), words, learn=_learn(case, course))


def debrief_screens(step: Step, course: Material) -> list[dict[str, Any]]:
    """What everybody says of it, with the case's trap and debrief behind a reveal."""
    told: list[dict[str, Any]] = []
    if step.case:
        case = course.cases[step.case]
        for heading, words in (("The trap", case.trap), ("Debrief", case.debrief)):
            told += said_apart("why", [words], heading=heading)
    lines = list_html(re.sub(r"^\d+\. ", "", label) for _, label, _ in DEBRIEF)
    title = f"{course.mark(step.case)}{step.title}"
    return [screen(step, "debrief", title, lines, told={"layers": told})]


def _title(case: Case, course: Material) -> str:
    mark = course.mark(case.id)
    return f"{mark}{case.title}" if mark else f"{case_name(case)}: {case.title}"


def _learn(case: Case, course: Material) -> str:
    """Where a learner plays it, from the address of the course; "" for what no lesson has."""
    if course.mark(case.id):
        return ""
    return f"voila/render/12_cases.ipynb#case={case_number(case.id)}"


def _decision(
    step: Step, case: Case, turn: Turn, course: Material, asked: Collection[str], round_: str
) -> dict[str, Any]:
    options = [{"id": each.id, "text": each.text, "figure": ""} for each in turn.options]
    gate = (
        f"The next step, with these findings: {steps_in_words(decide(turn.findings))}."
        if turn.is_gate and not case.trial_runs
        else ""
    )
    expert = turn.expert
    is_local = bool(course.mark(case.id))
    layers = [
        layer("key", "", right=[expert.id]),
        *said_apart(
            "why", [expert.consequence, gate], _rests(expert.source, is_local), right=[expert.id]
        ),
    ]
    for each in turn.options:
        if not each.expert:
            layers += said_apart(
                "option",
                [each.consequence],
                _rests(each.source, is_local),
                NOT_THERE if is_local else NOT_HERE,
                option=each.id,
            )
    said = [turn.ask, *(text for o in turn.options for text in (o.text, o.consequence))]
    layers += _watch(case, said)
    known = markup('<p class="known">{}</p>', known_by_now(case, turn, asked))
    return screen(
        step,
        "question",
        turn.ask,
        known,
        options=options,
        poll=f"{case.id}/{turn.id}",
        round=round_,
        learn=_learn(case, course),
        where=_title(case, course),
        told={"layers": layers},
    )


def known_by_now(case: Case, turn: Turn, asked: Collection[str]) -> str:
    """What is known of the patient at a decision: the story where there is room for it.

    Else who it is, and what the room has decided so far; `asked` are the polls before this one.
    """
    told = [case.stem, turn.ask, *(each.text for each in turn.options)]
    if lines_of(told) <= LINES_PER_SCREEN + 2:  # the story stands in small type
        return case.stem
    who = sentences(case.stem)[0]
    before = case.turns[: case.turns.index(turn)]
    so_far = [
        each.expert.text.rstrip(".")
        for each in before
        if each.is_gate and f"{case.id}/{each.id}" in asked
    ]
    return f"{who} Decided so far: {'; '.join(so_far)}." if so_far else who


def _rests(source: str, is_local: bool):
    """In a line what is said rests on: the whole of it stands in the lesson."""
    if find(source):
        return rests_on([source])
    if is_local:
        return markup('<p class="rests">{}</p>', LOCAL_OWN_VIEW)
    return markup('<p class="rests">{}. {}</p>', *OWN_VIEW[:2])


def _watch(case: Case, texts) -> list[dict[str, Any]]:
    """What to watch for and when to stop, last, wherever a dose stands."""
    if not shows_dose(texts):
        return []
    labs = [lab for turn in case.turns for lab in (*turn.before, *turn.after)]
    return watch_layers("oral" if any(lab.sum == "oral" for lab in labs) else "iv")


def watch_layers(route: str) -> list[dict[str, Any]]:
    """The two blocks that go with a dose, as many screens as their points need."""
    layers = []
    for block in watch_for(route):
        pages = listed_apart([point["text"] for point in block["points"]])
        for number, page in enumerate(pages, 1):
            place = f", {number} of {len(pages)}" if len(pages) > 1 else ""
            head = markup("<h2>{}{}</h2>", block["heading"], place)
            layers.append(layer("watch", joined([head, list_html(page)])))
    return layers
