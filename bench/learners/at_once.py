"""A class that opens, moves and stays: how long each waits, and what each costs."""

import contextlib
import math
import tempfile
from pathlib import Path
from statistics import median

import psutil

from bench import pages
from bench.learners.clients import clients
from bench.servers import course_server, stock_server

CLASS, TEN, RUNS = 30, 10, 5
FEW, MANY, ACTIVE, MOVES = 50, 200, 40, 10
FEW_ACTIVE, MANY_ACTIVE = 5, 25
LATE = 0.95


def measure() -> list[dict]:
    """Measure a class on one course server, and ten at once beside Voila as it comes.

    Each figure as bench/__main__.py says; the clients' own CPU is in its note. Times in seconds.
    """
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        pages.write_lesson(Path(folder))
        course = stack.enter_context(course_server(folder))
        figures = opened_at_once(course)
        figures += moved_at_once(course)
        stock = stack.enter_context(stock_server(folder))
        figures += against_stock(course, stock)
    with tempfile.TemporaryDirectory() as folder:
        pages.write_lesson(Path(folder))
        with course_server(folder) as course:
            figures += memory_of_each(course)
        with course_server(folder) as course:
            figures += held(course)
    return figures


def late(times: list[float]) -> float:
    """The 95th percentile of some times; the largest of fewer than twenty."""
    return sorted(times)[math.ceil(LATE * len(times)) - 1] if times else math.inf


def figure(words: str, ours: float, target: str, told: list[dict], **more) -> dict:
    """One figure: what failed makes it missed, and the clients' CPU stands in its note."""
    failed = [each for one in told for each in one["failed"]]
    cpu_s = median(one["cpu_s"] for one in told)
    note = f"clients' own CPU {cpu_s:.2g} s"
    if failed:
        note += f"; **{len(failed)} failed**, the first: {failed[0]}"
    row = {"figure": words, "ours": ours, "target": target, "note": note, **more}
    return row | ({"met": False} if failed else {})


def runs_of(task: str, base: str, count: int, runs: int = RUNS) -> list[dict]:
    """What `runs` runs of a task told, each from other addresses, the server at rest between."""
    told = []
    for run in range(runs):
        pages.settle([base])
        with clients(task, base=base, slug=pages.LESSON, count=count, run=run) as one:
            told.append(one)
    return told


def opened_at_once(base: str) -> list[dict]:
    """Thirty open the lesson at the same moment."""
    told = runs_of("open_at_once", base, CLASS)
    last = median(max(one["pictures_s"], default=math.inf) for one in told)
    words = f"{CLASS} lessons opened at once, the last with words and pictures"
    return [figure(f"{words} (median of {RUNS} runs, s)", last, "at most 0.2", told)]


def moved_at_once(base: str) -> list[dict]:
    """Thirty who read the lesson move its slider within a second; others open it meanwhile."""
    told = runs_of("first_moves", base, CLASS)
    words = f"{CLASS} learners move a slider for the first time within the same second"
    rows = [
        ("half of them answered", lambda one: median(one["moves_s"] or [math.inf]), "1.5"),
        ("the last answered", lambda one: max(one["moves_s"], default=math.inf), "3"),
    ]
    figures = [
        figure(
            f"{words}: {which} (median of {RUNS} runs, s)",
            median(map(of, told)),
            f"at most {limit}",
            told,
        )
        for which, of, limit in rows
    ]
    read = [each for one in told for each in one["words_s"]]
    if not read:  # each page took a kernel with it: the words of those who opened at once
        told = runs_of("open_at_once", base, CLASS, 1)
        read = told[0]["words_s"]
    name = f"words of a lesson while {CLASS} take their kernels (95th percentile, s)"
    return [*figures, figure(name, late(read), "at most 0.5", told, openings=len(read))]


def against_stock(course: str, stock: str) -> list[dict]:
    """Ten open the lesson and move its slider, on either server in turn."""
    told: dict[str, list[dict]] = {course: [], stock: []}
    for run in range(RUNS):
        for base in (course, stock) if run % 2 else (stock, course):
            pages.settle([course, stock])
            task = {"base": base, "slug": pages.LESSON, "count": TEN, "run": 100 + run}
            with clients("to_first_move", **task) as one:
                told[base].append(one)
    ours, other = (
        median(max(one["moves_s"], default=math.inf) for one in told[base])
        for base in (course, stock)
    )
    words = f"{TEN} at once, from opening to the last first answered move, against stock Voila"
    return [
        figure(
            f"{words} (median of {RUNS} runs, s)",
            ours,
            "at least 5",
            told[course] + told[stock],
            other=other,
            ratio=other / ours,
        )
    ]


def family_mb(base: str, kind: str) -> float:
    """What the server and its kernels hold together: `kind` is uss (their own) or pss, in MB."""
    server, total = pages.process_of(base), 0.0
    for process in (server, *server.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += getattr(process.memory_full_info(), kind) / 1e6
    return total


def memory_of_each(base: str) -> list[dict]:
    """What one more reader costs, and one more active learner after ten moves (slopes, MB)."""
    rows, figures = [], []
    rows.append(("reader", "readers", FEW, MANY, 0.05))
    rows.append((f"active learner after {MOVES} moves", "active", FEW_ACTIVE, MANY_ACTIVE, 27))
    for who, kind, few, many, limit in rows:
        mb, told = {}, []
        for run, count in enumerate((few, few, many)):  # the first only warms the server up
            asked = {"readers": 0, "active": 0} | {kind: count}
            pages.settle([base])
            with clients(
                "stay", base=base, slug=pages.LESSON, moves=MOVES, run=200 + run, **asked
            ) as one:
                pages.settle([base])
                mb[count], told = family_mb(base, "uss"), [*told, one]
        slope = (mb[many] - mb[few]) / (many - few)
        name = f"own memory of one {who} (unique set size, from {few} to {many}, MB)"
        figures.append(figure(name, slope, f"at most {limit}", told))
    return figures


def held(base: str) -> list[dict]:
    """Two hundred read, forty of them move: what the whole course then holds."""
    readers = MANY - ACTIVE
    with clients(
        "stay", base=base, slug=pages.LESSON, readers=readers, active=ACTIVE, moves=MOVES, run=300
    ) as told:
        gb = family_mb(base, "pss") / 1000
    name = f"{MANY} open, {ACTIVE} of them active: memory of the whole course (GB)"
    answered = f"{len(told['answered_s'])} of {ACTIVE * MOVES}"
    return [figure(name, gb, "at most 2", [told], **{"moves answered": answered})]
