"""Who has reviewed which words: signatures, each bound to the words that it was given for.

A signature lapses by itself when the words change, because it holds a mark made from them. Nothing
else says that something was reviewed: `reviews_signed.toml` is written by `make review-read` only.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from .files.left_out import given as records_given
from .files.reader import TomlTable, read_toml
from .loader import EvidenceError
from .numbers import format_number
from .records import Claim, Limit
from .rules import rule
from .statements import STATUS_WORDS, may_be_stated, state
from .store import load

SIGNED = Path(__file__).parent / "reviews_signed.toml"
NOBODY = "No clinician has reviewed this course yet."
UNREADABLE = "The signatures of this course cannot be read: take it as not reviewed."
NOT_REVIEWED = "not reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One person's answer to one statement: `of` is its id, `mark` stands for its words.

    `why` holds the reason, which nobody who disagrees may leave out.
    """

    id: str
    of: str
    mark: str
    reviewer: str
    role: str
    interests: str
    day: date = rule("day")
    agrees: bool
    why: str = rule("text_or_none")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStatus:
    """How a statement stands: "not reviewed", "reviewed", "disputed" or "changed since".

    `words` say it for a page. `valid` are the signatures for the words as they are, the last one
    of each person; `lapsed` those that were given for other words.
    """

    standing: str
    words: str
    valid: tuple[Signature, ...]
    lapsed: tuple[Signature, ...]


def mark_of(words: str) -> str:
    """Return what a signature is bound to: 17 letters that change when the words do.

    White space and the form of accented letters do not count; a spreadsheet changes both. An
    apostrophe in front does not either: it keeps a spreadsheet from computing a text.
    """
    plain = " ".join(unicodedata.normalize("NFC", words).split()).lstrip("' ")
    # A letter in front, or a spreadsheet would take some marks for numbers.
    return "w" + hashlib.sha256(plain.encode()).hexdigest()[:16]


def read_signed(path: Path = SIGNED) -> tuple[Signature, ...]:
    """Read the signatures of a file, in the order in which they came.

    Raises EvidenceError with each row that cannot stand; a file that is not there holds none.
    """
    found, problems = _read(path)
    if problems:
        raise EvidenceError(*problems)
    return found


def _read(path: Path) -> tuple[tuple[Signature, ...], list[str]]:
    if not path.exists():
        return (), []
    problems: list[str] = []
    found: dict[str, Signature] = {}
    data = read_toml(path, problems)
    top = TomlTable({} if data is None else data, path.name, problems)
    rows = top.take("signature", [])
    top.close()
    if not isinstance(rows, list):
        top.problem("signature", "write [[signature]], not [signature]")
        rows = []
    for number, row in enumerate(rows, 1):
        name = row.get("id", number) if isinstance(row, dict) else number
        where = f"{path.name}: signature {name}"
        table = TomlTable(row, where, problems, data, ("signature", number - 1))
        made = table.record(Signature)
        if made is None:
            continue
        if not made.agrees and not made.why.strip():
            table.problem("why", "must not be empty when agrees is false")
        if made.id in found:
            table.problem("id", "is used twice")
        found[made.id] = made
    return tuple(found.values()), problems


@cache
def _own() -> tuple[tuple[Signature, ...], list[str]]:
    return _read(SIGNED)


def signed() -> tuple[Signature, ...]:
    """Return the course's own signatures, read once for each process.

    None where the file has a mistake: the row that is missing may be the one that disagrees.
    """
    found, problems = _own()
    return () if problems else found


def signed_mistakes() -> tuple[str, ...]:
    """The mistakes in the course's own signatures: file, line, row, field and reason."""
    return tuple(_own()[1])


def in_words(day: date) -> str:
    """Write a day as 3 March 2027: no order of day and month can be mistaken."""
    return f"{day.day} {day:%B} {day.year}"


def _by(signature: Signature) -> str:
    return f"{signature.reviewer} ({signature.role}) on {in_words(signature.day)}"


_DEGREES = re.compile(r",.*$|\b(?:dr|prof|md|phd|msc|bsc|rn|pharmd|mbbs|frcp|frca)\b")


def person(reviewer: str) -> str:
    """A reviewer's name as it is compared: no case, no full stops, no degrees, one space."""
    plain = unicodedata.normalize("NFKC", reviewer).casefold().replace(".", "")
    return " ".join(_DEGREES.sub(" ", plain).split()) or plain


def _latest_of_each(signatures: Iterable[Signature]) -> tuple[Signature, ...]:
    """Keep the last answer of each person, by day and then by the order of the file."""
    last: dict[str, Signature] = {}
    for each in sorted(signatures, key=lambda one: one.day):
        last[person(each.reviewer)] = each
    return tuple(last.values())


