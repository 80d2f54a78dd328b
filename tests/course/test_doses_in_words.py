"""Every dose that the course's words name lies inside its limit, or is shown as an error."""

import json
import tomllib
from pathlib import Path

import pytest

from evidence.dose_guard import dose_problems
from evidence.real_person import person_problems

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
# What a lesson shows so that the learner sees what is wrong with it: the dose, and why it stands.
SHOWN_ERRORS = {
    "07_dose_and_setting": {
        "0.5 to 1 mg/kg/h": "The page of the story puts an acute-pain ceiling under cancer pain."
    }
}
# The cases guard themselves when they are read.
EXPLORERS = sorted(
    path for path in (ROOT / "widgets/model").rglob("*.toml") if path.parent.name != "cases"
)


def markdown(path: Path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            yield "".join(cell["source"])


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_words_of_a_lesson(path):
    shown = SHOWN_ERRORS.get(path.stem, {})
    found = [each for text in markdown(path) for each in dose_problems(text)]
    assert [each for each in found if not any(f"'{dose}'" in each for dose in shown)] == []
    assert all(any(f"'{dose}'" in each for each in found) for dose in shown), "a mark is idle"
    assert [each for text in markdown(path) for each in person_problems(text)] == []


@pytest.mark.parametrize("path", EXPLORERS, ids=lambda path: path.stem)
def test_the_words_of_an_explorer(path):
    words = list(texts(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert words
    assert [each for text in words for each in dose_problems(text) + person_problems(text)] == []
