"""What a class's answers say about a question: what to mend, the worst first."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from .responses import Response, first_attempts
from .stats import FEW_LEARNERS, ItemStatistics

SURE = 3
FEW_ANSWERS = 10  # with fewer a share of those who were sure says nothing
MISLED = 1 / 3
LITTLE = 0.2
EASY, HARD = 0.96, 0.19


def sure_and_wrong(rows: Iterable[Response]) -> dict[str, tuple[int, int]]:
    """For each question how many were sure at their first try, and how many of these had nothing
    right."""
    found: dict[str, tuple[int, int]] = {}
    for row in first_attempts(rows):
        if row.certainty == SURE and row.credit is not None:
            sure, wrong = found.get(row.item, (0, 0))
            found[row.item] = sure + 1, wrong + (row.credit == 0)
    return found


def flags(
    each: ItemStatistics, keys: Collection[str], sure: tuple[int, int]
) -> list[tuple[int, str]]:
    """What a teacher should look at, each with its rank.

    1 is likely a wrong key, 2 misleads, 3 tells learners apart badly, 4 is an idle option.
    """
    found = []
    top = max((each.options.get(name, 0) for name in keys), default=0)
    liked = [name for name, count in each.options.items() if name not in keys and count > top]
    if keys and liked:
        counts = ", ".join(f"{name} ({each.options[name]})" for name in liked)
        found.append((1, f"more chose {counts} than the key ({top}): check the key"))
    enough = each.complete >= FEW_LEARNERS
    if enough and each.item_rest < 0:
        found.append((1, "negative discrimination: check the key"))
    many, wrong = sure
    if many >= FEW_ANSWERS and wrong > MISLED * many:
        found.append(
            (2, f"{wrong} of {many} who were sure were wrong: look for words that mislead")
        )
    if enough and 0 <= each.item_rest < LITTLE:
        found.append((3, "discriminates little"))
    if each.difficulty >= EASY:
        found.append((3, "nearly everybody is right"))
    elif each.difficulty <= HARD:
        found.append((3, "nearly nobody is right"))
    if each.idle_distractors:
        found.append((4, f"idle options: {', '.join(each.idle_distractors)}"))
    return found
