"""A drill in words: what a reader can work out from them is what they then say was given."""

import re
from types import SimpleNamespace

import pytest

from evidence import chip, load, state
from tests.widgets.view.marks import Rounded, in_order, numbers, plain, readout, rounded, said
from widgets.model.exercises.error_detection import error_exercise, error_kinds
from widgets.model.exercises.setups import DoseSetup, PumpSetup
from widgets.view.exercises.error_detection import (
    delivered_working,
    incidents_box,
    result_passages,
    result_readouts,
    result_sentence,
    setup_passages,
    times_words,
    where_it_lands,
)

LIMITS = load().limits
RANGE, CEILING = LIMITS["infusion_cancer_pain"], LIMITS["infusion_acute_pain_ceiling"].value
ORAL, CAP = LIMITS["oral_per_dose"], LIMITS["oral_cap"].value
DRILLS = [error_exercise(seed) for seed in range(75)]  # three rounds, each with every variant
PUMPS = [each for each in DRILLS if isinstance(each.setup, PumpSetup)]
DOSES = [each for each in DRILLS if isinstance(each.setup, DoseSetup)]


def named(each) -> str:
    return each.error.id


def told_ml_per_h(pump) -> float:
    """The speed that a pump works out from what it was told."""
    per_h = {
        "mg/kg/h": pump.weight_kg,
        "mg/kg/min": 60 * pump.weight_kg,
        "mcg/kg/min": 60 * pump.weight_kg / 1000,
        "mg/h": 1,
        "mg/24 h": 1 / 24,
        "mL/h": pump.concentration_mg_per_ml,
    }[pump.unit]
    return pump.amount * per_h / pump.concentration_mg_per_ml


def given_amount(each) -> float:
    """mg/h of a pump, mg of a dose: from the syringe and its making."""
    setup = each.setup
    if isinstance(setup, DoseSetup):
        return setup.volume_ml * setup.strength_mg_per_ml
    made = setup.made
    return told_ml_per_h(setup.pump) * made.volume_ml * made.vial_mg_per_ml / made.total_ml


def ordered_amount(each) -> float:
    """What the chart says, in the same unit; 0 where it is another medicine."""
    setup, weight_kg = each.setup, each.setup.patient.weight_kg
    if isinstance(setup, PumpSetup):
        return setup.order.mg_per_kg_h * weight_kg
    return 0.0 if setup.drug != "ketamine" else min(setup.mg_per_kg * weight_kg, CAP)


def test_the_drills_of_these_tests_are_of_every_kind():
    assert {named(each) for each in DRILLS} == set(error_kinds())


@pytest.mark.parametrize("each", PUMPS, ids=named)
def test_order_pump_and_vials_are_shown_as_they_are(each):
    setup = each.setup
    order, pump, beside = (passage.paragraphs for passage in setup_passages(each))
    weight_kg, plan, made = setup.patient.weight_kg, setup.plan, setup.made

    def mixed(preparation):
        litres = [preparation.volume_ml, preparation.vial_mg_per_ml]
        return litres + ([preparation.total_ml] if preparation.total_ml != litres[0] else [])

    planned = plan.volume_ml * plan.vial_mg_per_ml / plan.total_ml
    earlier = [setup.earlier_mg_per_kg_h] if setup.earlier_mg_per_kg_h else []
    assert numbers(order[0]) == [weight_kg]
    assert numbers(order[1]) == [setup.order.mg_per_kg_h, *earlier]
    assert numbers(order[2]) == [*mixed(plan), *rounded(planned)]
    assert numbers(pump[0])[0] == Rounded(setup.pump.amount) and pump[0].endswith(setup.pump.unit)
    assert numbers(pump[1]) == [setup.pump.weight_kg, setup.pump.concentration_mg_per_ml]
    assert numbers(pump[2]) == rounded(told_ml_per_h(setup.pump)) and pump[2].endswith(" mL/h")
    assert numbers(beside[0]) == rounded(planned), "the label is written from the plan"
    assert numbers(beside[1]) == mixed(made), "the vials show what was done"
    assert ("nothing added" in beside[1]) == (made.volume_ml == made.total_ml)
    ends = {"iv": "a cannula in a vein", "subcut": "a needle under the skin"}[setup.route]
    assert ends in beside[2]
    asked = {"iv": "into a vein", "subcut": "subcutaneously"}[setup.route_ordered]
    assert asked in order[1]


