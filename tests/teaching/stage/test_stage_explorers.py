"""Explorers of a session: live where there is a kernel, their picture where there is none."""

import re

import pytest
from playwright.sync_api import expect

from tests.teaching.stage.session import KEPT, current, open_stage
from tests.teaching.stage.test_stage_fits import predict

pytestmark = [pytest.mark.slow, pytest.mark.browser]
WALL = "one_explorer?lesson=02_what_the_trials_found&explorer=TrialWall"
LAB = "one_explorer?lesson=09_hours_to_arrive&explorer=InfusionLab"
OPENING = "**/voila/api/open/**"


def explorer(page):
    """The frame of the explorer of a session, once its page is there."""
    page.frame_locator("iframe").locator("[data-on-stage] .x").wait_for(state="attached")
    return next(each for each in page.frames if "stage=" in each.url)


def test_one_explorer_stands_alone_and_keeps_nothing(new_page, course_url):
    with new_page(1280, 720) as page:
        open_stage(page, course_url, LAB)
        live = explorer(page)
        page.keyboard.press("n")
        live.wait_for_selector("html[data-kernel]", state="attached")
        assert live.locator(".live:visible").count() == 1
        assert live.locator(".kq-card").count() == 0
        predict(live)
        expect(live.locator(".x-passage").first).to_contain_text("You said")
        # A key of the clicker that comes while a slider has the focus is the session's.
        live.locator(".x-controls input:visible").first.focus()
        page.keyboard.press("PageUp")
        expect(current(page)).to_have_attribute("data-kind", "opening")
        assert page.evaluate(KEPT) == live.evaluate(KEPT) == [0, 0, "", 0]


def test_the_prediction_is_not_spoiled_where_no_kernel_comes(new_page, course_url):
    with new_page(1280, 720) as page:
        page.route(OPENING, lambda route: route.abort())
        open_stage(page, course_url, WALL)
        explorer(page)
        page.keyboard.press("n")
        expect(current(page).locator(".live-note")).to_contain_text("no connection")
        expect(current(page).locator(".still")).to_have_count(0)
        page.keyboard.press("ArrowUp")
        picture = current(page).locator(".still")
        expect(picture).to_have_attribute("aria-label", re.compile("31"))
        expect(current(page).locator(".still-note")).to_contain_text("It does not move.")
        expect(page.locator("#lives")).to_be_hidden()
        page.keyboard.press("ArrowDown")
        expect(page.locator("#lives")).to_be_visible()


def test_a_kernel_lost_after_the_prediction_leaves_its_picture(new_page, course_url):
    with new_page(1280, 720) as page:
        page.route(OPENING, lambda route: route.abort())
        open_stage(page, course_url, WALL)
        live = explorer(page)
        page.keyboard.press("n")
        predict(live)
        expect(current(page).locator(".still")).to_be_visible()
        expect(current(page).locator(".verdict")).to_contain_text("4 more responded")


def test_an_explorer_whose_page_never_came_has_its_picture(new_page, course_url):
    with new_page(1280, 720) as page:
        page.route("**/voila/render/**", lambda route: route.abort())
        open_stage(page, course_url, WALL)
        page.keyboard.press("n")
        expect(current(page).locator(".live-note")).to_contain_text("picture after the prediction")
        page.keyboard.press("r")
        expect(current(page).locator(".still")).to_be_visible()


def test_an_explorer_opens_with_the_setting_of_its_address(new_page, course_url, open_lesson):
    with open_lesson("09_hours_to_arrive") as page:
        lab = page.locator("[data-explorer=InfusionLab]")
        lab.locator(".x-keep summary").click()
        way = lab.get_by_role("link", name="Project this")
        expect(way).to_be_visible()
        address = way.evaluate("e => e.href")
    with new_page(1280, 720) as page:
        page.goto(f"{address}&order=a")
        page.wait_for_selector("html[data-stage=ready]", state="attached")
        page.keyboard.press("n")
        live = explorer(page)
        expect(live.locator(".x-link")).to_contain_text("The scenario is open.")
        page.keyboard.press("q")
        setting = re.search(r"setting=([^&]+)", address)[1].replace("+", "%20")
        expect(page.locator("#code-address")).to_contain_text(f"#InfusionLab={setting}")


def test_a_lesson_offers_its_parts_for_projection(open_lesson, course_url):
    with open_lesson("12_cases") as page:
        offered = page.locator(".project-way")
        offered.locator("summary").click()
        ways = offered.locator("a").evaluate_all("all => all.map((e) => e.getAttribute('href'))")
        cases = [each for each in ways if "one_case_8" in each]
        assert len(cases) == 15 and "/teach/stage/one_case_8?case=5" in cases
        assert any(each.startswith("/teach/stage/one_question?question=") for each in ways)


def test_a_case_is_opened_by_its_number(open_lesson, lesson_urls, new_page):
    with new_page(1280, 900) as page:
        page.goto(f"{lesson_urls['12_cases']}#case=5")
        stem = page.locator(".x-lead h3").first
        expect(stem).to_have_text("“Everything has been tried”")
        page.goto(f"{lesson_urls['12_cases']}#case=99")
        page.reload()
        expect(page.locator(".link-note")).to_contain_text("there is no such place")
