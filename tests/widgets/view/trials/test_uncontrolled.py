"""Audits beside arms: each mark and interval against the published counts and statsmodels."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from tests.widgets.view.marks import numbers, pieces, points, readout, row_of, rows, stroke
from tests.widgets.view.trials.published import PIVOTAL, counts, trial
from widgets.model.trials.uncontrolled import Audit
from widgets.view.trials.uncontrolled import (
    CAUSES,
    cause_passages,
    published,
    series_alt,
    series_picture,
    series_question,
    series_readouts,
    series_table,
)

AUDITS = ("T-JACK2001", "T-JACK2010", "T-CHEUNG", "T-OH2021", "T-KOREA2024")
A, N, B, M = counts(PIVOTAL)
NAME = trial(PIVOTAL)["name"]
ROWS = [(trial(each)["name"], *counts(each)[:2]) for each in AUDITS]
ROWS += [(f"{NAME}, ketamine", A, N), (f"{NAME}, placebo", B, M)]
NAMES = [name for name, *_ in ROWS]
audits = st.builds(
    Audit, st.integers(0, 1000).map(lambda x: x / 1000), st.integers(1, 20_000), st.just(20_000)
)


def of_100(events, n):
    return round(100 * events / n)


def score(events, n):
    return proportion_confint(events, n, method="wilson")


def test_the_audits_are_the_five_of_the_lesson():
    assert [each.trial.id for each in published()] == list(AUDITS)


@pytest.mark.parametrize("simulated", [False, True])
def test_each_published_proportion_stands_on_its_row_with_its_interval(simulated):
    picture = series_picture(*((Audit(0.5, 9, 10), Audit(0.3, 9, 10)) if simulated else (None,)))
    count = len(ROWS) + 2 * simulated
    assert (picture.panels[0].y_min, picture.panels[0].y_max) == (0, count)
    lines = [s for s in picture.strokes if s.kind == "segments"]
    marks = [s for s in picture.strokes if s.kind == "marks"][: len(ROWS)]
    for place, ((name, events, n), line, mark) in enumerate(zip(ROWS, lines, marks)):
        y = count - place - 0.75
        low, high = score(events, n)
        assert points(mark) == [pytest.approx((100 * events / n, y))]
        [(left, right)] = pieces(line)
        assert left == pytest.approx((100 * low, y)) and right == pytest.approx((100 * high, y))
        assert points(stroke(picture, name)) == [pytest.approx((1, y + 0.42))]
        assert mark.shape == ("square" if place < len(AUDITS) else "circle")
        assert mark.colour == line.colour == ("curve-1" if place < len(AUDITS) else "curve-3")
    assert len(lines) == len(ROWS), "no interval is made up for what is simulated"
    labels = [mark.label for mark in marks]
    assert labels == ["audit, no controls", *[""] * 4, "arm of the blinded trial", ""]
    assert [(at, numbers(said)[0]) for at, said in picture.x_ticks] == [
        (at, at) for at in (0, 25, 50, 75, 100)
    ]
    assert (picture.x_min, picture.x_max) == (0, 100)


@settings(max_examples=30, deadline=None)
@given(audits, audits, st.integers(0, 100))
def test_the_made_up_audit_stands_below_with_its_blinded_arm_and_the_guess(audit, placebo, guess):
    picture = series_picture(audit, placebo, guess)
    drug = stroke(picture, "simulated, the drug does nothing")
    blinded = stroke(picture, "simulated placebo arm")
    said = stroke(picture, "your prediction, all causes on")
    assert points(drug) == [pytest.approx((100 * audit.share, 1.25))]
    assert points(blinded) == [pytest.approx((100 * placebo.share, 0.25))]
    assert points(said) == [(guess, 1.25)]
    assert len({(s.shape, s.colour) for s in (drug, blinded, said)}) == 3
    for label, y in (
        ("Made up: audit of an idle drug", 1.25),
        ("Made up: the same, blinded", 0.25),
    ):
        assert points(stroke(picture, label)) == [pytest.approx((1, y + 0.42))]
    assert "your prediction" not in [s.label for s in series_picture(audit, placebo).strokes]


@pytest.mark.parametrize("place", range(len(ROWS)))
def test_the_table_counts_what_was_published(place):
    name, events, n = ROWS[place]
    raw = trial(AUDITS[place] if place < len(AUDITS) else PIVOTAL)["counts"][0]
    row = row_of(series_table(None), name)
    assert row["Counted"] == f"{events} of {n} {raw['unit']}"
    assert row["Of 100"] == str(of_100(events, n))
    assert numbers(row["Interval"]) == [round(100 * each) for each in score(events, n)]
    assert row["What counted"] == raw["outcome"]


@settings(max_examples=30, deadline=None)
@given(audits, audits, st.integers(0, 100))
def test_table_and_words_say_the_made_up_numbers(audit, placebo, guess):
    table = series_table(audit, placebo, guess)
    assert [row["Study"] for row in rows(table)][: len(ROWS)] == NAMES
    drug, blinded = round(100 * audit.share), round(100 * placebo.share)
    for name, found in (
        ("Made up: audit of an idle drug", audit),
        ("Made up: the same in a placebo arm", placebo),
    ):
        row = row_of(table, name)
        assert numbers(row["Counted"]) == [found.counted, found.treated]
        assert numbers(row["Of 100"]) == [round(100 * found.share)] and not row["Interval"]
    assert numbers(row_of(table, "Your prediction, all causes on")["Of 100"]) == [guess]
    said = series_alt(audit, placebo)
    assert numbers(said, *NAMES, *(n.split(",")[0] for n in NAMES)) == [
        100,
        *(of_100(events, n) for _, events, n in ROWS),
        *(drug, blinded),
    ]
    shown = series_readouts(audit, placebo, {})
    assert numbers(readout(shown, "The audit reports").text) == [drug, 100]
    arm = readout(shown, "A randomised, blinded placebo arm reports")
    assert numbers(arm.text) == [blinded, 100]
    assert numbers(readout(shown, "So the trial finds").text) == [abs(drug - blinded), 100]


def test_before_a_prediction_nothing_made_up_is_shown():
    assert len(series_table(None).rows) == len(ROWS)
    assert "simulated" not in series_alt(None)
    shares = [of_100(*counts(each)[:2]) for each in AUDITS]
    assert numbers(series_question()) == [
        *(min(shares), max(shares), 100),
        *(of_100(A, N), of_100(B, M)),
    ]


def test_each_cause_is_told_in_its_own_words_and_alone():
    names = list(CAUSES)
    alone = {name: (place + 1) / 10 for place, name in enumerate(names)}
    shown = series_readouts(Audit(0.5, 9, 10), Audit(0.3, 9, 10), alone)[3:]
    assert [numbers(each.text)[0] for each in shown] == [10, 20, 30, 40]
    for name, each in zip(names, shown, strict=True):
        assert each.label == f"Only {CAUSES[name][1].lower()}"
        [passage] = cause_passages([name])
        assert passage.heading == CAUSES[name][1] and passage.paragraphs == (CAUSES[name][2],)
        assert passage.tone == "caution"
