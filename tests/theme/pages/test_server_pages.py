"""Pages come early, small and kept; addresses and ports are said in one sentence."""

import gzip
import http.client
import os
import re
import socket
import subprocess
import sys

import pytest

from tests.theme.server_tools import ROOT, Server, ask, free_port, open_lesson
from theme.options import OptionError, ServerOptions, read_options

pytestmark = pytest.mark.slow

LESSON = "voila/render/works.ipynb"
UNKNOWN = "voila/render/fails.ipynb"  # a cell fails, so it is not known before it runs


def start_course(**environment: str) -> subprocess.CompletedProcess:
    known = {**os.environ, "PYTHONPATH": str(ROOT), "BROWSER": "none", **environment}
    return subprocess.run(
        [sys.executable, "-m", "theme"],
        cwd=ROOT,
        env=known,
        text=True,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_a_taken_port_is_one_sentence_and_never_another_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = start_course(PORT=str(port))
    assert said.returncode == 1
    assert said.stdout == ""
    assert said.stderr.count("\n") == 1
    assert f"Port {port} on 127.0.0.1 is already in use" in said.stderr


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "88.66", "8866 8867"])
def test_a_wrong_port_is_named(port):
    said = start_course(PORT=port)
    assert said.returncode == 1
    assert said.stderr == f"PORT must be a whole number from 1 to 65535, got {port!r}.\n"


def test_a_host_that_does_not_exist_is_named():
    said = start_course(HOST="no.such.host.invalid", PORT=str(free_port()))
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1 and "HOST=no.such.host.invalid" in said.stderr


def test_options_come_from_the_environment_and_arguments_win():
    assert read_options([], {}) == ServerOptions()
    told = read_options(["--port", "9000"], {"PORT": "8000", "HOST": "0.0.0.0", "BROWSER": "none"})
    assert (told.port, told.host, told.open_browser) == (9000, "0.0.0.0", False)
    assert read_options(["--base-url", "user/me/voila"], {}).base_url == "/user/me/voila/"
    with pytest.raises(OptionError, match="SPARE_KERNELS must be a whole number from 0 to 100"):
        read_options([], {"SPARE_KERNELS": "many"})


def test_kernels_are_forked_where_that_is_safe_and_then_need_no_spares(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ServerOptions, "fork", True)
    assert read_options([], {}).spares == 0
    assert read_options([], {"SPARE_KERNELS": "3"}).spares == 3
    alone = read_options([], {"FORK": "0"})
    assert (alone.fork, alone.spares) == (False, 2)
    assert read_options([], {"FORK": "0", "SPARE_KERNELS": "0"}).spares == 0
    with pytest.raises(OptionError, match="FORK must be a whole number from 0 to 1, got 'yes'"):
        read_options([], {"FORK": "yes"})
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(OptionError, match="FORK=1 needs Linux, this is darwin: leave it out"):
        read_options([], {"FORK": "1"})


@pytest.fixture(scope="module")
def cold_server(plain_lessons):
    """A server that has no kernel until a page asks for one."""
    server = Server(plain_lessons, spare_kernels=0)
    yield server
    server.stop()


def test_what_shows_no_lesson_starts_no_kernel(cold_server):
    before = cold_server.family()
    for method, path in (("GET", "nothing.ipynb"), ("GET", ""), ("HEAD", "works.ipynb")):
        answer = ask(f"{cold_server.url}voila/render/{path}", method)
        assert answer.status == (200 if method == "HEAD" else 404)
        assert method == "HEAD" or "<h1" in answer.text
        assert "Traceback" not in answer.text
    ask(cold_server.url + LESSON)
    # The kernel that is asked for after them is the only one that was started.
    kernel_id, _ = open_lesson(cold_server.url + LESSON)
    started = set(cold_server.family()) - set(before)
    assert started == {cold_server.kernel(kernel_id)}


def test_the_words_come_before_the_kernel(cold_server):
    """Without a spare a kernel takes seconds to start; what can be read must not wait for it."""
    line = http.client.HTTPConnection("127.0.0.1", cold_server.port, timeout=60)
    line.request("GET", "/" + UNKNOWN)
    page, words_first = line.getresponse(), None
    read = ""
    while piece := page.read1(65536).decode("utf-8", "ignore"):
        read += piece
        if words_first is None and "</footer>" in read:
            words_first = "jupyter-config-data" not in read
            assert "Words that need no kernel." in read and "A stored sentence." in read
    assert words_first, "the words waited for the kernel"
    assert "jupyter-config-data" in read


