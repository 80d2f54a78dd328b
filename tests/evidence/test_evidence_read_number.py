"""What a learner types on any keyboard is read and said back, asked back, or refused."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evidence.numbers import DoseError, NumberRead, format_number, parse_number, read_number

# How countries write a number: the decimal mark, and the mark between thousands.
COUNTRIES = [(".", ","), (",", "."), (",", " "), (".", " "), (".", "'"), (",", "'"), ("·", ",")]
KEYS = "0123456789.,' ·"


def written(value: str, decimal: str, group: str) -> str:
    """The plain decimal text of a number as a country writes it."""
    whole, _, part = value.partition(".")
    grouped = re.sub(r"(?<=\d)(?=(\d{3})+$)", group, whole)
    return grouped + (decimal + part if part else "")


def meanings(text: str) -> set[float]:
    """What a text means in each country: an account of its own, by writing back what was read."""
    found = set()
    for decimal, group in COUNTRIES:
        plain = text.replace(group, "").replace(decimal, ".")
        if not re.fullmatch(r"(0|[1-9]\d*)(\.\d+)?", plain, re.ASCII):
            continue
        if text in (written(plain, decimal, group), plain.replace(".", decimal)):
            found.add(float(plain))
    return found


def read_or_refused(text, **field):
    try:
        return read_number(text, **field)
    except DoseError as refusal:
        return str(refusal)


ALONE = {
    "0.1": (0.1, ""),
    "5": (5, ""),
    "1250": (1250, ""),
    "1,250.5": (1250.5, ""),
    "12,345,678": (12345678, ""),
    "0.125": (0.125, ""),
    "1250.125": (1250.125, ""),
    " 7 ": (7, ""),
    "7.5\u200e": (7.5, ""),
    "\ufeff7.5": (7.5, "read as 7.5"),
    "1\u200b5": (15, "read as 15"),
    "0,1": (0.1, "read as 0.1"),
    "7,5": (7.5, "read as 7.5"),
    "1,25": (1.25, "read as 1.25"),
    "0,125": (0.125, "read as 0.125"),
    "1234,567": (1234.567, "read as 1,234.567"),
    "1.250,5": (1250.5, "read as 1,250.5"),
    "1.250.000": (1250000, "read as 1,250,000"),
    "1 250": (1250, "read as 1,250"),
    "1\u202f000": (1000, "read as 1,000"),
    "1'250": (1250, "read as 1,250"),
    "0·5": (0.5, "read as 0.5"),
    "٠٫١": (0.1, "read as 0.1"),
    "۱۲٫۵": (12.5, "read as 12.5"),
    "１２．５": (12.5, "read as 12.5"),
    "३": (3, "read as 3"),
}
NOT_ALONE = {
    "1,250": "1.25 or as more than 1 thousand: write 1.25 or 1250",
    "1.250": "1.25 or as more than 1 thousand: write 1.25 or 1250",
    "1.000": "1 or as 1 thousand: write 1 or 1000",
    "16,667": "between 16 and 17 or as more than 16 thousand: write 16.67 or 16667",
    "١٬٢٥٠٫": "character",
    "١،٢٥٠": "1.25 or as more than 1 thousand: write 1.25 or 1250",
    ".5": "write 0.5",
    ",5": "nothing before the comma",
    "5,": "nothing after the comma",
    "1,2,3": "points or commas",
    "12 50": "space",
    "-1": "minus",
    "\u22121": "minus",
    "1e3": "exponent",
    "05": "starts with a 0",
    "1\u200f.5": "invisible",
    "1\u202e5": "invisible",
    "1٢": "character",
    "١۲": "character",
    "½": "character",
    "1²": "character",
    "5 mg": "without a unit",
    "0.05-0.5": "not a number",
    "five": "not a number",
    "": "Nothing",
    "\u200b": "Nothing",
    "1" * 16: "15 digits",
    "1" * 61: "60 characters, got 61",
}


@pytest.mark.parametrize(("text", "came"), ALONE.items())
def test_what_can_be_read_one_way_only_is_read_and_said_back(text, came):
    assert read_number(text) == NumberRead(*came)


@pytest.mark.parametrize(("text", "words"), NOT_ALONE.items())
def test_anything_else_is_asked_back_or_refused_by_name(text, words):
    with pytest.raises(DoseError) as refusal:
        read_number(text)
    said = str(refusal.value)
    assert words in said and said.endswith(".") and len(said) < 250 and said.isprintable()


@pytest.mark.parametrize(
    ("text", "low", "high", "value"),
    [
        ("1,250", 0, 100, 1.25),
        ("1.250", 0, 100, 1.25),
        ("1,680", 84, 2400, 1680),
        ("1.680", 84, 2400, 1680),
        ("16.667", 0, 100, 16.667),
        ("1,680", None, 100, 1.68),
        ("1,680", 100, None, 1680),
    ],
)
def test_the_limits_of_a_field_can_leave_one_reading(text, low, high, value):
    read = read_number(text, low=low, high=high)
    assert read.value == value and read.echo.startswith(f"read as {format_number(value, 9)}")


@pytest.mark.parametrize(("low", "high"), [(0, 5000), (5000, 9000), (1.25, 1250), (None, None)])
def test_limits_that_hold_both_readings_or_none_leave_the_question_open(low, high):
    with pytest.raises(DoseError, match="1.25 or as more than 1 thousand: write 1.25 or 1250"):
        read_number("1,250", low=low, high=high)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("0.1 mg/kg/h", "mg/kg/h"),
        ("0.1mg/kg/hr", "mg/kg/h"),
        ("0.1 mg per kg per hour", "mg/kg/h"),
        ("0.1 mg kg-1 h-1", "mg/kg/h"),
        ("0.1 mg·kg⁻¹·h⁻¹", "mg/kg/h"),
        ("0.1 µg/kg/min", "mcg/kg/min"),
        ("0.1\u00a0mL/h", "mL/h"),
        ("0.1 ml per hour", "mL/h"),
        ("0.1 mg/day", "mg/24 h"),
        ("0.1 mg/24 h", "mg/24 h"),
        ("0.1%", "of 100"),
        ("0.1 patients", "patients"),
        ("0.1 hours", "h"),
    ],
)
def test_the_unit_of_the_field_may_stand_behind_the_number(typed, unit):
    assert read_number(typed, unit=unit) == NumberRead(0.1)


OTHER_UNITS = ["mg/kg/min", "mcg/kg/h", "mg/h", "mg/kg", "mg", "g/kg/h", "mL/h", "mg/kg/day"]


@pytest.mark.parametrize("other", OTHER_UNITS)
def test_another_unit_is_refused_by_name(other):
    with pytest.raises(DoseError) as refusal:
        read_number(f"0.1 {other}", unit="mg/kg/h")
    assert f"'{other}'" in str(refusal.value) and "mg/kg/h" in str(refusal.value)


@given(st.decimals(0, 10**7, allow_nan=False, places=3), st.sampled_from(COUNTRIES), st.booleans())
def test_each_country_reads_back_what_it_wrote_or_is_asked(value, country, grouped):
    plain = format(value.normalize(), "f")
    decimal, group = country
    typed = written(plain, decimal, group if grouped else "")
    came = read_or_refused(typed)
    if isinstance(came, str):
        assert "can be read as" in came and len(meanings(typed)) == 2, typed
    else:
        assert came.value == float(plain), typed
        assert came.echo or parse_number(typed) == came.value, typed


@given(st.text(KEYS, max_size=10), st.sampled_from([(None, None), (0, 10), (84, 2400)]))
@example("1,250", (0, 10))
@example("1.250", (None, None))
@example("1 250", (None, None))
def test_no_other_meaning_passes_in_silence(text, limits):
    """Whoever meant another number than was taken was told which one was."""
    came = read_or_refused(text, low=limits[0], high=limits[1])
    if isinstance(came, str):
        return
    others = meanings(text.strip()) - {came.value}
    assert came.value in meanings(text.strip())
    if others:
        assert came.echo, text
        # and what it is told is the value, as the course writes it
        assert came.echo == f"read as {format_number(came.value, 15)}"


@given(st.text(max_size=70), st.sampled_from([None, "mg/kg/h", "of 100", "patients", ""]))
def test_any_text_is_read_or_refused_in_a_sentence(text, unit):
    came = read_or_refused(text, unit=unit, low=0, high=10)
    if isinstance(came, str):
        assert came.endswith(".") and "\n" not in came and len(came) < 300
    else:
        assert came.value >= 0


@given(st.floats(1e-6, 1e9), st.sampled_from(["", " mg/kg/h", "\u00a0mg/kg/h"]))
def test_what_the_course_writes_is_read_as_it_is_meant(value, unit):
    shown = format_number(value)
    came = read_or_refused(shown + unit, unit="mg/kg/h", low=value / 2, high=value * 2)
    assert came.value == parse_number(shown)


@pytest.mark.parametrize("value", [None, 5, 0.1, b"5", ["5"], True])
def test_only_text_is_read(value):
    with pytest.raises(DoseError, match="must come as text"):
        read_number(value)


@pytest.mark.parametrize("unit", ["mg -", "mg >", "mL=/h", "mL/h!!", "mL?/h", "m_L/h", "mg/&/kg/h"])
def test_what_is_left_over_behind_a_unit_is_never_dropped(unit):
    field = {"mg": "mg", "mL": "mL/h", "m_": "mL/h"}[unit[:2]] if "kg" not in unit else "mg/kg/h"
    with pytest.raises(DoseError, match="is not the unit"):
        read_number(f"5 {unit}", field)
