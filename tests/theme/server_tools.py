"""The server as an outsider meets it: requests, a page's websocket, a server with other options."""

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import nbformat
import psutil
import websocket

from bench.servers import free_port
from tests.running import kernel_among

ROOT = Path(__file__).resolve().parents[2]
PROTOCOL = "v1.kernel.websocket.jupyter.org"
SERVE = (
    "import sys; from pathlib import Path"
    "; from theme.options import ServerOptions; from theme.server import serve"
)
# A widget that needs nothing of the course, so that these tests tell of the server only.
ECHO = """
import itertools
import anywidget, traitlets
count = itertools.count(1)
class Echo(anywidget.AnyWidget):
    _esm = "export default { render({ model, el }) { el.textContent = model.get('said'); } }"
    said = traitlets.Unicode("nothing").tag(sync=True)
"""


@dataclass
class Answer:
    """An HTTP answer: status, headers by lower-case name, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass
class Said:
    """A message from the websocket: its type, its content, the id of what it answers."""

    kind: str
    content: dict
    answers: str | None


def ask(url: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """Send one request as it is written: no redirect is followed and no path is tidied up."""
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    path = url.split(parts.netloc, 1)[1] or "/"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, body, named)
    got = line.getresponse()
    answer = Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
    line.close()
    return answer


def block(html: str, name: str) -> dict:
    """Return what a page holds as data under that id."""
    return json.loads(re.search(rf'id="{name}"[^>]*>(.*?)</script>', html, re.S).group(1))


def open_lesson(url: str) -> tuple[str, str]:
    """Open a lesson's page and take its kernel; return the kernel's id and the page's HTML."""
    html = ask(url).text
    config = block(html, "jupyter-config-data")
    if "kernelId" in config:  # a lesson that is not known before it runs comes with its kernel
        return config["kernelId"], html
    said = open_kernel(urljoin(url, config["baseUrl"]), config["lesson"], config["edition"])
    return said["kernelId"], html


def ask_for_kernel(base: str, lesson: str, edition: str) -> Answer:
    """Ask for a lesson's kernel, as a page does when it is touched."""
    return ask(f"{base}voila/api/open/{lesson}", "POST", json.dumps({"edition": edition}).encode())


def open_kernel(base: str, lesson: str, edition: str) -> dict:
    """Ask for a lesson's kernel and stand in the queue for it; return the server's last word."""
    answer = ask_for_kernel(base, lesson, edition)
    while answer.status == 202:
        answer = ask(f"{base}voila/api/queue/{json.loads(answer.body)['ticket']}")
    return json.loads(answer.body)


def views(html: str) -> list[str]:
    """Return the ids of the widgets a page shows."""
    if 'id="course-first"' in html:
        return [each for ids in block(html, "course-first")["views"].values() for each in ids]
    return re.findall(r'"model_id": "(\w+)"', html)


def encode(channel: str, kind: str, content: dict, message_id: str = "") -> bytes:
    """Return a message in the websocket's binary protocol."""
    header = {
        "msg_id": message_id or str(uuid.uuid4()),
        "msg_type": kind,
        "session": "t",
        "username": "",
    }
    header |= {"version": "5.4", "date": "2026-01-01T00:00:00Z"}
    told = (header, {}, {"version": "1.0.0"}, content)
    parts = [channel.encode(), *(json.dumps(part).encode() for part in told)]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    table = [len(offsets), *offsets]
    return b"".join(number.to_bytes(8, "little") for number in table) + b"".join(parts)


