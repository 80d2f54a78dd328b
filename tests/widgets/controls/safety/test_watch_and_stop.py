"""Monitoring plan, night and stop rule, driven as a page would drive them."""

import re

import pytest

from evidence import load, state
from evidence.numbers import format_number
from tests.widgets.controls.as_a_page import (
    NUMBER,
    commit,
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
from widgets import (
    CasePlayer,
    DoseBench,
    DoseSettings,
    EffectManager,
    InfusionLab,
    MonitoringPlan,
    PumpDrill,
    RouteLab,
    StopRule,
)
from widgets.model.cases import endings, load_cases
from widgets.model.kinetics import Patient
from widgets.model.kinetics.spread import hours_to_share_spread, share_left_spread
from widgets.model.regimens.patients import FICTIONAL_PATIENTS
from widgets.model.safety.adverse import ACTIONS, COVER, load_effects
from widgets.model.safety.interactions import INTERACTIONS
from widgets.model.safety.monitoring import ROUTE_WORDS, SETTING_WORDS, monitoring_for
from widgets.model.safety.stop_rule import HARMS
from widgets.view.dosing.dose_lines import dose_lines
from widgets.view.kinetics.infusion import figure_text
from widgets.view.safety.watch import watch_for


def held(explorer, ticks="mind pressure access anaesthesia", run="0"):
    return press(with_values(explorer, **{f"{run}~guess": ticks}), f"{run}~show")


def test_a_plan_is_held_against_the_sources():
    explorer = sound(opened(MonitoringPlan()))
    assert not explorer.shown["passages"]
    found = headings(sound(held(explorer)).shown["passages"])
    assert sum(h.startswith("Not for this plan") for h in found) == 2
    assert sum(h.startswith("Missing") for h in found) == 8
    assert sum(h.startswith("A gap") for h in found) == 1
    assert all(h.count(":") <= 1 for h in found)
    with_values(explorer, route="iv")
    assert not explorer.shown["passages"], "another route asks again"
    with_values(explorer, route="oral", setting="procedural_sedation")
    assert explorer.shown["message"]["level"] == "stop"


def test_the_result_of_a_plan_stands_first_and_may_be_tried_again():
    explorer = held(with_values(opened(MonitoringPlan()), route="iv"))
    first = explorer.shown["lead"][0]
    assert first["heading"] == (
        "Your plan: 3 of 10 lines found, 1 too many, 1 left open by every source"
    )
    assert "Missing from yours: sedation and breathing" in first["paragraphs"][0]
    press(explorer, "again")
    assert not explorer.shown["lead"] and explorer.values["route"] == "iv"
    assert {"1~guess", "1~show"} <= set(names(explorer))
    assert not explorer.values.get("1~guess")
    due = " ".join(line.id for line in monitoring_for("iv", "cancer_pain", False, False).due)
    held(explorer, due, run="1")
    assert sound(explorer).shown["lead"][0]["tone"] == "good"


def test_another_setting_takes_the_showing_back_and_never_the_ticks():
    explorer = with_values(opened(MonitoringPlan()), **{"0~guess": "mind pressure"})
    with_values(explorer, also="long")
    assert explorer.values["0~guess"] == "mind pressure" and "0~guess" in names(explorer)
    press(explorer, "0~show")
    assert explorer.shown["passages"]
    with_values(explorer, also="long benzodiazepine")
    assert not explorer.shown["passages"] and explorer.values["0~guess"] == "mind pressure"
    with_values(explorer, also="long")
    assert not explorer.shown["passages"], "what was shown for other answers is asked for again"


@pytest.mark.parametrize("also", ["", "long", "benzodiazepine", "long benzodiazepine"])
@pytest.mark.parametrize(
    ("route", "setting"),
    [
        (route, setting)
        for route in ROUTE_WORDS
        for setting in SETTING_WORDS
        if setting != "procedural_sedation" or route == "iv"
    ],
)
def test_a_plan_with_an_opioid_says_what_the_opioid_asks_for(route, setting, also):
    explorer = with_values(opened(MonitoringPlan()), route=route, setting=setting, also=also)
    words = said(sound(held(explorer)).shown)
    facts = load().facts
    for fact in ("F-I04", "F-S30", "F-I02", "F-S28"):
        assert state(facts[fact]) in words
    assert "Missing from yours: The opioid's dose, reviewed when ketamine starts" in words
    assert "Missing from yours: The labelled warning on the chart" in words
    assert "with a benzodiazepine or without" in words and "oxygen" in words
    with_values(explorer, also=f"{also} without_opioid".strip())
    without = said(sound(held(explorer)).shown)
    assert state(facts["F-I02"]) in without and state(facts["F-I04"]) not in without


def test_every_interaction_is_reached_where_a_dose_is_planned():
    settings = with_values(
        opened(DoseSettings()),
        **{f"0~{line.id}": "cancer pain" for line in dose_lines()},
        **{"0~reveal": "yes"},
    )
    by_mouth = [opened(MonitoringPlan("oral")), opened(DoseBench(order="oral")), settings]
    held(by_mouth[0])
    for explorer in by_mouth:
        words = said(explorer.shown)
        missing = [e.source for e in INTERACTIONS if state(load().facts[e.source]) not in words]
        assert missing == []
    for explorer in (opened(DoseBench()), opened(DoseBench(order="bolus"))):
        words = said(explorer.shown)
        for each in INTERACTIONS:
            assert (state(load().facts[each.source]) in words) == ("iv" in each.routes)


@pytest.mark.parametrize("patient", sorted(FICTIONAL_PATIENTS))
def test_the_low_end_is_said_in_a_day_beside_a_lower_start(patient):
    words = said(with_values(opened(DoseBench()), patient=patient).shown)
    weight = FICTIONAL_PATIENTS[patient].weight_kg
    day = format_number(round(load().limits["infusion_cancer_pain"].low * weight * 24, 6))
    assert f"{day} mg/24 h at {format_number(weight)} kg" in words
    assert state(load().facts["F-I08"]) in words and "not the lowest start" in words


def test_the_watch_panel_names_what_the_label_and_the_opioid_ask_for():
    watch, stop = watch_for()
    sources = [point["text"] for point in watch["points"]]
    for words in ("nausea", "opioid's dose", "theophylline", "gamma-GT", "benzodiazepine or"):
        assert any(words in text for text in sources), words
    ends = " ".join(point["text"] for point in stop["points"])
    for words in ("oxygen", "antidote", "as your unit's rule says", "No curve gives the end"):
        assert words in ends
    assert "Awake and clear now does not end the watching" in ends
    assert "for hours" in ends and "more than once" in ends
    later = next(point for point in stop["points"] if "days to weeks" in point["text"])
    assert "whom to call" in later["text"] and later["source"]
    assert any("back within a day" in p["text"] and "source" in p for p in stop["points"])


LONG_COURSE = ("agreed time", "response", "again during", "Bladder", "come back within a day")


def panel(aside) -> str:
    return " ".join(point["text"] for block in aside for point in block["points"])


@pytest.mark.parametrize("route", sorted(ROUTE_WORDS))
@pytest.mark.parametrize("once", [True, False])
def test_the_watch_panel_holds_what_the_plan_for_its_setting_holds(route, once):
    for setting in ("cancer_pain", "acute_pain"):
        words = panel(watch_for(route, setting, once))
        due = {line.id for line in monitoring_for(route, setting, not once, False).due}
        assert ("Bladder" in words) == ("bladder" in due)
        assert ("again during a long" in words) == ("liver" in due)
        assert ("infusion site" in words) == ("site" in due)
        assert ("Pain can come back" in words) == ("after_stop" in due and not once)
        assert ("No response at the agreed time" in words) == (not once)
        for always in ("Hard to rouse", "antidote", "opioid's dose", "No curve gives the end"):
            assert always in words


@pytest.mark.parametrize("help", ["worked", "last", "alone"])
def test_one_bolus_in_acute_pain_is_not_watched_as_a_long_course(help):
    bench = opened(DoseBench(order="bolus", help=help))
    assert not [words for words in LONG_COURSE if words in panel(bench.aside)]
    with_values(bench, order="infusion")
    assert all(words in panel(bench.aside) for words in LONG_COURSE)
    with_values(bench, order="bolus")
    assert not [words for words in LONG_COURSE if words in panel(bench.aside)]


def test_each_lab_and_drill_watches_for_its_own_setting():
    lab = with_values(opened(InfusionLab()), plan="mercadante")
    assert "agreed time" not in panel(lab.aside)
    assert "agreed time" in panel(with_values(lab, plan="hardy").aside)
    assert "infusion site" in panel(lab.aside)
    assert "infusion site" in panel(opened(RouteLab(look="weight")).aside)
    assert opened(DoseSettings()).aside
    for place in range(40):
        drill = PumpDrill(start=place)
        scene = drill._drill(0).setup
        one_bolus = scene.unit == "mg" and scene.route_ordered != "oral"
        assert ("agreed time" in panel(opened(drill).aside)) == (not one_bolus)


def test_the_gaps_of_procedural_sedation_are_not_counted_as_none():
    explorer = with_values(opened(MonitoringPlan()), route="iv", setting="procedural_sedation")
    sound(held(explorer))
    gaps = next(r for r in explorer.shown["readouts"] if r["label"] == "Gaps")
    assert gaps["text"] == "not known" and "could not be seen" in gaps["note"]
    assert "could not be seen" in repr(explorer)


@pytest.mark.parametrize(("action", "change"), [("lower", "halved"), ("stop", "stopped")])
@pytest.mark.parametrize("hours", ["1", "4", "12"])
def test_the_night_names_the_typical_person_and_the_slow_one_in_twenty(action, change, hours):
    night = opened(EffectManager("hallucinations", action))
    explorer = with_values(night, **{"hallucinations~at": hours})
    left = share_left_spread(float(hours), change, 20, 70)
    words = said(sound(explorer).shown)
    assert "a typical person" in repr(explorer) and len(repr(explorer)) <= 110
    assert left.slow > left.median
    slow = next(r for r in explorer.shown["readouts"] if "slow one" in r["label"])
    assert slow["text"] == f"{figure_text(100 * left.slow)} %"
    assert f"{figure_text(100 * left.median)} %" in slow["note"]
    column = next(
        n
        for n, each in enumerate(explorer.shown["table"]["columns"])
        if change in each.lower() and "slow one" in each
    )
    row = next(row for row in explorer.shown["table"]["rows"] if row[1] == hours)
    assert f"{figure_text(100 * left.slow)} %" in row[column]
    assert "whatever you hope" not in words


def test_where_the_rate_stays_nothing_is_said_to_be_left():
    explorer = opened(EffectManager("hallucinations", "look"))
    assert not any("slow one" in r["label"] for r in explorer.shown["readouts"])


@pytest.mark.parametrize("effect", sorted(load_effects()))
@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("cover", sorted(COVER))
def test_every_night_comes_to_its_morning(effect, action, cover):
    explorer = sound(opened(EffectManager(effect)))
    assert not explorer.shown["strokes"] and load_effects()[effect].call in said(explorer.shown)
    sound(commit(explorer, f"{effect}~do", action))
    assert load_effects()[effect].follows[action] in said(explorer.shown)
    assert not explorer.shown["strokes"]
    sound(commit(explorer, f"{effect}~cover", cover))
    is_shown = load_effects()[effect].level
    assert bool(explorer.shown["strokes"]) == bool(explorer.shown["table"]) == is_shown
    assert "boxed warning" in said(explorer.shown)
    if not is_shown:  # a call of week three has no level of hour 20 beside it
        assert not explorer.shown["readouts"] and "ng/mL" not in said(explorer.shown)
        assert f"{effect}~at" not in names(explorer)
        return
    assert len(explorer.shown["table"]["rows"]) == 7
    with_values(explorer, **{f"{effect}~at": "12"})
    known = set(NUMBER.findall(said({**explorer.shown, "alt": ""})))
    assert set(NUMBER.findall(explorer.shown["alt"])) <= known
    assert {block["heading"] for block in explorer.aside} >= {"Watch for"}


def test_a_level_is_shown_only_beside_a_call_of_its_hour():
    for effect in load_effects().values():
        later = re.search(r"week|day \d|second infusion", effect.call, re.IGNORECASE)
        assert effect.level == (not later), effect.id
    with pytest.raises(ValueError, match="of urinary no level is shown"):
        EffectManager("urinary", "look")


def test_what_to_watch_for_does_not_answer_the_call_and_stands_beside_every_dose():
    explorer = opened(EffectManager("somnolence"))
    assert explorer.aside == [] and "mg/kg/h" not in said(explorer.shown)
    commit(explorer, "somnolence~do", "look")
    assert explorer.aside
    with_values(explorer, effect="hallucinations")
    assert explorer.aside == []
    assert opened(EffectManager("somnolence", "look")).aside


@pytest.mark.parametrize("effect", sorted(load_effects()))
def test_whoever_has_given_one_is_asked_whether_it_was_due(effect):
    explorer = commit(opened(EffectManager(effect)), f"{effect}~do", "rescue")
    asked = control_of(explorer, f"{effect}~cover")
    assert asked["label"] == "You gave one. Was it due?"
    assert "Give one now" not in dict(asked["options"]).values()
    commit(opened(EffectManager(effect)), f"{effect}~do", "look")
    other = commit(opened(EffectManager(effect)), f"{effect}~do", "stop")
    assert control_of(other, f"{effect}~cover")["label"] == "And a benzodiazepine?"


@pytest.mark.parametrize("effect", sorted(load_effects()))
@pytest.mark.parametrize("cover", sorted(COVER))
def test_the_boxed_warning_is_told_in_full_where_the_pair_is_the_point(effect, cover):
    explorer = commit(opened(EffectManager(effect)), f"{effect}~do", "look")
    commit(explorer, f"{effect}~cover", cover)
    told = next(e for e in explorer.shown["lead"] if e["heading"].startswith("The benzo"))
    right = load_effects()[effect].benzodiazepine
    beside = [state(load().facts[fact]) in said(explorer.shown) for fact in ("F-I01", "F-S28")]
    assert beside == [load_effects()[effect].pair] * 2
    in_full = state(load().facts["F-S14"]) in " ".join(told["paragraphs"])
    assert in_full == (effect in ("hallucinations", "somnolence"))
    assert told["heading"].endswith("right" if cover == right else "not so")
    assert "expert" not in said(explorer.shown) and "Right:" not in said(explorer.shown)


@pytest.mark.parametrize(
    ("action", "label"),
    [
        ("look", "rate unchanged"),
        ("rescue", "rate unchanged"),
        ("lower", "rate halved"),
        ("stop", "infusion stopped"),
    ],
)
def test_the_learners_own_way_is_named_and_the_curve_says_whom_it_is_of(action, label):
    explorer = commit(opened(EffectManager("hypertension")), "hypertension~do", action)
    commit(explorer, "hypertension~cover", "never")
    mine = [each["label"] for each in explorer.shown["strokes"] if "your way" in each["label"]]
    assert mine == [f"{label} (your way)"]
    assert f"Your way: {label}." in explorer.shown["alt"]
    assert headings(explorer.shown["passages"]) == ["What the curve is of"]
    assert "20 hours" in paragraphs(explorer.shown["passages"])[0]


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
    assert "breathing first" in paragraphs(explorer.shown["passages"])[1]


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
    case = load_cases()["01_add_ketamine"]
    player = opened(CasePlayer(case.id))
    way = next(each for each in endings(case) if case.walked(each)[-1][1].ends)
    for turn, option in case.walked(way):
        while f"{case.id}~0~{turn.id}" not in names(player):
            press(player, next(name for name in names(player) if name.endswith("~on")))
        commit(player, f"{case.id}~0~{turn.id}", option.id)
    press(player, next(name for name in names(player) if name.endswith("~on")))
    writings = [each for each in player.controls if each["kind"] == "writing"]
    assert len(writings) == 3 and player.keeps
    for each in writings:
        assert each["hint"].endswith("Kept in this browser; no patient details.")
    rule = opened(StopRule())
    hint = control_of(rule, "consent")["hint"]
    assert not rule.keeps and "is not kept; no patient details." in hint


def test_each_line_beside_a_plan_says_what_was_found_and_stands_once():
    explorer = with_values(
        opened(MonitoringPlan()), also="long benzodiazepine", route="iv", setting="cancer_pain"
    )
    found = [h for h in headings(held(explorer).shown["passages"]) if h]
    assert not [heading for heading in found if heading.startswith("More on")]
    assert len(found) == len(set(found))
    evidence_told = [text for p in explorer.shown["passages"] for text in p["paragraphs"]]
    diazepam = [text for text in evidence_told if "levothyroxine (" in text]
    assert len(diazepam) == 1
