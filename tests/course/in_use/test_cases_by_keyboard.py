"""Cases in Chromium, without a mouse: each option of each decision, each early ending, each lab.

With EVERY_ENDING=1 in the environment (`make endings`) every way through every case is played: some
thousands, which takes a good half hour.
"""

import os

import pytest

from tests.course.pages.live_checks import wait_until_settled
from widgets.model.cases import endings, load_cases

pytestmark = pytest.mark.browser

MOST_TABS = 60
PATHS_PER_PAGE = 25  # a page remembers what was chosen in every run; nobody plays hundreds of them
CASES = load_cases()


def early_endings(case):
    """One path to each option that ends a case before its last decision."""
    found = {}
    for path in endings(case):
        turn, option = case.walked(path)[-1]
        if option.ends:
            found.setdefault((turn.id, option.id), path)
    return list(found.values())


def covering(case):
    """Paths to the end that choose each option of each decision at least once."""
    for place in range(max(len(turn.options) for turn in case.turns)):
        chosen = (turn.options[place % len(turn.options)] for turn in case.turns)
        yield tuple(
            turn.expert.id if option.ends else option.id
            for turn, option in zip(case.turns, chosen, strict=True)
        )


def paths_of(case):
    if os.environ.get("EVERY_ENDING"):
        return list(endings(case))
    return list(dict.fromkeys((case.expert_path, *covering(case), *early_endings(case))))


PATHS = [(case.id, path) for case in CASES.values() for path in paths_of(case)]
# The expert's way through each case often, every option and early end with make test-all.
WALKS = [
    pytest.param(
        name,
        path,
        id=f"{name}-{''.join(path)}",
        marks=[] if path == CASES[name].expert_path else pytest.mark.all,
    )
    for name, path in PATHS
]


def test_the_paths_choose_every_option():
    chosen = {
        (name, turn.id, option.id)
        for name, path in PATHS
        for turn, option in CASES[name].walked(path)
    }
    every = {
        (case.id, turn.id, option.id)
        for case in CASES.values()
        for turn in case.turns
        for option in turn.options
    }
    assert chosen == every


@pytest.fixture(scope="module")
def cases_page(open_lesson):
    with open_lesson("12_cases") as page:
        played = 0

        def fresh():
            nonlocal played
            played += 1
            if played % PATHS_PER_PAGE == 0:
                page.evaluate("() => localStorage.clear()")
                page.reload()
                page.locator('html[data-session="ready"]').wait_for()
            player = page.locator(".x", has=page.get_by_role("heading", name="Cases", exact=True))
            return page, player

        yield fresh


