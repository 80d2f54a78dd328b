"""When an idea comes back: FSRS over the learner's log.

Nothing is stored but the log: every card is rebuilt from the answers, so that two devices can be
joined. The time is an argument everywhere, and carries the learner's zone: a day is a day there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from fsrs import Card, Rating, Scheduler

from ..bank import Bank
from ..corrections import outdated
from ..items.records import Item
from ..items.variants import SEED_AT_MOST
from ..log.answers import GradedAnswer

PACK_SIZE = 6
STANDINGS = (
    "corrected",
    "sure and wrong",
    "wrong",
    "partly right",
    "right by guess",
    "right but unsure",
    "right",
)
SEVERAL = (
    "multi",
    "match",
    "order",
    "cloze",
    "extended",
    "key_features",
    "write_order",
    "own_words",
)
# No steps within a day and no chance: an idea is asked once a day, and the same log always gives
# the same plan. A year is the longest that a learner is left alone with an idea.
SCHEDULER = Scheduler(
    desired_retention=0.9,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=365,
    enable_fuzzing=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """One idea that was asked: its questions, how it went last, and when it is due.

    `due` and `last` are times in UTC; `stability_days` is the time until recall falls to 90 %.
    `asked` names its questions in the order in which they were last answered.
    """

    group: str
    items: tuple[Item, ...]
    asked: tuple[str, ...]
    next_seed: int
    standing: str
    whole: bool  # the last question had several parts: a wrong answer may have been half right
    reviews: int
    last: datetime
    due: datetime
    stability_days: float
    card: Card

    def recall(self, when: datetime) -> float:
        """The chance, 0 to 1, that FSRS gives to a right answer at `when` (aware time)."""
        return SCHEDULER.get_card_retrievability(self.card, when)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueQuestion:
    """A question to ask now: which surface of the idea, with which numbers, and why."""

    item: Item
    seed: int | None
    idea: Idea
    why: str


def group_of(item: Item) -> str:
    """The idea that a question belongs to: its own id unless the bank names a group."""
    return item.group or item.id


def rating(correct: bool, certainty: int | None, hints: int = 0, score: float = 0.0) -> Rating:
    """Translate an answer for FSRS: wrong or guessed is Again, partly right or right with a hint is
    Hard, known is Good, nothing is Easy.

    Picking the right option is easier than recalling it, so that Easy would come back too late.
    """
    if certainty == 1 or not (correct or score > 0):
        return Rating.Again
    return Rating.Good if correct and not hints else Rating.Hard


def standing(correct: bool, certainty: int | None, score: float = 0.0) -> str:
    """Say how an answer went, as one of STANDINGS."""
    if not correct and score > 0:
        return "partly right"
    if not correct:
        return "sure and wrong" if certainty == 3 else "wrong"
    return {1: "right by guess", 2: "right but unsure"}.get(certainty or 3, "right")


def _reviewable(bank: Bank) -> dict[str, list[Item]]:
    """Counted questions by idea, so that what is asked before a lesson never comes back as missed.

    The forms stay out, so that a form is met as often as it is meant.
    """
    groups: dict[str, list[Item]] = {}
    for item in bank.items:
        if item.counts and not item.lesson.startswith("form_"):
            groups.setdefault(group_of(item), []).append(item)
    return groups


def _went(answer: GradedAnswer, items: Sequence[Item]) -> str:
    """How an answer went, seen from today: another answer may have become right since."""
    item = next((each for each in items if each.id == answer.answer.item), None)
    if item is not None and outdated(item, answer.answer.version):
        return "corrected"
    return standing(answer.correct, answer.certainty, answer.score)


def _counted(
    rows: Sequence[tuple[datetime, GradedAnswer]], items: Sequence[Item], zone: tzinfo | None
) -> Iterator[tuple[datetime, GradedAnswer]]:
    """For each day the answer that went worst, without that day's retries of a question."""
    days: dict[date, dict[str, tuple[datetime, GradedAnswer]]] = {}
    for when, answer in rows:
        days.setdefault(when.astimezone(zone).date(), {}).setdefault(
            answer.answer.item, (when, answer)
        )
    for first in days.values():
        yield min(
            first.values(),
            key=lambda row: STANDINGS.index(_went(row[1], items)),
        )


def ideas(answers: Iterable[GradedAnswer], bank: Bank, now: datetime) -> tuple[Idea, ...]:
    """Rebuild every idea that was asked from graded answers, as `replay` gives them.

    `now` is an aware time in the learner's zone; no answer counts as given later. Retries on the
    same day test the memory of the feedback and do not count.
    """
    groups = _reviewable(bank)
    group_by_id = {item.id: group_of(item) for item in bank.items if not item.uncounted}
    rows: dict[str, list[tuple[datetime, GradedAnswer]]] = {}
    for answer in answers:
        group = group_by_id.get(answer.answer.item)
        if group in groups:
            when = min(answer.when, now.astimezone(UTC))
            rows.setdefault(group, []).append((when, answer))
    return tuple(
        _idea(group, tuple(groups[group]), sorted(each, key=lambda row: row[0]), now.tzinfo)
        for group, each in sorted(rows.items())
    )


