"""A stop rule agreed before the first dose, and the patients who meet it."""

import pytest

from evidence import load, state
from tests.widgets.controls.as_a_page import (
    NUMBER,
    control_of,
    headings,
    names,
    opened,
    paragraphs,
    press,
    said,
    sound,
    with_values,
)
from tests.widgets.controls.cases.small import play
from widgets import (
    CasePlayer,
    StopRule,
)
from widgets.model.cases import load_cases
from widgets.model.cases.walk import expert_path
from widgets.model.kinetics import Patient
from widgets.model.kinetics.spread import hours_to_share_spread
from widgets.model.safety.stop_rule import HARMS


def agree(explorer, run="0", **changes):
    return press(with_values(explorer, **changes), f"{run}~agree")


def agreed(**changes):
    rule = {"consent": "90", "target": "1", "limit": "6", "harms": "unrousable wish"}
    return agree(opened(StopRule()), **{**rule, **changes})


def test_a_stop_rule_is_whole_or_refused_with_every_fault_at_once():
    explorer = sound(opened(StopRule()))
    agree(explorer)
    told = explorer.shown["message"]["text"]
    assert not explorer.shown["strokes"]
    for field in ("Consent: ", "Response: ", "Time limit: ", "Harm limit: "):
        assert field in told, "nothing is set before the learner has decided it"
    with_values(explorer, consent="90", target="2", limit="24")
    assert not explorer.shown["message"], "a refused press must not count afterwards"
    agree(explorer)
    told = explorer.shown["message"]["text"]
    assert "Harm limit: " in told and "Consent" not in told and "Response" not in told
    assert "0~agree" in names(explorer)
    agree(explorer, harms="unrousable")
    assert explorer.shown["strokes"] and explorer.shown["table"]


def test_another_rule_starts_from_what_was_written():
    explorer = press(agreed(target="2"), "again")
    assert {"consent", "harms", "target", "limit", "1~agree"} == set(names(explorer))
    agree(explorer, run="1", target="6")
    assert "6 points" in said(sound(explorer).shown)


def test_an_agreed_rule_meets_four_later_courses_and_does_not_change():
    explorer = agreed(target="2", limit="24", harms="unrousable")
    found = {}
    for who in ("anna", "bela", "cleo", "dora"):
        sound(with_values(explorer, **{"0~who": who}))
        found[who] = repr(explorer)
        known = set(NUMBER.findall(said({**explorer.shown, "alt": ""})))
        assert set(NUMBER.findall(explorer.shown["alt"])) <= known
    assert found["anna"] == "Patient 1, hour 24: by your rule, go on, and set the next date."
    assert found["bela"] == "Patient 2, hour 24: by your rule, stop."
    assert found["cleo"] == "Patient 3, hour 20: by your rule, stop."
    form = {"consent", "target", "limit", "harms", "0~agree"}
    assert not form & set(names(explorer)), "there is nothing left to change the rule with"
    press(explorer, "again")
    assert not explorer.shown["strokes"]


def test_a_named_harm_after_the_limit_is_the_outcome_and_the_limit_was_on_the_way():
    explorer = sound(with_values(agreed(), **{"0~who": "cleo"}))
    assert repr(explorer).startswith("Patient 3, hour 20: by your rule, stop")
    first, last = explorer.shown["passages"][0]["paragraphs"]
    assert first.startswith("At hour 6 your rule said: go on, because pain has fallen by 2 points")
    assert last.startswith("At hour 20 your rule says: stop, because of a harm that you had named:")


@pytest.mark.parametrize("limit", ["6", "96"])
def test_a_patient_who_asks_to_stop_is_stopped_named_or_not(limit):
    explorer = agreed(limit=limit, harms="unrousable")
    sound(with_values(explorer, **{"0~who": "dora"}))
    assert repr(explorer).startswith("Patient 4, hour 30: the patient asks to stop, and is stopped")
    told = paragraphs(explorer.shown["passages"][:1])
    assert "At hour 30: stop, because the patient asks to stop." in told
    assert "A patient who asks to stop is stopped, named or not" in told[-1]
    assert "alone" not in said(explorer.shown)


