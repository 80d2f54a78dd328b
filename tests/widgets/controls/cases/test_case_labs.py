"""What a learner meets where a case comes to a dose: the bench, the pump, the level, the night."""

import pytest

from tests.widgets.controls.as_a_page import names, opened, press, with_values
from tests.widgets.controls.cases.small import (
    choose,
    do,
    ending_with,
    go_to_decision,
    look_back,
    words,
)
from widgets import CasePlayer
from widgets.controls.cases.activities import explorer_for
from widgets.controls.cases.play import Play
from widgets.controls.steps import Steps
from widgets.controls.values import Values
from widgets.model.cases import load_cases
from widgets.model.dosing import infusion_order
from widgets.model.kinetics import Infusion, Patient, simulate_population

CASES = load_cases()
FIVE, NINE, MOUTH = (
    CASES[name] for name in ("05_everything_tried", "09_read_me_the_pump", "12_going_home_by_mouth")
)


FIVE_DOSE = next(turn for turn in FIVE.turns if turn.id == "dose")


def button(player):
    return next(c["label"] for c in player.controls if c["name"].endswith("~on"))


def go_on(player):
    return do(player, "~on")


def place(player, case):
    """Where the page's values have led."""
    return Play(case, Values(player.values)).place


def on_to(player, case, turn_id):
    """This course's way as far as a decision, which waits for its answer."""
    while (due := go_to_decision(player) and place(player, case).turn).id != turn_id:
        choose(player, due.expert.id)
    return player


def at_the_dose(option):
    """Case 5 as far as the consequence of an option of the dose."""
    return choose(on_to(opened(CasePlayer(FIVE.id)), FIVE, "dose"), option)


def test_the_bench_holds_the_experts_order_and_names_a_slip():
    player = at_the_dose("a")
    name = f"{FIVE.id}~0~dose~after0~"
    assert button(player) == "Go on without it"
    assert "62 kg" in words(player) and "0.05 mg/kg/h" in words(player)
    order = infusion_order(0.05, 62, 10)
    right = {
        "syringe": "10",
        "mg_per_h": "3.1",
        "ml_per_h": "0.31",
        "mcg_per_kg_min": "0.8333",
        "mg_per_24_h": "74.4",
    }
    assert order.mg_per_h == 3.1 and order.ml_per_h == pytest.approx(0.31)
    wrong = {**right, "ml_per_h": "3.1", "check": "yes"}
    with_values(player, **{name + each: text for each, text in wrong.items()})
    assert "Not yet" in words(player) and button(player) == "Go on without it"
    again = {**right, "check": "yes"}
    with_values(player, **{name + each: text for each, text in again.items()})
    assert "Right" in words(player) and button(player) == "Go on"
    assert not any("next" in each for each in names(player)), "there is no other patient here"


def test_a_refusal_of_the_bench_leaves_the_case_where_it_was():
    player = at_the_dose("a")
    name = f"{FIVE.id}~0~dose~after0~"
    with_values(player, **{f"{name}syringe": "10", f"{name}mg_per_h": "3,1,0"})
    with_values(player, **{f"{name}check": "yes"})
    assert player.shown["message"]["level"] == "stop" and "3,1,0" in player.shown["message"]["text"]
    assert FIVE_DOSE.expert.happens in words(player) and f"{name}on" in names(player)


@pytest.mark.parametrize(("option", "gives"), [("a", 0.05), ("b", 0.5), ("c", 0.275)])
def test_the_level_of_the_learners_rate_stands_beside_the_experts(option, gives):
    player = at_the_dose(option)
    if option == "a":  # at a rate that ends the case only its level is shown
        go_on(player)
    name = f"{FIVE.id}~0~dose~after{'1' if option == 'a' else '0'}~"
    player.frame_px = 600
    assert button(player) == "Go on without it" and f"{name}guess" in names(player)
    assert player.shown["pointer"]["control"] == f"{name}guess"
    guess = next(c for c in player.controls if c["name"] == f"{name}guess")
    press(with_values(player, **{f"{name}guess": "40"}), f"{name}reveal")
    assert button(player) == "Go on" and player.shown["strokes"]
    rates = [c["value"] for c in player.controls if c["name"].endswith("rate")]
    assert [float(rate) for rate in rates] == ([0.05] if option == "a" else [gives, 0.05])
    level = simulate_population([Infusion(gives * 62, 0, 48)], Patient(62), [6.0]).median[0]
    assert f"{level:.0f}" in str(player.shown["table"])
    assert level < guess["high"], "the right answer can be set"
    assert "You said 40, the model says" in words(player)
    assert "nine in ten simulated people" in str(player.shown["strokes"])
    assert "Model: Kamp" in str(player.shown["notes"])


