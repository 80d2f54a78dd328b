"""What grading gives back: a score, and feedback for every option or slip with its backing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..items.content import Backing
from ..items.records import Item
from ..items.variants import Variant, fill

STATES = ("answered", "no answer", "refused")
# An answer that is right in part and has no credit is told so, and never that it was wrong.
NOT_ALL_RIGHT = "Not all right"
NOT_WHOLE = f"{NOT_ALL_RIGHT}, and this question counts only as a whole."
USED_UP = f"{NOT_ALL_RIGHT}, and the wrong ones took the credit away."
ENDED = re.compile(r"[.?!…][”’\"')\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionFeedback:
    """Why one option is right or wrong, and whether it was chosen.

    For a numeric question each slip is an option here: `text` is the number that it leads to.
    """

    id: str
    text: str
    correct: bool
    chosen: bool
    reason: str
    misconception: str
    backing: Backing
    given: str = ""  # where the learner put something else in this place


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """The verdict in words, one sentence, the key, every option, and the explanation."""

    verdict: str
    sentence: str
    key: str
    options: tuple[OptionFeedback, ...]
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The result for one response: `score` from 0 to 1, and `correct` only if nothing is wrong.

    `state` tells an answer from no answer and from one that could not be read ("refused"): both
    of these score 0 without being wrong. `error_pattern` is the label of the slip, or None.
    `echo` says how a number was read where it was written in another country's way, else "".
    """

    state: str
    score: float
    correct: bool
    feedback: Feedback
    error_pattern: str | None = None
    echo: str = ""


def ungraded(state: str, sentence: str) -> Grade:
    """A grade for what is not an answer: it tells the learner what to do and gives no key away."""
    verdict = {"no answer": "No answer yet", "refused": "Not checked"}[state]
    feedback = Feedback(verdict=verdict, sentence=sentence, key="", options=(), explanation="")
    return Grade(state=state, score=0.0, correct=False, feedback=feedback)


def graded(
    item: Item,
    variant: Variant,
    *,
    score: float,
    sentence: str,
    key: str,
    options: tuple[OptionFeedback, ...] = (),
    error_pattern: str | None = None,
    word: str | None = None,
    echo: str = "",
    besides: tuple[str, ...] = (),
) -> Grade:
    """A grade for an answer, with the explanation of this variant and what stands below it;
    `word` None: as the score, or as the sentence begins where it says that not all is right."""
    if word is None:
        word = NOT_ALL_RIGHT if sentence.startswith(NOT_ALL_RIGHT) else verdict(score)
    return Grade(
        state="answered",
        score=score,
        correct=score == 1,
        error_pattern=error_pattern,
        echo=echo,
        feedback=Feedback(
            verdict=word,
            sentence=sentence,
            key=key,
            options=options,
            explanation="\n\n".join((fill(item.explanation, variant.values), *besides)),
        ),
    )


def ended(text: str) -> str:
    """The text with one stop at its end: a stop before a closing quotation mark is one."""
    return text if ENDED.search(text) else f"{text}."


def verdict(score: float) -> str:
    """A score as a word."""
    return "Right" if score == 1 else "Partly right" if score > 0 else "Wrong"
