"""Reads the activities of a case file: which explorer opens at a decision, and with which order."""

import math
import re

from evidence import LeftOut, load
from widgets.model.cases.records import Lab
from widgets.model.cases.table import CaseTable
from widgets.model.dosing import check_rate
from widgets.model.exercises.error_detection import error_exercise_of
from widgets.model.exercises.sums import SUMS
from widgets.model.regimens.regimen import LONGEST_H, SHORTEST_H
from widgets.model.safety.adverse import ACTIONS, NIGHT_H, levels_after, load_effects

# The course's own rule: words may call an effect over only when at most this share of the level at
# the call is left in the model. That the level is low does not make a patient well.
SETTLED_SHARE = 0.6
_CLOCK = "noon|dawn|midnight|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
TIME = re.compile(
    r"\b(within|after|in) (the|an|a|half an|\w+) (minute|hour)s?\b|in the morning|by morning|"
    rf"\b(by|at) (\d\d:\d\d|{_CLOCK})\b",
    re.IGNORECASE,
)


def read_activity(table: CaseTable) -> Lab | None:
    """One activity from its table; None, with the problem noted, for what cannot be opened.

    That one which deals with a dose opens behind the gate only is held where the case is walked.
    """
    before = len(table.problems)
    kind = table.word("lab", ACTIVITIES)
    lab = _READERS[kind](table) if kind else None
    table.close()
    if kind and kind != "night" and table.file.patient is None:
        table.problem("", f"the {kind} needs the case's [patient] with story and weight_kg")
    return lab if len(table.problems) == before else None


def _night(table: CaseTable) -> Lab:
    return Lab("night", effect=table.word("effect", load_effects()))


def _bench(table: CaseTable) -> Lab:
    name, ordered = table.word("sum", SUMS), table.amount("ordered")
    limits = load().limits
    if name == "infusion":
        _check_rate(table, ordered)
    elif name:
        oral, bolus = limits["oral_per_dose"], limits["bolus_acute_pain_ceiling"]
        limit = oral if name == "oral" else bolus
        inside = (
            oral.least <= ordered <= oral.most if name == "oral" else 0 < ordered < bolus.amount
        )
        if not inside and not math.isnan(ordered):
            table.problem("ordered", f"outside {limit.label!r}, got {ordered:g} {limit.unit}")
    return Lab("bench", table.file.patient, sum=name, ordered=ordered)


def _infusion(table: CaseTable) -> Lab:
    ordered = _rate(table)
    hours, at_h = table.amount("hours"), table.amount("predict_at_h")
    known = not math.isnan(hours + at_h)
    if known and (not SHORTEST_H <= hours <= LONGEST_H or not 0 < at_h <= hours):
        table.problem(
            "hours",
            f"must be {SHORTEST_H} to {LONGEST_H} and predict_at_h within them, "
            f"got {hours:g} and {at_h:g}",
        )
    return Lab("infusion", table.file.patient, ordered=ordered, hours=hours, predict_at_h=at_h)


def _drill(table: CaseTable) -> Lab:
    ordered, error = _rate(table), table.text("error")
    unit = table.text("unit", "mg/kg/h")
    if table.file.patient and error and unit and not math.isnan(ordered):
        try:
            error_exercise_of(error, table.file.patient, ordered, unit)
        except LeftOut:
            raise  # no mistake of this file
        except ValueError as refusal:
            table.problem("error", str(refusal))
    return Lab("drill", table.file.patient, ordered=ordered, error=error, unit=unit)


def _rate(table: CaseTable) -> float:
    ordered = table.amount("ordered")
    _check_rate(table, ordered)
    return ordered


def _check_rate(table: CaseTable, rate_mg_per_kg_h: float) -> None:
    if math.isnan(rate_mg_per_kg_h):
        return  # already complained of
    if (verdict := check_rate(rate_mg_per_kg_h)).level != "in_range":
        table.problem("ordered", verdict.message)


_READERS = {"bench": _bench, "infusion": _infusion, "drill": _drill, "night": _night}
ACTIVITIES = tuple(_READERS)


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
        found = TIME.search(option.happens)
        return found and (
            f"option {option.id!r} names a time ({found[0]!r}), and a night follows: settled_h "
            "must say after how many hours the effect is told to be over, 0 if it is not told"
        )
    number = isinstance(hours, int | float) and not isinstance(hours, bool)
    if not number or not 0 <= hours <= NIGHT_H:
        return f"option {option.id!r}: settled_h must be 0 to {NIGHT_H:g} hours, got {hours!r}"
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
