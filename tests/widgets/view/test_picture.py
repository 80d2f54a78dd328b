"""One description, painted twice: what is encoded for the page must be what was described."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.view.figures import backdrop_svg, panel_boxes, size_px, static_png
from widgets.view.picture import (
    Context,
    LimitLine,
    Panel,
    Picture,
    PictureError,
    Stroke,
    encode,
    round_ceiling,
)

LEVEL, DOSE = Panel("Ketamine in plasma, ng/mL", 200), Panel("Dose, mg/kg/h", 1.2, height=0.6)
BELOW = Panel("Dose, mg/kg/h", 1.2, -0.5)
STANDING = (
    Context("cancer pain", 0.05, 0.5, panel=1),
    LimitLine("ceiling for acute pain", 1.0, panel=1),
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
    round_ones = [first * 10.0**power for power in range(-8, 9) for first in (1, 2, 5)]
    smallest = min(each for each in round_ones if each >= value * 1.1)
    assert round_ceiling(value) == pytest.approx(smallest)


@pytest.mark.parametrize(
    ("value", "ceiling"),
    [
        (0, 1),
        (-3, 1),
        (float("nan"), 1),
        (90, 100),
        (91, 200),
        (182, 500),
        (455, 1000),
        (950, 2000),
    ],
)
def test_an_axis_ends_at_the_next_round_number(value, ceiling):
    assert round_ceiling(value) == ceiling


@pytest.mark.parametrize(
    ("field", "value"), [("kind", "curve"), ("shape", "star")], ids=lambda each: each
)
def test_an_unknown_stroke_is_refused_by_name(field, value):
    with pytest.raises(PictureError, match=f"one of line.*got.*{value}"):
        Stroke(**{"kind": "line", field: value}, label="a", x=np.array([1.0]), y=np.array([1.0]))


@pytest.mark.parametrize(
    "stroke",
    [
        Stroke("line", "x too low", np.array([-3.0, 1]), np.array([1.0, 1])),
        Stroke("line", "x too high", np.array([1.0, 48.1]), np.array([1.0, 1])),
        Stroke("line", "y too low", np.array([1.0, 2]), np.array([-0.6, 1]), panel=1),
        Stroke("line", "y too high", np.array([1.0, 2]), np.array([1.0, 1.3]), panel=1),
        Stroke("band", "upper edge", np.array([1.0]), np.array([1.0]), np.array([1.3]), panel=1),
        Stroke("line", "hole", np.array([1.0, np.nan, 3]), np.array([1.0, 1, 1])),
    ],
    ids=lambda each: each.label,
)
def test_what_would_be_cut_off_is_refused_with_its_ends(stroke):
    with pytest.raises(PictureError, match=f"{stroke.label} must stay between") as refused:
        Picture("Hours", 48, (LEVEL, BELOW), strokes=(stroke,), x_min=-2)
    if "hole" not in stroke.label:
        values = stroke.x if stroke.label.startswith("x") else stroke.y
        values = stroke.y_high if stroke.kind == "band" else values
        assert str(refused.value).endswith(f"got {min(values):g} to {max(values):g}")
        low, high = (-2, 48) if stroke.label.startswith("x") else (-0.5, 1.2)
        assert f"between {low:g} and {high:g} (" in str(refused.value)


def test_what_ends_on_the_frame_stays_whatever_the_dust_of_floats():
    edge = 1.2 * (1 + 1e-12)
    Picture("Hours", 48, (LEVEL, BELOW), strokes=(
        Stroke("line", "a", np.array([-2.0, 48.0]), np.array([-0.5, edge]), panel=1),
        Stroke("marks", "nothing", np.array([]), np.array([])),
    ), x_min=-2)  # fmt: skip
    with pytest.raises(PictureError):
        Picture("Hours", 48, (LEVEL, BELOW), strokes=(
            Stroke("line", "a", np.array([1.0]), np.array([1.2 * (1 + 1e-6)]), panel=1),
        ))  # fmt: skip


def test_what_is_sent_is_a_share_of_its_own_panel_with_all_that_the_page_draws_by():
    line = Stroke("line", "a", np.array([-2.0, 23]), np.array([0.0, 200]), dash=(3, 2))
    marks = Stroke(
        "marks", "b", np.array([48.0]), np.array([-0.5]), panel=1, colour="curve-2", shape="ring",
        size_px=9,
    )  # fmt: skip
    band = Stroke("band", "c", np.array([10.5]), np.array([-0.075]), np.array([1.2]), panel=1)
    described, sent = encode(
        Picture("h", 48, (LEVEL, BELOW), strokes=(line, marks, band), x_min=-2)
    )
    assert described == [
        dict(kind="line", label="a", panel=0, colour="curve-1", dash=[3, 2], shape="diamond",
             size=8.0, count=2),
        dict(kind="marks", label="b", panel=1, colour="curve-2", dash=[], shape="ring", size=9,
             count=1),
        dict(kind="band", label="c", panel=1, colour="curve-1", dash=[], shape="diamond", size=8.0,
             count=1),
    ]  # fmt: skip
    shares = [0, 0.5, 0, 1, 1, 0, 0.25, 0.25, 1]
    assert struct.unpack("<9H", sent) == tuple(round(65_535 * each) for each in shares)


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
