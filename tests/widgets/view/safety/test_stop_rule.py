"""A later course under a rule: every stroke and every word against a second reading of the rule."""

import random
from dataclasses import replace

import numpy as np
import pytest

from evidence import chip, load
from tests.widgets.view.marks import numbers, points, rounded, rows, stroke
from widgets.model.kinetics import POPULATIONS, Patient
from widgets.model.kinetics.spread import hours_to_share_spread
from widgets.model.safety.stop_rule import COURSES, HARMS, LaterCourse, Rule, hold_against
from widgets.view.safety.stop_rule import (
    GONE_ON,
    course_alt,
    course_picture,
    course_table,
    ends_h,
    outcome_passages,
    outcome_sentence,
    points_words,
    rule_words,
)

ALL = ("unrousable", "frightened", "pressure", "liver", "wish")
CLEO, DORA = COURSES["cleo"], COURSES["dora"]


def drawn(chance):
    """A rule with some of the harms, and one of the patients."""
    harms = tuple(sorted(chance.sample(ALL, chance.randint(1, len(ALL)))))
    limit_h = chance.choice([6, 12, 20, 24, 30, 48, 72, 96])
    return Rule(chance.randint(1, 6), limit_h, harms), chance.choice(list(COURSES.values()))


_CHANCE = random.Random("rules")
HELD = [drawn(_CHANCE) for _ in range(80)]
# A harm at the very hour of the limit comes before it.
HELD += [(Rule(1, 20, ALL), CLEO), (Rule(1, 30, ALL), DORA), (Rule(1, 20, ("liver",)), CLEO)]
many = pytest.mark.parametrize(("rule", "course"), HELD, ids=map(str, range(len(HELD))))


def by_hand(rule, course):
    """The end of a course in words of one's own: (action, hour, said at the limit)."""
    harms = sorted(course.harms)
    early = [each for each in harms if each[0] <= rule.limit_h]
    taken = [score for hour, score in course.pain if hour <= rule.limit_h][-1]
    enough = course.pain[0][1] - taken >= rule.target_points
    if not early and not enough:
        return "stop", rule.limit_h, False
    if not harms:
        return "go_on", rule.limit_h, False
    hour, harm = harms[0]
    named = harm in rule.harms or harm == "wish"
    return "stop" if named else "unforeseen", hour, not early


def end_by_hand(rule, course):
    action, hour, _ = by_hand(rule, course)
    return course.pain[-1][0] if action == "go_on" else hour


@many
def test_the_rule_is_held_against_the_course(rule, course):
    outcome = hold_against(rule, course)
    assert (outcome.action, outcome.at_h, bool(outcome.limit)) == by_hand(rule, course)
    assert ends_h(rule, course) == end_by_hand(rule, course)


@pytest.mark.parametrize(("course", "hour"), [(CLEO, 20), (DORA, 30)])
@pytest.mark.parametrize(("around", "at_limit"), [(-1, True), (0, False), (1, False)])
def test_a_harm_at_the_agreed_hour_is_a_harm(course, hour, around, at_limit):
    outcome = hold_against(Rule(6, hour + around, ALL), course)
    assert outcome.at_h == (hour + around if at_limit else hour)
    assert ("harm" in outcome.why) == (not at_limit)


