"""The terms in a lesson's lines: the first use of each is marked, and nothing else is touched."""

import re
from html import unescape

import pytest

from evidence.glossary import Term
from theme.pages.terms import TermFinder, TermMarker


def term(name: str, *spellings: str, tap: bool = True) -> Term:
    word = spellings[0] if spellings else name
    means = f"What {word} means."
    more = {"spellings": spellings[1:], "expands": "", "rests_on": (), "tap": tap}
    return Term(id=name, term=word, means=means, **more)


TERMS = [
    term("placebo"),
    term("wind-up"),
    term("nmda", "NMDA receptor", "NMDA"),
    term("block", "nerve block"),
    term("nerve"),
    term("bolus", "bolus", "boluses"),
    term("pump", "mL/h", tap=False),
]


@pytest.fixture
def marker():
    return TermMarker(TermFinder(TERMS), "/glossary")


def marked(html: str) -> list[tuple[str, str]]:
    """Each marked place: the term and the words."""
    found = re.findall(r'<a class="term" [^>]*data-term="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return [(name, " ".join(unescape(words).split())) for name, words in found]


def unmarked(html: str) -> str:
    return re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Placebo, then placebo.</p>", [("placebo", "Placebo")]),
        ("<p>The NMDA receptor, and NMDA.</p>", [("nmda", "NMDA receptor")]),
        ("<p>NMDA&nbsp;receptor</p>", [("nmda", "NMDA receptor")]),
        ("<p>NMDA\n receptor</p>", [("nmda", "NMDA receptor")]),
        ("<p>an nmda thing</p>", []),
        ("<p>Nerve blocks help a nerve.</p>", [("block", "Nerve blocks"), ("nerve", "nerve")]),
        ("<p>wind\u2011up</p>", [("wind-up", "wind\u2011up")]),
        ("<p>placebo-like, unplacebo, placebox, a/placebo</p>", []),
        ("<p>0.7 mL/h by pump</p>", []),
        ("<p>two <em>boluses</em></p>", [("bolus", "boluses")]),
        ("<p>1 &lt; 2 &amp; placebo &#62;</p>", [("placebo", "placebo")]),
    ],
)
def test_the_first_use_is_marked_and_the_words_stay(marker, html, found):
    said = str(marker.mark(html))
    assert marked(said) == found and unmarked(said) == html


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="placebo">Placebo</h2>',
        '<a href="x.ipynb">placebo</a>',
        "<button>placebo</button>",
        "<code>placebo</code><pre>placebo</pre>",
        "<svg><text>placebo</text></svg>",
        "<label>placebo<input value='placebo'></label>",
        "<table><tr><th>placebo</th></tr></table>",
        "<details><summary>placebo</summary></details>",
        '<img alt="placebo"><br/><!-- placebo -->',
        "<script>placebo</script><style>placebo</style>",
    ],
)
def test_what_is_no_running_text_is_left_as_it_is(marker, html):
    assert marker.mark(html) == html
    assert marked(str(marker.mark("<p>placebo</p>"))), "a later use in the text is the first"


def test_one_mark_on_the_whole_page_with_a_place_to_link_to(marker):
    first, second = marker.mark("<p>A placebo.</p>"), marker.mark("<p>A placebo.</p>")
    assert 'id="term-placebo"' in first and 'href="/glossary#placebo"' in first
    assert second == "<p>A placebo.</p>"


@pytest.mark.parametrize(
    "apart",
    [
        "<details><summary>S</summary><p>placebo</p>{}</details>",
        '<div class="aims">placebo{}</div>',
    ],
)
def test_a_fold_has_its_own_first_use_and_takes_none_from_the_text(marker, apart):
    said = marker.mark(apart.format("<p>placebo</p>") + "<p>placebo</p><p>placebo</p>")
    assert len(marked(str(said))) == 2 and said.count('id="term-placebo"') == 1
    assert said.endswith("<p>placebo</p>")
    assert not marked(str(marker.mark(apart.format("")))), "it was explained in the text above"


def test_the_page_holds_the_entries_of_what_is_marked_and_no_others(marker):
    marker.mark("<p>wind-up</p><details><p>NMDA</p></details>")
    assert marker.entries() == {
        "nmda": {"title": "NMDA receptor", "said": "What NMDA receptor means."},
        "wind-up": {"title": "Wind-up", "said": "What wind-up means."},
    }


def test_an_empty_glossary_marks_nothing():
    assert TermMarker(TermFinder([]), "/g").mark("<p>placebo</p>") == "<p>placebo</p>"
