"""Effect sizes against published intervals, scipy and statsmodels, and themselves."""

from math import inf, isinf

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evidence import load
from widgets.model.trials.counts import (
    PIVOTAL,
    SERIES,
    effect,
    expected_on_placebo,
    pivotal,
    responders,
)
from widgets.model.trials.effects import (
    Estimate,
    TwoByTwo,
    extra_per_100,
    more_of_hundred,
    needed_from_counts,
    number_needed,
    relative_risk,
    risk_difference,
    two_sided_p,
    wilson,
)

proportion = pytest.importorskip("statsmodels.stats.proportion")
contingency = pytest.importorskip("scipy.stats.contingency")


@st.composite
def tables(draw, least=0):
    n1, n2 = draw(st.integers(2, 400)), draw(st.integers(2, 400))
    return TwoByTwo(draw(st.integers(least, n1)), n1, draw(st.integers(least, n2)), n2)


def close(one: Estimate, low, high):
    assert one.low == pytest.approx(low, abs=1e-9) and one.high == pytest.approx(high, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_wald_and_newcombe_are_those_of_statsmodels(table):
    counts = (table.treated_events, table.treated_n, table.control_events, table.control_n)
    low, high = proportion.confint_proportions_2indep(*counts, method="wald", compare="diff")
    close(risk_difference(table), low, high)
    low, high = proportion.confint_proportions_2indep(*counts, method="newcomb", compare="diff")
    close(risk_difference(table, "newcombe"), low, high)


@settings(max_examples=60, deadline=None)
@given(tables(least=1))
def test_the_ratio_is_that_of_scipy(table):
    found = contingency.relative_risk(
        table.treated_events, table.treated_n, table.control_events, table.control_n
    )
    oracle = found.confidence_interval(0.95)
    mine = relative_risk(table)
    assert mine.value == pytest.approx(found.relative_risk)
    assert mine.low == pytest.approx(oracle.low) and mine.high == pytest.approx(oracle.high)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 500), st.data())
def test_wilson_is_that_of_statsmodels_and_stays_a_share(n, data):
    events = data.draw(st.integers(0, n))
    low, high = proportion.proportion_confint(events, n, method="wilson")
    close(wilson(events, n), max(low, 0), min(high, 1))


@settings(max_examples=60, deadline=None)
@given(tables())
def test_the_p_value_is_that_of_statsmodels(table):
    events = table.treated_events + table.control_events
    assume(0 < events < table.treated_n + table.control_n)
    _, p = proportion.proportions_ztest(
        [table.treated_events, table.control_events], [table.treated_n, table.control_n]
    )
    assert two_sided_p(table) == pytest.approx(p)


@given(tables())
def test_swapping_the_arms_turns_the_sign(table):
    other = TwoByTwo(table.control_events, table.control_n, table.treated_events, table.treated_n)
    for method in ("wald", "wald_corrected", "newcombe"):
        one, two = risk_difference(table, method), risk_difference(other, method)
        assert (one.value, one.low, one.high) == pytest.approx((-two.value, -two.high, -two.low))


def test_the_published_interval_is_the_corrected_one_and_not_the_plain_one():
    table, published = responders(PIVOTAL).table, effect(PIVOTAL, "risk difference")
    corrected, plain = risk_difference(table, "wald_corrected"), risk_difference(table)
    assert (round(corrected.low, 2), round(corrected.high, 2)) == (published.low, published.high)
    assert (round(plain.low, 2), round(plain.high, 2)) != (published.low, published.high)
    assert published.low < plain.low and plain.high < published.high
    assert round(two_sided_p(table), 2) == published.p
    ratio, found = effect(PIVOTAL, "risk ratio"), relative_risk(table)
    assert (round(found.value, 2), round(found.low, 2), round(found.high, 1)) == (
        ratio.value,
        ratio.low,
        ratio.high,
    )


