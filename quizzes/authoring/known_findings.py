"""What the lint finds in the shipped questions and is left for now: what is new stands out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evidence import TableError
from evidence.files.reader import TomlTable, read_toml

from .lint import Finding

FILE = Path(__file__).with_name("known_findings.toml")


@dataclass(frozen=True, slots=True)
class KnownFindings:
    """Questions in which one rule finds something that is known, and why it is left."""

    code: str
    reason: str
    items: tuple[str, ...]


def read_known(path: Path = FILE) -> frozenset[tuple[str, str]]:
    """Each known finding as its code and question; TableError names each mistake of the file."""
    problems: list[str] = []
    data = read_toml(path, problems)
    top = TomlTable({} if data is None else data, path.name, problems)
    rows = [row.record(KnownFindings) for row in top.parts("known")] if data is not None else []
    top.close()
    if problems:
        raise TableError(problems)
    return frozenset((row.code, item) for row in rows if row for item in row.items)


def split(
    found: Iterable[Finding],
    known: frozenset[tuple[str, str]],
    not_yet: frozenset[str] = frozenset(),
) -> tuple[list[Finding], list[Finding]]:
    """The findings that are new, and the warnings that are known; an error is always new.

    Of a rule in `not_yet`, which the bank does not keep so far, every warning is known.
    """
    new: list[Finding] = []
    old: list[Finding] = []
    for each in found:
        is_listed = (each.code, each.item) in known or each.code in not_yet
        is_known = each.level == "W" and not each.waived and is_listed
        (old if is_known else new).append(each)
    return new, old


def idle(found: Iterable[Finding], known: frozenset[tuple[str, str]]) -> list[Finding]:
    """What is listed as known and is found no more."""
    still = {(each.code, each.item) for each in found}
    return [
        Finding(
            code="IDLE_KNOWN",
            level="W",
            item=item,
            words=f"{code} is found no more: take it out of {FILE.name}",
        )
        for code, item in sorted(known - still)
    ]
