"""The sums to practise: keys by hand, and every slip is named by the number that it leads to."""

import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from evidence.guard.medication_text import problems as unsafe
from evidence.tables import TableError
from tests.refusals import spoiled
from widgets.model.exercises.error_patterns import (
    FILE,
    error_patterns_of,
    judge_answer,
    sentences,
    sentences_from,
)
from widgets.model.exercises.sums import (
    SUM_STEPS,
    SUMS,
    bolus_ceiling_mg,
    fresh_task,
    keys,
    oral_mg_per_kg,
)

STRENGTHS = st.sampled_from((10.0, 50.0, 100.0))
SEEDS = st.integers(0, 3000)


def keys_again(task, strength):
    """The keys in plain floats, from the definitions."""
    weight, ordered, limits = task.patient.weight_kg, task.ordered, load().limits
    if task.sum == "infusion":
        mg_per_h = ordered * weight
        return {
            "mg_per_h": mg_per_h,
            "ml_per_h": mg_per_h / strength,
            "mcg_per_kg_min": ordered * 1000 / 60,
            "mg_per_24_h": mg_per_h * 24,
        }
    if task.sum == "oral":
        dose = min(ordered * weight, limits["oral_cap"].value)
        return {"dose_mg": dose, "most_per_day_mg": dose * limits["oral_times_daily"].high}
    ceiling = limits["bolus_acute_pain_ceiling"].value
    return {"ceiling_mg": ceiling * weight, "mg_per_kg": ordered / weight}


@given(st.sampled_from(SUMS), SEEDS, STRENGTHS)
@settings(deadline=None)
def test_the_keys_are_what_the_definitions_give(name, seed, strength):
    task = fresh_task(name, seed)
    assert keys(task, strength) == pytest.approx(keys_again(task, strength), rel=1e-9)
    assert list(keys(task, strength)) == [step.name for step in SUM_STEPS[name]]


@given(st.sampled_from(SUMS), SEEDS, STRENGTHS)
@settings(deadline=None)
def test_each_slip_is_named_and_the_key_is_right(name, seed, strength):
    task = fresh_task(name, seed)
    for step, key in keys(task, strength).items():
        error_patterns = error_patterns_of(task, step, strength)
        assert judge_answer(key, key, error_patterns).right
        assert {"tenfold_over", "tenfold_under"} <= {pattern.id for pattern in error_patterns}
        for pattern in error_patterns:
            reading = judge_answer(pattern.amount, key, error_patterns)
            assert not reading.right
            assert pattern in reading.error_patterns and pattern.sentence in reading.sentence


@given(SEEDS, STRENGTHS)
@settings(deadline=None)
def test_no_feedback_gives_the_answer_away(seed, strength):
    task = fresh_task("infusion", seed)
    for step, key in keys(task, strength).items():
        for pattern in error_patterns_of(task, step, strength):
            assert not any(
                char.isdigit()
                for char in pattern.sentence.replace("60", "").replace("24", "").replace("12", "")
            )
            assert str(key) not in pattern.sentence


def test_the_errors_of_a_ward_are_known_by_name():
    task = fresh_task("infusion", 1)
    weight, rate = task.patient.weight_kg, task.ordered
    answers = {
        "mg_as_ml": rate * weight,
        "multiplied": rate * weight * 50,
        "forgot_weight": rate / 50,
        "per_minute": rate * weight / 50 / 60,
        "tenfold_over": rate * weight / 50 * 10,
    }
    for pattern_id, answer in answers.items():
        reading = judge_answer(
            answer, keys(task, 50.0)["ml_per_h"], error_patterns_of(task, "ml_per_h", 50.0)
        )
        assert pattern_id in [pattern.id for pattern in reading.error_patterns]
    day = error_patterns_of(task, "mg_per_24_h", 50.0)
    assert "one_hour" in [
        pattern.id
        for pattern in judge_answer(rate * weight, rate * weight * 24, day).error_patterns
    ]


def test_a_rounded_answer_is_right_and_a_near_one_is_called_near():
    assert judge_answer(0.31, 0.3056, ()).right
    assert "round only once" in judge_answer(0.35, 0.3056, ()).sentence
    assert "usual slips" in judge_answer(3, 0.3056, ()).sentence


@given(SEEDS)
def test_tasks_keep_to_their_setting(seed):
    limits = load().limits
    range_ = limits["infusion_cancer_pain"]
    assert range_.low <= fresh_task("infusion", seed).ordered <= range_.high
    oral = fresh_task("oral", seed)
    assert limits["oral_per_dose"].low <= oral.ordered <= limits["oral_per_dose"].high
    bolus = fresh_task("bolus", seed)
    assert not math.isclose(bolus.ordered, bolus_ceiling_mg(bolus.patient.weight_kg)), (
        "never the ceiling itself"
    )
    assert fresh_task("oral", seed) == oral


def test_the_cap_has_something_to_decide():
    capped = [
        oral_mg_per_kg(t.ordered, t.patient.weight_kg) < t.ordered
        for t in (fresh_task("oral", s) for s in range(40))
    ]
    assert 15 <= sum(capped) <= 25


@pytest.mark.parametrize(("weight", "each"), [(99, 0.5), (100, 0.5), (101, 50 / 101)])
def test_the_cap_decides_above_100_kg_at_the_top_of_the_range(weight, each):
    assert oral_mg_per_kg(0.5, weight) == pytest.approx(each)


def test_an_unknown_sum_is_refused():
    with pytest.raises(ValueError, match="infusion, oral, bolus"):
        fresh_task("epidural", 0)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('[[mg_per_h]]\nid = "pounds"', '[[mg_per_h]]\nid = "stones"', "mg_per_h stones: no such"),
        (
            '[[mg_per_h]]\nid = "pounds"',
            '[[mg_per_h]]\nid = "stones"',
            "has no sentence for pounds",
        ),
        ('[[dose_setup]]\nid = "plan"', '[[dose_setup]]\nid = "label"', "has no sentence for plan"),
        ('[[answer]]\nid = "near"', '[[answers]]\nid = "near"', "answers: is not a known field"),
        ('sentence = "Right."', 'sentence = ""', "answer right: sentence: must be words, got ''"),
    ],
)
def test_a_broken_file_of_sentences_is_named(tmp_path, old, new, says):
    with pytest.raises(TableError, match=re.escape(says)):
        sentences_from(spoiled(tmp_path, FILE, (old, new)))


def test_each_sentence_is_whole_and_safe():
    for table in sentences().values():
        for sentence in table.values():
            assert unsafe(sentence) == [] and sentence[-1] in ".?"


def test_an_answer_is_right_within_two_percent_and_no_further():
    for off, right in ((1.019, True), (0.981, True), (1.03, False), (0.97, False)):
        assert judge_answer(50 * off, 50, ()).right is right
    assert judge_answer(55, 50, ()).sentence == sentences()["answer"]["near"]
    assert judge_answer(90, 50, ()).sentence == sentences()["answer"]["unknown"]
