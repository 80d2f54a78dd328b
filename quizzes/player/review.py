"""The review page: what is due, where the learner stands, how to carry it elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from page.assets import front_end
from quizzes.engine import Bank, replay
from quizzes.engine.log import EVENTS_AT_MOST
from quizzes.engine.log.progress_file import load_file
from quizzes.engine.log.resume import ResumeError

from .plan import choose, count, know, open_code, plan, questions
from .player import HERE, Player, _bank

_SENTENCE = "Review: what is due today, what was missed, progress, and a code to go on elsewhere."
HIDDEN = (
    "<p><em>Review</em>: open the course to see what is due; your answers are kept in your browser."
    "</p>"
)
BROKEN = "This could not be done. Your answers are untouched; reload the page to try again."
PACKS = ("due", "missed", "day 1", "day 7", "day 28")


class ReviewPlayer(Player):
    """Questions that come back, progress by lesson and objective, resume code, file and calendar.

    The page brings the learner's whole log; nothing of it is kept here or stored in a notebook.
    """

    _esm = front_end(HERE / "built" / "review.js")

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        super().__init__("review", "review", (), "review")
        self.items = tuple(item for item in bank.items if item.status == "live")
        self._by_id = {item.id: item for item in self.items}

    @property
    def sentence(self) -> str:
        """What this page offers, in one sentence of at most 110 characters."""
        return _SENTENCE

    def at_rest(self) -> tuple[dict[str, str], dict[str, Any]]:
        """A line that says what a running course shows here."""
        return {"text/html": HIDDEN}, {}

    def _receive(self, widget: Any, content: Any, buffers: Any) -> None:
        """Answer what only this page asks; questions and answers go the player's way."""
        kind = content.get("kind") if isinstance(content, Mapping) else None
        if kind not in ("hello", "pack", "code", "file"):
            super()._receive(widget, content, buffers)
            return
        try:
            reply = self._reply(kind, content)
        except ResumeError as refusal:
            reply = {"kind": "told", "about": kind, "good": False, "sentence": str(refusal)}
        except Exception:  # a learner never sees a traceback; the maintainer finds it in the log
            self.log.exception("Review could not answer %s", kind)
            reply = {"kind": "told", "about": kind, "good": False, "sentence": BROKEN}
        if reply is not None:
            self.send(reply)

    def _reply(self, kind: str, content: Mapping[str, Any]) -> dict[str, Any] | None:
        if kind == "code":
            progress, dropped = open_code(content.get("text"), self._bank)
            words = (
                f"Read: {count(len(progress.lessons), 'lesson')} and "
                f"{count(len(progress.objectives), 'objective')}."
            )
            return {
                "kind": "told",
                "about": "code",
                "good": True,
                "code": content["text"].strip().upper(),
                "sentence": " ".join([words, *dropped]),
            }
        if kind == "file":
            loaded = load_file(content.get("text"), self._bank)
            answers = len(replay(list(loaded.events), self._bank).answers)
            return {
                "kind": "told",
                "about": "file",
                "good": True,
                "events": list(loaded.events),
                "sentence": " ".join([f"Read: {count(answers, 'answer')}.", *loaded.dropped]),
            }
        events = content.get("events")
        if not isinstance(events, list) or len(events) > EVENTS_AT_MOST:
            self.log.warning("a message to Review was ignored")
            return None
        known = know(events, self._bank, datetime.now(UTC))
        if kind == "hello":
            return plan(known)
        which = content.get("which")
        if which not in PACKS:
            self.log.warning("a message to Review was ignored")
            return None
        return {"kind": "pack", "which": which, "questions": questions(choose(which, known))}


def review() -> ReviewPlayer:
    """Open the review page's content: what is due, progress, resume code, file and summary."""
    return ReviewPlayer(_bank())
