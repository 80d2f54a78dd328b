"""The route lab, driven as a page would: three routes, one ladder in three bodies, norketamine
apart."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.widgets.controls.as_a_page import (
    assert_alt_stands_in_table,
    given_values,
    opened,
    press,
    with_values,
)
from widgets import Bolus, Infusion, Patient, RouteLab, simulate, simulate_population


def lab(look="routes", predict=False, **changes):
    return given_values(opened(RouteLab(look, predict=predict), 700), **changes)


def words(explorer):
    return " ".join(text for note in explorer.shown["notes"] for text in note["paragraphs"])


@settings(max_examples=15, deadline=None)
@given(
    st.sampled_from(["routes", "weight", "norketamine"]),
    st.sampled_from(["reference", "throat", "myeloma"]),
    st.sampled_from(["iv", "subcut oral", "iv subcut oral"]),
    st.integers(5, 50),
)
def test_whatever_is_shown_says_itself_in_words(look, patient, routes, oral_share):
    explorer = lab(look, patient=patient, routes=routes, oral_share=str(oral_share))
    assert_alt_stands_in_table(explorer)
    assert len(repr(explorer)) <= 110
    assert "not a prediction for a person" in explorer.shown["table"]["caption"]


def test_levels_are_those_of_the_simulation():
    peaks = [float(each["text"].split()[0]) for each in lab().shown["readouts"]]
    hours = np.linspace(0, 96, 385)
    events = (
        [Infusion(3.5, 0, 72)],
        [Infusion(step / 24, 24 * k, 24, "subcut") for k, step in enumerate((100, 300, 500))],
        [Bolus(14, 8 * k, "oral") for k in range(9)],
    )
    expected = [simulate_population(each, Patient(70), hours).median.max() for each in events]
    assert peaks == pytest.approx(expected, rel=0.02)


def test_assumptions_stand_wherever_they_act_and_nowhere_else():
    assert "no human subcutaneous" in words(lab()) and "swallowed" in words(lab())
    assert "no human subcutaneous" not in words(lab(routes="iv"))
    moved = lab(oral_share="10")
    assert "Chosen here, by mouth: 10 %" in words(moved) and "no human subcutaneous" in words(moved)


def test_half_of_the_share_is_half_of_the_level():
    level = [
        float(lab(routes="oral", oral_share=share).shown["readouts"][0]["text"].split()[0])
        for share in ("10", "20")
    ]
    assert level[1] == pytest.approx(2 * level[0], rel=0.03)


def test_the_ladder_is_steeper_in_a_small_body():
    explorer = lab("weight")
    levels = [float(each["text"].split()[0]) for each in explorer.shown["readouts"]]
    assert levels[1] > levels[0] > levels[2]
    assert levels[1] / levels[0] == pytest.approx((70 / 45) ** 0.75, rel=0.02)
    assert "45 kg: 0.093, 0.28, 0.46 mg/kg/h" in explorer.shown["working"]


def test_norketamine_is_its_own_curve_on_an_axis_of_s_ketamine():
    explorer = lab("norketamine")
    panels = explorer.visit.screen.picture.panels
    assert "S-ketamine, S-norketamine" in panels[0].y_label and "S-ketamine" in panels[1].y_label
    assert explorer.visit.screen.picture.standing == ()
    assert "S-norketamine, typical person" in [
        stroke["label"] for stroke in explorer.shown["strokes"]
    ]
    assert "disputed" in words(explorer) and "S-ketamine" in explorer.shown["message"]["text"]
    assert not any("norketamine" in stroke["label"] for stroke in lab().shown["strokes"])


def test_the_prediction_comes_before_the_other_weights():
    explorer = lab(predict=True)
    names = " ".join(stroke["label"] for stroke in explorer.shown["strokes"])
    assert (
        "70 kg" in names
        and "45 kg" not in names
        and not explorer.shown["table"]
        and not explorer.shown["readouts"]
    )
    assert explorer.shown["pointer"]["control"] == "guess"
    press(with_values(explorer, guess="250"), "reveal")
    ladder = [Infusion(step / 24, 24 * k, 24, "subcut") for k, step in enumerate((100, 300, 500))]
    end = round(simulate(ladder, Patient(45), [72.0]).plasma_ng_per_ml[0])
    assert explorer.shown["lead"][0]["paragraphs"][0] == (
        f"You said 250, the model says {end} ng/mL at 45 kg: {end - 250} ng/mL too low."
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"routes": ""}, "Tick at least one"),
        ({"rate": "0,1,0"}, "commas"),
        ({"rate": "0.6"}, "mg/kg/h"),
        ({"oral_dose": "0.6"}, "oral dose"),
        ({"oral_share": "0"}, "5 to 50 %"),
        ({"subcut_half": "500"}, "5 to 120 min"),
        ({"patient": "nobody"}, "list"),
    ],
)
def test_bad_input_shows_a_sentence_and_no_number(values, sentence):
    shown = lab(**values).shown
    assert sentence in shown["message"]["text"]
    assert not shown["readouts"] and not shown["table"] and not shown["strokes"]


def test_the_cap_of_an_oral_dose_says_that_it_decided():
    explorer = lab(routes="oral", patient="myeloma", oral_dose="0.5")
    assert "cap of 50 mg decided" in explorer.shown["message"]["text"]