def test_another_rate_in_the_lab_is_drawn_and_one_outside_the_range_asks_why():
    player = go_on(at_the_dose("a"))
    name = f"{FIVE.id}~0~dose~after1~"
    press(with_values(player, **{f"{name}guess": "40"}), f"{name}reveal")
    before = player.shown["sentence"]
    with_values(player, **{f"{name}rate": "0.1"})
    assert player.shown["sentence"] != before
    with_values(player, **{f"{name}rate": "0.6"})
    assert player.shown["message"]["asks_reason"] and not player.shown["strokes"]
    with_values(player, reason="yes")
    assert player.shown["sentence"] and not player.shown["message"]["asks_reason"]


def test_each_pump_is_read_before_anything_is_decided():
    player = opened(CasePlayer(NINE.id))
    go_to_decision(player)
    while (here := place(player, NINE)).lab is None or here.lab.kind != "drill":
        choose(player, here.turn.expert.id)
    due = here.walked.due
    name = next(n for n in names(player) if n.endswith("~on")).removesuffix("on")
    assert f"{name.rpartition('~before')[0]}" not in names(player)
    assert not ending_with(player, "~go") and button(player) == "Go on without it"
    explorer = explorer_for(here.lab, None)
    answers = explorer.answered(Values())
    with_values(player, **{name + each: text for each, text in answers.items()})
    assert "Right" in words(player) and button(player) == "Go on"
    assert "Your streak" not in str(player.shown["readouts"])
    go_on(player)
    assert place(player, NINE).turn.id == due.id and not player.shown["strokes"]


def test_the_cap_is_worked_out_before_it_is_told():
    player = opened(CasePlayer(MOUTH.id))
    opening = player.shown["lead"][0]
    assert opening["paragraphs"] == (MOUTH.stem,) and not opening["folded"], "read before the sum"
    assert "50 mg" not in words(player) and button(player) == "Go on without it"
    name = f"{MOUTH.id}~0~cap~before0~"
    answers = {"dose_mg": "55", "most_per_day_mg": "165", "check": "yes"}
    with_values(player, **{name + each: text for each, text in answers.items()})
    assert "Not yet" in words(player) and "cap" in words(player).lower()
    with_values(player, **{f"{name}show": "yes"})
    assert "the cap decides, not the weight: 50 mg" in words(player) and button(player) == "Go on"


def test_what_is_asked_before_a_later_decision_is_asked_there_and_told_there():
    player = on_to(opened(CasePlayer(MOUTH.id)), MOUTH, "cap")
    assert player.shown["lead"][0]["folded"], "it was read at the lab"
    assert not any("~asks~" in name for name in names(player))
    choose(player, MOUTH.turns[0].expert.id)
    assert f"You may ask {MOUTH.asks_allowed} of these {len(MOUTH.asks)}." in words(player)
    assert len(ending_with(player, "~decide")) == 1
    first, second, *_ = MOUTH.asks
    do(player, f"asks~{first.id}")
    do(player, f"asks~{second.id}")
    assert [each.get("told") for each in player.controls].count("") == len(MOUTH.asks) - 1
    do(player, "~decide")
    assert [name.rpartition("~")[2] for name in names(player) if "~asks~" in name] == [
        first.id,
        second.id,
    ]
    assert first.answer not in str(player.shown["lead"]), "told once, where it was asked"
    choose(player, MOUTH.turns[1].expert.id)
    assert not any("~asks~" in name for name in names(player))
    told = player.shown["lead"][0]["paragraphs"]
    decided = next(n for n, text in enumerate(told) if MOUTH.turns[0].expert.happens in text)
    asked = next(n for n, text in enumerate(told) if first.answer in text)
    assert asked == decided + 1 and second.answer in told[asked + 1]


