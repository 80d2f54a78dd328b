"""Worked examples of the kinetics, held against clearances of the evidence and plain steps in time.

Here the typical person is worked out anew: a clearance from the published parameters, and levels by
small steps through the compartments, with nothing of the course's own solution.
"""

from statistics import NormalDist

import numpy as np
import pytest

from evidence import load
from tests.widgets.view.by_steps import NG_PER_MG, sizes, typical_level
from tests.widgets.view.marks import Rounded, cells, in_order, numbers, plain, rounded
from widgets.model.kinetics import POPULATIONS
from widgets.view.kinetics.arrival import models_compared, worked_order, worked_plateau
from widgets.view.kinetics.days import (
    ladder_by_weight,
    ladder_end_ng_per_ml,
    models_against_people,
    more_percent,
)

RACEMIC = ("kamp_2020", "domino_1984", "hijazi_2003")
NAMES = [load().models[each].name for each in RACEMIC]


def hours_until(level, target: float, after: float = 0.0, until: float = 72.0) -> float:
    """The first hour at which a level has crossed a target, from one minute to the next."""
    hours = np.arange(after, until, 1 / 60)
    values = np.array([level(hour) for hour in hours])
    crossed = np.nonzero((values[:-1] - target) * (values[1:] - target) <= 0)[0]
    return float(hours[crossed[0]] - after)


@pytest.mark.parametrize("rate", [0.05, 0.17, 1])
@pytest.mark.parametrize("weight_kg", [45, 110])
@pytest.mark.parametrize("strength", [1, 50])
def test_a_worked_order_is_the_sum_of_its_steps(rate, weight_kg, strength):
    words = worked_order(rate, weight_kg, strength)
    per_h = rate * weight_kg
    ml = per_h / strength
    expected = [
        *(*rounded(rate, weight_kg), *rounded(per_h)),
        *(*rounded(per_h, strength), *rounded(ml)),
        *(*rounded(per_h * 24), 24, strength, 24),
        *(rate, weight_kg, *rounded(ml), strength),
    ]
    assert numbers(plain(words._repr_html_())) == expected
    assert words.sentence.endswith("the second way agrees.")


@pytest.mark.parametrize("model", RACEMIC)
@pytest.mark.parametrize(("rate", "weight_kg"), [(0.1, 70), (0.25, 45), (0.05, 110)])
def test_a_worked_plateau_is_the_dose_over_the_published_clearance(model, rate, weight_kg):
    words = worked_plateau(rate, weight_kg, model)
    record = load().models[model]
    clearance = sizes(model, weight_kg)["cl"]
    plateau = NG_PER_MG * rate * weight_kg / clearance
    found = numbers(words.sentence, record.name)
    arrives = hours_until(typical_level(model, weight_kg, 72.0, 72.0), 0.9 * NG_PER_MG / clearance)
    assert found[:2] == [Rounded(plateau, 2), 90]
    assert found[2] == pytest.approx(arrives, rel=0.06), "two digits of an hour"
    steps = plain(words._repr_html_()).split("Nine tenths")
    before = numbers(steps[0], record.name)
    assert before == [
        *(rate, weight_kg, *rounded(rate * weight_kg)),
        Rounded(clearance, 2),
        *(*rounded(rate * weight_kg), *rounded(clearance, plateau, significant=2)),
    ]
    after = numbers(steps[1], record.name)
    assert after[0] == Rounded(0.9 * plateau, 2) and after[1] == found[2]
    assert after[2:4] == [1, 20] and after[4] > after[1]


def spread(cv: float, percent: float) -> float:
    """What a log-normal factor is multiplied by at a percentile."""
    return float(np.exp(np.sqrt(np.log1p(cv**2)) * NormalDist().inv_cdf(percent / 100)))


