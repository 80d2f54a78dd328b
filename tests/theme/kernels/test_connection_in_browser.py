"""A page keeps its kernel through gaps, takes another when its own is gone, and says what fails."""

import os
import signal
import uuid

import pytest
from playwright.sync_api import expect

from tests.running import kernel_of, take_kernel
from tests.theme.kernels.faulty_proxy import (
    CUT,
    PASS,
    REFUSE_WEBSOCKETS,
    SILENT_WEBSOCKETS,
    SWALLOW,
    FaultyProxy,
)
from tests.theme.server_tools import Server, ask, open_lesson, write_lessons

AWAY = "No connection at the moment. The page tries again by itself."
BLOCKED = "Your network blocks the connection (a websocket) that the labs need."
LOST = "The session has ended."
NOT_YET = "Still no connection. You can keep reading."
CHANGED = "The course has been updated since you opened this page."
ADDER = """
import os
import anywidget, traitlets
class Adder(anywidget.AnyWidget):
    _esm = '''export default { inputs: ["n"], render({ model, el }) {
      const input = Object.assign(document.createElement("input"), { type: "number" });
      const output = Object.assign(document.createElement("output"), { value: model.get("twice") });
      const said = Object.assign(document.createElement("p"), { className: "said" });
      input.ariaLabel = "a number";
      input.addEventListener("change", () => {
        model.set("n", +input.value); model.save_changes();
      });
      const ask = document.createElement("button");
      ask.textContent = "Ask";
      ask.addEventListener("click", () => model.send({ ask: "what" }));
      const end = document.createElement("button");
      end.textContent = "End";
      end.addEventListener("click", () => model.send({ end: "it" }));
      model.on("change:twice", () => { output.value = model.get("twice"); });
      model.on("msg:custom", ({ reply }) => { said.textContent += reply; });
      el.append(input, output, ask, end, said);
    } }'''
    n = traitlets.Int(0).tag(sync=True)
    twice = traitlets.Int(0).tag(sync=True)
    def __init__(self, **given):
        super().__init__(**given)
        self.on_msg(self._hear)
    @traitlets.observe("n")
    def _double(self, change): self.twice = 2 * change.new
    def _hear(self, _widget, content, _buffers):
        if "end" in content: os._exit(1)
        self.send({"reply": f"n is {self.n}. "})
"""

pytestmark = pytest.mark.browser
LATE = {"timeout": 60_000}  # a page's pauses grow, so that the line may come back late


@pytest.fixture(scope="module")
def lessons(tmp_path_factory):
    folder = write_lessons(
        tmp_path_factory.mktemp("connection"),
        adds=["from adder import Adder; Adder(n=1)", "Adder(n=2)"],
    )
    (folder / "adder.py").write_text(ADDER)
    return folder


@pytest.fixture(scope="module")
def server(lessons):
    running = Server(lessons, spare_kernels=1)
    yield running
    assert not running.stop()


@pytest.fixture
def proxy(server):
    with FaultyProxy(server.port) as standing:
        yield standing


@pytest.fixture
def page(new_page, proxy):
    """An empty page, for the lesson behind the proxy."""
    with new_page() as opened:
        yield opened
        proxy.become(PASS)
        opened.close(run_before_unload=False)


def opened(page, proxy):
    """Open the lesson, and touch it, so that it has a kernel."""
    page.goto(f"{proxy.url}voila/render/adds.ipynb")
    in_state(page, "ready")
    take_kernel(page)
    return page


def in_state(page, *states):
    which = ", ".join(f"html[data-session={state}]" for state in states)
    page.wait_for_selector(which, state="attached")


def banner(page):
    return page.locator("#session-banner p")


def set_number(page, number: int):
    field = page.locator(".live input").first
    field.fill(str(number))
    field.press("Enter")


def shows(page, number: int):
    expect(page.locator(".live output").first).to_have_text(str(number), **LATE)


def test_the_server_tells_how_long_it_keeps_a_kernel(server):
    assert '"absentSeconds": 120' in ask(f"{server.url}voila/render/adds.ipynb").text


def test_a_short_gap_goes_unnoticed(page, proxy):
    heard = "window.heard = []; addEventListener('course:session', (e) => heard.push(e.detail))"
    page.add_init_script(heard)
    opened(page, proxy)
    before = proxy.websockets
    proxy.close_all()
    set_number(page, 21)
    shows(page, 42)
    assert proxy.websockets == before + 1
    assert page.evaluate("heard") == ["ready"]


def test_a_long_gap_is_told_and_ends_by_itself_with_the_same_kernel(page, proxy, server):
    opened(page, proxy)
    set_number(page, 4)
    shows(page, 8)
    proxy.become(CUT)
    in_state(page, "away")
    expect(banner(page)).to_contain_text(AWAY, **LATE)
    assert page.locator(".live input").first.is_enabled()
    set_number(page, 5)
    page.get_by_role("button", name="Ask").first.click()
    button = page.get_by_role("button", name="Try now")
    button.click()
    expect(page.locator(".session-said")).to_have_text(
        "Still no connection. You can keep reading.", **LATE
    )
    proxy.become(PASS)
    shows(page, 10)
    expect(page.locator(".live .said").first).to_have_text("n is 5. ", **LATE)
    in_state(page, "ready")
    assert page.locator("#session-banner").is_hidden()
    # What has no server-side trace survives only in the same kernel.
    assert ask(f"{server.url}api/kernels/{kernel_of(page)}").status == 200


