"""The review page in a kernel: what is due, where the learner stands, how to carry it elsewhere."""

from __future__ import annotations

from typing import Any

from page.assets import front_end
from page.html import markup
from quizzes.talk.review_talk import review_talk

from .player import HERE, Player

_SENTENCE = "Review: what is due today, what was missed, progress, and a code to go on elsewhere."
HIDDEN = markup(
    "<p><em>Review</em>: open the course to see what is due; your answers are kept in your browser."
    "</p>"
)


class ReviewPlayer(Player):
    """Questions that come back, progress by lesson and objective, resume code and calendar.

    The page brings the learner's whole log; nothing of it is kept here or stored in a notebook.
    """

    _esm = front_end(HERE / "built" / "review.js")

    @property
    def sentence(self) -> str:
        """What this page offers, in one sentence of at most 110 characters."""
        return _SENTENCE

    def at_rest(self) -> tuple[dict[str, str], dict[str, Any]]:
        """A line that says what a running course shows here."""
        return {"text/html": str(HIDDEN)}, {}


def review() -> ReviewPlayer:
    """Open the review page's content: what is due, progress, resume code, file and summary."""
    return ReviewPlayer(review_talk())
