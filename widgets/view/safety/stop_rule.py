"""A later course held against the rule that was agreed: pain over hours, the target, the time
limit.
"""

import numpy as np

from evidence import chip, load
from evidence.numbers import format_number
from widgets.model.kinetics import POPULATIONS
from widgets.model.safety.stop_rule import (
    HARMS,
    LaterCourse,
    Outcome,
    Rule,
    arrival_h,
    hold_against,
    still_rising_at_limit,
)
from widgets.view.cited import cited_passage
from widgets.view.kinetics.infusion import figure_text
from widgets.view.picture import Panel, Picture, Stroke
from widgets.view.screen import Passage, Table
from widgets.view.statements import chip_parts, passage

ACTION_WORDS = {"go_on": "go on, and set the next date", "stop": "stop"}
ACTION_TONE = {"go_on": "good", "stop": "caution", "unforeseen": "bad"}
PAIN_TICKS = tuple((float(score), str(score)) for score in range(0, 11, 2))
GONE_ON = "had it gone on"


def points_words(number: float) -> str:
    """Points of pain, in words with the right ending."""
    return f"{format_number(number)} point{'' if number == 1 else 's'}"


def rule_words(rule: Rule) -> str:
    """What was agreed about response and time."""
    return (
        f"Pain lower by {points_words(rule.target_points)} within {format_number(rule.limit_h)} h."
    )


