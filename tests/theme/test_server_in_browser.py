"""What a learner's browser does with a lesson: views come alive, and the end is told."""

import os
import re
import signal

import pytest

from tests.theme.server_tools import Server, ask, wait_until, write_lessons

LOST = "The session has ended. Your answers are saved in this browser. Reload to go on."
TWICE = """
import anywidget, traitlets
class Twice(anywidget.AnyWidget):
    _esm = '''export default { render({ model, el }) {
      const input = Object.assign(document.createElement("input"), { type: "range", max: 500 });
      const output = Object.assign(document.createElement("output"), { value: model.get("twice") });
      input.ariaLabel = "a number";
      const send = () => { model.set("n", +input.value); model.save_changes(); };
      input.addEventListener("input", send);
      model.on("change:twice", () => { output.value = model.get("twice"); });
      el.append(input, output);
    } }'''
    n = traitlets.Int(0).tag(sync=True)
    twice = traitlets.Int(0).tag(sync=True)
    points = traitlets.Bytes(b"abc").tag(sync=True)
    @traitlets.observe("n")
    def _double(self, change): self.twice = 2 * change.new
class Broken(anywidget.AnyWidget):
    _esm = "export default { render() { throw new Error('broken on purpose'); } }"
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = write_lessons(
        tmp_path_factory.mktemp("browser"),
        alive=["from twice import Twice; Twice(n=4)", "Twice(n=5)", "'A sentence.'"],
        stock=[
            "from ipywidgets import HTML, VBox; from twice import Twice"
            "; VBox([HTML('<i>x</i>'), Twice()])"
        ],
        broken=["from twice import Broken, Twice; Broken()", "Twice()"],
    )
    (folder / "twice.py").write_text(TWICE)
    running = Server(folder, spare_kernels=1, places=3)
    yield running
    assert not running.stop()


@pytest.fixture
def open_page(server, new_page):
    """Open one of the lessons: open_page(name, before=...), and end its kernel afterwards."""
    opened = []

    def open_it(name: str, before=lambda page: None):
        context = new_page()
        page = context.__enter__()
        opened.append((context, page))
        page.told = []
        page.on("console", lambda message: page.told.append(message.text))
        page.on("pageerror", lambda error: page.told.append(str(error)))
        before(page)
        page.goto(f"{server.url}voila/render/{name}.ipynb")
        page.wait_for_selector("html:not([data-session=starting])", state="attached")
        return page

    yield open_it
    for context, page in opened:
        page.close(run_before_unload=False)
        context.__exit__(None, None, None)


def session(page) -> str:
    return page.locator("html").get_attribute("data-session")


def kernel_id(page) -> str:
    text = page.locator("#jupyter-config-data").text_content()
    return re.search(r'"kernelId": "([^"]+)"', text).group(1)


def test_views_take_the_place_of_what_was_stored(open_page):
    page = open_page("alive")
    assert session(page) == "ready"
    assert page.locator(".live[aria-busy=false]").count() == 3
    assert page.locator(".live output").all_text_contents() == ["8", "10"]
    assert page.locator(".live").nth(2).inner_text() == "A sentence."
    assert "A stored sentence." not in page.locator("main").inner_text()
    assert page.locator("#session-status").text_content() == ""
    assert page.locator("#session-banner").is_hidden()
    assert page.told == []


def test_a_slider_reaches_the_kernel_and_the_last_place_wins(open_page):
    page = open_page("alive")
    slider = page.locator(".live input").first
    slider.focus()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
    value = int(slider.input_value())
    page.wait_for_selector(f".live output:text-is('{2 * value}')")
    # Another widget of the same class has its own state.
    assert page.locator(".live output").nth(1).text_content() == "10"


def test_nothing_is_asked_of_another_server(open_page, server):
    asked = []
    page = open_page("alive", lambda page: page.on("request", lambda r: asked.append(r.url)))
    page.wait_for_timeout(300)
    assert asked and all(url.startswith((server.url, "blob:")) for url in asked)
    assert not any("stock.js" in url for url in asked)


def test_widgets_of_ipywidgets_come_alive_too(open_page):
    page = open_page("stock")
    assert session(page) == "ready"
    page.wait_for_selector(".live .widget-html-content i")
    slider = page.locator(".live input")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(f".live output:text-is('{2 * int(slider.input_value())}')")


def test_a_view_that_fails_is_a_sentence_and_the_next_one_works(open_page):
    page = open_page("broken")
    said = page.locator(".live").nth(0).inner_text()
    assert said == "This part could not start: reload the page."
    assert page.locator(".live").nth(1).locator("input").count() == 1


def test_leaving_the_page_ends_its_kernel_at_once(open_page, server):
    page = open_page("alive")
    state = f"{server.url}api/kernels/{kernel_id(page)}"
    assert ask(state).status == 200
    page.goto(f"{server.url}")
    assert wait_until(lambda: ask(state).status == 404, 3)


def test_the_end_of_the_kernel_is_told_at_once(open_page, server):
    listen = (
        "window.heard = []; addEventListener('course:session', (e) => window.heard.push(e.detail))"
    )
    page = open_page("alive", lambda page: page.add_init_script(listen))
    own = kernel_id(page)
    os.kill(server.kernel(own).pid, signal.SIGKILL)
    page.wait_for_selector("html[data-session=lost]", state="attached", timeout=5000)
    banner = page.locator("#session-banner")
    assert banner.locator("p").inner_text() == LOST
    assert page.evaluate("window.heard") == ["ready", "lost"]
    banner.get_by_role("button", name="Reload").click()
    page.wait_for_selector("html[data-session=ready]", state="attached")
    assert kernel_id(page) != own


def test_a_short_gap_in_the_connection_goes_unnoticed(open_page):
    lines = []

    def through(socket):
        socket.connect_to_server()
        lines.append(socket)

    page = open_page("alive", lambda page: page.route_web_socket(re.compile("/channels"), through))
    lines[0].close()
    wait_until(lambda: page.wait_for_timeout(100) or len(lines) == 2, 5)
    slider = page.locator(".live input").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector(f".live output:text-is('{2 * int(slider.input_value())}')")
    assert session(page) == "ready"


def test_a_connection_that_stays_away_is_told(open_page):
    lines = []

    def through(socket):
        lines.append(socket)
        if len(lines) == 1:
            socket.connect_to_server()
        else:
            socket.close()

    page = open_page("alive", lambda page: page.route_web_socket(re.compile("/channels"), through))
    lines[0].close()
    page.wait_for_selector("html[data-session=lost]", state="attached", timeout=15000)
    assert page.locator("#session-banner p").inner_text() == LOST


def test_without_a_free_place_the_page_is_still_read(open_page):
    pages = [open_page("alive") for _ in range(4)]
    assert [session(page) for page in pages] == ["ready"] * 3 + ["lost"]
    assert "free place" in pages[3].locator("#session-banner p").inner_text()
    assert "A stored sentence." in pages[3].locator("main").inner_text()
