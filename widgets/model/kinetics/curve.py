"""The levels that a list of doses makes in one typical person."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from evidence import load
from evidence.units import MIN_PER_H
from widgets.model.kinetics.checks import KineticsError, check_choice, check_number, check_times
from widgets.model.kinetics.compartments import CompartmentModel, DoseInput, build_compartments
from widgets.model.kinetics.disposition import Disposition, disposition, model_record
from widgets.model.kinetics.events import Absorption, Bolus, Infusion, Patient, absorbed
from widgets.model.kinetics.solver import inputs_of, levels

DEFAULT_MODEL = "kamp_2020"
SHORTEST_EFFECT_SITE_HALF_TIME_MIN = 0.001  # below, apart from 0, nothing differs from plasma


class HalfTimes(NamedTuple):
    """Half-times of the effect site in minutes: what stands in where a model has none, and the
    longest that may be asked for. Source: the assumption A-EFFECT-SITE."""

    placeholder: float
    longest: float


def effect_site_half_times_min() -> HalfTimes:
    """Those of the evidence; LeftOut where the assumption is left out."""
    record = load().assumptions["A-EFFECT-SITE"]
    return HalfTimes(record.amount("half-time"), record.amount("longest half-time"))


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Levels over time in one typical person: arrays of shape (n,), as many as there are hours.

    norketamine_ng_per_ml is None unless the model has it. assumptions: what was assumed about
    absorption, to be shown with the curve; effect_site_basis: the same for the effect site.
    """

    times_h: np.ndarray
    plasma_ng_per_ml: np.ndarray
    effect_site_ng_per_ml: np.ndarray
    norketamine_ng_per_ml: np.ndarray | None
    model: str
    assumptions: tuple[str, ...]
    effect_site_basis: str


def simulate(
    events: Iterable[Bolus | Infusion],
    patient: Patient,
    times_h: Sequence[float] | np.ndarray,
    model: str = DEFAULT_MODEL,
    *,
    effect_site_half_time_min: float | None = None,
    subcut: Absorption | None = None,
    oral: Absorption | None = None,
    cl_factor: float = 1.0,
) -> Curve:
    """Give the levels that a list of doses makes in a typical person of the patient's weight.

    times_h: hours in any order and spacing, shape (n,). The value at the hour of a bolus is the
    value after it; before the first event all levels are 0. effect_site_half_time_min: 0 to the
    longest of the assumption A-EFFECT-SITE; if not given, the model's own (domino_1984) or the
    placeholder of that assumption. cl_factor multiplies the clearance of ketamine (frail people
    have a lower one). Raises KineticsError.
    """
    check_number("cl_factor", cl_factor, "a number above 0", lambda factor: factor > 0)
    events, times_h = check_events(events, patient, model), check_times(times_h)
    subcut, oral = absorbed(subcut, oral)
    half_time_min, effect_site_basis = _effect_site(model, effect_site_half_time_min)
    outputs = ["plasma"]
    if half_time_min > 0:
        outputs.append("effect_site")
    if disposition(model, patient.weight_kg).nk_rates_per_h is not None:
        outputs.append("norketamine")
    seen = observe(events, patient, times_h, model, outputs, half_time_min, subcut, oral, cl_factor)
    return Curve(
        times_h,
        seen["plasma"],
        seen.get("effect_site", seen["plasma"]),
        seen.get("norketamine"),
        model,
        _assumptions(events, subcut, oral),
        effect_site_basis,
    )


def observe(
    events: Sequence[Bolus | Infusion],
    patient: Patient,
    times_h: np.ndarray,
    model: str,
    outputs: Sequence[str],
    half_time_min: float = 0.0,
    subcut: Absorption | None = None,
    oral: Absorption | None = None,
    cl_factor: float = 1.0,
) -> dict[str, np.ndarray]:
    """Outputs of a typical person by name (see `build_compartments`), for checked input."""
    if not events:
        return {name: np.zeros(len(times_h)) for name in outputs}
    subcut, oral = absorbed(subcut, oral)
    body = disposition(model, patient.weight_kg, cl_factor)
    compartments = _compartment_model(
        body, inputs_of(events), tuple(outputs), half_time_min, subcut, oral
    )
    values = levels(compartments, events, {"subcut": subcut, "oral": oral}, times_h)
    return dict(zip(outputs, values, strict=True))


@lru_cache(maxsize=256)
def _compartment_model(
    body: Disposition,
    inputs: tuple[DoseInput, ...],
    outputs: tuple[str, ...],
    half_time_min: float,
    subcut: Absorption,
    oral: Absorption,
) -> CompartmentModel:
    ke0_per_h = math.log(2) * MIN_PER_H / half_time_min if half_time_min else 0.0
    return build_compartments(body, inputs, {"subcut": subcut, "oral": oral}, outputs, ke0_per_h)


def check_events(
    events: Iterable[Bolus | Infusion], patient: Patient, model: str
) -> tuple[Bolus | Infusion, ...]:
    """Return the events as a tuple; KineticsError if the model cannot take them."""
    if not isinstance(patient, Patient):
        raise KineticsError(f"patient must be a Patient, got {patient!r}.")
    record = model_record(model)
    if not isinstance(events, Iterable):
        raise KineticsError(f"events must be a list of Bolus and Infusion, got {events!r}.")
    events = tuple(events)
    for event in events:
        if not isinstance(event, Bolus | Infusion):
            raise KineticsError(f"events must hold only Bolus and Infusion, got {event!r}.")
        check_choice(f"route in the model {model}", event.route, record.routes)
    return events


def _effect_site(model: str, asked_min: float | None) -> tuple[float, str]:
    """Half-time of the effect site in minutes, and where it comes from."""
    if asked_min is not None:
        low, high = SHORTEST_EFFECT_SITE_HALF_TIME_MIN, effect_site_half_times_min().longest
        check_number(
            "effect_site_half_time_min",
            asked_min,
            f"0, or a number from {low} to {high:g} min",
            lambda half_time: half_time == 0 or low <= half_time <= high,
        )
        return float(
            asked_min
        ), f"Effect site: a half-time of {asked_min:g} min, chosen by the user."
    record = model_record(model)
    if record.ke0_per_min:
        half_time_min = math.log(2) / record.ke0_per_min
        return half_time_min, f"Effect site: the rate estimated with the model {record.name}."
    placeholder = effect_site_half_times_min().placeholder
    return placeholder, (
        f"Effect site: a half-time of {placeholder} min from another study stands in, "
        f"as {record.name} gives none."
    )


def _assumptions(
    events: Sequence[Bolus | Infusion], subcut: Absorption, oral: Absorption
) -> tuple[str, ...]:
    routes = {event.route for event in events}
    return tuple(
        each.basis for name, each in (("subcut", subcut), ("oral", oral)) if name in routes
    )
