"""Questions that nobody but the learner judges, or nobody at all: card, own words, poll, shift."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..items.content import Backing, Card, OwnWords, Poll, RubricRow, Shift
from ..items.records import Item, body_of
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant, fill
from .choice import name_twins
from .grades import Grade, OptionFeedback, graded, ungraded

_OPTION_ID = re.compile(r"[a-z]")
NONE = "none"  # what a learner ticks whose words hold nothing of the rubric
NO_PANEL = "No panel has answered this question yet, so there is no score and no right answer."
KNEW = {"knew": "I knew it", "missed": "I did not"}


class WordsAlone:
    """A type without numbers of its own: no variant of it can go wrong."""

    def audit(self, item: Item, variant: Variant) -> Iterator[str]:
        """Nothing here depends on numbers beyond the texts, which the common audit reads."""
        return iter(())


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
        options = _noted(
            [(name, fill(text, variant.values)) for name, text in options_of], response
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


def _noted(rows: list[tuple[str, str]], response: str) -> tuple[OptionFeedback, ...]:
    """Options without a key, one of them chosen."""
    return tuple(
        OptionFeedback(
            id=name,
            text=text,
            correct=False,
            chosen=name == response,
            reason="",
            misconception="",
            backing=Backing(),
        )
        for name, text in rows
    )


def _rubric_row(table: QuestionTable) -> RubricRow:
    made = RubricRow(
        id=table.word("id", _OPTION_ID, "a"),
        text=table.text("text"),
        feedback=table.text("feedback"),
        backing=table.backing(),
    )
    table.close()
    return made


class OwnWordsType(WordsAlone):
    """Sentences that the learner writes for himself, and rates against a rubric shown afterwards.

    The words are no part of the answer: what is sent and kept is which rows were ticked.
    """

    asks_certainty = False

    def read(self, table: QuestionTable) -> OwnWords:
        """Read the exemplar, and 3 to 6 rows of the rubric."""
        rows = tuple(_rubric_row(part) for part in table.parts("rubric"))
        if not 3 <= len(rows) <= 6:
            table.problem("rubric", f"must be 3 to 6, got {len(rows)}")
        name_twins(table, "rubric", rows)
        return OwnWords(rubric=rows, exemplar=table.text("exemplar"))

    def texts(self, body: OwnWords) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        yield "exemplar", body.exemplar
        for row in body.rubric:
            yield f"rubric {row.id}: text", row.text
            yield f"rubric {row.id}: feedback", row.feedback

    def public(self, body: OwnWords, variant: Variant) -> dict[str, Any]:
        """What the page may know: the rubric too, which it shows when something is written."""
        rows = [{"id": row.id, "text": fill(row.text, variant.values)} for row in body.rubric]
        return {
            "exemplar": fill(body.exemplar, variant.values),
            "rubric": [*rows, {"id": NONE, "text": "None of these yet"}],
        }

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Take the ids of the rows that the learner ticked, or ["none"]."""
        body = body_of(item, OwnWords)
        if response is None or response == [] or response == ():
            return ungraded("no answer", "Tick what your sentences hold, or “None of these yet”.")
        ids = {row.id for row in body.rubric}
        if (
            not isinstance(response, (list, tuple))
            or not all(isinstance(each, str) and each in {*ids, NONE} for each in response)
            or len(set(response)) < len(response)
        ):
            return ungraded("refused", "This answer does not fit the question: tick again.")
        if NONE in response and len(response) > 1:
            return ungraded("refused", "Tick what your sentences hold, or “None of these yet”.")
        held = ids.intersection(response)
        options = tuple(
            OptionFeedback(
                id=row.id,
                text=fill(row.text, variant.values),
                correct=True,
                chosen=row.id in held,
                reason=fill(row.feedback, variant.values),
                misconception="",
                backing=row.backing,
            )
            for row in body.rubric
        )
        whole = len(held) == len(ids)
        sentence = f"By your own rating your sentences hold {len(held)} of {len(ids)}."
        return graded(
            item,
            variant,
            score=len(held) / len(ids),
            sentence=sentence,
            key=fill(body.exemplar, variant.values),
            options=options,
            word="Right" if whole else "Partly right" if held else "Noted",
        )


SHIFTS = {
    "-2": "much less",
    "-1": "less",
    "0": "neither more nor less",
    "1": "more",
    "2": "much more",
}


class ShiftType(WordsAlone):
    """How a finding would move somebody, from −2 to +2; without a score, as no panel answered."""

    asks_certainty = False

    def read(self, table: QuestionTable) -> Shift:
        """Read the finding, what it moves one towards, and what speaks for either side."""
        return Shift(
            finding=table.text("finding"),
            toward=table.text("toward"),
            less=table.text("less"),
            more=table.text("more"),
        )

    def texts(self, body: Shift) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        yield from ((name, getattr(body, name)) for name in ("finding", "toward", "less", "more"))

    def public(self, body: Shift, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: the finding, and the five steps."""
        return {
            "finding": fill(body.finding, variant.values),
            "options": [{"id": step, "text": text} for step, text in _steps()],
            "several": False,
            "poll": True,
            "policy": f"From −2 to +2, towards {fill(body.toward, variant.values)}. {NO_PANEL}",
        }

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Note one of the five steps."""
        body = body_of(item, Shift)
        if response is None or response == "":
            return ungraded("no answer", "Choose one of the five.")
        if not isinstance(response, str) or response not in SHIFTS:
            return ungraded("refused", "This answer does not fit the question: choose again.")
        return graded(
            item,
            variant,
            score=0.0,
            sentence=f"Noted: {_signed(response)}. {NO_PANEL}",
            key="",
            options=_noted(_steps(), response),
            word="Noted",
            besides=(
                f"What would move one down: {fill(body.less, variant.values)}",
                f"What would move one up: {fill(body.more, variant.values)}",
            ),
        )


def _steps() -> list[tuple[str, str]]:
    return [(step, f"{_signed(step)}: {words} inclined") for step, words in SHIFTS.items()]


def _signed(step: str) -> str:
    return f"+{step}" if step in ("1", "2") else step.replace("-", "−")
