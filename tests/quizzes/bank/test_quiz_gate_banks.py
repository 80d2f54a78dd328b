"""The five banks on gate, safety and cases: everything that can hurt is asked about more than
once.
"""

import re

import pytest

from quizzes.engine import load_bank
from quizzes.engine.types import QUESTION_TYPES
from tests.medication_lint import problems

PREFIXES = ("LAD", "GAT", "SAF", "CAS", "END")
ITEMS = [item for item in load_bank().items if item.id[:3] in PREFIXES]


def words(item) -> str:
    said = [text for _, text in QUESTION_TYPES[item.type].texts(item.body)]
    return "\n".join([item.vignette, item.lead_in, item.explanation, *said])


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_bank_has_ten_questions_and_every_place(prefix):
    items = [item for item in ITEMS if item.id.startswith(prefix)]
    assert len(items) >= 10
    assert {item.place for item in items} >= {"before", "practice", "alone", "exit"}


@pytest.mark.parametrize(
    "claim",
    [
        "C09",
        "C10",
        "C11",
        "C12",
        "C20",
        "C22",
        "C23a",
        "C23b",
        "C23c",
        "C23d",
        "C23e",
        "C23x",
        "C24",
        "C26",
        "C27",
        "C29",
        "C30",
        "C31",
        "C32",
        "C35",
    ],
)
def test_each_criterion_contraindication_and_pitfall_is_asked_twice(claim):
    assert len({item.vignette for item in ITEMS if claim in item.claims}) >= 2


@pytest.mark.parametrize(
    "pattern",
    [
        r"hallucinat|sees (children|insects|people)|man stands behind",
        r"not hers|somebody else|painted on|[Dd]epersonalisation",
        r"derealisation|film of a room|feeling unreal",
        r"[Ss]omnolence|hard to rouse|cannot be woken|eyes stay shut",
        r"feeling drunk|glasses of wine",
        r"blood pressure|Blood pressure|196/108",
        r"liver enzymes|Liver enzymes",
        r"bladder|urine",
        r"loss of appetite",
        r"urinary retention",
        r"myoclonus",
        r"seizure|Seizure",
        r"delirium",
        r"eye pressure|hard, red eye|red eye|pressure in the eye",
        r"pregnan",
        r"hears voices|delusion|psychosis",
        r"substance misuse|at weekends|years, nothing",
        r"[Hh]ypersensitivity|throat swelled|allerg",
    ],
)
def test_each_adverse_effect_and_door_has_two_surfaces(pattern):
    found = [item.id for item in ITEMS if re.search(pattern, words(item))]
    assert len(found) >= 2, found


def test_the_key_has_no_length_and_no_place_of_its_own():
    ranks, places = [], []
    for item in ITEMS:
        if item.type == "sba" and item.status == "live":
            key = next(option for option in item.body.options if option.correct)
            by_length = sorted(item.body.options, key=lambda option: -len(option.text))
            ranks.append(by_length.index(key))
            places.append(item.body.options.index(key))
    for found in (ranks, places):
        assert max(found.count(each) for each in set(found)) < len(found) / 2


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_the_words_are_safe(item):
    text = words(item)
    assert problems(text) == []
    assert "75 mg" not in item.vignette
    assert not any("75 mg" in option.text for option in getattr(item.body, "options", ()))
    assert not re.search(r"(midazolam|diazepam|lorazepam|benzodiazepine)[^.]{0,40}\d ?mg", text)


def test_claims_in_conflict_are_taught_with_both_sides():
    for claim in ("C22", "C25", "C30", "C31"):
        texts = [words(item) for item in ITEMS if claim in item.claims]
        assert any(
            re.search(r"source (says|names)|have read|handout|one text", each) for each in texts
        ), claim
