"""Find the error: drills without end, each with at most one error in it, determined by a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from evidence import LeftOut, load
from evidence.numbers import format_number
from evidence.rules import choice, text
from evidence.tables import TableError, find, read_rows
from widgets.model.dosing import infusion_order, oral_dose
from widgets.model.exercises.error_patterns import POUNDS_PER_KG, WITHIN, Slip
from widgets.model.exercises.setups import DoseScene, Preparation, PumpScene, PumpScreen
from widgets.model.exercises.sums import HEAVIEST_KG, LIGHTEST_KG, fresh_patient
from widgets.model.regimens.patients import FictionalPatient

FILE = Path(__file__).with_name("error_detection.toml")
RATES_MG_PER_KG_H = (0.05, 0.1, 0.15, 0.2, 0.3)
LOW_RATES_MG_PER_KG_H = (0.05, 0.1)  # so low that five times the order still looks like an order
ORAL_MG_PER_KG = (0.2, 0.3, 0.4, 0.5)
AMPOULE_ML = 2
HONEST_PUMPS, HONEST_DOSES = 4, 2  # of each round of drills: honest ones must be met often
OFFERED = 5
UNITS = ("mg/kg/h", "mg/kg/h", "mcg/kg/min", "mg/h", "mL/h", "mg/24 h")  # as often as met

UNDILUTED = Preparation(50, 10, 50)
FROM_STRONG = Preparation(10, 50, 50)
HALF = Preparation(25, 10, 50)
WEAK = Preparation(10, 10, 50)
PLANS = (UNDILUTED, FROM_STRONG, HALF, WEAK)


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """One way to go wrong, or none: the words of error_detection.toml."""

    id: str
    kind: str = choice(("pump", "dose"))
    family: str = text()
    name: str = text()
    happened: str = text()
    check: str = text()
    honest: bool = False
    incident: str = ""
    fact: str = ""
    unlike: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drill:
    """One scene with at most one error in it, and the names among which the learner chooses."""

    variant: ErrorKind
    scene: PumpScene | DoseScene
    offered: tuple[ErrorKind, ...]

    @property
    def factor(self) -> float | None:
        """How many times the order is delivered; None where no ketamine was ordered."""
        return self.scene.delivered / self.scene.ordered if self.scene.ordered else None

    @property
    def slips(self) -> tuple[Slip, ...]:
        """The slips of the scene that do not lead to the right number here."""
        right = self.scene.delivered
        return tuple(
            s for s in self.scene.slips if s.amount > 0 and abs(s.amount - right) > WITHIN * right
        )


def error_kinds() -> dict[str, ErrorKind]:
    """Every way to go wrong, and the two honest ones, by id.

    Raises LeftOut where the file has a mistake: each drill offers several of them.
    """
    found, problems = _read()
    if problems:
        raise LeftOut
    return found


def error_mistakes() -> tuple[str, ...]:
    """The mistakes in the file of errors: line, row, field and reason."""
    return tuple(_read()[1])


@cache
def _read() -> tuple[dict[str, ErrorKind], list[str]]:
    problems: list[str] = []
    found = {kind.id: kind for _, kind in read_rows(FILE, "variant", ErrorKind, problems)}
    for kind in found.values():
        for record in filter(None, (kind.incident, kind.fact)):
            try:
                find(record)
            except TableError as error:
                problems.append(f"{FILE.name}: variant {kind.id}: {error}")
        for other in set(kind.unlike) - set(found):
            problems.append(f"{FILE.name}: variant {kind.id}: unlike: there is no {other!r}")
    return found, problems


def drill(seed: int) -> Drill:
    """Give drill number `seed`, 0 or more; each round holds every variant, shuffled."""
    deck = [v.id for v in error_kinds().values() if not v.honest]
    deck += ["nothing_pump"] * HONEST_PUMPS + ["nothing_dose"] * HONEST_DOSES
    round_number, place = divmod(seed, len(deck))
    random.Random(f"round {round_number}").shuffle(deck)
    variant = error_kinds()[deck[place]]
    chance = random.Random(f"drill {seed}")
    return Drill(variant, _MAKERS[variant.id](chance), _offered(variant, chance))


def _offered(variant: ErrorKind, chance: random.Random) -> tuple[ErrorKind, ...]:
    """The true one, the honest one, and others of the same kind; the honest one stands last."""
    same = [v for v in error_kinds().values() if v.kind == variant.kind]
    honest = next(v for v in same if v.honest)
    others = [v for v in same if v not in (variant, honest) and v.id not in variant.unlike]
    chance.shuffle(others)
    errors = others[: OFFERED - 1 - (not variant.honest)] + ([] if variant.honest else [variant])
    chance.shuffle(errors)
    return (*errors, honest)


def _agreeing(patient, plan: Preparation, rate_mg_per_kg_h: float, route: str) -> PumpScene:
    """An infusion in which all agrees, the pump told the rate for each kilogram."""
    order = infusion_order(rate_mg_per_kg_h, patient.weight_kg, plan.concentration_mg_per_ml)
    pump = PumpScreen(rate_mg_per_kg_h, "mg/kg/h", patient.weight_kg, plan.concentration_mg_per_ml)
    return PumpScene(patient, order, plan, plan, pump, route, route)


def _told(scene: PumpScene, unit: str) -> PumpScene:
    """The same order, told to a pump that takes another unit."""
    order = scene.order
    amount = {
        "mg/kg/h": order.mg_per_kg_h,
        "mcg/kg/min": order.mcg_per_kg_min,
        "mg/h": order.mg_per_h,
        "mL/h": order.ml_per_h,
        "mg/24 h": order.mg_per_24_h,
    }[unit]
    return _pump(scene, amount=float(f"{amount:.4g}"), unit=unit)  # the digits that a pump shows


def _pump(scene: PumpScene, **changes) -> PumpScene:
    return replace(scene, pump=replace(scene.pump, **changes))


@dataclass(frozen=True, slots=True)
class _PumpError:
    """What an error does to an infusion in which all agrees, and what that infusion must be."""

    befall: Callable[[PumpScene, random.Random], PumpScene]
    unit: str = ""  # any
    plans: tuple[Preparation, ...] = PLANS
    rates: tuple[float, ...] = RATES_MG_PER_KG_H

    def __call__(self, chance: random.Random) -> PumpScene:
        patient, plan = fresh_patient(chance), chance.choice(self.plans)
        rate, route = chance.choice(self.rates), chance.choice(("iv", "subcut"))
        unit = self.unit or chance.choice(UNITS)
        return self.befall(_told(_agreeing(patient, plan, rate, route), unit), chance)


def drill_of(
    error: str,
    patient: FictionalPatient,
    rate_mg_per_kg_h: float,
    unit: str = "mg/kg/h",
    concentration_mg_per_ml: float = 10,
) -> Drill:
    """Give the drill in which this error of a pump, or none, befalls this order into a vein.

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
    chance = random.Random(f"{error} {patient.id} {rate_mg_per_kg_h}")
    scene = _told(_agreeing(patient, plans[0], rate_mg_per_kg_h, "iv"), maker.unit or unit)
    variant = error_kinds()[error]
    if not variant.honest:
        scene = maker.befall(scene, chance)
    return Drill(variant, scene, _offered(variant, chance))


