"""Every step of every plan, at five sizes: nothing scrolls, is cut, or is too small for a room."""

import pytest

from teaching import load_plans
from teaching.stage.single import ON_STAGE, explorers_of
from tests.teaching.stage.session import (
    SEEN_LIVE,
    SIZES,
    current,
    each_state,
    fit_problems,
    light_share,
    open_stage,
)

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PLANS = [f"{name}?case=5" if plan.takes_a_case else name for name, plan in load_plans().items()]
CASES = [f"one_case_8?case={n}" for n in ("1", "7", "8B", "9", "C")]
# Long stems, pictures as options, and types without options.
ASKED = ("RVW-012", "TRI-013", "INF-003", "LAD-101", "PMP-101")
ASKED += ("PMP-105", "PMP-107", "CAS-101", "END-101", "GAT-101", "AUD-101", "LAD-102")
QUESTIONS = [f"one_question?question={name}" for name in ASKED]
# The widest and the smallest often; all sizes of all plans with make test-all.
OFTEN = [("huddle_20", (SIZES[0], SIZES[-1])), (QUESTIONS[1], SIZES)]
EACH = [pytest.param(plan, SIZES, marks=pytest.mark.all) for plan in (*PLANS, *QUESTIONS, *CASES)]


@pytest.mark.parametrize(("plan", "sizes"), [*OFTEN, *EACH])
def test_every_state_fits(course_url, new_page, plan, sizes):
    problems = []
    with new_page(1280, 720) as page:
        open_stage(page, course_url, plan)
        for _ in each_state(page, hands="1112233"):
            problems += fit_problems(page, sizes)
    assert not problems, "\n".join(problems)


def test_what_does_not_fit_is_found(course_url, new_page):
    with new_page(1280, 720) as page:
        open_stage(page, course_url, QUESTIONS[1])
        current(page).locator("h1").evaluate("e => (e.textContent = 'A word '.repeat(900))")
        assert any("higher" in each for each in fit_problems(page))
        current(page).locator("h1").evaluate("e => (e.style.fontSize = '12px')")
        assert any("small" in each for each in fit_problems(page))


@pytest.mark.parametrize("key", ["?", "h", "q"])
def test_what_a_key_opens_fits_too(course_url, new_page, key):
    with new_page(*SIZES[0]) as page:
        open_stage(page, course_url, QUESTIONS[1])
        page.keyboard.press("PageDown")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.keyboard.press(key)
            dialog = page.locator("dialog[open]")
            dialog.wait_for()
            over = dialog.evaluate(
                "e => [e.scrollHeight - e.clientHeight, e.scrollWidth - e.clientWidth]"
            )
            assert max(over) <= 1, (key, width, height, over)
            page.keyboard.press("Escape")
            dialog.wait_for(state="detached")


EXPLORERS = {
    "ChanceLab": "03_why_audits_said_otherwise",
    "GuidelineTimeline": "04_what_guidelines_say",
    "InfusionLab": "09_hours_to_arrive",
    "RouteLab": "10_curve_over_days",
    "SeriesVersusTrial": "03_why_audits_said_otherwise",
    "TrialWall": "02_what_the_trials_found",
    "WindUpLab": "01_why_it_is_tempting",
}
IN_PLANS = ("InfusionLab", "TrialWall")


def predict(frame):
    """Answer what an explorer asks before it shows anything."""
    column = frame.locator("[data-on-stage] .x-controls")
    for slider in column.locator("input[type=range]:visible").all():
        slider.press("ArrowRight")
    for group in column.locator("fieldset:visible").all():
        if group.locator("input[type=radio]").count():
            group.locator("input[type=radio]").first.check()
    button = column.locator("button:visible").last
    if button.count():
        button.click()


def drawn(frame):
    """Wait until an explorer has answered, and its picture stands."""
    frame.wait_for_function(
        "() => document.querySelector('[data-on-stage] .x:not([aria-busy=true])"
        " .x-figure:not([hidden]) .x-backdrop svg')"
    )


