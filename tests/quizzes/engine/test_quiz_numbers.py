"""The reader and the writer of numbers that widgets and quizzes share."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.numbers import NumberError, format_number, parse_number

READ = {
    "0.1": 0.1,
    "5": 5,
    "1,250": 1250,
    "0": 0,
    "1,250.5": 1250.5,
    " 7 ": 7,
    "12345": 12345,
    "0.05": 0.05,
    "1,000,000": 1e6,
}
REFUSED = {
    ".1": "write 0.1",
    "0,1": "point, not a comma",
    "1e-1": "exponent",
    "-1": "minus",
    "−1": "minus",
    "5 mg": "without a unit",
    "5mg": "without a unit",
    "": "Nothing is written",
    "  ": "Nothing is written",
    "abc": "not a number",
    "1.": "after the point",
    "٣": "0 to 9",
    "１": "0 to 9",
    "1 000": "comma, such as 1,000",
    "1\u00a0000": "0 to 9",
    "+1": "plus",
    "nan": "not a number",
    "inf": "not a number",
    "1_000": "underscore",
    "05": "starts with a 0",
    "1,25": "point, not a comma",
    "12,345,6": "points or commas",
    "1.2.3": "points or commas",
    "1" * 16: "15 digits",
    "0x1": "without a unit",
    "<5": "not a number",
}
WRITTEN = {
    0.1: "0.1",
    5: "5",
    1250: "1,250",
    100 / 60: "1.667",
    123456: "123,456",
    12345.6: "12,346",
    1e-7: "0.0000001",
    -0.0: "0",
    -2.5: "-2.5",
    1e22: "10,000,000,000,000,000,000,000",
    0.99999: "1",
    0.1 * 70: "7",
    1680: "1,680",
}


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_reads_what_is_plain(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(("text", "words"), REFUSED.items())
def test_refuses_with_a_sentence_that_names_the_fix(text, words):
    with pytest.raises(NumberError) as refusal:
        parse_number(text)
    assert words in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("value", [None, 5, 0.1, b"5", ["5"]])
def test_refuses_what_is_not_text(value):
    with pytest.raises(NumberError, match="must come as text"):
        parse_number(value)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        assert parse_number(text) >= 0
    except NumberError as error:
        assert len(str(error)) < 250


@pytest.mark.parametrize(("value", "text"), WRITTEN.items())
def test_writes_numbers_that_cannot_be_misread(value, text):
    assert format_number(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, "5"])
def test_refuses_to_write_what_is_no_number(value):
    with pytest.raises(NumberError):
        format_number(value)


@given(st.floats(min_value=1e-12, max_value=1e12), st.integers(min_value=1, max_value=9))
def test_what_is_written_is_near_and_safe(value, significant):
    text = format_number(value, significant)
    assert re.fullmatch(r"(0|[1-9]\d{0,2}(,\d{3})*)(\.\d*[1-9])?", text), text
    assert text != "0"
    assert float(text.replace(",", "")) == pytest.approx(value, rel=0.5 * 10 ** (1 - significant))


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_whole_numbers_come_back_unchanged(value):
    assert parse_number(format_number(value)) == value
