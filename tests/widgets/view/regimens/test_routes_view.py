"""Routes and weights: what is drawn, tabled and said, against made-up levels."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load, state
from tests.widgets.view.courses import (
    corners_of,
    made_course,
    milligrams_by,
    rate_after,
)
from tests.widgets.view.marks import (
    Rounded,
    in_order,
    level_said,
    numbers,
    points,
    rounded,
    rows,
    said,
    says_level,
    stroke,
)
from widgets.model.kinetics import ABSORPTIONS, Bolus
from widgets.model.regimens.regimen import burst_regimen, constant_regimen, oral_regimen
from widgets.view.picture import Context
from widgets.view.regimens.routes import Line, routes_picture
from widgets.view.regimens.routes_words import (
    routes_alt,
    routes_notes,
    routes_readouts,
    routes_table,
    weight_lines,
)

SUBCUT, ORAL = ABSORPTIONS["subcut"], ABSORPTIONS["oral"]

END_H = 96.0
LIMITS = load().limits
quick = settings(max_examples=20, deadline=None)
three_tops = st.tuples(*[st.floats(30, 900)] * 3)
STOPS = {"Into a vein": 72, "Burst ladder": 72, "By mouth": 64}


def three_routes(tops=(90, 150, 40), weight_kg=70, rate=0.1, oral=0.5):
    """A vein, the skin and the mouth, and what stands in each at an hour."""
    plans = (
        constant_regimen(rate, weight_kg, 72),
        burst_regimen(weight_kg),
        oral_regimen(oral, weight_kg, 3),
    )
    made = [
        made_course(plan, top, ends_h=END_H, low=low, high=high)
        for plan, top, low, high in zip(plans, tops, (0.5, 0.4, 0.3), (2, 2.2, 2.4), strict=True)
    ]
    lines = tuple(Line(name, course) for name, (course, _) in zip(STOPS, made, strict=True))
    return lines, [at for _, at in made]


def three_weights():
    made = [
        made_course(burst_regimen(kg), top, ends_h=END_H)
        for kg, top in ((70, 90), (45, 150), (110, 60))
    ]
    return tuple(Line(f"{course.plan.weight_kg} kg", course) for course, _ in made)


@quick
@given(three_tops)
def test_each_line_is_drawn_with_its_own_band_colour_and_dash(tops):
    lines, levels = three_routes(tops)
    picture = routes_picture(lines)
    styles = []
    for line, at in zip(lines, levels, strict=True):
        course = line.course
        band = stroke(picture, f"nine in ten simulated people, {line.name}", kind="band")
        middle = stroke(picture, line.name, kind="line")
        assert band.x == pytest.approx(course.times_h)
        assert middle.x == pytest.approx(course.times_h)
        for drawn, place in ((band.y, 0), (middle.y, 1), (band.y_high, 2)):
            assert drawn == pytest.approx([at(hour)[place] for hour in course.times_h])
        assert band.colour == middle.colour
        styles.append((middle.colour, middle.dash))
    assert len({colour for colour, _ in styles}) == len({dash for _, dash in styles}) == 3
    doses = [each for each in picture.strokes if each.panel == 1]
    assert [(each.colour, each.dash) for each in doses] == styles


@pytest.mark.parametrize("weight_kg", [45, 70, 110])
def test_milligrams_so_far_are_those_of_the_doses(weight_kg):
    lines, _ = three_routes(weight_kg=weight_kg)
    picture = routes_picture(lines)
    doses = [each for each in picture.strokes if each.panel == 1]
    assert picture.panels[1].y_label == "Given so far, mg" and picture.standing == ()
    for line, drawn in zip(lines, doses, strict=True):
        assert drawn.kind == "line" and (drawn.x[0], drawn.x[-1]) == (0, END_H)
        assert np.diff(drawn.x) == pytest.approx(0.25)
        expected = [milligrams_by(line.course.plan, hour) for hour in drawn.x]
        assert drawn.y == pytest.approx(expected)
    most = max(milligrams_by(line.course.plan, END_H) for line in lines)
    assert most * 1.02 <= picture.panels[1].y_max <= most * 1.6
    assert 0.25 < picture.panels[1].height < picture.panels[0].height == 1


def test_a_picture_that_ends_between_quarters_stays_inside():
    course, _ = made_course(constant_regimen(0.1, 70, 24), 90, ends_h=40.1)
    (drawn,) = (s for s in routes_picture((Line("a", course),)).strokes if s.panel == 1)
    assert drawn.x[-1] == 40


def test_doses_for_each_kilogram_are_staircases_beside_the_range():
    lines = three_weights()
    picture = routes_picture(lines, per_kg=True)
    doses = [each for each in picture.strokes if each.panel == 1]
    for line, drawn in zip(lines, doses, strict=True):
        plan, steps = line.course.plan, points(drawn)
        assert (steps[0][0], steps[-1][0]) == (0, END_H)
        assert {x for x, _ in steps} >= {hour for each in plan.events for hour in corners_of(each)}
        for (x0, y0), (x1, y1) in zip(steps, steps[1:], strict=False):
            if x1 > x0:
                assert y0 == y1 == pytest.approx(rate_after(plan, (x0 + x1) / 2))
    usual = LIMITS["infusion_cancer_pain"]
    (context,) = picture.standing
    assert isinstance(context, Context) and context.panel == 1
    assert (context.low, context.high) == (usual.low, usual.high)
    assert numbers(context.label) == [usual.low, usual.high]
    panel = picture.panels[1]
    assert [(value, float(label)) for value, label in panel.y_ticks] == [(0, 0), (usual.high,) * 2]
    assert usual.high < panel.y_max < 2 * usual.high and panel.y_label == "Dose, mg/kg/h"
    assert 0.25 < panel.height < picture.panels[0].height == 1


@pytest.mark.parametrize("hidden", [0, 1, 2])
def test_what_is_hidden_is_nowhere_and_the_rest_keeps_its_colour(hidden):
    lines, _ = three_routes()
    name, everything = lines[hidden].name, routes_picture(lines)
    picture = routes_picture(lines, hidden=(name,))
    labels = {each.label for each in picture.strokes}
    assert not any(name in label for label in labels)
    assert len(picture.strokes) == len(everything.strokes) - 3
    for line in lines:
        if line.name != name:
            shown, before = (stroke(each, line.name) for each in (picture, everything))
            assert (shown.colour, shown.dash) == (before.colour, before.dash)


@quick
@given(st.floats(0, END_H), st.floats(0, 400))
def test_a_prediction_stands_at_its_hour_and_level(hour, level):
    lines, _ = three_routes((90, 150, 40))
    picture = routes_picture(lines, guess=(hour, level), top=500.0)
    mark = stroke(picture, "your prediction", kind="marks")
    assert points(mark) == [(hour, level)] and mark.size_px > 8
    assert picture.panels[0].y_max == 500


@pytest.mark.parametrize(
    ("highest", "top"),
    [
        *((1, 50), (39, 50), (39.3, 60), (58.8, 60), (59, 80), (78.4, 80), (79, 100), (98, 100)),
        *((99, 150), (147, 150), (148, 200), (197, 300), (295, 400), (393, 600), (980.3, 1000)),
        *((981, 1500),),
    ],
)
def test_the_level_axis_ends_a_little_above_the_highest_of_all_bands(highest, top):
    for place in range(3):
        tops = [10.0, 10.0, 10.0]
        tops[place] = highest / (2, 2.2, 2.4)[place]
        lines, _ = three_routes(tops)
        assert routes_picture(lines).panels[0].y_max == top


@pytest.mark.parametrize(("ends_h", "step_h"), [(48, 12), (60, 12), (60.5, 24), (96, 24)])
def test_the_time_axis_is_in_half_days_or_days(ends_h, step_h):
    course, _ = made_course(constant_regimen(0.1, 70, 24), 90, ends_h=ends_h)
    picture = routes_picture((Line("a", course),))
    assert (picture.x_min, picture.x_max, picture.x_step) == (0, ends_h, step_h)


@quick
@given(three_tops, st.sampled_from([45, 70, 110]), st.booleans())
def test_every_cell_is_the_dose_or_the_level_of_its_line_and_hour(tops, weight_kg, per_kg):
    lines, levels = three_routes(tops, weight_kg)
    table = routes_table(lines, per_kg)
    hours = sorted({0, 2, 4, 8, 12, 16, 24, 36, 48, 60, 72, 76, 80, 96})
    assert [numbers(row[0]) for row in table.rows] == [[hour] for hour in hours]
    dose = "dose, mg/kg/h" if per_kg else "given so far, mg"
    for row, hour in zip(rows(table), hours, strict=True):
        for line, at in zip(lines, levels, strict=True):
            plan = line.course.plan
            given = rate_after(plan, hour) if per_kg else milligrams_by(plan, hour)
            assert numbers(row[f"{line.name}: {dose}"]) == rounded(given, significant=3)
            for place, name in enumerate(("5th percentile", "middle", "95th percentile")):
                shown = row[f"{line.name}: {name}, ng/mL"]
                assert says_level(shown, at(hour)[place])


def test_the_hours_end_with_the_picture_and_have_the_last_dose_of_the_first_line():
    course, _ = made_course(constant_regimen(0.1, 70, 25), 90, ends_h=48)
    hours = [row[0] for row in routes_table((Line("a", course),)).rows]
    assert hours == ["0", "2", "4", "8", "12", "16", "24", "25", "36", "48"]


def test_the_caption_says_who_gets_what():
    lines, _ = three_routes(weight_kg=62)
    record = lines[0].course.record
    in_order(
        routes_table(lines).caption,
        *(f"{each.name}: {each.course.plan.label}, 62 kg made-up patient" for each in lines),
        f"{record.name} model of {record.drug}, {record.population}",
        "people spread as patients",
        "Over 96 hours.",
        "not a prediction",
    )


@quick
@given(three_tops)
def test_the_alt_text_has_the_highest_row_and_the_end_of_each_line(tops):
    lines, levels = three_routes(tops)
    table = routes_table(lines)
    text = routes_alt(lines, table)
    cut = [each.course.plan.label for each in lines]
    sentences = numbers(text, "Kamp 2020", "5th to 95th percentile", *cut)
    expected = [END_H]
    for at in levels:
        hours = [numbers(row[0])[0] for row in table.rows]
        peak = max(hours, key=lambda hour: at(hour)[1])
        low, middle, high = map(level_said, at(peak))
        expected += [peak, middle, low, high, level_said(at(END_H)[1]), END_H]
    assert sentences == expected
    in_order(text, *(f"{each.name}, {each.course.plan.label}: highest" for each in lines))


@quick
@given(three_tops, st.sampled_from([45, 70, 110]))
def test_the_figure_of_each_line_is_its_peak_and_its_milligrams(tops, weight_kg):
    lines, _ = three_routes(tops, weight_kg)
    for line, top, shown in zip(lines, tops, routes_readouts(lines), strict=True):
        total = milligrams_by(line.course.plan, 1000)
        assert shown.label == f"{line.name}: highest" and shown.text.endswith(" ng/mL")
        assert numbers(shown.text) == rounded(top, significant=2)
        assert numbers(shown.note) == [
            STOPS[line.name],
            *rounded(total),
            Rounded(total / weight_kg, 2),
        ]
        in_order(shown.note, "at hour", " mg in all", " mg/kg")


def test_the_ladder_for_each_body_is_the_published_steps_over_its_weight():
    steps = LIMITS["burst_ladder_per_24_h"].steps
    for line, words in zip(three_weights(), weight_lines(three_weights()), strict=True):
        weight_kg = line.course.plan.weight_kg
        rates = rounded(*(step / 24 / weight_kg for step in steps), significant=2)
        assert numbers(words) == [weight_kg, *rates] and words.endswith(" mg/kg/h")


def test_the_notes_say_what_is_assumed_about_each_route():
    lines, _ = three_routes(weight_kg=110)
    trial = load().trials["T-HARDY2012"]
    cap = LIMITS["oral_cap"].value
    notes = routes_notes(lines)
    assert [each.heading for each in notes] == [
        "Assumed about absorption",
        f"{trial.name}: {trial.design}",
        "The dose",
        "Norketamine",
        "Model: Kamp 2020",
    ]
    assert notes[0].paragraphs == (SUBCUT.basis, ORAL.basis)
    assert numbers(notes[2].paragraphs[0]) == [cap]
    assert state(load().facts["F-P01"]) in said(notes)
    vein = routes_notes(lines[:1])
    assert [each.heading for each in vein] == ["Model: Kamp 2020"]
    with_nk = routes_notes(lines[:1], norketamine=True)
    assert [each.heading for each in with_nk] == ["Norketamine", "Model: Kamp 2020"]


@pytest.mark.parametrize("weight_kg", [62, 110])
def test_a_dose_by_mouth_is_capped_in_the_heavy_only(weight_kg):
    lines, _ = three_routes(weight_kg=weight_kg)
    doses = {each.dose_mg for each in lines[2].course.plan.events if isinstance(each, Bolus)}
    assert doses == {min(0.5 * weight_kg, LIMITS["oral_cap"].value)}
    assert ("The dose" in said(routes_notes(lines))) == (weight_kg == 110)


def test_the_peak_of_a_route_names_the_controls_of_the_others():
    controls = {"rate", "oral_dose", "oral_share", "oral_half", "subcut_share", "subcut_half"}
    vein, skin, mouth = (set(each.unmoved_by) for each in routes_readouts(three_routes()[0]))
    assert vein == controls - {"rate"}
    assert skin == controls - {"subcut_share"}, "a depot empties within a step of the ladder"
    assert mouth == controls - {"oral_dose", "oral_share", "oral_half"}
