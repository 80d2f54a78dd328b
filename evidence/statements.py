"""The only two ways from a record to the screen: its sentence, and the chip that backs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .loader import EvidenceError
from .numbers import format_number
from .records import Claim, Limit, Source
from .store import load

STATABLE_STATUSES = ("verified", "derived", "course")
STATABLE_VERDICTS = ("supported", "supported-with-nuance")

STATUS_WORDS: Mapping[str, str] = {
    "verified": "seen at the source",
    "secondary": "seen in a summary of the source",
    "derived": "worked out from figures seen at the source",
    "course": "set by this course, not by a source",
    "from-memory": "recalled, not seen: not stated as fact",
    "not-found": "looked for and not found: not stated as fact",
    "supported": "the literature agrees",
    "supported-with-nuance": "the literature agrees in part",
    "conflict": "the sources disagree: not stated as fact",
    "left-out": "other sources say this, the source document does not",
    "unverified": "the passage could not be seen: not stated as fact",
}
DEPTH_WORDS: Mapping[str, str] = {
    "primary": "read at the source",
    "secondary": "a summary by others",
    "existence-only": "known to exist; the passage was not seen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipSource:
    """One source on a chip: short label, full citation, link ("" if none) and what was seen."""

    id: str
    label: str
    citation: str
    link: str
    depth_words: str
    seen: str
    seen_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """What backs a statement: where it comes from, how sure we are, and what disagrees."""

    id: str
    label: str
    status: str
    status_words: str
    statable: bool
    disagrees: str
    sources: tuple[ChipSource, ...]


def _standing(record: Any) -> str:
    """The verdict of a claim, or the status of any other record ("" if it needs none)."""
    return record.verdict if isinstance(record, Claim) else getattr(record, "status", "")


def may_be_stated(record: Any) -> bool:
    """Say whether the sentence of a record may stand on a page as fact."""
    standing = _standing(record)
    return standing in STATABLE_STATUSES + STATABLE_VERDICTS or standing == ""


def _limit_sentence(limit: Limit) -> str:
    if limit.steps:
        shown = [format_number(step) for step in limit.steps]
        amount = f"{', '.join(shown[:-1])} and {shown[-1]}"
    elif limit.low is not None and limit.high is not None:
        amount = f"{format_number(limit.low)} to {format_number(limit.high)}"
    elif limit.value is not None:
        amount = f"{'less than ' if limit.strict else ''}{format_number(limit.value)}"
    return f"{limit.label}: {amount} {limit.unit}."


def state(record: Any) -> str:
    """Give the one sentence of a record that may be shown as fact.

    Raises EvidenceError for what was recalled, not found, could not be checked or is in conflict:
    show those through `chip`, or a claim's `finding` in a "where the sources disagree" box.
    """
    if not may_be_stated(record):
        words = STATUS_WORDS[_standing(record)]
        raise EvidenceError(
            f"{record.id} may not be stated as fact: its standing is "
            f"{_standing(record)!r} ({words})"
        )
    if isinstance(record, Limit):
        return _limit_sentence(record)
    if isinstance(record, Claim):
        return record.says
    if isinstance(record, Source):
        return record.citation
    for name in ("wording", "what", "name"):
        if hasattr(record, name):
            return str(getattr(record, name))
    raise EvidenceError(f"{type(record).__name__} has no sentence to state")


def _level(record: Any, sources: tuple[Source, ...]) -> str:
    standing = _standing(record)
    if isinstance(record, Claim) and record.source_line == "none":
        return "left-out"  # its verdict is on the document: the literature was found
    if standing == "verified" and sources and all(s.depth != "primary" for s in sources):
        return "secondary"
    return standing


def _label(record: Any, sources: tuple[Source, ...]) -> str:
    if isinstance(record, Claim):
        if record.source_line == "none":
            return "Missing from the source document"
        return f"Source document, line {record.source_line.removeprefix('L')}"
    if record.status == "course":
        return "This course"
    shown = [source.short for source in sources[:2]]
    more = len(sources) - len(shown)
    return "; ".join(shown) + (f" and {more} more" if more else "")


def chip_source(source: Source) -> ChipSource:
    """Give a source as a chip shows it: label, citation, link and what of it was seen."""
    return ChipSource(
        id=source.id,
        label=source.short,
        citation=source.citation,
        link=source.link,
        depth_words=DEPTH_WORDS[source.depth],
        seen=source.seen,
        seen_words=_seen_words(source.depth, source.seen),
    )


def _seen_words(depth: str, seen: str) -> str:
    """What was read of a source, in one phrase: "we read its abstract"."""
    if seen == "abstract" or seen.startswith(("abstract;", "abstract,", "abstract and")):
        return f"we read its {seen}"
    if seen == "summary by others":
        return f"we read a {seen}"
    if depth == "existence-only":
        return f"not opened; what we saw: {seen}"
    if depth == "primary" or "summar" in seen or "retells" in seen:
        return f"what we read: {seen}"
    return f"{DEPTH_WORDS[depth]}; what we read of it: {seen}"


def chip(record: Any) -> Chip:
    """Give what backs a record: its sources with links, status in plain words, what disagrees.

    Works for every record with sources, also for those that `state` refuses: their chip says so.
    """
    sources = load().sources
    backing = tuple(sources[key] for key in record.sources)
    status = _level(record, backing)
    if isinstance(record, Claim):
        disagrees = "" if record.verdict == "supported" else record.finding
    else:
        disagrees = getattr(record, "disagrees", "")
    return Chip(
        id=record.id,
        label=_label(record, backing),
        status=status,
        status_words=STATUS_WORDS[status],
        statable=may_be_stated(record),
        disagrees=disagrees,
        sources=tuple(chip_source(each) for each in backing),
    )
