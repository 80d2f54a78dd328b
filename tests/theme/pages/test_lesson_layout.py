"""What a lesson's page holds on a narrow screen: tables of statements lose nothing."""

from pathlib import Path

import pytest

from widgets import claims_beside

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[3] / "theme" / "voila" / "templates" / "course" / "static"
CLAIMS = {
    "05": ("C24", "C26", "C32"),
    "06": ("C09", "C10", "C11", "C12"),
    "13": ("C29", "C30", "C32"),
}
TABLE = ".disagree .table-scroll"


@pytest.fixture
def table(new_page):
    """Open a table of statements as a lesson shows it: table(claims, width, scale)."""
    contexts = []

    def show(claims, width, scale=""):
        style = "".join((STATIC / name).read_text() for name in ("course.css", "lesson.css"))
        html = claims_beside(*claims)._repr_html_()
        contexts.append(new_page(width, 667))
        page = contexts[-1].__enter__()
        page.set_content(
            f'<!doctype html><html lang="en" data-scale="{scale}"><title>A table</title>'
            f"<style>{style}</style>"
            f'<main class="lesson"><div class="live">{html}</div></main></html>'
        )
        return page

    yield show
    for context in contexts:
        context.__exit__(None, None, None)


@pytest.mark.parametrize("scale", ["", "large"])
@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("lesson", CLAIMS)
def test_a_table_of_statements_fits_a_phone(table, lesson, width, scale):
    page = table(CLAIMS[lesson], width, scale)
    page.locator(f"{TABLE} summary").first.click()
    box = page.locator(TABLE)
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = box.evaluate(
        """box => Array.from(box.querySelectorAll("th, td, summary, li"))
          .filter((each) => each.getBoundingClientRect().right > innerWidth
            || each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent)"""
    )
    assert beyond == []


def test_a_chip_below_its_row_stays_in_the_table(table):
    page = table(CLAIMS["06"], 375)
    rows = page.locator(f"{TABLE} tbody tr")
    chip = rows.first.locator(".chip").bounding_box()
    claim = rows.first.locator("th").bounding_box()
    assert chip["y"] >= claim["y"] + claim["height"] - 1 and chip["width"] > 300
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes]
    assert (roles.count("row"), roles.count("columnheader"), roles.count("rowheader")) == (5, 3, 4)


def test_with_room_the_table_keeps_three_columns(table):
    page = table(CLAIMS["06"], 1280)
    claim, finding, sure = (
        page.locator(f"{TABLE} tbody tr").first.locator("th, td").nth(place).bounding_box()
        for place in range(3)
    )
    assert claim["y"] == finding["y"] == sure["y"]
    assert claim["x"] < finding["x"] < sure["x"]
