"""Patients whom the lessons work through, so that no case is solved before it is played."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence import LeftOut, OwnFile
from evidence.tables import TableError, TomlTable, read_toml
from widgets.model.cases.profiles import findings_of, found_wrong, load_profiles
from widgets.model.gate import Findings

FILE = Path(__file__).with_name("patients.toml")


@dataclass(frozen=True)
class WorkedPatient:
    """One made-up patient: how a list names it, what is read of it, and what is known."""

    id: str
    title: str
    story: str
    findings: Findings


def load_patients() -> Mapping[str, WorkedPatient]:
    """Every patient by id; LeftOut where the file has a mistake."""
    return CONTENT.given()


def patient_of(name: str, role: str = "patient") -> WorkedPatient:
    """The patient of that id; ValueError if there is none, LeftOut where the file has a mistake.

    `role` is what the refusal calls it.
    """
    patients = load_patients()
    if name not in patients:
        raise ValueError(f"{role} must be one of {', '.join(patients)}, got {name!r}")
    return patients[name]


def load_patients_from(path: Path) -> Mapping[str, WorkedPatient]:
    """Read the patients of a file; TableError names the file, line, patient and reason."""
    problems: list[str] = []
    data = read_toml(path, problems)
    if data is None:
        raise TableError(problems)
    top = TomlTable(data, path.name, problems)
    profiles = load_profiles([])  # what is wrong with a profile is told with the cases
    read = [_patient(row, profiles) for row in top.parts("patient")]
    top.close()
    if len({each.id for each in read}) < len(read):
        top.problem("patient", "each needs an id of its own")
    if problems:
        raise TableError(problems)
    return {each.id: each for each in read}


def _patient(row: TomlTable, profiles: Mapping[str, Mapping]) -> WorkedPatient:
    row.where = f"{row.where.partition(':')[0]}: patient {row.data.get('id')}"
    name, title, story = (row.text(field) for field in ("id", "title", "story"))
    table = row.part("findings")
    row.close()
    own = {each: value for each, value in table.data.items() if each != "profile"}
    if not table.is_table or found_wrong(table, own):
        return WorkedPatient(name, title, story, Findings())
    try:
        return WorkedPatient(name, title, story, findings_of(profiles, table.data))
    except LeftOut:
        raise  # no mistake of this file
    except KeyError:
        table.problem("profile", f"names {table.data['profile']!r}, which is not there")
        return WorkedPatient(name, title, story, Findings())


CONTENT = OwnFile(FILE, load_patients_from)
