"""An opioid that a question tells to raise, keep or rotate is one that its patient takes."""

import re
from dataclasses import replace

import pytest

from quizzes.authoring.lint import texts_of
from quizzes.engine import load_bank

LIVE = [item for item in load_bank().items if item.status == "live"]
OPIOID = r"morphine|oxycodone|fentanyl|hydromorphone|methadone|buprenorphine|tapentadol|tramadol"
HANDLED = re.compile(
    r"\b(?:rais|keep|reduc|lower|doubl|halv|titrat|increas|rotat|cut|hold)\w*\s+"
    rf"(?:the |her |his |their )?({OPIOID})\b",
    re.IGNORECASE,
)
STEM = ("vignette", "lead_in")


def not_taken(item):
    """Each opioid that some text of a question handles and that its stem does not name."""
    stem = f"{item.vignette} {item.lead_in} {item.case or ''}".lower()
    told = [text for name, text in texts_of(item) if name not in STEM]
    return [name for text in told for name in HANDLED.findall(text) if name.lower() not in stem]


def test_there_are_such_sentences():
    said = [text for item in LIVE for _, text in texts_of(item)]
    assert sum(len(HANDLED.findall(text)) for text in said) > 15


@pytest.mark.parametrize("item", LIVE, ids=lambda item: item.id)
def test_an_opioid_that_is_handled_is_one_that_is_taken(item):
    assert not not_taken(item)


def test_another_opioid_in_a_stem_is_noticed():
    mixed = next(item for item in LIVE if item.id == "LAD-016")
    other = replace(mixed, vignette=re.sub("morphine", "tapentadol", mixed.vignette, flags=re.I))
    other = replace(other, lead_in=re.sub("morphine", "tapentadol", other.lead_in, flags=re.I))
    assert not_taken(other)
