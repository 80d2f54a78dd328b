"""Reads a table of responses (CSV) and names the line and the column that cannot be used."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from ..engine.log.times import read_time

NEEDED = ("learner", "item", "try", "credit")
OPTIONAL = ("response", "certainty", "form", "lesson", "mode", "t", "version", "seed")
ROWS_AT_MOST = 1_000_000
SHOWN_PROBLEMS = 20


class ResponsesError(ValueError):
    """The table cannot be used; `problems` names each line and column."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        rest = len(problems) - SHOWN_PROBLEMS
        shown = [*problems[:SHOWN_PROBLEMS], *([f"and {rest} more"] if rest > 0 else [])]
        super().__init__("the responses cannot be used:\n- " + "\n- ".join(shown))


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One row: `credit` from 0 to 1 or None where nothing was answered; `attempt` counts from 1.

    `given` is when it was answered, in UTC; None where the table does not tell.
    """

    learner: str
    item: str
    attempt: int
    credit: float | None
    response: str = ""
    certainty: int | None = None
    form: str = ""
    given: datetime | None = None

    @property
    def score(self) -> float:
        """The credit, 0 where nothing was answered."""
        return self.credit or 0.0

    @property
    def correct(self) -> bool:
        """Whether the answer has the full credit."""
        return self.credit == 1


def _whole(text: str, lowest: int, highest: int) -> int | None:
    return (
        int(text)
        if text.isascii() and text.isdigit() and len(text) < 9 and (lowest <= int(text) <= highest)
        else None
    )


def _row(row: dict[str, str], where: str, problems: list[str]) -> Response | None:
    before = len(problems)
    for name in ("learner", "item"):
        if not row[name]:
            problems.append(f"{where}: {name} is empty")
    attempt = _whole(row["try"], 1, 10_000)
    if attempt is None:
        problems.append(f"{where}: try must be a whole number from 1, got {row['try']!r}")
    credit = None
    if row["credit"]:
        try:
            credit = float(row["credit"])
        except ValueError:
            credit = -1.0
        if not isfinite(credit) or not 0 <= credit <= 1:
            problems.append(f"{where}: credit must be empty or from 0 to 1, got {row['credit']!r}")
    certainty = None
    if row.get("certainty"):
        certainty = _whole(row["certainty"], 1, 3)
        if certainty is None:
            problems.append(
                f"{where}: certainty must be empty, 1, 2 or 3, got {row['certainty']!r}"
            )
    if len(problems) > before or attempt is None:
        return None
    return Response(
        learner=row["learner"],
        item=row["item"],
        attempt=attempt,
        credit=credit,
        response=row.get("response", ""),
        certainty=certainty,
        form=row.get("form", ""),
        given=read_time(row.get("t", "")),
    )


def read_responses(text: str) -> list[Response]:
    """Read CSV text with the columns learner, item, try and credit, and optionally response (option
    ids joined by a semicolon), certainty and form.

    Raises ResponsesError with every line and column that cannot be used.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    problems: list[str] = []
    found: list[Response] = []
    try:
        header = list(reader.fieldnames or ())
        missing = [name for name in NEEDED if name not in header]
        if missing:
            raise ResponsesError(
                [
                    f"line 1: the column {name} is missing; it has {', '.join(header) or 'nothing'}"
                    for name in missing
                ]
            )
        for row in reader:
            where = f"line {reader.line_num}"
            if None in row or None in row.values():
                problems.append(f"{where}: has another number of cells than line 1")
                continue
            if len(found) >= ROWS_AT_MOST:
                raise ResponsesError([f"{where}: more than {ROWS_AT_MOST:,} rows"])
            made = _row({name: value.strip() for name, value in row.items()}, where, problems)
            if made is not None:
                found.append(made)
    except csv.Error as error:
        problems.append(f"line {reader.line_num}: {error}")
    if problems:
        raise ResponsesError(problems)
    if not found:
        raise ResponsesError(["line 2: there is no response"])
    return found


def first_attempts(rows: Iterable[Response]) -> list[Response]:
    """Keep the lowest try of each learner at each question of a form; a repeat tests memory."""
    kept: dict[tuple[str, str, str], Response] = {}
    for row in rows:
        key = (row.learner, row.item, row.form)
        if key not in kept or row.attempt < kept[key].attempt:
            kept[key] = row
    return list(kept.values())
