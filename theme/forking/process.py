"""A kernel that another process forked, as the server sees it."""

import asyncio
import contextlib
import os
import signal
import socket

UNKNOWN = 255  # how a kernel ended that nobody was left to bury


class ForkedProcess:
    """What `subprocess.Popen` is for a child of one's own; the kernel's line tells of its life.

    `line` is the server's end: the kernel says once on it that it can be spoken to, and the system
    closes the other end when the kernel ends, however it ends. `parent_gone` is done when the
    process that forked it, and tells how it ended, is no more.
    """

    stdin = stdout = stderr = None  # as Jupyter asks of a process

    def __init__(self, pid: int, line: socket.socket, parent_gone: asyncio.Future) -> None:
        loop = asyncio.get_running_loop()
        self.pid = pid
        self.returncode: int | None = None
        self._ready: asyncio.Future[bool] = loop.create_future()
        self._ended: asyncio.Future[int] = loop.create_future()
        self._parent_gone = parent_gone
        self._following = asyncio.ensure_future(self._follow(line))

    async def _follow(self, line: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        with line, contextlib.suppress(ConnectionError):
            while await loop.sock_recv(line, 1):
                self._ready.set_result(True)
        if not self._ready.done():
            self._ready.set_result(False)
        await asyncio.wait([self._ended, self._parent_gone], return_when=asyncio.FIRST_COMPLETED)
        if not self._ended.done():
            await asyncio.to_thread(_bury, self.pid)
            self.has_ended(UNKNOWN)

    def has_ended(self, code: int) -> None:
        """Note how it ended, which the process that forked it has been told."""
        self.returncode = code
        self._ended.set_result(code)

    async def is_ready(self) -> bool:
        """Wait until it can be spoken to; False where it ended before."""
        return await asyncio.shield(self._ready)

    async def end(self) -> int:
        """Wait until it has ended; return its exit code, negative for a signal."""
        return await asyncio.shield(self._ended)

    def poll(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """Its exit code; whoever waits for its end asks `end`."""
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def _bury(pid: int) -> None:
    """Bury an orphan that the system handed to this process, as to the first of a container."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
