"""What chance does: simulated rates against exact ones, exact ones against scipy and theory."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widgets.model.trials.chance import (
    ALPHA,
    MOST_PER_ARM,
    binomial,
    exact_power,
    normal_power,
    p_values,
    run_trials,
    series_reaches,
)
from widgets.model.trials.effects import TwoByTwo, two_sided_p

stats = pytest.importorskip("scipy.stats")
SHARES = st.floats(0.02, 0.98)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), SHARES)
def test_the_binomial_is_that_of_scipy(n, share):
    assert np.allclose(binomial(n, share), stats.binom.pmf(np.arange(n + 1), n, share), atol=1e-10)
    assert binomial(n, share).sum() == pytest.approx(1)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 100), st.data())
def test_many_p_values_at_once_are_those_of_one(n, data):
    treated, control = data.draw(st.integers(0, n)), data.draw(st.integers(0, n))
    one = two_sided_p(TwoByTwo(treated, n, control, n))
    assert p_values([treated], [control], n)[0] == pytest.approx(one)


@pytest.mark.parametrize(
    ("n", "treated"), [(10, 0.42), (20, 0.42), (92, 0.42), (92, 0.27), (400, 0.31)]
)
def test_simulated_rates_agree_with_the_exact_ones(n, treated):
    power = exact_power(n, treated, 0.27)
    found = run_trials(n, treated, 0.27, trials=20_000, seed=7).found.mean()
    assert abs(found - power) < 4 * np.sqrt(power * (1 - power) / 20_000) + 1e-9


@pytest.mark.parametrize("n", [20, 92, 200, 400])
def test_without_an_effect_the_errors_keep_near_the_agreed_rate(n):
    run = run_trials(n, 0.27, 0.27, trials=20_000, seed=3)
    both = (run.found | run.found_worse).mean()
    assert both == pytest.approx(2 * exact_power(n, 0.27, 0.27), abs=0.008)
    assert both <= ALPHA * 1.35  # the pooled test overshoots a little in small arms


@pytest.mark.parametrize(("n", "treated"), [(60, 0.5), (92, 0.42), (200, 0.37), (400, 0.35)])
def test_the_textbook_formula_is_close_in_large_arms(n, treated):
    assert normal_power(n, treated, 0.27) == pytest.approx(exact_power(n, treated, 0.27), abs=0.03)


@settings(max_examples=25, deadline=None)
@given(st.integers(10, 120), st.floats(0.1, 0.5), st.floats(0, 0.4))
def test_a_larger_effect_is_found_more_often(n, control, more):
    small, large = control + more / 2, control + more
    assert exact_power(n, large, control) >= exact_power(n, small, control) - 1e-9


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 60), SHARES, st.floats(0, 1))
def test_a_series_reaches_a_share_as_often_as_scipy_says(n, share, least):
    needed = int(np.ceil(least * n - 1e-9))
    assert series_reaches(n, share, least) == pytest.approx(
        stats.binom.sf(needed - 1, n, share), abs=1e-9
    )


def test_one_seed_gives_the_same_trials_again():
    one, two = run_trials(20, 0.42, 0.27, seed=2), run_trials(20, 0.42, 0.27, seed=2)
    other = run_trials(20, 0.42, 0.27, seed=3)
    assert np.array_equal(one.treated_events, two.treated_events)
    assert not np.array_equal(one.treated_events, other.treated_events)


def test_nobody_or_everybody_responding_is_no_difference():
    assert list(p_values([0, 10], [0, 10], 10)) == [1, 1]


@pytest.mark.parametrize(
    "call",
    [
        lambda: run_trials(0, 0.1, 0.1),
        lambda: run_trials(10, 1.2, 0.1),
        lambda: run_trials(10, 0.1, -0.2),
        lambda: exact_power(MOST_PER_ARM + 1, 0.1, 0.1),
    ],
)
def test_an_impossible_trial_says_why(call):
    with pytest.raises(ValueError, match="got"):
        call()


def test_a_trial_may_be_as_small_or_as_large_as_is_said():
    assert exact_power(1, 0, 1) == 0
    assert 0 <= exact_power(MOST_PER_ARM, 0.5, 0.5) <= 0.06
