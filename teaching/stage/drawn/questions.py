"""A question of the bank on screens: its stem, its options, and what is told layer by layer."""

from collections.abc import Iterable
from typing import Any

import evidence
from page.html import joined, markup
from quizzes.engine import Item, answer_key, public_view
from quizzes.engine.on_paper import to_place
from teaching.plan import Step
from teaching.stage.drawn.screens import (
    LINES_PER_SCREEN,
    layer,
    lines_of,
    paragraphs_html,
    screen,
)

PICTURES_PER_SCREEN = 2  # so many stand side by side, with letters that a room can read


def question_screens(step: Step, item: Item, round_: str = "before") -> list[dict[str, Any]]:
    """The screens of a question: one, or its stem apart where both do not fit one."""
    view = public_view(item)
    case = view.get("case", {"title": "", "text": []})
    stem = [*case["text"], *view["vignette"]]
    options = view.get("options", [])
    asked = [view["lead_in"], *(option["text"] for option in options)]
    is_drawn = any("figure" in option for option in options)
    is_long = is_drawn or lines_of([*stem, *asked]) + len(asked) > LINES_PER_SCREEN
    learn = f"voila/render/{item.lesson}.ipynb#{item.id}"
    about = {"poll": item.id, "round": round_, "learn": learn}
    told = {"layers": [] if step.on_paper else _layers(item, options)}
    words = paragraphs_html(stem)
    screens = []
    if stem and is_long:
        screens.append(screen(step, "stem", case["title"] or "First read this", words, learn=learn))
        words = markup("")
    several = "Several may be right." if view.get("several") else ""
    words = joined([words, paragraphs_html(filter(None, [several, *to_place(view)]))])
    shown = [
        {"id": each["id"], "text": each.get("alt", each["text"]), "figure": each.get("figure", "")}
        for each in options
    ]
    question = screen(step, "question", view["lead_in"], words, options=shown, told=told, **about)
    if not is_drawn:
        return [*screens, question]
    return [*screens, {**question, "per_screen": PICTURES_PER_SCREEN}]


def _layers(item: Item, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The key, why, and what is said of each option."""
    key = answer_key(item)
    reasons = {option["id"]: each for option, each in zip(options, key.options, strict=False)}
    right = [id_ for id_, each in reasons.items() if each.correct]
    layers = [layer("key", "" if right else markup("<p>{}</p>", key.key), right=right)]
    why = [paragraphs_html(key.why), rests_on(item.claims, item.facts, item.sources)]
    if key.why:
        layers.append(layer("why", joined(why), right=right))
    for id_, each in reasons.items():
        word = "Right." if each.correct else "Not this one."
        said = markup("<p><strong>{}</strong> {}</p>", word, each.reason)
        layers.append(layer("option", said, option=id_))
    return layers


def rests_on(claims: Iterable[str] = (), facts: Iterable[str] = (), sources: Iterable[str] = ()):
    """Where a statement comes from and how sure we are, in a line; `claims` and `facts` are ids."""
    known = evidence.load()
    chips = [evidence.chip(evidence.find(each)) for each in (*claims, *facts)]
    labels = [f"{chip.label} ({chip.status_words})" for chip in chips]
    covered = {source.id for chip in chips for source in chip.sources}
    labels += [known.sources[each].short for each in sources if each not in covered]
    named = "; ".join(dict.fromkeys(labels))
    return markup('<p class="rests">Rests on: {}.</p>', named) if named else markup("")
