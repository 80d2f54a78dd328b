"""The report of `make bench` is honest: a missed target and a failed measurement stand first."""

import pytest

from bench import __main__ as bench

ROW = {
    "figure": "one simulation (95th percentile, ms)",
    "ours": 0.1234,
    "other": 1234.5,
    "ratio": 10004.2,
    "medians": (0.12, 1200.0),
    "target": "at least 25",
    "runs": 30,
}


def test_a_row_has_its_figures():
    line = bench.table([ROW]).splitlines()[-1]
    for text in ("10,004", "0.123", "1,234", "0.12 and 1,200", "runs: 30", "yes"):
        assert text in line


@pytest.mark.parametrize(
    ("row", "reached"),
    [
        ({"ratio": 25, "target": "at least 25"}, True),
        ({"ratio": 24.9, "target": "at least 25"}, False),
        ({"ours": 1.9, "target": "at most 1.8"}, False),
        ({"ours": 94, "other": 300, "target": "under 95"}, True),
        ({"ratio": 3, "target": "at most 2, of the echo"}, False),
        ({"ratio": 1, "target": "at least 2", "met": True}, True),
        ({"ours": 3}, None),
    ],
)
def test_a_target_is_judged(row, reached):
    assert bench.met(row) is reached


def test_a_missed_target_is_said_first():
    slow = {**ROW, "figure": "opening", "ratio": 2}
    text = bench.report({"kinetics": [ROW], "pages": [slow]}, {})
    assert "1 of 2 targets met. **Missed:** opening." in text
    assert text.index("Missed") < text.index("## Kinetics")
    assert "**no**" in text


def test_what_could_not_be_measured_is_said():
    text = bench.report({"kinetics": [ROW]}, {"pages": "OSError: no browser"})
    assert "**Not measured:** pages: OSError: no browser" in text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (1250, "1,250"),
        (2.5, "2.5"),
        (0.00012, "0.00012"),
        (None, ""),
        ("48 h", "48 h"),
    ],
)
def test_numbers_are_written_as_everywhere(value, text):
    assert bench.number(value) == text
