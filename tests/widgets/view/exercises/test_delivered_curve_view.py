"""Ordered and given on one pair of axes: curves, table and words, never one for the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from tests.widgets.view.by_steps import typical_level
from tests.widgets.view.courses import tent
from tests.widgets.view.marks import (
    Rounded,
    in_order,
    level_said,
    numbers,
    rows,
    says_level,
    stroke,
)
from widgets.model.exercises.error_detection import error_exercise, error_exercise_of
from widgets.model.exercises.setups import PumpSetup
from widgets.model.kinetics import ABSORPTIONS
from widgets.model.kinetics.population import Band
from widgets.model.regimens.patients import FictionalPatient
from widgets.view.exercises import delivered_curve
from widgets.view.exercises.delivered_curve import (
    Courses,
    courses_of,
    result_alt,
    result_picture,
    result_table,
)

SUBCUT, ORAL = ABSORPTIONS["subcut"], ABSORPTIONS["oral"]

DRILLS = [error_exercise(seed) for seed in range(25)]  # one round: every variant
PUMP = next(each for each in DRILLS if isinstance(each.setup, PumpSetup))
DOSE = next(each for each in DRILLS if not isinstance(each.setup, PumpSetup))
ENDS_H = {"mg/h": 24, "mg": 8}
HOURS = [0, 0.5, 1, 2, 4, 8, 12, 24]
quick = settings(max_examples=25, deadline=None)
tops = st.floats(10, 900)


def made_band(hours, top: float, low: float, high: float) -> Band:
    level = np.array([tent(top, 3, hours[-1])(hour) for hour in hours])
    return Band(hours, low * level, level, high * level, "kamp_2020", "patient", 1000)


def made_courses(patch, each, ordered_top: float, given_top: float):
    """Put levels that were made up in the place of the simulation; what stands in them."""
    end_h = ENDS_H[each.setup.unit]
    hours = np.linspace(0, end_h, 16 * end_h + 1)
    both = Courses(
        hours, made_band(hours, ordered_top, 0.6, 1.4), made_band(hours, given_top, 0.3, 2.1)
    )
    patch.setattr(delivered_curve, "courses_of", lambda _: both)
    ordered, got = tent(ordered_top, 3, end_h), tent(given_top, 3, end_h)
    return hours, ordered, got


@quick
@given(tops, tops, st.sampled_from([PUMP, DOSE]))
def test_both_courses_are_drawn_each_in_its_colour(ordered_top, given_top, each):
    with pytest.MonkeyPatch.context() as patch:
        hours, ordered, got = made_courses(patch, each, ordered_top, given_top)
        picture = result_picture(each)
    styles = []
    for name, level, low, high in (("given", got, 0.3, 2.1), ("ordered", ordered, 0.6, 1.4)):
        band = stroke(picture, f"{name}: nine in ten simulated people", kind="band")
        line = stroke(picture, name, kind="line")
        middle = np.array([level(hour) for hour in hours])
        assert line.x == pytest.approx(hours) and line.y == pytest.approx(middle)
        assert band.x == pytest.approx(hours)
        assert band.y == pytest.approx(low * middle)
        assert band.y_high == pytest.approx(high * middle)
        assert band.colour == line.colour
        styles.append((line.colour, line.dash))
    assert styles[0][0] != styles[1][0] and styles[0][1] != styles[1][1]
    highest = max(1.4 * ordered_top, 2.1 * given_top)
    assert max(50, 1.1 * highest) <= picture.panels[0].y_max <= max(50, 2.75 * highest)
    end_h, step_h = (24, 4) if each is PUMP else (8, 1)
    assert (picture.x_min, picture.x_max, picture.x_step) == (0, end_h, step_h)


@quick
@given(tops, tops, st.sampled_from([PUMP, DOSE]))
def test_the_table_and_the_words_keep_ordered_and_given_apart(ordered_top, given_top, each):
    with pytest.MonkeyPatch.context() as patch:
        _, ordered, got = made_courses(patch, each, ordered_top, given_top)
        table = result_table(each)
    end_h = ENDS_H[each.setup.unit]
    hours = [hour for hour in HOURS if hour <= end_h]
    assert [numbers(row[0]) for row in table.rows] == [[hour] for hour in hours]
    for row, hour in zip(rows(table), hours, strict=True):
        for column, there in (
            ("Ordered, middle, ng/mL", ordered(hour)),
            ("Given, middle, ng/mL", got(hour)),
            ("Given, 5th percentile, ng/mL", 0.3 * got(hour)),
            ("Given, 95th percentile, ng/mL", 2.1 * got(hour)),
        ):
            assert says_level(row[column], there)
    text = result_alt(each, table)
    early, late = [[level_said(ordered(hour)), level_said(got(hour))] for hour in (1, end_h)]
    edges = [level_said(0.3 * got(end_h)), level_said(2.1 * got(end_h))]
    weight_kg = each.setup.patient.weight_kg
    assert numbers(text, "5th to 95th percentile") == [
        *(end_h, weight_kg, 1, *early, end_h, *late, *edges)
    ]
    assert text.count("as ordered") == 3 and text.count("as given") == 3


@pytest.mark.parametrize("each", DRILLS, ids=lambda each: each.error.id)
def test_the_caption_has_the_body_the_hours_and_what_is_assumed(each):
    setup = each.setup
    with pytest.MonkeyPatch.context() as patch:
        made_courses(patch, each, 90, 90)
        caption = result_table(each).caption
    record = load().models["kamp_2020"]
    assert numbers(caption)[:2] == [setup.patient.weight_kg, ENDS_H[setup.unit]]
    in_order(caption, f"{record.name} model, {record.population}", "not a prediction")
    routes = {setup.route, setup.route_ordered}
    assert (SUBCUT.basis in caption) == ("subcut" in routes)
    assert (ORAL.basis in caption) == ("oral" in routes)


@pytest.mark.parametrize("weight_kg", [45, 110])
@pytest.mark.parametrize("error", ["nothing_pump", "mcg_for_mg", "vial_50", "point_moved"])
def test_levels_are_near_those_of_the_typical_person_at_both_doses(error, weight_kg):
    """By small steps, from the mg/h of the order and from those of the pump and the syringe."""
    unit = "mL/h" if error == "point_moved" else "mg/kg/h"
    strength = 5 if error == "point_moved" else 10
    each = error_exercise_of(
        error, FictionalPatient("made up", "myeloma", weight_kg), 0.1, unit, strength
    )
    factor = {"nothing_pump": 1, "mcg_for_mg": 0.06, "vial_50": 5, "point_moved": 10}[error]
    level, both = typical_level("kamp_2020", float(weight_kg), 24.0, 24.0), courses_of(each)
    assert (both.hours[0], both.hours[-1], len(both.hours)) == (0, 24, 289)
    ordered = np.array([0.1 * weight_kg * level(hour) for hour in both.hours])
    assert both.ordered.median == pytest.approx(ordered, rel=0.04, abs=0.5)
    assert both.delivered.median == pytest.approx(factor * ordered, rel=0.04, abs=0.5)
    assert both.delivered.high == pytest.approx(factor * both.ordered.high, rel=1e-3)


def test_another_route_is_drawn_by_that_route():
    line = next(each for each in DRILLS if each.error.id == "line")
    both = courses_of(line)
    late = both.delivered.median[-1] / both.ordered.median[-1]
    share = {"subcut": 0.93, "iv": 1 / 0.93}[line.setup.route]
    assert late == pytest.approx(share, rel=0.02)
    swallowed = next(each for each in DRILLS if each.error.id == "oral_into_vein")
    both = courses_of(swallowed)
    assert np.argmax(both.delivered.median) == 0 < np.argmax(both.ordered.median)
    assert both.hours[-1] == 8


def test_where_no_ketamine_was_ordered_its_level_is_none():
    both = courses_of(next(each for each in DRILLS if each.error.id == "name"))
    assert not both.ordered.high.any() and both.delivered.low[0] > 0
    assert Rounded(0) == float(both.ordered.median[0])
