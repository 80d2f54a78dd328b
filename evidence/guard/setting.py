"""What the words around a dose say of it: its setting, its route, who gets it, what holds it."""

from __future__ import annotations

import re

from .owner import KETAMINE
from .phrases import DosePhrase
from .plain_text import NUMBER, number_value, sentences

_ACUTE = re.compile(
    r"\bacute(?:[- ]severe)?(?:[- ]pain)?\b|\bsevere acute pain\b|\b(?:post|peri)-?operative\w*"
    r"|\b(?:after|during) (?:an? |the |her |his )?(?:surgery|operation)\b(?![^.]{0,30}\bago\b)"
    r"|\brecovery room\b",
    re.IGNORECASE,
)
_CANCER = re.compile(
    r"\bcancer\b|\bmetasta\w+|\btumou?rs?\b|\b(?:sar|carcin)oma\b|\bmalignan\w+", re.IGNORECASE
)
_ORAL = re.compile(
    r"\b(?:oral\w*|by mouth|mouth|swallow\w*|tablets?|capsules?|drink\w*)\b", re.IGNORECASE
)
_KETAMINE_ORAL = re.compile(
    rf"\boral(?:ly)?\b[^.;?]{{0,40}}(?:{KETAMINE.pattern})|(?:{KETAMINE.pattern})[^.;?]{{0,60}}"
    r"\b(?:by mouth|oral\w*|swallow\w*)\b",
    re.IGNORECASE,
)
VEIN = re.compile(
    r"\b(?:bolus\w*|push\w*|inject\w*|intravenous\w*|intramuscular\w*|intranasal\w*|vein|iv|im"
    r"|infus\w+|pumps?|skin)\b",
    re.IGNORECASE,
)
BOLUS = re.compile(r"\b(?:bolus\w*|push\w*|inject\w*)\b", re.IGNORECASE)
_GIVEN = re.compile(
    r"\b(?:giv\w+|gave|add\w*|dose[sd]?|dosing|loading|single|ketamine|ketalar|takes?|took)\b",
    re.IGNORECASE,
)
_HELD_BEFORE = re.compile(
    r"\b(?:holds?|held|holding|contains?|(?:vial|ampoule|syringe|bag)s?(?: of| with|:)?|mixed"
    r"|drawn up|draws? up|drew up|stock(?: of)?|total\w*(?: of)?|in all)\s+(?:only |just |about )?$"
    r"|\d\s*(?:h|hours?|days?)\b.*[=:]\s*$",
    re.IGNORECASE,
)
_CONTAINER = r"(?:vials?|ampoules?|syringes?|bags?|bottles?|stock)"
_HELD_BEHIND = re.compile(
    rf"\s*-?(?:(?:of )?ketamine )?(?:(?:in (?:a|an|the|each|every|one|all)?\s*)?{_CONTAINER}\b"
    r"|in all\b|in total\b|(?:made (?:up )?(?:to|in)|in|/)\s*\d+\s*ml\b"
    r"|(?:in|over|for)\s+\d+\s*(?:to|or|-)\s*\d+\s*(?:days?|hours?|h)\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"(?P<count>{NUMBER})\s+{_CONTAINER}\s+of\s*$", re.IGNORECASE)
_DOSES = re.compile(rf"(?P<count>{NUMBER})\s+doses\s+(?:are|make|is)\s*$", re.IGNORECASE)
_SUM = re.compile(r"[\u00d7\u00f7=]|\bcap\b|\b(?:per|each|one) dose\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:push\w*|inject\w*|bolus\w*|swallow\w*|whole)\b", re.IGNORECASE)
_TIMES = re.compile(
    rf"(?P<count>{NUMBER}|once|twice)\s*(?:times?\s+)?(?:an? day|daily|per day|each day|in 24 h)",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"repeat\w*\s+(?:\w+\s+)?every\s+(?P<count>{NUMBER}\s+)?(?P<unit>h|m)(?:our|in)", re.IGNORECASE
)
_TIMES_OF = re.compile(
    rf"\bat\s+(?P<count>{NUMBER}|twice|double)(?:[\s-]*(?:times|fold))?\s+(?:the\s+)(?:\w+\s+){{0,2}}$"
    rf"|(?P<fold>{NUMBER})[\s-]*fold\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PERSON = r"(?:boy|girl|child|infant|baby|patient|person|man|woman|son|daughter|teenager|he|she)"
_AGE = re.compile(
    rf"\b{_PERSON}\s+(?:is\s+|was\s+)?(?:of|aged?|,)?\s*(?P<of>{NUMBER})(?:\s*(?:years?|y)\b|(?=\s*[,:.;]))"
    rf"|\baged?\s+(?P<aged>{NUMBER})\b(?!\s*(?:to|-|and))"
    rf"|(?<![\w.,])(?P<old>{NUMBER})[\s-]*(?:years?|yrs?)[\s-]*(?:old|of age)\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"\b\d+[\s-]*(?:months?|weeks?|days?)[\s-]*old\b", re.IGNORECASE)
_CHILD = re.compile(
    r"\b(?:child(?:ren)?|infants?|bab(?:y|ies)|toddlers?|neonat\w+|newborns?|boys?|girls?"
    r"|adolescents?|teenagers?|p(?:a?)ediatric\w*)\b",
    re.IGNORECASE,
)
_COUNTS = {"once": 1.0, "twice": 2.0, "double": 2.0}


def is_acute(phrase: DosePhrase) -> bool:
    """Whether the sentence of a dose puts that dose into acute pain, by the nearest such word."""
    place = phrase.sentence.find(phrase.text)
    acute = _nearest(_ACUTE, phrase.sentence, place)
    return acute is not None and acute <= (_nearest(_CANCER, phrase.sentence, place) or acute)


def is_for_cancer(phrase: DosePhrase) -> bool:
    """Whether the sentence of a dose puts it into cancer pain."""
    return bool(_CANCER.search(phrase.sentence)) and not is_acute(phrase)


def _nearest(pattern: re.Pattern[str], sentence: str, place: int) -> int | None:
    return min((abs(found.start() - place) for found in pattern.finditer(sentence)), default=None)


def by_mouth(phrase: DosePhrase, everything: str) -> bool:
    """Whether a dose is swallowed: its own sentence says so; or it is a sum or says how often a
    day, and another sentence says that ketamine itself is taken by mouth.
    """
    if _ORAL.search(phrase.sentence):
        return not BOLUS.search(phrase.sentence)
    if VEIN.search(phrase.sentence) or not (
        phrase.each or times_a_day(phrase) or _doses(phrase) or _is_sum(phrase)
    ):
        return False
    return says_by_mouth(everything)


def says_by_mouth(text: str) -> bool:
    """Whether a sentence says that ketamine itself, not some other drug, is taken by mouth."""
    return any(_KETAMINE_ORAL.search(each) for each in sentences(text))


def times_a_day(phrase: DosePhrase) -> float | None:
    """How often a day the sentence repeats a dose; None where it does not say."""
    behind = phrase.sentence[phrase.sentence.find(phrase.text) + len(phrase.text) :]
    found = _TIMES.search(behind)
    return _count(found["count"]) if found else None


def repeats_an_hour(phrase: DosePhrase) -> float | None:
    """How often an hour the sentence repeats a dose; None where it does not say."""
    found = _EVERY.search(phrase.sentence)
    if not found:
        return None
    count = number_value(found["count"].strip()) if found["count"] else 1.0
    return (60 if found["unit"].lower() == "m" else 1) / (count or 1)


def times_of(phrase: DosePhrase) -> float:
    """What the words before a dose multiply it with: "at ten times the usual 0.5 mg/kg/h" is 10."""
    found = _TIMES_OF.search(before(phrase))
    return _count(found["count"] or found["fold"]) if found else 1.0


def _count(word: str) -> float:
    return _COUNTS.get(word.lower()) or number_value(word)


def held(phrase: DosePhrase) -> bool:
    """Whether a container holds these mg, so that nobody gets them; "push the whole" gives them."""
    if _WHOLE.search(phrase.sentence):
        return bool(re.search(r"\b(?:holds?|contains?)\s*$", before(phrase)))
    behind = phrase.sentence[len(before(phrase)) + len(phrase.text) :]
    counted = re.search(rf"{_CONTAINER}\s+of\s*$", before(phrase), re.IGNORECASE)
    return bool(counted or _HELD_BEFORE.search(before(phrase)) or _HELD_BEHIND.match(behind))


def _is_sum(phrase: DosePhrase) -> bool:
    return not phrase.unit.endswith("/h") and bool(_SUM.search(phrase.sentence))


def _doses(phrase: DosePhrase) -> re.Match[str] | None:
    return _DOSES.search(before(phrase))


def at_once(phrase: DosePhrase) -> float:
    """What makes a dose the amount given at once: "5 ampoules of" is 5, "3 doses are" a third."""
    found = _COUNTED.search(before(phrase))
    if found and _WHOLE.search(phrase.sentence):
        return number_value(found["count"])
    doses = _doses(phrase)
    return 1 / (number_value(doses["count"]) or 1) if doses else 1.0


def is_given(phrase: DosePhrase) -> bool:
    """Whether somebody gives this dose."""
    said = (_GIVEN, VEIN, _ORAL)
    return any(each.search(phrase.sentence) for each in said) and not held(phrase)


def youngest(sentence: str, everything: str) -> float | None:
    """The youngest age in years that goes with a dose; a child without an age counts as 0."""
    ages = [_years(found) for found in _AGE.finditer(everything)]
    if _CHILD.search(sentence) or _MONTHS.search(everything):
        ages.append(min(ages, default=0.0))
    return min(ages, default=None)


def _years(found: re.Match[str]) -> float:
    return number_value(found["of"] or found["aged"] or found["old"])


def before(phrase: DosePhrase) -> str:
    """The words of the sentence before a dose."""
    return phrase.sentence[: max(phrase.sentence.find(phrase.text), 0)]
