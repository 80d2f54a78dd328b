"""Where a number with a clinical unit comes from that stands typed in words; a sentence a problem.

In a lesson's Markdown each one is listed in `course.numbers` of its cell, with its home:

- "made up": a number of the made-up patient, such as "62 kg";
- "limit:infusion_cancer_pain.high", "model:kamp_2020.cl_l_per_h": it equals that number;
- "record:F-S06": it equals a quantity of that record (a fact, trial, incident or limit);
- "in limit:infusion_cancer_pain": an order of the story that lies in that range;
- "case:13_journal_club": the words of that case have it;
- "day": the hours of a day;
- "error: why": a wrong dose, shown so that the learner sees what is wrong with it;
- {function, args, field}: what widgets.model computes, as in a question's `computed_by`; with
  says = "above" or "below" it is a bound that the computed value does not reach.

In a question's vignette or lead-in a number is written {name} or {limit:…}. Typed, it has to be one
of the evidence, one of the file's own [numbers], or one of a story that says that it is made up.
"""

import importlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from evidence import load
from evidence.files.fields import FieldRefusal
from evidence.tables import evidence_number
from evidence.units import canonical_unit
from widgets.model.cases import load_cases

_UNIT = (
    r"mg/kg/h|mg/kg/day|mg/kg|mcg/kg/min|mcg/kg/h|mg/24 h|mg/day|mg/mL|mg/h|mL/h|mL/min|ng/mL"
    r"|mmHg|mg|mcg|mL|kg|L/h|L|hours|hour|h|days|day|minutes|minute|min|weeks|week|months|month"
    r"|years|year|half-lives|half-life|percent|%|of 100|of 10"
)
_TIMES = r"hours|hour|h|days|day|minutes|minute|min|weeks|week|months|month|years|year"
_SPELT = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_QUANTITY = re.compile(
    rf"(?<![\w.,{{:/-])({_NUMBER})(?:(?: to | and |-)({_NUMBER}))?[ \u00a0-]?({_UNIT})(?![\w/])"
)
# Spelt out, a number of days or hours is a story's; with any other unit it is a statement.
_SPELT_QUANTITY = re.compile(
    rf"\b({'|'.join(_SPELT)})(?:(?: to | and | or |-)({'|'.join(_SPELT)}))?[ \u00a0-]"
    rf"(?!(?:{_TIMES})\b)({_UNIT})(?![\w/])",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_MADE_UP = re.compile(r"\bmade[- ]up\b", re.IGNORECASE)
_MADE_UP_STUDY = re.compile(
    r"\b(?:made-up|suppose that a|imagine a) (?:drug|test|trial|audit|study)\b", re.IGNORECASE
)
# What a made-up patient, order or plan brings with it. A dose among it is held to its limit by the
# guard of the doses; a level, a share or a count of people is a finding, and nobody's to make up.
STORY_UNITS = frozenset(
    map(
        canonical_unit,
        ("kg", "years", "of 10", "mmHg", "weeks", "h", "days", "min", "mL", "mL/h", "mg/kg/h")
        + ("mg/mL", "mg/kg", "mg", "mg/h", "mg/24 h"),
    )
)
PATIENT_UNITS = frozenset(map(canonical_unit, ("kg", "years", "weeks", "of 10", "mmHg")))
# What a unit or a word means: a day, an hour, the prefix, how far "arrived" and "gone" reach in the
# lab's readouts, and how wide an interval is.
MEANINGS = {"24 h", "60 min", "One mg", "1,000 mcg", "90 %", "80 %", "95%"}


class Quantity(NamedTuple):
    """A number as it stands in the words: `text` with its unit, its values, the unit's one name."""

    text: str
    values: tuple[float, ...]
    unit: str


def _value(number: str) -> float:
    spelt = number.lower()
    return float(_SPELT.index(spelt) + 1 if spelt in _SPELT else number.replace(",", ""))


def quantities(text: str) -> Iterator[Quantity]:
    """Each typed number of `text` that has a clinical unit; what stands in {…} is not typed."""
    bare = _PLACEHOLDER.sub("{}", text)
    for found in (*_QUANTITY.finditer(bare), *_SPELT_QUANTITY.finditer(bare)):
        low, high, unit = found.groups()
        values = tuple(_value(each) for each in (low, high) if each)
        yield Quantity(" ".join(found.group().split()), values, canonical_unit(unit))


def _numbers_of(part) -> list[float]:
    single = (getattr(part, name, None) for name in ("value", "low", "high"))
    return [*(each for each in single if each is not None), *getattr(part, "steps", ())]


def _parts(record) -> tuple:
    if hasattr(record, "setting") and hasattr(record, "unit"):
        return (record,)
    return (*getattr(record, "quantities", ()), *getattr(record, "effects", ()))


def _has(record, quantity: Quantity) -> bool:
    alike = [part for part in _parts(record) if canonical_unit(part.unit) == quantity.unit]
    return set(quantity.values) <= {number for part in alike for number in _numbers_of(part)}


@cache
def _records() -> Mapping[str, object]:
    """The records that hold quantities, by id; what may not be stated backs nothing."""
    known = load()
    groups = (known.facts, known.trials, known.incidents, known.limits, known.reviews)
    return {
        name: record
        for group in groups
        for name, record in group.items()
        if getattr(record, "status", "verified") not in ("from-memory", "not-found")
    }


def computed(home: Mapping) -> float:
    """What the function of widgets.model named in `home` gives, its field taken."""
    module, name = home["function"].rsplit(".", 1)
    value = getattr(importlib.import_module(f"widgets.model.{module}"), name)(**home["args"])
    for field in filter(None, home.get("field", "").split(".")):
        value = getattr(value, field)
    return float(value)


def _model_problem(quantity: Quantity, home: Mapping) -> str:
    (value,), model = quantity.values, computed(home)
    says = home.get("says", "equal")
    holds = {
        "equal": abs(value - model) <= 1e-6 * abs(model),
        "above": model < value,
        "below": value < model,
    }
    return "" if holds.get(says) else f"must be {says} to what the model computes, {model:g}"


def _named_problem(quantity: Quantity, home: str) -> str:
    kind, _, rest = home.partition(":")
    if home == "made up":
        weight, known = load().limits["weight_kg"], quantity.unit in PATIENT_UNITS
        if quantity.unit == "kg":
            known = all(weight.low <= value <= weight.high for value in quantity.values)
        return "" if known else "is no number that a made-up patient brings"
    if home == "day":
        return "" if quantity.text in ("24 h", "24 hours") else "are not the hours of a day"
    if kind == "error":
        return "" if len(rest.split()) > 3 else "must say why a wrong dose is shown"
    if kind == "case":
        case = load_cases().get(rest)
        return "" if case and quantity.text in case.stem else f"is not in the words of {home}"
    if kind == "record":
        found = rest in _records() and _has(_records()[rest], quantity)
        return "" if found else f"is no quantity of {rest}"
    if kind == "in limit":
        limit = load().limits.get(rest)
        unit = limit and canonical_unit(limit.unit)
        if not limit or limit.low is None or unit != quantity.unit:
            return f"is in {quantity.unit}, and {rest} is no range in it"
        inside = all(limit.low <= value <= limit.high for value in quantity.values)
        return "" if inside else f"is not in {rest}, {limit.low} to {limit.high} {limit.unit}"
    try:
        value = evidence_number(home, load())
    except FieldRefusal as refusal:
        return f"has a home that {refusal}"
    unit = load().limits[rest.split(".")[0]].unit if kind == "limit" else ""
    if unit and canonical_unit(unit) != quantity.unit:
        return f"is in {quantity.unit}, {home} in {unit}"
    return "" if quantity.values == (value,) else f"is not {home}, which is {value:g}"


def cell_problems(source: str, homes: Mapping) -> list[str]:
    """Return each typed quantity of a Markdown cell without a home, and each idle or false home."""
    typed = {each.text: each for each in quantities(source)}
    problems = [
        f"{text!r} is typed: course.numbers of its cell must say where it comes from"
        for text in typed
        if text not in homes
    ]
    for text, home in homes.items():
        if text not in typed:
            problems.append(f"{text!r} of course.numbers does not stand in its cell")
            continue
        check = _named_problem if isinstance(home, str) else _model_problem
        if problem := check(typed[text], home):
            problems.append(f"{text!r} {problem}")
    return problems


def item_problems(item) -> list[str]:
    """Return each typed quantity of a question's vignette or lead-in that nothing accounts for."""
    case = (item.case.title, item.case.text) if item.case else ()
    words = "\n".join((*case, item.vignette, item.lead_in))
    theirs = STORY_UNITS if item.story or _MADE_UP.search(words) else frozenset()
    if _MADE_UP_STUDY.search(words):
        theirs |= {"percent"}
    shared = {(given.value, canonical_unit(given.unit)) for given in item.given.values()}
    problems = []
    for each in quantities(words):
        if each.text in MEANINGS or each.unit in theirs:
            continue
        if all((value, each.unit) in shared for value in each.values):
            continue
        if not any(_has(record, each) for record in _records().values()):
            problems.append(
                f"{item.id}: {each.text!r} is typed: write {{limit:…}} or a name of [numbers], "
                "or say story = true, if its people and orders are made up"
            )
    return problems