def test_the_published_number_needed_runs_through_infinity():
    published = effect(PIVOTAL, "number needed to treat")
    found = number_needed(risk_difference(responders(PIVOTAL).table, "wald_corrected"))
    assert round(found.value) == published.value and round(found.near, 0) in (5, 6)
    assert round(1 / effect(PIVOTAL, "risk difference").high) == published.low
    assert isinf(published.high) and found.crosses and found.side == "benefit"


@given(tables())
def test_an_interval_that_holds_no_effect_crosses_infinity(table):
    difference = risk_difference(table)
    needed = number_needed(difference)
    assert needed.crosses == (difference.low < 0 < difference.high)
    assert needed.value >= 1 or difference.value == 0
    if difference.value == 0:
        assert needed.value == inf


def test_the_pivotal_trial_is_the_one_of_the_evidence():
    p = pivotal()
    assert (p.ketamine_events, p.ketamine_n) == (29, 93)  # the anchor that the lesson is built on
    assert (p.control_events, p.control_n) == (25, 92)
    assert round(extra_per_100(p.needed_to_harm)) == 17
    assert expected_on_placebo(100) == p.control_per_100
    assert needed_from_counts(29, 93, 25, 92).value == pytest.approx(24.94, abs=0.01)


def test_each_number_of_the_pivotal_trial_is_the_published_one():
    p = pivotal()
    published = {each.measure: each for each in load().trials[PIVOTAL].effects}
    difference, harm = published["risk difference"], published["number needed to harm"]
    assert (p.published_low, p.published_high) == (difference.low, difference.high)
    assert p.most_more_of_100 == pytest.approx(100 * difference.high)
    assert p.most_fewer_of_100 == pytest.approx(-100 * difference.low)
    assert (p.needed_to_harm, p.harm_near, p.harm_far) == (harm.value, harm.low, harm.high)
    assert p.needed_to_treat == published["number needed to treat"].value
    assert p.difference_per_100 == pytest.approx(100 * (29 / 93 - 25 / 92))
    assert p.p == difference.p


def test_only_the_pivotal_trial_gives_published_counts_of_both_arms():
    both = [t.id for t in load().trials.values() if t.poolable == "yes"]
    assert both == [PIVOTAL]
    assert all(responders(each).table is None for each in SERIES)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: TwoByTwo(1, 0, 1, 2), "at least 1 person, got 0"),
        (lambda: TwoByTwo(5, 4, 1, 2), "0 to 4, got 5"),
        (lambda: TwoByTwo(-1, 4, 1, 2), "0 to 4, got -1"),
        (lambda: TwoByTwo(1, 4, -1, 2), "0 to 2, got -1"),
        (lambda: wilson(3, 2), "got 3 of 2"),
        (lambda: wilson(-1, 2), "got -1 of 2"),
        (lambda: risk_difference(TwoByTwo(1, 2, 1, 2), "guess"), "got 'guess'"),
        (lambda: relative_risk(TwoByTwo(0, 5, 1, 5)), "an event in each arm"),
        (lambda: extra_per_100(0.5), "at least 1, got 0.5"),
        (lambda: responders("T-FALLON2018"), "no counts of responders"),
        (lambda: responders("T-NONE"), "got 'T-NONE'"),
        (lambda: effect("T-FALLON2018", "risk difference"), "none"),
        (lambda: needed_from_counts(1.5, 4, 1, 4), "whole people"),
    ],
)
def test_what_cannot_be_computed_says_why(call, words):
    with pytest.raises(ValueError, match=words.replace("(", r"\(")):
        call()


@pytest.mark.parametrize(
    ("counts", "more"),
    [((30, 100, 20, 100), 10), ((20, 100, 30, 100), -10), ((1, 2, 1, 4), 25), ((0, 5, 5, 5), -100)],
)
def test_more_of_a_hundred_is_the_share_on_treatment_less_the_share_on_control(counts, more):
    assert more_of_hundred(*counts) == pytest.approx(more)
    assert more_of_hundred(*counts) == pytest.approx(100 * risk_difference(TwoByTwo(*counts)).value)
