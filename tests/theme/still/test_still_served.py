"""The server has the still copy too, and offers it where a lesson cannot come alive."""

import re

import pytest

from tests.theme.kernels.faulty_proxy import REFUSE_WEBSOCKETS, FaultyProxy
from tests.theme.server_tools import Server, ask, write_lessons
from tests.theme.still.test_still_files import PAGES, names
from theme.still.copy import NO_WAY
from theme.still.write import LIST

pytestmark = pytest.mark.slow

LATE_MS = 60_000
LAB = "from widgets import InfusionLab; InfusionLab(rate_mg_per_kg_h=0.1)"


@pytest.fixture
def server(tmp_path, request):
    """A server with one lesson; its parameter is the number of places."""
    running = Server(write_lessons(tmp_path, works=[LAB]), places=request.param)
    yield running
    assert not running.stop()


def test_it_is_the_copy_that_is_written_but_for_the_way_to_the_live_pages(copied, course_url):
    way = re.compile(rb'<a href="[^"]*">Open this (?:page|lesson) in the live course</a>\.')
    for name in sorted(names(copied) - {LIST}):
        answer = ask(f"{course_url}still/{name}")
        assert answer.status == 200, name
        assert way.sub(NO_WAY.encode(), answer.body) == (copied / name).read_bytes(), name
    assert ask(f"{course_url}still/").body == ask(f"{course_url}still/index.html").body


@pytest.mark.parametrize("name", ["index", "about", PAGES[3]])
def test_its_way_to_the_live_course_leads_there(new_page, course_url, name):
    with new_page() as page:
        page.goto(f"{course_url}still/{name}.html")
        page.click(".copy-notice a")
        path = {"index": "", "about": "about"}.get(name, f"voila/render/{name}.ipynb")
        page.wait_for_url(f"{course_url}{path}", wait_until="commit")


@pytest.mark.parametrize(
    "path",
    ["nowhere.html", "../about", "..%2Fabout", "assets/home.js", "assets/stock.js", "pictures/",
     "assets/../../about", "index.html/", "assets"],
)  # fmt: skip
def test_nothing_else_can_be_asked_for(course_url, path):
    assert ask(f"{course_url}still/{path}").status == 404


def test_it_is_kept_by_a_browser_and_asked_about(course_url):
    first = ask(f"{course_url}still/about.html")
    again = ask(f"{course_url}still/about.html", If_None_Match=first.headers["etag"])
    assert first.headers["cache-control"] == "no-cache" and again.status == 304
    assert ask(f"{course_url}still/about.html", "HEAD").status == 200


def test_a_live_lesson_names_its_still_copy(course_url):
    html = ask(f"{course_url}voila/render/{PAGES[3]}.ipynb").text
    (to,) = re.findall(r'<link id="still-copy"[^>]* href="([^"]*)"', html)
    assert "This is a still copy" in ask(f"{course_url.rstrip('/')}{to}").text
    assert f'<a href="{to}">Read this lesson as a plain page</a>' in html, (
        "for who has no JavaScript"
    )


def touched(page, url):
    """Open the lesson and move a control of its lab, which needs a kernel."""
    page.goto(f"{url}voila/render/works.ipynb")
    page.wait_for_selector("html[data-session=ready]", state="attached")
    page.locator(".x input[type=range]").first.press("ArrowRight")


@pytest.mark.browser
@pytest.mark.parametrize("server", [1], indirect=True)
def test_a_full_server_offers_the_still_copy(server, new_page):
    with new_page() as first, new_page(375) as second:
        touched(first, server.url)
        first.wait_for_selector("html[data-kernel]", state="attached")
        touched(second, server.url)
        second.click("#session-banner a:has-text('Read this lesson as a plain page')")
        second.wait_for_url(f"{server.url}still/works.html")
        first.close(run_before_unload=False)


@pytest.mark.browser
@pytest.mark.parametrize("server", [3], indirect=True)
def test_a_blocked_websocket_offers_it(server, new_page):
    with FaultyProxy(server.port) as proxy, new_page() as page:
        proxy.become(REFUSE_WEBSOCKETS)
        touched(page, proxy.url)
        page.wait_for_selector("#session-banner:has-text('websocket')", timeout=LATE_MS)
        page.click("#session-banner a:has-text('Read this lesson as a plain page')")
        page.wait_for_url(f"{proxy.url}still/works.html")
        assert "This is a still copy" in page.locator(".copy-notice").inner_text()
