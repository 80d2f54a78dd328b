"""Starting points for the findings of made-up patients, which a case or a vignette changes."""

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from evidence import Partial
from evidence.files.fields import did_you_mean
from evidence.tables import TomlTable, read_toml
from widgets.model.gate import Findings, FindingsError

FILE = Path(__file__).with_name("profiles.toml")
KNOWN = tuple(each.name for each in fields(Findings))


def load_profiles(problems: list[str], path: Path = FILE) -> Mapping[str, Mapping[str, Any]]:
    """Each profile by its name; what is wrong goes into `problems`, and a profile that is wrong is
    left out. Where the file cannot be read, any profile may be.
    """
    data = read_toml(path, problems)
    if data is None:
        return Partial({}, (), unknown=True)
    top = TomlTable(data, path.name, problems)
    made, left_out = {}, []
    for name in data:
        table = top.part(name)
        if table.is_table and not found_wrong(table, table.data):
            made[name] = dict(table.data)
        else:
            left_out.append(name)
    return Partial(made, left_out) if left_out else made


def found_wrong(table: TomlTable, findings: Mapping[str, Any]) -> bool:
    """Whether findings cannot be those of a patient; each reason is noted at its field."""
    unknown = [name for name in findings if name not in KNOWN]
    for name in unknown:
        table.problem(name, f"is not a known finding{did_you_mean(name, KNOWN)}")
    wrong = bool(unknown)
    for name, value in findings.items():
        if name in unknown:
            continue
        try:
            Findings(**{name: value})
        except FindingsError as error:
            table.problem(name, f"{error}{did_you_mean(value, _values_of(name))}")
            wrong = True
    return wrong


def _values_of(name: str) -> tuple[str, ...]:
    """The words that a finding can be."""
    kind = next(each.type for each in fields(Findings) if each.name == name)
    return tuple(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else ()


def findings_of(profiles: Mapping[str, Mapping[str, Any]], values: Mapping[str, Any]) -> Findings:
    """The findings of a patient: those of the profile that `values` names, and its own over them.

    Raises FindingsError for findings that no patient can have, KeyError for a profile that is not
    there, LeftOut for one that is left out.
    """
    own = dict(values)
    profile = own.pop("profile", None)
    return Findings(**{**(profiles[profile] if profile is not None else {}), **own})
