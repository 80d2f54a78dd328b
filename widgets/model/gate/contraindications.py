"""Who must not be given ketamine, who only with a caution, and which text says so: read from
contraindications.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from evidence.tables import TableError, read_rows

FILE = Path(__file__).parent / "contraindications.toml"
SOURCE = "source document"  # the origin of those that the course started from


@dataclass(frozen=True)
class Contraindication:
    """A reason not to give ketamine: its words, the claim or fact behind it, and who names it.

    `opens` says what would open the gate again, where that is not simply to rule it out.
    """

    id: str
    words: str
    source: str
    origin: str
    opens: str = ""


@dataclass(frozen=True)
class Caution:
    """What does not close the gate and has to be said: the value of the finding that it goes with,
    its words, the claim or fact behind it, who names it, and what to do.
    """

    id: str
    value: str
    words: str
    source: str
    origin: str
    does: str


def load_from(path: Path | str) -> tuple[dict[str, Contraindication], dict[str, Caution]]:
    """Read contraindications and cautions by finding; TableError names each problem of the file."""
    problems: list[str] = []
    found = tuple(
        dict(_by_finding(Path(path), table, kind, problems))
        for table, kind in (("contraindication", Contraindication), ("caution", Caution))
    )
    if problems:
        raise TableError(problems)
    return found[0], found[1]


def _by_finding(
    path: Path, table: str, kind: type, problems: list[str]
) -> Iterator[tuple[str, Any]]:
    seen = set()
    for where, row in read_rows(path, table, kind, problems):
        texts = {name: value for name, value in vars(row).items() if name != "opens"}
        empty = [n for n, text in texts.items() if not isinstance(text, str) or not text.strip()]
        if empty:
            problems.append(f"{where}: {', '.join(empty)} must hold words")
        if row.id in seen:
            problems.append(f"{where}: stands twice")
        seen.add(row.id)
        yield row.id, row


_contraindications, _cautions = load_from(FILE)
CONTRAINDICATIONS: Mapping[str, Contraindication] = MappingProxyType(_contraindications)
CAUTIONS: Mapping[str, Caution] = MappingProxyType(_cautions)
