"""What the About page tells: the source document and its claims, reviews, changes, the way to us.

Nothing clinical is written here: claims, verdicts and sources come from the evidence, who has
reviewed what from the file of signatures alone.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import evidence
from evidence.guard.medication_text import problems

ROOT = Path(__file__).resolve().parents[2]
CHANGELOG = ROOT / "CHANGELOG.md"
KEEPERS = "### For whoever keeps the course"
ENTRIES_SHOWN = 2


@dataclass(frozen=True)
class ClaimRow:
    """One claim of the source document as the table shows it.

    `place` is where it stands in the document, `standing` the mark of its verdict, `sources` are
    chip sources, `reviewed` says who has signed these words.
    """

    id: str
    place: str
    says: str
    standing: str
    verdict: str
    status: str
    finding: str
    sources: tuple[evidence.ChipSource, ...]
    reviewed: evidence.ReviewStatus
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Reviewer:
    """One person who has signed: how many statements, and with how many they did not agree."""

    name: str
    role: str
    interests: str
    last_day: str
    signed: int
    disagreed: int


@dataclass(frozen=True)
class Change:
    """One entry of the changelog: its heading and its points, as plain words."""

    title: str
    points: tuple[str, ...]


def _reason(signature: evidence.Signature) -> str:
    """Return why somebody signed so; what could be misread as another dose stays off the page."""
    if problems(signature.why):
        return f"{signature.reviewer}: the reason is kept with the signatures."
    return f"{signature.reviewer}: {signature.why}"


def claim_rows() -> tuple[ClaimRow, ...]:
    """Return every claim in the order of the source document."""
    rows = []
    for claim in evidence.load().claims.values():
        chip = evidence.chip(claim)
        reviewed = evidence.review_status(claim.id, evidence.review_words(claim))
        rows.append(
            ClaimRow(
                id=claim.id,
                place=chip.label,
                says=claim.says,
                standing=chip.status,
                verdict=claim.verdict.replace("-", " "),
                status=chip.status_words,
                finding=claim.finding,
                sources=chip.sources,
                reviewed=reviewed,
                reasons=tuple(_reason(each) for each in reviewed.valid if each.why),
            )
        )
    return tuple(rows)


def unopened() -> tuple[evidence.ChipSource, ...]:
    """Return the sources of which no passage was seen, only that they exist."""
    known = evidence.load().sources.values()
    return tuple(evidence.chip_source(each) for each in known if each.depth == "existence-only")


def withheld_count() -> int:
    """Return how many statements are known of and shown nowhere, because nobody here saw them."""
    known = evidence.load()
    collections = (known.facts, known.guidelines, known.trials, known.reviews, known.monitoring)
    records = [
        each for collection in map(evidence.given, collections) for each in collection.values()
    ]
    return sum(not evidence.may_be_stated(each) for each in records)


def reviewers(signatures=None) -> tuple[Reviewer, ...]:
    """Return who has signed, in the order of their first signature."""
    signatures = evidence.signed() if signatures is None else signatures
    mine: dict[str, list[evidence.Signature]] = {}
    for each in signatures:
        mine.setdefault(each.reviewer.casefold(), []).append(each)
    return tuple(
        Reviewer(
            name=given[-1].reviewer,
            role=given[-1].role,
            interests=given[-1].interests,
            last_day=evidence.in_words(max(each.day for each in given)),
            signed=len({each.of for each in given}),
            disagreed=len({each.of for each in given if not each.agrees}),
        )
        for given in mine.values()
    )


def _plain(markdown: str) -> str:
    """Return the words of a piece of Markdown without its marks."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return " ".join(re.sub(r"\*\*|`", "", text).split())


def changes(text: str, most: int = ENTRIES_SHOWN) -> tuple[Change, ...]:
    """Return the newest entries of a changelog that have points for learners, at most `most`.

    What stands under "### For whoever keeps the course" is left out.
    """
    found = []
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        body = body.partition(KEEPERS)[0]
        points = re.split(r"^- ", body, flags=re.M)[1:]
        if points:
            found.append(Change(_plain(title), tuple(_plain(point) for point in points)))
    return tuple(found[:most])


def report_words(course) -> str:
    """Return the text that somebody who has found an error fills in."""
    return "\n".join(
        [
            f"An error in “{course.name}”, version {course.version}",
            "Could it hurt a patient? (yes or no)",
            "The page, and the sentence as it stands there:",
            "What is wrong with it:",
            "What it should say, and the source for that:",
            "Who I am (role; nothing about a real patient):",
        ]
    )


def about(course) -> dict:
    """Return everything the template needs besides what all pages share."""
    try:
        told = changes(CHANGELOG.read_text(encoding="utf-8"))
    except OSError:
        told = ()
    documents = evidence.given(evidence.load().documents)
    return {
        "document": next(iter(documents.values()), None),
        "lacking": bool(evidence.mistakes()),
        "claims": claim_rows(),
        "unopened": unopened(),
        "withheld": withheld_count(),
        "standing_line": evidence.standing_line(),
        "reviewers": reviewers(),
        "questions": tuple(evidence.load().questions.values()),
        "report": report_words(course),
        "changes": told,
    }
