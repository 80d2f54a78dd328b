"""Every dose that a text names, with its drug: numbers, units and the words between them.

Read generously, because a guard has to see what a person would see: "5 mg/kg/h", "5 mg of ketamine
per kg and hour", "five milligrams per kilogram an hour" and "5-10 mg/kg/hr" are all found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .owner import owner
from .plain_text import DIGITS, NUMBER, NUMBER_WORDS, number_value, sentences

_MASSES_MG = {"mg": 1.0, "mcg": 0.001, "g": 1000.0}
_MASS = r"(?P<mass>mcg|\u03bcg|ug|mgs?|grams?|g)(?![a-z])"
_BETWEEN = r"(?:\s*(?:of|the|ketamine|body|weight|bodyweight|ideal|actual|patient)\b)*"
_PER = r"\s*(?:/|\u22c5|,?\s*\b(?:per|an?|each|every|for each|for every|over|in|and(?=\s+h))\b)\s*"
_KG = r"kgs?\b"
_COUNT = rf"\d+(?:\.\d+)?|{NUMBER_WORDS}|half\s+an?|(?:an?\s+)?quarter(?:\s+of)?\s+an|an?"
_SPAN = (
    rf"(?P<{{name}}>(?:(?P<{{name}}_count>{_COUNT})(?:\s*(?:to|or|-)\s*\d+)?\s*)?"
    r"(?P<{name}_unit>hours?|hrs?|h|minutes?|mins?|min|days?|d|seconds?|s)\b)"
)
_PER_KG = rf"(?P<kg>{_BETWEEN}(?:{_PER}(?:1\s?)?{_KG}|\s{_KG}\s?-1))"
_PER_TIME = (
    rf"(?:{_BETWEEN}{_PER}{_SPAN.replace('{name}', 'time')}"
    rf"|\s{_SPAN.replace('{name}', 'inverse')}\s?-1"
    r"|\s(?P<adverb>(?P<adverb_unit>hour|dai|day)ly)\b)"
)
_RANGE = r"\s*(?:-|\u2010|\u2013|\u2014|to|and|or|up to)\s*"
_DOSE = re.compile(
    rf"(?<![\w.,])(?P<low>{NUMBER})(?:\s*{_MASS.replace('mass', 'first_mass')})?"
    rf"(?:{_RANGE}(?P<high>{NUMBER}))?[\s-]*{_MASS}(?P<per_kg>{_PER_KG})?(?P<per_time>{_PER_TIME})?",
    re.IGNORECASE,
)
_UNIT_FIRST = re.compile(
    r"\b(?P<unit>(?P<mass>mg|mcg|ug|\u03bcg)\s*(?:/|\bper)\s*kg\s*(?:/|\b(?:per|and))\s*"
    r"(?P<time>hr?|hour|min|minute))\b(?:[)\]]\s*|\s*[:=|]+\s*"
    r"|\s+(?:is|are|was|of|at|equals|(?:should|must|will|can|to) be)\s+)+"
    rf"(?P<number>{NUMBER})(?![\d.]\d|\w|\s*(?:mg|mcg|ml|ng|kg|times|fold|%|percent|h|hours|days"
    r"|minutes|patients|people|steps|of|\u00d7|\u00f7)(?!\w))",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    rf"(?<![\w.,])(?P<low>{NUMBER})(?:{_RANGE}(?P<high>{NUMBER}))?\s*"
    rf"(?:ml|millilit(?:er|re)s?|cc)(?P<per_time>{_PER_TIME})?",
    re.IGNORECASE,
)
_STRENGTH = re.compile(
    rf"(?<![\w.,])(?P<number>{DIGITS})\s*mg\s*(?:of\s+)?(?:ketamine\s+)?"
    rf"(?:/|per|(?:made|filled|topped|diluted)?\s*(?:up\s+)?(?:to|in|with \w+ to)"
    rf"(?:\s+each|\s+every|\s+one)?)\s*(?P<volume>{DIGITS})?\s*(?:ml|millilit(?:er|re)s?)\b(?!\s*(?:/|per|an)\s*h)",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"(?<![\w.,/])(?P<number>\d{2,3}(?:\.\d+)?)[\s-]*kg\b(?!\s*[/-]\s*(?:h|min|\d))",
    re.IGNORECASE,
)
_LINK = (
    r"(?:up to|at most|at maximum|max(?:imum)?(?: of)?|(?:rais|increas|reduc|go)\w* (?:it )?"
    r"(?:up )?to|to|then|and|or|later|finally|until|-|\u2013)"
)
_LINKED_AFTER = re.compile(
    rf"\s*[,;(]*\s*(?:{_LINK}\s+)+(?P<number>{DIGITS})(?![\d.,]*\d)\s*"
    rf"(?=[.,;:)]|$|(?:{_LINK})\s)",
    re.IGNORECASE,
)
_LINKED_BEFORE = re.compile(
    rf"(?:\b(?:at|from|of|with|ketamine|is|be|to|start|by)|:)\s*(?P<number>{DIGITS})"
    rf"(?:\s*[,;]?\s*(?:{_LINK}\s+)+|\s*,\s*)$",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"\d[^\w\s]{0,3}\s*[^\w\s,;:]{0,3}\s*(?P<unit>(?:mg|mcg|ug|\u03bcg|g)\s*/\s*kg\b[^\s,;]*)",
    re.IGNORECASE,
)
_OTHER_SPAN = re.compile(r"\s*/\s*(?!dose|bolus|tablet|capsule)[a-z]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DosePhrase:
    """One dose of a text: `low` and `high` in mg, or in mL where `unit` starts with "mL".

    unit: "mg", "mg/kg", "mg/h", "mg/kg/h", "mL" or "mL/h"; whatever time was named is made an
    hour's. drug: "ketamine", "other", or "" where the sentence names none. `each` is the single
    dose (low, high, in mg or mg/kg) that is repeated, where the words are "every", "hourly"; a
    rate that runs has none. `readable` is False where a number stands by a unit that was not read.
    """

    text: str
    sentence: str
    low: float
    high: float
    unit: str
    drug: str
    each: tuple[float, float] | None = None
    readable: bool = True


def strengths(text: str) -> set[float]:
    """The concentrations in mg/mL that a plain text names, other drugs' left out."""
    found_all = set()
    for sentence in sentences(text):
        for found in _STRENGTH.finditer(sentence):
            if _is_vial(sentence, found) and is_diluted(text):
                continue
            if owner(sentence, *found.span(), False) != "other":
                volume = number_value(found["volume"]) if found["volume"] else 1.0
                found_all.add(number_value(found["number"]) / (volume or 1.0))
    return found_all


