"""Every number with a clinical unit that is typed in a lesson or a vignette has a home."""

from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from quizzes.engine import load_bank
from tests.course.lessons.typed_quantities import cell_problems, item_problems, quantities

LESSONS = sorted((Path(__file__).resolve().parents[3] / "lessons").glob("*.ipynb"))
PLATEAU = {
    "function": "regimens.infusion_summary.infusion_summary",
    "args": {"rate_mg_per_kg_h": 0.1, "weight_kg": 70, "duration_h": 24, "model": "kamp_2020"},
    "field": "plateau_ng_per_ml",
}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_numbers_of_a_lesson(path):
    problems = []
    for index, cell in enumerate(nbformat.read(path, as_version=4).cells):
        if cell.cell_type == "markdown":
            homes = cell.metadata.get("course", {}).get("numbers", {})
            problems += [f"cell {index}: {each}" for each in cell_problems(cell.source, homes)]
    assert not problems, "\n".join(problems)


def test_the_numbers_of_the_questions():
    problems = [each for item in load_bank().items for each in item_problems(item)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ketamine 0.05 to 0.5 mg/kg/h.", ["0.05 to 0.5 mg/kg/h"]),
        ("A 70-kg man, 1,250 ng/mL.", ["70-kg", "1,250 ng/mL"]),
        ("After 5 half-lives 97% is gone.", ["5 half-lives", "97%"]),
        ("8 of 10 after six hours, day 7, 02:00, form 2.", ["8 of 10"]),
        ("{rate} mg/kg/h at {weight} kg for {hours:0} h", []),
        ("[a](09_hours.ipynb) and 2 steps", []),
    ],
)
def test_what_is_a_typed_number(text, found):
    assert [each.text for each in quantities(text)] == found


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("62 kg", "made up"),
        ("0.5 mg/kg/h", "limit:infusion_cancer_pain.high"),
        ("0.1 mg/kg/h", "in limit:infusion_cancer_pain"),
        ("37%", "record:F-D02"),
        ("10 to 40 mg/h", "record:F-D01"),
        ("24 h", "day"),
        ("80 of 100", "case:13_journal_club"),
        ("5 mg/kg/h", "error: the page of the story is wrong"),
        ("100 ng/mL", {**PLATEAU, "says": "above"}),
    ],
)
def test_a_number_with_its_home_passes(text, home):
    assert cell_problems(f"So it was {text}, she said.", {text: home}) == []


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("5 half-lives", "made up"),
        ("97%", "made up"),
        ("25 kg", "made up"),
        ("0.4 mg/kg/h", "limit:infusion_cancer_pain.high"),
        ("0.5 mg/kg", "limit:infusion_cancer_pain.high"),
        ("0.6 mg/kg/h", "in limit:infusion_cancer_pain"),
        ("0.1 mg/kg/h", "in limit:oral_cap"),
        ("38%", "record:F-D02"),
        ("37%", "record:F-D99"),
        ("12 h", "day"),
        ("81 of 100", "case:13_journal_club"),
        ("80 of 100", "case:99_none"),
        ("5 mg/kg/h", "error:"),
        ("5 mg/kg/h", "I looked it up"),
        ("100 ng/mL", PLATEAU),
        ("80 ng/mL", {**PLATEAU, "says": "above"}),
        ("100 ng/mL", {**PLATEAU, "says": "about"}),
    ],
)
def test_a_number_with_a_false_home_is_found(text, home):
    assert cell_problems(f"So it was {text}, she said.", {text: home}) != []


def test_a_number_without_a_home_and_a_home_without_its_number_are_found():
    assert cell_problems("After 5 half-lives it is gone.", {}) != []
    assert cell_problems("It is gone.", {"24 h": "day"}) != []


@pytest.mark.parametrize(
    "text",
    [
        "Five half-lives are the end of a dose.",
        "After one half-life half is left.",
        "Eight of 10 were better.",
        "Give ten mg more.",
        "Two to three mg are enough.",
    ],
)
def test_a_number_that_is_spelt_out_needs_a_home_too(text):
    (problem,) = cell_problems(text, {})
    assert "is typed" in problem


def test_days_and_hours_of_a_story_may_be_spelt_out():
    assert cell_problems("For two weeks he slept three hours a night.", {}) == []


def item(vignette, value=None, story=False):
    given = {"level": SimpleNamespace(value=value, unit="ng/mL")} if value else {}
    asked = {"vignette": vignette, "lead_in": "And?"}
    return SimpleNamespace(id="X-001", case=None, given=given, story=story, **asked)


@pytest.mark.parametrize(
    "sound",
    [
        item("A made-up man of 62 years gets 0.1 mg/kg/h for 24 h."),
        item("A man of 62 years gets 0.1 mg/kg/h for 24 h.", story=True),
        item("The range ends at 0.5 mg/kg/h."),
        item("The level is 83 ng/mL.", value=83),
        item("A made-up drug helps 42 of 100."),
        item("The range ends at {limit:infusion_cancer_pain.high} mg/kg/h."),
    ],
)
def test_a_sound_vignette_passes(sound):
    assert item_problems(sound) == []


@pytest.mark.parametrize(
    "broken",
    [
        item("A man of 62 years gets ketamine."),
        item("A made-up man: after 5 half-lives 97% is gone."),
        item("A made-up man: the level is 84 ng/mL.", value=83),
        item("The range ends at 0.6 mg/kg/h."),
    ],
)
def test_a_vignette_with_a_number_from_nowhere_is_found(broken):
    assert item_problems(broken) != []
