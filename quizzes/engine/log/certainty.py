"""How sure a learner was: marks that reward honesty, and whether "sure" meant right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Protocol

from evidence.numbers import format_number

# The three levels by the chance of being right at which each pays most.
LEVELS = {1: "less than 2 in 3", 2: "about 3 in 4", 3: "more than 4 in 5"}
# Moodle's certainty-based marking: what a right answer gains and a wrong one costs at each level.
_RIGHT = {1: 1.0, 2: 2.0, 3: 3.0}
WRONG = {1: 0.0, 2: -2.0, 3: -6.0}
Z_95 = 1.959963984540054
FEW = 5  # answers below which a share says nothing


class Judged(Protocol):
    """An answer of the log that has been graded; `score` is its credit, from 0 to 1."""

    @property
    def certainty(self) -> int | None: ...

    @property
    def attempt(self) -> int: ...

    @property
    def correct(self) -> bool: ...

    @property
    def score(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Level:
    """One level of certainty: how many answers, how many of them right and how many in part.

    `share` is that of the right ones, `low` and `high` its interval (Wilson, 95 percent); all three
    are None where there was no answer.
    """

    certainty: int
    label: str
    answers: int
    right: int
    partly: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """The three levels, from the least sure to the surest, and what they say in words.

    `points` are those of all answers together, `cautious` what "less than 2 in 3" would have
    brought each time.
    """

    levels: tuple[Level, Level, Level]
    sentence: str
    points: float
    cautious: float


def certainty_mark(score: float, certainty: int) -> float:
    """The points for a score from 0 to 1 at a level: what being right gains and being wrong costs,
    each in the share that was right and was not.

    Whatever credit an answer can have, it pays most to say the level that fits the credit that one
    expects: up to 2/3 the first, from 4/5 the third, the second between them.
    Raises ValueError for a score outside 0 to 1 or another level.
    """
    if certainty not in LEVELS:
        raise ValueError(f"certainty must be 1, 2 or 3, got {certainty!r}")
    if not 0 <= score <= 1:
        raise ValueError(f"score must be from 0 to 1, got {score!r}")
    return score * _RIGHT[certainty] + (1 - score) * WRONG[certainty]


def points_words(points: float) -> str:
    """Points as they are told: "3 points", "no points", "6 points taken off"."""
    if round(points, 9) == 0:  # sums of thirds leave dust
        return "no points"
    amount = format_number(abs(points), 2)
    words = f"{amount} point{'' if amount == '1' else 's'}"
    return words if points > 0 else f"{words} taken off"


def wilson(right: int, answers: int, z: float = Z_95) -> tuple[float, float]:
    """The Wilson score interval of a share, `right` of `answers` (at least 1)."""
    if not 0 <= right <= answers or answers < 1:
        raise ValueError(f"right must be from 0 to answers, got {right!r} of {answers!r}")
    share = right / answers
    weight = 1 + z * z / answers
    middle = (share + z * z / (2 * answers)) / weight
    half = z * sqrt(share * (1 - share) / answers + z * z / (4 * answers * answers)) / weight
    low = 0.0 if right == 0 else max(0.0, middle - half)
    return low, 1.0 if right == answers else min(1.0, middle + half)


def _level(certainty: int, answers: list[Judged]) -> Level:
    right = sum(each.correct for each in answers)
    partly = sum(not each.correct and each.score > 0 for each in answers)
    count = len(answers)
    if not count:
        return Level(certainty, LEVELS[certainty], 0, 0, 0, None, None, None)
    share, (low, high) = right / count, wilson(right, count)
    return Level(certainty, LEVELS[certainty], count, right, partly, share, low, high)


def _words(level: Level) -> str:
    partly = f" and {level.partly} in part" if level.partly else ""
    times = "time" if level.answers == 1 else "times"
    counts = (
        f"When you put your chance at {level.label}, you were right {level.right} of "
        f"{level.answers} {times}{partly}"
    )
    if level.answers < FEW or level.low is None or level.high is None:
        return f"{counts}: too few to judge."
    low, high = (format_number(100 * each, 2) for each in (level.low, level.high))
    return f"{counts} (95 percent interval {low} to {high} of 100)."


def _points_sentence(points: float, cautious: float, answers: int) -> str:
    counted = "answer" if answers == 1 else "answers"
    return (
        f"For how sure you were, {answers} {counted} brought {points_words(points)}; with "
        f"“{LEVELS[1]}” each time it would have been {points_words(cautious)}."
    )


def calibration(log: Iterable[Judged]) -> Calibration:
    """Compare how sure the learner was with how often that was right.

    `log` holds graded answers with `certainty`, `attempt`, `correct` and `score`, as `replay` gives
    them. Only first attempts count, because a repeated question tests memory of the feedback.
    """
    first = [each for each in log if each.attempt == 1 and each.certainty in LEVELS]
    levels = [_level(each, [one for one in first if one.certainty == each]) for each in LEVELS]
    parts = [_words(level) for level in reversed(levels) if level.answers]
    points = sum(certainty_mark(each.score, each.certainty or 1) for each in first)
    cautious = sum(certainty_mark(each.score, 1) for each in first)
    sure = levels[2]
    # an answer that was right in part does not speak against having been sure
    if sure.answers >= FEW and wilson(sure.right + sure.partly, sure.answers)[1] < 0.8:
        parts.append(f"To say {LEVELS[3]} pays only if it holds: choose it less.")
    if first:
        parts.append(_points_sentence(points, cautious, len(first)))
    sentence = " ".join(parts) or "No answer with a certainty yet."
    return Calibration((levels[0], levels[1], levels[2]), sentence, points, cautious)
