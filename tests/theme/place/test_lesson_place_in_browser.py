"""A lesson as a place: where one is, where one stopped, and what one got at its end."""

import re

import pytest
from playwright.sync_api import expect

from tests.running import wait_until_ready

pytestmark = pytest.mark.browser
SLUG = "02_what_the_trials_found"
KEPT = "ketamine-course:v1:place:"


def part(page, number: int):
    """The link to a part of the lesson, from 1."""
    return page.locator("nav.parts a[data-told]").nth(number - 1)


def go_to(page, number: int):
    """Go to a part by the list; return its words, once the page says that it is being read."""
    page.locator("nav.parts summary").click()
    link = part(page, number)
    words, told = link.inner_text(), link.get_attribute("data-told")
    link.click()
    expect(page.locator("nav.parts summary")).to_contain_text(told)
    assert page.locator("nav.parts details").get_attribute("open") is None, "the list closes"
    return words


def answer_exit_question(page):
    """Answer the first question on the way out of the lesson, somehow."""
    card = page.locator(".kq-player").filter(has_text="On the way out").locator(".kq-card").first
    card.locator(".kq-option input").first.check()
    if card.locator(".kq-certainty").count():
        card.locator(".kq-certainty input").last.check()
    card.locator(".kq-check").click()
    expect(card).to_have_attribute("data-state", "graded")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_list_says_where_one_is_and_leads_there_in_sight(open_lesson, width):
    with open_lesson(SLUG, width) as page:
        count = page.locator("nav.parts a[data-told]").count()
        assert count > 4 and page.locator(".parts-line span").count() == count
        expect(page.locator(".parts-now")).to_have_text(f"{count} parts")
        words = go_to(page, 3)
        heading = page.locator("h2", has_text=words)
        expect(heading).to_be_in_viewport()
        under = "() => document.querySelector('.standing').getBoundingClientRect().bottom"
        assert heading.bounding_box()["y"] >= page.evaluate(under) - 1, "nothing covers it"
        expect(part(page, 3)).to_have_attribute("aria-current", "true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        before = page.evaluate("scrollY")
        page.locator("nav.parts summary").press("Enter")
        page.locator(".share-part").focus()
        assert page.evaluate("scrollY") == before, "nothing moves where it opens"
        box = page.locator(".parts-list").bounding_box()
        assert 0 <= box["x"] and box["x"] + box["width"] <= width
        page.keyboard.press("Escape")
        expect(page.locator("nav.parts summary")).to_be_focused()
        page.locator("nav.parts summary").click()
        page.get_by_role("link", name="Top of the lesson").click()
        page.wait_for_function("() => scrollY < 200")


def test_the_list_works_without_a_script(new_page, lesson_urls):
    with new_page(375, java_script_enabled=False) as page:
        page.goto(lesson_urls[SLUG])
        page.locator("nav.parts summary").click()
        words = part(page, 2).inner_text()
        part(page, 2).click()
        expect(page.locator("h2", has_text=words)).to_be_in_viewport()
        assert page.locator(".share-part").is_hidden()


def test_a_lesson_is_gone_on_with_where_it_was_left_if_the_reader_says_so(
    new_page, lesson_urls, course_url
):
    with new_page(375) as page:
        page.goto(lesson_urls[SLUG])
        wait_until_ready(page)
        assert page.locator(".go-on").count() == 0
        words = go_to(page, 3)
        page.goto(course_url)
        page.goto(lesson_urls[SLUG])
        wait_until_ready(page)
        note = page.locator(".go-on")
        expect(note).to_contain_text(words)
        assert page.evaluate("scrollY") == 0, "it is asked, not done"
        note.get_by_role("link").click()
        expect(page.locator("h2", has_text=words)).to_be_in_viewport()
        # Who goes to a certain place by a link is not asked.
        page.goto(course_url)
        page.goto(lesson_urls[SLUG] + part_address(page, lesson_urls))
        wait_until_ready(page)
        assert page.locator(".go-on").count() == 0


def part_address(page, lesson_urls) -> str:
    html = page.request.get(lesson_urls[SLUG]).text()
    return re.search(r'href="(#[^"]+)" data-told', html)[1]


def test_the_end_of_a_lesson_is_no_place_to_go_on_at(new_page, lesson_urls, course_url):
    with new_page(375) as page:
        page.goto(lesson_urls[SLUG])
        wait_until_ready(page)
        go_to(page, 3)
        page.goto(course_url)
        kept = f"() => localStorage.getItem('{KEPT}{SLUG}')"
        assert page.evaluate(kept)
        page.goto(lesson_urls[SLUG])
        wait_until_ready(page)
        page.locator("#end-card").scroll_into_view_if_needed()
        page.wait_for_function("() => document.querySelector('.parts-line .now') !== null")
        page.goto(course_url)
        assert page.evaluate(kept) is None


def test_the_card_at_the_end_counts_and_says_when_it_comes_back(open_lesson):
    with open_lesson(SLUG, 375) as page:
        card = page.locator("#end-card")
        expect(card).to_contain_text("You have answered none of its")
        answer_exit_question(page)
        card.scroll_into_view_if_needed()
        expect(card).to_contain_text(re.compile(r"You answered 1 of its \d+ questions, [01] right"))
        expect(card).to_contain_text(re.compile(r"1 of its ideas comes back on \d+ \w+ \d{4}"))
        assert page.locator("html[data-kernel]").count() == 0
        card.get_by_role("link", name="Go to the first that is open").click()
        expect(page.locator("nav.parts summary")).to_contain_text(re.compile(r"\d+ of \d+"))


def test_without_storage_the_card_says_that_nothing_can_come_back(new_page, lesson_urls):
    blocked = "Storage.prototype.setItem = () => { throw new Error('blocked'); };"
    with new_page(375) as page:
        page.add_init_script(blocked)
        page.goto(lesson_urls[SLUG])
        wait_until_ready(page)
        answer_exit_question(page)
        card = page.locator("#end-card")
        expect(card).to_contain_text(re.compile("You answered 1 of its"))
        expect(card).to_contain_text("lost when you close the page")
        assert "comes back on" not in card.inner_text()


@pytest.mark.parametrize("width", [375, 1280])
def test_contents_leads_to_the_contents(open_lesson, width):
    with open_lesson(SLUG, width) as page:
        page.locator("nav.where").get_by_role("link", name="Contents").click()
        heading = page.get_by_role("heading", name="Contents", exact=True)
        expect(heading).to_be_in_viewport()
        top = page.evaluate("document.getElementById('contents').getBoundingClientRect().top")
        assert top < page.viewport_size["height"] / 2


def test_a_link_to_a_part_and_a_report_of_it_are_made_ready(new_page, lesson_urls, course_url):
    keep = "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => {"
    with new_page(375) as page:
        page.add_init_script(f"window.copied = []; {keep} window.copied.push(text); }}}}}});")
        asked = []
        page.goto(f"{lesson_urls[SLUG]}?from=mail")
        wait_until_ready(page)
        page.on("request", lambda request: asked.append(request.url))
        words = go_to(page, 1)
        page.locator("nav.parts summary").click()
        page.get_by_role("button", name="a link to this part").press("Enter")
        expect(page.locator(".ways-said")).to_have_text("Copied.")
        (link,) = page.evaluate("copied")
        assert link == lesson_urls[SLUG] + part(page, 1).get_attribute("href")
        page.get_by_role("button", name="Report an error here").press("Enter")
        text = page.get_by_label("The text").input_value()
        question = page.locator(".kq-card").first.get_attribute("data-item")
        for told in (f"Part: {words}", f"Question: {question}", link, "version"):
            assert told in text, told
        assert page.locator("#report-dialog a").count() == 0, "no address is known here"
        page.get_by_role("button", name="Copy the text").click()
        expect(page.locator("#report-dialog [role=status]")).to_have_text("Copied.")
        assert page.evaluate("copied")[-1] == text
        page.keyboard.press("Escape")
        assert [each for each in asked if "/voila/assets/" not in each] == []
        page.goto("about:blank")
        page.goto(link)
        expect(page.locator("h2", has_text=words)).to_be_in_viewport()


def test_the_offers_of_ten_questions_lead_to_them(new_page, course_url, lesson_urls):
    named = "Twelve-questions-before-and-after-the-course"
    with new_page() as page:
        assert f'id="{named}"' in page.request.get(lesson_urls["90_review"]).text()
        for path in ("", "voila/render/00_start_here.ipynb", "voila/render/13_bottom_line.ipynb"):
            assert f"90_review.ipynb#{named}" in page.request.get(course_url + path).text(), path


def test_english_only_is_said_once(new_page, course_url, lesson_urls):
    with new_page() as page:
        pages = [course_url, f"{course_url}about", *lesson_urls.values()]
        found = [page.request.get(each).text().count("English only") for each in pages]
    assert found == [1] + [0] * (len(pages) - 1)
