"""What each explorer of the evidence shows is what the evidence holds, no more."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load, state
from tests.medication_lint import problems
from tests.widgets.controls.trials.trial_states import (
    asked,
    given_values,
    revealed,
    shown_texts,
    states,
)
from widgets import (
    ForestPlot,
    GuidelineTimeline,
    ResponderTest,
    TrialWall,
    WindUpLab,
    claims_beside,
    facts_beside,
    worked_effect,
    worked_growth,
    worked_harm,
    worked_reach,
    worked_series,
    worked_test,
)
from widgets.model.trials.counts import pivotal
from widgets.view.trials.forest import CONTROLLED
from widgets.view.trials.guidelines import (
    LANES,
    NO_POSITION,
    NOT_READ,
    POSITIONS,
    entries,
    uk_words,
)
from widgets.view.trials.windup import EXPERIMENTS


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 100), st.integers(0, 100))
def test_the_wall_draws_as_many_people_as_were_said(ketamine, placebo):
    explorer = given_values(asked(TrialWall), ketamine=str(ketamine), placebo=str(placebo))
    people = sum(s["count"] for s in explorer.shown["strokes"] if s["kind"] == "marks")
    responders = sum(
        s["count"]
        for s in explorer.shown["strokes"]
        if s["kind"] == "marks" and s["shape"] == "circle"
    )
    assert people == 200 and responders == ketamine + placebo


def test_the_wall_shows_benefit_and_harm_on_one_denominator():
    shown = revealed(TrialWall).shown
    p = pivotal()
    circles = [
        s["count"] for s in shown["strokes"] if s["shape"] == "circle" and s["kind"] == "marks"
    ]
    harmed = [
        s["count"] for s in shown["strokes"] if s["shape"] == "diamond" and s["kind"] == "marks"
    ]
    assert circles == [p.ketamine_per_100, p.control_per_100] and harmed == [
        round(100 / p.needed_to_harm)
    ]
    assert sum(s["count"] for s in shown["strokes"] if s["kind"] == "marks") == 400
    assert len(shown["readouts"]) == 4 and "infinity" in shown["readouts"][2]["note"]


def test_the_working_names_the_published_interval_and_owns_its_own_reading():
    working = " ".join(given_values(revealed(TrialWall), work="difference").shown["working"])
    assert "Published: −0.1 to 0.18" in working and "our reading" in working
    line = given_values(revealed(TrialWall), look="line").shown
    assert "through infinity" in line["alt"] and len(line["table"]["rows"]) == 4


def test_every_study_of_the_evidence_stands_in_the_forest_table():
    table = revealed(ForestPlot).shown["table"]
    assert {row[0] for row in table["rows"]} == {trial.name for trial in load().trials.values()}
    assert len(table["rows"]) == len(load().trials)
    assert sum(row[-1] == "counts as published" for row in table["rows"]) == 1
    assert not any(
        "pooled estimate" in text.lower() for text in shown_texts(revealed(ForestPlot).shown)
    )


def test_every_guideline_and_every_named_passage_stands_on_the_line():
    evidence = load()
    found = {each.id for each in entries()}
    assert found == set(evidence.guidelines) | {"C02", "C03", "C04", "C05", "C06"}
    groups = (set(POSITIONS), set(NOT_READ), set(NO_POSITION))
    assert set().union(*groups) <= set(evidence.guidelines)
    assert sum(map(len, groups)) == len(set().union(*groups))
    for entry in entries():
        if entry.id in evidence.guidelines and entry.lane == 0:
            assert entry.record.status == "verified"
    years = {each.id: each.years for each in entries()}
    assert (
        years["C06"] == (2005, 2008) and years["C05"] == (2013,) and years["G-ASPN2021"] == (2021,)
    )
    assert len(LANES) == 3


def test_only_texts_that_take_a_position_are_counted():
    evidence = load()
    for key in POSITIONS:
        said = state(evidence.guidelines[key]).lower()
        assert "update notice" not in said and "do not cover" not in said, key
        assert "no recommendation on ketamine was seen" not in said, key
    shown = revealed(GuidelineTimeline).shown
    assert {readout["text"].split(" of ")[1] for readout in shown["readouts"]} == {
        str(len(POSITIONS))
    }
    regimens = [words for words in POSITIONS.values() if "regimen" in words]
    assert f"{len(regimens)} gives a regimen" in shown["sentence"]
    notes = " ".join(p for note in shown["notes"] for p in note["paragraphs"])
    uk = [key for key in POSITIONS if "UK" in notes and key in ("G-SCOT", "G-MIDESSEX", "G-GWENT")]
    assert uk_words() in notes and notes.startswith(f"{len(uk)} of these {len(POSITIONS)}")


def test_a_trial_that_never_took_place_stands_on_no_plot():
    assert "T-IMPORTANCE" not in CONTROLLED
    row = next(r for r in revealed(ForestPlot).shown["table"]["rows"] if r[0] == "IMPORTANCE")
    assert "withdrawn" in row[-1] and "not seen" not in row
    withdrawn = [key for key, trial in load().trials.items() if "withdrawn" in state(trial)]
    assert not set(withdrawn) & set(CONTROLLED)


def test_what_the_trial_rules_out_is_its_own_interval_and_its_power_is_computed():
    p, words = pivotal(), worked_reach().html
    published = next(e for e in load().trials["T-HARDY2012"].effects if e.low and e.low < 0)
    assert p.most_more_of_100 == pytest.approx(100 * published.high)
    assert f"more than {p.most_more_of_100:.0f} of 100" in words
    said = re.search(r"responded: (\d+) of 100 such trials.*it would be (\d+)\.", words).groups()
    chance = np.random.default_rng(7)
    for more, shown in zip((10, 15), said, strict=True):  # a simulation beside the exact sum
        drug = chance.binomial(92, 25 / 92 + more / 100, 40_000)
        placebo = chance.binomial(92, 25 / 92, 40_000)
        middle = (drug + placebo) / 184
        z = (drug - placebo) / np.sqrt(184 * middle * (1 - middle))
        assert abs(int(shown) - 100 * float((z > 1.959964).mean())) < 2


@pytest.mark.parametrize("entry", entries(), ids=lambda each: each.id)
def test_what_was_not_seen_is_never_stated(entry):
    paragraphs = given_values(revealed(GuidelineTimeline), read=entry.id).shown["passages"][0][
        "paragraphs"
    ]
    words = " ".join(paragraphs)
    withheld = getattr(entry.record, "withheld", "")
    if withheld:
        assert withheld not in words and "could not be seen" in words
    if entry.id.startswith("C"):
        assert words.startswith("The document says:") and "What was found:" in words


def test_the_banner_of_the_test_bolus_stays():
    for explorer in states(ResponderTest):
        assert "Not validated in cancer pain" in explorer.shown["message"]["text"]


def test_the_wind_up_drawing_says_what_is_measured_and_what_is_not():
    explorer = revealed(WindUpLab)
    labels = " ".join(stroke["label"] for stroke in explorer.shown["strokes"])
    titles = " ".join(panel.y_label for panel in explorer.visit.screen.picture.panels)
    assert "made-up sizes" in labels and "illustration" in labels
    assert "Illustration" in titles and "Measured" not in titles
    assert set(EXPERIMENTS) <= {f.id for f in load().facts.values() if f.status == "verified"}


def test_the_words_of_the_lessons_are_true_short_and_safe():
    pieces = (
        worked_effect(),
        worked_growth(),
        worked_harm(),
        worked_reach(),
        worked_series(),
        worked_series("T-CHEUNG"),
        worked_test(),
        worked_test("F-T03"),
        claims_beside("C02", "C05", "C06"),
        facts_beside("F-M01", "F-M03"),
    )
    for piece in pieces:
        assert 0 < len(repr(piece)) <= 110
        assert problems(re.sub(r"<[^>]+>", " ", piece.html)) == []
    assert state(load().facts["F-M03"]) in facts_beside("F-M03").html
    assert repr(claims_beside("C03", "C04", "C33")).endswith("2 not stated as fact.")
    with pytest.raises(ValueError, match="C99"):
        claims_beside("C99")
