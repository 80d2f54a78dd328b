"""Cases as data: one TOML file each, which a teacher can edit, checked against the gate when read.

How a file is written: widgets/model/cases/README.md.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from evidence import load, may_be_stated
from evidence.folders import toml_text
from evidence.numbers import format_number
from evidence.tables import TableError, find
from widgets.model.cases.activities import check_options, read_lab
from widgets.model.cases.guard import CaseGuard
from widgets.model.cases.records import Case, CaseError, Lab, Option, Turn, endings
from widgets.model.dosing import check_rate, infusion_order, oral_dose
from widgets.model.gate import STEPS, Findings, FindingsError, decide
from widgets.model.regimens.patients import FictionalPatient

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
PROFILES = "profiles.toml"
KINDS = ("act", "hold", "judge")
_NAME = re.compile(r"\{([a-z_0-9]+)\}")
_LIMIT = re.compile(r"\{limit:([a-z_]+)\.([a-z]+)\}")
_NUMBER_WORD = re.compile(r"[0-9]{1,2}|[A-Z]|")
_ID = re.compile(r"[a-z][a-z0-9_]{0,15}")


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
    profiles = _toml(Path(folder) / PROFILES, problems) or {}
    cases = {}
    for path in sorted(Path(folder).glob("*.toml")):
        if path.name == PROFILES:
            continue
        data = _toml(path, problems)
        if data is not None:
            try:
                case = _Reader(path, data, profiles, problems).case()
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                problems.append(f"{path.name}: cannot be read as a case: {error}")
            else:
                cases[case.id] = case
    if problems:
        raise CaseError(problems)
    return MappingProxyType(cases)


def _toml(path: Path, problems: list[str]) -> dict | None:
    try:
        return tomllib.loads(toml_text(path))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        problems.append(f"{path.name}: cannot be read as TOML: {error}")
        return None


class _Reader:
    """Reads one file; what is wrong goes into the list, so that one run names everything."""

    def __init__(self, path, data, profiles, problems):
        self.path, self.data, self.profiles, self.problems = path, data, profiles, problems
        self.where = path.name
        self.guard = CaseGuard(path, data)
        self.patient = self._patient(data.get("patient"))
        self.numbers = {"weight_kg": self.patient.weight_kg} if self.patient else {}
        for name, row in data.get("numbers", {}).items():
            self.numbers[name] = self._number(name, row)

    def note(self, words: str):
        self.problems.append(f"{self.where}: {words}")

    def case(self) -> Case:
        known = {
            "number",
            "form",
            "title",
            "stem",
            "trap",
            "debrief",
            "patient",
            "numbers",
            "findings",
            "decisions",
            "shows_error",
        }
        self._known(self.data, known)
        title, stem, trap, debrief = (
            self._text(self.data, k) for k in ("title", "stem", "trap", "debrief")
        )
        findings = self.data.get("findings")
        if not findings:
            self.note("findings are missing: a case says what is known about its patient")
        rows = self.data.get("decisions")
        if not isinstance(rows, list) or not rows:
            self.note("must hold at least one decision, as [[decisions]]")
            rows = []
        turns = tuple(self._turn(row, findings or {}, n) for n, row in enumerate(rows, 1))
        self._short_fields()
        self.where = self.path.name
        self.problems += self.guard.problems()
        if len({turn.id for turn in turns}) < len(turns):
            self.note("two decisions have the same id")
        if turns and not any(option.step for turn in turns for option in turn.options):
            self.note("no decision is a step of the gate: give the options of one decision a step")
        return Case(
            self.path.stem,
            str(self.data.get("number", "")),
            str(self.data.get("form", "")),
            title,
            stem,
            trap,
            debrief,
            turns,
        )

    def _short_fields(self):
        """What no learner reads as a sentence, and yet could hold a name or a dose."""
        self.where = self.path.name
        for name in ("number", "form"):
            if not _NUMBER_WORD.fullmatch(str(self.data.get(name, ""))):
                self.note(f"{name} must be such as 7 or B, got {self.data[name]!r}")
        if self.patient:
            story = self.patient.story
            self.guard.read(self.where, "patient story", story, story, (self.data,))
            band = load().limits["weight_kg"]
            if not band.low <= self.patient.weight_kg <= band.high:
                self.note(
                    f"patient weight_kg must be {format_number(band.low)} to "
                    f"{format_number(band.high)} kg, got {self.patient.weight_kg:g}"
                )

    def _turn(self, row, base, place) -> Turn:
        self.where = f"{self.path.name}: decision {row.get('id', place)}"
        self._known(
            row, {"id", "ask", "kind", "findings", "options", "before", "after", "shows_error"}
        )
        name = str(row.get("id", ""))
        if not _ID.fullmatch(name):
            self.note(f"id must be a short name such as next_step, got {row.get('id')!r}")
        ask = self._text(row, "ask")
        if not ask.endswith("?"):
            self.note(f"ask must end as a question, got {ask!r}")
        if row.get("kind") not in KINDS:
            self.note(f"kind must be one of {', '.join(KINDS)}, got {row.get('kind')!r}")
        findings = self._findings({**base, **row.get("findings", {})})
        options = tuple(self._option(each, row) for each in row.get("options", ()))
        self._check_options(options, findings)
        before, after = (self._labs(row.get(side, ()), findings) for side in ("before", "after"))
        if lacking := check_options(after, options):
            self.note(lacking)
        return Turn(name, ask, str(row.get("kind")), options, findings, before, after)

    def _labs(self, rows, findings) -> tuple[Lab, ...]:
        labs = []
        for row in rows:
            try:
                labs.append(read_lab(row, self._named, self.patient, findings))
            except (TypeError, ValueError) as error:
                self.note(str(error))
        return tuple(labs)

    def _named(self, value) -> float:
        """A number, or the value of one of the file's numbers by its name."""
        if isinstance(value, str):
            if value not in self.numbers:
                raise ValueError(f"{value!r} is not among the numbers of the file")
            return self.numbers[value]
        return float(value)

    def _patient(self, row) -> FictionalPatient | None:
        if row is None:
            return None
        try:
            return FictionalPatient("case", str(row["story"]), float(row["weight_kg"]))
        except (KeyError, TypeError, ValueError):
            self.note(f"patient must have a story and a weight_kg, got {row!r}")
            return None

    def _option(self, row, of) -> Option:
        known = {"id", "text", "consequence", "source", "expert", "step", "ends"}
        self._known(row, known | {"gives", "action", "shows_error", "settled_h"})
        texts = {name: self._text(row, name, of) for name in ("text", "consequence")}
        source = str(row.get("source", ""))
        try:
            record = find(source)
            if record is not None and not hasattr(record, "verdict") and not may_be_stated(record):
                self.note(
                    f"option {row.get('id')!r} rests on {source}, which may not be stated as fact"
                )
        except TableError:
            self.note(
                f"option {row.get('id')!r} names the source {source!r}, which the evidence does "
                "not have"
            )
        step = row.get("step", "")
        if step and step not in STEPS:
            self.note(
                f"option {row.get('id')!r}: step must be one of {', '.join(STEPS)}, got {step!r}"
            )
        try:
            gives = self._named(row.get("gives", 0))
        except (TypeError, ValueError) as error:
            self.note(f"option {row.get('id')!r}: gives: {error}")
            gives = 0.0
        if gives and (verdict := check_rate(gives)).level != "in_range":
            self.note(f"option {row.get('id')!r}: gives: {verdict.message}")
        return Option(
            str(row.get("id", "")),
            **texts,
            source=source,
            expert=row.get("expert") is True,
            step=step,
            ends=row.get("ends") is True,
            gives=gives,
            action=str(row.get("action", "")),
            settled_h=row.get("settled_h"),
        )

    def _check_options(self, options, findings):
        if not 2 <= len(options) <= 5:
            self.note(f"must have 2 to 5 options, got {len(options)}")
        if len({option.id for option in options}) < len(options) or not all(o.id for o in options):
            self.note("each option needs an id of its own")
        experts = [option for option in options if option.expert]
        if len(experts) != 1:
            self.note(f"must have exactly one expert option, got {len(experts)}")
            return
        if experts[0].ends:
            self.note("the expert option may not end the case early")
        steps = [option.step for option in options if option.step]
        if steps and len(steps) < len(options):
            self.note("either every option is a step of the gate, or none")
        if steps and findings is not None and experts[0].step != (due := decide(findings).step):
            self.note(f"the expert's step is {experts[0].step!r}, but the gate gives {due!r}")

    def _findings(self, rows: dict):
        rows = dict(rows)
        profile = rows.pop("profile", None)
        if profile is not None and profile not in self.profiles:
            self.note(f"findings name the profile {profile!r}, which {PROFILES} does not have")
            return None
        try:
            return Findings(**{**self.profiles.get(profile, {}), **rows})
        except (FindingsError, TypeError) as error:
            self.note(f"findings: {str(error).removeprefix('Findings.__init__() ')}")
            return None

    def _known(self, row, names):
        for extra in sorted(set(row) - names):
            self.note(f"unknown field {extra!r}")

    def _text(self, row, name, of=None) -> str:
        value = row.get(name)
        if not isinstance(value, str) or not value.strip():
            self.note(f"{name} must be words, got {value!r}")
            return ""
        filled = _LIMIT.sub(self._limit, value.strip())
        for missing in sorted(set(_NAME.findall(filled)) - set(self.numbers)):
            self.note(f"{name} uses {{{missing}}}, which is not among the numbers of the file")
        words = _NAME.sub(lambda found: format_number(self.numbers.get(found[1], 0)), filled)
        self.guard.read(self.where, name, value, words, (row, of))
        return words

    def _limit(self, found) -> str:
        value = getattr(load().limits.get(found[1]), found[2], None)
        if value is None:
            self.note(f"the evidence has no limit {found[1]}.{found[2]}")
            return "?"
        return format_number(value)

    def _number(self, name, row) -> float:
        try:
            return self._computed(row)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            self.note(f"number {name!r} cannot be computed: {error}")
            return 0.0

    def _computed(self, row: dict) -> float:
        """A limit, the middle of one, an order, an oral dose or a value, times a factor."""
        if "limit" in row:
            name, _, part = row["limit"].partition(".")
            value = getattr(load().limits[name], part)
        elif "middle" in row:
            limit = load().limits[row["middle"]]
            value = (limit.low + limit.high) / 2
        elif "order" in row:
            value = getattr(infusion_order(*map(self._named, row["order"])), row["field"])
        elif "oral" in row:
            value = oral_dose(*map(self._named, row["oral"])).dose_mg
        else:
            value = row["value"]
        # takes the binary dust off 0.05 * 62
        return float(f"{value * self._named(row.get('times', 1)):.12g}")
