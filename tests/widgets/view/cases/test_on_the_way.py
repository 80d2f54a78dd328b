"""A case while it is played: the clock, the signs, the strip, and where the panel stands."""

import pytest

from tests.widgets.controls.cases.small import SMALL
from widgets.controls.inputs import Choice
from widgets.model.cases import load_cases
from widgets.model.cases.records import Signs
from widgets.model.cases.walk import expert_path, walk
from widgets.view.cases.on_the_way import (
    aside_for,
    case_address,
    case_sentence,
    case_strip,
    list_label,
    state_line,
)
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Passage

CASES = load_cases()
EIGHT = CASES["08b_hard_to_rouse"]


@pytest.mark.parametrize(
    ("clock", "minutes", "signs", "line"),
    [
        ("", 0, None, ""),
        ("", 30, Signs(pain=8), "pain 8 of 10"),
        ("", 1440, None, "Day 2"),
        ("02:00", 0, None, "02:00"),
        ("02:00", 40, Signs(7.5, "opens eyes to voice", 9),
         "02:40 · pain 7.5 of 10 · opens eyes to voice · 9 breaths a minute"),
        ("23:30", 31, Signs(pain=0), "Day 2, 00:01 · pain 0 of 10"),
        ("14:00", 2 * 1440, None, "Day 3, 14:00"),
    ],
)  # fmt: skip
def test_the_state_of_a_patient_in_one_line(clock, minutes, signs, line):
    assert state_line(clock, minutes, signs) == line


def test_the_strip_says_which_of_how_many_and_leads_there():
    strip = case_strip(EIGHT, True)
    place, of = list(CASES).index(EIGHT.id) + 1, len(CASES)
    assert strip.text.startswith(f"Case 8B · {place} of {of} · ") and strip.text.endswith(" min")
    assert strip.address == "case=8B" and case_strip(EIGHT, False).address == ""
    assert len({case_address(each) for each in CASES.values()}) == of
    assert case_address(SMALL, SMALL.visits[0]) == "case=30&visit=3"


def test_a_case_in_the_list_has_its_number_and_its_minutes_or_that_it_was_played():
    minutes = case_strip(EIGHT, True).text.rpartition(" · ")[2]
    assert list_label(EIGHT, False) == f"8B She is finally sleeping ({minutes})"
    assert list_label(EIGHT, True) == "8B She is finally sleeping (played)"


@pytest.mark.parametrize("case_id", CASES)
def test_the_sentence_says_where_one_stands(case_id):
    case = CASES[case_id]
    assert case_sentence(case, 2).endswith("decision 3.")
    for sentence in (case_sentence(case, 5), case_sentence(case, 1, is_over=True)):
        assert case.title in sentence and len(sentence) <= 110


def lead(*words):
    return (Passage("7 mg of ketamine", words),)  # a heading gives no dose


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("Ketamine at 7 mg/h", True),
        ("100 mcg of ketamine", True),
        ("morphine 15 mg twice daily", False),
        ("ketamine, 7 of 10", False),
        ("", False),
    ],
)
def test_what_to_watch_for_stands_where_a_dose_of_ketamine_is_read(words, stands):
    expected = watch_for("iv") if stands else ()
    assert aside_for(SMALL, (), None, lead("first", words), ()) == expected
    choice = Choice("a", "What?", (("one", "no"), ("two", words)), "one")
    assert aside_for(SMALL, (), None, (), [choice]) == expected


def test_where_ketamine_runs_every_dose_counts():
    dose = lead("at 7 mg/h")
    assert aside_for(SMALL, (), None, dose, ()) == ()
    running = walk(EIGHT, expert_path(EIGHT)).steps[:1]
    assert aside_for(EIGHT, running, None, dose, ()) == watch_for("iv")
    assert aside_for(EIGHT, (), EIGHT.turns[0], dose, ()) == (), "it would answer what is asked"
    started = walk(SMALL, ("start",)).steps
    assert aside_for(SMALL, started, None, dose, ()) == watch_for("iv")
    assert aside_for(SMALL, walk(SMALL, ("raise",)).steps, None, dose, ()) == ()
    five = CASES["05_everything_tried"]
    here = next(turn for turn in five.turns if turn.after)
    assert aside_for(five, (), here, dose, ()) == watch_for("iv")
    mouth = CASES["12_going_home_by_mouth"]
    worked = next(turn for turn in mouth.turns if turn.before)
    assert aside_for(mouth, (), worked, dose, ()) == watch_for("oral")


def test_the_night_lab_of_an_expert_path_is_on_the_way():
    steps = walk(EIGHT, expert_path(EIGHT)).steps
    assert any(lab.kind == "night" for turn, _ in steps for lab in turn.after)
