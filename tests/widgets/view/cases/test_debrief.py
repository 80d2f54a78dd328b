"""After a case: each way beside this course's, what could have turned it, and who signed it."""

import itertools
from dataclasses import replace

import pytest

from evidence import reviewed
from tests.widgets.controls.cases.small import SMALL
from tests.widgets.view.marks import numbers
from widgets.model.cases import load_cases
from widgets.model.cases.records import PRESS
from widgets.model.cases.walk import expert_path, paths, turned_by, walk
from widgets.model.gate import decide
from widgets.view.cases import debrief, next_case
from widgets.view.cases.signed import case_entries
from widgets.view.cited import cited
from widgets.view.gate.decision import steps_in_words

CASES = load_cases()
WALKED = [
    (case, path)
    for case in CASES.values()
    for path in [expert_path(case), *itertools.islice(paths(case), 0, 400, 23)]
]
WAYS = pytest.mark.parametrize(
    ("case", "path"), WALKED, ids=[f"{c.id}-{n}" for n, (c, _) in enumerate(WALKED)]
)


def no_luck(turn, option):
    return False


@WAYS
def test_path_stands_beside_path_with_why(case, path):
    walked = walk(case, path)
    overview, *told = debrief.path_passages(case, walked, None)
    mine = [(turn, option) for turn, option in walked.steps if turn.kind != PRESS]
    you, course = overview.dots
    assert [grade for grade, _ in you.dots] == [option.grade for _, option in mine]
    assert {grade for grade, _ in course.dots} == {"best"}
    same = sum(option.expert for _, option in mine)
    assert numbers(overview.heading) == [same, len(mine)]
    shown = iter(told)
    for turn, option in mine:
        passage = next(shown)
        assert turn.ask in passage.heading and option.because in passage.paragraphs
        assert passage.folded == option.expert
        assert (passage.source, passage.status, passage.mark) == cited(option.source)
        if not option.expert:
            assert option.text.rstrip(".") in passage.paragraphs[0]
            passage, best = next(shown), turn.expert
            assert best.because in passage.paragraphs
            assert (passage.source, passage.status, passage.mark) == cited(best.source)
        assert turn.expert.text.rstrip(".") in " ".join(passage.paragraphs)
        gate = f"The next step, with these findings: {steps_in_words(decide(turn.findings))}."
        assert (gate in passage.paragraphs) == (turn.is_gate and not case.trial_runs)


@WAYS
def test_whoever_pushed_back_is_counted(case, path):
    pressed = [option for turn, option in walk(case, path).steps if turn.kind == PRESS]
    told = debrief.path_passages(case, walk(case, path), None)[-1]
    if not pressed:
        assert told.heading != "When they pushed back"
        return
    held = sum(option.id == "holds" for option in pressed)
    assert told.paragraphs[0].startswith(f"You held {held} of {len(pressed)} time")
    assert ("gave way" in told.paragraphs[0]) == any(o.id == "yields" for o in pressed)
    assert all(option.because in " ".join(told.paragraphs) for option in pressed)


@WAYS
def test_every_other_option_can_be_opened_with_what_it_brings(case, path):
    walked = walk(case, path)
    folded = debrief.not_taken(walked, no_luck)
    other = [
        option
        for turn, taken in walked.steps
        if turn.kind != PRESS
        for option in turn.options
        if option.id != taken.id
    ]
    assert len(folded) == len(other) and all(passage.folded for passage in folded)
    for option, passage in zip(other, folded, strict=True):
        assert option.text in passage.heading and f"({option.grade})" in passage.heading
        assert option.because in passage.paragraphs


@pytest.mark.parametrize("case", [c for c in CASES.values() if c.asks], ids=lambda c: c.id)
def test_what_could_have_turned_it_is_what_the_gate_says(case):
    decisive = [ask for ask in case.asks if turned_by(case, ask)]
    none = debrief.asks_told(case, ())
    assert none.paragraphs[0] == "You asked nothing."
    missed = [line for line in none.paragraphs if line.startswith("Not asked, though it could")]
    assert len(missed) == len(decisive)
    told = debrief.asks_told(case, case.asks)
    assert numbers(told.paragraphs[0]) == [len(case.asks), len(decisive)] and told.tone == "good"


