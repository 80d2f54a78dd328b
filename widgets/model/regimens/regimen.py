"""Regimens that can be drawn: one infusion with or without a pause, a ladder, oral doses, and those
of trials.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from evidence import Quantity, load
from evidence.errors import LearnerError
from evidence.numbers import format_number
from evidence.units import H_PER_DAY, MIN_PER_H
from widgets.model.dosing import oral_dose
from widgets.model.kinetics import Bolus, Infusion, total_mg

SHORTEST_H, LONGEST_H = 24, 120  # of one infusion that can be drawn
FOLLOWED_AFTER_STOP_H = 24.0
BURST_STEP_H = 24.0
SLOW_BOLUS_MIN = 5.0  # our drawing: no source says how slow
FOLLOW_BOLUS_H = 12.0


@dataclass(frozen=True)
class Regimen:
    """Doses for one body: events in mg, and in words what they are and what drawing them assumed.

    trial: the id of the trial that used the regimen ("" for the learner's own). bolus: what a slow
    bolus is drawn as on the dose axis, in words ("" without one). per_kg: whether the doses follow
    the weight. follow_h: hours to draw (0: till a day after the last dose).
    """

    label: str
    weight_kg: float
    events: tuple[Bolus | Infusion, ...]
    trial: str = ""
    notes: tuple[str, ...] = ()
    bolus: str = ""
    follow_h: float = 0.0
    per_kg: bool = True

    @cached_property
    def ends_h(self) -> float:
        """The hour to which it is followed: a day after its last dose, if it says nothing else."""
        return self.follow_h or self.stops_h + FOLLOWED_AFTER_STOP_H

    @property
    def route(self) -> str:
        """The route of its first dose."""
        return self.events[0].route

    @cached_property
    def stops_h(self) -> float:
        """The hour of the last dose, or the hour at which the last infusion stops."""
        ends = [each.at_h if isinstance(each, Bolus) else each.end_h for each in self.events]
        return max(ends)

    @cached_property
    def changes_h(self) -> tuple[float, ...]:
        """Each hour at which an infusion starts, stops or changes, rising."""
        return tuple(sorted({hour for start, end, _ in self._runs for hour in (start, end)}))

    @cached_property
    def _runs(self) -> tuple[tuple[float, float, float], ...]:
        """When each infusion starts and ends, in h, and its rate in mg/h."""
        pumps = [each for each in self.events if isinstance(each, Infusion)]
        return tuple([(each.start_h, each.end_h, each.rate_mg_per_h) for each in pumps])

    @property
    def total_mg(self) -> float:
        """All milligrams of the regimen, before any absorption."""
        return total_mg(self.events)

    def rate_mg_per_kg_h(self, hour: float) -> float:
        """What the pump gives from this hour on, a slow bolus left out."""
        return self.rates_mg_per_kg_h((hour,))[0]

    def rates_mg_per_kg_h(self, hours: Iterable[float]) -> list[float]:
        """What the pump gives from each of these hours on, a slow bolus left out."""
        rates = []
        for hour in hours:
            mg_per_h = 0.0
            for start, end, rate in () if self.bolus else self._runs:
                mg_per_h += rate if start <= hour < end else 0.0
            rates.append(mg_per_h / self.weight_kg)
        return rates


def constant_regimen(
    rate_mg_per_kg_h: float,
    weight_kg: float,
    hours: float,
    pause_at_h: float = 0.0,
    pause_h: float = 0.0,
) -> Regimen:
    """One rate until it stops, if wanted with a pause.

    Raises LearnerError if the pause is not inside the infusion.
    """
    mg_per_h, label = rate_mg_per_kg_h * weight_kg, f"{format_number(rate_mg_per_kg_h)} mg/kg/h"
    if not pause_h:
        return Regimen(label, weight_kg, (Infusion(mg_per_h, 0.0, hours),))
    again_h = pause_at_h + pause_h
    if not (0 < pause_at_h and again_h < hours):
        raise LearnerError(
            "The pause must lie inside the infusion: it starts at hour "
            f"{format_number(pause_at_h)} and ends at hour {format_number(again_h)}, and the "
            f"infusion runs from hour 0 to hour {format_number(hours)}."
        )
    return Regimen(
        f"{label} with a pause of {format_number(pause_h)} h",
        weight_kg,
        (Infusion(mg_per_h, 0.0, pause_at_h), Infusion(mg_per_h, again_h, hours - again_h)),
    )


def burst_regimen(weight_kg: float) -> Regimen:
    """The burst ladder in mg/24 h, subcutaneous, a step a day: the shortest course of its trial."""
    steps = load().limits["burst_ladder_per_24_h"].steps
    days = _quantity("T-HARDY2012", "days of the ladder")
    events = tuple(
        Infusion(step / H_PER_DAY, day * BURST_STEP_H, BURST_STEP_H, "subcut")
        for day, step in enumerate(steps)
    )
    shown = ", ".join(format_number(step) for step in steps)
    note = (
        f"Drawn with each step for {format_number(BURST_STEP_H)} h, {format_number(days.least)} "
        f"days in all, the shortest course of {format_number(days.least)} to "
        f"{format_number(days.most)} days. The trial held the dose once a patient responded."
    )
    label = f"{shown} mg/24 h"
    return Regimen(label, weight_kg, events, "T-HARDY2012", (note,), per_kg=False)


def oral_regimen(dose_mg_per_kg: float, weight_kg: float, days: int = 3) -> Regimen:
    """Oral doses three times a day; the cap decides where the weight would go above it."""
    dose, times = oral_dose(dose_mg_per_kg, weight_kg), load().limits["oral_times_daily"].most
    every_h = H_PER_DAY / times
    events = tuple(
        Bolus(dose.dose_mg, every_h * number, "oral") for number in range(int(times) * days)
    )
    capped = (
        (f"The cap of {format_number(dose.dose_mg)} mg decided the dose, not the weight.",)
        if dose.capped
        else ()
    )
    return Regimen(
        f"{format_number(dose.dose_mg)} mg by mouth every {format_number(every_h)} h",
        weight_kg,
        events,
        "",
        capped,
    )


def _phase_two(weight_kg: float) -> Regimen:
    id_ = "T-KOREA2024"
    span, up = _quantity(id_, "infusion"), _quantity(id_, "raised by").amount
    every_h = _quantity(id_, "raised every").amount
    ends_h = _quantity(id_, "days in all").amount * H_PER_DAY
    count = round((span.most - span.least) / up) + 1
    starts = [every_h * number for number in range(count)]
    stops = [*starts[1:], ends_h]
    events = tuple(
        Infusion((span.least + up * number) * weight_kg, start, stop - start)
        for number, (start, stop) in enumerate(zip(starts, stops, strict=True))
    )
    note = (
        f"In the trial the rate went up only if {load().trials[id_].raised_only_if}. Drawn here as "
        "if every step had been taken and the last one held to the end: the most it could become."
    )
    return Regimen(
        f"{format_number(span.least)} to {format_number(span.most)} mg/kg/h",
        weight_kg,
        events,
        id_,
        (note,),
    )


def _daily(weight_kg: float) -> Regimen:
    id_ = "T-SALAS2012"
    low, high = _quantity(id_, "daily doses, unit to be confirmed").steps
    raise_h = _quantity(id_, "hours before the raise").amount
    ends_h = _quantity(id_, "hours in all").amount
    per_h = weight_kg / H_PER_DAY
    events = (
        Infusion(low * per_h, 0.0, raise_h),
        Infusion(high * per_h, raise_h, ends_h - raise_h),
    )
    label = f"{format_number(low)} then {format_number(high)} mg/kg/day"
    return Regimen(
        label, weight_kg, events, id_, (f"Drawn as doses per day. {load().trials[id_].note}",)
    )


def _slow_bolus(weight_kg: float) -> Regimen:
    id_, ceiling = "T-MERC2000", load().limits["bolus_acute_pain_ceiling"]
    doses = _quantity(id_, "bolus doses").steps
    drawn = [dose for dose in doses if dose < ceiling.amount]
    left_out = [format_number(dose) for dose in doses if dose not in drawn]
    hours, label = SLOW_BOLUS_MIN / MIN_PER_H, f"{format_number(drawn[0])} mg/kg as a slow bolus"
    notes = (
        f"The source says slow and no more: given over {format_number(SLOW_BOLUS_MIN)} min here, "
        "which is our assumption, and the peak depends on it.",
        f"The trial also gave {' and '.join(left_out)} mg/kg. That is above the ceiling of the "
        f"course for a bolus (acute pain, less than {format_number(ceiling.amount)} mg/kg), so it "
        "is not drawn.",
    )
    event = Infusion(drawn[0] * weight_kg / hours, 0.0, hours)
    return Regimen(label, weight_kg, (event,), id_, notes, label, FOLLOW_BOLUS_H)


def _quantity(trial: str, name: str) -> Quantity:
    return next(each for each in load().trials[trial].quantities if each.name == name)


TRIAL_REGIMENS = {
    "hardy": burst_regimen,
    "phase2": _phase_two,
    "salas": _daily,
    "mercadante": _slow_bolus,
}


def trial_regimen(name: str, weight_kg: float) -> Regimen:
    """A regimen that a trial used, in a body of this weight; name: a key of TRIAL_REGIMENS."""
    return TRIAL_REGIMENS[name](weight_kg)
