"""Which questions are asked: six a day, mixed, each idea at most once a day and never twice in the
same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from ..bank import Bank
from ..items.records import Item
from ..items.variants import variant_count
from ..log.answers import GradedAnswer
from .calendar import REMINDER_DAYS
from .repetition import REVIEW, STANDINGS, Idea

PACK_SIZE = 6  # and as many a day: then it is done
OF_ONE_LESSON = 2  # of a pack, as long as others are due
WHY = {
    "corrected": "This question was corrected after you answered it.",
    "sure and wrong": "You were sure of this one, and it was wrong.",
    "wrong": "You had this one wrong.",
    "partly right": "You had this one partly right.",
    "right by guess": "You were less than 2 in 3 sure of this one, and right.",
    "elsewhere": "Your resume code says that you have finished this lesson.",
    "not asked": "You have finished the lesson, and were not asked this yet.",
    "right but unsure": "It is time to meet this one again.",
    "right": "It is time to meet this one again.",
}
WHY_WHOLE = {
    "sure and wrong": "You were sure of this one, and not all of it was right.",
    "wrong": "You did not have all of this one right.",
}
UNSURE = "You were about 3 in 4 sure of this one, and right."


@dataclass(frozen=True, slots=True, kw_only=True)
class DueQuestion:
    """A question to ask now: which surface of the idea, with which numbers, and why."""

    item: Item
    seed: int | None
    idea: Idea
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What a learner is asked on one day: the questions that are left, how many of the day's are
    answered, and the day (1, 7 or 28) whose six they are, or None."""

    questions: tuple[DueQuestion, ...]
    done: int
    day: int | None


def why(idea: Idea) -> str:
    """Why an idea is asked, in a sentence; a half-right answer is never said to have been wrong."""
    return (WHY_WHOLE if idea.whole else WHY).get(idea.standing) or WHY[idea.standing]


def surface(idea: Idea, reason: str = "") -> DueQuestion | None:
    """The question of an idea that was asked longest ago or never, never the last one again unless
    with other numbers; None if there is no other.

    What the review alone asks comes before what a lesson will ask. A question that was corrected is
    asked anew itself.
    """
    last = idea.asked[-1] if idea.asked else ""
    able = [item for item in idea.items if item.id != last or variant_count(item) > 1]
    if idea.standing == "corrected":
        able = [item for item in idea.items if item.id == last] or able
    if not able:
        return None

    def turn(item: Item) -> tuple[int, bool, str]:
        asked = idea.asked.index(item.id) if item.id in idea.asked else -1
        return asked, item.place != "review", item.id

    item = min(able, key=turn)
    return DueQuestion(item=item, seed=_seed(item, idea), idea=idea, why=reason or why(idea))


def _seed(item: Item, idea: Idea) -> int | None:
    """The next numbers of a question; from one answer to the next they change."""
    if not item.seeded:
        return None
    return (idea.seeds[item.id] + 1) % variant_count(item) if item.id in idea.seeds else 0


def _urgency(idea: Idea, now: datetime) -> tuple[int, int, bool, float, int, str]:
    """Corrected first, then confident errors, then errors, of these what was asked least often, so
    that none has to wait for ever; then what could hurt a patient, and what is nearest to being
    forgotten."""
    recall = round(idea.recall(now), 2) if idea.asked else 0.5
    error = min(STANDINGS.index(idea.standing), 3)
    often = idea.reviews if error < 3 else 0
    return error, often, not idea.safety, recall, idea.scheduled.place, idea.group


def _asked_today(idea: Idea, now: datetime) -> bool:
    return bool(idea.asked) and _day(idea.last, now.tzinfo) >= now.date()


def _day(when: datetime, zone: tzinfo | None) -> date:
    return when.astimezone(zone).date()


def due(known: Iterable[Idea], now: datetime) -> list[DueQuestion]:
    """All that is due today, the most urgent first: each idea at most once a day, in a new surface.

    An idea is due on the day of its date, so that who learnt in the evening can review in the
    morning. A day is one in the zone of `now`, which is the learner's.
    """
    ready = [
        idea
        for idea in known
        if not idea.retired
        and _day(idea.due, now.tzinfo) <= now.date()
        and _day(idea.last, now.tzinfo) < now.date()
    ]
    ready.sort(key=lambda idea: _urgency(idea, now))
    return _surfaces(ready)


def _surfaces(chosen: Iterable[Idea]) -> list[DueQuestion]:
    return [found for idea in chosen if (found := surface(idea)) is not None]


def missed(known: Iterable[Idea]) -> list[DueQuestion]:
    """What went wrong or was not sure the last time, confident errors first, due or not."""
    wanted = [idea for idea in known if idea.asked and idea.standing != "right"]
    wanted.sort(key=lambda idea: (STANDINGS.index(idea.standing), idea.last, idea.group))
    said = {"right but unsure": UNSURE}
    found = [surface(idea, said.get(idea.standing, "")) for idea in wanted]
    return [each for each in found if each is not None]


