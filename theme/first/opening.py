"""A page gets its kernel when the learner acts: at once, or through the queue."""

import json
import time
from functools import partial
from queue import Empty

from jupyter_core.utils import ensure_async
from tornado import web

from theme.first.queue import Queue
from theme.log import EVENTS
from theme.pages.handlers import Api, read_lesson
from theme.pages.lesson import NO_KERNEL

ANSWER_WITHIN_S = 1.0  # so often at least a page hears where it stands
READY_S = 60.0  # for the cells of one lesson
ALIVE_S = 1.0  # so often a kernel that does not answer is asked after
STOPPING = "The server is shutting down, so no lab can start now. You can keep reading."
TOO_MANY = (
    "Many labs have just been started from your network."
    " Yours starts by itself in a moment, and you can keep reading."
)


async def start_kernel(app, slug: str) -> str:
    """Make a kernel ready in which the widgets of a lesson stand; return its id.

    Raises NoPlaceLeft, and RuntimeError for a lesson that does not run as it was rehearsed.
    """
    manager, cells = app.kernel_manager, read_lesson(app, slug)[1]
    is_known = app.first.get(slug, cells.edition) is not None
    with manager.page_opening():
        kernel_id = await manager.start_kernel()
        client = manager.take_client(kernel_id)
        try:
            code = (
                "__import__('theme.first.cells', fromlist=['make'])"
                f".make({cells.edition!r}, {list(cells.sources.values())!r}, {is_known})"
            )
            await _run(manager, kernel_id, client, code)
        except BaseException:
            if kernel_id in manager:
                await manager.shutdown_kernel(kernel_id)
            raise
        finally:
            await ensure_async(client.stop_channels())
    app.metrics.opens.inc()
    EVENTS.info("opened %s, kernel %s", slug, kernel_id)
    return kernel_id


async def _run(manager, kernel_id: str, client, code: str) -> None:
    asked = client.execute(code, silent=True, store_history=False, allow_stdin=False)
    end = time.monotonic() + READY_S
    while time.monotonic() < end and kernel_id in manager:
        try:
            reply = await client.get_shell_msg(timeout=ALIVE_S)
        except Empty:
            continue
        if reply["parent_header"].get("msg_id") == asked:
            content = reply["content"]
            if content["status"] != "ok":
                raise RuntimeError(f"{content.get('ename')}: {content.get('evalue')}")
            return
    raise RuntimeError("the kernel did not answer")


def queue_of(app) -> Queue:
    """The queue of this server."""
    manager = app.kernel_manager

    async def end(kernel_id: str) -> None:
        if kernel_id in manager:
            await manager.shutdown_kernel(kernel_id)

    def has_place() -> bool:
        return not app.draining and (not manager.places or manager.used < manager.places)

    return Queue(has_place, end)


class Waiting(Api):
    """Says to a page which kernel it has, or where it stands."""

    ticket = None

    def initialize(self, app) -> None:
        self.app = app

    async def answer(self, ticket) -> None:
        """Answer as soon as there is a kernel, and after a second at the latest."""
        self.ticket = ticket
        try:
            kernel_id = await self.app.queue.wait(ticket, ANSWER_WITHIN_S)
        except Exception as error:
            self.app.log.error("A kernel could not be made ready: %s", error)
            self.app.metrics.failures.labels("start").inc()
            self.say(500, message=NO_KERNEL)
            return
        self.ticket = None
        if kernel_id:
            self.say(200, kernelId=kernel_id)
        else:
            queue = self.app.queue
            told = {"ahead": queue.ahead(ticket), "starting": queue.is_starting(ticket)}
            self.say(202, ticket=ticket.id, **told)

    def say(self, status: int, **told) -> None:
        """Send an answer, which is this page's alone."""
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps(told))

    def on_connection_close(self) -> None:
        """A page that was left waits for nothing more."""
        super().on_connection_close()
        if self.ticket:
            self.app.queue.leave(self.ticket)


class OpenLesson(Waiting):
    """A page that has been touched asks for the kernel of its lesson."""

    async def post(self, slug: str) -> None:
        cells = read_lesson(self.app, slug)[1]
        try:
            asked = json.loads(self.request.body)["edition"]
        except (ValueError, KeyError, TypeError):
            raise web.HTTPError(400) from None
        if asked != cells.edition:
            self.say(409, message="This lesson has changed since the page was opened.")
        elif self.app.draining:
            self.say(503, message=STOPPING)
        elif not self.app.openings.take(self.request.remote_ip):
            self.app.metrics.failures.labels("rate").inc()
            self.say(429, message=TOO_MANY)
        else:
            await self.answer(self.app.queue.enter(partial(start_kernel, self.app, slug)))


class InQueue(Waiting):
    """A page in the queue asks where it stands."""

    async def get(self, ticket_id: str) -> None:
        ticket = self.app.queue.find(ticket_id)
        if ticket is None:
            raise web.HTTPError(404)
        await self.answer(ticket)
