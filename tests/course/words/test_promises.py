"""What a page promises about the review is what the review does."""

import json
import re
from pathlib import Path

import pytest

from quizzes.engine import load_bank

ROOT = Path(__file__).resolve().parents[3]
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
BANK = load_bank()


def words(lesson: Path) -> str:
    cells = json.loads(lesson.read_text("utf-8"))["cells"]
    return "\n".join("".join(each["source"]) for each in cells if each["cell_type"] == "markdown")


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_no_lesson_promises_a_question_on_a_day(lesson):
    """The review asks when an answer is about to be forgotten, which no lesson knows."""
    assert not re.search(r"\bOn day \d+ [^\n]*\b(comes?|meet)\b", words(lesson))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_another_surface_is_promised_only_where_there_is_one(lesson):
    """“In the review … waits” and “another” stand where the review has a question of its own, or
    other numbers, for an idea of the lesson."""
    promised = re.findall(r"In the review [^\n]*\b(?:waits?|meet|another)\b[^\n]*", words(lesson))
    items = BANK.live(lesson.stem)
    ideas = {item.group or item.id for item in items}
    others = [
        item for item in BANK.items if item.place == "review" and (item.group or item.id) in ideas
    ]
    assert not promised or others


def test_where_day_28_is_promised_stands_what_safari_erases():
    """A learner who comes back after four weeks is told what one browser does after one."""
    places = {
        "README.md": (ROOT / "README.md").read_text("utf-8"),
        "review": (ROOT / "quizzes/player/js/review_parts.js").read_text("utf-8"),
    }
    for name, text in places.items():
        assert re.search(r"day 28", text) and "Safari" in text and "seven days" in text, name
