"""A learner without a browser, who speaks to a server as a page does.

The same for the course, whose page may hold its first states and ask for a kernel later, and for
Voila as it comes, whose page names its kernel.
"""

import http.client
import json
import re
import socket
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import websocket

from tests.theme.server_tools import PROTOCOL, Line, views

LONGEST_WAIT_S = 180
ASK_AGAIN_S = 0.25  # how often a page that stands in the queue asks
WORDS = 'class="bottom-line"'  # with which the words of a lesson end
FRAME_PX = 700


class RefusedError(RuntimeError):
    """The server gave no kernel, or a page without what belongs there."""


def address_of(number: int) -> str:
    """The address that visitor `number` comes from: Linux has as many as wanted."""
    number %= 60_000
    return f"127.1.{number // 250}.{number % 250 + 1}" if sys.platform == "linux" else "127.0.0.1"


@dataclass
class Page:
    """A lesson's page as it came; times in seconds from the request.

    `states` are the first states by model, where the page has them.
    """

    base: str
    slug: str
    address: str
    html: str
    words_s: float
    whole_s: float
    config: dict
    states: dict[str, dict] = field(default_factory=dict)
    widths: dict[str, list[int]] = field(default_factory=dict)

    @property
    def has_pictures(self) -> bool:
        """Whether a learner sees the pictures of this page before any kernel has answered."""
        return any(self.widths.values())


def connect(base: str, address: str) -> http.client.HTTPConnection:
    """A connection from an address of this machine."""
    parts = urlsplit(base)
    source = (address, 0) if address else None
    return http.client.HTTPConnection(
        parts.hostname, parts.port, timeout=LONGEST_WAIT_S, source_address=source
    )


def request(base: str, path: str, address: str = "", method: str = "GET", body=None):
    """Send one request as a page of this server does; return its status and its text."""
    line = connect(base, address)
    headers = {"Origin": base.rstrip("/"), "Content-Type": "application/json"}
    line.request(method, urlsplit(base).path + path, body, headers)
    answer = line.getresponse()
    text = answer.read().decode("utf-8", "replace")
    line.close()
    return answer.status, text


def _data(html: str, element: str) -> dict:
    found = re.search(rf'<script[^>]*id="{element}"[^>]*>(.*?)</script>', html, re.S)
    return json.loads(found[1]) if found else {}


def open_page(base: str, slug: str, address: str = "", line=None) -> Page:
    """Fetch a lesson's page to its end, packed as for a browser; `line` is kept open if given.

    Raises RefusedError where it does not come whole.
    """
    own = line or connect(base, address)
    start = time.perf_counter()
    path = f"{urlsplit(base).path}voila/render/{slug}.ipynb"
    own.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept": "text/html"})
    answer = own.getresponse()
    unpack = zlib.decompressobj(31) if answer.headers["Content-Encoding"] == "gzip" else None
    html, words_s = b"", None
    while piece := answer.read1(1 << 16):
        html += unpack.decompress(piece) if unpack else piece
        if words_s is None and WORDS.encode() in html:
            words_s = time.perf_counter() - start
    whole_s = time.perf_counter() - start
    text = html.decode("utf-8")
    if line is None:
        own.close()
    if answer.status != 200 or "</html>" not in text:
        raise RefusedError(f"{slug} came with {answer.status}, {len(text)} characters of it")
    first = _data(text, "course-first").get("models", {})
    return Page(
        base,
        slug,
        address,
        text,
        whole_s if words_s is None else words_s,
        whole_s,
        _data(text, "jupyter-config-data"),
        {model: told.get("state", {}) for model, told in first.items()},
        {model: sorted(map(int, told.get("pictures") or ())) for model, told in first.items()},
    )


def take_kernel(page: Page) -> str:
    """The id of the page's kernel: the one it names, or one that is asked for and waited for.

    Raises RefusedError where there is none.
    """
    if page.config.get("kernelId"):
        return page.config["kernelId"]
    if "edition" not in page.config or page.config.get("refusal"):
        raise RefusedError(page.config.get("refusal") or f"{page.slug} names no kernel")
    asked = json.dumps({"edition": page.config["edition"]})
    status, text = request(page.base, f"voila/api/open/{page.slug}", page.address, "POST", asked)
    end = time.monotonic() + LONGEST_WAIT_S
    while status == 202 and time.monotonic() < end:
        time.sleep(ASK_AGAIN_S)
        ticket = json.loads(text)["ticket"]
        status, text = request(page.base, f"voila/api/queue/{ticket}", page.address)
    if status != 200:
        raise RefusedError(f"a kernel for {page.slug}: {status} {text[:120]}")
    return json.loads(text)["kernelId"]