def _is_vial(sentence: str, found: re.Match[str]) -> bool:
    """Whether a strength is a vial's, and so not that of a syringe that was made up from it."""
    before = sentence[: found.start()]
    source = r"\b(?:vials?|ampoules?|made from|drawn from)\b[^,;]*$|\d\s*ml of\s*$"
    return bool(re.search(source, before, re.IGNORECASE))


def is_diluted(text: str) -> bool:
    """Whether a plain text makes a syringe up from something."""
    return bool(re.search(r"\b(?:made up|filled up|topped up|diluted?)\b", text, re.IGNORECASE))


def weights(text: str) -> set[float]:
    """The body weights that a plain text names, in kg."""
    return {float(found["number"]) for found in _WEIGHT.finditer(text)}


def dose_phrases(text: str) -> list[DosePhrase]:
    """Every dose of a plain text, in its order."""
    return [phrase for sentence in sentences(text) for phrase in _of_sentence(sentence)]


def _of_sentence(sentence: str) -> Iterator[DosePhrase]:
    strengths_at = [found.span() for found in _STRENGTH.finditer(sentence)]
    seen: list[tuple[int, int]] = []
    for found in _DOSE.finditer(sentence):
        seen.append(found.span())
        inside = any(start <= found.start("mass") < end for start, end in strengths_at)
        if inside and not found["per_kg"]:
            continue
        per_hour = _per_hour(found)
        unit = "mg" + ("/kg" if found["per_kg"] else "") + ("/h" if per_hour else "")
        yield _phrase(sentence, found, unit, _MASSES_MG[_mass(found["mass"])], per_hour)
    for found in _UNIT_FIRST.finditer(sentence):
        seen.append(found.span())
        value = number_value(found["number"]) * _MASSES_MG[_mass(found["mass"])]
        value *= 60 if found["time"].lower().startswith("m") else 1
        drug = owner(sentence, *found.span(), True)
        yield DosePhrase(found.group(), sentence, value, value, "mg/kg/h", drug)
    for found in _VOLUME.finditer(sentence):
        if not any(start < found.end() and found.start() < end for start, end in strengths_at):
            per_hour = _per_hour(found)
            yield _phrase(sentence, found, "mL/h" if per_hour else "mL", 1.0, per_hour)
    for found in _UNREAD.finditer(sentence):
        if not any(start <= found.start("unit") < end for start, end in seen):
            drug = owner(sentence, *found.span(), True)
            yield DosePhrase(found.group(), sentence, 0, 0, "mg/kg/h", drug, readable=False)


