"""A question of the bank on screens: its stem, its options, and what is told layer by layer."""

from collections.abc import Iterable
from typing import Any

import evidence
from page.html import Markup, joined, made_here, markup
from quizzes.engine import Backing, Item, answer_key, public_view
from quizzes.engine.items import Extended, body_of
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
    learn = "" if is_local else f"voila/render/{item.lesson}.ipynb#{item.id}"
    where = f"{'Local: ' if is_local else ''}{step.title}"
    if "stems" in view:
        return _list_screens(step, item, stem, {"learn": learn, "where": where})
    options = view.get("options", [])
    asked = [view["lead_in"], *(option["text"] for option in options)]
    is_drawn = any("figure" in option for option in options)
    beside = _beside(view)
    is_long = is_drawn or lines_of([*stem, *beside, *asked]) + len(asked) > LINES_PER_SCREEN
    about = {"poll": item.id, "round": round_, "learn": learn, "where": where}
    told = {"layers": [] if step.on_paper else _layers(item, options)}
    words = paragraphs_html(stem)
    screens = []
    if stem and is_long:
        title = case["title"] or "First read this"
        screens.append(screen(step, "stem", title, words, learn=learn, where=where))
        words = NOTHING
    if "picture" in view:
        picture = _picture(view)
        screens.append(screen(step, "stem", "Look at this", picture, learn=learn, where=where))
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
    step: Step, item: Item, stem: list[str], about: dict[str, str]
) -> list[dict[str, Any]]:
    """One list for several people: each has a screen and hands of his own, below the same list."""
    view = public_view(item)
    shown = [{**each, "figure": ""} for each in view["answers"]]
    made = [screen(step, "stem", view["lead_in"], paragraphs_html(stem), **about)]
    key = answer_key(item)
    for part, asked in zip(body_of(item, Extended).parts, view["stems"], strict=True):
        backing = [part.backing] if asked is not view["stems"][-1] else [part.backing, _own(item)]
        why = [part.feedback, *(key.why if len(backing) > 1 else ())]
        rests = [rests_on(facts=each.facts, sources=each.sources) for each in backing]
        layers = [layer("key", "", right=[part.key])]
        layers += said_apart("why", why, joined(rests), right=[part.key])
        made.append(
            screen(
                step,
                "question",
                view["lead_in"],
                paragraphs_html([asked["text"]]),
                options=shown,
                told={"layers": [] if step.on_paper else layers},
                poll=f"{item.id}.{part.id}",
                in_order=True,
                **about,
            )
        )
    return made


def _own(item: Item) -> Backing:
    return Backing(sources=item.sources, facts=item.facts)


def _layers(item: Item, options: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The key, why, and why not the others: none says again what stood there before."""
    key = answer_key(item)
    reasons = {option["id"]: each for option, each in zip(options, key.options, strict=False)}
    right = [id_ for id_, each in reasons.items() if each.correct]
    layers = [layer("key", "" if right else markup("<p>{}</p>", key.key), right=right)]
    if item.type == "shift":  # the screen says already that there is none
        layers = []
    rests = rests_on(item.claims, item.facts, item.sources)
    if len(right) == 1:
        layers += said_apart("why", [*key.why, reasons[right[0]].reason], rests, right=right)
    else:  # several, each with its own reason
        for id_ in right:
            layers += said_apart("why", [reasons[id_].reason], right=[id_])
        layers += said_apart("why", key.why, rests)
    for id_, each in reasons.items():
        if each.reason and not each.correct:  # of some nobody has a key
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
