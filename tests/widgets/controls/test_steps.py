"""Where a learner is: names are made and read in one place, and no two places share one."""

import pytest

from widgets.controls.inputs import Action, Checks, Choice, Number, Options, Writing
from widgets.controls.steps import EMPTY, MOST_ROUNDS, Steps
from widgets.controls.values import Values
from widgets.view.screen import Screen

ASKED = Options("why", "Why?", (("a", "A"), ("b", "B")))


def at(*path, **texts):
    return Steps(Values({name.replace("__", "~"): text for name, text in texts.items()}), *path)


def test_a_control_has_a_name_of_its_own_at_each_place():
    steps = at("case", case__why="a")
    assert (
        steps.of(ASKED).name == "case~why"
        and steps.child("x", "y").of(ASKED).name == "case~x~y~why"
    )
    assert steps.answer(ASKED) == "a" and steps.child("x").answer(ASKED) == ""
    assert steps.child("x").above.path == steps.path


def test_an_answer_that_the_control_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="Why\\? must be one of the list, got 'c'"):
        at("case", case__why="c").answer(ASKED)


def test_a_press_without_a_choice_commits_nothing():
    assert at("s").committed(ASKED) == ("", False)
    assert at("s", s__why="a").committed(ASKED) == ("", False)
    assert at("s", s__why__go="yes").committed(ASKED) == ("", True)
    assert at("s", s__why="b", s__why__go="yes").committed(ASKED) == ("b", False)
    assert EMPTY.endswith(".")


def test_what_is_shown_to_be_pressed_is_what_is_read():
    question, press = at("s").commit_controls(ASKED, "Commit")
    texts = {question.name: "a", press.name: press.press}
    assert press.again and Steps(Values(texts), "s").committed(ASKED) == ("a", False)


def test_each_attempt_stands_apart():
    steps = at("s")
    begin = steps.begin_again("Again")
    later = Steps(Values({begin.name: begin.press}), "s")
    assert (steps.attempt, later.attempt) == (0, 1)
    assert steps.now.path == ("s", "0") and later.now.path == ("s", "1")
    assert later.begin_again("Again").press == "2"


@pytest.mark.parametrize(("forged", "attempt"), [("x", 0), ("-1", 0), ("9" * 30, MOST_ROUNDS)])
def test_a_forged_attempt_leads_on_to_no_end(forged, attempt):
    assert at("s", s__again=forged).attempt == attempt


def test_a_series_is_counted_to_its_first_gap_and_no_further_than_it_may():
    texts = {f"s__{number}__next": "yes" for number in (0, 1, 3)}
    assert at("s", **texts).count("next", 9) == 2 and at("s", **texts).count("next", 1) == 1


def test_an_explorer_inside_reads_and_shows_under_the_names_of_its_place():
    steps = at("a", "b", a__b__why="b", why="a")
    assert steps.inside[ASKED] == "b" and Steps(steps.inside, "c").of(ASKED).name == "c~why"
    shown = steps.shown(Screen("Words.", controls=(ASKED,), pointer="why"))
    assert [each.name for each in shown.controls] == ["a~b~why"] and shown.pointer == "a~b~why"


def test_each_kind_of_control_gives_its_own_kind_of_value():
    values = Values({"n": "0,5", "c": "", "t": "b a", "w": "62", "p": "3", "d": ""})
    options = (("a", "A"), ("b", "B"))
    assert values[Number("n", "N", "mg", 0, 1, 0.1)] == 0.5
    assert values[Choice("c", "C", options)] == "" and values[Choice("d", "D", options, "b")] == "b"
    assert values[Checks("t", "T", options)] == ("b", "a")
    assert values[Writing("w", "W")] == 62
    assert values[Action("p", "P", press="3")] is True
    assert values[Action("p", "P", press="2")] is False, "a press counts for what it stood for"
    assert values[Number("new", "New", "mg", 0, 1, 0.1, "0.3")] == 0.3, "it has its opening value"


@pytest.mark.parametrize("forged", [None, 5, [], "x" * 999])
def test_what_is_no_text_of_a_page_is_refused_by_each(forged):
    options = (("a", "A"),)
    for control in (ASKED, Number("why", "Why?", "mg", 0, 1, 1), Checks("why", "Why?", options)):
        with pytest.raises(ValueError, match="Why\\?"):
            Values({"why": forged})[control]


def test_a_number_is_held_to_its_slider():
    hours = Number("h", "Hours", "h", 24, 96, 12)
    assert hours.within(24) == 24 and hours.within(96) == 96 and hours.whole(25.0) == 25
    with pytest.raises(ValueError, match="Hours must be 24 to 96 h here, got 96.5 h"):
        hours.within(96.5)
    with pytest.raises(ValueError, match="It must run for 24 to 96 h here, got 23 h"):
        hours.within(23, "It must run for")
    for wrong in (24.5, 23, 97):
        with pytest.raises(ValueError, match="Hours must be a whole number from 24 to 96"):
            hours.whole(wrong)
