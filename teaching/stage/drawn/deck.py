"""A plan as a deck: every screen of its steps in order, with what is told of each."""

from collections.abc import Callable
from typing import Any

import evidence
from page.html import markup
from page.version import course_name
from quizzes.engine import load_bank
from teaching.plan import Plan, Step
from teaching.stage.drawn.cases import (
    UnknownDecision,
    case_screens,
    debrief_screens,
)
from teaching.stage.drawn.explorers import UnknownExplorer, explorer_screens, predict_screens
from teaching.stage.drawn.questions import question_screens, rests_on
from teaching.stage.drawn.screens import layer, list_html, screen

Screens = list[dict[str, Any]]


class DeckError(ValueError):
    """A plan cannot be shown; says which step, and why."""


def deck_of(plan: Plan) -> dict[str, Any]:
    """The screens of a plan as data that can be written as JSON; DeckError names plan and step."""
    screens = [_opening(plan)]
    steps = []
    for step in plan.steps:
        try:
            made = MADE[step.kind](step, screens)
        except (UnknownDecision, UnknownExplorer) as problem:
            raise DeckError(f"{plan.id}: {problem}") from None
        except KeyError as problem:
            raise DeckError(f"{plan.id}: {step.id}: the course has no {problem}") from None
        notes = {"say": step.say, "expect": list(step.expect), "cut": step.cut}
        for each in made:
            each["told"]["notes"] = notes
        screens += made
        steps.append({"id": step.id, "title": step.title, "minutes": step.minutes})
    if plan.close:
        screens.append(_close(plan))
    arguments = [
        {"says": each.says, "reply": each.reply, "rests": str(rests_on([each.claim]))}
        for each in plan.arguments
    ]
    return {
        "plan": plan.id,
        "title": plan.title,
        "minutes": plan.minutes,
        "steps": steps,
        "screens": screens,
        "arguments": arguments,
    }


def _opening(plan: Plan) -> dict[str, Any]:
    """What the course is called; the plan's summary is the teacher's and would tell the answer."""
    step = Step("", "say", 0, "", "")
    words = markup("<p>{}, {} minutes</p>", plan.title, f"{plan.minutes:g}")
    made = screen(step, "opening", course_name() or plan.title, words)
    made["told"]["notes"] = {"say": "", "expect": [], "cut": ""}
    return made


def _close(plan: Plan) -> dict[str, Any]:
    known = evidence.load()
    if plan.close in known.claims:
        words, rests = evidence.state(known.claims[plan.close]), rests_on([plan.close])
    elif plan.close in known.objectives:
        words, rests = known.objectives[plan.close].wording, markup("")
    else:
        raise DeckError(f"{plan.id}: close must be a claim or an objective, got {plan.close!r}")
    made = screen(plan.steps[-1], "close", words, rests)
    made["told"]["notes"] = {"say": "", "expect": [], "cut": ""}
    return made


def _say(step: Step, _before: Screens) -> Screens:
    """What it is about, with what is expected of the room behind a reveal."""
    points = [layer("why", list_html(step.expect))] if step.expect else []
    return [screen(step, step.kind, step.title, told={"layers": points})]


def _questions(step: Step, before: Screens) -> Screens:
    """The questions of a step; hands on one that was asked before are counted beside the first."""
    items = {item.id: item for item in load_bank().items}
    asked = {each["poll"] for each in before}
    made = [
        each
        for name in step.questions
        for each in question_screens(step, items[name], "after" if name in asked else "before")
    ]
    return made or _say(step, before)


def _talk(step: Step, before: Screens) -> Screens:
    """The question that was asked last, for a second vote; without one, what to talk about."""
    asked = next((each for each in reversed(before) if each["poll"]), None)
    if asked is None:
        return _say(step, before)
    again = {"kind": "question", "step": step.id, "where": step.title, "round": "after"}
    return [*_say(step, before), {**asked, **again, "told": {**asked["told"]}}]


def _case(step: Step, _before: Screens) -> Screens:
    return case_screens(step)


def _reveal(step: Step, before: Screens) -> Screens:
    """What was asked before, with its layers: a decision, an explorer's picture, a debrief."""
    if step.explorer:
        return explorer_screens(step)
    if step.case and step.decision:
        return case_screens(step, "after")
    if step.case:
        return debrief_screens(step)
    return _talk(step, before)[-1:]


MADE: dict[str, Callable[[Step, Screens], Screens]] = {
    "say": _say,
    "case": _case,
    "question": _questions,
    "predict": lambda step, _before: predict_screens(step),
    "explorer": lambda step, _before: explorer_screens(step),
    "reveal": _reveal,
    "talk": _talk,
    "debrief": lambda step, _before: debrief_screens(step),
    "exit": _questions,
}
