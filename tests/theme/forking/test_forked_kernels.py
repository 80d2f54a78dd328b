"""Kernels are copies of one process that is ready: quick, small, and each one on its own."""

import os
import signal
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from tests.theme.server_tools import (
    Line,
    Server,
    ask,
    is_parent,
    lives,
    open_lesson,
    views,
    wait_until,
    write_lessons,
)
from theme.first.cells import FIRST_WIDTHS_PX
from theme.log import LINES_AT_ONCE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="not run: forking (Linux only)"),
]
DRAWS = """
import random, uuid, numpy
from echo_widget import Echo
drawn = [random.random(), numpy.random.random(), numpy.random.default_rng().random(), uuid.uuid4()]
Echo(said=' '.join(map(str, drawn)))
"""
FORGES = f"""
import sys
for _ in range({3 * LINES_AT_ONCE}):
    print(chr(27) + '[31mforged', file=sys.stderr, flush=True)
"""
READS = """
import echo_widget
if not hasattr(echo_widget, 'held'):
    echo_widget.held = open('letters.txt', 'rb', buffering=0)
echo_widget.Echo(said=echo_widget.held.read(1).decode())
"""
COUNTS = """
from widgets.view.figures import _drawn
from echo_widget import Echo
Echo(said=str(_drawn.cache_info().currsize))
"""
# Whether what a lesson first made was made here, and whether the collector here looks at it.
LOOKS = """
import gc, os, echo_widget
if not hasattr(echo_widget, 'made'):
    echo_widget.made = [os.getpid(), []]
is_own = echo_widget.made[0] == os.getpid()
looked_at = any(each is echo_widget.made for each in gc.get_objects())
echo_widget.Echo(said=f'own: {is_own}, looked at: {looked_at}')
"""
WORKS = "voila/render/works.ipynb"


@pytest.fixture(scope="module")
def lessons(tmp_path_factory):
    """Lessons that need nothing of the course but its server."""
    folder = tmp_path_factory.mktemp("forked")
    (folder / "letters.txt").write_text("abcdef")
    return write_lessons(
        folder,
        works=["from echo_widget import Echo; Echo(said='hello')"],
        counted=["from echo_widget import Echo, count; Echo(said=f'run {next(count)}')"],
        draws=[DRAWS],
        reads=[READS],
        looks=[LOOKS],
        pictures=["import widgets; widgets.InfusionLab()", COUNTS],
    )


@pytest.fixture(scope="module")
def server(lessons):
    """A server that forks its kernels."""
    running = Server(lessons, fork=True)
    yield running
    assert not running.stop()


@pytest.fixture
def short_folder(monkeypatch):
    """A folder for the server's files: the name of a socket must not be long."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


def opened(server: Server, name: str = "works") -> tuple[psutil.Process, str, Line]:
    """Open a lesson; return its kernel's process and id, and what its last widget says."""
    kernel_id, html = open_lesson(f"{server.url}voila/render/{name}.ipynb")
    line = Line(server.url, kernel_id)
    said = line.state(views(html)[-1])["said"]
    line.close()
    return server.kernel(kernel_id), kernel_id, said


def goodbye(server: Server, kernel_id: str) -> None:
    assert ask(f"{server.url}voila/api/shutdown/{kernel_id}", "POST").status == 204


def test_a_forked_kernel_runs_the_lesson_and_answers(server):
    process, kernel_id, said = opened(server)
    assert said == "hello"
    assert is_parent(process.parent()) and process.parent() == server.parent()
    assert process.nice() == 5 and psutil.Process(server.process.pid).nice() == 0
    assert os.getsid(process.pid) == process.pid
    goodbye(server, kernel_id)
    assert wait_until(lambda: not psutil.pid_exists(process.pid), 20)


def test_what_was_rehearsed_once_is_there_in_every_kernel_and_stays_its_own(server):
    says = [opened(server, "counted")[2] for _ in range(2)]
    assert says == ["run 2", "run 2"]


def test_a_kernel_finds_the_pictures_that_lessons_open_with(server):
    assert wait_until(lambda: int(opened(server, "pictures")[2]) >= len(FIRST_WIDTHS_PX), 60)


