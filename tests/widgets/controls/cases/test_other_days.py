"""Patients who come back on a later day, the list of cases, and the page's own prediction."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.widgets.controls.as_a_page import control_of, names, opened, with_values
from tests.widgets.controls.cases.small import (
    FIRST,
    KEY,
    SMALL,
    choose,
    do,
    go_to_decision,
    look_back,
    only,
    play,
    words,
)
from widgets import CaseCount, CasePlayer, CasesAgain
from widgets.controls.steps import Steps
from widgets.controls.values import Values
from widgets.model.cases import load_cases
from widgets.view.cases.case import without_ketamine

OTHER = replace(SMALL, id="31_other", number="31", title="“Another”", visits=())
TODAY = date.today()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()


def played_on(day):
    player = opened(CasePlayer())
    with_values(player, case=KEY)
    return look_back(play(player, ("start",)), day)


def test_a_patient_comes_back_on_a_later_day_and_not_on_the_same(monkeypatch):
    only(monkeypatch, SMALL, OTHER)
    again = opened(CasesAgain())
    assert repr(again).startswith("Nobody waits for you today.") and names(again) == []
    with_values(again, **played_on(TODAY.isoformat()).values)
    assert repr(again).startswith("Nobody waits for you today.")
    with_values(again, **played_on(YESTERDAY).values)
    assert repr(again) == "One patient comes back to you today."
    assert control_of(again, "met")["options"] == ((f"{KEY}~3", "A small one: after 3 days"),)
    with_values(again, met=f"{KEY}~3")
    assert "waves from the window" in words(again)
    look_back(play(again, ("more",)))
    assert "0 of 1 the same" in words(again)
    assert not any(name.endswith(("next", "back")) for name in names(again))


def test_it_keeps_what_the_cases_keep():
    assert CasesAgain().keeps == CasePlayer().keeps != ""
    assert CasesAgain().by_day and not CasePlayer().by_day


def test_a_visit_that_is_not_due_is_not_opened(monkeypatch):
    only(monkeypatch, SMALL)
    again = with_values(opened(CasesAgain()), met=f"{KEY}~3")
    assert "waves" not in words(again)


def test_the_list_marks_what_was_played_and_the_next_case_is_offered(monkeypatch):
    only(monkeypatch, SMALL, OTHER)
    player = opened(CasePlayer())
    assert repr(player) == "2 made-up cases: choose one."
    with_values(player, case=KEY)
    assert player.shown["strip"]["text"].startswith("Case 30 · 1 of 2 · ")
    assert player.shown["strip"]["address"] == "case=30"
    labels = [label for _, label in control_of(player, "case")["options"]]
    assert labels[0].startswith("30 A small one (") and labels[0].endswith(" min)")
    look_back(play(player, ("start",)))
    labels = [label for _, label in control_of(player, "case")["options"]]
    assert labels[0] == "30 A small one (played)" and not labels[1].endswith("(played)")
    following = next(name for name in names(player) if name.endswith("~next"))
    assert control_of(player, following)["label"] == "Next: Case 31, “Another”"
    do(player, "~next")
    assert player.values["case"] == OTHER.id and OTHER.title in words(player)
    with_values(player, case=KEY)
    assert "Your way beside this course's" in words(player), "the first is still there"


def test_one_case_alone_offers_no_other(monkeypatch):
    only(monkeypatch, SMALL, OTHER)
    player = look_back(play(opened(CasePlayer(KEY)), ("start",)))
    assert not any(name.endswith("~next") for name in names(player))


STACK = replace(
    SMALL,
    id="32_stack",
    number="32",
    asks=(),
    asks_allowed=0,
    visits=(),
    stack=True,
    turns=tuple(
        replace(
            FIRST,
            id=f"card{n}",
            ask=f"Card {n}.",
            drawn=True,
            presses=(),
            options=tuple(replace(each, then="", luck=None) for each in FIRST.options),
        )
        for n in range(6)
    ),
)


def dealt(player):
    """The cards in the order in which they come, each answered with the first option."""
    order = []
    while not any(name.endswith("~over") for name in names(player)):
        go_to_decision(player)
        due = [name for name in names(player) if name.endswith("~go")]
        if due:
            order.append(due[0].split("~")[2])
            choose(player, "raise")
    return order


def test_a_stack_is_dealt_anew_at_each_run_and_scored_in_one_line(monkeypatch):
    only(monkeypatch, STACK)
    player = opened(CasePlayer(STACK.id))
    do(player, "~deal", "1")
    first = dealt(player)
    assert sorted(first) == sorted(turn.id for turn in STACK.turns)
    look_back(player)
    assert "6 of 6 cards as this course would" in words(player)
    orders = {tuple(first)}
    for seed in ("2", "3", "4"):
        do(player, "~again")
        do(player, "~deal", seed)
        orders.add(tuple(dealt(player)))
        look_back(player)
    assert len(orders) > 1


def test_no_real_stack_is_longer_than_twelve_cards():
    for case in load_cases().values():
        if case.stack:
            assert (case.deals or len(case.turns)) <= 12


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_the_pages_own_prediction_is_held_against_the_count(off):
    none, every = without_ketamine()
    page = opened(CaseCount())
    assert f"In {every - none} of" not in repr(page)
    do(page, "reveal")
    assert "Set your prediction first" in page.shown["message"]["text"]
    with_values(page, guess=str(every - none + off))
    do(page, "reveal")
    assert repr(page).startswith(f"In {every - none} of {every} cases a ketamine trial is a right")
    word = {-1: "1 too few", 0: "right", 1: "1 too many"}[off]
    assert f"You said {every - none + off}; it is {every - none}: {word}." in words(page)


def test_a_second_tap_reads_the_stamp_of_the_first():
    step = Steps(Values({"a~over": "yes@2026-11-28"}), "a")
    assert step.pressed("over") and step.stamp("over") == "2026-11-28"
    assert Steps(Values({"a~over": "yes"}), "a").stamp("over") == ""
