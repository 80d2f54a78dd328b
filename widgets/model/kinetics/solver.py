"""Leads a body through a list of doses and reads its outputs at any hours.

Between two changes of input the propagator is exact for any stretch of time: accuracy does not
depend on a step. For evenly spaced hours a table is kept of what a body shows one step after a
state, two steps after it and so on, since a slider moves the doses and not the hours.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from widgets.model.kinetics.compartments import CompartmentModel, DoseInput
from widgets.model.kinetics.events import Absorption, Bolus, Infusion

# An hour this close before a change counts as at the change: 5 * (1/60) and 5/60 are one moment.
SAME_MOMENT_H = 1e-10
LONGEST_TABLE = 4096  # steps: about 300 kB


def inputs_of(events: Sequence[Bolus | Infusion]) -> tuple[DoseInput, ...]:
    """The ways in that these events use."""
    used = {DoseInput("rate", event.route) for event in events if isinstance(event, Infusion)}
    used |= {DoseInput("depot", event.route) for event in events if event.route != "iv"}
    return tuple(sorted(used))


def states_after_changes(
    compartments: CompartmentModel,
    events: Sequence[Bolus | Infusion],
    absorptions: Mapping[str, Absorption],
) -> Iterator[tuple[float, np.ndarray]]:
    """Lead an empty body from change to change of its inputs: each hour, and the state after it.

    After it, since a level read at the hour of a bolus is the level that the bolus made: a peak
    would otherwise be missed by whoever reads the curve at the hour of the dose. The state that
    is given is led on and written over: read it before the next one is asked for.
    """
    state = np.zeros(compartments.observed.shape[1:])
    before: float | None = None
    for hour in sorted({hour for event in events for hour in _change_hours(event)}):
        if before is not None:
            state = advance(compartments, state, hour - before)
        _apply_changes(state, hour, compartments, events, absorptions)
        yield hour, state
        before = hour


def advance(compartments: CompartmentModel, state: np.ndarray, hours: float) -> np.ndarray:
    """What becomes of a state of shape (size, people) in `hours`: a new array."""
    later: np.ndarray
    if compartments.body.people == 1:
        later = _kept_propagator(compartments, hours) @ state
    else:
        propagator = compartments.propagator(np.array([hours]))[:, :, 0]
        later = np.einsum("ijp,jp->ip", propagator, state)
    return later


@lru_cache(maxsize=1024)
def _kept_propagator(compartments: CompartmentModel, hours: float) -> np.ndarray:
    return compartments.propagator(np.array([hours]))[:, :, 0, 0]


def segments(
    changes: Iterable[tuple[float, np.ndarray]], rising_h: np.ndarray
) -> list[tuple[float, np.ndarray, int, int]]:
    """To each change add the first and the last place (exclusive) of the hours that follow it."""
    changes = list(changes)
    firsts = np.searchsorted(rising_h, [hour - SAME_MOMENT_H for hour, _ in changes]).tolist()
    stops = [*firsts[1:], len(rising_h)]
    return [(*change, *bounds) for change, *bounds in zip(changes, firsts, stops, strict=True)]


def even_step(times_h: np.ndarray) -> float:
    """The step of evenly spaced rising hours, 0 for any others."""
    if len(times_h) < 3:
        return 0.0
    step_h = float(times_h[-1] - times_h[0]) / (len(times_h) - 1)
    steps = times_h[1:] - times_h[:-1]
    rounding = 4 * sys.float_info.epsilon * max(abs(times_h[0]), abs(times_h[-1]))
    is_even = step_h > SAME_MOMENT_H and steps.max() - steps.min() <= rounding
    return step_h if is_even else 0.0


def levels(
    compartments: CompartmentModel,
    events: Sequence[Bolus | Infusion],
    absorptions: Mapping[str, Absorption],
    times_h: np.ndarray,
) -> np.ndarray:
    """Outputs of one body at all hours, shape (outputs, hours); 0 before the first event."""
    values = np.zeros((len(compartments.observed), len(times_h)))
    changes, step_h = states_after_changes(compartments, events, absorptions), even_step(times_h)
    if step_h:
        table = _kept_table(compartments, step_h, min(len(times_h), LONGEST_TABLE))
        for hour, state, first, stop in segments(changes, times_h):
            for start in range(first, stop, table.shape[-1]):
                since_h = times_h[start].item() - hour
                at_start = advance(compartments, state, since_h) if since_h > 0 else state
                steps = table[..., : stop - start]
                values[:, start : start + steps.shape[-1]] = at_start[:, 0] @ steps
    else:
        order = np.argsort(times_h)
        for hour, state, first, stop in segments(changes, times_h[order]):
            places = order[first:stop]
            propagators = compartments.propagator(np.maximum(times_h[places] - hour, 0.0))
            states = np.einsum("ijtp,jp->it", propagators, state)
            values[:, places] = compartments.observed[..., 0] @ states
    return values


@lru_cache(maxsize=16)
def _kept_table(compartments: CompartmentModel, step_h: float, steps: int) -> np.ndarray:
    """Outputs for each part of a state after 0, 1, 2 … steps, shape (outputs, size, steps).

    Outputs are linear in the state, so this table of a body serves every dose that it is given.
    """
    propagators = compartments.propagator(np.arange(steps) * step_h)[..., 0]
    table: np.ndarray = np.einsum("oi,ijt->ojt", compartments.observed[..., 0], propagators)
    return table


def _change_hours(event: Bolus | Infusion) -> tuple[float, ...]:
    return (event.at_h,) if isinstance(event, Bolus) else (event.start_h, event.end_h)


def _apply_changes(
    state: np.ndarray,
    hour: float,
    compartments: CompartmentModel,
    events: Sequence[Bolus | Infusion],
    absorptions: Mapping[str, Absorption],
) -> None:
    """Put the boluses of this hour into the state and set the pumps to their new rates.

    Sums are exact (fsum): neither the order of events nor a pump that has stopped leaves a trace.
    """
    for place, (kind, route) in enumerate(compartments.inputs):
        share = absorptions[route].bioavailability if route in absorptions else 1.0
        if kind == "depot":
            state[place] += share * _bolus_mg(events, route, hour)
        else:
            state[place] = share * math.fsum(
                event.rate_mg_per_h
                for event in events
                if isinstance(event, Infusion)
                and event.route == route
                and event.start_h <= hour < event.end_h
            )
    state[compartments.modes] += compartments.body.gains * _bolus_mg(events, "iv", hour)


def _bolus_mg(events: Sequence[Bolus | Infusion], route: str, hour: float) -> float:
    return math.fsum(
        event.dose_mg
        for event in events
        if isinstance(event, Bolus) and event.route == route and event.at_h == hour
    )
