"""Norketamine beside ketamine: how long it stays after the stop, how it climbs over days."""

from functools import lru_cache

import numpy as np

from widgets.model.kinetics import Curve, Infusion, Patient, simulate
from widgets.model.kinetics.events import ADULT_KG

NORKETAMINE_MODEL = "otto_2021_S_NK"
EVERY_H = 0.25


@lru_cache
def norketamine_left(after_h: tuple[float, ...], infused_h: float = 24.0) -> dict[float, float]:
    """Share of its highest level at which S-norketamine is, by hours after the stop.

    The typical healthy volunteer of the model otto_2021_S_NK, S-ketamine into a vein; the rate does
    not matter.
    """
    steps = int((infused_h + max(after_h)) / EVERY_H)
    times_h = [EVERY_H * step for step in range(steps + 1)]
    hours = [*times_h, *(infused_h + hour for hour in after_h)]
    levels = _levels(infused_h, hours)
    return dict(zip(after_h, (levels[len(times_h) :] / levels.max()).tolist(), strict=True))


@lru_cache
def norketamine_climb(hours: tuple[float, ...]) -> dict[float, tuple[float, float]]:
    """Share of its own level at the last hour at which (ketamine, norketamine) is, by hour.

    The same person and model, during an infusion of an unchanged rate.
    """
    curve = simulate(
        [Infusion(1.0, 0.0, max(hours) + 1.0)], Patient(ADULT_KG), hours, NORKETAMINE_MODEL
    )
    ketamine = curve.plasma_ng_per_ml / curve.plasma_ng_per_ml[-1]
    metabolite = _norketamine(curve) / _norketamine(curve)[-1]
    return dict(zip(hours, zip(ketamine.tolist(), metabolite.tolist(), strict=True), strict=True))


def _levels(infused_h: float, hours: list[float]) -> np.ndarray:
    infusion = [Infusion(1.0, 0.0, infused_h)]
    return _norketamine(simulate(infusion, Patient(ADULT_KG), hours, NORKETAMINE_MODEL))


def _norketamine(curve: Curve) -> np.ndarray:
    """The level of norketamine; ValueError for a curve of a model without it."""
    if curve.norketamine_ng_per_ml is None:
        raise ValueError(f"{curve.model} has no norketamine")
    return curve.norketamine_ng_per_ml
