"""A claim rests on the evidence, explorers follow predictions, questions serve their lesson."""

import json
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

import widgets
from quizzes.engine import load_bank
from tests.course.lessons.teaching_checks import (
    claim_problems,
    explorer_names,
    named_problems,
    objective_problems,
    prediction_problems,
)

FOLDER = Path(__file__).resolve().parents[3] / "lessons"
LESSONS = sorted(FOLDER.glob("*.ipynb"))
CONTENT = [path for path in LESSONS if "01" <= path.stem[:2] < "90"]
EXPLORERS = explorer_names()


def items_of(slug):
    return [item for item in load_bank().items if item.lesson == slug]


def named(path):
    return path.stem


def test_the_explorers_are_known_whatever_their_names_end_in():
    assert {"InfusionLab", "TrialWall", "Ladder", "StopRule"} <= EXPLORERS
    assert not EXPLORERS & {"Patient", "Findings", "simulate", "claim_box"}
    opened = {"CasePlayer", "DoseBench", "ForestPlot", "PumpDrill"}
    assert opened <= EXPLORERS <= set(widgets.__all__)


@pytest.mark.parametrize("path", LESSONS, ids=named)
def test_every_explorer_follows_a_prediction_or_says_why_not(path):
    problems = prediction_problems(nbformat.read(path, as_version=4).cells, EXPLORERS)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", CONTENT, ids=named)
def test_the_claim_rests_on_the_evidence(path):
    notebook = nbformat.read(path, as_version=4)
    course = notebook.metadata["course"]
    problems = claim_problems(course, notebook.cells, items_of(path.stem))
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", LESSONS, ids=named)
def test_every_question_serves_what_its_lesson_teaches(path):
    course = nbformat.read(path, as_version=4).metadata["course"]
    problems = objective_problems(course, items_of(path.stem))
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", CONTENT, ids=named)
def test_a_core_asks_one_question_before_and_two_or_three_at_the_end(path):
    places = [item.place for item in load_bank().live(path.stem)]
    assert places.count("before") == 1 and places.count("exit") in (2, 3)


@pytest.mark.parametrize("path", LESSONS, ids=named)
def test_what_the_words_name_is_in_the_evidence(path):
    cells = nbformat.read(path, as_version=4).cells
    words = [cell.source for cell in cells if cell.cell_type == "markdown"]
    words += [json.dumps(asdict(item), default=str) for item in items_of(path.stem)]
    assert [each for text in words for each in named_problems(text)] == []


@pytest.mark.parametrize("name", ["C99", "F-Q99", "T-NOBODY1999", "I-NOWHERE", "C23z"])
def test_an_id_from_nowhere_is_found(name):
    (problem,) = named_problems(f"Five half-lives are the end of a dose ({name}; and C01, F-M01).")
    assert repr(name) in problem


def explorer_cell(source="TrialWall()", reason=""):
    course = {"no_prediction": reason} if reason else {}
    return new_code_cell(source, metadata={"course": course})


PREDICT = new_markdown_cell("**Predict.** How many?")
REASON = "The drill itself asks for an answer first."


@pytest.mark.parametrize(
    "cells",
    [
        [PREDICT, explorer_cell()],
        [explorer_cell(reason=REASON)],
        [PREDICT, explorer_cell(), explorer_cell("Ladder()", REASON)],
        [new_code_cell("claim_box('C17')")],
    ],
)
def test_a_lesson_that_asks_first_passes(cells):
    assert prediction_problems(cells, EXPLORERS) == []


@pytest.mark.parametrize(
    "cells",
    [
        [explorer_cell()],
        [explorer_cell(), PREDICT],
        [PREDICT, explorer_cell(), explorer_cell("Ladder()")],
        [explorer_cell("wall = Ladder()\nwall")],
        [explorer_cell(reason="Not needed.")],
        [PREDICT, explorer_cell(reason=REASON)],
    ],
)
def test_an_explorer_without_a_prediction_is_found(cells):
    assert prediction_problems(cells, EXPLORERS) != []


SHOWN = [new_code_cell('claim_box("C29")')]
QUOTE = "The best randomised trial shows no benefit over placebo."
ARRIVES = {
    "function": "regimens.infusion_summary.infusion_summary",
    "args": {"rate_mg_per_kg_h": 0.1, "weight_kg": 70, "duration_h": 24, "model": "kamp_2020"},
    "field": "to_90_percent_h",
    "value": 8,
    "within": 0.05,
}


def item(claims=(), facts=(), objective="O6"):
    return SimpleNamespace(
        id="X-001", claims=claims, facts=facts, objective=objective, place="exit"
    )


@pytest.mark.parametrize(
    ("rests_on", "items"),
    [
        ({"C29": QUOTE}, []),
        ({"C33": "does not justify giving ketamine routinely"}, [item(["C33"])]),
        ({"kamp_2020": ARRIVES}, [item(facts=["kamp_2020"])]),
    ],
)
def test_a_claim_that_the_evidence_carries_passes(rests_on, items):
    course = {"claim": "A claim", "rests_on": rests_on}
    assert claim_problems(course, SHOWN, items) == []


@pytest.mark.parametrize(
    "rests_on",
    [
        None,
        {},
        "C29",
        {"": "Five half-lives are the end of a dose"},
        {"C99": QUOTE},
        {"C29": "Five half-lives are the end of a dose"},
        {"C29": "no benefit"},
        {"C29": 5},
        {"C02": "finds too little evidence for routine ketamine"},
        {"C14": "Infusion for cancer pain: 0.05 to 0.5 mg/kg/h"},
        {"kamp_2020": "three compartments, linear, so five half-lives"},
        {"kamp_2020": {**ARRIVES, "value": 5}},
        {"domino_1984": ARRIVES},
    ],
)
def test_a_claim_that_nothing_carries_is_found(rests_on):
    course = {"claim": "Five half-lives are the end of a dose", "rests_on": rests_on}
    items = [item(["C02"], ["kamp_2020", "domino_1984"])]
    assert claim_problems(course, SHOWN, items) != []


def test_a_question_beside_its_lesson_is_found():
    course = {"objectives": ["O6", "O7"]}
    assert objective_problems(course, [item(objective="O7")]) == []
    assert objective_problems(course, [item(objective="O9")]) != []
