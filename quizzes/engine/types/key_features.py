"""Key features: at most so many next steps from a longer list, and a dangerous one costs all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..items.content import SCORING, KeyFeatures, OptionList
from ..items.records import Item, body_of
from ..items.toml_reader import QuestionTable
from ..items.variants import Variant, fill
from .choice import OptionsType, chosen_of, feedback_of, key_of, name_twins, read_option
from .grades import NOT_WHOLE, Grade, graded, ungraded, verdict

_POLICY_WORDS = {
    "all_or_nothing": "Choose at most {most}. Credit only for all right ones.",
    "per_option": "Choose at most {most}. Each right one counts; one that could do harm costs all.",
}


class KeyFeaturesType(OptionsType):
    """The few steps that matter, out of a list that holds dangerous ones too."""

    def __init__(self) -> None:
        super().__init__(several=True)

    def read(self, table: QuestionTable) -> KeyFeatures:
        """Read 6 to 9 options, as many of them right as may be chosen, and at least one unsafe."""
        options = tuple(
            read_option(part, unsafe=part.text("unsafe", "")) for part in table.parts("options")
        )
        most = table.whole("choose", 2, 4)
        keys = sum(option.correct for option in options)
        if not 6 <= len(options) <= 9:
            table.problem("options", f"must be 6 to 9, got {len(options)}")
        if keys != most:
            table.problem("choose", f"must be the number of correct options, {keys}, got {most}")
        if not any(option.unsafe for option in options):
            table.problem("options", "must hold at least one that is unsafe, with its reason")
        for option in options:
            if option.correct and option.unsafe:
                table.problem("options", f"call {option.id!r} both correct and unsafe")
            if option.drawing:
                table.problem("options", "may have no figure")
        name_twins(table, "options", options)
        return KeyFeatures(
            options=options, several=True, scoring=table.word("scoring", SCORING), most=most
        )

    def texts(self, body: OptionList) -> Iterator[tuple[str, str]]:
        """Every text that a learner can see, with its address."""
        yield from super().texts(body)
        for option in body.options:
            if option.unsafe:
                yield f"options {option.id}: unsafe", option.unsafe

    def public(self, body: OptionList, variant: Variant) -> dict[str, Any]:
        """What the page may know before an answer: the options, and how many may be chosen."""
        assert isinstance(body, KeyFeatures)
        return {
            **super().public(body, variant),
            "policy": _POLICY_WORDS[body.scoring].format(most=body.most),
            "most": body.most,
        }

    def grade(self, item: Item, response: Any, variant: Variant) -> Grade:
        """Grade a list of option ids."""
        body = body_of(item, KeyFeatures)
        if response is None or response == [] or response == ():
            return ungraded("no answer", "Choose at least one option.")
        chosen = chosen_of(body, response)
        if chosen is None:
            return ungraded("refused", "This answer does not fit the question: choose again.")
        if len(chosen) > body.most:
            words = f"Choose at most {body.most}: you chose {len(chosen)}."
            return ungraded("refused", words)
        options = feedback_of(body, chosen, variant)
        key = key_of(options)
        right = sum(option.correct and option.chosen for option in options)
        harm = [
            f"{fill(each.text, variant.values)}: {fill(each.unsafe, variant.values)}"
            for each in body.options
            if each.unsafe and each.id in chosen
        ]
        score = (
            0.0
            if harm or (body.scoring == "all_or_nothing" and right < body.most)
            else (right / body.most)
        )
        word = verdict(score)
        if harm:
            sentence = f"{word}: a choice here could do harm. {' '.join(harm)}"
        elif score == 1:
            sentence = f"{word}."
        elif right and not score:
            sentence = f"{NOT_WHOLE} You have {right} of {body.most}: {key}"
        else:
            sentence = f"{word}. You have {right} of {body.most}: {key}"
        return graded(
            item,
            variant,
            score=score,
            sentence=sentence,
            key=key,
            options=options,
            error_pattern="A choice that could do harm" if harm else None,
        )
