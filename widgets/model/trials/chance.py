"""What chance alone does to a trial and to a small series: simulated, and worked out exactly."""

from dataclasses import dataclass
from functools import lru_cache
from math import lgamma, sqrt

import numpy as np
from numpy.typing import ArrayLike

from evidence.errors import LearnerError
from widgets.model.trials.effects import NORMAL, normal_quantile

ALPHA = 0.05  # the usual two-sided bound of significance
MOST_PER_ARM = 1000


@dataclass(frozen=True)
class ManyTrials:
    """The same trial many times: events of each arm and the p value, each of shape (trials,)."""

    n_per_arm: int
    treated_events: np.ndarray
    control_events: np.ndarray
    p_values: np.ndarray

    @property
    def differences(self) -> np.ndarray:
        """Share on treatment minus share on control, shape (trials,)."""
        differences: np.ndarray = (self.treated_events - self.control_events) / self.n_per_arm
        return differences

    @property
    def found(self) -> np.ndarray:
        """Which trials call treatment better, significantly."""
        return (self.p_values < ALPHA) & (self.differences > 0)

    @property
    def found_worse(self) -> np.ndarray:
        """Which trials call treatment worse, significantly."""
        return (self.p_values < ALPHA) & (self.differences < 0)


def _check(n_per_arm: int, *shares: float) -> None:
    if not 1 <= n_per_arm <= MOST_PER_ARM:
        raise LearnerError(f"An arm must hold 1 to {MOST_PER_ARM:,} people, got {n_per_arm}.")
    for share in shares:
        if not 0 <= share <= 1:
            raise LearnerError(f"A share of responders must lie between 0 and 1, got {share:g}.")


def p_values(treated_events: ArrayLike, control_events: ArrayLike, n_per_arm: int) -> np.ndarray:
    """Two-sided p values with a pooled variance, for arrays of events in two arms of equal size.

    Events and what comes out have one shape.
    """
    treated, control = np.asarray(treated_events, float), np.asarray(control_events, float)
    pooled = (treated + control) / (2 * n_per_arm)
    spread = np.sqrt(pooled * (1 - pooled) * 2 / n_per_arm)
    z = np.divide(
        np.abs(treated - control) / n_per_arm, spread, out=np.zeros_like(spread), where=spread > 0
    )
    return _two_tails(z)


def _two_tails(z: np.ndarray) -> np.ndarray:
    # Few distinct values come from whole people, so the exact tail is worked out once for each.
    known, places = np.unique(z, return_inverse=True)
    tails = np.array([2 * NORMAL.cdf(-value) for value in known])
    return tails[places.reshape(z.shape)]


def run_trials(
    n_per_arm: int, treated_share: float, control_share: float, trials: int = 1000, seed: int = 1
) -> ManyTrials:
    """Run a trial many times from one seed: the same seed gives the same trials again."""
    _check(n_per_arm, treated_share, control_share)
    rng = np.random.default_rng(seed)
    treated = rng.binomial(n_per_arm, treated_share, trials)
    control = rng.binomial(n_per_arm, control_share, trials)
    return ManyTrials(n_per_arm, treated, control, p_values(treated, control, n_per_arm))


@lru_cache(maxsize=256)
def binomial(n: int, share: float) -> np.ndarray:
    """The chance of 0, 1 … n responders of n, shape (n + 1,)."""
    k = np.arange(n + 1)
    if share in (0.0, 1.0):
        certain: np.ndarray = (k == (n if share else 0)).astype(float)
        return certain
    log_ways = np.array([lgamma(n + 1) - lgamma(j + 1) - lgamma(n - j + 1) for j in range(n + 1)])
    chances: np.ndarray = np.exp(log_ways + k * np.log(share) + (n - k) * np.log1p(-share))
    return chances


@lru_cache(maxsize=256)
def exact_power(n_per_arm: int, treated_share: float, control_share: float) -> float:
    """The chance that the trial calls treatment better, summed over every possible outcome."""
    _check(n_per_arm, treated_share, control_share)
    treated, control = np.meshgrid(
        np.arange(n_per_arm + 1), np.arange(n_per_arm + 1), indexing="ij"
    )
    found = (p_values(treated, control, n_per_arm) < ALPHA) & (treated > control)
    weights = np.outer(binomial(n_per_arm, treated_share), binomial(n_per_arm, control_share))
    return float(weights[found].sum())


def normal_power(n_per_arm: int, treated_share: float, control_share: float) -> float:
    """The same chance by the textbook formula, which is close for large arms."""
    _check(n_per_arm, treated_share, control_share)
    middle = (treated_share + control_share) / 2
    under_none = sqrt(2 * middle * (1 - middle) / n_per_arm)
    own = sqrt(
        (treated_share * (1 - treated_share) + control_share * (1 - control_share)) / n_per_arm
    )
    if own == 0:
        return float(treated_share > control_share)
    reach = treated_share - control_share - normal_quantile(1 - ALPHA) * under_none
    return NORMAL.cdf(reach / own)


def series_reaches(n: int, share: float, least_share: float) -> float:
    """The chance that a series without controls has at least `least_share` of n responders."""
    _check(n, share, least_share)
    least = int(np.ceil(least_share * n - 1e-9))
    return float(binomial(n, share)[least:].sum())


def power_of_hundred(n_per_arm: int, treated_of_100: float, control_of_100: float) -> float:
    """Of 100 trials, how many call treatment better; responders are given of 100."""
    return 100 * exact_power(n_per_arm, treated_of_100 / 100, control_of_100 / 100)


def series_of_hundred(n: int, responders_of_100: float, least_of_100: float) -> float:
    """Of 100 series without controls, how many reach a share; responders are given of 100."""
    return 100 * series_reaches(n, responders_of_100 / 100, least_of_100 / 100)
