"""What the infusion lab lays over an infusion: a second one, other models, the effect site, a
trial's regimen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from tests.widgets.controls.as_a_page import assert_alt_stands_in_table, opened, press
from widgets import InfusionLab
from widgets.model.kinetics import Infusion, Patient, simulate_population
from widgets.model.regimens.regimen import TRIAL_REGIMENS


def lab(**changes):
    explorer = opened(InfusionLab(rate_mg_per_kg_h=0.1))
    explorer.frame_px = 700
    explorer.values = {**explorer.values, **changes}
    return explorer


def labels(explorer):
    return [stroke["label"] for stroke in explorer.shown["strokes"]]


ANY = st.fixed_dictionaries(
    {
        "plan": st.sampled_from(["own", *TRIAL_REGIMENS]),
        "other": st.sampled_from(["own", *TRIAL_REGIMENS]),
        "look": st.sampled_from(["one", "two", "models", "effect"]),
        "patient": st.sampled_from(["reference", "throat", "myeloma"]),
        "model": st.sampled_from(["kamp_2020", "domino_1984", "hijazi_2003"]),
        "people": st.sampled_from(["patient", "healthy", "frail"]),
        "pump": st.sampled_from(["runs", "pauses"]),
        "hours": st.sampled_from(["24", "96", "30.55"]),
    }
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(ANY)
def test_whatever_is_shown_says_itself_in_words(values):
    explorer = lab(**values)
    shown = explorer.shown
    assert shown["table"], shown["message"]
    assert_alt_stands_in_table(explorer)
    assert len(repr(explorer)) <= 110 and explorer.visit.screen.picture
    caption = shown["table"]["caption"]
    assert "not a prediction for a person" in caption
    record = load().models[values["model"]]
    assert record.name in caption and record.population in caption
    assert any(record.not_for in words for note in shown["notes"] for words in note["paragraphs"])


def test_two_regimens_lie_on_one_axis_each_with_its_band():
    explorer = lab(look="two", other="hardy")
    assert sum(stroke["kind"] == "band" for stroke in explorer.shown["strokes"]) == 2
    assert any("second regimen" in label for label in labels(explorer))
    assert explorer.visit.screen.picture.x_max == 96
    assert any(
        "subcutaneous" in words for note in explorer.shown["notes"] for words in note["paragraphs"]
    )


def test_models_disagree_by_what_each_of_them_computes():
    explorer = lab(look="models")
    infusion = [Infusion(7, 0, 24)]
    at_stop = {
        m: simulate_population(infusion, Patient(70), [24.0], model=m).median[0]
        for m in ("kamp_2020", "domino_1984", "hijazi_2003")
    }
    low, high, ratio = (each["text"] for each in explorer.shown["readouts"][:3])
    assert float(low.split()[0]) == pytest.approx(min(at_stop.values()), rel=0.02)
    assert float(high.split()[0]) == pytest.approx(max(at_stop.values()), rel=0.02)
    assert float(ratio) == pytest.approx(max(at_stop.values()) / min(at_stop.values()), rel=0.05)


@pytest.mark.parametrize("model", ["noppers_2011_S", "simons_2022_S", "otto_2021_S_NK"])
def test_s_ketamine_has_its_own_axis_and_no_range_of_the_racemate(model):
    explorer = lab(model=model, look="models")
    picture = explorer.visit.screen.picture
    assert (
        picture.panels[0].y_label.startswith("S-ketamine")
        and "S-ketamine" in picture.panels[1].y_label
    )
    assert picture.standing == ()
    assert not any(
        "Kamp" in label or "Domino" in label or "Hijazi" in label for label in labels(explorer)
    )
    assert "S-ketamine alone" in explorer.shown["message"]["text"]
    refused = lab(model=model, plan="hardy").shown
    assert not refused["readouts"] and "racemic ketamine only" in refused["message"]["text"]


def test_the_effect_site_follows_with_its_half_time():
    at_zero = lab(look="effect", half_time="0").shown["table"]["rows"][1]
    assert at_zero[-1] == at_zero[-2]
    slow = lab(look="effect", half_time="12").shown["table"]["rows"][1]
    assert float(slow[-1]) < float(slow[-2])
    assert "0 to 12 min" in lab(look="effect", half_time="13").shown["message"]["text"]
    assert "chosen by the user" in lab(look="effect").shown["table"]["caption"]


def test_a_pause_shows_and_a_wrong_one_is_refused():
    rows = {row[0]: row for row in lab(pump="pauses", hours="48").shown["table"]["rows"]}
    assert rows["12"][1] == "0" and rows["16"][1] == "0.1"
    assert float(rows["16"][2]) < float(rows["12"][2])
    shown = lab(pump="pauses", pause_at="23").shown
    assert "pause must lie inside" in shown["message"]["text"] and not shown["readouts"]


def test_the_controls_are_those_that_act():
    names = [control["name"] for control in lab(plan="hardy").controls]
    assert names[0] == "plan" and not {"rate", "hours", "concentration", "pump"} & set(names)
    assert "other_rate" not in [
        control["name"] for control in lab(look="two", other="phase2").controls
    ]


def test_a_regimen_of_a_trial_carries_its_trial_and_its_doubt():
    notes = lab(plan="salas").shown["notes"]
    assert any("Salas" in note["heading"] for note in notes)
    assert "confirmed" in lab(plan="salas").shown["message"]["text"]
    bolus = lab(plan="mercadante").shown
    assert any("ceiling" in words for note in bolus["notes"] for words in note["paragraphs"])


def test_frail_people_are_said_to_be_our_illustration():
    shown = lab(people="frail").shown
    assert any("illustration" in note["heading"] for note in shown["notes"])


def predicting(**changes):
    explorer = opened(InfusionLab(rate_mg_per_kg_h=0.1, duration_h=96, predict_at_h=100))
    explorer.frame_px = 700
    explorer.values = {**explorer.values, **changes}
    return explorer


def test_the_pointer_sets_the_guess_until_it_is_committed():
    asked = predicting().shown
    assert asked["pointer"] == {"control": "guess", "low": 0.0, "high": 200.0}
    assert predicting(guess="190").shown["pointer"] == asked["pointer"], (
        "the axis must not move under the pointer"
    )
    assert press(predicting(), "reveal").shown["pointer"] == asked["pointer"]
    assert press(predicting(guess="190"), "reveal").shown["pointer"] is None


def test_after_the_guess_one_question_why():
    explorer = press(predicting(guess="130"), "reveal")
    middle = simulate_population([Infusion(7, 0, 96)], Patient(70), [100.0]).median[0]
    [verdict] = explorer.shown["lead"]
    [said] = verdict["paragraphs"]
    assert said.startswith(f"You said 130, the model says {middle:.0f} ng/mL at hour")
    assert said.endswith("ng/mL too high.") and verdict["heading"] == "Your prediction: not so"
    assert explorer.controls[0]["name"] == "why"
    tones = {}
    for answer, _ in explorer.controls[0]["options"]:
        explorer.values = {**explorer.values, "why": answer}
        tones[answer] = explorer.shown["lead"][1]["tone"]
    assert sorted(tones.values()) == ["caution", "caution", "good"] and tones["return"] == "good"
