"""One description, painted twice: what is encoded for the page must be what was described."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.view.figures import backdrop_svg, panel_boxes, size_px, static_png
from widgets.view.picture import (
    Context,
    Limit,
    Panel,
    Picture,
    PictureError,
    Stroke,
    encode,
    round_ceiling,
)

LEVEL, DOSE = Panel("Ketamine in plasma, ng/mL", 200), Panel("Dose, mg/kg/h", 1.2, height=0.6)
STANDING = (
    Context("cancer pain", 0.05, 0.5, panel=1),
    Limit("ceiling for acute pain", 1.0, panel=1),
)


def picture(*strokes):
    return Picture("Hours", 48, (LEVEL, DOSE), STANDING, strokes)


@given(st.lists(st.tuples(st.floats(0, 48), st.floats(0, 200)), min_size=1, max_size=50))
def test_points_arrive_within_one_step_of_the_axes(points):
    x, y = np.array(points).T
    described, sent = encode(picture(Stroke("line", "level", x, y)))
    values = struct.unpack(f"<{2 * len(x)}H", sent)
    assert described[0]["count"] == len(x)
    assert np.allclose(np.array(values[: len(x)]) / 65_535 * 48, x, atol=48 / 65_535)
    assert np.allclose(np.array(values[len(x) :]) / 65_535 * 200, y, atol=200 / 65_535)


def test_a_band_sends_its_upper_edge_too():
    x = np.array([0.0, 48.0])
    band = Stroke("band", "band", x, np.array([0.0, 50.0]), np.array([100.0, 200.0]))
    _, sent = encode(picture(band))
    assert struct.unpack("<6H", sent) == (
        0,
        65_535,
        0,
        round(65_535 / 4),
        round(65_535 / 2),
        65_535,
    )


@pytest.mark.parametrize("level", [-1.0, 200.1, float("nan")])
def test_a_curve_that_leaves_its_panel_is_refused_by_name(level):
    with pytest.raises(PictureError, match="level must stay between 0 and 200"):
        picture(Stroke("line", "level", np.array([1.0]), np.array([level])))


@given(st.floats(1e-6, 1e6))
def test_axes_have_room_and_round_ends(value):
    ceiling = round_ceiling(value)
    assert value * 1.1 <= ceiling <= value * 2.5 * 1.1
    assert f"{ceiling:e}"[0] in "125"


def test_both_contexts_stand_apart_and_labelled_in_the_backdrop():
    svg = backdrop_svg(picture(), 700)
    assert "cancer pain" in svg and "ceiling for acute pain" in svg
    assert "var(--curve-3" in svg and "var(--curve-2" in svg
    assert "Ketamine in plasma, ng/mL" in svg


def test_the_backdrop_does_not_hold_what_moves():
    moving = Stroke("line", "level", np.array([0.0, 48.0]), np.array([1.0, 2.0]))
    assert backdrop_svg(picture(moving), 700) == backdrop_svg(picture(), 700)


def test_the_same_picture_is_the_same_bytes():
    stroke = Stroke("line", "level", np.array([0.0, 48.0]), np.array([1.0, 190.0]))
    assert static_png(picture(stroke)) == static_png(picture(stroke))
    assert static_png(picture(stroke)) != static_png(picture())


@pytest.mark.parametrize("width_px", [280, 343, 700, 1120])
def test_panels_lie_inside_the_drawing_in_order(width_px):
    width, height = size_px(picture(), width_px)
    assert width == width_px and height > 250
    first, second = panel_boxes(picture(), width_px)
    assert 0 < first["top"] < first["top"] + first["height"] < second["top"]
    assert second["top"] + second["height"] < 1
    assert first["left"] + first["width"] <= 1
