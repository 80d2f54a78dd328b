"""The About page on a phone, by keyboard and on paper."""

import pytest

from tests.course.pages import page_checks

pytestmark = pytest.mark.browser


def boxes(page, selector: str) -> list[dict]:
    return page.eval_on_selector_all(
        selector, "all => all.map(e => e.getBoundingClientRect().toJSON())"
    )


def test_on_a_phone_each_claim_is_a_card_and_nothing_sticks_out(new_page, course):
    with new_page(width=375, height=812, reduced_motion="reduce") as page:
        page.goto(course.url + "about")
        assert page_checks.reflow_problems(page, 375) == []
        assert page.is_visible("#C17 .says") and page.is_visible("#C17 .verdict")
        assert not page.is_visible("#C17 .finding") and not page.is_visible("#C17 td:last-child")
        page.click("#C17 summary")
        assert page.is_visible("#C17 .finding") and page.is_visible("#C17 td:last-child")
        cells = boxes(page, "#C17 > *")
        assert len(cells) == 4
        assert len({round(box["left"]) for box in cells}) == 1, "one below the other"
        assert all(a["bottom"] <= b["top"] + 1 for a, b in zip(cells, cells[1:], strict=False))
        assert page_checks.axe_problems(page) == []


def test_a_report_is_copied_by_keyboard(new_page, course):
    with new_page(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(course.url + "about")
        page.focus("[data-copy=report-words]")
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('#report .copy-status').textContent")
        assert "Copied." in page.inner_text("#report .copy-status")
        assert "Could it hurt a patient?" in page.evaluate("navigator.clipboard.readText()")


def test_the_page_prints_as_a_table_and_the_home_page_leads_to_it(new_page, course):
    with new_page() as page:
        page.goto(course.url)
        page.click("footer a[href$='about']")
        page.wait_for_url("**/about")
        page.emulate_media(media="print")
        tops = {round(box["top"]) for box in boxes(page, "#C17 > *")}
        assert len(tops) == 1, "one row beside another"
        assert page.is_visible("#C17 .finding"), "folded on a phone, open on paper"
        assert page.is_visible("#report-words") and not page.is_visible("[data-copy=report-words]")