def test_no_kernel_reads_on_where_another_has_read(server):
    assert [opened(server, "reads")[2] for _ in range(2)] == ["b", "b"]


def test_two_kernels_draw_different_numbers(server):
    one, other = (opened(server, "draws")[2].split() for _ in range(2))
    assert len(one) == 4
    assert [a for a, b in zip(one, other) if a == b] == []


def held(process: psutil.Process) -> list[str]:
    """What a process has open, by name: files, pipes, connections."""
    return [os.readlink(link) for link in Path(f"/proc/{process.pid}/fd").iterdir()]


def test_the_parent_has_one_thread_and_one_line(server):
    parent = server.parent()
    assert parent.num_threads() == 1
    # Its line to the server, and the two ends by which a signal wakes it; and where errors go.
    kinds = [name.split(":")[0] for name in held(parent) if ":[" in name]
    assert sorted(kinds) == ["pipe", "socket", "socket", "socket"]


def test_no_kernel_shares_a_line_or_a_file_with_the_parent_or_another(server):
    kernels = [opened(server)[0] for _ in range(2)]
    one, other, parents = ({*held(each)} - {"/dev/null"} for each in (*kernels, server.parent()))
    lines = [
        {name for name in each if name[:4] in ("pipe", "sock")} for each in (one, other, parents)
    ]
    assert all(lines)
    assert not (lines[0] & lines[1] or lines[0] & lines[2] or lines[1] & lines[2])


def test_a_kernel_listens_on_no_port(server):
    process, _, _ = opened(server)
    assert process.net_connections(kind="inet") == []


def test_most_of_a_kernels_memory_is_the_parents(server):
    process, _, _ = opened(server)
    memory = process.memory_full_info()
    assert memory.uss < memory.rss / 2


def test_no_kernel_collects_what_is_the_parents(server):
    """A collector writes to whatever it looks at, and each page of memory written to is copied."""
    assert opened(server, "looks")[2] == "own: False, looked at: False"


def test_kernels_of_the_course_itself_can_be_forked(course_url):
    """No lesson and no import of the course leaves a thread or a connection behind."""
    assert "course_can_fork 1.0" in ask(f"{course_url}metrics").text


def test_a_kernel_that_is_killed_is_noticed_and_leaves_no_zombie(server):
    kernel_id, _ = open_lesson(server.url + WORKS)
    process, line = server.kernel(kernel_id), Line(server.url, kernel_id)
    os.kill(process.pid, signal.SIGKILL)
    line.wait_until_dead()
    assert ask(f"{server.url}api/kernels/{kernel_id}").status == 404
    # A zombie would still have its number.
    assert wait_until(lambda: not psutil.pid_exists(process.pid), 20)
    assert wait_until(lambda: any(f"Kernel {kernel_id} died." in e for e in server.errors), 20)


def test_without_the_parent_open_lessons_go_on_and_others_open(lessons):
    server = Server(lessons, fork=True)
    try:
        kernel_id, html = open_lesson(server.url + WORKS)
        line, kernel, first = Line(server.url, kernel_id), server.kernel(kernel_id), server.parent()
        assert "course_can_fork 1.0" in ask(f"{server.url}metrics").text
        os.kill(first.pid, signal.SIGKILL)
        assert wait_until(lambda: server.errors, 20)
        assert line.state(views(html)[0])["said"] == "hello"
        meanwhile, _, said = opened(server)
        assert said == "hello" and meanwhile.ppid() == server.process.pid
        assert wait_until(lambda: server.parent() not in (None, first), 60)
        assert wait_until(lambda: is_parent(opened(server)[0].parent()), 60)
        # A kernel that lost its parent tells of its end as the others do.
        os.kill(kernel.pid, signal.SIGKILL)
        line.wait_until_dead()
        assert [e for e in server.errors if "none can be forked" in e] == server.errors[:1]
    finally:
        assert not server.stop()


