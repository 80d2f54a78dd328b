"""The chip of a source id: its label, and how sure we are of what it says."""

from evidence import chip
from evidence.tables import find

from .screen import Passage
from .statements import chip_parts

OWN_VIEW = (
    "This course's own view",
    "No source is claimed for it, and no clinician has reviewed it yet.",
    "",
)


def cited(source: str) -> tuple[str, str, str]:
    """The chip's parts for a source id, or for the course's own view ("course").

    The id stands in what the chip opens to, for whoever looks it up in evidence/.
    """
    record = find(source)
    if record is None:
        return OWN_VIEW
    label, words, mark = chip_parts(chip(record))
    return label, f"{words} In the evidence: {source}.", mark


def cited_passage(
    heading: str, paragraphs: tuple[str, ...], source: str, tone: str = "plain"
) -> Passage:
    """Words of the course with the chip of what they rest on."""
    return Passage(heading, paragraphs, tone, *cited(source))
