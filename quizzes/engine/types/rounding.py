"""How a ward writes a number: what counts as the key rounded, and what a pump can be set to."""

from __future__ import annotations

import math

import evidence
from evidence.numbers import format_number

WARD_STEP = 0.01
# Rounding may move a dose by no more than this share: the course's own limit, no source's.
MOVES_AT_MOST = 0.05
PUMP_UNIT = "mL/h"
HAIR = 1e-6  # of a step: sums of binary fractions are not exact


def _whole(steps: float) -> bool:
    return abs(steps - round(steps)) <= HAIR * max(1.0, abs(steps))


def is_rounded(answer: float, value: float, round_up: bool = False) -> bool:
    """Say whether `answer` is `value` to two decimals (either way from the middle) and no more than
    5 % from it; with `round_up` the next whole number counts too."""
    if round_up and _whole(answer) and 0 <= answer - value < 1:
        return True
    away = abs(answer - value)
    near = away <= WARD_STEP * (0.5 + HAIR) and away <= MOVES_AT_MOST * abs(value)
    return near and _whole(answer / WARD_STEP)


def roundings(value: float, round_up: bool = False) -> tuple[float, ...]:
    """Every number that is_rounded takes for `value`."""
    down = math.floor(value / WARD_STEP) * WARD_STEP
    found = [down, down + WARD_STEP, *([float(math.ceil(value))] if round_up else [])]
    return tuple(each for each in found if is_rounded(each, value, round_up))


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
