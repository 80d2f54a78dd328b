"""How sure a learner was: marks that reward honesty, and whether "sure" meant right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Protocol

from evidence.numbers import format_number

LEVELS = {1: "guess", 2: "unsure", 3: "sure"}
# Moodle's certainty-based marking: what a wrong answer costs at each level.
WRONG = {1: 0.0, 2: -2.0, 3: -6.0}
Z_95 = 1.959963984540054
FEW = 5  # answers below which a share says nothing


class Judged(Protocol):
    """An answer of the log that has been graded."""

    @property
    def certainty(self) -> int | None: ...

    @property
    def attempt(self) -> int: ...

    @property
    def correct(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Level:
    """One level of certainty: how many answers, how many right, and the share with its interval.

    `share`, `low` and `high` (Wilson, 95 percent) are None where there was no answer.
    """

    certainty: int
    label: str
    answers: int
    right: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """The three levels, from guess to sure, and what they say in words."""

    levels: tuple[Level, Level, Level]
    sentence: str


def certainty_mark(score: float, certainty: int) -> float:
    """Mark a score from 0 to 1 at a level: 1, 2 or 3 times the score, or 0, -2 or -6 for none.

    Moodle's scheme: guessing pays below 2 in 3, being sure only from 4 in 5.
    Raises ValueError for a score outside 0 to 1 or another level.
    """
    if certainty not in LEVELS:
        raise ValueError(f"certainty must be 1, 2 or 3, got {certainty!r}")
    if not 0 <= score <= 1:
        raise ValueError(f"score must be from 0 to 1, got {score!r}")
    return score * certainty if score > 0 else WRONG[certainty]


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
    count = len(answers)
    if not count:
        return Level(certainty, LEVELS[certainty], 0, 0, None, None, None)
    return Level(certainty, LEVELS[certainty], count, right, right / count, *wilson(right, count))


def _words(level: Level) -> str:
    counts = f"When you chose {level.label}, you were right {level.right} of {level.answers} times"
    if level.answers < FEW or level.low is None or level.high is None:
        return f"{counts}: too few to judge."
    low, high = (format_number(100 * each, 2) for each in (level.low, level.high))
    return f"{counts} (95 percent interval {low} to {high} of 100)."


def calibration(log: Iterable[Judged]) -> Calibration:
    """Compare how sure the learner was with how often that was right.

    `log` holds graded answers with `certainty`, `attempt` and `correct`, as `replay` gives them.
    Only first attempts count, because a repeated question tests memory of the feedback.
    """
    first = [each for each in log if each.attempt == 1 and each.certainty in LEVELS]
    levels = [_level(each, [one for one in first if one.certainty == each]) for each in LEVELS]
    parts = [_words(level) for level in reversed(levels) if level.answers]
    sure = levels[2]
    if sure.answers >= FEW and sure.high is not None and sure.high < 0.8:
        parts.append("Sure pays only if you are right at least 8 of 10 times: choose it less.")
    sentence = " ".join(parts) or "No answer with a certainty yet."
    return Calibration((levels[0], levels[1], levels[2]), sentence)
