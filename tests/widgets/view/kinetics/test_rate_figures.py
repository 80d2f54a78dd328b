"""The drawings of a rate that questions offer: one true one, three that go wrong as named."""

import numpy as np
import pytest

from tests.widgets.view.by_steps import NG_PER_MG, sizes, typical_level
from tests.widgets.view.marks import height_at, numbers, points, rounded
from widgets.view.question_figures import question_figures

FIGURES = {each.name: each for each in question_figures()}
CHANGED = {
    "rate-twice-as-high": (2, 1),
    "rate-twice-as-fast": (1, 2),
    "rate-high-and-fast": (2, 2),
    "rate-high-and-slow": (2, 0.5),
}
MG_PER_H = 7.0  # 0.1 mg/kg/h for 70 kg


@pytest.mark.parametrize(("name", "change"), CHANGED.items())
def test_a_curve_is_so_many_times_as_high_and_as_fast(name, change):
    high, fast = change
    picture = FIGURES[name].picture
    dashed, ring, solid, circle = picture.strokes
    level = typical_level("kamp_2020", 70.0, 24.0, 24.0)
    plateau = MG_PER_H * NG_PER_MG / sizes("kamp_2020", 70)["cl"]
    assert dashed.dash and not solid.dash and (dashed.x[0], dashed.x[-1]) == (0, 24)
    for hour in range(1, 25):
        before = height_at(dashed, hour)
        assert before == pytest.approx(MG_PER_H * level(hour), rel=0.04)
        moved = high * height_at(dashed, min(fast * hour, 24))
        assert height_at(solid, hour) == pytest.approx(moved, rel=0.01)
    ((late, nine_tenths),) = points(ring)
    assert nine_tenths == round(0.9 * plateau) and late == round(late)
    assert MG_PER_H * level(late) == pytest.approx(0.9 * plateau, rel=0.02)
    assert points(circle) == [(late / fast, high * nine_tenths)]
    shown = [numbers(each)[0] for each in FIGURES[name].shown]
    assert shown == rounded(late, nine_tenths, late / fast, high * nine_tenths)
    assert picture.x_max == 24 and picture.panels[0].y_max == 200


def test_only_one_of_them_is_what_a_doubled_rate_does():
    """Twice as high at every hour and no sooner: levels are in proportion, times stay."""
    true = [
        name
        for name, figure in FIGURES.items()
        if name in CHANGED
        and np.allclose(figure.picture.strokes[2].y, 2 * figure.picture.strokes[0].y)
        and points(figure.picture.strokes[3])[0][0] == points(figure.picture.strokes[1])[0][0]
    ]
    assert true == ["rate-twice-as-high"]
