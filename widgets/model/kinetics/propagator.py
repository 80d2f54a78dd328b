"""What becomes of a state in a given time: chains of stages put together as matrices.

A linear system that nothing is added to goes from one moment to any later one by a matrix, the
exponential of its own matrix times the hours. So there is no step whose size could be wrong, as
there is for a numerical integrator (which, at its defaults, is off by some thousandths here and can
step over a short bolus). Since stages stand in a row without loops, each element of that matrix is
a chain in closed form.

Over a long stretch an element is a plain sum of exponentials, and all elements together are one
matrix product. Over a short one, or with nearly equal rates, that sum would cancel: then the chains
are evaluated, more slowly and to full accuracy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from widgets.model.kinetics.transit import TransitChain

# The sum of exponentials serves once time times the smallest gap between two rates has come this
# far: it then loses at most about four of sixteen digits, in chains of four stages.
WIDE = 0.1


class Link(NamedTuple):
    """Elements of a propagator: `weight` (..., people) times `chain`.

    rows, columns: index arrays that broadcast to the shape of the elements. over_modes: the last of
    the axes before people runs over the modes and is summed.
    """

    rows: np.ndarray
    columns: np.ndarray
    chain: TransitChain
    weight: np.ndarray
    over_modes: bool = False


class Propagator:
    """Called with hours (t,), gives the matrices that lead states of shape (size, people) on.

    Their shape is (size, size, t, people).
    """

    def __init__(self, links: Sequence[Link], size: int, people: int) -> None:
        self.links, self.size, self.people = tuple(links), size, people
        self.long_h = np.inf
        if people == 1:
            self.rates_per_h = np.unique(
                np.concatenate([each.chain.rates.ravel() for each in links])
            )
            self.terms = self._sum_of_exponentials()
            if np.isfinite(self.terms).all():  # no chain has a rate twice
                self.long_h = WIDE / np.diff(self.rates_per_h).min(initial=np.inf)

    def __call__(self, hours: np.ndarray) -> np.ndarray:
        short = np.flatnonzero(hours < self.long_h)
        if len(short) == len(hours):
            return self._chained(hours)
        sums = self.terms @ np.exp(-self.rates_per_h[:, None] * hours)
        matrices: np.ndarray = sums.reshape(self.size, self.size, len(hours), 1)
        if hours[short].any():
            matrices[:, :, short] = self._chained(hours[short])
        else:
            matrices[:, :, short] = np.eye(self.size)[:, :, None, None]
        return matrices

    def _chained(self, hours: np.ndarray) -> np.ndarray:
        matrices = np.zeros((self.size, self.size, len(hours), self.people))
        for rows, columns, chain, weight, over_modes in self.links:
            part = weight[..., None, :] * chain(hours)
            matrices[rows, columns] = part.sum(axis=-3) if over_modes else part
        return matrices

    def _sum_of_exponentials(self) -> np.ndarray:
        """What the exponential of each rate is multiplied with, shape (size * size, rates)."""
        terms = np.zeros((self.size, self.size, len(self.rates_per_h)))
        for rows, columns, chain, weight, over_modes in self.links:
            if over_modes:
                rows, columns = rows[..., None], columns[..., None]
            which = np.searchsorted(self.rates_per_h, chain.rates[..., 0])
            parts = (weight * chain.partial_fractions())[..., 0]
            np.add.at(terms, (rows, columns, which), parts)
        return terms.reshape(-1, len(self.rates_per_h))
