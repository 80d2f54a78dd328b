"""Wind-up as a picture: each stimulus hurts more than the last, until the growth is blocked.

An illustration, not a fit. The sizes are made up; only the pattern comes from experiments in people
(source F-M03): the growth shrinks, the first response and the threshold stay.
"""

import numpy as np

from evidence import load
from evidence.errors import LearnerError

GROWTH_AT_ONE_HZ = 0.08  # of the first response, for each stimulus; made up
LOW_HZ, HIGH_HZ = 0.3, 3.0  # what the explorer offers


def _measured(name: str) -> float:
    return next(q.amount for q in load().facts["F-M03"].quantities if q.name == name)


def stimuli() -> int:
    """How many stimuli the human experiment gave in a row (source F-M03)."""
    return int(_measured("stimuli"))


def stimulus_strength() -> float:
    """How strong each stimulus was, in thresholds (source F-M03)."""
    return _measured("stimulus strength over reflex threshold")


def growth(frequency_hz: float, blocked_share: float) -> float:
    """How much each stimulus adds, as a share of the first response.

    Raises LearnerError for a frequency outside 0.3 to 3 Hz or a share outside 0 to 1.
    """
    if not LOW_HZ <= frequency_hz <= HIGH_HZ:
        raise LearnerError(
            f"The rhythm must lie between {LOW_HZ:g} and {HIGH_HZ:g} Hz, got {frequency_hz:g} Hz."
        )
    if not 0 <= blocked_share <= 1:
        raise LearnerError(f"The blocked share must lie between 0 and 1, got {blocked_share:g}.")
    return GROWTH_AT_ONE_HZ * frequency_hz * (1 - blocked_share)


def responses(frequency_hz: float, blocked_share: float = 0.0) -> np.ndarray:
    """The response to each stimulus, the first being 1; shape (stimuli,)."""
    return 1 + growth(frequency_hz, blocked_share) * np.arange(stimuli())


def response_after(step: float, stimulus: float) -> float:
    """The response to a stimulus, if each adds `step` of the first; LearnerError below 1."""
    if stimulus < 1:
        raise LearnerError(f"Stimuli are counted from 1, got {stimulus:g}.")
    return 1 + step * (stimulus - 1)
