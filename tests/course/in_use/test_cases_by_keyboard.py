"""Cases in Chromium, without a mouse: to an end, with each option, asks, labs, and a reload.

With EVERY_ENDING=1 in the environment (`make endings`) every way through every case is played: some
hundreds, which takes a good half hour.
"""

import os

import pytest

from tests.course.in_use.case_hands import (
    Keyboard,
    begun_anew,
    buttons_of,
    covering,
    look_back,
    open_case,
    play,
    step,
)
from tests.course.pages.live_checks import wait_until_settled
from tests.course.pages.page_checks import axe_problems
from widgets.model.cases import load_cases
from widgets.model.cases.walk import expert_path, paths, walk

pytestmark = pytest.mark.browser

CASES = load_cases()
DEALT = {case.id for case in CASES.values() if any(turn.drawn for turn in case.turns)}
OFTEN = ("08b_hard_to_rouse", "05_everything_tried")


def ways_of(case):
    if case.id in DEALT:  # chance deals: this course's way, whatever comes
        return [None]
    if os.environ.get("EVERY_ENDING"):
        return list(paths(case))
    return list(dict.fromkeys((expert_path(case), *covering(case))))


WALKS = [
    pytest.param(
        name,
        path,
        id=f"{name}-{number}",
        marks=[] if name in OFTEN and not number else pytest.mark.all,
    )
    for name, case in CASES.items()
    for number, path in enumerate(ways_of(case))
]


@pytest.fixture(scope="module")
def cases_page(open_lesson):
    with open_lesson("12_cases") as page:
        played = 0

        def fresh():
            nonlocal played
            played += 1
            return begun_anew(page, played > 1)

        yield fresh


@pytest.mark.parametrize(("name", "path"), WALKS)
def test_an_ending_is_reached_by_keyboard(cases_page, name, path):
    page, player = cases_page()
    case, hands = CASES[name], Keyboard(page, player)
    open_case(page, player, case)
    play(hands, case, path)
    if player.locator("textarea").count():
        hands.tab_to("e.tagName === 'TEXTAREA'")
        page.keyboard.type("One line.")
        assert player.locator("textarea").first.input_value() == "One line."
    look_back(hands)
    walked = walk(case, path or expert_path(case)).steps
    if case.id not in DEALT:
        decided = [option for turn, option in walked if turn.kind != "press"]
        same = sum(option.expert for option in decided)
        assert player.locator(".x-lead h3", has_text=f"{same} of {len(decided)} the same").count()
    if name in OFTEN:
        assert axe_problems(page) == []


def test_asks_are_answered_where_they_were_pressed(cases_page):
    page, player = cases_page()
    case, hands = CASES["01_add_ketamine"], Keyboard(page, player)
    open_case(page, player, case)
    hands.to_the_top()
    for ask in case.asks[: case.asks_allowed]:
        hands.press(ask.ask)
        answered = player.locator(".x-told", has_text=ask.ask)
        answered.wait_for()
        assert ask.answer in answered.inner_text()
        focused = page.evaluate("() => document.activeElement.textContent")
        assert ask.answer in focused, "the focus is on the answer"
    player.locator("legend", has_text=case.turns[0].ask).wait_for()
    wait_until_settled(page)
    assert buttons_of(player) == ["Commit: I would do this"]
    page.reload()
    page.locator('html[data-session="ready"]').wait_for()
    player.locator("legend", has_text=case.turns[0].ask).wait_for()
    assert case.asks[0].answer in player.inner_text(), "kept, like every press"


