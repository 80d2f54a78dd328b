"""The arithmetic of the bank computes, and nothing else gets through it."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.items.arithmetic import ArithmeticProblem, expression

HOSTILE = (
    "__import__('os')",
    "().__class__",
    "a.b",
    "a[0]",
    "lambda: 1",
    "[1]",
    "'x'",
    "True",
    "a if b else c",
    "2 ** 9999999",
    "a % 2",
    "a // 2",
    "a @ b",
    "~1",
    "not a",
    "a and b",
    "f(1)",
    "f'{a}'",
    "a := 1",
    "1j",
    "",
    "1 +",
    "a; b",
    "(" * 300,
    "1" * 201,
    "a in b",
    "a < f(b)",
)


def test_computes():
    assert expression("-(a + 2) * 3 / b - 1").value({"a": 4, "b": 9}) == -3
    assert expression("a * b").names == {"a", "b"}
    assert expression("0 < a <= 2").holds({"a": 2})


@pytest.mark.parametrize("text", HOSTILE)
def test_refuses_everything_else(text):
    with pytest.raises(ArithmeticProblem):
        expression(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 / a", "no value"),
        ("b", "no number named 'b'"),
        ("a < 1", "compares"),
        ("1e308 * 10", "finite"),
    ],
)
def test_names_what_has_no_value(text, words):
    with pytest.raises(ArithmeticProblem, match=words):
        expression(text).value({"a": 0})


def test_a_constraint_must_compare():
    with pytest.raises(ArithmeticProblem, match="must compare"):
        expression("a").holds({"a": 1})


@given(st.text(alphabet="ab01.+-*/()<> _", max_size=40))
def test_any_text_is_arithmetic_or_refused(text):
    try:
        found = expression(text).value({"a": 1.5, "b": 0.0})
    except ArithmeticProblem as refused:
        assert str(refused)
    else:
        assert isinstance(found, (int, float)) and isfinite(found)


def test_two_of_the_same_text_are_equal_and_show_only_their_text_and_names():
    one, again = expression("rate * 2"), expression.__wrapped__("rate * 2")
    assert one is not again and one == again and hash(one) == hash(again)
    assert one != expression("rate * 3")
    assert repr(one) == "Expression(text='rate * 2', names=frozenset({'rate'}))"
