"""Checks that need every variant of a question: slower than loading, so for tests and teachers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.numbers import NumberError

from .bank import Bank
from .items.arithmetic import ArithmeticProblem, expression
from .items.content import ComputedBy, Numeric
from .items.records import Item
from .items.variants import Variant, every_variant, fill, numerics, variant
from .items.ward_content import WriteOrder
from .types import QUESTION_TYPES

# Forms that get misread on a ward; the full list for texts is the course's own lint.
MISREAD = (
    (re.compile(r"(?<![\d.,])\d+\.\d*0(?!\d)"), "a trailing zero"),
    (re.compile(r"(?<!\d)\.\d"), "a point without a 0 before it"),
    # a year is none
    (re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d(?!\d))\d{4,}(?![\d,])"), "thousands without a comma"),
    (re.compile(r"\d[eE][+-]?\d"), "an exponent"),
    (re.compile(r"(?<!\d)-0(?![\d.])"), "a minus zero"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedNumber:
    """A number of the bank that widgets.model must give: call `function` below widgets.model with
    `args`, take attribute `field` if it is not "", multiply by `times`, compare within `within`.
    """

    where: str
    value: float
    unit: str
    function: str
    args: dict[str, object]
    field: str
    times: float
    within: float


def audit(bank: Bank) -> list[str]:
    """Name every problem in every variant of every question; an empty list is a clean bank.

    A key outside its safe bounds, a key and a slip (or two slips) that cannot be told apart, two
    options that read the same, a number in a form that gets misread.
    """
    return [
        f"{item.id}, seed {each.seed}: {problem}"
        for item in bank.items
        for each in every_variant(item)
        for problem in _problems(item, each)
    ]


def _problems(item: Item, each: Variant) -> Iterator[str]:
    kind = QUESTION_TYPES[item.type]
    try:
        yield from kind.audit(item, each)
        named = [(name, getattr(item, name)) for name in ("vignette", "lead_in", "explanation")]
        named += [(f"hints {place}", hint.text) for place, hint in enumerate(item.hints, 1)]
        named += [("case", item.case.text)] if item.case else []
        for name, text in (*named, *kind.texts(item.body)):
            shown = fill(text, each.values)
            for form, words in MISREAD:
                if form.search(shown):
                    yield f"{name} has {words}: {shown!r}"
    except (ArithmeticProblem, NumberError) as error:
        yield str(error)


def _computed(where: str, value: float, unit: str, by: ComputedBy, each: Variant) -> ComputedNumber:
    args = {
        name: expression(raw[1:]).value(each.values)
        if isinstance(raw, str) and raw.startswith("=")
        else raw
        for name, raw in by.args.items()
    }
    return ComputedNumber(
        where=where,
        value=value,
        unit=unit,
        function=by.function,
        args=args,
        field=by.field,
        times=by.times,
        within=by.within,
    )


def _of_number(where: str, number: Numeric, own: Variant) -> Iterator[ComputedNumber]:
    """The key of a number, and each slip that says how it is computed."""
    rows = [(where, number.key, number.computed_by)]
    slips = number.error_patterns
    rows += [(f"{where}, {each.label}", each.amount, each.computed_by) for each in slips]
    for name, amount, by in rows:
        if by is not None:
            yield _computed(name, amount.value(own.values), number.unit, by, own)


def computed_numbers(bank: Bank) -> Iterator[ComputedNumber]:
    """Give every number of the bank that points to widgets.model, with its arguments worked out:
    the keys and slips of every variant, and once each the numbers that a file's questions share."""
    shared: dict[str, ComputedNumber] = {}
    for item in bank.items:
        for given in item.given.values():
            where = f"{item.lesson}.toml: numbers: {given.name}"
            if given.computed_by is not None and where not in shared:
                shared[where] = _computed(
                    where, given.value, given.unit, given.computed_by, variant(item)
                )
        if isinstance(item.body, (Numeric, WriteOrder)):
            for each in every_variant(item):
                for name, number, own in numerics(item, each):
                    where = f"{item.id}, {name}, seed {each.seed}"
                    yield from _of_number(where, number, own)
    yield from shared.values()
