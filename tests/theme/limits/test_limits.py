"""Nobody can take the server down: sizes, times and numbers end where they should."""

import asyncio
import contextlib
import itertools
import json
import resource
import signal
import socket
import subprocess
import sys

import pytest
from tornado.web import Application, RequestHandler

from tests.theme.clock import Clock
from tests.theme.server_tools import (
    ROOT,
    Line,
    Server,
    ask,
    ask_for_kernel,
    block,
    encode,
    free_port,
    open_lesson,
    views,
    wait_until,
)
from theme import limits
from theme.hosts import is_known, known_hosts
from theme.kernels.wire import may_pass
from theme.limits import Bucket, LimitError, Openings, room_for
from theme.log import LINE_CHARACTERS, one_line
from theme.options import OptionError, read_options

pytestmark = pytest.mark.slow
FREE_MB = 2400.0
NOBODY = "11111111-1111-1111-1111-111111111111"


def talk(server, said: bytes, seconds: float = 30) -> bytes:
    """Send bytes as they are; return all that comes back before the server closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as line:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(said)
        heard = b""
        with contextlib.suppress(ConnectionResetError):
            while chunk := line.recv(1 << 16):
                heard += chunk
        return heard


# --- how much fits -------------------------------------------------------------------------------


def test_places_that_were_not_chosen_fit_memory_and_descriptors():
    by_memory = room_for(0, 65536, FREE_MB)
    assert by_memory.places == (FREE_MB - limits.SERVER_MB) // limits.LESSON_MB
    forked = room_for(0, 65536, FREE_MB, limits.FORKED_LESSON_MB)
    assert forked.places == (FREE_MB - limits.SERVER_MB) // limits.FORKED_LESSON_MB
    by_descriptors = room_for(0, 1024, float("inf"))
    needed = by_descriptors.places * limits.LESSON_DESCRIPTORS + limits.OWN_DESCRIPTORS
    assert needed + by_descriptors.connections <= 1024 < 3 * needed
    assert room_for(0, 1024, 10).places == 1


@pytest.mark.parametrize("places", [1, 40, 80, 200])
@pytest.mark.parametrize("descriptors", [256, 1024, 4096])
def test_places_that_the_descriptors_cannot_hold_are_refused_with_what_could_be(
    places, descriptors
):
    try:
        room = room_for(places, descriptors, FREE_MB)
    except LimitError as refused:
        said = str(refused)
        assert f"PLACES={places} " in said and f"may have {descriptors}" in said
        most = int(said.split("choose PLACES=")[1].split()[0])
        assert most < places
        assert not most or room_for(most, descriptors, FREE_MB).places == most
    else:
        assert room.places == places
        assert room.connections >= 2 * places and (
            places * limits.LESSON_DESCRIPTORS + room.connections + limits.OWN_DESCRIPTORS
            <= descriptors
        )
        assert room.connections_of_one_address < room.connections


def test_a_server_that_cannot_hold_its_places_says_so_and_does_not_start():
    few = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256)); {STARTED}"
    said = subprocess.run(
        [sys.executable, "-c", few],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert said.returncode == 1 and said.stderr.count("\n") == 1
    assert "PLACES=40 needs" in said.stderr and "may have 256" in said.stderr


STARTED = (
    "import sys; from theme.options import ServerOptions; from theme.server import serve"
    f"; sys.exit(serve(ServerOptions(port={free_port()}, places=40, open_browser=False)))"
)


# --- how often -----------------------------------------------------------------------------------


def test_a_bucket_gives_what_it_holds_and_then_what_comes_back():
    clock = Clock()
    bucket = Bucket(2.0, 3, clock)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    clock.now_s += 0.5
    assert [bucket.take() for _ in range(2)] == [True, False]
    clock.now_s += 60
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    assert bucket.wait_s() == pytest.approx(0.5)  # one token, two a second


def test_one_address_may_open_a_class_and_not_a_flood_and_hinders_nobody_else():
    clock = Clock()
    openings = Openings(40, clock)
    assert sum(openings.take("a") for _ in range(1000)) == limits.OPENINGS_AT_ONCE >= 2 * 30
    assert openings.take("b")
    clock.now_s += 60
    assert sum(openings.take("a") for _ in range(1000)) == limits.OPENINGS_A_MINUTE
    many = Openings(200, clock)
    assert sum(many.take("a") for _ in range(1000)) >= 200


def test_a_page_that_floods_waits_and_another_is_answered(plain_server):
    loud, html = open_lesson(f"{plain_server.url}voila/render/works.ipynb")
    quiet, other = open_lesson(f"{plain_server.url}voila/render/works.ipynb")
    flood, line = Line(plain_server.url, loud), Line(plain_server.url, quiet)
    asked = {"comm_id": views(html)[0], "data": {"method": "request_state"}}
    more = 3 * limits.MESSAGES_A_SECOND
    for _ in range(limits.MESSAGES_AT_ONCE + more):
        flood.send("shell", "comm_msg", asked)
    assert line.state(views(other)[0]), "another page is answered meanwhile"
    left = itertools.count(limits.MESSAGES_AT_ONCE + more - 1, -1)
    # Nothing that was sent is dropped: every one of them is answered.
    flood.heard_until(lambda said: said.kind == "comm_msg" and not next(left), 120)
    flood.close()
    line.close()


# --- what is sent --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"POST /voila/api/shutdown/{NOBODY} HTTP/1.1\r\nHost: localhost\r\n", 1_000_000),
        ("POST / HTTP/1.1\r\nHost: localhost\r\n", 100_000_000),
        (f"GET /?{'a' * 20_000} HTTP/1.1\r\nHost: localhost\r\n", 0),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_kept(plain_server, head, body):
    before_mb = plain_server.memory_mb()
    said = f"{head}Content-Length: {body}\r\n\r\n".encode()
    # What is still being sent when the line is closed may take the refusal with it.
    if body:
        assert talk(plain_server, said).startswith(b"HTTP/1.1 400")
    assert not talk(plain_server, said + b"x" * min(body, 2_000_000)).startswith(b"HTTP/1.1 2")
    assert plain_server.memory_mb() < before_mb + 20


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "evil.example:80"])
def test_a_name_that_is_not_this_servers_is_not_answered(plain_server, host):
    said = f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
    heard = talk(plain_server, said)
    assert heard.startswith(b"HTTP/1.1 421") and b"HOSTS=" in heard and b"Ketamine" not in heard


def test_hosts_are_known_by_name_by_address_or_all():
    mine = known_hosts("127.0.0.1", ["Course.Example.org "])
    for host in ("localhost:8866", "course.example.org", "10.1.2.3:80", "[::1]:8866", "localhost."):
        assert is_known(host, mine), host
    for host in ("example.org", "course.example.org.evil.com", "", "1.2.3.4.evil.com", "0x7f.1"):
        assert not is_known(host, mine), host
    assert is_known("anything", known_hosts("0.0.0.0", ["*"]))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"comm_id": "x" * 32},
        {"comm_id": "a" * 31},
        {"comm_id": "a" * 33},
        {"comm_id": "\n" * 32},
        {"data": {"method": "evil"}},
        {"data": {}},
        {"data": []},
        {"comm_id": None},
    ],
)
def test_a_message_of_another_shape_does_not_pass(spoilt):
    good = {"comm_id": "0123456789abcdef" * 2, "data": {"method": "update", "state": {}}}
    assert may_pass(encode("shell", "comm_msg", good))
    assert not may_pass(encode("shell", "comm_msg", good | spoilt))


# --- what is told --------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_the_websockets_address_sets_no_cookie_and_names_no_version(plain_server, method):
    answer = ask(f"{plain_server.url}api/kernels/{NOBODY}/channels", method)
    assert answer.status in (400, 404, 405)
    assert "set-cookie" not in answer.headers and answer.headers["server"] == "course"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_good_websocket_names_no_version_either(plain_server):
    kernel_id, _ = open_lesson(f"{plain_server.url}voila/render/works.ipynb")
    line = Line(plain_server.url, kernel_id)
    headers = {name.lower(): value for name, value in line.socket.getheaders().items()}
    line.close()
    assert headers["server"] == "course" and "set-cookie" not in headers


def test_a_line_of_the_log_is_one_printable_line():
    told = one_line("\x1b[31mERROR forged\nsecond\x00" + "a" * 1000)
    assert told.isprintable() and "\\x1b[31mERROR forged\\nsecond\\x00" in told
    assert len(told) < LINE_CHARACTERS + 40 and "more characters" in told


def test_what_is_measured_can_be_read(plain_server):
    assert ask(f"{plain_server.url}healthz").text == "ok\n"
    before = counts(plain_server)
    kernel_id, _ = open_lesson(f"{plain_server.url}voila/render/works.ipynb")
    after = counts(plain_server)
    assert after["course_opens_total"] == before["course_opens_total"] + 1
    assert 1 <= after["course_places_used"] <= after["course_places"]
    assert after["course_answer_seconds_count"] > before["course_answer_seconds_count"]
    assert after["course_connections"] >= 1
    ask(f"{plain_server.url}voila/api/shutdown/{kernel_id}", "POST")
    # Other visits may end meanwhile, and none begins.
    assert counts(plain_server)["course_places_used"] < after["course_places_used"]


def counts(server) -> dict[str, float]:
    lines = ask(f"{server.url}metrics").text.splitlines()
    assert lines[-1] == "# EOF"
    told = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in told}


# --- what goes wrong -----------------------------------------------------------------------------


def test_the_server_outlives_a_lack_of_descriptors_and_says_it_once(plain_lessons):
    with running(plain_lessons, log="json") as server:
        soft, _ = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
        used = server.descriptors()
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (used + 20, soft))
        held = []
        for _ in range(60):
            with contextlib.suppress(OSError):
                held.append(socket.create_connection(("127.0.0.1", server.port), timeout=5))
        assert wait_until(lambda: "No new connection for now" in "".join(server.errors), 30)
        resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (soft, soft))
        for line in held:
            line.close()
        assert ask(f"{server.url}healthz").status == 200
        told = [json.loads(line)["event"] for line in server.errors if line.startswith("{")]
        assert sum("No new connection" in each for each in told) == 1


def test_one_address_cannot_take_all_connections_and_what_it_closes_is_free_again():
    async def try_it() -> None:
        server = limits.LimitedServer(Application([("/", Plain)]), room=limits.Room(1, 5, 3))
        port = free_port()
        server.listen(port, "127.0.0.1")

        async def is_answered(address: str):
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", port, local_addr=(address, 0)
            )
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return writer, (await reader.read(12)).startswith(b"HTTP/1.1 200")

        one = [await is_answered("127.0.0.1") for _ in range(4)]
        assert [answered for _, answered in one] == [True, True, True, False]
        two = [await is_answered("127.0.0.2") for _ in range(3)]
        assert [answered for _, answered in two] == [True, True, False], "five in all"
        one[0][0].close()
        await one[0][0].wait_closed()
        # The server hears of the closing when it comes to it: whoever comes after that is let in.
        refused, answered = server.refused, False
        while not answered:
            _, answered = await is_answered("127.0.0.1")
        assert refused == 2 and server.open_connections() == 5
        server.stop()

    asyncio.run(asyncio.wait_for(try_it(), 60))


class Plain(RequestHandler):
    """Answers."""

    def get(self) -> None:
        self.write("here")


def test_a_server_that_is_stopped_gives_no_new_kernel_and_waits_for_the_open_ones(plain_lessons):
    with running(plain_lessons, drain_s=60) as server:
        kernel_id, _ = open_lesson(f"{server.url}voila/render/works.ipynb")
        server.process.send_signal(signal.SIGTERM)
        assert wait_until(lambda: ask(f"{server.url}healthz").status == 503, 30)
        config = block(ask(f"{server.url}voila/render/works.ipynb").text, "jupyter-config-data")
        said = ask_for_kernel(server.url, "works", config["edition"])
        assert said.status == 503 and "server is shutting down" in said.text
        assert "no free place" in open_words(server)
        ask(f"{server.url}voila/api/shutdown/{kernel_id}", "POST")
        assert server.process.wait(timeout=30) == 0


def open_words(server) -> str:
    return " ".join(ask(f"{server.url}voila/render/fails.ipynb").text.split())


def test_options_are_read_and_refused_in_a_sentence():
    read = read_options(["--hosts", "a.example,b.example"], {"LOG": "json", "DRAIN_SECONDS": "9"})
    assert (read.hosts, read.log, read.drain_s) == (("a.example", "b.example"), "json", 9)
    with pytest.raises(OptionError, match="LOG must be text or json, got 'xml'"):
        read_options([], {"LOG": "xml"})


@contextlib.contextmanager
def running(lessons, **options):
    server = Server(lessons, **options)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            assert not server.stop()
