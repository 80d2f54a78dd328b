"""What can be seen of an option without its meaning, and the rules that choose by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from ..lint_asked import content
from .choices import Rule, WordChoice, most, ranked

Cue = Callable[[WordChoice], list[float]]

_WORDS = {
    "hedges": "may might can could perhaps probably possibly likely unlikely usually often some "
    "sometimes generally rarely mainly mostly partly about roughly most many few seem seems appear "
    "appears suggest suggests tend tends",
    "conditions": "if unless though although but while until after before once where with",
    "absolutes": "always never only must every all any none no nothing nobody completely entirely "
    "certain certainly proven proves impossible forbid forbids forbidden",
    "restraint": "not no never stop wait hold without first before lower reduce pause leave refuse "
    "decline instead yet none only until withhold delay neither nor",
    "acting": "give start raise go continue offer proceed increase add keep run begin yes double "
    "treat switch rotate titrate use",
    "joins": "and or both then also too",
}
_REASON = r"\b(?:because|since|so that|so as|as long as|therefore|thus)\b|,\s(?:so|for|as)\b"
_PATTERNS = {
    **{
        name: re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.IGNORECASE)
        for name, words in _WORDS.items()
    },
    "reasons": re.compile(_REASON, re.IGNORECASE),
}


def _count(pattern: re.Pattern[str], choice: WordChoice) -> list[float]:
    return [float(len(pattern.findall(text))) for text in choice.options]


def _characters(choice: WordChoice) -> list[float]:
    return [float(len(text)) for text in choice.options]


def _words(choice: WordChoice) -> list[float]:
    return [float(len(text.split())) for text in choice.options]


def _letters_per_word(choice: WordChoice) -> list[float]:
    return [len(text) / max(1, len(text.split())) for text in choice.options]


def _stem(choice: WordChoice) -> list[float]:
    stem = content(choice.stem)
    return [float(len(content(text) & stem)) for text in choice.options]


def _others(choice: WordChoice) -> list[float]:
    """How many words an option shares with the others: the right one is often the middle of all."""
    words = [content(text) for text in choice.options]
    return [float(sum(len(own & other) for other in words if other is not own)) for own in words]


def _hedges_minus_absolutes(choice: WordChoice) -> list[float]:
    pairs = zip(CUES["hedges"](choice), CUES["absolutes"](choice), strict=True)
    return [hedged - absolute for hedged, absolute in pairs]


# Each counts something for every option of a choice.
CUES: Mapping[str, Cue] = {
    **{name: partial(_count, pattern) for name, pattern in _PATTERNS.items()},
    "semicolons": partial(_count, re.compile(";")),
    "commas": partial(_count, re.compile(",")),
    "stops, colons and dashes": partial(_count, re.compile(r"[.:!?–—](?:\s|$)")),
    "numbers": partial(_count, re.compile(r"\d[\d.,]*")),
    "letters per word": _letters_per_word,
    "words of the stem": _stem,
    "words of other options": _others,
}


def _most_of(cue: Cue, choice: WordChoice) -> frozenset[int]:
    return most(cue(choice))


def _fewest_of(cue: Cue, choice: WordChoice) -> frozenset[int]:
    return most([-value for value in cue(choice)])


def _rank_of(cue: Cue, rank: int, choice: WordChoice) -> frozenset[int]:
    return ranked(cue(choice), rank)


def _second_shortest(cue: Cue, choice: WordChoice) -> frozenset[int]:
    """Of three options the second longest is the second shortest, and counted there."""
    return ranked(cue(choice), -2) if len(choice.options) > 3 else frozenset()


def _at(place: int, choice: WordChoice) -> frozenset[int]:
    return frozenset({place}) if place < len(choice.options) else frozenset()


def _last(choice: WordChoice) -> frozenset[int]:
    return frozenset({len(choice.options) - 1})


def _by_length(unit: str, cue: Cue) -> dict[str, Rule]:
    return {
        f"longest in {unit}": partial(_rank_of, cue, 0),
        f"second longest in {unit}": partial(_rank_of, cue, 1),
        f"second shortest in {unit}": partial(_second_shortest, cue),
        f"shortest in {unit}": partial(_rank_of, cue, -1),
    }


def _by_count() -> dict[str, Rule]:
    cues = {**CUES, "hedges minus absolutes": _hedges_minus_absolutes}
    found: dict[str, Rule] = {}
    for name, cue in cues.items():
        found[f"most {name}"] = partial(_most_of, cue)
        found[f"fewest {name}"] = partial(_fewest_of, cue)
    return found


SURFACE_RULES: Mapping[str, Rule] = {
    **_by_length("characters", _characters),
    **_by_length("words", _words),
    **_by_count(),
    **{f"at place {place + 1}": partial(_at, place) for place in range(4)},
    "at the last place": _last,
}


def features(choice: WordChoice) -> list[list[float]]:
    """One row for each option, of what can be seen without its meaning: ranks and shares, so that
    questions with long and with short options can be laid side by side."""
    columns: list[Sequence[float]] = []
    for cue in (_characters, _words):
        values = cue(choice)
        columns += [_in(ranked(values, rank), len(values)) for rank in (0, 1, -1)]
        columns.append([value / max(1.0, max(values)) for value in values])
    for cue in CUES.values():
        values = cue(choice)
        top = max(1.0, max(values))
        columns.append([value / top for value in values])
        columns.append(
            _in(most(values), len(values)) if len(set(values)) > 1 else [0.0] * len(values)
        )
    columns.append([place / (len(choice.options) - 1) for place in range(len(choice.options))])
    return [list(row) for row in zip(*columns, strict=True)]


def _in(picked: frozenset[int], count: int) -> list[float]:
    return [1 / len(picked) if place in picked else 0.0 for place in range(count)]
