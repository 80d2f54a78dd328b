"""A link opens what it names, in sight, or says that it does not; a reload keeps what was set."""

import pytest
from playwright.sync_api import expect

from tests.course.pages.live_checks import wait_until_settled
from tests.running import wait_until_ready

pytestmark = pytest.mark.browser
LESSON = "09_hours_to_arrive"
OPEN = "The link you opened: The scenario is open."
LATE = {"timeout": 60_000}


def lab_of(page):
    return page.locator(".x").first


def reveal(page):
    unset = lab_of(page).locator("input[data-unset]:visible")
    for _ in range(unset.count()):
        unset.first.press("ArrowRight")
    wait_until_settled(page)
    lab_of(page).get_by_role("button", name="Show the curve").click()
    wait_until_settled(page)


def set_rate(page, rate: str):
    field = lab_of(page).get_by_label("Infusion rate", exact=True)
    field.fill(rate)
    field.press("Enter")
    wait_until_settled(page)


def shown(page):
    """What the first lab says once all of it has been drawn."""
    wait_until_settled(page)
    return lab_of(page).locator(".x-sentence").inner_text()


def link_to(page) -> str:
    lab = lab_of(page)
    lab.locator("summary", has_text="Keep or share").click()
    lab.locator(".x-code", has_text="-").wait_for()
    return lab.locator(".x-share a").get_attribute("href")


@pytest.fixture(scope="module")
def scenario(open_lesson):
    """A link to a scenario, and what its lab asks whoever opens it."""
    with open_lesson(LESSON) as page:
        reveal(page)
        lab_of(page).get_by_label("Regimen", exact=True).select_option("hardy")
        lab_of(page).locator(".x-sentence", has_text="mg/24 h").wait_for()
        link = link_to(page)
        lab_of(page).get_by_role("button", name="Predict again").click()
        return link, shown(page)


def in_sight(page):
    """Wait until the lab stands at the top of the screen, below what sticks there."""
    page.wait_for_function(
        """() => {
            const lab = document.querySelector(".x").getBoundingClientRect();
            const stands = document.querySelector(".standing").getBoundingClientRect().bottom;
            return lab.top >= stands - 1 && lab.top < innerHeight / 3;
        }"""
    )


@pytest.mark.parametrize(
    ("width", "tail"),
    [
        (375, ""),
        (1280, "&fbclid=1"),
        pytest.param(1280, "", marks=pytest.mark.all),
        pytest.param(1280, ".", marks=pytest.mark.all),
        pytest.param(1280, "?utm_source=x", marks=pytest.mark.all),
    ],
)
def test_a_link_opens_its_scenario_in_sight(new_page, scenario, width, tail):
    link, sentence = scenario
    with new_page(width) as page:
        page.goto(link + tail)
        wait_until_ready(page)
        note = lab_of(page).locator(".x-link")
        expect(note).to_have_text(OPEN, **LATE)
        in_sight(page)
        expect(note).to_be_in_viewport()
        # What comes above it later, such as a picture, does not push it away.
        page.evaluate(
            """() => {
                document.documentElement.style.overflowAnchor = "none";
                const late = document.createElement("div");
                late.style.height = "900px";
                document.querySelector("main").prepend(late);
            }"""
        )
        in_sight(page)
        # From the first act on the page is the reader's.
        page.mouse.wheel(0, -400)
        page.wait_for_function("() => document.querySelector('.x').getBoundingClientRect().y > 300")
        assert shown(page) == sentence


@pytest.mark.parametrize(
    "spoil",
    [
        "wrong letter",
        "not to be decoded",
        pytest.param("cut", marks=pytest.mark.all),
        pytest.param("longer", marks=pytest.mark.all),
    ],
)
def test_a_spoilt_link_opens_the_lab_as_it_is_and_says_so_in_sight(new_page, scenario, spoil):
    link, sentence = scenario
    spoilt = {
        "wrong letter": link[:-1] + ("B" if link[-1] == "A" else "A"),
        "cut": link[:-3],
        "not to be decoded": link + "%E0%A4%A",
        "longer": link + "AA",
    }[spoil]
    if spoil == "not to be decoded":
        expected = OPEN  # what cannot be decoded stands behind the code
    else:
        expected = "The link you opened: "
    with new_page() as page:
        page.goto(spoilt)
        wait_until_ready(page)
        note = lab_of(page).locator(".x-link")
        expect(note).to_contain_text(expected, **LATE)
        in_sight(page)
        expect(note).to_be_in_viewport()
        if spoil != "not to be decoded":
            expect(note).to_contain_text("Nothing was changed.")
            assert shown(page) != sentence


