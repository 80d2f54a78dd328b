"""What a bank must be as a whole: each rule finds the bank that breaks it, and no other."""

from dataclasses import replace

import pytest

from evidence import TableError
from quizzes.authoring.bankwide.not_yet import read_not_yet
from quizzes.authoring.bankwide.pairs import PAIRS_AT_LEAST, enough_pairs, pairs
from quizzes.authoring.bankwide.shares import (
    OF_EACH,
    PRACTICE,
    STANCES_AT_LEAST,
    about_the_authors,
    levels,
    practice,
    stances,
)
from quizzes.authoring.bankwide.sittings import answered_before
from quizzes.authoring.lint import lint
from quizzes.engine import Bank
from quizzes.engine.items import Gate, Pair
from tests.quizzes.authoring.made_choices import made

TEXTS = ("Start the infusion", "Review in two days", "Refuse it")
STORY = (
    "A woman of 50 with burning pain in her arm. The opioid was raised and rotated. Her pulse is"
)


@pytest.fixture
def question(good_bank):
    return replace(good_bank.items[0], lead_in="What do you do next?", bloom="apply")


@pytest.fixture
def two(question):
    """A pair as it should be."""
    calm = made(
        question,
        1,
        TEXTS,
        0,
        vignette=f"{STORY} regular.",
        pair=Pair(other="TST-002", changed="Her pulse is regular."),
        gate=Gate(findings={"profile": "refractory", "pulse": "regular"}, step="ketamine_trial"),
    )
    fast = replace(
        made(question, 2, TEXTS, 1, vignette=f"{STORY} irregular."),
        pair=Pair(other="TST-001", changed="Her pulse is irregular."),
        gate=Gate(findings={"profile": "refractory", "pulse": "irregular"}, step="not_ketamine"),
    )
    return [calm, fast]


def words_of(rule, items):
    return "\n".join(f"{level} {name}: {words}" for _, level, name, words in rule(items))


def test_a_good_pair_is_left_alone(two):
    assert words_of(pairs, two) == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one, two: [one], "has TST-002 as its pair, which is no live question"),
        (
            lambda one, two: [one, replace(two, pair=None)],
            "has TST-002 as its pair, whose own pair is none",
        ),
        (
            lambda one, two: [one, replace(two, body=one.body)],
            "and TST-002 have the same key",
        ),
        (
            lambda one, two: [one, replace(two, lead_in="What may be offered now?")],
            "and TST-002 ask different questions",
        ),
        (
            lambda one, two: [one, replace(two, vignette="A man of 30 with a broken leg.")],
            "of 100 words of their vignettes, must be at least 50",
        ),
        (
            lambda one, two: [one, replace(two, gate=replace(one.gate, step="not_ketamine"))],
            "must differ in exactly one finding of the gate, got none",
        ),
        (
            lambda one, two: [
                one,
                replace(two, gate=Gate(findings={"pulse": "fast"}, step="not_ketamine")),
            ],
            "must differ in exactly one finding of the gate, got profile, pulse",
        ),
        (
            lambda one, two: [one, replace(two, gate=replace(two.gate, step="ketamine_trial"))],
            "have the same step of the gate, 'ketamine_trial'",
        ),
    ],
)
def test_a_pair_that_is_none_is_found(two, change, said):
    found = words_of(pairs, change(*two))
    assert found.startswith("E TST-001: ") and said in found
    assert found.count("\n") == 0


def test_pairs_are_counted_once_and_only_if_both_say_so(question, two):
    many = [
        replace(made(question, 2 * n + side, TEXTS, side), pair=Pair(other=other, changed="It."))
        for n in range(PAIRS_AT_LEAST)
        for side, other in ((0, f"TST-{2 * n + 1:03}"), (1, f"TST-{2 * n:03}"))
    ]
    assert words_of(enough_pairs, many) == ""
    lost = [*many[:-1], replace(many[-1], pair=None)]
    assert f"got {PAIRS_AT_LEAST - 1}" in words_of(enough_pairs, lost)
    assert "got 1" in words_of(enough_pairs, two)


def test_recall_is_at_most_a_fifth(question):
    items = [replace(question, bloom="recall")] + [question] * 4
    assert words_of(levels, items) == ""
    assert "got 2 of 6" in words_of(levels, [*items, items[0]])


def test_acting_is_right_often_enough(question):
    stance = ("act", "hold", "never")
    count = STANCES_AT_LEAST
    acting = [made(question, n, TEXTS, int(n >= 0.4 * count), stance) for n in range(count)]
    assert words_of(stances, acting) == ""
    assert f"got {count - 1}" in words_of(stances, acting[:-1])
    holding = [made(question, 0, TEXTS, 1, stance), *acting[1:]]
    found = words_of(stances, holding)
    assert "acting must be right in at least 40 of 100" in found
    assert f"got {int(0.4 * count) - 1} of" in found


def test_practice_is_asked_of_each_topic_and_together(question):
    asked = [replace(question, topics=(topic,)) for topic in PRACTICE for _ in range(OF_EACH)]
    assert words_of(practice, asked) == ""
    found = words_of(practice, asked[1:])
    assert f"topic '{PRACTICE[0]}', got 1" in found and "got 9" in found
    both = replace(question, topics=PRACTICE)  # one question is one, whatever its topics
    assert "got 2" in words_of(practice, [both, both])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lead_in", "Which answer fits the guidelines seen for this course?"),
        ("vignette", "The text of 2018 was not seen."),
        ("vignette", "Two statements could not be opened."),
        ("option", "No text that was read forbids it"),
        ("option", "A page that nobody here could open"),
    ],
)
def test_no_question_asks_what_the_authors_could_open(question, old, new):
    fair = replace(
        question,
        vignette="She was seen by the team, no swelling was seen, and the tracing was read twice.",
    )
    assert words_of(about_the_authors, [fair]) == ""
    broken = (
        made(question, 1, (new, *TEXTS[1:]), 1)
        if old == "option"
        else replace(question, **{old: new})
    )
    assert words_of(about_the_authors, [broken]).startswith(f"E {broken.id}: asks what the authors")


