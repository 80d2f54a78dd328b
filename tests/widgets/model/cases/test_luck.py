"""Chance: who responds is drawn as often as in the trial, and a sitting deals what it says."""

from collections import Counter
from dataclasses import replace

import pytest

from evidence import load
from tests.widgets.model.cases.whole_case import read
from widgets.model.cases.luck import dealt, luck_of

MANY = 20_000


def test_as_many_respond_as_on_ketamine_in_the_pivotal_trial():
    counts = load().trials["T-HARDY2012"].counts[0]
    rate = counts.ketamine_events / counts.ketamine_n
    drawn = sum(luck_of("05_everything_tried", "go", "a", seed) for seed in range(MANY)) / MANY
    # four standard errors of a share in so many draws
    assert drawn == pytest.approx(rate, abs=4 * (rate * (1 - rate) / MANY) ** 0.5)


def test_a_draw_is_the_same_for_the_same_seed_and_differs_between_options():
    for seed in range(20):
        assert luck_of("a", "b", "c", seed) == luck_of("a", "b", "c", seed)
    draws = {
        place: [luck_of(*place, seed) for seed in range(200)]
        for place in (("a", "b", "c"), ("a", "b", "d"), ("a", "e", "c"), ("f", "b", "c"))
    }
    assert len({tuple(each) for each in draws.values()}) == len(draws)


@pytest.fixture
def pumps(tmp_path):
    """A case whose last two decisions are drawn, one of them at each sitting."""
    case = read(tmp_path)
    drawn = tuple(replace(turn, drawn=turn.id != "step") for turn in case.turns)
    return replace(case, turns=drawn, deals=1)


def test_a_sitting_deals_as_many_as_it_says_each_as_often(pumps):
    hands = [dealt(pumps, seed) for seed in range(400)]
    assert all([turn.id for turn in hand.turns][:1] == ["step"] for hand in hands)
    assert all(len(hand.turns) == 2 for hand in hands)
    counts = Counter(hand.turns[1].id for hand in hands)
    assert set(counts) == {"evening", "reply"} and min(counts.values()) > 140
    assert dealt(pumps, "x").turns == dealt(pumps, "x").turns


def test_all_are_dealt_in_another_order_where_no_number_is_given(pumps):
    hands = {tuple(t.id for t in dealt(replace(pumps, deals=0), seed).turns) for seed in range(40)}
    assert hands == {("step", "evening", "reply"), ("step", "reply", "evening")}


def test_nothing_is_dealt_where_nothing_is_drawn(tmp_path):
    case = read(tmp_path)
    assert dealt(case, 1) is case
