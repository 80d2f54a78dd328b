"""Codes: what is written is read again, however it was spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page.codes import (
    LETTERS,
    in_groups,
    letters_needed,
    letters_of,
    number_of,
    plain,
    wrong_letter,
)


@given(st.integers(0, 32**9 - 1))
def test_a_number_comes_back(number):
    assert number_of(letters_of(number, 9)) == number


def test_a_number_is_written_as_python_writes_base_32():
    digits = "0123456789abcdefghijklmnopqrstuv"  # what int() reads in base 32
    spelt = str.maketrans(dict(zip(digits, LETTERS)))
    for number in (0, 1, 31, 32, 1023, 1024, 987_654_321):
        code = letters_of(number, 7)
        back = "".join(digits[LETTERS.index(letter)] for letter in code)
        assert int(back, 32) == number and back.translate(spelt) == code


def test_letters_that_look_alike_are_one():
    assert len(LETTERS) == 32 == len(set(LETTERS)) and not set("ILOU") & set(LETTERS)
    assert plain(" o0-il 1l\n") == "001111"
    assert wrong_letter("0A") == "" and wrong_letter("0U!") == "U"
    with pytest.raises(ValueError):
        number_of("U")


@given(st.text(LETTERS, min_size=1, max_size=30), st.integers(1, 8))
def test_groups_say_nothing(code, size):
    shown = in_groups(code, size)
    assert plain(shown.lower()) == code
    assert all(0 < len(group) <= size for group in shown.split("-"))


@given(st.integers(1, 10**12))
def test_as_many_letters_as_are_needed(size):
    count = letters_needed(size)
    assert 32**count >= size and (count == 0 or 32 ** (count - 1) < size)
