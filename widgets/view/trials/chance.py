"""A thousand trials as one picture: what each found, and how often chance decided."""

import numpy as np

from evidence.numbers import format_number
from widgets.model.trials.chance import ManyTrials, exact_power, series_reaches
from widgets.model.trials.counts import pivotal
from widgets.model.trials.effects import normal_quantile
from widgets.view.picture import Panel, Picture, Stroke, round_ceiling
from widgets.view.screen import Readout, Table
from widgets.view.statements import signed

HALF_WIDTHS = (20, 30, 40, 60, 80, 100)  # of 100 people, either side of no difference
BARS = 20
SERIES_SUCCESS_SHARE = 0.5  # the share that a series must reach to look like a success


def _half_width(run: ManyTrials) -> int:
    reach = 100 * float(np.max(np.abs(run.differences)))
    return next((width for width in HALF_WIDTHS if width >= reach * 1.02), HALF_WIDTHS[-1])


def _edges(run: ManyTrials, half: int) -> np.ndarray:
    # Whole people only give differences in steps of 100 / n: bars narrower than that would comb,
    # and an even number of steps would put an edge on an outcome, which then falls to one side.
    step = 100 / run.n_per_arm
    steps = 1 + 2 * max(0, round((2 * half / BARS / step - 1) / 2))
    width = step * steps
    count = int(np.ceil((half + width / 2) / width))
    return (np.arange(-count, count + 1) + 0.5) * width


def _stairs(edges: np.ndarray, heights: np.ndarray, half: int) -> tuple[np.ndarray, np.ndarray]:
    x = np.repeat(edges, 2)[1:-1]
    return np.clip(x, -half, half), np.repeat(heights, 2)


def trials_picture(run: ManyTrials, more_of_100: float, guess: int | None = None) -> Picture:
    """How many trials found which difference; those that call ketamine better are shaded, and
    with `guess` their number stands beside the one predicted.
    """
    half = _half_width(run)
    edges = _edges(run, half)
    percent = 100 * run.differences
    every, _ = np.histogram(percent, edges)
    better, _ = np.histogram(percent[run.found], edges)
    worse, _ = np.histogram(percent[run.found_worse], edges)
    top = round_ceiling(float(every.max()))
    x, all_steps = _stairs(edges, every, half)
    _, better_steps = _stairs(edges, better, half)
    _, worse_steps = _stairs(edges, worse, half)
    nothing = np.zeros_like(x)
    strokes = [
        Stroke("line", "all trials", x, all_steps, colour="curve-ink"),
        Stroke("band", "significant: ketamine better", x, nothing, better_steps, colour="curve-3"),
        Stroke("line", "", x, better_steps, colour="curve-3"),
        Stroke("band", "significant: ketamine worse", x, nothing, worse_steps, colour="curve-2"),
        Stroke(
            "line",
            "the true effect",
            np.full(2, float(np.clip(more_of_100, -half, half))),
            np.array([0, top]),
            dash=(4, 2),
        ),
    ]
    if guess is not None:
        said = (f"{format_number(int(run.found.sum()))} better", f"you said {format_number(guess)}")
        strokes += [
            Stroke("text", words, np.array([-0.98 * half]), np.array([share * top]))
            for words, share in zip(said, (0.92, 0.8), strict=True)
        ]
    panel = Panel(
        f"Of {format_number(len(run.p_values))} trials, how many found this", top, height=1.5
    )
    ticks = tuple((float(at), signed(at)) for at in (-half, -half / 2, 0, half / 2, half))
    return Picture(
        "more of 100 on ketamine",
        half,
        (panel,),
        strokes=tuple(strokes),
        x_min=-half,
        x_ticks=ticks,
    )


def trials_sentence(run: ManyTrials, more_of_100: int) -> str:
    """What the thousand trials say; a drug that does nothing is never found, only called better."""
    found, total = format_number(int(run.found.sum())), format_number(len(run.p_values))
    trials = f"{found} of {total} trials of {format_number(run.n_per_arm)} per arm"
    if not more_of_100:
        return f"{trials} call a drug better that does nothing: false alarms."
    return f"{trials} find a true {format_number(more_of_100)} of 100."


