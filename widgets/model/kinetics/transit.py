"""How a dose passes through first-order stages in series, exactly and without cancellation.

What has reached the last stage at time t is a divided difference of exponentials. The schoolbook
formula (Bateman's) divides by differences of rates and breaks down when two of them meet, for
example those of absorption and elimination. That is no corner case: a learner's slider of the
absorption half-life passes through each rate of the body. Here equal rates are an ordinary case:
every value is a sum of positive terms, or a difference of two values that are well apart.
"""

from __future__ import annotations

from math import factorial

import numpy as np

# Below this product of time and spread of the rates a difference would lose digits, and a series is
# summed; its terms shrink at least as fast as 0.05**k / k!, so that eight reach the last bit.
NARROW = 0.05
TERMS = 8


class TransitChain:
    """First-order stages in series: what an impulse at the first has left in the last.

    rates: per h, in any order, arrays that broadcast to shape (..., people); a rate of 0 keeps what
    it gets. Called with hours (t,), gives shape (..., t, people) in h**(stages - 1).
    """

    def __init__(self, *rates: np.ndarray | float) -> None:
        self.rates = np.sort(np.stack(np.broadcast_arrays(*rates)), axis=0)
        slowest, fastest = self.rates[0, ..., None, :], self.rates[-1, ..., None, :]
        self.slowest, self.fastest, self.spread = slowest, fastest, fastest - slowest
        if len(rates) > 2:
            self.without_fastest = TransitChain(*self.rates[:-1])
            self.without_slowest = TransitChain(*self.rates[1:])
            self.series = _series(fastest - self.rates[..., None, :])

    def __call__(self, hours: np.ndarray) -> np.ndarray:
        t = hours[:, None]
        left: np.ndarray
        if len(self.rates) == 1:
            left = np.exp(-self.slowest * t)
            return left
        if len(self.rates) == 2:
            left = t * np.exp(-self.slowest * t) * _growth(-self.spread * t)
            return left
        # The recurrence of divided differences: a chain of n stages is the difference of two of
        # n - 1, over the gap between the fastest and the slowest rate, the widest that there is.
        wide = self.spread * t >= NARROW
        left = np.zeros(wide.shape) if wide.all() else self._near_equal(t)
        difference = self.without_fastest(hours) - self.without_slowest(hours)
        np.divide(difference, self.spread, out=left, where=wide)
        return left

    def partial_fractions(self) -> np.ndarray:
        """What each exp(-rate * t) is multiplied with, shape of `rates`; inf if two are equal."""
        gaps = self.rates - self.rates[:, None]
        gaps[np.diag_indices(len(gaps))] = 1.0
        with np.errstate(divide="ignore"):
            fractions: np.ndarray = 1 / np.prod(gaps, axis=1)
        return fractions

    def _near_equal(self, t: np.ndarray) -> np.ndarray:
        total = np.zeros(np.broadcast_shapes(t.shape, self.spread.shape))
        for coefficient in reversed(self.series):
            total = total * t + coefficient
        near_equal: np.ndarray = t ** (len(self.rates) - 1) * np.exp(-self.fastest * t) * total
        return near_equal


def _growth(x: np.ndarray) -> np.ndarray:
    """(exp(x) - 1) / x, which is 1 at x = 0."""
    growth: np.ndarray = np.divide(np.expm1(x), x, out=np.ones_like(x), where=x != 0)
    return growth


def _series(lags: np.ndarray) -> list[np.ndarray]:
    """Coefficients in t around the fastest rate, all positive; `lags` is fastest minus each rate.

    They are the complete homogeneous symmetric polynomials of the lags, over factorials.
    """
    sums = [np.ones_like(lags[0])] + [np.zeros_like(lags[0]) for _ in range(TERMS - 1)]
    for lag in lags:
        for k in range(1, TERMS):
            sums[k] = sums[k] + lag * sums[k - 1]
    return [each / factorial(k + len(lags) - 1) for k, each in enumerate(sums)]
