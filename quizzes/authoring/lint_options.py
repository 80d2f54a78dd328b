"""The rules of item writing about options: how they look beside each other and beside the key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .lint_asked import WORD, Asked, content

ABOVE = re.compile(
    r"\b(?:all|none|any|both|neither) of (?:the|these)\b(?: above)?|"
    r"\b[A-E] (?:and|or) [A-E]\b",
    re.IGNORECASE,
)
ABSOLUTE = re.compile(r"\b(?:always|never|only|must|every|completely)\b", re.IGNORECASE)
VAGUE = re.compile(
    r"\b(?:usually|often|rarely|sometimes|frequently|occasionally|may)\b", re.IGNORECASE
)
RANGE = re.compile(r"(\d[\d,]*(?:\.\d+)?) to (\d[\d,]*(?:\.\d+)?)\s*([A-Za-z%]+(?:/[A-Za-z]+)*)?")
AMOUNT = re.compile(
    r"(?:about |roughly |nearly )?(\d[\d,]*(?:\.\d+)?)\s*"
    r"([A-Za-z%]+(?:/[A-Za-z]+)*)?\.?",
    re.IGNORECASE,
)
# Times are compared in hours: 30 min and 8 h are how a ward says them.
_HOURS = {
    "min": 1 / 60,
    "minutes": 1 / 60,
    "h": 1,
    "hours": 1,
    "day": 24,
    "days": 24,
    "week": 168,
    "weeks": 168,
    "month": 720,
    "months": 720,
}
OPPOSITES = (
    ("increase", "decrease"),
    ("higher", "lower"),
    ("raise", "lower"),
    ("start", "stop"),
    ("faster", "slower"),
    ("sooner", "later"),
    ("more", "less"),
    ("yes", "no"),
)


def all_none_above(asked: Asked) -> Iterator[str]:
    for text in asked.options:
        if ABOVE.search(text):
            yield f"an option points to other options: {text!r}"


def longest_key(asked: Asked) -> Iterator[str]:
    if asked.item.type != "sba":
        return
    key = len(asked.keys[0].split())
    longest = max(len(text.split()) for text in asked.distractors)
    if key >= 1.5 * longest and key >= longest + 4:
        yield f"the key has {key} words, the longest other option {longest}"


def _options_with(pattern: re.Pattern[str], asked: Asked, words: str) -> Iterator[str]:
    for text in asked.options:
        if match := pattern.search(text):
            yield f"an option says {match.group()!r}: {words}"


def absolute(asked: Asked) -> Iterator[str]:
    yield from _options_with(ABSOLUTE, asked, "test-wise readers strike it out")


def vague(asked: Asked) -> Iterator[str]:
    yield from _options_with(VAGUE, asked, "readers disagree on how often that is")


def convergence(asked: Asked) -> Iterator[str]:
    if asked.item.type != "sba" or len(asked.options) < 4:
        return
    central = []
    for text in asked.options:
        words = content(text)
        others = content(" ".join(each for each in asked.options if each is not text))
        if len(words) > 1 and words <= others:
            central.append(text)
    if central == asked.keys:
        yield "the key is the only option whose words all recur in other options"


def not_parallel(asked: Asked) -> Iterator[str]:
    ends = {text.rstrip().endswith((".", "!", "?", "”")) for text in asked.options}
    if len(ends) > 1:
        yield "some options are sentences and some are not"


def duplicate_option(asked: Asked) -> Iterator[str]:
    seen: set[str] = set()
    for text in asked.options:
        plain = " ".join(WORD.findall(text.casefold()))
        if plain in seen:
            yield f"two options say the same: {text!r}"
        seen.add(plain)


def _number(text: str) -> float:
    return float(text.replace(",", "").rstrip("."))


def subset_option(asked: Asked) -> Iterator[str]:
    ranges = [
        (_number(match[1]), _number(match[2]), match[3], text)
        for text in asked.options
        if (match := RANGE.fullmatch(text.rstrip(".")))
    ]
    for low, high, unit, text in ranges:
        for other_low, other_high, other_unit, other in ranges:
            if text != other and unit == other_unit and other_low <= low and high <= other_high:
                yield f"{text!r} lies inside {other!r}"


def _amounts(asked: Asked) -> list[tuple[float, str]] | None:
    """Each option as an amount with its unit; None unless every option is just an amount."""
    found = []
    for text in asked.options:
        match = AMOUNT.fullmatch(text.strip())
        if match is None:
            return None
        unit = match[2] or ""
        scale = _HOURS.get(unit, 1)
        found.append((_number(match[1]) * scale, "h" if unit in _HOURS else unit))
    return found or None


def unit_mix(asked: Asked) -> Iterator[str]:
    amounts = _amounts(asked)
    units = sorted({unit or "no unit" for _, unit in amounts or ()})
    if len(units) > 1:
        yield f"the options are in different units: {', '.join(units)}"


def number_order(asked: Asked) -> Iterator[str]:
    amounts = _amounts(asked)
    if amounts and len({unit for _, unit in amounts}) == 1:
        values = [value for value, _ in amounts]
        if values != sorted(values) and values != sorted(values, reverse=True):
            yield f"the numbers of the options are not in order: {', '.join(asked.options)}"


def option_count(asked: Asked) -> Iterator[str]:
    if asked.item.type == "sba" and not 3 <= len(asked.options) <= 5:
        yield f"must have 3 to 5 options, got {len(asked.options)}"


def negative_pair(asked: Asked) -> Iterator[str]:
    if asked.item.type != "sba":
        return
    for one, other in OPPOSITES:
        sides = [
            [text for text in asked.options if re.search(rf"\b{word}", text, re.IGNORECASE)]
            for word in (one, other)
        ]
        if len(sides[0]) == len(sides[1]) == 1 and sides[0] != sides[1]:
            yield f"exactly two options are opposites ({one}, {other}): the key is one of them"
