"""Hands of a room: counted by keys or typed, before and after the talk, nothing in silence."""

import pytest
from playwright.sync_api import expect

from tests.course.pages.page_checks import axe_problems
from tests.teaching.stage.session import address, current, open_stage

pytestmark = [pytest.mark.slow, pytest.mark.browser]
QUESTION = "one_question?question=TRI-001"


@pytest.fixture
def stage(new_page, course_url):
    """A page on which the session with one question stands at the question."""
    with new_page(1280, 720) as page:
        open_stage(page, course_url, QUESTION)
        page.keyboard.press("PageDown")
        yield page


def test_hands_are_counted_before_and_after_the_talk(stage):
    section = current(stage)
    for key in ("1", "1", "s", "2", "v", "2", "2", "2", "Shift+Digit2", "s", "s"):
        stage.keyboard.press(key)
    expect(stage.locator("#hands")).to_have_text("2 hands after, 2 sure")
    stage.keyboard.press("9")  # there is no ninth option
    stage.keyboard.press("r")
    numbers = ["2 before, 1 sure", "0 after", "1 before", "2 after, 2 sure"]
    expect(section.locator(".bar-number")).to_have_text([*numbers, *["0 before", "0 after"] * 2])
    words = "Before the talk: 3 hands, 1 sure. After the talk: 2 hands, 2 sure."
    expect(section.locator(".split-words")).to_have_text(words)
    before, after = (
        section.locator(f".bar-fill[data-round={each}]").first for each in ("before", "after")
    )
    looks = [each.evaluate("e => getComputedStyle(e).backgroundImage") for each in (before, after)]
    assert looks[0] != looks[1]  # also without colour
    tracks = section.locator(".bar-track").evaluate_all(
        "all => new Set(all.map((e) => Math.round(e.getBoundingClientRect().width))).size"
    )
    assert tracks == 1  # or bars of different options could not be compared


def test_what_cannot_be_counted_is_said_and_changes_nothing(stage):
    said, hands = stage.locator("#said"), stage.locator("#hands")
    stage.keyboard.press("s")
    expect(said).to_have_text("Count a hand first: s says that it was sure.")
    stage.keyboard.press("Shift+Digit3")
    expect(said).to_have_text("C has none to take away.")
    expect(hands).to_be_empty()
    for key in ("2", "s", "s"):
        stage.keyboard.press(key)
    expect(said).to_have_text("Sure must be at most the hands for B, 1; got 2.")
    expect(hands).to_have_text("1 hand before, 1 sure")
    stage.keyboard.press("Shift+Digit2")
    expect(said).to_have_text("1 of the hands for B are sure: take those away first, got 0.")
    expect(hands).to_have_text("1 hand before, 1 sure")
    stage.keyboard.press("Shift+S")
    expect(said).to_be_hidden()
    stage.keyboard.press("Shift+Digit2")
    expect(hands).to_be_empty()


def test_hands_are_typed_on_the_stage(stage):
    stage.keyboard.press("h")
    dialog = stage.locator("dialog#typed")
    first = dialog.get_by_label("Hands, for A", exact=True)
    expect(first).to_be_focused()
    stage.keyboard.type("14")
    expect(stage.locator("#hands")).to_have_text("14 hands before")
    stage.keyboard.press("Backspace")
    stage.keyboard.type("2")  # a wrong digit, corrected
    expect(stage.locator("#hands")).to_have_text("12 hands before")
    stage.keyboard.press("Enter")
    expect(dialog.get_by_label("of them sure, for A", exact=True)).to_be_focused()
    stage.keyboard.type("13")
    expect(dialog.locator(".refused").first).to_have_text(
        "Sure must be at most the hands for A, 12; got 13. 1 stays."
    )
    stage.keyboard.press("Tab")
    expect(dialog.get_by_label("of them sure, for A", exact=True)).to_have_value("1")
    stage.keyboard.type("7x")
    expect(dialog.locator(".refused").nth(1)).to_have_text(
        "Hands must be a whole number from 0 to 999, got 7x. 7 stays."
    )
    assert axe_problems(stage) == []
    stage.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(stage.locator("#hands")).to_have_text("19 hands before, 1 sure")
    stage.keyboard.press("h")
    for _ in range(2):
        stage.keyboard.press("Tab")
    stage.keyboard.press("Backspace")  # an empty field is no hand
    expect(stage.locator("#hands")).to_have_text("12 hands before, 1 sure")


def test_hands_are_typed_in_the_presenter_view(new_page, course_url):
    with new_page(1000, 800) as page:
        page.goto(address(course_url, QUESTION).replace("?", "/presenter?"))
        page.wait_for_selector("html[data-stage=ready]", state="attached")
        page.click("#next")
        field = page.get_by_label("Hands, for A", exact=True)
        field.click()
        page.keyboard.type("12")
        expect(page.locator("#counted")).to_have_text("12 hands before")
        field.fill("-3")
        expect(page.locator(".refused").first).to_have_text(
            "Hands must be a whole number from 0 to 999, got -3. 12 stays."
        )
        expect(page.locator("#counted")).to_have_text("12 hands before")
        page.click("#round")
        expect(page.get_by_label("Hands, for A", exact=True)).to_have_value("0")
        assert axe_problems(page) == []


def test_a_stage_with_hands_on_it_asks_before_it_goes(stage):
    asked = []
    stage.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    stage.reload()
    stage.wait_for_selector("html[data-stage=ready]", state="attached")
    assert asked == []
    stage.keyboard.press("1")
    expect(stage.locator("#hands")).to_have_text("1 hand before")
    stage.reload()
    assert asked == ["beforeunload"]