@pytest.mark.parametrize("each", DOSES, ids=named)
def test_order_and_hand_are_shown_as_they_are(each):
    setup = each.setup
    order, hand = (passage.paragraphs for passage in setup_passages(each))
    assert numbers(order[0]) == [setup.patient.weight_kg]
    if setup.drug == "ketamine":
        asked = [setup.mg_per_kg, CAP, setup.strength_planned_mg_per_ml]
        assert numbers(order[1], "one dose") == asked
        in_order(order[1], " mg/kg by mouth, at most ", " mg for one dose", " mg/mL")
    else:
        assert numbers(order[1]) == [setup.volume_ml] and "Ketoprofen" in order[1]
    assert numbers(hand[0]) == [*rounded(setup.volume_ml), setup.strength_mg_per_ml]
    assert ("lips" in hand[1]) == (setup.route == "oral") != ("vein" in hand[1])


@pytest.mark.parametrize("each", DRILLS, ids=named)
def test_the_working_goes_from_the_hand_to_the_patient(each):
    setup, weight_kg = each.setup, each.setup.patient.weight_kg
    given, lines = given_amount(each), delivered_working(each)
    if isinstance(setup, DoseSetup):
        volume = [*rounded(setup.volume_ml), setup.strength_mg_per_ml]
        assert numbers(lines[0]) == [*volume, *rounded(given)]
        assert numbers(lines[1]) == [*rounded(given), weight_kg, *rounded(given / weight_kg)]
        return
    made, ordered = setup.made, ordered_amount(each)
    strength = made.volume_ml * made.vial_mg_per_ml / made.total_ml
    making = [made.volume_ml, made.vial_mg_per_ml, made.total_ml]
    assert numbers(lines[0]) == [*making, *rounded(strength)]
    assert numbers(lines[1]) == rounded(told_ml_per_h(setup.pump), strength, given)
    per_kg = given / weight_kg
    assert numbers(lines[2]) == [
        *(*rounded(given), weight_kg, *rounded(per_kg, per_kg * 1000 / 60))
    ]
    assert numbers(lines[3]) == [setup.order.mg_per_kg_h, weight_kg, *rounded(ordered)]
    assert numbers(lines[4]) == [*(*rounded(24 * given), 24, *rounded(24 * ordered), 24)]
    same = abs(given / ordered - 1) < 1e-3
    assert lines[4].endswith(": agrees" if same else ": does not agree")
    units = (
        *(("mL × ", "mg/mL ÷ ", "mL = ", "mg/mL"), ("mL/h × ", "mg/mL = ", "mg/h")),
        *(("mg/h ÷ ", "kg = ", "mg/kg/h = ", "mcg/kg/min"), ("mg/kg/h × ", "kg = ", "mg/h")),
    )
    for line, each_unit in zip(lines, units, strict=False):
        in_order(line, *each_unit)


@pytest.mark.parametrize("each", DRILLS, ids=named)
def test_the_sentence_and_the_figures_have_ordered_given_and_how_often(each):
    setup, weight_kg = each.setup, each.setup.patient.weight_kg
    ordered, given = ordered_amount(each), given_amount(each)
    same = bool(ordered) and abs(given / ordered - 1) < 1e-3
    factor = [] if same or not ordered else [Rounded(given / ordered, 3)]
    sentence = result_sentence(each)
    assert numbers(sentence) == [*rounded(ordered, given), *factor] and len(sentence) <= 110
    in_order(sentence, f" {setup.unit} of ketamine, given ", f" {setup.unit}: ")
    found = result_readouts(each, 7, 9)
    assert numbers(readout(found, "Ordered").text) == rounded(ordered)
    mine = readout(found, "Given")
    assert numbers(mine.text) == rounded(given)
    assert numbers(mine.note) == [*rounded(given / weight_kg), *factor]
    per_kg = "mg/kg/h" if isinstance(setup, PumpSetup) else "mg/kg"
    assert re.search(rf" {per_kg}, ", mine.note)
    assert found[0].text.endswith(f" {setup.unit}") and mine.text.endswith(f" {setup.unit}")
    streak = readout(found, "Your streak")
    assert numbers(streak.text) == [7] and numbers(streak.note) == [9]


