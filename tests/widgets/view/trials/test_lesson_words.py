"""The worked examples of the evidence lessons: each step's numbers by a second way."""

import re

import numpy as np
import pytest
from scipy.stats import binom, norm
from statsmodels.stats.proportion import proportion_confint

from evidence import load, state
from tests.widgets.view.marks import numbers, plain, rounded
from tests.widgets.view.trials.published import PIVOTAL, counts, effect, per_100, quantity, trial
from widgets.view.trials.lesson_words import (
    claims_beside,
    facts_beside,
    worked_effect,
    worked_growth,
    worked_harm,
    worked_reach,
    worked_series,
    worked_test,
)

A, N, B, M = counts(PIVOTAL)
ON_KETAMINE, ON_PLACEBO = per_100(PIVOTAL)
MORE = rounded(100 * (A / N - B / M), significant=1)
DIFFERENCE = effect(PIVOTAL, "risk difference")
HARM, NEAR, FAR = effect(PIVOTAL, "number needed to harm")


def steps_of(words):
    return [plain(each) for each in re.findall(r"<li>(.*?)</li>", words.html)]


@pytest.mark.parametrize(("rhythm", "block"), [(1.0, 0.0), (1.0, 0.6), (2.5, 0.2), (0.5, 0.9)])
def test_the_growth_is_summed_step_by_step(rhythm, block):
    words, stimuli = worked_growth(rhythm, block), int(quantity("fact", "F-M03", "stimuli"))
    step = 0.08 * rhythm * (1 - block)  # the course's own, made up
    first, between, summed = steps_of(words)
    [adds] = rounded(step, significant=3)
    assert numbers(first) == [1, adds]
    assert numbers(between) == [1, stimuli, stimuli - 1]
    grown = rounded((stimuli - 1) * step, significant=3)
    assert numbers(summed) == [stimuli - 1, adds, *grown, 1]
    assert numbers(repr(words)) == [
        stimuli,
        *rounded(1 + (stimuli - 1) * step, significant=3),
    ]


def test_the_effect_goes_from_counts_to_people_and_is_turned_round():
    words = worked_effect()
    on, off, difference, turned, interval = steps_of(words)
    one, two = rounded(A / N, B / M, significant=3)
    [taken] = rounded(A / N - B / M, significant=2)
    treat = effect(PIVOTAL, "number needed to treat")[0]
    assert numbers(on) == [A, N, one, ON_KETAMINE, 100]
    assert numbers(off) == [B, M, two, ON_PLACEBO, 100]
    assert numbers(difference) == [one, two, taken, *MORE, 100]
    assert numbers(turned) == [1, taken, treat]
    assert numbers(interval) == [*DIFFERENCE[1:], 0, treat]
    assert numbers(repr(words)) == [ON_KETAMINE, ON_PLACEBO, 100, *MORE]


def test_the_harm_is_a_hundred_divided_by_the_number_needed():
    words = worked_harm()
    needed, divided, interval = steps_of(words)
    assert numbers(needed) == [HARM]
    assert numbers(divided) == [100, HARM, *rounded(100 / HARM, significant=3), 100]
    assert numbers(interval) == [NEAR, FAR, round(100 / FAR), round(100 / NEAR), 100]
    assert numbers(repr(words)) == [round(100 / HARM), 100, *MORE]


def power(n, treated, control):
    k = np.arange(n + 1)
    one, two = k[:, None] / n, k[None, :] / n
    both = (one + two) / 2
    with np.errstate(invalid="ignore"):
        z = np.nan_to_num((one - two) / np.sqrt(both * (1 - both) * 2 / n))
    weights = binom.pmf(k, n, treated)[:, None] * binom.pmf(k, n, control)[None, :]
    return weights[z > norm.ppf(0.975)].sum()


