"""Questions answered in one's own words or without a key: short answer, card and poll."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from .bodies import Card, Poll, Short, Slip
from .grades import Grade, OptionFeedback, ended, graded, ungraded, verdict
from .items import Backing, Item, body_of
from .reading import Table
from .variants import Variant, fill

OPTION_ID = re.compile(r"[a-z]")
FUZZY_FROM = 6  # letters; one slip of the finger in a shorter word may be another word
KNEW = {"knew": "I knew it", "missed": "I did not"}


def _slip(table: Table) -> Slip:
    made = Slip(
        label=table.text("label"),
        words=tuple(table.words("words")),
        feedback=table.text("feedback"),
        backing=table.backing(),
    )
    table.close()
    return made


def read(table: Table, kind: str) -> Short | Card | Poll:
    """Read the accepted words of a short answer, the back of a card, or the options of a poll."""
    if kind == "card":
        return Card(back=table.text("back"))
    if kind == "poll":
        options = []
        for part in table.parts("options"):
            options.append((part.word("id", OPTION_ID, "a"), part.text("text")))
            part.close()
        if not 2 <= len(options) <= 8 or len({each for each, _ in options}) < len(options):
            table.problem("options", f"must be 2 to 8 with an id each, got {len(options)}")
        return Poll(options=tuple(options))
    made = Short(
        accept=tuple(table.words("accept")),
        fuzzy=table.flag("fuzzy", True),
        slips=tuple(_slip(part) for part in table.parts("slips", [])),
    )
    if not made.accept:
        table.problem("accept", "must hold at least one answer")
    right = {plain(each) for each in made.accept}
    for slip in made.slips:
        for words in slip.words:
            if plain(words) in right:
                table.problem("slips", f"hold {words!r}, which is accepted")
    return made


def texts(body: Short | Card | Poll) -> Iterator[tuple[str, str]]:
    """Every text that a learner can see, with its address."""
    if isinstance(body, Card):
        yield "back", body.back
    elif isinstance(body, Poll):
        yield from ((f"options {name}: text", text) for name, text in body.options)
    else:
        yield "accept", body.accept[0] if body.accept else ""
        for slip in body.slips:
            yield f"slips {slip.label}: label", slip.label
            yield f"slips {slip.label}: feedback", slip.feedback


def public(body: Short | Card | Poll, variant: Variant) -> dict[str, Any]:
    """What the page may know before an answer; a card shows its back when the learner turns it."""
    if isinstance(body, Card):
        return {
            "back": fill(body.back, variant.values),
            "levels": [{"id": name, "text": text} for name, text in KNEW.items()],
        }
    if isinstance(body, Poll):
        return {
            "options": [
                {"id": name, "text": fill(text, variant.values)} for name, text in body.options
            ],
            "several": False,
            "poll": True,
            "policy": "",
        }
    return {"words": True}


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


def _grade_words(item: Item, response: Any, variant: Variant) -> Grade:
    body = body_of(item, Short)
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


def grade(item: Item, response: Any, variant: Variant) -> Grade:
    """Grade words (short), "knew" or "missed" (card), or note an option id (poll)."""
    if response is None or response == "":
        return ungraded("no answer", "Give an answer first.")
    if isinstance(item.body, Short):
        return _grade_words(item, response, variant)
    if isinstance(item.body, Card):
        if not isinstance(response, str) or response not in KNEW:
            return ungraded("refused", "Say whether you knew it.")
        right = response == "knew"
        return graded(
            item,
            variant,
            score=float(right),
            sentence="You knew it." if right else "It comes back tomorrow.",
            key=fill(item.body.back, variant.values),
        )
    options_of = body_of(item, Poll).options
    known = dict(options_of)
    if not isinstance(response, str) or response not in known:
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


def audit(item: Item, variant: Variant) -> Iterator[str]:
    """Nothing here depends on numbers beyond the texts, which the common audit reads."""
    return iter(())
