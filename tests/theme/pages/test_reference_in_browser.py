"""A learner taps a term, looks it up, and searches for a word that is typed wrong."""

import re
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from evidence.glossary import glossary
from tests.course.pages import page_checks

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[3]
LESSON, SEARCHED = "06_who_may_be_tried", "08_ml_per_hour_twice"
OTHERS = [
    "11_watch_and_stop",
    *(pytest.param(name, marks=pytest.mark.all) for name in ("01_why_it_is_tempting", "12_cases")),
]
NOTE = ".term-note"
HIT_PX = 44


def note_of(page):
    return page.locator(NOTE)


def said(term: str) -> str:
    return glossary()[term].said


def first_term(page):
    return page.locator(".prose > p a.term").first


def active(page) -> str:
    return page.evaluate("document.activeElement.dataset.term ?? document.activeElement.className")


def key_of(term) -> str:
    return term.get_attribute("data-term")


@pytest.fixture
def lesson(open_lesson):
    with open_lesson(LESSON, width=1280) as page:
        yield page


def test_a_key_opens_what_a_term_means_and_escape_leads_back(lesson):
    term = first_term(lesson)
    assert term.get_attribute("role") == "button"
    for key in ("Enter", "Space"):
        term.focus()
        lesson.keyboard.press(key)
        expect(note_of(lesson)).to_be_visible()
        expect(note_of(lesson)).to_have_attribute("role", "dialog")
        expect(note_of(lesson)).to_contain_text(said(key_of(term)))
        expect(term).to_have_attribute("aria-expanded", "true")
        assert active(lesson) == "term-note", "a screen reader reads it"
        lesson.keyboard.press("Escape")
        expect(note_of(lesson)).to_be_hidden()
        expect(term).to_have_attribute("aria-expanded", "false")
        assert active(lesson) == key_of(term)


def test_the_keyboard_goes_through_the_note_and_on_in_the_text(lesson):
    terms = lesson.locator(".prose > p a.term")
    terms.nth(0).press("Enter")
    lesson.keyboard.press("Tab")
    assert lesson.evaluate("document.activeElement.textContent") == "In the glossary"
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Enter")
    expect(note_of(lesson)).to_be_hidden()
    assert active(lesson) == key_of(terms.nth(0)), "closing it leads back"
    terms.nth(0).press("Enter")
    for _ in range(3):
        lesson.keyboard.press("Tab")
    expect(note_of(lesson)).to_be_hidden()
    assert active(lesson) == key_of(terms.nth(1)), "the next term of the text"


def test_a_click_beside_it_or_on_its_term_closes_it(lesson):
    term = first_term(lesson)
    term.click()
    expect(note_of(lesson)).to_be_visible()
    term.click()
    expect(note_of(lesson)).to_be_hidden()
    term.click()
    lesson.locator("h1").click()
    expect(note_of(lesson)).to_be_hidden()
    term.click()
    expect(note_of(lesson)).to_be_visible()


def test_reading_what_a_term_means_takes_no_kernel(lesson):
    asked = []
    lesson.on("request", lambda request: asked.append(request.url))
    for term in lesson.locator("a.term:visible").all()[:6]:
        term.click()
        expect(note_of(lesson)).to_contain_text(said(key_of(term)))
        note_of(lesson).get_by_role("button", name="Close").click()
    assert asked == [] and lesson.locator("html[data-kernel]").count() == 0


@pytest.mark.parametrize("slug", [LESSON, *OTHERS])
def test_each_term_is_marked_once_in_the_open_and_nowhere_else(open_lesson, slug):
    with open_lesson(slug) as page:
        found = page.eval_on_selector_all(
            "a.term:not(details *, .aims *)", "all => all.map((e) => e.dataset.term)"
        )
        assert found and len(found) == len(set(found))
        assert page.locator("a.term").count() == page.locator("a.term[aria-expanded]").count()
        wrong = (
            "h1 a.term, h2 a.term, h3 a.term, summary a.term, label a.term, button a.term, svg *"
        )
        assert page.locator(f":is({wrong}).term").count() == 0
        shown = page.evaluate("JSON.parse(document.querySelector('#course-terms').textContent)")
        assert {name: each["said"] for name, each in shown.items()} == {n: said(n) for n in shown}


def test_on_a_phone_a_finger_has_room_and_no_line_moves(new_page, lesson_urls):
    with new_page(375, 812, has_touch=True, is_mobile=True) as page:
        page.goto(lesson_urls[LESSON])
        page.wait_for_selector("html[data-session=ready]", state="attached")
        term = page.locator(".prose > p a.term").last
        term.scroll_into_view_if_needed()
        box = term.bounding_box()
        hit = page.evaluate(
            """([x, y]) => document.elementFromPoint(x, y)?.closest("a.term")?.dataset.term""",
            [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - HIT_PX / 2 + 1],
        )
        assert hit == key_of(term)
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(note_of(page)).to_be_visible()
        note, line = note_of(page).bounding_box(), term.bounding_box()
        assert note["x"] == 0 and abs(note["width"] - 375) < 1, "over the whole foot of the screen"
        assert abs(note["y"] + note["height"] - 812) < 1
        assert line["y"] + line["height"] <= note["y"] + 1, "its term stays in sight"
        for each in note_of(page).locator("a, button").all():
            assert each.bounding_box()["height"] >= HIT_PX
        assert page_checks.axe_problems(page) == []
        assert page_checks.reflow_problems(page, 320) == []


