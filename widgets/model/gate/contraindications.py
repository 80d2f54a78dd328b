"""Who must not be given ketamine, who only with a caution, and which text says so: read from
contraindications.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence import OwnFile, WhenAsked
from evidence.tables import TableError, read_rows

FILE = Path(__file__).parent / "contraindications.toml"
SOURCE = "source document"  # the origin of those that the course started from


@dataclass(frozen=True)
class Contraindication:
    """A reason not to give ketamine: its words, the claim or fact behind it, and who names it.

    `opens` says what would open the gate again, where that is not simply that it has been treated
    and is gone. `now` is what it asks for at once, whatever the step is ("" if nothing).
    """

    id: str
    words: str
    source: str
    origin: str
    opens: str = ""
    now: str = ""

    @property
    def named(self) -> str:
        """Its words, with the text that names it where it is none of the first six."""
        return self.words if self.origin == SOURCE else f"{self.words} ({self.origin})"


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
    path, problems = Path(path), list[str]()
    closing = read_rows(path, "contraindication", Contraindication, problems, beside=("caution",))
    cautions = read_rows(path, "caution", Caution, problems, beside=("contraindication",))
    found = {row.id: row for _, row in closing}, {row.id: row for _, row in cautions}
    if problems:
        raise TableError(problems)
    return found


# Whole or not at all: a gate that asked for fewer could open where it must not.
CONTENT = OwnFile(FILE, load_from)
CONTRAINDICATIONS: Mapping[str, Contraindication] = WhenAsked(lambda: CONTENT.given()[0])
CAUTIONS: Mapping[str, Caution] = WhenAsked(lambda: CONTENT.given()[1])
