"""Exposure metrics, read off a simulation: plateau, arrival, leaving, peak, area, amounts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from evidence.units import MIN_PER_H
from widgets.model.kinetics.checks import KineticsError, check_number, check_times
from widgets.model.kinetics.curve import DEFAULT_MODEL, Curve, check_events, observe
from widgets.model.kinetics.disposition import (
    NG_PER_ML_IN_MG_PER_L,
    Disposition,
    disposition,
)
from widgets.model.kinetics.events import (
    ABSORPTIONS,
    Absorption,
    Bolus,
    Infusion,
    Patient,
    total_mg,
)


def plateau_ng_per_ml(
    rate_mg_per_h: float,
    patient: Patient,
    model: str = DEFAULT_MODEL,
    route: str = "iv",
    *,
    subcut: Absorption | None = None,
) -> float:
    """Give the plasma level in ng/mL that an infusion would reach if it ran for ever."""
    (infusion,) = check_events([Infusion(rate_mg_per_h, 0.0, 1.0, route)], patient, model)
    share = 1.0
    if infusion.route == "subcut":
        share = (subcut or ABSORPTIONS["subcut"]).bioavailability
    cl_l_per_h: float = disposition(model, patient.weight_kg).cl_l_per_h.item()
    return rate_mg_per_h * share / cl_l_per_h * NG_PER_ML_IN_MG_PER_L


def hours_to_share(share: float, patient: Patient, model: str = DEFAULT_MODEL) -> float:
    """Give the hours until an IV infusion is at a share (0 to below 1) of its plateau; any rate."""
    check_number("share", share, "a number from 0 to below 1", lambda share: 0 <= share < 1)
    body = _body(patient, model)
    return _hours_until_left(1 - share, body.gains / body.rates_per_h, body.rates_per_h)


def hours_to_90_percent(patient: Patient, model: str = DEFAULT_MODEL) -> float:
    """Give the hours until an IV infusion is at 90 % of its plateau, the same at every rate."""
    return hours_to_share(0.9, patient, model)


def minutes_to_fall(
    fraction: float, infused_h: float, patient: Patient, model: str = DEFAULT_MODEL
) -> float:
    """Give the minutes in which plasma falls by a fraction once an IV infusion has stopped.

    fraction: 0.5 for a fall by half, 0.8 for one by 80 %. infused_h: how long it had run; the rate
    does not matter. Raises KineticsError.
    """
    check_number("fraction", fraction, "a number from 0 to below 1", lambda part: 0 <= part < 1)
    check_number("infused_h", infused_h, "a number of hours above 0", lambda hours: hours > 0)
    body = _body(patient, model)
    at_stop = -body.gains * np.expm1(-body.rates_per_h * infused_h) / body.rates_per_h
    return MIN_PER_H * _hours_until_left(1 - fraction, at_stop, body.rates_per_h)


def _body(patient: Patient, model: str) -> Disposition:
    check_events((), patient, model)
    return disposition(model, patient.weight_kg)


def _hours_until_left(share: float, weights: np.ndarray, rates_per_h: np.ndarray) -> float:
    """When a sum of decaying exponentials has come down to a share of its start (by bisection)."""
    target = share * weights.sum()
    early = 0.0
    late: float = -math.log(share) / rates_per_h.min().item()  # the slowest mode is later
    while (middle := (early + late) / 2) not in (early, late):
        if (weights * np.exp(-rates_per_h * middle)).sum() > target:
            early = middle
        else:
            late = middle
    return late


class Peak(NamedTuple):
    """The highest plasma level of a curve in ng/mL, and the first hour at which it is seen."""

    ng_per_ml: float
    at_h: float


def peak(curve: Curve) -> Peak:
    """Give the highest plasma level among the hours of the curve."""
    place = int(np.argmax(curve.plasma_ng_per_ml))
    return Peak(float(curve.plasma_ng_per_ml[place]), float(curve.times_h[place]))


def hours_above(level_ng_per_ml: float, curve: Curve) -> float:
    """Give the hours that plasma spends above a level, straight lines between the curve's hours.

    Raises KineticsError unless the hours of the curve rise.
    """
    check_number(
        "level_ng_per_ml", level_ng_per_ml, "a number of at least 0 ng/mL", lambda level: level >= 0
    )
    hours = np.diff(curve.times_h)
    if (hours <= 0).any():
        raise KineticsError("times_h of the curve must rise, got hours out of order.")
    excess = curve.plasma_ng_per_ml - level_ng_per_ml
    start, end = excess[:-1], excess[1:]
    higher, lower = np.maximum(start, end), np.minimum(start, end)
    rise = np.where(higher > lower, higher - lower, 1.0)
    return float(np.sum(hours * np.where(lower >= 0, higher > 0, np.maximum(higher, 0) / rise)))


@dataclass(frozen=True, slots=True, eq=False)
class Amounts:
    """Where the drug is, in mg at each hour, arrays of shape (n,).

    given_mg counts every dose. What of it can reach plasma is in the body (depots included) or
    eliminated; the part of subcutaneous and oral doses that never does is in neither.
    """

    times_h: np.ndarray
    given_mg: np.ndarray
    in_body_mg: np.ndarray
    eliminated_mg: np.ndarray


def amounts(
    events: Iterable[Bolus | Infusion],
    patient: Patient,
    times_h: Sequence[float] | np.ndarray,
    model: str = DEFAULT_MODEL,
    *,
    subcut: Absorption | None = None,
    oral: Absorption | None = None,
) -> Amounts:
    """Give how much of the drug has been given, is in the body and has left it, at each hour."""
    events, times_h = check_events(events, patient, model), check_times(times_h)
    seen = observe(events, patient, times_h, model, ("in_body", "eliminated"), 0.0, subcut, oral)
    given = np.array([total_mg(events, hour) for hour in times_h.tolist()])
    return Amounts(times_h, given, seen["in_body"], seen["eliminated"])


def area_ng_h_per_ml(
    events: Iterable[Bolus | Infusion],
    patient: Patient,
    until_h: float,
    model: str = DEFAULT_MODEL,
    *,
    subcut: Absorption | None = None,
    oral: Absorption | None = None,
) -> float:
    """Give the exact area under the plasma level from the first dose to hour `until_h`."""
    check_number("until_h", until_h, "a finite number of hours")
    moved = amounts(events, patient, [until_h], model, subcut=subcut, oral=oral)
    cl_l_per_h: float = disposition(model, patient.weight_kg).cl_l_per_h.item()
    eliminated_mg: float = moved.eliminated_mg.item()
    return eliminated_mg / cl_l_per_h * NG_PER_ML_IN_MG_PER_L
