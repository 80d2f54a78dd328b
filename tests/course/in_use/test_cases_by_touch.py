"""Cases on a phone in Chromium, by finger: what fits one screen, double taps, axe."""

import pytest

from tests.course.in_use.case_hands import (
    BEFORE_ME,
    Finger,
    begun_anew,
    buttons_of,
    look_back,
    open_case,
    play,
    screens,
    step,
)
from tests.course.pages.live_checks import wait_until_settled
from tests.course.pages.page_checks import axe_problems, reflow_problems
from widgets.controls.cases.play import COMMIT, commit_words
from widgets.model.cases import load_cases
from widgets.view.cases.on_the_way import case_address, case_name

pytestmark = pytest.mark.browser

CASES = load_cases()
OFTEN = ("08b_hard_to_rouse",)
PHONE = {"width": 375, "height": 812, "has_touch": True, "is_mobile": True}
BARS_PX = 120  # of the page, above and below what is read
# How high each decision stands in the place of the one that is due: from the top of its question to
# the foot of its button, in CSS pixels.
HEIGHTS = """(player, asked) => {
  const group = player.querySelector(".x-controls .x-group");
  const button = [...player.querySelectorAll(".x-action button")].at(-1);
  const label = group.querySelector("label").cloneNode(true);
  return asked.map(([question, options, press]) => {
    for (const each of group.querySelectorAll("label")) each.remove();
    group.querySelector("legend").textContent = question;
    for (const text of options) {
      const each = label.cloneNode(true);
      each.querySelector("span").textContent = text;
      group.append(each);
    }
    button.textContent = press;
    const top = group.querySelector("legend").getBoundingClientRect().top;
    return button.getBoundingClientRect().bottom - top;
  });
}"""

# The numbers that this page has drawn, as its browser keeps them.
DRAWN = """() => Object.entries(localStorage)
  .filter(([name]) => name.includes(":explorer:"))
  .flatMap(([, kept]) => Object.values(JSON.parse(kept).values))
  .filter((text) => /^yes@\\d{1,6}$/.test(text))"""


@pytest.fixture(scope="module")
def phone(open_lesson):
    with open_lesson("12_cases", **PHONE) as page:
        yield lambda: begun_anew(page)


EACH = [pytest.param(n, marks=[] if n in OFTEN else pytest.mark.all) for n in CASES]


def every_decision():
    """Each decision of each case and of its visits, and each push-back: where it is, and its
    words.
    """
    for case in CASES.values():
        for turn in (*case.turns, *(turn for visit in case.visits for turn in visit.turns)):
            texts = [option.text for option in turn.options]
            yield f"{case.id} {turn.id}", (turn.ask, texts, commit_words(turn))
            for number, press in enumerate(turn.presses, 1):
                said = [answer.text for answer in press.answers]
                yield f"{case.id} {turn.id} pushed {number}", (press.says, said, COMMIT["press"])


def test_each_decision_fits_a_screen_from_its_question_to_its_button(phone):
    page, player = phone()
    case, hands = CASES["01_add_ketamine"], Finger(page, player)
    open_case(page, player, case)
    step(hands, case, lambda turn: turn.expert.text)
    player.locator(".x-controls legend", has_text=case.turns[0].ask).wait_for()
    wait_until_settled(page)
    names, asked = zip(*every_decision(), strict=True)
    heights = dict(zip(names, player.evaluate(HEIGHTS, asked), strict=True))
    assert len(heights) == len(names) and min(heights.values()) > 100
    room = PHONE["height"] - BARS_PX
    assert {name: px for name, px in heights.items() if px > room} == {}


@pytest.mark.parametrize("name", EACH)
def test_a_case_is_played_by_finger(phone, name):
    page, player = phone()
    case, hands = CASES[name], Finger(page, player)
    open_case(page, player, case)
    while step(hands, case, lambda turn: turn.options[0].text):
        pass
    look_back(hands)
    assert axe_problems(page) == [] and reflow_problems(page, 375) == []


@pytest.mark.parametrize("name", EACH)
def test_each_kind_of_screen_is_sound_and_outlives_a_reload(phone, name):
    page, player = phone()
    case, hands = CASES[name], Finger(page, player)
    open_case(page, player, case)
    kinds = []
    for kind in screens(hands, case):
        kinds.append(kind)
        assert axe_problems(page) == [], kind
        before = player.evaluate(BEFORE_ME)
        page.wait_for_function(
            "() => Object.keys(localStorage).some((name) => name.includes(':explorer:'))"
        )
        page.reload()
        page.locator('html[data-session="ready"]').wait_for()
        wait_until_settled(page)
        assert player.evaluate(BEFORE_ME) == before, kind
    assert kinds[-2:] == ["end", "debrief"] and len(kinds) > 2


def test_a_second_tap_neither_asks_twice_nor_draws_twice(phone):
    page, player = phone()
    case, hands = CASES["02_burning_arm"], Finger(page, player)
    open_case(page, player, case)
    asked = case.asks[0]
    box = hands.buttons(asked.ask).bounding_box()
    place = box["x"] + 20, box["y"] + 20
    page.touchscreen.tap(*place)
    player.locator(".x-told", has_text=asked.ask).wait_for()
    page.touchscreen.tap(*place)
    wait_until_settled(page)
    assert player.locator(".x-told").count() == 1
    starts = next(o for t in case.turns for o in t.options if o.luck)
    while not player.locator(".x-lead section", has_text="You: ").count():
        step(hands, case, lambda turn: starts.text)
    wait_until_settled(page)
    told = player.locator(".x-lead section", has_text="You: ").inner_text()
    drawn = page.evaluate(DRAWN)
    assert len(drawn) == 1
    page.reload()
    page.locator('html[data-session="ready"]').wait_for()
    player.locator(".x-lead section", has_text=starts.text).wait_for()
    wait_until_settled(page)
    assert player.locator(".x-lead section", has_text="You: ").inner_text() == told
    assert page.evaluate(DRAWN) == drawn


def test_the_next_case_and_a_link_are_one_tap_away(phone):
    page, player = phone()
    case, hands = CASES["13_journal_club"], Finger(page, player)
    open_case(page, player, case)
    play(hands, case)
    look_back(hands)
    [following] = [text for text in buttons_of(player) if text.startswith("Next: ")]
    hands.press("Next: ")
    name = following.removeprefix("Next: ").partition(",")[0]
    strip = player.locator(".x-strip > summary", has_text=f"{name} ·")
    strip.wait_for()
    wait_until_settled(page)
    strip.tap()
    link = player.locator(".x-strip a", has_text="Link to this case")
    offered = next(each for each in CASES.values() if case_name(each) == name)
    assert link.get_attribute("href").endswith(f"12_cases.ipynb#{case_address(offered)}")
