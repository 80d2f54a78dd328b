"""A text as the dose guard reads it: one way of writing each unit, number, space and stroke.

What a page shows as "5 mg/kg/h" can be typed with a tag, a formula sign, another stroke, a bracket
or a number in words. All of it is brought into one form before anything is looked for.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_UNITS += " fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: value for value, word in enumerate(_UNITS.split())}
_SMALL |= {word: value for value, word in zip(range(20, 100, 10), TENS.split(), strict=True)}
_LARGE = {"hundred": 100, "thousand": 1000}
_WORD = "|".join(sorted((*_SMALL, *_LARGE), key=len, reverse=True))
# "twenty-five", "one hundred and fifty", "two point five", "half a", "a hundred".
NUMBER_WORDS = (
    rf"\b(?:half(?:\s+an?)?|(?:an?\s+)?(?:{_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_WORD})){{0,7}}"
    rf"(?:\s+point(?:\s+(?:{_WORD})){{1,4}})?(?:\s+and\s+a\s+half)?)\b"
)
DIGITS = r"\d[\d,]*(?:\.\d+)?|\.\d+"
NUMBER = rf"(?:{DIGITS}|{NUMBER_WORDS})"

_FOREIGN = {
    r"milligramme?n?|milligrams?": "mg",
    r"mikrogramme?n?|microgrammes?|micrograms?": "mcg",
    r"kilogramm|kilogramme?s?|kilograms?|kilos?": "kg",
    r"stunden?|std\.?|ora|heure|hora": "h",
    r"minuten": "min",
    r"pro|je": "per",
}
_ABBREVIATIONS = r"\b(max|min|approx|ca|vs|resp|incl|no|nr|fig|e\.g|i\.e|iv|im)\."
_MASS = r"(?:mg|mcg|ug|\u03bcg|g)"
_TIME = r"(?:h|hr|hour|min|minute)s?"
_DOT = r"[\s.\u22c5*x\u00d7]"
_UNIT = rf"{_MASS}\s*(?:/\s*kg)?(?:\s*/\s*(?:{_TIME}|d|day|24 h))?|ml\s*/\s*{_TIME}"
# What is written, and what it becomes; in this order.
_REWRITES = (
    (rf"(?<![a-z])({_MASS}){_DOT}*kg\s*\^?\{{?-1\}}?{_DOT}*({_TIME})\s*\^?\{{?-1\}}?", r"\1/kg/\2"),
    (rf"(?<![a-z])({_MASS})\s*/\s*\(\s*kg{_DOT}+({_TIME})\s*\)", r"\1/kg/\2"),
    (rf"(?<![a-z])({_MASS})\s*/\s*kg\s*[.\u22c5*]\s*({_TIME})\b", r"\1/kg/\2"),
    (rf"(?<![a-z])({_MASS})\.kg\.({_TIME})\b", r"\1/kg/\2"),
    (r"(?<=\d)\s*m g(?=\s*/)", " mg"),
    (r"(?<=\d)\s*mpk\b", " mg/kg"),
    (rf"(\d)\s*\(\s*(?:{NUMBER_WORDS})\s*\)", r"\1"),
    (r"(?<![\d.,])(\d{1,3})['\u2019 ](\d{3})(?=\s*(?:mg|mcg|ug|\u03bcg|ml)\b)", r"\1,\2"),
    (rf"(\d)\s*[(\[]\s*({_UNIT})\s*[)\]]", r"\1 \2"),
    (
        rf"({_MASS}\s*/\s*kg)\s*[.;,:]?\s*\(?\s*(?:(?:that|this|which|it)\s+is\s+)?"
        rf"((?:per|every|each)\s+{_TIME})\b\)?",
        r"\1 \2",
    ),
)
_COMPILED = tuple((re.compile(written, re.IGNORECASE), made) for written, made in _REWRITES)
_WORDS = tuple(
    (re.compile(rf"(?<=\s)(?:{written})(?![\w-])", re.IGNORECASE), made)
    for written, made in _FOREIGN.items()
)
_POWER = re.compile(rf"(?<![\w.])(\d+(?:\.\d+)?)e([+-]?\d{{1,2}})(?=\s*{_MASS}\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;?!])\s+|\n\s*\n|\n\s*[-*|]")
_ROW = re.compile(r"^\s*\|(.+)\|\s*$")


# A text is read for its findings, then for its warnings, and its context again with each of both.
@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """The text in the one form that the guard reads; sentences and lines stay where they are."""
    text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", " ", text))
    text = re.sub(r"\\(?:mathrm|text|mathit|operatorname|rm)\s*\{([^{}]*)\}", r" \1", text)
    text = re.sub(r"\\(?:[,;:! ]|quad|qquad)|~", " ", text).replace("$", " ")
    text = text.replace("\\cdot", "\u22c5").replace("\\times", "\u00d7").replace("\\mu", "\u03bc")
    text = re.sub(r"(\d?)([\u00bc-\u00be\u2150-\u215e])", _fraction, text)
    text = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\u00b7", "\u22c5")
    text = text.replace("\u2215", "/").replace("\u2044", "/")
    text = "".join(each for each in text if unicodedata.category(each) != "Cf")
    text = re.sub(r"[^\S\n]+", " ", re.sub(r"[*_`]", "", text))
    text = re.sub(_ABBREVIATIONS, r"\1", text, flags=re.IGNORECASE)
    for pattern, made in (*_WORDS, *_COMPILED):
        text = pattern.sub(made, text)
    return _POWER.sub(lambda found: f"{float(found.group()):.12g}", text)


def _fraction(found: re.Match[str]) -> str:
    return f"{float(found[1] or 0) + unicodedata.numeric(found[2]):.6g}"


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; each row of a table is one, with the units of its header."""
    tables, rest = _tables(text)
    return [each.strip() for each in _SENTENCE.split(rest) if each.strip()] + tables


