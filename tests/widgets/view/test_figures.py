"""Matplotlib draws what was described: each axis, tick and stroke where its numbers say."""

import io
from itertools import pairwise

import matplotlib.image
import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from tests.widgets.view.marks import numbers
from widgets.view.figures import (
    TOKEN_COLOURS,
    backdrop_svg,
    draw_strokes,
    figure_of,
    panel_boxes,
    size_px,
    static_png,
)
from widgets.view.picture import Context, LimitLine, Panel, Picture, Stroke

LEVEL, DOSE = Panel("Level, ng/mL", 200), Panel("Dose, mg/kg/h", 1.2, -0.3, 0.6)
STANDING = (
    Context("in use", 0.05, 0.5, panel=1, colour="curve-3"),
    LimitLine("ceiling", 150.0, colour="curve-2"),
)
# Widths in CSS pixels with the height of a picture of one panel, and of one with 0.6 more below it.
SIZES = ((320, 248, 398), (600, 282, 452), (700, 316, 507), (1000, 328, 526))


def two_panels(*strokes, **more):
    return Picture("Hours", 48, (LEVEL, DOSE), STANDING, strokes, **more)


def place_px(picture, width_px, x, y, panel=0):
    """Where a point belongs, in CSS pixels from the top left corner, by proportion alone."""
    height = size_px(picture, width_px)[1]
    units = sum(each.height for each in picture.panels)
    free = height - 32 - 46 - 48 * (len(picture.panels) - 1)
    above = sum(each.height for each in picture.panels[:panel])
    top = 32 + 48 * panel + free * above / units
    tall = free * picture.panels[panel].height / units
    across = (x - picture.x_min) / (picture.x_max - picture.x_min)
    up = (y - picture.panels[panel].y_min) / (
        picture.panels[panel].y_max - picture.panels[panel].y_min
    )
    return 52 + across * (width_px - 66), top + (1 - up) * tall


@pytest.mark.parametrize(("width", "alone", "both"), SIZES)
def test_a_picture_is_as_high_as_its_panels_need(width, alone, both):
    assert size_px(Picture("Hours", 48, (LEVEL,)), width) == (width, alone)
    assert size_px(two_panels(), width) == (width, both)


@pytest.mark.parametrize("width", [320, 700])
def test_the_boxes_of_the_page_are_those_of_the_drawing(width):
    picture = two_panels(x_min=-2.0)
    _, height = size_px(picture, width)
    figure = figure_of(picture, width, dpi=72)
    for number, (box, axes) in enumerate(zip(panel_boxes(picture, width), figure.axes)):
        panel = picture.panels[number]
        left, top = place_px(picture, width, picture.x_min, panel.y_max, number)
        right, bottom = place_px(picture, width, picture.x_max, panel.y_min, number)
        assert box["left"] * width == pytest.approx(left)
        assert box["top"] * height == pytest.approx(top)
        assert (box["left"] + box["width"]) * width == pytest.approx(right)
        assert (box["top"] + box["height"]) * height == pytest.approx(bottom)
        drawn = axes.get_position()
        assert (drawn.x0, drawn.x1) == pytest.approx((left / width, right / width))
        assert (drawn.y0, drawn.y1) == pytest.approx((1 - bottom / height, 1 - top / height))
        assert axes.get_xlim() == (picture.x_min, picture.x_max)
        assert axes.get_ylim() == (panel.y_min, panel.y_max)


def test_titles_stand_at_the_left_edge_and_the_x_axis_is_named_once():
    picture = two_panels()
    figure = figure_of(picture, 700, dpi=72)
    assert figure.get_size_inches() * figure.dpi == pytest.approx(size_px(picture, 700))
    for axes, panel in zip(figure.axes, picture.panels):
        assert axes.get_title(loc="left") == panel.y_label
        at_px = axes.get_position().x0 * 700 + axes._left_title.get_position()[0] * 634
        assert at_px == pytest.approx(0, abs=1e-6)
    assert [axes.get_xlabel() for axes in figure.axes] == ["", "Hours"]
    shown = [axes.xaxis.get_tick_params()["labelbottom"] for axes in figure.axes]
    assert shown == [False, True]


def inside(ticks, low, high):
    return [float(at) for at in ticks if low - 1e-9 <= at <= high + 1e-9]


