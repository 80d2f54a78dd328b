"""`make soak`: try what could bring the course down, say what was lost or grew.

    python -m bench.soak [--only visits kills …] [--count 20]

Each trial has a server of its own in a process of its own; this process is its visitors. A full run
writes its figures to BENCHMARKS.md. The exit code is 1 where something was lost or grew.
"""

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Mapping

from bench.__main__ import machine, number
from bench.report import keep_section
from bench.soak import attacks, disk, kills, network, visits
from bench.soak.outcome import Outcome

TRIALS: dict[str, Callable[..., Outcome]] = {
    "opens": visits.opens,
    "kills": kills.kernel_kills,
    "servers": kills.server_kills,
    "disk": disk.full_disk,
    "slow": network.slow,
    "sockets": network.idle_sockets,
    "bodies": attacks.bodies,
    "frames": attacks.frames,
    "flood": attacks.flood,
}
SHOWN = 20  # of what was lost in one trial, in the terminal


def table(outcomes: Mapping[str, Outcome]) -> str:
    """What came of each trial, as Markdown."""
    lines = ["| tried | lost | grew | measured |", "|---|---|---|---|"]
    for outcome in outcomes.values():
        if outcome.not_run:
            lines.append(f"| {outcome.tried} | | | not run: {outcome.not_run} |")
            continue
        told = "; ".join(f"{name}: {number(value)}" for name, value in outcome.told.items())
        grew = "; ".join(outcome.grew) or "nothing"
        lost = f"**{len(outcome.lost)}**: {outcome.lost[0]}" if outcome.lost else "nothing"
        cells = (cell.replace("|", "/") for cell in (outcome.tried, lost, grew, told))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def verdict(outcomes: Mapping[str, Outcome]) -> str:
    """How many trials were run and came out well, in a sentence."""
    run = [each for each in outcomes.values() if not each.not_run]
    good = sum(each.is_good for each in run)
    said = f"{good} of {len(run)} trials lost nothing and let nothing grow"
    not_run = len(outcomes) - len(run)
    return f"{said}; {not_run} could not be run here." if not_run else f"{said}."


def tried(name: str, count: int | None) -> Outcome:
    """What came of one trial; one that breaks off has lost what it was to show."""
    try:
        return TRIALS[name](*([] if count is None else [count]))
    except Exception as error:
        traceback.print_exc()
        return Outcome(name, lost=[f"it broke off: {type(error).__name__}: {error}"[:300]])


def main(arguments: list[str]) -> int:
    """Run all trials, or those that are named; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--only", nargs="*", choices=sorted(TRIALS), default=[])
    parser.add_argument("--count", type=int, help="how much of each, instead of its own number")
    given = parser.parse_args(arguments)
    if given.count is not None and given.count < 1:
        parser.error(f"--count must be at least 1, got {given.count}")
    outcomes: dict[str, Outcome] = {}
    for name in given.only or TRIALS:
        start = time.perf_counter()
        outcome = tried(name, given.count)
        outcomes[name] = outcome
        print(f"\n{name}, {time.perf_counter() - start:.0f} s\n{table({name: outcome})}")
        for lost in outcome.lost[:SHOWN]:
            print(f"    lost: {lost}")
        sys.stdout.flush()
    told = verdict(outcomes)
    print(f"\n{told} The visitors took {time.process_time():.0f} s of CPU of their own.")
    if not given.only and given.count is None:
        keep_section("Soak", "\n".join([*machine(), "", told, "", table(outcomes)]))
        print("written to BENCHMARKS.md")
    return 0 if all(each.is_good for each in outcomes.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
