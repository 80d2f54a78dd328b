"""`make mutants`: change one small thing in the code and ask whether a test notices.

A sample, chosen by a seed, of the changes that cosmic-ray can make (an operator, a limit, a number,
a truth value) in the rooms that turn facts into what a learner reads. Each is made in a copy of the
course. The tests that stand in the mirror of the room and speak of the changed module are run
first; a change that they let pass meets the others that speak of it, and at last every test of the
area. Words are not changed: a test that repeats a sentence holds nothing.

    python -m bench.mutants [--sample 300] [--seed 1] [--room widgets.view] [--jobs 1]
                            [--resume] [--write]

It takes about ten seconds for a change, so a full sample is left to a night. What survived is
printed as the line before and after; what has no effect that anybody could see is named, with the
reason, in bench/equal_mutants.toml, and does not count. Each outcome is kept in
build/mutants.jsonl as it comes: --resume goes on from there, and judges again what survived, so
that the table tells the first judgement and the last apart.
"""

import argparse
import json
import queue
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.changes import ROOMS, Change, importing_tests, lines_of, sample, tests_of
from bench.noticing import noticed
from bench.report import ROOT, keep_section

EQUAL = Path(__file__).with_name("equal_mutants.toml")
KEPT = ROOT / "build" / "mutants.jsonl"
LIKELIEST = 2  # files of tests that are run alone first: they notice most changes
KILLED = ("killed by its mirror", "killed by others", "out of time")


@dataclass(frozen=True)
class Outcome:
    """What became of a change: one of KILLED, "equal" or "survived"."""

    change: Change
    state: str
    before: str
    after: str


def equal_ones() -> dict[tuple[str, str, str], str]:
    """The changes that somebody has read and found without effect: (module, before, after)."""
    rows = tomllib.loads(EQUAL.read_text(encoding="utf-8")).get("equal", [])
    return {(row["module"], row["before"], row["after"]): row["why"] for row in rows}


def asked_about(change: Change, root: Path) -> list[tuple[str, list[str]]]:
    """What is run before a change is said to survive, one after the other: test files, and what is
    said where they notice it. None is asked twice."""
    _code, mirror, area = ROOMS[change.room]
    near = tests_of(change.module, mirror, root)
    whole = sorted(path.relative_to(root).as_posix() for path in (root / area).rglob("test_*.py"))
    turns = (
        ("killed by its mirror", near[:LIKELIEST]),
        ("killed by its mirror", near[LIKELIEST:]),
        ("killed by others", tests_of(change.module, area, root)),
        ("killed by others", importing_tests(change.module, root)),
        ("killed by others", whole),
    )
    asked: set[str] = set()
    found = []
    for said, tests in turns:
        found.append((said, [name for name in tests if name not in asked]))
        asked |= set(tests)
    return found


def judge(change: Change, root: Path) -> Outcome:
    """Make a change in the copy at `root`, run the tests that speak of it, take it back."""
    from cosmic_ray.mutating import use_mutation
    from cosmic_ray.plugins import get_operator

    lines = lines_of(change, root)
    if lines is None:
        raise ValueError(f"a change must leave another program, got {change}")
    if (change.module, *lines) in equal_ones():
        return Outcome(change, "equal", *lines)
    with use_mutation(root / change.module, get_operator(change.operator)(), change.occurrence):
        state = "survived"
        for said, tests in asked_about(change, root):
            if how := noticed(root, tests):
                state = said if how == "failed" else how
                break
    return Outcome(change, state, *lines)


