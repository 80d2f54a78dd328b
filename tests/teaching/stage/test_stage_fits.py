"""Every step of every plan, at three sizes: nothing scrolls, is cut, or is too small for a room."""

import pytest

from teaching import load_plans
from teaching.stage.single import ON_STAGE, explorers_of
from tests.teaching.stage.session import (
    SEEN_LIVE,
    SIZES,
    current,
    each_state,
    fit_problems,
    open_stage,
)

pytestmark = [pytest.mark.slow, pytest.mark.browser]
# The shortest plan and a case often, all others with make test-all.
OFTEN = ("huddle_20", "one_case_8")
PLANS = [
    pytest.param(
        f"{name}?case=5" if plan.takes_a_case else name,
        marks=[] if name in OFTEN else pytest.mark.all,
    )
    for name, plan in load_plans().items()
]
CASES = [pytest.param(f"one_case_8?case={n}", marks=pytest.mark.all) for n in ("1", "7A", "9", "C")]
# Long stems, pictures as options, and types without options.
ASKED = ("RVW-012", "TRI-013", "INF-003", "LAD-101", "PMP-101")
QUESTIONS = [f"one_question?question={name}" for name in ASKED]
QUESTIONS += [
    pytest.param(f"one_question?question={name}", marks=pytest.mark.all)
    for name in ("PMP-105", "PMP-107", "CAS-101", "END-101", "GAT-101", "AUD-101", "LAD-102")
]


@pytest.mark.parametrize("plan", [*PLANS, *QUESTIONS, *CASES])
def test_every_state_fits(course_url, new_page, plan):
    problems = []
    with new_page(1280, 720) as page:
        open_stage(page, course_url, plan)
        for _ in each_state(page, hands="1112233"):
            problems += fit_problems(page)
    assert not problems, "\n".join(problems)


def test_what_does_not_fit_is_found(course_url, new_page):
    with new_page(1280, 720) as page:
        open_stage(page, course_url, OFTEN[0])
        current(page).locator("h1").evaluate("e => (e.textContent = 'A word '.repeat(900))")
        assert any("higher" in each for each in fit_problems(page))
        current(page).locator("h1").evaluate("e => (e.style.fontSize = '12px')")
        assert any("small" in each for each in fit_problems(page))


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
        picture = current(page).locator("img.still")
        picture.wait_for()
        assert fit_problems(page) == []
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_selector(f"html[data-fitted='{width} × {height}']", state="attached")
            shown = picture.evaluate(
                """async (e) => {
                  await e.decode();
                  const box = e.getBoundingClientRect();
                  return Math.min(box.width, box.height * e.naturalWidth / e.naturalHeight);
                }"""
            )
            assert shown >= 0.6 * width, (name, width, shown)
            # Letters are drawn 11.5 px high in a picture of 540.
            assert 11.5 * shown / 540 >= 0.022 * height, (name, width, shown)
