"""What is known about ketamine infusion for cancer pain, and from where.

`load()` gives everything by id, `find(id)` one record of any kind; `state(record)` gives the one
sentence of a record that may be shown as fact, and refuses what was recalled or not found;
`chip(record)` gives what backs it; `review_status(id, words)` says who has signed those words.
"""

from __future__ import annotations

from .errors import LearnerError
from .files.left_out import LeftOut, Partial, given
from .files.own_file import OwnFile, WhenAsked
from .loader import EvidenceError
from .measured import Arm, Counts, Effect, Quantity
from .records import (
    Assumption,
    Claim,
    Document,
    Fact,
    Guideline,
    Incident,
    Limit,
    Model,
    Monitoring,
    Objective,
    Question,
    Reference,
    Review,
    Source,
    Trial,
)
from .reviewed import (
    ReviewStatus,
    Signature,
    in_words,
    mark_of,
    read_signed,
    review_status,
    review_words,
    signed,
    signed_mistakes,
    standing_line,
)
from .statements import Chip, ChipSource, chip, chip_source, may_be_stated, state
from .store import Evidence, load, load_from, load_whole, mistakes
from .tables import TableError, find

__all__ = [
    "Arm",
    "Assumption",
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
    "LearnerError",
    "LeftOut",
    "Limit",
    "Model",
    "Monitoring",
    "Objective",
    "OwnFile",
    "Partial",
    "Quantity",
    "Question",
    "Reference",
    "Review",
    "ReviewStatus",
    "Signature",
    "Source",
    "TableError",
    "Trial",
    "WhenAsked",
    "chip",
    "chip_source",
    "find",
    "given",
    "in_words",
    "load",
    "load_from",
    "load_whole",
    "mark_of",
    "may_be_stated",
    "mistakes",
    "read_signed",
    "review_status",
    "review_words",
    "signed",
    "signed_mistakes",
    "standing_line",
    "state",
]
