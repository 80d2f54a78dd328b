"""Many learners at once, in a process of their own: what a browser costs is not the server's.

    python -m bench.learners.clients TASK '{"base": "http://…/", "slug": "…", …}'

A task is a function of this module. It writes one line of JSON, {"told": …, "cpu_s": …}, and those
who stay (readers, active learners) leave when the standard input ends.
"""

import contextlib
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from bench.learners.visitor import (
    LONGEST_WAIT_S,
    Connection,
    Page,
    address_of,
    connect,
    lab_of,
    open_page,
    take_kernel,
)
from bench.servers import ROOT
from theme.limits import OPENINGS_AT_ONCE

CONTROL = "rate"
MOVES = ("0.15", "0.2", "0.25", "0.2", "0.15", "0.1")  # to and fro, as a finger goes
READS_BETWEEN_S = 0.05


def _address(number: int, run: int = 0) -> str:
    """Where a learner sits: a class behind one address, and each run behind another."""
    return address_of(1000 * run + number // OPENINGS_AT_ONCE)


def _all_at_once(count: int, one: Callable[[int], object]) -> tuple[list, list[str]]:
    """What each of `count` learners returned, who all began at the same moment; and what failed."""
    start = threading.Barrier(count)

    def run(number: int):
        start.wait(LONGEST_WAIT_S)
        return one(number)

    done, failed = [], []
    with ThreadPoolExecutor(count) as pool:
        for future in [pool.submit(run, number) for number in range(count)]:
            try:
                done.append(future.result())
            except Exception as error:
                failed.append(f"{type(error).__name__}: {error}"[:200])
    return done, failed


def open_at_once(base: str, slug: str, count: int, run: int) -> dict:
    """`count` learners open a lesson: seconds to its words and to its first picture."""

    def one(number: int) -> tuple[float, float]:
        start = time.perf_counter()
        page = open_page(base, slug, _address(number, run))
        if page.has_pictures:
            return page.words_s, page.whole_s
        kernel_id = take_kernel(page)
        line = Connection(base, kernel_id, page.address)
        lab = lab_of(page, line)
        lab.move(CONTROL, lab.values[CONTROL])
        took_s = time.perf_counter() - start
        line.say_goodbye(base, kernel_id, page.address)
        return page.words_s, took_s

    done, failed = _all_at_once(count, one)
    return {"words_s": [w for w, _ in done], "pictures_s": [p for _, p in done], "failed": failed}


def first_moves(base: str, slug: str, count: int, run: int, within_s: float = 1.0) -> dict:
    """`count` learners who read the lesson move its slider within a second: seconds to the answer.

    Meanwhile another learner opens the lesson again and again: seconds to its words.
    """
    pages = [open_page(base, slug, _address(number, run)) for number in range(count)]
    chance, words_s, over = random.Random(run), [], threading.Event()
    moments = [chance.random() * within_s for _ in pages]

    def one(number: int) -> float:
        time.sleep(moments[number])
        return _first_move_s(base, pages[number], time.perf_counter())

    def read() -> None:
        while not over.wait(READS_BETWEEN_S):
            words_s.append(open_page(base, slug, address_of(60_000 - run - 1)).words_s)

    reader = threading.Thread(target=read) if pages[0].has_pictures else None
    if reader:  # where a page takes a kernel with it, to read is to open
        reader.start()
    done, failed = _all_at_once(count, one)
    over.set()
    if reader:
        reader.join()
    return {"moves_s": done, "words_s": words_s, "failed": failed}


def _first_move_s(base: str, page: Page, start: float) -> float:
    """Take a page's kernel, move its slider and leave: seconds from `start` to the answer."""
    kernel_id = take_kernel(page)
    line = Connection(base, kernel_id, page.address)
    lab_of(page, line).move(CONTROL, MOVES[0])
    took_s = time.perf_counter() - start
    line.say_goodbye(base, kernel_id, page.address)
    return took_s


def to_first_move(base: str, slug: str, count: int, run: int) -> dict:
    """`count` learners open a lesson and move its slider: seconds from opening to the answer."""

    def one(number: int) -> float:
        start = time.perf_counter()
        return _first_move_s(base, open_page(base, slug, _address(number, run)), start)

    done, failed = _all_at_once(count, one)
    return {"moves_s": done, "failed": failed}


def stay(base: str, slug: str, readers: int, active: int, moves: int, run: int) -> dict:
    """Readers who keep their page and its connection, and active ones who move `moves` times; they
    stay until the standard input ends."""
    held, failed, answered = [], [], []
    for number in range(readers):
        line = connect(base, _address(number, run))
        open_page(base, slug, _address(number, run), line)
        held.append(line.close)

    def one(number: int) -> None:
        page = open_page(base, slug, _address(number, run))
        kernel_id = take_kernel(page)
        line = Connection(base, kernel_id, page.address)
        held.append(lambda: line.say_goodbye(base, kernel_id, page.address))
        lab = lab_of(page, line)
        for turn in range(moves):
            start = time.perf_counter()
            lab.move(CONTROL, MOVES[turn % len(MOVES)])
            answered.append(time.perf_counter() - start)

    if active:
        _, failed = _all_at_once(active, one)
    STAYING.extend(held)
    return {"answered_s": answered, "failed": failed}


STAYING: list[Callable[[], None]] = []
TASKS = {task.__name__: task for task in (open_at_once, first_moves, to_first_move, stay)}


@contextmanager
def clients(task: str, **arguments) -> Iterator[dict]:
    """Run a task in a process of its own; yields what it told, and its CPU seconds as `cpu_s`.

    Who stays leaves when the block ends. Raises RuntimeError where the clients end without a word.
    """
    command = [sys.executable, "-m", "bench.learners.clients", task, json.dumps(arguments)]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"the clients of {task} ended with {process.wait()}")
        answer = json.loads(line)
        try:
            yield answer["told"] | {"cpu_s": answer["cpu_s"]}
        finally:
            process.stdin.close()
            process.wait(LONGEST_WAIT_S)


def main(task: str, arguments: str) -> int:
    """Run one task, write what it told, and stay until nobody waits."""
    start = time.process_time()
    told = TASKS[task](**json.loads(arguments))
    print(json.dumps({"told": told, "cpu_s": time.process_time() - start}), flush=True)
    sys.stdin.read()
    for leave in STAYING:
        with contextlib.suppress(OSError):
            leave()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
