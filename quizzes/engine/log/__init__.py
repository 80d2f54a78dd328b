"""What a learner did: answers, their replay, and what is kept of them."""

from .answers import (
    EVENTS_AT_MOST,
    Answer,
    GradedAnswer,
    ItemState,
    Replay,
    Tally,
    grade_answer,
    read_answer,
    read_log,
    replay,
)

__all__ = [
    "Answer",
    "EVENTS_AT_MOST",
    "GradedAnswer",
    "ItemState",
    "Replay",
    "Tally",
    "grade_answer",
    "read_answer",
    "read_log",
    "replay",
]
