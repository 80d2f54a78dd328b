"""How long a page is waited for, what it weighs, and what it costs, beside Voila as it comes."""

import asyncio
import contextlib
import json
import random
import re
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import sync_playwright

from bench.servers import ROOT, course_server, free_port, stock_server
from tests.running import kernel_among, take_kernel
from tools import browser as browsers

LESSON = "09_hours_to_arrive"
ROUNDS = 6
LONGEST_WAIT_S = 60
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
# Usable: the explorer is on the page, has told its kernel how wide it is, and has painted the
# curves that the kernel sent back. The same explorer, and so the same moment, on both servers.
WATCH = """
const stroke = CanvasRenderingContext2D.prototype.stroke;
CanvasRenderingContext2D.prototype.stroke = function (...given) {
  stroke.apply(this, given);
  window.__usable ??= performance.now();
};
"""
READABLE = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def measure() -> list[dict]:
    """Measure all in one run; the visits that are compared are shuffled in every round.

    Each figure: figure, ours, other, ratio, target, as bench/__main__.py says. Times in seconds.
    """
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        write_lesson(Path(folder))
        servers = {
            "ours": stack.enter_context(course_server(folder)),
            "stock": stack.enter_context(stock_server(folder)),
            "preheated": stack.enter_context(
                stock_server(folder, "--preheat_kernel=True", "--pool_size=1")
            ),
        }
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=browsers.find(), args=FLAGS)
        took = _time_visits(chromium, servers)
        home = _time_home(chromium, servers["ours"])
        figures = _time_figures(took, home)
        figures += _weigh(chromium, servers)
        figures += _memory(chromium, servers)
        figures += _without_kernel(chromium, folder)
        chromium.close()
    return figures


def write_lesson(folder: Path) -> None:
    """Copy the real lesson, without the prediction that would hold its first picture back."""
    text = (ROOT / "lessons" / f"{LESSON}.ipynb").read_text(encoding="utf-8")
    (folder / f"{LESSON}.ipynb").write_text(re.sub(r", predict_at_h=[\d.]+", "", text))


def _lesson(base: str) -> str:
    return f"{base}voila/render/{LESSON}.ipynb"


def _wait_for(page, expression: str) -> float:
    """Poll a page without its own eval, which the course's pages refuse; return the value."""
    end = time.monotonic() + LONGEST_WAIT_S
    while time.monotonic() < end:
        value = page.evaluate(expression)
        if value is not None:
            return value
        page.wait_for_timeout(20)
    raise TimeoutError(f"{page.url}: {expression} had no value after {LONGEST_WAIT_S} s")


def process_of(base: str) -> psutil.Process:
    """Find the server that we started for an address."""
    port = base.rstrip("/").rsplit(":", 1)[1]
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if any(part in (port, f"--port={port}") for part in child.cmdline()):
                return child
    raise LookupError(f"no server of ours listens on port {port}")


def settle(bases) -> None:
    """Wait until no server works any more: spares are made, kernels are gone."""
    for _ in range(30):
        family = [process_of(base) for base in bases]
        family += [child for each in family for child in each.children(recursive=True)]
        before = worked_s(family)
        time.sleep(0.7)
        if worked_s(family) - before < 0.05:
            return


def worked_s(processes) -> float:
    """Seconds of processor time that processes have had, those that are left."""
    seconds = 0.0
    for process in processes:
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            seconds += times.user + times.system
    return seconds


def _visit(context, base: str) -> float:
    """Open a lesson and return the seconds from the navigation to the first usable picture."""
    page = context.new_page()
    page.goto(_lesson(base), wait_until="commit")
    usable_ms = _wait_for(page, "window.__usable ?? null")
    page.close(run_before_unload=False)
    return usable_ms / 1000


def _time_visits(chromium, servers) -> dict[str, list[float]]:
    contexts = {name: chromium.new_context() for name in servers}
    took = {name: [] for name in servers}
    for context in contexts.values():
        context.add_init_script(WATCH)
    for turn in range(ROUNDS + 1):  # the first round only fills the browser's cache
        for name in random.sample(sorted(servers), len(servers)):
            settle(servers.values())
            seconds = _visit(contexts[name], servers[name])
            if turn:
                took[name].append(seconds)
    for context in contexts.values():
        context.close()
    return took


def _time_home(chromium, base: str) -> list[float]:
    """Seconds from the navigation to the words of the home page, browser cache warm."""
    context = chromium.new_context()
    took = []
    for turn in range(ROUNDS + 1):
        settle([base])
        page = context.new_page()
        page.goto(base)
        readable_ms = _wait_for(page, READABLE)
        page.close()
        if turn:
            took.append(readable_ms / 1000)
    context.close()
    return took


