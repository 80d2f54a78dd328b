"""An axis without steps of its own has round ones."""

import pytest

from widgets.view.figures import round_step


@pytest.mark.parametrize(
    ("length", "step"), [(5, 1), (12, 2), (24, 4), (48, 10), (60, 10), (0.6, 0.1), (100, 20)]
)
def test_steps_are_round(length, step):
    assert round_step(length) == pytest.approx(step)


@pytest.mark.parametrize("length", [0.7, 3, 5, 7, 11, 26, 96, 1234])
def test_there_are_about_six(length):
    assert 4 <= length / round_step(length) <= 9
