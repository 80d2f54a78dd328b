"""A page is whole without a kernel, and the kernel that comes is the one that it has shown."""

import contextlib
import gzip
import http.client
import json
import re
import signal
import threading

import nbformat
import pytest

from tests.theme.server_tools import (
    Line,
    Server,
    ask,
    ask_for_kernel,
    block,
    open_kernel,
    open_lesson,
    views,
    wait_until,
)

pytestmark = pytest.mark.slow
WORKS = "voila/render/works.ipynb"


def config_of(server, lesson: str = "works") -> dict:
    return block(ask(f"{server.url}voila/render/{lesson}.ipynb").text, "jupyter-config-data")


def test_a_page_may_be_kept_and_is_sent_again_only_when_it_changed(plain_server):
    first = ask(plain_server.url + WORKS, Accept_Encoding="gzip")
    assert first.headers["cache-control"] == "no-cache"
    assert first.headers["content-encoding"] == "gzip"
    again = ask(plain_server.url + WORKS, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    plain = ask(plain_server.url + WORKS)
    assert plain.body == gzip.decompress(first.body)
    assert "content-encoding" not in plain.headers
    head = ask(plain_server.url + WORKS, "HEAD")
    assert head.headers["etag"] == first.headers["etag"] and not head.body


def test_a_page_reads_without_a_script(plain_server):
    html = ask(plain_server.url + WORKS).text
    assert "Words that need no kernel." in html and "A stored sentence." in html
    assert '"said": "hello"' in html


def test_two_servers_send_the_same_page(plain_server, plain_lessons):
    other = Server(plain_lessons)
    try:
        assert ask(other.url + WORKS).body == ask(plain_server.url + WORKS).body
    finally:
        other.stop()


def test_opening_pages_takes_no_kernel(plain_lessons):
    server = Server(plain_lessons, spare_kernels=0)
    try:
        assert {ask(server.url + WORKS).status for _ in range(30)} == {200}
        assert server.family() == []
    finally:
        server.stop()


def test_the_kernel_has_what_the_page_has_shown(plain_server):
    kernel_id, html = open_lesson(plain_server.url + WORKS)
    ((model_id, model),) = block(html, "course-first")["models"].items()
    assert views(html) == [model_id]
    line = Line(plain_server.url, kernel_id)
    state = line.state(model_id)
    line.close()
    assert {name: state[name] for name in model["state"]} == model["state"]


@pytest.mark.parametrize("name", ["10_curve_over_days", "02_what_the_trials_found"])
def test_a_kernel_draws_what_the_page_has_drawn(course, name):
    """The first states of the course, compared with what a kernel says when a page asks for it."""
    kernel_id, html = open_lesson(f"{course.url}voila/render/{name}.ipynb")
    line = Line(course.url, kernel_id)
    drawn = 0
    for model_id, model in block(html, "course-first")["models"].items():
        state = line.state(model_id)
        held = dict(model["state"])
        for width, picture in model.get("pictures", {}).items():
            update = {"method": "update", "state": {"frame_px": int(width)}, "buffer_paths": []}
            line.send("shell", "comm_msg", {"comm_id": model_id, "data": update})
            after = line.state(model_id)
            own = {key: picture[key] for key in ("size", "boxes", "strokes") if key in picture}
            assert after["shown"] == {**held["shown"], **own}
            assert after["backdrop"] == picture["backdrop"]
            drawn += 1
        if "pictures" in model:
            held.pop("shown")
        assert {key: state[key] for key in held} == held
    line.close()
    ask(f"{course.url}voila/api/shutdown/{kernel_id}", "POST")
    assert drawn or name.startswith("02")


def test_an_edition_that_is_not_this_one_gets_no_kernel(plain_server):
    answer = ask_for_kernel(plain_server.url, "works", "0123456789abcdef")
    assert answer.status == 409 and answer.headers["cache-control"] == "no-store"


def test_what_is_no_question_for_a_kernel_is_refused(plain_server):
    address = f"{plain_server.url}voila/api/open/works"
    for body in (b"", b"[]", b"{}", b"\xff", b'"edition"'):
        assert ask(address, "POST", body).status == 400
    assert ask_for_kernel(plain_server.url, "no_such_lesson", "e").status == 404
    assert ask_for_kernel(plain_server.url, "..%2fworks", "e").status == 404
    assert ask(f"{plain_server.url}voila/api/queue/{'0' * 32}").status == 404
    edition = json.dumps({"edition": config_of(plain_server)["edition"]}).encode()
    assert ask(address, "POST", edition, Origin="https://evil.example").status == 404


@pytest.fixture
def small_server(plain_lessons):
    server = Server(plain_lessons, spare_kernels=0, places=1)
    yield server
    assert not server.stop()


def places_used(server) -> float:
    return float(re.search(r"^course_places_used (\S+)", ask(f"{server.url}metrics").text, re.M)[1])


def waiting(server) -> float:
    return float(re.search(r"^course_queue (\S+)", ask(f"{server.url}metrics").text, re.M)[1])


def test_who_comes_when_all_places_are_taken_waits_and_goes_on_by_itself(small_server):
    edition = config_of(small_server)["edition"]
    first = open_kernel(small_server.url, "works", edition)["kernelId"]
    stood = json.loads(ask_for_kernel(small_server.url, "works", edition).body)
    behind = json.loads(ask_for_kernel(small_server.url, "works", edition).body)
    assert (stood["ahead"], stood["starting"]) == (0, False)
    assert (behind["ahead"], behind["starting"]) == (1, False)
    ask(f"{small_server.url}voila/api/shutdown/{first}", "POST")
    said = {"status": 202}
    while said["status"] == 202:
        answer = ask(f"{small_server.url}voila/api/queue/{stood['ticket']}")
        said = {"status": answer.status, **json.loads(answer.body)}
    assert said["status"] == 200
    assert ask(f"{small_server.url}api/kernels/{said['kernelId']}").status == 200
    assert ask(f"{small_server.url}voila/api/queue/{stood['ticket']}").status == 404, "used up"


def test_leaving_while_waiting_costs_nothing(small_server):
    """A page that is closed while it waits stands in nobody's way, and no kernel is made for it."""
    edition = config_of(small_server)["edition"]
    first = open_kernel(small_server.url, "works", edition)["kernelId"]
    line = http.client.HTTPConnection("127.0.0.1", small_server.port)
    line.request("POST", "/voila/api/open/works", json.dumps({"edition": edition}))
    assert wait_until(lambda: waiting(small_server) == 1, 20)
    line.close()
    assert wait_until(lambda: waiting(small_server) == 0, 20)
    ask(f"{small_server.url}voila/api/shutdown/{first}", "POST")
    assert wait_until(lambda: places_used(small_server) == 0, 20)


def test_a_server_that_is_stopped_starts_nothing_for_those_who_wait(plain_lessons):
    server = Server(plain_lessons, spare_kernels=0, places=1, drain_s=300)
    edition = config_of(server)["edition"]
    first = open_kernel(server.url, "works", edition)["kernelId"]
    stood = json.loads(ask_for_kernel(server.url, "works", edition).body)
    server.process.send_signal(signal.SIGTERM)
    assert wait_until(lambda: ask(f"{server.url}healthz").status == 503, 30)
    ask(f"{server.url}voila/api/shutdown/{first}", "POST")
    with contextlib.suppress(OSError):
        ask(f"{server.url}voila/api/queue/{stood['ticket']}")
    assert server.process.wait(timeout=60) == 0


def test_a_class_that_comes_at_once_is_served(plain_lessons):
    server = Server(plain_lessons, spare_kernels=0)
    try:
        edition = config_of(server)["edition"]
        got: list[str] = []

        def come() -> None:
            got.append(open_kernel(server.url, "works", edition)["kernelId"])

        pages = [threading.Thread(target=come) for _ in range(6)]
        for page in pages:
            page.start()
        for page in pages:
            page.join()
        assert len(set(got)) == 6
    finally:
        assert not server.stop()


def test_a_lesson_that_was_edited_opens_with_a_kernel_until_it_is_known(plain_lessons, tmp_path):
    for path in plain_lessons.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    server = Server(tmp_path, spare_kernels=0)
    try:
        before = config_of(server)
        assert "kernelId" not in before
        book = nbformat.read(tmp_path / "works.ipynb", as_version=4)
        book.cells[1].source = "from echo_widget import Echo; Echo(said='edited')"
        nbformat.write(book, tmp_path / "works.ipynb")
        kernel_id, html = open_lesson(server.url + WORKS)
        after = block(html, "jupyter-config-data")
        assert after["kernelId"] and after["edition"] != before["edition"]
        line = Line(server.url, kernel_id)
        assert line.state(views(html)[0])["said"] == "edited"
        line.close()
        assert ask_for_kernel(server.url, "works", before["edition"]).status == 409
    finally:
        server.stop()


def test_another_kernel_of_a_lesson_that_is_not_known_has_the_same_widgets(plain_server):
    kernel_id, html = open_lesson(f"{plain_server.url}voila/render/fails.ipynb")
    config = block(html, "jupyter-config-data")
    other = open_kernel(plain_server.url, "fails", config["edition"])["kernelId"]
    assert other != kernel_id
    for each in (kernel_id, other):
        line = Line(plain_server.url, each)
        assert line.state(views(html)[0])["said"] == "after"
        line.close()
