"""How sure the course is that a learner knows: counts of the learner's own answers, no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from .calendar import REMINDER_DAYS
from .repetition import SPACED_DAYS, SUCCESSES, Idea

LAST_DAY = REMINDER_DAYS[-1]
NOTHING_ELSE = (
    "That is what your answers say, and all that they say: to choose a right answer on a page is "
    "not yet to do the right thing at a bedside."
)


def how_sure(known: Sequence[Idea], start: date | None, today: date) -> tuple[str, ...]:
    """From day 28 after `start` on: of how many ideas the course is sure that the learner knows
    them, and of how many it is not, in sentences; before that, nothing."""
    if start is None or today < start + timedelta(days=LAST_DAY) or not known:
        return ()
    sure = [idea for idea in known if idea.retired]
    rest = [idea for idea in known if not idea.retired]
    once = [idea for idea in rest if idea.shown and idea.standing in SUCCESSES]
    unasked = [idea for idea in rest if not idea.asked]
    not_yet = [idea for idea in rest if idea.asked and idea.standing not in SUCCESSES]
    only_read = [idea for idea in rest if idea not in [*once, *unasked, *not_yet]]
    count = len(known)
    rows = [
        f"The course is fairly sure that you know {len(sure)} of the {count} ideas that come back: "
        f"you were right twice in other words or with other numbers, at least {SPACED_DAYS} days "
        "apart, and did not guess."
        if sure
        else f"The course cannot say yet that you know any of the {count} ideas that come back: "
        f"that takes two right answers at least {SPACED_DAYS} days apart."
    ]
    for group, words in (
        (once, "you were right once after a while: one more right answer would make it surer."),
        (only_read, "you were right only on the day you met it, or with help, which says little."),
        (not_yet, "your last answer was not right, or was a guess."),
        (unasked, "you were not asked yet."),
    ):
        if group:
            topics = "; ".join(idea.scheduled.words for idea in group)
            rows.append(f"On {len(group)} of the {count} {words} These are: {topics}.")
    return (*rows, NOTHING_ELSE)
