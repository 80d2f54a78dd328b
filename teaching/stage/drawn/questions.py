"""A question of the bank on screens: its stem, its options, and what is told layer by layer."""

from collections.abc import Iterable
from typing import Any

import evidence
from page.html import Markup, joined, markup
from quizzes.engine import Item, answer_key, public_view
from quizzes.engine.on_paper import to_place
from teaching.ideas import told_apart
from teaching.plan import Step
from teaching.stage.drawn.screens import (
    LINES_PER_SCREEN,
    layer,
    lines_of,
    paragraphs_html,
    screen,
)

NOTHING = markup("")
NOT_THIS = "Not this one."
PICTURES_PER_SCREEN = 2  # so many stand side by side, with letters that a room can read


def question_screens(
    step: Step, item: Item, round_: str = "before", is_local: bool = False
) -> list[dict[str, Any]]:
    """The screens of a question: one, or its stem apart where both do not fit one."""
    view = public_view(item)
    case = view.get("case", {"title": "", "text": []})
    stem = [*case["text"], *view["vignette"]]
    options = view.get("options", [])
    asked = [view["lead_in"], *(option["text"] for option in options)]
    is_drawn = any("figure" in option for option in options)
    is_long = is_drawn or lines_of([*stem, *asked]) + len(asked) > LINES_PER_SCREEN
    learn = "" if is_local else f"voila/render/{item.lesson}.ipynb#{item.id}"
    where = f"{'Local: ' if is_local else ''}{step.title}"
    about = {"poll": item.id, "round": round_, "learn": learn, "where": where}
    told = {"layers": [] if step.on_paper else _layers(item, options)}
    words = paragraphs_html(stem)
    screens = []
    if stem and is_long:
        title = case["title"] or "First read this"
        screens.append(screen(step, "stem", title, words, learn=learn, where=where))
        words = NOTHING
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
    """The key, why, and why not the others: none says again what stood there before."""
    key = answer_key(item)
    reasons = {option["id"]: each for option, each in zip(options, key.options, strict=False)}
    right = [id_ for id_, each in reasons.items() if each.correct]
    layers = [layer("key", "" if right else markup("<p>{}</p>", key.key), right=right)]
    rests = rests_on(item.claims, item.facts, item.sources)
    if len(right) == 1:
        layers += said_apart("why", [*key.why, reasons[right[0]].reason], rests, right=right)
    else:  # several, each with its own reason
        for id_ in right:
            layers += said_apart("why", [reasons[id_].reason], right=[id_])
        layers += said_apart("why", key.why, rests)
    for id_, each in reasons.items():
        if not each.correct:
            layers += said_apart("option", [each.reason], verdict=NOT_THIS, option=id_)
    return layers


def said_apart(
    kind: str,
    texts: Iterable[str],
    rests: Markup = NOTHING,
    verdict: str = "",
    heading: str = "",
    **more: Any,
) -> list[dict[str, Any]]:
    """Layers of one idea each; `verdict` stands before the first, what it rests on under the last.

    rests: a paragraph. heading: above each of them. more: as `layer` takes it.
    """
    pages = told_apart(filter(None, texts))
    above = markup("<h2>{}</h2>", heading) if heading else NOTHING
    layers = []
    for number, page in enumerate(pages):
        lead = markup('<p class="not">{}</p>', verdict) if verdict and not number else NOTHING
        foot = rests if number == len(pages) - 1 else NOTHING
        layers.append(layer(kind, joined([above, lead, paragraphs_html(page), foot]), **more))
    return layers


def rests_on(claims: Iterable[str] = (), facts: Iterable[str] = (), sources: Iterable[str] = ()):
    """Where a statement comes from and how sure we are, in a line; `claims` and `facts` are ids."""
    known = evidence.load()
    chips = [evidence.chip(evidence.find(each)) for each in (*claims, *facts)]
    labels = [f"{chip.label} ({chip.status_words})" for chip in chips]
    covered = {source.id for chip in chips for source in chip.sources}
    labels += [known.sources[each].short for each in sources if each not in covered]
    named = "; ".join(dict.fromkeys(labels))
    return markup('<p class="rests">Rests on: {}.</p>', named) if named else NOTHING
