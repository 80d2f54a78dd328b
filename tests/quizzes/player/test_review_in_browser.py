"""A walk through the review page: the day's six, what was missed, flags, filters, the summary."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from quizzes.engine import load_bank, variant
from tests.answers import CHOSEN, stored_answer
from tests.running import wait_until_ready

pytestmark = [pytest.mark.slow, pytest.mark.browser]

BANK = load_bank()
KEY = "ketamine-course:v1"
BLOCKED = (
    'Object.defineProperty(window, "localStorage", { get() { throw new Error("blocked"); } });'
)
LESSONS = ("08_ml_per_hour_twice", "11_watch_and_stop")


def stored(days: float) -> str:
    """The store of who finished two lessons so many days ago and had most of it wrong."""
    at = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    items = [item for item in BANK.items if item.lesson in LESSONS and item.type in CHOSEN]
    numbers = [item for item in BANK.items if item.lesson in LESSONS and item.type == "numeric"]
    events = [stored_answer(item, id=item.id, t=at) for item in (*items, *numbers)]
    return json.dumps({"schema": 1, "learner": "abcdef", "events": events})


def opened(page, urls, store: str = ""):
    """The part of the review page that Python answers, once it has."""
    if store:
        name = json.dumps(KEY)
        words = f"localStorage.getItem({name}) ?? localStorage.setItem({name}, {json.dumps(store)})"
        page.add_init_script(words)
    page.goto(urls["90_review"])
    wait_until_ready(page)
    page.locator(".kr-progress table").first.wait_for()
    return page.locator(".kr")


def answer_wrongly(card):
    """Answer whatever kind of question it is, sure, with the first thing that fits."""
    for box in card.locator(".kq-turn").all():
        box.click()
    for select in card.locator("select").all():
        select.select_option(index=1)
    for number in card.locator(".kq-number input").all():
        number.fill("7777")
    if card.locator(".kq-options input, .kq-back input").count():
        card.locator(".kq-options input, .kq-back input").last.check()
    for sure in card.locator(".kq-certainty input[value='3']").all():
        sure.check()
    card.locator(".kq-check").click()
    expect(card).to_have_attribute("data-state", "graded")


def test_the_days_six_are_asked_then_it_is_done_and_nothing_says_how_much_waits(
    new_page, lesson_urls
):
    with new_page(375) as page:
        review = opened(page, lesson_urls, stored(7))
        expect(review.get_by_text("Day 7: 6 questions for today.")).to_be_visible()
        review.get_by_role("button", name="Start the questions of day 7 (6)").click()
        cards = review.locator(".kq-player .kq-card")
        expect(cards).to_have_count(6)
        asked = cards.evaluate_all("all => all.map((each) => each.dataset.item)")
        assert len({BANK.item(name).idea for name in asked}) == 6
        wrong = 0
        for place, name in enumerate(asked):
            card = review.locator(f".kq-card[data-item='{name}']")
            answer_wrongly(card)
            if card.locator(".kq-status[data-verdict='Wrong']").count():
                wrong += 1
                link = card.locator(".kq-read a")
                assert BANK.paragraph(BANK.item(name)).lesson in link.get_attribute("href")
            if place < 5:
                review.get_by_role("button", name="Next question").click()
        assert wrong
        expect(review.get_by_text("Done for today: 6 questions answered.")).to_be_visible()
        expect(review.get_by_role("button", name="Start the")).to_have_count(0)
        page.reload()
        wait_until_ready(page)
        expect(page.locator(".kr").get_by_text("Done for today: 6 questions")).to_be_visible()


def test_what_was_missed_is_chosen_by_lesson_and_leads_to_its_paragraph(new_page, lesson_urls):
    with new_page() as page:
        review = opened(page, lesson_urls, stored(2))
        review.locator(".kr-missed summary").click()
        rows = review.locator(".kr-missed li[data-item]")
        both = rows.count()
        review.get_by_role("combobox", name="Lesson").select_option("11_watch_and_stop")
        assert 0 < rows.count() < both
        names = rows.evaluate_all("all => all.map((each) => each.dataset.item)")
        assert {BANK.item(name).lesson for name in names} == {"11_watch_and_stop"}
        review.get_by_role("combobox", name="Objective").select_option("O9")
        assert rows.evaluate_all("all => all.map((each) => each.dataset.item)") == ["SAF-010"]
        expect(review.locator(".kr-progress").get_by_text("weak here").first).to_be_visible()
        heading = BANK.paragraph(BANK.item("SAF-010")).heading
        rows.locator(".kr-read a").click()
        wait_until_ready(page)
        assert page.url.split("#")[0].endswith("11_watch_and_stop.ipynb")
        expect(page.get_by_role("heading", name=heading)).to_be_in_viewport()


def test_a_flag_is_kept_listed_copied_and_taken_off(new_page, lesson_urls):
    with new_page(permissions=["clipboard-read", "clipboard-write"]) as page:
        item = BANK.live("11_watch_and_stop", "exit")[0]
        page.goto(f"{lesson_urls['11_watch_and_stop']}#{item.id}")
        wait_until_ready(page)
        flag = page.locator(f".kq-card[data-item='{item.id}']").get_by_role(
            "button", name="Flag this question"
        )
        flag.focus()
        page.keyboard.press("Enter")
        expect(flag).to_have_attribute("aria-pressed", "true")
        review = opened(page, lesson_urls)
        row = review.locator(f".kr-flags li[data-item='{item.id}']")
        expect(row.locator("a").first).to_have_attribute("href", f"{item.lesson}.ipynb#{item.id}")
        review.get_by_role("button", name="Copy the list of flags").click()
        expect(review.get_by_text("Copied: 1 question.")).to_be_visible()
        assert item.id in page.evaluate("navigator.clipboard.readText()")
        page.goto(f"{lesson_urls['11_watch_and_stop']}#{item.id}")
        wait_until_ready(page)
        expect(flag).to_have_attribute("aria-pressed", "true")
        flag.click()
        expect(flag).to_have_attribute("aria-pressed", "false")
        expect(opened(page, lesson_urls).get_by_text("Flagged: 0")).to_be_visible()


def test_a_code_is_answered_by_what_it_changes_here(new_page, lesson_urls):
    with new_page() as page:
        code = opened(page, lesson_urls, stored(9)).locator(".kr-code").inner_text()
    with new_page() as page:
        review = opened(page, lesson_urls)
        review.get_by_label("A resume code from another machine").fill(code)
        review.get_by_role("button", name="Use this code").click()
        expect(review.get_by_text("was answered elsewhere")).to_be_visible()
        told = review.locator(".kr-told[data-good='true']").inner_text()
        assert "Every question of lesson 11" in told and "You had begun lesson 8" in told
        assert "It does not know which answers were right" in told
        stands = review.locator(".kr-progress tr", has_text="elsewhere")
        expect(stands).not_to_have_count(0)


def test_with_blocked_storage_a_form_gives_its_result_and_the_summary_has_it(new_page, lesson_urls):
    with new_page() as page:
        page.add_init_script(BLOCKED)
        review = opened(page, lesson_urls)
        form = page.locator(".kq-player[data-mode='check']").last
        for item in BANK.live("form_c"):
            card = form.locator(f".kq-card[data-item='{item.id}']")
            if item.type == "numeric":
                card.locator(".kq-number input").fill(f"{variant(item).values['key']:g}")
            else:
                right = next(option.id for option in item.body.options if option.correct)
                card.locator(f".kq-option[data-value='{right}'] input").check()
            card.locator(".kq-certainty input[value='3']").check()
            card.locator(".kq-check").click()
        count = len(BANK.live("form_c"))
        expect(form.locator(".kq-result")).to_have_text(f"You had {count} of {count} right.")
        expect(
            review.get_by_text(f"Day 28 (form C): {count} of {count} right at the first try")
        ).to_be_visible()


def test_the_summary_prints_on_one_page(new_page, lesson_urls):
    with new_page() as page:
        review = opened(page, lesson_urls, stored(30))
        review.get_by_label("Your name, for the printed page only").fill("A. Made-Up")
        page.evaluate("window.print = () => {}")  # the printer is asked below
        review.get_by_role("button", name="Print your summary").click()
        expect(page.locator("[data-off-paper]").first).to_be_attached()
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
        assert len(sheets) == 1
        words = " ".join(sheets[0].extract_text().split())
        assert "A. Made-Up" in words and "not a CME certificate" in words
        assert "Day 28 (form C): not complete." in words and "Look again" not in words
