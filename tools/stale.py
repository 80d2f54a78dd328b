"""List the sources that somebody should look at again: `make stale`, or `make stale ON=2027-06-01`.

What is due longest comes first, and of those the ones that most could be hurt by: a dose limit, a
contraindication, what to watch. Ends with 0 whatever it finds: that a source is due is no fault.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from evidence import Claim, Evidence, Fact, Limit, Monitoring, Source, load

# Lines of the source document on whom not to treat, what to watch and what goes wrong; on doses.
SAFETY_LINES = {"none", "L38", *(f"L{n}" for n in range(23, 29))}
DOSE_LINES = {f"L{n}" for n in range(17, 22)}
SAFETY_ROOMS = ("safety", "interactions")
LIMIT, SAFETY, PRACTICE, READING = 4, 3, 2, 1
WORDS = {
    LIMIT: "a dose or its limit rests on it",
    SAFETY: "safety rests on it",
    PRACTICE: "practice rests on it",
    READING: "what was found rests on it",
    0: "nothing rests on it",
}
COLLECTIONS = (
    "limits",
    "claims",
    "facts",
    "monitoring",
    "guidelines",
    "trials",
    "reviews",
    "incidents",
    "models",
    "assumptions",
)


@dataclass(frozen=True)
class Due:
    """A source that is due, how dangerous it is to be wrong (4 to 0), and what rests on it."""

    source: Source
    danger: int
    rests: tuple[str, ...]


def danger_of(record: Any) -> int:
    """How much harm a record could do if its source had changed: 4 (a dose limit) to 1."""
    if isinstance(record, Limit):
        return LIMIT
    if isinstance(record, Claim):
        if record.source_line in DOSE_LINES:
            return LIMIT
        return SAFETY if record.source_line in SAFETY_LINES else PRACTICE
    if isinstance(record, Monitoring):
        return SAFETY
    if isinstance(record, Fact):
        return SAFETY if record.room in SAFETY_ROOMS else PRACTICE
    return PRACTICE if type(record).__name__ == "Guideline" else READING


def due(evidence: Evidence, today: date) -> list[Due]:
    """The sources whose day has come, the oldest first, and of one day the most dangerous first."""
    found = []
    for source in evidence.sources.values():
        if source.check_by > today:
            continue
        rests = [
            record
            for name in COLLECTIONS
            for record in getattr(evidence, name).values()
            if source.id in record.sources
        ]
        rests.sort(key=lambda record: -danger_of(record))
        danger = danger_of(rests[0]) if rests else 0
        found.append(Due(source, danger, tuple(record.id for record in rests)))
    return sorted(
        found,
        key=lambda each: (each.source.check_by, -each.danger, -len(each.rests), each.source.id),
    )


def report(evidence: Evidence, today: date) -> str:
    """What is due, one source a line, or one sentence that nothing is and when the next will be."""
    found = due(evidence, today)
    if not found:
        later = [source.check_by for source in evidence.sources.values()]
        if not later:
            return "Nothing is due: there are no sources."
        return f"Nothing is due on {today}. The next day is {min(later)}."
    lines = [f"{len(found)} of {len(evidence.sources)} sources are due on {today}:"]
    for each in found:
        source = each.source
        rests = f" ({', '.join(each.rests)})" if each.rests else ""
        lines.append(
            f"{source.check_by}  {source.id}  {WORDS[each.danger]}{rests}. "
            f"{source.short}. Seen: {source.seen}. {source.link or 'No link.'}"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the report for a day, today unless one is given."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--on", default="", help="a day such as 2027-06-01, instead of today")
    given = asked.parse_args().on
    try:
        today = date.fromisoformat(given) if given else date.today()
    except ValueError:
        sys.exit(f"The day must look like 2027-06-01, got {given!r}.")
    print(report(load(), today))


if __name__ == "__main__":
    main()
