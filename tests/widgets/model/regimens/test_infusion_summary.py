"""Plateau, arrival and leaving of the typical person, by small steps from the published sizes."""

import numpy as np
import pytest

from tests.widgets.view.by_steps import NG_PER_MG, sizes, typical_level
from widgets.model.regimens.infusion_summary import infusion_summary


def first_hour(level, target: float, start_h: float, end_h: float) -> float:
    """When a level has crossed a target after `start_h`, to a few seconds."""
    hours = np.arange(start_h, end_h, 0.002)
    beyond = np.array([level(hour) for hour in hours]) - target
    return float(hours[np.nonzero(beyond * beyond[0] <= 0)[0][0]] - start_h)


@pytest.mark.parametrize("model", ["kamp_2020", "domino_1984"])
def test_the_typical_person_arrives_and_leaves_when_small_steps_say_so(model):
    course = infusion_summary(0.1, 62, 24, model)
    plateau = NG_PER_MG * 6.2 / sizes(model, 62)["cl"]
    assert course.plateau_ng_per_ml == pytest.approx(plateau)
    running, stopped = typical_level(model, 62, 72.0, 72.0), typical_level(model, 62, 24.0, 72.0)
    arrives = first_hour(running, 0.9 * plateau / 6.2, 0, 72)
    assert course.to_90_percent_h == pytest.approx(arrives, abs=0.02)
    for share, minutes in ((0.5, course.fall_by_half_min), (0.2, course.fall_by_80_percent_min)):
        falls = first_hour(stopped, share * stopped(24), 24, 72)
        assert minutes / 60 == pytest.approx(falls, abs=0.03)