def _tables(text: str) -> tuple[list[str], str]:
    rows: list[str] = []
    rest: list[str] = []
    header: list[str] = []
    for line in text.split("\n"):
        found = _ROW.match(line)
        if not found:
            header = []
            rest.append(line)
            continue
        cells = [each.strip() for each in found[1].split("|")]
        rest.append("")
        if all(re.fullmatch(r":?-+:?", each) for each in cells):
            continue
        if not header:
            header = cells
            rows.append("; ".join(cells))
            continue
        rows.append(", ".join(_cell(*each) for each in zip(header, cells, strict=False)))
    return rows, "\n".join(rest)


def _cell(header: str, cell: str) -> str:
    """A cell of numbers alone gets the unit that stands in its header."""
    unit = re.search(rf"(?<![a-z/])(?:{_UNIT}|kg)(?![a-z/])", header, re.IGNORECASE)
    if unit and re.fullmatch(rf"(?:{DIGITS}|to|and|-|\u2013|\s)+", cell) and re.search(r"\d", cell):
        name = f"{header[: unit.start()]}{header[unit.end() :]}".strip(" ():[],")
        return f"{name} {cell} {unit.group()}".strip()
    return cell


def number_value(number: str) -> float:
    """The number as it most likely is: in words, thousands with a comma, or a comma for a point."""
    if number[0] not in "0123456789.":
        return _in_words(number.lower())
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number) and not number.startswith("0"):
        return float(number.replace(",", ""))
    return float(number.rstrip(",").replace(",", ".", 1).replace(",", ""))


def _in_words(number: str) -> float:
    if number.startswith("half"):
        return 0.5
    number, half = re.subn(r"\s+and\s+a\s+half$", "", number)
    whole, _, decimals = number.partition(" point ")
    total = part = 0.0
    for word in re.findall(rf"\b(?:{_WORD})\b", whole):
        if word == "thousand":
            total, part = total + max(part, 1) * 1000, 0.0
        elif word == "hundred":
            part = max(part, 1) * 100
        else:
            part += _SMALL[word]
    digits = "".join(str(_SMALL[word]) for word in decimals.split() if word in _SMALL)
    return total + part + (float(f"0.{digits}") if digits else 0.0) + 0.5 * half
