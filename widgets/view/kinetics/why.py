"""The one question after a prediction: why is the level there? With an answer to each answer, from
why.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence import OwnFile
from evidence.rules import choice, rule, text
from evidence.tables import TableError, read_rows
from widgets.view.screen import Passage

FILE = Path(__file__).parent / "why.toml"
RISING, FALLING = "rising", "falling"


@dataclass(frozen=True)
class Explanation:
    """A reason why a level is where it is, right or not, and what is said to whoever chose it."""

    id: str
    when: str = choice((RISING, FALLING))
    label: str = text()
    said: str = text()
    right: bool = rule("flag")


def explanations() -> Mapping[str, Explanation]:
    """Every reason that is offered, by id; LeftOut where the file has a mistake."""
    return CONTENT.given()


def explanations_from(path: Path | str) -> Mapping[str, Explanation]:
    """Read the reasons of a file; TableError names each problem."""
    path, problems = Path(path), list[str]()
    found = {row.id: row for _, row in read_rows(path, "answer", Explanation, problems)}
    for when in (RISING, FALLING):
        right = sum(each.right for each in found.values() if each.when == when)
        if not problems and right != 1:
            problems.append(f"{path.name}: one answer of {when!r} must be right, got {right}")
    if problems:
        raise TableError(problems)
    return found


CONTENT = OwnFile(FILE, explanations_from)


def why_options(after_stop: bool) -> tuple[tuple[str, str], ...]:
    """Values and labels of the answers, for an hour after the stop or before it."""
    when = FALLING if after_stop else RISING
    return tuple((each.id, each.label) for each in explanations().values() if each.when == when)


def why_feedback(answer: str) -> tuple[Passage, ...]:
    """What is said to an answer; nothing while there is none."""
    chosen = explanations().get(answer)
    if chosen is None:
        return ()
    heading, tone = ("That is the reason", "good") if chosen.right else ("Not that", "caution")
    return (Passage(heading, (chosen.said,), tone),)
