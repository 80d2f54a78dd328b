"""A patient of a case comes back on a later day, on the page that looks back, in Chromium."""

from datetime import date, timedelta

import pytest

from tests.course.in_use.case_hands import Keyboard, look_back, open_case, play, step
from tests.course.pages.live_checks import wait_until_settled
from tests.course.pages.page_checks import axe_problems
from widgets.model.cases import load_cases

pytestmark = pytest.mark.browser

CASE = load_cases()["05_everything_tried"]
VISIT = CASE.visits[0]
# Let what was played today have been played on another day, as this browser keeps it.
PLAYED_ON = """([today, day]) => {
  for (const [name, kept] of Object.entries(localStorage)) {
    if (!name.includes(":explorer:")) continue;
    localStorage.setItem(name, kept.replaceAll(`@${today}`, `@${day}`));
  }
}"""


def player_of(page, heading):
    return page.locator(".x", has=page.get_by_role("heading", name=heading, exact=True))


def test_the_patient_of_yesterday_comes_back_and_the_own_line_with_him(open_lesson, lesson_urls):
    with open_lesson("12_cases") as page:
        hands = Keyboard(page, player_of(page, "Cases"))
        open_case(page, hands.player, CASE)
        play(hands, CASE)
        hands.player.get_by_label("Your stop rule").fill("Off at noon on Friday.")
        look_back(hands)
        page.goto(lesson_urls["90_review"])
        page.locator('html[data-session="ready"]').wait_for()
        again = player_of(page, "Patients whom you have met")
        again.get_by_text("Nobody waits for you today").first.wait_for()
        today = date.today()
        page.evaluate(PLAYED_ON, [today.isoformat(), (today - timedelta(days=1)).isoformat()])
        page.reload()
        page.locator('html[data-session="ready"]').wait_for()
        again.get_by_text("One patient comes back to you today.").first.wait_for()
        wait_until_settled(page)
        assert axe_problems(page) == []
        hands = Keyboard(page, again)
        hands.to_the_top()
        hands.tab_to("e.tagName === 'SELECT'")
        page.keyboard.press("ArrowDown")
        again.get_by_text(VISIT.says).wait_for()
        chart = next(turn for turn in CASE.turns if turn.id == VISIT.recalls)
        again.locator(".x-lead section", has_text=chart.expert.happens).wait_for()
        assert again.locator("textarea").input_value() == "Off at noon on Friday."
        assert axe_problems(page) == []
        while step(hands, CASE, lambda turn: turn.expert.text):
            pass
        look_back(hands)
        wait_until_settled(page)
        page.reload()
        page.locator('html[data-session="ready"]').wait_for()
        again.locator(".x-lead h3", has_text="the same").first.wait_for()
