"""Monitoring plan, night and stop rule, driven as a page would drive them."""

import pytest

from evidence import load, state
from evidence.numbers import format_number
from tests.widgets.controls.as_a_page import (
    headings,
    names,
    opened,
    press,
    said,
    sound,
    with_values,
)
from widgets import (
    DoseBench,
    DoseSettings,
    InfusionLab,
    MonitoringPlan,
    PumpDrill,
    RouteLab,
)
from widgets.model.regimens.patients import FICTIONAL_PATIENTS
from widgets.model.safety.interactions import all_interactions
from widgets.model.safety.monitoring import ROUTE_WORDS, SETTING_WORDS, monitoring_for
from widgets.view.dosing.dose_lines import dose_lines
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
    assert "Missing from yours: The label's warning on the chart" in words
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
        for each in all_interactions():
            assert state(load().facts[each.source]) in words, each.source
    for explorer in (opened(DoseBench()), opened(DoseBench(order="bolus"))):
        words = said(explorer.shown)
        for each in all_interactions():
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
    for words in ("oxygen", "naloxone", "as your unit's rule says", "No calculated level says"):
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
        for always in ("Hard to rouse", "naloxone", "opioid's dose", "No calculated level says"):
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
