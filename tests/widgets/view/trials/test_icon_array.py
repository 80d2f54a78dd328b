"""The wall of people: as many marks as responders, and the words say the trial's own counts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import Table2x2

from evidence import load
from tests.widgets.view.marks import numbers, points, readout, rounded, rows
from tests.widgets.view.trials.published import PIVOTAL, counts, effect, per_100
from widgets.view.figures import panel_boxes, size_px
from widgets.view.trials.icon_array import (
    guess_alt,
    guess_picture,
    guess_table,
    hundred,
    icon_px,
    wall_alt,
    wall_picture,
    wall_readouts,
    wall_table,
    wall_verdict,
)

A, N, B, M = counts(PIVOTAL)
ON_KETAMINE, ON_PLACEBO = per_100(PIVOTAL)
HARM, HARM_NEAR, HARM_FAR = effect(PIVOTAL, "number needed to harm")
people = st.integers(0, 100)
GRID = [(x, y) for y in range(10) for x in range(10)]  # from the bottom row up


def in_arm(picture, panel, right, *, rest=False):
    """The places of the people of one arm that stand out, or of the rest, as on a grid from 0."""
    found = set()
    for each in picture.strokes:
        if each.kind == "marks" and each.panel == panel and (each.shape == "ring") == rest:
            found |= {point for point in points(each) if (point[0] > 10.5) == right}
    return {(x - (12 if right else 0), y) for x, y in found}


def notes(picture, panel):
    """The words under the two arms, from left to right."""
    found = [s for s in picture.strokes if s.kind == "text" and s.panel == panel]
    assert all(-2.2 < y < -0.5 for s in found for _, y in points(s)), "under the people"
    placed = sorted((points(s)[0][0], s.label) for s in found)
    assert [x for x, _ in placed] == pytest.approx([-0.4, 11.6])
    return [label for _, label in placed]


def holds(picture, panel, left, right):
    for arm, count in ((False, left), (True, right)):
        assert in_arm(picture, panel, arm) == set(GRID[:count])
        assert in_arm(picture, panel, arm, rest=True) == set(GRID[count:])


@settings(max_examples=40, deadline=None)
@given(people, people)
def test_a_prediction_is_drawn_person_by_person(ketamine, placebo):
    picture = guess_picture((ketamine, placebo), 720)
    holds(picture, 0, ketamine, placebo)
    assert len(picture.panels) == 1
    assert notes(picture, 0) == [f"you say {ketamine}", f"you say {placebo}"]
    shown = [s for s in picture.strokes if s.kind == "marks" and s.shape == "circle"]
    assert {s.colour for s in shown} <= {"curve-2"}, "a prediction never looks like the result"
    assert numbers(guess_alt((ketamine, placebo))) == [100, ketamine, placebo]
    assert numbers(" ".join(guess_table((ketamine, placebo)).rows[0])) == [100, ketamine, placebo]


def test_what_is_not_set_yet_is_no_number():
    picture = guess_picture((None, 12), 720)
    holds(picture, 0, 0, 12)
    assert notes(picture, 0) == ["not set yet", "you say 12"]
    assert numbers(guess_alt((None, 12))) == [100, 12]
    assert guess_table((None, 12)).rows[0][1:] == ("not set yet", "12")


@settings(max_examples=25, deadline=None)
@given(st.tuples(people, people))
def test_the_result_stands_beside_what_was_said_with_the_harm_below(said):
    picture = wall_picture(720, said)
    ketamine, placebo = ON_KETAMINE, ON_PLACEBO
    holds(picture, 0, ketamine, placebo)
    assert notes(wall_picture(720), 0) == [str(ketamine), str(placebo)], "nobody said anything"
    harmed = round(100 / HARM)
    holds(picture, 1, harmed, 0)
    assert notes(picture, 0) == [
        f"{ketamine}; you said {said[0]}",
        f"{placebo}; you said {said[1]}",
    ]
    more, own = notes(picture, 1)
    assert more.startswith(f"{harmed} more (") and own == "number not seen"
    shown = [s for s in picture.strokes if s.panel == 0 and s.shape == "circle"]
    assert {s.colour for s in shown} <= {"curve-1"}


def test_the_arms_are_named_under_their_middles_and_labelled_once():
    picture = wall_picture(720, (60, 20))
    assert picture.x_ticks == ((4.5, "ketamine"), (16.5, "placebo"))
    marks = [s for s in picture.strokes if s.kind == "marks"]
    labels = [s.label for s in marks if s.label]
    assert labels == [
        "responded",
        "did not",
        "stopped for toxicity, beyond placebo",
        "all others: counts not seen",
    ]
    assert {s.label: s.shape for s in marks if s.label} == {
        "responded": "circle",
        "did not": "ring",
        "stopped for toxicity, beyond placebo": "diamond",
        "all others: counts not seen": "ring",
    }
    assert guess_picture((31, 27), 720).strokes[0].label == "your prediction: responded"
    assert (picture.x_min, picture.x_max) == (-0.6, 21.5), "half a person around both"
    assert {(each.y_min, each.y_max) for each in picture.panels} == {(-2.2, 9.6)}


@pytest.mark.parametrize(
    ("frame", "size"), [(0, 12), (720, 12), (629, 12), (600, 11.4545), (320, 6.1091), (200, 5)]
)
def test_people_shrink_with_the_page_and_do_not_touch(frame, size):
    assert icon_px(frame) == pytest.approx(size, abs=1e-3)
    shown, rest = hundred(31, 0, 0, "curve-1", "circle", "responded", icon_px(frame), "did not")
    assert shown.size_px == icon_px(frame) and rest.size_px == pytest.approx(0.55 * size, abs=1e-3)
    apart_px = ((frame or 720) - 66) / 22.1
    assert shown.size_px < apart_px


@settings(max_examples=20, deadline=None)
@given(people, people)
def test_table_and_words_count_what_the_trial_counted(ketamine, placebo):
    said, found, in_people, harm = rows(wall_table((ketamine, placebo)))
    assert (said["Ketamine"], said["Placebo"]) == (str(ketamine), str(placebo))
    assert (found["Ketamine"], found["Placebo"]) == (str(ON_KETAMINE), str(ON_PLACEBO))
    assert (in_people["Ketamine"], in_people["Placebo"]) == (f"{A} of {N}", f"{B} of {M}")
    more = [round(100 / each) for each in (HARM, HARM_FAR, HARM_NEAR)]
    assert numbers(harm["Ketamine"]) == more and more[1] < more[0] < more[2]
    assert harm["Placebo"] == "number not seen"
    assert numbers(wall_alt((ketamine, placebo))) == [
        *(100, ON_KETAMINE, ON_PLACEBO),
        *(ketamine, placebo, more[0]),
    ]
    assert rows(wall_table(None)) == [found, in_people, harm]
    assert numbers(wall_alt()) == [100, ON_KETAMINE, ON_PLACEBO, more[0]]


@pytest.mark.parametrize(
    ("said", "heading"),
    [((0, 0), "right"), ((0, 5), "close"), ((-5, 3), "close"), ((0, 6), "not so")],
)
def test_the_verdict_is_as_far_as_the_arm_that_is_furthest_off(said, heading):
    verdict = wall_verdict((ON_KETAMINE + said[0], ON_PLACEBO + said[1]))
    assert verdict.heading == f"Your prediction: {heading}" and len(verdict.paragraphs) == 2
    apart = [abs(each) for each in said if each]
    told = [ON_KETAMINE + said[0], ON_PLACEBO + said[1]]
    assert numbers(verdict.paragraphs[0]) == [*told, ON_KETAMINE, ON_PLACEBO, *apart]


def test_each_measure_is_that_of_the_published_counts():
    shown = wall_readouts()
    more = readout(shown, "More responders of 100")
    assert numbers(more.text) == rounded(100 * (A / N - B / M), significant=1)
    _, low, high = effect(PIVOTAL, "risk difference")
    assert numbers(more.note) == pytest.approx([100 * low, 100 * high])
    ratio = readout(shown, "Risk ratio")
    table = Table2x2([[A, N - A], [B, M - B]])
    assert numbers(ratio.text) == rounded(table.riskratio, significant=3)
    assert numbers(ratio.note) == rounded(*table.riskratio_confint(), significant=2)
    treat, low, high = effect(PIVOTAL, "number needed to treat")
    needed = readout(shown, "Number needed to treat")
    assert high == float("inf") and needed.note.startswith(f"{low} to infinity")
    assert numbers(needed.text) == [treat] and treat == round(1 / round(A / N - B / M, 2))
    harm = readout(shown, "Number needed to harm")
    assert numbers(harm.text) == [HARM] and numbers(harm.note) == [HARM_NEAR, HARM_FAR]
    assert all(each.unmoved_by == ("look", "work") for each in shown)


def test_the_table_says_in_the_trials_own_words_what_a_response_is():
    trial = load().trials[PIVOTAL]
    words = trial.outcome[0].lower() + "".join(list(trial.outcome)[1:])
    assert f"A response: {words}. Of harm" in wall_table((A, B)).caption
    assert trial.name in wall_table((A, B)).caption


@pytest.mark.parametrize("width_px", [300, 480, 720, 1100])
def test_no_person_covers_the_next_and_the_words_have_a_line(width_px):
    picture = wall_picture(width_px, (40, 30))
    _, height_px = size_px(picture, width_px)
    for number, (panel, box) in enumerate(
        zip(picture.panels, panel_boxes(picture, width_px), strict=True)
    ):
        up_px = box["height"] * height_px / (panel.y_max - panel.y_min)
        across_px = box["width"] * width_px / (picture.x_max - picture.x_min)
        biggest = max(s.size_px for s in picture.strokes if s.kind == "marks" and s.panel == number)
        assert biggest <= up_px and biggest <= across_px, (number, biggest, up_px, across_px)
        assert up_px * (0 - panel.y_min) > 18, "the line under the people"
