"""The thousand trials: bars, shading and counts against a count of our own and scipy's chances."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, norm

from tests.widgets.view.marks import numbers, points, readout, rounded, row_of, stroke
from tests.widgets.view.trials.published import PIVOTAL, counts
from widgets.model.trials.chance import run_trials
from widgets.view.trials.chance import (
    trials_alt,
    trials_picture,
    trials_readouts,
    trials_table,
)

TRIALS = 300
designs = st.tuples(
    st.sampled_from([10, 13, 20, 30, 33, 40, 64, 92, 100, 150, 400]),
    st.integers(0, 60),
    st.integers(0, 30),
    st.integers(1, 5),
)


def a_run(design, trials=TRIALS):
    size, placebo, more, seed = design
    run = run_trials(size, (placebo + more) / 100, placebo / 100, trials, seed)
    return run, (placebo + more) / 100, placebo / 100


def significant(treated, control, n):
    """Which outcomes call treatment better and which worse, by a z test with pooled variance."""
    treated, control = np.asarray(treated, float), np.asarray(control, float)
    both = (treated + control) / (2 * n)
    error = np.sqrt(both * (1 - both) * 2 / n)
    with np.errstate(invalid="ignore"):
        z = np.nan_to_num((treated - control) / n / error)
    limit = norm.ppf(0.975)
    return z > limit, z < -limit


def power(n, treated, control):
    """The chance that the trial calls treatment better, over every pair of outcomes."""
    k = np.arange(n + 1)
    better, _ = significant(k[:, None], k[None, :], n)
    return (binom.pmf(k, n, treated)[:, None] * binom.pmf(k, n, control)[None, :])[better].sum()


def reaches_half(n, share):
    return binom.sf(int(np.ceil(n / 2)) - 1, n, share)


def bars(drawn, heights):
    """Each stair of a histogram as (left, right, height)."""
    assert list(heights[::2]) == list(heights[1::2]), "a stair is flat"
    return list(zip(drawn.x[::2], drawn.x[1::2], heights[::2], strict=True))


@settings(max_examples=40, deadline=None)
@given(designs)
def test_each_bar_is_as_high_as_the_trials_that_fell_there(design):
    run, _, _ = a_run(design)
    picture = trials_picture(run, design[2])
    percent = 100 * (run.treated_events - run.control_events) / design[0]
    better, worse = significant(run.treated_events, run.control_events, design[0])
    every = stroke(picture, "all trials")
    up = stroke(picture, "significant: ketamine better", kind="band")
    down = stroke(picture, "significant: ketamine worse", kind="band")
    edge = next(s for s in picture.strokes if s.kind == "line" and not s.label)
    for drawn, heights, which in (
        (every, every.y, np.full(TRIALS, True)),
        (up, up.y_high, better),
        (edge, edge.y, better),
        (down, down.y_high, worse),
    ):
        found = bars(drawn, heights)
        assert sum(height for *_, height in found) == which.sum()
        for left, right, height in found:
            assert height == np.sum((percent[which] > left) & (percent[which] <= right))
            inside = left > picture.x_min and right < picture.x_max
            assert not inside or np.min(np.abs(percent - left)) > 1e-6, "no trial on an edge"
    assert not np.any(up.y) and not np.any(down.y), "shaded from the ground"
    assert (up.colour, edge.colour, down.colour) == ("curve-3", "curve-3", "curve-2")
    assert every.y.max() <= picture.panels[0].y_max <= max(1.0, 2.75 * every.y.max())


@settings(max_examples=40, deadline=None)
@given(designs)
def test_bars_are_alike_on_both_sides_of_no_difference(design):
    run, _, _ = a_run(design)
    edges = np.unique(stroke(trials_picture(run, 0), "all trials").x)
    assert edges == pytest.approx(-edges[::-1])
    inner = np.diff(edges[1:-1])
    assert inner == pytest.approx(np.full(len(inner), inner[0]))
    step = 100 / design[0]
    assert inner[0] / step == pytest.approx(round(inner[0] / step)), "as many outcomes in each bar"
    bars_drawn = 2 * edges[-1] / inner[0]
    assert bars_drawn <= 40.001, "not a comb"
    assert bars_drawn >= 13 or inner[0] == pytest.approx(step)


@settings(max_examples=40, deadline=None)
@given(designs)
def test_the_axes_hold_every_trial_and_mark_the_truth(design):
    run, treated, control = a_run(design)
    picture = trials_picture(run, design[2])
    reach = 100 * np.max(np.abs(run.treated_events - run.control_events)) / design[0]
    widths = [each for each in (20, 30, 40, 60, 80, 100) if each >= reach * 1.02] or [100]
    assert (picture.x_min, picture.x_max) == (-widths[0], widths[0])
    assert [place for place, _ in picture.x_ticks] == [
        share * widths[0] for share in (-1, -0.5, 0, 0.5, 1)
    ]
    assert [numbers(said)[0] for _, said in picture.x_ticks] == [at for at, _ in picture.x_ticks]
    truth, top = min(design[2], widths[0]), picture.panels[0].y_max
    assert points(stroke(picture, "the true effect")) == [(truth, 0), (truth, top)]
    assert numbers(picture.panels[0].y_label) == [TRIALS] and picture.panels[0].y_min == 0


@settings(max_examples=40, deadline=None)
@given(designs, st.integers(0, TRIALS))
def test_table_alt_and_readouts_count_the_same_trials(design, guess):
    run, treated, control = a_run(design)
    size, placebo, more, _ = design
    better, worse = significant(run.treated_events, run.control_events, size)
    table = trials_table(run, treated, control, guess)
    said = {first: (numbers(found), numbers(theory)) for first, found, theory in table.rows}
    expected = rounded(TRIALS * power(size, treated, control), significant=3)
    series = int(np.sum(2 * run.treated_events >= size))
    by_chance = rounded(TRIALS * reaches_half(size, treated), significant=3)
    assert said == {
        "Ketamine better, significantly": ([better.sum()], expected),
        "No significant difference": ([TRIALS - better.sum() - worse.sum()], []),
        "Ketamine worse, significantly": ([worse.sum()], []),
        "Your prediction: ketamine better": ([guess], []),
        "A series without controls reaches half": ([series], by_chance),
    }
    percent = 100 * (run.treated_events - run.control_events) / size
    ends = rounded(percent.min(), percent.max(), significant=3)
    assert numbers(table.caption) == [TRIALS, size, 100, placebo + more, placebo, *ends, 100]
    assert numbers(trials_alt(run, guess)) == [
        *(TRIALS, size, *ends, 100),
        *(better.sum(), worse.sum(), guess),
    ]
    shown = trials_readouts(run, treated, control)
    finds = readout(shown, "Trials that find it" if treated > control else "False alarms")
    assert numbers(finds.text) == [better.sum()] and numbers(finds.note) == [TRIALS, *expected]
    looks = readout(shown, "Series that look like success")
    assert numbers(looks.text) == [series] and numbers(looks.note) == [TRIALS, size]


@pytest.mark.parametrize(("treated", "control"), [(0.42, 0.27), (0.3, 0.2), (0.9, 0.6), (0.2, 0.2)])
def test_the_power_of_the_pivotal_trial_is_that_of_its_smaller_arm(treated, control):
    run = run_trials(20, treated, control, 50)
    shown = readout(trials_readouts(run, treated, control), "At the size of the pivotal trial")
    _, n, _, m = counts(PIVOTAL)
    assert numbers(shown.text) == [*rounded(100 * power(m, treated, control), significant=3), 100]
    assert numbers(shown.note) == [m] and m == min(n, m)
    assert shown.unmoved_by == ("size", "seed")


def test_a_share_of_exactly_half_is_a_success():
    run = run_trials(10, 0.5, 0.5, 200)
    row = row_of(trials_table(run, 0.5, 0.5, 0), "A series without controls reaches half")
    assert np.any(run.treated_events == 5)
    assert numbers(row["Trials"]) == [np.sum(run.treated_events >= 5)]
