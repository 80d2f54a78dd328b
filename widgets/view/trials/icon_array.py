"""A hundred people beside a hundred: responders, and harm on the same denominator."""

import numpy as np

from evidence import load
from evidence.numbers import format_number
from widgets.model.trials.counts import PIVOTAL, effect, pivotal
from widgets.model.trials.effects import (
    extra_per_100,
)
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Passage, Readout, Table
from widgets.view.statements import interval, signed
from widgets.view.trials.effect_steps import treat_interval
from widgets.view.verdict import miss, said_of_numbers

SIDE = 10  # 10 by 10 people
COLUMNS_BETWEEN = 2
SECOND = SIDE + COLUMNS_BETWEEN  # where the second hundred begins
Guess = tuple[int | None, int | None]  # ketamine, placebo: people of 100, None where not set
OWN_NUMBER = "number not seen"  # of harm on placebo
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


def _benefit(counts: tuple[int, int], colour: str, label: str, notes: tuple[str, str], size: float):
    """Responders of both arms on the first panel, with a note under each."""
    strokes = hundred(counts[0], 0, 0, colour, "circle", label, size, "did not")
    strokes += hundred(counts[1], SECOND, 0, colour, "circle", "", size, "")
    places = (-0.4, SECOND - 0.4)
    return strokes + [_note(words, at, 0) for words, at in zip(notes, places, strict=True)]


def _wall(strokes: list[Stroke], *more: Panel) -> Picture:
    first = Panel("Benefit: of 100, who responded", SIDE - 0.4, -2.2, 1.15, ((-2.2, ""),))
    ticks = ((SIDE / 2 - 0.5, "ketamine"), (SECOND + SIDE / 2 - 0.5, "placebo"))
    return Picture(
        "",
        WALL_RIGHT,
        (first, *more),
        strokes=tuple(s for s in strokes if len(s.x)),
        x_min=-0.6,
        x_ticks=ticks,
    )


def guess_picture(said: Guess, frame_px: int) -> Picture:
    """Two hundreds with the responders that the learner has set; an arm not yet set has none."""
    notes = ["not set yet" if each is None else f"you say {each}" for each in said]
    counts = (said[0] or 0, said[1] or 0)
    label = "your prediction: responded"
    strokes = _benefit(counts, "curve-2", label, (notes[0], notes[1]), icon_px(frame_px))
    return _wall(strokes)


def wall_picture(
    frame_px: int, guess: tuple[int, int] | None = None, harm_said: int | None = None
) -> Picture:
    """Two hundreds with their responders, and the harm below; with what was predicted of either."""
    p = pivotal()
    extra = round(extra_per_100(p.needed_to_harm))
    between = f"{round(extra_per_100(p.harm_far))} to {round(extra_per_100(p.harm_near))}"
    said = [f"; you said {each}" for each in guess] if guess else ["", ""]
    label = "stopped for toxicity, beyond placebo"
    note, mine = f"{extra} more ({between})", "" if harm_said is None else f"you said {harm_said}"
    return wall_of(frame_px, extra, label, note, (said[0], said[1], mine))


def wall_of(
    frame_px: int, extra: int, label: str, note: str, said: tuple[str, str, str] = ("", "", "")
) -> Picture:
    """Two hundreds with the responders found, and below them `extra` of 100 as harm.

    label: what the extra people are; note: what stands under them; said: what stands beside the
    number of responders of each arm, and below the harm.
    """
    p, size = pivotal(), icon_px(frame_px)
    counts = (p.ketamine_per_100, p.control_per_100)
    notes = [f"{found}{mine}" for found, mine in zip(counts, said[:2], strict=True)]
    strokes = _benefit(counts, "curve-1", "responded", (notes[0], notes[1]), size)
    rest = "all others: counts not seen"
    strokes += hundred(extra, 0, 1, "curve-2", "diamond", label, size, rest)
    strokes += hundred(0, SECOND, 1, "curve-2", "diamond", "", size, "")
    strokes += [_note(note, -0.4, 1), _note(OWN_NUMBER, SECOND - 0.4, 1)]
    low = -2.2
    if said[2]:
        low = -3.4
        strokes.append(Stroke("text", said[2], np.array([-0.4]), np.array([-2.6]), panel=1))
    harm = Panel("Harm: more of 100 who stopped for it", SIDE - 0.4, low, 1.15, ((low, ""),))
    return _wall(strokes, harm)


def wall_verdict(said: tuple[int, int]) -> Passage:
    """A prediction of both arms beside what was found, and what only the second arm can tell."""
    p = pivotal()
    found = (p.ketamine_per_100, p.control_per_100)
    return said_of_numbers(
        tuple(zip(said, found, strict=True)),
        100,
        f"You said {said[0]} on ketamine and {said[1]} on placebo; it was {found[0]} and "
        f"{found[1]}: {miss(said[0], found[0])}, {miss(said[1], found[1])}.",
        "Nearly as many responded on placebo: whatever helped most of them, it was not the drug.",
    )


def wall_table(guess: tuple[int, int] | None, harm_said: int | None = None) -> Table:
    """The wall's numbers: what was said, what was found, and in how many people."""
    p, trial = pivotal(), load().trials[PIVOTAL]
    rows = (
        *([("Responders of 100, your prediction", *map(format_number, guess))] if guess else []),
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
            OWN_NUMBER,
        ),
        *(
            [("Stopped, more of 100: your prediction", format_number(harm_said), "")]
            if harm_said is not None
            else []
        ),
    )
    caption = (
        f"{trial.name}, blinded. A response: "
        f"{trial.outcome[0].lower()}{trial.outcome[1:]}. Of harm only the "
        "number needed was seen, so the picture shows the people beyond "
        "placebo of 100."
    )
    return Table(caption, ("Of 100 people", "Ketamine", "Placebo"), rows)


def guess_table(said: Guess) -> Table:
    """The learner's prediction as a table, before the result is shown."""
    cells = ["not set yet" if each is None else format_number(each) for each in said]
    caption = "Two groups of 100 people. The result is not shown yet."
    row = ("Responders of 100, your prediction", *cells)
    return Table(caption, ("Of 100 people", "Ketamine", "Placebo"), (row,))


def guess_alt(said: Guess) -> str:
    """What the learner has set so far, in words."""
    on, off = ("not set yet" if each is None else f"{each} responders" for each in said)
    return (
        f"Two groups of 100 people, drawn as your prediction: {on} on ketamine, {off} on placebo. "
        "The result is not shown yet."
    )


def wall_alt(guess: tuple[int, int] | None = None, harm_said: int | None = None) -> str:
    """The wall in words; its numbers stand in the table."""
    p = pivotal()
    said = f"; you predicted {guess[0]} and {guess[1]}" if guess else ""
    mine = "" if harm_said is None else f"; you predicted {harm_said}"
    return (
        f"Two groups of 100 people. Responders: {p.ketamine_per_100} on ketamine, "
        f"{p.control_per_100} on placebo{said}. Below, "
        f"{round(extra_per_100(p.needed_to_harm))} people on ketamine who "
        f"stopped for toxicity beyond those on placebo{mine}."
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
