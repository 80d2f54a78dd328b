"""The order beside an infusion, and what is said of trials, models, absorption and watching."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import chip, load, state
from tests.widgets.view.by_steps import norketamine_level
from tests.widgets.view.courses import made_course
from tests.widgets.view.marks import Rounded, all_numbers, in_order, numbers, rounded, said
from widgets.model.dosing import InfusionOrder
from widgets.model.kinetics import ABSORPTIONS, POPULATIONS
from widgets.model.regimens.regimen import (
    TRIAL_REGIMENS,
    burst_regimen,
    constant_regimen,
    oral_regimen,
)
from widgets.view.kinetics import infusion_words
from widgets.view.kinetics.infusion import Overlay
from widgets.view.kinetics.infusion_words import (
    absorption_passage,
    infusion_notes,
    model_passage,
    order_lines,
    trial_passage,
    watching_passage,
)

SUBCUT, ORAL = ABSORPTIONS["subcut"], ABSORPTIONS["oral"]

quick = settings(max_examples=25, deadline=None)
rates = st.integers(5, 100).map(lambda percent: percent / 100)


@quick
@given(rates, st.integers(42, 118), st.sampled_from(["1", "5", "10", "50"]))
def test_an_order_in_four_units(rate, weight_kg, strength):
    course, _ = made_course(constant_regimen(rate, weight_kg, 24), 90)
    per_kg, per_h, pump, per_min, back = order_lines(course, strength)
    ml = float(strength)
    assert numbers(per_kg) == [rate, weight_kg]
    assert numbers(per_h) == rounded(rate * weight_kg) and per_h.endswith(" mg/h")
    assert numbers(pump) == [*rounded(rate * weight_kg / ml), ml]
    in_order(pump, " mL/h of ", " mg/mL")
    assert numbers(per_min) == rounded(rate * 1000 / 60) and per_min.endswith(" mcg/kg/min")
    assert numbers(back) == [*rounded(rate * weight_kg * 24), 24, 24]
    assert back.endswith("The second calculation agrees.")


def test_an_order_whose_ways_disagree_is_called_unfit(monkeypatch):
    wrong = InfusionOrder(70, 10, 0.1, 7, 0.7, 0.1 * 1000 / 60, 170)
    monkeypatch.setattr(infusion_words, "infusion_order", lambda *_: wrong)
    course, _ = made_course(constant_regimen(0.1, 70, 24), 90)
    assert order_lines(course, "10")[-1].endswith("do not agree: do not use them.")


def test_without_a_concentration_there_is_no_order():
    course, _ = made_course(constant_regimen(0.1, 70, 24), 90)
    assert all_numbers(order_lines(course, "")) == []


@pytest.mark.parametrize("weight_kg", [45, 70, 110])
def test_the_steps_of_a_trial_for_each_kilogram(weight_kg):
    steps = load().limits["burst_ladder_per_24_h"].steps
    course, _ = made_course(burst_regimen(weight_kg), 90)
    (line,) = order_lines(course, "10")
    rates = rounded(*(step / 24 / weight_kg for step in steps), significant=2)
    assert numbers(line) == [weight_kg, *rates]
    bolus, _ = made_course(TRIAL_REGIMENS["mercadante"](weight_kg), 90)
    assert order_lines(bolus, "10") == ()


def test_norketamine_that_is_left_is_that_of_the_published_rates():
    passage = watching_passage()
    level = norketamine_level(24.0, 32.0)
    highest = max(level(hour / 10) for hour in range(320))
    left = [100 * level(24 + hour) / highest for hour in (4, 6)]
    found = numbers(passage.paragraphs[1], "Otto 2021")
    assert found == [24, Rounded(left[0], 2), 4, Rounded(left[1], 2), 6]
    assert numbers(passage.paragraphs[0]) == [], "no hour says when watching may end"
    assert passage.source == chip(load().models["otto_2021_S_NK"]).label


@pytest.mark.parametrize("plan", TRIAL_REGIMENS)
def test_a_trial_is_quoted_with_its_notes_and_its_chip(plan):
    plan = TRIAL_REGIMENS[plan](70)
    trial = load().trials[plan.trial]
    passage = trial_passage(plan)
    assert passage.paragraphs == (f"Regimen: {trial.regimen}.", state(trial), *plan.notes)
    assert trial.name in passage.heading and trial.design in passage.heading
    assert (passage.source, passage.mark) == (chip(trial).label, chip(trial).status)


@pytest.mark.parametrize("model", load().models)
def test_a_model_is_described_as_the_evidence_has_it(model):
    record, passage = load().models[model], model_passage(model)
    assert record.name in passage.heading
    first = passage.paragraphs[0]
    assert first.lower().startswith(f"{record.drug}; {record.population}; blood: ".lower())
    assert first[0].isupper() and first.endswith(f"{record.sampling}; {record.structure}.")
    assert record.seen_in in passage.paragraphs[1] and record.not_for in passage.paragraphs[1]
    assert passage.paragraphs[2] == " ".join(record.caveats)
    assert passage.source == chip(record).label


def test_absorption_is_assumed_only_where_a_dose_is_absorbed():
    vein, _ = made_course(constant_regimen(0.1, 70, 24), 90)
    skin, _ = made_course(burst_regimen(70), 90)
    mouth, _ = made_course(oral_regimen(0.5, 70), 90)
    assert absorption_passage(vein) is None
    assert absorption_passage(vein, skin, skin).paragraphs == (SUBCUT.basis,)
    assert absorption_passage(skin, mouth).paragraphs == (SUBCUT.basis, ORAL.basis)


def test_the_notes_name_each_trial_model_and_assumption_once():
    skin, _ = made_course(burst_regimen(70), 90, setting="frail")
    other, _ = made_course(constant_regimen(0.1, 70, 24), 90)
    model, _ = made_course(burst_regimen(70), 90, "hijazi_2003")
    headings = [each.heading for each in infusion_notes(skin, Overlay(other, (model,)))]
    trial = load().trials["T-HARDY2012"]
    assert headings == [
        f"{trial.name}: {trial.design}",
        "Model: Kamp 2020",
        "Model: Hijazi 2003",
        "Assumed about absorption",
        f"How far people differ: {POPULATIONS['frail'].label}",
    ]
    swapped = infusion_notes(other, Overlay(skin))
    assert f"{trial.name}: {trial.design}" in said(swapped) and SUBCUT.basis in said(swapped)
    assert POPULATIONS["frail"].basis not in said(swapped)
    alone = infusion_notes(other)
    assert [each.heading.split(":")[0] for each in alone] == ["Model", "How far people differ"]


def test_the_share_of_frail_people_is_the_factor_of_the_model():
    """A number in words beside a number in the model: they must not drift apart."""
    frail = POPULATIONS["frail"]
    assert math.isclose(numbers(frail.basis)[0], 100 * frail.cl_factor)
