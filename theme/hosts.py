"""Which names this server answers to: another name that leads here is somebody else's page."""

import ipaddress
import socket
from collections.abc import Iterable

from tornado import httputil

EVERY = "*"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def known_hosts(bound: str, named: Iterable[str] = ()) -> frozenset[str]:
    """Names that may stand in a request's Host: those that were given, this machine, the address
    bound. `EVERY` among them allows any name.
    """
    names = {name.strip().lower() for name in named if name.strip()}
    names |= {bound.lower()} if bound else set()
    return frozenset(names | LOOPBACK | {socket.gethostname().lower()})


def is_known(host: str, known: frozenset[str]) -> bool:
    """Whether a request's Host ("name:port") is one of the known names, or an address in digits.

    A page of another site can lend its name to this machine's address, never the address itself.
    """
    name = _without_port(host)
    return EVERY in known or name in known or _is_address(name)


def _without_port(host: str) -> str:
    host = host.strip().lower().rstrip(".")
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] if host.count(":") == 1 else host


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class KnownHosts(httputil.HTTPServerConnectionDelegate):
    """An application that is asked only by requests whose Host is known; others get a 421."""

    def __init__(self, application, known: frozenset[str]) -> None:
        self.application, self.known = application, known

    def start_request(self, server_conn, request_conn) -> httputil.HTTPMessageDelegate:
        delegate = self.application.start_request(server_conn, request_conn)
        return _Reader(delegate, request_conn, self.known)

    def on_close(self, server_conn) -> None:
        self.application.on_close(server_conn)


class _Reader(httputil.HTTPMessageDelegate):
    """Passes a request on once its Host is known."""

    def __init__(self, delegate, request_conn, known: frozenset[str]) -> None:
        self.delegate, self.request_conn, self.known = delegate, request_conn, known
        self.is_refused = False

    def headers_received(self, start_line, headers):
        if is_known(headers.get("Host", ""), self.known):
            return self.delegate.headers_received(start_line, headers)
        self.is_refused = True
        told = b"This server does not know itself by that name. Start it with HOSTS=that.name\n"
        self.request_conn.write_headers(
            httputil.ResponseStartLine("HTTP/1.1", 421, "Misdirected Request"),
            httputil.HTTPHeaders(
                {
                    "Content-Type": "text/plain; charset=utf-8",
                    "Content-Length": str(len(told)),
                    "Connection": "close",
                }
            ),
            told,
        )
        self.request_conn.finish()
        return None

    def data_received(self, chunk: bytes):
        return None if self.is_refused else self.delegate.data_received(chunk)

    def finish(self) -> None:
        if not self.is_refused:
            self.delegate.finish()

    def on_connection_close(self) -> None:
        if not self.is_refused:
            self.delegate.on_connection_close()
