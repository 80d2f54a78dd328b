"""Every text is safe to show, in our own words, and every link goes to the work itself."""

import re
from urllib.parse import urlsplit

import pytest

from evidence import load, may_be_stated, state
from tests.evidence.rendered_texts import records, shown_texts
from tests.medication_lint import problems

# Pages that copy, host or mirror the work of others: an evidence trail, never a link.
MIRRORS = """
scribd.com slideshare.net docslib.org dokumen.tips studylib studylibfr.com 9pdf.net coek.info
netlify.app noranaes.org metajournal.com unibo.it wilddata.cn nlp.case.edu wordpress.com
blogspot.com reviewer.ly zendy.io primumn0nn0cere pubmed.gov abcdocz globalauthorid github
""".split()
TEXTS = shown_texts(load())


def test_there_is_a_lot_to_check():
    assert len(TEXTS) > 1000


@pytest.mark.parametrize("record", list(records(load())), ids=lambda r: r.id)
def test_every_text_is_medication_safe(record):
    shown = [(place, text) for place, text in TEXTS if place.split(".")[0] == record.id]
    found = {place: problems(text) for place, text in shown}
    if may_be_stated(record) and type(record).__name__ != "Reference":
        found["the sentence"] = problems(state(record))
    assert {place: each for place, each in found.items() if each} == {}


def test_no_text_holds_markup_or_loose_ends():
    loose = re.compile(r"</?[a-z]+>|&[a-z]+;|\*\*|\s\s|^\s|\s$|TODO|\bseed\b|\bper brief\b|->|\+/-")
    assert [(place, text) for place, text in TEXTS if loose.search(text)] == []


def test_sentences_end_as_sentences():
    places = (".says", ".finding", ".teach", ".wording", ".text", ".disagrees", ".not_for")
    ends = (".", "?", ")")
    assert [p for p, t in TEXTS if p.endswith(places) and not t.endswith(ends)] == []


@pytest.mark.parametrize("source", list(load().sources.values()), ids=lambda s: s.id)
def test_a_link_is_well_formed_and_no_mirror(source):
    if not source.link:
        return
    parts = urlsplit(source.link)
    assert parts.scheme in ("http", "https")
    assert re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", parts.netloc)
    assert not re.fullmatch(r"[\d.]+", parts.netloc)
    assert " " not in source.link and "'" not in source.link and '"' not in source.link
    assert [mirror for mirror in MIRRORS if mirror in source.link] == []


def test_no_text_of_a_page_holds_an_address():
    assert [(p, t) for p, t in TEXTS if re.search(r"https?://|www\.", t)] == []


def test_what_was_read_in_an_unofficial_copy_has_no_link():
    sources = load().sources
    without = {key for key, source in sources.items() if not source.link}
    assert {"S-ETG", "S-MILLER6", "S-MIDESSEX", "S-GWENT", "S-ASA2018", "S-SFAR2019"} <= without
    assert len(without) < len(sources) / 4  # most can be opened by whoever doubts


def test_no_two_sources_are_the_same_work():
    for name in ("doi", "pmid", "short", "page"):
        values = [getattr(source, name) for source in load().sources.values()]
        values = [value for value in values if value]
        assert sorted(values) == sorted(set(values)), name
