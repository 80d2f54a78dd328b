"""A simulated audit of a drug that does nothing, and four things that make it look better.

Every size here is made up for illustration; none comes from a study. They are chosen so that the
simulated placebo arm of a strict, blinded trial answers about as often as a published one did.
"""

from dataclasses import dataclass

import numpy as np

from evidence.errors import LearnerError

PATIENTS = 20_000
USUAL_PAIN, BETWEEN_PEOPLE, FROM_DAY_TO_DAY = 5.3, 1.2, 1.0  # points of 10
DAYS_LOOKED_AT = 3  # treated on the worst of so many days
EXPECTATION, EXPECTATION_SPREAD = 0.3, 0.8  # points of relief from care and hope, over people
LEFT_OUT = 0.7  # share of those not better on the first day who are never counted
STRICT_FALL, LOOSE_FALL = 2.0, 1.0  # points that count as a response


@dataclass(frozen=True)
class Causes:
    """Which of the four causes act: none of them is the drug."""

    regression: bool = False
    selection: bool = False
    placebo: bool = False
    loose_definition: bool = False


@dataclass(frozen=True)
class Audit:
    """What a simulated audit reports: the share that responded, and how many were counted."""

    share: float
    counted: int
    treated: int


def simulate_audit(causes: Causes, seed: int = 1, patients: int = PATIENTS) -> Audit:
    """Treat made-up patients with a drug that has no effect, and report as `causes` make it look.

    Raises LearnerError for fewer than 1 patient. The same seed treats the same patients.
    """
    if patients < 1:
        raise LearnerError(f"An audit must hold at least 1 patient, got {patients}.")
    rng = np.random.default_rng(seed)
    usual = rng.normal(USUAL_PAIN, BETWEEN_PEOPLE, patients)
    days = rng.normal(0, FROM_DAY_TO_DAY, (patients, DAYS_LOOKED_AT + 2))
    hope = rng.normal(EXPECTATION, EXPECTATION_SPREAD, patients)
    unlucky = rng.random(patients) < LEFT_OUT

    start = days[:, :DAYS_LOOKED_AT].max(axis=1) if causes.regression else days[:, 0]
    relief = hope if causes.placebo else np.zeros(patients)
    before, first_day, after = (
        _score(usual + start),
        _score(usual + days[:, -2] - relief),
        _score(usual + days[:, -1] - relief),
    )
    counted = np.ones(patients, dtype=bool)
    if causes.selection:
        counted = (first_day < before) | ~unlucky
    fall = LOOSE_FALL if causes.loose_definition else STRICT_FALL
    responded = before - after >= fall
    return Audit(float(responded[counted].mean()), int(counted.sum()), patients)


def before_and_after(
    people: int, worst_day: bool, fall: float, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Pain of made-up people (0 to 10) at the start and later; two arrays of shape (people,).

    The start is the worst of a few days, or any day; a treatment takes `fall` points away.
    """
    rng = np.random.default_rng(seed)
    usual = rng.normal(USUAL_PAIN, BETWEEN_PEOPLE, people)
    days = rng.normal(0, FROM_DAY_TO_DAY, (people, DAYS_LOOKED_AT + 1))
    start = days[:, :DAYS_LOOKED_AT].max(axis=1) if worst_day else days[:, 0]
    return _score(usual + start), _score(usual + days[:, -1] - fall)


def _score(points: np.ndarray) -> np.ndarray:
    score: np.ndarray = np.clip(points, 0, 10)
    return score


def simulate_trial(causes: Causes, seed: int = 1) -> tuple[Audit, Audit]:
    """The same idle drug against placebo: (drug, placebo), with all causes on both.

    Allotted by chance, blinded, and those who leave are lost from both arms alike: where one arm
    loses more, selection does not cancel.
    """
    return simulate_audit(causes, seed), simulate_audit(causes, seed + 1000)
