"""The arithmetic of doses: read, check, order, round, show.

The front door; each name says more where it is defined.
"""

from evidence.numbers import DoseError, NumberRead, format_number, parse_number, read_number
from widgets.model.dosing.limits import Verdict, check_bolus, check_rate
from widgets.model.dosing.orders import (
    InfusionOrder,
    OralDose,
    PumpRate,
    delivered_mg_per_kg_h,
    infusion_order,
    oral_dose,
    round_for_pump,
)

__all__ = [
    "DoseError",
    "InfusionOrder",
    "NumberRead",
    "OralDose",
    "PumpRate",
    "Verdict",
    "check_bolus",
    "check_rate",
    "delivered_mg_per_kg_h",
    "format_number",
    "infusion_order",
    "oral_dose",
    "parse_number",
    "read_number",
    "round_for_pump",
]
