"""Questions with options: one best answer (sba), or several right ones (multi)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..items.content import ATTITUDES, SCORING, AnswerOption, OptionList
from ..items.figures import read_drawing
from ..items.records import Item, body_of
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant, fill
from .grades import NOT_WHOLE, USED_UP, Grade, OptionFeedback, ended, graded, ungraded, verdict

_OPTION_ID = re.compile(r"[a-z]")
_POLICY_WORDS = {
    "all_or_nothing": "Credit only for all right ones and no wrong one.",
    "per_option": "Each right one adds credit, each wrong one takes credit away; "
    "the total is never below 0.",
}


def read_option(table: QuestionTable, unsafe: str = "") -> AnswerOption:
    """Read one option; `unsafe` is what its type has read of harm."""
    correct = table.flag("correct")
    made = AnswerOption(
        id=table.word("id", _OPTION_ID, "a"),
        text=table.text("text"),
        correct=correct,
        feedback=table.text("feedback"),
        misconception="" if correct else table.text("misconception"),
        backing=table.backing(),
        drawing=read_drawing(table),
        attitude=table.word("attitude", ATTITUDES) if "attitude" in table.data else "",
        unsafe=unsafe,
    )
    table.close()
    return made


def name_twins(table: QuestionTable, field: str, options: Sequence[Any]) -> None:
    """Refuse options that have an id or a text twice."""
    for name in ("id", "text"):
        seen = [getattr(option, name).casefold() for option in options]
        for twice in sorted({each for each in seen if each and seen.count(each) > 1}):
            table.problem(field, f"have the {name} {twice!r} twice")


def _shown(option: AnswerOption, variant: Variant) -> dict[str, str]:
    if option.drawing is None:
        return {}
    return {"figure": option.drawing.svg, "alt": fill(option.drawing.alt, variant.values)}


def chosen_of(body: OptionList, response: Any) -> frozenset[str] | None:
    """The option ids of a response; None if it does not fit the question."""
    ids = {option.id for option in body.options}
    picked = response if body.several and isinstance(response, (list, tuple)) else [response]
    if not all(isinstance(each, str) and each in ids for each in picked):
        return None
    return frozenset(picked) if len(set(picked)) == len(picked) else None


def _score(body: OptionList, chosen: frozenset[str]) -> float:
    right = {option.id for option in body.options if option.correct}
    if chosen == right:
        return 1.0
    if body.scoring == "all_or_nothing":
        return 0.0
    wrong = len(body.options) - len(right)
    return max(0.0, len(chosen & right) / len(right) - len(chosen - right) / wrong)


def feedback_of(
    body: OptionList, chosen: frozenset[str], variant: Variant
) -> tuple[OptionFeedback, ...]:
    """What is said of each option."""
    return tuple(
        OptionFeedback(
            id=option.id,
            text=fill(option.text, variant.values),
            correct=option.correct,
            chosen=option.id in chosen,
            reason=fill(option.feedback, variant.values),
            misconception=option.misconception,
            backing=option.backing,
        )
        for option in body.options
    )


def key_of(options: Sequence[OptionFeedback]) -> str:
    """The right options in a sentence."""
    keys = [option.text for option in options if option.correct]
    return ended("; ".join([*(text.rstrip(".") for text in keys[:-1]), *keys[-1:]]))


class OptionsType:
    """One best answer, or with `several` any number of right ones."""

    asks_certainty = True

    def __init__(self, several: bool) -> None:
        self.several = several

    def read(self, table: QuestionTable) -> OptionList:
        """Read the options of a question."""
        several = self.several
        options = tuple(read_option(part) for part in table.parts("options"))
        keys = sum(option.correct for option in options)
        if not 3 <= len(options) <= (6 if several else 5):
            table.problem("options", f"must be 3 to {6 if several else 5}, got {len(options)}")
        if not several and keys != 1:
            table.problem("options", f"must hold exactly one correct option, got {keys}")
        if several and not 1 <= keys < len(options):
            table.problem(
                "options",
                "must hold at least one correct and one wrong option, got "
                f"{keys} correct of {len(options)}",
            )
        name_twins(table, "options", options)
        drawn = [option for option in options if option.drawing]
        if drawn and (several or len(drawn) < len(options)):
            table.problem("options", "must all have a figure or none, and only for one best answer")
        if drawn and "template" in table.data:
            table.problem(
                "template", "cannot change the numbers of a figure: leave one of them out"
            )
        self._check_attitudes(options, table)
        scoring = table.word("scoring", SCORING) if several else "all_or_nothing"
        return OptionList(options=options, several=several, scoring=scoring)

    def _check_attitudes(self, options: tuple[AnswerOption, ...], table: QuestionTable) -> None:
        """A stance is that of one option against the others: each has one, and they differ."""
        labelled = [option.attitude for option in options if option.attitude]
        if not labelled:
            return
        if self.several:
            table.problem("options", "may have an attitude only where one answer is the best")
        elif len(labelled) < len(options):
            without = ", ".join(option.id for option in options if not option.attitude)
            table.problem("options", f"must all have an attitude or none; without one: {without}")
        elif len(set(labelled)) == 1:
            table.problem("options", f"must differ in attitude, got {labelled[0]!r} for each")

    def texts(self, body: OptionList) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        for option in body.options:
            yield f"options {option.id}: text", option.text
            if option.drawing:
                yield f"options {option.id}: alt", option.drawing.alt
            yield f"options {option.id}: feedback", option.feedback

    def public(self, body: OptionList, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: the options, and nothing of the key."""
        return {
            "options": [
                {
                    "id": option.id,
                    "text": fill(option.text, variant.values),
                    **_shown(option, variant),
                }
                for option in body.options
            ],
            "several": body.several,
            "policy": _POLICY_WORDS[body.scoring] if body.several else "",
        }

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Grade an option id, or for several a list of ids."""
        body = body_of(item, OptionList)
        if response is None or response == [] or response == ():
            words = "Choose at least one option." if body.several else "Choose one option."
            return ungraded("no answer", words)
        chosen = chosen_of(body, response)
        if chosen is None:
            return ungraded("refused", "This answer does not fit the question: choose again.")
        score = _score(body, chosen)
        options = feedback_of(body, chosen, variant)
        key = key_of(options)
        word = verdict(score)
        lead = "The right ones are" if body.several else "The answer is"
        if word == "Right":
            sentence = f"{word}."
        elif body.several and score == 0 and any(each.correct and each.chosen for each in options):
            why = NOT_WHOLE if body.scoring == "all_or_nothing" else USED_UP
            sentence = f"{why} {lead}: {key}"
        else:
            sentence = f"{word}. {lead}: {key}"
        return graded(item, variant, score=score, sentence=sentence, key=key, options=options)

    def audit(self, item: Item, variant: Variant) -> Iterator[str]:
        """Name what is wrong with one variant: options that read the same."""
        options = body_of(item, OptionList).options
        seen = [fill(option.text, variant.values).casefold() for option in options]
        for twice in sorted({each for each in seen if seen.count(each) > 1}):
            yield f"two options read {twice!r}"
