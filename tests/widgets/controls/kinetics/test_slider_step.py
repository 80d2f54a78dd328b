"""A finger on a slider: only what changes is computed and sent."""

from bench.calls import BEFORE, slider_step


def test_a_warm_slider_step_makes_at_most_a_third_of_the_calls_it_once_made():
    calls = slider_step()
    assert calls.total() <= BEFORE // 3, calls.most_common(12)
