"""The infusion lab's picture as a table, and in words whose numbers all stand in that table."""

import numpy as np

from evidence import load
from evidence.numbers import format_number
from widgets.model.kinetics import Curve
from widgets.model.regimens.simulation import PlanCourse, is_s_ketamine
from widgets.view.kinetics.infusion import (
    NOT_A_PERSON,
    Overlay,
    dose_label,
    hour_text,
    level_label,
    level_texts,
    moment,
    said_moment,
)
from widgets.view.screen import Table

ROWS_AFTER_STOP_H = (1, 2, 4, 8, 24)
DURING_H = (0, 1, 2, 4, 8, 12, 24, 48, 72, 96)


def _hours(course: PlanCourse, overlay: Overlay) -> list[float]:
    stop, end = course.plan.stops_h, course.ends_h
    hours = {float(hour) for hour in DURING_H if hour < stop}
    hours |= {
        hour
        for each in (course, *overlay.courses)
        for hour in (*each.plan.changes_h, each.plan.stops_h)
        if hour <= end
    }
    hours |= {stop + after for after in ROWS_AFTER_STOP_H if stop + after <= end} | (
        {overlay.guess[0]} if overlay.guess else set()
    )
    return sorted(hours | {end})


def infusion_table(course: PlanCourse, overlay: Overlay = Overlay()) -> Table:
    """The picture's numbers at hours worth naming, before and after each change of the pump."""
    columns = [
        "Hour",
        dose_label(course.model),
        "Middle, ng/mL",
        "5th percentile, ng/mL",
        "95th percentile, ng/mL",
    ]
    if overlay.other:
        columns += [
            f"Second regimen: {name}"
            for name in (
                "dose, mg/kg/h",
                "middle, ng/mL",
                "5th percentile, ng/mL",
                "95th percentile, ng/mL",
            )
        ]
    columns += [f"{each.record.name}: middle, ng/mL" for each in overlay.models]
    if overlay.effect is not None:
        columns += ["Typical person: plasma, ng/mL", "Typical person: effect site, ng/mL"]
    hours = _hours(course, overlay)
    cells = [[hour_text(hour) for hour in hours], *_cells(course, hours)]
    if overlay.other:
        cells += _cells(overlay.other, hours)
    cells += [level_texts(each.levels_at(hours)[1]) for each in overlay.models]
    if overlay.effect is not None:
        cells += [level_texts(levels) for levels in effect_at(overlay.effect, hours)]
    rows = tuple(zip(*cells, strict=True))
    return Table(_caption(course, overlay), tuple(columns), rows)


def effect_at(curve: Curve, hours) -> tuple:
    """Plasma and effect site of the typical person in ng/mL at an hour, or at each of several."""
    return tuple(
        np.interp(hours, curve.times_h, level).tolist()
        for level in (curve.plasma_ng_per_ml, curve.effect_site_ng_per_ml)
    )


def _cells(course: PlanCourse, hours: list[float]) -> list[list[str]]:
    """Four columns: the dose, and the middle, the low and the high level at each hour."""
    plan = course.plan
    low, middle, high = course.levels_at(hours)
    rates = plan.rates_mg_per_kg_h(hours)
    text_of = {rate: format_number(rate) for rate in set(rates)}
    doses = [text_of[rate] for rate in rates]
    if plan.bolus:
        doses = [plan.bolus if hour == 0 else dose for hour, dose in zip(hours, doses, strict=True)]
    return [doses, level_texts(middle), level_texts(low), level_texts(high)]


def order_words(course: PlanCourse) -> str:
    """The plan in words: how much and for how long."""
    plan = course.plan
    if plan.bolus or len(plan.changes_h) > 2:
        return plan.label
    return (
        f"{format_number(plan.rate_mg_per_kg_h(0))} mg/kg per hour for "
        f"{format_number(plan.stops_h)} hours"
    )


def _caption(course: PlanCourse, overlay: Overlay) -> str:
    record = course.record
    parts = [
        f"{format_number(course.plan.weight_kg)} kg made-up patient, {order_words(course)}. "
        f"{record.name} model of {record.drug}, {record.population}; people spread as "
        f"{course.people}; followed for {format_number(course.ends_h)} hours."
    ]
    if overlay.other:
        parts.append(f"Second regimen: {order_words(overlay.other)}.")
    if overlay.models:
        parts.append(
            "Other models: "
            + "; ".join(f"{each.record.name}, {each.record.population}" for each in overlay.models)
            + "."
        )
    if overlay.effect is not None:
        parts.append(overlay.effect.effect_site_basis)
    return " ".join([*parts, *course.plan.notes[:1], NOT_A_PERSON])


def infusion_alt(course: PlanCourse, table: Table, overlay: Overlay = Overlay()) -> str:
    """The picture in words; every number in it stands in the table or its caption."""
    rows = {row[0]: row for row in table.rows}
    stop, last = rows[hour_text(course.plan.stops_h)], table.rows[-1]
    middles = course.levels_at(_hours(course, overlay))[1]
    at_peak = table.rows[int(np.argmax(middles))]
    text = (
        f"Line graph over {format_number(course.ends_h)} hours. "
        f"{level_label(course.model).split(',')[0]}, simulated, in a made-up patient of "
        f"{format_number(course.plan.weight_kg)} kg on {order_words(course)}. "
    )
    if hour_text(4) in rows and course.plan.stops_h > 4:
        text += f"It is at {rows[hour_text(4)][2]} ng/mL by {moment(4)}. "
    text += (
        f"It is highest, of the hours in the table, at {said_moment(at_peak[0])}: {at_peak[2]} "
        f"ng/mL (5th to 95th percentile {at_peak[3]} to {at_peak[4]}). "
        f"At {said_moment(stop[0])}, when the last dose ends, it is {stop[2]} ng/mL, and by "
        f"{said_moment(last[0])} {last[2]} ng/mL. "
    )
    if overlay.other:
        text += (
            f"Dashed beside it, a second regimen, {order_words(overlay.other)}: {stop[6]} ng/mL at "
            f"{said_moment(stop[0])}. "
        )
    if overlay.models:
        others = ", ".join(
            f"{each.record.name} {stop[5 + k]} ng/mL" for k, each in enumerate(overlay.models)
        )
        text += f"Dashed, the same doses in other models at {said_moment(stop[0])}: {others}. "
    if overlay.effect is not None:
        text += (
            f"The effect site of the typical person is at {stop[-1]} ng/mL at "
            f"{said_moment(stop[0])}, plasma at {stop[-2]} ng/mL. "
        )
    return text + f"Below, the dose on the same hours{_place(course)}."


def _place(course: PlanCourse) -> str:
    range_ = load().limits["infusion_cancer_pain"]
    rates = course.plan.rates_mg_per_kg_h(course.plan.changes_h)
    highest = max(rates)
    lowest = min([rate for rate in rates if rate], default=0)
    if is_s_ketamine(course.model) or not highest:
        return ""
    if highest > range_.high:
        return (
            ", above the shaded range used for cancer pain, no higher than the dashed ceiling for "
            "acute pain"
        )
    if lowest < range_.low:
        return ", partly or wholly under the shaded range used for cancer pain"
    return ", inside the shaded range used for cancer pain, below the dashed ceiling for acute pain"
