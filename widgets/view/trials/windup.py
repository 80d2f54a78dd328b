"""Wind-up as an illustration, beside what experiments in people measured at which doses."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evidence import OwnFile, WhenAsked, chip, load, state
from evidence.numbers import format_number
from evidence.tables import TableError, read_rows
from widgets.model.trials.windup import growth, responses, stimuli, stimulus_strength
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Passage, Readout, Table
from widgets.view.statements import chip_parts
from widgets.view.verdict import said_of

EXPERIMENTS_FILE = Path(__file__).parent / "experiments.toml"


@dataclass(frozen=True)
class Experiment:
    """An experiment in people, by its fact, and how much of the picture's pattern it shows.

    growth, first, threshold: whether it measured that the growth fell, and that the first response
    and the threshold stayed.
    """

    source: str
    shows: str
    growth: bool = False
    first: bool = False
    threshold: bool = False


def experiments_from(path: Path | str) -> Mapping[str, Experiment]:
    """The experiments of a file by the id of their fact; TableError if it is broken."""
    problems: list[str] = []
    rows = read_rows(Path(path), "experiment", Experiment, problems)
    found = {row.source: row for _, row in rows}
    if problems:
        raise TableError(problems)
    return found


CONTENT = OwnFile(EXPERIMENTS_FILE, experiments_from)
EXPERIMENTS = WhenAsked(CONTENT.given)
DRAWN = "F-M03"  # the experiment whose row of stimuli is drawn
TOP = 4.8  # times the first response


def _stimuli_strokes() -> list[Stroke]:
    number = np.arange(1, stimuli() + 1, dtype=float)
    strength = stimulus_strength()
    return [
        Stroke(
            "line",
            "each stimulus, equally strong",
            number,
            np.full(len(number), strength),
            panel=1,
            colour="curve-ink",
            dash=(1, 2),
        ),
        Stroke(
            "marks",
            "",
            number,
            np.full(len(number), strength),
            panel=1,
            colour="curve-ink",
            shape="square",
            size_px=7,
        ),
        Stroke(
            "line",
            "threshold",
            np.array([0.5, stimuli() + 0.5]),
            np.ones(2),
            panel=1,
            colour="curve-3",
            dash=(4, 2),
        ),
        Stroke("text", "made-up sizes", np.array([1.0]), np.array([TOP - 0.3])),
    ]


def _rows_picture(strokes: list[Stroke]) -> Picture:
    panels = (
        Panel("Illustration: response", TOP),
        Panel("Stimulus, in thresholds", 1.6, 0, 0.42, ((0.0, "0"), (1.0, "1"))),
    )
    ticks = tuple((float(at), format_number(at)) for at in (1, 5, 10, stimuli()))
    return Picture(
        "stimulus in the row",
        stimuli() + 0.5,
        panels,
        strokes=tuple(strokes),
        x_min=0.5,
        x_ticks=ticks,
    )


def stimuli_picture() -> Picture:
    """The row of stimuli under an empty graph of the responses."""
    return _rows_picture(_stimuli_strokes())


def windup_picture(frequency_hz: float, blocked_share: float, experiment: str) -> Picture:
    """The responses to a row of stimuli; below them the stimuli, and whether the `experiment` (an
    id of EXPERIMENTS) measured the threshold."""
    number = np.arange(1, stimuli() + 1, dtype=float)
    free, held = responses(frequency_hz), responses(frequency_hz, blocked_share)
    threshold = (
        "measured: the threshold stayed"
        if EXPERIMENTS[experiment].threshold
        else "threshold not measured in this experiment"
    )
    return _rows_picture(
        [
            *_stimuli_strokes(),
            Stroke("text", threshold, np.array([1.0]), np.array([0.6]), panel=1),
            Stroke("line", "", number, free),
            Stroke(
                "marks", "illustration: nothing blocked", number, free, shape="circle", size_px=9
            ),
            Stroke("line", "", number, held, colour="curve-2", dash=(4, 2)),
            Stroke(
                "marks",
                "illustration: NMDA receptor blocked",
                number,
                held,
                colour="curve-2",
                size_px=9,
            ),
        ]
    )


def windup_table(frequency_hz: float, blocked_share: float) -> Table:
    """The illustration's numbers at a few stimuli, with and without a blocker."""
    free, held = responses(frequency_hz), responses(frequency_hz, blocked_share)
    places = sorted({1, 5, 10, stimuli()})
    rows = tuple(
        tuple(format_number(v, 3) for v in (at, free[at - 1], held[at - 1], stimulus_strength()))
        for at in places
    )
    caption = (
        f"Illustration with made-up sizes: rhythm {format_number(frequency_hz)} Hz, "
        f"{format_number(100 * blocked_share)} of 100 parts of the "
        f"growth blocked. Each response is the first plus equal steps. {stimuli()} "
        f"stimuli at {format_number(stimulus_strength())} times the "
        "threshold, one a second, is how an experiment in people was set up; the threshold is 1."
    )
    return Table(
        caption,
        (
            "Stimulus",
            "Nothing blocked, times the first",
            "Blocked, times the first",
            "Stimulus, in thresholds",
        ),
        rows,
    )