@pytest.mark.parametrize(
    "hash_",
    [
        "#RouteLb=0000-0000",
        pytest.param("#%E0%A4%A", marks=pytest.mark.all),
        pytest.param("#no-such-place", marks=pytest.mark.all),
    ],
)
def test_an_address_that_leads_nowhere_is_told_at_the_beginning(new_page, lesson_urls, hash_):
    with new_page() as page:
        page.goto(lesson_urls[LESSON] + hash_)
        wait_until_ready(page)
        note = page.locator(".link-note")
        expect(note).to_contain_text("there is no such place in this lesson")
        expect(note).to_be_in_viewport()
        page.evaluate("location.hash = '#main'")
        expect(note).to_have_count(0)


def test_a_setting_and_a_prediction_survive_a_reload(open_lesson):
    with open_lesson(LESSON) as page:
        reveal(page)
        set_rate(page, "0.27")
        sentence = shown(page)
        page.reload()
        wait_until_ready(page)
        rate = lab_of(page).get_by_label("Infusion rate", exact=True)
        expect(rate).to_have_value("0.27", **LATE)
        expect(lab_of(page).locator("input[type=range]").first).to_have_value("0.27")
        assert shown(page) == sentence


def test_words_of_ones_own_are_there_after_a_reload_and_gone_with_the_tab_as_is_said(
    open_lesson, lesson_urls
):
    slug, mine = (
        "11_watch_and_stop",
        "It is unproven, and we end it on Thursday if it has not helped.",
    )
    consent = "textarea[id$='-consent']"
    with open_lesson(slug) as page:
        area = page.locator(consent)
        hint = page.locator(f"#{area.get_attribute('aria-describedby')}")
        expect(hint).to_contain_text("stays in this browser and is gone when you close the tab")
        area.fill(mine)
        area.blur()
        wait_until_settled(page)
        page.reload()
        wait_until_ready(page)
        expect(page.locator(consent)).to_have_value(mine)
        with page.context.new_page() as other:
            other.goto(lesson_urls[slug])
            wait_until_ready(other)
            expect(other.locator(consent)).to_have_value("")
        assert page.evaluate("JSON.stringify({ ...localStorage })").find(mine) == -1


def test_a_link_wins_over_what_was_set_and_what_is_set_then_over_the_link(open_lesson, scenario):
    link, sentence = scenario
    with open_lesson(LESSON) as page:
        reveal(page)
        set_rate(page, "0.27")
        page.goto(link)  # of the same page: only the place changes
        page.reload()
        wait_until_ready(page)
        expect(lab_of(page).locator(".x-link")).to_have_text(OPEN, **LATE)
        assert shown(page) == sentence
        reveal(page)
        patient = lab_of(page).locator("select[id$='-patient']")
        patient.select_option("throat")
        mine = shown(page)
        assert mine != sentence
        page.reload()
        wait_until_ready(page)
        expect(patient).to_have_value("throat", **LATE)
        assert shown(page) == mine


def test_what_another_edition_does_not_know_is_left_out_and_told(open_lesson):
    with open_lesson(LESSON) as page:
        opening = shown(page)
        reveal(page)
        set_rate(page, "0.27")
        page.evaluate(
            """() => {
                for (const name of Object.keys(sessionStorage)) {
                    if (!name.startsWith("ketamine-course:lab:")) continue;
                    const kept = JSON.parse(sessionStorage[name]);
                    kept.note = "Ketamine course, version 0.0.1.";
                    kept.values["a control of that time"] = "1";
                    sessionStorage[name] = JSON.stringify(kept);
                }
            }"""
        )
        page.reload()
        wait_until_ready(page)
        note = lab_of(page).locator(".x-link")
        expect(note).to_contain_text("does not fit this edition of the course", **LATE)
        assert shown(page) == opening
        page.reload()
        wait_until_ready(page)
        wait_until_settled(page)
        expect(note).to_have_text("")


def test_settings_are_erased_with_the_answers(open_lesson, course_url):
    with open_lesson(LESSON) as page:
        reveal(page)
        set_rate(page, "0.27")
        names = "Object.keys(sessionStorage).filter((name) => name.includes(':lab:')).length"
        assert page.evaluate(names) == 1
        page.evaluate("localStorage.setItem('ketamine-course:v1', '{}')")
        with page.context.new_page() as other:  # erased in another tab
            other.goto(course_url)
            other.evaluate("localStorage.removeItem('ketamine-course:v1')")
            page.wait_for_function(f"() => {names} === 0")
