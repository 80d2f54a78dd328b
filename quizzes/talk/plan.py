"""What the review page is told: what is due, what was missed, and where the learner stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import evidence
from page.notice import notice
from page.version import course_version
from quizzes.engine import Bank, Replay, public_view, read_bank, replay
from quizzes.engine.headings import FORM_WORDS
from quizzes.engine.log import read_log
from quizzes.engine.log.pair import held_back
from quizzes.engine.log.resume import (
    STANDING_WORDS,
    Progress,
    ResumeError,
    progress_of,
    read_code,
    resume_code,
)
from quizzes.engine.log.times import clock_words, in_words
from quizzes.engine.log.unused import unused
from quizzes.engine.minutes import PLACES_IN_CORE, lesson_minutes
from quizzes.engine.schedule import (
    PACK_SIZE,
    DueQuestion,
    Idea,
    due,
    from_lessons,
    ideas,
    missed,
    next_due,
)
from quizzes.engine.schedule.calendar import (
    REMINDER_DAYS,
    calendar_file,
    reminders,
    start_of_days,
)
from quizzes.engine.schedule.summary import Standing, summary

from .feedback_view import corrections, grade_event
from .sender import Sender

_LESSONS = Path(__file__).resolve().parents[2] / "lessons"
FROM_CODE = "Your resume code says that you have answered the questions of this lesson."
ANSWERED = 2  # of STANDING_WORDS: every question of a lesson was answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A learner's log against today's bank: replayed, its ideas, and what a resume code brought.

    `now` is in the learner's zone.
    """

    events: list[Any]
    past: Replay
    ideas: tuple[Idea, ...]
    resumed: Progress
    graded: frozenset[str]
    bank: Bank
    now: datetime


@cache
def lesson_title(name: str) -> str:
    """The title that the lesson's notebook gives itself; the name in words where there is none."""
    try:
        notebook = json.loads((_LESSONS / f"{name}.ipynb").read_text(encoding="utf-8"))
        return str(notebook["metadata"]["course"]["title"])
    except (OSError, ValueError, LookupError, TypeError):
        return name[3:].replace("_", " ").capitalize()


def count(number: int, word: str) -> str:
    """A number with its word, such as "1 lesson" or "3 lessons"."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def lessons_of(bank: Bank) -> list[str]:
    """The lessons that have live questions to get right, without forms and review."""
    return sorted(
        {
            item.lesson
            for item in bank.items
            if item.counts and item.lesson[:2].isdigit() and item.place != "review"
        }
    )


def open_code(text: object, bank: Bank) -> tuple[Progress, tuple[str, ...]]:
    """Read a resume code against today's course; raises ResumeError with a sentence."""
    found = read_code(text, lessons_of(bank), evidence.load().objectives)
    return found.progress, found.dropped


def _resumed(events: Iterable[Any], bank: Bank) -> Progress:
    """The last resume code that the log holds; one that no longer reads counts for nothing."""
    for event in reversed(list(events)):
        if isinstance(event, Mapping) and event.get("event") == "resumed":
            try:
                return open_code(event.get("code"), bank)[0]
            except ResumeError:
                continue
    return Progress()


def know(events: list[Any], bank: Bank, now: datetime) -> Known:
    """Replay a log: the start of everything that the page shows.

    What was answered of a pair of forms counts when both are answered.
    """
    events = held_back(events, bank)
    past = replay(events, bank, now)
    return Known(
        events=events,
        past=past,
        ideas=ideas(past.answers, bank, now),
        resumed=_resumed(events, bank),
        graded=frozenset(read_log(events)[1]),
        bank=bank,
        now=now,
    )


