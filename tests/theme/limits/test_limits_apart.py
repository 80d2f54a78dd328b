"""Each limit by itself: what it lets pass, what it holds back, and when it lets go."""

import asyncio
import contextlib
import errno
import io
import os
import resource
import socket
import subprocess
import sys
from types import SimpleNamespace

import pytest
import websocket
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado.web import Application, RequestHandler

from tests.theme.clock import Clock
from tests.theme.server_tools import ROOT, Line, encode, open_lesson
from theme import limits
from theme.kernels import wire
from theme.kernels.pool import NoPlaceLeft, WarmKernels
from theme.kernels.wire import CourseConnection, CourseWebsocket, may_pass
from theme.limits import Openings, free_memory_mb, is_short_of_descriptors

pytestmark = pytest.mark.slow
LONGEST_S = 30  # for what comes at once, or never


# --- how much fits -------------------------------------------------------------------------------


def test_the_limit_of_open_files_is_raised_as_far_as_it_may():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    code = (
        "import resource; from theme.limits import raise_descriptors"
        "; hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]"
        "; resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))"
        "; print(raise_descriptors(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    may = limits.DESCRIPTORS_WANTED if hard == resource.RLIM_INFINITY else hard
    assert said.stdout.split() == [str(may), str(may)]


@pytest.mark.parametrize(
    ("machine_kb", "container", "free_mb"),
    [("4096000", "1073741824", 1024), ("4096000", "max", 4000), (None, "1", float("inf"))],
)
def test_free_memory_is_that_of_the_machine_or_of_its_container(
    monkeypatch, machine_kb, container, free_mb
):
    told = {"/sys/fs/cgroup/memory.max": container}
    if machine_kb:
        told["/proc/meminfo"] = f"MemTotal: 9 kB\nMemAvailable: {machine_kb} kB\n"

    def read(path, **_how):
        if path not in told:
            raise FileNotFoundError(path)
        return io.StringIO(told[path])

    monkeypatch.setattr(limits, "open", read, raising=False)
    assert free_memory_mb() == free_mb


def test_a_process_that_is_short_of_descriptors_knows_it_and_starts_no_kernel():
    used = len(os.listdir("/proc/self/fd"))
    assert not is_short_of_descriptors(used + limits.OWN_DESCRIPTORS)
    assert is_short_of_descriptors(used + limits.OWN_DESCRIPTORS // 8)

    async def start() -> None:
        await WarmKernels(places=5, descriptors=used).start_kernel()

    with pytest.raises(NoPlaceLeft, match=f"of {used} open files hardly any is left"):
        asyncio.run(start())


def test_a_kernel_for_which_nobody_waits_any_more_is_taken_back():
    async def leave() -> tuple[str, int]:
        kernels, started, ready = WarmKernels(spare_kernels=0), asyncio.Event(), asyncio.Event()
        ended: asyncio.Queue = asyncio.Queue()

        async def start(**_how) -> str:
            started.set()
            await ready.wait()
            kernels._kernels["late"] = SimpleNamespace()
            return "late"

        kernels._start_ready, kernels.shutdown_kernel = start, ended.put
        asked = asyncio.ensure_future(kernels.start_kernel())
        await started.wait()
        used = kernels.used
        asked.cancel()
        ready.set()
        taken_back = await asyncio.wait_for(ended.get(), LONGEST_S)
        await asyncio.gather(asked, return_exceptions=True)
        return taken_back, used

    assert asyncio.run(leave()) == ("late", 1)


# --- connections ---------------------------------------------------------------------------------


class Plain(RequestHandler):
    """Answers."""

    def get(self) -> None:
        self.write("here")

    post = get


class Short:
    """A listening socket that runs out of descriptors as often as it is told to."""

    def __init__(self, times: int) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.listening.setblocking(False)
        self.port = self.listening.getsockname()[1]
        self.left, self.asked_at = times, []

    def fileno(self) -> int:
        return self.listening.fileno()

    def accept(self):
        if self.left:
            self.left -= 1
            self.asked_at.append(asyncio.get_running_loop().time())
            raise OSError(errno.EMFILE, "Too many open files")
        return self.listening.accept()

    def close(self) -> None:
        self.listening.close()


@contextlib.contextmanager
def listening(sock):
    server = limits.LimitedServer(Application([("/", Plain)]), room=limits.Room(1, 9, 9))
    server.add_sockets([sock])
    try:
        yield server
    finally:
        server.stop()


def told_by(port: int, said: bytes) -> bytes:
    """What the server says to this until it closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=LONGEST_S) as line:
        line.sendall(said)
        heard = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := line.recv(4096):
                heard += piece
        return heard


def ask(said: bytes, times: int = 0, again: int = 0):
    """Run a server on this loop, say something to it from another thread; return what it said, the
    second time with `again` failures before it, and when it was short."""

    async def run():
        sock = Short(times)
        with listening(sock):
            heard = [await asyncio.to_thread(told_by, sock.port, said)]
            if again:
                sock.left = again
                heard.append(await asyncio.to_thread(told_by, sock.port, said))
        return heard, sock.asked_at

    return asyncio.run(asyncio.wait_for(run(), 4 * LONGEST_S))


GOOD = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def test_without_descriptors_the_server_pauses_says_so_once_and_goes_on(monkeypatch, caplog):
    monkeypatch.setattr(limits, "PAUSE_S", 0.05)
    with caplog.at_level("ERROR", "theme"):
        heard, asked_at = ask(GOOD, times=4, again=2)
    assert all(each.startswith(b"HTTP/1.1 200") for each in heard) and len(heard) == 2
    told = [record.getMessage() for record in caplog.records if "No new connection" in record.msg]
    assert len(told) == 2, "once for each time that it was short"
    assert len(asked_at) == 6
    # It does not try again at once, however slow or quick this machine is.
    first = asked_at[:4]
    assert all(later - earlier >= 0.04 for earlier, later in zip(first, first[1:]))


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "])
def test_who_says_nothing_or_half_a_head_is_let_go(monkeypatch, said):
    monkeypatch.setattr(limits, "IDLE_S", 0.2)
    assert ask(said)[0] == [b""]


def test_who_keeps_a_body_back_is_let_go(monkeypatch):
    monkeypatch.setattr(limits, "BODY_S", 0.2)
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf"
    assert not ask(head)[0][0].startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("size", [limits.BODY_BYTES + 1, 100_000_000])
def test_a_body_that_is_too_large_is_refused_by_its_head_alone(size):
    head = f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n"
    assert ask(head.encode())[0][0].startswith(b"HTTP/1.1 400")


def test_a_head_that_is_too_large_is_not_answered():
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: %s\r\n\r\n"
    assert ask(head % (b"a" * (limits.HEADER_BYTES // 2)))[0][0].startswith(b"HTTP/1.1 200")
    assert not ask(head % (b"a" * limits.HEADER_BYTES))[0][0].startswith(b"HTTP/1.1 200")


def test_addresses_that_have_been_away_are_forgotten():
    clock = Clock()
    openings = Openings(0, clock)
    for number in range(25_000):
        assert openings.take(f"address {number}")
        clock.now_s += 1
    assert len(openings._of) <= 10_001


# --- messages ------------------------------------------------------------------------------------

GOOD_MESSAGE = {"comm_id": "0123456789abcdef" * 2, "data": {"method": "update", "state": {}}}


class Kernel:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.heard: list = []

    def handle_incoming_message(self, message) -> None:
        self.heard.append(message)


def test_a_page_that_sends_too_much_waits_and_loses_nothing(monkeypatch):
    clock, slept, page = Clock(), [], CourseWebsocket.__new__(CourseWebsocket)

    async def wait(seconds: float) -> None:
        slept.append(seconds)
        clock.now_s += seconds

    page.initialize()
    page.bucket.now, page.bucket.filled, page.connection = clock, clock(), Kernel()
    monkeypatch.setattr(wire.asyncio, "sleep", wait)

    async def send(numbers) -> None:
        for number in numbers:
            await page.on_message(number)

    at_once, more = limits.MESSAGES_AT_ONCE, 3 * limits.MESSAGES_A_SECOND
    asyncio.run(send(range(at_once)))
    assert page.connection.heard == list(range(at_once)) and not slept
    asyncio.run(send(range(at_once, at_once + more)))
    assert page.connection.heard == list(range(at_once + more))
    assert sum(slept) == pytest.approx(3)


@pytest.mark.parametrize(
    ("channel", "kind"),
    [("control", "comm_msg"), ("stdin", "comm_msg"), ("shell", "comm_open"), ("shell", "x")],
)
def test_another_channel_or_kind_of_message_does_not_pass(channel, kind):
    assert may_pass(encode("shell", "comm_msg", GOOD_MESSAGE))
    assert not may_pass(encode(channel, kind, GOOD_MESSAGE))


def test_only_a_message_that_may_pass_is_handed_to_the_kernel(monkeypatch):
    handed = []
    monkeypatch.setattr(
        ZMQChannelsWebsocketConnection,
        "handle_incoming_message",
        lambda _line, message: handed.append(message),
    )
    line = CourseConnection.__new__(CourseConnection)
    good, bad = (encode("shell", kind, GOOD_MESSAGE) for kind in ("comm_msg", "comm_open"))
    for message in (bad, good, b"", bad):
        line.handle_incoming_message(message)
    assert handed == [good]


class Counted(bytes):
    """Bytes that count how often a part of them is looked at."""

    looks = 0

    def __getitem__(self, part):
        Counted.looks += 1
        return super().__getitem__(part)


def test_a_page_is_not_believed_how_many_parts_its_message_has():
    Counted.looks = 0
    assert not may_pass(Counted((1_000_000).to_bytes(8, "little") + bytes(64)))
    assert Counted.looks < 10


def test_a_message_larger_than_any_page_sends_closes_the_line(plain_server):
    kernel_id, _ = open_lesson(f"{plain_server.url}voila/render/works.ipynb")
    line = Line(plain_server.url, kernel_id)
    # Its head alone: what is still on its way when a line is closed may take the reason with it.
    line.socket.sock.sendall(b"\x82\xff" + ((1 << 20) + 1).to_bytes(8, "big"))
    heard = [line.socket.recv_data(control_frame=True)]
    while heard[-1][0] != websocket.ABNF.OPCODE_CLOSE:
        heard.append(line.socket.recv_data(control_frame=True))
    assert int.from_bytes(heard[-1][1][:2], "big") == 1009
