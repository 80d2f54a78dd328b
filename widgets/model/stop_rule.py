"""A stop rule agreed before the first dose, held against what happens later."""

from dataclasses import dataclass
from numbers import Real

from .kinetics import Patient
from .readouts import hours_to_90_percent

TARGETS_POINTS, LIMITS_H = (1, 6), (6, 96)
HARMS = {
    "unrousable": "Hard to rouse, or slow breathing",
    "frightened": "Frightening hallucinations that stay after the rate is lowered",
    "pressure": "A rise in blood pressure that is a hazard for this patient",
    "liver": "Liver enzymes that rise clearly",
    "wish": "The patient asks to stop",
}
NEVER_LEAVE_OUT = ("unrousable", "wish")


class RuleError(ValueError):
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
    """What the rule says: `action` is "go_on", "stop" or "unforeseen", at an hour, and why.

    `later` tells of a harm after the time limit, where the trial went on ("" if there was none).
    """

    action: str
    at_h: float
    why: str
    later: str = ""


def still_rising_at_limit(rule: Rule) -> bool:
    """Whether the rule judges before a steady infusion has reached 90 % of its plateau.

    Model kamp_2020, a typical person; the hours do not depend on the rate.
    """
    return rule.limit_h < hours_to_90_percent(Patient(70))


def pain_at(course: LaterCourse, hour: float) -> float:
    """The last pain score taken at or before an hour."""
    return [score for at, score in course.pain if at <= hour][-1]


def hold_against(rule: Rule, course: LaterCourse) -> Outcome:
    """Say what a rule would have done in a course: harm first, then the target at the limit."""
    for hour, harm in sorted(course.harms):
        if hour > rule.limit_h:
            break
        words = _harm(harm)
        if harm in rule.harms:
            return Outcome("stop", hour, f"a harm that you had named: {words}.")
        return Outcome(
            "unforeseen",
            hour,
            f"a harm that you had not named: {words}. The night has to decide alone.",
        )
    fall = course.pain[0][1] - pain_at(course, rule.limit_h)
    if fall >= rule.target_points:
        why = f"pain has fallen by {_points(fall)}, and you had asked for {rule.target_points:g}."
        return Outcome("go_on", rule.limit_h, why, _later(rule, course))
    moved = "pain has not fallen" if fall <= 0 else f"pain has fallen by only {_points(fall)}"
    return Outcome("stop", rule.limit_h, f"{moved}, and you had asked for {rule.target_points:g}.")


def _points(number: float) -> str:
    return f"{number:g} point{'' if number == 1 else 's'}"


def _harm(harm: str) -> str:
    return HARMS[harm][0].lower() + HARMS[harm][1:]


def _later(rule: Rule, course: LaterCourse) -> str:
    for hour, harm in sorted(course.harms):
        if hour > rule.limit_h:
            named = (
                "You had named it: stop."
                if harm in rule.harms
                else "You had not named it: the night has to decide alone."
            )
            return f"Then, at hour {hour:g}: {_harm(harm)}. {named}"
    return ""
