"""A lab that was left stands there again as it was, before any kernel, and goes on from there."""

import json
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.course.in_use.waiting_checks import do_something
from tests.course.pages.live_checks import results, wait_until_settled
from tests.course.pages.page_checks import wait_until_drawn
from tests.running import wait_until_ready
from tests.theme.first.test_whole_in_browser import PATIENT, SHIFTS, kernels_asked_for

pytestmark = pytest.mark.browser
LESSON = "09_hours_to_arrive"
OTHERS = ["03_why_audits_said_otherwise", "06_who_may_be_tried", "11_watch_and_stop", "12_cases"]
SCREENS = "ketamine-course:v1:screen:"
LATE = {"timeout": 60_000}
# Every sentence that the first lab has had in a frame that was painted.
SEEN = """
  window.seen = new Set();
  const look = () => {
    const said = document.querySelector(".x .x-sentence");
    if (said) window.seen.add(said.textContent);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""
DRAWN = """() => [...document.querySelectorAll(".x")].map((lab) => {
  const { width, height, data } = (() => {
    const canvas = lab.querySelector("canvas");
    if (!canvas.width) return { width: 0, height: 0, data: [] };
    return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  })();
  let sum = 0;
  for (let k = 0; k < data.length; k++) sum = (sum * 31 + data[k]) % 4294967291;
  return [width, height, sum, lab.querySelector(".x-backdrop").innerHTML,
    lab.querySelector(".x-picture").getAttribute("aria-label"),
    lab.querySelector(".x-table").textContent,
    [...lab.querySelectorAll("input, select")].map((each) => `${each.checked} ${each.value}`)];
})"""


def lab_of(page):
    return page.locator(".x").first


def reveal(page):
    for unset in lab_of(page).locator("input[data-unset]:visible").all():
        unset.press("ArrowRight")
    wait_until_settled(page)
    lab_of(page).get_by_role("button", name="Show the curve").click()
    wait_until_settled(page)


def set_rate(page, rate: str):
    field = lab_of(page).get_by_label("Infusion rate", exact=True)
    field.fill(rate)
    field.press("Enter")
    wait_until_settled(page)


def all_of(page):
    """All that the labs of a page say, draw and hold."""
    wait_until_settled(page)
    wait_until_drawn(page)
    return results(page), page.evaluate(DRAWN)


def kept(page, count: int = 1) -> list[str]:
    """The names of the kept screens, once there are so many."""
    names = f"Object.keys(localStorage).filter((each) => each.startsWith('{SCREENS}'))"
    page.wait_for_function(f"() => {names}.length >= {count}")
    return page.evaluate(names)


def last_kept(page):
    """Wait until what is kept of the first lab is what it shows now."""
    page.wait_for_function(
        f"""() => Object.entries(localStorage).some(([name, text]) => name.startsWith("{SCREENS}")
          && JSON.parse(text.slice(8)).shown.sentence
            === document.querySelector(".x .x-sentence").textContent)"""
    )


@contextmanager
def another_day(page, address: str, script: str = ""):
    """A new tab of the same browser, with what it asks the server for."""
    with page.context.new_page() as other:
        asked: list[str] = []
        other.on("request", lambda request: asked.append(request.url))
        other.add_init_script(PATIENT)
        other.add_init_script(SEEN)
        if script:
            other.add_init_script(script)
        other.goto(address)
        wait_until_ready(other)
        yield other, asked


@pytest.mark.parametrize("width", [375, 1280])
def test_a_lab_stands_as_it_was_left_and_goes_on_from_there(open_lesson, width):
    with open_lesson(LESSON, width) as page:
        reveal(page)
        lab_of(page).locator("select[id$='-patient']").select_option("throat")
        wait_until_settled(page)
        set_rate(page, "0.27")
        last_kept(page)
        left = all_of(page)
        with another_day(page, page.url) as (other, asked):
            assert all_of(other) == left
            said = lab_of(other).locator(".x-sentence").inner_text()
            assert other.evaluate("[...seen]") == [said], "from the first frame on, and no other"
            shifts = other.evaluate(SHIFTS)
            assert 0 < shifts < 50 / 900 + 0.02  # of which 50 px are the test's own
            assert not kernels_asked_for(asked) and any("09_hours" in each for each in asked)
            assert not other.locator("html[data-kernel]").count()
            set_rate(other, "0.31")
            assert kernels_asked_for(asked) == 1
            gone_on = all_of(other)
        assert gone_on != left
        set_rate(page, "0.31")
        assert all_of(page) == gone_on, "as if it had never been left"


def test_going_back_to_the_opening_values_shows_the_opening_results(open_lesson):
    """A part of the screen that is then as a new kernel has it anyway is not left as it was."""
    with open_lesson(LESSON) as page:
        reveal(page)
        rate = lab_of(page).get_by_label("Infusion rate", exact=True).input_value()
        opening = all_of(page)
        set_rate(page, "0.27")
        last_kept(page)
        with another_day(page, page.url) as (other, _asked):
            assert all_of(other) != opening
            set_rate(other, rate)
            assert all_of(other) == opening


def test_a_picture_is_drawn_anew_only_where_it_would_be_hard_to_read(open_lesson):
    with open_lesson(LESSON, 375) as page:
        reveal(page)
        last_kept(page)
        with another_day(page, page.url) as (other, asked):
            figure = lab_of(other).locator(".x-figure")
            for width in (430, 1280):
                before = figure.evaluate("(e) => e.clientWidth")
                other.set_viewport_size({"width": width, "height": 900})
                other.wait_for_function(
                    "(before) => document.querySelector('.x-figure').clientWidth !== before",
                    arg=before,
                )
                if width == 430:
                    wait_until_drawn(other)
                    assert not kernels_asked_for(asked)
            drawn = "() => document.querySelector('.x-backdrop svg').viewBox.baseVal.width > 500"
            other.wait_for_function(drawn)
            assert kernels_asked_for(asked) == 1


def test_a_prediction_that_was_not_revealed_stays_so(open_lesson):
    with open_lesson(LESSON) as page:
        for unset in lab_of(page).locator("input[data-unset]:visible").all():
            unset.press("ArrowRight")
        wait_until_settled(page)
        last_kept(page)
        left = all_of(page)
        with another_day(page, page.url) as (other, asked):
            assert all_of(other) == left and not kernels_asked_for(asked)
            assert not lab_of(other).locator("input[data-unset]:visible").count()
            lab_of(other).get_by_role("button", name="Show the curve").click()
            wait_until_settled(other)
            told = all_of(other)
        lab_of(page).get_by_role("button", name="Show the curve").click()
        assert all_of(page) == told


def test_a_shared_link_wins_over_what_is_kept(open_lesson):
    with open_lesson(LESSON) as page:
        reveal(page)
        set_rate(page, "0.27")
        lab = lab_of(page)
        lab.locator("summary", has_text="Keep or share").click()
        lab.locator(".x-code", has_text="-").wait_for()
        link = lab.locator(".x-share a").get_attribute("href")
        set_rate(page, "0.31")
        last_kept(page)
        with another_day(page, link) as (other, _asked):
            note = lab_of(other).locator(".x-link")
            expect(note).to_have_text("The link you opened: The scenario is open.", **LATE)
            wait_until_settled(other)
            said = lab_of(other).locator(".x-sentence").inner_text()
            assert said.startswith("0.27 mg/kg/h"), "and it asks for a prediction first"
            expect(lab_of(other).get_by_role("button", name="Show the curve")).to_be_visible()


@pytest.mark.parametrize("spoil", ["another edition", "a script in the picture", "damaged"])
def test_a_screen_that_does_not_belong_here_is_not_drawn(open_lesson, spoil):
    with open_lesson(LESSON) as page:
        opening = all_of(page)
        reveal(page)
        set_rate(page, "0.27")
        last_kept(page)
        [name] = kept(page)
        screen = json.loads(page.evaluate("(name) => localStorage[name]", name)[8:])
        if spoil == "another edition":
            screen["edition"] = "0" * 16
        else:
            screen["backdrop"] += "<img src=x onerror='window.struck = 1'>"
        page.evaluate(
            """async ([name, body, isWhole]) => {
                const crc = (text) => {
                  let sum = -1;
                  for (let byte of new TextEncoder().encode(text)) {
                    sum ^= byte;
                    for (let k = 0; k < 8; k++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
                  }
                  return ((sum ^ -1) >>> 0).toString(16).padStart(8, "0");
                };
                localStorage[name] = (isWhole ? crc(body) : "00000000") + body;
            }""",
            [name, json.dumps(screen), spoil != "damaged"],
        )
        with another_day(page, page.url) as (other, asked):
            assert all_of(other) == opening and not kernels_asked_for(asked)
            note = lab_of(other).locator(".x-link")
            expect(note).to_contain_text(
                "so this lab begins again" if spoil == "another edition" else ""
            )
            assert not other.evaluate("(name) => name in localStorage", name)
            assert other.evaluate("window.struck") is None


def test_where_the_browser_keeps_nothing_the_lab_works_and_says_so(new_page, lesson_urls):
    refuse = "Storage.prototype.setItem = () => { throw new Error('full'); };"
    with new_page() as page:
        page.add_init_script(refuse)
        page.goto(lesson_urls[LESSON])
        wait_until_ready(page)
        reveal(page)
        set_rate(page, "0.27")
        lab = lab_of(page)
        lab.locator("summary", has_text="Keep or share").click()
        expect(lab.get_by_text("it begins again when you come back")).to_be_visible()


def test_a_kept_lab_can_be_erased_where_nothing_else_is_kept(open_lesson, course_url):
    with open_lesson(LESSON) as page:
        reveal(page)
        last_kept(page)
        page.goto(course_url)
        expect(page.locator("#store-summary")).to_contain_text(
            "The labs stand as you left them, on this device only."
        )
        page.locator("#store-erase").click()
        page.locator("#erase-dialog button[value=erase]").click()
        expect(page.locator("#store-erase")).to_be_disabled()
        assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize(
    "name", [OTHERS[0], *(pytest.param(each, marks=pytest.mark.all) for each in OTHERS[1:])]
)
def test_every_lab_of_a_lesson_comes_back(open_lesson, name):
    with open_lesson(name, 390) as page:
        labs = page.locator(".x").all()
        for lab in labs:
            do_something(lab)
            wait_until_settled(page)
        left = all_of(page)
        assert kept(page, len(labs))
        with another_day(page, page.url) as (other, asked):
            assert all_of(other) == left and not kernels_asked_for(asked)