def chance_words(n_per_arm: int, treated: float, control: float) -> str:
    """How far chance alone moves a trial of this size, beside the truth that it looks for."""
    spread = sum(share * (1 - share) / n_per_arm for share in (treated, control)) ** 0.5
    moved = format_number(round(100 * normal_quantile(0.975) * spread))
    more = round(100 * (treated - control))
    if not more:
        return (
            f"In 19 of 20 such trials chance moves the difference by up to {moved} of 100. The one "
            "that goes further looks like an effect, and half of the time like a benefit."
        )
    return (
        f"In 19 of 20 such trials chance moves the difference by up to {moved} of 100, either way. "
        f"The truth is {format_number(more)} of 100."
    )


def trials_table(run: ManyTrials, treated: float, control: float, guess: int | None) -> Table:
    """What the trials said, in counts, beside the theory."""
    total = len(run.p_values)
    power = exact_power(run.n_per_arm, treated, control)
    label = "Your prediction: ketamine better"
    mine = [] if guess is None else [(label, format_number(guess), "")]
    neither = total - int(run.found.sum()) - int(run.found_worse.sum())
    rows = (
        (
            "Ketamine better, significantly",
            format_number(int(run.found.sum())),
            format_number(total * power, 3),
        ),
        ("No significant difference", format_number(neither), ""),
        ("Ketamine worse, significantly", format_number(int(run.found_worse.sum())), ""),
        *mine,
        (
            "A series without controls reaches half",
            format_number(int((run.treated_events >= SERIES_SUCCESS_SHARE * run.n_per_arm).sum())),
            format_number(total * series_reaches(run.n_per_arm, treated, SERIES_SUCCESS_SHARE), 3),
        ),
    )
    caption = (
        f"{format_number(total)} simulated trials of {format_number(run.n_per_arm)} "
        "people in each arm. True responders of 100: "
        f"{format_number(100 * treated)} on ketamine, {format_number(100 * control)} "
        "on placebo. Differences ran from "
        f"{signed(100 * float(run.differences.min()))} to "
        f"{signed(100 * float(run.differences.max()))} of 100. A simulation, no "
        "patients."
    )
    return Table(caption, ("What the trial said", "Trials", "Expected by theory"), rows)


def trials_alt(run: ManyTrials, guess: int | None = None) -> str:
    """The picture in words, with what was predicted; its numbers stand in the table."""
    return (
        f"Histogram of {format_number(len(run.p_values))} simulated trials of "
        f"{format_number(run.n_per_arm)} people in each arm. The "
        f"differences found spread from {signed(100 * float(run.differences.min()))} "
        f"to {signed(100 * float(run.differences.max()))} of 100. "
        f"{format_number(int(run.found.sum()))} trials call ketamine better, "
        f"{format_number(int(run.found_worse.sum()))} worse."
        + ("" if guess is None else f" You predicted that {format_number(guess)} call it better.")
    )


def trials_readouts(run: ManyTrials, treated: float, control: float) -> tuple[Readout, ...]:
    """Power here, power at the published size, and how often a series alone looks like success."""
    p = pivotal()
    total = len(run.p_values)
    there = exact_power(p.control_n, treated, control)
    finds = "find it" if treated > control else "call it better: false alarms"
    series = int((run.treated_events >= SERIES_SUCCESS_SHARE * run.n_per_arm).sum())
    return (
        Readout(
            "Trials that find it" if treated > control else "False alarms",
            format_number(int(run.found.sum())),
            f"of {format_number(total)}; theory: "
            f"{format_number(total * exact_power(run.n_per_arm, treated, control), 3)}",
        ),
        Readout(
            "At the size of the pivotal trial",
            f"{format_number(100 * there, 3)} of 100",
            f"trials of {p.control_n} in each arm would {finds}",
            ("size", "seed"),
        ),
        Readout(
            "Series that look like success",
            format_number(series),
            f"of {format_number(total)}: {format_number(run.n_per_arm)} people, "
            "no controls, at least half respond",
        ),
    )
