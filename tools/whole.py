"""Refuses to go on where a file of the course has a mistake: what is made of it must be whole."""

import evidence
from evidence.glossary import glossary_mistakes
from quizzes.engine import load_bank
from widgets.mistakes import mistakes


def check_whole() -> None:
    """Raise TableError with every mistake in the files of the course, if there is one."""
    evidence.load_whole()
    load_bank()
    beside = (*evidence.signed_mistakes(), *glossary_mistakes())
    if found := (*(f"evidence/{each}" for each in beside), *mistakes()):
        raise evidence.TableError(found)
