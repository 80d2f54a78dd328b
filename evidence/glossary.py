"""The terms of the course: what each means, how it is written, and what an entry rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .files.left_out import LeftOut
from .files.own_file import OwnFile
from .files.reader import TableError
from .rules import optional_text, rule, text
from .tables import find, read_rows

FILE = Path(__file__).parent / "glossary.toml"
_ID = re.compile(r"[a-z][a-z0-9-]*")
_UNIT = re.compile(r"(?:mcg|mg|ng|mL)\b")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry of the glossary.

    `term` is written as in running text, `spellings` are other ways. `expands` is what an
    abbreviation stands for, `means` the explanation in one or two sentences. `rests_on` are ids of
    the evidence behind what it states. Without `tap` a lesson does not mark it.
    """

    id: str = rule("id")
    term: str = text()
    spellings: tuple[str, ...] = rule("texts", default=(), rendered=True)
    expands: str = optional_text()
    means: str = text()
    rests_on: tuple[str, ...] = rule("texts", default=())
    tap: bool = rule("flag", default=True)

    @property
    def written(self) -> tuple[str, ...]:
        """Every way in which it is written, the usual one first."""
        return (self.term, *self.spellings)

    @property
    def title(self) -> str:
        """The term as it heads its entry: a capital in front, but of a unit."""
        is_unit = _UNIT.match(self.term) is not None
        return self.term if is_unit else f"{self.term[:1].upper()}{self.term[1:]}"

    @property
    def said(self) -> str:
        """The whole entry in words: what an abbreviation stands for, then what it means."""
        if not self.expands:
            return self.means
        return f"{self.expands[:1].upper()}{self.expands[1:]}. {self.means}"


def sort_name(term: Term) -> str:
    """What a term is sorted by: an article in front does not count."""
    return term.term.removeprefix("the ").casefold()


def read_terms(path: Path) -> Mapping[str, Term]:
    """The entries of a file by id, in alphabetical order of their terms.

    Raises TableError with every mistake: a spelling of two entries, a figure that rests on nothing,
    a record that the evidence does not have. An entry that rests on what is left out is left out.
    """
    problems: list[str] = []
    found: dict[str, Term] = {}
    taken: dict[str, str] = {}
    for place, term in read_rows(path, "term", Term, problems, skips_left_out=True):
        try:
            problems += [f"{place}: {each}" for each in _problems(term, taken)]
        except LeftOut:
            continue  # it is told where the record stands
        taken |= dict.fromkeys(map(str.casefold, term.written), term.id)
        found[term.id] = term
    if problems:
        raise TableError(problems)
    by_name = sorted(found.values(), key=sort_name)
    return MappingProxyType({term.id: term for term in by_name})


def _problems(term: Term, taken: Mapping[str, str]) -> list[str]:
    problems = []
    if not _ID.fullmatch(term.id):
        problems.append(f"id: must be small letters with hyphens, such as wind-up, got {term.id!r}")
    for each in term.written:
        if other := taken.get(each.casefold()):
            problems.append(f"spellings: {each!r} is a spelling of {other!r} already")
    if _FIGURE.search(term.means) and not term.rests_on:
        problems.append("means: states a figure, so rests_on must name the record behind it")
    for name in term.rests_on:
        try:
            find(name)
        except TableError as error:
            problems.append(f"rests_on: {error}")
    return problems


_OWN = OwnFile(FILE, read_terms)


def glossary() -> Mapping[str, Term]:
    """The course's terms by id, in alphabetical order; LeftOut where their file has a mistake."""
    return _OWN.given()


def glossary_mistakes() -> tuple[str, ...]:
    """The mistakes in the glossary's file: line, record, field and reason."""
    return _OWN.mistakes()
