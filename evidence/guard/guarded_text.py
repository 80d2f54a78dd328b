"""What every text must pass that a learner can read, whoever wrote it: three guards, one list."""

from __future__ import annotations

from .doses import dose_problems
from .medication_text import problems as medication_problems
from .real_person import person_problems


def text_problems(text: str, context: str = "", shows_error: bool = False) -> list[str]:
    """Name every fault of a text as 'RULE: what was found: what to write' (none: empty list).

    Numbers and abbreviations that get misread, doses outside the limits unless the text shows an
    error to be found, and what looks like a real person. `context` is read for `dose_problems`.
    """
    doses = [] if shows_error else dose_problems(text, context)
    return [*medication_problems(text), *doses, *person_problems(text)]