def decode(message: bytes) -> Said:
    """Return what a message from the websocket says."""
    count = int.from_bytes(message[:8], "little")
    at = [int.from_bytes(message[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
    header, parent, _, content = (json.loads(message[at[i] : at[i + 1]]) for i in range(1, 5))
    return Said(header["msg_type"], content, parent.get("msg_id"))


class Line:
    """A page's websocket to its kernel."""

    def __init__(self, base: str, kernel_id: str, origin: str | None = None):
        url = f"{base.replace('http', 'ws', 1)}api/kernels/{kernel_id}/channels?session_id=t"
        self.socket = websocket.create_connection(
            url, subprotocols=[PROTOCOL], origin=origin or base.rstrip("/"), timeout=20
        )

    def send(self, channel: str, kind: str, content: dict) -> str:
        """Send a message and return its id."""
        message_id = str(uuid.uuid4())
        self.socket.send_binary(encode(channel, kind, content, message_id))
        return message_id

    def heard_until(self, is_last, seconds: float = 20) -> list[Said]:
        """Return all that arrives up to the message that is looked for, which must come."""
        messages, end = [], time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.socket.settimeout(left)
            with contextlib.suppress(websocket.WebSocketTimeoutException):
                message = self.socket.recv()
                if isinstance(message, bytes) and message:
                    messages.append(decode(message))
                    if is_last(messages[-1]):
                        return messages
        raise AssertionError(f"a message must come within {seconds} s, came only {messages}")

    def wait_until_dead(self) -> None:
        """Wait until the page is told that its kernel is gone."""
        self.heard_until(lambda said: said.content.get("execution_state") == "dead")

    def heard_with_state(self, model_id: str) -> list[Said]:
        """Ask for a widget's state, as a page does; return all that comes until it is dealt with.

        The kernel says that it is idle again after what it answered, and takes what it is sent in
        order: what was sent before this and reached it has been answered too.
        """
        asked = {"comm_id": model_id, "data": {"method": "request_state"}}
        message_id = self.send("shell", "comm_msg", asked)
        return self.heard_until(lambda said: said.kind == "status" and said.answers == message_id)

    def state(self, model_id: str) -> dict | None:
        """Ask for a widget's state, as a page does; None when the kernel has no such widget."""
        heard = self.heard_with_state(model_id)
        states = [
            said.content["data"]["state"]
            for said in heard
            if said.answers == heard[-1].answers and said.kind == "comm_msg"
        ]
        return states[0] if states else None

    def close(self) -> None:
        self.socket.close()


class Server:
    """A server of its own, with other lessons and options than the course's."""

    def __init__(self, lessons: Path, **options):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}{options.get('base_url', '/')}"
        chosen = {"port": self.port, "open_browser": False, "spare_kernels": 0} | options
        said = ", ".join(f"{name}={value!r}" for name, value in chosen.items())
        code = f"{SERVE}; sys.exit(serve(ServerOptions({said}, lessons=Path({str(lessons)!r}))))"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "A_SECRET": "not for kernels"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            env=environment,
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.said: list[str] = []
        self.errors: list[str] = []
        for pipe, lines in ((self.process.stdout, self.said), (self.process.stderr, self.errors)):
            threading.Thread(target=lambda p=pipe, to=lines: to.extend(p), daemon=True).start()
        wait_until(lambda: self.said or self.process.poll() is not None, 60)

    def family(self) -> list[psutil.Process]:
        """Return the server's kernels."""
        return [process for process in self.processes() if not is_parent(process)]

    def parent(self) -> psutil.Process | None:
        """Return the process that kernels are forked from, if there is one."""
        return next(filter(is_parent, self.processes()), None)

    def processes(self) -> list[psutil.Process]:
        """Return all processes that the server has started and that have not ended."""
        return list(filter(lives, psutil.Process(self.process.pid).children(recursive=True)))

    def memory_mb(self) -> float:
        """Return the memory that the server's own process holds."""
        return psutil.Process(self.process.pid).memory_info().rss / (1 << 20)

    def descriptors(self) -> int:
        """Return how many files and connections the server has open."""
        return psutil.Process(self.process.pid).num_fds()

    def kernel(self, kernel_id: str) -> psutil.Process:
        """Return the process of a kernel."""
        return kernel_among(self.family(), kernel_id)

    def stop(self, how: int = signal.SIGTERM) -> list[psutil.Process]:
        """Stop the server; return the processes it left behind."""
        family = self.processes()
        self.process.send_signal(how)
        self.process.wait(20)
        _, left = psutil.wait_procs(family, timeout=5)
        # Whom a killed server left behind is buried by the system, some time.
        left = [process for process in left if lives(process)]
        for process in left:
            process.kill()
        return left


def lives(process: psutil.Process) -> bool:
    """Say whether a process has not ended; what has ended may still have its number."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def is_parent(process: psutil.Process) -> bool:
    """Say whether kernels are forked from this process; each is named as soon as it is one."""
    try:
        return "theme.forking.parent" in process.cmdline() and "kernel" not in process.name()
    except psutil.Error:
        return False


def wait_until(true, seconds: float) -> bool:
    """Wait until a condition holds; say whether it came to hold."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())


def write_lessons(folder: Path, **cells: list[str]) -> Path:
    """Write one lesson per name, each with a paragraph and the given code cells."""
    (folder / "echo_widget.py").write_text(ECHO)
    for name, sources in cells.items():
        book = nbformat.v4.new_notebook(
            metadata={
                "course": {"title": name, "claim": name, "objectives": []},
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            }
        )
        book.cells = [nbformat.v4.new_markdown_cell("Words that need no kernel.")]
        for source in sources:
            cell = nbformat.v4.new_code_cell(source)
            cell.outputs = [
                nbformat.v4.new_output("display_data", {"text/plain": "A stored sentence."})
            ]
            book.cells.append(cell)
        nbformat.write(book, folder / f"{name}.ipynb")
    return folder
