"""Questions that ask for a number: a key, its tolerance, and where known slips lead."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evidence.numbers import NumberError, NumberRead, parse_number, read_number

from ..items.content import Numeric, NumericErrorPattern, Tolerance
from ..items.records import Item, body_of
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant, fill, show
from .grades import Grade, OptionFeedback, graded, ungraded, verdict
from .rounding import HAIR, PUMP_UNIT, is_rounded, pump_problem, roundings

_TEXT_AT_MOST = 40


def _pattern(table: QuestionTable) -> NumericErrorPattern:
    made = NumericErrorPattern(
        label=table.text("label"),
        amount=table.expression("expr"),
        feedback=table.text("feedback"),
        backing=table.backing(),
        unsafe=table.flag("unsafe", False),
        computed_by=table.computed_by(),
    )
    table.close()
    return made


def _units(table: QuestionTable, unit: str) -> Mapping[str, float]:
    inner = table.part("accepted_units", {unit: 1})
    units = {name: inner.number(name, above=0) for name in inner.data}
    if units.get(unit) != 1:
        inner.problem(unit, f"the key's own unit {unit!r} must be offered with factor 1")
    return units


def field_limits(
    body: Numeric, variant: Variant, found: list[tuple[NumericErrorPattern, float]]
) -> tuple[float, float]:
    """The lowest and highest answer that is safe, in the key's unit.

    Of two ways to read a number they may leave one. Of the slips that were `found` only the one
    that is written with the digits of the key widens them: "1,128" mcg must not pass for 1.128 mg.
    """
    key = variant.values["key"]
    known = [body.safe_min.value(variant.values), body.safe_max.value(variant.values)]
    twins = (key * 1000, key / 1000)
    known += [value for _, value in found if any(_is_slip(body, each, value) for each in twins)]
    return min(known), max(known)


def _amount(body: Numeric, response: Any, limits: tuple[float, float]) -> NumberRead | str:
    """The response in the key's unit, or the sentence that says why it cannot be read."""
    unit: Any = None
    if isinstance(response, Mapping):
        if set(response) - {"text", "unit"}:
            return "This answer does not fit the question: write it again."
        response, unit = response.get("text"), response.get("unit")
    if unit is None and len(body.accepted_units) == 1:
        unit = body.unit
    if type(response) in (int, float) and abs(response) <= sys.float_info.max:
        read = NumberRead(float(response))
    elif isinstance(response, str) and len(response) <= _TEXT_AT_MOST:
        try:
            factor = body.accepted_units.get(unit, 1) if isinstance(unit, str) else 1
            # A comma stands between thousands in this course: bounds that nobody sees may choose
            # between two readings of a point, never of a comma.
            bounds = () if "," in response else tuple(each / factor for each in limits)
            read = read_number(response, unit if isinstance(unit, str) else None, *bounds)
        except NumberError as error:
            return str(error)
    else:
        return "Write a number, such as 0.1."
    if not isinstance(unit, str) or unit not in body.accepted_units:
        return "Choose the unit."
    return NumberRead(read.value * body.accepted_units[unit], read.echo)


def accepts(body: Numeric, answer: float, variant: Variant) -> bool:
    """Say whether `answer` counts as the key: within the tolerance, or as a ward rounds it.

    What rounding carries above the safe bound, or above a key that is a ceiling, never counts.
    """
    key = variant.values["key"]
    most = key if body.ceiling else max(key, body.safe_max.value(variant.values))
    if answer > most * (1 + HAIR) and not (body.round_up and not body.ceiling):
        return False
    return body.tolerance.accepts(answer, key) or is_rounded(answer, key, body.round_up, body.unit)


def _is_slip(body: Numeric, answer: float, slip: float) -> bool:
    return body.tolerance.accepts(answer, slip) or is_rounded(answer, slip, unit=body.unit)


def _unsettable(body: Numeric, response: Any, amount: float) -> str:
    """Why no pump could be set to a rate in mL/h; "" for what is no such rate."""
    unit = response.get("unit") if isinstance(response, Mapping) else None
    return pump_problem(amount) if body.unit == PUMP_UNIT == (unit or body.unit) else ""


def _blank(response: Any) -> bool:
    text = response.get("text") if isinstance(response, Mapping) else response
    return text is None or (isinstance(text, str) and not text.strip())


def slips(body: Numeric, variant: Variant) -> list[tuple[NumericErrorPattern, float]]:
    """Each slip with the number that it leads to in this variant."""
    return [(pattern, pattern.amount.value(variant.values)) for pattern in body.error_patterns]


def _meet(tolerance: Tolerance, one: float, other: float) -> bool:
    """Whether some answer could count as both."""
    room = sum(
        tolerance.value * (abs(each) if tolerance.mode == "rel" else 1) for each in (one, other)
    )
    return abs(one - other) <= room


def _round_alike(body: Numeric, variant: Variant, slip: float) -> bool:
    """Whether the key or a slip, rounded, could be taken for the other one."""
    key = variant.values["key"]
    rounded = (*roundings(key, body.round_up, body.unit), *roundings(slip, unit=body.unit))
    return any(accepts(body, each, variant) and _is_slip(body, each, slip) for each in rounded)


