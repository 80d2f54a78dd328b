"""A department's own edition beside the course: cases, questions, plans and a protocol box.

It is always shown as "Local: …" and never becomes part of the evidence.
"""

from .edition import (
    NOTHING_LOCAL,
    CheckedAhead,
    LocalEdition,
    files_of,
    local_edition,
    read_checked,
    unchecked,
)
from .protocol import Protocol, ProtocolStatement, read_protocol

__all__ = [
    "NOTHING_LOCAL",
    "CheckedAhead",
    "LocalEdition",
    "Protocol",
    "ProtocolStatement",
    "files_of",
    "local_edition",
    "read_checked",
    "read_protocol",
    "unchecked",
]
