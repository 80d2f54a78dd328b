"""A file that stands beside the code which uses it, and is given whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from .left_out import LeftOut
from .reader import TableError

Held = TypeVar("Held")
Record = TypeVar("Record")


class OwnFile(Generic[Held]):
    """What a file holds, read when it is first asked for, so that a broken one harms no import.

    `read` gives what a file holds, or raises TableError with every mistake in it.
    """

    def __init__(self, path: Path, read: Callable[[Path], Held]) -> None:
        self.path, self._read = path, read

    def given(self) -> Held:
        """What it holds; LeftOut where it has a mistake, or where what it rests on has one."""
        held, _ = self._outcome
        if held is None:
            raise LeftOut
        return held

    def mistakes(self) -> tuple[str, ...]:
        """The mistakes in the file: line, record, field and reason."""
        return self._outcome[1]

    @cached_property
    def _outcome(self) -> tuple[Held | None, tuple[str, ...]]:
        try:
            return self._read(self.path), ()
        except TableError as error:
            return None, tuple(dict.fromkeys(error.problems))  # of a file with several tables
        except LeftOut:  # no mistake of this file; it is told where it stands
            return None, ()


class WhenAsked(Mapping[str, Record]):
    """Records by id that are read when one is first asked for; LeftOut where they are left out."""

    def __init__(self, read: Callable[[], Mapping[str, Record]]) -> None:
        self._read = read

    @cached_property
    def _records(self) -> Mapping[str, Record]:
        return self._read()

    def __getitem__(self, name: str) -> Record:
        return self._records[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)
