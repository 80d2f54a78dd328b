"""Every dose that a text names, with its drug: numbers, units and the words between them.

Read generously, because a guard has to see what a person would see: "5 mg/kg/h", "5 mg of ketamine
per kg and hour", "five milligrams per kilogram an hour" and "5-10 mg/kg/hr" are all found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS: dict[str, float] = {
    word: value
    for value, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_WORDS |= {"half a": 0.5, "half": 0.5, "fifteen": 15, "twenty": 20, "fifty": 50, "hundred": 100}
_DIGITS = r"\d[\d,]*(?:\.\d+)?|\.\d+"
_NUMBER = rf"(?:{_DIGITS}|\b(?:{'|'.join(_WORDS)})\b)"
_MASSES_MG = {"mg": 1.0, "mcg": 0.001, "g": 1000.0}
_MASS = (
    r"(?P<mass>mcg|\u03bcg|ug|microgram(?:me)?s?|mgs?|milligram(?:me)?s?"
    r"|grams?|g)(?![a-z])"
)
_BETWEEN = r"(?:\s*(?:of|the|ketamine|body|weight|bodyweight|ideal|actual|patient)\b)*"
_PER = r"\s*(?:/|\u22c5|,?\s*\b(?:per|an?|each|every|for each|for every|over|in|and(?=\s+h))\b)\s*"
_KG = r"(?:kilogram(?:me)?s?|kilos?|kgs?)\b"
_SPAN = (
    r"(?P<{name}>(?:(?P<{name}_count>\d+|one|an?|twenty-four)\s*)?"
    r"(?:hours?|hrs?|h|minutes?|mins?|min|days?|d|seconds?|s)\b|hourly\b|daily\b)"
)
_PER_KG = rf"(?P<kg>{_BETWEEN}(?:{_PER}(?:1\s?)?{_KG}|\s{_KG}\s?-1))"
_PER_TIME = (
    rf"(?:{_BETWEEN}{_PER}{_SPAN.format(name='time')}|\s{_SPAN.format(name='inverse')}\s?-1"
    r"|\s(?P<adverb>hourly|daily)\b)"
)
_RANGE = r"\s*(?:-|\u2010|\u2013|\u2014|to|and|or|up to)\s*"
_DOSE = re.compile(
    rf"(?<![\w.,])(?P<low>{_NUMBER})(?:\s*{_MASS.replace('mass', 'first_mass')})?"
    rf"(?:{_RANGE}(?P<high>{_NUMBER}))?[\s-]*{_MASS}(?P<per_kg>{_PER_KG})?(?P<per_time>{_PER_TIME})?",
    re.IGNORECASE,
)
_UNIT_FIRST = re.compile(
    rf"\b(?P<unit>(?:mg|mcg)\s*/\s*kg\s*/\s*(?:hr?|hour|min))\b\)?\s*[:=|]+\s*(?P<number>{_DIGITS})"
    r"(?![\d.]|\s*(?:mg|mcg|mL|ng|kg|\u00d7|\u00f7))",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    rf"(?<![\w.,])(?P<low>{_NUMBER})(?:{_RANGE}(?P<high>{_NUMBER}))?\s*"
    rf"(?:ml|millilit(?:er|re)s?|cc)(?P<per_time>{_PER_TIME})",
    re.IGNORECASE,
)
_STRENGTH = re.compile(
    rf"(?<![\w.,])(?P<number>{_DIGITS})\s*(?:mg|milligrams?)\s*"
    r"(?:/|per|in each|in every|in one|in 1)\s*(?:1\s)?(?:ml|millilit(?:er|re))\b",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"(?<![\w.,/])(?P<number>\d{2,3}(?:\.\d+)?)[\s-]*(?:kg|kilos?|kilograms?)\b(?!\s*[/-]\s*(?:h|min|\d))",
    re.IGNORECASE,
)
# A dose behind one of these is another drug's.
OTHER_DRUGS = (
    "alfentanil amitriptyline apixaban aspirin baclofen buprenorphine bupivacaine carbamazepine "
    "clonazepam clonidine codeine dexamethasone dexmedetomidine diamorphine diazepam diclofenac "
    "droperidol duloxetine fentanyl furosemide gabapentin glycopyrronium haloperidol hydromorphone "
    "hyoscine ibuprofen labetalol levomepromazine lidocaine lignocaine lorazepam magnesium "
    "methadone metamizole methylprednisolone metoclopramide midazolam mirtazapine morphine "
    "naloxone "
    "nortriptyline olanzapine ondansetron opioid oxycodone paracetamol acetaminophen pethidine "
    "prednisolone pregabalin propofol quetiapine remifentanil ropivacaine rocuronium sufentanil "
    "tapentadol theophylline tramadol tricyclics venlafaxine zoledronate"
).split()
_OTHER = re.compile(rf"\b(?:{'|'.join(OTHER_DRUGS)})\w*", re.IGNORECASE)
_KETAMINE = re.compile(r"\b(?:es)?ketamine\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;?!])\s+|\n\s*\n|\n\s*[-*|]")


@dataclass(frozen=True, slots=True)
class DosePhrase:
    """One dose of a text: `low` and `high` in mg, or in mL where `unit` starts with "mL".

    unit: "mg", "mg/kg", "mg/h", "mg/kg/h" or "mL/h"; whatever time was named is made an hour's.
    drug: "ketamine", "other", or "" where the sentence names none.
    """

    text: str
    sentence: str
    low: float
    high: float
    unit: str
    drug: str


def plain(text: str) -> str:
    """The text as the guard reads it: no emphasis, no invisible characters, one kind of space."""
    text = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u00b7", "\u22c5")
    text = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return re.sub(r"[^\S\n]+", " ", re.sub(r"[*_`]", "", text))


def sentences(text: str) -> list[str]:
    """The sentences of a plain text."""
    return [each.strip() for each in _SENTENCE.split(text) if each.strip()]


def strengths(text: str) -> set[float]:
    """The concentrations that a plain text names, in mg/mL."""
    return {_value(found["number"]) for found in _STRENGTH.finditer(text)}


def is_diluted(text: str) -> bool:
    """Whether a plain text makes a syringe up, so that what it names is not what it holds."""
    return bool(re.search(r"\b(?:made up|filled up|topped up|diluted?)\b", text, re.IGNORECASE))


def weights(text: str) -> set[float]:
    """The body weights that a plain text names, in kg."""
    return {float(found["number"]) for found in _WEIGHT.finditer(text)}


def dose_phrases(text: str) -> list[DosePhrase]:
    """Every dose of a plain text, in its order."""
    return [phrase for sentence in sentences(text) for phrase in _of_sentence(sentence)]


def _of_sentence(sentence: str) -> Iterator[DosePhrase]:
    strengths_at = [found.span() for found in _STRENGTH.finditer(sentence)]
    for found in _DOSE.finditer(sentence):
        inside = any(start <= found.start("mass") < end for start, end in strengths_at)
        if inside and not found["per_kg"]:
            continue
        per_hour = _per_hour(found)
        unit = "mg" + ("/kg" if found["per_kg"] else "") + ("/h" if per_hour else "")
        times = _MASSES_MG[_mass(found["mass"])] * (per_hour or 1)
        yield _phrase(sentence, found, unit, times, bool(found["per_kg"] and per_hour))
    for found in _UNIT_FIRST.finditer(sentence):
        value = _value(found["number"]) * (0.001 if found["unit"].lower().startswith("mcg") else 1)
        value *= 60 if "min" in found["unit"].lower() else 1
        yield DosePhrase(found.group(), sentence, value, value, "mg/kg/h", "ketamine")
    for found in _VOLUME.finditer(sentence):
        yield _phrase(sentence, found, "mL/h", _per_hour(found) or 1, False)


def _phrase(
    sentence: str, found: re.Match[str], unit: str, times: float, is_rate: bool
) -> DosePhrase:
    low = _value(found["low"]) * times
    high = _value(found["high"]) * times if found["high"] else low
    drug = _drug(sentence, *found.span(), is_rate)
    return DosePhrase(found.group().strip(), sentence, min(low, high), max(low, high), unit, drug)


def _value(number: str) -> float:
    """The number as it most likely is: thousands with a comma, or a comma for a point."""
    if number.lower() in _WORDS:
        return float(_WORDS[number.lower()])
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number) and not number.startswith("0"):
        return float(number.replace(",", ""))
    return float(number.rstrip(",").replace(",", ".", 1).replace(",", ""))


def _mass(word: str) -> str:
    word = word.lower().rstrip("s")
    if word in ("mcg", "\u03bcg", "ug") or word.startswith("micro"):
        return "mcg"
    return "mg" if word.startswith("m") else "g"


def _per_hour(found: re.Match[str]) -> float | None:
    """How often the named time goes into an hour; None where no time is named."""
    names = [name for name in ("time", "inverse", "adverb") if found[name]]
    if not found["per_time"] or not names:
        return None
    word, counted = found[names[0]].lower(), found.groupdict().get(f"{names[0]}_count")
    count = {"twenty-four": 24.0, "one": 1.0, "a": 1.0, "an": 1.0}.get(counted or "", counted)
    unit = word[len(counted) if counted else 0 :].strip()
    hours = {"h": 1.0, "m": 1 / 60, "d": 24.0, "s": 1 / 3600}[unit[0]]
    return 1 / (hours * float(count or 1))


def _drug(sentence: str, start: int, end: int, is_rate: bool) -> str:
    """Whose dose stands at this place of a sentence.

    A rate for each kg and hour is ketamine's unless another drug's name stands right beside it.
    """
    others = [found.span() for found in _OTHER.finditer(sentence)]
    own = [found.span() for found in _KETAMINE.finditer(sentence)]
    if is_rate:
        beside = any(_beside(sentence, span, start, end) for span in others)
        nearer = any(_beside(sentence, span, start, end) for span in own)
        return "other" if beside and not nearer else "ketamine"
    if not others and not own:
        return ""
    following = [
        span
        for span in (*others, *own)
        if span[0] >= end and re.fullmatch(r"\s*(?:of\s+)?", sentence[end : span[0]])
    ]
    before = [span for span in (*others, *own) if span[1] <= start]
    inside = [span for span in own if start <= span[0] < end]
    nearest = inside or following or ([max(before)] if before else [min((*others, *own))])
    return "other" if nearest[0] in others else "ketamine"


def _beside(sentence: str, span: tuple[int, int], start: int, end: int) -> bool:
    gap = sentence[span[1] : start] if span[1] <= start else sentence[end : span[0]]
    return len(gap.split()) <= 2 and not re.search(r"[,:()]", gap)
