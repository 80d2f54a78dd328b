"""Ladder, doors, plan, night and stop rule, driven as a page would drive them: values in, screen
out.
"""

import re

import pytest

from tests.medication_lint import problems
from widgets import ContraindicationScreen, EffectManager, Ladder, MonitoringPlan, StopRule
from widgets.model.adverse import ACTIONS, COVER, load_effects
from widgets.model.gate import STEPS
from widgets.model.screening import draw_round

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def with_values(explorer, **changes):
    explorer.frame_px = 700
    explorer.values = {**explorer.values, **changes}
    return explorer


def press(explorer, name):
    control = next(each for each in explorer.controls if each["name"] == name)
    assert control["kind"] == "action"
    return with_values(explorer, **{name: control["press"]})


def commit(explorer, key, choice):
    with_values(explorer, **{key: choice})
    button = next(
        each["name"] for each in explorer.controls if each["name"].startswith(f"{key}~go")
    )
    return press(explorer, button)


def said(shown) -> str:
    passages = [*shown["lead"], *shown["passages"]]
    words = [
        shown["sentence"],
        shown["alt"],
        *(
            text
            for p in passages
            for text in (p["heading"], *p["paragraphs"], p["source"], p["status"])
        ),
    ]
    words += [text for r in shown["readouts"] for text in (r["label"], r["text"], r["note"])]
    table = shown["table"] or {"caption": "", "columns": [], "rows": []}
    words += [table["caption"], *table["columns"], *(cell for row in table["rows"] for cell in row)]
    return "\n".join(words + ([shown["message"]["text"]] if shown["message"] else []))


def sound(explorer):
    """What holds on every screen: safe text, a short sentence, names used once."""
    assert problems(said(explorer.shown)) == []
    assert len(repr(explorer)) <= 110
    names = [control["name"] for control in explorer.controls]
    assert len(set(names)) == len(names)
    return explorer


def test_the_ladder_waits_for_an_answer():
    ladder = sound(Ladder("03_more_morphine"))
    assert not ladder.shown["passages"] and not ladder.shown["readouts"]
    press(ladder, "say~03_more_morphine~go")
    assert ladder.shown["message"]["text"].startswith("Choose")
    with_values(ladder, **{"say~03_more_morphine": "ketamine_trial"})
    assert not ladder.shown["passages"], "a press before the choice must not count afterwards"
    sound(press(ladder, "say~03_more_morphine~go1"))
    assert ladder.shown["passages"][0]["heading"].startswith("Third line")
    assert "You said: A ketamine trial" in said(ladder.shown)
    assert {r["text"] for r in ladder.shown["readouts"]} == {"met", "not met", "not known"}


def test_the_ladder_moves_and_walks_back():
    start = "04_a_block_is_possible"
    ladder = commit(Ladder(start), f"say~{start}", "third_line")
    assert "The gate says the same." in said(ladder.shown)
    with_values(with_values(ladder, part="steps"), **{f"intervention~{start}~0": "declined"})
    assert "a trial may be discussed" in repr(sound(ladder))
    with_values(with_values(ladder, part="doors"), **{f"delirium~{start}~0": "unknown"})
    assert repr(ladder).startswith("Not ketamine")
    with_values(ladder, **{f"delirium~{start}~0": "present"})
    assert "closed by delirium" in repr(sound(ladder))
    with_values(with_values(ladder, part="place"), **{f"age_years~{start}~0": "child"})
    assert "Refer" in [p["heading"] for p in sound(ladder).shown["passages"]]
    press(ladder, f"back~{start}")
    assert ladder.shown["passages"][0]["heading"].startswith("Third line")


def test_the_ladder_shows_no_dose():
    ladder = commit(Ladder(), "say~unknown", STEPS[0])
    assert repr(ladder).startswith("First line")
    assert not re.search(r"\d ?mg", said(ladder.shown))


def answer_door(explorer, door, number, value):
    press(explorer, f"{door.id}~{number}~{value}")
    sound(explorer)
    assert door.why in said(explorer.shown)
    return press(explorer, f"{door.id}~{number}~on")


@pytest.mark.parametrize("policy", ["right", "closed", "open"])
def test_a_round_of_doors(policy):
    explorer = press(ContraindicationScreen(seed=5), "round")
    doors = draw_round(5)
    for door in doors:
        assert door.says in said(sound(explorer).shown) and door.why not in said(explorer.shown)
        value = ("closed" if door.closed else "open") if policy == "right" else policy
        answer_door(explorer, door, "1", value)
    right = {"right": 8, "closed": 4, "open": 4}[policy]
    assert f"{right} of 8 right" in repr(sound(explorer))
    assert said(explorer.shown).count("A closed door passed") == (4 if policy == "open" else 0)
    press(explorer, "round")
    assert "Door 1 of 8" in repr(explorer) and draw_round(6)[0].says in said(explorer.shown)


