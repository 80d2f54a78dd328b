"""The chip of a source id: its label, and how sure we are of what it says."""

from evidence import chip
from widgets.model.cases import source_record

from .screen import Passage
from .statements import backing_words

OWN_VIEW = (
    "This course's own view",
    "No source is claimed for it, and no clinician has reviewed it yet.",
)


def cited(source: str) -> tuple[str, str]:
    """Label and status of a source id, or of the course's own view for "course"."""
    record = source_record(source)
    if record is None:
        return OWN_VIEW
    backing = chip(record)
    return f"{backing.label} ({source})", backing_words(backing)


def cited_passage(
    heading: str, paragraphs: tuple[str, ...], source: str, tone: str = "plain"
) -> Passage:
    """Words of the course with the chip of what they rest on."""
    return Passage(heading, paragraphs, tone, *cited(source))
