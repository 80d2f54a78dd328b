"""A proxy in front of a server, which can fail as networks do: cut, swallow, refuse websockets."""

import contextlib
import socket
import threading

# What the proxy does with what it is sent.
PASS = "pass"  # carries everything both ways
CUT = "cut"  # every connection is closed, and so is each new one
SWALLOW = "swallow"  # connections stand, and nothing more gets through them, either way
REFUSE_WEBSOCKETS = "refuse websockets"  # answers 403 to each new one; pages come as always
SILENT_WEBSOCKETS = "silent websockets"  # never answers a new one; pages come as always
MODES = (PASS, CUT, SWALLOW, REFUSE_WEBSOCKETS, SILENT_WEBSOCKETS)

REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class FaultyProxy:
    """Stands at `url` for the server at a port of this machine; a context manager.

    `become(mode)` changes what it does, also with connections that stand. `upstream_port` may be
    changed, as when a server is started again elsewhere. `websockets` counts those asked for,
    `swallowed` the bytes that went no further.
    """

    def __init__(self, upstream_port: int):
        self.upstream_port = upstream_port
        self.mode = PASS
        self.websockets = 0
        self.swallowed = 0
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/"
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> "FaultyProxy":
        return self

    def __exit__(self, *_error) -> None:
        self._listening.close()
        self.close_all()

    def become(self, mode: str) -> None:
        """Fail in this way from now on, or pass everything on again."""
        if mode not in MODES:
            raise ValueError(f"mode must be one of {', '.join(MODES)}, got {mode!r}")
        swallowed = self.mode == SWALLOW
        self.mode = mode
        if mode == CUT or (swallowed and mode == PASS):
            # Such a connection misses what was swallowed: it is of no more use.
            self.close_all()

    def close_all(self) -> None:
        """Close every connection that stands, once."""
        with self._lock:
            standing, self._open = self._open, set()
        for each in standing:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _listen(self) -> None:
        while True:
            try:
                page, _ = self._listening.accept()
            except OSError:
                return  # closed: the test is over
            threading.Thread(target=self._serve, args=(page,), daemon=True).start()

    def _serve(self, page: socket.socket) -> None:
        server = None
        with contextlib.suppress(OSError), contextlib.closing(page):
            self._keep(page)
            if self.mode == CUT:
                return
            head = page.recv(65536)
            if b"upgrade: websocket" in head.lower():
                self.websockets += 1
                if self.mode == REFUSE_WEBSOCKETS:
                    page.sendall(REFUSAL)
                    return
                if self.mode == SILENT_WEBSOCKETS:
                    page.recv(1)  # until the page gives up
                    return
            server = socket.create_connection(("127.0.0.1", self.upstream_port))
            self._keep(server)
            back = threading.Thread(target=self._carry, args=(server, page), daemon=True)
            back.start()
            if head and self.mode != SWALLOW:
                server.sendall(head)
            self._carry(page, server)
            back.join()
        if server:
            server.close()
        with self._lock:
            self._open -= {page, server}

    def _keep(self, line: socket.socket) -> None:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open.add(line)

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := one.recv(65536):
                if self.mode == SWALLOW:
                    self.swallowed += len(piece)
                else:
                    other.sendall(piece)
        for each in (one, other):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
