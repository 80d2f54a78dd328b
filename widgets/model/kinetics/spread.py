"""How far a readout lies apart among simulated people: the middle one, and the slow one in twenty.

All of it belongs to the people, the model and the weight that are chosen. None of it says when
watching may end: a level is not how a patient is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from widgets.model.kinetics.checks import check_choice, check_number
from widgets.model.kinetics.curve import DEFAULT_MODEL, check_events
from widgets.model.kinetics.disposition import NG_PER_ML_IN_MG_PER_L, Disposition
from widgets.model.kinetics.events import Patient
from widgets.model.kinetics.population import POPULATIONS, draw_people

PEOPLE, SEED = 1000, 1  # those of the band that is drawn
SLOW_PERCENT = 95
HALVINGS = 50  # of the span that holds the answer: far below a second
CHANGES = {"stopped": 0.0, "halved": 0.5}


class Spread(NamedTuple):
    """A readout among people: half of them lie above `median`, one in twenty above `slow`."""

    median: float
    slow: float

    def times(self, factor: float) -> Spread:
        """The same in another unit, or at another rate."""
        return Spread(self.median * factor, self.slow * factor)


def spread_of(values: np.ndarray) -> Spread:
    """The middle and the 95th percentile of one value a person, shape (people,)."""
    return Spread(*np.percentile(values, [50, SLOW_PERCENT]).tolist())


def plateau_spread(
    rate_mg_per_h: float,
    patient: Patient,
    model: str = DEFAULT_MODEL,
    setting: str = "patient",
) -> Spread:
    """Plasma level in ng/mL that an IV infusion would reach if it ran for ever."""
    check_number("rate_mg_per_h", rate_mg_per_h, "a number of at least 0 mg/h", lambda r: r >= 0)
    cl_l_per_h = _people(patient, model, setting).cl_l_per_h
    return spread_of(rate_mg_per_h / cl_l_per_h * NG_PER_ML_IN_MG_PER_L)


def hours_to_share_spread(
    share: float, patient: Patient, model: str = DEFAULT_MODEL, setting: str = "patient"
) -> Spread:
    """Hours until an IV infusion is at a share (0 to below 1) of each one's plateau, at any
    rate."""
    check_number("share", share, "a number from 0 to below 1", lambda share: 0 <= share < 1)
    people = _people(patient, model, setting)
    return spread_of(_hours_until_left(1 - share, people.gains / people.rates_per_h, people))


def hours_to_fall_spread(
    fraction: float,
    infused_h: float,
    patient: Patient,
    model: str = DEFAULT_MODEL,
    setting: str = "patient",
) -> Spread:
    """Hours in which plasma falls by a fraction after the stop of an IV infusion, at any rate."""
    check_number("fraction", fraction, "a number from 0 to below 1", lambda part: 0 <= part < 1)
    people = _people(patient, model, setting)
    return spread_of(_hours_until_left(1 - fraction, _at_end(people, infused_h), people))


def share_left_spread(
    after_h: float,
    change: str,
    infused_h: float,
    weight_kg: float,
    model: str = DEFAULT_MODEL,
    setting: str = "patient",
) -> Spread:
    """Share of the level (0 to 1) that is left some hours after an IV infusion was changed.

    change: a key of CHANGES, "stopped" or "halved". infused_h: how long it had run by then. The
    rate does not matter. Raises KineticsError.
    """
    check_choice("change", change, CHANGES)
    check_number("after_h", after_h, "a number of at least 0 h", lambda hours: hours >= 0)
    people = _people(Patient(weight_kg), model, setting)
    at_change = _at_end(people, infused_h)
    still = CHANGES[change]
    later = at_change * np.exp(-people.rates_per_h * after_h)
    if still and after_h:
        later = later + still * _at_end(people, after_h)
    return spread_of(later.sum(axis=0) / at_change.sum(axis=0))


def hours_above_spread(level_ng_per_ml: float, times_h: np.ndarray, levels: np.ndarray) -> Spread:
    """Hours that people spend above a level; levels in ng/mL of shape (hours, people).

    Between two hours the level is taken as a straight line.
    """
    hours = np.diff(times_h)[:, None]
    excess = levels - level_ng_per_ml
    lower, higher = np.minimum(excess[:-1], excess[1:]), np.maximum(excess[:-1], excess[1:])
    rise = np.where(higher > lower, higher - lower, 1.0)
    above = np.where(lower >= 0, higher > 0, np.maximum(higher, 0) / rise)
    return spread_of((hours * above).sum(axis=0))


@lru_cache(maxsize=32)
def _drawn(model: str, weight_kg: float, setting: str) -> Disposition:
    return draw_people(model, weight_kg, PEOPLE, SEED, POPULATIONS[setting])


def _people(patient: Patient, model: str, setting: str) -> Disposition:
    check_events((), patient, model)
    check_choice("setting", setting, POPULATIONS)
    return _drawn(model, patient.weight_kg, setting)


def _at_end(people: Disposition, infused_h: float) -> np.ndarray:
    """What each mode adds to the level at the end of an infusion of 1 mg/h, (modes, people)."""
    check_number("infused_h", infused_h, "a number of hours above 0", lambda hours: hours > 0)
    rates_per_h = people.rates_per_h
    at_end: np.ndarray = -people.gains * np.expm1(-rates_per_h * infused_h) / rates_per_h
    return at_end


def _hours_until_left(share: float, weights: np.ndarray, people: Disposition) -> np.ndarray:
    """When each one's sum of decaying exponentials is down to a share of its start, (people,)."""
    target = share * weights.sum(axis=0)
    early = np.zeros(people.people)
    late: np.ndarray = -np.log(share) / people.rates_per_h.min(axis=0)  # the slowest mode is later
    for _ in range(HALVINGS):
        middle = (early + late) / 2
        is_above = (weights * np.exp(-people.rates_per_h * middle)).sum(axis=0) > target
        early, late = np.where(is_above, middle, early), np.where(is_above, late, middle)
    return late
