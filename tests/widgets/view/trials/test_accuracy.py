"""A test in a hundred people: each person drawn once, and each share by the rule of Bayes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load, state
from tests.widgets.view.marks import numbers, points, row_of, said
from tests.widgets.view.trials.published import quantity
from widgets.model.trials.accuracy import expected_results, published_test
from widgets.view.trials.accuracy import (
    people_alt,
    people_picture,
    people_readouts,
    people_table,
    responder_passages,
    share_text,
)

percent = st.integers(0, 100)
NAMES = (
    "test positive, responds",
    "test positive, does not respond",
    "test negative, responds",
    "test negative, does not respond",
)


def bayes(respond, sensitivity, specificity):
    """What a positive and a negative test are worth, None where nobody has one."""
    positive = respond * sensitivity + (1 - respond) * (1 - specificity)
    negative = 1 - positive
    worth = respond * sensitivity / positive if positive > 1e-12 else None
    clear = (1 - respond) * specificity / negative if negative > 1e-12 else None
    return worth, clear


def near(text, share):
    """Whether a text says a share of 100, to the nearest whole person."""
    if share is None:
        return text == "nobody to count"
    whole, hundred = numbers(text)
    return hundred == 100 and abs(whole - 100 * share) <= 0.5 + 1e-9


@settings(max_examples=40, deadline=None)
@given(percent, percent, percent)
def test_a_hundred_people_stand_in_four_groups_from_the_top_row_down(respond, yes, no):
    found = expected_results(respond / 100, yes / 100, no / 100)
    caught, hoped, missed, spared = found.whole
    assert caught + missed == respond and hoped + spared == 100 - respond
    assert abs(caught - respond * yes / 100) <= 0.5 + 1e-9
    assert abs(spared - (100 - respond) * no / 100) <= 0.5 + 1e-9
    picture = people_picture(found, 720)
    groups = {s.label.split(": ")[1]: s for s in picture.strokes}
    places = [(n % 20, 4 - n // 20) for n in range(100)]
    for name, count in zip(NAMES, found.whole, strict=True):
        expected, places = places[:count], places[count:]
        assert (points(groups[name]) if count else []) == expected
        if count:
            assert groups[name].label.startswith(f"{count}: ")
    assert set(groups) == {name for name, count in zip(NAMES, found.whole) if count}
    looks = {(s.shape, s.colour) for s in picture.strokes}
    assert len(looks) == len(picture.strokes), "no two groups look alike"
    assert numbers(people_alt(found)) == [100, caught, hoped, missed, spared]


@settings(max_examples=40, deadline=None)
@given(percent, percent, percent, percent)
def test_table_and_readouts_say_what_each_answer_is_worth(respond, yes, no, guess):
    respond, sensitivity, specificity = respond / 100, yes / 100, no / 100
    found = expected_results(respond, sensitivity, specificity)
    caught, hoped, missed, spared = found.whole
    table = people_table(found, "somebody", respond, sensitivity, specificity, guess)
    assert [numbers(" ".join(row[1:])) for row in table.rows[:3]] == [
        [caught, hoped, caught + hoped],
        [missed, spared, missed + spared],
        [caught + missed, hoped + spared, 100],
    ]
    worth, clear = bayes(respond, sensitivity, specificity)
    positive = row_of(table, "Of 100 with a positive test")
    assert near(positive["Respond"], worth)
    assert numbers(positive["Do not respond"]) == [guess]
    negative = row_of(table, "Of 100 with a negative test, do not respond")
    assert near(negative["Do not respond"], clear) and not negative["Respond"]
    assert numbers(table.caption) == pytest.approx(
        [100, 100 * respond, 100 * sensitivity, 100 * specificity]
    )
    assert "somebody" in table.caption
    after, none, turned = people_readouts(found)
    assert near(after.text, worth) and near(none.text, clear)
    assert numbers(after.note) == [caught, caught + hoped]
    assert numbers(none.note) == [spared, missed + spared]
    assert numbers(turned.text) == [missed, caught + missed]


@pytest.mark.parametrize(("share", "text"), [(None, "nobody to count"), (0, "0 of 100")])
def test_nobody_is_no_share(share, text):
    assert share_text(share) == text


@pytest.mark.parametrize("fact_id", ["F-T01", "F-T03"])
def test_a_published_test_is_that_of_the_evidence(fact_id):
    fact, sensitivity, specificity = published_test(fact_id)
    assert 100 * sensitivity == pytest.approx(quantity("fact", fact_id, "sensitivity"))
    assert 100 * specificity == pytest.approx(quantity("fact", fact_id, "specificity"))
    study, meaning = responder_passages(fact, 27)
    assert study.paragraphs == (state(load().facts[fact_id]), fact.disagrees) and study.source
    assert numbers(said([meaning])) == [27, 100] and meaning.tone == "caution"


@pytest.mark.parametrize(
    ("frame", "size"), [(0, 12.96), (720, 12.96), (500, 9), (300, 6), (1200, 13)]
)
def test_people_shrink_with_the_page_and_do_not_touch(frame, size):
    found = expected_results(0.5, 0.5, 0.5)
    *rest, spared = (s.size_px for s in people_picture(found, frame).strokes)
    assert rest == pytest.approx([size] * 3) and spared == pytest.approx(0.6 * size)
    assert size < ((frame or 720) - 66) / 20.2


def test_the_axes_leave_half_a_person_around():
    picture = people_picture(expected_results(0.3, 0.7, 0.7), 720)
    x = np.concatenate([s.x for s in picture.strokes])
    y = np.concatenate([s.y for s in picture.strokes])
    panel = picture.panels[0]
    assert (picture.x_min, picture.x_max) == pytest.approx((x.min() - 0.6, x.max() + 0.6))
    assert (panel.y_min, panel.y_max) == pytest.approx((y.min() - 0.6, y.max() + 0.6))
    assert numbers(panel.y_label) == [100]