def test_the_page_tries_at_once_when_the_network_is_back(page, proxy):
    opened(page, proxy)
    # From now on the page's own pauses take an hour.
    page.evaluate("const w = window.setTimeout; window.setTimeout = (f, ms) => w(f, 3600000 + ms)")
    before = proxy.websockets
    proxy.close_all()
    set_number(page, 6)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    shows(page, 12)
    assert proxy.websockets == before + 1


def test_what_a_network_swallowed_is_sent_again(page, proxy):
    opened(page, proxy)
    proxy.become(SWALLOW)
    set_number(page, 7)
    page.get_by_role("button", name="Ask").first.click()
    in_state(page, "away")
    proxy.become(PASS)
    shows(page, 14)
    expect(page.locator(".live .said").first).to_have_text("n is 7. ", **LATE)
    in_state(page, "ready")


@pytest.mark.parametrize(
    "how", [REFUSE_WEBSOCKETS, pytest.param(SILENT_WEBSOCKETS, marks=pytest.mark.all)]
)
def test_a_network_without_websockets_is_told_as_that(page, proxy, how):
    proxy.become(how)
    page.goto(f"{proxy.url}voila/render/adds.ipynb")
    in_state(page, "ready")
    set_number(page, 3)
    in_state(page, "lost")
    said = banner(page)
    expect(said).to_contain_text(BLOCKED, **LATE)
    expect(said).to_contain_text(f"let websockets through to {proxy.url[7:-1]}", **LATE)
    assert "Words that need no kernel." in page.locator("main").inner_text()
    assert page.locator(".live[aria-busy=true]").count() == 0
    proxy.become(PASS)
    page.get_by_role("button", name="Reload").click()
    in_state(page, "ready")


def test_a_killed_kernel_is_replaced_when_something_is_asked(page, proxy, server):
    opened(page, proxy)
    own = kernel_of(page)
    set_number(page, 8)
    shows(page, 16)
    with page.expect_event("websocket") as taken:
        os.kill(server.kernel(own).pid, signal.SIGKILL)
        page.wait_for_function(
            "(state) => fetch(state).then((got) => got.status === 404)", arg=f"/api/kernels/{own}"
        )
        shows(page, 16)
        page.get_by_role("button", name="Ask").first.click()
    assert own not in taken.value.url
    # The new kernel knows what had been set in the old one, and hears what the old one did not.
    expect(page.locator(".live .said").first).to_have_text("n is 8. ", **LATE)
    shows(page, 16)
    assert page.locator(".live output").nth(1).text_content() == "4"
    in_state(page, "ready")
    assert page.locator("#session-banner").is_hidden()
    set_number(page, 9)
    shows(page, 18)


def test_a_page_that_nobody_uses_takes_no_second_kernel(page, proxy, server):
    opened(page, proxy)
    own = kernel_of(page)
    before = proxy.websockets
    ask(f"{server.url}voila/api/shutdown/{own}", "POST")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("fetch('/robots.txt').then((got) => got.status)") == 200
    assert proxy.websockets == before
    in_state(page, "ready")


def test_words_that_end_every_kernel_end_the_session_and_are_told(page, proxy):
    opened(page, proxy)
    page.get_by_role("button", name="End").first.click()
    in_state(page, "lost")
    expect(banner(page)).to_contain_text(LOST, **LATE)


@pytest.mark.all  # as after a kernel that was killed, which make test tries
def test_a_server_that_was_started_again_gets_the_page_back(page, proxy, lessons, server):
    first = Server(lessons, spare_kernels=1)
    proxy.upstream_port = first.port
    try:
        opened(page, proxy)
        set_number(page, 10)
        shows(page, 20)
    finally:
        first.stop(signal.SIGKILL)
    set_number(page, 11)
    in_state(page, "away")
    proxy.upstream_port = server.port
    shows(page, 22)
    in_state(page, "ready")


def test_another_edition_of_the_course_is_not_mixed_with_this_one(page, proxy, server):
    opened(page, proxy)
    own = kernel_of(page)
    page.route("**/voila/api/open/adds", lambda route: route.fulfill(status=409, json={}))
    ask(f"{server.url}voila/api/shutdown/{own}", "POST")
    set_number(page, 12)
    in_state(page, "lost")
    expect(banner(page)).to_contain_text(CHANGED, **LATE)


def test_no_free_place_for_another_kernel_is_told_and_waited_for(page, proxy, lessons):
    small = Server(lessons, places=1, spare_kernels=0)
    proxy.upstream_port = small.port
    try:
        opened(page, proxy)
        ask(f"{small.url}voila/api/shutdown/{kernel_of(page)}", "POST")
        taken, _ = open_lesson(f"{small.url}voila/render/adds.ipynb")
        set_number(page, 13)
        expect(banner(page)).to_contain_text("just now: you are next", **LATE)
        ask(f"{small.url}voila/api/shutdown/{taken}", "POST")
        shows(page, 26)
        in_state(page, "ready")
        assert page.locator("#session-banner").is_hidden()
    finally:
        small.stop(signal.SIGKILL)


def test_reload_asks_first_whether_the_server_is_there(page, proxy):
    opened(page, proxy)
    page.get_by_role("button", name="End").first.click()
    in_state(page, "lost")
    proxy.become(CUT)
    reload = page.get_by_role("button", name="Reload")
    reload.click()
    expect(page.locator(".session-said")).to_have_text(
        "Still no connection. You can keep reading.", **LATE
    )
    assert "Words that need no kernel." in page.locator("main").inner_text()
    proxy.become(PASS)
    mark = uuid.uuid4().hex
    page.evaluate("(mark) => { window.mark = mark; }", mark)
    reload.click()
    in_state(page, "ready")
    assert page.evaluate("window.mark") is None
