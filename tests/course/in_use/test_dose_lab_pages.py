"""The dose lab on its page: pointing and pressing keys do the same, and what is kept says what it
is."""

import re

import pytest
from playwright.sync_api import expect

from tests.course.pages.live_checks import wait_until_settled

pytestmark = pytest.mark.browser

LESSON = "09_hours_to_arrive"


def guess_of(lab) -> int:
    return int(lab.locator("input[type=text]").first.input_value())


def show_the_curve(lab):
    """Predict something, without which nothing is shown, and look."""
    lab.locator("input[type=range]").first.press("ArrowRight")
    lab.get_by_role("button", name="Show the curve").click()


def test_a_prediction_by_pointer_and_by_keyboard(open_lesson):
    with open_lesson(LESSON) as page:
        lab = page.locator(".x").first
        picture = lab.locator(".x-picture")
        picture.scroll_into_view_if_needed()
        wait_until_settled(page)
        box = picture.bounding_box()
        picture.click(position={"x": box["width"] / 2, "y": box["height"] * 0.2})
        high = guess_of(lab)
        picture.click(position={"x": box["width"] / 2, "y": box["height"] * 0.3})
        low = guess_of(lab)
        assert 0 < low < high <= 200
        lab.locator("input[type=range]").first.focus()
        page.keyboard.press("ArrowRight")
        assert guess_of(lab) == low + 1
        lab.get_by_role("button", name="Show the curve").focus()
        page.keyboard.press("Enter")
        said = re.compile(f"You said {low + 1}, the model says")
        expect(lab.locator(".x-lead")).to_contain_text(said)
        wait_until_settled(page)
        picture.click(position={"x": box["width"] / 2, "y": box["height"] * 0.2})
        wait_until_settled(page)
        expect(lab.locator(".x-lead")).to_contain_text(said)  # committed is committed


def test_a_slider_that_nobody_touched_has_no_value(open_lesson):
    with open_lesson(LESSON) as page:
        lab = page.locator(".x").first
        slider = lab.locator("input[type=range]").first
        assert slider.get_attribute("aria-valuetext") == "not set"
        assert lab.locator("input[type=text]").first.input_value() == ""
        lab.get_by_role("button", name="Show the curve").click()
        expect(lab.locator(".x-message")).to_have_text("Set your prediction first.")
        assert lab.locator(".x-readouts dd").count() == 0
        slider.press("ArrowRight")
        assert slider.get_attribute("aria-valuetext") == f"{guess_of(lab)} ng/mL"
        assert not slider.evaluate("one => one.hasAttribute('data-unset')")
        expect(lab.locator(".x-message")).to_be_empty()
        lab.locator("input[type=text]").first.fill("")
        lab.locator("input[type=text]").first.press("Enter")
        assert slider.get_attribute("aria-valuetext") == "not set", "emptied, it is unset again"
        slider.click()
        lab.get_by_role("button", name="Show the curve").click()
        expect(lab.locator(".x-lead h3").first).to_contain_text("Your prediction")
        lab.get_by_role("button", name="Predict again").click()
        expect(lab.locator("input[data-unset]")).to_have_count(1)


def test_what_is_saved_says_what_it_is(open_lesson):
    with open_lesson("10_curve_over_days") as page:
        lab = page.locator(".x").last
        lab.locator("summary", has_text="Keep or share").click()
        with page.expect_download() as saved:
            lab.get_by_role("button", name="CSV").click()
        text = saved.value.path().read_text(encoding="utf-8-sig")
        assert (
            "Not for prescribing" in text
            and "Otto 2021" in text
            and "ng/mL" in text
            and "Hour," in text
        )
        assert saved.value.suggested_filename == "route-lab-norketamine.csv"
        with page.expect_download() as saved:
            lab.get_by_role("button", name="PNG").click()
        png = saved.value.path().read_bytes()
        assert png.startswith(b"\x89PNG") and len(png) > 20_000


def test_a_scenario_travels_in_a_link_and_a_damaged_one_does_not(
    open_lesson, lesson_urls, new_page
):
    with open_lesson(LESSON) as page:
        lab = page.locator(".x").first
        show_the_curve(lab)
        lab.get_by_label("Regimen", exact=True).select_option("hardy")
        lab.locator(".x-sentence", has_text="mg/24 h").wait_for()
        lab.locator("summary", has_text="Keep or share").click()
        lab.locator(".x-code", has_text="-").wait_for()  # it is worked out when the box is opened
        link = lab.locator(".x-share a").get_attribute("href")
        lab.get_by_role("button", name="Predict again").click()  # whoever opens it predicts first
        lab.get_by_role("button", name="Show the curve").wait_for()
        sentence = lab.locator(".x-sentence").inner_text()
    assert link.startswith(lesson_urls[LESSON] + "#InfusionLab=")
    end = "A" if link[-1] != "A" else "B"
    for address, said in (
        (link, "The scenario is open."),
        (link[:-1] + end, "The code is damaged"),
    ):
        with new_page() as page:
            page.goto(address)
            page.wait_for_selector("html[data-session=ready]", state="attached")
            lab = page.locator(".x").first
            lab.locator(".x-said", has_text=said).wait_for()
            wait_until_settled(page)
            opened = expect(lab.locator(".x-sentence"))
            (opened.to_have_text if address == link else opened.not_to_have_text)(sentence)


def test_the_axes_are_those_of_the_curve_even_where_the_two_drawings_are_as_long(open_lesson):
    """24 h and 72 h at the low end give backdrops of the same length with other hours on them."""
    with open_lesson("09_hours_to_arrive") as page:
        lab = page.locator(".x").first
        show_the_curve(lab)
        rate = lab.get_by_label("Infusion rate", exact=True)
        rate.fill("0.05")
        rate.press("Enter")
        for hours, ends in (("24", "48"), ("72", "96")):
            typed = lab.get_by_label("The infusion runs for", exact=True)
            typed.fill(hours)
            typed.press("Enter")
            lab.locator(".x-table td, .x-table th", has_text=ends).first.wait_for(state="attached")
            wait_until_settled(page)
            drawn = lab.locator(".x-backdrop svg text").all_text_contents()
            assert ends in [text.strip() for text in drawn]
            assert ("96" in [text.strip() for text in drawn]) == (ends == "96")