def course_picture(rule: Rule, course: LaterCourse) -> Picture:
    """Pain by hour with the target as a line, the time limit as an upright, harms as marks.

    Where the rule did not say "go on", what came after is dashed: it would have followed.
    """
    hours, pain = (np.array(values, dtype=float) for values in zip(*course.pain, strict=True))
    goal = max(pain[0] - rule.target_points, 0)
    end_h = ends_h(rule, course)
    strokes = [
        *_pain_strokes(hours, pain, end_h),
        Stroke(
            "segments",
            "your target",
            np.array([0, hours[-1]]),
            np.array([goal, goal]),
            colour="curve-3",
            dash=(1, 1.5),
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
                "a harm" if hour <= end_h else f"a harm, {GONE_ON}",
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
        (Panel("Pain, 0 to 10", 10, y_ticks=PAIN_TICKS),),
        strokes=tuple(strokes),
        x_step=24,
    )


def ends_h(rule: Rule, course: LaterCourse) -> float:
    """The hour at which a course ends under a rule, the last hour where it goes on."""
    outcome = hold_against(rule, course)
    return float(course.pain[-1][0] if outcome.action == "go_on" else outcome.at_h)


def _pain_strokes(hours, pain, end_h: float):
    before, after = hours <= end_h, hours > end_h
    at_end = np.interp(end_h, hours, pain)
    yield Stroke("line", "pain", np.append(hours[before], end_h), np.append(pain[before], at_end))
    yield Stroke("marks", "", hours[before], pain[before], shape="circle")
    if np.any(after):
        x, y = np.insert(hours[after], 0, end_h), np.insert(pain[after], 0, at_end)
        yield Stroke("line", f"pain, {GONE_ON}", x, y, dash=(3, 2))
        yield Stroke("marks", "", hours[after], pain[after], shape="ring")


def course_table(rule: Rule, course: LaterCourse) -> Table:
    """Pain and harms by hour, with the rule in the caption."""
    harms = dict(course.harms)
    hours = sorted({hour for hour, _ in course.pain} | set(harms))
    pain = dict(course.pain)
    end_h, last = ends_h(rule, course), course.pain[-1][0]
    rows = tuple(
        (
            f"{format_number(h)}{'' if h <= end_h else f', {GONE_ON}'}",
            format_number(pain[h]) if h in pain else "not asked",
            HARMS[harms[h]] if h in harms else "none",
        )
        for h in hours
    )
    caption = (
        f"{course.label}, made up. Your rule: {rule_words(rule)} Axes run from 0 to 10 and to "
        f"{format_number(last)} h."
    )
    return Table(caption, ("Hour", "Pain", "Harm"), rows)


def course_alt(rule: Rule, course: LaterCourse) -> str:
    """The picture in words, its numbers in the table or its caption."""
    first, last = course.pain[0], course.pain[-1]
    end_h = ends_h(rule, course)
    harm = "".join(
        f" At hour {format_number(h)}: {HARMS[name].lower()}." for h, name in course.harms
    )
    dashed = (
        "" if end_h == last[0] else f" After hour {format_number(end_h)} it is dashed: {GONE_ON}."
    )
    return (
        f"Line graph of pain. It starts at {format_number(first[1])} and is "
        f"{format_number(last[1])} at hour "
        f"{format_number(last[0])}.{dashed}{harm} Your target is "
        f"{points_words(rule.target_points)} lower, "
        f"your time limit {format_number(rule.limit_h)} h."
    )


def outcome_sentence(course: LaterCourse, outcome: Outcome) -> str:
    """How the course ends under the rule, in at most 110 characters."""
    head = f"{course.label}, hour {format_number(outcome.at_h)}: "
    if outcome.action == "unforeseen":
        return f"{head}your rule is silent; hard to rouse is stopped all the same."
    if outcome.added:
        return f"{head}the patient asks to stop, and is stopped, though your rule does not say so."
    said = f"{head}by your rule, {ACTION_WORDS[outcome.action]}"
    return f"{said}; at the time limit it had said go on." if outcome.limit else f"{said}."


def _said(rule: Rule, outcome: Outcome) -> tuple[str, ...]:
    at = f"At hour {format_number(outcome.at_h)}"
    if outcome.action == "unforeseen":
        end = f"{at} your rule is silent, {outcome.why}"
    elif outcome.added:
        end = f"{at}: stop, {outcome.why}"
    else:
        end = f"{at} your rule says: {ACTION_WORDS[outcome.action]}, {outcome.why}"
    on_the_way = (
        (f"At hour {format_number(rule.limit_h)} your rule said: go on, {outcome.limit}",)
        if outcome.limit
        else ()
    )
    return (*on_the_way, end, *((outcome.added,) if outcome.added else ()))


def outcome_passages(
    rule: Rule, course: LaterCourse, outcome: Outcome, model: str, setting: str
) -> tuple[Passage, ...]:
    """What the rule says, what the team was tempted by, what it left out, and whether it judges
    before the level has arrived in the chosen model and people.
    """
    shown = [
        Passage("Your rule", _said(rule, outcome), ACTION_TONE[outcome.action]),
        Passage("What the ward heard", (course.note,)),
    ]
    left = [words for name, words in HARMS.items() if name not in rule.harms]
    if left:
        shown.append(
            Passage("Left out of your rule", tuple(f"{each}." for each in left), "caution")
        )
    shown += [_level_passage(rule, model, setting), *_relief_passages()]
    trial = load().trials["T-HARDY2012"]
    shown.append(
        cited_passage("How one trial counted a response", (f"{trial.outcome}.",), trial.id)
    )
    return tuple(shown)


def _level_passage(rule: Rule, model: str, setting: str) -> Passage:
    arrives, record = arrival_h(model, setting), load().models[model]
    backing = chip_parts(chip(record))
    hours = (
        f"{record.name} model, {POPULATIONS[setting].label}: a steady infusion is at 90 % of its "
        f"plateau after {figure_text(arrives.median)} h in the middle of simulated people, and "
        f"after {figure_text(arrives.slow)} h in the slow 1 in 20."
    )
    if still_rising_at_limit(rule, model, setting):
        return Passage(
            "Judged early",
            (
                hours,
                f"Judged at hour {format_number(rule.limit_h)}, the level is still on its way in "
                "at least 1 in 20.",
            ),
            "caution",
            *backing,
        )
    return Passage("The level has arrived by then", (hours,), "plain", *backing)


def _relief_passages() -> tuple[Passage, ...]:
    facts = load().facts
    lead = (
        "That the level has arrived is only the earliest sensible hour to judge. Relief may "
        "come later than the level, and stay after it."
    )
    return (
        passage("The level is not the relief (not cancer pain)", facts["F-D05"], extra=(lead,)),
        passage("Day 1 and day 3 (not cancer pain)", facts["F-D02"]),
        passage("When two studies in cancer pain looked", facts["F-D09"]),
    )
