"""One way to grade every type of question."""

from __future__ import annotations

from typing import Any

from .items.records import Item
from .items.variants import variant
from .types import QUESTION_TYPES
from .types.grades import Grade, ungraded

TEXT_AT_MOST = 64  # characters of an answer in words, and of each part of any other


def grade(item: Item, response: Any, seed: int | None = None) -> Grade:
    """Grade a response to the variant of `item` that `seed` gives (None: the first variant).

    `response` is an option id (sba), a list of option ids (multi), or for numeric a number, its
    text, or {"text": "3.5", "unit": "mL/h"}. None is "no answer"; what cannot be read is
    "refused" with a sentence, and so is text of more than TEXT_AT_MOST characters. No response
    raises; a seed below 0 raises ArithmeticProblem.
    """
    if isinstance(response, str) and len(response) > TEXT_AT_MOST:
        return ungraded(
            "refused",
            f"Write at most {TEXT_AT_MOST} characters; this answer has {len(response):,}.",
        )
    made: Grade = QUESTION_TYPES[item.type].grade(item, response, variant(item, seed))
    return made
