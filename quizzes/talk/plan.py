"""What the review page is told: what is due, what was missed, and where the learner stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
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
    progress_of,
    resume_code,
)
from quizzes.engine.log.times import clock_words, in_words
from quizzes.engine.log.unused import unused
from quizzes.engine.minutes import PLACES_IN_CORE, lesson_minutes
from quizzes.engine.schedule import (
    PACK_SIZE,
    DueQuestion,
    Idea,
    Today,
    chosen,
    cores_finished,
    ideas,
    missed,
    next_day,
    reviewed,
    today,
)
from quizzes.engine.schedule.calendar import (
    REMINDER_DAYS,
    calendar_file,
    reminders,
    start_of_days,
)
from quizzes.engine.schedule.knowing import how_sure
from quizzes.engine.schedule.packs import mixed
from quizzes.engine.schedule.summary import Standing, summary

from .codes import ANSWERED, elsewhere, last_code, lessons_of
from .feedback_view import corrections, grade_event
from .look_again import NOTEBOOKS, flagged_rows, lesson_title, missed_rows
from .sender import Sender

WEAK_FROM, WEAK_BELOW = 3, 0.6  # so many answers, and fewer than this share of them right


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A learner's log against today's bank: replayed, its ideas, and what a resume code brought.

    `now` is in the learner's zone; `start` is the day from which the days of review are counted,
    and `is_set` says that the learner has chosen it.
    """

    events: list[Any]
    past: Replay
    ideas: tuple[Idea, ...]
    start: date | None
    is_set: bool
    today: Today
    resumed: Progress
    graded: frozenset[str]
    bank: Bank
    now: datetime


def count(number: int, word: str) -> str:
    """A number with its word, such as "1 lesson" or "3 lessons"."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def know(events: list[Any], bank: Bank, now: datetime) -> Known:
    """Replay a log: the start of everything that the page shows.

    What was answered of a pair of forms counts when both are answered.
    """
    events = held_back(events, bank)
    past = replay(events, bank, now)
    resumed = last_code(events, bank)
    finished, brought = cores_finished(past.answers, bank), elsewhere(resumed, bank, now)
    known = ideas(past.answers, bank, now, finished, brought)
    start, is_set = start_of_days(events, [*finished.values(), *brought.values()], now)
    return Known(
        events=events,
        past=past,
        ideas=known,
        start=start,
        is_set=is_set,
        today=today(known, now, start, reviewed(past.answers, bank, now.tzinfo)),
        resumed=resumed,
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


def choose(which: str, known: Known, lesson: str = "", objective: str = "") -> list[DueQuestion]:
    """The questions of "due", "missed" or "chosen" by lesson and objective, at most six, mixed; []
    for anything else."""
    if which == "due":
        return list(known.today.questions)
    if which == "missed":
        return mixed(missed(known.ideas), PACK_SIZE)
    if which == "chosen":
        return mixed(chosen(known.ideas, known.now, lesson, objective), PACK_SIZE)
    return []


def questions(chosen: Iterable[DueQuestion]) -> list[dict[str, Any]]:
    """Questions as the page may know them, each with the reason why it is asked."""
    return [public_view(each.item, each.seed) | {"why": each.why} for each in chosen]


@cache
def _core_minutes(name: str) -> int:
    """The minutes of a lesson's core; 0 where its notebook cannot be read."""
    try:
        notebook = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
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
        code = known.resumed.lessons.get(number, 0) >= ANSWERED
        rows.append(
            {
                "lesson": name,
                "title": lesson_title(name),
                "items": tally.items,
                "answered": tally.answered,
                "right": tally.right,
                "standing": STANDING_WORDS[standing.lessons.get(number, 0)]
                + (", elsewhere" if code and tally.answered < tally.items else ""),
                "weak": _weak(tally.answered, tally.right),
                "minutes_left": 0 if code or done else _core_minutes(name),
            }
        )
    return rows


def _weak(answered: int, right: int) -> bool:
    """Whether so little was right that the page points to it."""
    return answered >= WEAK_FROM and right < WEAK_BELOW * answered


def _objective(each: Standing, wording: str, code: Progress) -> dict[str, Any]:
    level = code.objectives.get(int(each.objective[1:]), 0)
    words = "met" if each.met else "begun" if each.answered or level else "not begun"
    if level == 3 and not each.met:  # what was not shown here is not claimed
        words += "; met elsewhere, says your resume code"
    return {
        "objective": each.objective,
        "wording": wording,
        "items": each.items,
        "answered": each.answered,
        "right": each.right,
        "standing": words,
        "weak": _weak(each.answered, each.right),
    }


def _due_words(known: Known) -> str:
    """What is asked today, or when it goes on. What waits for other days is never counted here."""
    left, done = len(known.today.questions), known.today.done
    if left:
        lead = f"Day {known.today.day}: " if known.today.day else ""
        return f"{lead}{count(left, 'more question' if done else 'question')} for today."
    following = next_day(known.ideas, known.now, known.start)
    then = f" The next review is on {in_words(following)}." if following else ""
    if done:
        return f"Done for today: {count(done, 'question')} answered.{then}"
    if not known.ideas:
        return "Nothing is due: answer the questions of a lesson, and its ideas come back here."
    return f"Nothing is due today.{then or ' Every idea was shown twice, and none comes back.'}"


def _corrected(known: Known) -> list[dict[str, Any]]:
    """Corrections with the words that name the question where it does not stand beside them, and
    the link that leads to it ("" where it has no page). A form is not asked again."""
    rows = []
    for row in corrections(known.past):
        item = known.bank.item(row["item"])
        lesson = FORM_WORDS.get(item.lesson) or lesson_title(item.lesson)
        is_form = item.lesson in FORM_WORDS
        link = "" if is_form or item.place == "review" else f"{item.lesson}.ipynb#{item.id}"
        again = row["again"] and not is_form
        rows.append(row | {"name": f"{lesson}: “{item.lead_in}”", "link": link, "again": again})
    return rows


def _days(known: Known, sender: Sender, about: str) -> dict[str, Any]:
    """The days to come back: from when they are counted, each with its date, and the calendar of
    those to come ("" if there is none)."""
    start, is_set = known.start, known.is_set
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
    found = summary(known.past, known.bank, known.now, course_version() or "unknown")
    return {
        "kind": "plan",
        "clock": clock_words(sender.clock, known.now, known.past.strange),
        "due": _due_words(known),
        "due_count": len(known.today.questions),
        "day": known.today.day or 0,
        "missed_count": len(choose("missed", known)),
        "missed": missed_rows(known.past, known.bank),
        "flagged": flagged_rows(known.events, known.bank, known.now),
        "sure": list(how_sure(known.ideas, known.start, known.now.date())),
        "lessons": _lessons(known, standing),
        "objectives": [
            _objective(each, record.objectives[each.objective].wording, known.resumed)
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