def sitting(question, *rows):
    """Questions of one lesson: each with its place, its explanation and its right option."""
    return [
        replace(
            made(question, number, (right, "Something else", "Another thing"), 0),
            lesson="01_test",
            place=place,
            explanation=explanation,
        )
        for number, (place, explanation, right) in enumerate(rows, 1)
    ]


GIVES = "The shorter half-life means that the level falls within hours of stopping."
KEY = "The level falls within hours because of a shorter half-life"


def test_an_explanation_that_answers_a_later_question_is_found(question):
    two = sitting(question, ("exit", GIVES, "Yes and no"), ("alone", "So it is.", KEY))
    assert words_of(answered_before, two) == (
        f"E TST-002: TST-001 of the same sitting gives the answer: {GIVES!r}"
    )
    # what comes after it, stands in another lesson or is told of a wrong option too, gives nothing
    later = [replace(two[0], place="alone"), replace(two[1], place="exit")]
    assert not words_of(answered_before, later)
    assert not words_of(answered_before, [replace(two[0], lesson="02_test"), two[1]])
    options = (KEY, "Level, falls, hours, shorter half-life", "No")
    both = made(two[1], 2, options, 0, lesson="01_test")
    assert not words_of(answered_before, [two[0], both])


def test_the_right_option_in_the_same_words_is_found(question):
    two = sitting(question, ("exit", "So.", "Ring her"), ("practice", "So.", "Ring her"))
    assert "'Ring her'" in words_of(answered_before, two)


def test_a_form_gives_no_feedback_before_its_end(question):
    two = sitting(question, ("form", GIVES, "Yes and no"), ("form", "So it is.", KEY))
    assert words_of(answered_before, two) == ""
    told = replace(two[0], vignette=GIVES)
    assert "TST-001 of the same sitting" in words_of(answered_before, [told, two[1]])


def test_the_number_of_a_later_question_is_found_but_not_the_order_of_a_story(question, good_bank):
    number = replace(good_bank.items[2], place="alone")  # 0.1 mg/kg/h for 70 kg at 5 mg/mL
    told = replace(question, place="exit", explanation="That makes 1.4 mL/h.")
    assert "'That makes 1.4 mL/h.'" in words_of(answered_before, [told, number])
    others = "It is 11.4 mL/h, or 1.4 mL/hour, or 1.42 mL/h."
    near = replace(question, place="exit", explanation=others)
    assert words_of(answered_before, [near, number]) == ""
    fact = replace(question, place="exit", vignette="The pump runs at 1.4 mL/h.")
    assert "1.4 mL/h" in words_of(answered_before, [fact, number])
    assert words_of(answered_before, [replace(fact, story=True), number]) == ""


def test_the_lint_has_every_rule_and_the_course_is_held_to_more(good_bank, small_evidence):
    broken = replace(good_bank.items[0], vignette="The text of 2018 was not seen.")
    bank = Bank((broken, *good_bank.items[1:]))
    none = frozenset()
    codes = {(each.code, each.level) for each in lint(bank, small_evidence, not_yet=none)}
    assert ("ASKS_WHAT_WAS_SEEN", "E") in codes
    assert not {"LEVEL_RECALL", "PAIR_COUNT", "BANK_MINIMUM"} & {code for code, _ in codes}
    course = lint(bank, small_evidence, course=True, not_yet=none)
    assert {each.code for each in course if each.level == "E"} >= {
        "LEVEL_RECALL", "STANCE_COUNT", "PRACTICE_TOPICS", "PAIR_COUNT", "BANK_MINIMUM",
    }  # fmt: skip


def test_a_rule_that_the_bank_does_not_keep_yet_warns(good_bank, small_evidence, tmp_path):
    bank = Bank((replace(good_bank.items[0], vignette="The text was not seen."),))
    named = frozenset({"ASKS_WHAT_WAS_SEEN"})
    (found,) = [
        each
        for each in lint(bank, small_evidence, not_yet=named)
        if each.code == "ASKS_WHAT_WAS_SEEN"
    ]
    assert found.level == "W"
    assert read_not_yet() <= {
        "ANSWERED_BEFORE", "ASKS_WHAT_WAS_SEEN", "BANK_MINIMUM", "GUESSED_BY_ATTITUDE",
        "GUESSED_BY_LOOKS", "LEVEL_RECALL", "PAIR_COUNT", "PRACTICE_TOPICS", "STANCE_ACT",
        "STANCE_COUNT",
    }  # fmt: skip
    path = tmp_path / "not_yet.toml"
    path.write_text('not_yet = "PAIR"\nmore = 1\n', encoding="utf-8")
    with pytest.raises(TableError) as refusal:
        read_not_yet(path)
    assert "must be a list of texts" in str(refusal.value) and "more" in str(refusal.value)
    path.write_text("not_yet = []\n", encoding="utf-8")
    assert read_not_yet(path) == frozenset()
