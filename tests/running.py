"""The course as the tests run it: one server, its lessons' addresses, its processes."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import psutil

ROOT = Path(__file__).resolve().parents[1]
SECONDS_TO_START = 600  # a first start on a busy machine harvests every lesson
SECONDS_TO_STOP = 20
SECONDS_TO_OPEN = 60


class Course:
    """The course as a learner's machine runs it: `python -m theme` on a free port."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        self.lines: list[str] = []
        environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "BROWSER": "none"}
        environment["PYTHONPATH"] = str(ROOT)
        for name in ("PYTHONDONTWRITEBYTECODE", "DISPLAY", "WAYLAND_DISPLAY", "COURSE_ASSETS"):
            environment.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "theme"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self._wait_for_address()

    def _listen(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip())

    def _wait_for_address(self):
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            if any(self.url.rstrip("/") in line for line in self.lines) and self.answers():
                return
            time.sleep(0.1)
        said = "\n".join(self.lines[-20:])
        self.process.kill()
        raise RuntimeError(f"python -m theme must print {self.url} and answer there, said:\n{said}")

    def answers(self) -> bool:
        """Say whether the home page opens."""
        try:
            with urllib.request.urlopen(self.url, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def lesson_urls(self) -> dict[str, str]:
        """Return the address of each lesson by its name, as the home page links it."""
        with urllib.request.urlopen(self.url, timeout=20) as answer:
            reader = _LessonLinks()
            reader.feed(answer.read().decode("utf-8"))
        return {slug: urljoin(self.url, href) for slug, href in reader.links.items()}

    def descendants(self) -> list[psutil.Process]:
        """Return the server's processes, its kernels among them."""
        try:
            return psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []

    def kernel_process(self, kernel_id: str) -> psutil.Process:
        """Return the process of the kernel `kernel_id`."""
        return kernel_among(self.descendants(), kernel_id)

    def stop(self) -> list[psutil.Process]:
        """Stop the server as a user does and return the processes it left behind: none is right."""
        family = self.descendants()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            family.append(psutil.Process(self.process.pid))
        _, left = psutil.wait_procs(family, timeout=5)
        for process in left:
            process.kill()
        return left


def kernel_among(processes: list[psutil.Process], kernel_id: str) -> psutil.Process:
    """Return a kernel's process, by the name it has or the connection file it was started with."""
    for process in processes:
        with contextlib.suppress(psutil.Error):
            told = [process.name(), *process.cmdline()]
            if f"kernel {kernel_id[:8]}" in told or any(kernel_id in part for part in told):
                return process
    raise LookupError(f"no process of the server names the kernel {kernel_id}")


class _LessonLinks(HTMLParser):
    """The first link inside each article of the home page that names a lesson."""

    def __init__(self):
        super().__init__()
        self.links: dict[str, str] = {}
        self._slug = None

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag == "article":
            self._slug = named.get("data-lesson")
        elif tag == "a" and self._slug and named.get("href"):
            self.links.setdefault(self._slug, named["href"])

    def handle_endtag(self, tag):
        if tag == "article":
            self._slug = None


def wait_until_ready(page):
    """Wait until every live view of a lesson page is mounted."""
    page.wait_for_selector("html[data-session=ready]", state="attached")


def take_kernel(page) -> str:
    """Touch the page's first lab without changing it; return the id of its kernel.

    A page takes its kernel when what needs one is touched, and keeps it; a question needs none.
    """
    controls = ".live :is(input, select, textarea, button):not(:disabled, [data-without-kernel] *)"
    page.locator(controls).first.dispatch_event("pointerdown", {"pointerType": "mouse"})
    return kernel_of(page)


def kernel_of(page) -> str:
    """Return the id of the kernel to which the page is connected, once it is."""
    page.wait_for_selector("html[data-kernel]", state="attached")
    return page.locator("html").get_attribute("data-kernel")
