"""The pivotal trial's effect worked out step by step, and an interval drawn through infinity."""

from math import isfinite

import numpy as np

from evidence import load
from evidence.numbers import format_number
from widgets.model.trials.counts import PIVOTAL, effect, pivotal, responders
from widgets.model.trials.effects import (
    extra_per_100,
    normal_quantile,
    number_needed,
    relative_risk,
    risk_difference,
    standard_error,
)
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Table
from widgets.view.statements import interval, signed

METHOD_NAMES = {
    "wald": "Wald, worked out here",
    "newcombe": "Newcombe, worked out here",
    "wald_corrected": "Wald with a correction, worked out here",
}
LINE_LEFT, LINE_RIGHT = -0.15, 0.25  # risk difference
LINE_TICKS = ((-0.1, 10), (-0.05, 20), (0.0, None), (0.05, 20), (0.1, 10), (0.2, 5))


def treat_interval() -> str:
    """The published interval of the number needed to treat: "6 to infinity"."""
    found = effect(PIVOTAL, "number needed to treat")
    high = format_number(found.high) if isfinite(found.high) else "infinity"
    return f"{format_number(found.low)} to {high}"


def needed_in_words() -> str:
    """The published number needed to treat with its interval: "25 (6 to infinity)"."""
    return f"{format_number(pivotal().needed_to_treat)} ({treat_interval()})"


def worked_measure(name: str) -> tuple[str, ...]:
    """The steps of one measure of the trial: "difference", "ratio", "treat" or "harm"."""
    return {"difference": _difference, "ratio": _ratio, "treat": _treat, "harm": _harm}[name]()


def _shares() -> tuple[str, str, str]:
    p, table = pivotal(), responders(PIVOTAL).table
    one, two = format_number(table.treated_risk, 3), format_number(table.control_risk, 3)
    return (
        one,
        two,
        f"Ketamine {p.ketamine_events} ÷ {p.ketamine_n} = {one}; placebo "
        f"{p.control_events} ÷ {p.control_n} = {two}.",
    )


def _difference() -> tuple[str, ...]:
    table, p = responders(PIVOTAL).table, pivotal()
    one, two, first = _shares()
    value = risk_difference(table).value
    found = {method: risk_difference(table, method) for method in METHOD_NAMES}
    wider = 0.5 * (1 / table.treated_n + 1 / table.control_n)
    return (
        first,
        f"{one} − {two} = {format_number(value, 2)}: {signed(100 * value, 1)} more of 100.",
        f"Wald: {format_number(value, 3)} ± {format_number(normal_quantile(), 3)} × "
        f"{format_number(standard_error(table), 3)} "
        f"= {interval(found['wald'].low, found['wald'].high, 3)}.",
        "Newcombe, from the interval of each arm: "
        f"{interval(found['newcombe'].low, found['newcombe'].high, 3)}.",
        f"Published: {interval(p.published_low, p.published_high)}. It is wider. "
        f"Adding 0.5 × (1/{table.treated_n} + 1/{table.control_n}) "
        f"= {format_number(wider, 2)} at each end of Wald (a continuity correction) gives "
        f"{interval(found['wald_corrected'].low, found['wald_corrected'].high, 3)}, "
        "which rounds to the published one.",
        "Which method the paper used was not seen; that it was this one is our reading.",
    )


def _ratio() -> tuple[str, ...]:
    table = responders(PIVOTAL).table
    one, two, first = _shares()
    found = relative_risk(table)
    return (
        first,
        f"{one} ÷ {two} = {format_number(found.value, 3)}.",
        f"Interval on the logarithm: {interval(found.low, found.high)}. It holds 1, "
        "which is no difference.",
        "The paper was not seen to print a ratio: this one is worked out from its counts.",
    )


def _treat() -> tuple[str, ...]:
    p = pivotal()
    value = p.difference_per_100 / 100
    needed = number_needed(risk_difference(responders(PIVOTAL).table))
    return (
        f"1 ÷ {format_number(value, 2)} = {format_number(round(needed.value))}: treat "
        f"{format_number(p.needed_to_treat)} for one more responder.",
        f"Best end: 1 ÷ {format_number(p.published_high)} = "
        f"{format_number(1 / p.published_high, 2)}, so "
        f"{format_number(effect(PIVOTAL, 'number needed to treat').low)}.",
        "Towards the other end the difference shrinks to 0, and 1 ÷ 0 has no value: "
        "infinity, nobody gains.",
        "The interval does not stop there. Its last part is harm: 1 ÷ "
        f"{format_number(-p.published_low)} = "
        f"{format_number(-1 / p.published_low)}, one responder fewer for "
        f"{format_number(-1 / p.published_low)} treated.",
    )


