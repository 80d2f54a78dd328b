"""A mistake in a department's file is named with file, line and field, and harms only itself."""

import json
import re
from datetime import timedelta

import pytest

from evidence import LeftOut
from teaching import load_plans
from teaching.drawn.local import checked
from teaching.local import edition, local_edition, protocol, read_checked, unchecked
from tests.teaching.local.good import FILES, write_local
from tests.teaching.local.mistakes import MISTAKES, PLAN, PROTOCOL, QUESTION, STRAYS


def read(folder):
    """The edition of a folder, by way of what the process that checks it would print."""
    return local_edition(folder, read_checked(json.dumps(checked(folder))))


def parts(found):
    """What of a folder can be shown."""
    return {
        "cases": set(found.cases),
        "questions": set(found.questions),
        "plans": set(found.plans),
        "protocol.toml": {"protocol"} if found.protocol else set(),
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The edition of a folder without a mistake."""
    return read(write_local(tmp_path_factory.mktemp("local")))


def test_a_folder_without_a_mistake_is_shown_whole(whole):
    assert whole.problems == () and whole.left_out_plans == () and not whole.is_empty
    assert parts(whole) == {
        "cases": {"asked_on_friday"},
        "questions": {"WARD-001"},
        "plans": {"friday_5"},
        "protocol.toml": {"protocol"},
    }
    assert whole.plans["friday_5"].is_local and "friday_5" not in load_plans()


def test_thirty_mistakes_are_tried():
    assert len(MISTAKES) + len(STRAYS) >= 30


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_and_harms_only_itself(tmp_path, whole, name):
    file, old, new, words = MISTAKES[name]
    assert FILES[file].count(old) >= 1
    found = read(write_local(tmp_path, FILES | {file: FILES[file].replace(old, new, 1)}))
    told = [each for each in found.problems if all(word in each for word in words)]
    assert len(told) == 1, found.problems
    assert re.match(rf"{re.escape(file)}(, line \d+)?: ", told[0]), told
    assert all(each.startswith(file) for each in found.problems), found.problems
    left, there = parts(found), parts(whole)
    here = file.partition("/")[0]
    assert not left[here]
    # a plan goes with what it names, and nothing else goes
    gone = {here} | ({"plans"} if file not in (PROTOCOL, PLAN) else set())
    assert {part for part in there if left[part] != there[part]} == gone
    if "plans" in gone:
        assert found.left_out_plans == ("friday_5",)


@pytest.mark.parametrize("name", STRAYS)
def test_what_is_not_read_is_named(tmp_path, whole, name):
    file, *words = STRAYS[name]
    found = read(write_local(tmp_path, FILES | {file: "made up"}))
    assert len(found.problems) == 1 and all(word in found.problems[0] for word in words)
    assert parts(found) == parts(whole)


def test_a_case_with_a_name_of_the_course_is_refused(tmp_path):
    name = "cases/01_add_ketamine.toml"
    found = read(write_local(tmp_path, {name: FILES["cases/asked_on_friday.toml"]}))
    (told,) = found.problems
    assert told.startswith(name) and "is the name of a case of the course" in told
    assert not found.cases


def test_a_question_with_an_id_of_the_course_is_refused(tmp_path):
    found = read(write_local(tmp_path, {QUESTION: FILES[QUESTION].replace("WARD-001", "LAD-001")}))
    assert not found.questions and found.problems == (
        f"{QUESTION}, line 5: LAD-001: id: is that of a question of the course: take another",
    )


def test_what_could_not_be_checked_is_not_shown(tmp_path):
    write_local(tmp_path)
    found = local_edition(tmp_path, unchecked(tmp_path, "no process"))
    assert not found.cases and not found.questions and not found.plans and found.protocol
    assert found.problems == ("no process",) and found.left_out_plans == ("friday_5",)


def test_without_the_courses_limits_nothing_is_held_to_them(tmp_path, monkeypatch):
    def gone():
        raise LeftOut

    write_local(tmp_path, {PROTOCOL: FILES[PROTOCOL]})
    monkeypatch.setattr(protocol, "dose_limits", gone)
    found = read(tmp_path)
    assert found.protocol is None and found.problems == (edition.NO_LIMITS,)


def test_a_protocol_is_past_from_the_day_after_its_review(whole):
    last = whole.protocol.review_by
    assert not whole.protocol.is_past(last) and whole.protocol.is_past(last + timedelta(days=1))


def test_no_local_figure_can_pass_a_limit_that_the_course_holds_for_it():
    assert {name: protocol.ceiling(each).id for name, each in protocol.dose_limits().items()} == {
        "infusion_cancer_pain": "infusion_acute_pain_ceiling",
        "infusion_acute_pain_ceiling": "infusion_acute_pain_ceiling",
        "bolus_acute_pain_ceiling": "bolus_acute_pain_ceiling",
        "oral_per_dose": "oral_per_dose",
        "oral_cap": "oral_cap",
        "oral_times_daily": "oral_times_daily",
    }
