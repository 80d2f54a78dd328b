"""The types of question. A new type is one module with read, texts, public, grade and audit."""

from __future__ import annotations

from types import ModuleType

from . import choice, numeric

KINDS: dict[str, ModuleType] = {"sba": choice, "multi": choice, "numeric": numeric}