@pytest.mark.parametrize(
    ("width", "step", "expected"),
    [
        (700, 6.0, np.arange(0, 49, 6)),
        (479, 6.0, np.arange(0, 49, 12)),
        (480, 6.0, np.arange(0, 49, 6)),
        (320, 9.6, np.arange(0, 48.1, 9.6)),
        (320, 9.5, np.arange(0, 48, 19)),
        (700, None, np.arange(0, 49, 10)),
        (320, None, np.arange(0, 49, 10)),
    ],
)
def test_a_narrow_picture_has_half_the_ticks_where_there_are_many(width, step, expected):
    figure = figure_of(two_panels(x_step=step), width, dpi=72)
    assert inside(figure.axes[1].get_xticks(), 0, 48) == pytest.approx(list(expected))


def test_the_default_step_is_about_a_sixth_of_the_axis_wherever_it_begins():
    figure = figure_of(Picture("x", 60, (LEVEL,), x_min=30), 700, dpi=72)
    assert list(np.diff(inside(figure.axes[0].get_xticks(), 30, 60))) == pytest.approx([5] * 6)


def test_each_tick_says_its_place_with_a_true_minus():
    picture = Picture("x", 4, (Panel("y", 2, -2),), x_min=-4, x_step=1)
    axes = figure_of(picture, 700, dpi=72).axes[0]
    for axis, low, high in ((axes.xaxis, -4, 4), (axes.yaxis, -2, 2)):
        ticks = inside(axis.get_majorticklocs(), low, high)
        said = dict(zip(ticks, axis.get_major_formatter().format_ticks(ticks), strict=True))
        assert len(said) >= 4 and "−" in "".join(said.values())
        for at, text in said.items():
            assert numbers(text) == [pytest.approx(at)] and "-" not in text


def test_named_ticks_stand_where_they_are_told():
    picture = Picture("x", 4, (Panel("y", 2, y_ticks=((1, "one"),)),), x_ticks=((3, "c"), (4, "d")))
    axes = figure_of(picture, 700, dpi=72).axes[0]
    assert [(t.get_loc(), t.label1.get_text()) for t in axes.xaxis.get_major_ticks()] == [
        (3, "c"),
        (4, "d"),
    ]
    assert [(t.get_loc(), t.label1.get_text()) for t in axes.yaxis.get_major_ticks()] == [
        (1, "one")
    ]


@pytest.mark.parametrize(("width", "most"), [(320, 4), (700, 5)])
def test_the_y_axis_is_not_crowded(width, most):
    def steps(y_max):
        axes = figure_of(Picture("x", 4, (Panel("y", y_max),)), width, dpi=72).axes[0]
        return len(inside(axes.get_yticks(), 0, y_max)) - 1

    assert all(2 <= steps(y_max) <= most for y_max in (1, 1.2, 2, 5, 6, 7, 10, 200, 500))
    assert steps(most) == most, "as many as there is room for"


def test_contexts_and_limits_stand_in_their_panel_at_their_values():
    level, dose = figure_of(two_panels(), 700, dpi=72).axes
    [limit] = level.lines
    assert (
        list(limit.get_ydata()) == [150, 150]
        and to_hex(limit.get_color()) == TOKEN_COLOURS["curve-2"]
    )
    assert limit.get_linestyle() != "-" and not level.patches
    [span] = dose.patches
    assert (span.get_y(), span.get_y() + span.get_height()) == pytest.approx((0.05, 0.5))
    assert to_hex(span.get_facecolor()) == TOKEN_COLOURS["curve-3"] and span.get_alpha() < 0.2
    assert sorted(edge.get_ydata()[0] for edge in dose.lines) == [0.05, 0.5]
    assert [edge.get_linestyle() for edge in dose.lines] == ["-", "-"]
    for axes, label, at in ((level, "ceiling", 150), (dose, "in use", 0.5)):
        [note] = axes.texts
        assert (note.get_text(), note.xy) == (label, (48, at))
        assert note.xyann == (-4, 4) and note.get_ha() == "right" and note.get_va() == "bottom"


def drawn(*strokes):
    axes = Figure().add_subplot()
    draw_strokes(axes, strokes)
    return axes


X, Y, UPPER = np.array([1.0, 2.0, 4.0, 7.0]), np.array([3.0, 1.0, 2.0, 5.0]), np.full(4, 6.0)


