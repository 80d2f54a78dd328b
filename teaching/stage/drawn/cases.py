"""A case on screens: its stem, what may be asked, one decision at a time, and how it ends."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from page.html import joined, markup
from teaching.ideas import listed_apart, sentences
from teaching.plan import DEALT, Step
from teaching.stage.drawn.case_layers import (
    LOCAL_OWN_VIEW,
    key_layers,
    option_layers,
    press_layers,
)
from teaching.stage.drawn.material import Material
from teaching.stage.drawn.questions import said_apart
from teaching.stage.drawn.screens import (
    LINES_PER_SCREEN,
    layer,
    lines_of,
    list_html,
    paragraphs_html,
    screen,
)
from teaching.stage.single import case_number
from widgets.controls.cases.activities import explorer_for
from widgets.model.cases import Case, Turn
from widgets.model.cases.walk import Walk, onward, start
from widgets.view.cases.case import DEBRIEF, case_name
from widgets.view.cases.debrief import asks_told, twins_passage
from widgets.view.cases.on_the_way import answer_words, ask_label, state_line
from widgets.view.safety.watch import shows_dose, watch_for

__all__ = ["LOCAL_OWN_VIEW", "UnknownDecision", "case_screens", "debrief_screens"]

WHAT_WOULD_YOU_ASK = "What would you ask?"
HOW_IT_ENDS = "How does it end?"


class UnknownDecision(ValueError):
    """A step names a decision that its case does not have."""


def case_screens(
    step: Step, course: Material, asked: Collection[str] = (), round_: str = "before"
) -> list[dict[str, Any]]:
    """The stem of a case, or the decision of it that a step names, after what may be asked.

    asked: the polls of the session so far, and `asks_of` each case that was asked about. Of what
    chance deals all are there: `teaching.stage.show` deals them, for each session in its order.
    """
    case = course.cases[step.case]
    if not step.decision:
        return [_stem(step, case, course)]
    drawn = [turn.id for turn in case.turns if turn.drawn]
    there = [turn.id for turn in case.turns] + ([DEALT] if drawn else [])
    if step.decision not in there:
        raise UnknownDecision(
            f"{step.id}: decision must be one of {', '.join(there)} in {case.id}, "
            f"got {step.decision!r}"
        )
    names = drawn if step.decision == DEALT else [step.decision]
    made = list(_asks(step, case, course, names[0])) if asks_of(case) not in asked else []
    for name in names:
        about = {"hand": case.id, "deals": case.deals or len(drawn), "card": name}
        shown = _decision(step, case, at_turn(case, name), course, asked, round_)
        made += [{**each, **about} for each in shown] if step.decision == DEALT else shown
    return made


def asks_of(case: Case) -> str:
    """What stands for the questions of a case among what a room was asked."""
    return f"{case.id}/asks"


def at_turn(case: Case, name: str) -> Walk:
    """Where this course's way comes to a decision; what lies off it stands as at the start."""
    here = start(case)
    while here.due and here.due.id != name:
        here = onward(case, here, here.due.expert)
    if here.due:
        return here
    turn = next(each for each in case.turns if each.id == name)
    return replace(start(case), due=turn, signs=None)


def _stem(step: Step, case: Case, course: Material) -> dict[str, Any]:
    """Who it is about, and what is asked for, with nothing to reveal yet."""
    words = joined([_state(case, start(case)), paragraphs_html([case.stem])])
    return screen(step, "case", _title(case, course), words, learn=_learn(case, course))


def _state(case: Case, here: Walk):
    """How the patient is, in a line; nothing, where nobody has looked or it is off the way."""
    line = _state_words(case, here)
    return markup('<p class="state">{}</p>', line) if line else markup("")


def _state_words(case: Case, here: Walk) -> str:
    return "" if case.stack or not here.signs else state_line(case.clock, here.minutes, here.signs)


def _asks(step: Step, case: Case, course: Material, first: str) -> Iterator[dict[str, Any]]:
    """What may be asked before a decision, each with its answer behind a reveal of its own."""
    ids = [turn.id for turn in case.turns]
    before = ids.index(case.asks_before) if case.asks_before else 0
    if not case.asks or ids.index(first) < before:
        return
    words = f"You may ask {case.asks_allowed} of these {len(case.asks)}. Then you decide."
    about: dict[str, Any] = {
        "options": [{"id": e.id, "text": ask_label(e), "figure": ""} for e in case.asks],
        "in_order": True,
        "asks_of": asks_of(case),
        "where": _title(case, course),
        "learn": _learn(case, course),
    }
    layers = [
        each
        for ask in case.asks
        for each in said_apart("option", [answer_words(ask)], option=ask.id)
    ]
    asked = screen(step, "asks", WHAT_WOULD_YOU_ASK, paragraphs_html([words]), **about)
    yield {**asked, "told": {"layers": layers}}


