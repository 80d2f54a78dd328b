"""What is known about ketamine infusion for cancer pain, and from where.

`load()` gives everything by id; `state(record)` gives the one sentence of a record that may be
shown as fact, and refuses what was recalled or not found; `chip(record)` gives what backs it.
"""

from __future__ import annotations

from .loader import EvidenceError
from .records import (
    Arm,
    Claim,
    Counts,
    Document,
    Effect,
    Fact,
    Guideline,
    Incident,
    Limit,
    Model,
    Monitoring,
    Objective,
    Quantity,
    Reference,
    Review,
    Source,
    Trial,
)
from .statements import Chip, ChipSource, chip, may_be_stated, state
from .store import Evidence, load, load_from

__all__ = [
    "Arm",
    "Chip",
    "ChipSource",
    "Claim",
    "Counts",
    "Document",
    "Effect",
    "Evidence",
    "EvidenceError",
    "Fact",
    "Guideline",
    "Incident",
    "Limit",
    "Model",
    "Monitoring",
    "Objective",
    "Quantity",
    "Reference",
    "Review",
    "Source",
    "Trial",
    "chip",
    "load",
    "load_from",
    "may_be_stated",
    "state",
]