def test_a_rule_that_is_silent_does_not_leave_the_patient_alone():
    explorer = sound(with_values(agreed(limit="96", harms="wish"), **{"0~who": "cleo"}))
    assert "your rule is silent" in repr(explorer)
    assert "call for help" in paragraphs(explorer.shown["passages"])[1]


def test_the_reason_is_a_sentence():
    explorer = sound(with_values(agreed(limit="24"), **{"0~who": "bela"}))
    told = paragraphs(explorer.shown["passages"])[0]
    assert told == (
        "At hour 24 your rule says: stop, because pain has not fallen, and you had asked for 1."
    )
    assert "because of pain" not in told


@pytest.mark.parametrize(("who", "ends"), [("anna", None), ("bela", "24"), ("cleo", "20")])
def test_after_the_stop_the_pain_is_drawn_as_what_would_have_followed(who, ends):
    explorer = with_values(agreed(limit="24"), **{"0~who": who})
    dashed = [s for s in explorer.shown["strokes"] if s["label"] == "pain, had it gone on"]
    assert [s["dash"] != [] for s in dashed] == ([True] if ends else [])
    assert ("had it gone on" in explorer.shown["alt"]) == bool(ends)
    after = [row[0] for row in explorer.shown["table"].get("rows") if "gone on" in row[0]]
    assert len(after) == {None: 0, "24": 3, "20": 4}[ends]


def test_the_axis_of_pain_has_whole_numbers_on_a_phone():
    explorer = agreed()
    explorer.frame_px = 320
    assert ">2<" in explorer.backdrop and "2.5<" not in explorer.backdrop


@pytest.mark.parametrize("people", ["patient", "healthy", "frail"])
@pytest.mark.parametrize("model", ["kamp_2020", "domino_1984", "hijazi_2003"])
def test_judged_early_follows_the_people_and_the_model(people, model):
    slow = hours_to_share_spread(0.9, Patient(70), model, people).slow
    for limit in ("6", "12", "24", "48"):
        explorer = sound(with_values(agreed(limit=limit), people=people, model=model))
        early = "Judged early" in headings(explorer.shown["passages"])
        assert early == (float(limit) < slow)
        assert f"{slow:.2g} h" in said(explorer.shown)


def test_a_level_that_has_arrived_is_not_called_relief():
    told = said(sound(agreed(limit="96")).shown)
    assert "only the earliest sensible hour to judge" in told
    for fact in ("F-D02", "F-D05", "F-D09"):
        assert state(load().facts[fact]) in told
    assert told.count("(not cancer pain)") == 2


def test_a_new_rule_is_for_a_new_patient_and_each_missing_harm_is_named():
    explorer = with_values(
        opened(StopRule()), consent="80", target="2", limit="24", harms="pressure"
    )
    press(explorer, "0~agree")
    again = control_of(explorer, "again")
    assert again["label"] == "Start again with a new patient"
    left = next(p for p in explorer.shown["passages"] if p["heading"] == "Left out of your rule")
    words = {text.rstrip(".") for text in left["paragraphs"]}
    assert words == {said for name, said in HARMS.items() if name != "pressure"}


def test_what_is_written_is_said_to_be_kept_only_where_it_is_kept():
    case = load_cases()["05_everything_tried"]
    player = play(opened(CasePlayer(case.id)), expert_path(case))
    writings = [each for each in player.controls if each["kind"] == "writing"]
    assert len(writings) == 2 and player.keeps
    for each in writings:
        assert each["hint"].endswith("Kept in this browser; no patient details.")
    rule = opened(StopRule())
    hint = control_of(rule, "consent")["hint"]
    assert not rule.keeps
    assert hint.endswith("is gone when you close the tab; no patient details.")
