"""What the words of a plan may hold: no number that somebody typed, and nothing that could harm."""

from __future__ import annotations

import re

from evidence.files.fields import FieldRefusal
from evidence.guard.guarded_text import text_problems
from evidence.tables import REFERENCE, TomlTable, filled

_COUNT = (
    "a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    "fifty|hundred"
)
_PART = "half|halves|thirds?|quarters?|fifths?|tenths?"
_UNITS = r"mg|mcg|mL|micrograms?|milligrams?|millilit(?:re|er)s?|kilograms?"
# How a number is said without a digit.
_SAID = re.compile(
    r"%|\bper ?cent(?:age)?s?\b"
    rf"|\b(?:{_COUNT}) (?:in|of|out of) (?:{_COUNT})\b"
    rf"|\b(?:{_PART}) of (?:the |all |these |those |our )?(?:patients|people|men|women|adults)\b"
    rf"|\b(?:{_COUNT}|{_PART}) (?:of a )?(?:{_UNITS})\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[^\s“”]*\d[^\s“”]*")


def typed_number(text: str) -> str:
    """The first number that stands in a text as somebody typed it; "" where there is none."""
    left = REFERENCE.sub(" ", text)
    found = _DIGITS.search(left) or _SAID.search(left)
    return found[0].strip(".,;:?!()") if found else ""


def said(table: TomlTable, name: str, *default: str) -> str:
    """Read words of a plan: what is typed is refused, what is named is filled from the evidence.

    The medication lint, the dose guard and the guard of real people read them as they are shown.
    """
    return _judged(table, name, table.text(name, *default))


def all_said(table: TomlTable, name: str) -> tuple[str, ...]:
    """Read a list of such words; () where it is left out."""
    return tuple(_judged(table, name, each) for each in table.words(name, ()))


def _judged(table: TomlTable, name: str, text: str) -> str:
    text = " ".join(text.split())
    if typed := typed_number(text):
        table.problem(
            name,
            f"holds a number that is typed, {typed!r}: a dose, count or percentage comes from the "
            "evidence, as {limit:…} or {fact:…}, or from a question or case that the step names",
        )
        return ""
    try:
        words = filled(text)
    except FieldRefusal as refusal:
        table.problem(name, str(refusal))
        return ""
    for found in text_problems(words):
        table.problem(name, found)
    return words
