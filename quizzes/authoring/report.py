"""What the bank covers: `python -m quizzes report`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import evidence as course_evidence

from ..engine.bank import Bank
from ..engine.items import Item
from ..engine.items.variants import variant_count
from ..engine.schedule import group_of

LIVE_AT_LEAST = 200
PER_OBJECTIVE = 8
NUMBERS_AT_LEAST = 40
SURFACES_PER_CLAIM = 2
SURFACES_PER_IDEA = 3


def is_number(item: Item) -> bool:
    """Whether a question asks for a number or comes with new numbers each time."""
    return item.type == "numeric" or item.seeded


def gaps(bank: Bank, evidence: Any = None) -> list[str]:
    """What is missing from a full bank, one sentence each; an empty list is a full bank."""
    evidence = course_evidence.load() if evidence is None else evidence
    live = [item for item in bank.items if item.status == "live"]
    found = []
    if len(live) < LIVE_AT_LEAST:
        found.append(f"{len(live)} live questions of {LIVE_AT_LEAST}")
    numbers = sum(map(is_number, live))
    if numbers < NUMBERS_AT_LEAST:
        found.append(f"{numbers} questions with numbers of {NUMBERS_AT_LEAST}")
    by_objective = Counter(item.objective for item in live)
    found += [
        f"objective {name}: {by_objective[name]} questions of {PER_OBJECTIVE}"
        for name in evidence.objectives
        if by_objective[name] < PER_OBJECTIVE
    ]
    by_claim = Counter(claim for item in live for claim in item.claims)
    found += [
        f"claim {name}: {by_claim[name]} surfaces of {SURFACES_PER_CLAIM}"
        for name in evidence.claims
        if by_claim[name] < SURFACES_PER_CLAIM
    ]
    for idea in bank.ideas:
        count = sum(map(variant_count, bank.surfaces(idea.id)))
        if count < SURFACES_PER_IDEA:
            found.append(f"idea {idea.id}: {count} surfaces of {SURFACES_PER_IDEA}")
    return found


def _counts(title: str, names: Iterable[str], counted: Counter[str], needed: int) -> list[str]:
    rows = [
        f"  {name:<6} {counted[name]:>3}{'' if counted[name] >= needed else '  too few'}"
        for name in names
    ]
    return [f"{title} (at least {needed} each)", *rows]


def report(bank: Bank, evidence: Any = None) -> str:
    """Count live questions by lesson, type, objective and claim, and name what is missing."""
    evidence = course_evidence.load() if evidence is None else evidence
    live = [item for item in bank.items if item.status == "live"]
    reviewed = sum(bool(item.reviewed_by) for item in live)
    lines = [
        f"{len(live)} live questions, {sum(map(is_number, live))} with numbers, "
        f"{len({group_of(item) for item in live})} ideas; {reviewed} signed by a clinician.",
        "",
        "By lesson",
        *(
            f"  {name:<28} {count:>3}"
            for name, count in sorted(Counter(item.lesson for item in live).items())
        ),
        "",
        "By type",
        *(
            f"  {name:<8} {count:>3}"
            for name, count in Counter(item.type for item in live).most_common()
        ),
        "",
        *_counts(
            "By objective",
            evidence.objectives,
            Counter(item.objective for item in live),
            PER_OBJECTIVE,
        ),
        "",
        *_counts(
            "By claim",
            evidence.claims,
            Counter(claim for item in live for claim in item.claims),
            SURFACES_PER_CLAIM,
        ),
        "",
    ]
    missing = gaps(bank, evidence)
    return "\n".join(
        [*lines, "Missing:", *(f"  {each}" for each in missing)]
        if missing
        else [*lines, "Nothing is missing."]
    )
