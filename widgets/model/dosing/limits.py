"""What is held against a limit before anything is calculated; every limit is the evidence's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from numbers import Real

from evidence import Limit, load
from evidence.numbers import DoseError, format_number

EVERY_DIGIT = 17  # no float needs more


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a dose: `level` "in_range", "outside_range" or "refused"; `message` why."""

    level: str
    message: str


def check_rate(rate_mg_per_kg_h: float) -> Verdict:
    """Hold an infusion rate against the range for cancer pain and the ceiling for acute pain.

    "in_range": within the range. "outside_range": below it, or above it up to the ceiling; to be
    simulated only with that label. "refused": above the ceiling, 0, negative or not a number.
    Limits `infusion_cancer_pain` and `infusion_acute_pain_ceiling` of the evidence.
    """
    usual, ceiling = dose_limit("infusion_cancer_pain"), dose_limit("infusion_acute_pain_ceiling")
    if not is_amount(rate_mg_per_kg_h):
        must_be = f"a number above 0 and at most {with_unit(ceiling)}"
        return Verdict("refused", f"The rate must be {must_be}, got {shown(rate_mg_per_kg_h)}.")
    rate = f"{shown(rate_mg_per_kg_h)} {usual.unit}"
    if rate_mg_per_kg_h > ceiling.amount:
        times = rate_mg_per_kg_h / usual.most
        factor = "ten" if times == 10 else format_number(times, 3)
        too_high = f"{rate} is {factor} times the top of the range {with_unit(usual)}."
        refused = f"Nothing above {with_unit(ceiling)} is calculated."
        return Verdict("refused", f"{too_high}{_did_you_mean(rate_mg_per_kg_h, usual)} {refused}")
    context = f"the range {with_unit(usual)} for {usual.setting}."
    if rate_mg_per_kg_h > usual.most:
        other = f"Up to {with_unit(ceiling)} is a ceiling from {ceiling.setting}."
        return Verdict("outside_range", f"{rate} is above {context} {other}")
    if rate_mg_per_kg_h < usual.least:
        return Verdict("outside_range", f"{rate} is below {context}")
    return Verdict("in_range", f"{rate} is inside {context}")


def check_bolus(dose_mg_per_kg: float) -> Verdict:
    """Hold a bolus against the ceiling for acute severe pain, which is itself already too much.

    Limit `bolus_acute_pain_ceiling` of the evidence; there is no range for cancer pain.
    """
    ceiling = dose_limit("bolus_acute_pain_ceiling")
    top = f"less than {with_unit(ceiling)}"
    if not is_amount(dose_mg_per_kg):
        must_be = f"a number above 0 and {top}"
        return Verdict("refused", f"The bolus must be {must_be}, got {shown(dose_mg_per_kg)}.")
    dose, context = f"{shown(dose_mg_per_kg)} {ceiling.unit}", f"the ceiling for {ceiling.setting}."
    if dose_mg_per_kg >= ceiling.amount:
        return Verdict("refused", f"{dose} is not {top}, {context}")
    return Verdict("in_range", f"{dose} is {top}, {context}")


def checked_weight(weight_kg: float) -> Fraction:
    """The weight, exact; DoseError outside the limit `weight_kg`."""
    limit = dose_limit("weight_kg")
    if not is_amount(weight_kg) or not limit.least <= weight_kg <= limit.most:
        raise DoseError(
            f"The weight must be a number from {with_unit(limit)}, got {shown(weight_kg)}."
        )
    return exact(weight_kg)


def checked_concentration(concentration_mg_per_ml: float) -> Fraction:
    """The concentration, exact; DoseError unless above 0 and no stronger than any vial."""
    limit = dose_limit("vial_concentrations")
    strongest = limit.steps[-1]
    if not is_amount(concentration_mg_per_ml) or concentration_mg_per_ml > strongest:
        raise DoseError(
            f"The concentration must be a number above 0 and at most {format_number(strongest)} "
            f"{limit.unit}, the strongest vial, got {shown(concentration_mg_per_ml)}."
        )
    return exact(concentration_mg_per_ml)


def dose_limit(name: str) -> Limit:
    """The evidence's limit of this id."""
    return load().limits[name]


def with_unit(limit: Limit) -> str:
    """A limit as it is shown: "0.05 to 0.5 mg/kg/h", "1 mg/kg/h"."""
    if limit.value is not None:
        return f"{format_number(limit.value)} {limit.unit}"
    return f"{format_number(limit.least)} to {format_number(limit.most)} {limit.unit}"


def exact(value: float) -> Fraction:
    """The number that the shortest decimal digits of this float say."""
    return Fraction(repr(float(value)))


def is_amount(value: object) -> bool:
    """Whether this is a finite number above 0."""
    if not isinstance(value, Real) or isinstance(value, bool):
        return False
    number = float(value)
    return math.isfinite(number) and number > 0


def shown(value: object) -> str:
    """What came, with all its digits: 0.34999 must not look like the 0.35 it is held against."""
    if isinstance(value, Real) and not isinstance(value, bool):
        return format_number(float(value), EVERY_DIGIT) if math.isfinite(value) else str(value)
    return repr(value)


def _did_you_mean(rate: float, usual: Limit) -> str:
    """A question, if a point one or two places further left gives a rate of the usual range.

    Only ever a lower dose is suggested.
    """
    for slip in (10, 100):
        meant = float(exact(rate) / slip)
        if usual.least <= meant <= usual.most:
            return f" Did you mean {shown(meant)}?"
    return ""
