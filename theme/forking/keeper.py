"""Keeps a process that kernels are forked from: starts it, asks it, starts another when it ends."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping

from theme.forking import lines
from theme.forking.process import ForkedProcess
from theme.log import EVENTS, KernelErrors

REHEARSED_S = 60  # the longest wait for a parent that rehearses
FORK_S = 10  # a fork takes milliseconds; a parent that needs longer hangs
END_S = 5
LONGEST_PAUSE_S = 60  # between two parents that cannot be started
COMMAND = (sys.executable, "-m", "theme.forking.parent")


class NoParent(RuntimeError):
    """There is no process to fork from at the moment."""


class Parent:
    """One process that kernels are forked from, as the server sees it."""

    def __init__(self, process: asyncio.subprocess.Process, line: socket.socket) -> None:
        self.process = process
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._line = line
        self._one_at_a_time = asyncio.Lock()
        self._said: asyncio.Queue[dict | ForkedProcess] = asyncio.Queue()
        self._kernel_line: socket.socket | None = None
        self._kernels: dict[int, ForkedProcess] = {}
        self._listening = asyncio.ensure_future(self._listen())

    async def _listen(self) -> None:
        reader, writer = await asyncio.open_connection(sock=self._line)
        try:
            while said := await reader.readline():
                self._heard(json.loads(said))
        except ConnectionError:
            pass
        finally:
            writer.close()
            self._said.put_nowait({"failed": "it ended"})
            self.gone.set_result(None)

    def _heard(self, said: dict) -> None:
        if "ended" in said:
            self._kernels.pop(said["ended"]).has_ended(said["code"])
        elif "started" in said:
            # Made here and now: that it has ended may be the next thing to be heard.
            kernel = ForkedProcess(said["started"], self._kernel_line, self.gone)
            self._kernels[kernel.pid] = kernel
            self._said.put_nowait(kernel)
        else:
            self._said.put_nowait(said)

    async def first_said(self) -> dict:
        """What it says when it has rehearsed: `ready`, or why it cannot be: `unsafe`, `failed`."""
        try:
            return await asyncio.wait_for(self._said.get(), REHEARSED_S)
        except TimeoutError:
            return {"failed": f"it was not ready after {REHEARSED_S} s"}

    async def fork(self, asked: dict, errors: int) -> ForkedProcess:
        """Fork a kernel; `errors` is the descriptor to which its errors go.

        Raises NoParent where none came of it.
        """
        async with self._one_at_a_time:
            ours, theirs = socket.socketpair()
            ours.setblocking(False)
            self._kernel_line = ours
            try:
                with theirs:
                    lines.send(self._line, asked, [theirs.fileno(), errors])
                said = await asyncio.wait_for(self._said.get(), FORK_S)
            except BaseException as error:
                # What it may say after this would be taken for the answer to another question.
                ours.close()
                self.end()
                if isinstance(error, OSError | TimeoutError):
                    raise NoParent(f"it does not answer: {error!r}") from error
                raise
            if isinstance(said, ForkedProcess):
                return said
            ours.close()
            raise NoParent(said.get("failed"))

    def end(self) -> None:
        """End it at once, and leave its kernels alone."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()

    async def close(self) -> None:
        """Let it end its kernels and itself; return when it has."""
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)
        try:
            await asyncio.wait_for(self.process.wait(), END_S)
        except TimeoutError:
            self.end()
            await self.process.wait()


class Keeper:
    """Has a parent ready to fork kernels from, and another one soon after it ended.

    environment, folder: those of every kernel. files: the folder of the kernels' sockets, which the
    parent removes if the server ends without doing so. errors: makes what reads a process's errors.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        folder: str,
        files: str,
        errors: Callable[[str], KernelErrors],
    ) -> None:
        self._environment, self._folder, self._files = environment, folder, files
        self._errors = errors
        self._parent: Parent | None = None
        self._is_ready = False
        self._settled = asyncio.Event()
        self._keeping: asyncio.Task | None = None

    @property
    def is_ready(self) -> bool:
        """Whether a kernel can be forked now."""
        return self._is_ready

    async def begin(self) -> None:
        """Start a parent; return when it is ready, or when it is clear that it is not yet."""
        self._keeping = asyncio.ensure_future(self._keep())
        await self._settled.wait()

    async def fork(self, asked: dict, errors: int) -> ForkedProcess:
        """Fork a kernel, see `Parent.fork`."""
        if not self._is_ready:
            raise NoParent("none is ready")
        return await self._parent.fork(asked, errors)

    async def stop(self) -> None:
        """End the parent, and with it the kernels that are left."""
        self._is_ready = False
        self._settled.set()
        if self._keeping:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        if self._parent:
            await self._parent.close()

    async def _keep(self) -> None:
        pause_s, said = 0.0, {}
        while "unsafe" not in said:
            await asyncio.sleep(pause_s)
            said = await self._start()
            if "ready" in said:
                self._is_ready, pause_s = True, 0.0
                self._settled.set()
                await asyncio.shield(self._parent.gone)
                self._is_ready = False
                said = {"failed": "it ended"}
            EVENTS.error(
                "Kernels are started one by one for now, as none can be forked: %s.",
                said.get("unsafe") or said["failed"],
            )
            self._settled.set()
            if self._parent:
                ended, self._parent = self._parent, None
                ended.end()  # left to itself it would take the closed line for the server's end
                await ended.close()
            pause_s = min(2 * pause_s + 1, LONGEST_PAUSE_S)

    async def _start(self) -> dict:
        """Start a parent; return what it says first."""
        ours, theirs = socket.socketpair()
        errors = self._errors("that is forked from")
        try:
            process = await asyncio.create_subprocess_exec(
                *COMMAND,
                str(theirs.fileno()),
                self._files,
                pass_fds=[theirs.fileno()],
                env=dict(self._environment),
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors.write_to,
                start_new_session=True,
            )
        except OSError as error:
            ours.close()
            return {"failed": f"it could not be started: {error}"}
        finally:
            theirs.close()
            os.close(errors.write_to)
        self._parent = Parent(process, ours)
        return await self._parent.first_said()