class Connection(Line):
    """A page's websocket to its kernel, from an address of this machine.

    Of two with one session the server closes the older; only one of session t is told that its
    kernel has done what it asked.
    """

    def __init__(self, base: str, kernel_id: str, address: str = "", session="t", **options):
        parts = urlsplit(base)
        source = (address, 0) if address else None
        plain = socket.create_connection(
            (parts.hostname, parts.port), LONGEST_WAIT_S, source_address=source
        )
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = websocket.create_connection(
            f"{base.replace('http', 'ws', 1)}api/kernels/{kernel_id}/channels?session_id={session}",
            socket=plain,
            subprotocols=[PROTOCOL],
            origin=base.rstrip("/"),
            timeout=LONGEST_WAIT_S,
            **options,
        )

    def states(self, models: list[str]) -> dict[str, dict]:
        """Ask for the state of each model at once; raises AssertionError where none comes."""
        asked = {
            self.send("shell", "comm_msg", {"comm_id": model, "data": {"method": "request_state"}})
            for model in models
        }
        if not asked:
            return {}
        heard = self.heard_until(
            lambda said: said.kind == "status" and not (asked.discard(said.answers) or asked),
            LONGEST_WAIT_S,
        )
        told = [said.content for said in heard if said.kind == "comm_msg"]
        return {each["comm_id"]: each["data"]["state"] for each in told if "state" in each["data"]}

    def say_goodbye(self, base: str, kernel_id: str, address: str = "") -> None:
        """Close, and end the kernel as a page that is left does."""
        self.close()
        request(base, f"voila/api/shutdown/{kernel_id}", address, "POST")


@dataclass
class Lab:
    """The first explorer of a lesson, moved by its learner."""

    line: Connection
    model: str
    values: dict
    frame_px: int
    asked: int = 0

    def send(self, control: str, text: str) -> int:
        """Set a control and return the number under which the answer will come."""
        self.asked += 1
        self.values = {**self.values, control: text}
        state = {"values": self.values, "frame_px": self.frame_px, "asked": self.asked}
        data = {"method": "update", "state": state, "buffer_paths": []}
        self.line.send("shell", "comm_msg", {"comm_id": self.model, "data": data})
        return self.asked

    def move(self, control: str, text: str) -> dict:
        """Set a control and wait for the picture and the words that answer it."""
        number = self.send(control, text)

        def answers(said) -> bool:
            data = said.content.get("data", {})
            return said.kind == "comm_msg" and data.get("state", {}).get("answered") == number

        return self.line.heard_until(answers, LONGEST_WAIT_S)[-1].content["data"]["state"]


def lab_of(page: Page, line: Connection) -> Lab:
    """The first explorer of a page; its state is asked for where the page does not hold it.

    Raises RefusedError where there is none.
    """
    states = page.states or line.states(views(page.html))
    for model, state in states.items():
        if "controls" in state and "frame_px" in state:
            widths = page.widths.get(model) or [FRAME_PX]
            nearest = min(widths, key=lambda width: abs(width - FRAME_PX))
            return Lab(line, model, state["values"], nearest)
    raise RefusedError(f"{page.slug} has no explorer, only {sorted(states)}")


@contextmanager
def visit(base: str, slug: str, address: str = "") -> Iterator[tuple[Page, Connection, str]]:
    """Open a lesson, take a kernel, ask for every state, and leave with a goodbye.

    Yields the page, its line and the kernel's id. Raises RefusedError or AssertionError for what
    does not come.
    """
    page = open_page(base, slug, address)
    kernel_id = take_kernel(page)
    line = Connection(base, kernel_id, address)
    try:
        wanted = list(page.states) or views(page.html)
        page.states = line.states(wanted)
        if lacking := set(wanted) - set(page.states):
            raise RefusedError(f"{slug}: {len(lacking)} of {len(wanted)} states did not come")
        yield page, line, kernel_id
    finally:
        line.say_goodbye(base, kernel_id, address)
