"""The arithmetic of an order: four units with a check by another way, limits, an oral dose, a pump.

Every limit is read from the evidence. Doses are worked out on the decimal digits as written, so that
0.1 mg/kg/h for 70 kg is 7 mg/h and not 7.000000000000001.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from numbers import Real

import evidence
from evidence.numbers import NumberError, format_number
from evidence.numbers import parse_number as read_number

__all__ = [
    "DoseError", "InfusionOrder", "OralDose", "PumpRate", "Verdict", "check_bolus", "check_rate",
    "delivered_mg_per_kg_h", "format_number", "infusion_order", "oral_dose", "parse_number",
    "round_for_pump",
]

MCG_PER_MG = 1000
MIN_PER_H = 60
H_PER_DAY = 24
EVERY_DIGIT = 17  # no float needs more
AGREES_WITHIN = 1e-9  # relative: rounding of floats, nothing a human could mistype


class DoseError(ValueError):
    """A dose that is refused; the message is a sentence that names the thing, the limit, what came."""


def parse_number(text: str) -> float:
    """Read a number as a learner typed it: "0.1", "5", "1,250".

    Raises DoseError, a sentence with problem and fix, for whatever could be read in two ways, such
    as ".1", "0,1", "1e-1", "-1", "5 mg" or nothing. A trailing zero ("0.10") is read, though the
    course never writes one: it can be misread by people, not by a parser.
    """
    try:
        return read_number(text)
    except NumberError as problem:
        raise DoseError(str(problem)) from None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a dose: `level` is "in_range", "outside_range" or "refused", `message` why."""

    level: str
    message: str


def check_rate(rate_mg_per_kg_h: float) -> Verdict:
    """Hold an infusion rate against the range for cancer pain and the ceiling for acute pain.

    "in_range": within the range. "outside_range": below it, or above it up to the ceiling; to be
    simulated only with that label. "refused": above the ceiling, 0, negative or not a number.
    Limits `infusion_cancer_pain` and `infusion_acute_pain_ceiling` of the evidence.
    """
    range_, ceiling = _limit("infusion_cancer_pain"), _limit("infusion_acute_pain_ceiling")
    top = f"{format_number(ceiling.value)} {ceiling.unit}"
    if not _is_amount(rate_mg_per_kg_h):
        return Verdict("refused", f"The rate must be a number above 0 and at most {top}, got "
                                  f"{_shown(rate_mg_per_kg_h)}.")
    rate = f"{_shown(rate_mg_per_kg_h)} {range_.unit}"
    span = f"{_span(range_)} {range_.unit}"
    if rate_mg_per_kg_h > ceiling.value:
        times = rate_mg_per_kg_h / range_.high
        factor = "ten" if times == 10 else format_number(times, 3)
        return Verdict("refused", f"{rate} is {factor} times the top of the range {span}."
                                  f"{_did_you_mean(rate_mg_per_kg_h, range_)} Nothing above {top} "
                                  "is calculated.")
    if rate_mg_per_kg_h > range_.high:
        return Verdict("outside_range", f"{rate} is above the range {span} for {range_.setting}. "
                                        f"Up to {top} is a ceiling from {ceiling.setting}.")
    if rate_mg_per_kg_h < range_.low:
        return Verdict("outside_range", f"{rate} is below the range {span} for {range_.setting}.")
    return Verdict("in_range", f"{rate} is inside the range {span} for {range_.setting}.")


def check_bolus(dose_mg_per_kg: float) -> Verdict:
    """Hold a bolus against the ceiling for acute severe pain, which is itself already too much.

    Limit `bolus_acute_pain_ceiling` of the evidence; there is no range for cancer pain.
    """
    ceiling = _limit("bolus_acute_pain_ceiling")
    top = f"{format_number(ceiling.value)} {ceiling.unit}"
    if not _is_amount(dose_mg_per_kg):
        return Verdict("refused", f"The bolus must be a number above 0 and less than {top}, got "
                                  f"{_shown(dose_mg_per_kg)}.")
    dose = f"{_shown(dose_mg_per_kg)} {ceiling.unit}"
    if dose_mg_per_kg >= ceiling.value:
        return Verdict("refused", f"{dose} is not less than {top}, the ceiling for "
                                  f"{ceiling.setting}.")
    return Verdict("in_range", f"{dose} is less than {top}, the ceiling for {ceiling.setting}.")


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
        """The steps of the calculation, one a line, with the second way and whether it agrees."""
        rate, weight, mg_per_h, strength, ml_per_h, mcg, day = map(format_number, (
            self.mg_per_kg_h, self.weight_kg, self.mg_per_h, self.concentration_mg_per_ml,
            self.ml_per_h, self.mcg_per_kg_min, self.mg_per_24_h))
        ml_per_24_h = self.mg_per_24_h / self.concentration_mg_per_ml
        in_24_h, per_h = format_number(ml_per_24_h), format_number(ml_per_24_h / H_PER_DAY)
        verdict = "agrees" if self.second_check_agrees else "does not agree"
        return (
            f"{rate} mg/kg/h × {weight} kg = {mg_per_h} mg/h",
            f"{mg_per_h} mg/h ÷ {strength} mg/mL = {ml_per_h} mL/h",
            f"{rate} mg/kg/h × {format_number(MCG_PER_MG)} ÷ {MIN_PER_H} = {mcg} mcg/kg/min",
            f"The other way: {day} mg in 24 h ÷ {strength} mg/mL = {in_24_h} mL in 24 h, "
            f"which is {per_h} mL/h: {verdict}",
        )


