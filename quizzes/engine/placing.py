"""Questions where things are put in their place: match and cloze; order is in ordering."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .bodies import Cloze, Gap, Match, Part
from .grades import NOT_WHOLE, Grade, OptionFeedback, graded, ungraded, verdict
from .items import Item, body_of
from .reading import Table
from .variants import Variant, fill

PART_ID = re.compile(r"[a-z]")
MARK = re.compile(r"\[\[([a-z])\]\]")
POLICIES = ("all_or_nothing", "per_option")
POLICY_WORDS = {
    "all_or_nothing": "Credit only if all are right.",
    "per_option": "Each right one counts.",
}


def read_part(table: Table, kind: str) -> Part:
    """Read one thing to place; only a match has an answer for it."""
    made = Part(
        id=table.word("id", PART_ID, "a"),
        text=table.text("text"),
        answer=table.text("answer") if kind == "match" else "",
        feedback=table.text("feedback"),
        backing=table.backing(),
    )
    table.close()
    return made


def _gap(table: Table) -> Gap:
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


def _distinct(table: Table, field: str, values: Sequence[str], what: str) -> None:
    for twice in sorted({each for each in values if each and values.count(each) > 1}):
        table.problem(field, f"have the {what} {twice!r} twice")


def read_parts(table: Table, kind: str) -> tuple[Part, ...]:
    """Read the things to place: 3 to 8, each with an id and a text of its own."""
    parts = tuple(read_part(part, kind) for part in table.parts("parts"))
    if not 3 <= len(parts) <= 8:
        table.problem("parts", f"must be 3 to 8, got {len(parts)}")
    _distinct(table, "parts", [part.id for part in parts], "id")
    _distinct(table, "parts", [part.text.casefold() for part in parts], "text")
    return parts


def read(table: Table, kind: str) -> Match | Cloze:
    """Read the parts of a match question, or the gaps of a cloze text."""
    if kind == "cloze":
        text = table.text("text")
        gaps = tuple(_gap(part) for part in table.parts("gaps"))
        marks, ids = MARK.findall(text), [gap.id for gap in gaps]
        if sorted(marks) != sorted(ids) or not 1 <= len(gaps) <= 6:
            table.problem(
                "gaps",
                "must be 1 to 6, each marked once in text as [[a]]; text marks "
                f"{', '.join(marks) or 'none'}, gaps are {', '.join(ids) or 'none'}",
            )
        return Cloze(text=text, gaps=gaps, scoring=table.word("scoring", POLICIES))
    parts = read_parts(table, kind)
    extra = tuple(table.words("extra", ()))
    for each in extra:
        if each in {part.answer for part in parts}:
            table.problem("extra", f"holds {each!r}, which is the answer of a part")
    return Match(parts=parts, extra=extra, scoring=table.word("scoring", POLICIES))


def texts(body: Match | Cloze) -> Iterator[tuple[str, str]]:
    """Every text that a learner can see, with its address."""
    if isinstance(body, Cloze):
        yield "text", body.text
        for gap in body.gaps:
            yield f"gaps {gap.id}: answer", gap.answer
            yield from ((f"gaps {gap.id}: others", each) for each in gap.others)
            yield f"gaps {gap.id}: feedback", gap.feedback
        return
    for part in body.parts:
        yield f"parts {part.id}: text", part.text
        if part.answer:
            yield f"parts {part.id}: answer", part.answer
        yield f"parts {part.id}: feedback", part.feedback
    yield from (("extra", each) for each in body.extra)


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


def public(body: Match | Cloze, variant: Variant) -> dict[str, Any]:
    """What the page may know before an answer: the things and the places, mixed."""

    def said(text: str) -> str:
        return fill(text, variant.values)

    policy = POLICY_WORDS[body.scoring]
    if isinstance(body, Cloze):
        return {
            "policy": policy,
            "text": said(body.text),
            "gaps": [
                {
                    "id": gap.id,
                    "choices": sorted(
                        (
                            {"id": str(place), "text": said(text)}
                            for place, text in enumerate(_texts_of(gap), 1)
                        ),
                        key=lambda choice: _size(choice["text"]),
                    ),
                }
                for gap in body.gaps
            ],
        }
    return {
        "policy": policy,
        "parts": [{"id": part.id, "text": said(part.text)} for part in body.parts],
        "answers": [
            {"id": str(place), "text": said(text)} for place, text in enumerate(_answers(body), 1)
        ],
    }


def _pairs(response: Any) -> dict[str, str] | None:
    """A response such as ["a:2", "b:1"] as a mapping; None if it is none."""
    if not isinstance(response, (list, tuple)):
        return None
    found: dict[str, str] = {}
    for each in response:
        name, colon, place = each.partition(":") if isinstance(each, str) else ("", "", "")
        if not colon or name in found or not place.isdigit() or len(place) > 2:
            return None
        found[name] = place
    return found


def _placed(body: Match | Cloze) -> list[tuple[str, str, str, str, Any, dict[str, str]]]:
    """For each place: id, text, answer, reason, backing, and the choices by their id."""
    if isinstance(body, Cloze):
        return [
            (
                gap.id,
                "",
                gap.answer,
                gap.feedback,
                gap.backing,
                {str(place): text for place, text in enumerate(_texts_of(gap), 1)},
            )
            for gap in body.gaps
        ]
    choices = {str(place): text for place, text in enumerate(_answers(body), 1)}
    return [
        (part.id, part.text, part.answer, part.feedback, part.backing, choices)
        for part in body.parts
    ]


def _pairs_of(item: Item) -> Match | Cloze:
    return item.body if isinstance(item.body, Match) else body_of(item, Cloze)


def grade(item: Item, response: Any, variant: Variant) -> Grade:
    """Grade pairs such as ["a:2", "b:1"]."""
    if response is None or response == [] or response == ():
        return ungraded("no answer", "Give an answer first.")
    body = _pairs_of(item)
    given, rows = _pairs(response), _placed(body)
    if (
        given is None
        or not set(given) <= {row[0] for row in rows}
        or any(given.get(row[0], next(iter(row[5]))) not in row[5] for row in rows)
    ):
        return ungraded("refused", "This answer does not fit the question: choose again.")
    if len(given) < len(rows):
        return ungraded("refused", "Choose something for each place.")
    options = tuple(_feedback(row, row[5][given[row[0]]], variant.values) for row in rows)
    right = sum(each.correct for each in options)
    share = right / len(options)
    score = share if body.scoring == "per_option" else float(share == 1)
    word = verdict(score)
    if score == 1:
        sentence = f"{word}."
    elif score == share:
        sentence = f"{word}. {right} of {len(options)} are right."
    else:
        sentence = f"{NOT_WHOLE} {right} of {len(options)} are right."
    key = "; ".join(f"{each.text}" for each in options)
    return graded(item, variant, score=score, sentence=sentence, key=key, options=options)


def _feedback(
    row: tuple[str, str, str, str, Any, dict[str, str]], chosen: str, values: Mapping[str, float]
) -> OptionFeedback:
    name, text, answer, reason, backing, _ = row
    right = chosen == answer
    words = f"{fill(text, values)}: {fill(answer, values)}" if text else fill(answer, values)
    return OptionFeedback(
        id=name,
        text=words,
        correct=right,
        chosen=False,
        backing=backing,
        reason=fill(reason, values),
        misconception="",
        given="" if right else fill(chosen, values),
    )


def audit(item: Item, variant: Variant) -> Iterator[str]:
    """Name what is wrong with one variant: choices that read the same once the numbers are in."""
    for row in _placed(_pairs_of(item)):
        yield from same_words(row[5].values(), variant)


def same_words(texts: Iterable[str], variant: Variant) -> Iterator[str]:
    """Name texts that read the same once the numbers are in."""
    seen = [fill(text, variant.values).casefold() for text in texts]
    for twice in sorted({each for each in seen if seen.count(each) > 1}):
        yield f"two choices read {twice!r}"
