"""`make mutants`: change one small thing in the code and ask whether a test notices.

A sample, chosen by a seed, of the changes that cosmic-ray can make (an operator, a limit, a number,
a truth value) in the rooms that turn facts into what a learner reads. Each is made in a copy of the
course. The tests that stand in the mirror of the room and speak of the changed module are run
first; a change that they let pass meets every other test of the area that speaks of it. Words are
not changed: a test that repeats a sentence holds nothing.

    python -m bench.mutants [--sample 300] [--seed 1] [--room widgets.view] [--jobs 1] [--write]

It takes about ten seconds for a change, so a full sample is left to a night. What survived is
printed as the line before and after; what has no effect that anybody could see is named, with the
reason, in bench/equal_mutants.toml, and does not count.
"""

import argparse
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.changes import ROOMS, Change, sample, tests_of
from bench.report import ROOT, keep_section

EQUAL = Path(__file__).with_name("equal_mutants.toml")
SECONDS = 300  # for the tests of one change; a change that never ends is noticed
SECONDS_UNCHANGED = 3600  # for all of them together, before anything is changed
PYTEST = (
    *("-m", "pytest", "-q", "-x", "-m", "not browser", "-p", "no:cacheprovider"),
    *("-o", "addopts=--import-mode=importlib", "-o", "filterwarnings="),
)


@dataclass(frozen=True)
class Outcome:
    """What became of a change: "killed by its mirror", "killed by others", "equal", "survived"."""

    change: Change
    state: str
    before: str
    after: str


def passes(root: Path, tests: Sequence[str], seconds: float = SECONDS) -> bool:
    """Whether these tests pass in the copy at `root`; none at all pass."""
    if not tests:
        return True
    environment = {
        **os.environ,
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "CI": "true",  # Hypothesis then draws the same examples each time, without a time limit
    }
    command = [sys.executable, *PYTEST, *tests]
    try:
        done = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def first_difference(before: str, after: str) -> tuple[str, str]:
    """The first line that differs, before and after, without its indent."""
    pairs = zip(before.splitlines(), after.splitlines())
    return next((a.strip(), b.strip()) for a, b in pairs if a != b)


def equal_ones() -> dict[tuple[str, str, str], str]:
    """The changes that somebody has read and found without effect: (module, before, after)."""
    rows = tomllib.loads(EQUAL.read_text(encoding="utf-8")).get("equal", [])
    return {(row["module"], row["before"], row["after"]): row["why"] for row in rows}


def judge(change: Change, root: Path) -> Outcome:
    """Make a change in the copy at `root`, run the tests that speak of it, take it back."""
    from cosmic_ray.mutating import use_mutation
    from cosmic_ray.plugins import get_operator

    operator = get_operator(change.operator)()
    _code, mirror, area = ROOMS[change.room]
    near = tests_of(change.module, mirror, root)
    others = [name for name in tests_of(change.module, area, root) if name not in near]
    with use_mutation(root / change.module, operator, change.occurrence) as (before, after):
        lines = first_difference(before, after)
        if (change.module, *lines) in equal_ones():
            state = "equal"
        elif not passes(root, near):
            state = "killed by its mirror"
        else:
            state = "survived" if passes(root, others) else "killed by others"
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


def table(outcomes: list[Outcome], seed: int) -> str:
    """What was killed and what survived, by room, as Markdown."""
    rows = [
        "| room | killed by its mirror | killed by others | survived | killed of all |",
        "|---" * 5 + "|",
    ]
    for room in sorted({each.change.room for each in outcomes}):
        counts = Counter(each.state for each in outcomes if each.change.room == room)
        killed = counts["killed by its mirror"] + counts["killed by others"]
        judged = killed + counts["survived"]
        share = f"{100 * killed / judged:.0f} %" if judged else ""
        rows.append(
            f"| {room} | {counts['killed by its mirror']} | {counts['killed by others']} "
            f"| {counts['survived']} | {share} |"
        )
    equal = sum(each.state == "equal" for each in outcomes)
    said = f"{len(outcomes)} changes, seed {seed}; {equal} of them without effect and not counted."
    return f"{said}\n\n" + "\n".join(rows)


def run(changes: list[Change], jobs: int) -> list[Outcome]:
    """Judge every change, `jobs` at a time, each in a copy of its own; prints as it goes."""
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        copies: queue.Queue[Path] = queue.Queue()
        for number in range(jobs):
            copies.put(copy_of_the_course(Path(folder) / str(number)))
        first = copies.queue[0]
        needed = {t for c in changes for t in tests_of(c.module, ROOMS[c.room][2], first)}
        if not passes(first, sorted(needed), SECONDS_UNCHANGED):
            raise SystemExit("the tests must pass before anything is changed: run `make test`")

        def one(change: Change) -> Outcome:
            root = copies.get()
            try:
                return judge(change, root)
            finally:
                copies.put(root)

        with ThreadPoolExecutor(jobs) as pool:
            for outcome in pool.map(one, changes):
                outcomes.append(outcome)
                where = f"{outcome.change.module}:{outcome.change.line}"
                print(f"{outcome.state}: {where}", flush=True)
                if outcome.state == "survived":
                    print(f"    - {outcome.before}\n    + {outcome.after}", flush=True)
    return outcomes


def main(arguments: list[str]) -> int:
    """Judge a sample and print it by room; --write keeps the figures in BENCHMARKS.md."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", action="append", choices=sorted(ROOMS))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    outcomes = run(sample(given.room or ROOMS, given.sample, given.seed), given.jobs)
    told = table(outcomes, given.seed)
    print(f"\n{told}")
    if given.write:
        keep_section("Mutants", told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
