"""A lesson speaks as a ward does: short titles, medicine before paperwork, one metaphor, no tic."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from page.notice import NOTICE_CELL
from quizzes.engine import load_bank
from quizzes.engine.types import QUESTION_TYPES

LESSONS = sorted(Path("lessons").glob("*.ipynb"))
ITEMS = [item for item in load_bank().items if item.status == "live"]
TOLD = sorted(  # the words of cases, steps and safety, which stand beside the code
    path
    for folder in ("cases", "cases/screening", "gate", "safety")
    for path in Path("widgets/model", folder).glob("*.toml")
)
NOT_TOLD = {"id", "shows_error", "origin"}  # fields that no learner reads as a sentence
TITLE_WORDS = 12
PAPERWORK = r"\b(?:source|starting) document\b|\bC\d{2}[a-z]?\b|\bline \d+\b"
OTHER_METAPHORS = r"\b(?:gates?|doors?|pots?)\b"  # the steps are a ladder, and nothing else
MADE_UP = r"\bmade[- ]up\b"
# What could be taken for a real one is called made up where it stands.
MADE_UP_STUDY = (
    MADE_UP + r" (?:drug|test|trial|audit|study|series|sizes|leaflet|newsletter|to \{volume\})"
)
ONCE = {"00_start_here"}  # says it for the whole course, in a sentence of its own


def markdown(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [
        "".join(cell["source"])
        for cell in cells
        if cell["cell_type"] == "markdown" and cell["id"] != NOTICE_CELL
    ]


def sentences(value, name=""):
    """Every text of a file that is read as one."""
    if isinstance(value, dict):
        return [text for key, each in value.items() for text in sentences(each, key)]
    if isinstance(value, list):
        return [text for each in value for text in sentences(each, name)]
    return [value] if isinstance(value, str) and " " in value and name not in NOT_TOLD else []


def headings(texts):
    return [found for text in texts for found in re.findall(r"^#+ (.+)$", text, re.M)]


def too_long(titles):
    return [title for title in titles if len(re.findall(r"[\w/'’-]+", title)) > TITLE_WORDS]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_speaks_as_a_ward_does(path):
    texts = markdown(path)
    assert not too_long(headings(texts))
    course = json.loads(path.read_text(encoding="utf-8"))["metadata"]["course"]
    texts += [course["title"], course["claim"], course["summary"], *course.get("can", {}).values()]
    for text in texts:
        for rule in (PAPERWORK, OTHER_METAPHORS, *(() if path.stem in ONCE else (MADE_UP,))):
            found = re.search(rule, text, re.IGNORECASE if rule != PAPERWORK else 0)
            assert not found, f"{found[0]!r} in {text[:200]!r}"


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_question_asks_medicine(item):
    texts = [text for _, text in QUESTION_TYPES[item.type].texts(item.body)]
    said = " ".join([item.vignette, item.lead_in, item.explanation, *texts])
    found = re.search(f"{PAPERWORK}|{OTHER_METAPHORS}", said)
    assert not found, f"{found[0]!r} in {item.id}"


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_cases_and_steps_speak_so_too(path):
    for text in sentences(tomllib.loads(path.read_text(encoding="utf-8"))):
        found = re.search(f"{PAPERWORK}|{OTHER_METAPHORS}", text)
        assert not found, f"{found[0]!r} in {text!r}"


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_the_notice_says_made_up_and_not_each_stem(item):
    text = re.sub(MADE_UP_STUDY, "", f"{item.vignette} {item.lead_in}")
    assert not re.search(MADE_UP, text, re.IGNORECASE), f"made-up in {item.id}"


def test_what_stumbles_is_found():
    assert too_long(["a b c d e f g h i j k l m"]) and not too_long(["a b c d e f g h i j k l"])
    assert sentences({"id": "the gate", "why": ["the gate opens", "gate"]}) == ["the gate opens"]
    assert headings(["# One\n\nx\n\n### Two"]) == ["One", "Two"]
    for text in ("The source document asks", "claim C09", "see line 25"):
        assert re.search(PAPERWORK, text)
    assert re.search(OTHER_METAPHORS, "the gate opens") and re.search(MADE_UP, "a made-up man")
