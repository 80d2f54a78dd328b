"""The figures beside an infusion and its one sentence, each against the number it stands for."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import load
from tests.widgets.view.courses import made_course, made_curve
from tests.widgets.view.marks import Rounded, hour_said, in_order, numbers, readout, rounded
from widgets.model.kinetics import Patient
from widgets.model.kinetics.population import simulate_people
from widgets.model.kinetics.spread import Spread
from widgets.model.regimens.infusion_summary import infusion_summary
from widgets.model.regimens.regimen import TRIAL_REGIMENS, burst_regimen, constant_regimen
from widgets.model.regimens.simulation import PlanCourse, plan_course
from widgets.view.kinetics.infusion import Overlay
from widgets.view.kinetics.infusion_readouts import infusion_readouts
from widgets.view.kinetics.infusion_words import infusion_sentence

quick = settings(max_examples=25, deadline=None)
levels = st.floats(2, 900)
S_KETAMINE = "noppers_2011_S"
PSYCHEDELIC = load().limits["psychedelic_plasma_range"]
PEOPLE, ABOVE_PEOPLE = 1000, 400


@pytest.fixture(autouse=True)
def hours_above(monkeypatch):
    """Hours above a level that tell the level: the simulation behind them has a test of its own."""
    monkeypatch.setattr(
        PlanCourse, "hours_above", lambda self, level: Spread(level * 0.17, level * 0.38)
    )


def arrival_of(weight_kg=70, rate=0.1, hours=24, model="kamp_2020", numbers_from=1.0):
    """A summary in which each number is another one."""
    summary = infusion_summary(rate, weight_kg, hours, model)
    return replace(
        summary,
        people_plateau_ng_per_ml=Spread(91 * numbers_from, 163 * numbers_from),
        people_to_90_percent_h=Spread(5.1 * numbers_from, 9.2 * numbers_from),
        people_fall_by_half_h=Spread(0.64 * numbers_from, 1.3 * numbers_from),
        people_fall_by_80_percent_h=Spread(3.7 * numbers_from, 7.4 * numbers_from),
        plateau_ng_per_ml=77.0,
        to_90_percent_h=4.2,
        fall_by_half_min=33.0,
        fall_by_80_percent_min=199.0,
    )


@quick
@given(st.floats(0.3, 3), st.sampled_from([24, 72]))
def test_arrival_and_leaving_stand_under_their_own_names(numbers_from, hours):
    course, _ = made_course(constant_regimen(0.1, 70, hours), 90)
    found = infusion_readouts(course, arrival_of(hours=hours, numbers_from=numbers_from))
    expected = {
        "Plateau, if it ran for ever": ((91, 163), "ng/mL", ()),
        "90 % of the plateau after": ((5.1, 9.2), "h", ()),
        "Half gone after the stop in": ((0.64, 1.3), "h", (hours,)),
        "80 % gone in": ((3.7, 7.4), "h", (hours,)),
    }
    assert [each.label for each in found[:4]] == list(expected)
    for label, ((median, slow), unit, noted) in expected.items():
        shown = readout(found, label)
        median, slow = rounded(median * numbers_from, slow * numbers_from, significant=2)
        assert numbers(shown.text) == [median, 1, 20, slow]
        in_order(shown.text, "Half ", f" {unit}; 1 in 20 ", f" {unit}")
        assert shown.text.endswith(unit)
        assert numbers(shown.note, course.record.name) == [PEOPLE, 1, 20, *noted]


@quick
@given(levels, st.sampled_from(sorted(TRIAL_REGIMENS)), st.sampled_from([45, 110]))
def test_a_regimen_without_a_plateau_shows_its_peak(top, plan, weight_kg):
    plan = TRIAL_REGIMENS[plan](weight_kg)
    course, _ = made_course(plan, top)
    found = infusion_readouts(course, None)
    assert [each.label for each in found] == ["Highest level", "Above 50 ng/mL for", "In all"]
    peak = found[0]
    assert numbers(peak.text) == rounded(top, significant=2) and peak.text.endswith(" ng/mL")
    assert numbers(peak.note)[0] == hour_said(plan.stops_h)
    milligrams = sum(each.rate_mg_per_h * each.duration_h for each in plan.events)
    assert numbers(readout(found, "In all").text) == rounded(milligrams)
    assert found[2].text.endswith(" mg") and found[2].note == plan.label


def test_hours_are_counted_above_the_level_at_which_scores_rose():
    course, _ = made_course(constant_regimen(0.1, 70, 30), 90)
    shown = readout(infusion_readouts(course, None), f"Above {PSYCHEDELIC.low:g} ng/mL for")
    median, slow = (PSYCHEDELIC.low * each for each in (0.17, 0.38))
    assert numbers(shown.text) == [Rounded(median, 2), 1, 20, Rounded(slow, 2)]
    assert numbers(shown.note) == [ABOVE_PEOPLE, 1, 20, 54] and shown.text.endswith(" h")
    in_s, _ = made_course(constant_regimen(0.1, 70, 30), 90, S_KETAMINE)
    assert not [each for each in infusion_readouts(in_s, None) if "Above" in each.label]


def test_hours_above_are_those_of_the_people_who_are_simulated(monkeypatch):
    """Counted minute by minute in each of them, from the pump to the words."""
    monkeypatch.undo()
    plan = constant_regimen(0.12, 70, 24)
    (shown,) = (
        each for each in infusion_readouts(plan_course(plan), None) if "Above" in each.label
    )
    minutes = np.arange(0, 48 * 60) / 60
    everybody = simulate_people(plan.events, Patient(70), minutes, ABOVE_PEOPLE)
    hours = (everybody > PSYCHEDELIC.low).sum(axis=0) / 60
    median, _, _, slow = numbers(shown.text)
    assert median == pytest.approx(np.median(hours), abs=0.6)
    assert slow == pytest.approx(np.quantile(hours, 0.95), abs=0.6)
    assert 1 < median < slow - 2, "the setting must tell them apart"


@quick
@given(st.tuples(levels, levels, levels))
def test_models_are_set_apart_by_the_level_at_the_stop(tops):
    plan = constant_regimen(0.1, 70, 36)
    names = ("kamp_2020", "domino_1984", "hijazi_2003")
    edges = (0.4, 1.9), (0.9, 1.1), (0.1, 6)  # their order is not that of the middle levels
    courses = [
        made_course(plan, top, name, low=low, high=high)[0]
        for top, name, (low, high) in zip(tops, names, edges, strict=True)
    ]
    by_level = dict(zip(tops, names, strict=True))
    overlay = Overlay(models=tuple(courses[1:]))
    found = infusion_readouts(courses[0], None, overlay)
    low, high, ratio = found[:3]
    assert low.label == "Lowest of the models at hour 36"
    assert high.label == "Highest of the models at hour 36"
    assert numbers(low.text) == rounded(min(tops), significant=2)
    assert numbers(high.text) == rounded(max(tops), significant=2)
    assert numbers(ratio.text) == rounded(max(tops) / min(tops), significant=2)
    assert numbers(ratio.note) == [*rounded(max(tops), min(tops), significant=2), 36]
    sentence = infusion_sentence(courses[0], None, overlay)
    models = [load().models[by_level[each]].name for each in (min(tops), max(tops))]
    if len(set(tops)) == 3:
        assert low.note.startswith(models[0]) and high.note.startswith(models[1])
        in_order(sentence, f"({models[0]})", f"({models[1]})")
    shown = [36, *rounded(min(tops), max(tops), significant=2)]
    assert numbers(sentence, *(load().models[each].name for each in names)) == shown


def test_the_models_are_compared_at_the_stop_and_not_at_their_peaks():
    plan = constant_regimen(0.1, 70, 24)
    course, _ = made_course(plan, 90)
    other, _ = made_course(plan, 60, "domino_1984")
    other.median[:] = np.where(other.times_h == 8, 500, other.median)
    found = infusion_readouts(course, None, Overlay(models=(other,)))
    assert [each.text for each in found[:3]] == ["60 ng/mL", "90 ng/mL", "1.5"]


@quick
@given(levels, levels)
def test_a_second_regimen_has_its_own_peak_and_milligrams(top, second_top):
    first, second = constant_regimen(0.1, 62, 24), burst_regimen(62)
    course, _ = made_course(first, top, ends_h=96)
    other, _ = made_course(second, second_top)
    found = infusion_readouts(course, None, Overlay(other=other))
    peak = readout(found, "Second regimen, highest level")
    assert numbers(peak.text) == rounded(second_top, significant=2)
    assert numbers(peak.note) == [72]
    steps = load().limits["burst_ladder_per_24_h"].steps
    total = readout(found, "Second regimen in all")
    assert numbers(total.text) == [sum(steps)] and total.note == second.label
    mine = readout(found, "In all")
    assert numbers(mine.text) == rounded(0.1 * 62 * 24) and numbers(mine.note) == [0.1, 24]
    sentence = infusion_sentence(course, None, Overlay(other=other))
    first_peak, second_peak = rounded(top, second_top, significant=2)
    assert numbers(sentence, course.record.name) == [first_peak, 24, second_peak, 72]


@quick
@given(levels, levels)
def test_the_sentence_of_an_effect_site_is_about_the_stop(plasma_top, effect_top):
    course, _ = made_course(constant_regimen(0.1, 70, 24), 90)
    curve, at = made_curve(48, plasma_top, effect_top, 24)
    sentence = infusion_sentence(course, None, Overlay(effect=curve))
    plasma, effect = rounded(*at(24), significant=2)
    assert numbers(sentence, "Kamp 2020") == [24, effect, plasma]
    in_order(sentence, "effect site", "plasma")


@quick
@given(st.floats(0.3, 3), st.sampled_from([0.05, 0.25]), st.sampled_from([45, 110]))
def test_the_sentence_of_one_rate_is_its_plateau_and_its_arrival(numbers_from, rate, weight_kg):
    course, _ = made_course(constant_regimen(rate, weight_kg, 24), 90)
    sentence = infusion_sentence(course, arrival_of(weight_kg, rate, numbers_from=numbers_from))
    plateau, arrives, slow = rounded(
        *(each * numbers_from for each in (91, 5.1, 9.2)), significant=2
    )
    shown = [rate, weight_kg, plateau, 90, arrives, 1, 20, slow]
    assert numbers(sentence, "Kamp 2020") == shown and len(sentence) <= 110


@quick
@given(levels, st.sampled_from(sorted(TRIAL_REGIMENS)), st.sampled_from([45, 110]))
def test_the_sentence_of_a_trial_is_its_peak(top, plan, weight_kg):
    plan = TRIAL_REGIMENS[plan](weight_kg)
    course, _ = made_course(plan, top)
    sentence = infusion_sentence(course, None)
    shown = [weight_kg, Rounded(top, 2), hour_said(plan.stops_h)]
    assert sentence.startswith(plan.label) and numbers(sentence, plan.label, "Kamp 2020") == shown
    assert len(sentence) <= 110


BESIDE = {"look", "other", "other_rate", "half_time", "concentration"}
FIRST = {"rate", "plan", "pump", "pause_at", "pause_for"}
OWN, LADDER = constant_regimen(0.1, 70, 24), burst_regimen(70)
PER_KG_MODEL = "hijazi_2003"


def still_for(readouts) -> dict[str, set[str]]:
    return {each.label: set(each.unmoved_by) for each in readouts}


def test_the_figures_of_one_rate_name_the_controls_that_do_not_move_them():
    """A rate for each kilogram in a model for each kilogram is the same level in every body."""
    for model, body in (("kamp_2020", set()), (PER_KG_MODEL, {"patient"})):
        course, _ = made_course(OWN, 90, model)
        still = still_for(infusion_readouts(course, arrival_of(model=model)))
        assert still["Plateau, if it ran for ever"] == BESIDE | body | {"hours"}
        assert still["90 % of the plateau after"] == BESIDE | body | {"rate", "hours"}
        for label in ("Half gone after the stop in", "80 % gone in"):
            assert still[label] == BESIDE | body | {"rate"}
        assert still["Above 50 ng/mL for"] == BESIDE | body
        assert still["In all"] == BESIDE | {"pause_at", "model", "people"}


def test_a_trial_has_its_own_hours_and_a_ladder_its_own_milligrams():
    course, _ = made_course(LADDER, 90, PER_KG_MODEL)
    still = still_for(infusion_readouts(course, None))
    assert still["Highest level"] == still["Above 50 ng/mL for"] == BESIDE | {"hours"}
    milligrams = BESIDE | {"pause_at", "model", "people", "hours", "patient"}
    assert still["In all"] == milligrams
    salas, _ = made_course(TRIAL_REGIMENS["salas"](70), 90, PER_KG_MODEL)
    still = still_for(infusion_readouts(salas, None))
    assert still["Highest level"] == BESIDE | {"hours", "patient"}
    assert still["In all"] == milligrams - {"patient"}


@pytest.mark.parametrize("plan", [OWN, LADDER, TRIAL_REGIMENS["salas"](70)])
def test_between_models_the_weight_counts_unless_both_are_for_each_kilogram(plan):
    """Lowest in a model by weight, highest in one for each kilogram."""
    low, _ = made_course(plan, 60, "kamp_2020")
    high, _ = made_course(plan, 90, PER_KG_MODEL)
    still = still_for(infusion_readouts(low, None, Overlay(models=(high,))))
    of_trial = {"concentration"} | ({"model", "hours"} if plan.trial else set())
    stop = f"{plan.stops_h:g}"
    body = set() if plan is LADDER else {"patient"}
    assert still[f"Lowest of the models at hour {stop}"] == of_trial
    assert still[f"Highest of the models at hour {stop}"] == of_trial | body
    assert still["Highest over lowest"] == of_trial
    domino, _ = made_course(plan, 30, "domino_1984")
    still = still_for(infusion_readouts(domino, None, Overlay(models=(high,))))
    assert still["Highest over lowest"] == of_trial | body


def test_the_second_regimen_does_not_follow_the_first():
    course, _ = made_course(OWN, 90)
    for plan, hours, body, milligrams in (
        (constant_regimen(0.3, 70, 24), set(), {"patient"}, set()),
        (LADDER, {"hours"}, set(), {"patient"}),
    ):
        other, _ = made_course(plan, 60, PER_KG_MODEL)
        still = still_for(infusion_readouts(course, None, Overlay(other=other)))
        alone = FIRST | {"concentration"} | hours
        assert still["Second regimen, highest level"] == alone | body
        assert still["Second regimen in all"] == alone | milligrams | {"model", "people"}
