"""The numbers of a question: one variant for each seed, and texts filled with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import product
from math import gcd, prod

from evidence.numbers import NumberError, format_number

from .arithmetic import ArithmeticProblem
from .content import Numeric
from .records import Item
from .toml_reader import PLACEHOLDER
from .ward_content import WriteOrder

VARIANTS_AT_MOST = 2000
SEED_AT_MOST = 2**31 - 1
_ALL_DIGITS = Context(prec=400)


@dataclass(frozen=True, slots=True)
class Variant:
    """One set of numbers of a question; `key` is among them for a numeric question."""

    seed: int
    values: Mapping[str, float]


def show(value: float, decimals: int | None = None) -> str:
    """Write a number of a question: as evidence.numbers does, or with at most `decimals` decimals.

    Raises NumberError rather than show 0 for what is not 0.
    """
    if decimals is None:
        return format_number(value)
    place = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(place, ROUND_HALF_UP, _ALL_DIGITS)
    if rounded == 0 and value != 0:
        raise NumberError(f"{value!r} would be shown as 0 with {decimals} decimals.")
    return format_number(float(rounded), significant=15)


def fill(text: str, values: Mapping[str, float]) -> str:
    """Put the numbers of a variant into a text."""

    def number(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise ArithmeticProblem(f"there is no number named {match[1]!r}")
        return show(values[match[1]], int(match[2]) if match[2] else None)

    return PLACEHOLDER.sub(number, text)


def _values(item: Item, row: tuple[float, ...]) -> dict[str, float]:
    values = {name: given.value for name, given in item.given.items()}
    if item.template:
        values.update(zip(item.template.variables, row, strict=True))
        for name, amount in item.template.derived.items():
            values[name] = amount.value(values)
    if isinstance(item.body, Numeric):
        values["key"] = item.body.key.value(values)
    return values


def _rows(item: Item) -> list[tuple[float, ...]]:
    """Every combination of the variables that meets the constraints, in the bank's order."""
    if item.template is None:
        return [()]
    if prod(len(values) for values in item.template.variables.values()) > VARIANTS_AT_MOST:
        raise ArithmeticProblem(f"a template may have at most {VARIANTS_AT_MOST} combinations")
    rows = list(product(*item.template.variables.values()))
    rules = item.template.constraints
    if rules:
        rows = [row for row in rows if all(rule.holds(_values(item, row)) for rule in rules)]
    if not rows:
        raise ArithmeticProblem("no combination of the variables meets the constraints")
    return rows


def variant_count(item: Item) -> int:
    """How many sets of numbers a question has; 1 where they do not change."""
    return len(_rows(item)) if item.seeded else 1


def _stride(count: int) -> int:
    """A step through `count` rows that visits each once and changes every variable early."""
    step = max(1, round(count * 0.618))
    while gcd(step, count) != 1:
        step += 1
    return step


def variant(item: Item, seed: int | None = None) -> Variant:
    """Give the numbers of `item` for a seed; None is seed 0, the first values of each variable.

    Seeds 0 to n - 1 give each of the n variants once; later seeds start again.
    Raises ArithmeticProblem if the seed is not a whole number from 0 to 2147483647.
    """
    seed = 0 if seed is None else seed
    if type(seed) is not int or not 0 <= seed <= SEED_AT_MOST:
        # Python does not write out a number of thousands of digits.
        is_long = type(seed) is int and abs(seed) > 10**20
        came = "one of more than 20 digits" if is_long else repr(seed)
        raise ArithmeticProblem(
            f"a seed must be a whole number from 0 to {SEED_AT_MOST}, got {came}"
        )
    rows = _rows(item)
    return Variant(seed, _values(item, rows[seed * _stride(len(rows)) % len(rows)]))


def every_variant(item: Item) -> Iterator[Variant]:
    """Give each variant of `item` once, with the seed that leads to it."""
    rows = _rows(item)
    for seed in range(len(rows)):
        yield Variant(seed, _values(item, rows[seed * _stride(len(rows)) % len(rows)]))


def numerics(item: Item, each: Variant) -> Iterator[tuple[str, Numeric, Variant]]:
    """Give every number that a question asks for: where it stands, what it is, and the numbers of
    a variant with its own `key` among them.

    Raises ArithmeticProblem for a key that has no value.
    """
    if isinstance(item.body, Numeric):
        yield "numeric", item.body, each
    elif isinstance(item.body, WriteOrder):
        for line in item.body.fields:
            if line.numeric is not None:
                yield f"fields {line.id}: numeric", line.numeric, with_key(line.numeric, each)


def with_key(number: Numeric, each: Variant) -> Variant:
    """The numbers of a variant with the key of one of its numbers among them."""
    return Variant(each.seed, {**each.values, "key": number.key.value(each.values)})
