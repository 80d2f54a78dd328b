"""What a question is, and how it is read and filled with the numbers of a variant."""

from .content import (
    SCORING,
    AnswerOption,
    Backing,
    ComputedBy,
    Numeric,
    NumericErrorPattern,
    OptionList,
    Tolerance,
)
from .records import (
    BLOOM,
    ITEM_STATUSES,
    PLACES,
    Correction,
    Gate,
    Given,
    Hint,
    Item,
    Pair,
    SharedCase,
    Template,
    body_of,
)
from .ward_content import Extended

__all__ = [
    "Extended",
    "BLOOM",
    "PLACES",
    "SCORING",
    "ITEM_STATUSES",
    "Backing",
    "SharedCase",
    "OptionList",
    "ComputedBy",
    "Correction",
    "NumericErrorPattern",
    "Gate",
    "Given",
    "Hint",
    "Item",
    "Numeric",
    "AnswerOption",
    "Pair",
    "Template",
    "Tolerance",
    "body_of",
]