def chosen(
    known: Iterable[Idea], now: datetime, lesson: str = "", objective: str = ""
) -> list[DueQuestion]:
    """The ideas of a lesson or an objective ("": of all) that were not asked today, due or not: who
    wants to practise them may."""
    wanted = [
        idea
        for idea in known
        if lesson in ("", idea.scheduled.lesson)
        and (not objective or any(item.objective == objective for item in idea.items))
        and not _asked_today(idea, now)
    ]
    wanted.sort(key=lambda idea: (idea.retired, *_urgency(idea, now)))
    return _surfaces(wanted)


def reviewed(
    answers: Iterable[GradedAnswer], bank: Bank, zone: tzinfo | None
) -> set[tuple[date, str]]:
    """On which of the learner's days which idea was answered on the review page."""
    ideas = {idea.id for idea in bank.ideas}
    idea_of = {item.id: item.idea for item in bank.items if item.idea in ideas}
    return {
        (_day(each.when, zone), idea_of[each.answer.item])
        for each in answers
        if each.answer.mode == REVIEW and each.answer.item in idea_of
    }


def today(
    known: Sequence[Idea], now: datetime, start: date | None, done: set[tuple[date, str]]
) -> Today:
    """The day's questions: at most six with those that are answered, what is due first.

    Days 1, 7 and 28 after `start` have six whatever is due, until these are answered or the next of
    them has come. `done` is what `reviewed` gives.
    """
    answered = sum(day == now.date() for day, _ in done)
    left = max(0, PACK_SIZE - answered)
    found = mixed(due(known, now), left)
    day, lacking, met = _open_pack(known, now.date(), start, done)
    if lacking > len(found):
        more = [
            idea
            for idea in known
            if idea.group not in met
            and idea.group not in {each.idea.group for each in found}
            and not _asked_today(idea, now)
            and _day(idea.last, now.tzinfo) < now.date()
        ]
        more.sort(key=lambda idea: (idea.retired, idea.due, idea.scheduled.place, idea.group))
        room = min(left, lacking) - len(found)
        found = in_turn([*found, *mixed(_surfaces(more), max(0, room))])
    return Today(questions=tuple(found), done=answered, day=day if lacking else None)


def _open_pack(
    known: Sequence[Idea], on: date, start: date | None, done: set[tuple[date, str]]
) -> tuple[int | None, int, set[str]]:
    """The last of the days of review that has come, how many of its questions are still to be
    answered, and the ideas that were asked since."""
    come = [day for day in REMINDER_DAYS if start is not None and start + timedelta(days=day) <= on]
    if start is None or not come:
        return None, 0, set()
    since = start + timedelta(days=come[-1])
    met = {idea for day, idea in done if day >= since}
    return come[-1], max(0, min(PACK_SIZE, len(known)) - len(met)), met


def mixed(found: Sequence[DueQuestion], size: int) -> list[DueQuestion]:
    """The first `size` of what is due, but of one lesson no more than two while others are due, so
    that a pack is not a block; in turn."""
    taken: list[DueQuestion] = []
    of: Counter[str] = Counter()
    for each in found:
        lesson = each.idea.scheduled.lesson
        if of[lesson] < OF_ONE_LESSON and len(taken) < size:
            taken.append(each)
            of[lesson] += 1
    for each in found:
        if len(taken) < size and each not in taken:
            taken.append(each)
    return in_turn(taken)


def in_turn(found: Sequence[DueQuestion]) -> list[DueQuestion]:
    """The same questions, the most urgent first, and where it can be none beside one of its lesson
    or objective."""
    rest, row = list(found), list[DueQuestion]()
    while rest:
        before = row[-1] if row else None
        row.append(min(rest, key=lambda each: _alike(before, each)))
        rest.remove(row[-1])
    return row


def _alike(one: DueQuestion | None, other: DueQuestion) -> int:
    if one is None:
        return 0
    same_lesson = one.idea.scheduled.lesson == other.idea.scheduled.lesson
    return 2 * same_lesson + (one.item.objective == other.item.objective)


def next_day(known: Iterable[Idea], now: datetime, start: date | None) -> date | None:
    """The learner's next day with questions, from tomorrow on; None if none is known."""
    tomorrow = now.date() + timedelta(days=1)
    days = [
        max(_day(idea.due, now.tzinfo), tomorrow)
        for idea in known
        if not idea.retired and surface(idea) is not None
    ]
    if start is not None:
        days += [start + timedelta(days=day) for day in REMINDER_DAYS]
    return min((day for day in days if day >= tomorrow), default=None)
