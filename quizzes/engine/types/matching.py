"""Questions where things are put in their place: match and cloze; order is in ordering."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..items.content import Backing, Cloze, Gap, Match, Part
from ..items.records import Item, body_of
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant, fill
from .grades import ENDED, NOT_WHOLE, Grade, OptionFeedback, graded, ungraded, verdict

PART_ID = re.compile(r"[a-z]")
_MARK = re.compile(r"\[\[([a-z])\]\]")
POLICIES = ("all_or_nothing", "per_option")
POLICY_WORDS = {
    "all_or_nothing": "Credit only if all are right.",
    "per_option": "Each right one counts.",
}


def read_part(table: QuestionTable, with_answer: bool) -> Part:
    """Read one thing to place; only a match has an answer for it."""
    made = Part(
        id=table.word("id", PART_ID, "a"),
        text=table.text("text"),
        answer=table.text("answer") if with_answer else "",
        feedback=table.text("feedback"),
        backing=table.backing(),
    )
    table.close()
    return made


def _gap(table: QuestionTable) -> Gap:
    made = Gap(
        id=table.word("id", PART_ID, "a"),
        answer=table.text("answer"),
        others=tuple(table.words("others")),
        feedback=table.text("feedback"),
        backing=table.backing(),
    )
    if not 1 <= len(made.others) <= 5:
        table.problem("others", f"must be 1 to 5 wrong texts, got {len(made.others)}")
    if made.answer in made.others:
        table.problem("others", f"hold the answer {made.answer!r}")
    table.close()
    return made


def _distinct(table: QuestionTable, field: str, values: Sequence[str], what: str) -> None:
    for twice in sorted({each for each in values if each and values.count(each) > 1}):
        table.problem(field, f"have the {what} {twice!r} twice")


def read_parts(table: QuestionTable, with_answer: bool) -> tuple[Part, ...]:
    """Read the things to place: 3 to 8, each with an id and a text of its own."""
    parts = tuple(read_part(part, with_answer) for part in table.parts("parts"))
    if not 3 <= len(parts) <= 8:
        table.problem("parts", f"must be 3 to 8, got {len(parts)}")
    _distinct(table, "parts", [part.id for part in parts], "id")
    _distinct(table, "parts", [part.text.casefold() for part in parts], "text")
    return parts


def mixed(rows: Sequence[Any], salt: str) -> list[Any]:
    """The rows in an order that says nothing, the same in every session."""
    found = list(rows)
    random.Random(salt).shuffle(found)
    if len(found) > 1 and found == list(rows):
        found.append(found.pop(0))
    return found


def _answers(body: Match) -> list[str]:
    """Each answer once, in the order of the page; its place there is its id."""
    each = dict.fromkeys([*(part.answer for part in body.parts), *body.extra])
    return mixed(list(each), "|".join(each))


def _texts_of(gap: Gap) -> list[str]:
    """The choices of a gap in an order that says nothing of the key; the place is the id."""
    return sorted((gap.answer, *gap.others))


def _size(text: str) -> tuple[float, str]:
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    return (float(found.group().replace(",", "")) if found else 0.0, text)


def read_pairs(response: Any) -> dict[str, str] | None:
    """A response such as ["a:2", "b:1"] as a mapping; None if it is none."""
    if not isinstance(response, (list, tuple)):
        return None
    found: dict[str, str] = {}
    for each in response:
        name, colon, place = each.partition(":") if isinstance(each, str) else ("", "", "")
        if not colon or name in found:
            return None
        found[name] = place
    return found


def same_words(texts: Iterable[str], variant: Variant) -> Iterator[str]:
    """Name texts that read the same once the numbers are in."""
    seen = [fill(text, variant.values).casefold() for text in texts]
    for twice in sorted({each for each in seen if seen.count(each) > 1}):
        yield f"two choices read {twice!r}"


@dataclass(frozen=True, slots=True)
class PlaceToFill:
    """One place to fill: what stands there, what belongs there, and the choices by their id."""

    id: str
    text: str
    answer: str
    feedback: str
    backing: Backing
    choices: Mapping[str, str]
    # what is said of a wrong choice, by its text
    others: Mapping[str, tuple[str, Backing]] = field(default_factory=dict)


def grade_places(
    item: Item, places: Sequence[PlaceToFill], scoring: str, response: Any, variant: Variant
) -> Grade:
    """Grade pairs such as ["a:2", "b:1"]."""
    if response is None or response == [] or response == ():
        return ungraded("no answer", "Give an answer first.")
    given = read_pairs(response)
    if (
        given is None
        or not set(given) <= {place.id for place in places}
        or any(place.id in given and given[place.id] not in place.choices for place in places)
    ):
        return ungraded("refused", "This answer does not fit the question: choose again.")
    if len(given) < len(places):
        return ungraded("refused", "Choose something for each place.")
    options = tuple(
        _feedback(place, place.choices[given[place.id]], variant.values) for place in places
    )
    right = sum(each.correct for each in options)
    share = right / len(options)
    score = share if scoring == "per_option" else float(share == 1)
    word = verdict(score)
    if score == 1:
        sentence = f"{word}."
    elif score == share:
        sentence = f"{word}. {right} of {len(options)} are right."
    else:
        sentence = f"{NOT_WHOLE} {right} of {len(options)} are right."
    key = "; ".join(each.text for each in options)
    return graded(item, variant, score=score, sentence=sentence, key=key, options=options)


def _feedback(place: PlaceToFill, chosen: str, values: Mapping[str, float]) -> OptionFeedback:
    right, answer = chosen == place.answer, fill(place.answer, values)
    reason, backing = place.feedback, place.backing
    if chosen in place.others:
        said, beside = place.others[chosen]
        reason = f"{said} {reason}"
        backing = Backing(
            sources=tuple(dict.fromkeys((*beside.sources, *backing.sources))),
            facts=tuple(dict.fromkeys((*beside.facts, *backing.facts))),
        )
    return OptionFeedback(
        id=place.id,
        text=_answered(fill(place.text, values), answer),
        correct=right,
        chosen=False,
        backing=backing,
        reason=fill(reason, values),
        misconception="",
        given="" if right else fill(chosen, values),
    )


def _answered(text: str, answer: str) -> str:
    """What stands at a place with its answer; a whole sentence keeps its stop."""
    if not text:
        return answer
    return f"{text} Answer: {answer}" if ENDED.search(text) else f"{text}: {answer}"


class MatchType:
    """Texts to pair with answers."""

    asks_certainty = True

    def read(self, table: QuestionTable) -> Match:
        """Read the parts, and the answers that belong to none."""
        parts = read_parts(table, with_answer=True)
        extra = table.words("extra", ())
        for each in extra:
            if each in {part.answer for part in parts}:
                table.problem("extra", f"holds {each!r}, which is the answer of a part")
        return Match(parts=parts, extra=extra, scoring=table.word("scoring", POLICIES))

    def texts(self, body: Match) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        for part in body.parts:
            yield f"parts {part.id}: text", part.text
            if part.answer:
                yield f"parts {part.id}: answer", part.answer
            yield f"parts {part.id}: feedback", part.feedback
        yield from (("extra", each) for each in body.extra)

    def public(self, body: Match, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: the things and the answers, mixed."""
        return {
            "policy": POLICY_WORDS[body.scoring],
            "parts": [
                {"id": part.id, "text": fill(part.text, variant.values)} for part in body.parts
            ],
            "answers": [
                {"id": str(place), "text": fill(text, variant.values)}
                for place, text in enumerate(_answers(body), 1)
            ],
        }

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Grade pairs such as ["a:2", "b:1"]."""
        body = body_of(item, Match)
        return grade_places(item, self._places(body), body.scoring, response, variant)

    def audit(self, item: Item, variant: Variant) -> Iterator[str]:
        """Name answers that read the same once the numbers are in."""
        for place in self._places(body_of(item, Match)):
            yield from same_words(place.choices.values(), variant)

    def _places(self, body: Match) -> tuple[PlaceToFill, ...]:
        choices = {str(place): text for place, text in enumerate(_answers(body), 1)}
        return tuple(
            PlaceToFill(part.id, part.text, part.answer, part.feedback, part.backing, choices)
            for part in body.parts
        )


class ClozeType:
    """A text with gaps, each with choices."""

    asks_certainty = True

    def read(self, table: QuestionTable) -> Cloze:
        """Read the text and its gaps: 1 to 6, each marked once as [[a]]."""
        text = table.text("text")
        gaps = tuple(_gap(part) for part in table.parts("gaps"))
        marks, ids = _MARK.findall(text), [gap.id for gap in gaps]
        if sorted(marks) != sorted(ids) or not 1 <= len(gaps) <= 6:
            table.problem(
                "gaps",
                "must be 1 to 6, each marked once in text as [[a]]; text marks "
                f"{', '.join(marks) or 'none'}, gaps are {', '.join(ids) or 'none'}",
            )
        return Cloze(text=text, gaps=gaps, scoring=table.word("scoring", POLICIES))

    def texts(self, body: Cloze) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        yield "text", body.text
        for gap in body.gaps:
            yield f"gaps {gap.id}: answer", gap.answer
            yield from ((f"gaps {gap.id}: others", each) for each in gap.others)
            yield f"gaps {gap.id}: feedback", gap.feedback

    def public(self, body: Cloze, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: the text and the choices, smallest first."""
        return {
            "policy": POLICY_WORDS[body.scoring],
            "text": fill(body.text, variant.values),
            "gaps": [{"id": gap.id, "choices": _choices(gap, variant)} for gap in body.gaps],
        }

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Grade pairs such as ["a:2", "b:1"]."""
        body = body_of(item, Cloze)
        return grade_places(item, self._places(body), body.scoring, response, variant)

    def audit(self, item: Item, variant: Variant) -> Iterator[str]:
        """Name choices of a gap that read the same once the numbers are in."""
        for place in self._places(body_of(item, Cloze)):
            yield from same_words(place.choices.values(), variant)

    def _places(self, body: Cloze) -> tuple[PlaceToFill, ...]:
        return tuple(
            PlaceToFill(
                gap.id,
                "",
                gap.answer,
                gap.feedback,
                gap.backing,
                {str(place): text for place, text in enumerate(_texts_of(gap), 1)},
            )
            for gap in body.gaps
        )


def _choices(gap: Gap, variant: Variant) -> list[dict[str, str]]:
    choices = [
        {"id": str(place), "text": fill(text, variant.values)}
        for place, text in enumerate(_texts_of(gap), 1)
    ]
    return sorted(choices, key=lambda choice: _size(choice["text"]))
