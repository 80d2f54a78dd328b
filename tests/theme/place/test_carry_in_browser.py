"""From phone to laptop: a link that carries answers and place, and a record to print."""

import io
import json
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.theme.pages.home_page import AXE, KEY, ORIGIN, TWO_OF_THREE, answer, grade, home, store

__all__ = ["home"]  # the fixture
pytestmark = pytest.mark.browser

PLACE = "ketamine-course:v1:place:"
# A place as a lesson keeps it, put there by the page's own code.
KEEP_PLACE = """([name, body]) => {
  const bytes = new TextEncoder().encode(body);
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  localStorage.setItem(name, ((crc ^ -1) >>> 0).toString(16).padStart(8, "0") + body);
}"""
LEFT = {"part": "Why-hours?", "words": "Why “hours”", "at": 1795000000000, "kept": 1}


def make_link(page) -> str:
    page.get_by_role("button", name="Make a link for my other device").click()
    field = page.get_by_label("The link", exact=True)
    field.wait_for()
    return field.input_value()


@pytest.fixture(scope="module")
def made() -> list[str]:
    """The link of this file's tests, made once."""
    return []


@pytest.fixture
def link(home, made) -> str:
    if not made:
        with home(TWO_OF_THREE, width=375) as page:
            page.evaluate(KEEP_PLACE, [f"{PLACE}01_hours", json.dumps(LEFT)])
            asked = []
            page.on("request", lambda request: asked.append(request.url))
            made.append(make_link(page))
            expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= 375
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = "axe.run().then((found) => found.violations.map((v) => v.id))"
            assert page.evaluate(found) == []
            assert [each for each in asked if "carry=" in each] == []
    assert made[0].startswith(f"{ORIGIN}#carry=") and len(made[0]) < 1000
    return made[0]


def kept_answers(page) -> list[str]:
    text = page.evaluate("k => localStorage.getItem(k)", KEY)
    events = json.loads(text)["events"] if text else []
    return sorted(each["id"] for each in events if each["event"] == "answer")


def open_link(page, link: str) -> None:
    """Open a link in a page of the course that is open already."""
    page.goto("about:blank")
    page.goto(link)
    page.locator("#carried h2").wait_for()


def test_a_link_is_asked_about_and_then_merged_by_time(home, link):
    here = store(answer(2, "INF-001", 4), grade(2, True, 4), answer(9, "NXT-001", 6, "02_next"))
    with home(here) as page:
        open_link(page, link)
        said = page.locator("#carried")
        expect(said).to_contain_text("3 answers, the last of 5 November 2026")
        assert kept_answers(page) == ["a2", "a9"], (
            "nothing is taken over before the learner says so"
        )
        said.get_by_role("button", name="Take it over").press("Enter")
        expect(said).to_contain_text("2 answers added from your other device.")
        assert kept_answers(page) == ["a1", "a2", "a3", "a9"]
        way = said.get_by_role("link", name="Go on at “Why “hours””")
        assert way.get_attribute("href") == f"{ORIGIN}01_hours#Why-hours%3F"
        assert page.inner_text('[data-lesson="01_hours"] .entry-progress').startswith("2 of 3")
        assert page.url == ORIGIN, "who reloads is not asked again"
        open_link(page, link)
        page.get_by_role("button", name="Take it over").click()
        expect(said).to_contain_text("All of it was here already.")
        assert len(kept_answers(page)) == 4


def test_who_leaves_it_keeps_what_there_was(home, link):
    with home(store(answer(9, "NXT-001", 6, "02_next"))) as page:
        open_link(page, link)
        page.get_by_role("button", name="Leave it").click()
        expect(page.locator("#carried")).to_contain_text("Nothing was changed.")
        assert kept_answers(page) == ["a9"]


def test_a_damaged_link_is_refused_in_a_sentence(home, link):
    with home(TWO_OF_THREE) as page:
        open_link(page, link[:-7])
        expect(page.locator("#carried")).to_contain_text("This link is damaged")
        assert page.get_by_role("button", name="Take it over").count() == 0
        assert kept_answers(page) == ["a1", "a2", "a3"]


def test_where_nothing_can_be_kept_nothing_is_said_to_be(home, link):
    blocked = "Storage.prototype.setItem = () => { throw new Error('blocked'); };"
    with home(script=blocked) as page:
        open_link(page, link)
        page.get_by_role("button", name="Take it over").click()
        expect(page.locator("#carried")).to_contain_text("has no room to keep these answers")


def test_what_is_too_much_for_a_code_goes_by_the_link(home):
    many = [each for n in range(120) for each in (answer(n, f"INF-{n:03}", 3), grade(n, True, 3))]
    spread = [{**e, "note": f"{n * 7919 % 10007}"} for n, e in enumerate(many)]
    with home(store(*spread)) as page:
        found = make_link(page)
        assert len(found) > 1800
        expect(page.locator("#carry-link")).to_contain_text("send yourself the link")
        assert page.get_by_role("img", name="QR code of the link").count() == 0


def test_on_one_machine_alone_the_page_says_why_there_is_no_link(new_page, course_url):
    with new_page(375) as page:
        page.goto(course_url)
        page.get_by_role("button", name="Make a link for my other device").click()
        expect(page.locator("#carry-link")).to_contain_text("leads to this machine alone")


def test_the_record_is_one_page_and_no_certificate(home):
    with home(TWO_OF_THREE) as page:
        page.evaluate("() => { window.print = () => {}; }")
        page.get_by_label(re.compile("Your name, for the printed page only")).fill("A. Reader")
        page.get_by_role("button", name="Print the record").click()
        data = page.pdf(format="A4", prefer_css_page_size=True)
        sheets = [
            " ".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(data)).pages
        ]
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert page.locator("#record").is_hidden() and page.locator("[data-off-paper]").count() == 0
    assert len(sheets) == 1
    for words in (
        "A. Reader",
        "1. Hours 2 of 3 1 3 November 2026 to 5 November 2026",
        "It is no certificate: nobody has checked who answered",
        "Not for prescribing.",
        "No clinician has reviewed this course yet.",
    ):
        assert words in sheets[0], words
    assert "Contents" not in sheets[0]


def test_without_answers_there_is_no_record(home):
    with home() as page:
        page.evaluate("() => { window.print = () => { throw new Error('nothing'); }; }")
        page.get_by_role("button", name="Print the record").click()
        expect(page.locator("#record-status")).to_have_text(
            "Nothing is recorded yet: answer a question first."
        )