def debrief_screens(step: Step, course: Material) -> list[dict[str, Any]]:
    """How a case ends, and what everybody says of it, with trap and debrief behind a reveal."""
    told: list[dict[str, Any]] = []
    made = []
    if step.case:
        case = course.cases[step.case]
        made += _endings(step, case, course)
        for heading, words in (("The trap", case.trap), ("Debrief", case.debrief)):
            told += said_apart("why", [words], heading=heading)
        told += _turning(case)
        if case.models:
            for page in listed_apart(case.models):
                told.append(_headed("What could be said at the bedside", page))
    lines = list_html(re.sub(r"^\d+\. ", "", label) for _, label, _ in DEBRIEF)
    title = f"{course.mark(step.case)}{step.title}"
    return [*made, screen(step, "debrief", title, lines, told={"layers": told})]


def _turning(case: Case) -> list[dict[str, Any]]:
    """What could have turned the step: the questions that could, and who differs in one thing."""
    turning, twins = asks_told(case, case.asks), twins_passage(case)
    layers: list[dict[str, Any]] = []
    if turning:
        lines = turning.paragraphs[2:]  # before these it counts what a learner alone has asked
        layers += [_headed(turning.heading, page) for page in listed_apart(lines)]
    if twins:
        layers += [_headed(twins.heading, page) for page in listed_apart(twins.paragraphs)]
    return layers


def _headed(heading: str, points: Collection[str]) -> dict[str, Any]:
    return layer("why", joined([markup("<h2>{}</h2>", heading), list_html(points)]))


def _endings(step: Step, case: Case, course: Material) -> list[dict[str, Any]]:
    """How it ends on this course's way, and how else it can, each behind a reveal."""
    here = start(case)
    while here.due:
        here = onward(case, here, here.due.expert)
    if not here.ending:
        return []
    whose = "your department" if course.mark(case.id) else "this course"
    heading = f"After what {whose} would do"
    ours = said_apart("why", [here.ending.happens], heading=heading)
    others = [
        each
        for ending in case.endings
        if ending.id != here.ending.id
        for each in said_apart("why", [ending.happens], heading="It may also end so")
    ]
    where = {"where": _title(case, course)}
    return [screen(step, "debrief", HOW_IT_ENDS, told={"layers": [*ours, *others]}, **where)]


def _title(case: Case, course: Material) -> str:
    mark = course.mark(case.id)
    return f"{mark}{case.title}" if mark else f"{case_name(case)}: {case.title}"


def _learn(case: Case, course: Material) -> str:
    """Where a learner plays it, from the address of the course; "" for what no lesson has."""
    if course.mark(case.id):
        return ""
    return f"voila/render/12_cases.ipynb#case={case_number(case.id)}"


def _decision(
    step: Step, case: Case, here: Walk, course: Material, asked: Collection[str], round_: str
) -> list[dict[str, Any]]:
    """A decision where this course's way comes to it, after the pump that it is about."""
    turn = here.due
    assert turn is not None
    is_local = bool(course.mark(case.id))
    layers = key_layers(case, turn, is_local)
    for each in turn.options:
        if not each.expert:
            layers += option_layers(case, turn, each, is_local)
    layers += press_layers(turn, is_local)
    said = [turn.ask, *(text for o in turn.options for text in (o.text, o.happens, o.because))]
    layers += _watch(case, said)
    about = {"learn": _learn(case, course), "where": _title(case, course)}
    known = markup(
        '<p class="known">{}</p>', known_by_now(case, turn, asked, _state_words(case, here))
    )
    question = screen(
        step,
        "question",
        turn.ask,
        joined([_state(case, here), known]),
        options=[{"id": each.id, "text": each.text, "figure": ""} for each in turn.options],
        in_order=case.stack,
        poll=f"{case.id}/{turn.id}",
        round=round_,
        told={"layers": layers},
        **about,
    )
    return [*_pumps(step, turn, about), question]


def _pumps(step: Step, turn: Turn, about: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The pump that a decision is about, as the drill of the lesson shows it: order, pump, line."""
    for lab in turn.before:
        if lab.kind == "drill":
            drill = explorer_for(lab, None)
            lines = (
                markup("<b>{}.</b> {}", each.heading, " ".join(map(_ended, each.paragraphs)))
                for each in drill.visit().screen.lead
            )
            title = "Is anything wrong here?"
            yield screen(step, "stem", title, list_html(lines), **about)


def _ended(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def known_by_now(case: Case, turn: Turn, asked: Collection[str], state: str = "") -> str:
    """What is known of the patient at a decision: the story where there is room for it.

    Else who it is, and what the room has decided so far; `asked` are the polls before this one.
    """
    told = [case.stem, turn.ask, *([state] if state else []), *(e.text for e in turn.options)]
    if lines_of(told) <= LINES_PER_SCREEN + 2:  # the story stands in small type
        return case.stem
    who = sentences(case.stem)[0]
    before = case.turns[: case.turns.index(next(t for t in case.turns if t.id == turn.id))]
    so_far = [
        each.expert.text.rstrip(".")
        for each in before
        if each.is_gate and not each.drawn and f"{case.id}/{each.id}" in asked
    ]
    return f"{who} Decided so far: {'; '.join(so_far)}." if so_far else who


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
