"""What every place that shows a case shares: the order of options, labs in words, counts."""

import re
from dataclasses import replace

import pytest

from tests.widgets.view.marks import numbers
from widgets.model.cases import Lab, load_cases
from widgets.view.cases.case import (
    BENCH_WORDS,
    DEBRIEF,
    LAB_WORDS,
    counted_words,
    lab_passage,
    shuffled_options,
    without_ketamine,
)

CASES = load_cases()


@pytest.mark.parametrize("case_id", CASES)
def test_options_are_shuffled_none_is_lost_and_the_order_stays(case_id):
    case = CASES[case_id]
    for turn in case.turns:
        options = shuffled_options(case, turn)
        assert sorted(options) == sorted((each.id, each.text) for each in turn.options)
        assert options == shuffled_options(case, turn)


def test_each_card_of_a_stack_has_the_same_answers_in_the_same_order():
    for case in CASES.values():
        if case.stack:
            assert len({shuffled_options(case, turn) for turn in case.turns}) == 1


def test_the_place_of_an_option_gives_nothing_away():
    places = [
        [chosen for chosen, _ in shuffled_options(case, turn)].index(turn.expert.id)
        for case in CASES.values()
        for turn in case.turns
        if not case.stack
    ]
    assert all(places.count(place) >= len(places) / 5 for place in (0, 1, 2))


def test_most_cases_come_to_no_ketamine_and_are_counted():
    trials = [c for c in CASES.values() if any("ketamine_trial" == t.expert.step for t in c.turns)]
    assert without_ketamine() == (len(CASES) - len(trials), len(CASES))
    assert len(CASES) - len(trials) > len(trials) > 0
    sentence, more = counted_words()
    assert numbers(sentence) == [len(trials), len(CASES), len(CASES) - len(trials)]
    every, *kinds = numbers(more)
    assert sum(kinds) == every == sum(len(case.turns) for case in CASES.values())


LABS = [
    (case, turn, lab)
    for case in CASES.values()
    for turn in case.turns
    for lab in (*turn.before, *turn.after)
]


@pytest.mark.parametrize(
    ("case", "turn", "lab"), LABS, ids=[f"{c.id}-{t.id}-{lab.kind}" for c, t, lab in LABS]
)
def test_a_lab_says_what_it_asks_for(case, turn, lab):
    for option in (None, *turn.options):
        shown = lab_passage(case, lab, option)
        if lab.kind == "bench":
            assert shown.paragraphs == (BENCH_WORDS[lab.sum],)
            continue
        assert shown.paragraphs[0] == LAB_WORDS[lab.kind][1]
        other = bool(option) and option.gives not in (0, lab.ordered) and lab.kind == "infusion"
        assert len(shown.paragraphs) == 1 + other
        if lab.kind == "drill":
            mine = [each for c, _, each in LABS if c is case and each.kind == "drill"]
            place = [each is lab for each in mine].index(True) + 1
            assert numbers(shown.heading) == [place, len(mine)]
        else:
            assert shown.heading == LAB_WORDS[lab.kind][0]


def test_only_pumps_are_counted_as_pumps():
    first, second = Lab("drill", error="a"), Lab("drill", error="b")
    around = (Lab("bench", sum="oral"), first, Lab("infusion"), Lab("night"), second)
    case = CASES["09_read_me_the_pump"]
    mixed = replace(case, turns=(replace(case.turns[0], before=around),))
    assert numbers(lab_passage(mixed, first, None).heading) == [1, 2]
    assert numbers(lab_passage(mixed, second, None).heading) == [2, 2]


def test_the_debrief_asks_three_things_in_order():
    assert [numbers(re.split(r"[A-Z]", label)[0]) for _, label, _ in DEBRIEF] == [[1], [2], [3]]
