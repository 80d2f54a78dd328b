"""`make bench`: run every measurement, print its figures, write BENCHMARKS.md.

Each of MEASUREMENTS is a module here that has measure() -> list of figures. A
figure is a dict: `figure` says in words what was measured, which percentile and the unit; `ours`;
as far as they apply `other` (what ours is compared with), `ratio`, `medians` (ours, other),
`target` ("at least 25", "at most 1.8": of the ratio, or of ours where there is none), `note`.
A ratio can be compared between machines, milliseconds cannot.
"""

import importlib
import os
import platform
import re
import sys
import time
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from bench.report import PAGE, section

MEASUREMENTS = (
    "kinetics",
    "engine",
    "calls",
    "picture",
    "pages",
    "learners.at_once",
    "learners.shifts",
)
KEPT = ("Binder", "Soak", "Mutants")  # sections that other commands write
PACKAGES = ("numpy", "scipy", "matplotlib", "voila", "ipykernel", "ipywidgets", "anywidget")
KNOWN = ("figure", "ours", "other", "ratio", "medians", "target", "met", "note")
HEAD = ("figure", "ratio", "target", "met", "ours", "other", "medians")


def number(value) -> str:
    """Write a measured value with three figures, thousands with a comma, without trailing zeros."""
    if value is None or isinstance(value, str):
        return value or ""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    text = f"{value:.3g}"
    return text if "e" not in text else f"{value:.5f}".rstrip("0").rstrip(".")


def met(row: Mapping) -> bool | None:
    """Say whether a figure reached its target; None when it has none that can be read."""
    if row.get("met") is not None:
        return bool(row["met"])
    target = re.match(r"(at least|at most|under) ([\d,.]+)", str(row.get("target", "")))
    value = row.get("ratio", row.get("ours"))
    if not target or value is None:
        return None
    limit = float(target.group(2).rstrip(".,").replace(",", ""))
    if target.group(1) == "at least":
        return value >= limit
    return value <= limit if target.group(1) == "at most" else value < limit


def cells(row: Mapping) -> tuple[str, ...]:
    """Return a figure's cells in the order of HEAD; what else it says is told in the first."""
    others = [f"{key}: {number(row[key])}" for key in row if key not in KNOWN]
    words = [row["figure"], *([row["note"]] if row.get("note") else []), *others]
    return (
        "; ".join(map(str, words)),
        number(row.get("ratio")),
        str(row.get("target", "")),
        {True: "yes", False: "**no**", None: ""}[met(row)],
        number(row.get("ours")),
        number(row.get("other")),
        " and ".join(number(value) for value in row.get("medians", ()) if value is not None),
    )


def table(rows: Iterable[Mapping]) -> str:
    """Return the rows as a Markdown table."""
    lines = [HEAD, tuple("---" for _ in HEAD), *map(cells, rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine() -> list[str]:
    """Return the date, the machine and the versions that a figure depends on."""
    versions = []
    for name in PACKAGES:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return [
        f"- Measured {date.today().isoformat()}, {cores} cores, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}.",
        f"- {', '.join(versions)}.",
    ]


def report(results: Mapping[str, list[Mapping]], failures: Mapping[str, str]) -> str:
    """Return BENCHMARKS.md; what missed its target or could not be measured is said first."""
    rows = [row for part in results.values() for row in part]
    missed = [row["figure"] for row in rows if met(row) is False]
    judged = sum(met(row) is not None for row in rows)
    parts = [
        "# Benchmarks",
        "Written by `make bench`, `make bench-binder`, `make soak` and `make mutants`; do not "
        "edit. A ratio can be compared between machines, milliseconds cannot.",
        "\n".join(machine()),
        f"{judged - len(missed)} of {judged} targets met."
        + (f" **Missed:** {'; '.join(missed)}." if missed else ""),
    ]
    parts += [f"**Not measured:** {name}: {why}" for name, why in failures.items()]
    parts += [f"## {_heading(name)}\n\n{table(part)}" for name, part in results.items()]
    return "\n\n".join(parts) + "\n"


def _heading(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ").capitalize()


def main(names: list[str]) -> int:
    """Measure all, or the parts that are named; only a full run writes BENCHMARKS.md."""
    unknown = set(names) - set(MEASUREMENTS)
    if unknown:
        print(f"a part must be one of {', '.join(MEASUREMENTS)}, got {', '.join(unknown)}")
        return 2
    results, failures = {}, {}
    for name in names or MEASUREMENTS:
        start = time.perf_counter()
        try:
            results[name] = list(importlib.import_module(f"bench.{name}").measure())
        except Exception as error:
            failures[name] = f"{type(error).__name__}: {error}"
            print(f"{name}: could not be measured: {failures[name]}", file=sys.stderr)
            continue
        print(f"\n{name}, {time.perf_counter() - start:.0f} s\n{table(results[name])}", flush=True)
    if not names:
        written = PAGE.read_text(encoding="utf-8")
        others = [section(written, heading) for heading in KEPT]
        text = "\n".join(filter(None, [report(results, failures), *others]))
        PAGE.write_text(text, encoding="utf-8")
        print("\nwritten to BENCHMARKS.md")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
