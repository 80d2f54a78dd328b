"""What a learner may look at again: questions that were missed or flagged, each with the way to it
and to its paragraph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from quizzes.engine import Bank, GradedAnswer, Item, Replay, fill, variant
from quizzes.engine.headings import FORM_WORDS
from quizzes.engine.log.times import reckon

NOTEBOOKS = Path(__file__).resolve().parents[2] / "lessons"
_ID_AT_MOST = 64
STORY_AT_MOST = 80  # characters
SAFE_IN_ANCHOR = "?/:@!$&'()*+,;="  # as Jupyter makes the anchor of a heading


@cache
def lesson_title(name: str) -> str:
    """The title that the lesson's notebook gives itself; the name in words where there is none."""
    try:
        notebook = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
        return str(notebook["metadata"]["course"]["title"])
    except (OSError, ValueError, LookupError, TypeError):
        return name[3:].replace("_", " ").capitalize()


def anchor(heading: str) -> str:
    """The id that a page, and JupyterLab, gives to a heading, as it stands in an address."""
    return quote(heading.replace(" ", "-"), safe=SAFE_IN_ANCHOR)


def paragraph(item: Item, bank: Bank) -> dict[str, str] | None:
    """Where the course teaches what a question asks: the link, and its words; None for a form,
    whose questions belong to no lesson."""
    if item.lesson in FORM_WORDS:
        return None
    read = bank.paragraph(item)
    title = lesson_title(read.lesson)
    if not read.heading:
        return {"link": f"{read.lesson}.ipynb", "words": title}
    link = f"{read.lesson}.ipynb#{anchor(read.heading)}"
    return {"link": link, "words": f"{title}: {read.heading}"}


def _asked(item: Item, seed: int | None) -> str:
    """What a question asks, with the first words of its story: many ask “What do you do?”."""
    values = variant(item, seed).values
    story = " ".join(fill(item.vignette, values).split())
    cut = story.rfind(" ", 0, STORY_AT_MOST) if len(story) > STORY_AT_MOST else len(story)
    return f"{story[:cut]}{'' if cut == len(story) else ' …'} {fill(item.lead_in, values)}"


def _row(item: Item, bank: Bank, seed: int | None) -> dict[str, Any]:
    has_page = item.place != "review" and item.lesson not in FORM_WORDS
    return {
        "item": item.id,
        "asked": _asked(item, seed),
        "lesson": bank.paragraph(item).lesson if item.place == "review" else item.lesson,
        "objective": item.objective,
        "link": f"{item.lesson}.ipynb#{item.id}" if has_page else "",
        "read": paragraph(item, bank),
    }


def _went(item: Item, latest: GradedAnswer) -> str:
    """How the last answer went, where there is something to look at again; "" if all was well."""
    if latest.correct:
        return "a guess that came out right" if latest.certainty == 1 else ""
    if latest.score > 0:
        return "partly right"
    several = item.type in ("multi", "match", "order", "cloze")
    words = "not all of it right" if several else "not right"
    return f"{words}, and you were sure" if latest.certainty == 3 else words


def missed_rows(past: Replay, bank: Bank) -> list[dict[str, Any]]:
    """The questions of lessons and review that went wrong or were guessed at the last try, those
    of which the learner was sure first."""
    found = [
        (state.latest.certainty != 3, item.lesson, _row(item, bank, state.latest.answer.seed), went)
        for item in bank.items
        if item.counts
        and item.lesson not in FORM_WORDS
        and (state := past.items.get(item.id)) is not None
        and (went := _went(item, state.latest))
    ]
    found.sort(key=lambda each: each[:2])
    return [row | {"went": went} for *_, row, went in found]


def _flag(event: Any) -> tuple[str, bool] | None:
    """The question that an event of the log flags, or no longer flags."""
    if not isinstance(event, Mapping) or event.get("event") != "flag":
        return None
    item, on = event.get("item"), event.get("on")
    good = isinstance(item, str) and 0 < len(item) <= _ID_AT_MOST and isinstance(on, bool)
    return (str(item), bool(on)) if good else None


def flagged(events: Iterable[Any], now: datetime) -> list[str]:
    """The questions that are flagged at an aware time, in the order in which they were."""
    events = list(events)
    rows = [
        (time.when, flag)
        for event, time in zip(events, reckon(events, now), strict=True)
        if (flag := _flag(event)) is not None
    ]
    standing: dict[str, None] = {}
    for _, (item, on) in sorted(rows, key=lambda row: row[0]):
        standing.pop(item, None)
        if on:
            standing[item] = None
    return list(standing)


def flagged_rows(events: Iterable[Any], bank: Bank, now: datetime) -> list[dict[str, Any]]:
    """The flagged questions that the course has, each with the way to it."""
    found = [bank.item(name) for name in flagged(events, now)]
    return [_row(item, bank, None) | {"went": ""} for item in found if item is not None]
