"""A whole page: nothing jumps, a kernel comes when the learner acts, and nothing is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.course.in_use.waiting_checks import do_something
from tests.course.pages.live_checks import wait_until_settled
from tests.course.pages.page_checks import wait_until_drawn
from tests.running import kernel_of, wait_until_ready
from tests.theme.kernels.test_connection_in_browser import ADDER
from tests.theme.server_tools import Server, wait_until, write_lessons

pytestmark = pytest.mark.browser
LATE = {"timeout": 60_000}
SHIFTS = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const shifts = list.getEntries();
    resolve(shifts.reduce((sum, each) => sum + each.value, 0));
  }).observe({ type: "layout-shift", buffered: true });
  // Where there was none, nothing is told: what is moved now is the last to be heard of.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    document.body.prepend(Object.assign(document.createElement("div"), { style: "height: 50px" }));
  }));
})"""
# A busy machine may take longer than the words wait; here they wait as long as it takes.
PATIENT = """
  const later = window.setTimeout;
  window.setTimeout = (act, ms, ...more) => later(act, ms > 400 ? 3600000 : ms, ...more);
  performance.now = () => 0;
"""
LESSONS = ["03_why_audits_said_otherwise", "09_hours_to_arrive"]
OTHERS = ["01_why_it_is_tempting", "02_what_the_trials_found", "07_dose_and_setting"]
OTHERS += ["10_curve_over_days", "11_watch_and_stop", "12_cases", "90_review"]


def assert_nothing_jumped(page) -> None:
    """A page that was drawn has not moved, nor changed its length, since it was first shown."""
    height = page.evaluate("document.documentElement.scrollHeight")
    shifts = page.evaluate(SHIFTS)
    moved = page.evaluate("document.documentElement.scrollHeight") - height - 50
    assert abs(moved) < 2, "the page is as long as it was when it was shown"
    # The 50 px that the test itself has moved everything by, of 900, are the whole of it.
    assert 0 < shifts < 50 / 900 + 0.02


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = write_lessons(
        tmp_path_factory.mktemp("whole"),
        adds=["from adder import Adder; Adder(n=1)", "Adder(n=2)", "'A sentence.'"],
    )
    (folder / "adder.py").write_text(ADDER)
    running = Server(folder, spare_kernels=1)
    yield running
    assert not running.stop()


@pytest.fixture
def page(new_page):
    with new_page() as opened:
        yield opened


