"""Each type of question is graded by a table: score, state, slip, and every option's feedback."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine import every_variant, fill, grade, variant
from quizzes.engine.items.arithmetic import ArithmeticProblem
from tests.answers import anything

SBA = [("b", 1, "Right"), ("a", 0, "Wrong"), ("c", 0, "Wrong")]
MULTI = [
    (["b", "d"], 1, "Right"),
    (["d", "b"], 1, "Right"),
    (["b"], 0.5, "Partly right"),
    (["b", "a"], 0, "Not all right"),
    (["a"], 0, "Wrong"),
    (["a", "c"], 0, "Wrong"),
    (["b", "d", "a"], 0.5, "Partly right"),
    (["a", "b", "c", "d"], 0, "Not all right"),
]
# 0.1 mg/kg/h, 70 kg, 5 mg/mL: the key is 1.4 mL/h.
NUMERIC = [
    ("1.4", 1, None),
    ("1.39", 1, None),
    ("1.42", 0, None),
    (1.4, 1, None),
    ("14", 0, "Ten times too much"),
    ("0.02", 0, "Forgot the weight"),
    ("2", 0, None),
]
REFUSED = [
    "0,14,0",
    ".5",
    "1e0",
    "-1",
    "1.4 mg/h",
    "abc",
    "x" * 100,
    [],
    {},
    {"text": "1.4", "seed": 1},
    {"text": "1.4", "unit": "L/h"},
    {"text": "1.4", "unit": ["mL/h"]},
    True,
    float("nan"),
    b"1",
]


def item(bank, kind):
    return next(each for each in bank.items if each.type == kind)


@pytest.mark.parametrize(("response", "score", "verdict"), SBA)
def test_one_best_answer(good, response, score, verdict):
    result = grade(item(good, "sba"), response)
    assert (result.state, result.score, result.correct) == ("answered", score, score == 1)
    assert result.feedback.verdict == verdict
    assert [option.chosen for option in result.feedback.options] == [
        each == response for each in "abc"
    ]
    assert all(option.reason for option in result.feedback.options)
    assert result.feedback.options[1].backing.facts == ("F-1",)
    assert ("Blue" in result.feedback.sentence) is (score == 0)


@pytest.mark.parametrize(("response", "score", "verdict"), MULTI)
def test_several_right_ones_with_the_declared_policy(good, response, score, verdict):
    result = grade(item(good, "multi"), response)
    assert (result.score, result.feedback.verdict, result.correct) == (score, verdict, score == 1)
    assert len(result.feedback.options) == 4


def test_all_or_nothing(bank_of, good_text):
    bank = bank_of(good_text.head + good_text.multi.replace("per_option", "all_or_nothing"))
    assert [grade(bank.items[0], response).score for response, *_ in MULTI] == [
        1,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
    ]


@pytest.mark.parametrize(("typed", "score", "slip"), NUMERIC)
def test_numbers(good, typed, score, slip):
    response = {"text": typed, "unit": "mL/h"}
    result = grade(item(good, "numeric"), response)
    assert (result.state, result.score, result.error_pattern) == ("answered", score, slip)
    assert result.feedback.key == "1.4 mL/h"
    assert [option.chosen for option in result.feedback.options] == [
        slip == "Forgot the weight",
        slip == "Ten times too much",
    ]


def test_another_unit_is_converted(good):
    assert grade(item(good, "numeric"), {"text": "33.6", "unit": "mL/day"}).correct
    assert not grade(item(good, "numeric"), {"text": "1.4", "unit": "mL/day"}).correct


def test_a_unit_must_be_chosen_where_several_are_on_offer(good):
    result = grade(item(good, "numeric"), {"text": "1.4"})
    assert (result.state, result.feedback.sentence) == ("refused", "Choose the unit.")


@pytest.mark.parametrize("response", REFUSED, ids=repr)
def test_what_cannot_be_read_is_refused_with_a_sentence(good, response):
    result = grade(
        item(good, "numeric"),
        {"text": response, "unit": "mL/h"} if isinstance(response, str) else response,
    )
    assert result.state in ("refused", "no answer")
    assert (result.score, result.correct, result.feedback.key) == (0, False, "")
    assert result.feedback.sentence.endswith(".")


@pytest.mark.parametrize(
    ("kind", "response"),
    [
        ("sba", None),
        ("multi", None),
        ("multi", []),
        ("numeric", None),
        ("numeric", " "),
        ("numeric", {"text": "", "unit": "mL/h"}),
    ],
)
def test_no_answer_is_a_state_of_its_own(good, kind, response):
    result = grade(item(good, kind), response)
    assert (result.state, result.feedback.verdict, result.feedback.options) == (
        "no answer",
        "No answer yet",
        (),
    )


@pytest.mark.parametrize(
    ("kind", "response"),
    [
        ("sba", "z"),
        ("sba", ["b"]),
        ("sba", 1),
        ("multi", "q"),
        ("multi", ["b", "b"]),
        ("multi", [["b"]]),
        ("multi", ["b", None]),
        ("sba", {"b": 1}),
    ],
)
def test_options_that_the_question_does_not_have_are_refused(good, kind, response):
    assert grade(item(good, kind), response).state == "refused"


def test_every_slip_of_every_variant_is_recognised(good):
    numeric = item(good, "numeric")
    for each in every_variant(numeric):
        for pattern in numeric.body.error_patterns:
            value = pattern.amount.value(each.values)
            assert (
                grade(numeric, {"text": f"{value:.6f}", "unit": "mL/h"}, each.seed).error_pattern
                == pattern.label
            )
        assert grade(
            numeric, {"text": f"{each.values['key']:.6f}", "unit": "mL/h"}, each.seed
        ).correct


def test_seeds_visit_each_variant_once_and_start_with_the_first_values(good):
    numeric = item(good, "numeric")
    found = [(each.values["rate"], each.values["weight"]) for each in every_variant(numeric)]
    assert len(set(found)) == len(found) == 8
    assert (
        variant(numeric).values["rate"] == 0.1
        and variant(numeric).values == variant(numeric, 0).values
    )
    assert variant(numeric, 8).values == variant(numeric, 0).values
    assert variant(numeric, 1).values != variant(numeric, 0).values


@pytest.mark.parametrize("seed", [-1, 2**31, 1.0, "1", True])
def test_a_strange_seed_is_refused(good, seed):
    with pytest.raises(ArithmeticProblem, match="seed must be"):
        grade(item(good, "numeric"), "1", seed)


def test_feedback_is_filled_with_the_numbers_of_the_variant(good):
    numeric = item(good, "numeric")
    seed = next(
        each.seed
        for each in every_variant(numeric)
        if each.values["rate"] == 0.3 and each.values["weight"] == 80
    )
    result = grade(numeric, {"text": "0.06", "unit": "mL/h"}, seed)
    assert result.feedback.explanation == "24 mg/h, so 4.8 mL/h."
    assert result.feedback.options[0].reason == "Times 80 kg first."
    assert result.feedback.options[1].backing.sources == ("S-ONE",)
    assert (
        fill(numeric.vignette, variant(numeric, seed).values)
        == "0.3 mg/kg/h for 80 kg, 5 mg/mL, at most 0.4 mg/kg/h."
    )


ANYTHING = anything(list("abcd"))


@settings(max_examples=300)
@given(place=st.integers(0, 1000), response=ANYTHING, seed=st.none() | st.integers(0, 2**31 - 1))
def test_no_response_raises_or_leaves_the_scale(course_items, place, response, seed):
    result = grade(course_items[place % len(course_items)], response, seed)
    assert 0 <= result.score <= 1 and result.correct is (result.score == 1)
    assert result.state in ("answered", "no answer", "refused")
