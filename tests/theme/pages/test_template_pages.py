"""The templates, rendered without a server or a kernel: their order, frame and words."""

import asyncio
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from voila.exporter import VoilaExporter
from voila.paths import collect_template_paths

THEME = Path(__file__).parents[3] / "theme"
COURSE = THEME / "voila" / "templates" / "course"
NOTICE = (
    "For learning with made-up patients. Not for prescribing. "
    "Check your local protocol and a pharmacist."
)
SHEET_LINE = f'{NOTICE} No clinician has reviewed this course yet. The "course", version 1.'
SAID = {"notice": NOTICE, "sheet_line": SHEET_LINE}
VIEW = "application/vnd.jupyter.widget-view+json"
SENTENCE = "0.1 mg/kg/h in a 70 kg made-up patient: the level is half-way after 4 h."
KERNEL = "the-kernel"


def lesson_entry(slug: str, title: str) -> dict:
    return {
        "slug": slug,
        "url": f"/voila/render/{slug}.ipynb",
        "title": title,
        "claim": title,
        "minutes": 8,
        "minutes_deeper": 15,
        "summary": "Wait <before> you judge.",
        "objectives": [{"id": "O6", "text": "Choose the range for the setting"}],
        "items": ["INF-001", "INF-002"],
    }


COURSE_DATA = {
    "name": "Ketamine infusion for cancer pain",
    "home_url": "/",
    "version": "0.1.0",
    "date": "22 November 2026",
    "cite": {"sentence": "Cite it so.", "bibtex": "@misc{course}"},
    "message": {},
    "lessons": [
        lesson_entry("00_start", "Start"),
        lesson_entry("01_hours", "Hours & hours"),
        lesson_entry("02_next", "Next"),
    ],
}


def asset(name: str) -> str:
    return f"/voila/assets/{name}?v=0"


def paths() -> list[str]:
    return collect_template_paths(["voila", "nbconvert"], "course", root_dirs=[str(THEME)])


def notebook() -> nbformat.NotebookNode:
    picture = {VIEW: {"model_id": "old"}, "image/png": "iVBORw0KGgo=", "text/plain": SENTENCE}
    cells = [
        new_markdown_cell("# A claim\n\n0.1 mg/kg/h, 72 hours.\n\n| a | b |\n|---|--:|\n| 1 | 2 |"),
        new_code_cell("from widgets import InfusionLab"),
        new_code_cell("InfusionLab()", outputs=[new_output("display_data", picture)]),
        new_code_cell("x", outputs=[new_output("execute_result", {"text/plain": "'0.62 mL/h'"})]),
        new_code_cell("y", outputs=[new_output("execute_result", {"text/html": "<p>Old</p>"})]),
        new_markdown_cell("## The last words"),
    ]
    return new_notebook(cells=cells, metadata={"course": {"title": "T"}})


def clear(cells) -> None:
    for cell in cells:
        if cell.cell_type == "code":
            cell.outputs = []


def run_all(nb):
    """What a run gives: a view, then a number, then markup."""
    clear(nb.cells)
    nb.cells[2].outputs = [new_output("display_data", {VIEW: {"model_id": "new</script>"}})]
    nb.cells[3].outputs = [new_output("execute_result", {"text/plain": "'0.7 mL/h'"})]
    nb.cells[4].outputs = [new_output("execute_result", {"text/html": "<p>New</p>"})]
    return nb.cells


def run_until_an_error(nb):
    clear(nb.cells)
    nb.cells[2].outputs = [
        new_output("error", ename="ValueError", evalue="secret", traceback=["Traceback: secret"])
    ]
    return nb.cells[:3]


def render(run=run_all, kernel_id=KERNEL, slug="01_hours") -> tuple[str, str]:
    """Return what was sent before the kernel was asked for, and what came after."""
    sent: list[str] = []
    before: list[str] = []

    async def kernel_start(nb):
        assert nb.cells[2].outputs, "the stored outputs are still there"
        before.append("".join(sent))
        return kernel_id

    async def cell_generator(nb, _kernel_id):
        for cell in run(nb) if kernel_id else []:
            yield cell

    class Contents:
        def file_exists(self, _path):
            return False

    exporter = VoilaExporter(
        template_paths=paths(), template_name="course", contents_manager=Contents(), base_url="/"
    )

    async def pour():
        pieces = exporter.generate_from_notebook_node(
            notebook(),
            resources={
                "base_url": "/",
                "course": COURSE_DATA,
                "asset": asset,
                "metadata": {"name": slug},
                **SAID,
            },
            extra_context={"kernel_start": kernel_start, "cell_generator": cell_generator},
            page_config={},
        )
        async for piece, _resources in pieces:
            sent.append(piece)

    asyncio.run(pour())
    page = "".join(sent)
    assert page.startswith(before[0])
    return before[0], page[len(before[0]) :]


def render_page(name: str, **names) -> str:
    loader = jinja2.FileSystemLoader(paths())
    environment = jinja2.Environment(loader=loader, extensions=["jinja2.ext.i18n"], autoescape=True)
    return environment.get_template(name).render(**SAID | names)


def every_page() -> dict[str, str]:
    known = {"course": COURSE_DATA, "asset": asset, "base_url": "/"}
    return {
        "lesson": "".join(render()),
        "home": render_page("home.html", **known),
        "home without lessons": render_page("home.html", asset=asset, course={"lessons": []}),
        "404": render_page("404.html", status_code=404, **known),
        "error": render_page("error.html", status_code=500, **known),
        "error, bare": render_page("error.html", status_code=500),
    }