@many
def test_pain_is_drawn_to_the_end_and_dashed_after_it(rule, course):
    picture, end = course_picture(rule, course), end_by_hand(rule, course)
    asked, last = list(course.pain), course.pain[-1][0]
    at_end = float(np.interp(end, *zip(*asked)))
    before = [each for each in asked if each[0] <= end]
    after = [each for each in asked if each[0] > end]
    assert points(stroke(picture, "pain")) == [*before, (end, pytest.approx(at_end))]
    marks = [s for s in picture.strokes if s.kind == "marks" and not s.label]
    assert [points(s) for s in marks] == [before, *([after] if after else [])]
    assert [s.shape for s in marks] == ["circle", "ring"][: len(marks)]
    later = [s for s in picture.strokes if s.label == f"pain, {GONE_ON}"]
    assert len(later) == bool(after)
    for each in later:
        assert points(each) == [(end, pytest.approx(at_end)), *after] and each.dash
    assert not stroke(picture, "pain").dash
    goal = max(asked[0][1] - rule.target_points, 0)
    assert points(stroke(picture, "your target")) == [(0, goal), (last, goal)]
    limit = stroke(picture, "your time limit")
    assert points(limit) == [(rule.limit_h, 0), (rule.limit_h, 10)]
    harms = [s for s in picture.strokes if s.label.startswith("a harm")]
    assert [s.x[0] for s in harms] == [hour for hour, _ in course.harms]
    assert [s.label for s in harms] == [
        "a harm" if hour <= end else f"a harm, {GONE_ON}" for hour, _ in course.harms
    ]
    assert all(8 < s.y[0] < 10 and s.shape == "diamond" for s in harms)
    assert (picture.x_min, picture.x_max, picture.x_step) == (0, last, 24)
    panel = picture.panels[0]
    assert (panel.y_min, panel.y_max) == (0, 10)
    assert panel.y_ticks == tuple((score, str(score)) for score in (0, 2, 4, 6, 8, 10))


def test_a_target_below_no_pain_is_drawn_at_no_pain():
    mild = replace(COURSES["anna"], pain=((0, 3), (24, 2)))
    drawn = stroke(course_picture(Rule(5, 24, ALL), mild), "your target")
    assert list(drawn.y) == [0, 0]


@many
def test_the_table_holds_every_hour_with_its_pain_and_its_harm(rule, course):
    table, end = course_table(rule, course), end_by_hand(rule, course)
    pain, harms = dict(course.pain), dict(course.harms)
    hours = sorted({*pain, *harms})
    for hour, row in zip(hours, rows(table), strict=True):
        assert numbers(row["Hour"]) == [hour]
        assert row["Hour"].endswith(GONE_ON) == (hour > end)
        assert row["Pain"] == (str(pain[hour]) if hour in pain else "not asked")
        assert row["Harm"] == (HARMS[harms[hour]] if hour in harms else "none")
    patient = numbers(course.label)
    assert numbers(table.caption) == [
        *(*patient, rule.target_points, rule.limit_h),
        *(0, 10, course.pain[-1][0]),
    ]


@many
def test_the_words_say_what_is_drawn(rule, course):
    said, end = course_alt(rule, course), end_by_hand(rule, course)
    (_, first), (last, at_last) = course.pain[0], course.pain[-1]
    dashed = [] if end == last else [end]
    assert numbers(said) == [
        *(first, at_last, last, *dashed),
        *(hour for hour, _ in course.harms),
        *(rule.target_points, rule.limit_h),
    ]
    assert (GONE_ON in said) == bool(dashed)
    assert all(HARMS[harm].lower() in said for _, harm in course.harms)


def said_of(rule, course):
    outcome = hold_against(rule, course)
    return outcome, outcome_passages(rule, course, outcome, "kamp_2020", "patient")


@many
def test_the_end_is_told_with_its_hour_and_its_reason(rule, course):
    outcome, shown = said_of(rule, course)
    action, hour, at_limit = by_hand(rule, course)
    sentence = outcome_sentence(course, outcome)
    assert len(sentence) <= 110 and numbers(sentence, course.label) == [hour]
    harm = sorted(course.harms)[0][1] if course.harms and hour == course.harms[0][0] else None
    asked = harm == "wish" and "wish" not in rule.harms
    assert ("rule is silent" in sentence) == (action == "unforeseen")
    assert ("asks to stop" in sentence) == asked
    if action != "unforeseen" and not asked:
        assert f"by your rule, {'go on' if action == 'go_on' else 'stop'}" in sentence
        assert sentence.endswith("it had said go on.") == at_limit
    words, heard = shown[0], shown[1]
    tone = {"go_on": "good", "stop": "caution", "unforeseen": "bad"}[action]
    assert (words.heading, words.tone) == ("Your rule", tone)
    assert heard.paragraphs == (course.note,)
    first = numbers(words.paragraphs[0])[0]
    assert first == (rule.limit_h if at_limit else hour)
    assert numbers(words.paragraphs[int(at_limit)])[0] == hour
    assert outcome.why in words.paragraphs[int(at_limit)]
    assert (outcome.added in words.paragraphs) == bool(outcome.added)
    left = [words for each, words in HARMS.items() if each not in rule.harms]
    listed = [p.paragraphs for p in shown if p.heading == "Left out of your rule"]
    assert listed == ([tuple(f"{each}." for each in left)] if left else [])