def in_range(each) -> bool:
    """Whether the given amount would pass a look at the limits alone."""
    per_kg = given_amount(each) / each.setup.patient.weight_kg
    if isinstance(each.setup, PumpSetup):
        return RANGE.low <= float(f"{per_kg:.3g}") <= RANGE.high
    allowed = ORAL.low <= round(per_kg, 9) <= ORAL.high and given_amount(each) <= CAP
    return allowed and each.setup.drug == "ketamine"


@pytest.mark.parametrize("each", DRILLS, ids=named)
def test_where_the_given_amount_lands_is_where_the_limits_put_it(each):
    words, setup = where_it_lands(each), each.setup
    per_kg = given_amount(each) / setup.patient.weight_kg
    if each.error.family == "route":
        assert "By another route" in words and numbers(words) == []
    elif isinstance(setup, DoseSetup):
        side = (
            "nobody was looking" if not setup.ordered else "inside" if in_range(each) else "outside"
        )
        assert side in words and numbers(words) == []
    elif in_range(each):
        assert "lies inside" in words and numbers(words) == [RANGE.low, RANGE.high]
    elif per_kg < RANGE.low:
        assert "lies below" in words and numbers(words) == [RANGE.low]
    else:
        above = [CEILING] if round(per_kg, 9) > CEILING else []
        assert "lies above" in words and numbers(words) == [RANGE.high, *above]
    hides = in_range(each) and not each.error.error_free and each.error.family != "route"
    assert ("and inside the range" in result_sentence(each)) == hides


def scene_at(mg_per_kg_h: float):
    """A pump that gives so much for each kilogram, and nothing else."""
    usual = RANGE.low <= mg_per_kg_h <= RANGE.high
    setup = SimpleNamespace(delivered_per_kg=mg_per_kg_h, in_range=usual, ordered=7.0)
    return SimpleNamespace(setup=setup, error=SimpleNamespace(family="unit"))


@pytest.mark.parametrize(
    ("mg_per_kg_h", "words"),
    [
        (0.049, "starts at 0.05"),
        (0.05, "0.05 to 0.5"),
        (0.5, "0.05 to 0.5"),
        (0.51, "ends at 0.5 mg/kg/h."),
        (1.0, "ends at 0.5 mg/kg/h."),
        (1.01, "above 1 mg/kg/h, the ceiling"),
    ],
)
def test_each_limit_belongs_to_what_is_still_allowed(mg_per_kg_h, words):
    assert words in where_it_lands(scene_at(mg_per_kg_h))


@pytest.mark.parametrize(
    ("factor", "family", "words"),
    [
        (1.0, "unit", "the same as the order"),
        (1.0009, "unit", "the same as the order"),
        (0.9991, "route", "the same mg by another route"),
        (1.0011, "unit", "1 times the order"),
        (0.9989, "route", "0.999 times the order"),
        (0.2, "unit", "0.2 times the order"),
        (60.004, "unit", "60 times the order"),
        (None, "name", "no ketamine was ordered"),
    ],
)
def test_how_many_times_the_order(factor, family, words):
    made = SimpleNamespace(factor=factor, error=SimpleNamespace(family=family))
    assert times_words(made) == words


@pytest.mark.parametrize("each", DRILLS[:25], ids=named)
def test_the_result_names_the_error_its_check_and_what_to_do(each):
    error, passages = each.error, result_passages(each)
    first, check, *rest = passages
    assert first.heading == error.name
    assert first.paragraphs == (error.happened, where_it_lands(each))
    assert first.tone == ("good" if error.error_free else "caution")
    assert check.paragraphs == (error.check,)
    assert (check.heading == "How you know") == error.error_free
    records = [load().incidents[error.incident]] if error.incident else []
    records += [load().facts[error.fact]] if error.fact else []
    assert len(rest) == len(records) + (not error.error_free)
    for passage, record in zip(rest, records, strict=False):
        assert passage.paragraphs[0] == state(record) and passage.source == chip(record).label
    assert ("Look at the patient" in said(passages)) != error.error_free


def test_published_incidents_are_listed_each_with_its_chip():
    ids = list(load().incidents)[:3]
    words = incidents_box(*ids)
    in_order(plain(words.html), *(state(load().incidents[each]) for each in ids))
    assert (
        words.html.count('class="chip"')
        == words.html.count("<li>") - sum(len(chip(load().incidents[each]).sources) for each in ids)
        == 3
    )
    in_order(words.sentence, *(load().incidents[each].topic for each in ids))
