"""The terms of the glossary in a lesson's lines: the first use of each leads to what it means.

The words of a lesson know nothing of it: what is marked is found when a page is made.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser

from evidence.glossary import Term
from page.html import Markup, joined, made_here, markup

# In these a word is a name, a control or a drawing, and no place to stop at.
_LEFT_ALONE = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "a", "button", "summary", "label", "select", "input")
    + ("textarea", "code", "pre", "svg", "script", "style", "template", "figcaption", "th")
)
_NEVER_CLOSED = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_AIMS = "aims"  # the class of a lesson's objectives
_SPACE = r"(?:\s|\u00a0|&nbsp;|&#160;)+"
_WORD = re.compile(r"(?<![\w/])\w+")
_HYPHEN = "[-\u2010\u2011]"


def _pattern(spelling: str) -> str:
    """A spelling as it may stand in HTML: any space, any hyphen, a capital in front, a plural."""
    is_word = spelling == spelling.lower()
    first = f"[{spelling[0].upper()}{spelling[0]}]" if is_word else re.escape(spelling[0])
    rest = re.escape(spelling[1:]).replace(r"\ ", _SPACE).replace(r"\-", _HYPHEN)
    return f"{first}{rest}{'s?' if is_word and spelling[-1].isalpha() else ''}"


class TermFinder:
    """Finds the terms of a glossary in a text; where two begin at one word, the longer one."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = {term.id: term for term in terms}
        spelt = [(each, term) for term in self.terms.values() for each in term.written]
        spelt.sort(key=lambda each: -len(each[0]))
        # By their first word: a text is long, and few of its words begin a term.
        self._by_word: dict[str, list[tuple[re.Pattern[str], Term]]] = {}
        for spelling, term in spelt:
            first = _WORD.findall(spelling)[0].casefold()
            # A word that goes on, as in opioid-induced or mg/kg/h, is another one.
            whole = re.compile(rf"{_pattern(spelling)}(?![\w/]|{_HYPHEN}\w)")
            self._by_word.setdefault(first, []).append((whole, term))

    def found(self, text: str) -> Iterator[tuple[re.Match[str], Term]]:
        """Each place of a text where a term stands, and which, from left to right."""
        end = 0
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            first = word[0].casefold()
            for name in (first, first.removesuffix("s")):
                tried = ((p.match(text, word.start()), t) for p, t in self._by_word.get(name, ()))
                if hit := next(((match, term) for match, term in tried if match), None):
                    end = hit[0].end()
                    yield hit
                    break


class Walker(HTMLParser):
    """Goes through HTML and knows at each text in which elements it stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.inside: list[str] = []

    def handle_starttag(self, tag, _attrs) -> None:
        if tag not in _NEVER_CLOSED:
            self.inside.append(tag)

    def handle_endtag(self, tag) -> None:
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    @property
    def is_left_alone(self) -> bool:
        """Whether what stands here is no running text."""
        return not _LEFT_ALONE.isdisjoint(self.inside)


class TermMarker:
    """Marks the first use of each term on one page; one for each page, asked from top to bottom.

    A fold may never be opened, and the objectives beside the title may be passed by: there a term
    is marked too, and again at its first use in the text. `glossary_url`: the page of all entries.
    """

    def __init__(self, finder: TermFinder, glossary_url: str) -> None:
        self.finder, self.glossary_url = finder, glossary_url
        self.marked: dict[str, Term] = {}  # in the text
        self.marked_apart: dict[str, Term] = {}

    def mark(self, html: str) -> Markup:
        """Return the HTML of running text with links to the glossary at first uses."""
        walk = _Marking(self)
        walk.feed(html)
        walk.close()
        return joined(walk.out)

    def entries(self) -> Mapping[str, Mapping[str, str]]:
        """The entries of all that was marked so far, for the page to show where it stands."""
        return {
            name: {"title": term.title, "said": term.said}
            for name, term in {**self.marked_apart, **self.marked}.items()
        }

    def link(self, term: Term, words: str, is_first: bool) -> Markup:
        """The marked words; the first ones of the text can be linked to."""
        return markup(
            '<a class="term" href="{}#{}" data-term="{}"{}>{}</a>',
            self.glossary_url,
            term.id,
            term.id,
            markup(' id="term-{}"', term.id) if is_first else "",
            made_here(words),
        )


class _Marking(Walker):
    """One pass over a piece of HTML; `out` is the same HTML with the marks in it."""

    def __init__(self, marker: TermMarker) -> None:
        super().__init__()
        self.marker = marker
        self.out: list[Markup] = []
        self._apart_from = 0  # how deep what stands apart begins, 0 outside it
        self._there: set[str] = set()  # marked in it
        self._text = ""

    def handle_starttag(self, tag, attrs) -> None:
        self._say(made_here(self.get_starttag_text() or ""))
        super().handle_starttag(tag, attrs)
        if not self._apart_from and (tag == "details" or ("class", _AIMS) in attrs):
            self._apart_from = len(self.inside)

    def handle_startendtag(self, _tag, _attrs) -> None:
        self._say(made_here(self.get_starttag_text() or ""))

    def handle_endtag(self, tag) -> None:
        self._say(markup("</{}>", tag))
        super().handle_endtag(tag)
        if len(self.inside) < self._apart_from:
            self._apart_from, self._there = 0, set()

    def handle_comment(self, data) -> None:
        self._say(markup("<!--{}-->", made_here(data)))

    # A space that does not break stands in a text as a reference: text and references are one run.
    def handle_data(self, data) -> None:
        self._text += data

    def handle_entityref(self, name) -> None:
        self._text += f"&{name};"

    def handle_charref(self, name) -> None:
        self._text += f"&#{name};"

    def close(self) -> None:
        super().close()
        self._say(made_here(""))

    def _say(self, tag: Markup) -> None:
        text, self._text = self._text, ""
        if text:
            self.out.append(made_here(text) if self.is_left_alone else self._marked(text))
        self.out.append(tag)

    def _marked(self, text: str) -> Markup:
        is_apart = self._apart_from > 0
        parts: list[Markup] = []
        end = 0
        for match, term in self.marker.finder.found(text):
            if not term.tap or term.id in self.marker.marked or term.id in self._there:
                continue
            parts += [made_here(text[end : match.start()])]
            parts += [self.marker.link(term, match[0], is_first=not is_apart)]
            end = match.end()
            if is_apart:
                self._there.add(term.id)
                self.marker.marked_apart[term.id] = term
            else:
                self.marker.marked[term.id] = term
        return joined([*parts, made_here(text[end:])])
