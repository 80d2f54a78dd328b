"""What to watch for and when to stop, on the same screen as every dose: read from watch.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence import chip
from evidence.tables import TableError, find, read_rows
from widgets.view.statements import chip_parts

FILE = Path(__file__).parent / "watch.toml"
HEADINGS = {"watch": "Watch for", "stop": "Stop rule (this course's own words)"}


@dataclass(frozen=True)
class WatchPoint:
    """One point and the claim or fact behind it ("course": the course's own words)."""

    id: str
    says: str
    source: str


def watch_for() -> list[dict]:
    """Two blocks of points, each with the source behind it where a source says so."""
    return [
        {"heading": heading, "points": [_shown(point) for point in _points()[table]]}
        for table, heading in HEADINGS.items()
    ]


@cache
def _points() -> dict[str, tuple[WatchPoint, ...]]:
    return points_from(FILE)


def points_from(path: Path | str) -> dict[str, tuple[WatchPoint, ...]]:
    """Read the points of a file by block; TableError names each problem."""
    path, problems = Path(path), list[str]()
    found = {
        table: tuple(row for _, row in read_rows(path, table, WatchPoint, problems, HEADINGS))
        for table in HEADINGS
    }
    problems += [f"{path.name}: has no [[{name}]]" for name, rows in found.items() if not rows]
    if problems:
        raise TableError(problems)
    return found


def _shown(point: WatchPoint) -> dict:
    record = find(point.source)
    if record is None:
        return {"text": point.says}
    source, status, mark = chip_parts(chip(record))
    return {"text": point.says, "source": source, "status": status, "mark": mark}
