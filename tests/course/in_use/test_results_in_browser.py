"""A result never stands beside an input that it does not belong to, and changes in one step."""

import re

import pytest
from playwright.sync_api import expect

from tests.course.in_use.waiting_checks import (
    ANSWERS,
    NONE,
    WORKING,
    Line,
    do_something,
    heard,
    held_answers,
    hung_kernel,
    seen,
    states,
    watch_states,
)
from tests.course.pages.live_checks import reveal, submit_first_choice, wait_until_settled
from tests.running import wait_until_ready

pytestmark = pytest.mark.browser

LAB, GATE = "09_hours_to_arrive", "05_everything_before_ketamine"
# A forest plot beside predictions, the gate beside a case, a lab, and the cases with their labs.
LESSONS = (
    "03_why_audits_said_otherwise",
    pytest.param(GATE, marks=pytest.mark.all),
    pytest.param(LAB, marks=pytest.mark.all),
    "12_cases",
)


@pytest.fixture(scope="module")
def shared_lab(open_lesson):
    """The page of a lab at its result, for tests that leave it at work: they set what they need."""
    with open_lesson(LAB) as page:
        reveal(page)
        yield page


def sentence_of(explorer) -> str:
    return explorer.locator(".x-sentence").inner_text()


@pytest.mark.parametrize("slug", LESSONS)
def test_no_older_result_is_read_while_the_kernel_hangs_and_the_new_one_comes_in_one_step(
    slug, open_lesson, course
):
    with open_lesson(slug) as page:
        reveal(page)
        explorers = page.locator(".x:visible").all()
        assert explorers
        for explorer in explorers:
            watch_states(explorer)
            do_something(explorer)
            wait_until_settled(page)
            assert len(states(explorer)) <= 2, states(explorer)
        before = [seen(each) for each in explorers]
        assert all(before)
        sentences = [sentence_of(each) for each in explorers]
        with hung_kernel(course, page):
            for explorer, sentence in zip(explorers, sentences, strict=True):
                assert sentence in heard(explorer)
                do_something(explorer)
                explorer.locator(".x-wait").wait_for()
                assert seen(explorer) == []
                assert sentence not in heard(explorer)
                assert explorer.locator(".x-wait").inner_text() in (WORKING, NONE)
        for explorer in explorers:
            explorer.locator(".x-wait").wait_for(state="hidden")
            assert seen(explorer)
            assert sentence_of(explorer) in heard(explorer)


@pytest.mark.parametrize(
    "swallowed",
    [pytest.param("swallows_requests", marks=pytest.mark.all), "swallows_replies"],
)
def test_a_connection_that_swallows_shows_nothing_old_and_says_so(swallowed, new_page, lesson_urls):
    with new_page() as page:
        page.clock.install()
        line = Line(page)
        page.goto(lesson_urls[LAB])
        wait_until_ready(page)
        reveal(page)
        lab = page.locator(".x").first
        rate = lab.get_by_label("Infusion rate", exact=True)
        old = sentence_of(lab)
        setattr(line, swallowed, True)
        rate.fill("0.5")
        rate.press("Enter")
        wait, aloud = lab.locator(".x-wait"), page.locator("[data-said-aloud]")
        expect(wait).to_have_text(WORKING)
        expect(aloud).to_have_text(WORKING)
        assert seen(lab) == []
        page.clock.fast_forward(8000)
        expect(wait).to_have_text(NONE)
        expect(aloud).to_have_text(NONE)
        assert seen(lab) == [] and old not in heard(lab)
        line.stand_again()
        wait.wait_for(state="hidden")
        wait_until_settled(page)
        assert sentence_of(lab) != old and sentence_of(lab) in heard(lab)
        assert "on 0.5 mg/kg per hour" in " ".join(seen(lab))
        # The newest result is said once the learner has paused.
        page.clock.fast_forward(1000)
        expect(aloud).to_have_text(sentence_of(lab))


def test_a_drag_that_is_answered_in_time_does_not_flicker(open_lesson, course):
    """On a clock of its own: each answer comes 100 ms after its input, however long it takes."""
    with open_lesson(LAB) as page:
        reveal(page)
        lab = page.locator(".x").first
        slider = lab.locator("input[type=range]").first
        lab.locator(".x-wait").evaluate(
            """(e) => { window.veils = 0; const count = () => { window.veils += !e.hidden; };
            new MutationObserver(count).observe(e, { attributes: true }); }"""
        )
        page.clock.install()
        page.clock.pause_at(page.evaluate("Date.now() + 1000"))
        slider.focus()
        for _ in range(12):
            page.keyboard.press("ArrowRight")
            page.clock.run_for(100)
            wait_until_settled(page)
        assert page.evaluate("window.veils") == 0
        with hung_kernel(course, page):
            for _ in range(2):
                page.keyboard.press("ArrowRight")
                page.clock.run_for(100)
            assert page.evaluate("window.veils") == 1 and seen(lab) == []
        lab.locator(".x-wait").wait_for(state="hidden")


