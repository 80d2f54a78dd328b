"""The evidence as one frozen object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
        """The text that the course started from."""
        return next(iter(self.documents.values()))


def load_from(folder: Path | str) -> Evidence:
    """Read and check the evidence files of a folder.

    Raises EvidenceError with every problem of every file in `problems`.
    """
    reader = Reader(Path(folder))
    collections = reader.collections()
    if reader.problems:
        raise EvidenceError(*reader.problems)
    return Evidence(**collections)


@cache
def load() -> Evidence:
    """Read and check the course's own evidence, once for each process."""
    return load_from(FOLDER)
