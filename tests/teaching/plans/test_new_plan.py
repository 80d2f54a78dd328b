"""A new plan passes as it stands, for every case; what cannot stand is refused in a sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from teaching import PlanError, load_plan_file
from teaching.known import case_ids, case_outline
from teaching.new_plan import NewPlanError, asked_plan, write_plan

ROOT = Path(__file__).resolve().parents[3]
GIVEN = {
    "name": "monday_30",
    "title": "Monday's session",
    "minutes": "30",
    "case": "05_everything_tried",
    "close": "C33",
}


@pytest.mark.parametrize("case", case_ids())
@pytest.mark.parametrize("minutes", ["7", "30.5"])
def test_a_new_plan_passes_as_it_stands(tmp_path, case, minutes):
    asked = asked_plan(GIVEN | {"case": case, "minutes": minutes})
    plan = load_plan_file(write_plan(asked, tmp_path))
    assert (plan.id, plan.title, plan.minutes) == ("monday_30", "Monday's session", float(minutes))
    decisions = tuple(step.decision for step in plan.steps if step.decision)
    assert decisions == tuple(name for name, _ in case_outline(case).way)
    assert plan.close == "C33"


def test_what_is_left_out_is_asked_for(tmp_path):
    questions = []
    answers = {"title": "A “quoted” title \\ with a slash", "close": "O11"}

    def ask(question):
        questions.append(question)
        return answers[question.partition(" ")[0]]

    given = {name: value for name, value in GIVEN.items() if name not in answers}
    plan = load_plan_file(write_plan(asked_plan(given, ask), tmp_path))
    assert [each.partition(" ")[0] for each in questions] == ["title", "close"]
    assert plan.title == answers["title"] and plan.close == "O11"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("name", "", "--name must be given: such as monday_30"),
        ("name", "Monday 30", "name must look like monday_30"),
        ("name", "../monday", "name must look like monday_30"),
        ("name", "noon_45", "name must be one that no plan has, got 'noon_45'"),
        ("case", "05_everything_tryed", "did you mean '05_everything_tried'"),
        ("case", "", "09_read_me_the_pump"),
        ("minutes", "4", "whole or half ones from 5 to 240 for 05_everything_tried, got '4'"),
        ("minutes", "7.3", "got '7.3'"),
        ("minutes", "half an hour", "got 'half an hour'"),
        ("minutes", "nan", "got 'nan'"),
        ("minutes", "500", "got '500'"),
    ],
)
def test_what_cannot_stand_is_refused(name, value, words):
    with pytest.raises(NewPlanError) as refused:
        asked_plan(GIVEN | {name: value})
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("title", "Ketamine in 3 of 10", "holds a number that is typed"),
        ("close", "C330", "names a claim or objective that is not there: 'C330'"),
        ("close", "C02", "C02 may not be stated as fact"),
    ],
)
def test_a_file_that_would_not_pass_is_not_left_behind(tmp_path, name, value, words):
    with pytest.raises(PlanError, match=words):
        write_plan(asked_plan(GIVEN | {name: value}), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_file_is_written_over(tmp_path):
    path = write_plan(asked_plan(GIVEN), tmp_path)
    before = path.read_text(encoding="utf-8")
    with pytest.raises(NewPlanError, match="no plan has"):
        write_plan(asked_plan(GIVEN | {"title": "Another"}), tmp_path)
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([f"--{name}={value}" for name, value in GIVEN.items()], 0, "passes as it stands"),
        (["--name=monday_30"], 1, "No plan was written: --title must be given"),
    ],
)
def test_the_command_says_what_it_did(tmp_path, arguments, code, words):
    command = [sys.executable, "-m", "teaching", "new", "plan", "--folder", str(tmp_path)]
    ran = subprocess.run(
        [*command, *arguments], cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert ran.returncode == code and words in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["monday_30.toml"] * (code == 0)
