"""A plan with a mistake is refused with file, line, step, field and reason, and alone."""

import shutil

import pytest

from evidence import LeftOut
from teaching import (
    PlanError,
    left_out_plans,
    load_plan_file,
    load_plans,
    plan_files,
    plan_mistakes,
)
from teaching.plan_words import typed_number
from tests.teaching.plans.spoilt import GOOD, MISTAKES


def written(folder, text, name="short_5"):
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_plan_that_is_spoilt_is_good(tmp_path):
    plan = load_plan_file(written(tmp_path, GOOD))
    assert plan.id == "short_5" and plan.minutes == 5
    assert plan.steps[3].say.startswith("Look: Infusion for cancer pain: 0.05 to 0.5 mg/kg/h")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named(tmp_path, name):
    old, new, words = MISTAKES[name]
    assert old in GOOD
    with pytest.raises(PlanError) as refused:
        load_plan_file(written(tmp_path, GOOD.replace(old, new, 1)))
    told = [each for each in refused.value.problems if all(word in each for word in words)]
    assert len(told) == 1, refused.value.problems
    assert told[0].startswith("short_5.toml")


def test_every_mistake_of_a_file_is_named_in_one_run(tmp_path):
    spoilt = GOOD.replace("LAD-001", "LAD-9").replace("C34", "C340").replace("minutes = 5", "x = 5")
    with pytest.raises(PlanError) as refused:
        load_plan_file(written(tmp_path, spoilt))
    assert len(refused.value.problems) == 4, refused.value.problems


def test_a_name_that_is_no_id_is_refused(tmp_path):
    with pytest.raises(PlanError, match="must be named like noon_45.toml"):
        load_plan_file(written(tmp_path, GOOD, "My plan"))


@pytest.mark.parametrize(
    "text",
    [
        "29 of 93",
        "0.05 mg/kg/h",
        "a third of patients",
        "ten percent",
        "one in two",
        "50%",
        "five mg",
    ],
)
def test_a_number_that_somebody_typed_is_seen(text):
    assert typed_number(f"It was {text} there.")


@pytest.mark.parametrize(
    "text",
    [
        "Four criteria, then six doors.",
        "Work in threes, two minutes each.",
        "Half the room says yes.",
        "All criteria but one.",
        "The level: {limit:infusion_cancer_pain.high}, and {fact:F-S06}",
    ],
)
def test_words_that_count_steps_or_people_in_the_room_stand(text):
    assert typed_number(text) == ""


def copied(monkeypatch, tmp_path):
    """The course's plans in a folder of their own, read as the course's."""
    folder = tmp_path / "plans"
    shutil.copytree(plan_files.FOLDER, folder)
    monkeypatch.setattr(plan_files, "FOLDER", folder)
    return folder


def test_a_broken_file_harms_only_itself(monkeypatch, tmp_path):
    folder = copied(monkeypatch, tmp_path)
    before = set(load_plans())
    path = folder / "noon_45.toml"
    path.write_text(path.read_text("utf-8").replace("\nsay = ", "\nsayy = ", 1), encoding="utf-8")
    assert set(load_plans()) == before - {"noon_45"} and left_out_plans() == ("noon_45",)
    (mistake,) = plan_mistakes()
    assert mistake.startswith("noon_45.toml, line ") and "did you mean 'say'" in mistake


def test_a_file_that_changes_is_read_again(monkeypatch, tmp_path):
    folder = copied(monkeypatch, tmp_path)
    load_plans()
    written(folder, GOOD)
    assert load_plans()["short_5"].title == "A short session"


def test_what_rests_on_a_broken_file_is_left_out_and_told_there(monkeypatch, tmp_path):
    folder = copied(monkeypatch, tmp_path)
    written(folder, GOOD)

    def gone(name, _local):
        if name in ("LAD-001", "GAT-001"):
            raise LeftOut("This question")
        return object()

    monkeypatch.setattr("teaching.known.question", gone)
    assert "short_5" in left_out_plans() and "huddle_20" in left_out_plans()
    assert plan_mistakes() == () and {"noon_45", "express_60"} <= set(load_plans())


def test_plans_of_a_local_folder_stand_beside_those_of_the_course(tmp_path):
    (tmp_path / "plans").mkdir()
    written(tmp_path / "plans", GOOD)
    written(tmp_path / "plans", GOOD, "huddle_20")
    plans = load_plans(tmp_path)
    assert plans["short_5"].is_local and not plans["huddle_20"].is_local
    assert plans["huddle_20"].title == load_plans()["huddle_20"].title
    (mistake,) = plan_mistakes(tmp_path)
    assert mistake.startswith("huddle_20.toml") and "is the name of a plan of the course" in mistake
    assert plan_mistakes() == () and "short_5" not in load_plans()
