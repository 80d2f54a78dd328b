"""What a plan can name: the cases, questions, lessons, explorers and sentences of the course.

Read from their files, so that the server needs neither `widgets` nor a kernel to know them. A plan
of a local folder may name the cases and questions of that folder too: `local` is the folder. What
has a name of the course's there is not taken.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import evidence
from evidence import LeftOut
from evidence.files.left_out import may_lack
from evidence.tables import read_toml
from quizzes.engine import Bank, Item, read_bank
from teaching.plan import DEALT

ROOT = Path(__file__).resolve().parents[1]
CASE_FILES, LESSON_FILES = ROOT / "widgets" / "model" / "cases", ROOT / "lessons"
NO_CASE = {"profiles"}
LOCAL_FOLDER = ROOT / "local"  # a department's own, unless LOCAL names another
LOCAL_CASES, LOCAL_QUESTIONS = "cases", "questions"  # where a local folder has its own
CASE_PLAYER = "CasePlayer"  # a plan names the case instead
# Explorers that a room can look at: a picture, and little to read beside it. A test measures each.
ON_STAGE = (
    *("ChanceLab", "GuidelineTimeline", "InfusionLab", "RouteLab"),
    *("SeriesVersusTrial", "TrialWall", "WindUpLab"),
)


@dataclass(frozen=True)
class OutlinedCase:
    """What its file says of a case before anything is computed: its number, title and decisions.

    `way` are the decisions that this course's way leads through, each with its share of a
    session's minutes: one for each decision, each that is dealt, and for asking. What chance deals
    stands there once, as DEALT.
    """

    id: str
    number: str
    title: str
    decisions: tuple[str, ...]
    way: tuple[tuple[str, int], ...] = ()

    @property
    def can_be_named(self) -> tuple[str, ...]:
        """What a step of a plan may name as its decision."""
        is_dealt = any(name == DEALT for name, _ in self.way)
        return (*self.decisions, *((DEALT,) if is_dealt else ()))


@dataclass(frozen=True)
class LessonExplorers:
    """The explorers that stand in a lesson, and those among them that ask before they show."""

    names: tuple[str, ...]
    ask_first: frozenset[str]


def case_ids(local: Path | None = None) -> tuple[str, ...]:
    """The ids of all cases, in their order; those of a local folder last."""
    own = _ids_in(CASE_FILES)
    theirs = _ids_in(local / LOCAL_CASES) if local else ()
    return (*own, *(name for name in theirs if name not in own))


def _ids_in(folder: Path) -> tuple[str, ...]:
    return tuple(each.stem for each in sorted(folder.glob("*.toml")) if each.stem not in NO_CASE)


def case_outline(name: str, local: Path | None = None) -> OutlinedCase | None:
    """The case of that id, None where there is none; LeftOut where its file cannot be read."""
    if name not in case_ids(local):
        return None
    folder = CASE_FILES if local is None or name in case_ids() else local / LOCAL_CASES
    path = folder / f"{name}.toml"
    return _outlined(path, path.stat().st_mtime_ns)


@cache
def _outlined(path: Path, _changed_ns: int) -> OutlinedCase:
    data = read_toml(path, [])
    try:
        assert data is not None
        rows = data["cards"] if "cards" in data else data["decisions"]  # a stack has cards
        decisions = tuple(str(row["id"]) for row in rows)
        number = f"{data.get('number', '')}{data.get('form', '')}"
        way = tuple(_way(data, rows))
        return OutlinedCase(path.stem, number, str(data["title"]), decisions, way)
    except (AssertionError, KeyError, TypeError, AttributeError) as error:
        raise LeftOut("This case") from error


def _way(data: Mapping[str, Any], rows: list[dict[str, Any]]) -> Iterator[tuple[str, int]]:
    """The decisions that the best options lead through, each with its share of the minutes."""
    drawn = [row["id"] for row in rows if row.get("drawn") or data.get("stack")]
    ids = [row["id"] for row in rows]
    asked_before = data.get("asks_before") or ids[0]
    place: int | None = 0
    while place is not None and place < len(rows):
        name = str(ids[place])
        if name not in drawn:
            yield name, 2 if data.get("asks") and name == asked_before else 1
        elif name == drawn[0]:
            yield DEALT, data.get("deals") or len(drawn)
        options = rows[place].get("options", ())
        then = next((each.get("then") for each in options if each.get("grade") == "best"), None)
        place = place + 1 if not then else ids.index(then) if then in ids else None


@cache
def _bank() -> Bank:
    return read_bank()


def local_bank(local: Path) -> Bank:
    """The questions of a local folder as they stand there now, those of a taken id among them."""
    paths = sorted((local / LOCAL_QUESTIONS).glob("*.toml"))
    return _local_bank(local, tuple((each, each.stat().st_mtime_ns) for each in paths))


@lru_cache(maxsize=4)
def _local_bank(local: Path, _files: tuple[tuple[Path, int], ...]) -> Bank:
    return read_bank(local / LOCAL_QUESTIONS)


def question_ids(local: Path | None = None) -> tuple[str, ...]:
    """The ids of all questions that learners meet; those of a local folder last."""
    banks = (_bank(), *([local_bank(local)] if local else []))
    ids = (item.id for bank in banks for item in bank.items if item.status == "live")
    return tuple(dict.fromkeys(ids))


def question(name: str, local: Path | None = None) -> Item | None:
    """The question of that id that learners meet, None where there is none.

    LeftOut where it is left out, or may be: a file that cannot be read does not say what it holds.
    """
    banks = (_bank(), *([local_bank(local)] if local else []))
    for bank in banks:
        item = bank.item(name)
        if item is not None:
            return item if item.status == "live" else None
    if any(each.id in ("", name) for bank in banks for each in bank.left_out):
        raise LeftOut("This question")
    return None


def questions_of(lesson: str, place: str) -> tuple[str, ...]:
    """The ids of the questions that learners meet at a place of a lesson, in their order."""
    return tuple(item.id for item in _bank().live(lesson, place))


def is_local_question(name: str, local: Path | None) -> bool:
    """Whether a question is one of a local folder, and not of the course."""
    return local is not None and name not in question_ids() and name in question_ids(local)


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
