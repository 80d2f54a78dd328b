"""Norketamine by hours, held against a solution by small steps from the published parameters."""

import pytest

from tests.widgets.view.by_steps import norketamine_level, s_ketamine_level
from widgets.model.kinetics.metabolite import norketamine_climb, norketamine_left


@pytest.mark.parametrize("infused_h", [6.0, 24.0])
def test_what_is_left_is_a_share_of_the_highest_level(infused_h):
    level = norketamine_level(infused_h, infused_h + 12)
    highest = max(level(quarter / 4) for quarter in range(round(4 * (infused_h + 12))))
    found = norketamine_left((1.0, 4.0, 12.0), infused_h)
    expected = {hour: level(infused_h + hour) / highest for hour in (1.0, 4.0, 12.0)}
    assert found == pytest.approx(expected, rel=1e-3)


def test_norketamine_climbs_later_than_ketamine():
    ketamine, norketamine = s_ketamine_level(73.0, 73.0), norketamine_level(73.0, 73.0)
    found = norketamine_climb((6.0, 24.0, 72.0))
    for hour, (drug, metabolite) in found.items():
        assert drug == pytest.approx(ketamine(hour) / ketamine(72), rel=1e-3)
        assert metabolite == pytest.approx(norketamine(hour) / norketamine(72), rel=1e-3)
        assert metabolite < drug or hour == 72
    assert found[72.0] == (1, 1)
