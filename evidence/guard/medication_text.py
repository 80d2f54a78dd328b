"""Finds numbers and abbreviations that have been misread as another dose.

`problems(text)` takes any text that a learner can see and names each fault with what to write.
The list follows the error-prone abbreviations of ISMP and the Joint Commission.
"""

from __future__ import annotations

import re

# Units that a dose can have; longer ones first, so that "mg" does not cut "mg/kg".
_DOSE = r"(?:mcg|mg|ng|kg|g|mL|L|mmol|mEq|units?)"
_TIME = r"(?:hours?|h|minutes?|min)"
_UNIT = rf"(?:{_DOSE}|{_TIME})"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"

MEDICATION_RULES: tuple[tuple[str, str, str], ...] = (
    # A DOI (10.1200/...) is no dose; "p = 0.10" is statistical precision.
    (
        "TRAILING_ZERO",
        r"(?<![\d.,])(?<!p = )(?!10\.\d{4,}/)\d[\d,]*\.\d*0(?![\d.])",
        "leave the last zero out: 5 mg, 0.1 mg",
    ),
    ("NAKED_DECIMAL", r"(?<![\d\w.])\.\d+", "put a zero before the point: 0.5 mg"),
    ("DECIMAL_COMMA", rf"(?<![\d,])\d+,\d{{1,2}}(?!\d)\s*{_UNIT}\b", "use a point: 0.1 mg"),
    ("MICRO_SIGN", r"[µμ]|\bug\b", "mcg"),
    ("CC", rf"\b{_NUMBER}\s*(?:cc|ccs|CC)\b", "mL"),
    ("UNITS_LETTER", rf"\b{_NUMBER}\s*(?:U|u|IU)\b", "units"),
    (
        "EVERY_DAY",
        r"(?<![\w.])(?:[qQ]\.?[dD]\.?|[qQ]\.?[oO]\.?[dD]\.?|q1d)(?![\w.])",
        "daily, or every other day",
    ),
    (
        "LATIN_TIMES",
        r"(?<!\w)(?:TDS|TID|tds|tid|BD|BID|bd|bid|QID|QDS|qid|qds|qhs|QHS|qn|HS|hs|"
        r"TIW|tiw|BIW|BT|q\d+h|Q\d+H|PRN|prn)(?!\w)",
        "write it out: three times daily",
    ),
    # Not the initials of an author: "Chang AS, Kurihara C".
    ("EYE_EAR", r"(?<!\w)(?:o\.d\.|OD|OS|OU|AD|AS|AU)(?!\w|[,.] [A-Z])", "the eye or ear in full"),
    ("SUBCUT", r"(?<!\w)(?:SC|SQ|s/c|S/C|sub\s?q|subQ)(?!\w)", "subcut, or subcutaneously"),
    ("STOP", r"(?<!\w)(?:D/C|d/c)(?!\w)", "stop, or discharge"),
    ("INTRANASAL", rf"\b{_NUMBER}\s*mg(?:/kg)?\s+IN\b", "intranasal"),
    (
        "MORPHINE",
        r"\b(?:MSO4|MgSO4)\b|(?<!\w)MS(?=\s+(?:Contin|\d))",
        "morphine, or magnesium sulfate",
    ),
    (
        "NICKNAME",
        r"(?<![\w-])(?:ket|KTM|midaz|benzos?|gaba|morph|dilaudid)(?![\w-])",
        "the full generic name",
    ),
    (
        "RUN_TOGETHER",
        rf"(?<![\w.,]){_NUMBER}(?:mcg|mg|ng|kg|mL|ml|h|hrs?|min)\b",
        "a space between number and unit",
    ),
    ("UNIT_STOP", r"\b(?:mg|mcg|ng|kg|mL)\.(?=\s+[a-z(])", "no full stop after a unit"),
    ("UNIT_PLURAL", r"\b(?:mgs|mcgs|mls|mLs|kgs|hrs)\b", "no plural s on a unit"),
    (
        "UNIT_CASE",
        rf"\b{_NUMBER}\s*(?:ml|Ml|ML|Mg|MG|Kg|KG|Mcg|MCG)\b|"
        r"\b(?:mg|mcg|ng|g|units?)/(?:ml|Ml|ML)\b|\bml/",
        "mL, mg, kg, mcg",
    ),
    ("THOUSANDS", rf"(?<![\d.,-])\d{{4,}}(?=(?:\.\d+)?\s*{_UNIT}\b)", "a comma: 1,000 mg"),
    ("SYMBOL", r"[≤≥]|[<>]\s*=?\s*\.?\d", "less than, more than, at least, at most"),
    ("AT_AND", rf"\d\s*{_UNIT}?\s*[@&]\s*\d", "at, or and"),
    ("DASH_RANGE", rf"\d\s*[-\u2010-\u2015]\s*\d[\d,]*(?:\.\d+)?\s*{_UNIT}\b", "0.05 to 0.5 mg"),
    ("PER_MINUTE", r"\bmg/kg/min", "mg/kg/h: per minute is 60 times more"),
)
_COMPILED = tuple((name, re.compile(pattern), advice) for name, pattern, advice in MEDICATION_RULES)
_SENTENCE_END = re.compile(r"(?<=[.;:?!])\s+")
_RATE_WORDS = re.compile(r"\b(?:infus\w+|rate)\b", re.IGNORECASE)
_DOSE_WORDS = re.compile(r"\b(?:bolus\w*|doses?|single|loading|test|oral\w*|once)\b", re.IGNORECASE)
_MG_PER_KG = re.compile(rf"\b{_NUMBER}\s*mg/kg(?!\s*(?:/|per\b))")


def _rates_without_time(text: str) -> list[str]:
    """A rate that lost its "per hour": mg/kg in a sentence on infusions that names no dose."""
    return [
        match.group()
        for sentence in _SENTENCE_END.split(text)
        if _RATE_WORDS.search(sentence) and not _DOSE_WORDS.search(sentence)
        for match in _MG_PER_KG.finditer(sentence)
    ]


def problems(text: str, allow: tuple[str, ...] = ()) -> list[str]:
    """Name every fault of a text as 'RULE: what was found: what to write' (none: empty list).

    `allow` holds names of rules to leave out, for an error that a lesson teaches on purpose.
    """
    found = [
        f"{name}: {match.group().strip()!r}: write {advice}"
        for name, pattern, advice in _COMPILED
        if name not in allow
        for match in pattern.finditer(text)
    ]
    if "RATE_TIME" not in allow:
        found += [
            f"RATE_TIME: {each!r}: write the time, as mg/kg/h" for each in _rates_without_time(text)
        ]
    return found
