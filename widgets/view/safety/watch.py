"""What to watch for and when to stop, on the same screen as every dose, for its own setting.

The words stand in watch.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence import OwnFile, chip
from evidence.rules import choice
from evidence.tables import TableError, find, read_rows
from widgets.model.safety.monitoring import LINE_IDS, monitoring_for
from widgets.view.statements import chip_parts

FILE = Path(__file__).parent / "watch.toml"
TABLES = ("watch", "stop", "rescue")
DOSE = re.compile(r"\d\s?(?:mg|mcg|mL)\b")


@dataclass(frozen=True)
class WatchPoint:
    """One point: the claim or fact behind it ("course": the course's own words), the line of the
    monitoring plan that it belongs to and the doses that it is for ("" for all).
    """

    id: str
    says: str
    source: str
    line: str = choice(("", *LINE_IDS), default="")
    doses: str = choice(("", "one", "several"), default="")


@cache  # an explorer asks at each step of a slider, and the panel stays as it is
def watch_for(
    route: str = "iv", setting: str = "cancer_pain", once: bool = False
) -> tuple[dict, ...]:
    """Two blocks of points for a route and a setting of the monitoring plan, each with the source
    behind it where a source says so.

    `once` is a single dose: nothing is said of a long course or of a time agreed for a response.
    Raises MonitoringError for what the monitoring plan does not know, LeftOut where a file of
    either has a mistake: no dose stands beside a part of the points.
    """
    plan = monitoring_for(route, setting, long_or_repeated=not once, benzodiazepine=False)
    due = {"", *(line.id for line in plan.due)}
    doses, last, named = ("one", "dose", "One dose") if once else ("several", "stop", "Stop rule")
    points = CONTENT.given()
    (rescue,) = points["rescue"]
    headings = {"watch": "Watch for", "stop": f"{named} (this course's own words)"}
    return tuple(
        {
            "heading": heading,
            "points": [
                _shown(point, last, rescue.says)
                for point in points[table]
                if point.line in due and point.doses in ("", doses)
            ],
        }
        for table, heading in headings.items()
    )


def shows_dose(texts: Iterable[str]) -> bool:
    """Whether one of the texts names a dose or a volume, beside which these points stand."""
    return any(DOSE.search(text) for text in texts)


def points_from(path: Path | str) -> dict[str, tuple[WatchPoint, ...]]:
    """Read the points of a file by block; TableError names each problem."""
    path, problems = Path(path), list[str]()
    found = {
        table: tuple(row for _, row in read_rows(path, table, WatchPoint, problems, TABLES))
        for table in TABLES
    }
    if problems:  # a point that cannot be read is told as that
        raise TableError(problems)
    problems += [f"{path.name}: has no [[{name}]]" for name, rows in found.items() if not rows]
    if len(found["rescue"]) > 1:
        problems.append(f"{path.name}: must have one [[rescue]], got {len(found['rescue'])}")
    if problems:
        raise TableError(problems)
    return found


CONTENT = OwnFile(FILE, points_from)


def _shown(point: WatchPoint, last: str, rescue: str) -> dict:
    text = point.says.replace("{last}", last).replace("{rescue}", rescue)
    record = find(point.source)
    if record is None:
        return {"text": text}
    source, status, mark = chip_parts(chip(record))
    return {"text": text, "source": source, "status": status, "mark": mark}
