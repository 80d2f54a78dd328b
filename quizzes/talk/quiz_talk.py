"""The talk about the questions of one place in a lesson: messages of its page, and the replies."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from logging import getLogger
from typing import Any

from quizzes.engine import (
    PLACES,
    Bank,
    Item,
    fill,
    grade_answer,
    public_view,
    read_bank,
    replay,
    variant,
)
from quizzes.engine.on_paper import left_out_words

from .feedback_view import corrections, feedback, grade_event, graded, kept
from .look_again import paragraph
from .messages import (
    Again,
    BackWanted,
    Hello,
    HintWanted,
    Message,
    MessageError,
    Submitted,
    read_message,
)

LOG = getLogger(__name__)
MODES = ("practice", "check", "pair")
WAITS = ("check", "pair")  # no result before the last answer
FAILED = (
    "This answer could not be checked. It is saved in this browser: reload the page and it "
    "will be checked then."
)
MISSING = "This question could not be shown. Reload the page to try again."


class Talk:
    """What is said about the questions of `lesson` at `place`; it keeps nothing of any learner.

    `mode` is "practice" (each result at once), "check" (all results after the last answer) or
    "pair" (one of two forms: as check, and its page asks for the results of both together). It is
    never taken from a message, and neither is a question that does not stand here.
    """

    def __init__(
        self,
        lesson: str,
        place: str,
        items: tuple[Item, ...],
        mode: str = "practice",
        left_out: str = "",
    ) -> None:
        self.lesson, self.place, self.mode = lesson, place, mode
        self.items, self.left_out = items, left_out
        self._by_id = {item.id: item for item in items}

    def questions(self) -> list[dict[str, Any]]:
        """The questions with which a page begins, without their keys."""
        return [public_view(item) for item in self.items]

    def replies(self, content: Any, now: datetime) -> list[dict[str, Any]]:
        """The replies to a message; whatever goes wrong here, the learner gets words.

        `now` is an aware time. Raises MessageError for what no page of the course sends.
        """
        message = None
        try:
            message = read_message(content, self._by_id)
            if message is not None:
                return [self._reply(message, now)]
        except Exception:  # a learner never sees a traceback; the maintainer finds it in the log
            LOG.exception("A message about %s, %s, could not be answered", self.lesson, self.place)
            return _apology(message)
        raise self._not_understood()

    def _not_understood(self) -> MessageError:
        return MessageError(
            f"this is no message about the questions of {self.lesson}, {self.place}"
        )

    def _reply(self, message: Message, now: datetime) -> dict:
        if isinstance(message, Hello):
            return self._restored(message.events, now)
        if isinstance(message, BackWanted):
            # Here, so that a lesson's page does not wait for the scheduler.
            from .comes_back import comes_back

            return comes_back(message, self.lesson, course_bank(), now)
        if isinstance(message, Again):
            return {"kind": "fresh", "question": public_view(message.item, message.seed)}
        if isinstance(message, HintWanted):
            return _hint(message)
        return self._graded(message)

    def _graded(self, message: Submitted) -> dict[str, Any]:
        item, answer = message.item, message.answer
        grade = grade_answer(item, answer).grade
        said = {"item": item.id, "answer": answer.id}
        if grade.state != "answered":
            return {"kind": "refused", **said, "sentence": grade.feedback.sentence}
        if self.mode in WAITS:  # the result comes when all are answered
            return {"kind": "kept", **said, **({"echo": grade.echo} if grade.echo else {})}
        return {
            "kind": "graded",
            **said,
            "feedback": feedback(item, grade, answer.certainty, paragraph(item, course_bank())),
            "grade": grade_event(answer.id, grade),
        }

    def _restored(self, events: list[Any], now: datetime) -> dict[str, Any]:
        """What a browser stored, replayed: the latest answer of each question."""
        past = replay(events, Bank(self.items), now)
        changes = {"changed": list(past.changed), "corrected": corrections(past)}
        states = past.items.values()
        if self.mode in WAITS and len(states) < len(self.items):
            return {
                "kind": "waiting",
                "kept": [kept(state.item, state.latest) for state in states],
                **changes,
            }
        return {
            "kind": "restored",
            "graded": [
                graded(state.item, state.latest, paragraph(state.item, course_bank()))
                for state in states
            ],
            "grades": [
                grade_event(each.answer.id, each.grade)
                for each in past.answers
                if each.grade is not None
            ],
            **changes,
        }


def _hint(message: HintWanted) -> dict[str, Any]:
    item, number = message.item, message.number
    text = fill(item.hints[number - 1].text, variant(item, message.seed).values)
    return {"kind": "hint", "item": item.id, "number": number, "text": text}


def _apology(message: Any) -> list[dict[str, Any]]:
    if isinstance(message, Submitted):
        answer, sentence = message.answer.id, FAILED
    elif isinstance(message, (Again, HintWanted)):
        answer, sentence = None, MISSING
    else:
        return []
    return [{"kind": "failed", "item": message.item.id, "answer": answer, "sentence": sentence}]


@cache
def course_bank() -> Bank:
    """The questions of the course, read once."""
    return read_bank()


def open_talk(lesson: str, place: str, mode: str = "") -> Talk:
    """The talk about the live questions of a lesson at one place.

    `mode` is one of MODES, by default check for a form and practice elsewhere. A question with a
    mistake in its file is left out, and a sentence stands in its place. Raises ValueError for
    another mode, and if the lesson has no live question at that place.
    """
    mode = mode or ("check" if place == "form" else "practice")
    if mode not in MODES:
        raise ValueError(f"mode must be one of {', '.join(MODES)}; got {mode!r}")
    if place not in PLACES:
        raise ValueError(f"place must be one of {', '.join(PLACES)}; got {place!r}")
    items = course_bank().live(lesson, place)
    left_out = left_out_words(course_bank().left_out_at(lesson, place))
    if not items and not left_out:
        lessons = sorted({item.lesson for item in course_bank().items})
        raise ValueError(
            f"there is no live question for lesson {lesson!r} at {place!r}; "
            f"lessons with questions: {', '.join(lessons)}"
        )
    return Talk(lesson, place, items, mode, left_out)


@cache
def talk_shown(lesson: str, place: str, mode: str) -> Talk:
    """The talk about what a page shows under these names, the review's among them, made once.

    Raises ValueError as open_talk does.
    """
    if (lesson, place, mode) == ("review",) * 3:
        # Here, so that a lesson's page does not wait for the scheduler.
        from .review_talk import review_talk

        return review_talk()
    return open_talk(lesson, place, mode)
