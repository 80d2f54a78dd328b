"""A plan as a deck: every screen of its steps in order, with what is told of each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import evidence
from page.html import markup, repeated
from page.version import course_name
from teaching.ideas import listed_apart
from teaching.plan import Plan, Step
from teaching.stage.drawn.cases import UnknownDecision, case_screens, debrief_screens
from teaching.stage.drawn.explorers import UnknownExplorer, explorer_screens, predict_screens
from teaching.stage.drawn.material import Material, material
from teaching.stage.drawn.questions import question_screens, rests_on
from teaching.stage.drawn.screens import layer, list_html, screen

Screens = list[dict[str, Any]]


class DeckError(ValueError):
    """A plan cannot be shown; says which step, and why."""


def deck_of(plan: Plan, local: Path | None = None) -> dict[str, Any]:
    """The screens of a plan as data that can be written as JSON; DeckError names plan and step.

    local: the folder of a department, for a plan that names what stands there.
    """
    course = material(local)
    title = f"{'Local: ' if is_local(plan, course) else ''}{plan.title}"
    screens = [_opening(plan, title)]
    steps = []
    for step in plan.steps:
        try:
            made = MADE[step.kind](step, screens, course)
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
        "title": title,
        "minutes": plan.minutes,
        "steps": steps,
        "screens": screens,
        "arguments": arguments,
    }


def is_local(plan: Plan, course: Material) -> bool:
    """Whether a plan is a department's, or holds a case of one."""
    return plan.is_local or any(course.mark(step.case) for step in plan.steps)


def _opening(plan: Plan, title: str) -> dict[str, Any]:
    """What the course is called; the plan's summary is the teacher's and would tell the answer."""
    step = Step("", "say", 0, "", "")
    lines = [f"{title}, {plan.minutes:g} minutes"]
    if title != plan.title:
        lines.append(OF_A_DEPARTMENT)
    made = screen(step, "opening", course_name() or plan.title, repeated("<p>{}</p>", lines))
    made["told"]["notes"] = {"say": "", "expect": [], "cut": ""}
    return made


OF_A_DEPARTMENT = "“Local” is what your department wrote: no part of the course or of its evidence."


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


def _say(step: Step, _before: Screens, _course: Material) -> Screens:
    """What it is about, with what is expected of the room behind a reveal."""
    points = [layer("why", list_html(each)) for each in listed_apart(step.expect)]
    return [screen(step, step.kind, step.title, told={"layers": points})]


def _asked(before: Screens) -> set[str]:
    """The polls so far, and which cases were asked about."""
    return {each["poll"] for each in before} | {each.get("asks_of", "") for each in before}


def _questions(step: Step, before: Screens, course: Material) -> Screens:
    """The questions of a step; hands on one that was asked before are counted beside the first."""
    asked = _asked(before)
    made = [
        each
        for name in step.questions
        for each in question_screens(
            step,
            course.questions[name],
            "after" if name in asked else "before",
            is_local=bool(course.mark(name)),
        )
    ]
    return made or _say(step, before, course)


def _talk(step: Step, before: Screens, course: Material) -> Screens:
    """The question that was asked last, for a second vote; without one, what to talk about."""
    polls = (each for each in reversed(before) if each["poll"] and "hand" not in each)
    asked = next(polls, None)
    if asked is None:
        return _say(step, before, course)
    again = {"kind": "question", "step": step.id, "where": step.title, "round": "after"}
    return [*_say(step, before, course), {**asked, **again, "told": {**asked["told"]}}]


def _case(step: Step, before: Screens, course: Material) -> Screens:
    return case_screens(step, course, _asked(before))


def _reveal(step: Step, before: Screens, course: Material) -> Screens:
    """What was asked before, with its layers: a decision, an explorer's picture, a debrief."""
    if step.explorer:
        return explorer_screens(step)
    if step.case and step.decision:
        return case_screens(step, course, _asked(before), "after")
    if step.case:
        return debrief_screens(step, course)
    return _talk(step, before, course)[-1:]


MADE: dict[str, Callable[[Step, Screens, Material], Screens]] = {
    "say": _say,
    "case": _case,
    "question": _questions,
    "predict": lambda step, _before, _course: predict_screens(step),
    "explorer": lambda step, _before, _course: explorer_screens(step),
    "reveal": _reveal,
    "talk": _talk,
    "debrief": lambda step, _before, course: debrief_screens(step, course),
    "exit": _questions,
}
