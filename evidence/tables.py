"""Rows of TOML that rest on the evidence, and the one look-up of a record by its id."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .store import load

COURSE = "course"  # the source of a view that is the course's own
HOMES = (
    "claims",
    "facts",
    "guidelines",
    "limits",
    "trials",
    "reviews",
    "monitoring",
    "incidents",
    "assumptions",
)


class TableError(ValueError):
    """Files are broken; `problems` names each one with its file, row and reason."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def find(record_id: str) -> Any:
    """The record with that id, or None for the course's own view.

    Raises TableError for an id that the evidence does not have.
    """
    if record_id == COURSE:
        return None
    evidence = load()
    for home in HOMES:
        if record_id in getattr(evidence, home):
            return getattr(evidence, home)[record_id]
    raise TableError([f"the evidence has no {record_id!r}"])


def read_rows(path: Path, table: str, kind: type, problems: list[str]) -> Iterator[tuple[str, Any]]:
    """Each row of `table` in a TOML file as a `kind` whose source exists, with where it stands.

    What cannot be read goes into `problems`: file, row and reason.
    """
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get(table, ())
    for place, row in enumerate(rows, 1):
        where = f"{path.name}: {table} {row.get('id', place)}"
        try:
            record = kind(**row)
            find(record.source)
        except (TypeError, TableError) as error:
            problems.append(f"{where}: {str(error).removeprefix(f'{kind.__name__}.__init__() ')}")
            continue
        yield where, record