def _nothing(scene, chance):
    earlier = chance.choice(
        (None, None, *[r for r in RATES_MG_PER_KG_H if r != scene.order.mg_per_kg_h])
    )
    return replace(scene, earlier_mg_per_kg_h=earlier)


def _vials_of(strength_mg_per_ml: float):
    def befall(scene, _chance):
        return replace(scene, made=replace(scene.plan, vial_mg_per_ml=strength_mg_per_ml))

    return befall


def _five_doses(scene, _chance):
    return replace(scene, made=replace(scene.plan, volume_ml=5 * scene.plan.volume_ml))


def _pump_concentration(scene, chance):
    here = scene.plan.concentration_mg_per_ml
    other = chance.choice(
        [p.concentration_mg_per_ml for p in PLANS if p.concentration_mg_per_ml != here]
    )
    return _pump(scene, concentration_mg_per_ml=other)


def _pounds(scene, _chance):
    return _pump(scene, weight_kg=round(scene.patient.weight_kg * POUNDS_PER_KG))


def _other_weight(scene, chance):
    mine = scene.patient.weight_kg
    others = [w for w in range(LIGHTEST_KG, HEAVIEST_KG + 1) if abs(w - mine) > 0.3 * mine]
    return _pump(scene, weight_kg=chance.choice(others))