def _time_figures(took: dict[str, list[float]], home: list[float]) -> list[dict]:
    middle = {name: median(times) for name, times in took.items()}
    rows = [
        ("lesson opened to first usable picture, against stock Voila (median, s)", "stock", 2.5),
        ("the same against a preheated stock Voila (median, s)", "preheated", 2.5),
    ]
    figures = [
        {
            "figure": words,
            "ours": middle["ours"],
            "other": middle[name],
            "ratio": middle[name] / middle["ours"],
            "target": f"at least {target}",
        }
        for words, name, target in rows
    ]
    figures.append(
        {
            "figure": "home page readable, against a lesson of stock Voila (median, s)",
            "ours": median(home),
            "other": middle["stock"],
            "ratio": middle["stock"] / median(home),
            "target": "at least 10",
        }
    )
    return figures


class Relay:
    """Stands between browser and server and counts every byte on the wire, websocket included."""

    def __init__(self, base: str) -> None:
        self.target = int(base.rstrip("/").rsplit(":", 1)[1])
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}/"
        self.count = 0
        self.loop = asyncio.new_event_loop()
        started = threading.Event()
        threading.Thread(target=self._run, args=(started,), daemon=True).start()
        started.wait()

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(asyncio.start_server(self._join, "127.0.0.1", self.port))
        started.set()
        self.loop.run_forever()

    async def _join(self, reader, writer) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.target)
        with contextlib.suppress(asyncio.CancelledError):  # the bench has left this line
            await asyncio.gather(self._pump(reader, back), self._pump(there, writer))

    async def _pump(self, reader, writer) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                self.count += len(data)
                writer.write(data)
                await writer.drain()
        writer.close()

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._leave(), self.loop)

    async def _leave(self) -> None:
        open_lines = asyncio.all_tasks() - {asyncio.current_task()}
        for line in open_lines:
            line.cancel()
        await asyncio.gather(*open_lines, return_exceptions=True)
        self.loop.stop()


def _weigh(chromium, servers) -> list[dict]:
    """Bytes of a first and of a repeated visit, both directions, websocket frames included."""
    weight = {}
    for name in ("ours", "stock"):
        settle(servers.values())
        relay, context = Relay(servers[name]), chromium.new_context()
        context.add_init_script(WATCH)
        for visit in ("first", "repeat"):
            before, page = relay.count, context.new_page()
            page.goto(_lesson(relay.base), wait_until="commit")
            _wait_for(page, "window.__usable ?? null")
            page.wait_for_timeout(1500)
            weight[name, visit] = relay.count - before
            page.close(run_before_unload=False)
            settle(servers.values())
        context.close()
        relay.close()
    rows = [("first", "MB", 1e6, 1.8), ("repeat", "kB", 1e3, 50)]
    return [
        {
            "figure": f"{visit} visit of a lesson on the wire, websocket included ({unit})",
            "ours": weight["ours", visit] / size,
            "target": f"at most {target}",
            "stock Voila": weight["stock", visit] / size,
        }
        for visit, unit, size, target in rows
    ]


def _kernel_of(page, server: psutil.Process) -> psutil.Process:
    """Find the process of the kernel of a page on either server; ours takes one when touched."""
    told = json.loads(page.locator("#jupyter-config-data").text_content())
    kernel_id = told.get("kernelId") or take_kernel(page)
    return kernel_among(server.children(recursive=True), kernel_id)


def _memory(chromium, servers) -> list[dict]:
    """What the kernel of an open lesson takes, and what is left of it when the page is closed."""
    costs, left = {}, {}
    for name in ("ours", "stock"):
        settle(servers.values())
        context = chromium.new_context()
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(_lesson(servers[name]), wait_until="commit")
        _wait_for(page, "window.__usable ?? null")
        page.wait_for_timeout(1500)
        kernel = _kernel_of(page, process_of(servers[name]))
        costs[name] = kernel.memory_full_info().pss / 1e6
        page.goto("about:blank")
        time.sleep(2)
        left[name] = int(kernel.is_running())
        context.close()
    return [
        {
            "figure": "memory of an open lesson's kernel (proportional set size, MB)",
            "ours": costs["ours"],
            "target": "under 95",
            "stock Voila": costs["stock"],
        },
        {
            "figure": "kernels left two seconds after the page is left",
            "ours": left["ours"],
            "target": "at most 0",
            "stock Voila": left["stock"],
        },
    ]


def _without_kernel(chromium, folder: str) -> list[dict]:
    """How soon the words can be read when no kernel is ready."""
    took = []
    with course_server(folder, spare_kernels=0) as base:
        context = chromium.new_context()
        for turn in range(ROUNDS + 1):
            settle([base])
            page = context.new_page()
            page.goto(_lesson(base), wait_until="commit")
            readable_ms = _wait_for(page, READABLE)
            page.wait_for_selector("footer", state="attached")
            if page.locator("html[data-kernel]").count():
                raise RuntimeError(
                    "the page took a kernel before it was touched: nothing was measured"
                )
            page.close(run_before_unload=True)
            if turn:
                took.append(readable_ms / 1000)
        context.close()
    return [
        {
            "figure": "words of a lesson readable although no kernel is ready (median, s)",
            "ours": median(took),
            "target": "at most 0.5",
        }
    ]
