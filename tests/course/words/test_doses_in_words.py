"""Every dose that the course's words name lies inside its limit, or is shown as an error."""

import json
import tomllib
from pathlib import Path

import pytest

from evidence.guard.doses import dose_problems
from evidence.guard.real_person import person_problems

ROOT = Path(__file__).parents[3]
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
# The cases guard themselves when they are read.
EXPLORERS = sorted(
    path for path in (ROOT / "widgets/model").rglob("*.toml") if path.parent.name != "cases"
)


def markdown(path: Path):
    """Each Markdown cell: its words, and which doses of it are shown as errors (course.numbers)."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            homes = cell["metadata"].get("course", {}).get("numbers", {})
            yield "".join(cell["source"]), [n for n, home in homes.items() if _is_error(home)]


def _is_error(home) -> bool:
    return isinstance(home, str) and home.startswith("error:")


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_words_of_a_lesson(path):
    for text, shown in markdown(path):
        found = dose_problems(text)
        assert [each for each in found if not any(f"'{dose}'" in each for dose in shown)] == []
        assert all(any(f"'{dose}'" in each for each in found) for dose in shown), "a mark is idle"
        assert person_problems(text) == []


@pytest.mark.parametrize("path", EXPLORERS, ids=lambda path: path.stem)
def test_the_words_of_an_explorer(path):
    words = list(texts(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert words
    assert [each for text in words for each in dose_problems(text) + person_problems(text)] == []
