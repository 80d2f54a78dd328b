"""The pivotal trial's sums step by step, and its intervals drawn through infinity."""

import pytest
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep

from tests.widgets.view.marks import numbers, pieces, points, rounded, row_of, stroke
from tests.widgets.view.trials.published import PIVOTAL, Z, counts, effect, trial, wald
from widgets.view.trials.effect_steps import (
    line_alt,
    line_picture,
    line_table,
    needed_in_words,
    treat_interval,
    worked_measure,
)

A, N, B, M = counts(PIVOTAL)
VALUE, LOW, HIGH = wald(A, N, B, M)
WIDER = 0.5 * (1 / N + 1 / M)
PUBLISHED = effect(PIVOTAL, "risk difference")
NEWCOMBE = confint_proportions_2indep(A, N, B, M, method="newcomb", compare="diff")
INTERVALS = {
    "Published": PUBLISHED[1:],
    "Wald, worked out here": (LOW, HIGH),
    "Newcombe, worked out here": NEWCOMBE,
    "Wald with a correction, worked out here": (LOW - WIDER, HIGH + WIDER),
}
SHARES = [A, N, *rounded(A / N, significant=3), B, M, *rounded(B / M, significant=3)]


def test_the_difference_is_worked_out_from_the_counts():
    shares, taken, by_wald, by_newcombe, published, _ = worked_measure("difference")
    assert numbers(shares) == SHARES
    assert numbers(taken) == [
        *rounded(A / N, B / M, significant=3),
        *rounded(VALUE, significant=2),
        *rounded(100 * VALUE, significant=1),
        100,
    ]
    error = (HIGH - VALUE) / Z
    assert numbers(by_wald) == rounded(VALUE, Z, error, LOW, HIGH, significant=3)
    assert numbers(by_newcombe) == rounded(*NEWCOMBE, significant=3)
    said = numbers(published.replace("1/", ""))
    assert said[:5] == [*PUBLISHED[1:], 0.5, N, M]
    assert said[5:] == [
        *rounded(WIDER, significant=2),
        *rounded(LOW - WIDER, HIGH + WIDER, significant=3),
    ]
    assert [round(each, 2) for each in (LOW - WIDER, HIGH + WIDER)] == list(PUBLISHED[1:])


def test_the_ratio_is_worked_out_from_the_counts():
    shares, divided, interval, _ = worked_measure("ratio")
    table = Table2x2([[A, N - A], [B, M - B]])
    low, high = table.riskratio_confint()
    assert numbers(shares) == SHARES
    assert numbers(divided) == [
        *rounded(A / N, B / M, significant=3),
        *rounded(table.riskratio, significant=3),
    ]
    assert numbers(interval) == [*rounded(low, high, significant=2), 1] and low < 1 < high


def test_the_number_needed_to_treat_is_turned_round():
    turned, best, zero, harm = worked_measure("treat")
    treat, fewest, _ = effect(PIVOTAL, "number needed to treat")
    assert numbers(turned) == [1, *rounded(VALUE, significant=2), round(1 / VALUE), treat]
    assert numbers(best) == [
        *(1, PUBLISHED[2]),
        *rounded(1 / PUBLISHED[2], significant=2),
        fewest,
    ]
    assert numbers(zero) == [0, 1, 0]
    assert numbers(harm) == [1, -PUBLISHED[1], -1 / PUBLISHED[1], -1 / PUBLISHED[1]]


def test_the_number_needed_to_harm_is_turned_into_people():
    published, people, _, events = worked_measure("harm")
    middle, near, far = effect(PIVOTAL, "number needed to harm")
    assert numbers(published) == [middle, near, far]
    assert numbers(people) == [
        *(100, middle, *rounded(100 / middle, significant=2), 100),
        *rounded(100 / far, significant=1),
        *rounded(100 / near, significant=2),
    ]
    assert numbers(events) == [effect(PIVOTAL, "incidence rate ratio")[0]]


def test_the_numbers_needed_are_named_with_their_interval():
    treat, fewest, most = effect(PIVOTAL, "number needed to treat")
    assert most == float("inf")
    assert treat_interval() == f"{fewest} to infinity"
    assert needed_in_words() == f"{treat} ({fewest} to infinity)"


def test_each_interval_is_drawn_from_its_low_to_its_high_end():
    picture = line_picture()
    drawn = [pieces(each) for each in picture.strokes if each.kind == "segments"]
    assert len(drawn) == len(INTERVALS)
    values = [PUBLISHED[0], VALUE, VALUE, VALUE]
    marked = [points(each) for each in picture.strokes if each.kind == "marks"]
    names = [s for s in picture.strokes if s.kind == "text"]
    heights = []
    for [(left, right)], [mark], name, label, value in zip(
        drawn, marked, names, INTERVALS, values, strict=True
    ):
        assert (left[0], right[0]) == pytest.approx(INTERVALS[label])
        assert mark[0] == pytest.approx(value, abs=0.0002 if label == "Published" else 1e-9)
        assert left[1] == right[1] == mark[1]
        assert name.label.casefold() == label.split(",")[0].casefold()
        [(x, y)] = points(name)
        assert -0.15 < x < -0.14 and left[1] < y < left[1] + 1, "over its own line"
        heights.append(mark[1])
    assert heights == pytest.approx([3.3, 2.3, 1.3, 0.3]), "one below the other, with room"
    [(x0, low), (x1, high)] = points(stroke(picture, "nobody gains, nobody loses: infinity"))
    assert x0 == x1 == 0 and low == 0 and heights[0] < high <= picture.panels[0].y_max


def test_what_was_published_looks_unlike_what_was_worked_out():
    picture = line_picture()
    published, *ours = [s for s in picture.strokes if s.kind == "segments"]
    assert published.label == "as published" and not published.dash
    assert [s.label for s in ours] == ["worked out here", "", ""]
    assert all(s.dash and s.colour == ours[0].colour != published.colour for s in ours)
    marks = [s.colour for s in picture.strokes if s.kind == "marks"]
    assert marks == [published.colour, *(s.colour for s in ours)]


def test_a_mark_of_the_scale_is_one_divided_by_its_place():
    picture = line_picture()
    for place, said in picture.x_ticks:
        assert said == "∞" if place == 0 else numbers(said) == [pytest.approx(1 / abs(place))]
    assert [place for place, _ in picture.x_ticks] == [-0.1, -0.05, 0, 0.05, 0.1, 0.2]
    assert (picture.x_min, picture.x_max) == (-0.15, 0.25)


@pytest.mark.parametrize("name", INTERVALS)
def test_the_table_turns_each_interval_into_people_and_numbers_needed(name):
    low, high = INTERVALS[name]
    row = row_of(line_table(), name)
    assert numbers(row["Risk difference"]) == rounded(low, high, significant=2)
    assert numbers(row["More of 100"]) == rounded(100 * low, 100 * high, significant=2)
    assert numbers(row["Needed"]) == rounded(-1 / low, 1 / high, significant=2)
    harm, infinity, benefit = (row["Needed"].index(w) for w in ("harm", "infinity", "benefit"))
    assert harm < infinity < benefit


def test_caption_and_alt_say_the_published_numbers():
    caption, name = line_table().caption, trial(PIVOTAL)["name"]
    treat, fewest, _ = effect(PIVOTAL, "number needed to treat")
    assert numbers(caption, name) == [treat, fewest, *rounded(VALUE, significant=2), 95, 1]
    assert numbers(line_alt()) == [
        *rounded(-1 / PUBLISHED[1], 1 / PUBLISHED[2], significant=2),
        treat,
    ]
