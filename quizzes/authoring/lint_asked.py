"""A question as the lint reads it: filled with its first numbers, its words without filler."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..engine.items import Item, OptionList
from ..engine.items.variants import fill, variant

WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d,.]*")
STOP_WORDS = frozenset(
    "a about above after again all also am an and any are as at be because been before being "
    "below both but by can could did do does for from further give given gives had has have he "
    "her here him his how if in into is it its made-up made more most much must my no nor of "
    "off on once one only or other our out over own patient patients same she should so some "
    "such than that the their them then there these they this those through to too under until "
    "up was we were what when which while who whom why will with would you your mg kg h ml ng "
    "mcg min hour hours day days man woman year years old ketamine".split()
)


@dataclass(frozen=True)
class Asked:
    """A question with its first numbers filled in, and its texts by address."""

    item: Item
    evidence: Any

    @cached_property
    def values(self) -> Mapping[str, float]:
        """The numbers of the first variant."""
        return variant(self.item).values

    def filled(self, text: str) -> str:
        """A text with the numbers of the first variant."""
        return fill(text, self.values)

    @cached_property
    def lead_in(self) -> str:
        """The question itself."""
        return self.filled(self.item.lead_in)

    @cached_property
    def vignette(self) -> str:
        """What stands before the question."""
        return self.filled(self.item.vignette)

    @cached_property
    def options(self) -> list[str]:
        """The texts of the options; none where the question has no options."""
        body = self.item.body
        return (
            [self.filled(each.text) for each in body.options]
            if isinstance(body, OptionList)
            else []
        )

    @cached_property
    def keys(self) -> list[str]:
        """The texts of the right options."""
        return (
            [self.filled(each.text) for each in self.item.body.options if each.correct]
            if self.options
            else []
        )

    @cached_property
    def distractors(self) -> list[str]:
        """The texts of the wrong options."""
        return (
            [self.filled(each.text) for each in self.item.body.options if not each.correct]
            if self.options
            else []
        )


def content(text: str) -> set[str]:
    """The words that carry meaning, without endings: enough to see an echo."""
    found = set()
    for word in WORD.findall(text.casefold().replace("’", "'")):
        if word not in STOP_WORDS and len(word) > 3 and not word[0].isdigit():
            found.add(re.sub(r"(?:ing|ed|es|s|ly)$", "", word))
    return found
