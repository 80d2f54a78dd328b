"""The address of a question leads to it: in sight, with the focus, also inside a fold."""

import pytest
from playwright.sync_api import expect

from quizzes.engine import load_bank

pytestmark = [pytest.mark.slow, pytest.mark.browser]
LESSON = "05_everything_before_ketamine"
IDS = [item.id for place in ("before", "exit") for item in load_bank().live(LESSON, place)]
IN_SIGHT = """(id) => {
  const card = document.querySelector(`[data-item="${id}"]`);
  const box = card.getBoundingClientRect();
  return !card.hidden && box.height > 0 && box.top >= 0 && box.top < innerHeight;
}"""


def expect_in_sight(page, question):
    """The question stands on the screen, and what is read next is its heading."""
    page.wait_for_function(IN_SIGHT, arg=question)
    card = page.locator(f'[data-item="{question}"]')
    player = page.locator(".kq-player").filter(has=card)
    expect(player.locator(".kq-title")).to_be_focused()
    expect(page.locator(".link-note")).to_have_count(0)


@pytest.mark.parametrize("width", [375, 1280])
def test_a_question_comes_into_sight_and_the_next_one_too(new_page, lesson_urls, width):
    first, last = IDS[-1], IDS[0]
    with new_page(width, 700) as page:
        page.goto(f"{lesson_urls[LESSON]}#{first}")
        expect_in_sight(page, first)
        assert page.evaluate("scrollY") > 300
        page.evaluate("(id) => { location.hash = id; }", last)
        expect_in_sight(page, last)


def test_a_fold_opens_for_its_question(new_page, lesson_urls):
    with new_page(375, 700) as page:
        page.goto(lesson_urls[LESSON])
        card = page.locator(f'[data-item="{IDS[-1]}"]')
        card.wait_for(state="attached")
        card.evaluate(
            """(e) => {
              const fold = document.createElement("details");
              const live = e.closest(".live");
              live.replaceWith(fold);
              fold.append(document.createElement("summary"), live);
            }"""
        )
        expect(card).to_be_hidden()
        page.evaluate("(id) => { location.hash = id; }", IDS[-1])
        expect_in_sight(page, IDS[-1])


def test_whoever_has_read_on_is_not_brought_back(new_page, lesson_urls):
    with new_page(1280, 700) as page:
        page.goto(f"{lesson_urls[LESSON]}#{IDS[0]}")
        expect_in_sight(page, IDS[0])
        page.mouse.wheel(0, 1)
        page.evaluate("scrollTo(0, 0)")
        page.evaluate(
            """() => new Promise((done) => {
              document.body.style.paddingBottom = "500px";
              requestAnimationFrame(() => requestAnimationFrame(done));
            })"""
        )
        assert page.evaluate("scrollY") == 0
