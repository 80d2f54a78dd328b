"""Regimens that can be drawn, for whom, and what levels they make.

The front door; each name says more where it is defined. What a regimen does to the level over its
whole course is worked out in simulation.py.
"""

from widgets.model.regimens.daily_dose import DailyDose, daily_dose
from widgets.model.regimens.patients import FICTIONAL_PATIENTS, FictionalPatient
from widgets.model.regimens.regimen import (
    TRIAL_REGIMENS,
    Regimen,
    burst_regimen,
    constant_regimen,
    oral_regimen,
    trial_regimen,
)

__all__ = [
    "DailyDose",
    "FICTIONAL_PATIENTS",
    "FictionalPatient",
    "Regimen",
    "TRIAL_REGIMENS",
    "burst_regimen",
    "constant_regimen",
    "daily_dose",
    "oral_regimen",
    "trial_regimen",
]
