"""The criteria of the gate: what each asks, the claim or fact behind it, and the words for each
answer, read from criteria.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from evidence import OwnFile
from evidence.rules import choice, rule, text
from evidence.tables import TableError, read_rows
from widgets.model.gate.findings import Findings, values_of

FILE = Path(__file__).parent / "criteria.toml"
Step = Literal[
    "optimise_opioid",
    "treat_cause",
    "add_adjuvant",
    "third_line",
    "ketamine_trial",
    "not_ketamine",
]
STEPS: tuple[Step, ...] = get_args(Step)
LADDER: tuple[Step, ...] = STEPS[:4]  # what stands before ketamine, in order
NOT_KNOWN = "unknown"
NEEDS_ADJUVANT = {"neuropathic", "mixed", NOT_KNOWN}
PAIN = {
    "none": "There is no pain now: nothing to step up to.",
    "mild": "The pain is mild now: nothing to step up to.",
}
OTHERWISE = "otherwise"  # stands for every value that has no words of its own
ByValue = str | Mapping[str, str]


@dataclass(frozen=True)
class Criterion:
    """What one finding must be before a trial, and what is said of each answer.

    id: the finding. step: what is due while it is not met. source: the claim or fact behind it.
    met_by: the values that meet it. met, not_met, unknown: what is said of each standing. change:
    what would change the answer where it is not met; ask: where it is not known. Words may differ
    by value: a mapping, "otherwise" for every value that it does not name.
    """

    id: str
    source: str
    met_by: tuple[str, ...]
    met: ByValue = rule("text_by_value")
    not_met: ByValue = rule("text_by_value")
    unknown: str = text()
    change: ByValue = rule("text_by_value")
    ask: str = text()
    step: Step = choice(STEPS, default="not_ketamine")


class Criteria(NamedTuple):
    """Those of the ladder in its order, and how a trial would be kept safe."""

    ladder: tuple[Criterion, ...]
    safeguards: tuple[Criterion, ...]


def load_criteria() -> Criteria:
    """The criteria of the course; LeftOut where the file has a mistake: fewer would open sooner."""
    return CONTENT.given()


def load_criteria_from(path: Path | str) -> Criteria:
    """Read the criteria of a file; TableError names the file and, for each problem, the row."""
    path, problems = Path(path), list[str]()
    ladder, safeguards = (
        tuple(_checked(path, table, other, problems))
        for table, other in (("criterion", "safeguard"), ("safeguard", "criterion"))
    )
    twice = {each.id for each in ladder} & {each.id for each in safeguards}
    problems += [f"{path.name}: {each} stands in two tables" for each in sorted(twice)]
    if problems:
        raise TableError(problems)
    return Criteria(ladder, safeguards)


CONTENT = OwnFile(FILE, load_criteria_from)


def _checked(path: Path, table: str, other: str, problems: list[str]) -> Iterator[Criterion]:
    for where, criterion in read_rows(path, table, Criterion, problems, beside=(other,)):
        problems += [f"{where}: {wrong}" for wrong in _wrong(criterion)]
        yield criterion


def _wrong(criterion: Criterion) -> Iterator[str]:
    """What in a criterion the gate could not work with."""
    field = Findings.__dataclass_fields__.get(criterion.id)
    values = set(values_of(field)) - {NOT_KNOWN} if field else set()
    if not values:
        yield "id: is no finding that has a list of values"
        return
    met_by = set(criterion.met_by)
    if not met_by or not met_by < values:
        allowed = ", ".join(sorted(values))
        yield f"met_by: must hold some of {allowed}, and not all; got {list(criterion.met_by)}"
        return
    against = values - met_by
    for name, needed in (("met", met_by), ("not_met", against), ("change", against)):
        words = getattr(criterion, name)
        if isinstance(words, Mapping):
            if stray := sorted(set(words) - needed - {OTHERWISE}):
                yield f"{name}: has words for {', '.join(stray)}, of which it is never said"
            if OTHERWISE not in words and (bare := sorted(needed - set(words))):
                yield f"{name}: has no words for {', '.join(bare)}"


def words_for(words: ByValue, value: str) -> str:
    """The words for a value of a finding, where they differ by value."""
    return words if isinstance(words, str) else words.get(value) or words[OTHERWISE]
