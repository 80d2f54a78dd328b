"""Questions on the order of steps: what must precede what, and which order would do harm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..items.content import Before, Order, Part
from ..items.records import Item, body_of
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant, fill
from .grades import Grade, OptionFeedback, graded, ungraded, verdict
from .matching import mixed, read_parts, same_words

_POLICY_WORDS = {
    "exact": "Credit only for the whole order.",
    "pairs": "Each pair of steps in the right order counts; an unsafe order gets no credit.",
}


def _before(table: QuestionTable, parts: Sequence[Part], scoring: str) -> tuple[Before, ...]:
    """What must precede what; the written order of the parts must keep all of it."""
    if scoring == "exact":
        return tuple(
            Before(first=one.id, then=other.id)
            for one, other in zip(parts, parts[1:], strict=False)
        )
    ids = [part.id for part in parts]
    made: list[Before] = []
    for pair in table.take("precedes") or []:
        good = isinstance(pair, list) and len(pair) == 2 and all(isinstance(x, str) for x in pair)
        if good:
            made.append(Before(first=pair[0], then=pair[1]))
        else:
            table.problem("precedes", f'must be pairs such as ["a", "b"], got {pair!r}')
    for row in table.parts("unsafe"):
        made.append(
            Before(first=row.word("first", ids), then=row.word("then", ids), why=row.text("why"))
        )
        row.close()
    seen: set[frozenset[str]] = set()
    for each in made:
        known = each.first in ids and each.then in ids
        if not known or ids.index(each.first) >= ids.index(each.then):
            table.problem(
                "precedes and unsafe",
                "must name parts in the order in which they stand, got "
                f"{each.first!r} before {each.then!r}",
            )
        if frozenset((each.first, each.then)) in seen:
            table.problem("precedes and unsafe", f"name {each.first!r} and {each.then!r} twice")
        seen.add(frozenset((each.first, each.then)))
    if not made:
        table.problem("precedes", "and unsafe must name at least one pair")
    return tuple(made)


class OrderType:
    """Steps to put in order."""

    asks_certainty = True

    def read(self, table: QuestionTable) -> Order:
        """Read the steps, and with scoring by pairs what must precede what."""
        parts = read_parts(table, with_answer=False)
        scoring = table.word("scoring", _POLICY_WORDS)
        return Order(parts=parts, scoring=scoring, before=_before(table, parts, scoring))

    def texts(self, body: Order) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        for part in body.parts:
            yield f"parts {part.id}: text", part.text
            yield f"parts {part.id}: feedback", part.feedback
        for each in body.before:
            if each.why:
                yield f"unsafe {each.first} before {each.then}: why", each.why

    def public(self, body: Order, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: the steps, mixed."""
        return {
            "policy": _POLICY_WORDS[body.scoring],
            "steps": [
                {"id": part.id, "text": fill(part.text, variant.values)}
                for part in mixed(body.parts, "|".join(part.text for part in body.parts))
            ],
        }

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Grade the ids of the steps in the order that was given."""
        body = body_of(item, Order)
        if response is None or response == [] or response == ():
            return ungraded("no answer", "Give an answer first.")
        ids = [part.id for part in body.parts]
        if (
            not isinstance(response, (list, tuple))
            or any(not isinstance(each, str) for each in response)
            or sorted(response) != sorted(ids)
        ):
            return ungraded("refused", "This answer does not fit the question: order it again.")
        place = {name: number for number, name in enumerate(response)}
        broken = [each for each in body.before if place[each.first] > place[each.then]]
        kept = len(body.before) - len(broken)
        unsafe = [each for each in broken if each.why]
        score = kept / len(body.before)
        if unsafe or (body.scoring == "exact" and broken):
            score = 0.0
        moved = {name for each in broken for name in (each.first, each.then)}
        options = tuple(
            OptionFeedback(
                id=part.id,
                text=f"{number}. {fill(part.text, variant.values)}",
                correct=part.id not in moved,
                chosen=False,
                misconception="",
                reason=fill(part.feedback, variant.values),
                backing=part.backing,
                given=f"place {place[part.id] + 1}" if part.id in moved else "",
            )
            for number, part in enumerate(body.parts, 1)
        )
        word = verdict(score)
        if unsafe:
            sentence = f"{word}: this order is not safe. {fill(unsafe[0].why, variant.values)}"
        elif score == 1:
            sentence = f"{word}."
        elif score == 0:
            sentence = f"{word}. The right order is below."
        else:
            sentence = (
                f"{word}. Of {len(body.before)} pairs of steps, {kept} stand in the right order."
            )
        key = "; ".join(option.text for option in options)
        return graded(item, variant, score=score, sentence=sentence, key=key, options=options)

    def audit(self, item: Item, variant: Variant) -> Iterator[str]:
        """Name what is wrong with one variant: steps that read the same once the numbers are in."""
        yield from same_words([part.text for part in body_of(item, Order).parts], variant)
