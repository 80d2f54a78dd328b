"""Cases in Chromium, without a mouse: the expert's ending and each ending that comes early."""

import pytest

from widgets.model.cases import endings, load_cases

pytestmark = pytest.mark.browser

MOST_TABS = 40
CASES = load_cases()


def early_endings(case):
    """One path to each option that ends a case before its last decision."""
    found = {}
    for path in endings(case):
        turn, option = case.walked(path)[-1]
        if option.ends:
            found.setdefault((turn.id, option.id), path)
    return list(found.values())


PATHS = [
    (case.id, path) for case in CASES.values() for path in (case.expert_path, *early_endings(case))
]


@pytest.fixture(scope="module")
def cases_page(open_lesson):
    with open_lesson("12_cases") as page:
        player = page.locator(".x", has=page.get_by_role("heading", name="Cases", exact=True))
        yield page, player


def tab_to(page, player, matches: str):
    """Press Tab from where the focus is until what has it `matches` (a JS test of e)."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(
            f"() => {{ const e = document.activeElement; return Boolean({matches}); }}"
        ):
            return
    raise AssertionError(f"the Tab key never reaches {matches}")


def choose(page, player, text: str):
    """Choose an option with Tab and the arrow keys."""
    tab_to(page, player, "e.type === 'radio'")
    for _ in range(8):
        label = page.evaluate("() => document.activeElement.labels[0].textContent")
        if label == text:
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrow keys never reach {text!r}")


def press(page, player, name: str):
    tab_to(page, player, f"e.tagName === 'BUTTON' && e.textContent.startsWith('{name}')")
    page.keyboard.press("Enter")


def open_case(page, player, title: str):
    """Open a case from the list with the arrow keys; one that was played starts afresh."""
    wanted = title.strip("“”")
    selected = "() => document.activeElement.selectedOptions?.[0]?.textContent ?? ''"
    player.get_by_role("heading", name="Cases", exact=True).focus()
    tab_to(page, player, "e.tagName === 'SELECT'")
    for _ in CASES:
        now = page.evaluate(selected)
        if now == wanted:
            break
        titles = page.evaluate(
            "() => [...document.activeElement.options].map((o) => o.textContent)"
        )
        down = titles.index(wanted) > titles.index(now)
        page.keyboard.press("ArrowDown" if down else "ArrowUp")
        # The list is built anew around the choice; the focus must come back to it.
        page.wait_for_function(f"(last) => ({selected})() && ({selected})() !== last", arg=now)
        player.locator(".x-lead h3", has_text=page.evaluate(selected)).first.wait_for()
    assert page.evaluate(selected) == wanted
    if player.locator("textarea").count():
        press(page, player, "Play this case again")


@pytest.mark.parametrize(("name", "path"), PATHS, ids=[f"{n}-{''.join(p)}" for n, p in PATHS])
def test_an_ending_is_reached_by_keyboard(cases_page, name, path):
    page, player = cases_page
    case = CASES[name]
    open_case(page, player, case.title)
    for number, (turn, option) in enumerate(case.walked(path), 1):
        player.locator("legend", has_text=turn.ask).wait_for()
        choose(page, player, option.text)
        press(page, player, "Commit")
        player.locator(".x-lead h3", has_text=f"Decision {number}:").wait_for()
        press(page, player, "Go on")
    same = sum(option.expert for _, option in case.walked(path))
    player.locator(".x-passages h3", has_text=f"{same} of {len(case.turns)} the same").wait_for()
    for place, line in enumerate(("felt", "drove", "next")):
        tab_to(page, player, f"e.tagName === 'TEXTAREA' && e.id.includes('{line}')")
        page.keyboard.type("One line.")
        assert player.locator("textarea").nth(place).input_value().endswith("One line.")
