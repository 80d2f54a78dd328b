"""The windows of a session: stage, presenter view and run sheet, in step without the server."""

from dataclasses import asdict

import pytest
from playwright.sync_api import expect

from teaching.stage import store
from teaching.stage.edition import edition_of
from teaching.stage.single import ONE_QUESTION, one_question
from tests.course.pages.page_checks import axe_problems, structure_problems
from tests.teaching.stage.session import KEPT, address, current, layers_of, open_stage

pytestmark = [pytest.mark.slow, pytest.mark.browser]
HUDDLE, CASE = "huddle_20", "one_case_8?case=05_everything_tried"
READY = "html[data-stage=ready]"
TOGETHER, ALONE = "In step: the stage of this session", "Alone: no stage of this session"


def test_the_presenter_view_is_in_step_both_ways(new_page, course_url):
    with new_page(1280, 720) as page:
        open_stage(page, course_url, HUDDLE)
        shown = page.context.new_page()
        shown.goto(page.locator("#presenter").evaluate("e => e.href"))
        shown.wait_for_selector("html[data-stage=ready]", state="attached")
        told = layers_of(course_url, HUDDLE)
        place = next(n for n, each in enumerate(told["screens"]) if each["poll"])
        now = told["screens"][place]
        for _ in range(place):
            page.keyboard.press("PageDown")
        expect(shown.locator("#now")).to_have_text(now["title"])
        expect(shown.locator("#next-title")).to_have_text(told["screens"][place + 1]["title"])
        expect(shown.locator("#say")).to_have_text(now["notes"]["say"])
        expect(shown.locator("#step-left")).to_contain_text("left in this step")
        letters = next(each for each in now["layers"] if each["kind"] == "key")["letters"]
        words = next(each["text"] for each in now["options"] if each["letter"] == letters[0])
        expect(shown.locator("#told")).to_contain_text(f"Right: {letters[0]}. {words}")
        assert shown.locator("#arguments details").count() == 3
        shown.get_by_label("Hands, for A", exact=True).fill("12")
        expect(page.locator("#hands")).to_have_text("12 hands before")
        shown.locator("#reveal").click()
        expect(current(page).locator(".bar-number").first).to_have_text("12 before")
        shown.locator("#next").click()
        expect(current(page).locator("h1")).to_have_text(told["screens"][place + 1]["title"])
        assert now["notes"]["say"] not in page.content()
        late = page.context.new_page()  # a window that comes later follows as well
        late.goto(shown.url)
        expect(late.locator("#now")).to_have_text(told["screens"][place + 1]["title"])
        assert axe_problems(shown) == []
        assert late.evaluate(KEPT) == [0, 0, "", 0]


def test_each_window_says_whether_it_is_in_step_and_when_it_is_alone_again(new_page, course_url):
    with new_page(1280, 720) as page:
        open_stage(page, course_url, CASE)
        page.keyboard.press("?")
        expect(page.locator("#in-step")).to_have_text("It is not open in this browser.")
        shown = page.context.new_page()
        shown.goto(page.locator("#presenter").evaluate("e => e.href"))
        expect(shown.locator("#in-step")).to_contain_text(TOGETHER)
        expect(shown.get_by_role("link", name="Open the stage")).to_be_hidden()
        expect(page.locator("#in-step")).to_have_text("It is open, and in step.")
        page.goto(f"{course_url}teach")
        expect(shown.locator("#in-step")).to_contain_text(ALONE)
        expect(shown.get_by_role("link", name="Open the stage")).to_be_visible()
        open_stage(page, course_url, CASE)
        expect(shown.locator("#in-step")).to_contain_text(TOGETHER)
        shown.close()
        page.keyboard.press("?")
        expect(page.locator("#in-step")).to_have_text("It is not open in this browser.")


def test_a_window_that_went_without_a_word_is_missed(new_page, course_url):
    with new_page(1280, 720) as page:
        open_stage(page, course_url, CASE)
        shown = page.context.new_page()
        shown.goto(page.locator("#presenter").evaluate("e => e.href"))
        expect(shown.locator("#in-step")).to_contain_text(TOGETHER)
        page.evaluate("BroadcastChannel.prototype.postMessage = () => {}")  # as one that hangs
        expect(shown.locator("#in-step")).to_contain_text(ALONE)


def test_a_run_sheet_moves_the_stage_that_is_open(new_page, course_url):
    with new_page(1280, 900) as sheet:
        sheet.goto(f"{course_url}teach/plan/{CASE}")
        with sheet.context.expect_page() as opened:
            sheet.get_by_role("link", name="Step 2 on the stage").click()
        stage = opened.value
        stage.wait_for_selector(READY, state="attached")
        expect(current(stage)).to_have_attribute("data-step", "2")
        where = stage.url.partition("#")[0]
        expect(sheet.locator("#stage-status")).to_contain_text("The stage is open")
        sheet.get_by_role("link", name="Step 3 on the stage").click()
        expect(current(stage)).to_have_attribute("data-step", "3")
        stage.keyboard.press("1")
        expect(stage.locator("#hands")).to_have_text("1 hand before")
        sheet.get_by_role("link", name="Step 4 on the stage").click()
        expect(current(stage)).to_have_attribute("data-step", "4")
        expect(sheet.locator("#stage-status")).to_have_text("The stage is at step 4.")
        sheet.get_by_role("link", name="Step 3 on the stage").click()
        expect(stage.locator("#hands")).to_have_text("1 hand before")  # it is the same session
        assert len(sheet.context.pages) == 2 and stage.url.partition("#")[0] == where
        stage.close()
        expect(sheet.locator("#stage-status")).to_be_empty()
        with sheet.context.expect_page() as again:
            sheet.get_by_role("link", name="Step 3 on the stage").click()
        expect(current(again.value)).to_have_attribute("data-step", "3")


def test_a_stage_that_was_opened_by_hand_is_led_too(new_page, course_url):
    with new_page(1280, 900) as sheet:
        stage = sheet.context.new_page()
        stage.goto(address(course_url, "one_case_8?case=5"))
        stage.wait_for_selector(READY, state="attached")
        sheet.goto(f"{course_url}teach/plan/{CASE}")
        expect(sheet.locator("#stage-status")).to_contain_text("The stage is open")
        sheet.get_by_role("link", name="Step 3 on the stage").click()
        expect(current(stage)).to_have_attribute("data-step", "3")
        assert len(sheet.context.pages) == 2


def test_while_a_session_is_drawn_a_page_says_so_and_goes_on(new_page, course_url):
    edition = edition_of(asdict(one_question("GAT-002")))
    store.forget(ONE_QUESTION, edition)
    with new_page(375, 700) as page:
        answer = page.goto(address(course_url, "one_question?question=GAT-002"))
        assert answer.status == 202
        expect(page.locator("h1")).to_have_text("Question GAT-002, 5 min")
        expect(page.locator("#waiting")).to_contain_text("are being drawn")
        assert '<noscript><meta http-equiv="refresh"' in answer.text()  # without JavaScript too
        assert axe_problems(page) + structure_problems(page) == []
        page.wait_for_selector(READY, state="attached")
        expect(page.locator("section.screen")).not_to_have_count(0)
        assert page.goto(page.url).status == 200