def stimuli_table() -> Table:
    """The row of stimuli before any response is shown."""
    caption = (
        f"{stimuli()} equal stimuli in a row; the threshold is 1. The responses are not shown yet."
    )
    row = (f"1 to {stimuli()}", format_number(stimulus_strength()))
    return Table(caption, ("Stimulus", "Strength, in thresholds"), (row,))


def stimuli_alt() -> str:
    """The picture before any response is shown, in words."""
    return (
        "An empty graph of responses to a row of equal stimuli. Below it the "
        "stimuli, all a little above the threshold. Predict first."
    )


def windup_alt(frequency_hz: float, blocked_share: float, experiment: str) -> str:
    """The picture in words; its numbers stand in the table."""
    threshold = (
        "measured: the threshold stayed"
        if EXPERIMENTS[experiment].threshold
        else "the threshold was not measured in the experiment chosen"
    )
    free, held = responses(frequency_hz)[-1], responses(frequency_hz, blocked_share)[-1]
    return (
        f"Illustration. {stimuli()} equal stimuli at {format_number(frequency_hz)} "
        "Hz. With nothing blocked the response grows from 1 to "
        f"{format_number(free, 3)} times the first; with "
        f"{format_number(100 * blocked_share)} of 100 parts of the growth blocked to "
        f"{format_number(held, 3)}. The first response is 1 in both. Below, every "
        f"stimulus is {format_number(stimulus_strength())} thresholds "
        f"strong; {threshold}."
    )


# Controls that move nothing here: without a blocker none is blocked; no study measured sizes.
ALWAYS_MEASURED = ("block", "study")


def windup_readouts(
    frequency_hz: float, blocked_share: float, experiment: str
) -> tuple[Readout, ...]:
    """First and last response with and without the blocker, and the step; what the `experiment`
    measured of them is called so."""
    chosen = EXPERIMENTS[experiment]
    stayed = "measured" if chosen.first else "as drawn; not measured in this experiment"
    fell = "measured" if chosen.growth else "not measured in this experiment"
    free, held = responses(frequency_hz), responses(frequency_hz, blocked_share)
    return (
        Readout("First response", "the same", f"blocked or not: {stayed}", ("rhythm", "block")),
        Readout(
            "Last response, nothing blocked",
            f"{format_number(free[-1], 3)} times",
            "the first; a made-up size",
            ALWAYS_MEASURED,
        ),
        Readout(
            "Last response, blocked",
            f"{format_number(held[-1], 3)} times",
            f"the first; a made-up size, that it falls is {fell}",
        ),
        Readout(
            "Each stimulus adds",
            f"{format_number(growth(frequency_hz, blocked_share), 2)}",
            "of the first; a made-up size",
            ALWAYS_MEASURED[1:],
        ),
    )


def windup_verdict(choice: str, is_growth: bool) -> Passage:
    """Whether the learner named the growth, and what tells it from numbing."""
    people = next(q.value for q in load().facts[DRAWN].quantities if q.unit == "people")
    return said_of(
        is_growth,
        f"You said: {choice[0].lower()}{choice[1:]}.",
        f"In {format_number(people)} volunteers the growth fell, while the threshold and the "
        "response to a single stimulus stayed. A drug that numbs would have lowered these too.",
    )


def experiment_passage(fact_id: str) -> Passage:
    """One experiment in people: its dose and numbers, and what of the picture it backs."""
    fact = load().facts[fact_id]
    backing = chip(fact)
    heading = f"Measured: {EXPERIMENTS[fact_id].shows}"
    paragraphs = (
        state(fact),
        "How large the fall was is not in what we read. The sizes in the "
        "picture are this course's own.",
    )
    return Passage(heading, paragraphs, "plain", *chip_parts(backing))
