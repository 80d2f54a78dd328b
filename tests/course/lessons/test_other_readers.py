"""A lesson where no kernel runs: the Lab before a run, a repository's page, nbconvert."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter, MarkdownExporter

import evidence
import widgets
from page.notice import notice
from tests.course.lessons.teaching_checks import explorer_names
from tools.address import PLACEHOLDER
from widgets.model.cases import load_cases

LESSONS = sorted((Path(__file__).resolve().parents[3] / "lessons").glob("*.ipynb"))
BYTES_AT_MOST = 1_300_000  # of all notebooks: what a clone brings, and a repository's page draws


class Folds(HTMLParser):
    """The words of a page in the open, and those in folds that a reader opens after answering."""

    def __init__(self):
        super().__init__()
        self.opened, self.folded, self.pictures = [], [], []
        self._folds = []
        self._hush = 0

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag in ("script", "style"):
            self._hush += 1
        elif tag == "details":
            self._folds.append("after-answer" in (named.get("class") or ""))
        elif tag == "img":
            self.pictures.append((any(self._folds), named))

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self._hush -= 1
        elif tag == "details":
            self._folds.pop()

    def handle_data(self, data):
        if not self._hush:
            (self.folded if any(self._folds) else self.opened).append(data)


def plain(parts) -> str:
    return " ".join(" ".join(parts).split())


def converted(path: Path) -> Folds:
    """A lesson as nbconvert makes it, read."""
    page, _ = HTMLExporter(embed_images=True).from_filename(str(path))
    folds = Folds()
    folds.feed(page)
    return folds


def explorers_of(path: Path) -> list:
    """The explorers that a lesson's cells show."""
    names = {name: getattr(widgets, name) for name in explorer_names()}
    found = []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and re.match(rf"({'|'.join(names)})\(.*\)$", cell.source):
            found.append(eval(cell.source, dict(names)))
    return found


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_is_whole_without_a_kernel(path):
    page = converted(path)
    opened, folded = plain(page.opened), plain(page.folded)
    assert notice(evidence.standing_line()) in opened[:1500], "before anything else"
    assert PLACEHOLDER not in opened + folded
    for explorer in explorers_of(path):
        if explorer.name == "CasePlayer":
            continue
        before = explorer.visit().screen
        assert unescape(before.sentence) in opened, explorer.name
        after = explorer.visit(when="after").screen
        if after.sentence == before.sentence:
            continue
        assert after.sentence in folded and after.sentence not in opened, explorer.name
        if after.picture:
            alts = [named["alt"] for is_folded, named in page.pictures if is_folded]
            assert after.alt in alts, explorer.name
        for row in after.table.rows if after.table else ():
            assert " ".join(row[0].split()) in folded
    assert all(named.get("alt") for _, named in page.pictures)


def test_every_explorer_of_the_lessons_was_looked_at():
    shown = {each.name for path in LESSONS for each in explorers_of(path)}
    assert shown == set(explorer_names())


def test_every_case_can_be_read():
    page = converted(next(path for path in LESSONS if path.stem == "12_cases"))
    opened, folded = plain(page.opened), plain(page.folded)
    assert len(load_cases()) > 10
    for case in load_cases().values():
        for words in (case.stem, case.turns[0].ask, *(o.text for o in case.turns[0].options)):
            assert plain([words]) in opened, case.id
        for turn in case.turns:
            assert plain([turn.expert.consequence]) in folded, f"{case.id}: {turn.id}"
        assert plain([case.debrief]) in folded and plain([case.debrief]) not in opened


def test_a_reader_of_markdown_has_the_notice_first():
    text, _ = MarkdownExporter().from_filename(str(LESSONS[1]))
    assert text.strip().startswith(f"> {notice(evidence.standing_line())}")


def test_the_notebooks_stay_small():
    assert sum(path.stat().st_size for path in LESSONS) < BYTES_AT_MOST
