"""States of the explorers of the evidence, driven as a page drives them."""

from tests.widgets.controls.as_a_page import given_values, opened, press
from widgets import (
    ChanceLab,
    ForestPlot,
    GuidelineTimeline,
    ResponderTest,
    SeriesVersusTrial,
    TrialWall,
    WindUpLab,
)
from widgets.view.trials.forest import CONTROLLED
from widgets.view.trials.guidelines import (
    entries,
)
from widgets.view.trials.windup import EXPERIMENTS

GUESSES = {
    TrialWall: {"ketamine": "60", "placebo": "20"},
    ChanceLab: {"guess": "800"},
    SeriesVersusTrial: {"guess": "20"},
    ForestPlot: {"pool": "T-HARDY2012 T-ISHI2007"},
    GuidelineTimeline: {"ruled_out": "2", "regimen": "3"},
    WindUpLab: {"falls": "first"},
    ResponderTest: {"guess": "72"},
}


FURTHER = {
    TrialWall: [
        {"look": "line"},
        *({"work": w} for w in ("difference", "ratio", "treat", "harm", "none")),
    ],
    ChanceLab: [
        {"size": "10"},
        {"size": "400", "more": "0"},
        {"placebo": "60", "more": "30"},
        {"seed": "3"},
        {"placebo": "0", "more": "0"},
    ],
    SeriesVersusTrial: [
        {"causes": "regression"},
        {"causes": "regression selection placebo loose_definition"},
    ],
    ForestPlot: [{"look": "reviews"}, *({"look": "trials", "read": each} for each in CONTROLLED)],
    GuidelineTimeline: [{"read": each.id} for each in entries()],
    WindUpLab: [
        {"rhythm": "3", "block": "0"},
        {"rhythm": "0.3", "block": "100"},
        *({"study": each} for each in EXPERIMENTS),
    ],
    ResponderTest: [{"respond": "0"}, {"respond": "100"}, {"respond": "5", "study": "F-T03"}],
}


def asked(kind):
    return opened(kind(), 700)


def revealed(kind):
    return press(given_values(asked(kind), **GUESSES[kind]), "reveal")


def states(kind):
    explorer = asked(kind)
    yield explorer
    yield press(given_values(explorer, **GUESSES[kind]), "reveal")
    for change in FURTHER[kind]:
        yield given_values(explorer, **change)


def shown_texts(shown):
    yield from (shown["sentence"], shown["alt"], *shown["working"])
    for readout in shown["readouts"]:
        yield f"{readout['label']}: {readout['text']}, {readout['note']}"
    for passage in shown["passages"]:
        yield from (passage["heading"], *passage["paragraphs"])
    if shown["table"]:
        yield shown["table"]["caption"]
        yield from (" | ".join(row) for row in shown["table"]["rows"])
    yield from (stroke["label"] for stroke in shown["strokes"])
