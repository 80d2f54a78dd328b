"""What came of a trial: how much was tried, what was lost, what grew, what was measured."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

# What may be more at the end than when the trial began, the server at rest both times: what a
# process keeps of its first busy minutes. A leak of one for each visit is far above it.
MAY_GROW = {
    "memory, MB": 20,
    "memory of all processes, MB": 60,
    "descriptors": 24,
    "threads": 4,
    "files": 4,
    "processes": 0,
    "zombies": 0,
}


@dataclass
class Outcome:
    """One trial. `lost` and `grew` are sentences; `told` is what was measured, by its name.

    `not_run` says why a trial could not be made here.
    """

    tried: str
    lost: list[str] = field(default_factory=list)
    grew: list[str] = field(default_factory=list)
    told: dict[str, float | str] = field(default_factory=dict)
    not_run: str = ""

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost and nothing grew."""
        return not self.lost and not self.grew


def grown(before: Mapping[str, float], after: Mapping[str, float]) -> list[str]:
    """What grew by more than it may, in a sentence each."""
    return [
        f"{name} grew from {before[name]:g} to {after[name]:g}"
        for name, most in MAY_GROW.items()
        if after[name] - before[name] > most
    ]


def from_to(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, str]:
    """What was held before and after, as a table tells it."""
    return {name: f"{before[name]:g} to {after[name]:g}" for name in MAY_GROW}


def each(numbers: Iterable[int], one: Callable[[int], None], at_once: int) -> list[str]:
    """Do one thing for each number, `at_once` at a time; what failed, in a sentence each."""

    def tried(number: int) -> str:
        try:
            one(number)
        except Exception as error:
            return f"{number}: {type(error).__name__}: {error}"[:300]
        return ""

    with ThreadPoolExecutor(at_once) as pool:
        return list(filter(None, pool.map(tried, numbers)))
