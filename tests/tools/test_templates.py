"""What a template asks its writer to say is said: none of its requests stands in the course."""

import re
from pathlib import Path

import pytest

from tools.new import TEMPLATES

ROOT = Path(__file__).resolve().parents[2]
REQUEST = re.compile(r"\b(?:Write here|Say in one sentence|Say what the learner)\b[^.\n]*\.")
REQUESTS = sorted(
    {each for path in TEMPLATES.iterdir() for each in REQUEST.findall(path.read_text("utf-8"))}
)


def left_in(text: str) -> list[str]:
    return [each for each in REQUESTS if each in text]


@pytest.mark.parametrize("folder", ["lessons", "quizzes/bank", "widgets/model/cases"])
def test_no_request_of_a_template_is_left(folder):
    files = [each for each in (ROOT / folder).iterdir() if each.suffix in {".toml", ".ipynb"}]
    assert len(files) > 10
    assert [
        f"{file.name}: {each}" for file in files for each in left_in(file.read_text("utf-8"))
    ] == []


def test_a_request_that_was_left_is_found():
    assert len(REQUESTS) == 4
    for each in REQUESTS:
        assert left_in(f"A man of 70. {each} He waits.") == [each]