def merged(known: Known) -> Progress:
    """What the log and the resume code say together; for each part the better of the two."""
    own, code = progress_of(known.past, known.bank, known.now.date()), known.resumed

    def better(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
        return {each: max(one.get(each, 0), other.get(each, 0)) for each in {*one, *other}}

    return Progress(
        lessons=better(own.lessons, code.lessons),
        objectives=better(own.objectives, code.objectives),
        before=code.before if own.before is None else own.before,
        after=code.after if own.after is None else own.after,
        day=own.day if known.past.answers else code.day,
    )


def _from_code(known: Known) -> list[DueQuestion]:
    """Questions of lessons that the code brought, once a day has passed since it was made."""
    if known.now.date() <= known.resumed.day:
        return []
    return _waiting_from_code(known)


def _waiting_from_code(known: Known) -> list[DueQuestion]:
    lessons = known.resumed.lessons
    numbers = [number for number, standing in lessons.items() if standing >= ANSWERED]
    return [
        DueQuestion(item=item, seed=0 if item.seeded else None, why=FROM_CODE, idea=None)
        for item in from_lessons(known.bank, numbers, known.ideas)
    ]


def choose(which: str, known: Known) -> list[DueQuestion]:
    """The questions of "due" or "missed"; [] for anything else."""
    if which == "due":
        return [*due(known.ideas, known.now), *_from_code(known)]
    return missed(known.ideas) if which == "missed" else []


def questions(chosen: Iterable[DueQuestion]) -> list[dict[str, Any]]:
    """The first six as the page may know them, each with the reason why it is asked."""
    return [
        public_view(each.item, each.seed) | {"why": each.why} for each in list(chosen)[:PACK_SIZE]
    ]


@cache
def _core_minutes(name: str) -> int:
    """The minutes of a lesson's core; 0 where its notebook cannot be read."""
    try:
        notebook = json.loads((_LESSONS / f"{name}.ipynb").read_text(encoding="utf-8"))
        return lesson_minutes(notebook, read_bank()).core
    except (OSError, ValueError, LookupError, TypeError):
        return 0


def _lessons(known: Known, standing: Progress) -> list[dict[str, Any]]:
    rows = []
    for name in lessons_of(known.bank):
        tally = known.past.lessons[name]
        counted = [item for item in known.bank.live(name) if item.counts]
        core = [item.id for item in counted if item.place in PLACES_IN_CORE]
        done = all(item_id in known.past.items for item_id in core)
        number = int(name[:2])
        elsewhere = known.resumed.lessons.get(number, 0) >= ANSWERED
        rows.append(
            {
                "lesson": name,
                "title": lesson_title(name),
                "items": tally.items,
                "answered": tally.answered,
                "right": tally.right,
                "standing": STANDING_WORDS[standing.lessons.get(number, 0)]
                + (", elsewhere" if elsewhere and tally.answered < tally.items else ""),
                "minutes_left": 0 if elsewhere or done else _core_minutes(name),
            }
        )
    return rows


def _objective(each: Standing, wording: str, standing: Progress) -> dict[str, Any]:
    level = standing.objectives.get(int(each.objective[1:]), 0)
    words = "met" if each.met or level == 3 else "begun" if each.answered or level else "not begun"
    return {
        "objective": each.objective,
        "wording": wording,
        "items": each.items,
        "answered": each.answered,
        "right": each.right,
        "standing": words,
    }


def _due_words(count: int, known: Known) -> str:
    if count:
        return f"{count} question{' is' if count == 1 else 's are'} due today" + (
            f"; here are the first {PACK_SIZE}." if count > PACK_SIZE else "."
        )
    later = [next_due(known.ideas, known.now)]
    if _waiting_from_code(known):  # nothing of it is due, so its day has not passed
        later.append(known.resumed.day + timedelta(days=1))
    days = [day for day in later if day is not None]
    if not days:
        return "Nothing is due: answer the questions of a lesson, and they come back here."
    return f"Nothing is due today. The next review is on {in_words(min(days))}."


def _corrected(known: Known) -> list[dict[str, Any]]:
    """Corrections with the words that name the question where it does not stand beside them, and
    the link that leads to it ("" for a form, which has no page)."""
    rows = []
    for row in corrections(known.past):
        item = known.bank.item(row["item"])
        lesson = FORM_WORDS.get(item.lesson) or lesson_title(item.lesson)
        link = "" if item.lesson in FORM_WORDS else f"{item.lesson}.ipynb#{item.id}"
        rows.append(row | {"name": f"{lesson}: “{item.lead_in}”", "link": link})
    return rows


def _days(known: Known, sender: Sender, about: str) -> dict[str, Any]:
    """The days to come back: from when they are counted, each with its date, and the calendar of
    those to come ("" if there is none)."""
    start, is_set = start_of_days(known.events, known.past.answers, known.now)
    if start is None:
        return {"start": "", "set": False, "days": [], "calendar": ""}
    today = known.now.date()
    entries = reminders(start, today, sender.who, sender.address)
    days = [(day, start + timedelta(days=day)) for day in REMINDER_DAYS]
    return {
        "start": start.isoformat(),
        "set": is_set,
        "days": [{"day": day, "on": in_words(on), "past": on < today} for day, on in days],
        "calendar": calendar_file(entries, known.now, about) if entries else "",
    }


def plan(known: Known, sender: Sender = Sender()) -> dict[str, Any]:
    """Everything that the review page shows, as plain data."""
    record = evidence.load()
    said = notice(evidence.standing_line())
    standing = merged(known)
    ready = choose("due", known)
    found = summary(known.past, known.bank, known.now, course_version() or "unknown")
    return {
        "kind": "plan",
        "clock": clock_words(sender.clock, known.now, known.past.strange),
        "due": _due_words(len(ready), known),
        "due_count": len(ready),
        "missed_count": len(missed(known.ideas)),
        "lessons": _lessons(known, standing),
        "objectives": [
            _objective(each, record.objectives[each.objective].wording, standing)
            for each in found.objectives
        ],
        "code": resume_code(standing) if known.past.answers or known.resumed.lessons else "",
        "notice": said,
        "summary": list(found.sentences),
        "days": _days(known, sender, said),
        "unused": unused(known.events, known.bank),
        # The page keeps the grades that its log lacks, so that the home page can count them.
        "grades": [
            grade_event(each.answer.id, each.grade)
            for each in known.past.answers
            if each.grade is not None and each.answer.id not in known.graded
        ],
        "changed": list(known.past.changed),
        "corrected": _corrected(known),
    }
