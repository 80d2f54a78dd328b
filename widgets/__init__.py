"""What a lesson shows: explorers, worked examples and claims, and the model behind them."""

from .controls.infusion_lab import InfusionLab
from .model.dosing import check_rate, format_number, infusion_order, oral_dose, parse_number
from .model.kinetics import Bolus, Infusion, Patient, simulate, simulate_population
from .view.arrival import models_compared, worked_order, worked_plateau
from .view.words import claim_box

__all__ = [
    "Bolus",
    "Infusion",
    "InfusionLab",
    "Patient",
    "check_rate",
    "claim_box",
    "format_number",
    "infusion_order",
    "models_compared",
    "oral_dose",
    "parse_number",
    "simulate",
    "simulate_population",
    "worked_order",
    "worked_plateau",
]
