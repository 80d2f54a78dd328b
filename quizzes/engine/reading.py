"""A table of a bank file, read field by field; every problem is noted with file, item and field."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from evidence import EvidenceError, may_be_stated, state
from evidence.numbers import format_number

from .arithmetic import ArithmeticProblem, Expression, expression
from .items import Backing, ComputedBy

_MISSING = object()
FACT_COLLECTIONS = ("facts", "limits", "trials", "reviews", "guidelines", "models", "incidents")
# {limit:infusion_cancer_pain.high} or {fact:F-S02}: filled once, when the bank is read.
REFERENCE = re.compile(r"\{(limit|model|fact):([^{}]*)\}")
# {rate} or {key:1}: filled for each variant; the digit is the most decimals to show.
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::([0-9]))?\}")
FUNCTION = re.compile(r"[a-z_]+(\.[a-zA-Z_0-9]+)+")


class Refusal(ValueError):
    """A field is wrong; the message is the rest of the sentence after the field's name."""


def evidence_number(reference: str, evidence: Any) -> float:
    """Look up a number of the evidence: "limit:infusion_cancer_pain.high" (or .low, .value), or a
    parameter of a model, "model:kamp_2020.cl_l_per_h"."""
    collection, _, rest = reference.partition(":")
    name, _, part = rest.partition(".")
    if collection == "limit":
        record = evidence.limits.get(name)
        value = getattr(record, part, None) if part in ("low", "high", "value") else None
    elif collection == "model":
        record = evidence.models.get(name)
        value = record.parameters.get(part) if record else None
    else:
        raise Refusal(
            "must look like limit:infusion_cancer_pain.high or "
            f"model:kamp_2020.cl_l_per_h, got {reference!r}"
        )
    if record is None:
        raise Refusal(f"names a {collection} that the evidence does not have: {name!r}")
    if value is None:
        raise Refusal(f"names no number of the {collection} {name!r}: {part!r}")
    return float(value)


def _fact_sentence(name: str, evidence: Any) -> str:
    record = find_fact(name, evidence)
    if record is None:
        raise Refusal(f"names a fact that the evidence does not have: {name!r}")
    try:
        return state(record)
    except EvidenceError as error:
        raise Refusal(f"states what may not be stated: {error}") from error


def find_fact(name: str, evidence: Any) -> Any:
    """Find a record with a sentence of its own by id, or None."""
    for collection in FACT_COLLECTIONS:
        found = getattr(evidence, collection, {}).get(name)
        if found is not None:
            return found
    return None


