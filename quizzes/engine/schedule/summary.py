"""What a learner takes away: objectives met, before and after, calibration, minutes, date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ..bank import Bank
from ..log.answers import GradedAnswer, Replay
from ..log.certainty import Calibration, calibration
from ..log.resume import MASTERED
from .forms import forms_words

NOT_A_CERTIFICATE = "This is a record for yourself. It is not a CME certificate."
BREAK_S = 300  # a longer pause between two answers was a break, not learning
FIRST_ANSWER_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One objective: `met` when half of its questions were answered, 4 in 5 of them right."""

    objective: str
    items: int
    answered: int
    right: int
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The page to print: every figure comes from the log, so the same log gives the same page.

    `forms` says in sentences what was right in the forms, each at the first try.
    """

    objectives: tuple[Standing, ...]
    forms: tuple[str, ...]
    calibration: Calibration
    answers: int
    minutes: int
    version: str
    day: date

    @property
    def sentences(self) -> tuple[str, ...]:
        """The summary in words, one sentence a line."""
        met = [each.objective for each in self.objectives if each.met]
        names = f": {', '.join(met)}" if met else ""
        rows = [f"Objectives met: {len(met)} of {len(self.objectives)}{names}."]
        rows += self.forms
        rows += [
            self.calibration.sentence,
            f"{self.answers} answers in about {self.minutes} min.",
            f"Course version {self.version}, as you stood on {self.day.day} {self.day:%B %Y}.",
            NOT_A_CERTIFICATE,
        ]
        return tuple(rows)


def minutes(answers: Iterable[GradedAnswer]) -> int:
    """Estimate the minutes of learning from the times of the answers, without long pauses."""
    times = sorted(each.when for each in answers)
    seconds: float = FIRST_ANSWER_S if times else 0
    for earlier, later in zip(times, times[1:], strict=False):
        gap = (later - earlier).total_seconds()
        seconds += gap if gap <= BREAK_S else FIRST_ANSWER_S
    return round(seconds / 60)


def summary(past: Replay, bank: Bank, now: datetime, version: str) -> Summary:
    """Sum up a replayed log; `now` is an aware time, `version` that of the course."""
    standings = tuple(
        Standing(
            objective=name,
            items=tally.items,
            answered=tally.answered,
            right=tally.right,
            met=2 * tally.answered >= tally.items and tally.right >= MASTERED * tally.answered,
        )
        for name, tally in sorted(past.objectives.items(), key=lambda pair: int(pair[0][1:]))
    )
    uncounted = {item.id for item in bank.items if item.uncounted}
    counted = [each for each in past.answers if each.answer.item not in uncounted]
    return Summary(
        objectives=standings,
        forms=tuple(forms_words(past, bank)),
        calibration=calibration(counted),
        answers=len(counted),
        minutes=minutes(past.answers),
        version=version,
        day=now.date(),
    )
