"""How a ward writes a number: what counts as the key rounded, and what a pump can be set to."""

from __future__ import annotations

import math

import evidence
from evidence.numbers import format_number

WARD_STEP = 0.01
# Rounding may move a dose by no more than these shares: the course's own limits, no source's.
MOVES_AT_MOST = 0.05
# Many pumps show one decimal; a dose in mg is drawn up in whole ones, where half of a small one
# would be too much.
PUMP_UNIT, PUMP_DECIMAL = "mL/h", 0.1
DOSE_UNIT, WHOLE_MOVES_AT_MOST = "mg", 0.025
_ALL_WHOLE = 2.0**53  # a binary fraction above this has nothing behind its point
HAIR = 1e-6  # of a step: sums of binary fractions are not exact


def _whole(steps: float) -> bool:
    if abs(steps) > _ALL_WHOLE:  # and with it infinity, which cannot be rounded
        return True
    return abs(steps - round(steps)) <= HAIR * max(1.0, abs(steps))


def _steps(unit: str) -> list[tuple[float, float]]:
    """What a ward rounds an amount in `unit` to, each with the share by which it may move it."""
    steps = [(WARD_STEP, MOVES_AT_MOST)]
    steps += [(PUMP_DECIMAL, MOVES_AT_MOST)] if unit == PUMP_UNIT else []
    steps += [(1.0, WHOLE_MOVES_AT_MOST)] if unit == DOSE_UNIT else []
    return steps


def is_rounded(answer: float, value: float, round_up: bool = False, unit: str = "") -> bool:
    """Say whether `answer` is `value` as a ward rounds it, either way from the middle.

    Two decimals in any unit and one decimal in mL/h, at most 5 % away; whole mg, at most 2.5 %
    away. With `round_up` the next whole number counts too.
    """
    if round_up and _whole(answer) and 0 <= answer - value < 1:
        return True
    away = abs(answer - value)
    return any(
        away <= step * (0.5 + HAIR) and away <= most * abs(value) and _whole(answer / step)
        for step, most in _steps(unit)
    )


def roundings(value: float, round_up: bool = False, unit: str = "") -> tuple[float, ...]:
    """Every number that is_rounded takes for `value`."""
    found = [float(math.ceil(value))] if round_up else []
    for step, _ in _steps(unit):
        down = math.floor(value / step) * step
        found += [down, down + step]
    return tuple(each for each in found if is_rounded(each, value, round_up, unit))


def pump_problem(rate_ml_per_h: float) -> str:
    """Say why the course's pump cannot be set to this rate; "" if it can.

    The step of the pump is the limit pump_step of the evidence, which the course has set itself.
    """
    step = evidence.load().limits["pump_step"].amount
    if _whole(rate_ml_per_h / step):
        return ""
    return (
        f"The pump of this course is set in steps of {format_number(step)} mL/h, so it cannot be "
        f"set to {format_number(rate_ml_per_h, significant=15)} mL/h: round the rate."
    )
