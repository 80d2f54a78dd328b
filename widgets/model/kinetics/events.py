"""Who gets what, when and by which route: patients, boluses, infusions, absorption."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from evidence import load
from widgets.model.kinetics.checks import check_choice, check_number

ROUTES = ("iv", "subcut", "oral")
INFUSION_ROUTES = ("iv", "subcut")


@dataclass(frozen=True, slots=True)
class Patient:
    """A made-up adult, known to the kinetics by body weight alone.

    Raises KineticsError for a weight outside the evidence's limit `weight_kg` (the course's own).
    """

    weight_kg: float

    def __post_init__(self) -> None:
        limit = load().limits["weight_kg"]
        check_number(
            "weight_kg",
            self.weight_kg,
            f"a number from {limit.low:g} to {limit.high:g} kg",
            lambda weight: limit.low <= weight <= limit.high,
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


SUBCUT = Absorption(
    bioavailability=0.93,
    half_life_h=0.25,
    basis="Assumption: no human subcutaneous population model was found. The fraction is the one "
    "quoted for intramuscular doses, and an absorption half-life of 15 min is assumed.",
)
ORAL = Absorption(
    bioavailability=0.17,
    half_life_h=math.log(2),  # a rate of 1 per h
    basis="Assumption: 17 % of a swallowed dose reaches plasma (a study of 3 people found about "
    "20 %), absorbed at 1 per hour without a lag. Norketamine made on the way is not shown.",
    sources=("S-YANAGIHARA2003", "S-BRUNETTE2011", "S-PEREZRUIXO2021"),
)


def total_mg(events: Iterable[Bolus | Infusion], until_h: float = math.inf) -> float:
    """Milligrams of ketamine given up to hour `until_h`, by all routes, before any absorption."""
    return math.fsum(_given_mg(event, until_h) for event in events)


def _given_mg(event: Bolus | Infusion, until_h: float) -> float:
    if isinstance(event, Bolus):
        return event.dose_mg if event.at_h <= until_h else 0.0
    running_h = min(until_h, event.end_h) - event.start_h
    return event.rate_mg_per_h * min(max(running_h, 0.0), event.duration_h)
