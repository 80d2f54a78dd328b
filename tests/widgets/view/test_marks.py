"""The readers of what a view shows find what is there, and nothing that only looks like it."""

import numpy as np
import pytest

from tests.widgets.view.marks import (
    Rounded,
    cells,
    height_at,
    in_order,
    numbers,
    pieces,
    plain,
    points,
    readout,
    row_of,
    stroke,
)
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Readout, Table


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0.1 mg/kg/h for 70 kg", [0.1, 70]),
        ("1,250 mg, then 12,500.", [1250, 12500]),
        ("−0.1 to 0.18", [-0.1, 0.18]),
        ("5th to 95th percentile 3.2 to 4", [5, 95, 3.2, 4]),
        ("S35 of F-S35 and mg/m2", []),
        ("72 h; 1 in 20: 80 h.", [72, 1, 20, 80]),
    ],
)
def test_numbers_are_read_in_order(text, found):
    assert numbers(text) == found


def test_the_year_of_a_name_is_no_number():
    assert numbers("Kamp 2020: 99 ng/mL", "Kamp 2020") == [99]


@pytest.mark.parametrize(
    ("shown", "value", "significant"),
    [(7.14, 7.1428, 3), (1234, 1234.4, 2), (0.05, 0.05, 4), (0.01, 0.0096, 1), (0, 0, 2)],
)
def test_a_rounded_number_is_known_again(shown, value, significant):
    assert shown == Rounded(value, significant)


@pytest.mark.parametrize(
    ("shown", "value", "significant"),
    [
        (7.15, 7.1428, 3),  # rounded wrongly
        (7.1428, 7.1428, 3),  # too many digits
        (7.1, 7.1428, 3),  # too few
        (1200, 1234.4, 2),  # a digit before the point is lost
        (71.4, 7.1428, 3),
        (-7.14, 7.1428, 3),
        (0, 0.001, 1),
    ],
)
def test_another_number_is_not(shown, value, significant):
    assert shown != Rounded(value, significant)


def test_a_stroke_is_found_by_its_label_panel_and_kind():
    x = np.array([0.0, 2.0])
    line = Stroke("line", "dose", x, np.array([1.0, 3.0]), panel=1)
    band = Stroke("band", "dose", x, np.array([1.0, 2.0]), y_high=np.array([2.0, 4.0]))
    picture = Picture("Hours", 2, (Panel("a", 5), Panel("b", 5)), strokes=(line, band))
    assert stroke(picture, "dose", panel=1) is line and stroke(picture, "dose") is band
    assert points(line) == [(0, 1), (2, 3)] and height_at(line, 1) == 2
    assert (height_at(band, 1), height_at(band, 1, upper=True)) == (1.5, 3)
    for wrong in ({"label": "level"}, {"label": "dose", "kind": "line"}):
        with pytest.raises(AssertionError, match="strokes are"):
            stroke(picture, **wrong)


def test_segments_come_in_pairs():
    drawn = Stroke("segments", "", np.array([0.0, 1, 4, 6]), np.array([2.0, 2, 3, 3]))
    assert pieces(drawn) == [((0, 2), (1, 2)), ((4, 3), (6, 3))]


def test_rows_and_readouts_are_found_by_name():
    table = Table("", ("Hour", "Level"), (("0", "1"), ("2", "3")))
    assert row_of(table, "2") == {"Hour": "2", "Level": "3"}
    assert readout([Readout("a", "1"), Readout("b", "2")], "b").text == "2"
    with pytest.raises(AssertionError, match="0 rows"):
        row_of(table, "1")
    with pytest.raises(AssertionError, match="0 are 'c'"):
        readout([Readout("a", "1")], "c")


def test_words_and_cells_are_read_out_of_html():
    markup = (
        "<table><thead><tr><th>a</th></tr></thead><tbody>"
        '<tr><th scope="row">x &amp; y</th><td>1; 2</td></tr></tbody></table>'
    )
    assert cells(markup) == [["x & y", "1; 2"]]
    assert plain("<p>1 &lt; <b>2</b></p>") == "1 < 2"


def test_order_is_order():
    in_order("a 1 b 2", "1", "2")
    with pytest.raises(AssertionError, match="'1' does not come next"):
        in_order("a 1 b 2", "2", "1")
