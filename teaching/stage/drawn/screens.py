"""What a screen of a session is made of, as plain data.

A screen's own words, `html` and `options`, are open to the room. Everything under `told` waits for
a reveal or is for the teacher alone; it is sent apart and never stands in the page before.
"""

import math
from collections.abc import Iterable
from typing import Any

from page.html import Markup, markup, repeated
from teaching.plan import Step

# At the smallest type, in the narrowest of the three sizes, see stage.css.
LETTERS_PER_LINE = 72
LINES_PER_SCREEN = 13


def screen(step: Step, kind: str, title: str, html: object = "", **more: Any) -> dict[str, Any]:
    """One screen of a step: its heading, the HTML below it, and what else its kind has."""
    return {
        "kind": kind,
        "step": step.id,
        "where": step.title,
        "title": title,
        "html": str(html),
        "options": [],
        "poll": "",
        "round": "before",
        "learn": "",
        "told": {"layers": []},
        **more,
    }


def paragraphs_html(paragraphs: Iterable[str]) -> Markup:
    """One paragraph each."""
    return repeated("<p>{}</p>", paragraphs)


def list_html(points: Iterable[object]) -> Markup:
    """The points as a list."""
    return markup("<ul>{}</ul>", repeated("<li>{}</li>", points))


def layer(kind: str, html: object, **more: Any) -> dict[str, Any]:
    """One step of a reveal."""
    return {"kind": kind, "html": str(html), **more}


def lines_of(texts: Iterable[str]) -> int:
    """How many lines texts take at the smallest type, each on lines of its own."""
    return sum(math.ceil(max(len(text), 1) / LETTERS_PER_LINE) for text in texts)