def test_a_case_without_questions_says_nothing_of_them():
    assert debrief.asks_told(replace(SMALL, asks=()), ()) is None
    assert debrief.twins_passage(replace(SMALL, twins=())) is None
    assert debrief.models_passage(replace(SMALL, models=())) is None
    assert debrief.luck_passage(walk(SMALL, ("raise",))) is None


@pytest.mark.parametrize("case", [c for c in CASES.values() if c.twins], ids=lambda c: c.id)
def test_each_twin_is_told_with_the_step_of_the_gate(case):
    told = debrief.twins_passage(case).paragraphs
    for twin, line in zip(case.twins, told, strict=True):
        step = steps_in_words(decide(replace(case.turns[0].findings, **twin.flips)))
        assert twin.says.rstrip(".") in line and line.endswith(f"would be: {step}.")


@pytest.mark.parametrize("case", [c for c in CASES.values() if c.stack], ids=lambda c: c.id)
def test_a_stack_has_one_line_of_score_and_each_card_with_why(case):
    path = tuple(turn.options[0].id for turn in case.turns)
    steps = walk(case, path).steps
    score, *cards = debrief.score_passages(case, steps)
    right = sum(option.expert for _, option in steps)
    assert numbers(score.heading) == [right, len(steps)] and len(cards) == len(steps)
    for (turn, option), card in zip(steps, cards, strict=True):
        assert card.folded == option.expert and turn.expert.because in card.paragraphs


def signature(case, number, name, words, agrees=True):
    return reviewed.Signature(
        id=f"R{number}",
        of=name,
        mark=reviewed.mark_of(words),
        reviewer="A. Example",
        role="made up",
        interests="none",
        day=reviewed.date(2026, 11, 1),
        agrees=agrees,
        why="" if agrees else "No.",
    )


def test_a_case_is_signed_once_all_its_words_are(monkeypatch):
    assert debrief.signed_words(SMALL) == "No clinician has signed this case."
    entries = list(case_entries(SMALL))
    signed = [signature(SMALL, n, *entry) for n, entry in enumerate(entries)]
    monkeypatch.setattr(reviewed, "signed", lambda: tuple(signed[1:]))
    assert debrief.signed_words(SMALL) == "No clinician has signed this case."
    monkeypatch.setattr(reviewed, "signed", lambda: tuple(signed))
    assert debrief.signed_words(SMALL).startswith("This case is reviewed by A. Example")
    changed = replace(SMALL, debrief="Other words.")
    assert debrief.signed_words(changed) == "No clinician has signed this case."
    against = signature(SMALL, 99, *entries[0], agrees=False)
    monkeypatch.setattr(reviewed, "signed", lambda: (*signed[1:], against))
    assert "does not agree" in debrief.signed_words(SMALL)


def test_the_words_to_sign_hold_all_that_is_read():
    words = " ".join(text for _, text in case_entries(SMALL))
    for text in (SMALL.stem, SMALL.asks[0].answer, SMALL.endings[1].happens, SMALL.models[2]):
        assert text in words
    for turn in (*SMALL.turns, *SMALL.visits[0].turns):
        assert turn.ask in words
        for option in (*turn.options, *(a for p in turn.presses for a in p.answers)):
            assert option.happens in words and option.because in words


def test_the_next_case_is_new_and_has_the_kind_that_was_missed():
    case = CASES["01_add_ketamine"]
    best = walk(case, expert_path(case)).steps
    first = next(each for each in CASES.values() if each.id != case.id)
    assert next_case.next_case(case, best, {case.id: best}) == first
    worst = max(
        (walk(case, path).steps for path in paths(case)), key=lambda steps: next_case.worst(steps)
    )
    turn = next(t for t, o in worst if o.grade == "harm" and t.kind != PRESS)
    offered = next_case.next_case(case, worst, {case.id: worst})
    assert any(each.kind == turn.kind for each in offered.turns)


def test_once_all_are_played_the_worst_comes_again():
    case = CASES["01_add_ketamine"]
    played = {each.id: walk(each, expert_path(each)).steps for each in CASES.values()}
    spoilt = CASES["03_more_morphine"]
    played[spoilt.id] = max((walk(spoilt, p).steps for p in paths(spoilt)), key=next_case.worst)
    assert next_case.next_case(case, played[case.id], played) == spoilt
