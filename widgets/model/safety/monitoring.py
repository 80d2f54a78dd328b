"""What a monitoring plan holds for a route and a setting, and where no source gives a rule.

The words stand in monitoring.toml; when a line is due stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from evidence import LeftOut, OwnFile, load
from evidence.errors import LearnerError
from evidence.files.left_out import may_lack
from evidence.tables import TableError, read_rows

FILE = Path(__file__).parent / "monitoring.toml"

ROUTE_WORDS = {"iv": "Intravenous", "subcut": "Subcutaneous", "oral": "By mouth"}
SETTING_WORDS = {
    "cancer_pain": "Cancer pain, specialist unit",
    "acute_pain": "Acute pain, ward pain service",
    "procedural_sedation": "Procedural sedation",
}


LINE_IDS = (
    "mind",
    "breathing",
    "depressants",
    "pair",
    "opioid_dose",
    "slow_breathing",
    "medicines",
    "pressure",
    "access",
    "anaesthesia",
    "site",
    "liver_before",
    "liver",
    "bladder",
    "after_stop",
)


class MonitoringError(LearnerError):
    """Monitoring was asked for that this course does not make; the sentence says why."""


@dataclass(frozen=True)
class MonitoringLine:
    """One line of a plan and what it rests on; `gap` marks what no source gives.

    `also` holds the ids of facts that a learner reads beside the line. `without_opioid` is the
    reason where no opioid runs, if that is another one.
    """

    id: str
    says: str
    source: str
    why: str
    also: tuple[str, ...] = ()
    without_opioid: str = ""
    gap: bool = False


@dataclass(frozen=True)
class MonitoringLines:
    """The lines that belong to a monitoring plan, those that belong to another, and the gaps."""

    due: tuple[MonitoringLine, ...]
    not_due: tuple[MonitoringLine, ...]
    gaps: tuple[MonitoringLine, ...]


class MonitoringWords(NamedTuple):
    """Every line that a plan may hold by id, and what is left open by route."""

    lines: Mapping[str, MonitoringLine]
    gaps: Mapping[str, MonitoringLine]


def monitoring_words() -> MonitoringWords:
    """The lines of the course; LeftOut where the file has a mistake: no plan has fewer lines."""
    return CONTENT.given()


def monitoring_words_from(path: Path | str) -> MonitoringWords:
    """Read the lines of a file; TableError names each one that is missing, too many or broken."""
    path, problems, wrong = Path(path), list[str](), list[str]()
    found = {}
    for table, other, wanted in (("line", "gap", LINE_IDS), ("gap", "line", tuple(ROUTE_WORDS))):
        rows = {}
        for where, row in read_rows(path, table, MonitoringLine, problems, beside=(other,)):
            rows[row.id] = row
            if row.id not in wanted:
                wrong.append(f"{where}: nothing decides when it is due")
            facts = load().facts
            if any(may_lack(facts, each) for each in row.also):
                raise LeftOut
            problems += [
                f"{where}: also: the evidence has no fact {each!r}"
                for each in row.also
                if each not in facts
            ]
        found[table] = MappingProxyType(rows)
    wrong += [
        f"{path.name}: has no {table} {each}"
        for table, wanted in (("line", LINE_IDS), ("gap", ROUTE_WORDS))
        for each in wanted
        if each not in found[table]
    ]
    if problems or wrong:  # a line that cannot be read is told as that
        raise TableError(problems or wrong)
    gaps = {route: replace(row, id="how_often", gap=True) for route, row in found["gap"].items()}
    return MonitoringWords(found["line"], MappingProxyType(gaps))


CONTENT = OwnFile(FILE, monitoring_words_from)


def _without_opioid(line: MonitoringLine) -> MonitoringLine:
    return replace(line, why=line.without_opioid) if line.without_opioid else line


def lines() -> tuple[MonitoringLine, ...]:
    """Every line that a plan may hold, for a learner to choose from."""
    return tuple(monitoring_words().lines.values())


def monitoring_for(
    route: str,
    setting: str,
    long_or_repeated: bool,
    benzodiazepine: bool,
    opioid: bool = True,
) -> MonitoringLines:
    """The lines for a route, a setting, a long or repeated course, and what runs or may be given.

    An opioid runs unless it is said that none does. Raises MonitoringError for a route or setting
    that is not on the lists, and for sedation by another route than intravenous. Claims C18, C19,
    C20; facts F-I01 to F-I03, F-I07, F-S14, F-S16, F-S19, F-S21, F-S29.
    """
    given = {
        "long_or_repeated": long_or_repeated,
        "benzodiazepine": benzodiazepine,
        "opioid": opioid,
    }
    for name, value in given.items():
        if not isinstance(value, bool):
            raise MonitoringError(f"{name} must be True or False, got {value!r}")
    if route not in ROUTE_WORDS:
        raise MonitoringError(f"route must be one of {', '.join(ROUTE_WORDS)}, got {route!r}")
    if setting not in SETTING_WORDS:
        raise MonitoringError(f"setting must be one of {', '.join(SETTING_WORDS)}, got {setting!r}")
    sedation = setting == "procedural_sedation"
    if sedation and route != "iv":
        raise MonitoringError(
            "This course describes procedural sedation by the intravenous route only."
        )
    due_ids = {"mind", "breathing", "slow_breathing", "medicines", "pressure", "liver_before"}
    due_ids |= {"depressants"} if opioid or benzodiazepine else set()
    due_ids |= {"opioid_dose"} if opioid else set()
    due_ids |= {"pair"} if opioid and benzodiazepine else set()
    due_ids |= {"access"} if route == "iv" else set()
    due_ids |= {"anaesthesia"} if sedation else set()
    due_ids |= {"site"} if route == "subcut" else set()
    due_ids |= {"liver", "bladder"} if long_or_repeated else set()
    due_ids |= {"after_stop"} if setting == "cancer_pain" else set()
    worded = lines() if opioid else tuple(map(_without_opioid, lines()))
    return MonitoringLines(
        tuple(line for line in worded if line.id in due_ids),
        tuple(line for line in worded if line.id not in due_ids),
        () if sedation else (monitoring_words().gaps[route],),
    )
