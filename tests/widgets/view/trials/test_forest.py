"""The forest plot and the four pots: each line, mark and bar against the published counts."""

from math import log2

import pytest
from statsmodels.stats.contingency_tables import Table2x2

from evidence import load, state
from tests.widgets.view.marks import numbers, pieces, points, readout, row_of, rows
from tests.widgets.view.trials.published import counts, effect, quantity, trial
from widgets.view.figures import panel_boxes, size_px
from widgets.view.trials.forest import (
    CONTROLLED,
    REVIEWS,
    WITHDRAWN,
    choice_readouts,
    choice_verdict,
    forest_alt,
    forest_picture,
    forest_table,
    poolable,
    review_name,
    review_passages,
    reviews_alt,
    reviews_picture,
    reviews_table,
    trial_passage,
)

LINE_PX = 18  # a line of the words in a picture
WITH_COUNTS = ("T-HARDY2012", "T-ISHI2007")
NAMES = [trial(each)["name"] for each in CONTROLLED]


def ratio(trial_id):
    a, n, b, m = counts(trial_id)
    table = Table2x2([[a, n - a], [b, m - b]])
    return table.riskratio, *table.riskratio_confint()


def row_heights(picture):
    """Where the row of each trial lies: half a line below its name."""
    named = {s.label: points(s)[0][1] for s in picture.strokes if s.kind == "text"}
    return {trial_id: named[name] - 0.42 for trial_id, name in zip(CONTROLLED, NAMES)}


def test_every_controlled_trial_has_a_row_of_its_own_from_the_top_down():
    picture = forest_picture()
    heights = list(row_heights(picture).values())
    count = len(CONTROLLED)
    assert heights == pytest.approx([count - 0.75 - n for n in range(count)])
    assert (picture.panels[0].y_min, picture.panels[0].y_max) == (0, count)
    names = [points(s)[0][0] for s in picture.strokes if s.label in NAMES]
    assert names == pytest.approx([log2(0.12) + 0.05] * count)


@pytest.mark.parametrize("width_px", [300, 720, 1100])
def test_a_row_has_room_for_its_name_above_its_interval(width_px):
    picture = forest_picture()
    ((box,), (_, height_px)) = panel_boxes(picture, width_px), size_px(picture, width_px)
    assert box["height"] * height_px / len(CONTROLLED) > 2 * LINE_PX


def test_an_interval_runs_from_its_low_to_its_high_end_with_the_ratio_inside():
    picture = forest_picture()
    heights = row_heights(picture)
    drawn = [pieces(s) for s in picture.strokes if s.kind == "segments"]
    marks = [s for s in picture.strokes if s.kind == "marks"]
    for trial_id, [(left, right)], mark in zip(WITH_COUNTS, drawn, marks, strict=True):
        value, low, high = ratio(trial_id)
        assert left == pytest.approx((log2(low), heights[trial_id]))
        assert right == pytest.approx((log2(high), heights[trial_id]))
        assert points(mark) == [pytest.approx((log2(value), heights[trial_id]))]
    assert drawn[0][0][0][0] < 0 < drawn[0][0][1][0], "both hold 1, as the words say"
    assert [s.shape for s in marks] == ["square", "ring"]
    assert [bool(s.dash) for s in picture.strokes if s.kind == "segments"] == [False, True]
    assert marks[0].colour != marks[1].colour


def test_a_trial_without_counts_says_so_in_its_row():
    picture = forest_picture()
    heights = row_heights(picture)
    empty = [points(s)[0] for s in picture.strokes if s.label == "no counts seen"]
    expected = [heights[each] + 0.42 for each in CONTROLLED if each not in WITH_COUNTS]
    assert [y for _, y in empty] == pytest.approx(expected)
    assert all(x == pytest.approx(log2(1.12)) for x, _ in empty)


def test_the_scale_doubles_and_no_difference_stands_at_one():
    picture = forest_picture()
    for place, said in picture.x_ticks:
        assert 2**place == pytest.approx(numbers(said)[0])
    assert [said for _, said in picture.x_ticks] == ["0.25", "0.5", "1", "2", "4"]
    line = next(s for s in picture.strokes if s.label == "no difference")
    assert points(line) == [(0, 0), (0, len(CONTROLLED))]
    assert (picture.x_min, picture.x_max) == pytest.approx((log2(0.12), log2(5)))
    assert picture.x_label.endswith("doubling scale") and "better" in picture.panels[0].y_label


@pytest.mark.parametrize("trial_id", WITH_COUNTS)
def test_the_table_holds_the_published_counts_and_their_ratio(trial_id):
    a, n, b, m = counts(trial_id)
    row = row_of(forest_table(), trial(trial_id)["name"])
    assert (row["Ketamine"], row["Control"]) == (f"{a} of {n}", f"{b} of {m}")
    kept = effect(trial_id, "risk ratio")
    assert numbers(row["Risk ratio"]) == list(kept)
    assert kept == pytest.approx(ratio(trial_id), rel=0.01), "rounded from the counts"
    assert row["Risk ratio"] in forest_alt()


