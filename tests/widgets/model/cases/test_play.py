"""A case in the terminal, driven by its standard input."""

import io

import pytest

from tests.widgets.model.cases.whole_case import TEXT, changed, read
from widgets.model.cases import load_cases
from widgets.model.cases.__main__ import main
from widgets.model.cases.play import StoppedPlaying, play, time_passed


def played(case, lines, seed="1"):
    """What is shown when these lines come, one after another."""
    left, shown = iter(lines), []

    def read_line(prompt):
        shown.append(prompt)
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    play(case, read_line, shown.append, seed)
    assert next(left, None) is None, "all of it was asked for"
    return "\n".join(shown)


@pytest.fixture
def case(tmp_path):
    return read(tmp_path)


def test_this_courses_way_to_its_ending(case):
    said = played(case, ["1", "4", "", "b", "a", "b", "a"])
    order = [
        case.stem,
        case.asks[0].answer,
        case.asks[3].answer,
        case.turns[0].ask,
        case.turns[0].expert.happens,
        "[18:04 · pain 5 of 10 · awake]",  # 09:00, two asks of 4 minutes, nine hours
        case.turns[1].expert.happens,
        case.turns[2].presses[0].says,
        case.endings[0].happens,
        case.debrief,
        "You asked 2; 1 could have changed the step (optimise opioid).",
        f"Not asked, and it could have: {case.asks[1].ask}",
        case.twins[0].says,
        case.models[0],
    ]
    assert [each for each in order if each not in said] == []
    assert sorted(order, key=said.index) == order
    assert "This course: " not in said, "nothing was chosen otherwise"


def test_another_way_to_another_ending(case):
    said = played(case, ["", "C", "b", "c"])
    assert case.endings[1].happens in said and case.endings[0].happens not in said
    assert case.turns[0].expert.text in said.split("this course would or would not")[1]
    because = case.turns[0].options[2].because
    assert said.index(because) > said.index(case.endings[1].happens), "why comes at the end"


def test_what_cannot_be_read_is_asked_again(case):
    said = played(case, ["9", "x", "1", "1", "", "z", "", "b", "b", "c"])
    assert "A number from 1 to 6, or Enter to decide; got '9'." in said
    assert f"That is asked already: {case.asks[0].answer}" in said
    assert said.count("One of a, b, c; got") == 2


def test_no_more_is_asked_than_is_allowed(case):
    said = played(case, ["1", "2", "3", "b", "b", "c"])
    assert case.asks[2].answer in said and "You asked 3; 3 could have" in said


def test_luck_is_drawn_and_shown(tmp_path):
    start = TEXT.index('happens = "The pain service rings')
    whole = TEXT[start : TEXT.index('"', start + len('happens = "')) + 1]
    luck = 'luck = { responded = "It is four.", not_responded = "It stays eight." }'
    case = read(tmp_path, changed((whole, luck)))
    said = {played(case, ["", "c", "b", "c"], seed=str(n)) for n in range(30)}
    assert any("It is four." in each for each in said)
    assert any("It stays eight." in each for each in said)
    assert not any("It is four." in each and "It stays eight." in each for each in said)


@pytest.mark.parametrize("lines", [["q"], ["1", "Q"], ["1"]])
def test_it_can_be_left(case, lines):
    with pytest.raises(StoppedPlaying):
        played(case, lines)


def test_the_command_plays_a_case_of_the_course_by_its_standard_input(monkeypatch, capsys):
    name, case = next(iter(load_cases().items()))
    keys = ["", *("a" for _ in range(40))] if case.asks else ["a"] * 40
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(keys) + "\n"))
    assert main(["play", name]) == 0
    said = capsys.readouterr().out
    assert case.stem in said and case.debrief in said and "Stopped." not in said


def test_the_command_stops_names_and_refuses(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("q\n"))
    assert main(["play", next(iter(load_cases()))]) == 0
    assert "Stopped." in capsys.readouterr().out
    assert main(["play"]) == 0
    said = capsys.readouterr().out
    assert all(case.id in said and case.title in said for case in load_cases().values())
    assert main(["play", "99_none"]) == 1
    assert "E case must be one of 01_add_ketamine" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(45, "45 min"), (60, "1 h 0 min"), (125, "2 h 5 min"), (2880, "2 d"), (7087, "4 d 22 h")],
)
def test_a_long_time_is_told_in_days_and_hours(minutes, words):
    assert time_passed(minutes) == words