@pytest.mark.parametrize(
    "name",
    [
        name if name in IN_PLANS else pytest.param(name, marks=pytest.mark.all)
        for name in sorted(ON_STAGE)
    ],
)
def test_an_explorer_stands_live_and_large(course_url, new_page, name):
    lesson = EXPLORERS[name]
    assert name in explorers_of(lesson)
    problems = []
    with new_page(*SIZES[0]) as page:
        open_stage(page, course_url, f"one_explorer?lesson={lesson}&explorer={name}")
        page.keyboard.press("PageDown")
        frame = page.frame_locator(f"iframe[title*={name}]")
        frame.locator("[data-on-stage] .x").wait_for()
        live = next(each for each in page.frames if "stage=" in each.url)
        live.wait_for_selector("html[data-kernel]", state="attached")
        predict(live)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            live.wait_for_function(
                "(outer) => parseFloat(document.documentElement.style.getPropertyValue('--least'))"
                " / outer > 0.0306 && parseFloat(document.documentElement.style.getPropertyValue("
                "'--least')) / outer < 0.0308",
                arg=height,
            )
            drawn(live)
            live.wait_for_function(f"(outer) => (({SEEN_LIVE})(outer)).wide >= 0.6", arg=height)
            seen = live.evaluate(SEEN_LIVE, height)
            where = f"{name} {width}×{height}"
            problems += [f"{where}: small: {words!r}" for words in seen["small"]]
            problems += [f"{where}: cut: {words!r}" for words in seen["cut"]]
            problems += [f"{where}: scrolls"] if seen["scrolls"] else []
            if min(seen["letters"]) < 0.022:
                problems.append(f"{where}: letters of {min(seen['letters']):.4f}")
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", IN_PLANS)
def test_the_picture_at_rest_is_as_large(course_url, new_page, name):
    with new_page(*SIZES[0]) as page:
        open_stage(page, course_url, f"one_explorer?lesson={EXPLORERS[name]}&explorer={name}")
        page.keyboard.press("PageDown")
        page.keyboard.press("r")
        picture = current(page).locator(".still svg")
        picture.wait_for()
        assert fit_problems(page) == []  # with the letters in it
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_selector(f"html[data-fitted='{width} × {height}']", state="attached")
            shown = picture.evaluate(
                """(e) => {
                  const box = e.getBoundingClientRect(), drawn = e.viewBox.baseVal;
                  return Math.min(box.width, box.height * drawn.width / drawn.height);
                }"""
            )
            assert shown >= 0.6 * width, (name, width, shown)


LIGHT_AT_MOST = 0.04
IN_THE_DARK = [
    "one_question?question=TRI-013",
    *(pytest.param(each, marks=pytest.mark.all) for each in (*PLANS, *CASES)),
]


@pytest.mark.parametrize("plan", IN_THE_DARK)
def test_nothing_lights_a_dark_room(course_url, new_page, plan):
    found, seen = [], 0
    with new_page(1280, 720, color_scheme="dark") as page:
        open_stage(page, course_url, plan)
        for _ in each_state(page):
            for width, height in SIZES[:2]:
                page.set_viewport_size({"width": width, "height": height})
                page.wait_for_selector(f"html[data-fitted='{width} × {height}']", state="attached")
                if not current(page).locator(".own-code svg").count():  # a code needs its white
                    share, seen = light_share(page), seen + 1
                    where = current(page).locator("h1").text_content(), width
                    found += [(where, share)] if share > LIGHT_AT_MOST else []
    assert seen > 4 and not found, found


@pytest.mark.parametrize("name", IN_PLANS)
def test_a_picture_has_the_ground_of_the_stage(course_url, new_page, name):
    with new_page(1280, 720, color_scheme="dark") as page:
        open_stage(page, course_url, f"one_explorer?lesson={EXPLORERS[name]}&explorer={name}")
        page.keyboard.press("PageDown")
        frame = next(each for each in page.frames if "stage=" in each.url)
        frame.wait_for_selector(".x-backdrop svg", state="attached")
        assert light_share(page) < LIGHT_AT_MOST
        page.keyboard.press("r")
        current(page).locator(".still svg").wait_for()
        assert light_share(page) < LIGHT_AT_MOST
        current(page).locator(".still").evaluate("e => (e.style.background = '#fff')")
        assert light_share(page) > 0.3  # what a picture with a ground of its own would be
