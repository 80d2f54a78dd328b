"""The sheets in a browser and on paper: one page where one is promised, whole, and in grey."""

import io
import re

import pytest
from pypdf import PdfReader

from evidence import load
from page.notice import NOTICE
from teaching.kit import facts
from teaching.kit.paper.sheet import foot_lines
from teaching.kit.printing import PrintError, printed
from teaching.pathway import pathway, pathway_notes
from tests.course.pages.page_checks import axe_problems, reflow_problems

pytestmark = [pytest.mark.slow, pytest.mark.browser]
SIZES = ("A4", "Letter")
ONE_SHEET = ("handout.html", "cards_a_to_d.html", "debrief_card.html", "evaluation_sheet.html")
COLOURED = """() => [...document.querySelectorAll('*')].flatMap((element) => {
  const style = getComputedStyle(element);
  return ['color', 'backgroundColor', 'borderTopColor', 'fill', 'stroke'].flatMap((name) => {
    const found = style[name].match(/\\d+(\\.\\d+)?/g);
    if (!found || !style[name].startsWith('rgb') || found[3] === '0') return [];
    const [r, g, b] = found.map(Number);
    const isColoured = Math.max(r, g, b) - Math.min(r, g, b) > 30;
    return isColoured ? [`${element.tagName} ${name} ${style[name]}`] : [];
  });
})"""

SMALLEST_LETTER_PX = """(svg) => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const sizes = [...svg.querySelectorAll('text')].map((each) => each.getAttribute('font-size'));
  return scale * Math.min(...sizes.map(Number));
}"""


def words(text: str) -> str:
    """A text as the printer breaks it: without spaces, hyphens and quotes of any kind."""
    return re.sub(r"[\s\u00a0\u00ad\u2010-]+|[“”\"]", "", text)


def sheets_of(page, size: str) -> list[str]:
    """The words of each sheet that a page prints on paper of a size."""
    data = page.pdf(format=size, prefer_css_page_size=True)
    return [words(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(data)).pages]


@pytest.fixture(scope="module")
def opened(new_page, kit):
    """Opens a file of the kit as a reader would: opened(name, width=1280)."""

    def of(page, name: str):
        page.goto((kit / name).as_uri())
        return page

    with new_page() as page:
        yield lambda name: of(page, name)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ONE_SHEET)
def test_it_prints_on_one_sheet_with_the_notice(opened, name, size):
    (sheet,) = sheets_of(opened(name), size)
    for line in foot_lines():
        assert words(line) in sheet


@pytest.mark.parametrize("size", SIZES)
def test_the_handout_on_paper_holds_everything(opened, size):
    (sheet,) = sheets_of(opened("handout.html"), size)
    rows = [row for setting in facts.SETTINGS for row in facts.dose_rows(setting)]
    told = [facts.message(), *facts.trial_sentences(), *facts.watch_points(), *facts.stop_points()]
    told += facts.more_to_watch()
    told += [part for row in rows for part in (row.label, row.amount, row.route, row.beside)]
    told += [part for each in facts.pitfalls() for part in (each.says, each.beside)]
    told += facts.source_labels(facts.source_ids())
    told += [point.words for stage in pathway() for g in stage.groups for point in g.points]
    told += pathway_notes()
    missing = [each for each in told if words(each) not in sheet]
    assert missing == []
    assert "0.5mg/kg/h" in sheet and load().limits["infusion_cancer_pain"].high == 0.5


def test_every_sheet_of_a_long_file_carries_the_notice(opened, index):
    for name in index:
        if name.endswith(".html"):
            for sheet in sheets_of(opened(name), "A4"):
                assert words(NOTICE) in sheet, name


def test_no_key_is_printed_with_the_questions(opened):
    for name, key in (("pre_test_form_a", "key_form_a"), ("post_test_form_b", "key_form_b")):
        asked = "".join(sheets_of(opened(f"{name}.html"), "A4"))
        whys = opened(f"{key}.html").locator("li > p:last-child").all_inner_texts()
        assert whys and not [each for each in whys if words(each) in asked]


def test_every_page_is_accessible_and_fits_a_phone(opened, index):
    for name in [each for each in index if each.endswith(".html")]:
        page = opened(name)
        page.set_viewport_size({"width": 1280, "height": 900})
        assert axe_problems(page) == [], name
        assert reflow_problems(page) == [], name
        assert axe_problems(page) == [], name


def test_no_sheet_needs_colour(opened, index):
    for name in [each for each in index if each.endswith(".html")]:
        assert opened(name).evaluate(COLOURED) == [], name


def test_the_pathway_shows_one_form_at_a_time(opened):
    page = opened("handout.html")
    for width, shown, hidden in ((1280, "wide", "column"), (375, "column", "wide")):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(f".{shown}-only svg").is_visible()
        assert page.locator(f".{hidden}-only svg").is_hidden()
        drawn = page.locator(f".{shown}-only svg")
        assert drawn.evaluate(SMALLEST_LETTER_PX) >= 14


@pytest.mark.parametrize("size", SIZES)
def test_a_browser_prints_a_pdf_without_the_time_of_day(kit, browser_path, size):
    html = (kit / "handout.html").read_text(encoding="utf-8")
    data = printed(html, browser_path, size)
    (sheet,) = PdfReader(io.BytesIO(data)).pages
    wide_mm = float(sheet.mediabox.width) / 72 * 25.4
    assert round(wide_mm) == {"A4": 210, "Letter": 216}[size]
    assert words(NOTICE) in words(sheet.extract_text())
    assert set(re.findall(rb"Date \(D:(\d{14})", data)) == {b"19800101000000"}


def test_a_browser_that_prints_nothing_is_named(kit, tmp_path):
    with pytest.raises(PrintError, match="no_browser did not print the sheet"):
        printed("<html><head></head></html>", str(tmp_path / "no_browser"))
    with pytest.raises(ValueError, match="size must be one of A4, Letter, got 'A3'"):
        printed("", "", "A3")
