"""`python -m theme.forking.parent LINE FOLDER` is the process that kernels are forked from.

It imports and rehearses once what every kernel would have to, then waits on its line to the server
(a descriptor) and forks a kernel each time it is asked; while nobody asks, it draws the pictures
that lessons open with. It has no thread, no loop and no connection but this line, so that a copy of
it is a whole process. When the server is gone it ends all kernels, and removes `FOLDER`, where
their sockets are.
"""

import contextlib
import gc
import os
import select
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import theme.kernels.warm
from theme.forking import lines
from theme.forking.child import become_a_kernel
from theme.forking.pictures import drawings
from theme.kernels.start import NICENESS


def unsafe_because() -> str:
    """Why this process must not be forked, in a sentence; empty where it may be."""
    try:
        threads = len(os.listdir("/proc/self/task"))
    except OSError:
        threads = threading.active_count()
    return "" if threads == 1 else f"it has {threads} threads, and a fork would copy only one"


def share_all() -> None:
    """Share what is here now with all kernels: what is never looked at is never copied."""
    gc.collect()
    gc.freeze()


class Forker:
    """Forks kernels for the server at the other end of `line`, and buries them.

    work: what is to be done in small steps while nothing is asked.
    """

    def __init__(self, line: socket.socket, work: Iterator[None]) -> None:
        self.line = line
        self.work: Iterator[None] | None = work
        self.children: set[int] = set()
        self.woken, self._wake = socket.socketpair()
        for end in (self.woken, self._wake):
            end.setblocking(False)

    def serve(self) -> None:
        """Do what is asked until the server is gone; then end the kernels that are left."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake.fileno())
        events = select.poll()
        events.register(self.line, select.POLLIN)
        events.register(self.woken, select.POLLIN)
        while True:
            come = {descriptor for descriptor, _event in events.poll(0 if self.work else None)}
            if not come:
                self.work_on()
            try:
                if self.woken.fileno() in come:
                    self.woken.recv(4096)
                    self.bury()
                if self.line.fileno() in come and not self.answer():
                    break
            except ConnectionError:  # the server went while it was told something
                break
        for pid in self.children:
            os.kill(pid, signal.SIGKILL)

    def work_on(self) -> None:
        """Do one more step of the work, or note that it is done."""
        try:
            next(self.work)
        except StopIteration:
            self.work = None
            share_all()

    def answer(self) -> bool:
        """Fork a kernel; False when the server is gone."""
        asked, descriptors = lines.receive(self.line)
        if asked is None:
            return False
        try:
            if reason := unsafe_because():
                raise OSError(reason)
            pid = os.fork()
        except OSError as error:
            said = {"failed": str(error)}
        else:
            if pid == 0:
                self.leave()
                become_a_kernel(asked, *descriptors)
            self.children.add(pid)
            said = {"started": pid}
        for descriptor in descriptors:
            os.close(descriptor)
        lines.send(self.line, said)
        return True

    def leave(self) -> None:
        """In the copy: give up what is the parent's alone."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        for end in (self.line, self.woken, self._wake):
            end.close()

    def bury(self) -> None:
        """Take leave of every kernel that has ended, and tell the server how it ended."""
        for pid in list(self.children):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                self.children.discard(pid)
                code = os.waitstatus_to_exitcode(status)
                lines.send(self.line, {"ended": pid, "code": code})


def main() -> None:
    """Get ready, say so, and serve; or say why not."""
    line = socket.socket(fileno=int(sys.argv[1]))
    # Whoever stops the server stops it: it then ends this process and its kernels in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    explorers = theme.kernels.warm.rehearse(Path.cwd())
    share_all()
    reason = unsafe_because()
    with contextlib.suppress(ConnectionError):  # the server went before it could be told
        if reason:
            lines.send(line, {"unsafe": reason})
            return
        lines.send(line, {"ready": os.getpid()})
        os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
        Forker(line, drawings(explorers)).serve()
    shutil.rmtree(sys.argv[2], ignore_errors=True)


if __name__ == "__main__":
    main()
