"""What screens are made of: the cases and questions of the course, and those of a department."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizzes.engine import Item, load_bank
from teaching import known
from teaching.drawn.local import checked
from widgets.model.cases import Case, load_cases, read_cases
from widgets.model.cases.profiles import FILE as PROFILES


@dataclass(frozen=True)
class Material:
    """Cases and questions by id; `local` are the ids of those that are a department's."""

    cases: Mapping[str, Case]
    questions: Mapping[str, Item]
    local: frozenset[str] = frozenset()

    def mark(self, name: str) -> str:
        """What stands before everything that is a department's."""
        return "Local: " if name in self.local else ""


def material(local: Path | None = None) -> Material:
    """All that is whole in the course, and in the local folder if there is one."""
    cases, questions = load_cases(), {item.id: item for item in load_bank().items}
    if local is None:
        return Material(cases, questions)
    told = checked(local)
    here = local / known.LOCAL_CASES
    own_profiles = here / PROFILES.name
    found, _ = read_cases(here, own_profiles if own_profiles.exists() else PROFILES)
    their_cases = {each["id"]: found[each["id"]] for each in told["cases"]}
    their_questions = {
        item.id: item
        for item in known.local_bank(local).items
        if item.status == "live" and item.id not in told["left_out_questions"]
    }
    return Material(
        {**cases, **their_cases},
        {**questions, **their_questions},
        frozenset({*their_cases, *their_questions}),
    )
