"""Find the error: exercises without end, each with at most one error, determined by a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evidence import OwnFile, load
from evidence.numbers import format_number
from evidence.rules import choice, text
from evidence.tables import TableError, find, read_rows
from widgets.model.dosing import infusion_order, oral_dose
from widgets.model.exercises.error_patterns import POUNDS_PER_KG, WITHIN, ErrorPattern
from widgets.model.exercises.setups import DoseSetup, Preparation, PumpScreen, PumpSetup
from widgets.model.exercises.sums import HEAVIEST_KG, LIGHTEST_KG, fresh_patient
from widgets.model.regimens.patients import FictionalPatient

FILE = Path(__file__).with_name("error_detection.toml")
PUMP_RATES_MG_PER_KG_H = (0.05, 0.1, 0.15, 0.2, 0.3)
LOW_RATES_MG_PER_KG_H = (0.05, 0.1)  # so low that five times the order still looks like an order
ORAL_MG_PER_KG = (0.2, 0.3, 0.4, 0.5)
AMPOULE_ML = 2
ERROR_FREE_PUMPS, ERROR_FREE_DOSES = 4, 2  # of each round: they must be met often
OFFERED = 5
UNITS = ("mg/kg/h", "mg/kg/h", "mcg/kg/min", "mg/h", "mL/h", "mg/24 h")  # as often as met

UNDILUTED = Preparation(50, 10, 50)
FROM_STRONG = Preparation(10, 50, 50)
DILUTED_TO_HALF = Preparation(25, 10, 50)
WEAK = Preparation(10, 10, 50)
PLANS = (UNDILUTED, FROM_STRONG, DILUTED_TO_HALF, WEAK)
PumpChange = Callable[[PumpSetup, random.Random], PumpSetup]


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """One way to go wrong, or none: the words of error_detection.toml."""

    id: str
    kind: str = choice(("pump", "dose"))
    family: str = text()
    name: str = text()
    happened: str = text()
    check: str = text()
    error_free: bool = False
    incident: str = ""
    fact: str = ""
    unlike: tuple[str, ...] = ()


@dataclass(frozen=True)
class ErrorExercise:
    """A set-up with at most one error in it, and the names among which the learner chooses."""

    error: ErrorKind
    setup: PumpSetup | DoseSetup
    offered: tuple[ErrorKind, ...]

    @property
    def factor(self) -> float | None:
        """How many times the order is delivered; None where no ketamine was ordered."""
        return self.setup.delivered / self.setup.ordered if self.setup.ordered else None

    @property
    def error_patterns(self) -> tuple[ErrorPattern, ...]:
        """The error patterns of the set-up that do not lead to the right number here."""
        right = self.setup.delivered
        return tuple(
            each
            for each in self.setup.error_patterns
            if each.amount > 0 and abs(each.amount - right) > WITHIN * right
        )


def error_kinds() -> dict[str, ErrorKind]:
    """Every way to go wrong, and the two of "nothing is wrong", by id.

    Raises LeftOut where the file has a mistake: each drill offers several of them.
    """
    return CONTENT.given()


def error_kinds_from(path: Path) -> dict[str, ErrorKind]:
    """Read the ways to go wrong of a file; TableError names each problem."""
    problems: list[str] = []
    found = {kind.id: kind for _, kind in read_rows(path, "error", ErrorKind, problems)}
    if problems:  # a row that cannot be read is not told again where another names it
        raise TableError(problems)
    for kind in found.values():
        for record in filter(None, (kind.incident, kind.fact)):
            try:
                find(record)
            except TableError as error:
                problems.append(f"{path.name}: error {kind.id}: {error}")
        for other in set(kind.unlike) - set(found):
            problems.append(f"{path.name}: error {kind.id}: unlike: there is no {other!r}")
    if problems:
        raise TableError(problems)
    return found


CONTENT = OwnFile(FILE, error_kinds_from)


def error_exercise(seed: int) -> ErrorExercise:
    """Give exercise number `seed`, 0 or more; each round holds every error, shuffled."""
    deck = [v.id for v in error_kinds().values() if not v.error_free]
    deck += ["nothing_pump"] * ERROR_FREE_PUMPS + ["nothing_dose"] * ERROR_FREE_DOSES
    round_number, place = divmod(seed, len(deck))
    random.Random(f"round {round_number}").shuffle(deck)
    error = error_kinds()[deck[place]]
    rng = random.Random(f"drill {seed}")
    return ErrorExercise(error, _MAKERS[error.id](rng), _offered(error, rng))


def _offered(error: ErrorKind, rng: random.Random) -> tuple[ErrorKind, ...]:
    """The true one, "nothing is wrong", and others of the same kind; "nothing" stands last."""
    same = [v for v in error_kinds().values() if v.kind == error.kind]
    error_free = next(v for v in same if v.error_free)
    others = [v for v in same if v not in (error, error_free) and v.id not in error.unlike]
    rng.shuffle(others)
    errors = others[: OFFERED - 1 - (not error.error_free)] + ([] if error.error_free else [error])
    rng.shuffle(errors)
    return (*errors, error_free)


def _agreeing(
    patient: FictionalPatient, plan: Preparation, rate_mg_per_kg_h: float, route: str
) -> PumpSetup:
    """An infusion in which all agrees, the pump told the rate for each kilogram."""
    order = infusion_order(rate_mg_per_kg_h, patient.weight_kg, plan.concentration_mg_per_ml)
    pump = PumpScreen(rate_mg_per_kg_h, "mg/kg/h", patient.weight_kg, plan.concentration_mg_per_ml)
    return PumpSetup(patient, order, plan, plan, pump, route, route)


def _told(setup: PumpSetup, unit: str) -> PumpSetup:
    """The same order, told to a pump that takes another unit."""
    order = setup.order
    amount = {
        "mg/kg/h": order.mg_per_kg_h,
        "mcg/kg/min": order.mcg_per_kg_min,
        "mg/h": order.mg_per_h,
        "mL/h": order.ml_per_h,
        "mg/24 h": order.mg_per_24_h,
    }[unit]
    return _pump(setup, amount=float(f"{amount:.4g}"), unit=unit)  # the digits that a pump shows


def _pump(setup: PumpSetup, **changes: Any) -> PumpSetup:
    return replace(setup, pump=replace(setup.pump, **changes))


@dataclass(frozen=True, slots=True)
class _PumpError:
    """What an error does to an infusion in which all agrees, and what that infusion must be."""

    apply_error: PumpChange
    unit: str = ""  # any
    plans: tuple[Preparation, ...] = PLANS
    rates: tuple[float, ...] = PUMP_RATES_MG_PER_KG_H

    def __call__(self, rng: random.Random) -> PumpSetup:
        patient, plan = fresh_patient(rng), rng.choice(self.plans)
        rate, route = rng.choice(self.rates), rng.choice(("iv", "subcut"))
        unit = self.unit or rng.choice(UNITS)
        return self.apply_error(_told(_agreeing(patient, plan, rate, route), unit), rng)


def error_exercise_of(
    error: str,
    patient: FictionalPatient,
    rate_mg_per_kg_h: float,
    unit: str = "mg/kg/h",
    concentration_mg_per_ml: float = 10,
) -> ErrorExercise:
    """Give the exercise in which this error of a pump, or none, befalls this order into a vein.

    `unit` is the pump's, where the error leaves it open. Raises ValueError for an error that is no
    pump's, and for a concentration at which it cannot happen.
    """
    maker = _MAKERS.get(error)
    if not isinstance(maker, _PumpError):
        pumps = (name for name, each in _MAKERS.items() if isinstance(each, _PumpError))
        raise ValueError(f"error must be one of {', '.join(pumps)}, got {error!r}")
    plans = [p for p in maker.plans if p.concentration_mg_per_ml == concentration_mg_per_ml]
    if not plans:
        strengths = sorted({plan.concentration_mg_per_ml for plan in maker.plans})
        raise ValueError(
            f"{error} needs a syringe of {', '.join(map(format_number, strengths))} mg/mL, got "
            f"{format_number(concentration_mg_per_ml)} mg/mL"
        )
    rng = random.Random(f"{error} {patient.id} {rate_mg_per_kg_h}")
    setup = _told(_agreeing(patient, plans[0], rate_mg_per_kg_h, "iv"), maker.unit or unit)
    kind = error_kinds()[error]
    if not kind.error_free:
        setup = maker.apply_error(setup, rng)
    return ErrorExercise(kind, setup, _offered(kind, rng))


def _nothing(setup: PumpSetup, rng: random.Random) -> PumpSetup:
    earlier = rng.choice(
        (None, None, *[r for r in PUMP_RATES_MG_PER_KG_H if r != setup.order.mg_per_kg_h])
    )
    return replace(setup, earlier_mg_per_kg_h=earlier)


def _vials_of(strength_mg_per_ml: float) -> PumpChange:
    def apply_error(setup: PumpSetup, _rng: random.Random) -> PumpSetup:
        return replace(setup, made=replace(setup.plan, vial_mg_per_ml=strength_mg_per_ml))

    return apply_error


def _five_doses(setup: PumpSetup, _rng: random.Random) -> PumpSetup:
    return replace(setup, made=replace(setup.plan, volume_ml=5 * setup.plan.volume_ml))


def _pump_concentration(setup: PumpSetup, rng: random.Random) -> PumpSetup:
    here = setup.plan.concentration_mg_per_ml
    other = rng.choice(
        [p.concentration_mg_per_ml for p in PLANS if p.concentration_mg_per_ml != here]
    )
    return _pump(setup, concentration_mg_per_ml=other)


def _pounds(setup: PumpSetup, _rng: random.Random) -> PumpSetup:
    return _pump(setup, weight_kg=round(setup.patient.weight_kg * POUNDS_PER_KG))


def _other_weight(setup: PumpSetup, rng: random.Random) -> PumpSetup:
    mine = setup.patient.weight_kg
    others = [w for w in range(LIGHTEST_KG, HEAVIEST_KG + 1) if abs(w - mine) > 0.3 * mine]
    return _pump(setup, weight_kg=rng.choice(others))


def _misread_point(setup: PumpSetup, _rng: random.Random) -> PumpSetup:
    return _pump(setup, amount=round(10 * setup.pump.amount, 9))


def _point_moved(setup: PumpSetup, _rng: random.Random) -> PumpSetup:
    return _pump(setup, amount=float(f"{10 * setup.pump.amount:.4g}"))


def _old_rate(setup: PumpSetup, rng: random.Random) -> PumpSetup:
    earlier = rng.choice(
        [rate for rate in PUMP_RATES_MG_PER_KG_H if rate != setup.order.mg_per_kg_h]
    )
    return _pump(replace(setup, earlier_mg_per_kg_h=earlier), amount=earlier)


def _other_line(setup: PumpSetup, _rng: random.Random) -> PumpSetup:
    return replace(setup, route={"iv": "subcut", "subcut": "iv"}[setup.route_ordered])


def _dose(
    rng: random.Random,
    lightest_kg: int = LIGHTEST_KG,
    steps: Sequence[float] = ORAL_MG_PER_KG,
    strengths: Sequence[float] = (),
) -> DoseSetup:
    """A dose by mouth in which all agrees."""
    patient, per_kg = fresh_patient(rng, lightest_kg), rng.choice(steps)
    strength = rng.choice(strengths or load().facts["F-S35"].quantities[0].steps)
    dose_mg = oral_dose(per_kg, patient.weight_kg).dose_mg
    volume_ml = round(dose_mg / strength, 4)
    return DoseSetup(
        patient, "ketamine", dose_mg, per_kg, strength, strength, volume_ml, "oral", "oral"
    )


def _nothing_dose(rng: random.Random) -> DoseSetup:
    return _dose(rng, rng.choice((LIGHTEST_KG, 104)))


def _cap_forgotten(rng: random.Random) -> DoseSetup:
    setup = _dose(rng, 104, ORAL_MG_PER_KG[-1:])
    by_weight_mg = setup.mg_per_kg * setup.patient.weight_kg
    return replace(setup, volume_ml=round(by_weight_mg / setup.strength_mg_per_ml, 4))


def _oral_into_vein(rng: random.Random) -> DoseSetup:
    return replace(_dose(rng), route="iv")


def _oral_strength(rng: random.Random) -> DoseSetup:
    weak, strong = load().facts["F-S35"].quantities[0].steps
    return replace(_dose(rng, strengths=(weak,)), strength_mg_per_ml=strong)


def _name(rng: random.Random) -> DoseSetup:
    strength = load().limits["vial_concentrations"].steps[1]
    return DoseSetup(
        fresh_patient(rng), "ketoprofen", 0.0, 0.0, strength, strength, AMPOULE_ML, "iv", "iv"
    )


OF_STRONGER_VIALS = (UNDILUTED, DILUTED_TO_HALF, WEAK)
_MAKERS: dict[str, Callable[[random.Random], PumpSetup | DoseSetup]] = {
    "nothing_pump": _PumpError(_nothing),
    "per_minute": _PumpError(lambda setup, _: _pump(setup, unit="mg/kg/min"), "mg/kg/h"),
    "mcg_for_mg": _PumpError(lambda setup, _: _pump(setup, unit="mcg/kg/min"), "mg/kg/h"),
    "vial_50": _PumpError(_vials_of(50), "", OF_STRONGER_VIALS, LOW_RATES_MG_PER_KG_H),
    "vial_100": _PumpError(_vials_of(100), "", OF_STRONGER_VIALS, LOW_RATES_MG_PER_KG_H),
    "five_doses": _PumpError(_five_doses, "", (WEAK, FROM_STRONG), LOW_RATES_MG_PER_KG_H),
    "pump_concentration": _PumpError(_pump_concentration, "mg/kg/h"),
    "pounds": _PumpError(_pounds, "mg/kg/h"),
    "other_weight": _PumpError(_other_weight, "mg/kg/h"),
    "misread_point": _PumpError(_misread_point, "mg/kg/h", rates=LOW_RATES_MG_PER_KG_H),
    "point_moved": _PumpError(_point_moved, "mL/h", (DILUTED_TO_HALF, WEAK)),
    "wrong_field": _PumpError(
        lambda setup, _: _pump(setup, amount=setup.order.mg_per_h), "mL/h", (DILUTED_TO_HALF, WEAK)
    ),
    "day_for_hour": _PumpError(
        lambda setup, _: _pump(setup, amount=setup.order.mg_per_24_h), "mg/h"
    ),
    "hour_for_day": _PumpError(
        lambda setup, _: _pump(setup, amount=setup.order.mg_per_h), "mg/24 h"
    ),
    "old_rate": _PumpError(_old_rate, "mg/kg/h"),
    "line": _PumpError(_other_line),
    "nothing_dose": _nothing_dose,
    "cap_forgotten": _cap_forgotten,
    "oral_into_vein": _oral_into_vein,
    "oral_strength": _oral_strength,
    "name": _name,
}