def tab_to(page, matches: str):
    """Press Tab from where the focus is until what has it `matches` (a JS test of e)."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(
            f"() => {{ const e = document.activeElement; return Boolean({matches}); }}"
        ):
            return
    raise AssertionError(f"the Tab key never reaches {matches}")


def choose(page, text: str):
    """Choose an option with Tab and the arrow keys."""
    tab_to(page, "e.type === 'radio'")
    choose_here(page, text)


def choose_here(page, text: str):
    """Choose an option of the group that has the focus with the arrow keys."""
    for _ in range(8):
        label = page.evaluate("() => document.activeElement.labels[0].textContent")
        if label == text:
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrow keys never reach {text!r}")


def press(page, name: str):
    tab_to(page, f"e.tagName === 'BUTTON' && e.textContent.startsWith('{name}')")
    page.keyboard.press("Enter")


def type_into(page, label: str, text: str):
    tab_to(page, f"e.labels?.[0]?.textContent.startsWith('{label}')")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def to_the_top(player):
    player.get_by_role("heading", name="Cases", exact=True).focus()


def pick(page, wanted: str):
    """Choose from the list that has the focus with the arrow keys; it may be built anew."""
    plain = "textContent.replace(' (played)', '')"
    selected = f"() => document.activeElement.selectedOptions?.[0]?.{plain} ?? ''"
    # In one step: the list may be built anew between two looks at it.
    listed = f"() => [({selected})(), [...document.activeElement.options].map((o) => o.{plain})]"
    for _ in range(len(CASES) + 1):
        now, texts = page.evaluate(listed)
        if now == wanted:
            return
        page.keyboard.press("ArrowDown" if texts.index(wanted) > texts.index(now) else "ArrowUp")
        page.wait_for_function(f"(last) => ({selected})() && ({selected})() !== last", arg=now)
        yield page.evaluate(selected)
    raise AssertionError(f"the arrow keys never reach {wanted!r}")


def open_case(page, player, title: str):
    """Open a case from the list with the arrow keys; one that was begun starts afresh."""
    to_the_top(player)
    tab_to(page, "e.tagName === 'SELECT'")
    for now in pick(page, title.strip("“”")):
        player.locator(".x-lead h3", has_text=now).first.wait_for()
    if player.locator("textarea").count():
        press(page, "Play again")


def commit(page, player, turn, option):
    """Past the labs before a decision, commit to an option, and past what follows it."""
    legend = player.locator("legend", has_text=turn.ask)
    for number in range(len(turn.before)):
        go = player.locator(f"button[id$='~{turn.id}~before{number}~on']")
        go.wait_for()
        to_the_top(player)
        press(page, "Go on")
        go.wait_for(state="detached")
    legend.wait_for()
    choose(page, option.text)
    press(page, "Commit")
    player.locator(".x-lead h3", has_text=f"{turn.ask}").wait_for()
    for number in range(9):
        go = player.locator(f"button[id$='~{turn.id}~after{number}~on']")
        if number and not go.count():
            break
        go.wait_for()
        if number:
            to_the_top(player)
        # behind the last decision the button leads to this course's way
        press(page, "See this course" if go.inner_text().startswith("See") else "Go on")
        go.wait_for(state="detached")


@pytest.mark.parametrize(("name", "path"), WALKS)
def test_an_ending_is_reached_by_keyboard(cases_page, name, path):
    page, player = cases_page()
    case = CASES[name]
    open_case(page, player, case.title)
    for turn, option in case.walked(path):
        commit(page, player, turn, option)
    same = sum(option.expert for _, option in case.walked(path))
    reached = f"{len(path)}{'' if len(path) == len(case.turns) else ' reached'}"
    player.locator(".x-lead h3", has_text=f"{same} of {reached} the same").wait_for()
    for place, line in enumerate(("felt", "drove", "next")):
        tab_to(page, f"e.tagName === 'TEXTAREA' && e.id.includes('{line}')")
        page.keyboard.type("One line.")
        assert player.locator("textarea").nth(place).input_value().endswith("One line.")


def test_the_bench_and_the_level_of_a_case_are_worked_by_keyboard(cases_page):
    page, player = cases_page()
    case = CASES["05_everything_tried"]
    open_case(page, player, case.title)
    for turn in case.turns[:-1]:
        commit(page, player, turn, turn.expert)
    dose = case.turns[-1]
    choose(page, dose.expert.text)
    press(page, "Commit")
    player.locator("select[id*='syringe']").wait_for()
    tab_to(page, "e.tagName === 'SELECT' && e.id.includes('syringe')")
    page.keyboard.type("10")  # a list jumps to what is typed
    for label, text in (
        ("The order in one hour", "3.1"),
        ("What the pump must run at", "3.1"),
        ("The same order on a pump", "0.8333"),
        ("Second calculation", "74.4"),
    ):
        type_into(page, label, text)
    press(page, "Check")
    player.locator("h3", has_text="Not yet").wait_for()
    to_the_top(player)
    type_into(page, "What the pump must run at", "0.31")
    press(page, "Check")
    player.locator("h3", has_text="Right").wait_for()
    to_the_top(player)
    press(page, "Go on")
    player.locator("input[type=range]").first.wait_for()
    tab_to(page, "e.type === 'range'")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    press(page, "Show the curve")
    player.locator(".x-lead h3", has_text="Your prediction").wait_for()
    assert "3.1 mg/h" in player.locator(".x-lead").inner_text(), "the order that was worked out"
    to_the_top(player)
    press(page, "Go on")
    player.locator(".x-lead h3", has_text="5 of 5 the same").wait_for()
    assert player.locator("textarea").count() == 3


def test_a_pump_of_a_case_is_read_and_another_way_taken_by_keyboard(cases_page):
    page, player = cases_page()
    case = CASES["09_read_me_the_pump"]
    open_case(page, player, case.title)
    commit(page, player, case.turns[0], case.turns[0].expert)
    player.locator("legend", has_text="What is wrong?").wait_for()
    choose(page, "The pump is set per minute, the order is per hour")
    type_into(page, "Ketamine that the patient really gets", "420")
    press(page, "Check")
    player.locator("h3", has_text="The check that finds it").wait_for()
    assert "60 times the order" in player.locator(".x-readouts").inner_text()
    for turn in case.turns[1:]:
        commit(page, player, turn, turn.expert)
    player.locator(".x-lead h3", has_text="6 of 6 the same").wait_for()
    to_the_top(player)
    tab_to(page, "e.tagName === 'SELECT' && e.id.includes('from')")
    for _ in pick(page, "decision 6"):
        pass
    press(page, "Play again")
    commit(page, player, case.turns[5], case.turns[5].options[0])
    player.locator(".x-lead h3", has_text="5 of 6 the same").wait_for()


def test_a_case_goes_on_after_a_reload_with_what_was_written(cases_page):
    page, player = cases_page()
    case, other = CASES["02_burning_arm"], CASES["04_a_block_is_possible"]
    open_case(page, player, case.title)
    for turn in case.turns:
        commit(page, player, turn, turn.expert)
    tab_to(page, "e.tagName === 'TEXTAREA'")
    page.keyboard.type("A word of my own.")
    page.wait_for_function("() => Object.values(localStorage).join().includes('A word of my own.')")
    open_case(page, player, other.title)
    commit(page, player, other.turns[0], other.turns[0].options[0])
    page.reload()
    page.locator('html[data-session="ready"]').wait_for()
    player.locator("legend", has_text=other.turns[1].ask).wait_for()
    wait_until_settled(page)  # what is kept is asked for, and then a picture of this page's width
    assert other.turns[0].options[0].text in player.locator(".x-lead").inner_text()
    listed = player.locator("select option").all_text_contents()
    assert f"{case.title.strip('“”')} (played)" in listed
    to_the_top(player)
    tab_to(page, "e.tagName === 'SELECT'")
    for _ in pick(page, case.title.strip("“”")):
        pass
    player.locator(".x-lead h3", has_text="3 of 3 the same").wait_for()
    assert player.locator("textarea").first.input_value() == "A word of my own."


def test_the_focus_leads_to_what_is_new(cases_page):
    page, player = cases_page()
    case = CASES["03_more_morphine"]
    open_case(page, player, case.title)
    focused = "() => document.activeElement.textContent"
    choose(page, case.turns[0].expert.text)
    press(page, "Commit")
    player.locator(".x-lead h3", has_text=case.turns[0].ask).wait_for()
    assert case.turns[0].expert.consequence in page.evaluate(focused)
    press(page, "Go on")
    player.locator("legend", has_text=case.turns[1].ask).wait_for()
    assert case.turns[1].ask in page.evaluate(focused), "the next question, not the last answer"
    press(page, "Commit")
    player.locator(".x-message", has_text="Choose one option first.").wait_for()
    assert page.evaluate(focused).startswith("Commit"), "a refused press stays where it was"
    page.keyboard.press("Shift+Tab")
    choose_here(page, case.turns[1].expert.text)
    press(page, "Commit")
    player.locator(".x-lead h3", has_text=case.turns[1].ask).wait_for()
    assert case.turns[1].expert.consequence in page.evaluate(focused), "not the folded one"
