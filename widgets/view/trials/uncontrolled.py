"""Audits beside blinded arms on one scale, and the simulated audit of a drug that does nothing."""

import numpy as np

from evidence.numbers import format_number
from widgets.model.trials.counts import PIVOTAL, SERIES, Responders, per_100, responders
from widgets.model.trials.uncontrolled import LOOSE_FALL, STRICT_FALL, Audit
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Passage, Readout, Table
from widgets.view.verdict import miss, said_of_numbers

CAUSES = {
    "regression": (
        "They are treated on a bad day",
        "Regression to the mean",
        "Pain swings from day to day. Who is treated on the worst of several days "
        "will, on average, be nearer to the usual on the next one.",
    ),
    "placebo": (
        "They are looked after, and hope",
        "Placebo response",
        "A new drip, a nurse who keeps asking, a team that believes in it: some pain "
        "goes, whatever is in the syringe.",
    ),
    "selection": (
        "Those who do not do well early are not counted",
        "Selection",
        "Whoever stops on the first day, dies or goes elsewhere leaves the "
        "denominator. What remains responded more often. A trial takes this off only if "
        "everybody is counted in the arm that was allotted.",
    ),
    "loose_definition": (
        "A smaller fall counts as a response",
        "Definition of response",
        f"Here a fall of {format_number(LOOSE_FALL)} point counts instead of "
        f"{format_number(STRICT_FALL)}, and nobody counts breakthrough doses.",
    ),
}
ROWS_ABOVE_AXIS = 0.25


def published() -> tuple[Responders, ...]:
    """The audits of the lesson in their order, each with its counts."""
    return tuple(responders(trial_id) for trial_id in SERIES)


def series_picture(
    audit: Audit | None, placebo: Audit | None = None, guess: int | None = None
) -> Picture:
    """Published proportions with their intervals; with `audit`, the simulated one below them."""
    pivotal = responders(PIVOTAL)
    rows = [(each.trial.name, each.on_ketamine, "square", "curve-1") for each in published()]
    rows += [
        (f"{pivotal.trial.name}, ketamine", pivotal.on_ketamine, "circle", "curve-3"),
        (f"{pivotal.trial.name}, placebo", pivotal.on_control, "circle", "curve-3"),
    ]
    count = len(rows) + (2 if audit else 0)
    strokes = []
    labels = {0: "audit, no controls", len(SERIES): "arm of the blinded trial"}
    for place, (name, share, shape, colour) in enumerate(rows):
        y = count - place - 1 + ROWS_ABOVE_AXIS
        at = np.array([y, y])
        strokes += [
            Stroke("text", name, np.array([1.0]), np.array([y + 0.42])),
            Stroke("segments", "", 100 * np.array([share.low, share.high]), at, colour=colour),
            Stroke(
                "marks",
                labels.get(place, ""),
                np.array([100 * share.value]),
                at[:1],
                colour=colour,
                shape=shape,
                size_px=10,
            ),
        ]
    if audit:
        y = 1 + ROWS_ABOVE_AXIS
        strokes += [
            Stroke("text", "Made up: audit of an idle drug", np.array([1.0]), np.array([y + 0.42])),
            Stroke(
                "marks",
                "simulated, the drug does nothing",
                np.array([100 * audit.share]),
                np.array([y]),
                colour="curve-2",
                size_px=11,
            ),
            Stroke("text", "Made up: the same, blinded", np.array([1.0]), np.array([y - 0.58])),
            Stroke(
                "marks",
                "simulated placebo arm",
                np.array([100 * placebo.share]),
                np.array([y - 1]),
                colour="curve-2",
                shape="ring",
                size_px=11,
            ),
        ]
        if guess is not None:
            strokes.append(
                Stroke(
                    "marks",
                    "your prediction, all causes on",
                    np.array([float(guess)]),
                    np.array([y]),
                    colour="curve-ink",
                    shape="square",
                    size_px=9,
                )
            )
    panel = Panel("Responders of 100", float(count), 0, 0.24 * count, ((0.0, ""),))
    ticks = tuple((float(at), format_number(at)) for at in (0, 25, 50, 75, 100))
    return Picture("of 100", 100, (panel,), strokes=tuple(strokes), x_ticks=ticks)


def _range(share) -> str:
    return f"{per_100(share.low)} to {per_100(share.high)}"