@many
def test_the_fall_of_pain_is_told_as_it_was(rule, course):
    outcome = hold_against(rule, course)
    told = outcome.limit or (outcome.why if "asked for" in outcome.why else "")
    taken = [score for hour, score in course.pain if hour <= rule.limit_h][-1]
    fall = course.pain[0][1] - taken
    if told:
        expected = [fall, rule.target_points] if fall > 0 else [rule.target_points]
        assert numbers(told) == expected
        assert ("by only" in told) == (0 < fall < rule.target_points)
        assert ("has not fallen" in told) == (fall <= 0)
        if fall > 0:
            assert f"{fall} point{'' if fall == 1 else 's'}," in told


@pytest.mark.parametrize("setting", ["patient", "healthy"])
@pytest.mark.parametrize("model", ["kamp_2020", "domino_1984"])
@pytest.mark.parametrize("limit_h", [6, 12, 24, 48, 96])
def test_judged_early_means_before_the_slow_one_in_twenty(model, setting, limit_h):
    rule, course = Rule(2, limit_h, ALL), COURSES["anna"]
    arrives = hours_to_share_spread(0.9, Patient(70), model, setting)
    shown = outcome_passages(rule, course, hold_against(rule, course), model, setting)
    name = load().models[model].name
    [passage] = [p for p in shown if "arrived" in p.heading or "early" in p.heading]
    early = limit_h < arrives.slow
    assert passage.heading == ("Judged early" if early else "The level has arrived by then")
    assert passage.tone == ("caution" if early else "plain")
    assert numbers(passage.paragraphs[0], name, POPULATIONS[setting].label) == [
        *(90, *rounded(arrives.median, arrives.slow, significant=2)),
        *(1, 20),
    ]
    assert name in passage.paragraphs[0] and POPULATIONS[setting].label in passage.paragraphs[0]
    assert [numbers(p)[0] for p in passage.paragraphs[1:]] == ([limit_h] if early else [])
    assert passage.source == chip(load().models[model]).label


def test_how_a_trial_counted_and_when_relief_came_stand_with_their_sources():
    _, shown = said_of(Rule(2, 24, ALL), COURSES["anna"])
    *_, level, day, cancer, trial = shown
    for passage, fact in ((level, "F-D05"), (day, "F-D02"), (cancer, "F-D09")):
        assert passage.paragraphs[0] == load().facts[fact].wording
        assert passage.source == chip(load().facts[fact]).label
    assert "not cancer pain" in level.heading and "not cancer pain" in day.heading
    assert "not cancer pain" not in cancer.heading
    assert trial.paragraphs == (f"{load().trials['T-HARDY2012'].outcome}.",)


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 point"), (2, "2 points"), (1.5, "1.5 points"), (0, "0 points")]
)
def test_points_have_their_ending(number, words):
    assert points_words(number) == words


def test_the_rule_is_said_as_it_was_agreed():
    assert rule_words(Rule(1, 96, ALL)) == "Pain lower by 1 point within 96 h."


def test_pain_that_stays_or_grows_has_not_fallen():
    worse = LaterCourse("x", "Patient 9", ((0, 5), (24, 5), (48, 6)), (), "")
    for limit in (24, 48):
        assert "has not fallen" in hold_against(Rule(1, limit, ALL), worse).why
    exactly = LaterCourse("x", "Patient 9", ((0, 5), (24, 3)), (), "")
    assert hold_against(Rule(2, 24, ALL), exactly).action == "go_on"
    assert hold_against(Rule(3, 24, ALL), exactly).action == "stop"
