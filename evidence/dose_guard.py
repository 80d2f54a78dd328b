"""Holds every ketamine dose of a text against the limits of the evidence.

A learner copies what stands on a page, whoever wrote it. So each dose that is outside its limit is
named with the limit and what came, unless the page marks it as the error to be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .dose_phrases import DosePhrase, dose_phrases, is_diluted, plain, strengths, weights
from .numbers import format_number
from .statements import may_be_stated, state
from .store import load

_ACUTE = re.compile(
    r"\b(?:acute|surg\w+|operat\w+|theatre|recovery room|perioperative|an(?:a?)esthe\w+|trauma)\b",
    re.IGNORECASE,
)
_CANCER = re.compile(r"\bcancer[ -]pain\b|\bpain (?:of|from|in) cancer\b", re.IGNORECASE)
_ORAL = re.compile(r"\b(?:oral\w*|mouth|swallow\w*|tablets?|capsules?|drink\w*)\b", re.IGNORECASE)
_VEIN = re.compile(
    r"\b(?:bolus\w*|push\w*|inject\w*|intravenous\w*|intramuscular\w*|vein|iv|im|infus\w+|pumps?|skin)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:giv\w+|gave|dose[sd]?|dosing|loading|single|ketamine|takes?|took|push\w*)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:vials?|ampoules?|syringes?|bags?|holds?|contains?|drawn up|in each ml|stock|total)\b"
    r"|\b(?:\d+ h|day|hours?|\d+ doses)\b|\d\s*ml\b",
    re.IGNORECASE,
)
_BELOW = re.compile(r"(?:less than|below|under|not reach\w*)\s*$", re.IGNORECASE)
_CLOSE = 1e-9
FIX = ": correct it, or say in shows_error why a wrong dose is shown"
ROUNDED = 0.01  # 0.05 mg/kg/h is 0.83 mcg/kg/min on a screen
HOURS_PER_DAY = 24


def dose_problems(text: str, context: str = "") -> list[str]:
    """Name each ketamine dose of a text that lies outside the limits: what, the limit, what came.

    `context` is what the reader has before him besides: it can name a weight, a strength, a setting
    or the mouth, and its own doses are not judged.
    """
    text, context = plain(_without_evidence(text)), plain(context)
    problems = []
    for phrase in dose_phrases(text):
        if phrase.drug == "other" or (not phrase.drug and _is_others(phrase, text, context)):
            continue
        problems += [each for each in _of_phrase(phrase, text, context) if each not in problems]
    return problems


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
    """Whether a sentence without a drug goes on about another one."""
    before = text[: text.find(phrase.sentence)] or context
    named = [each.drug for each in dose_phrases(before) if each.drug]
    return phrase.unit == "mg" and bool(named) and named[-1] == "other"


def _of_phrase(phrase: DosePhrase, text: str, context: str) -> Iterator[str]:
    everything = f"{context} {text}"
    if phrase.unit == "mg/kg/h":
        yield from _rate(phrase, phrase.low, phrase.high, everything)
    elif phrase.unit == "mg/h":
        yield from _in_mg_per_h(phrase, phrase.low, phrase.high, everything)
    elif phrase.unit == "mL/h":
        known = strengths(phrase.sentence) or strengths(text) or strengths(context)
        if is_diluted(everything):
            return
        for strength in known if len(known) == 1 else ():
            yield from _in_mg_per_h(
                phrase, phrase.low * strength, phrase.high * strength, everything
            )
    else:
        yield from _single(phrase, everything)


def _in_mg_per_h(phrase: DosePhrase, low: float, high: float, everything: str) -> Iterator[str]:
    """For the one weight that is named; else for any weight that the simulator accepts."""
    limits = load().limits
    band, cap, times = (limits[name] for name in ("weight_kg", "oral_cap", "oral_times_daily"))
    if phrase.unit == "mg/h" and _by_mouth(phrase, everything):
        most = cap.amount * times.most
        if high * HOURS_PER_DAY > most * (1 + _CLOSE):
            words = f"a day's doses by mouth are at most {format_number(most)} mg"
            yield _named(phrase, words, high * HOURS_PER_DAY, "mg")
        return
    own = weights(phrase.sentence)
    known = {each for each in own or weights(everything) if band.least <= each <= band.most}
    if len(known) == 1:
        weight = known.pop()
        at = f" at {format_number(weight)} kg"
        yield from _rate(phrase, low / weight, high / weight, everything, at)
    else:
        at = f" at {format_number(band.most)} kg, the heaviest that the course knows"
        yield from _rate(phrase, None, high / band.most, everything, at)


def _rate(
    phrase: DosePhrase, low: float | None, high: float, everything: str, at: str = ""
) -> Iterator[str]:
    limits = load().limits
    usual = limits["infusion_cancer_pain"]
    hard = next(each for each in limits.values() if each.hard and each.unit == usual.unit)
    if high > hard.amount * (1 + _CLOSE):
        words = f"nothing may be above {format_number(hard.amount)} {hard.unit}, the hard limit"
        yield _named(phrase, words, high, hard.unit, at)
    elif high > usual.most * (1 + _CLOSE) and not _is_acute(phrase, everything):
        words = (
            f"above {format_number(usual.most)} {usual.unit}, the top of the range for cancer "
            f"pain; up to {format_number(hard.amount)} is for acute pain, if the words say so"
        )
        yield _named(phrase, words, high, usual.unit, at)
    if (
        low is not None
        and 0 < low < usual.least * (1 - ROUNDED)
        and not _BELOW.search(_before(phrase))
    ):
        words = f"below {format_number(usual.least)} {usual.unit}, the low end of the range"
        yield _named(phrase, words, low, usual.unit, at)


def _is_acute(phrase: DosePhrase, everything: str) -> bool:
    """Whether the words put this dose into acute pain: its own sentence first, then the rest."""
    if _ACUTE.search(phrase.sentence):
        return True
    return bool(_ACUTE.search(everything)) and not _CANCER.search(phrase.sentence)


def _single(phrase: DosePhrase, everything: str) -> Iterator[str]:
    limits = load().limits
    by_mouth = _by_mouth(phrase, everything)
    oral, cap, bolus = (
        limits[name] for name in ("oral_per_dose", "oral_cap", "bolus_acute_pain_ceiling")
    )
    if phrase.unit == "mg/kg" and by_mouth:
        if phrase.high > oral.most * (1 + _CLOSE) or (
            phrase.low < oral.least * (1 - ROUNDED) and not _VEIN.search(phrase.sentence)
        ):
            span = f"{format_number(oral.least)} to {format_number(oral.most)} {oral.unit}"
            came = phrase.high if phrase.high > oral.most else phrase.low
            yield _named(phrase, f"an oral dose lies from {span}", came, oral.unit)
    elif phrase.unit == "mg/kg":
        just_below = _BELOW.search(_before(phrase)) and phrase.high <= bolus.amount
        if phrase.high >= bolus.amount and not just_below:
            words = f"a bolus stays below {format_number(bolus.amount)} {bolus.unit}"
            yield _named(phrase, words, phrase.high, bolus.unit)
    elif by_mouth:
        if phrase.high > cap.amount and _judged(phrase):
            words = f"one dose by mouth is at most {format_number(cap.amount)} {cap.unit}"
            yield _named(phrase, words, phrase.high, cap.unit)
    elif _judged(phrase):
        known = weights(phrase.sentence) or weights(everything)
        weight = known.pop() if len(known) == 1 else limits["weight_kg"].most
        top = bolus.amount * weight
        if phrase.high > top * (1 + _CLOSE):
            words = f"a bolus stays below {format_number(top)} mg at {format_number(weight)} kg"
            yield _named(phrase, words, phrase.high, "mg")


def _by_mouth(phrase: DosePhrase, everything: str) -> bool:
    """Whether a dose is swallowed: its own sentence says so, or everything but its sentence."""
    if _ORAL.search(phrase.sentence):
        return True
    return bool(_ORAL.search(everything)) and not _VEIN.search(phrase.sentence)


def _judged(phrase: DosePhrase) -> bool:
    """Whether mg alone are a dose: somebody gives them, and no container holds them."""
    said = _GIVEN.search(phrase.sentence) or _VEIN.search(phrase.sentence)
    return bool(said or _ORAL.search(phrase.sentence)) and not _HELD.search(phrase.sentence)


def _before(phrase: DosePhrase) -> str:
    return phrase.sentence[: phrase.sentence.find(phrase.text)]


def _named(phrase: DosePhrase, limit: str, came: float, unit: str, at: str = "") -> str:
    return f"DOSE: {phrase.text!r}: {limit}; got {format_number(came)} {unit}{at}{FIX}"
