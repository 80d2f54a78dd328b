"""Questions answered in one's own words or without a key: short answer, card and poll."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from ..items.content import Backing, Card, Poll, Short, WordErrorPattern
from ..items.records import Item, body_of
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant, fill
from .grades import Grade, OptionFeedback, ended, graded, ungraded, verdict

_OPTION_ID = re.compile(r"[a-z]")
FUZZY_FROM = 6  # letters; one slip of the finger in a shorter word may be another word
KNEW = {"knew": "I knew it", "missed": "I did not"}


def _pattern(table: QuestionTable) -> WordErrorPattern:
    made = WordErrorPattern(
        label=table.text("label"),
        words=tuple(table.words("words")),
        feedback=table.text("feedback"),
        backing=table.backing(),
    )
    table.close()
    return made


def plain(text: str) -> str:
    """Words without capitals, accents, hyphens and punctuation."""
    text = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        re.findall(r"[a-z0-9]+", "".join(each for each in text if not unicodedata.combining(each)))
    )


def _near(one: str, other: str) -> bool:
    """Whether two words differ by one letter: wrong, missing, added, or swapped with the next."""
    if one == other:
        return True
    if min(len(one), len(other)) < FUZZY_FROM or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, its = one[start:], other[start:]
    return (
        rest[1:] == its[1:]
        or rest[1:] == its
        or rest == its[1:]
        or (rest[:2] == its[1::-1] and rest[2:] == its[2:])
    )


class WordsAlone:
    """A type without numbers of its own: no variant of it can go wrong."""

    def audit(self, item: Item, variant: Variant) -> Iterator[str]:
        """Nothing here depends on numbers beyond the texts, which the common audit reads."""
        return iter(())


class ShortType(WordsAlone):
    """A few words in the learner's own writing."""

    asks_certainty = True

    def read(self, table: QuestionTable) -> Short:
        """Read the accepted words, and those that are wrong in a known way."""
        made = Short(
            accept=table.words("accept"),
            fuzzy=table.flag("fuzzy", True),
            slips=tuple(_pattern(part) for part in table.parts("slips", [])),
        )
        if not made.accept:
            table.problem("accept", "must hold at least one answer")
        right = {plain(each) for each in made.accept}
        for slip in made.slips:
            for words in slip.words:
                if plain(words) in right:
                    table.problem("slips", f"hold {words!r}, which is accepted")
        return made

    def texts(self, body: Short) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        yield "accept", body.accept[0] if body.accept else ""
        for slip in body.slips:
            yield f"slips {slip.label}: label", slip.label
            yield f"slips {slip.label}: feedback", slip.feedback

    def public(self, body: Short, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: that words are asked for."""
        return {"words": True}

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Grade a few words."""
        body = body_of(item, Short)
        if response is None or response == "":
            return ungraded("no answer", "Give an answer first.")
        if not isinstance(response, str):
            return ungraded("refused", "Write a few words.")
        given = plain(response)
        if not given:
            return ungraded("refused", "Write a few words with letters or digits.")
        exact = any(given == plain(each) for each in body.accept)
        slip = (
            None
            if exact
            else next((each for each in body.slips if given in map(plain, each.words)), None)
        )
        right = exact or (
            slip is None and body.fuzzy and any(_near(given, plain(each)) for each in body.accept)
        )
        options = (
            (
                OptionFeedback(
                    id=slip.label,
                    text=response.strip(),
                    correct=False,
                    chosen=True,
                    misconception=slip.label,
                    reason=fill(slip.feedback, variant.values),
                    backing=slip.backing,
                ),
            )
            if slip
            else ()
        )
        word, key = verdict(float(right)), body.accept[0]
        sentence = f"{word}." if exact else ended(f"{word}. The answer is: {key}")
        return graded(
            item,
            variant,
            score=float(right),
            sentence=sentence,
            key=key,
            options=options,
            error_pattern=slip.label if slip else None,
        )


class CardType(WordsAlone):
    """A card to turn, judged by the learner."""

    asks_certainty = False

    def read(self, table: QuestionTable) -> Card:
        """Read the back of the card."""
        return Card(back=table.text("back"))

    def texts(self, body: Card) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        yield "back", body.back

    def public(self, body: Card, variant: Variant) -> dict[str, Any]:
        """What the page may know: the back too, which it shows when the learner turns the card."""
        return {
            "back": fill(body.back, variant.values),
            "levels": [{"id": name, "text": text} for name, text in KNEW.items()],
        }

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Take "knew" or "missed"."""
        if response is None or response == "":
            return ungraded("no answer", "Give an answer first.")
        if not isinstance(response, str) or response not in KNEW:
            return ungraded("refused", "Say whether you knew it.")
        right = response == "knew"
        return graded(
            item,
            variant,
            score=float(right),
            sentence="You knew it." if right else "It comes back tomorrow.",
            key=fill(body_of(item, Card).back, variant.values),
        )


class PollType(WordsAlone):
    """Options without a key."""

    asks_certainty = False

    def read(self, table: QuestionTable) -> Poll:
        """Read the options: 2 to 8, each with an id of its own."""
        options = []
        for part in table.parts("options"):
            options.append((part.word("id", _OPTION_ID, "a"), part.text("text")))
            part.close()
        if not 2 <= len(options) <= 8 or len({each for each, _ in options}) < len(options):
            table.problem("options", f"must be 2 to 8 with an id each, got {len(options)}")
        return Poll(options=tuple(options))

    def texts(self, body: Poll) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        yield from ((f"options {name}: text", text) for name, text in body.options)

    def public(self, body: Poll, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: the options."""
        return {
            "options": [
                {"id": name, "text": fill(text, variant.values)} for name, text in body.options
            ],
            "several": False,
            "poll": True,
            "policy": "",
        }

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Note an option id."""
        if response is None or response == "":
            return ungraded("no answer", "Give an answer first.")
        options_of = body_of(item, Poll).options
        if not isinstance(response, str) or response not in dict(options_of):
            return ungraded("refused", "This answer does not fit the question: choose again.")
        options = tuple(
            OptionFeedback(
                id=name,
                text=fill(text, variant.values),
                correct=False,
                chosen=name == response,
                reason="",
                misconception="",
                backing=Backing(),
            )
            for name, text in options_of
        )
        return graded(
            item,
            variant,
            score=0.0,
            sentence="Noted. There is no right answer here.",
            key="",
            options=options,
            word="Noted",
        )
