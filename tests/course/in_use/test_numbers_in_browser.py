"""A number with a comma is typed on a page: the field says how it was read, or what to write."""

import pytest
from playwright.sync_api import expect

from tests.course.pages.live_checks import wait_until_settled

pytestmark = pytest.mark.browser


def type_into(page, field, text):
    field.fill(text)
    field.press("Tab")
    wait_until_settled(page)


def test_an_explorer_says_at_the_field_how_a_comma_was_read(open_lesson):
    with open_lesson("07_dose_and_setting") as page:
        bench = page.locator(".x", has=page.locator(".x-number input[type=range]")).first
        field = bench.locator(".x-number input[type=text]").first
        slider = bench.locator(".x-number input[type=range]").first
        field.scroll_into_view_if_needed()
        echo = bench.locator(".x-echo").first
        type_into(page, field, "0,3")
        assert echo.inner_text() == "read as 0.3" and echo.get_attribute("role") == "status"
        assert float(slider.input_value()) == 0.3
        assert field.get_attribute("aria-invalid") == "false"
        assert echo.get_attribute("id") in field.get_attribute("aria-describedby").split()
        field.press_sequentially("5")
        assert echo.inner_text() == ""  # what was read belongs to the older text
        type_into(page, field, "0.2 mg/h")
        assert field.get_attribute("aria-invalid") == "true" and "mg/h" in echo.inner_text()
        assert "is not the unit of this field" in bench.locator(".x-message").inner_text()
        type_into(page, field, "0.4")
        assert field.get_attribute("aria-invalid") == "false" and echo.inner_text() == ""
        assert float(slider.input_value()) == 0.4


def test_a_question_says_at_the_field_how_a_comma_was_read(open_lesson):
    with open_lesson("08_ml_per_hour_twice") as page:
        card = page.locator(".kq-card", has=page.locator(".kq-number")).first
        card.scroll_into_view_if_needed()
        field = card.locator(".kq-number input")
        assert field.get_attribute("inputmode") == "decimal"
        assert field.get_attribute("type") == "text"
        field.fill("7,25")
        sure = card.locator(".kq-levels input")
        if sure.count():
            sure.first.check()
        card.locator(".kq-check").click()
        expect(card.locator(".kq-echo")).to_have_text("read as 7.25")
        assert card.locator(".kq-status").inner_text() != ""
