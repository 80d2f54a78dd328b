"""A stop rule agreed before the first dose, held against what happens later."""

from dataclasses import dataclass, replace
from numbers import Real

from evidence.errors import LearnerError
from widgets.model.kinetics import Patient
from widgets.model.kinetics.curve import DEFAULT_MODEL
from widgets.model.kinetics.spread import Spread, hours_to_share_spread

ADULT_KG, ARRIVED = 70.0, 0.9
TARGETS_POINTS, LIMITS_H = (1, 6), (6, 96)
TARGET_CHOICES_POINTS, LIMIT_CHOICES_H = (1, 2, 3, 4, 5, 6), (6, 12, 24, 48, 72, 96)
HARMS = {
    "unrousable": "Hard to rouse, or slow breathing",
    "frightened": "Frightening hallucinations that stay after the rate is lowered",
    "pressure": "A rise in blood pressure that is a hazard for this patient",
    "liver": "Liver tests that rise clearly, alkaline phosphatase and gamma-GT among them",
    "wish": "The patient asks to stop",
}
NEVER_LEAVE_OUT = ("unrousable", "wish")
# The course's own words, where a rule has left out one of these.
STOPPED_ALL_THE_SAME = {
    "unrousable": "The night has to decide alone. Whoever is hard to rouse is stopped all the "
    "same: breathing first, hold the opioid, call.",
    "wish": "A patient who asks to stop is stopped, named or not; named, nobody has to argue at "
    "night.",
}


class RuleError(LearnerError):
    """A stop rule that could not stop anything; the sentence says what it lacks."""


@dataclass(frozen=True)
class Rule:
    """Response target (points of 10 that pain must fall), time limit in hours, harms that end it.

    Raises RuleError for a target or a limit outside what can be judged, or without any harm.
    """

    target_points: float
    limit_h: float
    harms: tuple[str, ...]

    def __post_init__(self):
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
class LaterCourse:
    """What happens to one made-up patient: pain of 10 by hour, and harms by hour."""

    id: str
    label: str
    pain: tuple[tuple[float, float], ...]
    harms: tuple[tuple[float, str], ...]
    note: str


COURSES = {
    each.id: each
    for each in (
        LaterCourse(
            "anna",
            "Patient 1",
            ((0, 8), (6, 7), (12, 5), (24, 4), (48, 4), (72, 3), (96, 3)),
            (),
            "Mild floating on the first evening, gone by morning.",
        ),
        LaterCourse(
            "bela",
            "Patient 2",
            ((0, 7), (6, 7), (12, 6), (24, 7), (48, 6), (72, 7), (96, 7)),
            (),
            "“A little better, perhaps?” says the team at each round.",
        ),
        LaterCourse(
            "cleo",
            "Patient 3",
            ((0, 8), (6, 6), (12, 4), (24, 3), (48, 3), (72, 3), (96, 3)),
            ((20, "unrousable"),),
            "Pain is falling nicely when the night nurse calls.",
        ),
        LaterCourse(
            "dora",
            "Patient 4",
            ((0, 7), (6, 6), (12, 5), (24, 5), (48, 4), (72, 4), (96, 4)),
            ((30, "wish"),),
            "“I would rather have the pain than these dreams.”",
        ),
    )
}


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
