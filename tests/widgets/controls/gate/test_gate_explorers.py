"""Ladder and doors, and what holds for all safety explorers, driven as a page would drive them."""

import re
from dataclasses import replace

import pytest

from tests.widgets.controls.as_a_page import (
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
from widgets import ContraindicationScreen, EffectManager, Ladder, MonitoringPlan, StopRule
from widgets.model.cases.screening import draw_round
from widgets.model.cases.worked import load_patients
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS, STEPS, Findings, decide
from widgets.view.gate.decision import FIELD_WORDS, STEP_WORDS, gate_sentence, value_options

BLOCK = "corridor"
SIGNS = "stroke~1~sensitisation_signs"


def test_the_ladder_waits_for_an_answer():
    ladder = sound(opened(Ladder("breath")))
    assert not ladder.shown["passages"] and not ladder.shown["readouts"]
    press(ladder, "breath~say~go")
    assert ladder.shown["message"]["text"].startswith("Choose")
    with_values(ladder, **{"breath~say": "ketamine_trial"})
    assert not ladder.shown["passages"], "a press before the choice must not count afterwards"
    sound(press(ladder, "breath~say~go"))
    first = headings(ladder.shown["passages"])
    assert first[0].startswith("The cause") and first[1].startswith("At the same time: Third line")
    assert "You said: A ketamine trial" in said(ladder.shown)
    assert "This course says: the cause" in said(ladder.shown)
    assert "this course's own view, and waits for a clinician" in said(ladder.shown)
    assert {r["text"] for r in ladder.shown["readouts"]} == {"met", "not met", "not known"}


def test_the_ladder_moves_and_walks_back():
    start = "corridor"
    ladder = commit(opened(Ladder(start)), f"{start}~say", "third_line")
    assert "This course says the same." in said(ladder.shown)
    with_values(with_values(ladder, part="steps"), **{f"{start}~0~intervention": "declined"})
    assert "a trial may be discussed" in repr(sound(ladder))
    with_values(with_values(ladder, part="doors"), **{f"{start}~0~delirium": "unknown"})
    assert repr(ladder).startswith("Not ketamine")
    with_values(ladder, **{f"{start}~0~delirium": "present"})
    assert "ruled out by delirium" in repr(sound(ladder))
    with_values(with_values(ladder, part="place"), **{f"{start}~0~age_years": "child"})
    assert "Refer" in [p["heading"] for p in sound(ladder).shown["passages"]]
    press(ladder, f"{start}~again")
    assert ladder.shown["passages"][0]["heading"].startswith("Third line")


def test_an_emergency_leads_the_ladder_whatever_else_is_due():
    start = "throat"
    ladder = commit(opened(Ladder(start)), f"{start}~say", "optimise_opioid")
    assert "That is due. This course says: first line" in said(ladder.shown)
    assert "at the same time, the cause" in said(ladder.shown)
    with_values(ladder, **{f"{start}~0~cord_compression": "present"})
    assert repr(sound(ladder)).startswith("Emergency first")
    assert "Also due: the opioid" in repr(ladder)
    passages = ladder.shown["passages"]
    assert headings(passages)[0] == "First of all" and passages[0]["source"]
    assert "Urgent imaging" in paragraphs(passages)[0]


def test_the_ladder_names_a_caution_and_says_where_other_texts_are_wider():
    ladder = commit(opened(Ladder("stroke")), "stroke~say", "ketamine_trial")
    with_values(ladder, part="doors")
    with_values(ladder, **{"stroke~0~substance_misuse": "present"})
    assert "a trial may be discussed, with a caution" in repr(sound(ladder))
    assert "A caution, not a refusal" in headings(ladder.shown["passages"])
    with_values(ladder, **{"stroke~0~past_psychosis": "present"})
    assert "ruled out by a history of psychosis" in repr(sound(ladder))
    press(ladder, "stroke~again")
    with_values(with_values(ladder, part="steps"), **{SIGNS: "absent"})
    assert "Other texts are wider" in headings(sound(ladder).shown["passages"])
    assert "incident bone pain" in said(ladder.shown)


def test_what_is_urgent_is_said_beside_the_step_and_a_delirium_before_the_opioid():
    start = "throat"
    ladder = commit(opened(Ladder(start)), f"{start}~say", "optimise_opioid")
    with_values(ladder, part="doors")
    with_values(ladder, **{f"{start}~0~raised_intraocular_pressure": "present"})
    assert repr(sound(ladder)).startswith(
        "Urgent now: raised pressure in the eye. Next: the opioid"
    )
    assert "an ophthalmologist, now" in said(ladder.shown)
    press(ladder, f"{start}~again")
    with_values(ladder, **{f"{start}~1~delirium": "present"})
    assert "find the cause of the delirium, the opioid among them" in repr(sound(ladder))
    assert "Raise the opioid" not in said(ladder.shown)


def test_one_thing_that_is_open_is_said_as_one_thing():
    ready = load_patients()["stroke"].findings
    open_one = decide(replace(ready, cause_treatment="not_considered"))
    assert gate_sentence(open_one) == "Next: treat the cause. One thing is still open."
    two = decide(replace(ready, opioid="weak", cause_treatment="unknown"))
    assert gate_sentence(two) == (
        "Next: the opioid, and at the same time the cause. 2 things are still open."
    )


def test_every_sentence_of_the_gate_fits():
    assert all(len(gate_sentence(decide(f))) <= 110 for f in worst_cases())


def worst_cases():
    """The longest words that the gate can be made to say."""
    ready = load_patients()["stroke"].findings
    for changes in ({}, {name: caution.value for name, caution in CAUTIONS.items()}):
        yield replace(ready, **changes)
    doors = dict.fromkeys(CONTRAINDICATIONS, "present")
    doors["pregnancy"] = "absent"
    for opioid in ("strong", "weak"):
        for cause in ("done", "unknown"):
            for cord in ("present", "unknown", "absent"):
                for first in CONTRAINDICATIONS:
                    shut = {**dict.fromkeys(CONTRAINDICATIONS, "absent"), first: "present"}
                    for found in ({}, doors, shut):
                        yield Findings(
                            age_years=60,
                            opioid=opioid,
                            opioid_adequacy="adequate",
                            opioid_duration="long_enough",
                            cause_treatment=cause,
                            cord_compression=cord,
                            **found,
                        )


def test_the_ladder_shows_no_dose():
    ladder = commit(opened(Ladder()), "unknown~say", STEPS[0])
    assert repr(ladder).startswith("Next: the opioid, and at the same time the cause.")
    assert not re.search(r"\d ?mg", said(ladder.shown))


def test_the_ladder_says_what_was_changed_wherever_it_stands():
    ladder = commit(opened(Ladder(BLOCK)), f"{BLOCK}~say", "third_line")
    lead = ladder.shown["lead"]
    assert headings(lead)[2] == "Changed from the start"
    assert paragraphs(lead[2:]) == ["Nothing yet."]
    with_values(with_values(ladder, part="steps"), **{f"{BLOCK}~0~intervention": "declined"})
    label = control_of(ladder, f"{BLOCK}~0~intervention")["label"]
    assert label == f"{FIELD_WORDS['intervention']} (changed)"
    with_values(with_values(ladder, part="place"), **{f"{BLOCK}~0~age_years": "child"})
    assert paragraphs(sound(ladder).shown["lead"][2:]) == [
        f"{FIELD_WORDS['intervention']}: offered and declined; {FIELD_WORDS['age_years']}: a child."
    ]
    parts = dict(control_of(ladder, "part")["options"])
    assert parts["steps"].endswith(" (1 changed)") and parts["place"].endswith(" (1 changed)")
    assert "changed" not in parts["pain"] + parts["doors"]
    press(ladder, f"{BLOCK}~again")
    assert "changed" not in str(ladder.controls)
    assert paragraphs(ladder.shown["lead"][2:]) == ["Nothing yet."]


def test_each_reason_of_the_ladder_has_its_source_as_a_chip_and_no_bare_id():
    ladder = commit(opened(Ladder()), "unknown~say", STEPS[0])
    reasons = [p for p in ladder.shown["passages"] if "is not known." in "".join(p["paragraphs"])]
    assert len(reasons) > 1
    for passage in reasons:
        assert passage["source"] and passage["status"]
    for text in (*headings(ladder.shown["passages"]), *paragraphs(ladder.shown["passages"])):
        assert not re.search(r"\bC\d\d", text)
    for readout in ladder.shown["readouts"]:
        assert readout["note"].startswith("Source document, line ")


def test_a_closed_door_is_offered_as_none_of_the_steps():
    ladder = opened(Ladder(BLOCK))
    offered = dict(control_of(ladder, f"{BLOCK}~say")["options"])
    assert offered["not_ketamine"] == "None: ketamine is ruled out here"
    assert STEP_WORDS["not_ketamine"] == "Not ketamine"
    assert {step: offered[step] for step in STEPS[:-1]} == {s: STEP_WORDS[s] for s in STEPS[:-1]}


def test_the_values_of_every_finding_fit_into_a_list_of_a_phone():
    labels = [label for field in FIELD_WORDS for _, label in value_options(field)]
    assert [label for label in labels if len(label) > 32] == []


def answer_door(explorer, door, number, value):
    press(explorer, f"{number}~{door.id}~{value}")
    sound(explorer)
    assert door.why in said(explorer.shown)
    return press(explorer, f"{number}~{door.id}~on")


@pytest.mark.parametrize("policy", ["right", "closed", "open"])
def test_a_round_of_doors(policy):
    explorer = press(opened(ContraindicationScreen(seed=5)), "again")
    doors = draw_round(5)
    for door in doors:
        assert door.says in said(sound(explorer).shown) and door.why not in said(explorer.shown)
        value = ("closed" if door.closed else "open") if policy == "right" else policy
        answer_door(explorer, door, "1", value)
    right = {"right": 8, "closed": 4, "open": 4}[policy]
    assert f"{right} of 8 right" in repr(sound(explorer))
    assert said(explorer.shown).count("A contraindication missed") == (4 if policy == "open" else 0)
    press(explorer, "again")
    assert "Person 1 of 8" in repr(explorer) and draw_round(6)[0].says in said(explorer.shown)


def test_the_clock_is_off_until_asked_for_and_its_end_is_no_answer():
    explorer = press(opened(ContraindicationScreen(seed=5)), "again")
    assert "clock" not in {control["kind"] for control in explorer.controls}
    explorer = press(with_values(opened(ContraindicationScreen(seed=5)), clock="20"), "again")
    clock = next(control for control in explorer.controls if control["kind"] == "clock")
    assert clock["seconds"] == 20
    with_values(explorer, **{clock["name"]: "out"})
    assert "You gave no answer in the time you chose." in said(explorer.shown)


@pytest.mark.parametrize("closed", [True, False])
def test_a_verdict_is_said_in_words_and_the_door_stays_as_it_was(closed):
    explorer = press(opened(ContraindicationScreen(seed=5)), "again")
    door = draw_round(5)[0]
    before = explorer.shown["lead"]
    press(explorer, f"1~{door.id}~{'closed' if closed else 'open'}")
    right = door.closed == closed
    assert explorer.shown["lead"][:1] == before
    assert headings(explorer.shown["lead"])[1].startswith("Right." if right else "Not so.")
    assert repr(sound(explorer)) == f"Person 1 of 8; {int(right)} right so far."
    assert said(explorer.shown).count("Right." if right else "Not so.") == 1


def test_a_door_that_ran_out_of_time_is_neither_passed_nor_shut():
    explorer = press(with_values(opened(ContraindicationScreen(seed=5)), clock="20"), "again")
    for door in draw_round(5):
        with_values(explorer, **{f"1~{door.id}~clock": "out"})
        assert headings(sound(explorer).shown["lead"])[1].startswith("No answer in time.")
        assert "You said" not in said(explorer.shown)
        press(explorer, f"1~{door.id}~on")
    assert "0 of 8 right; 0 contraindications missed; 8 not answered" in repr(sound(explorer))
    lines = paragraphs(explorer.shown["lead"][:1])
    assert lines[1] == (
        f"No answer in time: {CONTRAINDICATIONS[draw_round(5)[0].finding].words}. "
        f"{draw_round(5)[0].says}"
    )
    assert "taken for a contraindication" not in "".join(lines) and "ion missed" not in "".join(
        lines
    )


def test_a_running_clock_is_switched_off_for_the_rest_of_the_round():
    explorer = press(with_values(opened(ContraindicationScreen(seed=5)), clock="20"), "again")
    first, second = draw_round(5)[:2]
    lead = explorer.shown["lead"]
    off = next(c for c in explorer.controls if c["label"] == "Go on without the clock")
    press(explorer, off["name"])
    assert explorer.shown["lead"] == lead
    assert names(explorer) == [f"1~{first.id}~closed", f"1~{first.id}~open"]
    press(press(explorer, f"1~{first.id}~open"), f"1~{first.id}~on")
    assert names(explorer) == [f"1~{second.id}~closed", f"1~{second.id}~open"]


@pytest.mark.parametrize(
    "forged",
    [
        {"start": "../etc"},
        {"start": None},
        {"part": "9"},
        {"again": "x" * 999},
        {"0~who": "nobody"},
        {"effect": "x"},
        {"route": 5},
        {"also": "nothing"},
        {"clock": "-1"},
    ],
)
@pytest.mark.parametrize(
    "kind", [Ladder, ContraindicationScreen, MonitoringPlan, EffectManager, StopRule]
)
def test_a_forged_message_shows_a_sentence_or_nothing_new(kind, forged):
    explorer = with_values(opened(kind()), **forged)
    assert "Traceback" not in said(explorer.shown) and "could not be computed" not in said(
        explorer.shown
    )


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: opened(Ladder("x")), "start"),
        (lambda: opened(EffectManager("x")), "effect"),
        (lambda: opened(MonitoringPlan("vein")), "route"),
    ],
)
def test_a_wrong_name_in_a_lesson_is_refused(make, told):
    with pytest.raises(ValueError, match=told):
        make()
