"""The talk of the review page: what is due, where the learner stands, how to carry it elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from quizzes.engine import Bank
from quizzes.engine.log import EVENTS_AT_MOST
from quizzes.engine.log.resume import ResumeError
from quizzes.engine.log.times import in_words

from .codes import code_words, open_code
from .plan import choose, know, plan, questions
from .quiz_talk import LOG, Talk, course_bank
from .sender import read_sender

BROKEN = "This could not be done. Your answers are untouched; reload the page to try again."
PACKS = ("due", "missed", "chosen")


class ReviewTalk(Talk):
    """Questions that come back, progress by lesson and objective, resume code and calendar.

    The page brings the learner's whole log; nothing of it is kept here.
    """

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        items = tuple(item for item in bank.items if item.status == "live")
        super().__init__("review", "review", items, "review")

    def questions(self) -> list[dict[str, Any]]:
        """None to begin with: which are due, the log says."""
        return []

    def replies(self, content: Any, now: datetime) -> list[dict[str, Any]]:
        """The replies to a message; questions and answers go a quiz's way."""
        kind = content.get("kind") if isinstance(content, Mapping) else None
        if kind not in ("hello", "pack", "code"):
            return super().replies(content, now)
        refusal = {"kind": "told", "about": kind, "good": False}
        try:
            reply = self._code(content, now) if kind == "code" else self._from_log(content, now)
        except ResumeError as problem:
            return [refusal | {"sentence": str(problem)}]
        except Exception:  # a learner never sees a traceback; the maintainer finds it in the log
            LOG.exception("The review could not answer %s", kind)
            return [refusal | {"sentence": BROKEN}]
        if reply is None:
            raise self._not_understood()
        return [reply]

    def _code(self, content: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        progress, dropped = open_code(content.get("text"), self._bank)
        return {
            "kind": "told",
            "about": "code",
            "good": True,
            "code": content["text"].strip().upper(),
            "lessons": {str(number): value for number, value in progress.lessons.items()},
            "on": in_words(progress.day),
            "sentence": " ".join([*code_words(progress, now.date()), *dropped]),
        }

    def _from_log(self, content: Mapping[str, Any], now: datetime) -> dict[str, Any] | None:
        events, which = content.get("events"), content.get("which")
        if not isinstance(events, list) or len(events) > EVENTS_AT_MOST:
            return None
        if content["kind"] == "pack" and which not in PACKS:
            return None
        names = [content.get(name, "") for name in ("lesson", "objective")]
        if not all(isinstance(name, str) for name in names):
            return None
        sender = read_sender(content.get("sender"))
        known = know(events, self._bank, sender.here(now))
        if content["kind"] == "hello":
            return plan(known, sender)
        asked = questions(choose(str(which), known, *names))
        return {"kind": "pack", "which": which, "day": known.today.day or 0, "questions": asked}


def review_talk() -> ReviewTalk:
    """The talk of the review page about all live questions of the course."""
    return ReviewTalk(course_bank())
