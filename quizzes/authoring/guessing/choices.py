"""A choice as one sees it who reads no meaning, and what a rule would score over many of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from ...engine.items import Item, OptionList
from ...engine.items.variants import fill, variant

# A rule picks among the options; who follows it takes one of the picked ones by chance. None or all
# of them: the rule says nothing here.
Rule = Callable[["WordChoice"], frozenset[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChoice:
    """A question with one best answer among words, as shown with its first numbers.

    `key` is the place of the right option; `attitudes` are those of the options, or none.
    """

    item: str
    lesson: str
    stem: str
    options: tuple[str, ...]
    key: int
    attitudes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """What a rule takes of the `items` in which it tells the options apart.

    `expected` is what chance takes of them, `se` the standard error of that.
    """

    rule: str
    items: int
    hits: float
    expected: float
    se: float

    @property
    def z(self) -> float:
        """How many standard errors the rule lies above chance, below it if negative."""
        return (self.hits - self.expected) / self.se if self.se else 0.0


def choices(items: Iterable[Item]) -> list[WordChoice]:
    """The choices among words; those among pictures have no words to choose by."""
    found = []
    for item in items:
        body = item.body
        if item.type != "sba" or not isinstance(body, OptionList):
            continue
        if any(option.drawing for option in body.options):
            continue
        values = variant(item).values
        found.append(
            WordChoice(
                item=item.id,
                lesson=item.lesson,
                stem=f"{fill(item.vignette, values)} {fill(item.lead_in, values)}",
                options=tuple(fill(option.text, values) for option in body.options),
                key=next(place for place, each in enumerate(body.options) if each.correct),
                attitudes=tuple(each.attitude for each in body.options if each.attitude),
            )
        )
    return found


def score(name: str, picks: Iterable[tuple[WordChoice, frozenset[int]]]) -> Score:
    """Sum up what was picked; where m of k options are, the key is hit with 1/m if it is in them.

    Were the key at any place alike, that has the mean 1/k and the variance 1/(m k) - 1/k².
    """
    items, hits, expected, variance = 0, 0.0, 0.0, 0.0
    for choice, picked in picks:
        many, all_of_them = len(picked), len(choice.options)
        if not 0 < many < all_of_them:
            continue
        items += 1
        hits += (choice.key in picked) / many
        expected += 1 / all_of_them
        variance += 1 / (many * all_of_them) - 1 / all_of_them**2
    return Score(name, items, hits, expected, sqrt(variance))


def follow(name: str, rule: Rule, asked: Sequence[WordChoice]) -> Score:
    """What a rule takes of these choices."""
    return score(name, ((choice, rule(choice)) for choice in asked))


def most(values: Sequence[float]) -> frozenset[int]:
    """The places of the highest value; ties are all picked."""
    return frozenset(place for place, value in enumerate(values) if value == max(values))


def ranked(values: Sequence[float], rank: int) -> frozenset[int]:
    """The places of the value that is number `rank` from the highest, from 0; -1 is the lowest."""
    value = sorted(values, reverse=True)[rank]
    return frozenset(place for place, each in enumerate(values) if each == value)
