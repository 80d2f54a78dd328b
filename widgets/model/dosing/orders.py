"""An infusion in four units with a check by another way, a pump's step, an oral dose with its cap.

Doses are worked out on the decimal digits as written, so that 0.1 mg/kg/h for 70 kg is 7 mg/h and
not 7.000000000000001.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from evidence.numbers import DoseError, format_number
from evidence.units import H_PER_DAY, MCG_PER_MG, MIN_PER_H
from widgets.model.dosing.limits import (
    check_rate,
    checked_concentration,
    checked_weight,
    dose_limit,
    exact,
    is_amount,
    shown,
    with_unit,
)

AGREES_WITHIN = 1e-9  # relative: rounding of floats, nothing a human could mistype


@dataclass(frozen=True, slots=True)
class InfusionOrder:
    """One infusion in the units of the order, the pump and the day."""

    weight_kg: float
    concentration_mg_per_ml: float
    mg_per_kg_h: float
    mg_per_h: float
    ml_per_h: float
    mcg_per_kg_min: float
    mg_per_24_h: float

    @property
    def second_check_agrees(self) -> bool:
        """Whether the day says the same as the hour: mg and mL in 24 h, and back from each unit.

        It is worked out from the stored numbers, so that it fails for an order in which one of
        them was changed.
        """
        ml_per_24_h = self.mg_per_24_h / self.concentration_mg_per_ml
        mg_per_kg_24_h = self.mcg_per_kg_min * MIN_PER_H * H_PER_DAY / MCG_PER_MG
        pairs = (
            (ml_per_24_h / H_PER_DAY, self.ml_per_h),
            (self.mg_per_24_h / H_PER_DAY, self.mg_per_h),
            (self.mg_per_24_h / self.weight_kg / H_PER_DAY, self.mg_per_kg_h),
            (mg_per_kg_24_h * self.weight_kg, self.mg_per_24_h),
        )
        return all(math.isclose(a, b, rel_tol=AGREES_WITHIN) for a, b in pairs)

    @property
    def working(self) -> tuple[str, ...]:
        """The steps of the calculation, one a line; the last goes the other way and compares."""
        in_24_h_ml = self.mg_per_24_h / self.concentration_mg_per_ml
        weight, strength = (
            format_number(self.weight_kg),
            format_number(self.concentration_mg_per_ml),
        )
        rate, mg_per_h = format_number(self.mg_per_kg_h), format_number(self.mg_per_h)
        verdict = "agrees" if self.second_check_agrees else "does not agree"
        return (
            f"{rate} mg/kg/h × {weight} kg = {mg_per_h} mg/h",
            f"{mg_per_h} mg/h ÷ {strength} mg/mL = {format_number(self.ml_per_h)} mL/h",
            f"{rate} mg/kg/h × {format_number(MCG_PER_MG)} ÷ {MIN_PER_H} = "
            f"{format_number(self.mcg_per_kg_min)} mcg/kg/min",
            f"The other way: {format_number(self.mg_per_24_h)} mg in 24 h ÷ {strength} mg/mL = "
            f"{format_number(in_24_h_ml)} mL in 24 h, which is "
            f"{format_number(in_24_h_ml / H_PER_DAY)} mL/h: {verdict}",
        )


def infusion_order(
    rate_mg_per_kg_h: float, weight_kg: float, concentration_mg_per_ml: float
) -> InfusionOrder:
    """Work an infusion rate out in mg/h, mL/h, mcg/kg/min and mg in 24 h, none of them rounded.

    Raises DoseError for a rate that `check_rate` refuses, a weight outside the limit `weight_kg`,
    or a concentration that is 0, negative or above the strongest of `vial_concentrations`.
    """
    verdict = check_rate(rate_mg_per_kg_h)
    if verdict.level == "refused":
        raise DoseError(verdict.message)
    rate, weight = exact(rate_mg_per_kg_h), checked_weight(weight_kg)
    concentration = checked_concentration(concentration_mg_per_ml)
    return InfusionOrder(
        weight_kg=float(weight),
        concentration_mg_per_ml=float(concentration),
        mg_per_kg_h=float(rate),
        mg_per_h=float(rate * weight),
        ml_per_h=float(rate * weight / concentration),
        mcg_per_kg_min=float(rate * MCG_PER_MG / MIN_PER_H),
        mg_per_24_h=float(rate * weight * H_PER_DAY),
    )


def delivered_mg_per_kg_h(
    ml_per_h: float, concentration_mg_per_ml: float, weight_kg: float
) -> float:
    """Give the rate that a pump really delivers at a setting, with what is really in the syringe.

    For finding errors: the result is not held against any limit. Raises DoseError.
    """
    if not is_amount(ml_per_h):
        raise DoseError(f"The pump's rate must be a number above 0 mL/h, got {shown(ml_per_h)}.")
    concentration = checked_concentration(concentration_mg_per_ml)
    return float(exact(ml_per_h) * concentration / checked_weight(weight_kg))


@dataclass(frozen=True, slots=True)
class PumpRate:
    """A rate as a pump takes it, the rate before rounding, and the rule that was used."""

    ml_per_h: float
    unrounded_ml_per_h: float
    rule: str


def round_for_pump(order: InfusionOrder, step_ml_per_h: float = 0.1) -> PumpRate:
    """Round an order to the step of a pump: to the nearest, but never past a limit and never to 0.

    Raises DoseError if the order is too small for the step.
    """
    if not is_amount(step_ml_per_h):
        raise DoseError(
            f"The pump's step must be a number above 0 mL/h, got {shown(step_ml_per_h)}."
        )
    usual, ceiling = dose_limit("infusion_cancer_pain"), dose_limit("infusion_acute_pain_ceiling")
    limit = usual.most if order.mg_per_kg_h <= usual.most else ceiling.amount
    step, rate = exact(step_ml_per_h), exact(order.ml_per_h)
    top_ml_per_h = exact(limit) * exact(order.weight_kg) / exact(order.concentration_mg_per_ml)
    nearest = math.floor(rate / step + Fraction(1, 2))
    steps = min(nearest, math.floor(top_ml_per_h / step))
    if steps == 0:
        raise DoseError(
            f"{format_number(order.ml_per_h)} mL/h would be rounded to 0 by a pump with steps of "
            f"{format_number(step_ml_per_h)} mL/h: use a weaker concentration."
        )
    rule = f"Rounded to the nearest {format_number(step_ml_per_h)} mL/h."
    if steps < nearest:
        past = f"{format_number(limit)} {usual.unit}"
        rule = f"Rounded down: the nearest {format_number(step_ml_per_h)} mL/h would pass {past}."
    return PumpRate(float(steps * step), order.ml_per_h, rule)


@dataclass(frozen=True, slots=True)
class OralDose:
    """One oral dose in mg; `capped` says that the cap decided and not the weight.

    times_daily: the least and the most doses a day.
    """

    dose_mg: float
    capped: bool
    by_weight_mg: float
    times_daily: tuple[int, int]
    message: str


def oral_dose(dose_mg_per_kg: float, weight_kg: float) -> OralDose:
    """Give one oral dose: by weight, and never above the cap.

    Limits `oral_per_dose`, `oral_cap` and `oral_times_daily` of the evidence. Raises DoseError for
    a dose outside the range, or a weight outside the limit `weight_kg`.
    """
    usual, cap = dose_limit("oral_per_dose"), exact(dose_limit("oral_cap").amount)
    if not is_amount(dose_mg_per_kg) or not usual.least <= dose_mg_per_kg <= usual.most:
        must_be = f"a number from {with_unit(usual)}"
        raise DoseError(f"The oral dose must be {must_be}, got {shown(dose_mg_per_kg)}.")
    by_weight = exact(dose_mg_per_kg) * checked_weight(weight_kg)
    dose_mg, by_weight_mg = float(min(by_weight, cap)), float(by_weight)
    daily = dose_limit("oral_times_daily")
    capped = by_weight > cap
    decides = f": the cap decides, {format_number(dose_mg)} mg" if capped else ""
    message = (
        f"{shown(dose_mg_per_kg)} mg/kg × {shown(weight_kg)} kg = {format_number(by_weight_mg)} mg"
        f"{decides} per dose, {format_number(daily.least)} to {format_number(daily.most)} times "
        "daily."
    )
    return OralDose(dose_mg, capped, by_weight_mg, (round(daily.least), round(daily.most)), message)
