"""A case on a screen: each way through it told as it was walked, beside this course's."""

import itertools
import re
from dataclasses import replace

import pytest

from evidence.tables import find
from tests.widgets.view.marks import numbers
from widgets.controls.inputs import Choice, Number
from widgets.model.cases import Lab, endings, load_cases
from widgets.model.gate import decide
from widgets.view.cases.case import (
    BENCH_WORDS,
    DEBRIEF,
    LAB_WORDS,
    aside_for,
    case_sentence,
    lab_passage,
    path_passages,
    shuffled_cases,
    shuffled_options,
    stem_passage,
    walked_passages,
    without_ketamine,
)
from widgets.view.cited import cited
from widgets.view.gate.decision import steps_in_words
from widgets.view.safety.watch import watch_for
from widgets.view.screen import Passage

CASES = load_cases()
WAYS = [
    (case_id, way)
    for case_id, case in CASES.items()
    for way in [*itertools.islice(endings(case), 12), case.expert_path]
]
SOME_WAYS = pytest.mark.parametrize(("case_id", "way"), WAYS)


def taken(case, way):
    """The turns and options of a way, by looking each id up."""
    return [
        (turn, next(option for option in turn.options if option.id == chosen))
        for turn, chosen in zip(case.turns, way, strict=False)
    ]


@SOME_WAYS
def test_each_decision_is_told_with_what_followed_and_whose_it_was(case_id, way):
    case = CASES[case_id]
    steps, shown = taken(case, way), walked_passages(case, way)
    assert len(shown) == len(steps) == len(way)
    for number, ((turn, option), passage) in enumerate(zip(steps, shown), 1):
        assert passage.heading == f"Decision {number}: {turn.ask}"
        assert passage.folded == (number < len(way)), "the last one stands open"
        first, follows, *more = passage.paragraphs
        assert option.text.rstrip(".") in first and follows == option.consequence
        assert ("as this course would" in first) == option.expert
        assert first.endswith("This course would not.") == (not option.expert)
        assert passage.tone == ("good" if option.expert else "bad" if option.ends else "caution")
        gate = f"The next step, with these findings: {steps_in_words(decide(turn.findings))}."
        assert more == [
            *([gate] if any(each.step for each in turn.options) and not case.trial_runs else []),
            *(["The case ends here."] if option.ends else []),
        ]
        assert (passage.source, passage.status, passage.mark) == cited(option.source)
        find(option.source)


@SOME_WAYS
def test_the_path_stands_beside_this_courses_and_the_same_are_counted(case_id, way):
    case = CASES[case_id]
    path, trap, debrief = path_passages(case, way)
    steps = taken(case, way)
    same = [chosen == turn.expert.id for (turn, _), chosen in zip(steps, way)]
    assert numbers(path.heading) == [sum(same), len(way)]
    assert path.heading.endswith(" reached the same") == (len(way) < len(case.turns))
    assert path.tone == ("good" if way == case.expert_path else "caution")
    lines = path.paragraphs[: len(case.turns)]
    for place, (turn, line) in enumerate(zip(case.turns, lines, strict=True)):
        assert line.startswith(f"{place + 1}. ")
        if place < len(way) and same[place]:
            assert line.endswith(f"Same as this course: {turn.expert.text}")
            continue
        yours = steps[place][1].text if place < len(way) else "not reached"
        assert line.startswith(f"{place + 1}. You: {yours}")
        assert turn.expert.text in line.split(" This course: ")[1]
        assert line.endswith(turn.expert.consequence)
    dosed = any(lab.kind != "night" for t in case.turns for lab in (*t.before, *t.after))
    assert len(path.paragraphs) == len(case.turns) + (not dosed)
    assert (trap.paragraphs, debrief.paragraphs) == ((case.trap,), (case.debrief,))
    assert (debrief.source, debrief.status, debrief.mark) == cited("course")


@SOME_WAYS
def test_the_sentence_says_where_one_stands(case_id, way):
    case = CASES[case_id]
    total = len(case.turns)
    same = sum(option.expert for _, option in taken(case, way))
    assert numbers(case_sentence(case, way), case.title) == [same, len(way)]
    assert "over" in case_sentence(case, way).removeprefix(case.title)
    for place in range(len(way)):
        so_far = way[:place]
        asked, waits = case_sentence(case, so_far), case_sentence(case, so_far, asks=False)
        assert numbers(asked, case.title) == [place + 1, total]
        assert numbers(waits, case.title) == [place, total]
        assert len(asked) <= 110 and len(waits) <= 110


@pytest.mark.parametrize("case_id", CASES)
def test_options_are_shuffled_none_is_lost_and_the_order_stays(case_id):
    case = CASES[case_id]
    for turn in case.turns:
        options = shuffled_options(case, turn)
        assert sorted(options) == sorted((each.id, each.text) for each in turn.options)
        assert options == shuffled_options(case, turn)
    assert stem_passage(case).paragraphs == (case.stem,)
    assert stem_passage(case).heading == f"Case {case.number}{case.form}: {case.title}"


def test_the_place_of_an_option_and_of_a_case_gives_nothing_away():
    places = [
        [chosen for chosen, _ in shuffled_options(case, turn)].index(turn.expert.id)
        for case in CASES.values()
        for turn in case.turns
    ]
    assert len(set(places)) > 2
    orders = {tuple(case.id for case in shuffled_cases(seed)) for seed in range(5)}
    assert len(orders) == 5 and all(set(order) == set(CASES) for order in orders)
    assert shuffled_cases(3) == shuffled_cases(3)


def test_most_cases_come_to_no_ketamine():
    trials = [c for c in CASES.values() if any("ketamine_trial" == t.expert.step for t in c.turns)]
    assert without_ketamine() == (len(CASES) - len(trials), len(CASES))
    assert len(CASES) - len(trials) > len(trials) > 0


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


@pytest.mark.parametrize(
    ("words", "dosed"),
    [
        ("7 mg of it", True), ("0.7mL an hour", True), ("100 mcg", True),
        ("7 mg/h", True), ("7 of 10", False), ("mg", False), ("5 mgs", False), ("", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("name", "route"), [("09_read_me_the_pump", "iv"), ("12_going_home_by_mouth", "oral")]
)
def test_what_to_watch_for_stands_wherever_a_dose_is_read(words, dosed, name, route):
    case = CASES[name]
    expected = watch_for(route) if dosed else ()
    nothing = (Passage("7 mg", ("no dose",)),)  # a heading gives no dose
    assert aside_for(case, (Passage("Call", ("first", words)),), ()) == expected
    choice = Choice("a", "What?", (("one", "no"), ("two", words)), "one")
    assert aside_for(case, (), [choice]) == expected
    assert aside_for(case, (), [Number("a", words or "How much", "h", 0, 9, 1, "1")]) == expected
    assert aside_for(case, nothing, ()) == ()


def test_the_debrief_asks_three_things_in_order():
    assert [numbers(re.split(r"[A-Z]", label)[0]) for _, label, _ in DEBRIEF] == [[1], [2], [3]]
