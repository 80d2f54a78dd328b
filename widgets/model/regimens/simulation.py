"""A plan from its first dose to a day after its last: levels of many people, kept for each shape of
plan."""

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np

from evidence import Model, load
from widgets.model.kinetics import (
    POPULATIONS,
    Absorption,
    Infusion,
    Patient,
    simulate,
    simulate_population,
)
from widgets.model.kinetics.disposition import model_record
from widgets.model.kinetics.events import ABSORPTIONS, absorbed
from widgets.model.kinetics.population import simulate_people
from widgets.model.kinetics.spread import Spread, hours_above_spread
from widgets.model.regimens.regimen import Regimen

GIVEN_AS_S = "S-ketamine"
CURVE_POINTS = 432  # of a curve: about one a pixel on a phone
ABOVE_PEOPLE = 400  # fewer than the band's: everybody's level at every hour is kept for a slider


def even_hours(ends_h: float) -> np.ndarray:
    """Hours from 0 to `ends_h`, evenly spaced, with every whole hour among them where that ends
    whole.

    An infusion that stops between two points would lose its corner.
    """
    per_h = max(int(CURVE_POINTS // ends_h), 1)
    return np.linspace(0, ends_h, int(np.ceil(ends_h * per_h)) + 1)


@lru_cache(maxsize=64)
def is_s_ketamine(model: str) -> bool:
    """Whether the model is one of S-ketamine, so that its doses and levels are of S-ketamine
    alone."""
    return model_record(model).drug.startswith(GIVEN_AS_S)


def models_for(model: str) -> tuple[str, ...]:
    """Every model of the same drug (racemate or S-ketamine), the given one first."""
    same = [each for each in load().models if is_s_ketamine(each) == is_s_ketamine(model)]
    return (model, *(each for each in same if each != model))


@dataclass(frozen=True)
class PlanCourse:
    """Levels of a plan in 1,000 simulated people: arrays of shape (n,) in ng/mL, hours alike.

    low, median, high: 5th, 50th and 95th percentile. setting: a key of POPULATIONS.
    """

    plan: Regimen
    model: str
    setting: str
    times_h: np.ndarray
    low: np.ndarray
    median: np.ndarray
    high: np.ndarray
    subcut: Absorption = field(default_factory=lambda: ABSORPTIONS["subcut"])
    oral: Absorption = field(default_factory=lambda: ABSORPTIONS["oral"])

    @cached_property
    def record(self) -> Model:
        """The evidence's record of the model."""
        return model_record(self.model)

    @property
    def people(self) -> str:
        """Who the simulated people are like."""
        return POPULATIONS[self.setting].label

    @cached_property
    def ends_h(self) -> float:
        """Hours from the first dose to the end of the time that is followed."""
        return float(self.times_h[-1])

    @property
    def peak(self) -> tuple[float, float]:
        """The highest middle level in ng/mL, and the first hour of it among those followed."""
        place = int(np.argmax(self.median))
        return float(self.median[place]), float(self.times_h[place])

    def at(self, hour: float) -> tuple[float, float, float]:
        """Low, middle and high level in ng/mL at `hour`, read off between neighbouring points."""
        return tuple(self.levels_at(hour))

    def levels_at(self, hours) -> list:
        """Low, middle and high levels in ng/mL at an hour or at several, each as they were given.

        hours: a number, or n of them; then each level is a list of n.
        """
        levels = (self.low, self.median, self.high)
        return [np.interp(hours, self.times_h, level).tolist() for level in levels]

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What is assumed about absorption, to be shown with the levels; none for doses into a
        vein."""
        routes = {event.route for event in self.plan.events}
        absorbed = (("subcut", self.subcut), ("oral", self.oral))
        return tuple([each.basis for name, each in absorbed if name in routes])

    def hours_above(self, level_ng_per_ml: float) -> Spread:
        """Hours that the people of this course spend above a level: the middle, the slow one in
        twenty. Counted to the hour at which the plan's own day after the last dose ends."""
        shape, scale = _shape_and_scale(self.plan, self.subcut, self.oral)
        if not scale:
            return Spread(0.0, 0.0)
        half_lives = self.subcut.half_life_h, self.oral.half_life_h
        times_h, levels = _people_of_shape(
            shape, self.plan.weight_kg, self.model, self.setting, self.plan.ends_h, half_lives
        )
        return hours_above_spread(level_ng_per_ml / scale, times_h, levels)

    def typical(self, effect_site_half_time_min: float | None = None):
        """The Curve of the typical person of the setting at the same hours: effect site,
        norketamine, assumptions."""
        return simulate(
            self.plan.events,
            Patient(self.plan.weight_kg),
            self.times_h,
            self.model,
            effect_site_half_time_min=effect_site_half_time_min,
            subcut=self.subcut,
            oral=self.oral,
            cl_factor=POPULATIONS[self.setting].cl_factor,
        )


def plan_course(
    plan: Regimen,
    model: str = "kamp_2020",
    setting: str = "patient",
    ends_h: float | None = None,
    subcut: Absorption | None = None,
    oral: Absorption | None = None,
) -> PlanCourse:
    """Follow a plan to hour `ends_h` (as the plan says if not given).

    Linear kinetics let one simulation serve all plans of a shape: only the scale differs.
    """
    ends_h = plan.ends_h if ends_h is None else ends_h
    subcut, oral = absorbed(subcut, oral)
    shape, scale = _shape_and_scale(plan, subcut, oral)
    half_lives = subcut.half_life_h, oral.half_life_h
    times_h, low, median, high = _of_shape(
        shape, plan.weight_kg, model, setting, float(ends_h), half_lives
    )
    scaled = low * scale, median * scale, high * scale
    return PlanCourse(plan, model, setting, times_h, *scaled, subcut, oral)


@lru_cache(maxsize=64)
def _shape_and_scale(plan: Regimen, subcut: Absorption, oral: Absorption) -> tuple[tuple, float]:
    """The plan with 1 mg (or mg/h) as its largest dose, and what its levels are multiplied by.

    How much is absorbed only scales the level, so that moving that slider draws nobody anew.
    """
    scale = max([_amount(event) for event in plan.events])
    shape = tuple([_scaled(event, scale) for event in plan.events])
    shares = {"subcut": subcut.bioavailability, "oral": oral.bioavailability}
    return shape, scale * shares.get(plan.route, 1.0)


def _amount(event) -> float:
    return event.rate_mg_per_h if isinstance(event, Infusion) else event.dose_mg


def _scaled(event, scale: float):
    part = round(_amount(event) / scale, 12) if scale else 0.0
    return replace(event, **{"rate_mg_per_h" if isinstance(event, Infusion) else "dose_mg": part})


@lru_cache(maxsize=96)
def _of_shape(
    shape: tuple, weight_kg: float, model: str, setting: str, ends_h: float, half_lives
) -> tuple:
    subcut, oral = (Absorption(1.0, half_life) for half_life in half_lives)
    follow = {"model": model, "setting": setting, "subcut": subcut, "oral": oral}
    times_h, patient = even_hours(ends_h), Patient(weight_kg)
    band = simulate_population(shape, patient, times_h, **follow)
    levels = band.low, band.median, band.high
    corners = _missing_corners(shape, times_h)
    if len(corners):  # a stop between two points keeps its own
        more, places = (
            simulate_population(shape, patient, corners, **follow),
            np.searchsorted(times_h, corners),
        )
        levels = (
            np.insert(level, places, at)
            for level, at in zip(levels, (more.low, more.median, more.high), strict=True)
        )
        times_h = np.insert(times_h, places, corners)
    return times_h, *levels


@lru_cache(maxsize=12)
def _people_of_shape(
    shape: tuple, weight_kg: float, model: str, setting: str, ends_h: float, half_lives
) -> tuple[np.ndarray, np.ndarray]:
    """Hours, and the levels of fewer people at these, shape (hours, people)."""
    subcut, oral = (Absorption(1.0, half_life) for half_life in half_lives)
    times_h = even_hours(ends_h)
    times_h = np.union1d(times_h, _missing_corners(shape, times_h))
    levels = simulate_people(
        shape,
        Patient(weight_kg),
        times_h,
        ABOVE_PEOPLE,
        model=model,
        setting=setting,
        subcut=subcut,
        oral=oral,
    )
    return times_h, levels.astype(np.float32)


def _missing_corners(shape: tuple, times_h: np.ndarray) -> np.ndarray:
    """Hours at which a dose starts or stops that are not among `times_h`."""
    corners = [hour for event in shape for hour in _corners(event) if hour < times_h[-1]]
    return np.setdiff1d(corners, times_h)


def _corners(event) -> tuple[float, ...]:
    return (event.start_h, event.end_h) if isinstance(event, Infusion) else (event.at_h,)