PAGES = every_page()


class Shape(HTMLParser):
    """The tags of a page with their attributes, in order, and the text of its title."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, name: str) -> list[dict]:
        return [attrs for tag, attrs in self.tags if tag == name]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_the_frame(page):
    html = PAGES[page]
    shape = Shape(html)
    assert NOTICE in html
    assert "No clinician has reviewed this course yet." in html
    assert shape.all("html")[0]["lang"] == "en"
    assert len(shape.all("h1")) == len(shape.all("main")) == len(shape.all("title")) == 1
    links = shape.all("a")
    assert links[0]["class"] == "skip-link" and links[0]["href"] == "#main"
    assert shape.all("main")[0]["id"] == "main"
    ids = [attrs["id"] for _tag, attrs in shape.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_titles_tell_pages_apart():
    titles = {
        re.search("<title>(.*?)</title>", PAGES[page])[1]
        for page in ("lesson", "home", "404", "error")
    }
    assert len(titles) == 4
    assert "Hours &amp; hours · Lesson 2 ·" in PAGES["lesson"]


@pytest.mark.parametrize("page", PAGES)
def test_no_inline_script_or_style(page):
    shape = Shape(PAGES[page])
    assert not shape.all("style")
    styled = [(tag, attrs["style"]) for tag, attrs in shape.tags if "style" in attrs]
    line = SHEET_LINE.replace('"', '\\"')
    # A margin of a sheet takes its words from the style of the root, and from nowhere else.
    assert styled == [("html", f'--sheet-line: "{line}"')]
    for attrs in shape.all("script"):
        assert "src" in attrs or attrs["type"].endswith("json")


SVG = 'xmlns="http://www.w3.org/2000/svg"'


def test_nothing_comes_from_elsewhere():
    elsewhere = re.compile(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", re.I)
    for path in COURSE.rglob("*"):
        if path.suffix in {".html", ".j2", ".css", ".svg"} or path.name in {"home.js", "frame.js"}:
            text = path.read_text(encoding="utf-8").replace(SVG, "")
            assert not elsewhere.findall(text), path.name
            assert "@import" not in text and "@font-face" not in text, path.name


def test_words_and_pictures_are_sent_before_the_kernel_is_asked_for():
    before, after = render()
    for words in ("A claim", "The last words", SENTENCE, "Old", "No clinician has reviewed"):
        assert words in before
    picture = Shape(before).all("img")[0]
    assert picture["alt"] == SENTENCE and picture["src"].startswith("data:image/png;base64,")
    assert [attrs["data-cell"] for attrs in Shape(before).all("div") if "data-cell" in attrs] == [
        "2",
        "3",
        "4",
    ]
    assert KERNEL not in before
    assert "import InfusionLab" not in before + after


def test_results_come_as_data_after_the_kernel():
    _before, after = render()
    config = re.search(r'id="jupyter-config-data" type="application/json">(.*?)</script>', after)
    assert json.loads(config[1]) == {"baseUrl": "/", "kernelId": KERNEL}
    views = re.findall(r'view\+json" data-cell="(\d+)">(.*?)</script>', after)
    assert [(cell, json.loads(view)) for cell, view in views] == [
        ("2", {"model_id": "new</script>"})
    ]
    assert re.findall(r'<template data-cell="(\d+)">(.*?)</template>', after, re.S) == [
        ("3", '<p class="result">0.7&nbsp;mL/h</p>'),
        ("4", "<p>New</p>"),
    ]
    assert '<script id="course-cells-end"' in after


def test_an_error_is_one_sentence_and_never_a_traceback():
    before, after = render(run_until_an_error)
    assert "secret" not in before + after and "Traceback" not in before + after
    failed = re.findall(r'<template data-cell="(\d+)" data-error>', after)
    assert failed == ["2", "3", "4"], "the cell that failed, and those that never ran"
    assert "This part could not start: reload the page." in after


def test_without_a_kernel_the_stored_words_stay():
    _before, after = render(kernel_id="")
    assert "<template" not in after and "course.view" not in after
    assert "course-cells-end" in after


def test_a_lesson_says_where_it_is():
    before, _after = render()
    assert "Lesson 2 of 3 · 8 min, and 15 to go deeper (computed)" in before
    ways = [(attrs["rel"], attrs["href"]) for attrs in Shape(before).all("a") if "rel" in attrs]
    assert ways == 2 * [
        ("prev", "/voila/render/00_start.ipynb"),
        ("next", "/voila/render/02_next.ipynb"),
    ]
    first, _after = render(slug="00_start")
    assert 'rel="prev"' not in first and "Lesson 1 of 3" in first


def test_a_lesson_outside_the_list_still_opens():
    before, _after = render(slug="99_draft")
    assert "A claim" in before and "Lesson 0" not in before


def test_a_number_keeps_its_unit_and_a_table_its_scroller():
    before, _after = render()
    assert "0.1&nbsp;mg/kg/h, 72&nbsp;hours" in before
    assert "0.62&nbsp;mL/h</p>" in before
    assert '<div class="table-scroll"><table>' in before


def test_home_lists_lessons_with_what_progress_needs():
    html = PAGES["home"]
    entries = Shape(html).all("article")
    assert [entry["data-lesson"] for entry in entries] == ["00_start", "01_hours", "02_next"]
    assert entries[0]["data-items"] == "INF-001 INF-002"
    assert "Choose the range for the setting" in html and "24 minutes" in html
    assert "Hours &amp; hours" in html
