"""python -m widgets.mistakes: what is wrong in the files beside the code, and left out."""

from collections.abc import Callable
from pathlib import Path

from evidence import OwnFile
from widgets.model.cases import case_mistakes, worked
from widgets.model.cases.screening import door_mistakes
from widgets.model.exercises import error_detection, error_patterns
from widgets.model.gate import contraindications, criteria
from widgets.model.safety import adverse, interactions, monitoring, stop_rule
from widgets.view.kinetics import why
from widgets.view.safety import watch
from widgets.view.trials import windup

# Files that are given whole or not at all.
WHOLE: tuple[OwnFile, ...] = (
    *(criteria.CONTENT, contraindications.CONTENT),
    *(monitoring.CONTENT, interactions.CONTENT, stop_rule.CONTENT, adverse.CONTENT, watch.CONTENT),
    *(error_detection.CONTENT, error_patterns.CONTENT, why.CONTENT, windup.CONTENT),
    worked.CONTENT,
)
# Folders whose files lose only what has a mistake, and what names those mistakes.
IN_PARTS: dict[str, Callable[[], tuple[str, ...]]] = {
    "model/cases": case_mistakes,
    "model/cases/screening": door_mistakes,
}
HERE = Path(__file__).parent


def mistakes() -> tuple[str, ...]:
    """Each mistake: file, line, record, field and reason."""
    named = {each.path.parent.relative_to(HERE).as_posix(): () for each in WHOLE}
    for each in WHOLE:
        named[each.path.parent.relative_to(HERE).as_posix()] += each.mistakes()
    named |= {folder: told() for folder, told in IN_PARTS.items()}
    return tuple(f"widgets/{folder}/{each}" for folder, found in named.items() for each in found)


if __name__ == "__main__":
    found = mistakes()
    print("\n".join(found), end="\n" if found else "")
