"""The course's own questions: clean in every variant; lesson 01 is written as the guide asks."""

import re
from collections import Counter

import pytest

from evidence import load
from quizzes.authoring.lint import texts_of
from quizzes.engine import (
    Bank,
    audit,
    computed_numbers,
    every_variant,
    fill,
    load_bank,
    variant,
)

BANK = load_bank()
LESSON = "09_hours_to_arrive"
OURS = [item for item in BANK.items if item.lesson == LESSON]
CHOICES = [item for item in OURS if item.type in ("sba", "multi")]
NUMBERS = [item for item in OURS if item.type == "numeric"]
NOT_AN_OPTION = re.compile(
    r"\b(all|none|both|neither) of (the|these)\b|\b[A-E] and [A-E]\b", re.IGNORECASE
)
ABSOLUTE = re.compile(r"\b(always|never|only)\b", re.IGNORECASE)


def texts(item):
    values = variant(item).values
    for _, text in texts_of(item):
        yield fill(text, values)


def named(item):
    return item.id


def test_no_variant_of_any_question_has_a_problem():
    assert audit(BANK) == []


def test_the_lesson_has_its_questions_in_each_place():
    places = Counter(item.place for item in BANK.live(LESSON))
    assert places["before"] == 1 and places["exit"] in (2, 3)
    assert places["practice"] >= 2 and places["alone"] >= 1
    assert sum(places.values()) >= 10


def test_half_of_the_questions_ask_for_a_number_that_changes():
    assert 2 * sum(item.seeded for item in NUMBERS) >= len(OURS)
    assert all(len(list(every_variant(item))) >= 5 for item in NUMBERS)


def test_no_clinician_has_reviewed_a_question_yet():
    assert all(item.reviewed_by == () for item in BANK.items)


def test_every_key_that_is_a_number_can_be_recomputed():
    assert all(item.body.computed_by for item in NUMBERS)
    numbers = list(computed_numbers(Bank(tuple(OURS))))
    assert len(numbers) > 100
    assert all(abs(each.value) > 10 * each.within for each in numbers), (
        "a tolerance that proves nothing"
    )


@pytest.mark.parametrize("item", NUMBERS, ids=named)
def test_rates_stay_in_the_range_for_cancer_pain(item):
    limit = load().limits["infusion_cancer_pain"]
    for each in every_variant(item):
        assert limit.low <= each.values["rate"] <= limit.high


@pytest.mark.parametrize("item", CHOICES, ids=named)
def test_options_are_three_or_four_and_not_given_away_by_their_form(item):
    values = variant(item).values
    options = {option.id: fill(option.text, values) for option in item.body.options}
    assert 3 <= len(options) <= 4
    assert not any(NOT_AN_OPTION.search(text) or ABSOLUTE.search(text) for text in options.values())
    right = [len(options[option.id].split()) for option in item.body.options if option.correct]
    wrong = [len(options[option.id].split()) for option in item.body.options if not option.correct]
    assert max(right) < 1.5 * max(wrong) or max(right) < max(wrong) + 4


def test_the_key_is_not_always_in_the_same_place():
    places = Counter(
        place
        for item in CHOICES
        if item.type == "sba"
        for place, option in enumerate(item.body.options)
        if option.correct
    )
    assert max(places.values()) <= 2


def test_the_key_is_seldom_the_longest_option():
    longest = [
        max(item.body.options, key=lambda option: len(option.text)).correct
        for item in CHOICES
        if item.type == "sba"
    ]
    assert sum(longest) <= len(longest) / 2


@pytest.mark.parametrize("item", CHOICES, ids=named)
def test_options_that_are_all_numbers_are_in_order(item):
    amounts = [
        re.fullmatch(r"About ([\d.]+) (min|h)", fill(option.text, variant(item).values))
        for option in item.body.options
    ]
    if all(amounts):
        minutes = [float(each[1]) * (60 if each[2] == "h" else 1) for each in amounts]
        assert minutes == sorted(minutes)


@pytest.mark.parametrize("item", OURS, ids=named)
def test_sentences_are_short_enough_to_read(item):
    for text in texts(item):
        for sentence in re.split(r"(?<=[.?!])\s+|\n\n|: ", text):
            assert len(sentence.split()) <= 30, sentence


@pytest.mark.parametrize("item", BANK.items, ids=named)
def test_units_and_words_are_safe(item):
    bad = re.compile(
        r"µ|μ|\bcc\b|\bIU\b|[<>≤≥]|\d\s*[-–]\s*\d|mg/kg/min(?<!mcg/kg/min)|\b\d+(?:\.\d+)?(?:mg|mL|kg|ng)\b|\bket\b"
    )
    for text in texts(item):
        assert not bad.search(text.replace("mcg/kg/min", "")), text
