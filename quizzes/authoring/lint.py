"""Checks the bank against the rules of item writing: `python -m quizzes lint`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import evidence as course_evidence
from evidence.guard.medication_text import problems as medication_problems

from ..engine.audit import audit
from ..engine.bank import Bank
from ..engine.items import Item
from ..engine.items.variants import every_variant, fill
from .bankwide.not_yet import read_not_yet
from .lint_asked import Asked
from .lint_bank import BANK_RULES, COURSE_RULES
from .lint_doses import doses_and_people, texts_of
from .lint_rules import ITEM_RULES
from .report import gaps

__all__ = ["Finding", "errors", "lint", "lint_words", "texts_of"]

DECIMALS = ("TRAILING_ZERO", "NAKED_DECIMAL", "UNITS_LETTER", "MICRO_SIGN")
NEVER_WAIVED = ("DOSE_LIMIT", "REAL_PERSON")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault: `level` is E (error), W (look at it), I (for information); `waived` is the reason
    that the bank gives for leaving it, or ""."""

    code: str
    level: str
    item: str
    words: str
    waived: str = ""

    def __str__(self) -> str:
        reason = f" (waived: {self.waived})" if self.waived else ""
        return f"{'-' if self.waived else self.level} {self.code} {self.item}: {self.words}{reason}"


def _medication(item: Item) -> Iterator[Finding]:
    seen = set()
    for each in every_variant(item):
        for name, text in texts_of(item):
            for problem in medication_problems(fill(text, each.values)):
                rule = problem.partition(":")[0]
                if (rule, name) not in seen:
                    seen.add((rule, name))
                    code = "DECIMAL_SAFETY" if rule in DECIMALS else f"MED_{rule}"
                    yield Finding(code=code, level="E", item=item.id, words=f"{name}: {problem}")


def _of_item(item: Item, evidence: Any) -> Iterator[Finding]:
    asked = Asked(item, evidence)
    for code, level, rule in ITEM_RULES:
        for words in rule(asked):
            yield Finding(code=code, level=level, item=item.id, words=words)
    yield from _medication(item)
    for code, level, words, reason in doses_and_people(item):
        yield Finding(code=code, level=level, item=item.id, words=words, waived=reason)
    for problem in audit(Bank((item,))):
        code = "NUM_TOL" if "told apart" in problem else "TEMPLATE_SAFE"
        yield Finding(code=code, level="E", item=item.id, words=problem.partition(", ")[2])


def _waive(found: Iterable[Finding], items: dict[str, Item]) -> Iterator[Finding]:
    """Mark what the bank waives, and complain of a waiver that nothing needs any more."""
    used = set()
    for each in found:
        waivers = items[each.item].waivers if each.item in items else {}
        if each.code in waivers and each.code not in NEVER_WAIVED:
            used.add((each.item, each.code))
            each = replace(each, waived=waivers[each.code])
        yield each
    for item in items.values():
        for code in item.waivers:
            if (item.id, code) not in used:
                yield Finding(
                    code="IDLE_WAIVER",
                    level="W",
                    item=item.id,
                    words=f"waives {code}, which is not found",
                )


def _of_bank(bank: Bank, live: list[Item], course: bool, evidence: Any) -> Iterator[Finding]:
    for rule in (*BANK_RULES, *(COURSE_RULES if course else ())):
        for code, level, name, words in rule(live):
            yield Finding(code=code, level=level, item=name, words=words)
    for words in gaps(bank, evidence) if course else ():
        yield Finding(code="BANK_MINIMUM", level="E", item="bank", words=words)


def lint(
    bank: Bank,
    evidence: Any = None,
    whole: bool = True,
    course: bool = False,
    not_yet: frozenset[str] | None = None,
) -> list[Finding]:
    """Find every fault of every question that is not retired; errors first.

    A waived fault is in the list with its reason; it counts for nothing. Where not the `whole` bank
    could be read, what only the whole bank can say is left out; where it is that of the `course`,
    it has to be full. Errors of the codes of `not_yet` (None: those that the shipped bank does not
    keep yet) are warnings.
    """
    not_yet = read_not_yet() if not_yet is None else not_yet
    evidence = course_evidence.load() if evidence is None else evidence
    items = [item for item in bank.items if item.status != "retired"]
    found = [each for item in items for each in _of_item(item, evidence)]
    live = [item for item in items if item.status == "live"]
    found += _of_bank(bank, live, course, evidence) if whole else ()
    found = [
        replace(each, level="W") if each.level == "E" and each.code in not_yet else each
        for each in found
    ]
    order = {item.id: place for place, item in enumerate(items)}
    return sorted(
        _waive(found, {item.id: item for item in items}),
        key=lambda each: (bool(each.waived), "EWI".index(each.level), order.get(each.item, -1)),
    )


def errors(bank: Bank, evidence: Any = None, course: bool = False) -> list[str]:
    """The findings that fail the tests, as text."""
    found = lint(bank, evidence, course=course)
    return [str(each) for each in found if each.level == "E" and not each.waived]


def lint_words(found: Iterable[Finding], not_loaded: int = 0, known: int = 0) -> str:
    """Count the findings in a sentence or two.

    `not_loaded`: mistakes because of which something could not be loaded; of what was not seen
    nobody says that it has no error. `known`: findings that are known and not shown.
    """
    found = list(found)
    counts = Counter("waived" if each.waived else each.level for each in found)
    errors = f"{counts['E']} errors"
    if not_loaded:
        mistakes = "1 mistake" if not_loaded == 1 else f"{not_loaded} mistakes"
        errors = f"Could not load everything: {mistakes}. In what was read: "
        errors += f"{counts['E']} with an error" if counts["E"] else "no further error"
    rest = f"{counts['W']} warnings, {counts['I']} for information, {counts['waived']} waived"
    return f"{errors}, {rest}{f', {known} known and not shown' if known else ''}."
