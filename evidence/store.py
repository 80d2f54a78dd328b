"""The evidence as one frozen object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .files.left_out import LeftOut
from .loader import EvidenceError, Reader
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

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that the course knows, by id, in the order of the files; every mapping is read-only."""

    sources: Mapping[str, Source]
    references: Mapping[str, Reference]
    claims: Mapping[str, Claim]
    trials: Mapping[str, Trial]
    reviews: Mapping[str, Review]
    guidelines: Mapping[str, Guideline]
    facts: Mapping[str, Fact]
    limits: Mapping[str, Limit]
    objectives: Mapping[str, Objective]
    monitoring: Mapping[str, Monitoring]
    incidents: Mapping[str, Incident]
    models: Mapping[str, Model]
    assumptions: Mapping[str, Assumption]
    questions: Mapping[str, Question]
    documents: Mapping[str, Document]

    @property
    def document(self) -> Document:
        """The text that the course started from; LeftOut where its file has a mistake."""
        for each in self.documents.values():
            return each
        raise LeftOut


def read_evidence(folder: Path | str) -> tuple[Evidence, tuple[str, ...]]:
    """Read the evidence files of a folder, and name each mistake in them.

    What has a mistake is left out, with what rests on it: to ask for it raises LeftOut. Limits and
    what is watched for are given whole or not at all.
    """
    reader = Reader(Path(folder))
    return Evidence(**reader.collections()), tuple(reader.problems)


def load_from(folder: Path | str) -> Evidence:
    """Read and check the evidence files of a folder.

    Raises EvidenceError with every problem of every file in `problems`.
    """
    return _whole(*read_evidence(folder))


def _whole(read: Evidence, problems: tuple[str, ...]) -> Evidence:
    if problems:
        raise EvidenceError(*problems)
    return read


@cache
def _own() -> tuple[Evidence, tuple[str, ...]]:
    return read_evidence(FOLDER)


def load() -> Evidence:
    """Read the course's own evidence, once for each process; what has a mistake is left out."""
    return _own()[0]


def mistakes() -> tuple[str, ...]:
    """The mistakes in the course's own evidence: file, line, record, field and reason."""
    return _own()[1]


def load_whole() -> Evidence:
    """The course's own evidence; EvidenceError, with every mistake, if something is left out."""
    return _whole(*_own())