def _idea(
    group: str,
    items: tuple[Item, ...],
    rows: list[tuple[datetime, GradedAnswer]],
    zone: tzinfo | None,
) -> Idea:
    card = Card(card_id=1)
    counted = list(_counted(rows, items, zone))
    for when, answer in counted:
        given = rating(answer.correct, answer.certainty, answer.answer.hints, answer.score)
        if _went(answer, items) == "corrected":
            given = Rating.Again
        card, _ = SCHEDULER.review_card(card, given, when)
    latest = counted[-1][1]
    asked = dict.fromkeys(answer.answer.item for _, answer in reversed(rows))
    seeds = [answer.answer.seed for _, answer in rows if answer.answer.seed is not None]
    return Idea(
        group=group,
        items=items,
        asked=tuple(reversed(asked)),
        next_seed=(max(seeds) + 1) % SEED_AT_MOST if seeds else 0,
        standing=_went(latest, items),
        whole=_type(latest, items) in SEVERAL,
        reviews=len(counted),
        last=rows[-1][0],
        due=card.due,
        stability_days=float(card.stability or 0),
        card=card,
    )


def _type(answer: GradedAnswer, items: Sequence[Item]) -> str:
    return next((each.type for each in items if each.id == answer.answer.item), "")


def _surface(idea: Idea, why: str) -> DueQuestion:
    """The question of the idea that was asked longest ago or never, with new numbers."""
    item = min(
        idea.items,
        key=lambda each: (idea.asked.index(each.id) if each.id in idea.asked else -1, each.id),
    )
    return DueQuestion(item=item, seed=idea.next_seed if item.seeded else None, idea=idea, why=why)


def _urgency(idea: Idea, when: datetime) -> tuple[int, float, str]:
    """Corrected first, then confident errors, then errors, then what is nearest to being
    forgotten."""
    return min(STANDINGS.index(idea.standing), 3), idea.recall(when), idea.group


WHY = {
    "corrected": "This question was corrected after you answered it.",
    "sure and wrong": "You were sure of this one, and it was wrong.",
    "wrong": "You had this one wrong.",
    "partly right": "You had this one partly right.",
    "right by guess": "You guessed this one right.",
    "right but unsure": "It is time to meet this one again.",
    "right": "It is time to meet this one again.",
}


WHY_WHOLE = {
    "sure and wrong": "You were sure of this one, and not all of it was right.",
    "wrong": "You did not have all of this one right.",
}


def _why(idea: Idea) -> str:
    return (WHY_WHOLE if idea.whole else WHY).get(idea.standing) or WHY[idea.standing]


def due(known: Iterable[Idea], now: datetime, limit: int | None = None) -> list[DueQuestion]:
    """What to ask today, the most urgent first: each idea at most once a day, in a new surface.

    An idea is due on the day of its date, so that who learnt in the evening can review in the
    morning. A day is one in the zone of `now`, which is the learner's.
    """
    today, zone = now.date(), now.tzinfo
    ready = [
        idea
        for idea in known
        if idea.due.astimezone(zone).date() <= today and idea.last.astimezone(zone).date() < today
    ]
    ready.sort(key=lambda idea: _urgency(idea, now))
    return [_surface(idea, _why(idea)) for idea in ready[:limit]]


def missed(known: Iterable[Idea], limit: int | None = None) -> list[DueQuestion]:
    """What went wrong or was not sure the last time, confident errors first, due or not."""
    wanted = [idea for idea in known if idea.standing != "right"]
    wanted.sort(key=lambda idea: (STANDINGS.index(idea.standing), idea.last, idea.group))
    words = {"right but unsure": "You were unsure of this one, and right."}
    return [_surface(idea, words.get(idea.standing) or _why(idea)) for idea in wanted[:limit]]


def from_lessons(bank: Bank, lessons: Iterable[int], known: Iterable[Idea]) -> list[Item]:
    """Questions of lessons that a resume code brought and the log does not know: the first of each
    idea, lessons in turn."""
    asked = {idea.group for idea in known}
    rows = [
        [
            each[0]
            for group, each in _reviewable(bank).items()
            if group not in asked and each[0].lesson[:2] == f"{number:02}"
        ]
        for number in lessons
    ]
    return [
        row[place]
        for place in range(max(map(len, rows), default=0))
        for row in rows
        if place < len(row)
    ]


def next_due(known: Iterable[Idea], now: datetime) -> date | None:
    """The learner's next day on which something is due, from tomorrow on; None if nothing was
    asked. `now` is in the learner's zone."""
    tomorrow = now.date() + timedelta(days=1)
    return min(
        (max(idea.due.astimezone(now.tzinfo).date(), tomorrow) for idea in known), default=None
    )
