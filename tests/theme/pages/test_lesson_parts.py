"""The list of a lesson's parts leads to its headings, in their order, and the core comes first."""

import asyncio
import html
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from theme.pages.parts import LessonPart, parts_of
from theme.still.copy import Live, StillCopy
from theme.still.write import LESSONS, site_without_server


def test_the_core_is_counted_apart_from_what_goes_deeper():
    cells = [
        new_markdown_cell("# A claim\n\nWords."),
        new_markdown_cell("## First, *in* words\n\n### Not a part of the core"),
        new_code_cell("## no heading"),
        new_markdown_cell("Words.\n\n## Second & last?"),
        new_markdown_cell("## Go deeper\n\nMore."),
        new_markdown_cell("### One more"),
        new_markdown_cell("### And another"),
    ]
    assert parts_of(cells) == (
        LessonPart("First,-in-words", "First, in words", "Part 1 of 2", False),
        LessonPart("Second-&-last?", "Second & last?", "Part 2 of 2", False),
        LessonPart("Go-deeper", "Go deeper", "Go deeper", True),
        LessonPart("One-more", "One more", "Deeper, 1 of 2", True),
        LessonPart("And-another", "And another", "Deeper, 2 of 2", True),
    )


def test_a_lesson_without_headings_has_no_parts():
    assert parts_of([new_markdown_cell("# A claim"), new_code_cell("1")]) == ()


@pytest.fixture(scope="module")
def pages():
    """Every lesson's still page, by its name."""
    copy = StillCopy(site_without_server(), Live())

    async def read() -> dict[str, str]:
        names = [f"{path.stem}.html" for path in sorted(LESSONS.glob("*.ipynb"))]
        return {name: (await copy.file(name) or b"").decode() for name in names}

    return asyncio.run(read())


def test_each_part_leads_to_a_heading_of_its_page(pages):
    assert len(pages) > 10
    for name, page in pages.items():
        nav = re.search(r'<nav class="parts".*?</nav>', page, re.S)
        assert nav, name
        links = [
            (html.unescape(each[0]), html.unescape(each[1]))
            for each in re.findall(r'href="#([^"]+)" data-told[^>]*>([^<]+)<', nav[0])
        ]
        anchors = [html.unescape(each) for each in re.findall(r'<h[23] id="([^"]+)"', page)]
        assert links, name
        places = [anchors.index(anchor) for anchor, _words in links]
        assert places == sorted(places) and len(set(places)) == len(places), name
        assert page.count('class="end-card"') <= 1


def test_a_still_page_offers_no_way_that_needs_a_script(pages):
    for name, page in pages.items():
        assert "share-part" not in page and "report-dialog" not in page, name
        assert "place.js" not in page and "place.css" in page, name