def copy_of_the_course(into: Path) -> Path:
    """A copy of every file that belongs to the course."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, into / name)
    return into


def keep(outcome: Outcome) -> None:
    """Add an outcome to build/mutants.jsonl."""
    KEPT.parent.mkdir(exist_ok=True)
    with KEPT.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(outcome)) + "\n")


def kept(changes: list[Change]) -> list[Outcome]:
    """The outcomes of these changes in build/mutants.jsonl, in the order in which they came; what
    was judged in another text of the module is left out."""
    rows = map(json.loads, KEPT.read_text(encoding="utf-8").splitlines()) if KEPT.exists() else ()
    read = [Outcome(**{**row, "change": Change(**row["change"])}) for row in rows]
    lines = {each: lines_of(each, ROOT) for each in {one.change for one in read} & set(changes)}
    return [each for each in read if lines.get(each.change) == (each.before, each.after)]


def to_judge(changes: list[Change], outcomes: list[Outcome]) -> list[Change]:
    """Those changes that were not yet killed, those that were never judged first."""
    last = {each.change: each.state for each in outcomes}
    left = [change for change in changes if last.get(change) not in KILLED]
    return sorted(left, key=lambda change: change in last)


def share(killed: int, judged: int) -> str:
    """How many of 100, or nothing of none."""
    return f"{100 * killed / judged:.0f} %" if judged else ""


def table(outcomes: list[Outcome], seed: int) -> str:
    """What was killed and what survived, by room, as Markdown: each change's first outcome and its
    last, which differ where a test was added."""
    rows = [
        "| room | killed by its mirror | killed by others | out of time | survived | killed of all "
        "| at first |",
        "|---" * 7 + "|",
    ]
    first = {each.change: each.state for each in reversed(outcomes)}
    last = {each.change: each.state for each in outcomes}
    for room in sorted({change.room for change in last}):
        judged = [c for c, state in last.items() if c.room == room and state != "equal"]
        counts = Counter(last[change] for change in judged)
        killed = sum(counts[state] for state in KILLED)
        at_once = sum(first[change] in KILLED for change in judged)
        rows.append(
            f"| {room} | {' | '.join(str(counts[state]) for state in KILLED)} "
            f"| {counts['survived']} | {share(killed, len(judged))} "
            f"| {share(at_once, len(judged))} |"
        )
    equal = sum(state == "equal" for state in last.values())
    said = (
        f"{len(last)} changes, seed {seed}; {equal} of them without effect and not counted. "
        "What survived at first was read: the other columns tell what became of it with the tests "
        "that were written then."
    )
    return f"{said}\n\n" + "\n".join(rows)


def run(changes: list[Change], jobs: int) -> None:
    """Judge every change, `jobs` at a time, each in a copy of its own; prints and keeps each."""
    with tempfile.TemporaryDirectory() as folder:
        copies: queue.Queue[Path] = queue.Queue()
        for number in range(jobs):
            copies.put(copy_of_the_course(Path(folder) / str(number)))
        first = copies.queue[0]
        equal = equal_ones()
        real = [c for c in changes if (c.module, *(lines_of(c, first) or ())) not in equal]
        needed = {name for c in real for _, tests in asked_about(c, first) for name in tests}
        if noticed(first, sorted(needed), seconds=None):
            raise SystemExit("the tests must pass before anything is changed: run `make test`")

        def one(change: Change) -> Outcome:
            root = copies.get()
            try:
                return judge(change, root)
            finally:
                copies.put(root)

        with ThreadPoolExecutor(jobs) as pool:
            for outcome in pool.map(one, changes):
                keep(outcome)
                where = f"{outcome.change.module}:{outcome.change.line}"
                print(f"{outcome.state}: {where}", flush=True)
                if outcome.state == "survived":
                    print(f"    - {outcome.before}\n    + {outcome.after}", flush=True)


def main(arguments: list[str]) -> int:
    """Judge a sample and print it by room; --write keeps the figures in BENCHMARKS.md."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", action="append", choices=sorted(ROOMS))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    if not given.resume:
        KEPT.unlink(missing_ok=True)
    changes = sample(given.room or ROOMS, given.sample, given.seed)
    run(to_judge(changes, kept(changes)), given.jobs)
    told = table(kept(changes), given.seed)
    print(f"\n{told}")
    if given.write:
        keep_section("Mutants", told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
