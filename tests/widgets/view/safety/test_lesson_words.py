"""The plan's words in a lesson: each side with its source, and whose view is whose."""

import json
import re
from pathlib import Path

import pytest

from evidence import load, state
from evidence.numbers import format_number
from tests.medication_lint import problems
from widgets import cover_box, interactions_table, monitoring_table
from widgets.model.safety.adverse import load_effects
from widgets.model.safety.interactions import all_interactions
from widgets.view.dosing.starts import start_passage

ROOT = Path(__file__).resolve().parents[4]
# Where a learner reads about the order of lowering and cover. Only the course itself claims it.
READ = [
    *(ROOT / "lessons").glob("*.ipynb"),
    *(ROOT / "quizzes/bank").glob("*.toml"),
    *(ROOT / "widgets/model").rglob("*.toml"),
    *(ROOT / "widgets/view").rglob("*.py"),
]
CREDITED = re.compile(
    r"(literature|sources?|guidelines)\b[^.;“”]{0,40}?"
    r"\b(lowers?|lowering|lower or stop|stops? ketamine)",
    re.IGNORECASE,
)
PROMISED = re.compile(
    r"\b(settles|wears off|will be gone|until then|within the hour)\b", re.IGNORECASE
)


def prose_of(path: Path) -> str:
    """The words of a file in one line each; of a lesson, what was written, not what was put out."""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


@pytest.mark.parametrize("path", READ, ids=lambda path: path.name)
def test_nobody_else_is_credited_with_the_courses_own_order(path):
    assert [match.group(0) for match in CREDITED.finditer(prose_of(path))] == []


@pytest.mark.parametrize(
    "text",
    [
        "The literature puts lowering or stopping ketamine first",
        "The literature says: lower or stop ketamine first",
        "on cover the sources put lowering or stopping first",
        "The literature lowers ketamine first",
    ],
)
def test_the_search_finds_what_it_looks_for(text):
    assert CREDITED.search(text)


def test_the_box_on_cover_shows_every_side_with_its_source():
    html = cover_box()._repr_html_()
    for fact in ("F-I09", "F-S13", "F-I05", "F-S14", "F-S28"):
        assert state(load().facts[fact]) in html
    assert html.count('class="chip"') == 6 and "<b>The literature</b>" not in html
    assert "own view" in html and "own view" in repr(cover_box())
    assert re.search(r"\b\d[\d.]* mg\b", html) is None, "no dose for the pair"


def test_the_table_of_interactions_holds_each_fact_with_its_route():
    html = interactions_table()._repr_html_()
    for each in all_interactions():
        assert state(load().facts[each.source]) in html
    assert html.count('class="chip"') == html.count('<th scope="row">') == len(all_interactions())
    by_mouth = [each for each in all_interactions() if each.routes == ("oral",)]
    assert html.count("<td>By mouth</td>") == len(by_mouth)
    assert problems(re.sub(r"<[^>]+>", " ", html)) == []


def test_liver_tests_are_the_labels_wherever_they_are_asked_for():
    long_course = load().monitoring["M-LONG"]
    assert "liver tests before" in state(long_course) and "S-LABEL-2024" in long_course.sources
    assert "gamma-GT" in state(long_course)
    assert state(long_course) in monitoring_table()._repr_html_().replace("&#39;", "'")
    fact = load().facts["F-I03"]
    assert {"S-LABEL-2024", "S-LABEL-ONA"} == set(fact.sources)
    for word in ("alkaline phosphatase", "gamma-GT"):
        assert word in state(fact) and word in load_effects()["liver"].call


def test_no_night_promises_that_an_effect_ends():
    for effect in load_effects().values():
        for text in (*effect.follows.values(), *effect.cover.values()):
            assert PROMISED.search(text) is None, text


def test_whoever_breathes_slowly_gets_a_call_oxygen_and_naloxone():
    said = load_effects()["somnolence"].follows["stop"]
    assert all(word in said for word in ("oxygen", "naloxone", "unit's rule", "elp called"))


@pytest.mark.parametrize("weights", [(45.0,), (45.0, 70.0, 110.0)])
def test_a_start_is_said_in_mg_of_a_day(weights):
    words = " ".join(start_passage(*weights).paragraphs)
    low = load().limits["infusion_cancer_pain"].low
    for weight in weights:
        assert f"{format_number(round(low * 24 * weight, 6))} mg/24 h" in words
    assert state(load().facts["F-I08"]) in words and problems(words) == []
