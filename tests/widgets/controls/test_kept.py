"""What a page kept before it was loaded again comes back whole, or is left out and said."""

import pytest

from tests.widgets.controls.as_a_page import opened, with_values
from tests.widgets.controls.test_first_state import MADE
from widgets import InfusionLab
from widgets.controls.kept import is_kept
from widgets.controls.values import Values
from widgets.controls.visit import keep_note

OLDER = keep_note().replace("version", "an older version")


def restored(page, values, note):
    """What the page was told when it asked for these values to be put back; [] for nothing."""
    told = []
    page.widget.send = told.append
    page.say({"kind": "restore", "values": values, "note": note})
    return told


@pytest.mark.parametrize("name", sorted(MADE))
def test_what_was_answered_and_set_comes_back(name):
    explorer = MADE[name]()
    before = with_values(opened(explorer), **explorer.answered(Values()))
    again = opened(MADE[name]())
    again.frame_px = 700
    assert restored(again, before.values, keep_note()) == []
    assert again.values == before.values
    assert again.sentence == before.sentence
    assert again.shown["readouts"] == before.shown["readouts"]
    built = {control["opened"] for control in again.controls}
    assert built == ({1} if before.controls else set()), "built with these values"


@pytest.mark.parametrize("name", sorted(MADE))
def test_what_another_edition_kept_comes_back_whole_or_not_at_all(name):
    explorer = MADE[name]()
    before = with_values(opened(explorer), **explorer.answered(Values()))
    again = opened(MADE[name]())
    opening = dict(again.values)
    told = restored(again, before.values, OLDER)
    # A way through cases or doors is known by the steps that were taken, and these by no list.
    assert bool(told) == (name in ("CasePlayer", "ContraindicationScreen"))
    assert again.values == (opening if told else before.values)


def test_a_prediction_and_a_rate_come_back():
    before = opened(InfusionLab(predict_at_h=6))
    with_values(before, guess="40", reveal="yes")
    with_values(before, rate="0.25")
    again = opened(InfusionLab(predict_at_h=6))
    assert restored(again, before.values, keep_note()) == []
    assert (again.values["guess"], again.values["rate"]) == ("40", "0.25")
    assert again.sentence == before.sentence


def test_a_number_that_was_refused_comes_back_as_it_was_typed():
    page = opened(InfusionLab())
    assert restored(page, {"rate": "5"}, keep_note()) == []
    assert page.values["rate"] == "5" and page.shown["message"]


@pytest.mark.parametrize(
    ("values", "note"),
    [
        ({"plan": "no such plan"}, keep_note()),
        ({"plan": "no such plan"}, OLDER),
        ({"a control of another edition": "1"}, OLDER),
        ({"rate": 0.2}, keep_note()),
        ("rate", keep_note()),
        (None, None),
    ],
)
def test_what_does_not_fit_changes_nothing_and_is_said(values, note):
    page = opened(InfusionLab())
    before = dict(page.values)
    (told,) = restored(page, values, note)
    assert told["kind"] == "told" and not told["good"]
    assert told["sentence"].endswith("does not fit this edition of the course, and was left out.")
    assert page.values == before and page.widget.tick == 0


def test_what_an_explorer_fails_at_is_not_put_back(monkeypatch):
    lab = InfusionLab()

    def fails(_values):
        raise ZeroDivisionError

    monkeypatch.setattr(lab, "screen", fails)
    assert not is_kept(lab, {"rate": "0.1"}, is_same_edition=True)
