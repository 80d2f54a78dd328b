"""What is drawn of an infusion: every point of every curve, the doses, the axes, what stays."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from tests.widgets.view.courses import made_course, made_curve, rate_after
from tests.widgets.view.marks import numbers, points, stroke
from widgets.model.regimens.regimen import (
    TRIAL_REGIMENS,
    burst_regimen,
    constant_regimen,
    trial_regimen,
)
from widgets.view.kinetics.infusion import Overlay, infusion_picture
from widgets.view.picture import Context, LimitLine

RACEMATE, S_KETAMINE = "kamp_2020", "noppers_2011_S"
LIMITS = load().limits
PLANS = {
    "constant": lambda kg: constant_regimen(0.15, kg, 30),
    "above the range": lambda kg: constant_regimen(0.8, kg, 24),
    "pause": lambda kg: constant_regimen(0.2, kg, 36, 10, 4),
    **TRIAL_REGIMENS,
}
MIDDLE = "half of simulated people lie above, half below"
BAND = "nine in ten simulated people (5th to 95th percentile)"
quick = settings(max_examples=25, deadline=None)
tops = st.floats(20, 900)


def is_drawn(drawn, hours, expected):
    """Whether a curve stands at the levels expected, at each of its hours."""
    assert drawn.x == pytest.approx(np.asarray(hours))
    assert drawn.y == pytest.approx([expected(hour) for hour in hours])


def upper_edge(drawn, hours, expected):
    assert drawn.y_high == pytest.approx([expected(hour) for hour in hours])


@quick
@given(tops, st.floats(0.1, 0.9), st.floats(1.1, 3), st.sampled_from(sorted(PLANS)))
def test_the_band_lies_between_its_percentiles_and_the_line_in_the_middle(top, low, high, plan):
    course, at = made_course(PLANS[plan](70), top, low=low, high=high)
    picture = infusion_picture(course)
    band = stroke(picture, BAND, kind="band")
    is_drawn(band, course.times_h, lambda hour: at(hour)[0])
    upper_edge(band, course.times_h, lambda hour: at(hour)[2])
    is_drawn(stroke(picture, MIDDLE, kind="line"), course.times_h, lambda hour: at(hour)[1])
    assert band.colour == stroke(picture, MIDDLE).colour


@pytest.mark.parametrize("weight_kg", [45, 70, 110])
@pytest.mark.parametrize("plan", PLANS)
def test_the_dose_is_a_staircase_of_what_is_given(plan, weight_kg):
    plan = PLANS[plan](weight_kg)
    course, _ = made_course(plan, 100)
    picture = infusion_picture(course)
    if plan.bolus:
        mark = stroke(picture, plan.bolus, panel=1, kind="marks")
        assert points(mark) == [(0, 0)]
        return
    drawn = points(stroke(picture, "dose", panel=1, kind="line"))
    assert drawn[0] == (0, 0)
    assert [x for x, _ in drawn] == sorted(x for x, _ in drawn) and drawn[-1][0] == plan.ends_h
    for (x0, y0), (x1, y1) in zip(drawn[1:], drawn[2:], strict=False):
        if x1 > x0:
            assert y0 == y1 == pytest.approx(rate_after(plan, x0))
            assert rate_after(plan, (x0 + x1) / 2) == pytest.approx(rate_after(plan, x0))
    steps = {x for x, _ in drawn}
    changes = {each.start_h for each in plan.events} | {
        each.start_h + each.duration_h for each in plan.events
    }
    assert changes <= steps


@pytest.mark.parametrize("weight_kg", [45, 110])
def test_trial_regimens_are_drawn_at_the_doses_that_were_published(weight_kg):
    """From the evidence to the staircase, without the regimens between them."""
    ladder = LIMITS["burst_ladder_per_24_h"].steps
    trials = load().trials
    korea = {each.name: each for each in trials["T-KOREA2024"].quantities}
    salas = {each.name: each for each in trials["T-SALAS2012"].quantities}
    climb, up = korea["infusion"], korea["raised by"].value
    every_h = korea["raised every"].value
    count = round((climb.high - climb.low) / up) + 1
    published = {
        "hardy": [(24 * day, mg / 24 / weight_kg) for day, mg in enumerate(ladder)],
        "phase2": [(every_h * step, climb.low + up * step) for step in range(count)],
        "salas": [
            (hour, per_day / 24)
            for hour, per_day in zip(
                (0, salas["hours before the raise"].value),
                salas["daily doses, unit to be confirmed"].steps,
                strict=True,
            )
        ],
    }
    stops = {
        "hardy": 24 * len(ladder),
        "phase2": 24 * korea["days in all"].value,
        "salas": salas["hours in all"].value,
    }
    for name, steps in published.items():
        course, _ = made_course(trial_regimen(name, weight_kg), 100)
        drawn = points(stroke(infusion_picture(course), "dose", panel=1))
        starts, risen = zip(*drawn[1::2], strict=True)
        assert starts == pytest.approx([*(hour for hour, _ in steps), stops[name]])
        assert risen == pytest.approx([*(rate for _, rate in steps), 0])
        assert drawn[-1] == (stops[name] + 24, 0)


@quick
@given(tops, tops)
def test_a_second_regimen_is_drawn_as_itself_dashed_in_one_colour(first_top, second_top):
    first, second = constant_regimen(0.1, 70, 24), burst_regimen(70)
    course, at = made_course(first, first_top, ends_h=second.ends_h)
    other, other_at = made_course(second, second_top, low=0.2, high=2.5)
    picture = infusion_picture(course, Overlay(other=other))
    name = f"second regimen, {second.label}"
    line = stroke(picture, name, kind="line")
    band = stroke(picture, f"nine in ten, {name}", kind="band")
    is_drawn(line, other.times_h, lambda hour: other_at(hour)[1])
    is_drawn(band, other.times_h, lambda hour: other_at(hour)[0])
    upper_edge(band, other.times_h, lambda hour: other_at(hour)[2])
    mine = stroke(picture, f"{MIDDLE} ({first.label})")
    is_drawn(mine, course.times_h, lambda hour: at(hour)[1])
    doses = stroke(picture, "dose of the second regimen", panel=1)
    assert sorted({y for _, y in points(doses)}) == pytest.approx(
        [0, *(step / 24 / 70 for step in LIMITS["burst_ladder_per_24_h"].steps)]
    )
    assert line.colour == band.colour == doses.colour != mine.colour
    assert picture.strokes[0] is band, "the first regimen lies over the second"
    assert line.dash == doses.dash != mine.dash
    assert picture.panels[0].y_max >= 1.1 * max(1.9 * first_top, 2.5 * second_top)


def test_each_other_model_is_drawn_as_itself_with_a_dash_of_its_own():
    plan = constant_regimen(0.1, 70, 24)
    course, _ = made_course(plan, 90)
    others = [
        made_course(plan, top, model) for top, model in ((60, "domino_1984"), (240, "hijazi_2003"))
    ]
    picture = infusion_picture(course, Overlay(models=tuple(each for each, _ in others)))
    mine = stroke(picture, f"{MIDDLE} ({load().models[RACEMATE].name})")
    lines = [mine]
    for other, at in others:
        drawn = stroke(picture, f"the same pump in {load().models[other.model].name}", kind="line")
        is_drawn(drawn, other.times_h, lambda hour, at=at: at(hour)[1])
        lines.append(drawn)
    assert len({each.dash for each in lines}) == len({each.colour for each in lines}) == 3
    assert picture.panels[0].y_max >= 1.1 * 1.9 * 240
    assert len(stroke(picture, "dose", panel=1).x) == 5  # the same doses are drawn once


def test_the_effect_site_is_drawn_beside_the_plasma_of_the_same_person():
    course, _ = made_course(constant_regimen(0.1, 70, 24), 90)
    curve, at = made_curve(course.ends_h, 80, 55, 24)
    picture = infusion_picture(course, Overlay(effect=curve))
    plasma = stroke(picture, "plasma of the typical person", kind="line")
    effect = stroke(picture, "effect site of the typical person", kind="line")
    is_drawn(plasma, curve.times_h, lambda hour: at(hour)[0])
    is_drawn(effect, curve.times_h, lambda hour: at(hour)[1])
    assert plasma.dash != effect.dash and plasma.colour != effect.colour


def test_nothing_lies_over_the_first_course_that_was_not_asked_for():
    course, _ = made_course(constant_regimen(0.1, 70, 24), 90)
    drawn = [(each.kind, each.panel) for each in infusion_picture(course).strokes]
    assert drawn == [("band", 0), ("line", 0), ("line", 1)]


@quick
@given(st.floats(0, 48), st.floats(0, 400))
def test_a_prediction_is_one_mark_at_its_hour_and_level(hour, level):
    course, _ = made_course(constant_regimen(0.1, 70, 24), 90)
    picture = infusion_picture(course, Overlay(guess=(hour, level)))
    mark = stroke(picture, "your prediction", kind="marks")
    assert points(mark) == [(hour, level)] and mark.size_px > 8
    assert picture.panels[0].y_max >= 1.1 * max(level, 1.9 * 90)


def test_a_hidden_curve_leaves_the_guess_the_doses_and_an_axis_that_gives_nothing_away():
    plan, second = constant_regimen(0.1, 70, 24), constant_regimen(0.2, 70, 24)
    tops = []
    for top in (30, 390):
        course, _ = made_course(plan, top)
        other, _ = made_course(second, top)
        picture = infusion_picture(course, Overlay(other=other, guess=(12, 150), hidden_top=400))
        assert [(each.label, each.panel) for each in picture.strokes] == [
            ("dose", 1),
            ("your prediction", 0),
        ]
        tops.append(picture.panels[0].y_max)
    assert tops == [400, 400]


@pytest.mark.parametrize(
    ("highest", "top"),
    [(1, 50), (45, 50), (45.4, 50), (45.5, 100), (90, 100), (91, 200), (181, 200), (182, 500)],
)
def test_the_level_axis_ends_at_the_next_round_number_with_a_tenth_to_spare(highest, top):
    course, _ = made_course(constant_regimen(0.1, 70, 24), highest / 1.9)
    assert infusion_picture(course).panels[0].y_max == top


@pytest.mark.parametrize(
    ("hours", "step_h"),
    [(24, 12), (36, 12), (37, 24), (120, 24)],  # followed for a day longer
)
def test_the_time_axis_runs_to_the_end_in_half_or_whole_days(hours, step_h):
    course, _ = made_course(constant_regimen(0.1, 70, hours), 90)
    picture = infusion_picture(course)
    assert (picture.x_min, picture.x_max, picture.x_step) == (0, hours + 24, step_h)


@pytest.mark.parametrize(("ends_h", "step_h"), [(12, 2), (24, 2), (24.5, 12)])
def test_a_short_time_axis_is_in_two_hours(ends_h, step_h):
    course, _ = made_course(trial_regimen("mercadante", 70), 90, ends_h=ends_h)
    assert infusion_picture(course).x_step == step_h


@pytest.mark.parametrize("plan", ["constant", "mercadante"])
def test_the_range_and_the_ceiling_stand_where_the_evidence_puts_them(plan):
    course, _ = made_course(PLANS[plan](70), 90)
    picture = infusion_picture(course)
    usual, ceiling = LIMITS["infusion_cancer_pain"], LIMITS["infusion_acute_pain_ceiling"]
    context, limit = picture.standing
    assert isinstance(context, Context) and isinstance(limit, LimitLine)
    assert (context.low, context.high, context.panel) == (usual.low, usual.high, 1)
    assert (limit.value, limit.panel) == (ceiling.value, 1)
    assert numbers(context.label) == [usual.low, usual.high]
    assert numbers(limit.label) == [ceiling.value]
    assert "cancer" in context.label and "acute" in limit.label
    panel = picture.panels[1]
    assert [(value, float(label)) for value, label in panel.y_ticks] == [
        (each, each) for each in (0, usual.high, ceiling.value)
    ]
    assert ceiling.value < panel.y_max < 1.5 * ceiling.value
    assert 0.25 < panel.height < picture.panels[0].height == 1


def test_ranges_of_the_racemate_never_stand_beside_s_ketamine():
    course, _ = made_course(PLANS["constant"](70), 90, S_KETAMINE)
    picture = infusion_picture(course)
    assert picture.standing == ()
    assert [panel.y_label for panel in picture.panels] == [
        "S-ketamine in plasma, ng/mL",
        "Dose of S-ketamine, mg/kg/h",
    ]
    racemic, _ = made_course(PLANS["constant"](70), 90, RACEMATE)
    assert [panel.y_label for panel in infusion_picture(racemic).panels] == [
        "Ketamine in plasma, ng/mL",
        "Dose, mg/kg/h",
    ]
