"""Where a learner stands with each idea that comes back, and when it is due: FSRS over the log.

Nothing is stored but the log: every card is rebuilt from the answers, so that two devices can be
joined. The time is an argument everywhere, and carries the learner's zone: a day is a day there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from fsrs import Card, Rating, Scheduler

from ..bank import Bank
from ..corrections import outdated
from ..items.comes_back import ScheduledIdea
from ..items.records import Item
from ..log.answers import GradedAnswer

REVIEW = "review"  # the mode of an answer that was given on the review page
STANDINGS = (
    "corrected",
    "sure and wrong",
    "wrong",
    "partly right",
    "right by guess",
    "elsewhere",  # a resume code says that its lesson was finished, and nothing was asked here
    "not asked",  # its lesson is finished, and none of its questions was answered
    "right but unsure",
    "right",
)
SUCCESSES = ("right but unsure", "right")
SHOWN_ENOUGH = 2  # spaced successes after which an idea does not come back
SPACED_DAYS = 5  # between them at least: day 1 and day 7 will do
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
# the same plan. Until it was shown often enough an idea is not left alone for longer than the days
# of review go on, which is 28.
SCHEDULER = Scheduler(
    desired_retention=0.9,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=28,
    enable_fuzzing=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """One idea that comes back: how it went last, and when it is due.

    `items` are the questions that may ask it now. `due` and `last` are times in UTC; `last` is when
    its lesson was finished, where it was not asked yet. `asked` names its questions in the order in
    which they were last answered, `seeds` the numbers of each then. `shown` counts the right
    answers on later days, days apart, since the last that was not. `stability_days` is the time
    until recall falls to 90 %.
    """

    scheduled: ScheduledIdea
    items: tuple[Item, ...]
    asked: tuple[str, ...]
    seeds: Mapping[str, int]
    standing: str
    whole: bool  # the last question had several parts: a wrong answer may have been half right
    reviews: int
    shown: int
    last: datetime
    due: datetime
    stability_days: float
    card: Card

    @property
    def group(self) -> str:
        """What its questions name it."""
        return self.scheduled.id

    @property
    def retired(self) -> bool:
        """Whether it was shown often enough, days apart, and comes back no more."""
        return self.shown >= SHOWN_ENOUGH

    @property
    def safety(self) -> bool:
        """Whether to have forgotten it could hurt a patient."""
        return any(item.safety for item in self.items)

    def recall(self, when: datetime) -> float:
        """The chance, 0 to 1, that FSRS gives to a right answer at `when` (aware time)."""
        return SCHEDULER.get_card_retrievability(self.card, when)


def group_of(item: Item) -> str:
    """The idea that a question belongs to: its own id unless the bank names a group."""
    return item.idea


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


def ideas(
    answers: Iterable[GradedAnswer],
    bank: Bank,
    now: datetime,
    finished: Mapping[str, datetime] | None = None,
    elsewhere: Mapping[str, datetime] | None = None,
) -> tuple[Idea, ...]:
    """Every idea that comes back, in the order of the lessons, out of graded answers, as `replay`
    gives them.

    An idea is one once a question of it was answered, or its lesson is `finished` here or, as a
    resume code says, `elsewhere`: lessons with the time of that. `now` is an aware time in the
    learner's zone; no answer counts as given later. Retries on the same day test the memory of the
    feedback and do not count.
    """
    answers, finished, elsewhere = list(answers), finished or {}, elsewhere or {}
    idea_of = {item.id: item.idea for item in bank.items if not item.uncounted}
    rows: dict[str, list[tuple[datetime, GradedAnswer]]] = {}
    for answer in answers:
        when = min(answer.when, now.astimezone(UTC))
        rows.setdefault(idea_of.get(answer.answer.item, ""), []).append((when, answer))
    begun = {each.answer.lesson for each in answers if each.answer.mode != REVIEW}
    begun |= {*finished, *elsewhere}
    surfaces: dict[str, list[Item]] = {}
    for item in bank.items:
        # of a lesson that lies ahead nothing is asked
        if item.counts and (item.place == "review" or item.lesson in begun):
            surfaces.setdefault(item.idea, []).append(item)
    made = []
    for scheduled in bank.ideas:
        items = tuple(surfaces.get(scheduled.id, ()))
        if scheduled.id in rows:
            own = sorted(rows[scheduled.id], key=lambda row: row[0])
            made.append(_asked(scheduled, items, own, bank, now.tzinfo))
        elif items and scheduled.lesson in {*finished, *elsewhere}:
            made.append(_not_asked(scheduled, items, finished, elsewhere))
    return tuple(made)


def _not_asked(
    scheduled: ScheduledIdea,
    items: tuple[Item, ...],
    finished: Mapping[str, datetime],
    elsewhere: Mapping[str, datetime],
) -> Idea:
    """An idea of a lesson that was finished without a question of it: it is due on the next day."""
    here = scheduled.lesson in finished
    since = (finished if here else elsewhere)[scheduled.lesson]
    return Idea(
        scheduled=scheduled,
        items=items,
        asked=(),
        seeds={},
        standing="not asked" if here else "elsewhere",
        whole=False,
        reviews=0,
        shown=0,
        last=since,
        due=since + timedelta(days=1),
        stability_days=0.0,
        card=Card(card_id=1, due=since),
    )


def _asked(
    scheduled: ScheduledIdea,
    items: tuple[Item, ...],
    rows: list[tuple[datetime, GradedAnswer]],
    bank: Bank,
    zone: tzinfo | None,
) -> Idea:
    card = Card(card_id=1)
    every = tuple(item for item in bank.items if item.idea == scheduled.id)
    counted = list(_counted(rows, every, zone))
    for when, answer in counted:
        given = rating(answer.correct, answer.certainty, answer.answer.hints, answer.score)
        if _went(answer, every) == "corrected":
            given = Rating.Again
        card, _ = SCHEDULER.review_card(card, given, when)
    latest = counted[-1][1]
    asked = dict.fromkeys(answer.answer.item for _, answer in reversed(rows))
    return Idea(
        scheduled=scheduled,
        items=items,
        asked=tuple(reversed(asked)),
        seeds={
            answer.answer.item: answer.answer.seed
            for _, answer in rows
            if answer.answer.seed is not None
        },
        standing=_went(latest, every),
        whole=_type(latest, every) in SEVERAL,
        reviews=len(counted),
        shown=_shown(counted, every, zone),
        last=rows[-1][0],
        due=card.due,
        stability_days=float(card.stability or 0),
        card=card,
    )


def _shown(
    counted: Sequence[tuple[datetime, GradedAnswer]],
    items: Sequence[Item],
    zone: tzinfo | None,
) -> int:
    """How many right answers, days apart, since the last that was not; that of the first day shows
    what was just read, and does not count."""
    shown, at = 0, date.min
    for when, answer in counted[1:]:
        day = when.astimezone(zone).date()
        if _went(answer, items) not in SUCCESSES or answer.answer.hints:
            shown = 0
        elif not shown or (day - at).days >= SPACED_DAYS:
            shown, at = shown + 1, day
    return shown


def _type(answer: GradedAnswer, items: Sequence[Item]) -> str:
    return next((each.type for each in items if each.id == answer.answer.item), "")
