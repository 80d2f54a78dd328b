"""A still page as tests read it: its links, its words in the open, its words in folds."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "link", "img", "br", "hr", "input"}
FETCHED = {"link": "href", "script": "src", "img": "src"}


@dataclass
class Reader(HTMLParser):
    """`links` are what a reader can follow, `fetched` what the browser asks for by itself.

    `ids` are the places in the page, `open` the words to be read, `folded` those in a fold.
    """

    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    open: str = ""
    folded: str = ""

    def __post_init__(self):
        super().__init__()
        self._stack: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if "id" in told:
            self.ids.add(told["id"])
        if tag == "a":
            self.links.append(told["href"])
        elif told.get(FETCHED.get(tag, "")) is not None:
            self.fetched.append(told[FETCHED[tag]])
        if tag == "img":
            self._say(told.get("alt", ""))
        if tag not in VOID:
            self._stack.append((tag, "after-answer" in told.get("class", "").split()))

    def handle_endtag(self, tag):
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        self._say(data)

    def _say(self, words):
        tags = [tag for tag, _ in self._stack]
        if "script" in tags or "style" in tags:
            return
        if any(folds for _, folds in self._stack) and tags[-1:] != ["summary"]:
            self.folded += f" {words}"
        else:
            self.open += f" {words}"


def read(path: Path) -> Reader:
    """A page of the copy, read."""
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def bare(text: str) -> str:
    """Words without the spaces between them: a page breaks lines where it likes."""
    return re.sub(r"\s+", "", text.replace("\u00a0", " "))
