"""The night after an adverse effect: the level in the three ways that it can go, in a picture and
words.
"""

import numpy as np

from evidence.numbers import format_number
from widgets.model.safety.adverse import (
    CALL_H,
    NIGHT_H,
    NIGHT_WEIGHT_KG,
    RATE_MG_PER_KG_H,
    SHARE_LEFT,
    levels_after,
    share_left,
)
from widgets.view.kinetics.infusion import figure_text, level_text
from widgets.view.picture import Panel, Picture, Stroke, round_ceiling
from widgets.view.screen import Passage, Readout, Table

NIGHT_HOURS = np.linspace(0, NIGHT_H, 97)
LOOKS_H = (0, 0.5, 1, 2, 4, 8, 12)
WAYS = (
    ("look", "rate unchanged", "curve-2", (3, 2)),
    ("lower", "rate halved", "curve-3", (1, 1.5)),
    ("stop", "infusion stopped", "curve-1", ()),
)


def clock_words(hours_after_call: float) -> str:
    """The time of night, the call having come at 02:00."""
    minutes = round(60 * hours_after_call)
    return f"{2 + minutes // 60:02d}:{minutes % 60:02d}"


def way_of(action: str) -> str:
    """Which of the three ways the level takes after a first action."""
    return next(way for way, *_ in WAYS if SHARE_LEFT[way] == SHARE_LEFT[action])


def night_picture(look_h: float, action: str) -> Picture:
    """Three ways on from the call, the learner's own by name, and the moment looked at."""
    mine = way_of(action)
    curves = {action: levels_after(action, NIGHT_HOURS) for action, *_ in WAYS}
    top = round_ceiling(float(max(np.max(curve) for curve in curves.values())))
    strokes = [
        Stroke(
            "line",
            f"{label} (your way)" if way == mine else label,
            NIGHT_HOURS,
            curves[way],
            colour=colour,
            dash=dash,
        )
        for way, label, colour, dash in WAYS
    ]
    strokes.append(
        Stroke(
            "segments",
            "the time you look at",
            np.array([look_h, look_h]),
            np.array([0, top]),
            colour="curve-ink",
        )
    )
    return Picture(
        "Hours since the call at 02:00",
        NIGHT_H,
        (Panel("Ketamine in plasma, ng/mL", top),),
        strokes=tuple(strokes),
        x_step=2,
    )


def night_table() -> Table:
    """The levels at the hours worth naming."""
    rows = []
    for hours in LOOKS_H:
        levels = [level_text(float(levels_after(action, [hours])[0])) for action, *_ in WAYS]
        left = [_left(share_left(action, hours)) for action in ("lower", "stop")]
        rows.append((clock_words(hours), format_number(hours), *levels, *left))
    caption = (
        f"A made-up adult of {format_number(NIGHT_WEIGHT_KG)} kg on "
        f"{format_number(RATE_MG_PER_KG_H)} mg/kg/h for "
        f"{format_number(CALL_H)} hours when the call came. Kamp model; levels in "
        "ng/mL are a typical person's, shares those of simulated patients: a model, not a "
        "prediction for a person. After more days it falls about as fast."
    )
    columns = (
        "Time",
        "Hours since the call",
        "Rate unchanged, ng/mL",
        "Rate halved, ng/mL",
        "Stopped, ng/mL",
        "Halved: left in the middle one; in the slow one in twenty",
        "Stopped: left in the middle one; in the slow one in twenty",
    )
    return Table(caption, columns, tuple(rows))


def _left(spread) -> str:
    """The share of the level at the call that is left: the middle one, then the slow one."""
    return f"{figure_text(100 * spread.median)} %; {figure_text(100 * spread.slow)} %"


def night_passage() -> Passage:
    """Whom the curve is of."""
    said = (
        f"One made-up adult of {format_number(NIGHT_WEIGHT_KG)} kg after {format_number(CALL_H)} "
        "hours at a steady rate. After more days the level falls about as fast."
    )
    return Passage("What the curve is of", (said,))


def night_alt(table: Table, action: str) -> str:
    """The picture in words, with the numbers of the table."""
    label = next(label for way, label, *_ in WAYS if way == way_of(action))
    first, hour, last = table.rows[0], table.rows[2], table.rows[-1]
    return (
        f"Line graph over {last[1]} hours from the call at {first[0]}. Simulated ketamine in "
        f"plasma starts at {first[2]} ng/mL. "
        f"Stopped, it is {hour[4]} ng/mL at {hour[0]} and {last[4]} ng/mL at {last[0]}; halved, "
        f"{hour[3]} and {last[3]}; "
        f"unchanged, {hour[2]} and {last[2]}. Your way: {label}."
    )


def night_readouts(action: str, look_h: float) -> tuple[Readout, ...]:
    """Level and share left at the time looked at, after the learner's action: of a typical person,
    and of the slow one in twenty.
    """
    start, now = (float(levels_after(action, [hours])[0]) for hours in (0, look_h))
    share = figure_text(100 * now / start)
    spread = share_left(action, look_h)
    slow = () if spread is None else (_slow_readout(spread),)
    return (
        Readout("Time", clock_words(look_h), f"{format_number(look_h)} h after the call"),
        Readout(
            "Level after what you did",
            f"{level_text(now)} ng/mL",
            f"{share} % of the level at the call, Kamp model, a typical person",
        ),
        *slow,
    )


def _slow_readout(spread) -> Readout:
    return Readout(
        "Left in the slow one in twenty",
        f"{figure_text(100 * spread.slow)} %",
        f"or more; {figure_text(100 * spread.median)} % in the middle one of simulated patients",
    )
