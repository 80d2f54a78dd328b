"""What a new case or question asks for, and that the file it writes passes as it stands."""

import json
import subprocess
import sys
import tomllib

import pytest

from teaching.drawn.local import checked
from teaching.drawn.new_local import (
    NewLocalError,
    case_text,
    main,
    question_text,
    write_local_file,
)
from teaching.local import local_edition, read_checked
from theme.options import ROOT
from widgets.model.cases import lint, read_cases
from widgets.model.cases.profiles import FILE as PROFILES
from widgets.model.cases.profiles import findings_of, load_profiles
from widgets.model.cases.walk import turned_by
from widgets.model.gate import decide

CASE = {"name": "never_raised", "title": "Never raised", "profile": "newly_met", "findings": "-"}
OLDER = """
title = "As before"
stem = "A made-up woman of 58 years with cancer pain. The intern wants ketamine."
trap = "The opioid was never raised."
debrief = "Raise what was never raised."

[findings]
profile = "newly_met"
opioid = "strong"
opioid_adequacy = "inadequate"

[[decisions]]
id = "step"
ask = "What do you do tonight?"
kind = "act"

[[decisions.options]]
id = "a"
text = "Raise the morphine"
consequence = "It is the first step."
source = "C09"
step = "optimise_opioid"
expert = true

[[decisions.options]]
id = "b"
text = "Start an adjuvant"
consequence = "The morphine stays."
source = "C10"
step = "add_adjuvant"
"""
QUESTION = {
    "name": "20_our_ward",
    "id": "WARD-001",
    "claim": "C09",
    "objective": "O2",
    "story": "A made-up man has had the first dose of morphine for two weeks. His pain is severe.",
    "ask": "What is due first on our ward?",
    "right": "Raise the opioid and look again",
    "wrong": "Start ketamine at a low rate",
    "other": "Leave it as it is for a week",
    "why": "The opioid was never raised.",
}


def edition(folder):
    return local_edition(folder, read_checked(json.dumps(checked(folder))))


@pytest.mark.parametrize("profile", load_profiles([]))
@pytest.mark.parametrize(
    "findings", ["-", "opioid=strong, opioid_adequacy=inadequate", "age_years=9"]
)
def test_a_new_case_passes_and_its_best_option_is_what_the_gate_gives(tmp_path, profile, findings):
    asked = CASE | {"profile": profile, "findings": findings}
    path = write_local_file(tmp_path, *case_text(asked))
    found = edition(tmp_path)
    assert found.problems == () and found.cases["never_raised"].title == "Never raised"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    (decision,) = [each for each in data["decisions"] if each["id"] == "step"]
    steps = {each["step"]: each["grade"] for each in decision["options"]}
    due = decide(findings_of(load_profiles([]), data["findings"]))
    assert [step for step, grade in steps.items() if grade == "best"] == [due.step]
    assert len(steps) == 3 and not set(due.also) & set(steps)
    case = read_cases(tmp_path / "cases", PROFILES)[0]["never_raised"]
    assert not case.is_older and case.asks and lint.mistakes([case]) == []
    assert {each.finding for each in case.asks if turned_by(case, each)} == {
        name for twin in case.twins for name in twin.flips
    }
    assert bool(case.turns[0].presses) == (due.step != "ketamine_trial")


def test_a_case_of_the_older_kind_is_shown_and_told_what_is_new(tmp_path):
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "as_before.toml").write_text(OLDER, encoding="utf-8")
    found = edition(tmp_path)
    assert found.problems == () and found.cases["as_before"].title == "As before"
    (note,) = found.notes
    assert note.startswith("cases/as_before.toml: is of the older kind and plays as before")
    write_local_file(tmp_path, *case_text(CASE))
    assert set(edition(tmp_path).cases) == {"as_before", "never_raised"}
    assert edition(tmp_path).notes == (note,)


def test_a_new_question_passes_and_is_shown(tmp_path):
    write_local_file(tmp_path, *question_text(QUESTION))
    found = edition(tmp_path)
    assert found.problems == ()
    key = found.questions["WARD-001"]
    assert key.asked == QUESTION["ask"] and key.key == f"{QUESTION['right']}."
    assert [each.text for each in key.options] == sorted(
        QUESTION[each] for each in ("right", "wrong", "other")
    )


@pytest.mark.parametrize(("what", "given"), [(case_text, CASE), (question_text, QUESTION)])
def test_what_is_left_out_is_asked_for(what, given):
    asked = []

    def ask(question):
        asked.append(question.partition(" (")[0])
        return given[asked[-1]]

    assert what({}, ask) == what(given) and sorted(asked) == sorted(given)


@pytest.mark.parametrize(
    ("what", "given", "words"),
    [
        (case_text, CASE | {"name": "../out"}, "name must look like never_raised, got '../out'"),
        (case_text, CASE | {"title": ""}, "--title must be given"),
        (case_text, CASE | {"profile": "newly_meet"}, "did you mean 'newly_met'"),
        (case_text, CASE | {"findings": "opiod=strong"}, "did you mean 'opioid'"),
        (case_text, CASE | {"findings": "opioid=stronge"}, "did you mean 'strong'"),
        (case_text, CASE | {"findings": "opioid"}, "must look like opioid=strong"),
        (question_text, QUESTION | {"name": "ward"}, "name must look like 20_our_ward"),
        (question_text, QUESTION | {"id": "ward1"}, "id must look like WARD-001, got 'ward1'"),
        (question_text, QUESTION | {"claim": "C099"}, "claim must be the id of one, got 'C099'"),
        (question_text, QUESTION | {"why": " "}, "--why must be given"),
    ],
)
def test_what_cannot_stand_is_refused(what, given, words):
    with pytest.raises(NewLocalError) as refused:
        what(given)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("what", "given", "words"),
    [
        (case_text, CASE | {"title": "Mrs Miller"}, "title: PERSON_TITLE"),
        (case_text, CASE | {"name": "01_add_ketamine"}, "is the name of a case of the course"),
        (question_text, QUESTION | {"right": "Give ketamine 5 mg/kg/h"}, "DOSE"),
        (question_text, QUESTION | {"id": "LAD-001"}, "is that of a question of the course"),
        (question_text, QUESTION | {"wrong": QUESTION["right"]}, "20_our_ward.toml"),
    ],
)
def test_what_would_not_pass_leaves_no_file(tmp_path, what, given, words):
    with pytest.raises(NewLocalError) as refused:
        write_local_file(tmp_path, *what(given))
    assert words in str(refused.value) and not list(tmp_path.rglob("*.toml"))


def test_a_file_that_is_there_stays_as_it_is(tmp_path):
    path = write_local_file(tmp_path, *case_text(CASE))
    before = path.read_bytes()
    with pytest.raises(NewLocalError, match="must be one that no file has"):
        write_local_file(tmp_path, *case_text(CASE | {"title": "Another"}))
    assert path.read_bytes() == before


def test_the_command_says_what_it_wrote_or_why_it_did_not(tmp_path, capsys):
    assert main("case", CASE, tmp_path) == 0
    assert "never_raised.toml is written and passes" in capsys.readouterr().out
    assert main("question", QUESTION | {"claim": ""}, tmp_path) == 1
    assert "No question was written: --claim must be given" in capsys.readouterr().err


@pytest.mark.slow
def test_the_command_writes_where_the_server_looks(tmp_path):
    given = [each for name, value in CASE.items() for each in (f"--{name}", value)]
    ran = subprocess.run(
        [sys.executable, "-m", "teaching", "new", "case", *given],
        cwd=ROOT,
        env={"LOCAL": str(tmp_path)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "cases" / "never_raised.toml").exists()
