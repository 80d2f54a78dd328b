"""The proxy that fails on purpose fails as it says, or what is tested through it shows nothing."""

import http.server
import socket
import threading
import urllib.request
from contextlib import contextmanager

import pytest

from tests.theme.kernels.faulty_proxy import (
    CUT,
    PASS,
    REFUSE_WEBSOCKETS,
    SILENT_WEBSOCKETS,
    SWALLOW,
    FaultyProxy,
)
from tests.theme.server_tools import wait_until

UPGRADE = b"GET /line HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"


class Hello(http.server.BaseHTTPRequestHandler):
    """Answers every request with one word, and leaves the connection open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_said):
        pass


@pytest.fixture
def proxy():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hello)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with FaultyProxy(server.server_address[1]) as standing:
        yield standing
    server.shutdown()
    server.server_close()


@contextmanager
def line(proxy):
    with socket.create_connection(("127.0.0.1", int(proxy.url.split(":")[2][:-1])), 10) as opened:
        yield opened


def fetched(proxy) -> bytes:
    with urllib.request.urlopen(proxy.url, timeout=10) as answer:
        return answer.read()


def is_closed(opened) -> bool:
    try:
        return opened.recv(1) == b""
    except ConnectionResetError:
        return True


def test_it_passes_and_after_a_cut_passes_again(proxy):
    assert fetched(proxy) == b"hello"
    with line(proxy) as standing:
        standing.sendall(UPGRADE)
        assert standing.recv(65536).startswith(b"HTTP/1.1 200")
        proxy.become(CUT)
        assert is_closed(standing)
    with pytest.raises(OSError):
        fetched(proxy)
    proxy.become(PASS)
    assert fetched(proxy) == b"hello"
    assert proxy.websockets == 1


def test_what_is_swallowed_gets_no_answer_and_its_line_ends_with_the_gap(proxy):
    with line(proxy) as standing:
        standing.sendall(UPGRADE)
        assert standing.recv(65536)
        proxy.become(SWALLOW)
        standing.sendall(UPGRADE)
        # What was still on its way to the page may be swallowed too.
        assert wait_until(lambda: proxy.swallowed >= len(UPGRADE), 60)
        proxy.become(PASS)
        assert is_closed(standing)  # and not a byte of an answer before


def test_websockets_alone_are_refused_or_left_without_an_answer(proxy):
    proxy.become(REFUSE_WEBSOCKETS)
    assert fetched(proxy) == b"hello"
    with line(proxy) as asking:
        asking.sendall(UPGRADE)
        assert asking.recv(65536).startswith(b"HTTP/1.1 403")
    proxy.become(SILENT_WEBSOCKETS)
    assert fetched(proxy) == b"hello"
    with line(proxy) as asking:
        asking.sendall(UPGRADE)
        assert fetched(proxy) == b"hello"  # meanwhile a page asked for later has come
        proxy.close_all()
        assert is_closed(asking)


def test_an_unknown_failure_is_refused(proxy):
    with pytest.raises(ValueError, match="mode must be one of pass, cut"):
        proxy.become("slow")
