"""What `make new` writes passes the checks as it stands; what it cannot write it refuses."""

import ast
import io
import shutil
import subprocess
import sys

import nbformat
import pytest

from evidence import load
from quizzes.engine import load_bank
from tests.course.lessons.lesson_checks import shape_problems
from tests.course.lessons.teaching_checks import (
    claim_problems,
    objective_problems,
    prediction_problems,
)
from tests.course.lessons.typed_quantities import cell_problems, item_problems
from tests.course.tree.test_names import ROOMS, named_twice, sources_of
from tools import new
from widgets.model.cases import FOLDER as CASES
from widgets.model.cases import load_cases, load_cases_from

SLUG, CLAIM = "14_half_lives", "What is known does not justify routine use"
QUOTE = "does not justify giving ketamine routinely"
NAME, MODULE = "NewForTheTests", "new_for_the_tests"  # no explorer of the course is called so
EXPLORERS = frozenset({NAME})


@pytest.fixture
def root(tmp_path):
    """A course with nothing in it but what `make new` reads."""
    (tmp_path / "lessons").mkdir()
    (tmp_path / "quizzes/bank").mkdir(parents=True)
    for subject in new.subjects(new.ROOT):
        for floor in new.FLOORS:
            door = f"widgets/{floor}/{subject}/__init__.py"
            (tmp_path / door).parent.mkdir(parents=True)
            shutil.copy(new.ROOT / door, tmp_path / door)
    shutil.copy(new.ROOT / "widgets/__init__.py", tmp_path / "widgets/__init__.py")
    return tmp_path


def new_lesson(*given):
    return new.write(new.lesson_files(*given))


def new_explorer(*given):
    return new.write(new.explorer_files(*given))


def lesson(root, claim_id="C33", explorer=""):
    quote = load().claims[claim_id].says
    notebook, bank = new_lesson(root, SLUG, CLAIM, claim_id, "O1", quote, explorer)
    return nbformat.read(notebook, as_version=4), load_bank(bank.parent).items


STATABLE = [name for name, claim in load().claims.items() if new.may_be_stated(claim)]


@pytest.mark.parametrize("claim_id", STATABLE)
def test_a_new_lesson_on_any_claim_that_may_be_stated_passes(root, claim_id):
    notebook, items = lesson(root, claim_id)
    course = notebook.metadata["course"]
    assert shape_problems(SLUG, notebook, set(load().objectives)) == []
    assert claim_problems(course, notebook.cells, items) == []
    assert objective_problems(course, items) == []
    words = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert [each for source in words for each in cell_problems(source, {})] == []
    assert [each for item in items for each in item_problems(item)] == []
    assert {item.place for item in items} == {"before", "practice", "alone", "exit"}


def test_the_key_of_its_questions_is_the_verdict_of_the_claim(root):
    _, items = lesson(root, "C33")
    assert load().claims["C33"].verdict == "supported"
    for item in items:
        (key,) = (option for option in item.body.options if option.correct)
        assert key.text == "The literature agrees with it"


def test_a_new_lesson_with_an_explorer_asks_first(root):
    notebook, _ = lesson(root, explorer=NAME)
    assert any(cell.source == f"{NAME}()" for cell in notebook.cells)
    assert prediction_problems(notebook.cells, EXPLORERS) == []
    assert shape_problems(SLUG, notebook, set(load().objectives)) == []


def test_its_questions_take_letters_that_no_lesson_has(root):
    shutil.copy(new.ROOT / "quizzes/bank/07_dose_and_setting.toml", root / "quizzes/bank")
    new_lesson(root, "14_set_again", CLAIM, "C33", "O1", QUOTE)
    letters = {(item.lesson, item.id[:-4]) for item in load_bank(root / "quizzes/bank").items}
    assert {each for lesson, each in letters if lesson == "14_set_again"} == {"SETA"}
    assert ("07_dose_and_setting", "SET") in letters


@pytest.mark.parametrize("slug", ["half_lives", "14-half", "00_first", "18_eighteenth", "14_"])
def test_a_lesson_that_has_no_place_is_refused(root, slug):
    with pytest.raises(new.NewError, match="LESSON must be named"):
        new_lesson(root, slug, CLAIM, "C33", "O1", QUOTE)


def test_what_is_there_is_never_written_over(root):
    lesson(root)
    with pytest.raises(new.NewError, match=r"14 is 14_half_lives"):
        lesson(root)
    new_explorer(root, NAME, "kinetics")
    with pytest.raises(new.NewError, match="name of its own"):
        new_explorer(root, NAME, "trials")
    (root / "widgets/view/trials/other_thing.py").write_text("kept")
    with pytest.raises(new.NewError, match=r"other_thing\.py must not be there"):
        new_explorer(root, "OtherThing", "trials")
    assert not (root / "widgets/model/trials/other_thing.py").exists()


