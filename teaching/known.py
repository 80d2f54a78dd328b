"""What a plan can name: the cases, questions, lessons, explorers and sentences of the course.

Read from their files, so that the server needs neither `widgets` nor a kernel to know them.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import evidence
from evidence import LeftOut
from evidence.files.left_out import may_lack
from evidence.tables import read_toml
from quizzes.engine import Bank, Item, read_bank

ROOT = Path(__file__).resolve().parents[1]
CASE_FILES, LESSON_FILES = ROOT / "widgets" / "model" / "cases", ROOT / "lessons"
NO_CASE = {"profiles"}
CASE_PLAYER = "CasePlayer"  # a plan names the case instead


@dataclass(frozen=True)
class OutlinedCase:
    """What its file says of a case before anything is computed: its number, title and decisions."""

    id: str
    number: str
    title: str
    decisions: tuple[str, ...]


@dataclass(frozen=True)
class LessonExplorers:
    """The explorers that stand in a lesson, and those among them that ask before they show."""

    names: tuple[str, ...]
    ask_first: frozenset[str]


def case_ids() -> tuple[str, ...]:
    """The ids of all cases, in their order."""
    return tuple(
        each.stem for each in sorted(CASE_FILES.glob("*.toml")) if each.stem not in NO_CASE
    )


def case_outline(name: str) -> OutlinedCase | None:
    """The case of that id, None where there is none; LeftOut where its file cannot be read."""
    path = CASE_FILES / f"{name}.toml"
    if name not in case_ids():
        return None
    return _outlined(path, path.stat().st_mtime_ns)


@cache
def _outlined(path: Path, _changed_ns: int) -> OutlinedCase:
    data = read_toml(path, [])
    try:
        assert data is not None
        decisions = tuple(str(row["id"]) for row in data["decisions"])
        number = f"{data.get('number', '')}{data.get('form', '')}"
        return OutlinedCase(path.stem, number, str(data["title"]), decisions)
    except (AssertionError, KeyError, TypeError) as error:
        raise LeftOut("This case") from error


@cache
def _bank() -> Bank:
    return read_bank()


def question_ids() -> tuple[str, ...]:
    """The ids of all questions that learners meet."""
    return tuple(item.id for item in _bank().items if item.status == "live")


def question(name: str) -> Item | None:
    """The question of that id that learners meet, None where there is none.

    LeftOut where it is left out, or may be: a file that cannot be read does not say what it holds.
    """
    item = _bank().item(name)
    if item is not None:
        return item if item.status == "live" else None
    if any(each.id in ("", name) for each in _bank().left_out):
        raise LeftOut("This question")
    return None


def lesson_ids() -> tuple[str, ...]:
    """The ids of all lessons, in their order."""
    return tuple(each.stem for each in sorted(LESSON_FILES.glob("*.ipynb")))


def explorers_of(lesson: str) -> LessonExplorers | None:
    """The explorers of a lesson, None where there is no such lesson."""
    path = LESSON_FILES / f"{lesson}.ipynb"
    if lesson not in lesson_ids():
        return None
    return _explorers(path, path.stat().st_mtime_ns)


@cache
def _explorers(path: Path, _changed_ns: int) -> LessonExplorers:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError) as error:
        raise LeftOut("This lesson") from error
    names: dict[str, None] = {}
    ask_first = set()
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        for name in _called("".join(cell["source"])):
            names[name] = None
            if cell["metadata"].get("course", {}).get("no_prediction"):
                ask_first.add(name)
    return LessonExplorers(tuple(names), frozenset(ask_first))


def _called(source: str) -> list[str]:
    """The explorers that a cell opens: what is called by a name like a class."""
    calls = [each.func for each in ast.walk(ast.parse(source)) if isinstance(each, ast.Call)]
    names = [each.id for each in calls if isinstance(each, ast.Name)]
    return [name for name in names if name[:1].isupper() and name != CASE_PLAYER]


def closing_sentence(name: str) -> str:
    """The sentence of a claim or objective, as it may be stated.

    Raises KeyError where there is none of that id, LeftOut where it is left out, EvidenceError
    where it may not be stated as fact.
    """
    known = evidence.load()
    records: tuple[Mapping[str, evidence.Claim | evidence.Objective], ...]
    records = (known.claims, known.objectives)
    for each in records:
        if name in each:
            return evidence.state(each[name])
    if any(may_lack(each, name) for each in records):
        raise LeftOut
    raise KeyError(name)