class Table:
    """One TOML table with its address; `close` names the fields that nobody asked for."""

    folder = Path()  # of the file; the tables inside it look for its figures there

    def __init__(self, data: Any, where: str, problems: list[str], evidence: Any) -> None:
        self.where, self.problems, self.evidence = where, problems, evidence
        self.data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        self.asked: set[str] = set()
        if not isinstance(data, dict):
            self.problem("", f"must be a table, got {data!r}")

    def problem(self, name: str, words: str) -> None:
        """Note what is wrong with field `name`."""
        self.problems.append(": ".join(part for part in (self.where, name, words) if part))

    def take(self, name: str, default: Any = _MISSING) -> Any:
        """Give the raw value of a field, or `default`; without one, note that it is missing."""
        self.asked.add(name)
        if name in self.data:
            return self.data[name]
        if default is _MISSING:
            self.problem(name, "is missing")
            return None
        return default

    def part(self, name: str, default: Any = _MISSING) -> Table:
        """Open a table inside this one."""
        data = self.take(name, default)
        return self._inner({} if data is None else data, f"{self.where}: {name}")

    def _inner(self, data: Any, where: str) -> Table:
        made = Table(data, where, self.problems, self.evidence)
        made.folder = self.folder
        return made

    def parts(self, name: str, default: Any = _MISSING) -> list[Table]:
        """Open each table of an array of tables."""
        rows = self.take(name, default)
        if rows is None:
            return []
        if not isinstance(rows, list):
            self.problem(name, f"must be a list of tables, got {rows!r}")
            return []
        return [
            self._inner(row, f"{self.where}: {name} {place}") for place, row in enumerate(rows, 1)
        ]

    def close(self) -> None:
        """Note every field that is not known."""
        for name in self.data:
            if name not in self.asked:
                self.problem(str(name), "is not a known field")

    def number(self, name: str, default: Any = _MISSING, *, above: float | None = None) -> float:
        """Read a finite number, above `above` if that is given."""
        value = self.take(name, default)
        if value is None:
            return math.nan
        good = type(value) in (int, float) and math.isfinite(value)
        if not good or (above is not None and value <= above):
            lowest = "" if above is None else f" above {format_number(above)}"
            self.problem(name, f"must be a number{lowest}, got {value!r}")
            return math.nan
        return float(value)

    def whole(self, name: str, lowest: int, highest: int) -> int:
        """Read a whole number from `lowest` to `highest`."""
        value = self.take(name)
        if value is None:
            return lowest
        if type(value) is not int or not lowest <= value <= highest:
            self.problem(name, f"must be a whole number from {lowest} to {highest}, got {value!r}")
            return lowest
        return value

    def flag(self, name: str, default: Any = _MISSING) -> bool:
        """Read true or false."""
        value = self.take(name, default)
        if value is not None and not isinstance(value, bool):
            self.problem(name, f"must be true or false, got {value!r}")
        return value is True

    def word(self, name: str, form: re.Pattern[str] | Iterable[str], example: str = "") -> str:
        """Read a short text that matches a pattern, or is one of a list."""
        value = self.take(name)
        if value is None:
            return ""
        if isinstance(form, re.Pattern):
            if not isinstance(value, str) or not form.fullmatch(value):
                self.problem(name, f"must look like {example}, got {value!r}")
                return ""
        elif not isinstance(value, str) or value not in tuple(form):
            self.problem(name, f"must be one of {', '.join(form)}; got {value!r}")
            return ""
        return value

    def text(self, name: str, default: Any = _MISSING) -> str:
        """Read words for the learner: not empty, no markup; references are filled in."""
        value = self.take(name, default)
        if value is None or value == default:
            return value or ""
        if not isinstance(value, str) or not value.strip():
            self.problem(name, f"must be words, got {value!r}")
            return ""
        if "<" in value or ">" in value:
            self.problem(name, "may not hold < or >: write less than or more than, and no markup")
        try:
            filled = REFERENCE.sub(self._reference, value.strip())
        except Refusal as refusal:
            self.problem(name, str(refusal))
            return ""
        if set("{}") & set(PLACEHOLDER.sub("", filled)):
            self.problem(
                name,
                "has a brace that is not a placeholder such as {rate}, {rate:1}, "
                "{limit:infusion_cancer_pain.high} or {fact:F-S02}",
            )
        return filled

    def _reference(self, match: re.Match[str]) -> str:
        if match[1] == "fact":
            return _fact_sentence(match[2], self.evidence)
        return format_number(evidence_number(f"{match[1]}:{match[2]}", self.evidence))

    def words(self, name: str, default: Any = _MISSING) -> tuple[str, ...]:
        """Read a list of texts, each once."""
        value = self.take(name, default)
        if value is None:
            return ()
        if not isinstance(value, (list, tuple)) or not all(
            isinstance(each, str) and each.strip() for each in value
        ):
            self.problem(name, f"must be a list of texts, got {value!r}")
            return ()
        if len(set(value)) < len(value):
            self.problem(name, f"names something twice: {list(value)}")
        return tuple(value)

    def ids(self, name: str, collection: str, default: Any = _MISSING) -> tuple[str, ...]:
        """Read ids that must exist in a collection of the evidence."""
        known = getattr(self.evidence, collection)
        value = self.words(name, default)
        for each in value:
            if each not in known:
                self.problem(
                    name, f"names {each!r}, which is not among the {collection} of the evidence"
                )
        return value

    def backing(self) -> Backing:
        """Read `sources` and `facts`, both optional; a fact must be one that may be stated."""
        facts = self.words("facts", ())
        for each in facts:
            record = find_fact(each, self.evidence)
            if record is None:
                self.problem("facts", f"names {each!r}, which the evidence does not have")
            elif not may_be_stated(record):
                self.problem("facts", f"names {each!r}, which may not be stated as fact")
        return Backing(sources=self.ids("sources", "sources", ()), facts=facts)

    def expression(self, name: str, default: Any = _MISSING) -> Expression:
        """Read arithmetic: a number, or a text such as "rate * weight"."""
        return self.as_expression(name, self.take(name, default))

    def as_expression(self, name: str, value: Any) -> Expression:
        """Turn a raw value into arithmetic, or note why it is none."""
        if value is None:
            return expression("0")
        if type(value) in (int, float) and math.isfinite(value):
            return expression(repr(value))
        if not isinstance(value, str):
            self.problem(name, f"must be a number or arithmetic as text, got {value!r}")
            return expression("0")
        try:
            return expression(value)
        except ArithmeticProblem as error:
            self.problem(name, str(error))
            return expression("0")

    def computed_by(self) -> ComputedBy | None:
        """Read the optional pointer to the function of widgets.model that gives this number."""
        if self.take("computed_by", None) is None:
            return None
        inner = self.part("computed_by")
        arguments = inner.take("args")
        if not isinstance(arguments, dict):
            inner.problem("args", f"must be a table, got {arguments!r}")
            arguments = {}
        for name, value in arguments.items():
            if isinstance(value, str) and value.startswith("="):
                inner.as_expression(f"args: {name}", value[1:])
        made = ComputedBy(
            function=inner.word("function", FUNCTION, "kinetics.plateau_ng_per_ml"),
            args=dict(arguments),
            within=inner.number("within", above=0),
            field=inner.take("field", ""),
            times=inner.number("times", 1, above=0),
        )
        inner.close()
        return made
