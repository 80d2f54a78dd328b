"""Questions of a lesson's page are answered without a kernel, and nothing of them is lost."""

import json

import pytest

from quizzes.engine import load_bank
from tests.course.pages.page_checks import wait_until_drawn
from tests.running import take_kernel, wait_until_ready
from tests.theme.first.test_whole_in_browser import PATIENT, assert_nothing_jumped

pytestmark = pytest.mark.browser

LESSON = "06_who_may_be_tried"
ITEM = next(item for item in load_bank().live(LESSON, "alone") if item.type == "multi")
CARD = f".kq-card[data-item='{ITEM.id}']"
ANSWERS = "**/voila/api/answers/*"


@pytest.fixture
def page(new_page):
    with new_page() as opened:
        opened.asked = []
        opened.on("request", lambda request: opened.asked.append(request.url))
        yield opened


def asked(page, what: str) -> int:
    return sum(f"/voila/api/{what}/" in address for address in page.asked)


def open_at_question(page, lesson_urls):
    page.goto(f"{lesson_urls[LESSON]}#{ITEM.id}")
    wait_until_ready(page)
    return page.locator(CARD)


def answer(card):
    """Choose the first option, unsure where that is asked, and have it checked."""
    card.locator(".kq-option input").first.check()
    for unsure in card.locator(".kq-certainty input[value='2']").all():
        unsure.check()
    card.locator(".kq-check").click()


def until(page, state: str):
    page.wait_for_selector(f"{CARD}[data-state={state}]", state="attached")


def events(page) -> list[str]:
    store = page.evaluate("localStorage.getItem('ketamine-course:v1')")
    return [each["event"] for each in json.loads(store or '{"events": []}')["events"]]


def test_a_question_is_graded_without_a_kernel_and_stands_at_the_next_visit(page, lesson_urls):
    card = open_at_question(page, lesson_urls)
    assert asked(page, "answers") == 0, "who has answered nothing asks nothing"
    answer(card)
    until(page, "graded")
    said = card.locator(".kq-status").inner_text(), card.locator(".kq-feedback").inner_text()
    assert events(page) == ["answer", "grade"] and all(said)
    assert (asked(page, "answers"), asked(page, "open")) == (1, 0)
    card = open_at_question(page, lesson_urls)
    page.reload()
    wait_until_ready(page)
    assert card.get_attribute("data-state") == "graded"
    assert said == (
        card.locator(".kq-status").inner_text(),
        card.locator(".kq-feedback").inner_text(),
    )
    assert (asked(page, "answers"), asked(page, "open")) == (1, 0)


def test_an_answer_given_without_a_network_is_graded_when_it_is_back(page, lesson_urls):
    failed = []
    page.route(ANSWERS, lambda route: (failed.append(route.request.url), route.abort()))
    card = open_at_question(page, lesson_urls)
    answer(card)
    page.wait_for_selector("#session-banner:not([hidden])")
    assert len(failed) > 1 and card.get_attribute("data-state") == "waiting"
    assert "Your answers are saved in this browser" in page.locator("#session-banner").inner_text()
    assert events(page) == [], "it is no answer before it is accepted"
    page.unroute(ANSWERS)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    until(page, "graded")
    assert "No reply" not in card.inner_text()
    page.wait_for_selector("#session-banner", state="hidden")
    assert events(page) == ["answer", "grade"]


def test_another_edition_is_told_and_the_answer_is_graded_after_the_reload(page, lesson_urls):
    told = json.dumps({"message": "The course has been updated since this page was opened."})
    page.route(ANSWERS, lambda route: route.fulfill(status=409, body=told))
    card = open_at_question(page, lesson_urls)
    answer(card)
    page.wait_for_selector("html[data-session=lost]", state="attached")
    assert "has been updated" in page.locator("#session-banner").inner_text()
    assert "saved in this browser" in card.locator(".kq-actions .kq-note").inner_text()
    page.unroute(ANSWERS)
    page.get_by_role("button", name="Reload").click()
    until(page, "graded")
    assert events(page) == ["answer", "grade"]


def test_a_lab_that_lost_its_kernel_stops_no_question(page, lesson_urls, course):
    card = open_at_question(page, lesson_urls)
    kernel = take_kernel(page)
    assert (asked(page, "open"), bool(kernel)) == (1, True)
    page.route("**/voila/api/open/*", lambda route: route.abort())
    course.kernel_process(kernel).kill()
    page.wait_for_selector("html:not([data-kernel])", state="attached")
    answer(card)
    until(page, "graded")


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_jumps_for_a_learner_who_returns(new_page, lesson_urls, width):
    with new_page(width) as page:
        page.goto(lesson_urls[LESSON])
        wait_until_ready(page)
        for quiz in page.locator(".kq-player").all():
            card = quiz.locator(".kq-card:visible")
            answer(card)
            card.locator(".kq-feedback p").first.wait_for()
        page.add_init_script(PATIENT)
        page.goto("about:blank")  # a reload would begin where the page was left
        page.goto(lesson_urls[LESSON])
        wait_until_ready(page)
        wait_until_drawn(page)
        assert page.locator(".kq-card[data-state=graded]:visible").count() == 4
        assert_nothing_jumped(page)
