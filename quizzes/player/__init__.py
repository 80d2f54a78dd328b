"""What a learner answers: native form controls in the page, graded in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .player import Player, quiz

if TYPE_CHECKING:
    from .review import ReviewPlayer

__all__ = ["Player", "quiz", "review"]


def review() -> ReviewPlayer:
    """Open the review page's content: what is due, progress, resume code, file and summary."""
    # Here, so that a lesson's page does not wait for the scheduler.
    from .review import review as open_review

    return open_review()
