"""Holds every ketamine dose of a text against the limits of the evidence.

A learner copies what stands on a page, whoever wrote it. So each dose that is outside its limit is
named with the limit and what came, unless the page marks it as the error to be found. What cannot
be read or judged is said as well: silence would look like approval.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from evidence.numbers import format_number
from evidence.statements import may_be_stated, state
from evidence.store import load
from evidence.units import H_PER_DAY

from .owner import last_named, named
from .phrases import DosePhrase, dose_phrases, strengths, weights
from .plain_text import plain
from .setting import (
    BOLUS,
    VEIN,
    at_once,
    before,
    by_mouth,
    is_acute,
    is_given,
    repeats_an_hour,
    times_a_day,
    times_of,
    youngest,
)

_BELOW = re.compile(r"(?:less than|below|under|not reach\w*)\s*$", re.IGNORECASE)
_TEST = re.compile(r"\btest[- ](?:dose|bolus)\w*", re.IGNORECASE)
_NO_DOSE_VOLUME = re.compile(
    r"\b(?:made up|up to|diluted?|filled|syringes?|vials?|ampoules?|bags?|holds?|in|of|per)\b",
    re.IGNORECASE,
)
_GIVE_ML = re.compile(r"\b(?:inject\w*|giv\w+|gave|push\w*|bolus\w*|iv|vein)\b", re.IGNORECASE)
_CLOSE = 1e-9
FIX = ": correct it, or say in shows_error why a wrong dose is shown"
ROUNDED = 0.01  # 0.05 mg/kg/h is 0.83 mcg/kg/min on a screen
# The course's own: a dose in mg without a weight is judged for this body; for a heavier one the
# words name the weight.
UNNAMED_KG = 70
# The course's own: at 1 mg/mL, weaker than anything that is sold, this is 60 mg/h and above the
# range for anybody under 120 kg. So a faster pump needs the strength beside it to be judged.
UNJUDGED_ML_PER_H = 60


@dataclass(frozen=True, slots=True)
class DoseFinding:
    """One dose outside a limit, in words; `is_hard` where nothing may pass that limit."""

    words: str
    is_hard: bool


def dose_findings(text: str, context: str = "") -> list[DoseFinding]:
    """Find each ketamine dose of a text that lies outside the limits.

    `context` is what the reader has before him besides: it can name a weight, an age, a strength or
    the drug, and its own doses are not judged. A setting is never taken from it.
    """
    text, context = plain(_without_evidence(text)), plain(context)
    found: list[DoseFinding] = []
    for phrase in _of_ketamine(text, context):
        found += [each for each in _of_phrase(phrase, text, context) if each not in found]
    return found


def dose_problems(text: str, context: str = "") -> list[str]:
    """Name each finding of `dose_findings`: the dose, the limit, what came."""
    return [each.words for each in dose_findings(text, context)]


def dose_warnings(text: str, context: str = "") -> list[str]:
    """Name each pump rate in mL/h that cannot be judged, as no ketamine strength stands by it."""
    text, context = plain(_without_evidence(text)), plain(context)
    return [
        f"DOSE: {phrase.text!r}: not judged: no strength of the ketamine in mg/mL stands by it"
        for phrase in _of_ketamine(text, context)
        if phrase.unit == "mL/h" and phrase.high > 0 and not _strengths(phrase, text, context)
    ]


def _of_ketamine(text: str, context: str) -> list[DosePhrase]:
    return [
        phrase
        for phrase in dose_phrases(text)
        if phrase.drug != "other" and (phrase.drug or not _is_others(phrase, text, context))
    ]


def _without_evidence(text: str) -> str:
    """What the evidence itself says, such as a published incident, is reviewed there."""
    for said in _evidence_sentences():
        text = text.replace(said, "")
    return text


@cache
def _evidence_sentences() -> tuple[str, ...]:
    evidence = load()
    records = (*evidence.facts.values(), *evidence.incidents.values(), *evidence.limits.values())
    return tuple(state(record) for record in records if may_be_stated(record))


def _is_others(phrase: DosePhrase, text: str, context: str) -> bool:
    """Whether a sentence without a drug goes on about another one, and ketamine is not named."""
    said = f"{context} {text[: text.find(phrase.sentence)]}"
    return "kg" not in phrase.unit and last_named(said) == "other" and not named(said)


def _of_phrase(phrase: DosePhrase, text: str, context: str) -> Iterator[DoseFinding]:
    everything = f"{context} {text}"
    if not phrase.readable:
        words = "cannot be read as a dose: write it such as 0.1 mg/kg/h"
        yield DoseFinding(f"DOSE: {phrase.text!r}: {words}{FIX}", True)
        return
    if phrase.unit != "mL" and phrase.high > 0 and phrase.drug == "ketamine":
        yield from _age(phrase, everything)
    if phrase.unit == "mg/kg/h":
        yield from _rate(phrase, phrase.low, phrase.high * times_of(phrase))
    elif phrase.unit == "mg/h":
        yield from _in_mg_per_h(phrase, phrase.low, phrase.high, everything)
    elif phrase.unit == "mL/h":
        yield from _in_ml_per_h(phrase, text, context)
    elif phrase.unit == "mL":
        yield from _in_ml(phrase, text, context)
    else:
        yield from _single(phrase, phrase.low, phrase.high, everything)
    if phrase.each and (BOLUS.search(phrase.sentence) or by_mouth(phrase, everything)):
        yield from _single(phrase, *phrase.each, everything)


def _age(phrase: DosePhrase, everything: str) -> Iterator[DoseFinding]:
    limit = load().limits["age_years"]
    age = youngest(phrase.sentence, everything)
    if age is not None and age < limit.amount:
        words = f"the course shows no dose below {format_number(limit.amount)} {limit.unit} of age"
        yield _named(phrase, words, age, limit.unit, hard=True)


def _weight(phrase: DosePhrase, everything: str) -> tuple[float, str]:
    """The lightest body that is named, in the sentence of the dose or else anywhere."""
    band = load().limits["weight_kg"]
    for words in (phrase.sentence, everything):
        known = [each for each in weights(words) if band.least <= each <= band.most]
        if known:
            return min(known), f" at {format_number(min(known))} kg"
    return UNNAMED_KG, f" at {UNNAMED_KG} kg, taken where no weight is named"


def _strengths(phrase: DosePhrase, text: str, context: str) -> set[float]:
    return strengths(phrase.sentence) or strengths(text) or strengths(context)


def _in_ml_per_h(phrase: DosePhrase, text: str, context: str) -> Iterator[DoseFinding]:
    known = _strengths(phrase, text, context)
    if known:
        low, high = phrase.low * max(known), phrase.high * max(known)
        yield from _in_mg_per_h(phrase, low, high, f"{context} {text}")
    elif phrase.high > UNJUDGED_ML_PER_H:
        top = f"cannot be judged above {UNJUDGED_ML_PER_H} mL/h"
        words = f"{top}: name the ketamine's strength in mg/mL"
        yield _named(phrase, words, phrase.high, "mL/h", hard=True)


def _in_ml(phrase: DosePhrase, text: str, context: str) -> Iterator[DoseFinding]:
    """A volume that somebody gives at once is a dose, where the strength is known."""
    known = _strengths(phrase, text, context)
    last_words = " ".join(before(phrase).split()[-3:])
    if known and _GIVE_ML.search(phrase.sentence) and not _NO_DOSE_VOLUME.search(last_words):
        yield from _bolus_in_mg(phrase, phrase.high * max(known), f"{context} {text}")


def _in_mg_per_h(
    phrase: DosePhrase, low: float, high: float, everything: str
) -> Iterator[DoseFinding]:
    limits = load().limits
    cap, times = limits["oral_cap"], limits["oral_times_daily"]
    if phrase.unit == "mg/h" and by_mouth(phrase, everything):
        most = cap.amount * times.most
        if high * H_PER_DAY > most * (1 + _CLOSE):
            words = f"a day's doses by mouth are at most {format_number(most)} mg"
            yield _named(phrase, words, high * H_PER_DAY, "mg", hard=True)
        return
    weight, at = _weight(phrase, everything)
    known = "taken" not in at
    yield from _rate(phrase, low / weight if known else None, high / weight, at)


def _rate(
    phrase: DosePhrase, low: float | None, high: float, at: str = ""
) -> Iterator[DoseFinding]:
    limits = load().limits
    usual = limits["infusion_cancer_pain"]
    hard = next(each for each in limits.values() if each.hard and each.unit == usual.unit)
    if high > hard.amount * (1 + _CLOSE):
        words = f"nothing may be above {format_number(hard.amount)} {hard.unit}, the hard limit"
        yield _named(phrase, words, high, hard.unit, at, hard=True)
    elif high > usual.most * (1 + _CLOSE) and not is_acute(phrase):
        words = (
            f"above {format_number(usual.most)} {usual.unit}, the top of the range for cancer "
            f"pain; up to {format_number(hard.amount)} is for acute pain, if the same sentence "
            "says so"
        )
        yield _named(phrase, words, high, usual.unit, at)
    if (
        low is not None
        and 0 < low < usual.least * (1 - ROUNDED)
        and not _BELOW.search(before(phrase))
    ):
        words = f"below {format_number(usual.least)} {usual.unit}, the low end of the range"
        yield _named(phrase, words, low, usual.unit, at)


def _single(phrase: DosePhrase, low: float, high: float, everything: str) -> Iterator[DoseFinding]:
    mouth, high = by_mouth(phrase, everything), high * at_once(phrase)
    if mouth:
        yield from _by_mouth(phrase, low, high)
    elif "kg" in phrase.unit:
        bolus = load().limits["bolus_acute_pain_ceiling"]
        just_below = _BELOW.search(before(phrase)) and high <= bolus.amount
        if high >= bolus.amount and not just_below:
            words = f"a bolus stays below {format_number(bolus.amount)} {bolus.unit}"
            yield _named(phrase, words, high, bolus.unit, hard=True)
        if again := repeats_an_hour(phrase):
            yield from _rate(phrase, None, high * again)
    elif is_given(phrase):
        yield from _bolus_in_mg(phrase, high, everything)
    if not mouth and _TEST.search(phrase.sentence) and is_given(phrase):
        words = "no test dose of ketamine stands in the evidence: name no amount"
        yield _named(phrase, words, high, "mg/kg" if "kg" in phrase.unit else "mg")


def _by_mouth(phrase: DosePhrase, low: float, high: float) -> Iterator[DoseFinding]:
    limits = load().limits
    oral, cap, times = (limits[name] for name in ("oral_per_dose", "oral_cap", "oral_times_daily"))
    if "kg" in phrase.unit:
        below = low < oral.least * (1 - ROUNDED) and not VEIN.search(phrase.sentence)
        if high > oral.most * (1 + _CLOSE) or below:
            span = f"{format_number(oral.least)} to {format_number(oral.most)} {oral.unit}"
            came = high if high > oral.most else low
            yield _named(phrase, f"an oral dose lies from {span}", came, oral.unit)
    elif high > cap.amount and is_given(phrase):
        words = f"one dose by mouth is at most {format_number(cap.amount)} {cap.unit}"
        yield _named(phrase, words, high, cap.unit, hard=True)
    often = times_a_day(phrase)
    if often and often > times.most:
        words = f"doses by mouth are given at most {format_number(times.most)} times a day"
        yield _named(phrase, words, often, "times a day")


def _bolus_in_mg(phrase: DosePhrase, amount_mg: float, everything: str) -> Iterator[DoseFinding]:
    bolus = load().limits["bolus_acute_pain_ceiling"]
    weight, at = _weight(phrase, everything)
    top = bolus.amount * weight
    if amount_mg > top * (1 + _CLOSE):
        words = f"a bolus stays below {format_number(top)} mg"
        yield _named(phrase, words, amount_mg, "mg", at, hard=True)


def _named(
    phrase: DosePhrase, limit: str, came: float, unit: str, at: str = "", hard: bool = False
) -> DoseFinding:
    words = f"DOSE: {phrase.text!r}: {limit}; got {format_number(came)} {unit}{at}{FIX}"
    return DoseFinding(words, hard)
