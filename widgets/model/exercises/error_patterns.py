"""The errors that people make in a dose sum, each with the number that it leads to.

A number that fits an error pattern gets the sentence of that pattern: what was done, and which way
round it goes. The sentences stand in error_patterns.toml; none of them gives the answer away.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from evidence import OwnFile, load
from evidence.tables import TableError, read_rows
from evidence.units import H_PER_DAY, MCG_PER_MG, MIN_PER_H
from widgets.model.exercises.sums import SUM_STEPS, SUMS, Task, fresh_task, keys, oral_of

FILE = Path(__file__).parent / "error_patterns.toml"
WITHIN = 0.02  # relative: two digits of rounding are no error of thought
NEAR = 0.2
POUNDS_PER_KG = 2.2046
ANSWER, ANY_STEP = "answer", "any_step"
# What there is a sentence for besides the steps of a sum: what is said of an answer as a whole, and
# the people who can be believed at a bedside (setups.py).
BESIDE_STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ANY_STEP: ("tenfold_over", "tenfold_under"),
        ANSWER: ("right", "near", "unknown"),
        "pump_setup": ("believed_order", "believed_pump", "volume", "label", "per_kg"),
        "dose_setup": ("believed_order", "volume", "plan", "per_kg"),
    }
)


@dataclass(frozen=True, slots=True)
class ErrorPattern:
    """A way to go wrong: `amount` is the number that it leads to, `sentence` names it."""

    id: str
    amount: float
    sentence: str


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """What an answer says: right or not, and each error pattern that gives this very number."""

    right: bool
    error_patterns: tuple[ErrorPattern, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class PatternWords:
    """One row of error_patterns.toml: what is said to whoever makes this error."""

    id: str
    sentence: str


def sentences() -> Mapping[str, Mapping[str, str]]:
    """The sentence of each error by table (a step, or a key of BESIDE_STEPS) and id.

    Raises LeftOut where the file has a mistake: no answer is judged by some of the errors only.
    """
    return CONTENT.given()


def sentences_from(path: Path | str) -> Mapping[str, Mapping[str, str]]:
    """Read the sentences of a file; TableError names each one that is missing or too many."""
    wanted = {step.name: tuple(_AMOUNTS[step.name](fresh_task(name, 0), 1.0))
              for name in SUMS for step in SUM_STEPS[name]}  # fmt: skip
    wanted |= BESIDE_STEPS
    path, problems = Path(path), list[str]()
    found: dict[str, Mapping[str, str]] = {}
    wrong: list[str] = []
    for table, ids in wanted.items():
        beside = [other for other in wanted if other != table]
        rows = read_rows(path, table, PatternWords, problems, beside)
        found[table] = {row.id: row.sentence for _, row in rows}
        wrong += [
            f"{path.name}: {table} {each}: no such error can be made here"
            for each in found[table]
            if each not in ids
        ]
        wrong += [
            f"{path.name}: {table}: has no sentence for {each}"
            for each in ids
            if each not in found[table]
        ]
    if problems or wrong:  # a sentence that cannot be read is told as that
        raise TableError(tuple(dict.fromkeys(problems or wrong)))
    return MappingProxyType(found)


CONTENT = OwnFile(FILE, sentences_from)


def patterns(table: str, amounts: Mapping[str, float]) -> tuple[ErrorPattern, ...]:
    """Each amount as the error pattern of this id, with its sentence."""
    words = sentences()[table]
    return tuple(ErrorPattern(each, amount, words[each]) for each, amount in amounts.items())


def judge_answer(answer: float, key: float, made: tuple[ErrorPattern, ...]) -> JudgedAnswer:
    """Hold an answer against the key (within 2 %), then against each error pattern."""
    words = sentences()[ANSWER]
    if math.isclose(answer, key, rel_tol=WITHIN):
        return JudgedAnswer(True, (), words["right"])
    fitting = tuple(each for each in made if math.isclose(answer, each.amount, rel_tol=WITHIN))
    if fitting:
        return JudgedAnswer(False, fitting, " Or: ".join(each.sentence for each in fitting))
    near = math.isclose(answer, key, rel_tol=NEAR)
    return JudgedAnswer(False, (), words["near" if near else "unknown"])


def error_patterns_of(
    task: Task, step: str, concentration_mg_per_ml: float | None = None
) -> tuple[ErrorPattern, ...]:
    """Give the error patterns of one step of a task; an infusion needs a concentration.

    One that leads to the right number here, or to none above 0, is left out. Raises DoseError.
    """
    key = keys(task, concentration_mg_per_ml)[step]
    strength = 1.0 if concentration_mg_per_ml is None else concentration_mg_per_ml
    made = (
        *patterns(step, _AMOUNTS[step](task, strength)),
        *patterns(ANY_STEP, {"tenfold_over": key * 10, "tenfold_under": key / 10}),
    )
    return tuple(
        each
        for each in made
        if each.amount > 0 and not math.isclose(each.amount, key, rel_tol=WITHIN)
    )


def _mg_per_h(task: Task, _strength: float) -> dict[str, float]:
    rate, weight = task.ordered, task.patient.weight_kg
    return {
        "forgot_weight": rate,
        "divided_by_weight": weight / rate,
        "per_minute": rate * weight / MIN_PER_H,
        "per_minute_over": rate * weight * MIN_PER_H,
        "per_day": rate * weight * H_PER_DAY,
        "mg_to_mcg": rate * weight * MCG_PER_MG,
        "pounds": rate * weight * POUNDS_PER_KG,
    }


def _ml_per_h(task: Task, strength: float) -> dict[str, float]:
    rate, mg_per_h = task.ordered, task.ordered * task.patient.weight_kg
    return {
        "mg_as_ml": mg_per_h,
        "multiplied": mg_per_h * strength,
        "upside_down": strength / mg_per_h,
        "forgot_weight": rate / strength,
        "per_minute": mg_per_h / strength / MIN_PER_H,
        "per_minute_over": mg_per_h / strength * MIN_PER_H,
        "per_day": mg_per_h / strength * H_PER_DAY,
        "pounds": mg_per_h / strength * POUNDS_PER_KG,
    }


def _mcg_per_kg_min(task: Task, _strength: float) -> dict[str, float]:
    rate, weight = task.ordered, task.patient.weight_kg
    return {
        "same_digits": rate,
        "per_minute": rate * MCG_PER_MG,
        "forgot_1000": rate / MIN_PER_H,
        "multiplied_60": rate * MCG_PER_MG * MIN_PER_H,
        "kept_weight": rate * weight * MCG_PER_MG / MIN_PER_H,
    }


def _mg_per_24_h(task: Task, strength: float) -> dict[str, float]:
    mg_per_h = task.ordered * task.patient.weight_kg
    return {
        "one_hour": mg_per_h,
        "counted_ml": mg_per_h / strength * H_PER_DAY,
        "divided": mg_per_h / strength / strength * H_PER_DAY,
        "per_minute": mg_per_h * MIN_PER_H,
        "half_day": mg_per_h * H_PER_DAY / 2,
        "forgot_weight": task.ordered * H_PER_DAY,
    }


def _dose_mg(task: Task, _strength: float) -> dict[str, float]:
    dose = oral_of(task)
    return {
        "forgot_cap": dose.by_weight_mg,
        "cap_for_all": load().limits["oral_cap"].amount,
        "forgot_weight": task.ordered,
        "divided_by_weight": task.patient.weight_kg / task.ordered,
        "whole_day": dose.dose_mg * dose.times_daily[1],
        "pounds": dose.by_weight_mg * POUNDS_PER_KG,
    }


def _most_per_day_mg(task: Task, _strength: float) -> dict[str, float]:
    dose = oral_of(task)
    fewest, most = dose.times_daily
    return {
        "one_dose": dose.dose_mg,
        "fewest": dose.dose_mg * fewest,
        "forgot_cap": dose.by_weight_mg * most,
        "per_hour": dose.dose_mg * H_PER_DAY,
    }


def _ceiling_mg(task: Task, _strength: float) -> dict[str, float]:
    weight, limits = task.patient.weight_kg, load().limits
    return {
        "forgot_weight": limits["bolus_acute_pain_ceiling"].amount,
        "oral_range": limits["oral_per_dose"].most * weight,
        "infusion": limits["infusion_acute_pain_ceiling"].amount * weight,
        "oral_cap": limits["oral_cap"].amount,
    }


def _mg_per_kg(task: Task, _strength: float) -> dict[str, float]:
    return {
        "forgot_weight": task.ordered,
        "upside_down": task.patient.weight_kg / task.ordered,
        "multiplied": task.ordered * task.patient.weight_kg,
    }


_AMOUNTS: Mapping[str, Callable[[Task, float], dict[str, float]]] = {
    "mg_per_h": _mg_per_h,
    "ml_per_h": _ml_per_h,
    "mcg_per_kg_min": _mcg_per_kg_min,
    "mg_per_24_h": _mg_per_24_h,
    "dose_mg": _dose_mg,
    "most_per_day_mg": _most_per_day_mg,
    "ceiling_mg": _ceiling_mg,
    "mg_per_kg": _mg_per_kg,
}
