"""A bank that can be passed without reading what it means is found out, whichever way."""

from dataclasses import replace

import numpy as np
import pytest

from quizzes.authoring.guessing import guess_table, guessable
from quizzes.authoring.guessing.choices import WordChoice, choices, follow, most, ranked
from quizzes.authoring.guessing.cues import SURFACE_RULES
from quizzes.authoring.guessing.stance import STANCE_RULES
from quizzes.authoring.guessing.surface_model import MODEL_NAME, left_out_picks, model_score
from tests.quizzes.authoring.made_choices import by_chance, chance_bank, made

RULES = {**SURFACE_RULES, **STANCE_RULES}


@pytest.fixture(scope="module")
def question(good_bank):
    return good_bank.items[0]


def found_by(items, scope="bank"):
    """The rules that are found over a scope, each with how it stands to chance."""
    return {
        words.partition(": takes")[0]: words
        for code, _, name, words in guessable(items)
        if name == scope
    }


def choice_of(texts, attitudes=()):
    return WordChoice(
        item="x",
        lesson="01_test",
        stem="",
        options=tuple(texts),
        key=0,
        attitudes=tuple(attitudes),
    )


@pytest.fixture(scope="module")
def asked(question):
    """Choices whose options have every cue by chance."""
    stem = "In the evening the ward nurse and the family ask the doctor to review the plan"
    return choices(chance_bank(replace(question, vignette=stem), 200, by_chance))


@pytest.mark.parametrize("name", RULES)
def test_a_rule_that_finds_the_key_stands_out_and_so_does_one_that_strikes_it_out(name, asked):
    found, struck = [], []
    for choice in asked:
        picked = RULES[name](choice)
        others = set(range(len(choice.options))) - picked
        found.append(replace(choice, key=min(picked or others)))
        struck.append(replace(choice, key=max(others or picked)))
    assert follow(name, RULES[name], found).z > 3
    assert follow(name, RULES[name], struck).z < -3


def test_what_stands_out_is_an_error_either_way(question):
    def key_at(rank):
        return lambda texts, *_: min(ranked([len(text) for text in texts], rank))

    for rank, sign in ((0, "(+"), (1, "(-")):
        found = [
            row
            for row in guessable(chance_bank(question, 60, key_at(rank)))
            if row[3].startswith("longest in characters")
        ]
        assert [row[:3] for row in found] == [("GUESSED_BY_LOOKS", "E", "bank")]
        assert sign in found[0][3]
    hold = chance_bank(
        question, 60, lambda texts, attitudes, _: attitudes.index(min(attitudes, key=_HOLD_FIRST))
    )
    codes = {row[0] for row in guessable(hold) if "restrained but not absolute:" in row[3]}
    assert codes == {"GUESSED_BY_ATTITUDE"}


_HOLD_FIRST = ("hold", "open", "never", "act").index


def test_a_bank_that_cannot_be_guessed_is_left_alone(question):
    assert found_by(chance_bank(question, 120, by_chance, seed=1)) == {}


def test_chance_and_its_error_are_those_of_keys_at_random(asked):
    """Ties are shared, three and four options stand side by side, and the figures still hold."""
    chance, few = np.random.default_rng(5), asked[:40]
    for name in ("longest in words", "most commas", "fewest hedges", "at place 4", "most numbers"):
        hits = []
        for _ in range(200):
            keys = [replace(each, key=int(chance.integers(len(each.options)))) for each in few]
            hits.append(follow(name, RULES[name], keys).hits)
        told = follow(name, RULES[name], few)
        assert np.mean(hits) == pytest.approx(told.expected, abs=4 * told.se / 14)
        assert np.std(hits) == pytest.approx(told.se, rel=0.25)


def test_a_rule_says_nothing_where_the_options_do_not_differ(question):
    alike = [made(question, number, ("one", "two", "six"), 0) for number in range(50)]
    told = follow("longest", RULES["longest in characters"], choices(alike))
    assert (told.items, told.hits, told.z) == (0, 0, 0)
    assert "longest in characters" not in found_by(alike) and "at place 1" in found_by(alike)


def test_ties_are_all_picked_and_shared():
    assert most([2, 5, 5]) == {1, 2} and ranked([9, 5, 5, 1], 1) == ranked([9, 5, 5, 1], 2) == {
        1,
        2,
    }
    two = follow("tie", lambda each: frozenset({0, 1}), [choice_of(("a", "b", "c", "d"))])
    assert (two.hits, two.expected) == (0.5, 0.25)


