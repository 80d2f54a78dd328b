"""Which case to play next: by what was missed in this one, then what is still new."""

from collections.abc import Mapping, Sequence

from widgets.model.cases import Case, load_cases
from widgets.model.cases.records import GRADES, PRESS, Option, Turn

Steps = Sequence[tuple[Turn, Option]]


def next_case(case: Case, steps: Steps, played: Mapping[str, Steps]) -> Case | None:
    """The case to offer after this one; None where there is no other.

    Of those that are new, the first by number that has a decision of the kind that was missed here
    worst, else the first. Once all were played, the one in which the worst was done.
    """
    others = [each for each in load_cases().values() if each.id != case.id]
    new = [each for each in others if each.id not in played]
    if new:
        kind = _missed(steps)
        fits = [each for each in new if any(turn.kind == kind for turn in each.turns)]
        return (fits or new)[0]
    return max(others, key=lambda each: worst(played[each.id]), default=None)


def worst(steps: Steps) -> int:
    """How bad the worst of what was done is: 0 for this course's way, 4 for harm."""
    return max((GRADES.index(option.grade) for _, option in steps), default=0)


def _missed(steps: Steps) -> str:
    """The kind of the decision that went worst; "" where all went this course's way."""
    decided = [step for step in steps if step[0].kind != PRESS]
    if not worst(decided):
        return ""
    turn, _ = max(decided, key=lambda step: GRADES.index(step[1].grade))
    return turn.kind
