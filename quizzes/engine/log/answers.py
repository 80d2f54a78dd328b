"""The learner's log: events read with suspicion, then replayed into what is known and done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ..bank import Bank
from ..corrections import is_told, untold
from ..grading import TEXT_AT_MOST, grade
from ..items.records import Correction, Item
from ..items.variants import SEED_AT_MOST
from ..types.grades import Grade, ungraded
from .certainty import LEVELS
from .times import FIRST, reckon

# 20,000 answers, which are years of review, each with its grade.
EVENTS_AT_MOST = 50_000
OPTIONS_AT_MOST = 10
ATTEMPTS_AT_MOST = 10_000
HINTS_AT_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as the browser stored it; `attempt` counts from 1, `t` is the browser's time."""

    id: str
    t: str
    item: str
    version: int
    lesson: str
    seed: int | None
    response: Any
    certainty: int | None
    attempt: int
    mode: str
    hints: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedAnswer:
    """An answer with its grade; `grade` is None where the question is gone or has changed.

    `when` is the time at which it counts as given, in UTC (quizzes.engine.log.times).
    """

    answer: Answer
    score: float
    correct: bool
    error_pattern: str | None
    grade: Grade | None
    when: datetime = FIRST

    @property
    def certainty(self) -> int | None:
        """How sure the learner was: 1, 2, 3 or None."""
        return self.answer.certainty

    @property
    def attempt(self) -> int:
        """Which attempt at the question it was, from 1."""
        return self.answer.attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """Where a learner stands with one question: how many attempts, and the latest graded one."""

    item: Item
    attempts: int
    latest: GradedAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many questions there are, how many were answered, and how many right the last time."""

    items: int
    answered: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """The log replayed: every graded answer, the state of each question, progress by group.

    `answers` stand in the order in which they were given. `strange` counts those whose own time
    cannot be believed. `refused` counts events that were no answers; `changed` names questions that
    have a newer version than the learner's answer, and `corrected` what was mended in those of them
    about which the learner has not read it yet.
    """

    answers: tuple[GradedAnswer, ...]
    items: Mapping[str, ItemState]
    lessons: Mapping[str, Tally]
    objectives: Mapping[str, Tally]
    changed: tuple[str, ...]
    corrected: Mapping[str, tuple[Correction, ...]]
    refused: int
    strange: int = 0


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= TEXT_AT_MOST


def _response(value: Any) -> bool:
    """Whether a response has one of the shapes that a page sends, and a bounded size."""
    if value is None or _text(value) or value == "":
        return True
    if isinstance(value, list):
        return len(value) <= OPTIONS_AT_MOST and all(_text(each) for each in value)
    if isinstance(value, dict):
        return set(value) <= {"text", "unit"} and all(
            each is None or each == "" or _text(each) for each in value.values()
        )
    return False


def _whole(value: Any, highest: int, lowest: int = 1) -> bool:
    return type(value) is int and lowest <= value <= highest


def read_answer(event: Any) -> Answer | None:
    """Read one answer event; None if any part of it is not what a page of this course writes."""
    if not isinstance(event, Mapping) or event.get("event") != "answer":
        return None
    get: Callable[..., Any] = event.get
    good = (
        all(_text(get(name)) for name in ("id", "t", "item", "lesson", "mode"))
        and _whole(get("version"), 9999)
        and (get("seed") is None or _whole(get("seed"), SEED_AT_MOST, 0))
        and (get("certainty") is None or (_whole(get("certainty"), 3)))
        and _whole(get("try"), ATTEMPTS_AT_MOST)
        and _response(get("response"))
        and _whole(get("hints", 0), HINTS_AT_MOST, 0)
    )
    if not good:
        return None
    names = ("id", "t", "item", "version", "lesson", "seed", "response", "certainty", "mode")
    read = {name: get(name) for name in names}
    return Answer(attempt=event["try"], hints=event.get("hints", 0), **read)


def _events(stored: Any) -> list[Any]:
    if isinstance(stored, Mapping):
        stored = stored.get("events")
    return stored[:EVENTS_AT_MOST] if isinstance(stored, list) else []


def read_log(stored: Any) -> tuple[list[Answer], dict[str, Mapping[str, Any]], int]:
    """Read a list of stored events into answers, grades by answer id, and how many were neither.

    `stored` is the list, or the whole store {"schema": 1, "events": [...]}. An answer that comes
    twice counts once, so that the logs of two devices can simply be joined.
    """
    events = _events(stored)
    answers: dict[str, Answer] = {}
    grades: dict[str, Mapping[str, Any]] = {}
    refused = 0
    for event in events:
        answer = read_answer(event)
        if answer is not None:
            answers.setdefault(answer.id, answer)
        elif _is_grade(event):
            grades.setdefault(event["answer"], event)
        elif not is_told(event):
            refused += 1
    return list(answers.values()), grades, refused


def _is_grade(event: Any) -> bool:
    if not isinstance(event, Mapping) or event.get("event") != "grade":
        return False
    credit: Any = event.get("credit")
    pattern = event.get("error_pattern")
    return (
        _text(event.get("answer"))
        and type(credit) in (int, float)
        and 0 <= credit <= 1
        and isinstance(event.get("correct"), bool)
        and (pattern is None or (isinstance(pattern, str) and len(pattern) <= 200))
    )


def grade_answer(item: Item, answer: Answer) -> GradedAnswer:
    """Grade a stored answer anew, less what its hints cost.

    `grade.state` says if it was left empty or cannot be read; `correct` is about the answer alone.
    """
    if item.certainty and answer.certainty not in LEVELS:
        result = ungraded("refused", "Say how sure you are.")
    else:
        result = grade(item, answer.response, answer.seed)
    cost = sum(hint.cost for hint in item.hints[: answer.hints])
    if cost:
        result = replace(result, score=max(0.0, result.score * (1 - cost)))
    return GradedAnswer(
        answer=answer,
        score=result.score,
        correct=result.correct,
        error_pattern=result.error_pattern,
        grade=result,
    )


def _from_record(answer: Answer, event: Mapping[str, Any]) -> GradedAnswer:
    """The grade as it was given at the time: the question has changed since."""
    return GradedAnswer(
        answer=answer,
        score=float(event["credit"]),
        correct=event["correct"],
        error_pattern=event.get("error_pattern"),
        grade=None,
    )


def _tallies(
    groups: Iterable[tuple[str, Item]], states: Mapping[str, ItemState]
) -> dict[str, Tally]:
    counts: dict[str, list[int]] = {}
    for group, item in groups:
        count = counts.setdefault(group, [0, 0, 0])
        state = states.get(item.id)
        count[0] += 1
        count[1] += state is not None
        count[2] += state is not None and state.latest.correct
    return {
        group: Tally(items=items, answered=answered, right=right)
        for group, (items, answered, right) in counts.items()
    }


def _times(events: list[Any], now: datetime | None) -> tuple[dict[str, datetime], int]:
    """When each answer was given, by its id, and how many carry a time that cannot be believed."""
    given: dict[str, datetime] = {}
    strange = 0
    for event, time in zip(events, reckon(events, now), strict=True):
        answer = read_answer(event)
        if answer is not None and answer.id not in given:
            given[answer.id] = time.when
            strange += not time.believed
    return given, strange


def replay(stored: Any, bank: Bank, now: datetime | None = None) -> Replay:
    """Replay a stored log against the bank: grade each answer anew, keep the latest of each item.

    Latest is what was given last, whatever the order of the log. `now` is an aware time; without it
    no answer is from the future. Never raises for what the log holds: events that cannot be read
    are counted and left out.
    """
    answers, grades, refused = read_log(stored)
    given, strange = _times(_events(stored), now)
    answers.sort(key=lambda each: given[each.id])
    known = {item.id: item for item in bank.items}
    graded: list[GradedAnswer] = []
    states: dict[str, ItemState] = {}
    changed: dict[str, int] = {}
    for answer in answers:
        item = known.get(answer.item)
        if item is None or answer.version != item.version:
            if item is not None:
                changed[item.id] = answer.version
            if answer.id in grades:
                told = _from_record(answer, grades[answer.id])
                graded.append(replace(told, when=given[answer.id]))
            continue
        result = replace(grade_answer(item, answer), when=given[answer.id])
        if result.grade is None or result.grade.state != "answered":
            refused += 1
            continue
        graded.append(result)
        before = states.get(item.id)
        states[item.id] = ItemState(
            item=item, attempts=(before.attempts if before else 0) + 1, latest=result
        )
    changed = {name: version for name, version in changed.items() if name not in states}
    live = [item for item in bank.items if item.counts and item.place != "review"]
    return Replay(
        answers=tuple(graded),
        items=states,
        refused=refused,
        strange=strange,
        changed=tuple(changed),
        corrected=untold(bank.items, changed, _events(stored)),
        lessons=_tallies(((item.lesson, item) for item in live), states),
        objectives=_tallies(((item.objective, item) for item in live), states),
    )
