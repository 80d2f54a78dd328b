"""Reads what is known of the patient of a case, and how somebody is seen to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evidence.files.fields import did_you_mean
from evidence.files.left_out import may_lack
from widgets.model.cases.profiles import FILE as PROFILES
from widgets.model.cases.profiles import found_wrong
from widgets.model.cases.records import Signs
from widgets.model.cases.table import CaseTable
from widgets.model.gate import Findings

MOST_BREATHS_PER_MIN = 60


def read_findings(table: CaseTable) -> Mapping[str, Any] | None:
    """The findings that a table names, those of its profile among them; None where they cannot be
    those of a patient, which is noted.
    """
    own = {name: value for name, value in table.data.items() if name != "profile"}
    sound = table.is_table and not found_wrong(table, own)
    profile = _profile(table)
    return {**profile, **own} if sound and profile is not None else None


def _profile(table: CaseTable) -> Mapping[str, Any] | None:
    """The profile that findings name; None, which is noted, if it is not there, LeftOut, if it is
    left out.
    """
    profile, profiles = table.data.get("profile"), table.file.profiles
    if profile is None:
        return {}
    if isinstance(profile, str) and (profile in profiles or may_lack(profiles, profile)):
        return profiles[profile]
    table.problem(
        "profile",
        f"names {profile!r}, which {PROFILES.name} does not have{did_you_mean(profile, profiles)}",
    )
    return None


def read_changes(table: CaseTable) -> Mapping[str, Any]:
    """Findings that change, by name; {} where they cannot be those of a patient, which is noted."""
    return {} if found_wrong(table, table.data) else dict(table.data)


def known_name(table: CaseTable, name: str, finding: str, findings: Findings | None) -> bool:
    """Whether a finding that the field `name` names is one, and known of the patient; else noted.

    None for the findings: they could not be read, and nothing more is said.
    """
    allowed = Findings.__dataclass_fields__
    if finding not in allowed:
        table.problem(name, f"{finding!r} is not a known finding{did_you_mean(finding, allowed)}")
        return False
    if findings is None or getattr(findings, finding) not in (None, "unknown"):
        return True
    table.problem(
        name, f"{finding!r} is unknown in [findings]: write there what is true of the patient"
    )
    return False


def read_signs(table: CaseTable) -> Signs | None:
    """How somebody is; None where nothing is told."""
    if "signs" not in table.data:
        table.take("signs", None)
        return None
    signs = table.part("signs")
    seen = Signs(
        pain=signs.number("pain", None, low=0, high=10) if "pain" in signs.data else None,
        sedation=signs.shown("sedation") if "sedation" in signs.data else "",
        breaths_per_min=(
            signs.whole("breaths_per_min", 0, MOST_BREATHS_PER_MIN)
            if "breaths_per_min" in signs.data
            else None
        ),
    )
    signs.asked.update(dict.fromkeys(("pain", "sedation", "breaths_per_min")))
    signs.close()
    return seen
