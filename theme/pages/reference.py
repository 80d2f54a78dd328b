"""What the glossary page and the search page tell: entries with their uses, and what can be found.

The search finds what a reader may see at any time: headings, the words before a lesson's first
prediction, the claims with their verdict, the terms, and the titles of cases and explorers. It
holds no key, no feedback, and nothing that a lesson shows only after a prediction.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from nbformat import NotebookNode

import evidence
from evidence.glossary import Term, glossary, sort_name
from quizzes.engine import PLACES, public_view
from teaching import known
from teaching.stage.single import case_number
from theme.pages.catalogue import Course, Lesson
from theme.pages.lesson import read_notebook
from theme.pages.sections import Section, sections
from theme.pages.terms import TermFinder, TermMarker

# A heading that so many lessons have, such as the one over the last questions, names no subject.
_USUAL = 3


@dataclass(frozen=True)
class Use:
    """One place where a term is met: its name, its address, and whether the name is a number."""

    name: str
    url: str
    is_numbered: bool


@dataclass(frozen=True)
class Entry:
    """One entry of the glossary page: what backs it, and where a learner meets it."""

    term: Term
    chips: tuple[evidence.Chip, ...]
    lessons: tuple[Use, ...]
    questions: tuple[Use, ...]

    @property
    def letter(self) -> str:
        """The letter under which it stands."""
        return sort_name(self.term)[0].upper()

    @property
    def others(self) -> tuple[str, ...]:
        """Its other spellings, without those that its own name holds."""
        return tuple(each for each in self.term.spellings if each not in self.term.term)


def term_finder() -> TermFinder | None:
    """What finds the terms of the glossary in a text; None where its file has a mistake."""
    try:
        return TermFinder(glossary().values())
    except evidence.LeftOut:
        return None


def term_marker(course: Course) -> TermMarker | None:
    """What marks the terms on one page; None where the glossary's file has a mistake."""
    finder = term_finder()
    return TermMarker(finder, course.glossary_url) if finder else None


def _use(lesson: Lesson, place: str = "") -> Use:
    is_numbered = lesson.kind == "lesson"
    return Use(
        str(lesson.number) if is_numbered else lesson.title, f"{lesson.url}{place}", is_numbered
    )


def _called(lesson: Lesson) -> str:
    return f"Lesson {lesson.number}: {lesson.title}" if lesson.kind == "lesson" else lesson.title


class Pages:
    """The lessons' words as their pages show them; `site` has the notebooks and the exporter."""

    def __init__(self, site) -> None:
        self.site = site

    def notebook(self, lesson: Lesson) -> NotebookNode:
        """The notebook of a lesson; do not modify."""
        path = self.site.lessons / f"{lesson.slug}.ipynb"
        return read_notebook(path, self.site.pictures).node

    def html(self, cell: NotebookNode) -> str:
        """A Markdown cell as HTML."""
        return self.site.exporter.markdown2html({"cell": cell}, cell.source)

    def sections(self, lesson: Lesson) -> list[Section]:
        """The sections of a lesson."""
        return sections(self.notebook(lesson), self.html)


def entries(site, course: Course) -> tuple[Entry, ...]:
    """Every entry of the glossary, in alphabetical order; () where its file has a mistake."""
    finder = term_finder()
    if finder is None:
        return ()
    pages = Pages(site)
    met = {each.slug: _terms_of(pages, finder, each) for each in course.lessons}
    asked = {each.slug: _terms_asked(finder, each) for each in course.lessons}
    return tuple(
        Entry(
            term,
            tuple(evidence.chip(evidence.find(each)) for each in term.rests_on),
            tuple(
                _use(each, f"#term-{term.id}" if met[each.slug][term.id] else "")
                for each in course.lessons
                if term.id in met[each.slug]
            ),
            tuple(
                _use(each)
                for each in course.lessons
                if term.id in asked[each.slug] and term.id not in met[each.slug]
            ),
        )
        for term in finder.terms.values()
    )


def _terms_of(pages: Pages, finder: TermFinder, lesson: Lesson) -> Mapping[str, bool]:
    """The terms that a lesson's words use, and whether it is marked in the text there."""
    marker = TermMarker(finder, "")
    told: dict[str, bool] = {}
    for cell in pages.notebook(lesson).cells:
        if cell.cell_type == "markdown":
            html = pages.html(cell)
            marker.mark(html)
            told |= {term.id: False for _, term in finder.found(html)}
    return told | dict.fromkeys(marker.marked, True)


def _terms_asked(finder: TermFinder, lesson: Lesson) -> set[str]:
    """The terms in what a lesson's questions ask, without their answers."""
    names = [name for place in PLACES for name in known.questions_of(lesson.slug, place)]
    views = [public_view(item) for name in names if (item := known.question(name))]
    return {term.id for view in views for _, term in finder.found(str(view))}


def findable(site, course: Course) -> list[dict[str, str]]:
    """Everything that the search page looks through, as it holds it.

    Each has `kind`, `title`, `where`, `text`, `url`, and `also`: other words by which it is found.
    """
    finder = term_finder()
    return [
        *_of_lessons(Pages(site), course, finder),
        *_of_claims(course),
        *(_of_term(course, term) for term in (finder.terms.values() if finder else ())),
    ]


def _of_lessons(
    pages: Pages, course: Course, finder: TermFinder | None
) -> Iterator[dict[str, str]]:
    read = {lesson: pages.sections(lesson) for lesson in course.lessons}
    usual = Counter(each.heading for each in chain(*read.values()))
    for lesson, parts in read.items():
        where = _called(lesson)
        for section in parts:
            if usual[section.heading] >= _USUAL and not section.explorers:
                continue
            url = f"{lesson.url}#{section.anchor}" if section.anchor else lesson.url
            # What comes after a prediction is found by its heading and its terms alone.
            later = finder.found(section.later) if finder else ()
            also = ", ".join(dict.fromkeys(term.term for _, term in later))
            row = {"where": where, "url": url}
            yield row | {
                "kind": "lesson",
                "title": section.heading,
                "text": section.words.strip(),
                "also": also,
            }
            for name in section.explorers:
                yield row | {"kind": "explorer", "title": name, "text": "", "also": ""}
            if section.has_all_cases:
                yield from _of_cases(lesson, where)


def _of_cases(lesson: Lesson, where: str) -> Iterator[dict[str, str]]:
    for name in known.case_ids():
        try:
            case = known.case_outline(name)
        except evidence.LeftOut:
            continue  # the page of the cases says so
        if case:
            url = f"{lesson.url}#case={case_number(name)}"
            row = {"kind": "case", "title": case.title, "where": where, "url": url}
            yield row | {"text": "", "also": f"case {case.number}"}


def _of_claims(course: Course) -> Iterator[dict[str, str]]:
    for claim in evidence.load().claims.values():
        chip = evidence.chip(claim)
        yield {
            "kind": "statement",
            "title": claim.says,
            "where": f"{chip.label}: {chip.status_words}",
            "text": "",
            "url": f"{course.about_url}#{claim.id}",
            "also": claim.id,
        }


def _of_term(course: Course, term: Term) -> dict[str, str]:
    return {
        "kind": "term",
        "title": term.title,
        "where": "",
        "text": term.said,
        "url": f"{course.glossary_url}#{term.id}",
        "also": ", ".join(term.spellings),
    }
