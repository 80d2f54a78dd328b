"""Dosing events: who gets what, when and by which route, and how a dose is absorbed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evidence import Assumption, WhenAsked, load
from evidence.units import MIN_PER_H
from widgets.model.kinetics.checks import check_choice, check_number

ROUTES = ("iv", "subcut", "oral")
INFUSION_ROUTES = ("iv", "subcut")
ADULT_KG = 70.0  # the adult of a curve where nobody chose a weight


@dataclass(frozen=True, slots=True)
class Patient:
    """A made-up adult, known to the kinetics by body weight alone.

    Raises KineticsError for a weight outside the evidence's limit `weight_kg` (the course's own).
    """

    weight_kg: float

    def __post_init__(self) -> None:
        limit = load().limits["weight_kg"]
        low, high = limit.least, limit.most
        check_number(
            "weight_kg",
            self.weight_kg,
            f"a number from {low:g} to {high:g} kg",
            lambda weight: low <= weight <= high,
        )


@dataclass(frozen=True, slots=True)
class Bolus:
    """`dose_mg` of ketamine base given all at once at hour `at_h`: iv, subcut or oral."""

    dose_mg: float
    at_h: float = 0.0
    route: str = "iv"

    def __post_init__(self) -> None:
        check_number("dose_mg", self.dose_mg, "a number of at least 0 mg", lambda dose: dose >= 0)
        check_number("at_h", self.at_h, "a finite number of hours")
        check_choice("route", self.route, ROUTES)


@dataclass(frozen=True, slots=True)
class Infusion:
    """`rate_mg_per_h` of ketamine base from hour `start_h` for `duration_h` hours: iv or subcut.

    It runs at its first moment and no longer at its last.
    """

    rate_mg_per_h: float
    start_h: float
    duration_h: float
    route: str = "iv"

    def __post_init__(self) -> None:
        check_number(
            "rate_mg_per_h",
            self.rate_mg_per_h,
            "a number of at least 0 mg/h",
            lambda rate: rate >= 0,
        )
        check_number("start_h", self.start_h, "a finite number of hours")
        check_number(
            "duration_h",
            self.duration_h,
            "a number of hours above 0",
            lambda duration: duration > 0,
        )
        check_choice("route of an infusion", self.route, INFUSION_ROUTES)

    @property
    def end_h(self) -> float:
        """The hour at which it has stopped."""
        return self.start_h + self.duration_h


@dataclass(frozen=True, slots=True)
class Absorption:
    """How a dose reaches plasma: the fraction that does, and the half-life of its depot in hours.

    `basis` says where the two numbers come from and is to be shown wherever they are used.
    """

    bioavailability: float
    half_life_h: float
    basis: str = "Chosen by the user."
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_number(
            "bioavailability",
            self.bioavailability,
            "a number above 0 and at most 1",
            lambda fraction: 0 < fraction <= 1,
        )
        check_number(
            "half_life_h",
            self.half_life_h,
            "a number of hours above 0",
            lambda half_life: half_life > 0,
        )

    @property
    def rate_per_h(self) -> float:
        """First-order absorption rate (ka)."""
        return math.log(2) / self.half_life_h


def _assumed(record: Assumption, half_life_h: float) -> Absorption:
    """The absorption that a record of the evidence assumes."""
    bioavailability = record.amount("bioavailability") / 100
    return Absorption(bioavailability, half_life_h, record.wording, record.sources)


def _absorptions() -> dict[str, Absorption]:
    subcut, oral = load().assumptions["A-SUBCUT"], load().assumptions["A-ORAL"]
    return {
        "subcut": _assumed(subcut, subcut.amount("absorption half-life") / MIN_PER_H),
        "oral": _assumed(oral, math.log(2) / oral.amount("absorption rate")),
    }


# By route, where a dose does not go into a vein; LeftOut where an assumption is left out.
ABSORPTIONS: Mapping[str, Absorption] = WhenAsked(_absorptions)


def absorbed(subcut: Absorption | None, oral: Absorption | None) -> tuple[Absorption, Absorption]:
    """Absorption under the skin and by mouth: what is given, or what the course assumes."""
    return subcut or ABSORPTIONS["subcut"], oral or ABSORPTIONS["oral"]


def total_mg(events: Iterable[Bolus | Infusion], until_h: float = math.inf) -> float:
    """Milligrams of ketamine given up to hour `until_h`, by all routes, before any absorption."""
    return math.fsum(_given_mg(event, until_h) for event in events)


def _given_mg(event: Bolus | Infusion, until_h: float) -> float:
    if isinstance(event, Bolus):
        return event.dose_mg if event.at_h <= until_h else 0.0
    running_h = min(until_h, event.end_h) - event.start_h
    return event.rate_mg_per_h * min(max(running_h, 0.0), event.duration_h)
