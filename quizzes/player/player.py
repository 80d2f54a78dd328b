"""The questions of one place in a lesson: shown by the page, graded here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from traitlets import List, Unicode

from page.assets import front_end
from page.parts import Parts, PartsError
from page.sentence import cut_to_sentence
from page.widget import CourseWidget
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
from quizzes.engine.headings import heading
from quizzes.engine.on_paper import left_out_words, questions_html

from .feedback_view import corrections, feedback, grade_event, graded, kept
from .messages import Again, Hello, HintWanted, Submitted, read_message

HERE = Path(__file__).parent
FAILED = (
    "This answer could not be checked. It is saved in this browser: reload the page and it "
    "will be checked then."
)
MISSING = "This question could not be shown. Reload the page to try again."


class Player(CourseWidget):
    """The live questions of `lesson` at `place`; the key stays in Python until an answer is graded.

    What is synced with the page holds no key. Answers and feedback travel as messages, so that
    neither is ever stored in a notebook.
    """

    _esm = front_end(HERE / "built" / "player.js")
    _css = front_end(HERE / "player.css")

    heading = Unicode().tag(sync=True)
    left_out = Unicode().tag(sync=True)
    questions = List().tag(sync=True)
    mode = Unicode("practice").tag(sync=True)

    def __init__(
        self,
        lesson: str,
        place: str,
        items: tuple[Item, ...],
        mode: str = "practice",
        left_out: str = "",
    ) -> None:
        self.lesson, self.place, self._left_out = lesson, place, left_out
        self.items = items
        self._by_id = {item.id: item for item in items}
        super().__init__(
            heading=heading(lesson, place),
            left_out=left_out,
            questions=[public_view(item) for item in items],
            mode=mode,
        )
        self._parts = Parts()
        self._asked_mode = mode  # the page may write the trait, so the trait is never read
        self.on_msg(self._receive)

    @property
    def sentence(self) -> str:
        """What this quiz asks, in one sentence of at most 110 characters."""
        objectives = sorted({item.objective for item in self.items}, key=lambda name: int(name[1:]))
        count = len(self.items)
        if not count:
            return cut_to_sentence(f"Quiz {self.lesson}, {self.place}: {self._left_out}")
        words = (
            f"Quiz {self.lesson}, {self.place}: {count} question{'s' if count > 1 else ''} "
            f"on {', '.join(objectives)}; first: "
        )
        first = self.items[0]
        return cut_to_sentence(
            words + fill(" ".join(first.vignette.split()), variant(first).values)
        )

    def at_rest(self) -> tuple[dict[str, str], dict[str, Any]]:
        """The questions without their key."""
        return {"text/html": questions_html(self.heading, self.items, self._left_out)}, {}

    def _receive(self, widget: Any, content: Any, buffers: Any) -> None:
        """Answer a message from the page; whatever it holds, the learner gets words or nothing."""
        if isinstance(content, Mapping) and content.get("kind") == "part":
            self._receive_part(widget, content, buffers)
            return
        message = None
        try:
            message = read_message(content, self._by_id)
            if message is None:
                self.log.warning("a message to %s was ignored", type(self).__name__)
            elif isinstance(message, Hello):
                self._restore(message.events)
            elif isinstance(message, Again):
                self.send({"kind": "fresh", "question": public_view(message.item, message.seed)})
            elif isinstance(message, HintWanted):
                self._hint(message)
            else:
                self._grade(message)
        except Exception:  # a learner never sees a traceback; the maintainer finds it in the log
            self.log.exception("%s could not answer a message", type(self).__name__)
            self._apologise(message)

    def _receive_part(self, widget: Any, part: Mapping[str, Any], buffers: Any) -> None:
        try:
            whole = self._parts.take(part)
        except PartsError as error:
            self.log.warning("a message to %s was ignored: %s", type(self).__name__, error)
            return
        # A part within a part would be no message of a page.
        if isinstance(whole, Mapping) and whole.get("kind") != "part":
            self._receive(widget, whole, buffers)

    def _apologise(self, message: Any) -> None:
        if isinstance(message, Submitted):
            self.send(
                {
                    "kind": "failed",
                    "item": message.item.id,
                    "answer": message.answer.id,
                    "sentence": FAILED,
                }
            )
        elif isinstance(message, (Again, HintWanted)):
            self.send(
                {"kind": "failed", "item": message.item.id, "answer": None, "sentence": MISSING}
            )

    def _grade(self, message: Submitted) -> None:
        item, answer = message.item, message.answer
        result = grade_answer(item, answer)
        if result.grade.state != "answered":
            self.send(
                {
                    "kind": "refused",
                    "item": item.id,
                    "answer": answer.id,
                    "sentence": result.grade.feedback.sentence,
                }
            )
            return
        if self._asked_mode == "check":  # the result comes when all are answered
            said = {"echo": result.grade.echo} if result.grade.echo else {}
            self.send({"kind": "kept", "item": item.id, "answer": answer.id, **said})
            return
        self.send(
            {
                "kind": "graded",
                "item": item.id,
                "answer": answer.id,
                "feedback": feedback(item, result.grade, answer.certainty),
                "grade": grade_event(answer.id, result.grade),
            }
        )

    def _hint(self, message: HintWanted) -> None:
        hint = message.item.hints[message.number - 1]
        values = variant(message.item, message.seed).values
        self.send(
            {
                "kind": "hint",
                "item": message.item.id,
                "number": message.number,
                "text": fill(hint.text, values),
            }
        )

    def _restore(self, events: list[Any]) -> None:
        """Replay what this browser stored, and show the latest answer of each question again."""
        past = replay(events, Bank(self.items), datetime.now(UTC))
        if self._asked_mode == "check" and len(past.items) < len(self.items):
            self.send(
                {
                    "kind": "waiting",
                    "kept": [kept(state.item, state.latest) for state in past.items.values()],
                    "changed": list(past.changed),
                    "corrected": corrections(past),
                }
            )
            return
        self.send(
            {
                "kind": "restored",
                "graded": [graded(state.item, state.latest) for state in past.items.values()],
                "grades": [
                    grade_event(each.answer.id, each.grade)
                    for each in past.answers
                    if each.grade is not None
                ],
                "changed": list(past.changed),
                "corrected": corrections(past),
            }
        )


@cache
def _bank() -> Bank:
    return read_bank()


def quiz(lesson: str, place: str, mode: str = "") -> Player:
    """Open the questions of a lesson at one place: before, practice, alone, exit or form.

    `mode` is "practice" (the result at once) or "check" (all results after the last answer), by
    default check for a form and practice elsewhere. A question with a mistake in its file is left
    out, and a sentence stands in its place. Raises ValueError for another mode, and if the lesson
    has no live question at that place.
    """
    mode = mode or ("check" if place == "form" else "practice")
    if mode not in ("practice", "check"):
        raise ValueError(f"mode must be practice or check, got {mode!r}")
    if place not in PLACES:
        raise ValueError(f"place must be one of {', '.join(PLACES)}; got {place!r}")
    items = _bank().live(lesson, place)
    left_out = left_out_words(_bank().left_out_at(lesson, place))
    if not items and not left_out:
        lessons = sorted({item.lesson for item in _bank().items})
        raise ValueError(
            f"there is no live question for lesson {lesson!r} at {place!r}; "
            f"lessons with questions: {', '.join(lessons)}"
        )
    return Player(lesson, place, items, mode, left_out)
