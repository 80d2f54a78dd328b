"""Units as people write them: "mg per kg per hour", "mg kg-1 h-1" and "MG/KG/HR" are one unit."""

from __future__ import annotations

import re
import unicodedata

H_PER_DAY = 24
MIN_PER_H = 60
MCG_PER_MG = 1000

# Each unit with the other ways of writing it.
_SPELLINGS = {
    "mg": "mgs milligram milligrams milligramme milligrammes",
    "mcg": "mcgs ug \u03bcg microgram micrograms microgramme microgrammes",
    "ng": "nanogram nanograms nanogramme nanogrammes",
    "g": "gram grams gramme grammes",
    "kg": "kgs kilo kilos kilogram kilograms kilogramme kilogrammes",
    "ml": "mls cc ccs millilitre millilitres milliliter milliliters",
    "l": "litre litres liter liters",
    "h": "hr hrs hour hours hourly",
    "min": "mins minute minutes",
    "s": "sec secs second seconds",
    "day": "d days daily",
    "percent": "% percentage",
    "hz": "hertz",
}
_NAMES = {other: name for name, others in _SPELLINGS.items() for other in (name, *others.split())}
_OF_A_HUNDRED = re.compile(r"(?:out )?of 100|per ?cent|/ ?100")
_SHOWN = {"ml": "mL", "l": "L", "hz": "Hz", "day": "24 h", "percent": "percent"}
# "mg -" and "mL=/h" are no unit: what is not a letter, a stroke, a power or a space stays visible.
_LEFT_OVER = re.compile(r"[^\w\s/%.^-]|_|-(?!\s?1\b)|/\s*(?:/|$)|^\s*/(?!\s*100)")
_PIECE = re.compile(r"(?:24 ?h(?:r|rs|our|ours)?\b|[^\W\d_]+|%|\d+)(?:\s?-1\b)?")


def canonical_unit(text: str) -> str:
    """One spelling for each unit, such as "mg/kg/h" or "mg/day"; unknown words stay as they are.

    A day and 24 h are the same below a stroke, and so are "of 100" and percent.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\u2212", "-")
    plain = " ".join(re.sub(r"[()\[\]\u00b7\u22c5*]", " ", plain).split()).rstrip(".")
    if _OF_A_HUNDRED.fullmatch(plain):
        return "percent"
    if _LEFT_OVER.search(plain):
        return plain
    above: list[str] = []
    below: list[str] = []
    strokes = re.split(r"\s*/\s*|\bper\b|\b(?=hourly\b|daily\b)", plain)
    for place, part in enumerate(strokes):
        for piece in _PIECE.finditer(part):
            word = re.sub(r"\s?-1$", "", piece.group())
            inverted = word != piece.group() or place > 0
            (below if inverted else above).append(_name(word, below=inverted))
    return "/".join([" ".join(above), *below])


def _name(word: str, below: bool) -> str:
    if re.fullmatch(r"24 ?h\w*", word):
        return "day" if below else word
    if word in _NAMES:
        return _NAMES[word]
    return word.removesuffix("s") if len(word) > 3 else word


def shown_unit(canonical: str) -> str:
    """A canonical unit as the course writes it: "mL/h", "mg/24 h"."""
    first, *below = canonical.split("/")
    first = {"day": "days"}.get(first, _SHOWN.get(first, first))
    return "/".join([first, *(_SHOWN.get(each, each) for each in below)])
