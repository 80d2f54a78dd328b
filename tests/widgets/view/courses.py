"""Courses with made-up levels, so that each number of a view can come from one place only."""

from collections.abc import Callable

import numpy as np

from widgets.model.kinetics import Bolus, Infusion
from widgets.model.kinetics.curve import Curve
from widgets.model.regimens.regimen import Regimen
from widgets.model.regimens.simulation import PlanCourse

LEFT_AT_END = 0.1  # of the highest level
EVERY_H = 0.5


def tent(top: float, peak_h: float, end_h: float) -> Callable[[float], float]:
    """A level that climbs straight to `top` at `peak_h` and falls straight to a tenth of it."""

    def level(hour: float) -> float:
        if hour <= peak_h:
            return top * hour / peak_h
        return top * (1 - (1 - LEFT_AT_END) * (hour - peak_h) / (end_h - peak_h))

    return level


def made_course(
    plan: Regimen,
    top: float,
    model: str = "kamp_2020",
    setting: str = "patient",
    ends_h: float | None = None,
    low: float = 0.43,
    high: float = 1.9,
    **absorption,
) -> tuple[PlanCourse, Callable[[float], tuple[float, float, float]]]:
    """A course whose middle level is a tent of `top` at the plan's end, and what stands in it.

    low, high: the edges of the band as parts of the middle. The second value gives low, middle and
    high level in ng/mL at an hour.
    """
    ends_h = plan.ends_h if ends_h is None else ends_h
    level = tent(top, plan.stops_h, ends_h)
    corners = [hour for event in plan.events for hour in corners_of(event)]
    hours = np.unique([*np.arange(0, ends_h, EVERY_H), *corners, plan.stops_h, ends_h])
    middle = np.array([level(hour) for hour in hours])
    made = PlanCourse(
        plan=plan,
        model=model,
        setting=setting,
        times_h=hours,
        low=low * middle,
        median=middle,
        high=high * middle,
        **absorption,
    )
    return made, lambda hour: (low * level(hour), level(hour), high * level(hour))


def made_curve(end_h: float, plasma_top: float, effect_top: float, peak_h: float):
    """A typical person with an effect site of its own, and what stands in it at an hour."""
    plasma, effect = tent(plasma_top, peak_h, end_h), tent(effect_top, peak_h + 1, end_h)
    hours = np.unique([*np.arange(0, end_h, EVERY_H), peak_h, peak_h + 1, end_h])
    curve = Curve(
        times_h=hours,
        plasma_ng_per_ml=np.array([plasma(hour) for hour in hours]),
        effect_site_ng_per_ml=np.array([effect(hour) for hour in hours]),
        norketamine_ng_per_ml=None,
        model="kamp_2020",
        assumptions=(),
        effect_site_basis="Effect site: a half-time of 7.5 min, made up.",
    )
    return curve, lambda hour: (plasma(hour), effect(hour))


def corners_of(event: Bolus | Infusion) -> tuple[float, ...]:
    """The hours at which a dose starts and ends."""
    if isinstance(event, Bolus):
        return (event.at_h,)
    return event.start_h, event.start_h + event.duration_h


def rate_after(plan: Regimen, hour: float) -> float:
    """mg/kg/h just after an hour, added up from the doses themselves."""
    later = hour + 1e-6
    running = [
        each.rate_mg_per_h
        for each in plan.events
        if isinstance(each, Infusion) and each.start_h < later < each.start_h + each.duration_h
    ]
    return sum(running) / plan.weight_kg


def milligrams_by(plan: Regimen, hour: float) -> float:
    """All milligrams up to an hour, a dose at that very hour among them."""
    given = 0.0
    for each in plan.events:
        if isinstance(each, Bolus):
            given += each.dose_mg * (each.at_h <= hour)
        elif hour > each.start_h:
            given += each.rate_mg_per_h * min(hour - each.start_h, each.duration_h)
    return given
