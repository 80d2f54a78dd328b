"""The table that comes back from a spreadsheet: any separator, any encoding, no formula."""

import re
import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evidence
from tests.tools.review_tables import FILLED, read, sheet, small, table
from tools.review import read as review_read
from tools.review.csv_table import COLUMNS, SheetError, bare, guarded, read_day, read_table

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "'=1", "|x", "%x", "\uff1d1", "\r=1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula(cell):
    assert guarded(cell).startswith("'") and bare(guarded(cell)) == cell


@given(st.text(alphabet="'=+-@ \tab1\n", max_size=8))
def test_the_guard_can_be_undone(cell):
    assert bare(guarded(cell)) == cell


@pytest.mark.parametrize("cell", [*FORMULAS, 'He said "=1"', "a;b,c\td", "line\r\nline", "é ü “x”"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_hostile_words_come_back_from_any_spreadsheet(tmp_path, cell, separator, encoding):
    entry = small(words=f"{cell} and more")
    row = table(tmp_path, [entry])[0] | FILLED | {"reviewer": "Zoë O'Made-Up", "why": cell + "."}
    reading = read(sheet([row], separator, encoding), [entry])
    assert reading.refused == ()
    path = tmp_path / "signed.toml"
    review_read.append(path, reading.new)
    assert evidence.read_signed(path)[0].reviewer == "Zoë O'Made-Up"
    assert evidence.review_status(entry.id, entry.words, reading.new).standing == "reviewed"


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=40))
def test_whatever_is_typed_is_kept_as_one_line_or_refused(why, name):
    entry = small()
    row = {"id": entry.id, "words": entry.words, "hash": entry.mark} | FILLED
    raw = sheet([row | {"why": why.replace("\0", ""), "reviewer": name.replace("\0", "")}])
    for each in read(raw, [entry]).new:
        back = tomllib.loads(review_read.as_toml(each))["signature"][0]
        assert evidence.Signature(**back) == each
        assert "\n" not in each.why + each.reviewer


def test_a_thousand_rows(tmp_path):
    entries = [small(id=f"F-{n:04d}", words=f"Statement {n}") for n in range(1000)]
    rows = [row | FILLED for row in table(tmp_path, entries)]
    reading = read(sheet(rows, ";"), entries)
    assert len(reading.new) == 1000 and reading.refused == ()
    assert len({each.id for each in reading.new}) == 1000


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "must name the columns"),
        (b"id,words\r\nC01,x\r\n", "must name the columns"),
        ("id,é".encode("latin-1"), "not in UTF-8"),
        (b"\xff\xfe\x00", "cannot be read as text"),
        (",".join(COLUMNS).encode() + b'\r\n"open', "The table is broken"),
        (",".join(COLUMNS).encode() + b"\r\n" + b"x," * 20 + b"y", "lost its quotation marks"),
        (",".join(COLUMNS).encode() + b"\r\n\0", "no text"),
    ],
)
def test_what_is_no_table_is_one_sentence(raw, said):
    with pytest.raises(SheetError, match=re.escape(said)):
        read_table(raw)


@pytest.mark.parametrize(
    "text", ["2027-03-01", "1 March 2027", "1 Mar 2027", "1-Mar-27", "01.03.2027"]
)
def test_days_that_can_be_read_one_way(text):
    assert read_day(text) == date(2027, 3, 1)


def test_a_slashed_day_is_read_when_only_one_reading_is_a_day():
    assert read_day("13/03/2027") == read_day("03/13/2027") == date(2027, 3, 13)
    assert read_day("03/03/2027") == date(2027, 3, 3)
    for wrong in ("13/13/2027", "01/03/2027", "2027-02-30", ""):
        with pytest.raises(ValueError):
            read_day(wrong)
