"""When a question comes back, and where a learner stands."""

from .finished import cores_finished
from .packs import (
    PACK_SIZE,
    DueQuestion,
    Today,
    chosen,
    due,
    missed,
    next_day,
    reviewed,
    today,
)
from .repetition import Idea, group_of, ideas, rating

__all__ = [
    "PACK_SIZE",
    "DueQuestion",
    "Idea",
    "Today",
    "chosen",
    "cores_finished",
    "due",
    "group_of",
    "ideas",
    "missed",
    "next_day",
    "rating",
    "reviewed",
    "today",
]
