"""Whether a question of a sitting answers a later one of the same sitting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...engine.items import Item, Numeric, OptionList
from ...engine.items.variants import fill, show, variant
from ..lint_asked import content

# As a lesson's page asks: its core, then what stands below it.
PLACES_IN_ORDER = ("before", "exit", "practice", "alone")
# A key is given away by a sentence that holds so many of the words that only the key has.
WORDS_AT_LEAST = 3
SHARE_AT_LEAST = 0.8
_SENTENCE = re.compile(r"(?<=[.?!;])\s+")

Row = tuple[str, str, str, str]


@dataclass(frozen=True)
class _Asked:
    """A question as it stands in a sitting, with its first numbers."""

    item: Item
    is_told: bool  # whether its feedback is read before the next question is asked

    def _filled(self, text: str) -> str:
        return fill(text, variant(self.item).values)

    @cached_property
    def stem(self) -> str:
        case = self.item.case
        texts = (case.text if case else "", self.item.vignette, self.item.lead_in)
        return " ".join(map(self._filled, texts))

    @cached_property
    def sentences(self) -> list[str]:
        """What is read of it before a later question: its stem, and with feedback its reasons."""
        texts = [self.stem]
        body = self.item.body
        if self.is_told:
            texts.append(self._filled(self.item.explanation))
            if isinstance(body, OptionList):
                for option in body.options:
                    texts.append(self._filled(option.feedback))
                    # The places of a picture have the same names in each: they tell of none.
                    if option.correct and self.item.type != "find":
                        texts.append(self._filled(option.text))
        return [part for text in texts for part in _SENTENCE.split(text)]

    @cached_property
    def amounts(self) -> list[str]:
        """The sentences in which a number may be the answer to something: not the orders and the
        weights of a made-up story."""
        story = set(_SENTENCE.split(self.stem)) if self.item.story else set()
        return [each for each in self.sentences if each not in story]

    @cached_property
    def amount(self) -> re.Pattern[str] | None:
        """How the key of a question for a number is written, with its unit."""
        if not isinstance(self.item.body, Numeric):
            return None
        key = show(variant(self.item).values["key"], self.item.body.show_decimals)
        unit = self.item.body.unit
        return re.compile(rf"(?<![\d.,]){re.escape(key)}\s*{re.escape(unit)}(?![\w/])")

    @cached_property
    def options(self) -> list[_Option]:
        """The options in words; their content words less those that the stem holds anyway."""
        body, stem = self.item.body, content(self.stem)
        if not isinstance(body, OptionList) or any(option.drawing for option in body.options):
            return []
        return [
            _Option(
                is_key=option.correct,
                text=self._filled(option.text).casefold().strip(" .“”"),
                words=content(self._filled(option.text)) - stem,
            )
            for option in body.options
        ]


@dataclass(frozen=True, kw_only=True)
class _Option:
    is_key: bool
    text: str
    words: set[str]

    def held(self, sentence: str) -> float:
        """The share of the option that a sentence holds: 1 if all its words, 2 if word for word."""
        if " " in self.text and self.text in sentence.casefold():
            return 2.0
        read = content(sentence)
        return len(self.words & read) / len(self.words) if self.words else 0.0

    def is_given_away(self, sentence: str) -> bool:
        """Whether a sentence holds so much of it that it can be recognised."""
        held = self.held(sentence)
        return held == 2 or (len(self.words) >= WORDS_AT_LEAST and held >= SHARE_AT_LEAST)


def _gives_away(earlier: _Asked, later: _Asked) -> str | None:
    """The sentence of an earlier question that holds the key of a later one."""
    amount = later.amount
    if amount is not None and not amount.search(later.stem):
        return next((each for each in earlier.amounts if amount.search(each)), None)
    keys = [option for option in later.options if option.is_key]
    wrong = [option for option in later.options if not option.is_key]
    for sentence in earlier.sentences:
        for key in keys:
            if key.is_given_away(sentence) and all(
                option.held(sentence) < key.held(sentence) for option in wrong
            ):
                return sentence
    return None


def sittings(items: Sequence[Item]) -> list[list[_Asked]]:
    """The questions of each lesson and of each form, in the order in which they are asked."""
    found = []
    for lesson in sorted({item.lesson for item in items}):
        own = [item for item in items if item.lesson == lesson]
        form = [_Asked(item, is_told=False) for item in own if item.place == "form"]
        page = [
            _Asked(item, is_told=True)
            for place in PLACES_IN_ORDER
            for item in own
            if item.place == place
        ]
        found += [form, page]
    return found


def answered_before(items: Sequence[Item]) -> Iterator[Row]:
    """No question of a sitting holds the key of a later one, in its words or its number.

    A form gives no feedback before its end, so that there only the stems count.
    """
    for sitting in sittings(items):
        for place, later in enumerate(sitting):
            for earlier in sitting[:place]:
                sentence = _gives_away(earlier, later)
                if sentence:
                    yield (
                        "ANSWERED_BEFORE",
                        "E",
                        later.item.id,
                        f"{earlier.item.id} of the same sitting gives the answer: {sentence!r}",
                    )
                    break
