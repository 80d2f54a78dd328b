"""When a question comes back, and where a learner stands."""

from .repetition import (
    PACK_SIZE,
    DueQuestion,
    Idea,
    due,
    from_lessons,
    group_of,
    ideas,
    missed,
    next_due,
    rating,
)

__all__ = [
    "Idea",
    "PACK_SIZE",
    "DueQuestion",
    "due",
    "group_of",
    "from_lessons",
    "ideas",
    "missed",
    "next_due",
    "rating",
]
