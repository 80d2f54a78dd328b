"""A constant infusion in a few numbers: where it settles, how soon, and how soon it is gone.

All of it is in closed form, or the root of a sum of exponentials, for each simulated person: no
level over time is computed here (see simulation.py).
"""

from dataclasses import dataclass
from functools import lru_cache

from evidence import load
from widgets.model.kinetics import Patient
from widgets.model.kinetics.exposure import hours_to_90_percent, minutes_to_fall, plateau_ng_per_ml
from widgets.model.kinetics.spread import (
    Spread,
    hours_to_fall_spread,
    hours_to_share_spread,
    plateau_spread,
)


@dataclass(frozen=True)
class InfusionSummary:
    """What is known of a constant IV infusion of `duration_h` without drawing it.

    What begins with people_ belongs to 1,000 people of `setting` (a key of POPULATIONS); the other
    numbers to the typical person of the weight. Levels in ng/mL.
    """

    rate_mg_per_kg_h: float
    weight_kg: float
    duration_h: float
    model_name: str
    population: str
    plateau_ng_per_ml: float
    to_90_percent_h: float
    fall_by_half_min: float
    fall_by_80_percent_min: float
    setting: str
    people_plateau_ng_per_ml: Spread
    people_to_90_percent_h: Spread
    people_fall_by_half_h: Spread
    people_fall_by_80_percent_h: Spread


def infusion_summary(
    rate_mg_per_kg_h: float,
    weight_kg: float,
    duration_h: float,
    model: str = "kamp_2020",
    setting: str = "patient",
) -> InfusionSummary:
    """Plateau, arrival and leaving of an infusion; linear kinetics let one summary serve each rate.

    setting: a key of POPULATIONS, how far people differ. Raises KineticsError for a model, a weight
    or a setting that is not known.
    """
    scale = rate_mg_per_kg_h * weight_kg
    plateau, *times, people_plateau, people = _per_mg_per_h(weight_kg, duration_h, model, setting)
    record = load().models[model]
    return InfusionSummary(
        rate_mg_per_kg_h,
        weight_kg,
        duration_h,
        record.name,
        record.population,
        plateau * scale,
        *times,
        setting,
        people_plateau.times(scale),
        *people,
    )


@lru_cache(maxsize=64)
def _per_mg_per_h(weight_kg: float, duration_h: float, model: str, setting: str) -> tuple:
    patient = Patient(weight_kg=weight_kg)
    return (
        plateau_ng_per_ml(1.0, patient, model),
        hours_to_90_percent(patient, model),
        minutes_to_fall(0.5, duration_h, patient, model),
        minutes_to_fall(0.8, duration_h, patient, model),
        plateau_spread(1.0, patient, model, setting),
        (
            hours_to_share_spread(0.9, patient, model, setting),
            hours_to_fall_spread(0.5, duration_h, patient, model, setting),
            hours_to_fall_spread(0.8, duration_h, patient, model, setting),
        ),
    )