def test_pages_are_compressed_while_they_stream(plain_server):
    answer = ask(plain_server.url + UNKNOWN, Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in answer.headers["vary"].lower()
    html = gzip.decompress(answer.body).decode()
    assert "Words that need no kernel." in html and "course-cells-end" in html
    assert len(answer.body) < 0.6 * len(html)
    assert answer.headers["cache-control"] == "no-store"


def test_the_home_page_needs_no_kernel_and_is_asked_for_once(plain_server):
    first = ask(plain_server.url, Accept_Encoding="gzip")
    assert first.status == 200 and first.headers["content-encoding"] == "gzip"
    again = ask(plain_server.url, If_None_Match=first.headers["etag"])
    assert again.status == 304 and not again.body
    html = gzip.decompress(first.body).decode()
    assert 'data-lesson="works"' in html and f"/{LESSON}" in html


def test_the_home_page_starts_no_kernel(cold_server):
    before = {process.pid for process in cold_server.family()}
    assert ask(cold_server.url).status == 200
    assert {process.pid for process in cold_server.family()} <= before


def test_what_a_page_links_to_is_kept_for_a_year(plain_server):
    _, html = open_lesson(plain_server.url + LESSON)
    linked = set(re.findall(r'(?:href|src)="(/voila/assets/[^"]+)"', html))
    names = {re.search(r"/([\w.]+)\?v=", each).group(1) for each in linked}
    assert names >= {"course.js", "course.css"}
    for each in linked:
        answer = ask(plain_server.url.rstrip("/") + each, Accept_Encoding="gzip")
        assert answer.status == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["content-encoding"] == "gzip"
        same = ask(plain_server.url.rstrip("/") + each, If_None_Match=answer.headers["etag"])
        assert same.status == 304


def test_an_asset_asked_for_by_an_older_version_is_not_kept(plain_server):
    for query in ("", "?v=0123456789ab"):
        answer = ask(f"{plain_server.url}voila/assets/course.js{query}")
        assert answer.headers["cache-control"] == "no-cache"
        assert "course:session" in answer.text


def test_every_answer_keeps_to_this_server(plain_server):
    for path in ("", LESSON, "voila/assets/course.css", "nowhere", "robots.txt", "api/kernels/x"):
        headers = ask(plain_server.url + path).headers
        rules = headers["content-security-policy"]
        assert "default-src 'self'" in rules and "frame-ancestors 'self'" in rules, path
        assert "http" not in rules and "unsafe-eval" not in rules, path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "same-origin", path
        assert not re.search(r"tornado|python", headers.get("server", ""), re.IGNORECASE), path


def test_pages_name_no_other_site_to_load_from(plain_server):
    for path in ("", LESSON, "nowhere"):
        html = ask(plain_server.url + path).text
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="([^"]+)"', html)
        assert loaded and all(each.startswith(("/", "data:")) for each in loaded)


def test_robots_are_asked_to_stay_away(plain_server):
    assert ask(f"{plain_server.url}robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_behind_a_proxy_every_address_carries_its_path(plain_lessons):
    server = Server(plain_lessons, base_url="/user/me/voila/")
    try:
        home = ask(server.url).text
        kernel_id, html = open_lesson(server.url + LESSON)
        for page in (home, html.partition('id="course-first"')[0]):
            links = re.findall(r'(?:href|src)="(/[^"]*)"', page)
            assert links and all(link.startswith("/user/me/voila/") for link in links)
        assert ask(f"{server.url}api/kernels/{kernel_id}").status == 200
        assert ask(f"http://127.0.0.1:{server.port}/").status == 404
    finally:
        server.stop()


def test_every_setting_stands_in_the_readme():
    source = (ROOT / "theme" / "options.py").read_text(encoding="utf-8")
    settings = set(re.findall(r'(?:environment\.get|number)\("([A-Z_]+)"', source))
    table = re.findall(r"^\| (`[A-Z_`, ]+`) \|", (ROOT / "README.md").read_text("utf-8"), re.M)
    told = set(re.findall(r"[A-Z_]+", " ".join(table)))
    assert len(settings) > 10 and told == settings
