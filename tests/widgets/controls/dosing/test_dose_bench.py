"""The dose bench, driven as a page would: nothing chosen for the learner, slips by their name."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from tests.medication_lint import problems
from tests.widgets.controls.as_a_page import assert_alt_stands_in_table, opened, texts_of
from widgets import DoseBench, DoseSettings, format_number, infusion_order, worked_oral
from widgets.model.exercises.sums import fresh_task, keys

LAST = "infusion~last~0~"  # where the first sum with only its last step open stands
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def with_values(explorer, **changes):
    explorer.values = {**explorer.values, **changes}
    return explorer


def control(explorer, name):
    return next(each for each in explorer.controls if each["name"] == name)


def assert_safe(explorer):
    assert [found for text in texts_of(explorer) for found in problems(text)] == []
    assert len(explorer.sentence) <= 130


def working(explorer):
    shown = explorer.shown
    return " ".join(
        line for each in (*shown["lead"], *shown["passages"]) for line in each["paragraphs"]
    )


def test_it_opens_at_the_low_end_without_a_concentration_or_mL():
    explorer = opened(DoseBench())
    assert control(explorer, "rate")["value"] == "0.05"
    assert control(explorer, "concentration")["value"] == ""
    assert "Choose the concentration" in working(explorer) and "mL/h" not in working(explorer)
    assert_safe(explorer)


def test_an_order_stands_in_four_units_with_the_second_calculation():
    explorer = with_values(opened(DoseBench()), rate="0.1", concentration="10", patient="sarcoma")
    order = infusion_order(0.1, 62, 10)
    for value, unit in (
        (order.mg_per_h, "mg/h"), (order.ml_per_h, "mL/h"), (order.mcg_per_kg_min, "mcg/kg/min"),
        (order.mg_per_24_h, "mg in 24 h"),
    ):  # fmt: skip
        assert f"{format_number(value)} {unit}" in working(explorer)
    assert "agrees" in working(explorer)
    assert_safe(explorer)


def test_rounding_is_said_and_never_goes_to_nothing():
    explorer = with_values(opened(DoseBench()), rate="0.05", concentration="10")
    assert "0.35 mL/h becomes 0.4 mL/h" in working(explorer)
    with_values(explorer, patient="throat", concentration="100")
    assert "would be rounded to 0" in working(explorer)


@pytest.mark.parametrize(
    ("rate", "level"),
    [
        ("0.49", None),
        ("0.5", None),
        ("0.51", "caution"),
        ("1", "caution"),
        ("1.01", "stop"),
        ("5", "stop"),
        ("50", "stop"),
        (".1", "stop"),
        ("0,1,0", "stop"),
        ("", "stop"),
    ],
)
def test_soft_and_hard_limits(rate, level):
    explorer = with_values(opened(DoseBench()), concentration="10", rate=rate)
    message = explorer.shown["message"]
    assert (message and message["level"]) == level
    if level:
        assert not explorer.shown["passages"] and not explorer.shown["readouts"]
        assert message["asks_reason"] == (level == "caution")
        with_values(explorer, reason="yes")
        assert bool(explorer.shown["passages"]) == (level == "caution")
    if level != "stop":  # a refusal repeats what was typed
        assert_safe(explorer)


def test_a_bolus_has_no_preset_and_the_ceiling_itself_is_refused():
    explorer = opened(DoseBench(order="bolus"))
    ceiling = load().limits["bolus_acute_pain_ceiling"].value
    assert control(explorer, "bolus")["value"] == ""
    assert not any(each.get("press") == format_number(ceiling) for each in explorer.controls)
    assert "less than 24.5 mg" in working(explorer) and "not a test dose" in " ".join(
        texts_of(explorer)
    )
    with_values(explorer, bolus=format_number(ceiling))
    assert explorer.shown["message"]["level"] == "stop" and not explorer.shown["passages"]
    with_values(explorer, bolus="0.3499")
    assert explorer.shown["message"] is None and "which is less than 24.5 mg" in working(explorer)
    assert_safe(explorer)


def test_the_oral_dose_says_who_decided():
    explorer = with_values(opened(DoseBench(order="oral")), per_kg="0.5", patient="myeloma")
    assert "the cap decides, not the weight: 50 mg" in working(explorer)
    with_values(explorer, patient="reference")
    assert "the weight decides: 35 mg" in working(explorer)
    with_values(explorer, per_kg="0.6")
    assert explorer.shown["message"]["level"] == "stop" and not explorer.shown["passages"]
    assert "the cap decides" in repr(worked_oral(0.5, 101)) and "the weight decides" in repr(
        worked_oral(0.5, 99)
    )


def test_the_last_step_stays_open_until_it_is_right():
    explorer = with_values(opened(DoseBench(help="last")))
    with_values(explorer, **{f"{LAST}syringe": "50"})
    assert explorer.shown["lead"][-1]["paragraphs"][-1].endswith("= ? mL/h")
    key = keys(fresh_task("infusion", 0), 50.0)["ml_per_h"]
    multiplied = {f"{LAST}ml_per_h": f"{50 * 50 * key:.0f}", f"{LAST}check": "yes"}
    with_values(explorer, **multiplied)
    assert "You multiplied by the concentration" in " ".join(texts_of(explorer))
    assert format_number(key) not in NUMBER.findall(" ".join(texts_of(explorer)))
    with_values(explorer, **{f"{LAST}ml_per_h": f"{key:.6f}"})
    assert explorer.shown["lead"][-1]["heading"] == "Right"
    assert f"{format_number(key)} mL/h" in working(explorer)
    assert_safe(explorer)


@pytest.mark.parametrize("order", ["infusion", "oral", "bolus"])
@settings(max_examples=8, deadline=None)
@given(start=st.integers(0, 400))
def test_alone_every_right_answer_is_right_and_the_next_patient_is_another(order, start):
    explorer = opened(DoseBench(order=order, help="alone", start=start))
    name = f"{order}~alone~0~"
    if order == "infusion":
        with_values(explorer, **{f"{name}syringe": "10"})
    asked = {
        each["name"].removeprefix(name) for each in explorer.controls if each["kind"] == "field"
    }
    task = fresh_task(order, start + 501)
    answers = {f"{name}{step}": f"{key:.6f}" for step, key in keys(task, 10.0).items()}
    assert asked == set(keys(task, 10.0))
    before = explorer.shown["lead"]
    with_values(explorer, **answers, **{f"{name}check": "yes"})
    assert explorer.shown["lead"][-1]["heading"] == "Right"
    assert_safe(explorer)
    with_values(explorer, **{f"{name}next": "yes"})
    assert explorer.shown["lead"] != before and not explorer.shown["passages"]


def test_a_check_without_a_concentration_or_a_number_is_refused_in_words():
    explorer = with_values(opened(DoseBench(help="last")), **{f"{LAST}check": "yes"})
    assert "Choose the concentration" in explorer.shown["message"]["text"]
    with_values(explorer, **{f"{LAST}syringe": "10"})
    assert "Nothing is written" in explorer.shown["message"]["text"]
    assert explorer.shown["lead"] and explorer.controls


@pytest.mark.parametrize(
    "forged",
    [
        {"order": "x"},
        {"help": 3},
        {"infusion~last~0~next": "yes"},
        {"rate": "9" * 99},
        {"reason": []},
    ],
)
def test_a_forged_message_shows_a_sentence(forged):
    explorer = with_values(opened(DoseBench()), **forged)
    assert explorer.sentence and "Traceback" not in str(explorer.shown)


def test_an_unknown_sum_is_refused_when_it_is_opened():
    with pytest.raises(ValueError, match="order must be one of"):
        DoseBench(order="epidural")


def test_settings_come_after_the_choice_each_with_its_source():
    explorer = opened(DoseSettings(), 700)
    assert not explorer.shown["passages"] and not explorer.shown["strokes"]
    with_values(explorer, **{"0~reveal": "yes"})
    assert "each of the four" in explorer.shown["message"]["text"]
    chosen = {
        "0~ceiling": "cancer pain",
        "0~range": "cancer pain",
        "0~oral": "cancer pain",
        "0~bolus": "acute pain",
    }
    with_values(explorer, **chosen)
    assert explorer.sentence.startswith("3 of 4")
    *lines, document = explorer.shown["passages"]
    assert [each["tone"] for each in lines] == ["caution", "good", "good", "good"]
    assert (
        all(each["source"] for each in lines) and "The document says" in document["paragraphs"][0]
    )
    assert_alt_stands_in_table(explorer)
    assert_safe(explorer)


def test_a_slider_that_was_not_touched_keeps_its_opening_value():
    explorer = with_values(opened(DoseBench()), patient="throat")
    assert explorer.shown["message"] is None
    assert "0.05 mg/kg/h × 45 kg = 2.25 mg/h" in working(explorer)
