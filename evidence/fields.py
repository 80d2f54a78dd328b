"""Reads one field of a record from TOML, or says why it cannot stand."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
LINE = re.compile(r"L[1-9]\d?")
DOI = re.compile(r"10\.\d{4,9}/\S+")
LINK = re.compile(r"https?://[A-Za-z0-9.-]+\.[a-z]{2,}(/\S*)?")
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


class Refusal(Exception):
    """One field is wrong; the message is the rest of the sentence."""


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or math.isnan(value):
        raise Refusal(f"must be a number, got {value!r}")
    return value


def _read_text(value: Any, rule: Mapping[str, Any]) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refusal(f"must be words, got {value!r}")
    return value


def _matching(pattern: re.Pattern[str], form: str) -> Callable[[Any, Mapping[str, Any]], str]:
    def read(value: Any, rule: Mapping[str, Any]) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise Refusal(f"must look like {form}, got {value!r}")
        return value

    return read


def _read_choice(value: Any, rule: Mapping[str, Any]) -> str:
    if not isinstance(value, str) or value not in rule["values"]:
        raise Refusal(f"must be one of {', '.join(rule['values'])}; got {value!r}")
    return value


def _read_count(value: Any, rule: Mapping[str, Any]) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Refusal(f"must be a whole number of at least 0, got {value!r}")
    return value


def _read_flag(value: Any, rule: Mapping[str, Any]) -> bool:
    if not isinstance(value, bool):
        raise Refusal(f"must be true or false, got {value!r}")
    return value


def _list_of(read: Callable[[Any, Mapping[str, Any]], Any]) -> Callable[..., tuple[Any, ...]]:
    def read_all(value: Any, rule: Mapping[str, Any]) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Refusal(f"must be a list, got {value!r}")
        return tuple(read(each, rule) for each in value)

    return read_all


def _read_line(value: Any, rule: Mapping[str, Any]) -> str:
    if not isinstance(value, str) or (value != "none" and not LINE.fullmatch(value)):
        raise Refusal(f'must look like "L5", or be "none", got {value!r}')
    return value


def _read_parameters(value: Any, rule: Mapping[str, Any]) -> Mapping[str, float]:
    if not isinstance(value, dict) or not value:
        raise Refusal(f"must be a table of numbers, got {value!r}")
    for name in value:
        if not name.endswith(PARAMETER_UNITS):
            raise Refusal(
                f"holds a number without a unit: the name {name!r} must end in one of "
                f"{', '.join(PARAMETER_UNITS)}"
            )
    return MappingProxyType({name: float(_number(number)) for name, number in value.items()})


def _read_day(value: Any, rule: Mapping[str, Any]) -> date:
    # A TOML date and time is a datetime, which is a date too: only a plain day will do.
    if type(value) is not date:
        raise Refusal(f"must be a day such as 2027-05-31, without quotes, got {value!r}")
    return value


def _read_scaling(value: Any, rule: Mapping[str, Any]) -> Mapping[str, float] | str:
    if isinstance(value, str) and value in ("per_kg", "none"):
        return value
    if not isinstance(value, dict) or set(value) != set(SCALING_KEYS):
        raise Refusal(f'must be "per_kg", "none" or a table of v_exp and cl_exp, got {value!r}')
    return MappingProxyType({name: float(_number(number)) for name, number in value.items()})


READERS: dict[str, Callable[[Any, Mapping[str, Any]], Any]] = {
    "id": _matching(ID, "C01 or S-NAME2012"),
    "doi": _matching(DOI, "10.1000/name, without https"),
    "pmid": _matching(re.compile(r"\d{4,9}"), '"22965960"'),
    "link": _matching(LINK, "https://site.org/page"),
    "day": _read_day,
    "line": _read_line,
    "lines": _list_of(_matching(LINE, '"L5"')),
    "text": _read_text,
    "texts": _list_of(_read_text),
    "number": lambda value, rule: _number(value),
    "numbers": _list_of(lambda value, rule: _number(value)),
    "count": _read_count,
    "flag": _read_flag,
    "choice": _read_choice,
    "ids": _list_of(_read_text),
    "parameters": _read_parameters,
    "scaling": _read_scaling,
}
