"""The simulated audit, the wind-up drawing and the test bolus do what they say, and no more."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import load
from widgets.model.trials.accuracy import TEST_STUDIES, expected_results, published_test
from widgets.model.trials.counts import SERIES, pivotal, responders
from widgets.model.trials.uncontrolled import (
    Causes,
    before_and_after,
    simulate_audit,
    simulate_trial,
)
from widgets.model.trials.windup import (
    growth,
    response_after,
    responses,
    stimuli,
    stimulus_strength,
)

SHARES = st.floats(0, 1)
NAMES = ("regression", "selection", "placebo", "loose_definition")


@pytest.mark.parametrize("on", list(product((False, True), repeat=3)))
@pytest.mark.parametrize("added", NAMES)
def test_each_cause_lifts_the_audit_of_a_drug_that_does_nothing(added, on):
    others = dict(zip((name for name in NAMES if name != added), on, strict=True))
    without = simulate_audit(Causes(**others)).share
    assert simulate_audit(Causes(**others, **{added: True})).share > without + 0.01


@pytest.mark.parametrize("on", list(product((False, True), repeat=4)))
def test_a_blinded_control_arm_takes_all_of_it_off_again(on):
    drug, placebo = simulate_trial(Causes(**dict(zip(NAMES, on, strict=True))))
    assert abs(drug.share - placebo.share) < 0.02


def test_the_strict_simulated_placebo_answers_like_the_published_one():
    strict = simulate_audit(Causes(regression=True, placebo=True)).share
    assert strict == pytest.approx(pivotal().control_per_100 / 100, abs=0.03)


def test_all_causes_reach_what_audits_report():
    every = simulate_audit(Causes(True, True, True, True)).share
    reported = [responders(each).on_ketamine.value for each in SERIES]
    assert min(reported) <= every <= max(reported)


def test_only_selection_leaves_people_out_and_a_seed_repeats():
    assert simulate_audit(Causes(regression=True)).counted == simulate_audit(Causes()).treated
    assert simulate_audit(Causes(selection=True)).counted < simulate_audit(Causes()).treated
    assert simulate_audit(Causes(), seed=4) == simulate_audit(Causes(), seed=4)
    with pytest.raises(ValueError, match="got 0"):
        simulate_audit(Causes(), patients=0)


@given(st.floats(0.3, 3), SHARES)
def test_a_blocker_takes_the_growth_and_leaves_the_first_response(hz, blocked):
    free, held = responses(hz), responses(hz, blocked)
    assert free[0] == held[0] == 1
    assert np.all(np.diff(free) > 0) and np.all(held <= free + 1e-12)
    assert np.allclose(np.diff(held), growth(hz, blocked))
    assert responses(hz, 1)[-1] == 1


def test_the_row_is_set_up_as_it_was_measured():
    found = {q.name: q.value for q in load().facts["F-M03"].quantities}
    assert stimuli() == found["stimuli"] and len(responses(1)) == stimuli()
    assert stimulus_strength() == found["stimulus strength over reflex threshold"]
    assert response_after(0.1, 15) == pytest.approx(2.4)


@pytest.mark.parametrize(
    "call",
    [
        lambda: growth(0.2, 0),
        lambda: growth(3.1, 0),
        lambda: growth(1, 1.1),
        lambda: growth(1, -0.1),
        lambda: response_after(0.1, 0),
    ],
)
def test_outside_its_range_the_drawing_says_why(call):
    with pytest.raises(ValueError, match="got|counted"):
        call()


@given(SHARES, SHARES, SHARES)
def test_people_add_up_and_bayes_agrees(respond, sensitivity, specificity):
    found = expected_results(respond, sensitivity, specificity)
    assert sum(found.whole) == 100 and min(found.whole) >= 0
    assert found.positive + found.negative == pytest.approx(100)
    chance = respond * sensitivity + (1 - respond) * (1 - specificity)
    if chance > 1e-6:
        assert found.predictive_positive == pytest.approx(respond * sensitivity / chance)


@pytest.mark.parametrize("fact_id", TEST_STUDIES)
def test_the_published_table_gives_the_published_shares(fact_id):
    fact, sensitivity, specificity = published_test(fact_id)
    table = fact if fact_id == "F-T03" else load().facts["F-T02"]
    n = {q.name: q.value for q in table.quantities}
    percent = {q.name: q.value for q in fact.quantities}
    respond = n["true positives"] + n["false negatives"]
    people = respond + n["false positives"] + n["true negatives"]
    found = expected_results(respond / people, sensitivity, specificity, int(people))
    assert found.true_positives == pytest.approx(n["true positives"], abs=0.3)
    assert 100 * found.predictive_positive == pytest.approx(
        percent["positive predictive value"], abs=1
    )
    assert 100 * found.predictive_negative == pytest.approx(
        percent["negative predictive value"], abs=1.5
    )


def test_a_test_without_people_or_name_says_so():
    assert expected_results(0.5, 0, 1).predictive_positive is None
    for shares, name in (
        ((-0.1, 0.5, 1), "share that responds"),
        ((0.5, 1.2, 1), "sensitivity"),
        ((0.5, 1, -0.5), "specificity"),
    ):
        with pytest.raises(ValueError, match=f"The {name} must lie between 0 and 1"):
            expected_results(*shares)
    with pytest.raises(ValueError, match="F-T01"):
        published_test("F-T09")


def test_a_worst_day_alone_lowers_the_pain_that_follows():
    before, after = before_and_after(5000, True, 0, 1)
    assert (before - after).mean() == pytest.approx(0.85, abs=0.1)  # the expected worst of three
    before, after = before_and_after(5000, False, 0, 1)
    assert (before - after).mean() == pytest.approx(0, abs=0.1)
    treated = before_and_after(5000, False, 1, 1)[1]
    assert (after - treated).mean() == pytest.approx(1, abs=0.02)
    assert treated.min() >= 0 and before.max() <= 10
