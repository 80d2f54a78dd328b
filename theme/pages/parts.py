"""The parts of a lesson as its page lists them: the headings of its words, and their anchors."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat import NotebookNode

from quizzes.engine.minutes import begins_deeper

_HEADING = re.compile(r"^(##|###) (\S.*)$", re.M)
_ANCHOR = re.compile(r'<h[23] id="([^"]*)">(.*?)<a class="anchor-link"', re.S)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class LessonPart:
    """One part: the anchor of its heading, its words, and where it stands ("Part 2 of 7").

    `deeper`: it belongs to what goes deeper, behind the core of the lesson.
    """

    anchor: str
    words: str
    told: str
    deeper: bool


@lru_cache(maxsize=512)
def _heading(line: str) -> tuple[str, str] | None:
    """The anchor and the words of a heading, as the page's own Markdown makes them."""
    found = _ANCHOR.search(markdown2html_mistune(line))
    return (unescape(found[1]), unescape(_TAG.sub("", found[2])).strip()) if found else None


def parts_of(cells: Iterable[NotebookNode]) -> tuple[LessonPart, ...]:
    """The parts of a lesson in their order: those of the core, then those that go deeper."""
    core: list[tuple[str, str]] = []
    deeper: list[tuple[str, str]] = []
    begun = False
    for cell in cells:
        if cell.cell_type != "markdown":
            continue
        begun = begun or begins_deeper(cell)
        for mark, words in _HEADING.findall(cell.source):
            named = _heading(f"{mark} {words}")
            if named and (begun or mark == "##"):
                (deeper if begun else core).append(named)
    return (
        *(LessonPart(*each, f"Part {n} of {len(core)}", False) for n, each in enumerate(core, 1)),
        *(
            LessonPart(*each, f"Deeper, {n} of {len(deeper) - 1}" if n else each[1], True)
            for n, each in enumerate(deeper)
        ),
    )
