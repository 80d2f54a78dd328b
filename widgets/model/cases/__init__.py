"""Cases as data: one TOML file each, which a teacher can edit, checked against the gate when read.

How a file is written: widgets/model/cases/README.md.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from evidence import LeftOut, Partial
from evidence.files.toml_lines import TomlFile
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
    "case_mistakes",
    "case_of",
    "edition",
    "endings",
    "left_out_cases",
    "load_cases",
    "load_cases_from",
    "read_cases",
]

FOLDER = Path(__file__).parent


@cache
def _own() -> tuple[Mapping[str, Case], tuple[str, ...]]:
    return read_cases(FOLDER)


def load_cases() -> Mapping[str, Case]:
    """Every case of the course by id, in the order of the teaching set; read once.

    A case with a mistake is left out: to ask for it raises LeftOut.
    """
    return _own()[0]


def case_mistakes() -> tuple[str, ...]:
    """The mistakes in the course's own cases: file, line, decision, field and reason."""
    return _own()[1]


def left_out_cases() -> tuple[str, ...]:
    """The ids of the course's cases that are left out, because of a mistake in a file."""
    cases = load_cases()
    return tuple(sorted(cases.left_out)) if isinstance(cases, Partial) else ()


def case_of(name: str, role: str = "case") -> Case:
    """The course's case of that id; LeftOut if it is left out, ValueError if there is none.

    `role` is what the refusal calls it.
    """
    cases = load_cases()
    if name not in cases and name not in left_out_cases():
        raise ValueError(f"{role} must be one of {', '.join(cases)}, got {name!r}")
    return cases[name]


def edition(cases: Mapping[str, Case]) -> str:
    """Eight letters for what the cases ask and offer: what was kept of another edition is not
    brought back into this one.
    """
    shape = [
        (
            case.id,
            [ask.id for ask in case.asks],
            turn.id,
            [(option.id, option.then) for option in turn.options],
            [len(press.answers) for press in turn.presses],
            len(turn.before + turn.after),
        )
        for case in cases.values()
        for turn in (*case.turns, *(each for visit in case.visits for each in visit.turns))
    ]
    return hashlib.sha256(repr(shape).encode()).hexdigest()[:8]


def read_cases(
    folder: Path | str, profiles_file: Path | None = None
) -> tuple[Mapping[str, Case], tuple[str, ...]]:
    """Read and check the case files of a folder, and name each mistake in them.

    A case with a mistake is left out, and so is one whose profile has one. Of two cases with one
    number the second is left out. `profiles_file` is that of the folder, unless given.
    """
    problems: list[str] = []
    profiles = load_profiles(problems, profiles_file or Path(folder) / PROFILES.name)
    cases: dict[str, Case] = {}
    left_out: list[str] = []
    for path in sorted(Path(folder).glob("*.toml")):
        if path.name == PROFILES.name:
            continue
        own: list[str] = []
        data = read_toml(path, own)
        case = None
        if data is not None:
            try:
                case = read_case(path, data, profiles, own)
            except LeftOut:
                pass  # no mistake of this file; it is told where it stands
        if case is not None and not own:
            own += _number_taken(case, data, cases)
        problems += own
        if case is None or own:
            left_out.append(path.stem)
        else:
            cases[case.id] = case
    if problems or left_out:
        return Partial(cases, left_out), tuple(problems)
    return MappingProxyType(cases), ()


def _number_taken(case: Case, data: TomlFile, cases: Mapping[str, Case]) -> list[str]:
    """What is wrong with a number and form that another case has already; [] if nothing."""
    taken = [
        each.id for each in cases.values() if (each.number, each.form) == (case.number, case.form)
    ]
    if not case.number or not taken:
        return []
    words = f"{case.number!r} is the number of {taken[0]}.toml"
    return [f"{case.id}.toml, line {data.line_of(('number',))}: number: {words}: take another"]


def load_cases_from(folder: Path | str) -> Mapping[str, Case]:
    """Read and check the case files of a folder.

    Raises CaseError with every problem of every file: the file, line, decision and reason.
    """
    cases, problems = read_cases(folder)
    if problems:
        raise CaseError(problems)
    return cases
