"""Reads the small tables inside a question: hints, waivers, what was mended, what the gate says."""

from __future__ import annotations

import re
from datetime import date

from .items.records import ITEM_ID, Correction, Gate, Hint, Pair
from .items.toml_reader import QuestionTable

LINT_CODE = re.compile(r"[A-Z][A-Z_]+")
FINDING = re.compile(r"[a-z][a-z0-9_]*")


def waivers(table: QuestionTable) -> dict[str, str]:
    """The lint's findings that this question is allowed, each with a reason."""
    made: dict[str, str] = {}
    for row in table.parts("lint_waivers", []):
        code = row.word("code", LINT_CODE, "CLANG")
        reason = row.text("reason")
        if code in made:
            row.problem("code", f"waives {code} twice")
        made[code] = reason
        row.close()
    return made


def _plain(row: QuestionTable, name: str) -> str:
    """Words that hold no number of a variant: the learner may have met another one."""
    words = row.text(name)
    if "{" in words:
        row.problem(name, "may not hold a placeholder")
    return words


def corrections(table: QuestionTable, version: int) -> tuple[Correction, ...]:
    """What was mended, oldest first, each in a version of its own; a version that tells nothing is
    refused, unless `words_only` lists it.
    """
    # A version that is no number is refused by itself; its history is not held against it.
    is_read = type(table.data.get("version")) is int
    made: list[Correction] = []
    for row in table.parts("corrected", []):
        on = row.take("on")
        if type(on) is not date:
            row.problem("on", f"must be a date such as 2026-11-27, got {on!r}")
            on = date.min
        first = made[-1].version + 1 if made else 2
        made.append(
            Correction(
                version=row.whole("version", first, max(first, version) if is_read else 9999),
                on=on,
                what=_plain(row, "what"),
                key=row.flag("key"),
            )
        )
        row.close()
    words_only = table.take("words_only", [])
    if not isinstance(words_only, list) or not all(type(each) is int for each in words_only):
        table.problem("words_only", f"must be a list of versions, got {words_only!r}")
        words_only = []
    if not is_read:
        return tuple(made)
    told = [each.version for each in made]
    for each in sorted({*words_only} - {*range(2, version + 1)} | {*words_only} & {*told}):
        table.problem("words_only", f"names version {each}, which is told already or none above 1")
    for each in range(2, version + 1):
        if each not in told and each not in words_only:
            table.problem(
                "corrected",
                f"does not tell what changed in version {each}; where only words changed that "
                f"nobody needs to be told of, say words_only = [{each}]",
            )
    return tuple(made)


def gate(table: QuestionTable) -> Gate | None:
    """What the gate must say; whether it does, a test of the course checks."""
    if table.take("gate", None) is None:
        return None
    inner = table.part("gate")
    findings = inner.take("findings")
    if not isinstance(findings, dict) or not all(
        isinstance(each, (str, int, float)) for each in findings.values()
    ):
        inner.problem("findings", f"must be a table of findings, got {findings!r}")
        findings = {}
    made = Gate(findings=dict(findings), step=inner.word("step", FINDING, "treat_cause"))
    inner.close()
    return made


def pair(table: QuestionTable, item_id: str) -> Pair | None:
    """The counterpart with one finding changed; whether it is one, the lint says of the bank."""
    if table.take("pair", None) is None:
        return None
    inner = table.part("pair")
    made = Pair(other=inner.word("with", ITEM_ID, "GAT-013"), changed=_plain(inner, "changed"))
    if made.other and made.other == item_id:
        inner.problem("with", f"names the question itself, {item_id!r}: name its counterpart")
    inner.close()
    return made


def hints(table: QuestionTable) -> tuple[Hint, ...]:
    """Help in steps; together the hints may cost at most the whole credit."""
    made = []
    for row in table.parts("hints", []):
        made.append(Hint(text=row.text("text"), cost=row.number("cost")))
        row.close()
    costs = [hint.cost for hint in made]
    if len(made) > 3 or not all(0 <= cost <= 1 for cost in costs) or sum(costs) > 1:
        table.problem("hints", "must be at most 3, with costs from 0 to 1 and together at most 1")
    return tuple(made)