def test_a_line_goes_through_its_points():
    plain, dashed = drawn(
        Stroke("line", "a", X, Y, colour="curve-2"), Stroke("line", "b", X, Y, dash=(3, 2))
    ).lines
    assert list(plain.get_xdata()) == list(X) and list(plain.get_ydata()) == list(Y)
    assert to_hex(plain.get_color()) == TOKEN_COLOURS["curve-2"] and plain.get_linestyle() == "-"
    assert dashed.get_linestyle() == "--" and plain.get_marker() == "None"


def test_a_band_lies_between_its_edges():
    [band] = drawn(Stroke("band", "a", X, Y, UPPER, colour="curve-3")).collections
    corners = {(float(x), float(y)) for x, y in band.get_paths()[0].vertices}
    assert corners == {*zip(X, Y), *zip(X, UPPER)}
    assert to_hex(band.get_facecolor()[0]) == TOKEN_COLOURS["curve-3"] and band.get_alpha() < 0.5


def test_segments_join_the_first_to_the_second_and_the_third_to_the_fourth():
    [pieces] = drawn(Stroke("segments", "a", X, Y, colour="curve-2")).collections
    assert [each.tolist() for each in pieces.get_segments()] == [
        [[1, 3], [2, 1]],
        [[4, 2], [7, 5]],
    ]
    assert to_hex(pieces.get_colors()[0]) == TOKEN_COLOURS["curve-2"]


@pytest.mark.parametrize(
    ("shape", "marker"), [("diamond", "D"), ("circle", "o"), ("square", "s"), ("ring", "o")]
)
def test_marks_have_their_shape_and_size_and_only_a_ring_is_hollow(shape, marker):
    [marks] = drawn(Stroke("marks", "a", X, Y, shape=shape, size_px=7, colour="curve-2")).lines
    assert list(marks.get_xdata()) == list(X) and list(marks.get_ydata()) == list(Y)
    assert (marks.get_marker(), marks.get_markersize()) == (marker, 7)
    assert marks.get_linestyle() == "None"
    inner, outer = to_rgb(marks.get_markerfacecolor()), to_rgb(marks.get_markeredgecolor())
    white, own = to_rgb("white"), to_rgb(TOKEN_COLOURS["curve-2"])
    assert (inner, outer) == ((white, own) if shape == "ring" else (own, white))


def test_text_stands_at_its_point():
    [text] = drawn(Stroke("text", "said", np.array([2.0]), np.array([3.0]))).texts
    assert (text.get_text(), text.get_position()) == ("said", (2, 3))


@pytest.mark.parametrize(("x", "y", "panel"), [(12, 180, 0), (30, 0.9, 1)])
def test_a_mark_is_seen_at_its_place_in_its_own_panel(x, y, panel):
    mark = Stroke(
        "marks", "m", np.array([x]), np.array([y]), panel=panel, shape="square", size_px=12,
        colour="curve-1",
    )  # fmt: skip
    picture = two_panels(mark)
    image = matplotlib.image.imread(io.BytesIO(static_png(picture)))[:, :, :3]
    width, height = size_px(picture, 720)
    assert image.shape[:2] == (2 * height, 2 * width), "two dots for each CSS pixel"
    down, across = np.nonzero(
        np.all(np.abs(image - to_rgb(TOKEN_COLOURS["curve-1"])) < 0.02, axis=2)
    )
    found = across.mean() / 2, down.mean() / 2
    assert found == pytest.approx(place_px(picture, 720, x, y, panel), abs=1)


def test_the_backdrop_is_painted_in_tokens_of_the_page():
    svg = backdrop_svg(two_panels(), 700)
    assert svg.startswith("<svg")
    for colour in ("ink", "ink-soft", "hair", "curve-2", "curve-3"):
        assert f"var(--{colour}, {TOKEN_COLOURS[colour]})" in svg
    for before, after in pairwise(svg.split("#")):
        assert after[:6] not in {c[1:] for c in TOKEN_COLOURS.values()} or before.endswith(", ")


def test_the_backdrop_does_not_depend_on_what_moves():
    mark = Stroke("marks", "m", np.array([1.0]), np.array([1.0]))
    assert (
        two_panels(mark).backdrop == two_panels() and mark not in two_panels(mark).backdrop.strokes
    )