def test_what_a_trial_could_have_missed_is_its_exact_power():
    words = worked_reach()
    runs, against, as_needed, supposed = steps_of(words)
    fewer, most = -100 * DIFFERENCE[1], 100 * DIFFERENCE[2]
    assert numbers(runs) == pytest.approx([fewer, most, 100])
    assert numbers(against) == pytest.approx([most, 100])
    kind = next(
        q.value for q in load().facts["F-O02"].quantities if q.name.endswith("reuptake inhibitor")
    )
    one_for = rounded(100 / most, significant=2)
    assert numbers(as_needed) == [pytest.approx(most), 100, *one_for, kind]
    by_10, by_15 = (round(100 * power(M, B / M + more / 100, B / M)) for more in (10, 15))
    assert numbers(supposed) == [10, 100, by_10, 100, 15, 100, by_15]
    assert numbers(repr(words)) == pytest.approx([most, 100])


@pytest.mark.parametrize(
    "trial_id", ["T-KOREA2024", "T-JACK2001", "T-JACK2010", "T-CHEUNG", "T-OH2021"]
)
def test_an_audit_says_its_proportion_and_the_interval_of_chance(trial_id):
    events, n, _, _ = counts(trial_id)
    raw = trial(trial_id)
    words = worked_series(trial_id)
    share, chance, nothing, asked = steps_of(words)
    ends = [round(100 * each) for each in proportion_confint(events, n, method="wilson")]
    assert numbers(share, raw["name"]) == [events, n, round(100 * events / n), 100]
    assert raw["counts"][0]["unit"] in share and share.startswith(raw["name"])
    assert numbers(chance) == [n, *ends, 100] and numbers(nothing) == []
    assert numbers(asked) == [ON_PLACEBO, 100]
    assert numbers(repr(words)) == [events, n, *ends, 100]


@pytest.mark.parametrize("fact_id", ["F-T01", "F-T03"])
def test_a_yes_is_worth_what_the_people_say(fact_id):
    yes, no = (quantity("fact", fact_id, name) for name in ("sensitivity", "specificity"))
    caught = round(ON_KETAMINE * yes / 100)
    others = 100 - ON_KETAMINE
    spared = round(others * no / 100)
    hoped = others - spared
    people, found, cleared, positive = steps_of(worked_test(fact_id))
    assert numbers(people) == [100, ON_KETAMINE, others]
    assert numbers(found) == [yes, ON_KETAMINE, caught]
    assert numbers(cleared) == [no, others, spared, hoped]
    assert numbers(positive) == [caught, hoped, caught + hoped, caught]
    p = ON_KETAMINE / 100
    worth = p * yes / (p * yes + (1 - p) * (100 - no))
    assert numbers(repr(worked_test(fact_id))) == [
        *(caught, caught + hoped),
        *(round(100 * worth), 100),
    ]


def test_statements_stand_beside_what_was_found_and_the_shaky_ones_are_counted():
    claims = load().claims
    shaky = [k for k, c in claims.items() if c.verdict in ("unverified", "not-found", "conflict")]
    sure = [k for k in claims if k not in shaky]
    for chosen in (shaky[:2] + sure[:1], sure[:2], shaky[:1]):
        words = claims_beside(*chosen)
        said = words.sentence.replace(f"({', '.join(chosen)})", "")
        assert numbers(said) == [len(chosen), len([k for k in chosen if k in shaky])]
        cells = [plain(each) for each in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", words.html)]
        for claim_id in chosen:
            assert cells.index(plain(claims[claim_id].says)) + 1 == cells.index(
                plain(claims[claim_id].finding)
            )
    for wrong, named in (((), "none"), (("C99",), "C99"), (("C98", sure[0], "C99"), "C98, C99")):
        with pytest.raises(ValueError, match=f"claims must be some of C.*, got {named}$"):
            claims_beside(*wrong)


@pytest.mark.parametrize("fact_ids", [("F-M03",), ("F-M03", "F-T01"), ("F-T01", "F-T03")])
def test_facts_are_counted_and_stated(fact_ids):
    words = facts_beside(*fact_ids)
    assert numbers(words.sentence) == [len(fact_ids)]
    assert ("statements" in words.sentence) == (len(fact_ids) > 1)
    topics = dict.fromkeys(load().facts[each].topic for each in fact_ids)
    assert words.sentence.lower().startswith(f"{', '.join(topics)}:".lower())
    assert words.sentence[0].isupper()
    for fact_id, item in zip(fact_ids, re.findall(r"<li>(.*?)</ul></details></li>", words.html)):
        assert plain(item).startswith(state(load().facts[fact_id]))
