"""A record of the evidence on a screen: its sentence, or why there is none, and its backing."""

from typing import Any

from evidence import Chip, chip, may_be_stated, state
from evidence.numbers import format_number

from .screen import Passage

NOT_STATED = "The passage could not be seen, so nothing is stated here as fact."


def backing_words(backing: Chip) -> str:
    """Which sources stand behind a record, how they were read, and what disagrees."""
    names = "; ".join(f"{source.label}: {source.depth_words}" for source in backing.sources)
    disagrees = f" {backing.disagrees}" if backing.disagrees else ""
    return f"{names}. {backing.status_words.capitalize()}.{disagrees}"


def chip_parts(backing: Chip) -> tuple[str, str, str]:
    """What a Passage needs for its chip: its words when closed, when open, and how sure we are."""
    return backing.label, backing_words(backing), backing.status


def passage(heading: str, record: Any, tone: str = "plain", extra: tuple[str, ...] = ()) -> Passage:
    """A record's sentence under a heading, with its chip; or that it may not be stated."""
    backing = chip(record)
    said = state(record) if may_be_stated(record) else NOT_STATED
    return Passage(heading, (said, *extra), tone, *chip_parts(backing))


def document_says(claim: Any, tone: str = "caution") -> Passage:
    """A statement of the source document beside what was found about it, never as fact."""
    backing = chip(claim)
    return Passage(
        f"{backing.label} (claim {claim.id})",
        (f"The document says: {claim.says}", f"What was found: {claim.finding}"),
        tone,
        backing.status_words.capitalize(),
        backing_words(backing),
        backing.status,
    )


def signed(value: float, significant: int = 3) -> str:
    """A number that may be negative, with a true minus sign and no trailing zero."""
    return ("−" if value < 0 else "") + format_number(abs(value), significant)


def interval(low: float, high: float, significant: int = 2) -> str:
    """An interval in words: "−0.1 to 0.18"."""
    return f"{signed(low, significant)} to {signed(high, significant)}"
