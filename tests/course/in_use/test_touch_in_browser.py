"""A finger on a slider: one that scrolls past changes nothing, one that drags or taps does."""

import pytest

from tests.course.pages.live_checks import reveal, wait_until_settled

TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
pytestmark = pytest.mark.browser

# Sliders of predictions, and those of a lab. All are drawn by one module.
LESSONS = (
    pytest.param("03_why_audits_said_otherwise", False, marks=pytest.mark.all),
    ("09_hours_to_arrive", True),
)
STANDS_BETWEEN = """([e, low, high]) => {
  const part = (e.value - e.min) / (e.max - e.min);
  return low < part && part < high;
}"""


def touch(page):
    """Return a function that moves one finger: touch((x, y), (x, y), …)."""
    line = page.context.new_cdp_session(page)

    def send(kind, *points):
        told = {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        line.send("Input.dispatchTouchEvent", told)

    def move(*places):
        send("touchStart", places[0])
        for place in places[1:]:
            send("touchMove", place)
        send("touchEnd")

    return move


def place_on(slider, part: float) -> tuple[float, float]:
    """A place on the slider's track, once it stands still in the middle of the screen."""
    slider.evaluate("e => e.scrollIntoView({ block: 'center' })")
    slider.tap(trial=True)
    box = slider.bounding_box()
    return box["x"] + part * box["width"], box["y"] + box["height"] / 2


def test_what_is_chosen_stays_under_the_finger_whatever_comes_or_goes_above_it(open_lesson):
    with open_lesson("09_hours_to_arrive", 375, has_touch=True, is_mobile=True) as page:
        reveal(page)
        lab = page.locator(".x").first
        for name in ("Made-up patient", "Regimen", "Model", "Show", "The pump", "People differ as"):
            chosen = lab.get_by_label(name, exact=True)
            chosen.evaluate("e => { e.scrollIntoView({ block: 'center' }); e.focus(); }")
            before = chosen.bounding_box()["y"]
            was = chosen.input_value()
            chosen.select_option(index=1)
            wait_until_settled(page)
            page.evaluate(TWO_FRAMES)
            assert abs(chosen.bounding_box()["y"] - before) < 3, name
            chosen.select_option(was)
            wait_until_settled(page)


@pytest.mark.parametrize(("slug", "is_revealed"), LESSONS)
def test_a_finger_moves_a_slider_that_it_drags_or_taps_and_none_that_it_scrolls_past(
    slug, is_revealed, open_lesson
):
    with open_lesson(slug, 375, has_touch=True, is_mobile=True) as page:
        if is_revealed:
            reveal(page)
        wait_until_settled(page)
        finger = touch(page)
        sliders = page.locator(".x input[type=range]:visible").all()
        assert len(sliders) > 1
        for slider in sliders:
            field = page.locator(f"#{slider.get_attribute('id').removesuffix('-slider')}")
            x, y = place_on(slider, 0.8)
            before = [each.input_value() for each in sliders]
            spoken, top = slider.get_attribute("aria-valuetext"), page.evaluate("scrollY")
            finger((x, y), *((x + step / 8, y - 10 * step) for step in range(1, 26)))
            page.wait_for_function("(top) => scrollY > top + 100", arg=top)
            assert [each.input_value() for each in sliders] == before
            assert slider.get_attribute("aria-valuetext") == spoken
            assert page.locator(".x[aria-busy=true]").count() == 0  # nothing was asked for

            x, y = place_on(slider, 0.8)
            back = 0.04 * slider.bounding_box()["width"]
            finger((x, y), *((x - back * step, y + step / 4) for step in range(1, 11)))
            # The page may hear of the finger's last places after it was lifted.
            page.wait_for_function(STANDS_BETWEEN, arg=[slider.element_handle(), 0.2, 0.6])
            wait_until_settled(page)
            dragged = slider.input_value()
            assert field.input_value() == dragged

            finger(place_on(slider, 0.95))
            page.wait_for_function(
                "([e, was]) => e.value !== was", arg=[slider.element_handle(), dragged]
            )
            wait_until_settled(page)
            assert float(field.input_value()) == float(slider.input_value()) > float(dragged)
