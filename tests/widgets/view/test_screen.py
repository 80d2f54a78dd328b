"""What a screen says of its controls: which figure moves with which, and what a refusal shows."""

from dataclasses import dataclass

import pytest

from widgets.view.screen import Readout, refused, unmoved_passage


@dataclass
class Control:
    name: str
    label: str


RATE, WEIGHT, SEED = Control("rate", "Rate"), Control("weight", "Weight"), Control("seed", "Draw")
LEVEL = Readout("Level", "100 ng/mL", unmoved_by=("seed",))
HOURS = Readout("Hours to get there", "17 h", unmoved_by=("rate", "seed"))
SHARE = Readout("Share", "half", unmoved_by=("rate", "seed"))


def test_each_control_names_the_figures_that_it_leaves_alone():
    shown = unmoved_passage((LEVEL, HOURS, SHARE), (RATE, WEIGHT, SEED))
    assert shown.paragraphs == (
        "“Rate” does not move: Hours to get there; Share.",
        "“Draw” moves none of these figures.",
    )
    assert shown.folded and shown.heading


@pytest.mark.parametrize(
    ("readouts", "controls"), [((LEVEL,), (RATE, WEIGHT)), ((), (RATE,)), ((LEVEL,), ())]
)
def test_where_each_control_moves_every_figure_nothing_is_said(readouts, controls):
    assert unmoved_passage(readouts, controls) is None


@pytest.mark.parametrize(("level", "asks"), [("stop", False), ("caution", True)])
def test_a_refusal_shows_its_sentence_and_no_number(level, asks):
    shown = refused("Too much.", level, asks)
    assert shown.sentence == shown.message.text == "Too much."
    assert (shown.message.level, shown.message.asks_reason) == (level, asks)
    assert not (shown.readouts or shown.table or shown.picture or shown.passages or shown.alt)
    assert refused("x").message.level == "stop" and not refused("x").message.asks_reason
