"""What a learner's browser does with a lesson: its views come alive, or say that they cannot."""

import pytest

from tests.running import take_kernel
from tests.theme.server_tools import Server, ask, wait_until, write_lessons

TWICE = """
import anywidget, traitlets
class Twice(anywidget.AnyWidget):
    _esm = '''export default { inputs: ["n"], render({ model, el }) {
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


def test_views_take_the_place_of_what_was_stored(open_page):
    page = open_page("alive")
    assert session(page) == "ready"
    assert page.locator(".live:not([aria-busy=true])").count() == 3
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
    slider = page.locator(".live input").first
    slider.press("ArrowRight")
    # Once an answer has come, all that a view asks for is here.
    page.wait_for_selector(f".live output:text-is('{2 * int(slider.input_value())}')")
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
    state = f"{server.url}api/kernels/{take_kernel(page)}"
    assert ask(state).status == 200
    page.goto(f"{server.url}")
    assert wait_until(lambda: ask(state).status == 404, 20)


def test_a_lesson_of_another_library_is_still_read_without_a_free_place(open_page):
    pages = [open_page("stock") for _ in range(4)]
    assert [session(page) for page in pages] == ["ready"] * 3 + ["lost"]
    assert "free place" in pages[3].locator("#session-banner p").inner_text()
    assert "A stored sentence." in pages[3].locator("main").inner_text()