def review_status(
    statement_id: str, words: str, signatures: Iterable[Signature] | None = None
) -> ReviewStatus:
    """Say who has reviewed a statement as it now stands, from the signatures alone.

    `words` are what the learner meets today; `signatures` those of the course unless given.
    """
    mark = mark_of(words)
    given = signed() if signatures is None else signatures
    mine = [each for each in given if each.of == statement_id]
    valid = _latest_of_each(each for each in mine if each.mark == mark)
    lapsed = tuple(each for each in mine if each.mark != mark)
    if valid:
        agree = [_by(each) for each in valid if each.agrees]
        differ = [_by(each) for each in valid if not each.agrees]
        said = [f"reviewed by {', '.join(agree)}"] if agree else []
        said += [f"not agreed by {', '.join(differ)}"] if differ else []
        standing, told = "disputed" if differ else "reviewed", "; ".join(said)
    elif lapsed:
        last = max(lapsed, key=lambda one: one.day)
        standing = "changed since"
        told = f"changed since it was reviewed by {_by(last)}"
    else:
        standing, told = NOT_REVIEWED, NOT_REVIEWED
    return ReviewStatus(standing=standing, words=told, valid=valid, lapsed=lapsed)


@cache
def _marks_of_evidence() -> dict[str, str]:
    """The mark of each record of the evidence, as its words now stand."""
    known = load()
    collections: tuple[Mapping[str, Any], ...] = (
        known.claims,
        known.facts,
        known.limits,
        known.incidents,
        known.monitoring,
    )
    collections += (known.trials, known.reviews, known.guidelines, known.models)
    words = {
        name: review_words(each)
        for group in collections
        for name, each in records_given(group).items()
    }
    return {name: mark_of(said) for name, said in words.items() if said}


def standing_line(
    signatures: Iterable[Signature] | None = None, marks: Mapping[str, str] | None = None
) -> str:
    """Return the sentence at the foot of every page on who has reviewed the course.

    `marks` holds the mark of each statement as it now stands (those of the evidence unless given).
    A signature for other words is no review any more, and disagreement is said. A statement that
    is not among the marks (a question, a case) cannot be compared here and counts as it was signed.
    """
    if signatures is None and signed_mistakes():
        return UNREADABLE
    given = tuple(signed() if signatures is None else signatures)
    now = _marks_of_evidence() if marks is None else marks
    if not given:
        return NOBODY
    valid = [each for each in given if now.get(each.of, each.mark) == each.mark]
    if not valid:
        return "Parts of this course were reviewed; the words have changed since."
    latest = [
        each
        for name in dict.fromkeys(one.of for one in valid)
        for each in _latest_of_each(one for one in valid if one.of == name)
    ]
    people = {person(each.reviewer): each.role for each in latest}
    count = "One person has" if len(people) == 1 else f"{len(people)} people have"
    said = f"{count} reviewed parts of this course ({', '.join(sorted(set(people.values())))})"
    if differ := len({each.of for each in latest if not each.agrees}):
        said += f"; {differ} statement{'s are' if differ > 1 else ' is'} not agreed"
    changed = len({each.of for each in given} - {each.of for each in valid})
    if changed:
        said += f"; {changed} changed since"
    return f"{said}."


def _span(each: Any) -> str:
    if math.isinf(each.high):
        return f"{format_number(each.low)} and above, without an upper end"
    return f"{format_number(each.low)} to {format_number(each.high)}"


def _quantity(each: Any) -> str:
    if each.value is not None:
        amount = format_number(each.value)
    elif each.low is not None:
        amount = _span(each)
    else:
        amount = ", ".join(format_number(step) for step in each.steps)
    return f"{each.name}: {amount} {each.unit}"


def _counted(each: Any) -> str:
    def arm(events: int | None, of: int | None) -> str:
        return f"{'not shown' if events is None else events} of {'not shown' if of is None else of}"

    said = f"{each.outcome}: ketamine {arm(each.ketamine_events, each.ketamine_n)}"
    if each.control_events is None and each.control_n is None:
        return said
    return f"{said}, comparator {arm(each.control_events, each.control_n)}"


def _effect(each: Any) -> str:
    said = f"{each.outcome}: {each.measure}"
    if each.value is not None:
        said += (
            f" {'without an upper end' if math.isinf(each.value) else format_number(each.value)}"
        )
    if each.low is not None:
        said += f", interval {_span(each)}"
    return f"{said} ({each.unit})"


def review_words(record: Any) -> str:
    """Return the words of a record that a signature is bound to, one line for each part.

    They are what a learner meets of it: for a claim also the verdict. "" for a record that no
    page may state.
    """
    if isinstance(record, Claim):
        lines = [record.says, f"Verdict: {STATUS_WORDS[record.verdict]}.", record.finding]
        return "\n".join(lines)
    if not may_be_stated(record):
        return ""
    lines = [state(record)]
    if isinstance(record, Limit):
        lines.append(f"Setting: {record.setting}.")
        lines += [f"Route: {record.route}."] if record.route else []
    name = getattr(record, "name", "") or getattr(record, "setting", "")
    if name and name not in lines[0] and not isinstance(record, Limit):
        lines.insert(0, f"{name}.")
    for label in ("design", "population", "regimen", "outcome", "adverse_events", "risk_of_bias"):
        if text := getattr(record, label, ""):
            lines.append(f"{label.replace('_', ' ').capitalize()}: {text}")
    lines += [f"Grade: {record.grade}."] if getattr(record, "grade", "") else []
    lines += [_quantity(each) + "." for each in getattr(record, "quantities", ())]
    lines += [_counted(each) + "." for each in getattr(record, "counts", ())]
    lines += [_effect(each) + "." for each in getattr(record, "effects", ())]
    if disagrees := getattr(record, "disagrees", ""):
        lines.append(f"Disagrees: {disagrees}")
    return "\n".join(lines)