def test_the_model_of_looks_learns_what_no_single_rule_sees(question):
    """The key is now the second longest, now the one with a number: no rule takes them all."""

    def key_of(texts, attitudes, chance):
        numbers = RULES["most numbers"](choice_of(texts))
        if len(numbers) == 1:
            return min(numbers)
        return min(RULES["second longest in characters"](choice_of(texts)))

    cued = choices(chance_bank(question, 100, key_of))
    fair = choices(chance_bank(question, 100, by_chance))
    assert model_score(cued, left_out_picks(cued)).z > 6
    assert abs(model_score(fair, left_out_picks(fair)).z) < 3
    assert MODEL_NAME in found_by(chance_bank(question, 100, key_of))


def test_the_model_is_never_trained_on_the_lesson_that_it_answers(question):
    """In one lesson the longest is right, in the others the shortest: it fails that one lesson."""

    def longest_or_shortest(rank):
        def key_of(texts, attitudes, chance):
            return min(ranked([len(text) for text in texts], rank))

        return key_of

    other = chance_bank(question, 80, longest_or_shortest(-1))
    odd = [
        replace(item, id=f"ODD-{place:03}", lesson="09_odd")
        for place, item in enumerate(chance_bank(question, 30, longest_or_shortest(0), seed=8))
    ]
    asked = choices([*other, *odd])
    picks = left_out_picks(asked)
    hits = [choice.key in picks[choice.item] for choice in asked if choice.lesson == "09_odd"]
    assert sum(hits) <= 3
    assert left_out_picks(choices(odd)) == {}  # with a single lesson there is nothing to learn from


def test_the_forms_are_held_together_and_a_form_alone_is_warned_of(question):
    def longest(texts, attitudes, chance):
        return min(RULES["longest in characters"](choice_of(texts)))

    fair = chance_bank(question, 120, by_chance, seed=1)
    forms = [
        replace(item, id=f"FR-{place:03}", lesson=f"form_{'abc'[place % 3]}", place="form")
        for place, item in enumerate(chance_bank(question, 24, longest))
    ]
    rows = [row for row in guessable([*fair, *forms]) if "longest in characters" in row[3]]
    levels = {(level, name) for _, level, name, words in rows if "(+" in words}
    assert ("E", "forms") in levels and {("W", f"form_{each}") for each in "abc"} <= levels


def test_pictures_and_questions_with_several_keys_are_left_out(question, good_bank, course_items):
    drawn = [
        item
        for item in course_items
        if item.type == "sba" and any(option.drawing for option in item.body.options)
    ]
    assert drawn and choices([*drawn, good_bank.items[1]]) == []
    assert [each.key for each in choices([question])] == [1]


def test_numbers_are_filled_in_before_anything_is_counted(question):
    text = "{top} mg/kg/h at most"
    (each,) = choices([made(question, 1, (text, "Two", "Three"), 0)])
    assert each.options[0] == "0.4 mg/kg/h at most"


def test_the_table_shows_every_rule_for_the_bank_and_each_form(course_items):
    table = guess_table([item for item in course_items if item.status == "live"])
    heads = [line.partition(",")[0] for line in table.splitlines() if line[:1] != " "]
    assert heads == ["bank", "forms", "form_a", "form_b", "form_c"]
    assert "second longest in characters: takes" in table


def test_a_rule_sees_what_it_says(question):
    texts = (
        "Stop; it may help, because it works",
        "Give it and never look",
        "Wait until two",
        "Yes",
    )
    picked = {name: rule(choice_of(texts)) for name, rule in SURFACE_RULES.items()}
    assert picked["most semicolons"] == picked["most reasons"] == picked["most hedges"] == {0}
    assert picked["most absolutes"] == {1} and picked["most joins"] == {1}
    assert picked["shortest in words"] == picked["at the last place"] == {3}
    stances = ("act", "open", "hold", "never")
    chosen = {name: rule(choice_of(texts, stances)) for name, rule in STANCE_RULES.items()}
    assert chosen["attitude: most restrained"] == {3}
    assert chosen["attitude: restrained but not absolute"] == {2}
    assert chosen["attitude: neither act nor never"] == {1, 2}
    assert chosen["attitude: most active"] == {0}
