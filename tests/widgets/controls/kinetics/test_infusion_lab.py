"""The infusion lab, driven as a page would drive it: values in, screen out, nothing guessed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.widgets.controls.as_a_page import given_values, opened, press
from widgets import InfusionLab, format_number, infusion_order
from widgets.model.kinetics import Infusion, Patient, simulate
from widgets.view.kinetics.infusion import miss_words

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def lab(**options):
    return opened(InfusionLab(**options), 700)


def all_text(shown):
    table = shown["table"] or {"caption": "", "rows": []}
    readouts = " ".join(each["text"] for each in shown["readouts"])
    rows = " ".join(cell for row in table["rows"] for cell in row)
    return f"{readouts} {table['caption']} {' '.join(table.get('columns', ()))} {rows}"


def test_it_opens_at_the_low_end_of_the_cancer_pain_range_without_a_concentration():
    explorer = lab()
    assert explorer.values["rate"] == "0.05"
    assert explorer.values["concentration"] == ""
    assert explorer.shown["working"] == [
        "Choose the concentration in the syringe to see the order in four units."
    ]


def test_the_order_stands_in_four_units_with_a_second_check():
    explorer = given_values(lab(rate_mg_per_kg_h=0.1), concentration="10")
    order = infusion_order(0.1, 70, 10)
    working = " ".join(explorer.shown["working"])
    for value, unit in (
        (order.mg_per_kg_h, "mg/kg/h"), (order.mg_per_h, "mg/h"), (order.ml_per_h, "mL/h"),
        (order.mcg_per_kg_min, "mcg/kg/min"), (order.mg_per_24_h, "mg in 24 h"),
    ):  # fmt: skip
        assert f"{format_number(value)} {unit}" in working
    assert "agrees" in working


@settings(max_examples=30, deadline=None)
@given(
    st.integers(5, 50),
    st.sampled_from(["reference", "throat", "myeloma"]),
    st.sampled_from(["24", "72", "120"]),
)
def test_every_number_in_the_alt_text_stands_in_the_table(hundredths, patient, hours):
    explorer = given_values(
        lab(), rate=format_number(hundredths / 100), patient=patient, hours=hours
    )
    known = set(NUMBER.findall(all_text(explorer.shown)))
    assert explorer.shown["table"]
    assert set(NUMBER.findall(explorer.shown["alt"])) <= known


def test_the_table_holds_what_the_model_computes():
    explorer = lab(rate_mg_per_kg_h=0.1, duration_h=24)
    infusion = [Infusion(rate_mg_per_h=7, start_h=0, duration_h=24)]
    typical = simulate(infusion, Patient(weight_kg=70), [8.0]).plasma_ng_per_ml[0]
    row = next(row for row in explorer.shown["table"]["rows"] if row[0] == "8")
    low, high = float(row[3]), float(row[4])
    assert low < typical < high
    assert float(row[2]) == pytest.approx(
        typical, rel=0.03
    )  # the middle of 1,000 people, not the typical one


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1,000", "can be read as"), (".1", "0.1"),
        ("abc", "not a number"), ("", "Nothing is written"),
        ("-1", "minus"),
        ("5", "Did you mean 0.5"), ("0", "got"), ("1.01", "1 mg/kg/h"),
    ],
)  # fmt: skip
def test_bad_input_shows_a_sentence_and_no_number_left_over(typed, sentence):
    explorer = given_values(given_values(lab(rate_mg_per_kg_h=0.1), concentration="10"), rate=typed)
    shown = explorer.shown
    assert sentence in shown["message"]["text"]
    assert "rate" in shown["message"]["text"] or "mg/kg/h" in shown["message"]["text"]
    assert shown["message"]["level"] == "stop"
    assert (
        not shown["readouts"]
        and not shown["working"]
        and not shown["strokes"]
        and not shown["table"]
    )


def test_outside_the_range_asks_for_a_reason_and_stays_labelled():
    explorer = given_values(lab(), rate="0.6")
    assert explorer.shown["message"]["asks_reason"] and not explorer.shown["readouts"]
    given_values(explorer, reason="yes")
    assert explorer.shown["readouts"]
    assert explorer.shown["message"]["level"] == "caution"


@pytest.mark.parametrize(
    "forged",
    [
        {"patient": "nobody"}, {"rate": 0.1}, {"rate": "9" * 5000}, {"model": "../etc"},
        {"hours": "1e9"},
        {"hours": None}, {"concentration": "9000"},
    ],
)  # fmt: skip
def test_a_forged_message_shows_a_sentence_not_a_traceback(forged):
    explorer = given_values(lab(), **forged)
    assert explorer.shown["message"]["level"] == "stop"
    assert "Traceback" not in explorer.shown["message"]["text"]


def test_a_prediction_comes_before_the_curve():
    explorer = lab(rate_mg_per_kg_h=0.1, predict_at_h=2)
    labels = [stroke["label"] for stroke in explorer.shown["strokes"]]
    assert not any("prediction" in label or "simulated" in label for label in labels)
    assert not explorer.shown["readouts"] and not explorer.shown["table"]
    given_values(explorer, guess="50")
    labels = [stroke["label"] for stroke in explorer.shown["strokes"]]
    assert "your prediction" in labels and not any("simulated" in label for label in labels)
    press(explorer, "reveal")
    [verdict] = explorer.shown["lead"]
    assert verdict["paragraphs"][0].startswith("You said 50, the model says ")
    assert any("simulated" in stroke["label"] for stroke in explorer.shown["strokes"])


@given(st.integers(5, 50))
@settings(max_examples=20, deadline=None)
def test_the_sentence_fits_into_a_notebook(hundredths):
    assert len(repr(given_values(lab(), rate=format_number(hundredths / 100)))) <= 110


def test_the_model_travels_with_the_curve():
    explorer = given_values(lab(), model="domino_1984")
    assert "Domino" in repr(explorer) and "Domino" in explorer.shown["table"]["caption"]
    assert "not a prediction for a person" in explorer.shown["table"]["caption"]


def test_what_to_watch_for_is_on_the_same_screen():
    headings = [block["heading"] for block in lab().aside]
    assert headings[0] == "Watch for" and "Stop rule" in headings[1]
    assert any(point.get("source") for block in lab().aside for point in block["points"])


@pytest.mark.parametrize("said", [0, 7, 42.5, 50, 123, 480])
@pytest.mark.parametrize("level", [7.25, 49.7, 123.4, 1234.5])
def test_a_miss_is_the_difference_of_the_numbers_as_shown(said, level):
    words = miss_words(said, level, "at hour 2")
    mine, models, *apart = re.findall(r"\d[\d,.]*\d|\d", words.replace("hour 2", "hour"))
    mine, models = (float(each.replace(",", "")) for each in (mine, models))
    assert mine == said
    if mine == models:
        assert "equal to it" in words
    else:
        assert float(apart[0].replace(",", "")) == pytest.approx(abs(mine - models), abs=1e-9)
        assert ("too low" in words) == (mine < models)


@pytest.mark.parametrize(("said", "miss"), [(0, "close to it"), (7, "too high")])
def test_a_level_below_one_has_no_digits_to_be_compared_with(said, miss):
    words = miss_words(said, 0.04, "at hour 2")
    assert words == f"You said {said}, the model says below 1 ng/mL at hour 2: {miss}."
