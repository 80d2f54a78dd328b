"""What a learner types is read or refused, never guessed; what is shown cannot be misread."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.model.dosing import DoseError, format_number, parse_number

READ = {
    "0.1": 0.1,
    "5": 5,
    "0.05": 0.05,
    "0.33": 0.33,
    "24.5": 24.5,
    "0": 0,
    "1250": 1250,
    "1,250": 1250,
    "1,250.5": 1250.5,
    "12,345,678": 12345678,
    " 5 ": 5,
    "0.10": 0.1,
    "5.0": 5,
    "100": 100,
}

# What was typed, and words that the sentence must hold: the problem, and the fix if there is one.
REFUSED = {
    ".1": ["'.1'", "point", "0.1"],
    ".3": ["'.3'", "0.3"],
    "0,1": ["'0,1'", "point, not a comma"],
    "0,3": ["'0,3'", "comma"],
    "1,25": ["'1,25'", "comma"],
    "12,50": ["comma"],
    "1,2500": ["comma"],
    "1e-1": ["'1e-1'", "exponent"],
    "1E3": ["exponent"],
    "-1": ["'-1'", "minus"],
    "\u22121": ["minus"],
    "+1": ["'+1'", "sign"],
    "5 mg": ["'5 mg'", "without a unit"],
    "5mg": ["unit"],
    "50%": ["number only"],
    "": ["Nothing"],
    " ": ["Nothing"],
    "\t\n": ["Nothing"],
    "abc": ["'abc'", "not a number"],
    "1.": ["'1.'", "after the point"],
    "1.2.3": ["point"],
    "1 000": ["space", "1,000"],
    "1_000": ["underscore"],
    "05": ["'05'", "0"],
    "00.5": ["0"],
    "0x1": ["'0x1'"],
    "inf": ["'inf'", "not a number"],
    "nan": ["'nan'", "not a number"],
    "\u0663": ["character", "digits 0 to 9"],
    "\uff11": ["character"],
    "\u00bd": ["character"],
    "0.1\u200b": ["character"],
    "1/2": ["'1/2'"],
    "0.05-0.5": ["'0.05-0.5'"],
    ",": ["','"],
    ".": ["'.'"],
    "1" * 400: ["digits"],
    "five": ["not a number"],
}


@pytest.mark.parametrize("text", READ)
def test_read(text):
    assert parse_number(text) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_refused_with_a_sentence_that_names_the_problem(text):
    with pytest.raises(DoseError) as caught:
        parse_number(text)
    message = str(caught.value)
    assert [part for part in REFUSED[text] if part not in message] == []
    assert message.endswith(".") and "\n" not in message and len(message) < 200


@pytest.mark.parametrize("value", [None, 5, 0.1, b"5", ["5"], True])
def test_only_text_is_read(value):
    with pytest.raises(DoseError):
        parse_number(value)


@given(st.text(max_size=12) | st.text("0123456789.,-+e _mg", max_size=8))
def test_any_text_is_read_as_written_or_refused(text):
    try:
        value = parse_number(text)
    except DoseError:
        return
    assert re.fullmatch(r"\d+(\.\d+)?", text.strip().replace(",", ""), re.ASCII)
    assert value == float(text.strip().replace(",", "")) and math.isfinite(value) and value >= 0


@given(st.floats(1e-6, 1e9))
def test_what_is_shown_is_safe_and_can_be_typed_back(value):
    shown = format_number(value)
    assert re.fullmatch(r"(0|[1-9]\d{0,2}(,\d{3})*)(\.\d*[1-9])?", shown)
    assert parse_number(shown) == pytest.approx(value, rel=5.1e-4)
    assert parse_number(shown) > 0


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1, "0.1"),
        (5, "5"),
        (5.0, "5"),
        (1250, "1,250"),
        (0.05, "0.05"),
        (16.666666, "16.67"),
        (0, "0"),
        (-0.0, "0"),
        (0.30000000000000004, "0.3"),
        (1e-7, "0.0000001"),
        (1234567, "1,234,567"),
        (-2.5, "-2.5"),
    ],
)
def test_format_number(value, shown):
    assert format_number(value) == shown


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_is_not_shown(value):
    with pytest.raises(ValueError):
        format_number(value)


def test_a_dose_error_is_a_value_error():
    assert issubclass(DoseError, ValueError)
