"""What the course's bank asks: little recall, acting as often as holding back, all of practice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ...engine.items import Item, OptionList
from ...engine.items.variants import fill, variant
from ..guessing.choices import choices
from ..guessing.stance import with_a_stance

RECALL_AT_MOST = 0.2
ACT_AT_LEAST = 0.4
STANCES_AT_LEAST = 60
# What a ward gets wrong around an infusion and no contraindication covers: two questions on each,
# ten together.
PRACTICE = ("interactions", "opioid_taper", "site_and_syringe", "handover", "ketamine_stops")
OF_EACH, TOGETHER = 2, 10
# Words that ask what the authors of the course have seen of a text, which is no medicine and is
# out of date on the day that somebody opens it.
_SEEN_BY_AUTHORS = re.compile(
    r"\b(?:seen|read|opened) (?:for this course|by us)\b|"
    r"\b(?:nobody|anybody|we) (?:here )?(?:could|can|has|have) (?:open(?:ed)?|read|seen?)\b",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\b(?:(?:was|were|been|that) (?:not |never )?(?:seen|opened|read)|"
    r"could (?:not )?be (?:seen|opened|read))\b(?! in two ways| by)",
    re.IGNORECASE,
)
_OF_A_TEXT = re.compile(
    r"\b(?:text|passage|paragraph|page|version|statement|guideline|phrase)s?\b", re.IGNORECASE
)

Row = tuple[str, str, str, str]


def levels(items: Sequence[Item]) -> Iterator[Row]:
    """At most a fifth of the questions may be answered by remembering alone."""
    recall = sum(item.bloom == "recall" for item in items)
    if recall > RECALL_AT_MOST * len(items):
        yield (
            "LEVEL_RECALL",
            "E",
            "bank",
            f"at most {100 * RECALL_AT_MOST:.0f} of 100 questions may be recall, got {recall} of "
            f"{len(items)}",
        )


def stances(items: Sequence[Item]) -> Iterator[Row]:
    """Where options differ in stance, acting is the right answer often enough."""
    asked = with_a_stance(choices(items))
    if len(asked) < STANCES_AT_LEAST:
        yield (
            "STANCE_COUNT",
            "E",
            "bank",
            f"must say the attitude of the options in at least {STANCES_AT_LEAST} questions, got "
            f"{len(asked)}",
        )
    act = sum(choice.attitudes[choice.key] == "act" for choice in asked)
    if act < ACT_AT_LEAST * len(asked):
        yield (
            "STANCE_ACT",
            "E",
            "bank",
            f"acting must be right in at least {100 * ACT_AT_LEAST:.0f} of 100 questions with a "
            f"stance, got {act} of {len(asked)}",
        )


def practice(items: Sequence[Item]) -> Iterator[Row]:
    """Enough is asked on what happens around an infusion."""
    found = Counter(topic for item in items for topic in item.topics if topic in PRACTICE)
    for topic in PRACTICE:
        if found[topic] < OF_EACH:
            yield (
                "PRACTICE_TOPICS",
                "E",
                "bank",
                f"must ask at least {OF_EACH} questions with the topic {topic!r}, got "
                f"{found[topic]}",
            )
    together = sum(any(topic in PRACTICE for topic in item.topics) for item in items)
    if together < TOGETHER:
        yield (
            "PRACTICE_TOPICS",
            "E",
            "bank",
            f"must ask at least {TOGETHER} questions with one of the topics "
            f"{', '.join(PRACTICE)}; got {together}",
        )


def _asked(item: Item) -> Iterator[str]:
    values = variant(item).values
    yield fill(item.vignette, values)
    yield fill(item.lead_in, values)
    if isinstance(item.body, OptionList):
        for option in item.body.options:
            yield fill(option.text, values)
            if option.drawing:
                yield fill(option.drawing.alt, values)


def _seen_by_authors(text: str) -> re.Match[str] | None:
    return _SEEN_BY_AUTHORS.search(text) or (_OF_A_TEXT.search(text) and _SEEN.search(text)) or None


def about_the_authors(items: Sequence[Item]) -> Iterator[Row]:
    """No question asks what the authors of the course could open."""
    for item in items:
        match = next(filter(None, map(_seen_by_authors, _asked(item))), None)
        if match:
            yield (
                "ASKS_WHAT_WAS_SEEN",
                "E",
                item.id,
                f"asks what the authors have seen ({match.group()!r}): ask what a clinician does "
                "with it",
            )
