"""Each TOML file broken once by its syntax and once by a field: it harms only itself."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence import LeftOut

pytestmark = [pytest.mark.slow, pytest.mark.all]  # each file; test_broken_files.py breaks a sample
ROOT = Path(__file__).resolve().parents[3]
PARTS = ("evidence", "page", "widgets", "quizzes", "teaching", "theme", "lessons")
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for room in ("evidence", "quizzes/bank", "widgets", "teaching/plans")
    for path in (ROOT / room).rglob("*.toml")
)
GATE = {"Ladder", "ContraindicationScreen", "CasePlayer"}
DOSES = {"DoseBench", "DoseSettings", "InfusionLab", "RouteLab", "StopRule"}  # and a watch panel
ELSEWHERE = {"TrialWall", "Ladder"}  # of lessons that share no file
# What refuses where a file beside the code is broken, and nothing less.
RESTS_ON = {
    "evidence/limits.toml": GATE | DOSES,
    "evidence/monitoring.toml": DOSES,
    "widgets/model/gate/criteria.toml": GATE,
    "widgets/model/gate/contraindications.toml": GATE,
    "widgets/model/safety/monitoring.toml": DOSES | {"MonitoringPlan"},
    "widgets/view/safety/watch.toml": DOSES,
    "widgets/model/safety/interactions.toml": {"DoseBench", "MonitoringPlan"},
    "widgets/model/safety/stop_rule.toml": {"StopRule"},
    "widgets/model/safety/adverse.toml": {"EffectManager"},
    "widgets/model/exercises/error_detection.toml": {"PumpDrill"},
    "widgets/model/exercises/error_patterns.toml": {"PumpDrill", "DoseBench"},
    "widgets/view/trials/experiments.toml": {"WindUpLab"},
}
# A file whose rows are left out one by one, or which only a question or a passage rests on.
IN_PARTS = (
    *("evidence/", "quizzes/bank/", "widgets/model/cases/", "widgets/view/kinetics/why.toml"),
    "teaching/plans/",
)
# What every question rests on, and what nearly every number does: the limits are whole or none.
EVERY_QUESTION_RESTS_ON = ("evidence/objectives.toml", "evidence/references.toml")
EVERY_NUMBER_RESTS_ON = "evidence/sources/trials.toml"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What follows from each broken file, by file and way; and what importing the course reads."""
    tree = tmp_path_factory.mktemp("course")
    skip = shutil.ignore_patterns("__pycache__", "js", "frontend")
    for part in PARTS:
        shutil.copytree(ROOT / part, tree / part, ignore=skip)
    for name in ("CITATION.cff", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tree)
    ran = subprocess.run(
        [sys.executable, ROOT / "tests/course/tree/broken_tree.py", tree],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    first, *each = map(json.loads, ran.stdout.splitlines())
    return {**first, **{(said["file"], said["way"]): said for said in each}}


def test_importing_the_course_reads_no_file(told):
    assert told["rooms"] == ["quizzes", "teaching", "widgets"] and told["read_at_import"] == []


@pytest.mark.parametrize("way", ["syntax", "field"])
@pytest.mark.parametrize("file", FILES)
def test_a_broken_file_harms_only_itself(told, file, way):
    said = told[file, way]
    assert "crash" not in said, said["crash"]
    assert said["log"] == []  # nothing went wrong that nobody had thought of
    # the mistake is named once: file, line, and what may be meant
    (mistake,) = said["told"]
    assert mistake.startswith(file) and "line " in mistake, mistake
    if way == "field":
        assert re.search("is not a known (field|finding)", mistake), mistake
    # what rests on it refuses in one sentence, and all of it; nothing else of its kind does
    assert set(said["refused"]) >= RESTS_ON.get(file, set())
    assert all(str(LeftOut()).split(": ")[1] in each for each in said["refused"].values())
    if file not in RESTS_ON:
        assert file.startswith(IN_PARTS), f"{file}: name in RESTS_ON what refuses without it"
    # another lesson's explorer works, and a quiz
    assert ELSEWHERE - set(said["refused"]) or file == EVERY_NUMBER_RESTS_ON
    assert said["lessons"] or (way == "syntax" and file in EVERY_QUESTION_RESTS_ON)
