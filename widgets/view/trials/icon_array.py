"""A hundred people beside a hundred: responders, and harm on the same denominator."""

import numpy as np

from evidence import load
from evidence.numbers import format_number
from widgets.model.trials.counts import PIVOTAL, effect, pivotal
from widgets.model.trials.effects import (
    extra_per_100,
)
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Readout, Table
from widgets.view.statements import interval, signed
from widgets.view.trials.effect_steps import treat_interval

SIDE = 10  # 10 by 10 people
COLUMNS_BETWEEN = 2
SECOND = SIDE + COLUMNS_BETWEEN  # where the second hundred begins
WALL_RIGHT = 2 * SIDE + COLUMNS_BETWEEN - 0.5


def _people(first: int, last: int, left: int) -> tuple[np.ndarray, np.ndarray]:
    """Places of people `first` to `last` - 1 of a hundred, grouped from the bottom row up."""
    number = np.arange(first, last)
    return left + (number % SIDE).astype(float), (number // SIDE).astype(float)


def icon_px(frame_px: int) -> float:
    """A size at which a hundred people fit beside another hundred."""
    return min(max((frame_px or 720) / 22 * 0.42, 5.0), 12.0)


def hundred(
    counts: int, left: int, panel: int, colour: str, shape: str, label: str, size: float, rest: str
) -> list[Stroke]:
    """A hundred people from `left` on: the first `counts` as `label`, the others as `rest`."""
    x, y = _people(0, counts, left)
    rest_x, rest_y = _people(counts, SIDE * SIDE, left)
    return [
        Stroke("marks", label, x, y, panel=panel, colour=colour, shape=shape, size_px=size),
        Stroke(
            "marks",
            rest,
            rest_x,
            rest_y,
            panel=panel,
            colour="ink-soft",
            shape="ring",
            size_px=size * 0.55,
        ),
    ]


def _note(text: str, x: float, panel: int) -> Stroke:
    return Stroke("text", text, np.array([x]), np.array([-1.3]), panel=panel)


def wall_picture(
    ketamine: int, placebo: int, frame_px: int, guess: tuple[int, int] | None = None
) -> Picture:
    """Two hundreds with their responders; with `guess`, the result and the harm too."""
    size = icon_px(frame_px)
    kind = "responded" if guess else "your prediction: responded"
    colour = "curve-1" if guess else "curve-2"
    strokes = hundred(ketamine, 0, 0, colour, "circle", kind, size, "did not")
    strokes += hundred(placebo, SECOND, 0, colour, "circle", "", size, "")
    panels = [Panel("Benefit: of 100, who responded", SIDE - 0.4, -2.2, 1.15, ((-2.2, ""),))]
    said = guess or (ketamine, placebo)
    for place, found, predicted in zip(
        (-0.4, SECOND - 0.4), (ketamine, placebo), said, strict=True
    ):
        strokes.append(
            _note(f"{found}; you said {predicted}" if guess else f"you say {predicted}", place, 0)
        )
    if guess:
        extra = round(extra_per_100(pivotal().needed_to_harm))
        panels.append(
            Panel("Harm: of 100, who stopped for it", SIDE - 0.4, -2.2, 1.15, ((-2.2, ""),))
        )
        strokes += hundred(
            extra,
            0,
            1,
            "curve-2",
            "diamond",
            "stopped for toxicity, beyond placebo",
            size,
            "all others: counts not seen",
        )
        strokes += hundred(0, SECOND, 1, "curve-2", "diamond", "", size, "")
        strokes += [_note(f"{extra} more", -0.4, 1), _note("the comparison", SECOND - 0.4, 1)]
    ticks = ((SIDE / 2 - 0.5, "ketamine"), (SECOND + SIDE / 2 - 0.5, "placebo"))
    return Picture(
        "",
        WALL_RIGHT,
        tuple(panels),
        strokes=tuple(s for s in strokes if len(s.x)),
        x_min=-0.6,
        x_ticks=ticks,
    )


def wall_table(guess: tuple[int, int]) -> Table:
    """The wall's numbers: what was said, what was found, and in how many people."""
    p, trial = pivotal(), load().trials[PIVOTAL]
    rows = (
        ("Responders of 100, your prediction", format_number(guess[0]), format_number(guess[1])),
        (
            "Responders of 100, found",
            format_number(p.ketamine_per_100),
            format_number(p.control_per_100),
        ),
        (
            "Responders, people",
            f"{p.ketamine_events} of {p.ketamine_n}",
            f"{p.control_events} of {p.control_n}",
        ),
        (
            "Stopped for toxicity, more of 100 than on placebo",
            f"{round(extra_per_100(p.needed_to_harm))} "
            f"({round(extra_per_100(p.harm_far))} to "
            f"{round(extra_per_100(p.harm_near))})",
            "0, the comparison",
        ),
    )
    caption = (
        f"{trial.name}, blinded. A response: "
        f"{trial.outcome[0].lower()}{trial.outcome[1:]}. Of harm only the "
        "number needed was seen, so the picture shows the people beyond "
        "placebo of 100."
    )
    return Table(caption, ("Of 100 people", "Ketamine", "Placebo"), rows)


def guess_table(guess: tuple[int, int]) -> Table:
    """The learner's prediction as a table, before the result is shown."""
    row = ("Responders of 100, your prediction", *(format_number(each) for each in guess))
    caption = "Two groups of 100 people. The result is not shown yet."
    return Table(caption, ("Of 100 people", "Ketamine", "Placebo"), (row,))


def wall_alt(guess: tuple[int, int] | None = None, drawn: tuple[int, int] | None = None) -> str:
    """The wall in words; its numbers stand in the table."""
    if guess is None:
        return (
            f"Two groups of 100 people, drawn as your prediction: {drawn[0]} "
            "responders on ketamine, "
            f"{drawn[1]} on placebo. The result is not shown yet."
        )
    p = pivotal()
    return (
        f"Two groups of 100 people. Responders: {p.ketamine_per_100} on ketamine, "
        f"{p.control_per_100} on placebo; "
        f"you predicted {guess[0]} and {guess[1]}. Below, "
        f"{round(extra_per_100(p.needed_to_harm))} people on ketamine who "
        f"stopped for toxicity beyond those on placebo."
    )


READ_ONLY = ("look", "work")  # controls that choose what is read; the trial stays the trial


def wall_readouts() -> tuple[Readout, ...]:
    """Difference, ratio and the two numbers needed, each with its published or derived interval."""
    p = pivotal()
    ratio = effect(PIVOTAL, "risk ratio")
    return (
        Readout(
            "More responders of 100",
            signed(p.difference_per_100, 1),
            f"{interval(100 * p.published_low, 100 * p.published_high)}, as published",
            READ_ONLY,
        ),
        Readout(
            "Risk ratio",
            format_number(ratio.value, 3),
            f"{interval(ratio.low, ratio.high)}, worked out",
            READ_ONLY,
        ),
        Readout(
            "Number needed to treat",
            format_number(p.needed_to_treat),
            f"{treat_interval()}, as published",
            READ_ONLY,
        ),
        Readout(
            "Number needed to harm",
            format_number(p.needed_to_harm),
            f"{format_number(p.harm_near)} to {format_number(p.harm_far)}, stopping for toxicity",
            READ_ONLY,
        ),
    )
