"""The evidence explorers as a page drives them: commit first, then each number backed and said."""

import re

import pytest

from tests.medication_lint import problems
from tests.widgets.controls.as_a_page import assert_alt_stands_in_table, press, texts_of
from tests.widgets.controls.trials.trial_states import (
    GUESSES,
    asked,
    given_values,
    revealed,
    shown_texts,
    states,
)
from widgets import (
    ChanceLab,
    ForestPlot,
    GuidelineTimeline,
    ResponderTest,
    SeriesVersusTrial,
    TrialWall,
    WindUpLab,
)
from widgets.view.figures import static_png

ALL = (
    ChanceLab,
    ForestPlot,
    GuidelineTimeline,
    ResponderTest,
    SeriesVersusTrial,
    TrialWall,
    WindUpLab,
)


@pytest.mark.slow  # draws each state
@pytest.mark.parametrize("kind", ALL)
def test_every_state_is_safe_short_and_said_in_words(kind):
    for explorer in states(kind):
        shown = explorer.shown
        assert not shown["message"] or shown["message"]["level"] == "caution", shown["message"]
        assert len(repr(explorer)) <= 110
        for text in shown_texts(shown):
            assert problems(text) == [], text
        if shown["table"] and shown["strokes"]:
            assert_alt_stands_in_table(explorer)
        picture = explorer.visit.screen.picture
        if picture:
            assert all(len(panel.y_label) <= 36 for panel in picture.panels), "cut on a phone"
            assert len(picture.x_label) <= 34
            assert static_png(picture)[:4] == b"\x89PNG"


@pytest.mark.parametrize("kind", ALL)
def test_the_learner_commits_before_the_result(kind):
    explorer = asked(kind)
    before = explorer.shown
    names = {control["name"] for control in explorer.controls}
    assert "reveal" in names and set(GUESSES[kind]) <= names
    assert not before["readouts"] and not before["working"] and not before["passages"]
    press(given_values(explorer, **GUESSES[kind]), "reveal")
    assert explorer.shown["readouts"] and explorer.shown["table"] and explorer.shown["strokes"]
    assert "reveal" not in {control["name"] for control in explorer.controls}
    if kind is SeriesVersusTrial:  # the guess was about all four causes
        given_values(explorer, causes="regression selection placebo loose_definition")
    said = {ForestPlot: "add up 2", WindUpLab: "first response"}.get(
        kind, list(GUESSES[kind].values())[-1]
    )
    verdict = explorer.shown["lead"][0]
    assert verdict["heading"].startswith("Your prediction: ") and said in verdict["paragraphs"][0]
    assert len(verdict["paragraphs"]) == 2, "one verdict and one reason"


@pytest.mark.parametrize(
    ("kind", "forged"),
    [
        (TrialWall, {"ketamine": "101"}),
        (TrialWall, {"placebo": "2.5"}),
        (TrialWall, {"ketamine": "1e2"}),
        (ChanceLab, {"size": "9"}),
        (ChanceLab, {"size": "401"}),
        (ChanceLab, {"more": "99"}),
        (ChanceLab, {"seed": "99"}),
        (SeriesVersusTrial, {"guess": "-1"}),
        (SeriesVersusTrial, {"causes": "magic"}),
        (ForestPlot, {"pool": "T-NONE"}),
        (ForestPlot, {"read": "../etc"}),
        (GuidelineTimeline, {"regimen": "7"}),
        (GuidelineTimeline, {"read": "G-NONE"}),
        (WindUpLab, {"rhythm": "0.1"}),
        (WindUpLab, {"block": "101"}),
        (WindUpLab, {"study": "F-M02"}),
        (ResponderTest, {"respond": "x"}),
        (ResponderTest, {"study": "F-T09"}),
    ],
)
def test_a_forged_value_is_refused_in_a_sentence_with_no_number_left_over(kind, forged):
    explorer = given_values(revealed(kind), **forged)
    shown = explorer.shown
    assert shown["message"]["level"] == "stop" and "Traceback" not in shown["message"]["text"]
    assert not shown["readouts"] and not shown["table"] and not shown["strokes"]


def test_what_to_watch_for_stands_beside_a_dose_and_nowhere_else():
    stands = set()
    for kind in ALL:
        for explorer in states(kind):
            offered = [label for each in explorer.controls for _, label in each.get("options", ())]
            words = " ".join([*texts_of(explorer), *shown_texts(explorer.shown), *offered])
            dosed = bool(re.search(r"\d\s*(?:mg|mcg|mL)\b", words))
            assert bool(explorer.aside) == dosed, (kind, explorer.values)
            stands.add(dosed)
    assert stands == {True, False}


@pytest.mark.parametrize("kind", ALL)
def test_controls_that_come_later_start_at_what_they_show(kind):
    explorer = revealed(kind)
    sentence = explorer.sentence
    explorer.frame_px = 300  # a turned phone sends a new width before any of them is touched
    assert explorer.sentence == sentence and explorer.shown["strokes"]
    for control in explorer.controls:
        if control["kind"] == "number":
            fresh = given_values(revealed(kind), **{control["name"]: control["value"]})
            assert fresh.shown["readouts"], control["name"]


def test_an_emptied_field_is_refused_and_not_filled_in():
    explorer = given_values(revealed(WindUpLab), rhythm="")
    assert "Nothing is written" in explorer.shown["message"]["text"]
