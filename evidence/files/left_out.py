"""What stands in the place of records that are left out because a file has a mistake."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from evidence.errors import LearnerError

Record = TypeVar("Record")


class LeftOut(LearnerError):
    """Something was asked for that rests on what is left out; the sentence is for the learner."""

    def __init__(self, what: str = "This part") -> None:
        super().__init__(
            f"{what} is left out: a file that it rests on has a mistake. The rest works."
        )


class Partial(Mapping[str, Record]):
    """Records by id where some are left out: to ask for one of those raises LeftOut.

    left_out: the ids of what is missing. `unknown`: there may be more, so any id that is not here
    may be one of them. `closed`: the records count as a whole only, and none is given.
    """

    def __init__(
        self,
        records: Mapping[str, Record],
        left_out: Collection[str],
        *,
        unknown: bool = False,
        closed: bool = False,
    ) -> None:
        self._records = dict(records)
        self.left_out = frozenset(left_out)
        self.unknown, self.closed = unknown, closed

    def __getitem__(self, name: str) -> Record:
        if self.lacks(name):
            raise LeftOut
        return self._records[name]

    def lacks(self, name: str) -> bool:
        """Whether what this id names is left out, or may be."""
        if self.closed or name in self.left_out:
            return True
        return self.unknown and name not in self._records

    def __contains__(self, name: object) -> bool:
        return not self.closed and name in self._records

    def __iter__(self) -> Iterator[str]:
        if self.closed:
            raise LeftOut
        return iter(self._records)

    def __len__(self) -> int:
        if self.closed:
            raise LeftOut
        return len(self._records)


def may_lack(records: Mapping[str, Record], name: str) -> bool:
    """Whether an id that is not among the records may be one that is left out."""
    return isinstance(records, Partial) and records.lacks(name)


def given(records: Mapping[str, Record]) -> Mapping[str, Record]:
    """The records, or {} where they are closed: for lists that do not say that they are whole."""
    return {} if isinstance(records, Partial) and records.closed else records
