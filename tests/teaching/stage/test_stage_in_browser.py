"""A session as a teacher runs it: keys, layers, hands, two windows, and nothing told too early."""

import json
import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from quizzes.engine import answer_key, load_bank
from teaching import load_plans
from tests.course.pages.page_checks import axe_problems
from tests.teaching.stage.session import (
    KEPT,
    address,
    current,
    each_state,
    layers_of,
    open_stage,
)

pytestmark = [pytest.mark.slow, pytest.mark.browser]
HUDDLE, CASE, SHORT_CASE = "huddle_20", "one_case_8?case=5", "one_case_8?case=1"
QUESTION = "one_question?question=TRI-001"
CLICKER = {"next": "PageDown", "back": "PageUp", "reveal": "F5", "black": "."}


@pytest.fixture
def stage(new_page, course_url):
    """A page on which the session with one question stands at the question."""
    with new_page(1280, 720) as page:
        open_stage(page, course_url, QUESTION)
        page.keyboard.press("PageDown")
        yield page


def text_of(html: str) -> str:
    """The words of HTML, without tags, as one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("plan", [SHORT_CASE, pytest.param(HUDDLE, marks=pytest.mark.all)])
def test_nothing_of_a_key_is_in_the_page_before_its_reveal(new_page, course_url, plan):
    told = layers_of(course_url, plan)
    with urlopen(address(course_url, plan), timeout=90) as answer:
        source = answer.read().decode()
    with new_page(1280, 720) as page:
        open_stage(page, course_url, plan)
        here = 0
        for _ in each_state(page):
            revealed = current(page).get_attribute("data-layer")
            if not revealed:  # a screen has just come
                title = current(page).locator("h1").text_content()
                here = next(
                    n for n, e in enumerate(told["screens"]) if n >= here and e["title"] == title
                )
                whole = page.content()
                assert "data-right" not in whole and 'class="mark"' not in whole
                for screen in told["screens"]:
                    reasons = [
                        e["html"] for e in screen["layers"] if e["kind"] in ("why", "option")
                    ]
                    notes = [screen["notes"]["say"], *screen["notes"]["expect"]]
                    for secret in [*reasons, *filter(None, notes)]:
                        assert secret not in whole and secret not in source, screen["title"]
        assert page.evaluate(KEPT) == [0, 0, "", 0]


def test_the_layers_come_one_by_one_and_go_again(stage):
    key = answer_key(next(each for each in load_bank().items if each.id == "TRI-001"))
    right = next(each for each in key.options if each.correct)
    section = current(stage)
    for hand in "112":
        stage.keyboard.press(hand)
    assert section.locator(".bars").count() == 0
    stage.keyboard.press("r")
    expect(section.locator(".bar-number")).to_have_text(
        ["2 before", "1 before", "0 before", "0 before"]
    )
    assert section.locator("[data-right]").count() == 0
    stage.keyboard.press("Enter")
    expect(section.locator(".options > [data-right] .option-words")).to_contain_text(right.text)
    expect(section.locator(".options > [data-right]")).to_contain_text("Right")
    stage.keyboard.press("ArrowUp")
    expect(section.locator(".layer")).to_contain_text(" ".join(key.why)[:60])
    expect(section.locator(".layer .named")).not_to_contain_text(right.text)
    expect(section.locator(".options")).to_be_hidden()
    told = section.locator(".layer").text_content()
    while stage.locator("#reveal").is_enabled():
        stage.keyboard.press("F5")
        told += section.locator(".layer").text_content()
        if section.get_attribute("data-layer") == "option":
            letter = section.locator(".layer .letter").text_content()
            words = section.locator(".layer .named span").text_content()
            reason = next(each.reason for each in key.options if each.text == words)
            expect(section.locator(".layer")).to_contain_text(reason[:40])
            assert section.locator(f".options > [data-letter={letter}]").count() == 1
    assert all(each.reason[:40] in told for each in key.options)
    assert right.text not in told
    while section.get_attribute("data-layer"):
        stage.keyboard.press("ArrowDown")
    assert section.locator("[data-revealed]").count() == 0


def test_a_session_by_clicker_keys_alone(new_page, course_url):
    with new_page(1280, 720) as page:
        open_stage(page, course_url, SHORT_CASE)
        titles = []
        while True:
            titles.append(current(page).locator("h1").text_content())
            revealed = 0
            while page.locator("#reveal").is_enabled():
                page.keyboard.press(CLICKER["reveal"])
                revealed += 1
            page.keyboard.press(CLICKER["black"])
            expect(page.locator("#black")).to_be_visible()
            page.keyboard.press(CLICKER["next"])  # light first: nobody saw what would have come
            expect(page.locator("#black")).to_be_hidden()
            assert current(page).locator("h1").text_content() == titles[-1]
            if page.locator("#next").is_disabled():
                break
            page.keyboard.press(CLICKER["next"])
        told = [each["title"] for each in layers_of(course_url, SHORT_CASE)["screens"]]
        assert titles == told and revealed == 0
        for title in reversed(titles[:-1]):
            page.keyboard.press(CLICKER["back"])
            assert current(page).locator("h1").text_content() == title
        assert page.url.endswith("order=abc123")


def test_an_address_leads_to_its_step_and_follows_the_screen(new_page, course_url):
    with new_page(1280, 720) as page:
        page.goto(f"{address(course_url, CASE)}#step=2")
        page.wait_for_selector("html[data-stage=ready]", state="attached")
        expect(current(page)).to_have_attribute("data-step", "2")
        first = current(page).inner_text()
        page.keyboard.press("n")
        here, second = page.url, current(page).inner_text()
        assert here.endswith("#step=2.2") and second != first, "the next screen of that step"
        page.reload()
        page.wait_for_selector("html[data-stage=ready]", state="attached")
        expect(current(page)).to_have_attribute("data-step", "2")
        assert page.url == here and current(page).inner_text() == second


def test_an_order_is_chosen_at_the_start_and_kept_in_the_address(new_page, course_url):
    with new_page(1280, 720) as page:
        page.goto(f"{course_url}teach/stage/{QUESTION}")
        order = re.search(r"[?&]order=([0-9a-f]{6})\b", page.url)
        assert order and "question=TRI-001" in page.url
        listed = page.locator(".options .option-words").all_text_contents()
        page.reload()
        assert page.locator(".options .option-words").all_text_contents() == listed
        others = [
            [o["text"] for o in layers_of(course_url, QUESTION, each)["screens"][1]["options"]]
            for each in "abcdef"
        ]
        assert len({json.dumps(each) for each in others}) > 1


def test_the_presenter_view_stands_alone_on_a_phone(new_page, course_url):
    with new_page(375, 700) as page:
        page.goto(address(course_url, HUDDLE).replace("?", "/presenter?"))
        page.wait_for_selector("html[data-stage=ready]", state="attached")
        expect(page.locator("#in-step")).to_contain_text("Alone: no stage of this session")
        page.locator("#next").tap() if page.evaluate("'ontouchstart' in window") else page.locator(
            "#next"
        ).click()
        expect(page.locator("#now")).to_have_text(
            layers_of(course_url, HUDDLE)["screens"][1]["title"]
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe_problems(page) == []


def test_the_network_may_go_once_the_answers_are_here(stage):
    stage.context.set_offline(True)
    stage.keyboard.press("r")
    expect(current(stage).locator("[data-right]")).to_be_visible()
    stage.keyboard.press("q")
    expect(stage.locator("#code-address")).to_contain_text("02_what_the_trials_found.ipynb#TRI-001")
    assert stage.locator("#code-place svg").count() == 1
    expect(stage.locator("#code-note")).to_contain_text("No phone can open this address")


def test_where_the_answers_cannot_be_fetched_the_screens_are_still_there(new_page, course_url):
    with new_page(1280, 720) as page:
        page.route("**/layers?*", lambda route: route.abort())
        page.goto(address(course_url, QUESTION))
        expect(page.locator("#trouble")).to_be_visible()
        page.keyboard.press("n")
        expect(current(page).locator(".options")).to_be_visible()
        page.unroute("**/layers?*")
        expect(page.locator("#trouble")).to_be_hidden(timeout=60_000)
        page.keyboard.press("r")
        expect(current(page).locator("[data-right]")).to_be_visible()


def test_the_presenter_view_says_that_the_answers_are_to_come(new_page, course_url):
    with new_page(1000, 800) as page:
        page.route("**/layers?*", lambda route: route.abort())
        page.goto(address(course_url, QUESTION).replace("?", "/presenter?"))
        expect(page.locator("#trouble")).to_be_visible()
        page.unroute("**/layers?*")
        expect(page.locator("#trouble")).to_be_hidden(timeout=60_000)
        page.click("#next")
        expect(page.locator("#told")).to_be_visible()
        key, keys = (page.locator(each).bounding_box() for each in ("#told", ".presenter-keys"))
        assert key["y"] + 40 < keys["y"], "the key begins above the buttons"
        page.click("#again")
        expect(page.locator("#place")).to_contain_text("Screen 1 of")
        expect(page.locator("#whole")).to_contain_text("0:00 of")


def test_keys_for_the_clock_the_colours_and_the_list(stage):
    expect(stage.locator("#clock")).to_be_empty()
    stage.keyboard.press("t")
    expect(stage.locator("#clock")).to_have_text(re.compile(r"^[45]:\d\d left$"))
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = stage.evaluate(paper)
    stage.keyboard.press("c")
    assert stage.evaluate(paper) != light
    stage.keyboard.press("?")
    expect(stage.locator("dialog#keys")).to_be_visible()
    assert axe_problems(stage) == []
    stage.keyboard.press("?")
    expect(stage.locator("dialog#keys")).to_be_hidden()
    stage.keyboard.press("f")
    stage.wait_for_function("() => document.fullscreenElement !== null")
    assert stage.evaluate(KEPT) == [0, 0, "", 0]


def test_axe_finds_nothing_on_any_kind_of_screen_light_or_dark(new_page, course_url):
    with new_page(1280, 720) as page:
        seen, problems = set(), []
        wall = "one_explorer?lesson=02_what_the_trials_found&explorer=TrialWall"
        for plan in (SHORT_CASE, "one_case_8?case=5", wall):
            open_stage(page, course_url, plan)
            for _ in each_state(page, hands="12s"):
                screen = current(page)
                kind = tuple(screen.get_attribute(f"data-{each}") for each in ("kind", "layer"))
                if kind in seen:
                    continue
                seen.add(kind)
                for scheme in ("light", "dark"):
                    page.emulate_media(color_scheme=scheme)
                    problems += axe_problems(page)
        assert not problems, "\n".join(problems)
        assert {"opening", "case", "question", "explorer", "close"} <= {kind for kind, _ in seen}
        assert {"split", "key", "why", "option", "watch", "picture"} <= {layer for _, layer in seen}


def test_what_is_not_there_is_said_in_a_sentence(course_url, new_page):
    with new_page(1280, 720) as page:
        for asked, said in (
            ("one_case_8?case=99", "case must be a number such as 5 or 8A, or an id, got '99'."),
            ("one_question?question=NO-1", "question must be an id of the bank"),
        ):
            answer = page.goto(address(course_url, asked))
            assert answer.status == 404
            expect(page.locator("main")).to_contain_text(said)
        assert page.goto(address(course_url, "no_such_plan")).status == 404


def test_every_plan_of_the_course_opens(course_url):
    for name, plan in load_plans().items():
        if not plan.takes_a_case:
            told = layers_of(course_url, name)
            assert [each["id"] for each in told["steps"]] == [step.id for step in plan.steps]
            assert {each["step"] for each in told["screens"]} >= set(range(1, len(plan.steps) + 1))
