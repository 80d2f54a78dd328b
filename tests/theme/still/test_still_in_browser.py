"""A still copy in Chromium: as files, and from a plain web host under a path of its own."""

import functools
import http.server
import threading

import pytest

from tests import medication_lint
from tests.course.pages import page_checks
from tests.theme.still.conftest import written
from tests.theme.still.reading import read
from tests.theme.still.test_still_files import PAGES
from theme.still.copy import Live

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WIDTHS = (375, 1280)
# A page of each kind; `make test-all` looks at the others.
KINDS = ("index", "about", "00_start_here", "09_hours_to_arrive", "12_cases", "90_review")
KINDS += ("glossary", "search")
EACH = [name if name in KINDS else pytest.param(name, marks=pytest.mark.all) for name in PAGES]
LICENCE = "CC BY 4.0"
# The error that a page asks the reader to find.
TAUGHT = {"12_cases": ("PER_MINUTE",)}
UNFOLD = "document.querySelectorAll('details').forEach((each) => each.open = true)"
SAYS = "(words) => document.querySelector('#wait').textContent.includes(words)"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def host(copied, tmp_path_factory):
    """A plain web host that has the copy under /a/class/; its address."""
    root = tmp_path_factory.mktemp("host")
    (root / "a").mkdir()
    (root / "a" / "class").symlink_to(copied, target_is_directory=True)
    serve = functools.partial(Quiet, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/a/class/"
        server.shutdown()


@pytest.fixture(params=["file", "host"])
def at(request, copied):
    """Where the copy is opened from."""
    return f"{copied.as_uri()}/" if request.param == "file" else request.getfixturevalue("host")


def listened(page) -> tuple[list[str], list[str]]:
    """What a page asks for, and what goes wrong on it, from now on."""
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda said: wrong.append(f"console: {said.text}"))
    page.on("requestfailed", lambda request: wrong.append(f"not loaded: {request.url}"))
    # A browser that has a file already is told so with 304.
    page.on(
        "response",
        lambda got: got.ok or got.status == 304 or wrong.append(f"{got.status} {got.url}"),
    )
    return asked, wrong


@pytest.mark.parametrize("name", EACH)
def test_a_page_opens_whole_and_asks_for_nothing_outside_its_folder(new_page, at, name):
    problems = []
    for width in WIDTHS:
        with new_page(width) as page:
            asked, wrong = listened(page)
            page.goto(f"{at}{name}.html")
            page.evaluate(UNFOLD)
            page.wait_for_function("[...document.images].every((each) => each.complete)")
            problems += [*wrong, *page_checks.reflow_problems(page, width)]
            outside = [each for each in asked if not each.startswith(at)]
            assert asked and not outside
            blank = page.evaluate(
                "[...document.images].filter((each) => !each.naturalWidth).map((e) => e.src)"
            )
            problems += [f"a picture is not drawn: {each}" for each in blank]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", EACH)
def test_a_page_can_be_used_by_everybody(new_page, host, name):
    with new_page(375, color_scheme="dark", reduced_motion="reduce") as page:
        page.goto(f"{host}{name}.html")
        problems = [*page_checks.structure_problems(page), *page_checks.picture_problems(page)]
        problems += page_checks.axe_problems(page)
        page.evaluate(UNFOLD)
        page_checks.wait_until_drawn(page)
        problems += page_checks.axe_problems(page)
        problems += [
            f"{where}: {found}"
            for where, text in page_checks.texts(page)
            for found in medication_lint.problems(text.replace(LICENCE, ""), TAUGHT.get(name, ()))
        ]
    assert not problems, "\n".join(problems)


def test_a_reader_walks_from_home_through_a_lesson_to_the_next(new_page, at):
    with new_page(375) as page:
        page.goto(f"{at}index.html")
        page.click("#contents a[href^='01_']")
        page.wait_for_url(f"{at}01_why_it_is_tempting.html")
        assert page.locator("h1").inner_text().startswith("A good mechanism")
        fold = page.locator("details.after-answer", has_text="question 1").first
        answer = fold.locator("p b").first
        assert not answer.is_visible()
        fold.locator("summary").click()
        assert answer.is_visible()
        page.click(".onward a[rel=next]")
        page.wait_for_url(f"{at}02_what_the_trials_found.html")


def test_without_a_script_the_words_are_all_there(new_page, at, copied):
    with new_page(375, java_script_enabled=False) as page:
        page.goto(f"{at}05_everything_before_ketamine.html")
        assert page.locator(".copy-notice").is_visible()
        assert not page.locator(".display").is_visible()
        assert page.locator("details.after-answer").count() == (
            (copied / "05_everything_before_ketamine.html").read_text().count("after-answer")
        )


def test_a_term_and_a_search_need_no_server(new_page, at):
    with new_page(375) as page:
        _, wrong = listened(page)
        page.goto(f"{at}06_who_may_be_tried.html")
        page.locator("main a.term:visible").first.click()
        assert page.locator(".term-note").is_visible()
        page.goto(f"{at}index.html")
        page.get_by_role("searchbox").fill("sensitisaton")
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_url(f"{at}search.html?q=sensitisaton")
        page.get_by_role("searchbox").press_sequentially(" ")
        page.locator("#search-found a", has_text="Central sensitisation").first.click()
        page.wait_for_url(f"{at}glossary.html#central-sensitisation")
        assert wrong == []


def test_on_paper_answers_stand_behind_all_questions(new_page, host):
    """frame.js moves them when a page is printed, as it does for the printed lesson."""
    with new_page() as page:
        page.goto(f"{host}09_hours_to_arrive.html")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        folds = page.locator("details.after-answer")
        assert folds.count() > 5
        assert page.locator("#answer-sheets details.after-answer").count() == folds.count()
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert page.locator("#answer-sheets details.after-answer").count() == 0


def test_a_copy_beside_a_course_that_starts_says_when_it_is_ready(new_page, tmp_path):
    written(tmp_path / "still", Live("../live/", True))
    answers = iter([503, 200])

    class Starting(Quiet):
        def do_GET(self):
            if self.path != "/live/healthz":
                super().do_GET()
                return
            status = next(answers)
            self.send_response(status)
            self.end_headers()

    serve = functools.partial(Starting, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with new_page() as page:
            page.clock.install()
            page.goto(f"http://127.0.0.1:{server.server_port}/still/index.html")
            said = page.locator("#wait")
            page.wait_for_function(SAYS, arg="not answer")
            page.clock.fast_forward(5000)
            page.wait_for_function(SAYS, arg="ready")
            assert said.inner_text() == "It is ready."
            link = page.locator(".copy-notice a")
            assert link.get_attribute("href") == "../live/"
        server.shutdown()
    assert read(tmp_path / "still" / "index.html").links.count("../live/") == 1
