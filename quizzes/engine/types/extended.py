"""Extended matching: one list of options, and several vignettes that are each answered from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..items.records import Item, body_of
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant, fill
from ..items.ward_content import Extended, ListedStep, ListStem, WrongStep
from .choice import name_twins
from .grades import Grade
from .matching import PART_ID, POLICIES, POLICY_WORDS, PlaceToFill, grade_places, same_words


def _listed(table: QuestionTable) -> ListedStep:
    made = ListedStep(id=table.word("id", PART_ID, "a"), text=table.text("text"))
    table.close()
    return made


def _stem(table: QuestionTable, known: list[str]) -> ListStem:
    others = []
    for row in table.parts("others", []):
        others.append(
            WrongStep(
                id=row.word("option", known), feedback=row.text("feedback"), backing=row.backing()
            )
        )
        row.close()
    made = ListStem(
        id=table.word("id", PART_ID, "a"),
        text=table.text("text"),
        key=table.word("answer", known),
        feedback=table.text("feedback"),
        backing=table.backing(),
        others=tuple(others),
    )
    named = [each.id for each in others]
    if made.key in named or len(set(named)) < len(named):
        table.problem("others", "must name each wrong option once, and never the answer")
    table.close()
    return made


class ExtendedType:
    """Several vignettes, one list."""

    asks_certainty = True

    def read(self, table: QuestionTable) -> Extended:
        """Read the list, 4 to 9 options, and 2 to 6 vignettes with the option that answers."""
        options = tuple(_listed(part) for part in table.parts("options"))
        if not 4 <= len(options) <= 9:
            table.problem("options", f"must be 4 to 9, got {len(options)}")
        known = [option.id for option in options if option.id]
        parts = tuple(_stem(part, known) for part in table.parts("parts"))
        if not 2 <= len(parts) <= 6:
            table.problem("parts", f"must be 2 to 6, got {len(parts)}")
        name_twins(table, "options", options)
        name_twins(table, "parts", parts)
        return Extended(options=options, parts=parts, scoring=table.word("scoring", POLICIES))

    def texts(self, body: Extended) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        for option in body.options:
            yield f"options {option.id}: text", option.text
        for part in body.parts:
            yield f"parts {part.id}: text", part.text
            yield f"parts {part.id}: feedback", part.feedback
            for other in part.others:
                yield f"parts {part.id}: others {other.id}: feedback", other.feedback

    def public(self, body: Extended, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: the list, and the vignettes."""
        return {
            "policy": POLICY_WORDS[body.scoring],
            "stems": [
                {"id": part.id, "text": fill(part.text, variant.values)} for part in body.parts
            ],
            "answers": [
                {"id": option.id, "text": fill(option.text, variant.values)}
                for option in body.options
            ],
        }

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Grade pairs such as ["a:c", "b:a"]: a vignette, and the option that answers it."""
        body = body_of(item, Extended)
        words = {option.id: option.text for option in body.options}
        places = tuple(
            PlaceToFill(
                part.id,
                part.text,
                words[part.key],
                part.feedback,
                part.backing,
                words,
                {words[other.id]: (other.feedback, other.backing) for other in part.others},
            )
            for part in body.parts
        )
        return grade_places(item, places, body.scoring, response, variant)

    def audit(self, item: Item, variant: Variant) -> Iterator[str]:
        """Name options that read the same once the numbers are in."""
        yield from same_words((each.text for each in body_of(item, Extended).options), variant)