def test_a_finding_and_the_verdict_on_it_change_in_one_step(open_lesson):
    with open_lesson(GATE) as page:
        ladder = page.locator(".x", has=page.get_by_role("heading", name="The ladder", exact=True))
        ladder.get_by_label("Start from").select_option(label="A light stroke")
        wait_until_settled(page)
        ladder.get_by_label("None: ketamine is ruled out here").check()
        wait_until_settled(page)
        ladder.get_by_role("button", name="Show the next step").click()
        wait_until_settled(page)
        ladder.get_by_label("Contraindications, and a caution").check()
        wait_until_settled(page)
        old = sentence_of(ladder)
        watch_states(ladder)
        ladder.get_by_label("Severe liver dysfunction").select_option("present")
        expect(page.locator("[data-said-aloud]")).to_have_text(re.compile("liver"))
        assert sentence_of(ladder) != old
        assert page.locator("[data-said-aloud]").inner_text() == sentence_of(ladder)
        assert len(states(ladder)) == 2, states(ladder)


def test_what_speaks_says_its_own_present_value(shared_lab, course):
    page = shared_lab
    lab = page.locator(".x").first
    field = lab.get_by_label("Infusion rate", exact=True)
    slider = lab.get_by_label("Infusion rate, slider")
    with hung_kernel(course, page):
        field.fill("0.5")
        field.press("Enter")
        lab.locator(".x-wait").wait_for()
        assert slider.get_attribute("aria-valuetext") == f"{slider.input_value()} mg/kg/h"
    wait_until_settled(page)
    assert slider.get_attribute("aria-valuetext") == "0.5 mg/kg/h"
    assert float(slider.input_value()) == 0.5
    field.fill("50")
    field.press("Enter")
    wait_until_settled(page)
    assert slider.get_attribute("aria-valuetext") == "0.5 mg/kg/h"
    slider.press("ArrowLeft")
    wait_until_settled(page)
    value = slider.input_value()
    assert slider.get_attribute("aria-valuetext") == f"{value} mg/kg/h"
    assert field.input_value() == value
    assert f"on {value} mg/kg per hour" in lab.locator(".x-picture").get_attribute("aria-label")


def test_a_field_is_invalid_only_while_its_refused_text_stands_there(shared_lab):
    page = shared_lab
    field = page.locator(".x").first.get_by_label("Infusion rate", exact=True)
    field.fill("many")
    field.press("Enter")
    wait_until_settled(page)
    assert field.get_attribute("aria-invalid") == "true"
    field.press("End")
    field.press("Backspace")
    assert field.get_attribute("aria-invalid") is None


def test_the_enter_that_ends_the_composing_of_a_letter_asks_for_nothing(shared_lab):
    page = shared_lab
    lab = page.locator(".x").first
    field = lab.get_by_label("Infusion rate", exact=True)
    field.fill("0.3")
    field.evaluate(
        """(e) => e.dispatchEvent(new KeyboardEvent('keydown',
        { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))"""
    )
    assert lab.get_attribute("aria-busy") is None
    field.press("Enter")
    wait_until_settled(page)
    assert "on 0.3 mg/kg per hour" in lab.locator(".x-picture").get_attribute("aria-label")


def test_a_question_that_waits_says_so_and_goes_on_by_itself(open_lesson):
    with open_lesson("08_ml_per_hour_twice") as page:
        card = page.locator(".kq-card:visible", has=page.locator(".kq-number")).first
        card.locator(".kq-number input").fill("1")
        card.locator(".kq-levels input").first.check()
        check = card.locator(".kq-check")
        again = card.get_by_role("button", name="Try again with new numbers")
        with held_answers(page):
            check.click()
            expect(check).to_have_text("Checking …")
            assert card.locator(".kq-status").inner_text() == ""
        again.wait_for()
        with held_answers(page):
            again.click()
            card.get_by_text(WORKING).wait_for()
            expect(page.locator("[data-said-aloud]")).to_have_text(WORKING)
        expect(check).to_have_text("Check answer")
        assert card.get_by_text(WORKING).count() == 0


def test_the_review_shows_no_older_reckoning_while_it_waits(open_lesson):
    with open_lesson("90_review") as page:
        review = page.locator(".kr")
        stands = review.locator(".kr-progress table").first
        stands.wait_for()
        with held_answers(page):
            review.get_by_label("A resume code from another machine").fill("not a code")
            review.get_by_role("button", name="Use this code").click()
            review.get_by_text(WORKING).wait_for()
            assert not stands.is_visible()
        stands.wait_for()
        assert review.get_by_text(WORKING).count() == 0


def test_an_answer_whose_verdict_was_lost_on_the_way_is_checked_again(open_lesson):
    asked = []

    def lose_the_first_reply(route):
        asked.append(route.request.post_data)
        reply = route.fetch()
        assert reply.ok
        if len(asked) == 1:
            route.abort()
        else:
            route.fulfill(response=reply)

    with open_lesson("08_ml_per_hour_twice") as page:
        page.route(ANSWERS, lose_the_first_reply)
        card = page.locator(".kq-card:visible").first
        submit_first_choice(card)
        expect(card).to_have_attribute("data-state", "graded")
        assert len(asked) == 2 and asked[0] == asked[1]
        assert card.locator(".kq-status").inner_text()


def test_what_is_being_typed_stays_when_the_controls_around_it_change(open_lesson, course):
    with open_lesson(LAB) as page:
        reveal(page)
        lab = page.locator(".x").first
        controls = lab.locator(".x-controls")
        before = controls.all_inner_texts()
        rate, hours = lab.locator(".x-typed input").all()[:2]
        with hung_kernel(course, page):
            rate.fill("0.3")
            hours.press("Control+A")
            hours.press_sequentially("7")
        wait_until_settled(page)
        assert controls.all_inner_texts() != before
        assert hours.input_value() == "7"
        expect(hours).to_be_focused()
