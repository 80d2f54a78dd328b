"""Norketamine: a curve, a column and figures of its own, and the shares that the model gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.widgets.view.by_steps import norketamine_level, s_ketamine_level
from tests.widgets.view.courses import made_course, tent
from tests.widgets.view.marks import level_said, numbers, rounded, rows, says_level, stroke
from widgets.model.kinetics.curve import Curve
from widgets.model.regimens.regimen import constant_regimen
from widgets.model.regimens.simulation import PlanCourse, plan_course
from widgets.view.regimens.routes import Line, routes_picture
from widgets.view.regimens.routes_words import (
    norketamine_readouts,
    routes_alt,
    routes_notes,
    routes_table,
)

OTTO, END_H = "otto_2021_S_NK", 96.0
quick = settings(max_examples=20, deadline=None)


def typical_volunteer(line: Line, ketamine_top=95.0, norketamine_top=410.0):
    """A made-up person with norketamine, and what stands in it at an hour."""
    course = line.course
    levels = [tent(ketamine_top, 72, course.ends_h), tent(norketamine_top, 73, course.ends_h)]
    ketamine, norketamine = (np.array([level(hour) for hour in course.times_h]) for level in levels)
    made = Curve(course.times_h, ketamine, 0 * ketamine, norketamine, OTTO, (), "")
    return made, lambda hour: tuple(level(hour) for level in levels)


@quick
@given(st.floats(10, 300), st.floats(10, 900))
def test_norketamine_is_a_curve_and_a_column_of_its_own(ketamine_top, norketamine_top):
    course, _ = made_course(constant_regimen(0.1, 70, 72), 90, OTTO, "healthy", END_H)
    line = Line("S-ketamine", course)
    curve, at = typical_volunteer(line, ketamine_top, norketamine_top)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlanCourse, "typical", lambda self: curve)
        picture = routes_picture((line,), per_kg=True, norketamine=True)
        table = routes_table((line,), per_kg=True, norketamine=True)
        parts = norketamine_readouts(line)
    drawn = stroke(picture, "S-norketamine, typical person", kind="line")
    assert drawn.x == pytest.approx(course.times_h)
    assert drawn.y == pytest.approx([at(hour)[1] for hour in course.times_h])
    mine = stroke(picture, "S-ketamine")
    assert drawn.colour != mine.colour and drawn.dash != mine.dash
    assert picture.panels[0].y_max >= 1.02 * max(norketamine_top, 1.9 * 90)
    assert "S-norketamine" in picture.panels[0].y_label
    assert picture.standing == (), "the range of the evidence is for the racemate"
    assert picture.panels[1].y_label == "Dose of S-ketamine, mg/kg/h"
    for row in rows(table):
        shown = row["S-norketamine of the typical person, ng/mL"]
        assert says_level(shown, at(numbers(row["Hour"])[0])[1])
    text = routes_alt((line,), table, norketamine=True)
    said_of_it = text[text.index("S-norketamine of the typical") :]
    peak, end = level_said(at(72)[1]), level_said(at(END_H)[1])
    assert numbers(said_of_it) == [72, peak, end]
    first, *shares = parts
    assert numbers(first.text) == [90] and numbers(first.note) == [72]
    assert len(shares) == 3
    for hour, shown in zip((1, 6, 24), shares, strict=True):
        ketamine, norketamine = at(hour)
        assert numbers(shown.label) == [1, hour]
        assert numbers(shown.text) == rounded(norketamine / ketamine, significant=2)


def test_norketamine_for_one_part_of_ketamine_is_that_of_the_published_rates():
    course = plan_course(constant_regimen(0.1, 70, 72), OTTO, "healthy", END_H)
    ketamine, norketamine = s_ketamine_level(72.0, 96.0), norketamine_level(72.0, 96.0)
    for hour, shown in zip((1, 6, 24), norketamine_readouts(Line("a", course))[1:], strict=True):
        share = norketamine(hour) / ketamine(hour)
        assert numbers(shown.text)[0] == pytest.approx(share, rel=0.03)
    drawn = stroke(
        routes_picture((Line("a", course),), True, norketamine=True),
        "S-norketamine, typical person",
    )
    expected = [7 * norketamine(hour) for hour in drawn.x[::20]]
    assert drawn.y[::20] == pytest.approx(expected, rel=0.01, abs=0.1)


def test_model_people_and_norketamine_are_those_of_the_first_line():
    first, _ = made_course(constant_regimen(0.1, 70, 72), 90, OTTO, "healthy", END_H)
    second, _ = made_course(constant_regimen(0.2, 70, 72), 80, "hijazi_2003", "frail", END_H)
    lines = Line("first", first), Line("second", second)
    curve, at = typical_volunteer(lines[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlanCourse, "typical", lambda self: {id(first): curve}[id(self)])
        table = routes_table(lines, per_kg=True, norketamine=True)
        picture = routes_picture(lines, per_kg=True, norketamine=True)
    assert says_level(table.rows[1][-1], at(2)[1])
    assert stroke(picture, "S-norketamine, typical person").y is curve.norketamine_ng_per_ml
    assert "Otto 2021" in table.caption and "people spread as healthy" in table.caption
    assert "Hijazi" not in table.caption and "frail" not in table.caption
    assert "by the Otto 2021" in routes_alt(lines, table)
    assert picture.panels[1].y_label == "Dose of S-ketamine, mg/kg/h"
    assert routes_notes(lines)[-1].heading.startswith("Model: Otto 2021")
