"""Finds what looks like a real person in a text: a title with a name, a record number, a birthday.

Every patient of the course is made up. A name or a number from a chart has no place in it, not even
by accident; so each find is named with what to write.
"""

from __future__ import annotations

import re
import unicodedata

_NAME = r"(?:(?:van|von|de|der|den|di|le|la|el|al|O['’])\s*)*[A-ZÀ-ÖØ-Þ][\w'’-]+"
_TITLES = (
    r"Mr|Mrs|Ms|Miss|Mx|Sir|Mister|Missus|Herr|Herrn|Frau|Señora?|Sra?|Signora?|Sig|Madame|Mme|"
    r"Monsieur|Mlle|Pani|Dr|Doctor|Doktor|Prof|Professor|Nurse|Sister|Schwester"
)
# Whoever is cited: "Professor Hardy's trial", "Sir William Osler said"; and what is no person.
_CITED = (
    r"(?!(?:Practitioner|Study|Specialist|Consultant)\b)"
    r"(?!\w+['’]s\s+(?:trial|study|review|paper)\b)"
)
# A teacher of medicine who is quoted is no patient and no colleague.
_QUOTED = r"(?!(?:Sir|Professor|Prof)\.?\s+(?:\w+\s+){1,2}(?:said|wrote|taught|reported)\b)"
_YEARS = r"\d{1,3}[\s-]*(?:years?\b|y\b|-year-old)"
# A title before these is a place, a test or a drug house and no person.
_NO_NAME = r"(?!(?:Who|The|A|An|In|On|At|And|Or|But|He|She|They|It|If|Is|Was|Not|No)\b)"

_RULES: tuple[tuple[str, str, str], ...] = (
    (
        "PERSON_TITLE",
        rf"\b{_QUOTED}(?:{_TITLES})\.?\s+(?:[A-Z]\.\s*)*{_NO_NAME}{_CITED}{_NAME}",
        "leave the name out: a woman of 62 years",
    ),
    (
        "PERSON_TITLE",
        r"\b(?:MR|MRS|MS|HERR|FRAU)\.?\s+[A-Z]{2,}\b|\b(?:mr|mrs|herr|frau)\.?\s+[a-z]{3,}\b"
        r"|\b(?:Mr|Mrs|Ms|MR|MRS|MS)\.?\s+[A-Z]\b",
        "leave the name out: a woman of 62 years",
    ),
    (
        "PERSON_NAMED",
        rf"\b(?:[Pp]atient|PATIENT):\s*{_NAME}(?:\s+[A-Z])|\b[Tt]he patient,?\s+{_NAME}\s+{_NAME}"
        rf"|(?<![\w-])[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?,\s*(?:aged\s+)?\d{{2}}(?=\s*(?:years|y)?\s*[,.;]|$)"
        rf"|\b[A-Z][a-z]+\s+[A-Z][a-z]+,\s*{_YEARS}",
        "leave the name out: a woman of 62 years",
    ),
    (
        "PERSON_NAMED",
        r"^[A-Z][a-z]+,\s+[A-Z][a-z]+\.?$",
        "leave the name out: a woman of 62 years",
    ),
    (
        "PERSON_BIRTHDAY",
        r"(?<![\d./-])(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|1[0-2])-(?:19|20)\d\d(?![\d/-])"
        r"|(?<![\d./-])19\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d/-])"
        r"|(?i:\bborn on the)\s+\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Z][a-z]+\s+\d{4}",
        "leave the date out: give an age, or the day of the treatment",
    ),
    (
        "PERSON_NAMED",
        rf"\b(?i:patient|woman|man|lady|gentleman|girl|boy)(?i:,)?\s+"
        rf"(?i:named|called|whose name is|name:)\s+[“\"'‘]?{_NAME}",
        "leave the name out: a woman of 62 years",
    ),
    (
        "PERSON_NUMBER",
        r"(?i)\b(?:MRN|NHS|CHI|SSN|hospital|patient|medical record|record|chart|case|file|"
        r"insurance|passport|KVNR|Fallnummer|Patientennummer|Versichertennummer)\s*"
        r"(?:no\b\.?|nr\b\.?|number|num\b\.?|id\b|identifier|#)?\s*[:#=]?\s*[A-Z]{0,3}[- ]?"
        r"\d(?:[\d -]{3,}\d)",
        "leave the number out",
    ),
    (
        "PERSON_NUMBER",
        r"(?<![\w.,/:=-])(?:\d{6,}|\d{3}[ -]\d{3}[ -]\d{4}|\d{3}-\d{2}-\d{4})(?![\w/-]|[.,]\d)"
        r"(?!\s+(?:people|patients|women|men|adults|errors|reports|infusions)\b)",
        "leave the number out, or write an amount with a comma: 100,000",
    ),
    (
        "PERSON_BIRTHDAY",
        r"(?i)\b(?:DOB|D\.O\.B\.?|date of birth|born(?: on)?|birthday|geboren(?: am)?|geb\.)\s*"
        r"[:=]?\s*(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?[ ./-]+(?:\d{1,2}|[a-z]{3,9})[ ./,-]+\d{2,4}"
        r"|\d{4}-\d{2}-\d{2}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}\b|in \d{4}\b)",
        "give an age: a woman of 62 years",
    ),
    (
        "PERSON_BIRTHDAY",
        r"(?<![\d./-])(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])[./](?:19|20)\d\d(?![\d/])",
        "leave the date out: give an age, or the day of the treatment",
    ),
    (
        "PERSON_ADDRESS",
        r"[\w.+-]+@[\w-]+\.[a-z]{2,}|(?<![\w.,])\+\d{1,3}[ \d()/-]{7,}\d",
        "leave the address or telephone number out",
    ),
)
_COMPILED = tuple((name, re.compile(pattern), advice) for name, pattern, advice in _RULES)


def person_problems(text: str) -> list[str]:
    """Name everything that looks like a real person as 'RULE: what was found: what to write'."""
    seen = unicodedata.normalize("NFKC", text)
    seen = "".join(each for each in seen if unicodedata.category(each) != "Cf")
    found: list[str] = []
    for name, pattern, advice in _COMPILED:
        for match in pattern.finditer(seen):
            problem = f"{name}: {match.group().strip()!r}: {advice}"
            if problem not in found:
                found.append(problem)
    return found
