"""The statistics of a table of responses as text for a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from ..engine import calibration
from ..engine.bank import Bank
from ..engine.items import OptionList
from .responses import Response, first_attempts
from .stats import (
    FEW_LEARNERS,
    ItemStatistics,
    Reliability,
    complete_rows,
    gain,
    item_statistics,
    matrix,
    reliability,
)


def number(value: float, decimals: int = 2) -> str:
    """Write a statistic without trailing zeros; "-" where it is not defined."""
    if isnan(value):
        return "-"
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def advice(each: ItemStatistics) -> str:
    """What a teacher should look at, or nothing."""
    notes = []
    if each.item_rest < 0:
        notes.append("negative discrimination: check the key")
    elif each.item_rest < 0.2:
        notes.append("discriminates little")
    if each.difficulty >= 0.96:
        notes.append("nearly everybody is right")
    elif each.difficulty <= 0.19:
        notes.append("nearly nobody is right")
    if each.idle_distractors:
        notes.append(f"idle options: {', '.join(each.idle_distractors)}")
    return "; ".join(notes)


def options_of(bank: Bank | None) -> dict[str, dict[str, bool]]:
    """For every question with options, its option ids and whether each is right."""
    if bank is None:
        return {}
    return {
        item.id: {option.id: option.correct for option in item.body.options}
        for item in bank.items
        if isinstance(item.body, OptionList)
    }


def _table(found: Sequence[ItemStatistics]) -> list[str]:
    rows = [
        (
            "item",
            "n",
            "right",
            "difficulty",
            "95 % interval",
            "item-rest r",
            "D27",
            "choices",
            "look at",
        )
    ]
    for each in found:
        choices = " ".join(f"{name}:{count}" for name, count in each.options.items())
        rows.append(
            (
                each.item,
                str(each.learners),
                str(each.right),
                number(each.difficulty),
                f"{number(each.low)} to {number(each.high)}",
                number(each.item_rest),
                number(each.d27),
                choices,
                advice(each),
            )
        )
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _total(found: Reliability) -> str:
    return (
        f"Total of {found.items} questions, {found.learners} learners with all of them: mean "
        f"{number(found.mean)}, SD {number(found.sd)}, KR-20 {number(found.kr20)}, alpha "
        f"{number(found.alpha)}, SEM {number(found.sem)} points (population variances)."
    )


def stats_report(rows: Sequence[Response], bank: Bank | None = None) -> str:
    """Write difficulty, discrimination, choices, reliability, calibration and gain as text.

    With a `form` column each form is a test of its own; otherwise all rows are one test.
    """
    first = first_attempts(rows)
    lines = [f"{len(rows)} responses, {len(first)} of them first attempts; only these count."]
    learners = {row.learner for row in first}
    if len(learners) < FEW_LEARNERS:
        lines.append(
            f"WARNING: {len(learners)} learner{'s' if len(learners) != 1 else ''}, "
            f"fewer than {FEW_LEARNERS}. Correlations, D and reliability are mostly chance here: "
            "judge by the counts and intervals."
        )
    for form in sorted({row.form for row in first}):
        part = [row for row in first if row.form == form]
        lines += [
            "",
            f"Form {form}" if form else "All questions",
            *_table(item_statistics(part, options_of(bank))),
            _total(reliability(complete_rows(matrix(part)[0]))),
        ]
    judged = [row for row in rows if row.certainty and row.credit is not None]
    lines += [
        "",
        "Calibration",
        *(
            f"{level.label}: {level.right} of {level.answers} right, "
            f"{number(100 * level.share)} of 100 (95 % interval {number(100 * level.low)} to "
            f"{number(100 * level.high)})"
            if level.answers
            else f"{level.label}: no answer"
            for level in calibration(judged).levels
        ),
    ]
    change = gain(rows)
    if change:
        lines += [
            "",
            f"First form to second form, {change.learners} learners with A and B: "
            f"{number(change.before)} to {number(change.after)} of 100, gain "
            f"{number(change.mean)} points (95 % interval {number(change.low)} to "
            f"{number(change.high)}). Without a control group this is not the effect of the "
            "course alone.",
        ]
    return "\n".join(lines)
