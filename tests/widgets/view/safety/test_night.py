"""The night after the call: three ways drawn, tabled and said, against a matrix exponential."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.widgets.model.kinetics.kinetic_oracles import levels_by_matrix, sizes_at_70_kg
from tests.widgets.view.marks import all_numbers, numbers, points, readout, rounded, rows, stroke
from widgets.model.kinetics import Infusion
from widgets.model.kinetics.spread import share_left_spread
from widgets.view.safety.adverse import (
    clock_words,
    night_alt,
    night_passage,
    night_picture,
    night_readouts,
    night_table,
    way_of,
)

KG, RATE, CALL_H, END_H = 70, 0.15, 20, 12
LEFT = {"look": 1, "rescue": 1, "lower": 0.5, "stop": 0}  # of the rate, after each first action
LABELS = {"look": "rate unchanged", "lower": "rate halved", "stop": "infusion stopped"}
HOURS = (0, 0.5, 1, 2, 4, 8, 12)
COLUMNS = {"look": "Rate unchanged, ng/mL", "lower": "Rate halved, ng/mL", "stop": "Stopped, ng/mL"}


@cache
def level(action, hours):
    """The level in ng/mL some hours after the call, by compartments."""
    rate = RATE * KG
    events = [Infusion(rate, 0.0, CALL_H)]
    if LEFT[action]:
        events.append(Infusion(rate * LEFT[action], CALL_H, 20.0))
    return float(levels_by_matrix(sizes_at_70_kg("kamp_2020"), events, [CALL_H + hours])[0][0])


def spread(action, hours):
    return share_left_spread(hours, {"lower": "halved", "stop": "stopped"}[action], CALL_H, KG)


@pytest.mark.parametrize("action", LEFT)
@pytest.mark.parametrize("look_h", [0, 0.5, 4, 12])
def test_each_way_is_drawn_as_the_level_goes(action, look_h):
    picture = night_picture(look_h, action)
    mine = "look" if action == "rescue" else action
    curves = {
        way: stroke(picture, f"{label} (your way)" if way == mine else label)
        for way, label in LABELS.items()
    }
    for way, curve in curves.items():
        assert (curve.x[0], curve.x[-1]) == (0, END_H)
        for place in (0, 10, 48, 96):
            expected = level(way, float(curve.x[place]))
            assert curve.y[place] == pytest.approx(expected, rel=0.005)
    assert len({(c.colour, c.dash) for c in curves.values()}) == 3
    highest = max(float(c.y.max()) for c in curves.values())
    panel = picture.panels[0]
    assert panel.y_min == 0 and highest * 1.1 <= panel.y_max <= highest * 2.75
    assert points(stroke(picture, "the time you look at")) == [
        (look_h, 0),
        (look_h, panel.y_max),
    ]
    assert (picture.x_min, picture.x_max, picture.x_step) == (0, END_H, 2)


def test_a_benzodiazepine_leaves_the_rate():
    assert {action: way_of(action) for action in LEFT} == {
        "look": "look",
        "rescue": "look",
        "lower": "lower",
        "stop": "stop",
    }


@pytest.mark.parametrize("place", range(len(HOURS)))
def test_the_table_says_the_level_of_each_way_at_its_hour(place):
    row, hours = rows(night_table())[place], HOURS[place]
    assert numbers(row["Hours since the call"]) == [hours]
    minutes = round(60 * hours)
    assert row["Time"] == f"{(2 + minutes // 60):02}:{minutes % 60:02}"
    for way, column in COLUMNS.items():
        assert numbers(row[column]) == rounded(level(way, hours), significant=2)
    for action, head in (("lower", "Halved: left"), ("stop", "Stopped: left")):
        [column] = [each for each in row if each.startswith(head)]
        middle_then_slow = 100 * spread(action, hours).median, 100 * spread(action, hours).slow
        assert numbers(row[column]) == rounded(*middle_then_slow, significant=2)


def test_the_table_and_what_stands_beside_it_name_the_dose():
    table = night_table()
    assert len(table.rows) == len(HOURS)
    assert numbers(table.caption)[:3] == [KG, RATE, CALL_H]
    assert all_numbers(night_passage().paragraphs) == [KG, CALL_H]


@pytest.mark.parametrize("action", LEFT)
def test_the_words_say_the_levels_of_the_table(action):
    said = night_alt(night_table(), action)
    levels = [level("look", 0)]
    levels += [level(way, hours) for way in ("stop", "lower", "look") for hours in (1, 12)]
    clocks = ("02:00", "03:00", "14:00")
    assert [each for each in clocks if each in said] == list(clocks)
    shown = numbers(said, *clocks)
    assert shown == [END_H, *rounded(*levels, significant=2)]
    mine = "look" if action == "rescue" else action
    assert said.endswith(f"Your way: {LABELS[mine]}.")


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(LEFT)), st.integers(0, 48).map(lambda n: n / 4))
def test_the_readouts_say_level_and_share_at_the_time_looked_at(action, hours):
    shown = night_readouts(action, hours)
    now = level(action, hours)
    after = readout(shown, "Level after what you did")
    assert numbers(after.text) == rounded(now, significant=2)
    assert numbers(after.note)[:1] == rounded(100 * now / level("look", 0), significant=2)
    time = readout(shown, "Time")
    assert numbers(time.note) == [hours] and time.text == clock_words(hours)
    slow = [each for each in shown if "slow" in each.label]
    assert len(slow) == (action in ("lower", "stop"))
    for each in slow:
        found = spread(action, hours)
        assert numbers(each.text) == rounded(100 * found.slow, significant=2)
        assert numbers(each.note) == rounded(100 * found.median, significant=2)


@pytest.mark.parametrize(
    ("hours", "clock"), [(0, "02:00"), (0.5, "02:30"), (1.75, "03:45"), (8, "10:00"), (12, "14:00")]
)
def test_the_clock_starts_at_two(hours, clock):
    assert clock_words(hours) == clock


def test_the_curve_has_a_point_at_each_hour_that_is_named():
    drawn = stroke(night_picture(1, "stop"), "rate halved")
    assert np.min(np.abs(drawn.x[:, None] - np.array(HOURS)), axis=0) == pytest.approx(0)
