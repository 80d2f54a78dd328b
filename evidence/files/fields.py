"""What one field of a TOML table may hold: each check gives the value, or says why it cannot stand.

The sentence of a FieldRefusal is the second half of a problem: "must be a number, got 'x'". Whoever
reads the table puts file, record and field before it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, TypeVar

from evidence.numbers import format_number

Read = TypeVar("Read")

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
LINE = re.compile(r"L[1-9]\d?")
DOI = re.compile(r"10\.\d{4,9}/\S+")
LINK = re.compile(r"https?://[A-Za-z0-9.-]+\.[a-z]{2,}(/\S*)?")
PMID = re.compile(r"\d{4,9}")
PARAMETER_UNITS = (
    "_l",
    "_l_per_kg",
    "_l_per_h",
    "_l_per_h_per_kg",
    "_l_per_min",
    "_ml_per_min_per_kg",
    "_per_min",
    "_per_h",
    "_min",
    "_h",
    "_percent",
    "_fraction",
    "_ratio",
    "_mg",
    "_ng_per_ml",
)
SCALING_KEYS = ("v_exp", "cl_exp")


class FieldRefusal(Exception):
    """One field is wrong; the message is the rest of the sentence after the field's name."""


def near(came: object, allowed: Iterable[object]) -> list[str]:
    """The one of `allowed` that what came is nearly, as a list; [] for none."""
    return get_close_matches(str(came), [str(each) for each in allowed], n=1, cutoff=0.75)


def did_you_mean(came: object, allowed: Iterable[object]) -> str:
    """ ": did you mean 'cancer pain'?" where what came is nearly one of `allowed`, else ""."""
    meant = near(came, allowed)
    return f": did you mean {meant[0]!r}?" if meant and meant[0] != came else ""


def number(
    value: Any,
    *,
    above: float | None = None,
    low: float | None = None,
    high: float | None = None,
    finite: bool = False,
) -> float:
    """A number as it stands in the file: above `above`, from `low` to `high`, where these are
    given."""
    bounds = f" above {format_number(above)}" if above is not None else ""
    if low is not None and high is not None:
        bounds = f" from {format_number(low)} to {format_number(high)}"
    good = isinstance(value, (int, float)) and not isinstance(value, bool)
    good = good and not math.isnan(value) and not (finite and math.isinf(value))
    if not good or not (
        (above is None or value > above)
        and (low is None or value >= low)
        and (high is None or value <= high)
    ):
        raise FieldRefusal(f"must be a number{bounds}, got {value!r}")
    return float(value) if finite else value


def whole(value: Any, low: int, high: int | None = None) -> int:
    """A whole number of at least `low`, and at most `high` where that is given."""
    if type(value) is not int or value < low or (high is not None and value > high):
        bounds = f"of at least {low}" if high is None else f"from {low} to {high}"
        raise FieldRefusal(f"must be a whole number {bounds}, got {value!r}")
    return value


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise FieldRefusal(f"must be true or false, got {value!r}")
    return value


def words(value: Any) -> str:
    """A text with something in it."""
    if not isinstance(value, str) or not value.strip():
        raise FieldRefusal(f"must be words, got {value!r}")
    return value


def text(value: Any) -> str:
    """A text, which may be empty."""
    if not isinstance(value, str):
        raise FieldRefusal(f"must be a text, got {value!r}")
    return value


def matching(value: Any, pattern: re.Pattern[str], example: str) -> str:
    """A text that matches the whole pattern."""
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise FieldRefusal(f"must look like {example}, got {value!r}")
    return value


def one_of(value: Any, allowed: Collection[str]) -> str:
    """One word of a closed list."""
    if not isinstance(value, str) or value not in allowed:
        raise FieldRefusal(
            f"must be one of {', '.join(allowed)}; got {value!r}{did_you_mean(value, allowed)}"
        )
    return value


def list_of(value: Any, read: Callable[[Any], Read], what: str = "a list") -> tuple[Read, ...]:
    """Each of a list, read by `read`."""
    if not isinstance(value, (list, tuple)):
        raise FieldRefusal(f"must be {what}, got {value!r}")
    return tuple(read(each) for each in value)


def words_by_value(value: Any) -> str | Mapping[str, str]:
    """Words, or a table of words for each value of something."""
    return table_of(value, words) if isinstance(value, dict) else words(value)


def table_of(
    value: Any, read: Callable[[Any], Read], names: Collection[str] = ()
) -> Mapping[str, Read]:
    """A table with a value for each name, read by `read`; `names` are those it must have."""
    if not isinstance(value, dict) or (names and set(value) != set(names)):
        wanted = f" that holds {', '.join(names)}" if names else ""
        came = ", ".join(map(str, value)) if isinstance(value, dict) else repr(value)
        raise FieldRefusal(f"must be a table{wanted}, got {came}")
    return MappingProxyType({name: read(each) for name, each in value.items()})


def _line(value: Any) -> str:
    return "none" if value == "none" else matching(value, LINE, '"L5", or be "none"')


def _parameters(value: Any) -> Mapping[str, float]:
    if not isinstance(value, dict) or not value:
        raise FieldRefusal(f"must be a table of numbers, got {value!r}")
    for name in value:
        if not name.endswith(PARAMETER_UNITS):
            raise FieldRefusal(
                f"holds a number without a unit: the name {name!r} must end in one of "
                f"{', '.join(PARAMETER_UNITS)}"
            )
    return table_of(value, lambda each: float(number(each)))


def _day(value: Any) -> date:
    # A TOML date and time is a datetime, which is a date too: only a plain day will do.
    if type(value) is not date:
        raise FieldRefusal(f"must be a day such as 2027-05-31, without quotes, got {value!r}")
    return value


def _scaling(value: Any) -> Mapping[str, float] | str:
    if isinstance(value, str) and value in ("per_kg", "none"):
        return value
    if not isinstance(value, dict) or set(value) != set(SCALING_KEYS):
        raise FieldRefusal(
            f'must be "per_kg", "none" or a table of v_exp and cl_exp, got {value!r}'
        )
    return table_of(value, lambda each: float(number(each)))


# The kinds of field that a record can declare (rules.py), each with how it is read.
FIELD_KINDS: Mapping[str, Callable[[Any, Mapping[str, Any]], Any]] = {
    "id": lambda value, rule: matching(value, ID, "C01 or S-NAME2012"),
    "doi": lambda value, rule: matching(value, DOI, "10.1000/name, without https"),
    "pmid": lambda value, rule: matching(value, PMID, '"22965960"'),
    "link": lambda value, rule: matching(value, LINK, "https://site.org/page"),
    "day": lambda value, rule: _day(value),
    "line": lambda value, rule: _line(value),
    "lines": lambda value, rule: list_of(value, lambda each: matching(each, LINE, '"L5"')),
    "text": lambda value, rule: words(value),
    "text_or_none": lambda value, rule: text(value),
    "texts": lambda value, rule: list_of(value, words),
    "text_by_value": lambda value, rule: words_by_value(value),
    "text_table": lambda value, rule: table_of(value, words, rule.get("names", ())),
    "number": lambda value, rule: number(value),
    "numbers": lambda value, rule: list_of(value, number),
    "count": lambda value, rule: whole(value, 0),
    "flag": lambda value, rule: flag(value),
    "choice": lambda value, rule: one_of(value, rule["values"]),
    "ids": lambda value, rule: list_of(value, words),
    "parameters": lambda value, rule: _parameters(value),
    "scaling": lambda value, rule: _scaling(value),
}
