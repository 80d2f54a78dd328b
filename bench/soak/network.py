"""Bad networks: a slow line, and connections on which nothing is said."""

import asyncio
import contextlib
import select
import socket
import time

from bench import pages
from bench.learners.visitor import address_of
from bench.soak.browser import browser, lesson, wait_until_live
from bench.soak.outcome import Outcome, each, from_to, grown
from bench.soak.server import SoakServer, soaked
from bench.soak.visits import goodbye, lessons
from tests.course.pages.live_checks import answer_first_question, reveal, wait_until_settled
from theme.limits import IDLE_S, raise_descriptors

SLOW_BITS_A_SECOND, SLOW_TRIP_S = 200_000, 0.3
SLOW_WAIT_MS = 180_000
DESCRIPTORS, PLACES = 1024, 40
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
VISITORS = 4
LOG_KB = 20  # of a trial in which nothing happened that an operator can mend


class SlowRelay(pages.Relay):
    """A line of SLOW_BITS_A_SECOND for all that goes through it, and of SLOW_TRIP_S there and
    back."""

    free_at = 0.0

    async def _pump(self, reader, writer) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(OSError):
            while data := await reader.read(4096):
                self.count += len(data)
                took_s = 8 * len(data) / SLOW_BITS_A_SECOND
                self.free_at = max(loop.time(), self.free_at) + took_s
                await asyncio.sleep(self.free_at - loop.time())
                loop.call_later(SLOW_TRIP_S / 2, writer.write, data)
        loop.call_later(SLOW_TRIP_S / 2, writer.close)


def slow(count: int = 3) -> Outcome:
    """Open a lesson `count` times over a slow line, the first time with nothing kept."""
    line = f"{SLOW_BITS_A_SECOND // 1000} kbit/s, {1000 * SLOW_TRIP_S:g} ms"
    outcome = Outcome(f"{count} visits of a lesson at {line}")
    with soaked(outcome.lost) as server, browser() as chromium:
        relay = SlowRelay(server.url)
        with lesson(chromium, width=375) as page:
            page.set_default_timeout(SLOW_WAIT_MS)
            for number in range(count):
                try:
                    told = _slow_visit(page, relay)
                except Exception as error:
                    outcome.lost.append(f"{number}: {type(error).__name__}: {error}"[:300])
                    continue
                which = "first" if not number else "last"
                outcome.told |= {f"{which} visit: {name}": took for name, took in told.items()}
        relay.close()
    return outcome


def _slow_visit(page, relay: SlowRelay) -> dict[str, float]:
    """Seconds to the words, to live parts, and to the answer of a lab and of a question."""
    start, before = time.perf_counter(), relay.count
    page.goto(f"{relay.base}voila/render/{pages.LESSON}.ipynb", wait_until="commit")
    page.wait_for_function(f"() => ({pages.READABLE}) !== null")
    told = {"words, s": page.evaluate(pages.READABLE) / 1000}
    wait_until_live(page)
    told |= {"live, s": time.perf_counter() - start, "kB": (relay.count - before) / 1000}
    start = time.perf_counter()
    reveal(page)
    told["prediction to picture, s"] = time.perf_counter() - start
    slider = page.locator(".x input[type=range]:visible:enabled").first
    start = time.perf_counter()
    slider.press("ArrowRight")
    wait_until_settled(page)
    told["slider to picture, s"] = time.perf_counter() - start
    if page.locator(".kq-card:visible[data-state=open]").count():
        start = time.perf_counter()
        answer_first_question(page)
        told["answer to verdict, s"] = time.perf_counter() - start
    return {name: round(value, 2) for name, value in told.items()}


def idle_sockets(count: int = 985) -> Outcome:
    """Open `count` connections from one address on a server that may have 1,024 files open, say
    nothing or half a head, and let others open lessons meanwhile."""
    outcome = Outcome(f"{count} silent connections of one address, {DESCRIPTORS} descriptors")
    raise_descriptors()
    with soaked(outcome.lost, descriptors=DESCRIPTORS, PLACES=PLACES) as server:
        outcome.lost += each(range(VISITORS), lambda n: _visit(server, n + 1), VISITORS)
        before = server.at_rest()
        silent = [_silent(server, number) for number in range(count)]
        start = time.perf_counter()
        outcome.lost += each(range(VISITORS), lambda n: _visit(server, n + 1), VISITORS)
        outcome.told["others open four lessons in, s"] = round(time.perf_counter() - start, 1)
        left = _until_closed(silent, 3 * IDLE_S)
        if left:
            outcome.lost.append(f"{left} of {count} silent connections stayed open")
        outcome.told["the last was closed after, s"] = round(time.perf_counter() - start, 1)
        outcome.lost += each([0], lambda n: _visit(server, n), 1)
        after = server.at_rest()
        outcome.grew = grown(before, after)
        outcome.told |= from_to(before, after) | {"log, kB": server.log_kb()}
        if server.log_kb() > LOG_KB:
            outcome.grew.append(f"the log grew to {server.log_kb():g} kB")
    return outcome


def _visit(server: SoakServer, number: int) -> None:
    """A visit from the address of the silent ones (0) or from another."""
    goodbye(server.url, lessons()[8], address_of(number * 250))


def _silent(server: SoakServer, number: int) -> socket.socket:
    line = socket.create_connection(
        ("127.0.0.1", server.port), timeout=30, source_address=(address_of(0), 0)
    )
    if number % 2:
        with contextlib.suppress(OSError):  # it may be closed already
            line.sendall(HALF_A_HEAD)
    return line


def _until_closed(lines: list[socket.socket], seconds: float) -> int:
    """Wait until the server has closed all of these; return how many are left."""
    waiting, poll = {line.fileno(): line for line in lines}, select.poll()
    for number in waiting:
        poll.register(number, select.POLLIN)
    end = time.monotonic() + seconds
    while waiting and time.monotonic() < end:
        for number, _event in poll.poll(1000):
            with contextlib.suppress(OSError):
                if waiting[number].recv(4096):
                    continue
            poll.unregister(number)
            waiting.pop(number).close()
    left = len(waiting)
    for line in waiting.values():
        line.close()
    return left
