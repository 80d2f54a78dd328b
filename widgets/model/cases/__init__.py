"""Cases as data: one TOML file each, which a teacher can edit, checked against the gate when read.

How a file is written: widgets/model/cases/README.md.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from evidence.tables import read_toml
from widgets.model.cases.profiles import FILE as PROFILES
from widgets.model.cases.profiles import load_profiles
from widgets.model.cases.reader import read_case
from widgets.model.cases.records import Case, CaseError, Lab, Option, Turn, endings

__all__ = [
    "Case",
    "CaseError",
    "Lab",
    "Option",
    "Turn",
    "edition",
    "endings",
    "load_cases",
    "load_cases_from",
]

FOLDER = Path(__file__).parent


@cache
def load_cases() -> Mapping[str, Case]:
    """Every case of the course by id, in the order of the teaching set; read once."""
    return load_cases_from(FOLDER)


def edition(cases: Mapping[str, Case]) -> str:
    """Eight letters for what the cases ask and offer: what was kept of another edition is not
    brought back into this one.
    """
    shape = [
        (case.id, turn.id, [option.id for option in turn.options], len(turn.before + turn.after))
        for case in cases.values()
        for turn in case.turns
    ]
    return hashlib.sha256(repr(shape).encode()).hexdigest()[:8]


def load_cases_from(folder: Path | str) -> Mapping[str, Case]:
    """Read and check the case files of a folder.

    Raises CaseError with every problem of every file: the file, the decision and the reason.
    """
    problems: list[str] = []
    profiles = load_profiles(problems, Path(folder) / PROFILES.name)
    cases = {}
    for path in sorted(Path(folder).glob("*.toml")):
        if path.name == PROFILES.name:
            continue
        data = read_toml(path, problems)
        if data is not None:
            case = read_case(path, data, profiles, problems)
            cases[case.id] = case
    if problems:
        raise CaseError(problems)
    return MappingProxyType(cases)
