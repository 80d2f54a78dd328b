"""The types of question. A new type is one module with read, texts, public, grade and audit."""

from __future__ import annotations

from types import ModuleType

from . import choice, numeric, ordering, placing, saying

KINDS: dict[str, ModuleType] = {
    "sba": choice,
    "multi": choice,
    "numeric": numeric,
    "match": placing,
    "order": ordering,
    "cloze": placing,
    "short": saying,
    "card": saying,
    "poll": saying,
}
# A card and a poll ask for no certainty: the one is judged by the learner, the other by nobody.
WITHOUT_CERTAINTY = ("card", "poll")
