"""One idea a screen: what is said at a reveal, parted where a sentence or a point ends."""

import re
from collections.abc import Iterable, Iterator, Sequence

WORDS_PER_LAYER = 45  # what a room reads while somebody speaks
POINTS_PER_LAYER_WORDS = 65  # a list is looked over, not read
_MARKS = re.compile(r"[“”]|(?<=[.!?])\s+(?![a-z])|(?<=[.!?][”’])\s+(?![a-z])")


def sentences(text: str) -> list[str]:
    """The sentences of a text; what somebody says in quotation marks stays in one piece."""
    found, start, quoted = [], 0, 0
    for mark in _MARKS.finditer(text):
        if mark[0] == "“":
            quoted += 1
        elif mark[0] == "”":
            quoted -= 1
        elif quoted <= 0:
            found.append(text[start : mark.start()])
            start = mark.end()
    return [each for each in (*found, text[start:]) if each.strip()]


def told_apart(texts: Iterable[str], at_most: int = WORDS_PER_LAYER) -> list[list[str]]:
    """The paragraphs of each screen: whole sentences, about as many words on each.

    A sentence that is longer than `at_most` words stands alone.
    """
    parts = [(n, each) for n, text in enumerate(texts) for each in sentences(text)]
    pages = _shared([each for _, each in parts], at_most)
    rows = iter(parts)
    return [_joined([next(rows) for _ in page]) for page in pages]


def listed_apart(points: Sequence[str], at_most: int = POINTS_PER_LAYER_WORDS) -> list[list[str]]:
    """The points of each screen of a list that is too long for one."""
    return _shared(list(points), at_most)


def _joined(rows: list[tuple[int, str]]) -> list[str]:
    """Sentences of one paragraph as one again."""
    paragraphs = dict.fromkeys(n for n, _ in rows)
    return [" ".join(each for n, each in rows if n == one) for one in paragraphs]


def _shared(parts: list[str], at_most: int) -> list[list[str]]:
    """As few pages as hold the parts, and of those the most even ones."""
    if not parts:
        return []
    fewest = list(_filled(parts, at_most))
    for fewer in range(1, at_most):
        pages = list(_filled(parts, fewer))
        if len(pages) == len(fewest):
            return pages
    return fewest


def _filled(parts: list[str], at_most: int) -> Iterator[list[str]]:
    page: list[str] = []
    words = 0
    for each in parts:
        if page and words + len(each.split()) > at_most:
            yield page
            page, words = [], 0
        page.append(each)
        words += len(each.split())
    yield page