def _misread_point(scene, _chance):
    return _pump(scene, amount=round(10 * scene.pump.amount, 9))


def _point_moved(scene, _chance):
    return _pump(scene, amount=float(f"{10 * scene.pump.amount:.4g}"))


def _old_rate(scene, chance):
    earlier = chance.choice([rate for rate in RATES_MG_PER_KG_H if rate != scene.order.mg_per_kg_h])
    return _pump(replace(scene, earlier_mg_per_kg_h=earlier), amount=earlier)


def _other_line(scene, _chance):
    return replace(scene, route={"iv": "subcut", "subcut": "iv"}[scene.route_ordered])


def _dose(
    chance, lightest_kg: int = LIGHTEST_KG, steps=ORAL_MG_PER_KG, strengths=None
) -> DoseScene:
    """A dose by mouth in which all agrees."""
    patient, per_kg = fresh_patient(chance, lightest_kg), chance.choice(steps)
    strength = chance.choice(strengths or load().facts["F-S35"].quantities[0].steps)
    dose_mg = oral_dose(per_kg, patient.weight_kg).dose_mg
    volume_ml = round(dose_mg / strength, 4)
    return DoseScene(
        patient, "ketamine", dose_mg, per_kg, strength, strength, volume_ml, "oral", "oral"
    )


def _nothing_dose(chance):
    return _dose(chance, chance.choice((LIGHTEST_KG, 104)))


def _cap_forgotten(chance):
    scene = _dose(chance, 104, ORAL_MG_PER_KG[-1:])
    by_weight_mg = scene.mg_per_kg * scene.patient.weight_kg
    return replace(scene, volume_ml=round(by_weight_mg / scene.strength_mg_per_ml, 4))


def _oral_into_vein(chance):
    return replace(_dose(chance), route="iv")


def _oral_strength(chance):
    weak, strong = load().facts["F-S35"].quantities[0].steps
    return replace(_dose(chance, strengths=(weak,)), strength_mg_per_ml=strong)


def _name(chance):
    strength = load().limits["vial_concentrations"].steps[1]
    return DoseScene(
        fresh_patient(chance), "ketoprofen", 0.0, 0.0, strength, strength, AMPOULE_ML, "iv", "iv"
    )


VIALS = {"plans": (UNDILUTED, HALF, WEAK), "rates": LOW_RATES_MG_PER_KG_H}
_MAKERS: dict[str, Callable[[random.Random], PumpScene | DoseScene]] = {
    "nothing_pump": _PumpError(_nothing),
    "per_minute": _PumpError(lambda scene, _: _pump(scene, unit="mg/kg/min"), "mg/kg/h"),
    "mcg_for_mg": _PumpError(lambda scene, _: _pump(scene, unit="mcg/kg/min"), "mg/kg/h"),
    "vial_50": _PumpError(_vials_of(50), **VIALS),
    "vial_100": _PumpError(_vials_of(100), **VIALS),
    "five_doses": _PumpError(_five_doses, "", (WEAK, FROM_STRONG), LOW_RATES_MG_PER_KG_H),
    "pump_concentration": _PumpError(_pump_concentration, "mg/kg/h"),
    "pounds": _PumpError(_pounds, "mg/kg/h"),
    "other_weight": _PumpError(_other_weight, "mg/kg/h"),
    "misread_point": _PumpError(_misread_point, "mg/kg/h", rates=LOW_RATES_MG_PER_KG_H),
    "point_moved": _PumpError(_point_moved, "mL/h", (HALF, WEAK)),
    "wrong_field": _PumpError(
        lambda scene, _: _pump(scene, amount=scene.order.mg_per_h), "mL/h", (HALF, WEAK)
    ),
    "day_for_hour": _PumpError(
        lambda scene, _: _pump(scene, amount=scene.order.mg_per_24_h), "mg/h"
    ),
    "hour_for_day": _PumpError(
        lambda scene, _: _pump(scene, amount=scene.order.mg_per_h), "mg/24 h"
    ),
    "old_rate": _PumpError(_old_rate, "mg/kg/h"),
    "line": _PumpError(_other_line),
    "nothing_dose": _nothing_dose,
    "cap_forgotten": _cap_forgotten,
    "oral_into_vein": _oral_into_vein,
    "oral_strength": _oral_strength,
    "name": _name,
}
