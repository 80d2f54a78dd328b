"""Whose dose stands at a place of a sentence: ketamine's, another drug's, or nobody knows whose."""

from __future__ import annotations

import re

# A dose right beside one of these is another drug's.
OTHER_DRUGS = (
    "alfentanil amitriptyline apixaban aspirin baclofen buprenorphine bupivacaine carbamazepine "
    "clonazepam clonidine codeine dexamethasone dexmedetomidine diamorphine diazepam diclofenac "
    "droperidol duloxetine fentanyl furosemide gabapentin glycopyrronium haloperidol hydromorphone "
    "hyoscine ibuprofen labetalol levomepromazine lidocaine lignocaine lorazepam magnesium "
    "methadone metamizole methylprednisolone metoclopramide midazolam mirtazapine morphine "
    "naloxone nortriptyline olanzapine ondansetron opioid oxycodone paracetamol acetaminophen "
    "pethidine prednisolone pregabalin propofol quetiapine remifentanil ropivacaine rocuronium "
    "sufentanil tapentadol theophylline tramadol tricyclics venlafaxine zoledronate"
).split()
_OTHER = re.compile(rf"\b(?:{'|'.join(OTHER_DRUGS)})\w*", re.IGNORECASE)
KETAMINE = re.compile(r"\b(?:es)?ketamine\b|\bketalar\b|\bketanest\b|\bketamin\b", re.IGNORECASE)
# "ketamine instead of morphine 5 mg/kg/h": the drug after such a word is not the one that is given.
_NOT_GIVEN = re.compile(
    r"\b(?:instead of|rather than|in place of|not|unlike|like|than|to|after|before|beside|over)\s+"
    r"(?:the |an? |her |his |their )?$",
    re.IGNORECASE,
)
_DOSE_BEHIND = re.compile(r"\s*(?:\w+\s+){0,3}\(?\d[\d.,]*\s*(?:mg|mcg)\b", re.IGNORECASE)
_DOSE_BEFORE = re.compile(
    r"\d\s*(?:mg|mcg)(?:/kg)?(?:/\w+)?\s+(?:of\s+)?(?:oral\s+)?$", re.IGNORECASE
)


def named(text: str) -> bool:
    """Whether a text names ketamine."""
    return bool(KETAMINE.search(text))


def last_named(text: str) -> str:
    """The drug that a text names last: "ketamine", "other", or "" for none."""
    own = [found.start() for found in KETAMINE.finditer(text)]
    others = [found.start() for found in _OTHER.finditer(text)]
    if not own and not others:
        return ""
    return "ketamine" if max(own, default=-1) > max(others, default=-1) else "other"


def owner(sentence: str, start: int, end: int, is_rate: bool) -> str:
    """Whose the dose from `start` to `end` is: "ketamine", "other", or "" where no drug is named.

    It is another drug's only if that name stands right beside it; where ketamine is named and
    the owner is unclear, it is ketamine's. A rate for each kg and hour (`is_rate`) is always
    ketamine's unless another name stands beside it.
    """
    others = [found.span() for found in _OTHER.finditer(sentence)]
    own = [found.span() for found in KETAMINE.finditer(sentence)]
    if any(_beside(sentence, span, start, end) and span[0] >= start for span in own):
        return "ketamine"
    beside = [span for span in others if _beside(sentence, span, start, end)]
    nearer = [span for span in own if _beside(sentence, span, start, end)]
    if beside and not (nearer and max(nearer) > max(beside)):
        given = [span for span in beside if not _NOT_GIVEN.search(sentence[: span[0]])]
        alone = any(not _has_dose(sentence, span) for span in own)
        unclear = (is_rate and alone) or (not given and (is_rate or alone))
        return "ketamine" if unclear else "other"
    if own or is_rate:
        return "ketamine"
    return "other" if others else ""


def _has_dose(sentence: str, span: tuple[int, int]) -> bool:
    """Whether a drug's name has a dose of its own beside it."""
    behind, before = sentence[span[1] :], sentence[: span[0]]
    found = _DOSE_BEHIND.match(behind)
    own_behind = found is not None and not _OTHER.search(found.group())
    return own_behind or bool(_DOSE_BEFORE.search(before))


def _beside(sentence: str, span: tuple[int, int], start: int, end: int) -> bool:
    if span[1] <= start:
        gap = sentence[span[1] : start]
        return len(gap.split()) <= 4 and not re.search(r"[,:;)]", gap)
    if span[0] < end:
        return True
    return bool(re.fullmatch(r"\s*(?:of\s+)?(?:the\s+)?(?:\w+\s+)?", sentence[end : span[0]]))
