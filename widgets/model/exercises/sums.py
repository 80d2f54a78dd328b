"""Sums to practise on: made-up people drawn from a seed, and what each step must give."""

from __future__ import annotations

import random
from dataclasses import dataclass

from evidence import load
from widgets.model.dosing import DoseError, InfusionOrder, OralDose, infusion_order, oral_dose
from widgets.model.regimens.patients import FictionalPatient

STORIES = (
    "pancreatic cancer",
    "pelvic sarcoma",
    "sacral metastases",
    "lung tumour of the apex",
    "myeloma",
    "throat cancer",
    "ovarian cancer",
    "bowel cancer",
    "renal cancer in bone",
    "breast cancer in bone",
)
LIGHTEST_KG, HEAVIEST_KG = 42, 118
RATES_MG_PER_KG_H = (0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3)  # all inside infusion_cancer_pain
ORAL_STEPS_MG_PER_KG = (0.2, 0.3, 0.4, 0.5)
BOLUS_PERCENT_OF_CEILING = (50, 60, 80, 90, 110, 140)
SUMS = ("infusion", "oral", "bolus")


@dataclass(frozen=True, slots=True)
class SumStep:
    """One number that the learner works out: its name, its question and its unit."""

    name: str
    label: str
    unit: str


SUM_STEPS: dict[str, tuple[SumStep, ...]] = {
    "infusion": (
        SumStep("mg_per_h", "The order in one hour", "mg/h"),
        SumStep("ml_per_h", "What the pump must run at", "mL/h"),
        SumStep("mcg_per_kg_min", "The same order on a pump with the other unit", "mcg/kg/min"),
        SumStep("mg_per_24_h", "Second calculation: what the pump gives in 24 h", "mg"),
    ),
    "oral": (
        SumStep("dose_mg", "One dose by mouth", "mg"),
        SumStep("most_per_day_mg", "The most in one day at the highest number of doses", "mg"),
    ),
    "bolus": (
        SumStep("ceiling_mg", "The ceiling for this weight, which a bolus must stay below", "mg"),
        SumStep("mg_per_kg", "The proposed bolus for each kilogram", "mg/kg"),
    ),
}
LAST_STEP = {"infusion": "ml_per_h", "oral": "dose_mg", "bolus": "ceiling_mg"}


@dataclass(frozen=True, slots=True)
class Task:
    """A made-up person and what somebody ordered: a rate in mg/kg/h, or a dose in mg/kg or mg.

    sum: "infusion" (`ordered` in mg/kg/h), "oral" (mg/kg by mouth) or "bolus" (mg).
    """

    sum: str
    patient: FictionalPatient
    ordered: float


def fresh_patient(rng: random.Random, lightest_kg: int = LIGHTEST_KG) -> FictionalPatient:
    """Make up an adult of a whole number of kilograms."""
    story = rng.choice(STORIES)
    return FictionalPatient("fresh", story, rng.randint(lightest_kg, HEAVIEST_KG))


def fresh_task(sum_name: str, seed: int) -> Task:
    """Give task number `seed` of one of the SUMS; the same number always gives the same task.

    Every second oral task is for a heavy person, so that the cap has something to decide.
    """
    if sum_name not in SUMS:
        raise ValueError(f"sum must be one of {', '.join(SUMS)}, got {sum_name!r}.")
    rng = random.Random(f"{sum_name} {seed}")
    if sum_name == "infusion":
        return Task(sum_name, fresh_patient(rng), rng.choice(RATES_MG_PER_KG_H))
    if sum_name == "oral":
        heavy = seed % 2 == 1
        patient = fresh_patient(rng, 102 if heavy else LIGHTEST_KG)
        return Task(sum_name, patient, 0.5 if heavy else rng.choice(ORAL_STEPS_MG_PER_KG))
    patient = fresh_patient(rng)
    share = rng.choice(BOLUS_PERCENT_OF_CEILING) / 100
    proposed_mg = round(share * bolus_ceiling_mg(patient.weight_kg))
    return Task(sum_name, patient, float(proposed_mg))


def bolus_ceiling_mg(weight_kg: float) -> float:
    """Give the ceiling for a bolus in acute pain in mg, itself already too much.

    Limit `bolus_acute_pain_ceiling` of the evidence.
    """
    return round(load().limits["bolus_acute_pain_ceiling"].amount * weight_kg, 9)


def order_of(task: Task, concentration_mg_per_ml: float) -> InfusionOrder:
    """Work out an infusion task for the syringe that was chosen."""
    return infusion_order(task.ordered, task.patient.weight_kg, concentration_mg_per_ml)


def oral_of(task: Task) -> OralDose:
    """Work out an oral task."""
    return oral_dose(task.ordered, task.patient.weight_kg)


def keys(task: Task, concentration_mg_per_ml: float | None = None) -> dict[str, float]:
    """Give the right number of each step of a task by name.

    Raises DoseError for an infusion without a concentration.
    """
    if task.sum == "infusion":
        if concentration_mg_per_ml is None:
            raise DoseError("An infusion needs a concentration before it can be worked out.")
        order = order_of(task, concentration_mg_per_ml)
        return {step.name: getattr(order, step.name) for step in SUM_STEPS["infusion"]}
    if task.sum == "oral":
        dose = oral_of(task)
        return {"dose_mg": dose.dose_mg, "most_per_day_mg": dose.dose_mg * dose.times_daily[1]}
    weight_kg = task.patient.weight_kg
    return {"ceiling_mg": bolus_ceiling_mg(weight_kg), "mg_per_kg": task.ordered / weight_kg}


def oral_mg_per_kg(dose_mg_per_kg: float, weight_kg: float) -> float:
    """Give what each kilogram gets of one oral dose once the cap has had its say."""
    return oral_dose(dose_mg_per_kg, weight_kg).dose_mg / weight_kg