@pytest.mark.parametrize("name", ["halfLives", "Half_Lives", "HALF", "", "Half Lives"])
def test_an_explorer_with_no_name_is_refused(root, name):
    with pytest.raises(new.NewError, match="EXPLORER must be named"):
        new_explorer(root, name, "kinetics")


def test_a_new_explorer_is_at_the_front_door_in_its_order(root):
    written = new_explorer(root, NAME, "kinetics")
    tree = ast.parse((root / "widgets/__init__.py").read_text(encoding="utf-8"))
    (listed,) = (each.value for each in tree.body if isinstance(each, ast.Assign))
    names = ast.literal_eval(listed)
    assert NAME in names and names == sorted(names)
    imports = [node.module for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert f"widgets.controls.kinetics.{MODULE}" in imports
    controls = [name for name in imports if name.startswith("widgets.controls")]
    assert controls == sorted(controls)
    assert len(written) == 7
    for path in written:
        ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_tests_of_a_new_explorer_pass(tmp_path):
    folders = ("evidence", "page", "widgets", "tests/widgets")
    skip = shutil.ignore_patterns("__pycache__", "test_*.py")
    for folder in folders:
        shutil.copytree(new.ROOT / folder, tmp_path / folder, ignore=skip)
    for name in ("tests/medication_lint.py", "pyproject.toml"):
        shutil.copy(new.ROOT / name, tmp_path / name)
    for name in (NAME, "Pie", "WhatIsLeftAfterManySteps"):
        new_explorer(tmp_path, name, "kinetics")
    written = {
        path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8")
        for path in tmp_path.glob("widgets/**/*.py")
    }
    assert named_twice(sources_of(*ROOMS) | written) == {}, "no name gets a second meaning"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout[-2000:]
    assert " passed" in ran.stdout


def test_a_new_case_is_read_as_it_stands(root):
    """It takes the next number, breaks no rule of the set, and stands beside the others."""
    cases = root / "widgets/model/cases"
    cases.mkdir(parents=True, exist_ok=True)
    for path in CASES.glob("*.toml"):
        shutil.copy(path, cases)
    (written,) = new.write(new.case_files(root, "16_never_raised"))
    found = load_cases_from(cases)
    assert len(found) == len(load_cases()) + 1
    case = found[written.stem]
    assert case.number not in {each.number for each in load_cases().values()}
    assert {turn.kind for turn in case.turns} == {"act", "hold", "judge"}
    with pytest.raises(new.NewError, match="16 is 16_never_raised"):
        new.case_files(root, "16_another")
    for name in ("never", "16-never", "16_Never", "16_"):
        with pytest.raises(new.NewError, match="CASE must be named"):
            new.case_files(root, name)


ENOUGH = ["--lesson", SLUG, "--claim", CLAIM, "--rests-on", "C33", "--objective", "O1"]


def test_all_that_is_missing_is_told_at_once(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    wanted = {"claim": None, "rests_on": {"C33": "Not routine."}, "objective": {"O1": "Say why."}}
    given = {"claim": "", "rests_on": "C99", "objective": ""}
    with pytest.raises(new.NewError) as refusal:
        new.every_asked(wanted, given)
    for told in ("CLAIM=… must be given", "RESTS_ON=… must be one of", "OBJECTIVE=… must be given"):
        assert told in str(refusal.value)


def test_what_is_left_out_is_refused_with_the_choices():
    choices = {"C33": "Not routine.", "C29": "No benefit."}
    assert new.asked("RESTS_ON", "C29", choices) == "C29"
    for given in ("", "C99", "five half-lives are the end of a dose"):
        with pytest.raises(new.NewError, match=r"(?s)RESTS_ON=.*C33 +Not routine.*C29"):
            new.asked("RESTS_ON", given, choices)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--lesson", SLUG],
        ["--lesson", SLUG, "--claim", "Five half-lives are the end of a dose"],
        ["--lesson", SLUG, "--claim", CLAIM, "--rests-on", "C99", "--objective", "O1"],
        ["--lesson", SLUG, "--claim", CLAIM, "--rests-on", "C17", "--objective", "O1"],
        ["--lesson", SLUG, "--claim", CLAIM, "--rests-on", "C33", "--objective", "O99"],
        [*ENOUGH, "--quote", "Five half-lives are the end of a dose"],
        [*ENOUGH, "--quote", ""],
        ["--explorer", NAME, "--subject", "poetry"],
    ],
)
def test_the_command_refuses_in_words_and_writes_nothing(root, arguments, capsys, monkeypatch):
    monkeypatch.setattr(new, "ROOT", root)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert new.main(arguments) == 2
    told = capsys.readouterr().err
    assert "must be given" in told or "must be one of those below, got" in told
    assert list((root / "lessons").iterdir()) == []
    assert not list(root.rglob(f"{MODULE}.py"))
