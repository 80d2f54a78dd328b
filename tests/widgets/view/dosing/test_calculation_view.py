"""A dose sum in words: every step against fractions of the digits as they are written."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load, state
from tests.widgets.view.marks import Rounded, in_order, numbers, plain, rounded, said
from widgets.model.dosing import InfusionOrder, infusion_order, oral_dose
from widgets.model.exercises.sums import Task, fresh_task
from widgets.model.regimens.patients import FictionalPatient
from widgets.view.dosing.calculation import (
    CHOOSE,
    beside,
    bolus_lines,
    bolus_passages,
    full_lines,
    infusion_first_line,
    infusion_lines,
    open_lines,
    oral_lines,
    oral_passages,
    oral_sentence,
    rate_passage,
    task_passage,
    worked_oral,
)

LIMITS = load().limits
RANGE, RATE_CEILING = LIMITS["infusion_cancer_pain"], LIMITS["infusion_acute_pain_ceiling"].value
CAP, BOLUS_CEILING = LIMITS["oral_cap"].value, LIMITS["bolus_acute_pain_ceiling"].value
FEWEST, MOST = LIMITS["oral_times_daily"].low, LIMITS["oral_times_daily"].high
quick = settings(max_examples=60, deadline=None)
rates = st.integers(2, 100).map(lambda hundredths: hundredths / 100)
weights = st.integers(42, 118)
strengths = st.sampled_from([1.0, 2.0, 5.0, 10.0, 50.0])
oral_doses = st.integers(20, 50).map(lambda hundredths: hundredths / 100)


def digits(value: float) -> Fraction:
    return Fraction(str(value))


@quick
@given(rates, weights, strengths)
def test_an_order_is_worked_out_step_by_step(rate, weight_kg, strength):
    lines = infusion_lines(infusion_order(rate, weight_kg, strength))
    per_h = float(digits(rate) * weight_kg)
    ml = float(digits(rate) * weight_kg / digits(strength))
    assert numbers(lines[0]) == [1, rate, weight_kg, *rounded(per_h)]
    assert numbers(lines[1]) == [2, *rounded(per_h), strength, *rounded(ml)]
    assert numbers(lines[2]) == [3, rate, 1000, 60, *rounded(rate * 1000 / 60)]
    assert numbers(lines[3]) == [4, *rounded(24 * per_h), 24, strength, *rounded(24 * ml), 24] + (
        rounded(ml)
    )
    assert lines[3].endswith("agrees") and "The other way: " in lines[3]
    units = ("mg/kg/h", "kg", "mg/h"), ("mg/h", "mg/mL", "mL/h"), ("mg/kg/h", "mcg/kg/min")
    for line, each in zip(lines, (*units, ("mg in 24 h", "mL in 24 h", "mL/h")), strict=False):
        in_order(line, *each)
    assert infusion_first_line(rate, weight_kg) == lines[0]


@quick
@given(rates, weights, strengths)
def test_a_pump_takes_the_nearest_tenth_that_passes_no_limit(rate, weight_kg, strength):
    line = infusion_lines(infusion_order(rate, weight_kg, strength))[-1]
    ml = digits(rate) * weight_kg / digits(strength)
    limit = digits(RANGE.high if rate <= RANGE.high else RATE_CEILING)
    top = limit * weight_kg / digits(strength)
    tenths = min(int(ml * 10 + Fraction(1, 2)), int(top * 10))
    taken = Fraction(tenths, 10)
    if taken == ml:
        assert numbers(line) == rounded(float(ml)) and "needs no rounding" in line
        return
    if tenths == 0:
        assert numbers(line) == [*rounded(float(ml)), 0, 0.1] and "weaker" in line
        return
    per_kg = float(taken * digits(strength) / weight_kg)
    assert numbers(line)[:3] == [*rounded(float(ml)), *rounded(float(taken), per_kg)]
    in_order(line, " mL/h becomes ", " mL/h, which is ", " mg/kg/h. ")
    assert ("Rounded down" in line) == (Fraction(int(ml * 10 + Fraction(1, 2)), 10) > top)


def test_a_second_way_that_disagrees_is_said():
    wrong = InfusionOrder(70, 10, 0.1, 7, 0.7, 0.1 * 1000 / 60, 170)
    assert infusion_lines(wrong)[3].endswith("does not agree")


@quick
@given(oral_doses, weights)
def test_an_oral_dose_says_whether_weight_or_cap_decides(per_kg, weight_kg):
    by_weight = digits(per_kg) * weight_kg
    mg = float(min(by_weight, Fraction(CAP)))
    lines = oral_lines(oral_dose(per_kg, weight_kg), per_kg, weight_kg)
    assert numbers(lines[0]) == [1, per_kg, weight_kg, *rounded(float(by_weight))]
    assert numbers(lines[1]) == [2, CAP, *rounded(mg)]
    assert numbers(lines[2]) == [3, *rounded(mg), FEWEST, MOST, *rounded(mg * FEWEST, mg * MOST)]
    assert numbers(lines[3]) == [4, *rounded(mg), weight_kg, *rounded(mg / weight_kg)]
    decides = {
        "the cap decides, not the weight": by_weight > CAP,
        "weight and cap say the same": by_weight == CAP,
        "the weight decides": by_weight < CAP,
    }
    assert {each: each in lines[1] for each in decides} == decides
    sentence = oral_sentence(per_kg, weight_kg)
    assert numbers(sentence) == [per_kg, weight_kg, *rounded(mg)]
    assert sentence.endswith("the cap decides." if by_weight > CAP else "the weight decides.")
    words = worked_oral(per_kg, weight_kg)
    assert words.sentence == sentence
    steps = plain(words._repr_html_())
    assert numbers(steps) == [n for line in lines for n in numbers(line)[1:]] + numbers(sentence)


def test_weight_and_cap_may_say_the_same():
    assert CAP == 50, "100 kg at 0.5 mg/kg is the case of this test"
    lines = oral_lines(oral_dose(0.5, 100), 0.5, 100)
    assert lines[1].endswith("weight and cap say the same: 50 mg")


@quick
@given(weights, st.integers(1, 34).map(lambda hundredths: hundredths / 100))
def test_a_bolus_stands_beside_the_ceiling_for_its_weight(weight_kg, per_kg):
    ceiling = float(digits(BOLUS_CEILING) * weight_kg)
    (alone,) = bolus_lines(weight_kg)
    assert numbers(alone) == [BOLUS_CEILING, weight_kg, *rounded(ceiling)]
    assert alone.count("less than") == 2
    first, second = bolus_lines(weight_kg, per_kg)
    assert first == alone
    mg = float(digits(per_kg) * weight_kg)
    assert numbers(second) == [per_kg, weight_kg, *rounded(mg, ceiling)]


def task(sum_name: str, ordered: float, weight_kg: float) -> Task:
    return Task(sum_name, FictionalPatient("fresh", "myeloma", weight_kg), ordered)


@pytest.mark.parametrize("seed", range(12))
def test_a_task_shows_its_order_and_leaves_the_last_step_open(seed):
    infusion = fresh_task("infusion", seed)
    rate, kg = infusion.ordered, infusion.patient.weight_kg
    assert numbers(said([task_passage(infusion)])) == [kg, rate]
    first, choose = open_lines(infusion, None)
    assert choose == CHOOSE and first == infusion_first_line(rate, kg)
    first, second = open_lines(infusion, 10)
    assert numbers(second) == [2, *rounded(float(digits(rate) * int(kg))), 10]
    assert second.endswith("= ? mL/h")
    assert full_lines(infusion, 10) == infusion_lines(infusion_order(rate, kg, 10))

    oral = fresh_task("oral", seed)
    per_kg, kg = oral.ordered, oral.patient.weight_kg
    assert numbers(said([task_passage(oral)])) == [kg, per_kg, FEWEST, MOST]
    first, second = open_lines(oral, None)
    assert numbers(first) == [1, per_kg, kg, *rounded(per_kg * kg)]
    assert second == "2. Cap: so one dose is ? mg"
    assert full_lines(oral, None) == oral_lines(oral_dose(per_kg, kg), per_kg, kg)

    bolus = fresh_task("bolus", seed)
    mg, kg = bolus.ordered, bolus.patient.weight_kg
    assert numbers(said([task_passage(bolus)])) == [kg, mg]
    (line,) = open_lines(bolus, None)
    assert numbers(line) == [BOLUS_CEILING, kg] and line.endswith("less than ? mg")


@pytest.mark.parametrize(
    ("mg", "is_below"), [(24, True), (24.49, True), (24.5, False), (24.6, False), (34, False)]
)
def test_a_bolus_at_the_ceiling_is_already_too_much(mg, is_below):
    ceiling, proposed = full_lines(task("bolus", mg, 70), None)
    assert numbers(ceiling) == [BOLUS_CEILING, 70, 24.5]
    assert numbers(proposed) == [mg, 70, Rounded(mg / 70)]
    in_order(proposed, " mg ÷ ", " kg = ", " mg/kg, ")
    assert proposed.endswith(", below the ceiling") == is_below
    assert proposed.endswith("not below the ceiling: refuse it") != is_below


@pytest.mark.parametrize(
    ("rate", "tone"),
    [(0.049, "caution"), (0.05, "good"), (0.5, "good"), (0.501, "caution"), (1.0, "caution")],
)
def test_a_rate_is_put_into_its_setting(rate, tone):
    passage = rate_passage(rate)
    assert passage.tone == tone
    expected = [rate, RANGE.low, RANGE.high] + ([RATE_CEILING] if rate > RANGE.high else [])
    assert numbers(passage.paragraphs[0]) == expected


def test_what_stands_beside_a_sum_is_the_evidence_for_it():
    evidence = load()
    assert beside("infusion") == ()
    assert beside("oral") == oral_passages() and beside("bolus") == bolus_passages()
    backed, bottle = oral_passages()
    assert evidence.claims["C15"].finding in said([backed])
    assert state(evidence.limits["oral_per_dose"]) in said([backed])
    assert state(evidence.facts["F-S35"]) in said([bottle])
    (bolus,) = bolus_passages()
    limit = evidence.limits["bolus_acute_pain_ceiling"]
    assert bolus.paragraphs == (state(limit), limit.disagrees) and bolus.tone == "caution"
