"""The doses of a question, in its words and in its numbers, and what looks like a real person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from evidence.guard.doses import DoseFinding, dose_findings, dose_warnings
from evidence.guard.real_person import person_problems
from evidence.guard.setting import says_by_mouth

from ..engine.items import Item, Numeric, OptionList
from ..engine.items.variants import Variant, every_variant, fill, numerics, show
from ..engine.types import QUESTION_TYPES

Row = tuple[str, str, str, str]  # code, level, words, the reason that a mark gives for it or ""
DAY = re.compile(r"\b(?:a|one|per|each) day\b|\b24 h\b", re.IGNORECASE)
HEADROOM = 1.01  # a bound stands a hair above the largest key
RATES = ("/h", "/min", "/24 h", "/day")


def texts_of(item: Item) -> Iterator[tuple[str, str]]:
    """Every text of a question that a learner can see, with its address."""
    for name in ("vignette", "lead_in", "explanation"):
        yield name, getattr(item, name)
    yield from ((f"hints {place}", hint.text) for place, hint in enumerate(item.hints, 1))
    if item.case:
        yield "case", f"{item.case.title} {item.case.text}"
    yield from QUESTION_TYPES[item.type].texts(item.body)
    yield from ((f"corrected {each.version}: what", each.what) for each in item.corrected)
    if isinstance(item.body, OptionList):
        for option in item.body.options:
            if option.misconception:
                yield f"options {option.id}: misconception", option.misconception


def before_answering(item: Item) -> str:
    """What a learner has read when he comes to any other text of a question."""
    parts = [
        text
        for name, text in QUESTION_TYPES[item.type].texts(item.body)
        if name.startswith("parts")
    ]
    case = f"{item.case.title} {item.case.text}" if item.case else ""
    return " ".join((case, item.vignette, item.lead_in, *parts))


def _judged(item: Item, each: Variant) -> Iterator[tuple[str, str]]:
    """The texts of one variant as the guard reads them: an answer stands behind what it answers."""
    parts = {part.id: part.text for part in getattr(item.body, "parts", ())}
    for name, raw in texts_of(item):
        kind, _, field = name.partition(": ")
        asked = parts.get(kind.removeprefix("parts ")) if field == "answer" else None
        yield name, fill(f"{asked}: {raw}" if asked else raw, each.values)
    for where, number, own in numerics(item, each):
        yield from _numbers(item, where, number, own)


def _numbers(item: Item, where: str, body: Numeric, each: Variant) -> Iterator[tuple[str, str]]:
    """The key and the highest number that counts, as the sentences that a learner would say."""
    asked = fill(item.lead_in, each.values).rstrip("?")
    by_mouth = " by mouth" if says_by_mouth(fill(before_answering(item), each.values)) else ""
    time = " in 24 h" if body.unit == "mg" and DAY.search(asked) else ""
    yield f"{where}: key", f"{asked}{by_mouth}: {show(each.values['key'])} {body.unit}{time}."
    most = body.safe_max.value(each.values) / HEADROOM
    if body.unit.endswith(RATES) and most > 0:
        yield f"{where}: safe_max", f"{asked}: {show(most)} {body.unit}."


def _is_covered(item: Item, name: str, found: DoseFinding) -> bool:
    """Whether the mark of a question counts for a text: where the error stands, and nowhere else.

    It stands in the story or in a wrong option. A question for a number asks what the error does,
    so there the number and its explanation may lie outside the range, never above a hard limit.
    """
    if not item.shows_error:
        return False
    if name in ("vignette", "case", "alt"):
        return True
    if isinstance(item.body, Numeric):
        return not name.endswith("numeric: safe_max") and not found.is_hard
    if isinstance(item.body, OptionList):
        wrong = {f"options {each.id}" for each in item.body.options if not each.correct}
        option, _, field = name.partition(": ")
        return option in wrong and (field == "text" or not found.is_hard)
    return False


# The same question is often looked at more than once in one run.
_doses = lru_cache(maxsize=1 << 15)(dose_findings)
_unjudged = lru_cache(maxsize=1 << 15)(dose_warnings)
_people = lru_cache(maxsize=1 << 15)(person_problems)


def _of_text(item: Item, name: str, text: str, before: str) -> Iterator[Row]:
    for found in _doses(text, before):
        if name.endswith("numeric: safe_max") and not found.is_hard:
            continue
        reason = item.shows_error if _is_covered(item, name, found) else ""
        yield "DOSE_LIMIT", "E", found.words, reason
    for words in _unjudged(text, before) if "numeric: " not in name else ():
        yield "DOSE_UNJUDGED", "W", words, ""
    for words in _people(text):
        yield "REAL_PERSON", "E", words, ""


def doses_and_people(item: Item) -> Iterator[Row]:
    """Doses outside the limits in any variant, unless the mark counts for them; real people."""
    seen: set[tuple[str, ...]] = set()
    read: set[tuple[str, str]] = set()
    is_needed = False
    for each in every_variant(item):
        before = fill(before_answering(item), each.values)
        for name, text in _judged(item, each):
            if (text, before) in read:
                continue
            read.add((text, before))
            for code, level, words, reason in _of_text(item, name, text, before):
                is_needed = is_needed or code == "DOSE_LIMIT"
                if (code, name, reason) not in seen:
                    seen.add((code, name, reason))
                    yield code, level, f"{name}: {words}", reason
    if item.shows_error and not is_needed:
        words = "shows_error marks a dose as an error, and every dose is inside its limits"
        yield "IDLE_MARK", "E", words, ""