def test_the_clock_is_off_until_asked_for_and_its_end_is_no_answer():
    explorer = press(ContraindicationScreen(seed=5), "round")
    assert "clock" not in {control["kind"] for control in explorer.controls}
    explorer = press(with_values(ContraindicationScreen(seed=5), clock="20"), "round")
    clock = next(control for control in explorer.controls if control["kind"] == "clock")
    assert clock["seconds"] == 20
    with_values(explorer, **{clock["name"]: "out"})
    assert "No answer in the time you chose" in said(explorer.shown)


def test_a_plan_is_held_against_the_sources():
    explorer = sound(MonitoringPlan())
    assert not explorer.shown["passages"]
    key = "subcut~cancer_pain~"
    with_values(explorer, **{f"guess~{key}": "mind pressure access anaesthesia"})
    sound(press(explorer, f"show~{key}"))
    headings = [p["heading"] for p in explorer.shown["passages"]]
    assert sum(h.startswith("Not for this plan") for h in headings) == 2
    assert sum(h.startswith("Missing") for h in headings) == 2
    assert sum(h.startswith("A gap") for h in headings) == 1
    with_values(explorer, route="iv")
    assert not explorer.shown["passages"], "another route asks again"
    with_values(explorer, route="oral", setting="procedural_sedation")
    assert explorer.shown["message"]["level"] == "stop"


@pytest.mark.parametrize("effect", sorted(load_effects()))
@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("cover", sorted(COVER))
def test_every_night_comes_to_its_morning(effect, action, cover):
    explorer = sound(EffectManager(effect))
    assert not explorer.shown["strokes"] and load_effects()[effect].call in said(explorer.shown)
    sound(commit(explorer, f"do~{effect}", action))
    assert load_effects()[effect].follows[action] in said(explorer.shown)
    assert not explorer.shown["strokes"]
    sound(commit(explorer, f"cover~{effect}", cover))
    assert explorer.shown["strokes"] and len(explorer.shown["table"]["rows"]) == 7
    with_values(explorer, **{f"at~{effect}": "12"})
    known = set(NUMBER.findall(said({**explorer.shown, "alt": ""})))
    assert set(NUMBER.findall(explorer.shown["alt"])) <= known
    assert "boxed warning" in said(explorer.shown)
    assert {block["heading"] for block in explorer.aside} >= {"Watch for"}


def agree(explorer, run="0", tries=0, **changes):
    return press(with_values(explorer, **changes), f"agree~{run}~{tries}")


def test_a_stop_rule_is_whole_or_refused():
    explorer = sound(StopRule())
    agree(explorer)
    assert "two sentences" in explorer.shown["message"]["text"] and not explorer.shown["strokes"]
    with_values(explorer, **{"consent~0": "90"})
    assert not explorer.shown["strokes"], "a refused press must not count afterwards"
    agree(explorer, tries=1)
    assert "harm limit" in explorer.shown["message"]["text"]
    agree(explorer, tries=2, harms="unrousable", target="0,5")
    assert "comma" in explorer.shown["message"]["text"]
    agree(explorer, tries=3, target="2", limit="24")
    assert explorer.shown["strokes"] and explorer.shown["table"]


def test_an_agreed_rule_meets_four_later_courses_and_does_not_change():
    explorer = agree(
        StopRule(), **{"consent~0": "90", "target": "2", "limit": "24", "harms": "unrousable"}
    )
    found = {}
    for who in ("anna", "bela", "cleo", "dora"):
        sound(with_values(explorer, **{"who~0": who}))
        found[who] = repr(explorer).split("by your rule, ")[1]
        known = set(NUMBER.findall(said({**explorer.shown, "alt": ""})))
        assert set(NUMBER.findall(explorer.shown["alt"])) <= known
    assert found["bela"] == found["cleo"] == "stop." and found["anna"].startswith("go on")
    with_values(explorer, **{"who~0": "bela", "target": "6", "limit": "96"})
    assert "hour 24" in repr(explorer)
    press(explorer, "again")
    assert not explorer.shown["strokes"]


@pytest.mark.parametrize(
    "forged",
    [
        {"start": "../etc"},
        {"start": None},
        {"part": "9"},
        {"round": "x" * 999},
        {"who~0": "nobody"},
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
    explorer = with_values(kind(), **forged)
    assert "Traceback" not in said(explorer.shown) and "could not be computed" not in said(
        explorer.shown
    )


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Ladder("x"), "start"),
        (lambda: EffectManager("x"), "effect"),
        (lambda: MonitoringPlan("vein"), "route"),
    ],
)
def test_a_wrong_name_in_a_lesson_is_refused(make, told):
    with pytest.raises(ValueError, match=told):
        make()
