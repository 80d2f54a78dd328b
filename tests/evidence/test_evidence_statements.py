"""What was recalled or not found can never reach a page as fact."""

import re
from dataclasses import asdict, fields

import pytest

import evidence
from evidence import Chip, EvidenceError, chip, load, may_be_stated, state
from tests.evidence.rendered_texts import hidden_texts, records, shown_texts

WITHHELD = ("from-memory", "not-found")
STATED = [r for r in records(load()) if hasattr(r, "status") or hasattr(r, "verdict")]
REFUSED = [r for r in STATED if getattr(r, "status", "") in WITHHELD]
NOT_STATABLE_CLAIMS = [
    c for c in load().claims.values() if c.verdict in ("conflict", "unverified", "not-found")
]


def all_that_can_be_rendered():
    """Every sentence, every chip and every text of a field that a page can show."""
    texts = [text for _, text in shown_texts(load())]
    for record in records(load()):
        texts.append(repr(record))
        if hasattr(record, "status") or hasattr(record, "verdict"):
            shown = asdict(chip(record))
            texts += [str(value) for value in shown.values()]
        if may_be_stated(record) and not isinstance(record, evidence.Reference):
            texts.append(state(record))
    return texts


def test_there_are_records_to_refuse():
    assert len(REFUSED) >= 10
    assert len(NOT_STATABLE_CLAIMS) == 14


@pytest.mark.parametrize("record", REFUSED, ids=lambda r: r.id)
def test_what_was_not_seen_is_not_stated(record):
    with pytest.raises(
        EvidenceError, match=f"^{record.id} may not be stated as fact: .*not stated"
    ):
        state(record)
    assert not may_be_stated(record)
    assert record.wording == ""
    shown = chip(record)
    assert not shown.statable
    assert shown.status_words in (
        "recalled, not seen: not stated as fact",
        "looked for and not found: not stated as fact",
    )
    assert record.withheld not in str(asdict(shown))


@pytest.mark.parametrize("record", NOT_STATABLE_CLAIMS, ids=lambda r: r.id)
def test_a_claim_in_doubt_is_not_stated_and_its_chip_says_why(record):
    with pytest.raises(EvidenceError, match=record.id):
        state(record)
    assert chip(record).disagrees == record.finding
    if record.source_line != "none":
        assert "not stated as fact" in chip(record).status_words


@pytest.mark.parametrize("record", STATED, ids=lambda r: r.id)
def test_the_rest_is_one_sentence_with_a_chip(record):
    shown = chip(record)
    assert isinstance(shown, Chip)
    assert shown.label and shown.status_words
    assert shown.statable == may_be_stated(record)
    assert len(shown.sources) == len(record.sources)
    assert shown.sources or getattr(record, "status", "") == "course"
    if may_be_stated(record):
        sentence = state(record)
        assert sentence.strip() == sentence and len(sentence) > 3


def test_nothing_hidden_is_in_anything_that_can_be_rendered():
    everything = "\n".join(all_that_can_be_rendered())
    hidden = hidden_texts(load())
    shown_links = {source.link for source in load().sources.values()}
    trails = [text for place, text in hidden if place.endswith(".seen_at")]
    words = [(place, text) for place, text in hidden if not place.endswith(".seen_at")]
    assert len(words) > 15 and len(trails) >= 109
    assert [place for place, text in words if text in everything] == []
    addresses = set(re.findall(r"https?://[^\s'\"]+", everything))
    assert len(addresses) > 50 and addresses <= shown_links
    assert len(set(trails) - shown_links) > 30
    assert "memory" not in everything.lower().replace("from-memory", "")


def test_a_hidden_word_would_be_found():
    hidden = dict(hidden_texts(load()))
    assert "F-M02.withheld" in hidden
    assert "T-LAUR1999.memory_note" in hidden
    assert not any(hidden["F-M02.withheld"] in text for text in all_that_can_be_rendered())


@pytest.mark.parametrize(
    ("collection", "key", "status", "words"),
    [
        ("facts", "F-S06", "verified", "seen at the source"),
        ("facts", "F-S10", "verified", "seen at the source"),
        ("facts", "F-S33", "secondary", "seen in a summary of the source"),
        ("guidelines", "G-ASCO2023", "secondary", "seen in a summary of the source"),
        ("limits", "bolus_acute_pain_ceiling", "secondary", "seen in a summary of the source"),
        ("facts", "F-P06", "derived", "worked out from figures seen at the source"),
        ("limits", "weight_kg", "course", "set by this course, not by a source"),
        ("claims", "C17", "conflict", "the sources disagree: not stated as fact"),
        ("claims", "C14", "supported", "the literature agrees"),
        ("claims", "C23x", "left-out", "other sources say this, the source document does not"),
    ],
)
def test_the_chip_says_the_status_in_plain_words(collection, key, status, words):
    shown = chip(getattr(load(), collection)[key])
    assert (shown.status, shown.status_words) == (status, words)


def test_the_chip_of_a_claim_names_the_line_or_that_there_is_none():
    claims = load().claims
    assert chip(claims["C14"]).label == "Source document, line 18"
    assert chip(claims["C23x"]).label == "Missing from the source document"


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("infusion_cancer_pain", "range in an expert review: 0.05 to 0.5 mg/kg/h."),
        ("bolus_acute_pain_ceiling", "ceiling: less than 0.35 mg/kg."),
        ("infusion_acute_pain_ceiling", "upper limit: 1 mg/kg/h."),
        ("burst_ladder_per_24_h", "steps over 3 to 5 days: 100, 300 and 500 mg/24 h."),
        ("oral_times_daily", "Oral doses for cancer pain: 2 to 3 times a day."),
    ],
)
def test_a_limit_speaks_in_safe_numbers(key, sentence):
    assert state(load().limits[key]).endswith(sentence)


def test_a_thing_without_a_sentence_is_refused():
    with pytest.raises(EvidenceError, match="Reference has no sentence"):
        state(load().references["1"])


def test_the_front_door_is_what_it_says():
    assert evidence.__all__ == sorted(evidence.__all__)
    assert all(getattr(evidence, name).__doc__ for name in evidence.__all__)
    assert [each.name for each in fields(evidence.Evidence)][:2] == ["sources", "references"]
