"""The rules of item writing that a machine can check, one question at a time.

Each rule takes an Asked and gives sentences; its level is in ITEM_RULES: E fails the tests, W wants
a look, I is for information.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..engine.minutes import reading_and_answer_s
from . import lint_options as options
from .lint_asked import WORD, Asked, content

NEGATIVE = re.compile(
    r"\b(?:not(?! yet| only)|except|(?<!at )least|false|incorrect)\b", re.IGNORECASE
)
UNFOCUSED = re.compile(
    r"\b(?:regarding|concerning)\b|which (?:one )?(?:of (?:the following|these) )?"
    r"(?:statements? )?(?:is|are) (?:true|correct|right)\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b(?:\d+[- ]year|aged|man|woman|boy|girl|patient|he|she|colleague|family|nurse|"
    r"team|order|pump|syringe|\d+ kg)\b",
    re.IGNORECASE,
)
HINGE = re.compile(
    r"\b[A-Z]{2,5}-\d{3,4}\b|\b(?:previous|last|next) (?:question|item)\b|"
    r"\bquestion \d",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!:;])\s+")
_SOMEBODY_SAYS = re.compile(r"\b(?:source document|handout|slide|poster)\b")


def negative(asked: Asked) -> Iterator[str]:
    for match in NEGATIVE.finditer(asked.lead_in):
        yield f"asks for what is wrong ({match.group()!r}): ask for what is right"


def negative_in_small(asked: Asked) -> Iterator[str]:
    for match in NEGATIVE.finditer(asked.lead_in):
        if not match.group().isupper():
            yield f"the negative {match.group()!r} is not in capitals and will be overlooked"


def unfocused(asked: Asked) -> Iterator[str]:
    if UNFOCUSED.search(asked.lead_in) or len(WORD.findall(asked.lead_in)) < 4:
        yield f"cannot be answered with the options covered: {asked.lead_in!r}"
    elif "?" not in asked.lead_in and asked.item.type not in ("card", "cloze", "order", "match"):
        yield f"is no question: {asked.lead_in!r}"


def too_little_time(asked: Asked) -> Iterator[str]:
    needed = reading_and_answer_s(asked.item)
    if asked.item.time_s < needed:
        yield f"takes {needed:.0f} s to read and answer, time_s says {asked.item.time_s}"


def clang(asked: Asked) -> Iterator[str]:
    if asked.item.type != "sba":
        return
    stem = content(f"{asked.vignette} {asked.lead_in}")
    echoed = stem & content(asked.keys[0]) - content(" ".join(asked.distractors))
    if echoed:
        yield f"words of the stem occur in the key alone: {', '.join(sorted(echoed))}"


def grammar_cue(asked: Asked) -> Iterator[str]:
    if re.search(r"\ban?\W*$", asked.lead_in, re.IGNORECASE):
        yield "the question ends in “a” or “an”, which fits some options only"


def window_shade(asked: Asked) -> Iterator[str]:
    if (
        asked.item.bloom != "recall"
        and len(asked.vignette.split()) < 15
        and not PERSON.search(asked.vignette)
    ):
        yield f"is tagged {asked.item.bloom!r}, but its vignette can be left unread"


def hinged(asked: Asked) -> Iterator[str]:
    for text in (asked.vignette, asked.lead_in, *asked.options):
        if match := HINGE.search(text):
            yield f"leans on another question: {match.group()!r}"


def missing_fields(name: str) -> Callable[[Asked], Iterator[str]]:
    """A rule that a field of the question is filled."""

    def rule(asked: Asked) -> Iterator[str]:
        if not getattr(asked.item, name):
            yield f"{name} is missing"

    return rule


def _syllables(word: str) -> int:
    return max(1, len(re.findall(r"[aeiouy]+", word.casefold().removesuffix("e"))))


def reading(asked: Asked) -> Iterator[str]:
    for sentence in _SENTENCE.split(f"{asked.vignette} {asked.lead_in}"):
        if len(sentence.split()) > 25:
            yield f"a sentence of {len(sentence.split())} words: {sentence[:60]!r} …"
    words = [
        word for word in WORD.findall(f"{asked.vignette} {asked.lead_in}") if word[0].isalpha()
    ]
    sentences = max(1, len(_SENTENCE.split(asked.vignette)) + 1)
    if len(words) >= 30:
        grade = (
            0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
        )
        if grade > 14:
            yield f"reads at Flesch-Kincaid grade {grade:.0f}"


def _unverified(asked: Asked) -> Iterator[str]:
    text = f"{asked.vignette} {asked.lead_in}".casefold()
    for name in asked.item.claims:
        verdict = getattr(asked.evidence.claims.get(name), "verdict", "")
        if verdict in ("unverified", "not-found") and not _SOMEBODY_SAYS.search(text):
            yield (
                f"tests {name}, which is {verdict}: ask what a handout, slide, poster or the "
                "source document says and what is wrong with it"
            )


def unverified(asked: Asked) -> Iterator[str]:
    """A claim that is not verified may be asked about only as what some paper says."""
    if not asked.item.facts:
        yield from _unverified(asked)


def unverified_beside_facts(asked: Asked) -> Iterator[str]:
    """With facts that may be stated the question can rest on these; a person has to look."""
    if asked.item.facts:
        yield from _unverified(asked)


ITEM_RULES: tuple[tuple[str, str, Callable[[Asked], Iterator[str]]], ...] = (
    ("ALL_NONE_ABOVE", "E", options.all_none_above),
    ("NEG_LEAD_IN", "W", negative),
    ("NEG_LEAD_IN", "E", negative_in_small),
    ("UNFOCUSED_LEAD_IN", "E", unfocused),
    ("LONGEST_KEY", "W", options.longest_key),
    ("ABSOLUTE", "W", options.absolute),
    ("VAGUE_FREQ", "W", options.vague),
    ("CLANG", "W", clang),
    ("CONVERGENCE", "W", options.convergence),
    ("GRAMMAR_CUE", "E", grammar_cue),
    ("NOT_PARALLEL", "I", options.not_parallel),
    ("DUP_OPTION", "E", options.duplicate_option),
    ("SUBSET_OPTION", "E", options.subset_option),
    ("UNIT_MIX", "E", options.unit_mix),
    ("TIME", "E", too_little_time),
    ("NUM_ORDER", "E", options.number_order),
    ("OPTION_COUNT", "E", options.option_count),
    ("WINDOW_SHADE", "I", window_shade),
    ("HINGED", "E", hinged),
    ("NEG_PAIR", "I", options.negative_pair),
    ("NO_EXPLANATION", "E", missing_fields("explanation")),
    ("NO_SOURCE", "E", missing_fields("sources")),
    ("NO_OBJECTIVE", "E", missing_fields("objective")),
    ("READING", "I", reading),
    ("UNVERIFIED_CLAIM", "E", unverified),
    ("UNVERIFIED_CLAIM", "W", unverified_beside_facts),
)
