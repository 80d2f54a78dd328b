"""A lesson as its parts: what stands under each heading, and what of it comes before a prediction.

Where a lesson asks for a prediction, what follows gives the answer. So the words behind the first
one are kept apart: they may be looked through for terms, and are never shown elsewhere.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape

from nbformat import NotebookNode

from teaching.known import CASE_PLAYER
from teaching.stage.single import shown_by
from theme.pages.terms import Walker

_HEADINGS = ("h1", "h2", "h3")
_BLOCKS = (*_HEADINGS, "p", "li", "div", "td", "th", "tr", "blockquote")
_UNREAD = frozenset(("details", "svg", "script", "style", "pre", "code"))
_PREDICT = "predict"
# How an explorer's stored words begin: its name, in bold, with a full stop.
_NAMED = re.compile(r"<p><strong>([^<]{3,40})\.</strong>")


@dataclass
class Section:
    """What stands under one heading; `anchor` is its place in the page, "" for the beginning.

    `words` come before the lesson's first prediction, `later` after it. `explorers` are the names
    of those in it as a learner reads them.
    """

    heading: str
    anchor: str
    words: str = ""
    later: str = ""
    explorers: list[str] = field(default_factory=list)
    has_all_cases: bool = False


def sections(notebook: NotebookNode, to_html: Callable[[NotebookNode], str]) -> list[Section]:
    """The sections of a lesson from top to bottom; `to_html` renders a Markdown cell."""
    reading = _Reading()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            reading.feed(to_html(cell))
            reading.end_cell()
        elif cell.cell_type == "code" and reading.found:
            here = reading.found[-1]
            here.explorers += [each for each in _explorers(cell) if each not in here.explorers]
            here.has_all_cases |= cell.source.strip().endswith(f"{CASE_PLAYER}()")
            # An explorer that asks by itself, or shows at once.
            reading.is_later |= "no_prediction" in cell.metadata.get("course", {})
    return reading.found


def _explorers(cell: NotebookNode) -> Iterator[str]:
    name = shown_by(cell.source)
    if not name[:1].isupper() or name == CASE_PLAYER:
        return
    for output in cell.get("outputs", ()):
        if found := _NAMED.match("".join(output.get("data", {}).get("text/html", ""))):
            yield unescape(found[1])


class _Reading(Walker):
    """Reads the cells of a lesson one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Section] = []
        self.is_later = False
        self._predict_at = 0  # how deep the prediction stands that is being read

    def handle_starttag(self, tag, attrs) -> None:
        super().handle_starttag(tag, attrs)
        told = dict(attrs)
        if tag in _HEADINGS:
            self.found.append(Section("", "" if tag == "h1" else told.get("id", "")))
        if _PREDICT in (told.get("class") or "").split() and not self._predict_at:
            self._predict_at = len(self.inside)

    def handle_endtag(self, tag) -> None:
        super().handle_endtag(tag)
        if tag in _BLOCKS:
            self._say(" ")
        if len(self.inside) < self._predict_at:
            self._predict_at, self.is_later = 0, True

    def handle_data(self, data) -> None:
        self._say(data)

    def handle_entityref(self, name) -> None:
        self._say(unescape(f"&{name};"))

    def handle_charref(self, name) -> None:
        self._say(unescape(f"&#{name};"))

    def _say(self, words: str) -> None:
        if not self.found or not _UNREAD.isdisjoint(self.inside):
            return
        here = self.found[-1]
        if not set(_HEADINGS).isdisjoint(self.inside):
            # The sign of an anchor is a link inside the heading.
            here.heading += "" if "a" in self.inside else words
        elif self.is_later:
            here.later += words
        else:
            here.words += words

    def end_cell(self) -> None:
        """Take up the next cell afresh, whatever this one left open."""
        self.reset()
        self.inside.clear()
        self._predict_at = 0
        for each in self.found:
            each.heading, each.words, each.later = (
                " ".join(text.split()) for text in (each.heading, each.words, each.later)
            )
            each.words, each.later = (f"{text} " for text in (each.words, each.later))
