"""An order beside what is at the bedside: how the syringe was made, what the pump was told.

What is delivered is never stated: it is worked out from what the pump was told and from what is
really in the syringe, so that no set-up can say something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from evidence import load
from evidence.units import H_PER_DAY, MCG_PER_MG, MIN_PER_H
from widgets.model.dosing import InfusionOrder, check_rate
from widgets.model.dosing.limits import exact
from widgets.model.exercises.error_patterns import ErrorPattern, patterns
from widgets.model.kinetics.events import Bolus, Infusion
from widgets.model.regimens.patients import FictionalPatient

RUNS_H = 24.0


@dataclass(frozen=True, slots=True)
class Preparation:
    """How a syringe is made up: `volume_ml` of a vial, filled up to `total_ml`."""

    volume_ml: float
    vial_mg_per_ml: float
    total_ml: float

    @property
    def concentration_mg_per_ml(self) -> float:
        """What is really in each mL."""
        return self.volume_ml * self.vial_mg_per_ml / self.total_ml


@dataclass(frozen=True, slots=True)
class PumpScreen:
    """What a pump was told, and the speed that it works out from that and from nothing else."""

    amount: float
    unit: str
    weight_kg: float
    concentration_mg_per_ml: float

    @property
    def mg_per_h(self) -> float:
        """The mg/h that the pump believes it gives."""
        amount, weight, strength = map(
            exact, (self.amount, self.weight_kg, self.concentration_mg_per_ml)
        )
        return float(
            amount
            * {
                "mg/kg/h": weight,
                "mg/kg/min": weight * MIN_PER_H,
                "mcg/kg/min": weight * MIN_PER_H / MCG_PER_MG,
                "mg/h": Fraction(1),
                "mg/24 h": Fraction(1, H_PER_DAY),
                "mL/h": strength,
            }[self.unit]
        )

    @property
    def ml_per_h(self) -> float:
        """The speed at which it pushes."""
        return float(exact(self.mg_per_h) / exact(self.concentration_mg_per_ml))


@dataclass(frozen=True)
class PumpSetup:
    """An ordered infusion: the syringe as planned and as made, the pump, where the line leads."""

    patient: FictionalPatient
    order: InfusionOrder
    plan: Preparation
    made: Preparation
    pump: PumpScreen
    route_ordered: str
    route: str
    earlier_mg_per_kg_h: float | None = None
    unit = "mg/h"

    @property
    def ordered(self) -> float:
        """mg/h as ordered."""
        return self.order.mg_per_h

    @property
    def delivered(self) -> float:
        """mg/h that reach the patient: the pump's speed times what is really in the syringe."""
        return given_mg_per_h(self.pump.ml_per_h, self.made.concentration_mg_per_ml)

    @property
    def delivered_per_kg(self) -> float:
        """mg/kg/h that reach the patient."""
        return self.delivered / self.patient.weight_kg

    @property
    def events_ordered(self) -> tuple[Infusion, ...]:
        """The order as the kinetics take it."""
        return (Infusion(self.ordered, 0.0, RUNS_H, self.route_ordered),)

    @property
    def events_delivered(self) -> tuple[Infusion, ...]:
        """What the patient gets, as the kinetics take it."""
        return (Infusion(self.delivered, 0.0, RUNS_H, self.route),)

    @property
    def in_range(self) -> bool:
        """Whether what is delivered lies inside the range for cancer pain, to a pump's digits."""
        return check_rate(float(f"{self.delivered_per_kg:.3g}")).level == "in_range"

    @property
    def error_patterns(self) -> tuple[ErrorPattern, ...]:
        """Numbers that come from believing somebody."""
        amounts = {
            "believed_order": self.ordered,
            "believed_pump": self.pump.mg_per_h,
            "volume": self.pump.ml_per_h,
            "label": self.pump.ml_per_h * self.plan.concentration_mg_per_ml,
            "per_kg": self.delivered_per_kg,
        }
        return patterns("pump_setup", amounts)


@dataclass(frozen=True)
class DoseSetup:
    """A single ordered dose and the one in the hand: strength, volume, route."""

    patient: FictionalPatient
    drug: str
    ordered: float
    mg_per_kg: float
    strength_planned_mg_per_ml: float
    strength_mg_per_ml: float
    volume_ml: float
    route_ordered: str
    route: str
    unit = "mg"

    @property
    def delivered(self) -> float:
        """mg of ketamine in the hand."""
        return float(exact(self.volume_ml) * exact(self.strength_mg_per_ml))

    @property
    def delivered_per_kg(self) -> float:
        """mg/kg of ketamine in the hand."""
        return self.delivered / self.patient.weight_kg

    @property
    def events_ordered(self) -> tuple[Bolus, ...]:
        """The order as the kinetics take it; nothing where another medicine was ordered."""
        return (Bolus(self.ordered, 0.0, self.route_ordered),) if self.ordered else ()

    @property
    def events_delivered(self) -> tuple[Bolus, ...]:
        """What the patient gets, as the kinetics take it."""
        return (Bolus(self.delivered, 0.0, self.route),)

    @property
    def in_range(self) -> bool:
        """Whether the mg are a dose that the oral range and its cap allow by mouth."""
        usual, cap = load().limits["oral_per_dose"], load().limits["oral_cap"].amount
        inside = usual.least <= round(self.delivered_per_kg, 9) <= usual.most
        return inside and self.delivered <= cap and self.drug == "ketamine"

    @property
    def error_patterns(self) -> tuple[ErrorPattern, ...]:
        """Numbers that come from believing somebody."""
        amounts = {
            "believed_order": self.ordered,
            "volume": self.volume_ml,
            "plan": self.volume_ml * self.strength_planned_mg_per_ml,
            "per_kg": self.delivered_per_kg,
        }
        return patterns("dose_setup", amounts)


def told_mg_per_h(
    amount: float, unit: str, weight_kg: float, concentration_mg_per_ml: float
) -> float:
    """Give the mg/h that a pump believes in when it is told an amount in one of its units."""
    return PumpScreen(amount, unit, weight_kg, concentration_mg_per_ml).mg_per_h


def given_mg_per_h(ml_per_h: float, concentration_mg_per_ml: float) -> float:
    """Give the mg/h of a speed and of what is really in each mL."""
    return float(exact(ml_per_h) * exact(concentration_mg_per_ml))
