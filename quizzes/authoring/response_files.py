"""Reads several tables of responses as one class, and tells their learners apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from .responses import Response, ResponsesError, read_responses

Mark = tuple[
    datetime | None, str, float | None
]  # when an answer was given, what it was, and its credit
Answers = dict[tuple[str, int, str], set[Mark]]  # by question, try and form


@dataclass(frozen=True, slots=True)
class ResponseFiles:
    """The responses of all files, and in sentences what had to be decided to join them."""

    rows: tuple[Response, ...]
    notes: tuple[str, ...]


def tables_in(paths: Iterable[Path]) -> list[Path]:
    """The files that are named, and of a folder each .csv in it, in the order of their names.

    A file that is named twice is read once. Raises ResponsesError for what is not there and for a
    folder without a table.
    """
    found: dict[Path, Path] = {}
    problems = []
    for path in paths:
        inside = sorted(path.glob("*.csv")) if path.is_dir() else [path]
        if not inside:
            problems.append(f"{path}: holds no table: its name must end in .csv")
        for each in inside:
            if each.is_file():
                found.setdefault(each.resolve(), each)
            else:
                problems.append(f"{each}: is not there")
    if problems:
        raise ResponsesError(problems)
    return list(found.values())


def _answers(rows: Iterable[Response]) -> Answers:
    found: Answers = defaultdict(set)
    for row in rows:
        mark = (row.given, row.response, None if row.given else row.credit)
        found[row.item, row.attempt, row.form].add(mark)
    return found


def _contradict(one: Answers, other: Answers) -> bool:
    """Whether two tables hold other answers to the same try at a question: so two people did."""
    return any(other.get(asked) and not marks & other[asked] for asked, marks in one.items())


def _people(tables: Sequence[tuple[str, list[Response]]]) -> list[list[str]]:
    """The names of the tables with one learner's id, by person: those that do not contradict."""
    people: list[tuple[list[str], list[Answers]]] = []
    for name, rows in tables:
        own = _answers(rows)
        for names, known in people:
            if not any(_contradict(own, each) for each in known):
                names.append(name)
                known.append(own)
                break
        else:
            people.append(([name], [own]))
    return [names for names, _ in people]


def join(tables: Sequence[tuple[str, list[Response]]]) -> ResponseFiles:
    """Join tables, each with its name, into one class.

    An id is one learner in all tables, so that a test before and one after find each other, and
    what stands in two of them counts once. Where two tables contradict each other about an id, they
    hold different learners, who get the name of their table.
    """
    by_learner: dict[str, list[tuple[str, list[Response]]]] = defaultdict(list)
    for name, rows in tables:
        own: dict[str, list[Response]] = defaultdict(list)
        for row in rows:
            own[row.learner].append(row)
        for learner, answers in own.items():
            by_learner[learner].append((name, answers))
    found: dict[Response, None] = {}
    notes = []
    for learner, parts in by_learner.items():
        people = _people(parts)
        named = {
            name: learner if len(people) == 1 else f"{learner} in {', '.join(names)}"
            for names in people
            for name in names
        }
        for name, answers in parts:
            found.update(dict.fromkeys(replace(row, learner=named[name]) for row in answers))
        if len(people) > 1:
            others = " and ".join(", ".join(names) for names in people)
            notes.append(
                f"“{learner}” is not the same learner in {others}: told apart by the table."
            )
    twice = sum(len(rows) for _, rows in tables) - len(found)
    if twice:
        where = "in the tables more than once and"
        stand = (
            f"1 row stands {where} counts" if twice == 1 else f"{twice} rows stand {where} count"
        )
        notes.append(f"{stand} once.")
    return ResponseFiles(tuple(found), tuple(notes))


def read_files(paths: Iterable[Path]) -> ResponseFiles:
    """Read tables and folders of tables as one class.

    Raises ResponsesError with each file, line and column that cannot be used.
    """
    tables, problems = [], []
    for path in tables_in(paths):
        try:
            tables.append((str(path), read_responses(path.read_text(encoding="utf-8"))))
        except ResponsesError as error:
            problems += [f"{path}: {each}" for each in error.problems]
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{path}: cannot be read: {error}")
    if problems:
        raise ResponsesError(problems)
    return join(tables)
