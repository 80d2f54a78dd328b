"""The questions of the evidence lessons: each claim tested twice, nothing unseen stated."""

import importlib
import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from evidence import load
from quizzes.engine import (
    Bank,
    audit,
    computed_numbers,
    every_variant,
    fill,
    load_bank,
    variant,
)
from quizzes.engine.types import QUESTION_TYPES
from tests.medication_lint import problems

CLAIMS = (
    "C01",
    "C02",
    "C03",
    "C04",
    "C05",
    "C06",
    "C07",
    "C08",
    "C28",
    "C29",
    "C33",
    "C34",
    "C35",
)
LESSONS = (
    "01_why_it_is_tempting",
    "02_what_the_trials_found",
    "03_why_audits_said_otherwise",
    "04_what_guidelines_say",
)
BANK = load_bank()
OURS = [item for item in BANK.items if item.lesson in LESSONS]
CHOICES = [item for item in OURS if item.type in ("sba", "multi")]
NUMBERS = [item for item in OURS if item.type == "numeric"]
ABSOLUTE = re.compile(r"\b(always|never|only|(all|none|both) of (the|these))\b", re.IGNORECASE)


def texts(item):
    values = variant(item).values
    found = [item.vignette, item.lead_in, item.explanation]
    found += [text for _, text in QUESTION_TYPES[item.type].texts(item.body)]
    return [fill(text, values) for text in found]


def named(item):
    return item.id


def test_no_variant_has_a_problem():
    assert audit(Bank(tuple(OURS))) == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_lesson_has_at_least_ten_questions_in_every_place(lesson):
    items = [item for item in OURS if item.lesson == lesson]
    places = Counter(item.place for item in items)
    assert len(items) >= 10
    assert places["before"] == 1 and places["exit"] in (2, 3)
    assert places["practice"] >= 2 and places["alone"] >= 1
    assert any(item.type == "numeric" for item in items)
    assert any(
        "support" in item.lead_in or "confirmed" in item.lead_in or "conclude" in item.lead_in
        for item in items
    )


def test_every_claim_on_the_evidence_is_tested_twice_with_different_surfaces():
    by_claim = defaultdict(list)
    for item in OURS:
        for claim in item.claims:
            by_claim[claim].append(item)
    for claim in CLAIMS:
        items = by_claim[claim]
        assert len(items) >= 2, claim
        alike = [
            SequenceMatcher(None, one.vignette, two.vignette).ratio()
            for place, one in enumerate(items)
            for two in items[place + 1 :]
        ]
        assert min(alike) < 0.6, claim


@pytest.mark.parametrize("claim", ["C02", "C04", "C05", "C06"])
def test_what_could_not_be_seen_is_tested_as_what_a_document_says(claim):
    assert load().claims[claim].verdict == "unverified"
    for item in (item for item in OURS if claim in item.claims):
        words = " ".join(texts(item))
        assert re.search(
            r"not seen|not be seen|nobody here|not found|disagree|keys|opened", words
        ), item.id


def test_every_number_equals_what_the_model_computes():
    numbers = list(computed_numbers(Bank(tuple(OURS))))
    assert len(numbers) > 60
    for each in numbers:
        module, function = each.function.rsplit(".", 1)
        found = getattr(importlib.import_module(f"widgets.model.{module}"), function)(**each.args)
        found = getattr(found, each.field) if each.field else found
        assert found * each.times == pytest.approx(each.value, abs=each.within), each.where
        assert abs(each.value) > 5 * each.within, each.where


@pytest.mark.parametrize("item", NUMBERS, ids=named)
def test_a_number_can_be_recomputed_and_mostly_changes(item):
    assert item.body.computed_by
    assert item.id == "TRI-003" or len(list(every_variant(item))) >= 3


@pytest.mark.parametrize("item", OURS, ids=named)
def test_texts_are_safe_and_short(item):
    for text in texts(item):
        assert problems(text) == []
        for sentence in re.split(r"(?<=[.?!])\s+|\n\n|: ", text):
            assert len(sentence.split()) <= 36, sentence


@pytest.mark.parametrize("item", CHOICES, ids=named)
def test_options_are_not_given_away_by_their_form(item):
    values = variant(item).values
    options = {option.id: fill(option.text, values) for option in item.body.options}
    assert 3 <= len(options) <= 4
    assert not any(ABSOLUTE.search(text) for text in options.values())


@pytest.mark.parametrize("sign", [1, -1], ids=["longest", "shortest"])
def test_length_says_nothing_of_the_key(sign):
    """Neither rule may win; a key that is never the longest says which option to strike out."""
    won = chance = spread = 0.0
    for item in (each for each in CHOICES if each.type == "sba" and each.status == "live"):
        values = variant(item).values
        lengths = [sign * len(fill(each.text, values)) for each in item.body.options]
        places = [n for n, length in enumerate(lengths) if length == max(lengths)]
        right = [n for n in places if item.body.options[n].correct]
        won += len(right) / len(places)
        chance += 1 / len(lengths)
        spread += (1 / len(lengths)) * (1 - 1 / len(lengths))
    assert abs(won - chance) <= 3 * spread**0.5, f"{won:.0f} of keys, chance {chance:.0f}"


def test_the_key_wanders():
    for lesson in LESSONS:
        places = Counter(
            place
            for item in CHOICES
            if item.type == "sba" and item.lesson == lesson
            for place, option in enumerate(item.body.options)
            if option.correct
        )
        assert max(places.values()) <= sum(places.values()) / 2


def test_every_claim_is_shown_in_its_lesson():
    folder = Path(__file__).resolve().parents[3] / "lessons"
    shown = "".join((folder / f"{lesson}.ipynb").read_text(encoding="utf-8") for lesson in LESSONS)
    for claim in CLAIMS:
        assert re.search(rf"claim(?:_box|s_beside)\([^)]*{claim}", shown), claim
