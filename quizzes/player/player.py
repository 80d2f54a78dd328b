"""The questions of one place in a lesson: shown by the page, graded here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from traitlets import List, Unicode

from page.assets import front_end
from page.parts import Parts, PartsError
from page.sentence import cut_to_sentence
from page.widget import CourseWidget
from quizzes.engine import fill, variant
from quizzes.engine.headings import heading
from quizzes.engine.on_paper import questions_html
from quizzes.talk import MessageError, Talk, open_talk, questions_edition

HERE = Path(__file__).parent


class Player(CourseWidget):
    """The live questions of a talk; the key stays in Python until an answer is graded.

    What is synced with the page holds no key. Answers and feedback travel as messages, so that
    neither is ever stored in a notebook.
    """

    _esm = front_end(HERE / "built" / "player.js")
    _css = front_end(HERE / "player.css")

    heading = Unicode().tag(sync=True)
    left_out = Unicode().tag(sync=True)
    questions = List().tag(sync=True)
    lesson = Unicode().tag(sync=True)
    place = Unicode().tag(sync=True)
    mode = Unicode("practice").tag(sync=True)
    edition = Unicode().tag(sync=True)

    def __init__(self, talk: Talk) -> None:
        super().__init__(
            heading=heading(talk.lesson, talk.place),
            left_out=talk.left_out,
            questions=talk.questions(),
            lesson=talk.lesson,
            place=talk.place,
            mode=talk.mode,
            edition=questions_edition(),
        )
        # The page may write what is synced, so none of it is ever read.
        self._talk, self.items = talk, talk.items
        self._parts = Parts()
        self.on_msg(self._receive)

    @property
    def sentence(self) -> str:
        """What this quiz asks, in one sentence of at most 110 characters."""
        lesson, place = self._talk.lesson, self._talk.place
        objectives = sorted({item.objective for item in self.items}, key=lambda name: int(name[1:]))
        count = len(self.items)
        if not count:
            return cut_to_sentence(f"Quiz {lesson}, {place}: {self._talk.left_out}")
        words = (
            f"Quiz {lesson}, {place}: {count} question{'s' if count > 1 else ''} "
            f"on {', '.join(objectives)}; first: "
        )
        first = self.items[0]
        return cut_to_sentence(
            words + fill(" ".join(first.vignette.split()), variant(first).values)
        )

    def at_rest(self) -> tuple[dict[str, str], dict[str, Any]]:
        """The questions without their key."""
        html = questions_html(self.heading, self.items, self._talk.left_out)
        return {"text/html": str(html)}, {}

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Answer a message from the page, whole or in parts."""
        try:
            if isinstance(content, Mapping) and content.get("kind") == "part":
                content = self._parts.take(content)
                if content is None:
                    return
            for reply in self._talk.replies(content, datetime.now(UTC)):
                self.send(reply)
        except (MessageError, PartsError) as error:
            self.log.warning("a message to %s was ignored: %s", type(self).__name__, error)


def quiz(lesson: str, place: str, mode: str = "") -> Player:
    """Open the questions of a lesson at one place: before, practice, alone, exit or form.

    `mode` is "practice" (the result at once), "check" (all results after the last answer) or "pair"
    (one of two forms; by chance one is asked first, and the results of both come after the other),
    by default check for a form and practice elsewhere. A question with a mistake in its file is
    left out, and a sentence stands in its place. Raises ValueError for another mode, and if the
    lesson has no live question at that place.
    """
    return Player(open_talk(lesson, place, mode))
