"""A question as a page may know it before an answer: no key, no feedback, no slips."""

from __future__ import annotations

from typing import Any

from .items.records import Item
from .items.variants import fill, variant
from .types import QUESTION_TYPES


def paragraphs(text: str) -> list[str]:
    """Split words at blank lines."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def public_view(item: Item, seed: int | None = None) -> dict[str, Any]:
    """Give the words and the options or units of one variant, as plain data for a page."""
    each = variant(item, seed)
    more: dict[str, Any] = {}
    if item.case:
        more["case"] = {
            "title": fill(item.case.title, each.values),
            "text": paragraphs(fill(item.case.text, each.values)),
        }
    if item.hints:
        more["hints"] = [round(100 * hint.cost) for hint in item.hints]
    return {
        "id": item.id,
        "version": item.version,
        "lesson": item.lesson,
        "type": item.type,
        "seed": each.seed if item.seeded else None,
        "vignette": paragraphs(fill(item.vignette, each.values)),
        "lead_in": fill(item.lead_in, each.values),
        "certainty": item.certainty,
        **more,
        **QUESTION_TYPES[item.type].public(item.body, each),
    }
