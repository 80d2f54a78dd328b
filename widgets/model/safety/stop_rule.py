"""A stop rule agreed before the first dose, held against what happens later.

The harms and the later courses stand in stop_rule.toml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from evidence import OwnFile, WhenAsked
from evidence.errors import LearnerError
from evidence.rules import rule
from evidence.tables import TableError, read_rows
from widgets.model.kinetics import Patient
from widgets.model.kinetics.curve import DEFAULT_MODEL
from widgets.model.kinetics.events import ADULT_KG
from widgets.model.kinetics.spread import Spread, hours_to_share_spread

FILE = Path(__file__).parent / "stop_rule.toml"
ARRIVED = 0.9
TARGETS_POINTS, LIMITS_H = (1, 6), (6, 96)
TARGET_CHOICES_POINTS, LIMIT_CHOICES_H = (1, 2, 3, 4, 5, 6), (6, 12, 24, 48, 72, 96)


class RuleError(LearnerError):
    """A stop rule that could not stop anything; the sentence says what it lacks."""


@dataclass(frozen=True)
class Harm:
    """A harm that a rule may name; `all_the_same`: what is said where a rule has left it out.

    Only a harm that is stopped whether it was named or not has those words of the course.
    """

    id: str
    label: str
    all_the_same: str = ""


@dataclass(frozen=True)
class LaterCourse:
    """What happens to one made-up patient: pain of 10 by hour, and harms by hour."""

    id: str
    label: str
    pain: tuple[tuple[float, float], ...]
    harms: tuple[tuple[float, str], ...]
    note: str


@dataclass(frozen=True)
class CourseRow:
    """A later course as it stands in the file: pain at `hours`, harms at `harm_hours`."""

    id: str
    label: str
    note: str
    hours: tuple[float, ...] = rule("numbers")
    pain: tuple[float, ...] = rule("numbers")
    harm_hours: tuple[float, ...] = rule("numbers", default=())
    harms: tuple[str, ...] = ()


class StopRuleWords(NamedTuple):
    """Harms and later courses by id."""

    harms: Mapping[str, Harm]
    courses: Mapping[str, LaterCourse]


def stop_rule_words_from(path: Path | str) -> StopRuleWords:
    """Read harms and later courses of a file; TableError names each problem."""
    path, problems = Path(path), list[str]()
    harms = {row.id: row for _, row in read_rows(path, "harm", Harm, problems, ("course",))}
    rows = list(read_rows(path, "course", CourseRow, problems, ("harm",)))
    if problems:  # a harm that cannot be read is not told again for each course that has it
        raise TableError(problems)
    courses = {}
    for where, row in rows:
        for name, hours, found in (
            ("pain", row.hours, row.pain),
            ("harms", row.harm_hours, row.harms),
        ):
            if len(hours) != len(found) or list(hours) != sorted(set(hours)):
                problems.append(f"{where}: {name}: must have one for each of its rising hours")
        if not row.pain or not all(0 <= score <= 10 for score in row.pain):
            problems.append(f"{where}: pain: must be scores from 0 to 10, got {list(row.pain)}")
        problems += [
            f"{where}: harms: {each!r} is no harm of this file"
            for each in row.harms
            if each not in harms
        ]
        pain, later = zip(row.hours, row.pain), zip(row.harm_hours, row.harms)
        courses[row.id] = LaterCourse(row.id, row.label, tuple(pain), tuple(later), row.note)
    if problems:
        raise TableError(problems)
    return StopRuleWords(MappingProxyType(harms), MappingProxyType(courses))


# Whole or not at all: a rule is never offered with fewer harms to end it.
CONTENT = OwnFile(FILE, stop_rule_words_from)
COURSES = WhenAsked(lambda: CONTENT.given().courses)
HARMS = WhenAsked(lambda: {each.id: each.label for each in CONTENT.given().harms.values()})
STOPPED_ALL_THE_SAME = WhenAsked(
    lambda: {e.id: e.all_the_same for e in CONTENT.given().harms.values() if e.all_the_same}
)


@dataclass(frozen=True)
class Rule:
    """Response target (points of 10 that pain must fall), time limit in hours, harms that end it.

    Raises RuleError for a target or a limit outside what can be judged, or without any harm.
    """

    target_points: float
    limit_h: float
    harms: tuple[str, ...]

    def __post_init__(self) -> None:
        for value, (low, high), words in (
            (
                self.target_points,
                TARGETS_POINTS,
                "The response target must be {} to {} points of 10",
            ),
            (self.limit_h, LIMITS_H, "The time limit must be {} to {} h"),
        ):
            if isinstance(value, bool) or not isinstance(value, Real) or not low <= value <= high:
                raise RuleError(f"{words.format(low, high)}, got {value!r}.")
        if not isinstance(self.harms, tuple):
            raise RuleError(f"The harms must be a tuple of names, got {self.harms!r}.")
        unknown = [harm for harm in self.harms if harm not in HARMS]
        if unknown:
            raise RuleError(f"{unknown[0]!r} is not a harm on the list.")
        if not self.harms:
            raise RuleError("Without a harm limit nothing but time ends this: choose at least one.")


@dataclass(frozen=True)
class Outcome:
    """How a course ends under a rule: `action` is "go_on", "stop" or "unforeseen", at an hour.

    `why` is a clause that begins with "because"; `added` a sentence of the course about a harm that
    the rule does not name; `limit` says what the rule said at the time limit, where a harm came
    after it ("" if there is nothing to say).
    """

    action: str
    at_h: float
    why: str
    added: str = ""
    limit: str = ""


def arrival_h(model: str = DEFAULT_MODEL, setting: str = "patient") -> Spread:
    """Hours until a steady infusion is at 90 % of its plateau, among the people of a setting.

    At 70 kg; the hours do not depend on the rate. setting: a key of POPULATIONS.
    """
    return hours_to_share_spread(ARRIVED, Patient(ADULT_KG), model, setting)


def still_rising_at_limit(rule: Rule, model: str = DEFAULT_MODEL, setting: str = "patient") -> bool:
    """Whether the rule judges before the level has arrived in the slow one in twenty.

    That it has arrived is the earliest sensible hour to judge, and no more: relief may lag it.
    """
    return rule.limit_h < arrival_h(model, setting).slow


def pain_at(course: LaterCourse, hour: float) -> float:
    """The last pain score taken at or before an hour."""
    return [score for at, score in course.pain if at <= hour][-1]


def hold_against(rule: Rule, course: LaterCourse) -> Outcome:
    """Say how a course ends under a rule: by a harm before the limit, by the target at the limit,
    or by a harm after it.

    A patient who asks to stop is stopped, whether the rule names it or not.
    """
    harms = sorted(course.harms)
    if harms and harms[0][0] <= rule.limit_h:
        return _harmed(rule, *harms[0])
    fall = course.pain[0][1] - pain_at(course, rule.limit_h)
    asked = f"and you had asked for {rule.target_points:g}."
    if fall < rule.target_points:
        moved = "pain has not fallen" if fall <= 0 else f"pain has fallen by only {_points(fall)}"
        return Outcome("stop", rule.limit_h, f"because {moved}, {asked}")
    why = f"because pain has fallen by {_points(fall)}, {asked}"
    if not harms:
        return Outcome("go_on", rule.limit_h, why)
    return replace(_harmed(rule, *harms[0]), limit=why)


def _harmed(rule: Rule, hour: float, harm: str) -> Outcome:
    words = HARMS[harm][0].lower() + HARMS[harm][1:]
    if harm in rule.harms:
        return Outcome("stop", hour, f"because of a harm that you had named: {words}.")
    return Outcome(
        "stop" if harm == "wish" else "unforeseen",
        hour,
        f"because {words}." if harm == "wish" else f"because you had not named this harm: {words}.",
        STOPPED_ALL_THE_SAME.get(harm, ""),
    )


def _points(number: float) -> str:
    return f"{number:g} point{'' if number == 1 else 's'}"
