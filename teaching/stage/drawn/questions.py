"""A question of the bank on screens: its stem, its options, and what is told layer by layer."""

from collections.abc import Iterable
from typing import Any

import evidence
from page.html import joined, made_here, markup
from quizzes.engine import Backing, Item, answer_key, public_view
from quizzes.engine.items import Extended, body_of
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
    if "stems" in view:
        return _list_screens(step, item, view, stem)
    options = view.get("options", [])
    asked = [view["lead_in"], *(option["text"] for option in options)]
    is_drawn = any("figure" in option for option in options)
    beside = _beside(view)
    is_long = is_drawn or lines_of([*stem, *beside, *asked]) + len(asked) > LINES_PER_SCREEN
    learn = f"voila/render/{item.lesson}.ipynb#{item.id}"
    about = {"poll": item.id, "round": round_, "learn": learn}
    told = {"layers": [] if step.on_paper else _layers(item, options)}
    words = paragraphs_html(stem)
    screens = []
    if stem and is_long:
        screens.append(screen(step, "stem", case["title"] or "First read this", words, learn=learn))
        words = markup("")
    if "picture" in view:
        screens.append(screen(step, "stem", "Look at this", _picture(view), learn=learn))
    words = joined([words, paragraphs_html(beside)])
    shown = [
        {"id": each["id"], "text": each.get("alt", each["text"]), "figure": each.get("figure", "")}
        for each in options
    ]
    question = screen(step, "question", view["lead_in"], words, options=shown, told=told, **about)
    question["in_order"] = bool({"picture", "finding"} & set(view))
    if not is_drawn:
        return [*screens, question]
    return [*screens, {**question, "per_screen": PICTURES_PER_SCREEN}]


def _beside(view: dict[str, Any]) -> list[str]:
    """What stands between a stem and its options: how many may be right, or what there is to do."""
    several = "Several may be right." if view.get("several") and "most" not in view else ""
    policy = view["policy"] if {"most", "finding"} & set(view) else ""
    return [each for each in (view.get("finding"), several, policy, *to_place(view)) if each]


def _picture(view: dict[str, Any]):
    """A picture to search; who cannot see it has its words."""
    alt, figure = view["picture"]["alt"], made_here(view["picture"]["figure"])
    return markup('<div class="searched" role="img" aria-label="{}">{}</div>', alt, figure)


def _list_screens(
    step: Step, item: Item, view: dict[str, Any], stem: list[str]
) -> list[dict[str, Any]]:
    """One list for several people: each has a screen and hands of his own, below the same list."""
    learn = f"voila/render/{item.lesson}.ipynb#{item.id}"
    shown = [{**each, "figure": ""} for each in view["answers"]]
    made = [screen(step, "stem", view["lead_in"], paragraphs_html(stem), learn=learn)]
    key = answer_key(item)
    for part, asked in zip(body_of(item, Extended).parts, view["stems"], strict=True):
        backing = [part.backing] if asked is not view["stems"][-1] else [part.backing, _own(item)]
        why = [part.feedback, *(key.why if len(backing) > 1 else ())]
        rests = [rests_on(facts=each.facts, sources=each.sources) for each in backing]
        layers = [
            layer("key", "", right=[part.key]),
            layer("why", joined([paragraphs_html(why), *rests]), right=[part.key]),
        ]
        made.append(
            screen(
                step,
                "question",
                view["lead_in"],
                paragraphs_html([asked["text"]]),
                options=shown,
                told={"layers": [] if step.on_paper else layers},
                poll=f"{item.id}.{part.id}",
                learn=learn,
                in_order=True,
            )
        )
    return made


def _own(item: Item) -> Backing:
    return Backing(sources=item.sources, facts=item.facts)


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
        if not each.reason:  # nobody has a key for it
            continue
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