def test_the_table_holds_every_study_once_and_says_why_it_is_no_trial():
    table = rows(forest_table())
    names = [each["Study"] for each in table]
    assert names[: len(CONTROLLED)] == NAMES
    assert sorted(names) == sorted(each.name for each in load().trials.values())
    for trial_id, record in load().trials.items():
        row, raw = row_of(forest_table(), record.name), trial(trial_id)
        assert row["Design"] == raw["design"]
        if trial_id in WITH_COUNTS:
            expected = "counts"
        elif trial_id in CONTROLLED:
            expected, empty = "no counts for each arm", ("not seen", "not seen", "")
        elif trial_id in WITHDRAWN:
            expected, empty = "withdrawn", ("none", "none", "")
        else:
            expected = "no trial"
            odds = [e for e in raw.get("effects", ()) if e["measure"] == "odds ratio"]
            first = raw.get("counts", [None])[0]
            if odds:
                said = "odds ratio {value} ({low} to {high})".format(**odds[0])
                empty = ("not seen", "not seen", said)
            elif first:
                said = "{ketamine_events} of {ketamine_n} {unit}".format(**first)
                empty = (said, "no control group", "")
            else:
                empty = ("not seen", "no control group", "")
        assert row["May it be pooled?"].startswith(expected)
        if trial_id not in WITH_COUNTS:
            assert (row["Ketamine"], row["Control"], row["Risk ratio"]) == empty


def test_only_the_trials_with_counts_are_in_the_words():
    said = forest_alt()
    assert [name for name in NAMES if name in said] == [trial(each)["name"] for each in WITH_COUNTS]
    first = said.index(NAMES[0])
    assert "counts as published" in said[first : said.index(NAMES[1])]


@pytest.mark.parametrize("chosen", [[], ["T-HARDY2012"], list(CONTROLLED)])
def test_what_one_would_pool_is_counted_beside_what_may_be(chosen):
    shown = choice_readouts(chosen)
    assert numbers(readout(shown, "You would pool").text) == [len(chosen), len(CONTROLLED)]
    allowed = [each for each in CONTROLLED if trial(each)["poolable"] == "yes"]
    given = readout(shown, "With published counts for each arm")
    assert numbers(given.text) == [len(allowed), len(CONTROLLED)]
    assert list(poolable()) == allowed == ["T-HARDY2012"] and NAMES[0] in given.note
    assert all(each.unmoved_by == ("read",) for each in shown)
    assert [each.label for each in choice_readouts(None)] == [given.label]
    verdict = choice_verdict(chosen)
    assert verdict.heading.endswith("right" if set(chosen) <= set(allowed) else "not so")
    assert numbers(verdict.paragraphs[0])[-1] == len(CONTROLLED)


@pytest.mark.parametrize("trial_id", CONTROLLED)
def test_a_trial_is_read_in_its_own_words(trial_id):
    raw, shown = trial(trial_id), trial_passage(trial_id)
    assert shown.heading == raw["name"]
    assert shown.paragraphs[0] == raw["wording"]
    assert shown.paragraphs[1] == f"How it was done: {raw['design']}. {raw['regimen']}."
    assert shown.paragraphs[2].endswith(raw["risk_of_bias"])
    assert (raw.get("note") in shown.paragraphs) == bool(raw.get("note"))
    assert shown.paragraphs[-1].startswith("On the plot: ") and shown.source
    kept_off = "no counts" in shown.paragraphs[-1]
    assert kept_off == (trial_id not in WITH_COUNTS)


def test_each_bar_is_as_long_as_the_review_has_trials():
    picture = reviews_picture()
    bars = [s for s in picture.strokes if s.kind == "band"]
    lines = [s for s in picture.strokes if s.kind == "line"]
    names = [s for s in picture.strokes if s.kind == "text"]
    assert len(bars) == len(REVIEWS) == len(set(REVIEWS))
    for place, (review_id, bar, line, name) in enumerate(
        zip(REVIEWS, bars, lines, names, strict=True)
    ):
        total = quantity("review", review_id, "trials")
        middle = len(REVIEWS) - place - 0.75
        assert list(bar.x) == list(line.x) == [0, total]
        assert list(line.y) == [middle] * 2
        assert list(bar.y) == pytest.approx([middle - 0.16] * 2)
        assert list(bar.y_high) == pytest.approx([middle + 0.16] * 2)
        assert name.label == f"{review_name(load().reviews[review_id])}: {total}"
        assert points(name) == [pytest.approx((0.4, middle + 0.42))]
        row = rows(reviews_table())[place]
        assert (row["Review"], row["Trials"]) == (name.label.split(":")[0], str(total))
        assert row["What it found"] == state(load().reviews[review_id])
    assert [bool(bar.label) for bar in bars] == [True, False, False, False]
    assert (picture.x_min, picture.x_max, picture.x_step) == (0, 40, 10)
    assert (picture.panels[0].y_min, picture.panels[0].y_max) == (0, 4)


def test_the_reviews_are_told_in_words_with_what_disagrees():
    names = [review_name(load().reviews[each]) for each in REVIEWS]
    assert numbers(reviews_alt(), *names) == [
        quantity("review", each, "trials") for each in REVIEWS
    ]
    for review_id, name, shown in zip(REVIEWS, names, review_passages(), strict=True):
        record = load().reviews[review_id]
        assert shown.heading == name and shown.paragraphs[0] == state(record)
        assert shown.paragraphs[1:] == ((f"But: {record.disagrees}",) if record.disagrees else ())
        assert shown.source and shown.status and shown.mark
    assert len(set(names)) == len(names)
