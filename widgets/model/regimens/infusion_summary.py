"""One constant infusion from start to washout, scaled from a single simulation per mg/h."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evidence import load
from widgets.model.kinetics import Infusion, Patient, simulate_population
from widgets.model.kinetics.exposure import hours_to_90_percent, minutes_to_fall, plateau_ng_per_ml
from widgets.model.kinetics.spread import (
    Spread,
    hours_to_fall_spread,
    hours_to_share_spread,
    plateau_spread,
)

AFTER_STOP_H = 24.0
POINTS = 432  # about one a pixel on a phone


def even_hours(ends_h: float) -> np.ndarray:
    """Hours from 0 to `ends_h`, evenly spaced, with every whole hour among them where that ends
    whole.

    An infusion that stops between two points would lose its corner.
    """
    per_h = max(int(POINTS // ends_h), 1)
    return np.linspace(0, ends_h, int(np.ceil(ends_h * per_h)) + 1)


@dataclass(frozen=True)
class InfusionCourse:
    """Levels of a population on a constant infusion of `duration_h`, followed for 24 h after it.

    times_h, low, median, high: arrays of shape (n,), levels in ng/mL at the 5th, 50th and 95th
    percentile. What begins with people_ belongs to the people of `setting` (a key of POPULATIONS);
    the other readouts to the typical person of the weight.
    """

    rate_mg_per_kg_h: float
    weight_kg: float
    duration_h: float
    model_name: str
    population: str
    times_h: np.ndarray
    low: np.ndarray
    median: np.ndarray
    high: np.ndarray
    plateau_ng_per_ml: float
    to_90_percent_h: float
    fall_by_half_min: float
    fall_by_80_percent_min: float
    setting: str
    people_plateau_ng_per_ml: Spread
    people_to_90_percent_h: Spread
    people_fall_by_half_h: Spread
    people_fall_by_80_percent_h: Spread

    @property
    def ends_h(self) -> float:
        """Hours from the start of the infusion to the end of the time that is followed."""
        return float(self.times_h[-1])

    def at(self, hour: float) -> tuple[float, float, float]:
        """Low, middle and high level in ng/mL at `hour`, read off between neighbouring points."""
        return tuple(
            float(np.interp(hour, self.times_h, level))
            for level in (self.low, self.median, self.high)
        )


def infusion_course(
    rate_mg_per_kg_h: float,
    weight_kg: float,
    duration_h: float,
    model: str = "kamp_2020",
    setting: str = "patient",
) -> InfusionCourse:
    """The course of a constant infusion; linear kinetics let one simulation serve every rate.

    setting: a key of POPULATIONS, how far people differ.
    """
    per_mg_per_h = _per_mg_per_h(weight_kg, duration_h, model, setting)
    scale = rate_mg_per_kg_h * weight_kg
    times_h, low, median, high, plateau, *times, people = per_mg_per_h
    record = load().models[model]
    return InfusionCourse(
        rate_mg_per_kg_h,
        weight_kg,
        duration_h,
        record.name,
        record.population,
        times_h,
        low * scale,
        median * scale,
        high * scale,
        plateau * scale,
        *times,
        setting,
        people[0].times(scale),
        *people[1:],
    )


@lru_cache(maxsize=32)
def _per_mg_per_h(weight_kg: float, duration_h: float, model: str, setting: str) -> tuple:
    patient = Patient(weight_kg=weight_kg)
    times_h = even_hours(duration_h + AFTER_STOP_H)
    one = [Infusion(rate_mg_per_h=1.0, start_h=0.0, duration_h=duration_h)]
    band = simulate_population(one, patient, times_h, model=model, setting=setting)
    return (
        times_h,
        band.low,
        band.median,
        band.high,
        plateau_ng_per_ml(1.0, patient, model),
        hours_to_90_percent(patient, model),
        minutes_to_fall(0.5, duration_h, patient, model),
        minutes_to_fall(0.8, duration_h, patient, model),
        (
            plateau_spread(1.0, patient, model, setting),
            hours_to_share_spread(0.9, patient, model, setting),
            hours_to_fall_spread(0.5, duration_h, patient, model, setting),
            hours_to_fall_spread(0.8, duration_h, patient, model, setting),
        ),
    )