def test_a_case_goes_on_after_a_reload_with_what_was_written(cases_page):
    page, player = cases_page()
    case, other = CASES["02_burning_arm"], CASES["04_a_block_is_possible"]
    hands = Keyboard(page, player)
    open_case(page, player, case)
    play(hands, case)
    hands.tab_to("e.tagName === 'TEXTAREA'")
    page.keyboard.type("A word of my own.")
    page.wait_for_function("() => Object.values(localStorage).join().includes('A word of my own.')")
    open_case(page, player, other)
    first = other.turns[0]
    while not player.locator(".x-lead section", has_text="You: ").count():
        step(hands, other, lambda turn: turn.options[0].text)
    page.reload()
    page.locator('html[data-session="ready"]').wait_for()
    player.locator(".x-lead section", has_text=first.options[0].text).wait_for()
    wait_until_settled(page)  # what is kept is asked for, and then a picture of this page's width
    open_case(page, player, case)
    player.locator("textarea").first.wait_for()
    assert player.locator("textarea").first.input_value() == "A word of my own."
    look_back(hands)
    player.locator(".x-strip summary").click()
    listed = player.locator(".x-strip select option").all_text_contents()
    assert [text for text in listed if text.endswith("(played)")] == [
        f"{case.number} {case.title.strip('“”')} (played)"
    ]


def test_the_focus_leads_to_what_is_new(cases_page):
    page, player = cases_page()
    case, hands = CASES["03_more_morphine"], Keyboard(page, player)
    open_case(page, player, case)
    focused = "() => document.activeElement.textContent"
    hands.to_the_top()
    hands.press("Decide now")
    player.locator("legend", has_text=case.turns[0].ask).wait_for()
    wait_until_settled(page)
    hands.to_the_top()
    hands.press("Commit")
    player.locator(".x-message", has_text="Choose one option first.").wait_for()
    assert page.evaluate(focused).startswith("Commit"), "a refused press stays where it was"
    hands.to_the_top()
    hands.choose(case.turns[0].expert.text)
    hands.press("Commit")
    player.locator(".x-lead section", has_text=case.turns[0].expert.happens[:20]).wait_for()
    page.wait_for_function(
        "(told) => document.activeElement.textContent.includes(told)",
        arg=case.turns[0].expert.happens[:20],
    )


def test_the_bench_and_the_level_of_a_case_are_worked_by_keyboard(cases_page):
    page, player = cases_page()
    case, hands = CASES["05_everything_tried"], Keyboard(page, player)
    open_case(page, player, case)
    while not player.locator("select[id*='syringe']").count():
        step(hands, case, lambda turn: turn.expert.text)
        wait_until_settled(page)

    def type_into(label: str, text: str):
        hands.tab_to(f"e.labels?.[0]?.textContent.startsWith('{label}')")
        page.keyboard.press("Control+A")
        page.keyboard.type(text)

    hands.to_the_top()
    hands.tab_to("e.tagName === 'SELECT' && e.id.includes('syringe')")
    page.keyboard.type("10")  # a list jumps to what is typed
    for label, text in (
        ("The order in one hour", "3.1"),
        ("What the pump must run at", "3.1"),
        ("The same order on a pump", "0.8333"),
        ("Second calculation", "74.4"),
    ):
        type_into(label, text)
    hands.press("Check")
    player.locator("h3", has_text="Not yet").wait_for()
    hands.to_the_top()
    type_into("What the pump must run at", "0.31")
    hands.press("Check")
    player.locator("h3", has_text="Right").wait_for()
    hands.to_the_top()
    hands.press("Go on")
    player.locator("input[type=range]").first.wait_for()
    hands.tab_to("e.type === 'range'")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    hands.press("Show the curve")
    player.locator(".x-lead h3", has_text="Your prediction").wait_for()
    assert "3.1 mg/h" in player.locator(".x-lead").inner_text(), "the order that was worked out"


def test_the_list_is_walked_with_the_arrow_keys_past_each_case(cases_page):
    page, player = cases_page()
    hands = Keyboard(page, player)
    hands.to_the_top()
    hands.tab_to("e.tagName === 'SELECT'")
    for case in list(CASES.values())[:3]:
        page.keyboard.press("ArrowDown")
        name = f"Case {case.number}{case.form} ·"
        player.locator(".x-strip > summary", has_text=name).wait_for()
        wait_until_settled(page)
        assert page.evaluate("() => document.activeElement.tagName") == "SELECT"
