"""What a simulation refuses, in one sentence that names the thing, the limit and what came."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from numbers import Real

import numpy as np

from evidence.errors import LearnerError
from evidence.files.left_out import LeftOut, may_lack


class KineticsError(LearnerError):
    """A simulation that cannot be run; the message is one sentence that names what is wrong."""


def check_number(
    name: str, value: object, must_be: str, test: Callable[[float], bool] = lambda value: True
) -> None:
    """Raise KineticsError unless `value` is a finite number that passes `test`."""
    is_number = isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
    if not (isinstance(value, Real) and is_number and test(float(value))):
        raise KineticsError(f"{name} must be {must_be}, got {_shown(value)}.")


def check_choice(name: str, value: object, choices: Collection[str]) -> None:
    """Raise KineticsError unless `value` is one of the choices, which the message lists.

    Raises LeftOut for one that is left out of them.
    """
    if isinstance(value, str) and isinstance(choices, Mapping) and may_lack(choices, value):
        raise LeftOut
    if not isinstance(value, str) or value not in choices:
        raise KineticsError(f"{name} must be one of {', '.join(choices)}; got {_shown(value)}.")


def _shown(value: object) -> str:
    return str(value) if isinstance(value, Real) else repr(value)


def check_times(times_h: Sequence[float] | np.ndarray) -> np.ndarray:
    """Return the hours as an array of shape (n,); KineticsError unless they are finite numbers."""
    try:
        hours = np.asarray(times_h, dtype=float)
    except (TypeError, ValueError):
        raise KineticsError(f"times_h must be a list of hours, got {times_h!r}.") from None
    if hours.ndim != 1 or not len(hours):
        raise KineticsError(
            f"times_h must be a list of at least one hour, got an array of shape {hours.shape}."
        )
    if not np.isfinite(hours).all():
        wrong = hours[~np.isfinite(hours)][0]
        raise KineticsError(f"times_h must hold finite numbers of hours, got {wrong}.")
    return hours
