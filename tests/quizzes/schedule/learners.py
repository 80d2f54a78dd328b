"""Learners who are made up: they finish lessons, and answer on the review page day by day."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from quizzes.engine import Bank, GradedAnswer, Item
from quizzes.engine.log import Answer
from quizzes.engine.schedule import (
    DueQuestion,
    Idea,
    Today,
    cores_finished,
    ideas,
    reviewed,
    today,
)
from quizzes.engine.schedule.calendar import start_of_days

FIRST = date(2026, 3, 2)


def coming_back(head, *ideas):
    """The head of a bank file whose ideas come back."""
    rows = ", ".join(f'{{ idea = "{idea}", words = "Colours", read = "Blue" }}' for idea in ideas)
    return head.replace('lesson = "01_test"\n', f'lesson = "01_test"\ncomes_back = [{rows}]\n')


def other_words(text, idea):
    """A question of the review that asks the idea in other words."""
    text = text.replace("TST-001", f"REV-{idea[-3:]}").replace('"alone"', '"review"')
    text = text.replace("Which colour is it?", "Which colour has it?")
    return text.replace('type = "', f'group = "{idea}"\ntype = "', 1)


@dataclass
class Learner:
    """Who is right with a given chance; `answers` is all that is kept of the learner."""

    bank: Bank
    right: float = 0.8
    zone: tzinfo = UTC
    answers: list[GradedAnswer] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(16))

    def at(self, day: int, hour: int = 19) -> datetime:
        """An hour of a day, counted from 0, in the learner's zone."""
        return datetime.combine(FIRST + timedelta(days=day), time(hour), self.zone)

    def answer(
        self, item: Item, when: datetime, mode: str = "practice", right=None, seed=None, certainty=3
    ) -> None:
        """Answer a question, right or wrong as told, or by chance."""
        correct = self.chance.random() < self.right if right is None else right
        answer = Answer(
            id=f"a{len(self.answers)}",
            t=when.isoformat(),
            item=item.id,
            version=item.version,
            lesson=item.lesson,
            seed=seed if item.seeded else None,
            response=None,
            certainty=certainty,
            attempt=1,
            mode=mode,
        )
        self.answers.append(
            GradedAnswer(
                answer=answer,
                score=float(correct),
                correct=correct,
                error_pattern=None,
                grade=None,
                when=when.astimezone(UTC),
            )
        )

    def study(self, lesson: str, when: datetime, places=("exit", "practice", "alone")) -> None:
        """Answer the questions of a lesson at these places."""
        for place in places:
            for item in self.bank.live(lesson, place):
                if item.counts:
                    self.answer(item, when, seed=0)

    def known(self, now: datetime) -> tuple[Idea, ...]:
        """The ideas that come back."""
        return ideas(self.answers, self.bank, now, cores_finished(self.answers, self.bank))

    def start(self, now: datetime) -> date | None:
        """The day from which the days of review are counted."""
        finished = cores_finished(self.answers, self.bank)
        return start_of_days([], finished.values(), now)[0]

    def today(self, now: datetime) -> Today:
        """What the review page would ask."""
        done = reviewed(self.answers, self.bank, now.tzinfo)
        return today(self.known(now), now, self.start(now), done)

    def review(self, now: datetime, right=None) -> list[DueQuestion]:
        """Answer all that the page asks today, one by one; what was asked, in its order."""
        asked = list(self.today(now).questions)
        for each in asked:
            self.answer(each.item, now, "review", right, each.seed)
        return asked
