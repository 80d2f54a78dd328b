"""What tells the feedback of this course from that of another edition of it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from page.version import course_version

_COURSE = Path(__file__).resolve().parents[2]
# All that the words of a feedback are made of: questions, evidence, and the code that joins them.
_MADE_OF = ("evidence", "page", "quizzes/bank", "quizzes/engine", "quizzes/talk")
_KINDS = {".toml", ".py", ".svg"}


@cache
def questions_edition() -> str:
    """The version of the course and a hash of what feedback is made of, as 16 letters.

    A browser shows feedback that it has kept only while this is the same.
    """
    told = hashlib.sha256(course_version().encode())
    for folder in _MADE_OF:
        for path in sorted((_COURSE / folder).rglob("*")):
            if path.suffix in _KINDS:
                told.update(f"\n{path.relative_to(_COURSE).as_posix()}\n".encode())
                told.update(path.read_bytes())
    return told.hexdigest()[:16]
