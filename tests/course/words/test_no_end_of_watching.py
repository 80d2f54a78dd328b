"""No page says at which hour watching may end: that is a finding at the bedside, never a time."""

import json
import re
import tomllib
from pathlib import Path

import pytest

import widgets
from evidence import load
from quizzes.engine import load_bank
from tests.evidence.rendered_texts import shown_texts
from tests.widgets.controls.as_a_page import EXPLORERS, opened, said
from tests.widgets.controls.turning import played

ROOT = Path(widgets.__file__).parents[1]
WATCH = r"\b(?:watch|observ|monitor|supervis|stay(?:s|ing)? with|look(?:s|ing)? at)\w*"
END = r"\b(?:stop|end|cease|finish|over|no longer|needless|unnecessary|enough|safe)\w*"
A_NUMBER = (
    r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some"
    r"|several|a few|half an|twenty|thirty|forty|sixty)"
)
UNITS = r"(?:min|h|hours?|minutes?|days?|nights?|half-li(?:fe|ves))\b"
A_TIME = rf"\b{A_NUMBER}(?:–|-|\s|\u00a0)*{UNITS}|\b(?:minutes|hours|half-lives)\b"
LEVEL = r"\b(?:level|plasma|drug|ketamine|it)\b[^.]{0,40}\b(?:gone|fallen|left|cleared|below)\b"
ENDS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\buntil then\b",
        rf"{WATCH}[^.;]{{0,40}}\b(?:until|till)\b[^.;]{{0,60}}(?:{A_TIME}|{LEVEL})",
        rf"\b(?:until|till)\b[^.;]{{0,60}}(?:{LEVEL})[^.;]{{0,60}}{WATCH}",
        rf"{WATCH} (?:\w+ ){{0,3}}for (?:\w+ ){{0,2}}{A_NUMBER}[ -]?{UNITS}[^.;]* after the stop",
        rf"after (?:\w+ ){{0,2}}{A_NUMBER}[\s\u00a0-]?{UNITS}[^.;]{{0,40}}"
        rf"(?:{WATCH}[^.;]{{0,20}}{END}|{END}[^.;]{{0,20}}{WATCH})",
    )
)


# One look at minute 0 can find a patient awake and clear: no single finding ends it either.
WELL = r"\b(?:awake|clear|rous\w+|comfortable|well|alert|stable)\b"
ONE_LOOK = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{WATCH} (?:\w+ ){{0,2}}(?:ends|is over|may (?:end|stop)|can (?:end|stop))\b"
        rf"[^.;]{{0,20}}\b(?:when|once|as soon as|if)\b[^.;]{{0,80}}{WELL}",
        rf"{WATCH}[^.;]{{0,40}}\b(?:until|till)\b[^.;]{{0,60}}{WELL}",
    )
)
BEDSIDE = re.compile(r"bedside finding|\b(?:finding|found|seen) at the bedside", re.I)


def ends_at_one_look(text: str) -> list[str]:
    """The sentences that end watching at one finding; and a text that leaves the end to the
    bedside without saying that one look is not enough.
    """
    found = [
        each
        for each in re.split(r"(?<=[.?!”])\s+|\n", text)
        if any(pattern.search(each) for pattern in ONE_LOOK)
    ]
    left = BEDSIDE.search(text) and re.search(WATCH, text, re.I)
    if left and not re.search(r"more than (?:one look|once)", text, re.I):
        found.append(text[:200])
    return found


def ends_of_watching(text: str) -> list[str]:
    """The sentences of a text that end watching at a time or at a level."""
    sentences = re.split(r"(?<=[.?!”])\s+|\n", text)
    return [each for each in sentences if any(pattern.search(each) for pattern in ENDS)]


def strings(value):
    """Every text inside nested tables and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def lesson_texts():
    for path in sorted((ROOT / "lessons").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield path.name, "".join(cell["source"])
            for output in cell.get("outputs", ()):
                html = "".join(output.get("data", {}).get("text/html", ""))
                yield path.name, re.sub(r"<[^>]+>", " ", html)


def file_texts():
    """Questions, cases and the tables of the models: everything that a file can show."""
    for folder in ("quizzes/bank", "widgets", "teaching"):
        for path in sorted((ROOT / folder).rglob("*.toml")):
            for text in strings(tomllib.loads(path.read_text(encoding="utf-8"))):
                yield path.name, text


@pytest.mark.parametrize(
    "texts",
    [lesson_texts, file_texts, lambda: shown_texts(load())],
    ids=["lessons", "questions and cases", "evidence"],
)
def test_no_text_ends_watching_at_a_time(texts):
    pairs = list(texts())
    assert len(pairs) > 50
    found = [f"{where}: {each}" for where, text in pairs for each in ends_of_watching(text)]
    found += [f"{where}: {each}" for where, text in pairs for each in ends_at_one_look(text)]
    assert found == []


@pytest.mark.parametrize("kind", EXPLORERS, ids=lambda each: each.__name__)
def test_no_explorer_ends_watching_at_a_time(kind):
    for explorer in played(opened(kind())):
        words = said(explorer.shown)
        assert ends_of_watching(words) == [] and ends_at_one_look(words) == []
        panel = " ".join(point["text"] for block in explorer.aside for point in block["points"])
        assert ends_of_watching(panel) == [] and ends_at_one_look(panel) == []


def test_every_infusion_that_is_drawn_says_what_ends_watching():
    for values in ({}, {"plan": "hardy"}, {"look": "models"}, {"pump": "pauses"}):
        lab = opened(widgets.InfusionLab(rate_mg_per_kg_h=0.1))
        lab.values = {**lab.values, **values}
        assert "end of watching is a bedside finding, not a time" in said(lab.shown)


def test_the_questions_are_read():
    assert len(load_bank().items) > 100


@pytest.mark.parametrize(
    "text",
    [
        "80 % gone in 295 min: keep watching until then.",
        "Watch her until the level has fallen by 80 %.",
        "Keep watching until 295 min after the stop.",
        "Observe the patient for 5 h after the stop.",
        "After 295 min the watching can stop.",
        "After 5 h it is safe to stop monitoring.",
        "After five hours watching can stop.",
        "After 5 half-lives watching can stop.",
        "After five half-lives watching can stop.",
        "Observe her for two days after the stop.",
        "Keep watching until five half-lives have passed.",
        "Until the drug is gone, stay with him and watch.",
    ],
)
def test_an_end_of_watching_is_found(text):
    assert ends_of_watching(text)


@pytest.mark.parametrize(
    "text",
    [
        "Watching ends when the patient in front of you is awake, clear and breathing well.",
        "Watch her until she is awake.",
        "No curve says when to stop watching: that is a finding at the bedside.",
    ],
)
def test_an_end_at_one_look_is_found(text):
    assert ends_at_one_look(text)


def test_more_than_one_look_is_no_single_finding():
    for text in (
        "Awake and clear now does not end the watching. Go on for hours, look more than once.",
        "When watching ends is found at the bedside, over hours and at more than one look.",
    ):
        assert ends_at_one_look(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The end of watching is a bedside finding, not a time.",
        "After the stop, keep watching for hours.",
        "None of these hours says when to stop watching: that is a finding at the bedside.",
        "A step judged after one hour is judged on a level that is still on its way.",
    ],
)
def test_a_refusal_of_it_is_none(text):
    assert ends_of_watching(text) == []
