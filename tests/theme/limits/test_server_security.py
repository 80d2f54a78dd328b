"""What a visitor must not be able to do, tried from outside as an attacker would."""

import uuid
from pathlib import Path

import pytest
import websocket

from tests.theme.server_tools import Line, ask, encode, open_lesson, views

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def opened(plain_server):
    """An open lesson: its kernel's id, a page's line to it, the id of its widget."""
    kernel_id, html = open_lesson(f"{plain_server.url}voila/render/works.ipynb")
    line = Line(plain_server.url, kernel_id)
    line.state(views(html)[0])  # after which nothing of the opening is left to come
    yield kernel_id, line, views(html)[0]
    line.close()


def assert_nothing_else_came(line, widget):
    """Ask for the widget's state: the answer must come, and before it nothing that was not asked.

    What is late is found by the next test, on the same line.
    """
    heard = line.heard_with_state(widget)
    assert {said.answers for said in heard} == {heard[-1].answers}
    assert [said.kind for said in heard] == ["comm_msg", "status"]


def refused_messages():
    code = {"code": "open('{mark}', 'w').close()", "silent": False, "store_history": True}
    history = {"output": True, "raw": True, "hist_access_type": "range", "session": 0}
    return [
        ("execute_request", code | {"allow_stdin": False, "stop_on_error": True}),
        ("complete_request", {"code": "import o", "cursor_pos": 8}),
        ("inspect_request", {"code": "Echo", "cursor_pos": 4, "detail_level": 1}),
        ("history_request", history),
        ("is_complete_request", {"code": "1"}),
        ("debug_request", {"type": "request", "seq": 1, "command": "debugInfo"}),
        ("create_subshell_request", {}),
        ("list_subshell_request", {}),
        ("interrupt_request", {}),
        ("shutdown_request", {"restart": False}),
        ("usage_request", {}),
        ("input_reply", {"value": "x"}),
        ("comm_info_request", {}),
        ("kernel_info_request", {}),
    ]


@pytest.mark.parametrize("kind, content", refused_messages())
def test_a_page_cannot_make_the_kernel_do_anything(opened, tmp_path, kind, content):
    _, line, widget = opened
    mark = tmp_path / "mark"
    if "code" in content:
        content = content | {"code": content["code"].replace("{mark}", str(mark))}
    for channel in ("shell", "control", "stdin"):
        line.send(channel, kind, content)
    assert_nothing_else_came(line, widget)
    assert not mark.exists()


def test_the_kernel_still_answers_with_its_widget(opened):
    _, line, widget = opened
    assert line.state(widget)["said"] == "hello"


@pytest.mark.parametrize("target", ["jupyter.widget", "jupyter.widget.control", "no.such.target"])
def test_a_page_cannot_make_a_widget(opened, target):
    """A comm that builds any widget class, or reaches another target, would be a way in."""
    _, line, widget = opened
    state = {"_model_module": "@jupyter-widgets/controls", "_model_name": "FloatSliderModel"}
    data = {"state": state | {"_model_module_version": "2.0.0"}, "buffer_paths": []}
    made = uuid.uuid4().hex
    line.send("shell", "comm_open", {"comm_id": made, "target_name": target, "data": data})
    assert_nothing_else_came(line, widget)
    assert line.state(made) is None


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\xff" * 64,
        (2**62).to_bytes(8, "little") + b"\0" * 64,
        (6).to_bytes(8, "little") + b"\0" * 100,
        encode("shell", "comm_msg", {})[:-3],
        encode("nowhere", "comm_msg", {"comm_id": "x", "data": {}}),
    ],
)
def test_a_malformed_message_is_dropped(opened, message):
    _, line, widget = opened
    line.socket.send_binary(message)
    assert_nothing_else_came(line, widget)


def test_a_callback_that_fails_tells_the_page_nothing_of_the_code(opened):
    _, line, widget = opened
    wrong = {"method": "update", "state": {"said": {"not": "text"}}, "buffer_paths": []}
    line.send("shell", "comm_msg", {"comm_id": widget, "data": wrong})
    kinds = {said.kind for said in line.heard_with_state(widget)}
    assert kinds <= {"status", "comm_msg"}


def test_a_page_of_another_site_gets_no_line(plain_server, opened):
    kernel_id, _, _ = opened
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        Line(plain_server.url, kernel_id, origin="https://evil.example")


def test_the_older_protocol_without_limits_is_refused(plain_server, opened):
    kernel_id, _, _ = opened
    url = f"{plain_server.url.replace('http', 'ws')}api/kernels/{kernel_id}/channels?session_id=t"
    with pytest.raises(websocket.WebSocketBadStatusException, match="400"):
        websocket.create_connection(url, origin=plain_server.url.rstrip("/"), timeout=10)


def test_another_site_cannot_end_a_visit(plain_server, opened):
    kernel_id, _, _ = opened
    url = f"{plain_server.url}voila/api/shutdown/{kernel_id}"
    assert ask(url, "POST", Origin="https://evil.example").status == 404
    assert ask(f"{plain_server.url}api/kernels/{kernel_id}").status == 200


