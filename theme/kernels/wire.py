"""The websocket between a page and its kernel: widget messages pass, nothing else does."""

import asyncio
import json
import re
from contextlib import suppress

from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from tornado import web
from tornado.websocket import WebSocketClosedError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from theme.limits import MESSAGES_A_SECOND, MESSAGES_AT_ONCE, Bucket

PROTOCOL = "v1.kernel.websocket.jupyter.org"
# A page talks to the widgets its lesson has made. It makes none: that would let it build any.
FROM_PAGE = {"comm_msg"}
# No text a kernel prints and no traceback is for a learner: a cell's output comes with the page.
COMM = re.compile(r"[0-9a-f]{32}")
PAGE_METHODS = {"update", "request_state", "custom"}
TO_PAGE = {"comm_msg", "comm_close"}


def may_pass(message: bytes | str) -> bool:
    """Say whether a message from a page may reach the kernel; a malformed one may not."""
    try:
        # The count of parts is the page's word: believe it only as far as the message is long.
        if 8 * int.from_bytes(message[:8], "little") > len(message):
            return False
        channel, parts = deserialize_msg_from_ws_v1(message)
        if channel != "shell" or json.loads(parts[0])["msg_type"] not in FROM_PAGE:
            return False
        content = json.loads(parts[3])
        is_named = COMM.fullmatch(content["comm_id"]) is not None
        return is_named and content["data"]["method"] in PAGE_METHODS
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return False


class CourseConnection(ZMQChannelsWebsocketConnection):
    """One page's connection to one kernel."""

    _is_new = False

    def create_stream(self) -> None:
        """Make the sockets to the kernel; a page that comes back within its time finds its own."""
        self._is_new = True
        super().create_stream()

    def nudge(self) -> asyncio.Future:
        """Wait until the kernel has greeted this listener, which from then on misses nothing.

        It greets also while it computes; nothing is asked, and asked again, as Jupyter would.
        """
        heard = asyncio.get_running_loop().create_future()
        iopub = self.channels["iopub"]

        def is_heard(_greeting) -> None:
            iopub.stop_on_recv()  # what comes next waits for the page
            if not heard.done():
                heard.set_result(None)

        if self._is_new:
            iopub.on_recv(is_heard)
        else:
            heard.set_result(None)
        return asyncio.ensure_future(self._heard(heard))

    async def _heard(self, heard: asyncio.Future) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(heard, self.kernel_info_timeout)

    def request_kernel_info(self):
        """Skip the question: every kernel here is this Python's own, and known to be ready."""
        self._finish_kernel_info({})
        return self._kernel_info_future

    def handle_incoming_message(self, incoming_msg) -> None:
        if may_pass(incoming_msg):
            super().handle_incoming_message(incoming_msg)

    def on_restart_failed(self) -> None:
        """Tell the page that its kernel is gone."""
        self._send_status_message("dead")


class CourseWebsocket(VoilaKernelWebsocketHandler):
    """Voila's websocket, without delay, on which only what a page needs goes out."""

    def initialize(self) -> None:
        self.bucket = Bucket(MESSAGES_A_SECOND, MESSAGES_AT_ONCE)

    def set_default_headers(self) -> None:
        for name, value in self.settings["headers"].items():
            self.set_header(name, value)

    async def prepare(self) -> None:
        """Let everybody in who knows a kernel's id: no account, so no cookie."""
        self.current_user = "learner"

    def check_xsrf_cookie(self) -> None:
        """Nothing to check: the origin is, and a kernel's id cannot be guessed."""

    def write_error(self, status_code: int, **_kwargs) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("Only a page of the course is answered here.\n")

    async def on_message(self, message) -> None:
        """Hand a message on; a page that sends too many waits, and nobody else does."""
        if wait_s := self.bucket.wait_s():
            await asyncio.sleep(wait_s)
        if self.connection is not None:
            super().on_message(message)

    async def pre_get(self) -> None:
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "")
        if PROTOCOL not in offered or not self.get_argument("session_id", ""):
            raise web.HTTPError(400)
        await super().pre_get()

    async def open(self, kernel_id: str) -> None:
        # Small messages must not wait to be sent together: the picture follows the finger.
        self.set_nodelay(True)
        await super().open(kernel_id)

    def get_compression_options(self) -> dict:
        # Fast rather than small: what repeats from message to message is most of it.
        return {"compression_level": 2, "mem_level": 6}

    def write_message(self, message, binary: bool = False):
        if isinstance(message, bytes) and self._is_for_page(message):
            with suppress(WebSocketClosedError):
                sent = super().write_message(message, binary)
                # A page may leave while a message is on its way; nobody waits for it then.
                sent.add_done_callback(lambda future: future.exception())

    def _is_for_page(self, message: bytes) -> bool:
        """Let pass what TO_PAGE names; of the status only what the page waits for, or must fear."""
        _channel, (header, parent, _metadata, content, *_) = deserialize_msg_from_ws_v1(message)
        kind = json.loads(header)["msg_type"]
        if kind != "status":
            return kind in TO_PAGE
        state = json.loads(content)["execution_state"]
        asked_by = json.loads(parent).get("session")
        own = asked_by == self.get_argument("session_id")
        return state == "dead" or (state == "idle" and own)