def read_numeric(inner: QuestionTable) -> Numeric:
    """Read key, unit, tolerance, safe bounds and slips."""
    tolerance = inner.part("tolerance")
    unit = inner.text("unit")
    made = Numeric(
        key=inner.expression("key"),
        unit=unit,
        accepted_units=_units(inner, unit),
        tolerance=Tolerance(
            mode=tolerance.word("mode", ("abs", "rel")),
            value=tolerance.number("value", above=0),
        ),
        safe_min=inner.expression("safe_min"),
        safe_max=inner.expression("safe_max"),
        show_decimals=inner.whole("show_decimals", 0, 6),
        error_patterns=tuple(_pattern(part) for part in inner.parts("error_patterns")),
        computed_by=inner.computed_by(),
        round_up=inner.flag("round_up", False),
        ceiling=inner.flag("ceiling", False),
    )
    labels = [pattern.label for pattern in made.error_patterns]
    for twice in sorted({each for each in labels if labels.count(each) > 1}):
        inner.problem("error_patterns", f"have the label {twice!r} twice")
    if not labels:
        inner.problem("error_patterns", "must name at least one slip that learners make")
    tolerance.close()
    inner.close()
    return made


@dataclass(frozen=True, slots=True)
class ReadAmount:
    """A number as it was read, in the unit of the key, and what it is: right, or a known slip."""

    value: float
    echo: str
    right: bool
    slip: NumericErrorPattern | None


def judge(body: Numeric, response: Any, variant: Variant) -> ReadAmount | str:
    """Judge a number against the key of the variant, or give the sentence that refuses it."""
    found = slips(body, variant)
    read = _amount(body, response, field_limits(body, variant, found))
    if isinstance(read, str):
        return read
    amount = read.value
    unsettable = _unsettable(body, response, amount)
    if unsettable:
        return unsettable
    right = accepts(body, amount, variant)
    near = [
        (abs(amount - value), place)
        for place, (_, value) in enumerate(found)
        if not right and _is_slip(body, amount, value)
    ]
    return ReadAmount(amount, read.echo, right, found[min(near)[1]][0] if near else None)


def key_words(body: Numeric, variant: Variant) -> str:
    """The key of the variant as a learner reads it."""
    return f"{show(variant.values['key'], body.show_decimals)} {body.unit}"


class NumericType:
    """A number to work out, typed with its unit."""

    asks_certainty = True

    def read(self, table: QuestionTable) -> Numeric:
        """Read key, unit, tolerance, safe bounds and slips."""
        made = read_numeric(table.part("numeric"))
        if any(pattern.unsafe for pattern in made.error_patterns):
            table.problem("error_patterns", "are unsafe only in a line of a write_order")
        return made

    def texts(self, body: Numeric) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        for pattern in body.error_patterns:
            yield f"error_patterns {pattern.label}: label", pattern.label
            yield f"error_patterns {pattern.label}: feedback", pattern.feedback

    def public(self, body: Numeric, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: the units on offer."""
        return {"units": list(body.accepted_units)}

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Grade a number, its text, or {"text": ..., "unit": ...}."""
        body = body_of(item, Numeric)
        if _blank(response):
            return ungraded("no answer", "Write a number.")
        read = judge(body, response, variant)
        if isinstance(read, str):
            return ungraded("refused", read)
        made, key = read.slip, key_words(body, variant)
        options = tuple(
            OptionFeedback(
                id=pattern.label,
                text=f"{show(value)} {body.unit}",
                correct=False,
                chosen=pattern is made,
                reason=fill(pattern.feedback, variant.values),
                misconception=pattern.label,
                backing=pattern.backing,
            )
            for pattern, value in slips(body, variant)
        )
        word = verdict(float(read.right))
        sentence = f"{word}. The answer is {key}."
        return graded(
            item,
            variant,
            score=float(read.right),
            sentence=sentence,
            key=key,
            options=options,
            error_pattern=made.label if made else None,
            echo=read.echo,
        )

    def audit(self, item: Item, variant: Variant) -> Iterator[str]:
        """Name an unsafe key of one variant, one that is shown too coarsely, or a clash."""
        yield from number_problems(body_of(item, Numeric), variant)


def number_problems(body: Numeric, variant: Variant) -> Iterator[str]:
    """Name an unsafe key of one variant, one that is shown too coarsely, or a clash."""
    values = variant.values
    key = values["key"]
    low, high = body.safe_min.value(values), body.safe_max.value(values)
    if not low <= key <= high:
        bounds = f"{show(low)} to {show(high)}"
        yield f"the key {show(key)} {body.unit} lies outside the safe {bounds}"
    try:
        shown = parse_number(show(key, body.show_decimals))
    except NumberError as error:
        yield str(error)
        return
    if not accepts(body, shown, variant):
        yield (f"the key {key!r} shown with {body.show_decimals} decimals would be marked wrong")
    found = [
        ("the key", key),
        *((pattern.label, value) for pattern, value in slips(body, variant)),
    ]
    for place, (first, one) in enumerate(found):
        for second, other in found[place + 1 :]:
            if _meet(body.tolerance, one, other) or (
                place == 0 and _round_alike(body, variant, other)
            ):
                yield f"{first} ({show(one)}) and {second} ({show(other)}) cannot be told apart"
