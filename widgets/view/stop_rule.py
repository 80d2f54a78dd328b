"""A later course held against the rule that was agreed: pain over hours, the target, the time
limit.
"""

import numpy as np

from evidence import load
from evidence.numbers import format_number
from widgets.model.stop_rule import (
    HARMS,
    LaterCourse,
    Outcome,
    Rule,
    still_rising_at_limit,
)

from .cited import cited_passage
from .picture import Panel, Picture, Stroke
from .screen import Passage, Table

ACTION_WORDS = {
    "go_on": "go on, and set the next date",
    "stop": "stop",
    "unforeseen": "the rule is silent",
}
ACTION_TONE = {"go_on": "good", "stop": "caution", "unforeseen": "bad"}


def points_words(number: float) -> str:
    """Points of pain, in words with the right ending."""
    return f"{format_number(number)} point{'' if number == 1 else 's'}"


def course_picture(rule: Rule, course: LaterCourse) -> Picture:
    """Pain by hour with the target as a line, the time limit as an upright, harms as marks."""
    hours, pain = (np.array(values, dtype=float) for values in zip(*course.pain, strict=True))
    goal = max(pain[0] - rule.target_points, 0)
    strokes = [
        Stroke("line", "pain", hours, pain),
        Stroke("marks", "", hours, pain, shape="circle"),
        Stroke(
            "segments",
            "your target",
            np.array([0, hours[-1]]),
            np.array([goal, goal]),
            colour="curve-3",
            dash=(3, 2),
        ),
        Stroke(
            "segments",
            "your time limit",
            np.array([rule.limit_h] * 2),
            np.array([0, 10]),
            colour="curve-ink",
        ),
    ]
    for hour, _harm in course.harms:
        strokes.append(
            Stroke(
                "marks",
                "a harm",
                np.array([hour]),
                np.array([9.2]),
                colour="curve-2",
                shape="diamond",
                size_px=12,
            )
        )
    return Picture(
        "Hours since the first dose",
        float(hours[-1]),
        (Panel("Pain, 0 to 10", 10),),
        strokes=tuple(strokes),
        x_step=24,
    )


def course_table(rule: Rule, course: LaterCourse) -> Table:
    """Pain and harms by hour, with the rule in the caption."""
    harms = dict(course.harms)
    hours = sorted({hour for hour, _ in course.pain} | set(harms))
    pain = dict(course.pain)
    rows = tuple(
        (
            format_number(h),
            format_number(pain[h]) if h in pain else "not asked",
            HARMS[harms[h]] if h in harms else "none",
        )
        for h in hours
    )
    caption = (
        f"{course.label}, made up. Your rule: pain lower by {points_words(rule.target_points)} "
        "within "
        f"{format_number(rule.limit_h)} h. Axes run from 0 to 10 and to "
        f"{format_number(course.pain[-1][0])} h."
    )
    return Table(caption, ("Hour", "Pain", "Harm"), rows)


def course_alt(rule: Rule, course: LaterCourse) -> str:
    """The picture in words, its numbers in the table or its caption."""
    first, last = course.pain[0], course.pain[-1]
    harm = "".join(
        f" At hour {format_number(h)}: {HARMS[name].lower()}." for h, name in course.harms
    )
    return (
        f"Line graph of pain. It starts at {format_number(first[1])} and is "
        f"{format_number(last[1])} at hour "
        f"{format_number(last[0])}.{harm} Your target is {points_words(rule.target_points)} lower, "
        f"your time limit {format_number(rule.limit_h)} h."
    )


def outcome_passages(rule: Rule, course: LaterCourse, outcome: Outcome) -> tuple[Passage, ...]:
    """What the rule says, what the team was tempted by, and what it left out."""
    said = (
        f"At hour {format_number(outcome.at_h)} your rule says: {ACTION_WORDS[outcome.action]}, "
        f"because of {outcome.why}"
        if outcome.action != "go_on"
        else f"At hour {format_number(outcome.at_h)} your rule says: {ACTION_WORDS['go_on']}: "
        f"{outcome.why}"
    )
    paragraphs = (said, outcome.later) if outcome.later else (said,)
    shown = [
        Passage(
            "Your rule", paragraphs, "caution" if outcome.later else ACTION_TONE[outcome.action]
        ),
        Passage("What the ward heard", (course.note,)),
    ]
    left = [HARMS[name] for name in ("unrousable", "wish") if name not in rule.harms]
    if left:
        shown.append(
            Passage("Left out of your rule", tuple(f"{each}." for each in left), "caution")
        )
    if still_rising_at_limit(rule):
        said = (
            f"In the Kamp model the level of a steady infusion is still rising at hour "
            f"{format_number(rule.limit_h)}: this rule judges before the drug has arrived."
        )
        shown.append(Passage("Judged early", (said,), "caution"))
    trial = load().trials["T-HARDY2012"]
    shown.append(
        cited_passage("How one trial counted a response", (f"{trial.outcome}.",), trial.id)
    )
    return tuple(shown)