def series_table(
    audit: Audit | None, placebo: Audit | None = None, guess: int | None = None
) -> Table:
    """The counts of each study, with what was counted: patients here, pains there."""
    pivotal = responders(PIVOTAL)
    rows = [
        (
            each.trial.name,
            f"{each.counts.ketamine_events} of {each.counts.ketamine_n} {each.counts.unit}",
            format_number(per_100(each.on_ketamine.value)),
            _range(each.on_ketamine),
            each.counts.outcome,
        )
        for each in published()
    ]
    counts = pivotal.counts
    rows += [
        (
            f"{pivotal.trial.name}, ketamine",
            f"{counts.ketamine_events} of {counts.ketamine_n} {counts.unit}",
            format_number(per_100(pivotal.on_ketamine.value)),
            _range(pivotal.on_ketamine),
            counts.outcome,
        ),
        (
            f"{pivotal.trial.name}, placebo",
            f"{counts.control_events} of {counts.control_n} {counts.unit}",
            format_number(per_100(pivotal.on_control.value)),
            _range(pivotal.on_control),
            counts.outcome,
        ),
    ]
    if audit:
        rows.append(
            (
                "Made up: audit of an idle drug",
                f"{audit.counted:,} counted of {audit.treated:,}",
                format_number(per_100(audit.share)),
                "",
                "simulated",
            )
        )
        rows.append(
            (
                "Made up: the same in a placebo arm",
                f"{placebo.counted:,} counted of {placebo.treated:,}",
                format_number(per_100(placebo.share)),
                "",
                "simulated",
            )
        )
    if guess is not None:
        rows.append(("Your prediction, all causes on", "", format_number(guess), "", ""))
    caption = (
        "Proportions side by side, never pooled: the studies counted different "
        "things in different people. Intervals of 95% by the "
        "score method, worked out here; for pains they take each pain as "
        "independent, which is generous."
    )
    return Table(caption, ("Study", "Counted", "Of 100", "Interval", "What counted"), tuple(rows))


def series_alt(audit: Audit | None, placebo: Audit | None = None) -> str:
    """The picture in words; its numbers stand in the table."""
    pivotal = responders(PIVOTAL)
    audits = "; ".join(
        f"{each.trial.name}: {per_100(each.on_ketamine.value)}" for each in published()
    )
    words = (
        f"Responders of 100 on one scale. Audits without controls: {audits}. Blinded "
        f"arms of {pivotal.trial.name}: ketamine "
        f"{per_100(pivotal.on_ketamine.value)}, placebo {per_100(pivotal.on_control.value)}."
    )
    if audit is None:
        return words
    return (
        f"{words} The simulated audit of a drug that does nothing reports "
        f"{per_100(audit.share)}, its placebo arm {per_100(placebo.share)}."
    )


def series_question() -> str:
    """The proportions in one line, and the question that they raise."""
    shares = [per_100(each.on_ketamine.value) for each in published()]
    pivotal = responders(PIVOTAL)
    return (
        f"Audits report {min(shares)} to {max(shares)} of 100, blinded arms "
        f"{per_100(pivotal.on_ketamine.value)} and "
        f"{per_100(pivotal.on_control.value)}. Could an idle drug look so?"
    )


def series_verdict(said: int, reported: int) -> Passage:
    """A prediction beside what the audit reports with all causes on, and why it is so many."""
    return said_of_numbers(
        ((said, reported),),
        100,
        f"You said {said}; the audit reports {reported} of 100: {miss(said, reported)}.",
        "Each cause adds some people who are better, and none of them is better by the drug.",
    )


def cause_passages(active: list[str]) -> tuple[Passage, ...]:
    """One passage for each cause that is switched on."""
    return tuple(Passage(CAUSES[name][1], (CAUSES[name][2],), "caution") for name in active)


def series_readouts(audit: Audit, placebo: Audit, alone: dict[str, float]) -> tuple[Readout, ...]:
    """The audit, what its placebo arm would have said, and the two side by side as an effect."""
    effect = per_100(audit.share) - per_100(placebo.share)
    return (
        Readout(
            "The audit reports",
            f"{per_100(audit.share)} of 100",
            "effect of the drug in this simulation: none",
        ),
        Readout(
            "A randomised, blinded placebo arm reports",
            f"{per_100(placebo.share)} of 100",
            "the same causes, and both arms counted alike",
        ),
        Readout("So the trial finds", f"{abs(effect)} of 100", "difference between the arms"),
        *(
            Readout(f"Only {CAUSES[name][1].lower()}", f"{per_100(share)} of 100", "")
            for name, share in alone.items()
        ),
    )
