"""What is said of how sure a learner was, once the answer is graded."""

from __future__ import annotations

from quizzes.engine import LEVELS, Grade, Item, certainty_mark
from quizzes.engine.log.certainty import points_words

_RESULTS = {
    "Right": "you were right",
    "Partly right": "you were right in part",
    "Not all right": "not all of it was right",
    "Wrong": "it was wrong",
}
_TRUST = "You may trust this one a little more."
_LUCK = "Read the reasons all the same."
_SLIP = "This kind of slip is worth meeting again."


def certainty_words(item: Item, grade: Grade, certainty: int | None) -> str:
    """How sure the learner was beside what came of it, with its points where the question counts;
    "" where nobody asked."""
    if certainty not in LEVELS:
        return ""
    result = _RESULTS.get(grade.feedback.verdict)
    if certainty is None or result is None:
        return ""
    points = points_words(certainty_mark(grade.score, certainty))
    counted = "" if item.uncounted else f": {points}"
    said = f"You put your chance at {LEVELS[certainty]}, and {result}{counted}."
    if grade.correct:
        more = {1: _LUCK, 2: _TRUST}.get(certainty, "")
    else:
        more = _SLIP if certainty == 3 else ""
    return f"{said} {more}".rstrip()