def test_two_models_are_compared_in_the_middle_of_people_and_in_the_slow():
    """Clearance alone decides the plateau: its percentiles are known without drawing anybody."""
    words = models_compared(0.12, 62, 36)
    table = cells(words._repr_html_())
    assert [row[0].split(",")[0] for row in table[:2]] == ["Plateau", "Hours to 90 % of it"]
    slow_cl = spread(POPULATIONS["patient"].cl_cv, 95)
    seen = []
    for column, model in enumerate(("kamp_2020", "domino_1984"), start=1):
        plateau = NG_PER_MG * 0.12 * 62 / sizes(model, 62)["cl"]
        median, one, twenty, slow = numbers(table[0][column])
        assert (one, twenty) == (1, 20)
        assert median == pytest.approx(plateau, rel=0.02)
        assert slow == pytest.approx(plateau * slow_cl, rel=0.02)
        level = typical_level(model, 62, 36.0, 72.0)
        stop = level(36)
        typical = (
            hours_until(
                typical_level(model, 62, 72.0, 72.0), 0.9 * NG_PER_MG / sizes(model, 62)["cl"]
            ),
            hours_until(level, 0.5 * stop, 36),
            hours_until(level, 0.2 * stop, 36),
        )
        for row, expected in zip(table[1:], typical, strict=True):
            middle, _, _, late = numbers(row[column])
            assert middle == pytest.approx(expected, rel=0.15), "the median person is near typical"
            assert late > 1.1 * middle
        seen.append((median, *numbers(table[1][column])[::3], slow))
    (kamp, kamp_90, kamp_late, _), (domino, domino_90, domino_late, _) = seen
    assert numbers(words.sentence) == [
        *(kamp, domino, 90, kamp_90, domino_90, 1, 20, kamp_late, domino_late)
    ]
    text = plain(words._repr_html_())
    in_order(text, "0.12 mg/kg/h at 62 kg for 36 h; middle of 1,000 simulated patients", "1 in 20")
    in_order(text, *(load().models[each].name for each in ("kamp_2020", "domino_1984")))
    for model in ("kamp_2020", "domino_1984"):
        record = load().models[model]
        assert f"{record.name}: {record.population}." in text


def test_two_models_are_compared_over_a_day_if_nothing_is_said():
    assert models_compared(0.1, 70).html == models_compared(0.1, 70, 24).html
    assert models_compared(0.1, 70).html != models_compared(0.1, 70, 48).html


@pytest.mark.parametrize("weight_kg", [45, 70, 110])
@pytest.mark.parametrize("model", RACEMIC)
def test_the_end_of_the_ladder_is_near_that_of_the_typical_person(model, weight_kg):
    """Three days by small steps, each as long as the pump holds it, 93 % of it arriving."""
    level = typical_level(model, weight_kg, 24.0, 72.0)
    steps = load().limits["burst_ladder_per_24_h"].steps
    typical = sum(0.93 * step / 24 * level(72 - 24 * day) for day, step in enumerate(steps))
    assert ladder_end_ng_per_ml(weight_kg, model) == pytest.approx(typical, rel=0.03)


def test_one_ladder_in_three_bodies_step_by_step():
    words = ladder_by_weight()
    last = load().limits["burst_ladder_per_24_h"].steps[-1]
    text = plain(words._repr_html_())
    steps = text[: text.index(words.sentence)].split("kg: ")[1:]
    for weight_kg, step in zip((70, 45, 110), steps, strict=True):
        rate, end = last / 24 / weight_kg, ladder_end_ng_per_ml(weight_kg)
        found = numbers(step, "Kamp 2020")[:5]
        assert found == [last, 24, weight_kg, *rounded(rate, end, significant=2)]
    more = [100 * (ladder_end_ng_per_ml(45, m) / ladder_end_ng_per_ml(70, m) - 1) for m in RACEMIC]
    assert [more_percent(45, 70, each) for each in RACEMIC] == pytest.approx(more)
    assert numbers(words.sentence) == [45, 70, *rounded(min(more), max(more), significant=2)]
    usual = load().limits["infusion_cancer_pain"]
    note = text[text.index("The cancer-pain range") :]
    assert numbers(note, *NAMES) == [usual.low, usual.high, *rounded(*more, significant=2)]
    in_order(note, *NAMES)


@pytest.mark.parametrize(("rate", "weight_kg"), [(0.1, 70), (0.2, 45)])
def test_each_model_beside_the_people_it_is_spread_over(rate, weight_kg):
    """On day 3 nothing but clearance spreads the levels any more, in models that have arrived."""
    words = models_against_people(rate, weight_kg)
    table = cells(words._repr_html_())
    plateaus = [NG_PER_MG * rate * weight_kg / sizes(each, weight_kg)["cl"] for each in RACEMIC]
    assert [row[0] for row in table] == NAMES
    cv = POPULATIONS["patient"].cl_cv
    for row, plateau, model in zip(table, plateaus, RACEMIC, strict=True):
        assert numbers(row[1]) == rounded(plateau, significant=2)
        low, high = numbers(row[2])
        assert low == pytest.approx(plateau * spread(cv, 5), rel=0.06)
        assert high == pytest.approx(plateau * spread(cv, 95), rel=0.06)
        record = load().models[model]
        assert row[3] == record.population
        assert row[4] in record.caveats and "plateau" in row[4]
    shown = [rate, weight_kg, *rounded(min(plateaus), max(plateaus), significant=2)]
    assert numbers(words.sentence) == shown
    assert f"{rate:g} mg/kg/h at {weight_kg} kg, racemic" in plain(words._repr_html_())
    assert models_against_people(0.1).html == models_against_people(0.1, 70).html
