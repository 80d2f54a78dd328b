"""Walks a network through a list of doses and reads its outputs at any hours.

Between two changes of input the propagator is exact for any stretch of time, so that accuracy does
not depend on a step. On an even grid each stretch is the product of a long one and a short one, so
that about 2 sqrt(n) propagators serve n hours.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .network import Entry, Network
from .regimen import Absorption, Bolus, Infusion

# An hour this close before a change counts as at the change: 5 * (1/60) and 5/60 are one moment.
SAME_MOMENT_H = 1e-10


def entries_for(events: Sequence[Bolus | Infusion]) -> tuple[Entry, ...]:
    """The ways in that these events use."""
    used = {Entry("rate", event.route) for event in events if isinstance(event, Infusion)}
    used |= {Entry("depot", event.route) for event in events if event.route != "iv"}
    return tuple(sorted(used))


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Rising hours cut at the changes of input into stretches, and each stretch into blocks.

    bounds: index of the first hour of each stretch, and the number of hours. anchors: index of the
    first hour of each block; stretch: which stretch it lies in. Hours before the first change are
    in no block. order: what sorted the hours, None if they rose evenly.
    """

    bounds: tuple[int, ...]
    block: int
    step_h: float
    anchors: np.ndarray
    stretch: np.ndarray
    order: np.ndarray | None

    def blocks(self) -> Iterator[slice]:
        """The hours of each block, in rising order."""
        for anchor, stretch in zip(self.anchors.tolist(), self.stretch.tolist()):
            yield slice(anchor, min(anchor + self.block, self.bounds[stretch + 1]))


def lay_grid(times_h: np.ndarray, changes_h: np.ndarray) -> tuple[Grid, np.ndarray]:
    """Cut the hours into blocks (of one hour each if unevenly spaced); also return them sorted."""
    step_h = even_step(times_h)
    order = None if step_h else np.argsort(times_h, kind="stable")
    block = math.isqrt(len(times_h)) if step_h else 1
    rising_h = times_h if step_h else times_h[order]
    starts = np.searchsorted(rising_h, changes_h - SAME_MOMENT_H).tolist()
    bounds = (*starts, len(times_h))
    blocks = [np.arange(*pair, block) for pair in zip(bounds, bounds[1:])]
    stretch = np.repeat(np.arange(len(blocks)), [len(each) for each in blocks])
    return Grid(bounds, block, step_h or 0.0, np.concatenate(blocks), stretch, order), rising_h


def even_step(times_h: np.ndarray) -> float:
    """The step of evenly spaced rising hours, 0 for any others."""
    if len(times_h) < 3:
        return 0.0
    step_h = float(times_h[-1] - times_h[0]) / (len(times_h) - 1)
    steps = times_h[1:] - times_h[:-1]
    rounding = 4 * sys.float_info.epsilon * max(abs(times_h[0]), abs(times_h[-1]))
    is_even = step_h > SAME_MOMENT_H and steps.max() - steps.min() <= rounding
    return step_h if is_even else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A network led through its doses, ready to be read.

    states: at the first hour of each block, shape (size, blocks, people). readers: what a state will
    show after each step of a block, shape (outputs, size, block, people).
    """

    grid: Grid
    states: np.ndarray
    readers: np.ndarray


def follow(
    network: Network,
    events: Sequence[Bolus | Infusion],
    absorptions: Mapping[str, Absorption],
    times_h: np.ndarray,
) -> Passage:
    """Lead a network, empty at first, through the events to every hour of `times_h`."""
    changes_h = np.array(sorted({hour for event in events for hour in _changes(event)}))
    grid, rising_h = lay_grid(times_h, changes_h)
    between_h = changes_h[1:] - changes_h[:-1]
    since_change_h = np.maximum(rising_h[grid.anchors] - changes_h[grid.stretch], 0.0)
    # One call for all: most of its cost does not depend on how many hours it is asked for.
    leads = network.propagator(np.concatenate([between_h, since_change_h]))
    state = np.zeros(network.observed.shape[1:])
    states = np.empty((len(state), len(changes_h), network.body.people))
    for place, hour in enumerate(changes_h.tolist()):
        if place:
            state = np.einsum("ijp,jp->ip", leads[:, :, place - 1], state)
        _change(state, hour, network, events, absorptions)
        states[:, place] = state
    states = np.einsum("ijtp,jtp->itp", leads[:, :, len(between_h):], states[:, grid.stretch])
    read = _kept_readers if network.body.people == 1 else _readers
    return Passage(grid, states, read(network, grid.step_h, grid.block))


def _readers(network: Network, step_h: float, block: int) -> np.ndarray:
    leads = network.propagator(np.arange(block) * step_h)
    return np.einsum("oip,ijbp->ojbp", network.observed, leads)


_kept_readers = lru_cache(maxsize=64)(_readers)  # a slider moves the doses, not the grid


def levels(passage: Passage) -> np.ndarray:
    """Outputs of one body at all hours, shape (outputs, hours); 0 before the first event."""
    grid = passage.grid
    read = passage.states[..., 0].T @ passage.readers[..., 0]  # (outputs, blocks, block)
    values = np.zeros((len(read), grid.bounds[-1]))
    done = 0
    for first, stop in zip(grid.bounds, grid.bounds[1:]):
        blocks = -(-(stop - first) // grid.block)
        part = read[:, done:done + blocks].reshape(len(read), -1)
        values[:, first:stop] = part[:, :stop - first]
        done += blocks
    if grid.order is not None:
        values[:, grid.order] = values.copy()
    return values


def _changes(event: Bolus | Infusion) -> tuple[float, ...]:
    return (event.at_h,) if isinstance(event, Bolus) else (event.start_h, event.end_h)


def _change(
    state: np.ndarray, hour: float, network: Network,
    events: Sequence[Bolus | Infusion], absorptions: Mapping[str, Absorption],
) -> None:
    """Put the boluses of this hour into the state and set the pumps to their new rates.

    Sums are exact (fsum): neither the order of events nor a pump that has stopped leaves a trace.
    """
    for place, (kind, route) in enumerate(network.entries):
        share = absorptions[route].bioavailability if route in absorptions else 1.0
        if kind == "depot":
            state[place] += share * _bolus_mg(events, route, hour)
        else:
            state[place] = share * math.fsum(
                event.rate_mg_per_h for event in events if isinstance(event, Infusion)
                and event.route == route and event.start_h <= hour < event.end_h)
    state[network.modes] += network.body.gains * _bolus_mg(events, "iv", hour)


def _bolus_mg(events: Sequence[Bolus | Infusion], route: str, hour: float) -> float:
    return math.fsum(event.dose_mg for event in events if isinstance(event, Bolus)
                     and event.route == route and event.at_h == hour)
