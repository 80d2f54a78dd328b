"""From a record to the screen: its own sentence where it may be stated, and what backs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import chip, load, may_be_stated, state
from tests.widgets.view.marks import numbers, rounded
from widgets.view.cited import OWN_VIEW, cited, cited_passage
from widgets.view.statements import (
    NOT_STATED,
    backing_words,
    chip_parts,
    document_says,
    interval,
    passage,
    signed,
)

EVIDENCE = load()
RECORDS = [
    *EVIDENCE.facts.values(),
    *EVIDENCE.trials.values(),
    *EVIDENCE.guidelines.values(),
    *EVIDENCE.reviews.values(),
    *EVIDENCE.monitoring.values(),
]
STATABLE = {"verified", "derived", "course"}


@pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.id)
def test_a_record_is_stated_if_it_may_be_and_else_not(record):
    shown = passage("Heading", record, "caution", ("more", "and more"))
    expected = record.wording if record.status in STATABLE else NOT_STATED
    assert shown.paragraphs == (expected, "more", "and more")
    assert (shown.heading, shown.tone) == ("Heading", "caution")
    assert (shown.source, shown.status, shown.mark) == chip_parts(chip(record))


def test_some_may_be_stated_and_some_not():
    told = [may_be_stated(each) for each in RECORDS]
    assert any(told) and not all(told)


@pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.id)
def test_the_chip_names_every_source_and_how_it_was_read(record):
    backing = chip(record)
    words = backing_words(backing)
    for source_id in record.sources:
        source = EVIDENCE.sources[source_id]
        assert source.short in words
    assert words.count(": ") >= len(record.sources)
    assert backing.status_words[1:] in words
    assert words.endswith(backing.disagrees) and bool(backing.disagrees) == bool(
        getattr(record, "disagrees", "")
    )
    assert chip_parts(backing) == (backing.label, words, backing.status)


@pytest.mark.parametrize("claim", EVIDENCE.claims.values(), ids=lambda each: each.id)
def test_the_document_is_quoted_beside_what_was_found(claim):
    shown = document_says(claim)
    assert claim.id in shown.heading
    assert shown.paragraphs == (
        f"The document says: {claim.says}",
        f"What was found: {claim.finding}",
    )
    assert shown.tone == "caution" and shown.mark == chip(claim).status
    assert shown.source.lower() == chip(claim).status_words.lower()
    assert shown.status == backing_words(chip(claim))


@given(st.floats(-1e6, 1e6).filter(lambda x: abs(x) > 1e-9), st.integers(1, 5))
def test_a_signed_number_keeps_sign_and_digits(value, digits):
    said = signed(value, digits)
    assert said.startswith("−") == (value < 0) and "-" not in said
    assert numbers(said) == rounded(value, significant=digits)


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_an_interval_says_its_low_end_first(low, high):
    below, above = interval(low, high).split(" to ")
    assert (below, above) == (signed(low, 2), signed(high, 2))


def test_zero_has_no_sign_and_three_digits_are_usual():
    assert (signed(0), signed(-0.0), signed(-1.23456)) == ("0", "0", "−1.23")


@pytest.mark.parametrize("record_id", ["F-I01", "C20", "M-SUBCUT", "F-T01", "T-HARDY2012"])
def test_a_source_id_gives_its_chip_and_stands_in_what_it_opens_to(record_id):
    known = {each.id: each for each in (*RECORDS, *EVIDENCE.claims.values())}
    backing = chip(known[record_id])
    assert cited(record_id) == (
        backing.label,
        f"{backing_words(backing)} In the evidence: {record_id}.",
        backing.status,
    )
    shown = cited_passage("Heading", ("said",), record_id, "bad")
    assert (shown.heading, shown.paragraphs, shown.tone) == ("Heading", ("said",), "bad")
    assert (shown.source, shown.status, shown.mark) == cited(record_id)


def test_the_courses_own_view_claims_no_source():
    assert cited("course") == OWN_VIEW and "No source" in OWN_VIEW[1]
    assert cited_passage("Heading", ("said",), "course").mark == ""


def test_state_and_passage_agree_on_a_claim():
    supported = next(c for c in EVIDENCE.claims.values() if c.verdict == "supported")
    assert passage("x", supported).paragraphs == (state(supported),)
