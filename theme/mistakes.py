"""What is wrong in the files of the course, for whoever runs it: told once, when the server starts.

The pages of a later teacher's desk can ask the same functions.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def of_evidence_and_questions() -> tuple[str, ...]:
    """Each mistake in evidence, signatures, glossary and questions: file, line, field, reason."""
    import evidence
    from evidence.glossary import glossary_mistakes
    from quizzes.talk import course_bank

    said = [*evidence.mistakes(), *evidence.signed_mistakes(), *glossary_mistakes()]
    return (
        *(f"evidence/{each}" for each in said),
        *(f"quizzes/bank/{each}" for each in course_bank().problems),
    )


def of_plans() -> tuple[str, ...]:
    """Each mistake in the plans of sessions: file, line, step, field, reason."""
    from teaching import plan_mistakes

    return tuple(f"teaching/plans/{each}" for each in plan_mistakes())


class ModelCheck:
    """The files of `widgets`, checked in a process of its own: the server never imports it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "widgets.mistakes"],
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def mistakes(self) -> tuple[str, ...]:
        """Wait for the check and give what it found; a check that failed is a mistake itself."""
        said, errors = self._process.communicate()
        if self._process.returncode == 0:
            return tuple(said.splitlines())
        last = (errors.strip() or "it said nothing").splitlines()[-1]
        return (f"widgets: the files beside the code could not be checked: {last}",)


def in_words(mistakes: Sequence[str], strict: bool) -> str:
    """What the maintainer reads: each mistake on a line, and what follows from them."""
    count = f"{len(mistakes)} mistake{'' if len(mistakes) == 1 else 's'} in the files of the course"
    follows = (
        "It does not start, because it was asked to be strict."
        if strict
        else "What has one is left out, and the pages say so; the rest works."
    )
    return "\n".join((f"{count}:", *(f"- {each}" for each in mistakes), follows))