def test_no_other_way_to_reach_kernels_stands_open(plain_server, opened):
    kernel_id, _, _ = opened
    at = plain_server.url
    for path, method in [
        ("api/kernels", "GET"),
        ("api/kernels", "POST"),
        (f"api/kernels/{kernel_id}", "DELETE"),
        (f"api/kernels/{kernel_id}/restart", "POST"),
        (f"api/kernels/{kernel_id}/interrupt", "POST"),
        ("api/contents", "GET"),
        ("api/sessions", "GET"),
        ("api/terminals", "POST"),
        ("lab", "GET"),
        ("login", "GET"),
    ]:
        answer = ask(at + path, method)
        assert answer.status in (404, 405), f"{method} {path}: {answer.status}"
    assert ask(f"{at}api/kernels/{kernel_id}").status == 200


def test_a_kernel_knows_no_secret_of_the_server(connected):
    process, _, _ = connected
    environment = process.environ()
    assert "A_SECRET" not in environment
    assert environment["COURSE_ASSETS"] == "/voila/assets/"
    assert "PYTHONDONTWRITEBYTECODE" not in environment


OUTSIDE = [
    "etc/passwd",
    "../../../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%252f..%252fetc%252fpasswd",
    "....//....//etc/passwd",
    "..\\..\\..\\etc\\passwd",
    "%00",
    "works.ipynb%00.png",
    "//etc/passwd",
    "file:///etc/passwd",
    "pyproject.toml",
    "../pyproject.toml",
    "%2e%2e%2fpyproject.toml",
    "theme/server.py",
    "works.ipynb",
    "./works.ipynb",
    "../theme/server.py",
    "..%2ftheme%2fserver.py",
    "echo_widget.py",
    "README.md",
    "requirements.txt",
    ".git/config",
    "../.git/config",
    "evidence/limits.toml",
    "..%2fevidence%2flimits.toml",
    "quizzes/bank",
    "course.js/../../conf.json",
    "index.html.j2",
    "..%2findex.html.j2",
    "..%2f..%2f..%2f..%2f__init__.py",
]
ROUTES = [
    "",
    "voila/assets/",
    "voila/files/",
    "voila/static/",
    "voila/templates/course/static/",
    "voila/templates/",
    "voila/render/../",
    "voila/tree/",
    "voila/api/contents/",
    "static/",
    "files/",
    "voila/labextensions/",
    "voila/api/themes/",
    "api/contents/",
    "lessons/",
    "notebooks/",
]
SECRETS = ("root:x:0", "[project]", "[build-system]", "nbformat", "def ", "import ", "{%", "[core]")


@pytest.mark.parametrize("route", ROUTES)
def test_no_file_outside_the_pages_can_be_fetched(plain_server, route):
    for path in OUTSIDE:
        answer = ask(plain_server.url + route + path)
        if route == "voila/render/../" and path.endswith("works.ipynb"):
            continue
        assert answer.status in (400, 403, 404), f"/{route}{path}: {answer.status}"
        told = [secret for secret in SECRETS if secret in answer.text]
        assert not told, f"/{route}{path} tells {told}"


def test_a_lesson_page_shows_no_source_and_no_traceback(plain_server):
    for name in ("works", "fails"):
        _, html = open_lesson(f"{plain_server.url}voila/render/{name}.ipynb")
        assert "Words that need no kernel." in html
        for told in ("echo_widget", "1 / 0", "ZeroDivisionError", "Traceback", "site-packages"):
            assert told not in html


def test_a_failed_cell_is_a_sentence_in_its_place_and_the_rest_goes_on(plain_server):
    _, html = open_lesson(f"{plain_server.url}voila/render/fails.ipynb")
    assert '<template data-cell="1" data-error>' in html
    assert 'type="application/vnd.course.view+json" data-cell="2"' in html


def test_a_kernel_has_no_debugger_and_no_port(connected):
    process, _, _ = connected
    assert not any("debugpy" in each.path for each in process.memory_maps())
    # Its sockets are files, in a folder that no other account may enter.
    assert process.net_connections(kind="inet") == []
    sockets = [Path(each.laddr) for each in process.net_connections(kind="unix") if each.laddr]
    assert sockets and all(each.parent.stat().st_mode & 0o077 == 0 for each in sockets)


@pytest.mark.parametrize("query", ["?template=lab", "?theme=dark", "?voila-template=../../etc"])
def test_a_visitor_cannot_choose_another_template(plain_server, query):
    _, html = open_lesson(f"{plain_server.url}voila/render/works.ipynb{query}")
    assert "standing-notice" in html


def test_nobody_is_tracked(plain_server):
    for path in ("", "voila/render/works.ipynb", "voila/assets/course.js", "nowhere"):
        assert "set-cookie" not in ask(plain_server.url + path).headers
