"""What a test says about 100 people: caught and missed responders, false hopes, spared."""

import numpy as np

from evidence import Chip, Fact, chip, state
from evidence.numbers import format_number
from widgets.model.trials.accuracy import Frequencies
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Passage, Readout, Table
from widgets.view.statements import chip_parts
from widgets.view.verdict import miss, said_of, said_of_numbers

GROUPS = (
    ("test positive, responds", "circle", "curve-1"),
    ("test positive, does not respond", "diamond", "curve-2"),
    ("test negative, responds", "ring", "curve-1"),
    ("test negative, does not respond", "ring", "ink-soft"),
)
ROWS, PER_ROW = 5, 20
BANNER = (
    "Not validated in cancer pain. The published figures predict a response to oral "
    "dextromethorphan in other pain, "
    "not to a ketamine infusion."
)


def share_text(share: float | None) -> str:
    """A share as people of 100, or words where nobody is left to count."""
    return "nobody to count" if share is None else f"{format_number(round(100 * share))} of 100"


def people_picture(found: Frequencies, frame_px: int, guess: int | None = None) -> Picture:
    """One hundred people, grouped by what the test said and what happened; with `guess` a scale
    below them with what was predicted of a positive test and what it is worth.
    """
    counts = found.whole
    size = min(max((frame_px or 720) / PER_ROW * 0.36, 6.0), 13.0)
    strokes, first = [], 0
    for (label, shape, colour), count in zip(GROUPS, counts, strict=True):
        number = np.arange(first, first + count)
        x, y = (number % PER_ROW).astype(float), ROWS - 1 - (number // PER_ROW).astype(float)
        small = size * 0.6 if colour == "ink-soft" else size
        if count:
            strokes.append(
                Stroke(
                    "marks", f"{count}: {label}", x, y, colour=colour, shape=shape, size_px=small
                )
            )
        first += count
    panels = [Panel(f"{found.people} people, grouped", ROWS - 0.4, -0.6, 0.72, ((-0.6, ""),))]
    if guess is not None and found.predictive_positive is not None:
        panels.append(Panel("Positive test: who responds of 100", 1, 0, 0.2, ((0, ""),)))
        truth = round(100 * found.predictive_positive)
        strokes += [
            _on_scale(truth, f"found: {truth} of 100", "curve-1", "circle"),
            _on_scale(guess, f"your prediction: {guess} of 100", "curve-ink", "square"),
        ]
    return Picture(
        "", PER_ROW - 0.4, tuple(panels), strokes=tuple(strokes), x_min=-0.6, x_ticks=((-0.6, ""),)
    )


def _on_scale(of_100: int, label: str, colour: str, shape: str) -> Stroke:
    """A mark on the lower panel, whose left edge is nobody and whose right edge is 100 people."""
    at = -0.6 + of_100 / 100 * (PER_ROW + 0.2)
    half = np.array([0.5])
    return Stroke(
        "marks", label, np.array([at]), half, panel=1, colour=colour, shape=shape, size_px=10
    )


def people_table(
    found: Frequencies,
    name: str,
    responding: float,
    sensitivity: float,
    specificity: float,
    guess: int | None,
) -> Table:
    """The two by two table in whole people, with the shares that come from it."""
    caught, false_hope, missed, spared = found.whole
    rows = (
        (
            "Test positive",
            format_number(caught),
            format_number(false_hope),
            format_number(caught + false_hope),
        ),
        (
            "Test negative",
            format_number(missed),
            format_number(spared),
            format_number(missed + spared),
        ),
        (
            "All",
            format_number(caught + missed),
            format_number(false_hope + spared),
            format_number(found.people),
        ),
        (
            "Of 100 with a positive test",
            share_text(found.predictive_positive),
            "" if guess is None else f"you said {guess}",
            "",
        ),
        (
            "Of 100 with a negative test, do not respond",
            "",
            share_text(found.predictive_negative),
            "",
        ),
    )
    caption = (
        f"{found.people} people of whom {format_number(100 * responding)} respond. "
        f"Sensitivity {format_number(100 * sensitivity)}%, "
        f"specificity {format_number(100 * specificity)}%, from a study in {name}. "
        "Whole people, so a row may differ from the exact share by one."
    )
    return Table(caption, ("Test", "Respond", "Do not respond", "All"), rows)


def people_alt(found: Frequencies, guess: int | None = None) -> str:
    """The people in words, and what was predicted; the numbers stand in the table."""
    caught, false_hope, missed, spared = found.whole
    return (
        f"{found.people} people in four groups. Positive test: {caught} respond, "
        f"{false_hope} do not. "
        f"Negative test: {missed} respond all the same, {spared} do not."
        + ("" if guess is None else f" You predicted {guess} of 100 with a positive test.")
    )


def people_verdict(found: Frequencies, said: int) -> Passage:
    """A prediction beside what a positive test is worth, and why it is worth no more."""
    caught, false_hope, *_ = found.whole
    share = found.predictive_positive
    if share is None:
        return said_of(
            False, f"You said {said}; nobody has a positive test.", "There is nobody to count."
        )
    truth = round(100 * share)
    return said_of_numbers(
        ((said, truth),),
        100,
        f"You said {said}; of 100 with a positive test {truth} respond: {miss(said, truth)}.",
        f"In the picture {caught + false_hope} people have a positive test, and {false_hope} of "
        "them do not respond: the fewer respond at all, the more of the positive tests are wrong.",
    )


def people_readouts(found: Frequencies) -> tuple[Readout, ...]:
    """What each result of the test is worth, and what it misses."""
    caught, false_hope, missed, spared = found.whole
    return (
        Readout(
            "After a positive test, respond",
            share_text(found.predictive_positive),
            f"in whole people {caught} of {caught + false_hope}",
        ),
        Readout(
            "After a negative test, do not",
            share_text(found.predictive_negative),
            f"in whole people {spared} of {missed + spared}",
        ),
        Readout(
            "Responders that the test misses",
            f"{missed} of {caught + missed}",
            "they would be turned away",
        ),
    )


def responder_passages(fact: Fact, placebo_per_100: int) -> tuple[Passage, ...]:
    """The published study, and what a negative result should mean."""
    backing: Chip = chip(fact)
    study = Passage(
        "Where the figures come from",
        (state(fact), *((fact.disagrees,) if fact.disagrees else ())),
        "plain",
        *chip_parts(backing),
    )
    meaning = Passage(
        "What a non-responder should mean",
        (
            "No change at the agreed time: do not start an infusion to give it a "
            "fair chance. Record it, and go back to the step of the "
            "ladder that is not yet done. Floating or a strange feeling is not relief.",
            "A positive test is weaker than it looks. In the blinded trial "
            f"{placebo_per_100} of 100 responded on placebo: whoever responds to a "
            "bolus may have responded to the attention.",
        ),
        "caution",
    )
    return study, meaning
