"""Kernels that are ready before they are asked for, and gone soon after they are not needed."""

import asyncio
import contextlib
import os
import sys
from subprocess import DEVNULL

from jupyter_server._tz import utcnow
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Bool, Dict, Float, Integer, default

from theme.forking import provisioner
from theme.forking.keeper import Keeper
from theme.kernels.kernel import CourseKernel
from theme.limits import Bucket, is_short_of_descriptors
from theme.log import EVENTS, LINES_A_SECOND, LINES_AT_ONCE, KernelErrors
from theme.unattended import to_its_end


class NoPlaceLeft(RuntimeError):
    """All the places the server was given are taken."""


class WarmKernels(AsyncMappingKernelManager):
    """Keeps spare kernels ready, hands one out at once, and takes back what is not used.

    A kernel goes when its page says goodbye, when nobody is connected for `absent_s`, when it has
    been idle for `cull_idle_timeout` (both seconds), or when its process dies.
    """

    fork = Bool(False, config=True, help="Whether kernels are forked, see theme.forking.")
    spare_kernels = Integer(2, config=True, help="How many kernels wait, ready, for a page.")
    places = Integer(0, config=True, help="Most kernels in use at once; 0 for no limit.")
    refill_delay_s = Float(1.5, config=True, help="Rest before a used spare is replaced.")
    absent_s = Float(120, config=True, help="Life of a kernel to which no page is connected.")
    ready_s = Float(60, config=True, help="Longest wait for a kernel to become ready.")
    descriptors = Integer(0, config=True, help="Files that may be open; 0 where nobody counts.")
    environment = Dict(config=True, help="The whole environment of every kernel.")

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self._spares: list[str] = []
        self._used: set[str] = set()
        self._handing_out = 0
        self._clients: dict[str, object] = {}
        self._absent: dict[str, asyncio.TimerHandle] = {}
        self._coming: asyncio.Task | None = None
        self._pages_opening = 0
        self._refill: asyncio.Task | None = None
        self._stopped = False
        self.keeper: Keeper | None = None

    @default("kernel_manager_class")
    def _a_kernel_of_the_course(self) -> str:
        return f"{CourseKernel.__module__}.{CourseKernel.__name__}"

    async def prepare(self) -> None:
        """Get ready to start kernels: what can be done before the first one is asked for."""
        if self.fork:
            provisioner.register()
            self.keeper = Keeper(
                self.environment, self.root_dir, self.connection_dir, self._errors_of
            )
            await self.keeper.begin()

    # --- handing out -------------------------------------------------------------------------

    async def start_kernel(self, **_asked) -> str:
        """Return the id of a ready kernel: a spare when there is one, else a new one.

        Raises NoPlaceLeft when `places` kernels are in use.
        """
        return await to_its_end(self._hand_out(), self.shutdown_kernel)

    async def _hand_out(self) -> str:
        used = self.used
        if self.places and used >= self.places:
            raise NoPlaceLeft(f"{used} lessons are open and the limit is {self.places}")
        if self.descriptors and is_short_of_descriptors(self.descriptors):
            raise NoPlaceLeft(f"of {self.descriptors} open files hardly any is left")
        self._handing_out += 1
        try:
            spare = await self._take_spare() or await self._take_coming()
            kernel_id = spare or await self._start_ready(spare=False)
        finally:
            self._handing_out -= 1
        self._used.add(kernel_id)
        self._kernels[kernel_id].last_activity = utcnow()
        self._watch_absence(kernel_id)
        self.fill()
        return kernel_id

    @property
    def used(self) -> int:
        """How many kernels pages have, or are about to have."""
        return len(self._used) + self._handing_out

    @property
    def spares(self) -> int:
        """How many kernels wait, ready, for a page."""
        return len(self._spares)

    @property
    def can_fork(self) -> bool:
        """Whether the next kernel can be forked; else it is started by itself."""
        return self.keeper is not None and self.keeper.is_ready

    def is_used(self, kernel_id: str) -> bool:
        """Say whether a page has this kernel and has not been left."""
        return kernel_id in self._used

    def take_client(self, kernel_id: str):
        """Return the connected client of a kernel just handed out; the caller closes it."""
        return self._clients.pop(kernel_id)

    async def _take_spare(self) -> str | None:
        while self._spares:
            kernel_id = self._spares.pop(0)
            if kernel_id in self and await self._kernels[kernel_id].is_alive():
                return kernel_id
        return None

    async def _take_coming(self) -> str | None:
        """Wait for the spare that is being made: that is shorter than making another beside it."""
        coming, self._coming = self._coming, None
        return await coming if coming else None

    async def _start_ready(self, spare: bool) -> str:
        errors = self._errors_of("that is starting") if sys.platform != "win32" else None
        start = asyncio.ensure_future(
            super()._async_start_kernel(
                kernel_name="python3",
                path="",
                # A spare has time to rehearse the lessons; a page that waits needs only its own.
                env=dict(self.environment) | ({"COURSE_REHEARSE": "1"} if spare else {}),
                # Errors of a kernel belong in the server's log; what it prints does not.
                stdout=DEVNULL,
                **({"stderr": errors.write_to} if errors else {}),
            )
        )
        if errors:
            start.add_done_callback(lambda _done: os.close(errors.write_to))
        # Shielded: a process that is being started must end up in the list of those to be ended.
        kernel_id = await asyncio.shield(start)
        if errors:
            errors.name = kernel_id
        try:
            await self._greet(kernel_id)
        except BaseException:
            if kernel_id in self:
                await self.shutdown_kernel(kernel_id)
            raise
        return kernel_id

    def _errors_of(self, name: str) -> KernelErrors:
        """What reads the errors of a process from now on; Windows' loop cannot wait for a pipe."""
        errors = KernelErrors(Bucket(LINES_A_SECOND, LINES_AT_ONCE), EVENTS)
        errors.name = name
        loop = asyncio.get_running_loop()

        def come() -> None:
            if not errors.read():
                loop.remove_reader(errors)
                errors.close()

        loop.add_reader(errors, come)
        return errors

    async def _greet(self, kernel_id: str) -> None:
        """Wait until the kernel answers and is heard, then keep the client for its page."""
        kernel = self._kernels[kernel_id]
        self._clients[kernel_id] = client = kernel.client()
        client.start_channels(stdin=False, hb=False)
        answered = asyncio.ensure_future(_answers(client))
        ended = asyncio.ensure_future(kernel.end())
        try:
            done, _ = await asyncio.wait(
                [answered, ended], timeout=self.ready_s, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            answered.cancel()
            ended.cancel()
        if ended in done:
            raise RuntimeError("the kernel stopped while it was starting")
        if answered not in done:
            raise RuntimeError(f"the kernel was not ready after {self.ready_s:g} s")
        kernel.execution_state = "idle"

    # --- spares ------------------------------------------------------------------------------

    @contextlib.contextmanager
    def page_opening(self):
        """Hold back the making of spares while a page is being opened."""
        self._pages_opening += 1
        try:
            yield
        finally:
            self._pages_opening -= 1

    def fill(self, delay_s: float | None = None) -> None:
        """Replace missing spares in the background, one at a time."""
        if self._stopped or (self._refill and not self._refill.done()):
            return
        self._refill = asyncio.ensure_future(
            self._fill(self.refill_delay_s if delay_s is None else delay_s)
        )

    async def _fill(self, delay_s: float) -> None:
        while len(self._spares) < self.spare_kernels and not self._stopped:
            await asyncio.sleep(delay_s)
            patience = 20
            while self._pages_opening and patience:
                patience -= 1
                await asyncio.sleep(0.5)
            self._coming = coming = asyncio.ensure_future(self._start_ready(spare=True))
            try:
                kernel_id = await coming
            except Exception as error:
                self._coming = None
                self.log.error("A spare kernel could not be started: %s", error)
                delay_s = min(2 * delay_s + 1, 60)
                continue
            # A page that came meanwhile may have taken it already.
            if self._coming is coming:
                self._spares.append(kernel_id)
                self._coming = None

    # --- taking back -------------------------------------------------------------------------

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        if self.is_used(kernel_id):
            await super().cull_kernel_if_idle(kernel_id)

    async def shutdown_kernel(self, kernel_id: str, now: bool = True, restart: bool = False):
        """End a kernel at once (it holds nothing to be saved) and tell its page."""
        self._forget(kernel_id)
        _tell_pages(kernel_id)
        await super()._async_shutdown_kernel(kernel_id, now=True, restart=False)

    async def shutdown_all(self, now: bool = True) -> None:
        """End every kernel, also those still starting."""
        self._stopped = True
        if self._refill:
            self._refill.cancel()
            await asyncio.gather(self._refill, return_exceptions=True)
        await asyncio.gather(*self._pending_kernels.values(), return_exceptions=True)
        kernels = [self.shutdown_kernel(kernel_id) for kernel_id in list(self._kernels)]
        await asyncio.gather(*kernels, return_exceptions=True)
        if self.keeper:
            await self.keeper.stop()

    def _handle_kernel_died(self, kernel_id: str) -> None:
        EVENTS.error("Kernel %s died.", kernel_id)
        self._forget(kernel_id)
        self.stop_watching_activity(kernel_id)
        kernel = self._kernels[kernel_id]
        super()._handle_kernel_died(kernel_id)
        asyncio.ensure_future(kernel.cleanup_resources())
        self.fill()

    def _forget(self, kernel_id: str) -> None:
        self._used.discard(kernel_id)
        if kernel_id in self._spares:
            self._spares.remove(kernel_id)
        absence = self._absent.pop(kernel_id, None)
        if absence:
            absence.cancel()
        client = self._clients.pop(kernel_id, None)
        if client:
            client.stop_channels()

    # --- who is connected --------------------------------------------------------------------

    def notify_connect(self, kernel_id: str) -> None:
        super().notify_connect(kernel_id)
        absence = self._absent.pop(kernel_id, None)
        if absence:
            absence.cancel()

    def notify_disconnect(self, kernel_id: str) -> None:
        super().notify_disconnect(kernel_id)
        self._watch_absence(kernel_id)

    def _watch_absence(self, kernel_id: str) -> None:
        if kernel_id in self and not self._kernel_connections.get(kernel_id):
            self._absent[kernel_id] = asyncio.get_running_loop().call_later(
                self.absent_s, lambda: asyncio.ensure_future(self._end_absent(kernel_id))
            )

    async def _end_absent(self, kernel_id: str) -> None:
        if kernel_id in self and not self._kernel_connections.get(kernel_id):
            await self.shutdown_kernel(kernel_id)


async def _answers(client) -> None:
    """Wait until a kernel is heard, ask it one thing and wait for the end of its answer."""
    # A kernel greets who has begun to listen: whatever it says before that is lost.
    await client.get_iopub_msg()
    asked = client.kernel_info()
    while True:
        message = await client.get_iopub_msg()
        is_answer = message["parent_header"].get("msg_id") == asked
        if is_answer and message["content"].get("execution_state") == "idle":
            return


def _tell_pages(kernel_id: str) -> None:
    """Send "dead" to the pages connected to a kernel: they cannot notice it by themselves."""
    for connection in list(ZMQChannelsWebsocketConnection._open_sockets):
        if connection.kernel_id == kernel_id:
            connection.on_restart_failed()
