"""The core of a lesson fits nine minutes, and every page says the same computed minutes."""

import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest

from quizzes.engine import load_bank
from quizzes.engine.minutes import begins_deeper, lesson_minutes
from quizzes.talk import plan as planned
from tests.course.lessons.teaching_checks import aim_problems, explorer_names
from theme.pages.catalogue import read_course
from tools.contents import BEGIN, END

ROOT = Path(__file__).resolve().parents[3]
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
CONTENT = [path for path in LESSONS if "01" <= path.stem[:2] < "90"]
AT_MOST = 9
STILL_OVER: set[str] = set()  # lessons whose core is longer; a name may leave, none may come
EXPLORERS = explorer_names() | {"review"}
SECONDS = range(30, 301)
BANK = load_bank()
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def named(path):
    return path.stem


def minutes_of(path):
    return lesson_minutes(json.loads(path.read_text(encoding="utf-8")), BANK)


def test_the_core_of_each_lesson_fits_nine_minutes():
    over = {path.stem for path in CONTENT if minutes_of(path).core > AT_MOST}
    assert over == STILL_OVER
    assert all(minutes_of(path).deeper for path in CONTENT)


@pytest.mark.parametrize("path", LESSONS, ids=named)
def test_what_is_explored_states_its_time_and_nothing_else_does(path):
    for cell in nbformat.read(path, as_version=4).cells:
        stated = cell.metadata.get("course", {}).get("seconds")
        opens = re.match(r"(\w+)\(", cell.source) if cell.cell_type == "code" else None
        if opens and opens[1] in EXPLORERS:
            assert stated in SECONDS, f"{cell.source} must state its seconds, got {stated!r}"
        else:
            assert stated is None, f"{cell.source[:40]!r} is counted by its words"


def test_every_page_says_the_same_minutes():
    course = read_course("/", logging.getLogger("minutes"), ROOT / "lessons")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme[readme.index(BEGIN) : readme.index(END)]
    left = {
        row["lesson"]: row["minutes_left"]
        for row in planned.plan(planned.know([], BANK, NOW))["lessons"]
    }
    for path in LESSONS:
        found = minutes_of(path)
        listed = course.lesson(path.stem)
        assert (listed.minutes, listed.minutes_deeper) == (found.core, found.deeper)
        (row,) = (
            line for line in table.splitlines() if f"({path.parent.name}/{path.name})" in line
        )
        assert row.endswith(f"| {found.words} |")
        if path in CONTENT:
            assert left[path.stem] == found.core


@pytest.mark.parametrize("path", CONTENT, ids=named)
def test_what_the_head_promises_is_taught_and_asked_in_the_core(path):
    notebook = nbformat.read(path, as_version=4)
    cells, words = notebook.cells, []
    for cell in cells[1:]:
        if begins_deeper(cell):
            break
        words.append(cell.source if cell.cell_type == "markdown" else "")
        for output in cell.get("outputs", ()):
            html = output.get("data", {}).get("text/html", "")
            words.append("" if "quiz(" in cell.source else re.sub(r"<[^>]+>", " ", html))
    problems = aim_problems(notebook.metadata["course"], " ".join(words), BANK.live(path.stem))
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("can", "objectives"),
    [
        ({"O6": "Prescribe methadone by the clock"}, ["O6"]),
        ({}, ["O6"]),
        ({"O6": "Choose the range"}, []),
        ({"O6": "Choose the range", "O7": "Choose the range"}, ["O6", "O7"]),
    ],
)
def test_a_head_that_promises_too_much_is_found(can, objectives):
    course, asked = {"can": can, "objectives": objectives}, [item("O6")]
    assert (
        aim_problems({"can": {"O6": "Choose the range"}, "objectives": ["O6"]}, WORDS, asked) == []
    )
    assert aim_problems(course, WORDS, asked) != []


WORDS = "You choose a range by its setting."


def item(objective):
    return type("Asked", (), {"objective": objective, "place": "exit"})
