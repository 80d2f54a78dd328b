"""The key of a question in words, for paper and still pages: what is right, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .grading import grade
from .items.records import WITHOUT_KEY, Item
from .items.variants import numerics, show, variant
from .items.ward_content import Extended, OrderLine, WriteOrder
from .learner_view import paragraphs, public_view

NO_KEY = "There is no right answer here."


@dataclass(frozen=True, slots=True)
class KeyOption:
    """One of the options to choose from: whether it is right, and the reason."""

    text: str
    correct: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """What is asked of the first variant of a question, its key, and the paragraphs of why.

    `options` are those of a question that is answered by choosing among them, else none. `lines`
    are the vignettes of one list, the lines of an order or the rows of a rubric, each with its
    answer and the reason.
    """

    asked: str
    key: str
    why: tuple[str, ...]
    options: tuple[KeyOption, ...] = ()
    lines: tuple[KeyOption, ...] = ()


def answer_key(item: Item) -> AnswerKey:
    """The key of `item` as the grader says it; ValueError if it cannot be made to say it."""
    view = public_view(item)
    result = grade(item, _right_lines(item) or _any_answer(view))
    if result.state != "answered":
        raise ValueError(f"the key of {item.id} cannot be told: {result.feedback.sentence}")
    given = result.feedback
    key = given.key if given.key or item.type not in WITHOUT_KEY else NO_KEY
    words = {each["id"]: each.get("alt", each["text"]) for each in view.get("options", ())}
    options = tuple(
        KeyOption(words[each.id], each.correct, each.reason)
        for each in given.options
        if each.id in words
    )
    in_lines = given.options if {"stems", "lines", "rubric"} & set(view) else ()
    lines = tuple(KeyOption(each.text, each.correct, each.reason) for each in in_lines)
    sought = [each.text.rstrip(".") for each in lines] if "rubric" in view else []
    look_for = [f"What to look for: {'; '.join(sought)}."] if sought else []
    why = (*look_for, *paragraphs(given.explanation))
    return AnswerKey(view["lead_in"], key, why, options, lines)


def _right_lines(item: Item) -> list[str]:
    """The right answer to a list of vignettes or an order, so that nothing is said of slips."""
    body = item.body
    if isinstance(body, Extended):
        return [f"{part.id}:{part.key}" for part in body.parts]
    if not isinstance(body, WriteOrder):
        return []
    keys = {where: own.values["key"] for where, _, own in numerics(item, variant(item))}
    return [f"{line.id}:{_right_line(line, keys)}" for line in body.fields]


def _right_line(line: OrderLine, keys: Mapping[str, float]) -> str:
    if line.numeric is None:
        return next(choice.id for choice in line.choices if choice.correct)
    return show(keys[f"fields {line.id}: numeric"], line.numeric.show_decimals)


def _any_answer(view: dict[str, Any]) -> Any:
    """Something that can be graded, right or wrong: the grader tells the key of either."""
    if "levels" in view:
        return view["levels"][0]["id"]
    if "options" in view:
        first = view["options"][0]["id"]
        return [first] if view["several"] else first
    if "steps" in view:
        return [step["id"] for step in view["steps"]]
    if "parts" in view:
        return [f"{part['id']}:{view['answers'][0]['id']}" for part in view["parts"]]
    if "gaps" in view:
        return [f"{gap['id']}:{gap['choices'][0]['id']}" for gap in view["gaps"]]
    if "rubric" in view:
        return [view["rubric"][-1]["id"]]
    if "units" in view:
        return {"text": "1", "unit": view["units"][0]}
    return "?a"