def infusion_order(
    rate_mg_per_kg_h: float, weight_kg: float, concentration_mg_per_ml: float
) -> InfusionOrder:
    """Work an infusion rate out in mg/h, mL/h, mcg/kg/min and mg in 24 h, none of them rounded.

    Raises DoseError for a rate that `check_rate` refuses, a weight outside the limit `weight_kg`, or
    a concentration that is 0, negative or above the strongest of `vial_concentrations`.
    """
    verdict = check_rate(rate_mg_per_kg_h)
    if verdict.level == "refused":
        raise DoseError(verdict.message)
    rate = _exact(rate_mg_per_kg_h)
    weight = _exact(_checked_weight(weight_kg))
    concentration = _exact(_checked_concentration(concentration_mg_per_ml))
    mg_per_h = rate * weight
    return InfusionOrder(*map(float, (
        weight, concentration, rate, mg_per_h, mg_per_h / concentration,
        rate * MCG_PER_MG / MIN_PER_H, rate * weight * H_PER_DAY)))


def delivered_mg_per_kg_h(
    ml_per_h: float, concentration_mg_per_ml: float, weight_kg: float
) -> float:
    """Give the rate that a pump really delivers at this setting, with what is really in the syringe.

    For finding errors: the result is not held against any limit. Raises DoseError.
    """
    if not _is_amount(ml_per_h):
        raise DoseError(f"The pump's rate must be a number above 0 mL/h, got {_shown(ml_per_h)}.")
    concentration = _exact(_checked_concentration(concentration_mg_per_ml))
    return float(_exact(ml_per_h) * concentration / _exact(_checked_weight(weight_kg)))


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
    if not _is_amount(step_ml_per_h):
        raise DoseError(f"The pump's step must be a number above 0 mL/h, got {_shown(step_ml_per_h)}.")
    range_, ceiling = _limit("infusion_cancer_pain"), _limit("infusion_acute_pain_ceiling")
    limit = range_.high if order.mg_per_kg_h <= range_.high else ceiling.value
    step, rate = _exact(step_ml_per_h), _exact(order.ml_per_h)
    top_ml_per_h = _exact(limit) * _exact(order.weight_kg) / _exact(order.concentration_mg_per_ml)
    nearest = math.floor(rate / step + Fraction(1, 2))
    allowed = min(nearest, math.floor(top_ml_per_h / step))
    shown = f"{format_number(step_ml_per_h)} mL/h"
    if allowed == 0:
        raise DoseError(f"{format_number(order.ml_per_h)} mL/h would be rounded to 0 by a pump with "
                        f"steps of {shown}: use a weaker concentration.")
    rule = f"Rounded to the nearest {shown}."
    if allowed < nearest:
        rule = (f"Rounded down to a step of {shown}: the nearest step would pass "
                f"{format_number(limit)} {range_.unit}.")
    return PumpRate(float(allowed * step), order.ml_per_h, rule)


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

    Limits `oral_per_dose`, `oral_cap` and `oral_times_daily` of the evidence. Raises DoseError for a
    dose outside the range, or a weight outside the limit `weight_kg`.
    """
    range_, cap, daily = _limit("oral_per_dose"), _limit("oral_cap"), _limit("oral_times_daily")
    if not _is_amount(dose_mg_per_kg) or not range_.low <= dose_mg_per_kg <= range_.high:
        raise DoseError(f"The oral dose must be a number from {_span(range_)} {range_.unit}, got "
                        f"{_shown(dose_mg_per_kg)}.")
    by_weight = _exact(dose_mg_per_kg) * _exact(_checked_weight(weight_kg))
    capped = by_weight > _exact(cap.value)
    dose_mg = float(min(by_weight, _exact(cap.value)))
    product = (f"{_shown(dose_mg_per_kg)} mg/kg × {_shown(weight_kg)} kg = "
               f"{format_number(float(by_weight))} mg")
    decides = f": the cap decides, {format_number(dose_mg)} mg" if capped else ""
    message = f"{product}{decides} per dose, {_span(daily)} times daily."
    times_daily = (round(daily.low), round(daily.high))
    return OralDose(dose_mg, capped, float(by_weight), times_daily, message)


def _limit(name: str) -> evidence.Limit:
    return evidence.load().limits[name]


def _span(limit: evidence.Limit) -> str:
    return f"{format_number(limit.low)} to {format_number(limit.high)}"


def _exact(value: float) -> Fraction:
    """The number that the shortest decimal digits of this float say."""
    return Fraction(repr(float(value)))


def _is_amount(value: object) -> bool:
    is_number = isinstance(value, Real) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and value > 0


def _shown(value: object) -> str:
    """What came, with all its digits: 0.3499 must not look like the 0.35 that it is held against."""
    if isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value):
        return format_number(value, EVERY_DIGIT)
    return str(value) if isinstance(value, Real) else repr(value)


def _did_you_mean(rate: float, range_: evidence.Limit) -> str:
    """A question, if a decimal point one or two places further left gives a rate of the range."""
    for slip in (10, 100):
        meant = float(_exact(rate) / slip)
        if range_.low <= meant <= range_.high:
            return f" Did you mean {_shown(meant)}?"
    return ""


def _checked_weight(weight_kg: float) -> float:
    limit = _limit("weight_kg")
    if not _is_amount(weight_kg) or not limit.low <= weight_kg <= limit.high:
        raise DoseError(f"The weight must be a number from {_span(limit)} kg, got "
                        f"{_shown(weight_kg)}.")
    return weight_kg


def _checked_concentration(concentration_mg_per_ml: float) -> float:
    strongest = _limit("vial_concentrations").steps[-1]
    if not _is_amount(concentration_mg_per_ml) or concentration_mg_per_ml > strongest:
        raise DoseError(f"The concentration must be a number above 0 and at most "
                        f"{format_number(strongest)} mg/mL, the strongest vial, got "
                        f"{_shown(concentration_mg_per_ml)}.")
    return concentration_mg_per_ml