def _phrase(
    sentence: str, found: re.Match[str], unit: str, mass: float, per_hour: float | None
) -> DosePhrase:
    numbers = [number_value(found["low"])]
    numbers += [number_value(found["high"])] if found["high"] else []
    if "first_mass" in found.groupdict() and found["first_mass"] and found["high"]:
        numbers[0] *= _MASSES_MG[_mass(found["first_mass"])] / mass
    if unit.endswith("/h") or unit == "mg/kg":
        numbers += _linked(sentence, *found.span())
    low, high = min(numbers) * mass, max(numbers) * mass
    times = per_hour or 1
    is_rate = unit == "mg/kg/h"
    drug = owner(sentence, *found.span(), is_rate)
    repeated = per_hour and not unit.startswith("mL") and _is_repeat(found)
    readable = not (unit == "mg/kg" and _OTHER_SPAN.match(sentence[found.end() :]))
    each = (low, high) if repeated else None
    text = found.group().strip()
    return DosePhrase(text, sentence, low * times, high * times, unit, drug, each, readable)


def _linked(sentence: str, start: int, end: int) -> Iterator[float]:
    """The bare numbers that share the unit of a dose: "from 0.5 mg/kg/h to 5", "(max. 5)"."""
    while found := _LINKED_AFTER.match(sentence, end):
        yield number_value(found["number"])
        end = found.end("number")
    while found := _LINKED_BEFORE.search(sentence[:start]):
        yield number_value(found["number"])
        start = found.start("number")


def _is_repeat(found: re.Match[str]) -> bool:
    """Whether single doses are repeated: "every 30 minutes", "hourly"; not "/h" and not "over"."""
    said = found["per_time"] or ""
    return bool(re.search(r"\b(?:every|each|hourly|daily)\b", said, re.IGNORECASE))


def _mass(word: str) -> str:
    word = word.lower()
    if word in ("mcg", "\u03bcg", "ug"):
        return "mcg"
    return "mg" if word.startswith("m") else "g"


def _per_hour(found: re.Match[str]) -> float | None:
    """How often the named time goes into an hour; None where no time is named."""
    names = [name for name in ("time", "inverse", "adverb") if found[name]]
    if not found["per_time"] or not names:
        return None
    unit = found[f"{names[0]}_unit"].lower()
    count = found.groupdict().get(f"{names[0]}_count") or "1"
    hours = {"h": 1.0, "m": 1 / 60, "d": 24.0, "s": 1 / 3600}[unit[0]]
    return 1 / (hours * _counted(count.lower()))


def _counted(count: str) -> float:
    if count in ("a", "an"):
        return 1.0
    return 0.25 if "quarter" in count else number_value(count) or 1.0