NIGHTS = [
    (case, turn, option)
    for case in CASES.values()
    for turn in case.turns
    for option in turn.options
    if any(lab.kind == "night" for lab in turn.after)
]


@pytest.mark.parametrize(
    ("case", "turn", "option"), NIGHTS, ids=[f"{c.id}-{o.id}" for c, _, o in NIGHTS]
)
def test_the_night_follows_what_was_done(case, turn, option):
    player = on_to(opened(CasePlayer(case.id)), case, turn.id)
    player.frame_px = 600
    choose(player, option.id)
    lab = next(each for each in turn.after if each.kind == "night")
    alone = explorer_for(lab, option).visit().screen
    assert player.shown["readouts"][1]["text"] == alone.readouts[1].text
    assert "What the level does after it" in words(player) and option.happens in words(player)
    at = next(n for n in names(player) if n.endswith("~at"))
    with_values(player, **{at: "8"})
    at_ten = next(row for row in player.shown["table"]["rows"] if row[0] == "10:00")
    assert player.shown["readouts"][1]["text"].removesuffix(" ng/mL") in " ".join(at_ten)


def dose_of_ketamine(player):
    return [
        text
        for text in words(player).splitlines()
        if "ketamine" in text.lower() and ("mg/kg" in text or "mg/h" in text)
    ]


@pytest.mark.parametrize("name", sorted(CASES))
def test_what_to_watch_stands_on_every_screen_with_a_dose_of_ketamine(name):
    case = CASES[name]
    player = opened(CasePlayer(name))
    while not (place(player, case)).is_over:
        go_to_decision(player)
        runs = case.trial_runs and not place(player, case).walked.steps
        if runs:  # the panel would answer what is asked first
            assert player.aside == []
        elif dose_of_ketamine(player):
            assert [block["heading"] for block in player.aside][0] == "Watch for"
        if turn := place(player, case).turn:
            choose(player, turn.expert.id)
    look_back(player)
    if not case.opens_the_dose_lab:
        assert "No dose was worked out" in words(player)


def test_a_dose_of_another_medicine_opens_nothing():
    case = CASES["01_add_ketamine"]
    player = go_to_decision(opened(CasePlayer(case.id)))
    do_ask = opened(CasePlayer(case.id))
    do(do_ask, "asks~changed")
    assert "15 mg" in words(do_ask), "a dose of morphine"
    assert do_ask.aside == [] and player.aside == []


def test_a_case_without_a_dose_has_nothing_beside_it():
    player = opened(CasePlayer("10_it_worked_in_theatre"))
    assert player.aside == []


def test_an_explorer_in_a_case_shows_what_it_shows_alone():
    lab = next(each for each in FIVE_DOSE.after if each.kind == "infusion")
    explorer = explorer_for(lab, FIVE_DOSE.expert)
    [press_] = [c.press for c in explorer.visit().screen.controls if c.name == "reveal"]
    said = {"guess": "40", "reveal": press_}
    host = Steps(Values({f"a~b~{name}": text for name, text in said.items()}), "a", "b")
    inside, alone = explorer.shows(host.inside), explorer.shows(Values(said))
    assert "You said 40" in str(inside.lead)
    assert (inside.sentence, inside.table, inside.controls) == (
        alone.sentence,
        alone.table,
        alone.controls,
    )
    assert [each.name for each in host.shown(inside).controls] == [
        f"a~b~{each.name}" for each in alone.controls
    ]


@pytest.mark.parametrize("name", sorted(CASES))
def test_every_case_is_played_to_its_end_past_its_labs(name):
    player = go_to_decision(opened(CasePlayer(name)))
    while turn := place(player, CASES[name]).turn:
        choose(player, turn.expert.id)
        go_to_decision(player)
    look_back(player)
    decided = sum(turn.kind != "press" for turn, _ in place(player, CASES[name]).walked.steps)
    kind = "cards as this course would" if CASES[name].stack else "the same"
    assert f"{decided} of {decided} {kind}" in words(player)
    assert "over after" in repr(player) and len(repr(player)) <= 110
    assert CASES[name].trap in words(player) and CASES[name].debrief in words(player)
