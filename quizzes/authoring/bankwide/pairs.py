"""Contrast pairs: two questions that differ in one finding, which changes the right answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...engine.answer_key import answer_key
from ...engine.items import Gate, Item
from ...engine.learner_view import public_view
from ..lint_asked import WORD

PAIRS_AT_LEAST = 15
SHARED_AT_LEAST = 0.5  # of the words of both vignettes

Row = tuple[str, str, str, str]  # code, level, item id or "bank", sentence


def _words(item: Item) -> set[str]:
    view = public_view(item)
    texts = [*view["vignette"], *view.get("case", {}).get("text", ())]
    return {word.casefold() for text in texts for word in WORD.findall(text)}


def _differing(one: Gate, other: Gate) -> list[str]:
    names = {*one.findings, *other.findings}
    return sorted(name for name in names if one.findings.get(name) != other.findings.get(name))


def _problems(item: Item, other: Item | None) -> Iterator[str]:
    assert item.pair is not None
    name = item.pair.other
    if other is None:
        yield f"has {name} as its pair, which is no live question"
        return
    if other.pair is None or other.pair.other != item.id:
        back = other.pair.other if other.pair else "none"
        yield f"has {name} as its pair, whose own pair is {back}"
        return
    if item.id > name:
        return  # what follows is of both, and said once
    if answer_key(item).key.casefold() == answer_key(other).key.casefold():
        yield f"and {name} have the same key: the finding that differs must change it"
    one, two = public_view(item)["lead_in"], public_view(other)["lead_in"]
    if one != two:
        yield f"and {name} ask different questions: {one!r} and {two!r}"
    words, others = _words(item), _words(other)
    shared = len(words & others) / max(1, len(words | others))
    if shared < SHARED_AT_LEAST:
        yield (
            f"and {name} share {100 * shared:.0f} of 100 words of their vignettes, must be at "
            f"least {100 * SHARED_AT_LEAST:.0f}: only one finding may differ"
        )
    if item.gate and other.gate:
        differing = _differing(item.gate, other.gate)
        if len(differing) != 1:
            found = ", ".join(differing) or "none"
            yield f"and {name} must differ in exactly one finding of the gate, got {found}"
        if item.gate.step == other.gate.step:
            yield f"and {name} have the same step of the gate, {item.gate.step!r}"


def pairs(items: Sequence[Item]) -> Iterator[Row]:
    """The two of a pair name each other, ask the same of nearly the same patient, and have
    different keys."""
    known = {item.id: item for item in items}
    for item in items:
        if item.pair:
            for words in _problems(item, known.get(item.pair.other)):
                yield "PAIR", "E", item.id, words


def enough_pairs(items: Sequence[Item]) -> Iterator[Row]:
    """The course's bank has contrast pairs enough that no attitude passes it."""
    named = {(item.id, item.pair.other) for item in items if item.pair}
    count = sum(one < other and (other, one) in named for one, other in named)
    if count < PAIRS_AT_LEAST:
        yield (
            "PAIR_COUNT",
            "E",
            "bank",
            f"must hold at least {PAIRS_AT_LEAST} contrast pairs, got {count}",
        )
