"""The slips that people make in a dose sum, each with the number that it leads to.

A number that fits a slip gets the slip's sentence: what was done, and which way round it goes.
No sentence gives the answer away.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from evidence import load
from widgets.model.dosing.orders import MCG_PER_MG, MIN_PER_H
from widgets.model.exercises.sums import Task, keys, oral_of

WITHIN = 0.02  # relative: two digits of rounding are no error of thought
NEAR = 0.2
POUNDS_PER_KG = 2.2046
TENFOLD = "Ten times {way}: a point has moved one place. Estimate first, then calculate."
NEAR_WORDS = "Close. Keep all digits until the last line and round only once."
UNKNOWN_WORDS = (
    "This fits none of the usual slips. Write the units beside each number and let them cancel."
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A way to go wrong: `amount` is the number that it leads to, `sentence` names it."""

    id: str
    amount: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer says: right or not, and each slip that gives this very number."""

    right: bool
    slips: tuple[Slip, ...]
    sentence: str


def read_answer(answer: float, key: float, slips: tuple[Slip, ...]) -> Reading:
    """Hold an answer against the key (within 2 %), then against each slip."""
    if math.isclose(answer, key, rel_tol=WITHIN):
        return Reading(True, (), "Right.")
    made = tuple(slip for slip in slips if math.isclose(answer, slip.amount, rel_tol=WITHIN))
    if made:
        return Reading(False, made, " Or: ".join(slip.sentence for slip in made))
    near = math.isclose(answer, key, rel_tol=NEAR)
    return Reading(False, (), NEAR_WORDS if near else UNKNOWN_WORDS)


def slips_of(
    task: Task, step: str, concentration_mg_per_ml: float | None = None
) -> tuple[Slip, ...]:
    """Give the slips of one step of a task; an infusion needs a concentration."""
    key = keys(task, concentration_mg_per_ml)[step]
    made = (*_SLIPS[step](task, concentration_mg_per_ml), *_points(key))
    return tuple(
        slip
        for slip in made
        if slip.amount > 0 and not math.isclose(slip.amount, key, rel_tol=WITHIN)
    )


def _points(key: float) -> tuple[Slip, ...]:
    return (
        Slip("tenfold_over", key * 10, TENFOLD.format(way="too much")),
        Slip("tenfold_under", key / 10, TENFOLD.format(way="too little")),
    )


def _mg_per_h(task: Task, _strength) -> tuple[Slip, ...]:
    rate, weight = task.ordered, task.patient.weight_kg
    return (
        Slip("forgot_weight", rate, "You forgot the weight: the order is for each kilogram."),
        Slip(
            "divided_by_weight",
            weight / rate,
            "You divided: an order for each kilogram is multiplied by the kilograms.",
        ),
        Slip(
            "per_minute",
            rate * weight / MIN_PER_H,
            "Per minute for per hour: the order is per hour already, nothing is divided by 60.",
        ),
        Slip(
            "per_minute_over",
            rate * weight * MIN_PER_H,
            "Per minute for per hour: the order is per hour already, nothing is multiplied by 60.",
        ),
        Slip("per_day", rate * weight * 24, "This is 24 h of it: the question asks for one hour."),
        Slip(
            "mg_to_mcg",
            rate * weight * MCG_PER_MG,
            "This is in mcg: the order and the question are both in mg.",
        ),
        Slip(
            "pounds",
            rate * weight * POUNDS_PER_KG,
            "This is the weight in pounds: the order is for each kilogram.",
        ),
    )


def _ml_per_h(task: Task, strength: float) -> tuple[Slip, ...]:
    rate, weight = task.ordered, task.patient.weight_kg
    mg_per_h = rate * weight
    return (
        Slip(
            "mg_as_ml",
            mg_per_h,
            "This is mg/h typed as mL/h. Each mL holds more than one mg, so the pump runs "
            "slower than that.",
        ),
        Slip(
            "multiplied",
            mg_per_h * strength,
            "You multiplied by the concentration: a stronger syringe needs a slower pump, so "
            "it divides.",
        ),
        Slip(
            "upside_down",
            strength / mg_per_h,
            "Upside down: the dose stands on top, the concentration below.",
        ),
        Slip(
            "forgot_weight",
            rate / strength,
            "You forgot the weight: the order is for each kilogram.",
        ),
        Slip(
            "per_minute",
            mg_per_h / strength / MIN_PER_H,
            "Per minute for per hour: order and pump are both per hour.",
        ),
        Slip(
            "per_minute_over",
            mg_per_h / strength * MIN_PER_H,
            "Per minute for per hour: order and pump are both per hour.",
        ),
        Slip(
            "per_day",
            mg_per_h / strength * 24,
            "This is the volume of 24 h: the pump is set per hour.",
        ),
        Slip(
            "pounds",
            mg_per_h / strength * POUNDS_PER_KG,
            "This is the weight in pounds: the order is for each kilogram.",
        ),
    )


def _mcg_per_kg_min(task: Task, _strength) -> tuple[Slip, ...]:
    rate, weight = task.ordered, task.patient.weight_kg
    return (
        Slip(
            "same_digits",
            rate,
            "The same digits in another unit are another dose: mg to mcg, and an hour to a minute.",
        ),
        Slip(
            "per_minute",
            rate * MCG_PER_MG,
            "This is mcg for each kilogram in an hour: you forgot the 60 minutes.",
        ),
        Slip(
            "forgot_1000",
            rate / MIN_PER_H,
            "The hour became a minute, but the mg did not become mcg.",
        ),
        Slip(
            "multiplied_60",
            rate * MCG_PER_MG * MIN_PER_H,
            "You multiplied by 60: in a minute less is given than in an hour, so it divides.",
        ),
        Slip(
            "kept_weight",
            rate * weight * MCG_PER_MG / MIN_PER_H,
            "This is for the whole person: the unit is still for each kilogram, so the weight "
            "stays out.",
        ),
    )


def _mg_per_24_h(task: Task, strength: float) -> tuple[Slip, ...]:
    mg_per_h = task.ordered * task.patient.weight_kg
    return (
        Slip("one_hour", mg_per_h, "This is one hour: mg/h where mg in 24 h was asked."),
        Slip(
            "counted_ml",
            mg_per_h / strength * 24,
            "This is the volume in mL: each mL holds the concentration in mg.",
        ),
        Slip(
            "divided",
            mg_per_h / strength / strength * 24,
            "You divided by the concentration: from mL back to mg it multiplies.",
        ),
        Slip(
            "per_minute",
            mg_per_h * MIN_PER_H,
            "You multiplied by 60: a day has 24 hours, and the pump is set per hour.",
        ),
        Slip("half_day", mg_per_h * 12, "This is 12 h: a day has 24."),
        Slip(
            "forgot_weight", task.ordered * 24, "You forgot the weight: this is for one kilogram."
        ),
    )


def _dose_mg(task: Task, _strength) -> tuple[Slip, ...]:
    dose, cap = oral_of(task), load().limits["oral_cap"].value
    return (
        Slip(
            "forgot_cap",
            dose.by_weight_mg,
            "You forgot the cap: one dose has a highest number of mg, however heavy the person.",
        ),
        Slip(
            "cap_for_all", cap, "This is the cap. It decides only where the weight would give more."
        ),
        Slip(
            "forgot_weight", task.ordered, "You forgot the weight: the dose is for each kilogram."
        ),
        Slip(
            "divided_by_weight",
            task.patient.weight_kg / task.ordered,
            "You divided: a dose for each kilogram is multiplied by the kilograms.",
        ),
        Slip(
            "whole_day",
            dose.dose_mg * dose.times_daily[1],
            "This is the day: the question asks for one dose.",
        ),
        Slip(
            "pounds",
            dose.by_weight_mg * POUNDS_PER_KG,
            "This is the weight in pounds: the dose is for each kilogram.",
        ),
    )


def _most_per_day_mg(task: Task, _strength) -> tuple[Slip, ...]:
    dose = oral_of(task)
    fewest, most = dose.times_daily
    return (
        Slip("one_dose", dose.dose_mg, "This is one dose: the question asks for the day."),
        Slip(
            "fewest",
            dose.dose_mg * fewest,
            "This is the lowest number of doses a day: the question asks for the highest.",
        ),
        Slip(
            "forgot_cap",
            dose.by_weight_mg * most,
            "You forgot the cap: it holds for each of the doses.",
        ),
        Slip(
            "per_hour",
            dose.dose_mg * 24,
            "You multiplied by 24 hours: this is a number of doses, not a rate.",
        ),
    )


def _ceiling_mg(task: Task, _strength) -> tuple[Slip, ...]:
    weight, limits = task.patient.weight_kg, load().limits
    return (
        Slip(
            "forgot_weight",
            limits["bolus_acute_pain_ceiling"].value,
            "You forgot the weight: the ceiling is for each kilogram.",
        ),
        Slip(
            "oral_range",
            limits["oral_per_dose"].high * weight,
            "This is the top of the oral range: another route, another limit.",
        ),
        Slip(
            "infusion",
            limits["infusion_acute_pain_ceiling"].value * weight,
            "This is the ceiling of an infusion per hour: another setting, another limit.",
        ),
        Slip(
            "oral_cap",
            limits["oral_cap"].value,
            "This is the oral cap: another route, another limit.",
        ),
    )


def _mg_per_kg(task: Task, _strength) -> tuple[Slip, ...]:
    return (
        Slip("forgot_weight", task.ordered, "You forgot the weight: this is the whole dose."),
        Slip(
            "upside_down",
            task.patient.weight_kg / task.ordered,
            "Upside down: mg stand on top, kilograms below.",
        ),
        Slip(
            "multiplied",
            task.ordered * task.patient.weight_kg,
            "You multiplied: for each kilogram means divided by the kilograms.",
        ),
    )


_SLIPS = {
    "mg_per_h": _mg_per_h,
    "ml_per_h": _ml_per_h,
    "mcg_per_kg_min": _mcg_per_kg_min,
    "mg_per_24_h": _mg_per_24_h,
    "dose_mg": _dose_mg,
    "most_per_day_mg": _most_per_day_mg,
    "ceiling_mg": _ceiling_mg,
    "mg_per_kg": _mg_per_kg,
}
