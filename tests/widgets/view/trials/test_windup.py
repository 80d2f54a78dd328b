"""Wind-up: each response drawn and said against a straight line of our own."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load, state
from tests.widgets.view.marks import numbers, points, readout, rounded, rows, stroke
from tests.widgets.view.trials.published import quantity
from widgets.view.trials.windup import (
    EXPERIMENTS,
    experiment_passage,
    stimuli_alt,
    stimuli_picture,
    stimuli_table,
    windup_alt,
    windup_picture,
    windup_readouts,
    windup_table,
)

STIMULI = int(quantity("fact", "F-M03", "stimuli"))
STRENGTH = quantity("fact", "F-M03", "stimulus strength over reflex threshold")
STEP = 0.08  # of the first response, at one a second: the course's own, made up
rhythms = st.integers(3, 30).map(lambda x: x / 10)
blocks = st.integers(0, 100).map(lambda x: x / 100)


def response(rhythm, block, place):
    return 1 + (place - 1) * STEP * rhythm * (1 - block)


@settings(max_examples=60, deadline=None)
@given(rhythms, blocks)
def test_both_rows_of_responses_grow_by_equal_steps(rhythm, block):
    picture = windup_picture(rhythm, block, "F-M03")
    free = stroke(picture, "illustration: nothing blocked")
    held = stroke(picture, "illustration: NMDA receptor blocked")
    places = range(1, STIMULI + 1)
    for drawn, share in ((free, 0), (held, block)):
        assert points(drawn) == [
            pytest.approx((place, response(rhythm, share, place))) for place in places
        ]
    lines = [s for s in picture.strokes if s.kind == "line" and not s.label]
    assert [points(s) for s in lines] == [points(free), points(held)]
    assert [s.colour for s in lines] == [free.colour, held.colour]
    assert free.colour != held.colour and free.shape != held.shape
    assert [bool(s.dash) for s in lines] == [False, True]


@pytest.mark.parametrize("revealed", [False, True])
def test_the_stimuli_and_the_threshold_stay_as_they_were_measured(revealed):
    picture = windup_picture(1.0, 0.6, "F-M03") if revealed else stimuli_picture()
    shown = stroke(picture, "each stimulus, equally strong", panel=1)
    expected = [(place, STRENGTH) for place in range(1, STIMULI + 1)]
    assert points(shown) == points(stroke(picture, "", panel=1, kind="marks")) == expected
    assert points(stroke(picture, "threshold", panel=1)) == [(0.5, 1), (STIMULI + 0.5, 1)]
    assert [s for s in picture.strokes if s.label.startswith("illustration")] == [] or revealed
    assert (picture.x_min, picture.x_max) == (0.5, STIMULI + 0.5)
    assert [(at, numbers(said)[0]) for at, said in picture.x_ticks] == [
        (at, at) for at in (1, 5, 10, STIMULI)
    ]
    above, below = picture.panels
    assert (above.y_min, below.y_min) == (0, 0) and below.y_max > STRENGTH
    assert above.y_max > response(3.0, 0, STIMULI), "the fastest rhythm fits"
    assert below.y_ticks == ((0, "0"), (1, "1"))
    assert "made-up sizes" in [s.label for s in picture.strokes]


@settings(max_examples=60, deadline=None)
@given(rhythms, blocks)
def test_table_words_and_readouts_say_the_same_line(rhythm, block):
    table = windup_table(rhythm, block)
    for row, place in zip(rows(table), (1, 5, 10, STIMULI), strict=True):
        assert numbers(row["Stimulus"]) == [place]
        free, held, strength = list(row.values())[1:]
        assert numbers(free) == rounded(response(rhythm, 0, place), significant=3)
        assert numbers(held) == rounded(response(rhythm, block, place), significant=3)
        assert numbers(strength) == [STRENGTH]
    per_100 = pytest.approx(100 * block)
    assert numbers(table.caption) == [rhythm, per_100, 100, STIMULI, STRENGTH, 1]
    last = [rounded(response(rhythm, share, STIMULI), significant=3)[0] for share in (0, block)]
    assert numbers(windup_alt(rhythm, block, "F-M03")) == [
        *(STIMULI, rhythm, 1, last[0], per_100, 100, last[1]),
        *(1, STRENGTH),
    ]
    shown = windup_readouts(rhythm, block, "F-M03")
    assert numbers(readout(shown, "Last response, nothing blocked").text) == [last[0]]
    assert numbers(readout(shown, "Last response, blocked").text) == [last[1]]
    step = STEP * rhythm * (1 - block)
    assert numbers(readout(shown, "Each stimulus adds").text) == rounded(step, significant=2)


def test_a_control_is_said_to_leave_alone_only_what_it_leaves_alone():
    start = {"rhythm": 1.0, "block": 0.6}
    moved = {"rhythm": {**start, "rhythm": 2.0}, "block": {**start, "block": 0.2}}
    before = windup_readouts(*start.values(), "F-M03")
    for control, values in moved.items():
        for old, new in zip(before, windup_readouts(*values.values(), "F-M03"), strict=True):
            assert (control in old.unmoved_by) == (old.text == new.text), old.label
    for fact_id in EXPERIMENTS:
        for old, new in zip(before, windup_readouts(*start.values(), fact_id), strict=True):
            assert "study" not in old.unmoved_by or (old.text, old.note) == (new.text, new.note)


@pytest.mark.parametrize("fact_id", EXPERIMENTS)
def test_measured_is_said_only_of_what_the_experiment_measured(fact_id):
    fact = state(load().facts[fact_id]).lower()
    picture = windup_picture(1.0, 0.6, fact_id)
    labels = [s.label for s in picture.strokes if s.panel == 1 and s.kind == "text"]
    shown = windup_readouts(1.0, 0.6, fact_id)
    first, held = readout(shown, "First response"), readout(shown, "Last response, blocked")
    measured = {
        "threshold": labels == ["measured: the threshold stayed"],
        "first": "not measured" not in first.note,
        "growth": "not measured" not in held.note,
    }
    told = {
        "threshold": "threshold" in fact,
        "first": "response to the first" in fact or "response to single" in fact,
        "growth": "build-up" in fact or "lowered wind-up" in fact or "strengthening" in fact,
    }
    assert measured == told
    assert ("measured: the threshold" in windup_alt(1.0, 0.6, fact_id)) == told["threshold"]
    assert "Measured" not in " ".join(panel.y_label for panel in picture.panels)


def test_before_the_prediction_no_response_is_told():
    assert numbers(stimuli_alt()) == []
    [row] = rows(stimuli_table())
    assert numbers(row["Stimulus"]) == [1, STIMULI]
    assert numbers(row["Strength, in thresholds"]) == [STRENGTH]
    assert numbers(stimuli_table().caption) == [STIMULI, 1]


@pytest.mark.parametrize("fact_id", EXPERIMENTS)
def test_an_experiment_is_told_in_the_words_of_the_evidence(fact_id):
    shown = experiment_passage(fact_id)
    assert shown.paragraphs[0] == state(load().facts[fact_id])
    assert EXPERIMENTS[fact_id].shows in shown.heading
    assert shown.source and shown.mark and len(shown.paragraphs) == 2


def test_the_words_in_the_picture_stand_clear_of_its_lines():
    picture = windup_picture(3.0, 0.0, "F-M03")
    [(x, y)] = points(stroke(picture, "made-up sizes"))
    assert x == 1 and response(3.0, 0, 1) + 1 < y < picture.panels[0].y_max
    [(x, y)] = points(stroke(picture, "measured: the threshold stayed", panel=1))
    assert x == 1 and 0.2 < y < 0.9
    assert np.all(stroke(picture, "threshold", panel=1).y > y)