def _harm() -> tuple[str, ...]:
    p = pivotal()
    near, middle, far = (extra_per_100(n) for n in (p.harm_near, p.needed_to_harm, p.harm_far))
    return (
        f"Published: {format_number(p.needed_to_harm)} ({format_number(p.harm_near)} "
        f"to {format_number(p.harm_far)}) for stopping because of toxicity.",
        f"100 ÷ {format_number(p.needed_to_harm)} = {format_number(middle, 2)} more "
        f"of 100 ({format_number(far, 1)} to {format_number(near, 2)}).",
        "How many stopped in each arm was not in what we read, so it cannot be worked out "
        "from people here.",
        f"Another measure: adverse events came {format_number(p.adverse_event_ratio)} "
        "times as often. That counts events, not people.",
    )


def line_picture() -> Picture:
    """The intervals on a line of 1 ÷ number needed: infinity in the middle, harm on the left."""
    table, p = responders(PIVOTAL).table, pivotal()
    rows = [("published", p.difference_per_100 / 100, p.published_low, p.published_high)]
    rows += [
        (METHOD_NAMES[m], e.value, e.low, e.high)
        for m in METHOD_NAMES
        for e in (risk_difference(table, m),)
    ]
    strokes = [
        Stroke(
            "line",
            "nobody gains, nobody loses: infinity",
            np.zeros(2),
            np.array([0, 4.2]),
            colour="curve-ink",
            dash=(2, 2),
        )
    ]
    for place, (name, value, low, high) in enumerate(rows):
        y, colour = 3.3 - place, "curve-1" if place == 0 else "curve-3"
        label = {0: "as published", 1: "worked out here"}.get(place, "")
        strokes += [
            Stroke("text", name.split(",")[0], np.array([LINE_LEFT + 0.004]), np.array([y + 0.42])),
            Stroke(
                "segments",
                label,
                np.array([low, high]),
                np.array([y, y]),
                colour=colour,
                dash=() if place == 0 else (3, 1),
            ),
            Stroke(
                "marks",
                "",
                np.array([value]),
                np.array([y]),
                colour=colour,
                shape="square",
                size_px=9,
            ),
        ]
    ticks = tuple(
        (at, "∞" if needed is None else format_number(needed)) for at, needed in LINE_TICKS
    )
    panel = Panel("Number needed, through infinity", 4.4, 0, 1.1, ((0.0, ""),))
    return Picture(
        "left: to harm; right: to benefit",
        LINE_RIGHT,
        (panel,),
        strokes=tuple(strokes),
        x_min=LINE_LEFT,
        x_ticks=ticks,
    )


def line_table() -> Table:
    """Each interval as a risk difference, as people of 100 and as numbers needed."""
    table, p = responders(PIVOTAL).table, pivotal()
    rows = [_line_row("Published", p.published_low, p.published_high)]
    rows += [
        _line_row(METHOD_NAMES[m], e.low, e.high)
        for m in METHOD_NAMES
        for e in (risk_difference(table, m),)
    ]
    caption = (
        f"{load().trials[PIVOTAL].name}: {needed_in_words()}. Risk difference "
        f"{format_number(p.difference_per_100 / 100, 2)} with "
        "intervals of 95%. The scale is the risk difference, so equal steps are "
        "equal numbers of people; its marks are 1 divided by it."
    )
    return Table(caption, ("Interval", "Risk difference", "More of 100", "Needed"), tuple(rows))


def _line_row(name: str, low: float, high: float) -> tuple[str, ...]:
    needed = (
        f"{format_number(-1 / low, 2)} to harm, through infinity, to "
        f"{format_number(1 / high, 2)} to benefit"
    )
    return name, interval(low, high), interval(100 * low, 100 * high), needed


def line_alt() -> str:
    """The line in words; its numbers stand in the table."""
    p = pivotal()
    return (
        "A number line of the number needed. Infinity stands in the middle, harm on "
        "its left, benefit on its right. The published "
        f"interval runs from {format_number(-1 / p.published_low, 2)} to harm, "
        f"through infinity, to {format_number(1 / p.published_high, 2)} to "
        f"benefit, with {format_number(p.needed_to_treat)} to benefit in between; "
        "three intervals worked out here run beside it."
    )