@pytest.mark.parametrize("fork", [True, False])
def test_a_server_that_is_killed_leaves_neither_process_nor_file(lessons, fork, short_folder):
    server = Server(lessons, fork=fork)
    stuck, _, _ = opened(server)
    opened(server)
    if fork:  # a kernel that hangs cannot notice by itself that the server is gone
        stuck.suspend()
    assert len(server.family()) == 2 and list(short_folder.glob("voila_*/*-1"))
    assert server.stop(signal.SIGKILL) == []
    if fork:  # one by one, there is nobody left to remove the files
        assert wait_until(lambda: not list(short_folder.glob("voila_*")), 20)


def test_a_kernel_without_parent_notices_too_that_the_server_is_gone(lessons):
    server = Server(lessons, fork=True)
    kernel, _, _ = opened(server)
    parent = server.parent()
    parent.kill()
    assert wait_until(lambda: kernel.ppid() != parent.pid, 20) and lives(kernel)
    assert server.stop(signal.SIGKILL) == []
    assert wait_until(lambda: not lives(kernel), 20)


@pytest.mark.parametrize("fork", [True, False])
def test_the_files_of_a_kernel_go_with_it(lessons, fork, short_folder):
    server = Server(lessons, fork=fork)
    try:
        _, kernel_id, said = opened(server)
        assert said == "hello"
        sockets = list(short_folder.glob(f"voila_*/{kernel_id[:12]}-*"))
        assert len(sockets) == 5 and all(each.is_socket() for each in sockets)
        assert sockets[0].parent.stat().st_mode & 0o077 == 0
        goodbye(server, kernel_id)
        assert list(short_folder.glob("voila_*/*")) == []
        _, kernel_id, _ = opened(server)
        os.kill(server.kernel(kernel_id).pid, signal.SIGKILL)
        assert wait_until(lambda: not list(short_folder.glob("voila_*/*")), 20)
    finally:
        assert not server.stop()
    assert not list(short_folder.glob("voila_*"))


def test_kernels_are_started_one_by_one_where_they_are_not_forked(lessons):
    server = Server(lessons, fork=False)
    try:
        process, _, said = opened(server)
        assert said == "hello" and process.ppid() == server.process.pid
        assert server.parent() is None and process.nice() == 5
        assert process.net_connections(kind="inet") == []
    finally:
        assert not server.stop()
    assert server.errors == []


@pytest.mark.parametrize("fork", [True, False])
def test_what_a_kernel_prints_as_an_error_is_told_escaped_and_limited(tmp_path, fork):
    lessons = write_lessons(tmp_path, works=[FORGES])
    server = Server(lessons, fork=fork)
    try:
        kernel_id, _ = open_lesson(server.url + WORKS)
        assert wait_until(lambda: told_of(server, kernel_id), 20)
        goodbye(server, kernel_id)
    finally:
        assert not server.stop()
    told = told_of(server, kernel_id)
    assert "\\x1b[31mforged" in told[0] and "\x1b" not in "".join(server.errors)
    assert len(told) < 1.5 * LINES_AT_ONCE


def told_of(server: Server, kernel_id: str) -> list[str]:
    """What the server's log tells of a kernel."""
    return [line for line in server.errors if f"Kernel {kernel_id}: " in line]


def test_what_may_not_be_forked_is_not(tmp_path):
    """A thread that a lesson leaves running would be missing in every copy."""
    thread = (
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()"
    )
    lessons = write_lessons(
        tmp_path, works=[thread, "from echo_widget import Echo; Echo(said='hello')"]
    )
    server = Server(lessons, fork=True)
    try:
        process, _, said = opened(server)
        assert said == "hello" and process.ppid() == server.process.pid
        assert server.parent() is None
        assert "course_can_fork 0.0" in ask(f"{server.url}metrics").text
    finally:
        assert not server.stop()
    (told,) = server.errors
    assert "it has 2 threads, and a fork would copy only one" in told


def test_a_lesson_too_deep_in_the_file_system_uses_ports(lessons, short_folder, monkeypatch):
    deep = short_folder / ("d" * 90)
    deep.mkdir()
    monkeypatch.setenv("TMPDIR", str(deep))
    server = Server(lessons, fork=True)
    try:
        process, _, said = opened(server)
        assert said == "hello" and is_parent(process.parent())
        assert process.net_connections(kind="inet")
    finally:
        assert not server.stop()