def test_on_paper_a_term_is_a_word(lesson):
    first_term(lesson).click()
    lesson.emulate_media(media="print")
    line = first_term(lesson).evaluate("(e) => getComputedStyle(e).textDecorationLine")
    assert line == "none" and not note_of(lesson).is_visible()


def test_without_a_script_a_term_leads_to_its_entry(new_page, lesson_urls):
    with new_page(java_script_enabled=False) as page:
        page.goto(lesson_urls[LESSON])
        term = first_term(page)
        name = key_of(term)
        term.click()
        page.wait_for_url(f"**/glossary#{name}")
        assert glossary()[name].means in page.locator(f"[id='{name}']").inner_text()


def test_from_the_glossary_to_where_a_term_is_met_and_back(new_page, course):
    with new_page() as page:
        page.goto(f"{course.url}glossary#wind-up")
        expect(page.locator("#wind-up")).to_be_in_viewport()
        way = page.locator(".terms .met a[href*='#term-']").first
        name = way.get_attribute("href").rpartition("#term-")[2]
        way.click()
        page.wait_for_url(f"**/voila/render/*.ipynb#term-{name}")
        page.wait_for_selector("html[data-session=ready]", state="attached")
        expect(page.locator(f"#term-{name}")).to_be_in_viewport()
        assert page.locator(".link-note").count() == 0, "the place is known"
        page.locator(f"#term-{name}").click()
        note_of(page).get_by_role("link", name="In the glossary").click()
        page.wait_for_url(f"**/glossary#{name}")


def a_heading(lesson: str) -> str:
    """The longest heading of a lesson's parts."""
    cells = nbformat.read(ROOT / "lessons" / f"{lesson}.ipynb", as_version=4).cells
    typed = "\n".join(each.source for each in cells if each.cell_type == "markdown")
    return max(re.findall(r"^## (.*)$", typed, re.M), key=len)


def test_a_word_with_a_wrong_letter_leads_to_a_section_of_a_lesson(new_page, course):
    heading = a_heading(SEARCHED)
    longest = max(heading.split(), key=len)
    typed = heading.replace(longest, longest[:2] + longest[3:])  # a letter is missing
    with new_page(375) as page:
        asked = []
        page.goto(course.url)
        page.get_by_role("searchbox").fill("benzodiazepin")
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_url("**/search?q=benzodiazepin")
        page.on("request", lambda request: asked.append(request.url))
        page.get_by_role("searchbox").fill(typed)
        expect(page.locator("#search-status")).to_contain_text(f"found for “{typed}”")
        hit = page.locator("#search-found a").first
        expect(hit).to_have_text(heading)
        assert page_checks.axe_problems(page) == []
        assert not [url for url in asked if "/voila/assets/" not in url], "it goes nowhere"
        hit.click()
        page.wait_for_url(f"**/{SEARCHED}.ipynb#*")
        page.wait_for_selector("html[data-session=ready]", state="attached")
        expect(page.get_by_role("heading", name=heading)).to_be_in_viewport()
        page.go_back()
        expect(page.get_by_role("searchbox")).to_have_value(typed)
        expect(page.locator("#search-found a").first).to_be_visible()


def test_a_statement_is_found_with_its_standing_and_a_case_opens(new_page, course):
    with new_page() as page:
        page.goto(f"{course.url}search?q=test bolus before an infusion")
        row = page.locator("#search-found li", has_text="Statement.").first
        expect(row).to_contain_text("not stated as fact")
        row.get_by_role("link").click()
        page.wait_for_url("**/about#C28")
        page.goto(f"{course.url}search?q=Everything has been tried")
        page.locator("#search-found li", has_text="Case.").get_by_role("link").first.click()
        page.wait_for_url("**/12_cases.ipynb#case=5")
        expect(page.locator(".x", has_text="Everything has been tried").first).to_be_visible()


def test_where_nothing_is_found_the_page_says_so_and_offers_the_glossary(new_page, course):
    with new_page() as page:
        page.goto(f"{course.url}search?q=xylophone")
        expect(page.get_by_text("Searching needs JavaScript")).to_be_hidden()
        expect(page.locator("#search-status")).to_have_text("Nothing found for “xylophone”.")
        page.locator("#search-none").get_by_role("link", name="glossary").click()
        page.wait_for_url("**/glossary")


def test_without_a_script_the_search_says_so_and_offers_the_pages(new_page, course):
    with new_page(java_script_enabled=False) as page:
        page.goto(f"{course.url}search")
        told = page.get_by_text("Searching needs JavaScript")
        expect(told).to_be_visible()
        told.get_by_role("link", name="glossary").click()
        page.wait_for_url("**/glossary")
