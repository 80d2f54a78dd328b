"""Doors and their look-alikes: made-up one-liners, each checked against the gate when read."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from evidence import LeftOut
from evidence.rules import choice, rule, text
from evidence.tables import read_rows
from widgets.model.cases.profiles import findings_of, load_profiles
from widgets.model.cases.records import CaseError
from widgets.model.gate import (
    CAUTIONS,
    CONTRAINDICATIONS,
    Caution,
    Contraindication,
    Findings,
    FindingsError,
    decide,
)

FILE = Path(__file__).parent / "vignettes.toml"
ROUND = 8


@dataclass(frozen=True)
class Door:
    """One made-up adult who meets all four criteria: closed by `finding`, or not (closed False),
    be it a look-alike or a caution.
    """

    id: str
    finding: str = choice(tuple(Findings.__dataclass_fields__))
    closed: bool = rule("flag")
    says: str = text()
    why: str = text()
    source: str = text()
    value: str = ""

    @property
    def finds(self) -> str:
        """The value of the finding."""
        return self.value or ("present" if self.closed else "absent")

    @property
    def is_caution(self) -> bool:
        """Whether it goes with a caution, which closes nothing and has to be said."""
        return self.finding in CAUTIONS and CAUTIONS[self.finding].value == self.finds

    @property
    def name(self) -> Contraindication | Caution:
        """What is asked about, and who names it."""
        return CAUTIONS[self.finding] if self.is_caution else _named()[self.finding]


def _named() -> dict[str, Contraindication | Caution]:
    """What closes the gate or has to be said, by finding."""
    return {**CAUTIONS, **CONTRAINDICATIONS}


@cache
def _own() -> tuple[tuple[Door, ...], tuple[str, ...]]:
    return read_doors(FILE)


def load_doors() -> tuple[Door, ...]:
    """Every door of the course, in the order of the file; one with a mistake is left out."""
    return _own()[0]


def door_mistakes() -> tuple[str, ...]:
    """The mistakes in the course's own doors: file, line, door, field and reason."""
    return _own()[1]


def load_doors_from(path: Path | str) -> tuple[Door, ...]:
    """Read the doors of a file; CaseError names the file, line, door and reason."""
    doors, problems = read_doors(path)
    if problems:
        raise CaseError(problems)
    return doors


def read_doors(path: Path | str) -> tuple[tuple[Door, ...], tuple[str, ...]]:
    """Read the doors of a file without those that have a mistake, and name each mistake.

    A door that rests on what is left out is left out with it, and no mistake of this file.
    """
    problems: list[str] = []
    doors = []
    profiles = load_profiles([])  # what is wrong with a profile is told with the cases
    for where, door in read_rows(Path(path), "door", Door, problems, skips_left_out=True):
        try:
            if door.finding not in _named():
                problems.append(f"{where}: finding: {door.finding!r} is no door and no caution")
                continue
            findings = findings_of(profiles, {"profile": "refractory", door.finding: door.finds})
            step = decide(findings).step
        except (LeftOut, KeyError):
            continue
        except FindingsError as error:
            problems.append(f"{where}: {error}")
            continue
        if (step == "not_ketamine") != door.closed:
            problems.append(f"{where}: closed is {door.closed}, and the gate does not agree")
            continue
        doors.append(door)
    return tuple(doors), tuple(problems)


def draw_round(seed: int) -> tuple[Door, ...]:
    """Eight doors in an order of chance: as many closed as open, each finding at most once.

    Raises LeftOut where too few are left for a round.
    """
    chance = Random(f"doors-{seed}")
    drawn: list[Door] = []
    for closed in (True, False):
        left = [door for door in load_doors() if door.closed == closed]
        left = [door for door in left if door.finding not in {each.finding for each in drawn}]
        while sum(door.closed == closed for door in drawn) < ROUND // 2:
            if not left:
                raise LeftOut
            door = left.pop(chance.randrange(len(left)))
            drawn.append(door)
            left = [each for each in left if each.finding != door.finding]
    chance.shuffle(drawn)
    return tuple(drawn)
