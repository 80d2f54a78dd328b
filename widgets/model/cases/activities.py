"""Reads the labs of a case file: which explorer opens at a decision, and with which order."""

import re

from widgets.model.cases.records import Lab
from widgets.model.dosing import check_rate
from widgets.model.exercises.error_detection import error_exercise_of
from widgets.model.exercises.sums import SUMS
from widgets.model.gate import decide
from widgets.model.regimens.patients import FictionalPatient
from widgets.model.regimens.regimen import LONGEST_H as LONGEST_PLAN_H
from widgets.model.regimens.regimen import SHORTEST_H
from widgets.model.safety.adverse import ACTIONS, LONGEST_H, levels_after, load_effects

FIELDS = {
    "bench": {"sum", "ordered"},
    "infusion": {"ordered", "hours", "predict_at_h"},
    "drill": {"ordered", "error"},
    "night": {"effect"},
}
OPTIONAL = {"drill": {"unit"}}
# The course's own rule: words may call an effect over only when at most this share of the level at
# the call is left in the model. That the level is low does not make a patient well.
SETTLED_SHARE = 0.6
_CLOCK = "noon|dawn|midnight|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
TIME = re.compile(
    r"\b(within|after|in) (the|an|a|half an|\w+) (minute|hour)s?\b|in the morning|by morning|"
    rf"\b(by|at) (\d\d:\d\d|{_CLOCK})\b",
    re.IGNORECASE,
)


def read_lab(row, number_of, patient: FictionalPatient | None, findings) -> Lab:
    """One lab from its TOML table; ValueError with the reason for anything that cannot be opened.

    number_of(value): a number, or the value of one of the file's named numbers. A lab that deals
    with a dose opens only where the gate gives a ketamine trial for the `findings`.
    """
    kind = row.get("lab") if isinstance(row, dict) else None
    if kind not in FIELDS:
        raise ValueError(f"lab must be one of {', '.join(FIELDS)}, got {kind!r}")
    wanted, given = FIELDS[kind], set(row) - {"lab"}
    for name in sorted(wanted - given):
        raise ValueError(f"the {kind} needs {name}")
    for name in sorted(given - wanted - OPTIONAL.get(kind, set())):
        raise ValueError(f"the {kind} has no {name!r}")
    if kind == "night":
        if row["effect"] not in load_effects():
            raise ValueError(
                f"effect must be one of {', '.join(load_effects())}, got {row['effect']!r}"
            )
        return Lab(kind, effect=row["effect"])
    if patient is None:
        raise ValueError(f"the {kind} needs the case's [patient] with story and weight_kg")
    if findings is not None and (step := decide(findings).step) != "ketamine_trial":
        raise ValueError(f"the {kind} opens only behind the gate, which gives {step!r} here")
    ordered = number_of(row["ordered"])
    if kind == "bench":
        if row["sum"] not in SUMS:
            raise ValueError(f"sum must be one of {', '.join(SUMS)}, got {row['sum']!r}")
        return Lab(kind, patient, sum=row["sum"], ordered=ordered)
    if (verdict := check_rate(ordered)).level != "in_range":
        raise ValueError(f"ordered: {verdict.message}")
    if kind == "drill":
        unit = row.get("unit", "mg/kg/h")
        error_exercise_of(row["error"], patient, ordered, unit)
        return Lab(kind, patient, ordered=ordered, error=row["error"], unit=unit)
    hours, at_h = number_of(row["hours"]), number_of(row["predict_at_h"])
    if not SHORTEST_H <= hours <= LONGEST_PLAN_H or not 0 < at_h <= hours:
        raise ValueError(
            f"hours must be {SHORTEST_H} to {LONGEST_PLAN_H} and predict_at_h within them, "
            f"got {hours:g} and {at_h:g}"
        )
    return Lab(kind, patient, ordered=ordered, hours=hours, predict_at_h=at_h)


def check_options(labs, options) -> str:
    """What the options lack for the labs that follow them, in words; "" if nothing."""
    kinds = {lab.kind for lab in labs}
    if "night" in kinds:
        for option in options:
            if option.action not in ACTIONS:
                return (
                    f"option {option.id!r}: action must be one of {', '.join(ACTIONS)}, because a "
                    f"night follows, got {option.action!r}"
                )
            if lacking := _settled_too_soon(option):
                return lacking
    if "infusion" in kinds:
        for option in options:
            if option.gives and (verdict := check_rate(option.gives)).level != "in_range":
                return f"option {option.id!r}: gives: {verdict.message}"
    return ""


def _settled_too_soon(option) -> str:
    """What is wrong with the time at which an effect is told to be over; "" if nothing."""
    hours = option.settled_h
    if hours is None:
        found = TIME.search(option.consequence)
        return found and (
            f"option {option.id!r} names a time ({found[0]!r}), and a night follows: settled_h "
            "must say after how many hours the effect is told to be over, 0 if it is not told"
        )
    number = isinstance(hours, int | float) and not isinstance(hours, bool)
    if not number or not 0 <= hours <= LONGEST_H:
        return f"option {option.id!r}: settled_h must be 0 to {LONGEST_H:g} hours, got {hours!r}"
    if not hours:
        return ""
    start, then = levels_after(option.action, [0.0, float(hours)])
    if then <= SETTLED_SHARE * start:
        return ""
    return (
        f"option {option.id!r}: the effect is told to be over {hours:g} h after the call, when the "
        f"model has {100 * then / start:.0f} % of the level left; at most "
        f"{100 * SETTLED_SHARE:.0f} % may be"
    )
