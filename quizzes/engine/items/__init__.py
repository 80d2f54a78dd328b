"""What a question is, and how it is read and filled with the numbers of a variant."""

from .content import (
    SCORING,
    Backing,
    Choice,
    ComputedBy,
    ErrorPattern,
    Numeric,
    Option,
    Tolerance,
)
from .records import (
    BLOOM,
    PLACES,
    STATUSES,
    Case,
    Correction,
    Gate,
    Given,
    Hint,
    Item,
    Template,
    body_of,
)

__all__ = [
    "BLOOM",
    "PLACES",
    "SCORING",
    "STATUSES",
    "Backing",
    "Case",
    "Choice",
    "ComputedBy",
    "Correction",
    "ErrorPattern",
    "Gate",
    "Given",
    "Hint",
    "Item",
    "Numeric",
    "Option",
    "Template",
    "Tolerance",
    "body_of",
]
