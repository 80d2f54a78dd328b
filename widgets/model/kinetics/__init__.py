"""Ketamine in the body over time: who, which doses, what level, how far people differ.

The front door of the kinetics; each name says more where it is defined.
"""

from widgets.model.kinetics.checks import KineticsError
from widgets.model.kinetics.curve import Curve, simulate
from widgets.model.kinetics.events import (
    ABSORPTIONS,
    Absorption,
    Bolus,
    Infusion,
    Patient,
    total_mg,
)
from widgets.model.kinetics.population import POPULATIONS, Band, Variability, simulate_population

__all__ = [
    "ABSORPTIONS",
    "Absorption",
    "Band",
    "Bolus",
    "Curve",
    "Infusion",
    "KineticsError",
    "POPULATIONS",
    "Patient",
    "Variability",
    "simulate",
    "simulate_population",
    "total_mg",
]
