"""Ketamine in the body over time: who, which doses, what level, how far people differ.

The front door of the kinetics; each name says more where it is defined.
"""

from .checks import KineticsError
from .curve import Curve, simulate
from .population import SETTINGS, Band, Variability, simulate_population
from .regimen import ORAL, SUBCUT, Absorption, Bolus, Infusion, Patient, total_mg

__all__ = [
    "ORAL",
    "SETTINGS",
    "SUBCUT",
    "Absorption",
    "Band",
    "Bolus",
    "Curve",
    "Infusion",
    "KineticsError",
    "Patient",
    "Variability",
    "simulate",
    "simulate_population",
    "total_mg",
]
