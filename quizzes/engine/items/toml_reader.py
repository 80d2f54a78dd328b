"""A table of a bank file: the one reader of TOML, with what questions hold besides."""

from __future__ import annotations

import math
import re
from dataclasses import MISSING
from typing import Any

from evidence import LeftOut, TableError, find, may_be_stated
from evidence.files.fields import FieldRefusal, did_you_mean
from evidence.files.left_out import may_lack
from evidence.tables import TomlTable, filled

from .arithmetic import ArithmeticProblem, Expression, expression
from .content import Backing, ComputedBy

# {rate} or {key:1}: filled for each variant; the digit is the most decimals to show.
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::([0-9]))?\}")
FUNCTION = re.compile(r"[a-z_]+(\.[a-zA-Z_0-9]+)+")


class QuestionTable(TomlTable):
    """A table of a bank file, whose words, ids and arithmetic rest on `evidence`."""

    evidence: Any  # what evidence.load() gives, unless a test brings its own

    def inner(self, data: Any, where: str, *way: str | int) -> QuestionTable:
        """Open any data as a table that rests on the same evidence."""
        made = super().inner(data, where, *way)
        made.evidence = self.evidence
        return made

    def text(self, name: str, default: Any = MISSING) -> str:
        """Read words for the learner: not empty, no markup; references are filled in once."""
        value = super().text(name, default).strip()
        if "<" in value or ">" in value:
            self.problem(name, "may not hold < or >: write less than or more than, and no markup")
        try:
            words = filled(value, self.evidence)
        except FieldRefusal as refusal:
            self.problem(name, str(refusal))
            return ""
        if set("{}") & set(PLACEHOLDER.sub("", words)):
            self.problem(
                name,
                "has a brace that is not a placeholder such as {rate}, {rate:1}, "
                "{limit:infusion_cancer_pain.high} or {fact:F-S02}",
            )
        return words

    def ids(self, name: str, collection: str, default: Any = MISSING) -> tuple[str, ...]:
        """Read ids that must exist in a collection of the evidence."""
        known = getattr(self.evidence, collection)
        value = self.words(name, default)
        for each in value:
            if each not in known:
                if may_lack(known, each):
                    raise LeftOut("This question")
                self.problem(
                    name,
                    f"names {each!r}, which is not among the {collection} of the evidence"
                    f"{did_you_mean(each, known)}",
                )
        return value

    def backing(self) -> Backing:
        """Read `sources` and `facts`, both optional; a fact must be one that may be stated."""
        facts = self.words("facts", ())
        for each in facts:
            try:
                record = find(each, self.evidence)
            except TableError:
                self.problem("facts", f"names {each!r}, which the evidence does not have")
                continue
            if record is None or each in self.evidence.claims:
                self.problem("facts", f"names {each!r}, which is no fact of the evidence")
            elif not may_be_stated(record):
                self.problem("facts", f"names {each!r}, which may not be stated as fact")
        return Backing(sources=self.ids("sources", "sources", ()), facts=facts)

    def expression(self, name: str, default: Any = MISSING) -> Expression:
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
