"""A scenario's code brings the values back, and a damaged one brings back nothing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from page.codes import LETTERS
from tests.widgets.controls.as_a_page import opened
from widgets import InfusionLab, RouteLab, TrialWall
from widgets.controls.inputs import Checks, Choice, Number
from widgets.controls.scenario import ScenarioError, code_of, values_of
from widgets.controls.visit import keep_note

CONTROLS = (
    Number("rate", "Rate", "mg/kg/h", 0.05, 0.5, 0.01),
    Choice("who", "Who", (("a", "A"), ("b", "B"))),
    Checks("routes", "Routes", (("iv", "I"), ("oral", "O"))),
    Number("hours", "Hours", "h", 24, 120, 12),
)


@given(
    st.integers(50, 500),
    st.sampled_from(["", "a", "b"]),
    st.sampled_from(["", "iv", "oral", "iv oral"]),
    st.integers(24, 120),
)
def test_values_come_back_as_they_were(thousandths, who, routes, hours):
    values = {"rate": f"{thousandths / 1000:g}", "who": who, "routes": routes, "hours": str(hours)}
    assert values_of("Lab", CONTROLS, code_of("Lab", CONTROLS, values)) == values


def test_a_code_is_read_in_any_spelling():
    values = {"rate": "0.1", "who": "a", "routes": "iv", "hours": "48"}
    code = code_of("Lab", CONTROLS, values)
    spelt = f" {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "
    assert values_of("Lab", CONTROLS, spelt) == values
    assert len(code.replace("-", "")) <= 12 and set(code) <= set(LETTERS + "-")


@pytest.mark.parametrize(
    "tail",
    [".", ",", ")", ">", "&fbclid=IwAR0xyz_1", "?utm_source=mail&utm_medium=x", "%20", " .", "/"]
    + ["?" + "x" * 200],
)
def test_what_a_mail_program_puts_behind_a_code_is_left_out(tail):
    values = {"rate": "0.1", "who": "a", "routes": "iv", "hours": "48"}
    assert values_of("Lab", CONTROLS, code_of("Lab", CONTROLS, values) + tail) == values


@pytest.mark.parametrize("tail", ["A", "0", "-A", " and more", "é", "²"])
def test_a_letter_behind_a_code_is_no_tail(tail):
    code = code_of("Lab", CONTROLS, {"rate": "0.1", "who": "a", "routes": "iv", "hours": "48"})
    with pytest.raises(ScenarioError, match="Nothing was changed"):
        values_of("Lab", CONTROLS, code + tail)


@pytest.mark.parametrize("tail", [".", "&fbclid=1"])
def test_a_tail_makes_no_damaged_or_short_code_good(tail):
    code = code_of("Lab", CONTROLS, {"rate": "0.1", "who": "a", "routes": "iv", "hours": "48"})
    for wrong in (("1" if code[0] == "0" else "0") + code[1:], code[:-1], code[:3]):
        with pytest.raises(ScenarioError, match="Nothing was changed"):
            values_of("Lab", CONTROLS, wrong + tail)


@settings(max_examples=60)
@given(st.data())
def test_one_wrong_or_swapped_letter_is_refused(data):
    code = code_of(
        "Lab", CONTROLS, {"rate": "0.2", "who": "b", "routes": "oral", "hours": "72"}
    ).replace("-", "")
    place, letter = data.draw(st.integers(0, len(code) - 1)), data.draw(st.sampled_from(LETTERS))
    damaged = code[:place] + letter + code[place + 1 :]
    if damaged != code:
        with pytest.raises(ScenarioError, match="Nothing was changed"):
            values_of("Lab", CONTROLS, damaged)


@pytest.mark.parametrize(
    "code", ["", "   ", "abc", "U" * 9, "é" * 9, "9" * 500, None, 7, "../../etc", "<b>0000</b>"]
)
def test_what_is_no_code_gets_a_sentence(code):
    with pytest.raises(ScenarioError, match=r"\.$"):
        values_of("Lab", CONTROLS, code)


def test_a_code_belongs_to_its_explorer_and_its_edition():
    code = code_of("Lab", CONTROLS, {"rate": "0.1", "who": "a", "routes": "", "hours": "24"})
    with pytest.raises(ScenarioError, match="another explorer or edition"):
        values_of("OtherLab", CONTROLS, code)
    changed = (CONTROLS[0], Choice("who", "Who", (("b", "B"), ("a", "A"))), *CONTROLS[2:])
    with pytest.raises(ScenarioError, match="another explorer or edition"):
        values_of("Lab", changed, code)


def test_a_value_off_the_slider_has_no_code():
    for rate in ("0.0505", "0.6", ".1", ""):
        with pytest.raises(ValueError):
            code_of("Lab", CONTROLS, {"rate": rate, "who": "a", "routes": "", "hours": "24"})


def with_code(page, code):
    """Open a code; returns what the page says of it."""
    page.say({"kind": "open", "code": code})
    return page.shown["scenario"]["said"]


def test_an_explorer_opens_what_another_one_showed():
    one, two = opened(InfusionLab()), opened(InfusionLab(rate_mg_per_kg_h=0.3))
    for each in (one, two):
        each.frame_px = 700
    one.values = {**one.values, "plan": "hardy", "patient": "throat", "look": "models"}
    assert with_code(two, one.share()) == "The scenario is open."
    assert two.sentence == one.sentence and two.shown["readouts"] == one.shown["readouts"]
    assert {control["opened"] for control in two.controls} == {1}


def test_a_code_is_worked_out_only_when_it_is_asked_for():
    page = opened(InfusionLab())
    assert page.shown["scenario"]["code"] is None
    first = page.share()
    page.values = {**page.values, "rate": "0.2"}
    assert first and page.shown["scenario"]["code"] not in (first, None, "")
    page.values = {**page.values, "rate": "0.2005"}
    assert page.shown["scenario"]["code"] == "", "a value that no slider can hold"
    page.widget.sharing = False
    assert page.shown["scenario"]["code"] is None


def test_what_was_said_of_a_code_is_said_once():
    page = opened(InfusionLab())
    assert with_code(page, page.share())
    page.frame_px = 700
    assert page.shown["scenario"]["said"] == ""


def test_an_explorer_without_a_scenario_opens_none():
    page = opened(TrialWall())
    page.say({"kind": "open", "code": "0000"})
    assert page.shown["scenario"] is None


@pytest.mark.parametrize("lab", [InfusionLab, RouteLab])
def test_a_damaged_code_changes_nothing(lab):
    page = opened(lab())
    before = dict(page.values)
    code = page.share()
    assert "damaged" in with_code(page, ("1" if code[0] == "0" else "0") + code[1:])
    assert page.values == before
    for junk in (None, 5, {"code": 1}, "x", {"kind": "open"}):
        page.say(junk)
    assert page.values == before


def test_a_concentration_never_comes_with_a_scenario():
    page = opened(InfusionLab())
    page.values = {**page.values, "concentration": "50"}
    other = opened(InfusionLab())
    assert with_code(other, page.share()) == "The scenario is open."
    assert not other.values.get("concentration")


def test_what_is_kept_says_what_it_is_not_for():
    assert re.search(r"version \d", keep_note()) and "Not for prescribing" in keep_note()
    assert opened(InfusionLab()).keep_note == keep_note()