@pytest.fixture
def asked(page):
    """The addresses that the page asks the server for."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


def opened(page, server):
    page.goto(f"{server.url}voila/render/adds.ipynb")
    wait_until_ready(page)


def kernels_asked_for(addresses: list[str]) -> int:
    return sum("/voila/api/open/" in each for each in addresses)


def set_number(page, number: int):
    field = page.locator(".live input").first
    field.fill(str(number))
    field.press("Enter")


def test_passing_by_takes_no_kernel_and_acting_takes_one(page, server, asked):
    opened(page, server)
    shown = page.locator(".live output").all_text_contents()
    assert shown == ["2", "4"], "what the kernel would say is there without one"
    assert page.locator(".live").nth(2).inner_text() == "A sentence."
    for key in ["Tab"] * 8 + ["Shift+Tab", "Escape", "PageDown", "PageUp"]:
        page.keyboard.press(key)
    page.mouse.wheel(0, 300)
    page.locator("main p").first.click()
    page.locator(".live input").first.dispatch_event("pointerdown", {"pointerType": "touch"})
    assert page.evaluate("fetch('/robots.txt').then((got) => got.status)") == 200
    assert kernels_asked_for(asked) == 0 and any("robots" in each for each in asked)
    page.locator(".live input").first.press("7")
    assert kernel_of(page)
    assert kernels_asked_for(asked) == 1
    page.keyboard.press("Enter")
    field = page.locator(".live input").first
    expect(page.locator(".live output").first).to_have_text(
        str(2 * int(field.input_value())), **LATE
    )
    assert kernels_asked_for(asked) == 1


def test_what_was_done_before_the_kernel_came_is_kept_and_sent(page, server):
    held = []
    page.route("**/voila/api/open/*", lambda route: held.append(route))
    opened(page, server)
    with page.expect_request("**/voila/api/open/*"):
        set_number(page, 5)
    page.get_by_role("button", name="Ask").nth(1).click()
    set_number(page, 6)
    assert page.locator(".live output").first.text_content() == "2", "nothing is known yet"
    assert wait_until(lambda: page.evaluate("true") and held, 20)
    held[0].continue_()
    expect(page.locator(".live output").first).to_have_text("12", **LATE)
    expect(page.locator(".live .said").nth(1)).to_have_text("n is 2. ", **LATE)
    assert page.locator("#session-banner").is_hidden()


def test_a_server_that_cannot_be_reached_is_told_and_what_was_done_is_kept(page, server):
    opened(page, server)
    page.route("**/voila/api/open/*", lambda route: route.abort())
    set_number(page, 5)
    page.wait_for_selector("html[data-session=away]", state="attached")
    page.unroute_all()
    page.get_by_role("button", name="Try now").click()
    expect(page.locator(".live output").first).to_have_text("10", **LATE)
    page.wait_for_selector("html[data-session=ready]", state="attached")


def test_a_place_in_the_queue_is_told_and_moves_nothing(page, server):
    """What stands on the page stays where it is while the page waits and when it goes on."""
    waits = {"ticket": "0" * 32, "ahead": 2, "starting": False}
    page.route("**/voila/api/open/*", lambda route: route.fulfill(status=202, json=waits))
    answers = [waits | {"ahead": 1}]
    page.route(
        "**/voila/api/queue/*",
        lambda route: route.fulfill(status=202, json=answers[0]) if answers else route.abort(),
    )
    opened(page, server)
    top = page.locator(".live input").first.bounding_box()
    set_number(page, 5)
    said = page.locator("#session-banner p")
    expect(said).to_contain_text("1 is ahead of you", **LATE)
    assert page.locator(".live input").first.bounding_box() == top
    # The server has forgotten the page, as after a restart: it stands at the end again.
    page.unroute("**/voila/api/open/*")
    page.unroute("**/voila/api/queue/*")
    expect(page.locator(".live output").first).to_have_text("10", **LATE)
    expect(page.locator("#session-banner")).to_be_hidden()


def test_a_page_that_waits_and_is_out_of_date_says_so_and_nothing_else_after_it(page, server):
    waits = {"ticket": "0" * 32, "ahead": 2, "starting": False}
    page.route("**/voila/api/open/*", lambda route: route.fulfill(status=202, json=waits))
    page.route("**/voila/api/queue/*", lambda route: route.fulfill(status=409, json={}))
    opened(page, server)
    set_number(page, 5)
    page.wait_for_selector("html[data-session=lost]", state="attached")
    banner = page.locator("#session-banner")
    expect(banner).to_contain_text("The course has been updated since you opened this page.")
    assert banner.get_attribute("data-queue") is None
    expect(banner.get_by_role("button", name="Reload")).to_be_visible()


def test_words_that_do_not_wait_for_scripts_are_read_at_once(page, server):
    """Where scripts are slow or do not come, the words do not wait for them."""
    page.route(re.compile(r"/course\.js"), lambda route: route.abort())
    page.goto(f"{server.url}voila/render/adds.ipynb")
    expect(page.get_by_text("Words that need no kernel.")).to_be_visible()
    assert page.locator("html[data-hold]").count() == 0


def test_a_late_page_shows_its_words_before_its_live_parts(new_page, server):
    with new_page() as page:
        page.add_init_script("performance.now = () => 5000")
        page.route(re.compile(r"/course\.js"), lambda route: None)  # never answered
        page.goto(f"{server.url}voila/render/adds.ipynb", wait_until="commit")
        page.wait_for_selector("footer", state="attached")
        assert page.locator("html[data-hold]").count() == 0
        assert page.get_by_text("Words that need no kernel.").is_visible()


def test_without_a_script_all_of_it_is_read(new_page, server):
    with new_page(java_script_enabled=False) as page:
        page.goto(f"{server.url}voila/render/adds.ipynb")
        words = page.locator("main").inner_text()
        assert "Words that need no kernel." in words and "A stored sentence." in words
        assert "need JavaScript" in words


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize(
    "name", [*LESSONS, *(pytest.param(each, marks=pytest.mark.all) for each in OTHERS)]
)
def test_nothing_jumps_while_a_page_opens(new_page, lesson_urls, name, width):
    with new_page(width) as page:
        page.add_init_script(PATIENT)
        page.goto(lesson_urls[name])
        wait_until_ready(page)
        wait_until_drawn(page)
        assert_nothing_jumped(page)


@pytest.mark.parametrize("width", [375, pytest.param(1280, marks=pytest.mark.all)])
@pytest.mark.parametrize("name", [LESSONS[1], pytest.param(LESSONS[0], marks=pytest.mark.all)])
def test_nothing_jumps_where_the_words_come_first(new_page, lesson_urls, name, width):
    """On a slow line the words are read while the scripts are still on their way."""
    with new_page(width) as page:
        held = []
        page.add_init_script("performance.now = () => 5000")
        page.route(re.compile(r"/course\.js"), lambda route: held.append(route))
        page.goto(lesson_urls[name], wait_until="commit")
        page.wait_for_selector("footer", state="attached")
        page.wait_for_function("() => performance.getEntriesByType('paint').length")
        assert page.locator("html[data-session=starting]").count() == 1
        assert wait_until(lambda: page.evaluate("true") and held, 20)
        held[0].continue_()
        wait_until_ready(page)
        wait_until_drawn(page)
        assert 0 < page.evaluate(SHIFTS) < 50 / 900 + 0.01


def test_the_first_answer_moves_no_picture(new_page, lesson_urls):
    """The picture of the page and the kernel's own take the same place."""
    with new_page(390) as page:
        page.goto(lesson_urls["10_curve_over_days"])
        wait_until_ready(page)
        lab = page.locator(".x").filter(has_text="Route lab: norketamine")
        figure = lab.locator(".x-figure")
        size = "(e) => [e.clientWidth, e.clientHeight].join()"
        drawn = "(e) => e.querySelector('svg').getAttribute('viewBox')"
        before = figure.evaluate(size), figure.evaluate(drawn)
        said = lab.locator(".x-sentence").inner_text()
        do_something(lab)
        assert kernel_of(page)
        wait_until_settled(page)
        assert lab.locator(".x-sentence").inner_text() != said
        assert (figure.evaluate(size), figure.evaluate(drawn)) == before
