"""The small SVG of an option: what it draws stands at its numbers, apart from every other one."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from widgets.view.figures import size_px
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.small_svg import whole_svg

WIDTH = 300


def picture(y_label="Level", x_label="Hours", **more):
    line = Stroke("line", "a", np.array([0.0, 24, 48]), np.array([0.0, 50, 200]), colour="curve-2")
    marks = Stroke("marks", "b", np.array([12.0, 36, 48]), np.array([20.0, 100, 200]), **more)
    return Picture(x_label, 48, (Panel(y_label, 200),), strokes=(line, marks))


def place(x, y):
    """Where a point belongs, in pixels from the top left corner."""
    height = size_px(picture(), WIDTH)[1]
    return 52 + x / 48 * (WIDTH - 66), 32 + (1 - y / 200) * (height - 78)


def test_the_line_goes_through_its_points():
    paths = re.findall(
        r'<path d="([^"]*)"[^>]*style="[^"]*curve-2', whole_svg(picture(), WIDTH, "a")
    )
    corners = [[float(n) for n in re.findall(r"[\d.]+", path)] for path in paths]
    expected = [*place(0, 0), *place(24, 50), *place(48, 200)]
    assert any(each == pytest.approx(expected, abs=0.11) for each in corners)


@pytest.mark.parametrize("shape", ["diamond", "circle", "square", "ring"])
def test_each_mark_is_used_at_its_place_and_its_style_is_named_once(shape):
    svg = whole_svg(picture(shape=shape), WIDTH, "a")
    group = re.search(r'<g style="[^"]*curve-1[^"]*">(.*?)</g>', svg, re.DOTALL)
    found = re.findall(r'<use href="#[^"]*" x="([\d.]+)" y="([\d.]+)"/>', group[1])
    drawn = [(float(x), float(y)) for x, y in found]
    for one, other in zip(drawn, [place(12, 20), place(36, 100), place(48, 200)], strict=True):
        assert one == pytest.approx(other, abs=0.11)
    assert ("var(--paper, #ffffff)" in group[0]) and "#ffffff" not in svg.replace(
        "var(--paper, #ffffff)", ""
    )


def test_marks_of_two_styles_keep_their_own():
    two = Stroke("marks", "c", np.array([6.0, 18]), np.array([30.0, 40]), colour="curve-3")
    whole = picture()
    svg = whole_svg(Picture("Hours", 48, whole.panels, strokes=(*whole.strokes, two)), WIDTH, "a")
    for colour, count in (("curve-1", 3), ("curve-3", 2)):
        [group] = re.findall(rf'<g style="[^"]*{colour}[^"]*">(.*?)</g>', svg, re.DOTALL)
        assert group.count("<use") == count


@pytest.mark.parametrize(
    ("y_label", "x_label", "frame"),
    [
        ("Level", "Hours", (0, 0, 300, 248)),
        ("Level", "", (0, 0, 300, 228)),
        ("", "Hours", (44, 24, 256, 224)),
        ("", "", (44, 24, 256, 204)),
    ],
)
def test_the_frame_leaves_no_room_for_axes_that_have_no_name(y_label, x_label, frame):
    svg = whole_svg(picture(y_label, x_label), WIDTH, "a")
    box = ET.fromstring(svg).attrib["viewBox"].split()
    assert tuple(map(float, box)) == frame


def test_two_of_them_share_no_id_and_each_use_finds_its_own():
    one, other = (whole_svg(picture(), WIDTH, name) for name in ("one", "other"))
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, other)]
    assert ids[0] and not ids[0] & ids[1]
    for svg, known in zip((one, other), ids):
        assert set(re.findall(r'href="#([^"]+)"', svg)) == known
        assert len(re.findall(r' id="', svg)) == len(known)
    assert all(each.startswith("one-") for each in ids[0])
    assert whole_svg(picture(), WIDTH, "one") == one


def test_nothing_of_matplotlib_reaches_the_page():
    svg = whole_svg(picture(), WIDTH, "a")
    for banned in ("<style", "<metadata", "<!--", "xlink", "DejaVu", "<?xml", "<g/>"):
        assert banned not in svg
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg") and svg.startswith("<svg") and svg.endswith("\n")
    assert not re.search(r"\d\.\d{2,}(?=[ \",)])", svg), "a tenth of a pixel is enough"
    assert "Level" in svg and "Hours" in svg


def test_nothing_is_cut_at_the_edge_and_only_its_own_panel_holds_a_stroke():
    high = Stroke("line", "c", np.array([0.0, 48]), np.array([1.0, 1.0]), panel=1, colour="curve-3")
    both = Picture("Hours", 48, (Panel("Level", 200), Panel("Dose", 1)), strokes=(high,))
    svg = whole_svg(both, WIDTH, "a")
    assert "clip-path" not in svg
    [path] = re.findall(r'<path d="([^"]*)"[^>]*style="[^"]*curve-3', svg)
    heights = [float(n) for n in re.findall(r"[\d.]+", path)][1::2]
    _, height = size_px(both, WIDTH)
    assert min(heights) > height / 2, "in the lower half"


def test_a_panel_without_a_name_has_no_frame():
    assert whole_svg(picture(), WIDTH, "a").count("<path") > whole_svg(
        picture(y_label=""), WIDTH, "a"
    ).count("<path")
