"""Monitoring plans, the night after an adverse effect, and stop rules against later courses."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import load, may_be_stated, state
from evidence.tables import find
from tests.medication_lint import problems
from widgets.model.dosing import infusion_order
from widgets.model.dosing.starts import guideline_start_mg_per_24_h, low_end_mg_per_day
from widgets.model.safety.adverse import ACTIONS, COVER, GIVEN, levels_after, load_effects
from widgets.model.safety.interactions import all_interactions, interactions_for
from widgets.model.safety.monitoring import (
    ROUTE_WORDS,
    SETTING_WORDS,
    MonitoringError,
    lines,
    monitoring_for,
)
from widgets.model.safety.stop_rule import (
    COURSES,
    HARMS,
    LIMIT_CHOICES_H,
    LIMITS_H,
    STOPPED_ALL_THE_SAME,
    TARGET_CHOICES_POINTS,
    TARGETS_POINTS,
    Rule,
    RuleError,
    hold_against,
)

ALL_PLANS = [
    (route, setting, long, benzodiazepine, opioid)
    for route, setting, long, benzodiazepine, opioid in itertools.product(
        ROUTE_WORDS, SETTING_WORDS, (True, False), (True, False), (True, False)
    )
    if setting != "procedural_sedation" or route == "iv"
]


@pytest.mark.parametrize(("route", "setting", "long", "benzodiazepine", "opioid"), ALL_PLANS)
def test_a_plan_follows_route_and_setting(route, setting, long, benzodiazepine, opioid):
    plan = monitoring_for(route, setting, long, benzodiazepine, opioid)
    due = {line.id for line in plan.due}
    words = " ".join(f"{line.says} {line.why}" for line in plan.due)
    if opioid:  # with a benzodiazepine or without, by every route, in every setting
        assert {"depressants", "opioid_dose"} <= due and "naloxone in small steps" in words
        assert {line.id for line in monitoring_for(route, setting, long, benzodiazepine).due} == due
    else:
        assert "opioid_dose" not in due
        assert "the opioid held" not in words and "opioid dose then" not in words
        assert "nearly always" not in words
        assert ("depressants" in due) == benzodiazepine
    assert ("access" in due) == (route == "iv")
    assert ("anaesthesia" in due) == (setting == "procedural_sedation")
    # What a slow breath asks for, and what the label asks for, hold in each plan.
    assert {"mind", "breathing", "slow_breathing", "medicines", "pressure"} <= due
    assert "oxygen" in words and "elp called" in words and "liver_before" in due
    assert ("liver" in due) == ("bladder" in due) == long
    assert ("after_stop" in due) == (setting == "cancer_pain")
    assert ("pair" in due) == (opioid and benzodiazepine)
    assert bool(plan.gaps) == (setting != "procedural_sedation")
    assert due | {line.id for line in plan.not_due} == {line.id for line in lines()}
    for line in (*plan.due, *plan.gaps):
        find(line.source)


def test_a_line_names_its_own_source_and_says_nothing_twice():
    by_id = {line.id: line for line in lines()}
    assert by_id["breathing"].source == "F-I01" and "each time" not in by_id["breathing"].says
    assert by_id["pair"].source == "F-S14" and by_id["liver_before"].source == "F-I03"
    facts = load().facts
    assert all(may_be_stated(facts[each]) for line in lines() for each in line.also)
    # What a plan says when breathing slows: oxygen, naloxone as the unit's rule says, a call.
    assert all(
        word in by_id["slow_breathing"].why
        for word in ("oxygen", "naloxone", "unit's own rule", "call")
    )
    for setting in SETTING_WORDS.values():
        assert len(setting) <= 32
    for plan in (monitoring_for(*each) for each in ALL_PLANS):
        for line in (*plan.due, *plan.not_due, *plan.gaps):
            assert ":" not in line.says
            assert "course's own view" not in line.why


@pytest.mark.parametrize(
    "wrong", [("vein", "cancer_pain"), ("iv", "home"), ("subcut", "procedural_sedation")]
)
def test_a_plan_that_the_course_does_not_make_is_refused(wrong):
    with pytest.raises(MonitoringError):
        monitoring_for(*wrong, False, False)


@pytest.mark.parametrize("name", ["long_or_repeated", "benzodiazepine", "opioid"])
def test_what_runs_beside_ketamine_is_true_or_false(name):
    given = {"long_or_repeated": False, "benzodiazepine": False, "opioid": True, name: "some"}
    with pytest.raises(MonitoringError, match=f"{name} must be True or False, got 'some'"):
        monitoring_for("iv", "cancer_pain", **given)


def test_every_interaction_known_belongs_to_a_route():
    known = {fact.id for fact in load().facts.values() if fact.topic == "interaction"}
    assert {each.source for each in all_interactions()} == known
    reached = {each.source for route in ROUTE_WORDS for each in interactions_for(route)}
    assert reached == known
    with pytest.raises(ValueError, match="vein"):
        interactions_for("vein")
    for each in all_interactions():  # by mouth only where the fact speaks of no other route
        said = state(load().facts[each.source])
        assert ("oral S-ketamine" in said) == (each.routes != tuple(ROUTE_WORDS))
        assert ("intravenous" in said) == ("iv" in each.routes and "oral" in said)


@given(st.floats(30, 200))
def test_the_low_end_in_a_day_is_the_order_of_a_day(weight):
    range_ = load().limits["infusion_cancer_pain"]
    order = infusion_order(range_.low, weight, 10)
    assert low_end_mg_per_day(weight) == pytest.approx(order.mg_per_24_h)
    low, high, frail = guideline_start_mg_per_24_h()
    assert frail < low < high
    assert frail < low_end_mg_per_day(weight), "even at 30 kg the low end is not the lowest"


def test_a_weight_of_nothing_has_no_start():
    with pytest.raises(ValueError, match="above 0 kg, got 0"):
        low_end_mg_per_day(0)


def test_no_action_is_right_for_every_effect():
    effects = load_effects()
    assert len(effects) == 5
    assert len({effect.action for effect in effects.values()}) >= 3
    assert not any(
        effect.action == "rescue" or effect.benzodiazepine == "now" for effect in effects.values()
    )
    assert (
        effects["somnolence"].action == "stop" and effects["somnolence"].benzodiazepine == "never"
    )
    assert effects["hallucinations"].action == "lower"


def test_the_words_of_the_night_are_safe():
    for effect in load_effects().values():
        for text in (
            effect.call,
            *effect.follows.values(),
            *effect.cover.values(),
            *ACTIONS.values(),
            *COVER.values(),
            *GIVEN.values(),
        ):
            assert problems(text) == []
            assert " mg" not in text


def test_what_is_said_about_the_cover_holds_after_every_first_action():
    for effect in load_effects().values():
        for text in effect.cover.values():
            assert "had not been touched" not in text and not text.startswith(("Right", "No."))
    assert set(GIVEN) == set(COVER)
    assert {name for name, effect in load_effects().items() if effect.pair} == {
        "hallucinations",
        "somnolence",
    }


def test_the_level_follows_the_action():
    hours = np.array([0.0, 0.5, 1, 2, 4, 8, 12])
    stopped, halved, same = (levels_after(action, hours) for action in ("stop", "lower", "look"))
    assert stopped[0] == pytest.approx(halved[0]) == pytest.approx(same[0])
    assert (
        np.all(np.diff(stopped) < 0) and np.all(np.diff(halved) < 0) and np.all(np.diff(same) >= 0)
    )
    assert np.all(stopped[1:] < halved[1:]) and np.all(halved[1:] < same[1:])
    # Superposition, an oracle that the function does not use: half off is half way to stopped.
    assert halved == pytest.approx((stopped + same) / 2, rel=1e-6)
    assert levels_after("rescue", hours) == pytest.approx(same)


def test_an_unknown_action_is_refused():
    with pytest.raises(ValueError, match="pray"):
        levels_after("pray", [1])


RULES = st.builds(
    Rule,
    st.integers(1, 6),
    st.integers(6, 96),
    st.sets(st.sampled_from(sorted(HARMS)), min_size=1).map(lambda harms: tuple(sorted(harms))),
)


@given(RULES, st.sampled_from(sorted(COURSES)))
def test_a_named_harm_stops_at_its_hour_and_a_missed_target_at_the_limit(rule, name):
    course = COURSES[name]
    outcome = hold_against(rule, course)
    early = [(hour, harm) for hour, harm in course.harms if hour <= rule.limit_h]
    if early:
        hour, harm = min(early)
        assert (outcome.action, outcome.at_h) == (ended_by(rule, harm), hour)
        assert not outcome.limit
    else:
        score = [pain for hour, pain in course.pain if hour <= rule.limit_h][-1]
        reached = course.pain[0][1] - score >= rule.target_points
        later = course.harms[0] if reached and course.harms else None
        at_limit = "go_on" if reached else "stop", rule.limit_h
        expected = (ended_by(rule, later[1]), later[0]) if later else at_limit
        assert (outcome.action, outcome.at_h) == expected
        assert bool(outcome.limit) == bool(later)
    assert outcome.why.startswith("because ")


def ended_by(rule, harm):
    """Whoever asks to stop is stopped, named or not; else a rule stops what it names."""
    return "stop" if harm in (*rule.harms, "wish") else "unforeseen"


def test_the_course_says_what_is_done_about_each_harm_that_a_rule_may_leave_out():
    assert {harm for course in COURSES.values() for _, harm in course.harms} == set(
        STOPPED_ALL_THE_SAME
    )


def test_what_a_learner_may_agree_on_runs_from_the_least_to_the_most():
    for choices, (least, most) in (
        (TARGET_CHOICES_POINTS, TARGETS_POINTS),
        (LIMIT_CHOICES_H, LIMITS_H),
    ):
        assert list(choices) == sorted(set(choices))
        assert (choices[0], choices[-1]) == (least, most)
    assert TARGET_CHOICES_POINTS == tuple(range(1, 7)), "every whole point"
    rounds = (6, 12, 24)  # hours between rounds, each doubled until the longest
    assert set(LIMIT_CHOICES_H) == {*rounds, *(24 * days for days in (1, 2, 3, 4))}


@pytest.mark.parametrize("rule", [(0.9, 24), (6.1, 24), (2, 5.9), (2, 96.1), (True, 24), ("2", 24)])
def test_just_outside_the_limits_is_refused_and_the_limits_are_not(rule):
    with pytest.raises(RuleError, match="must be"):
        Rule(*rule, ("wish",))
    for target, limit in ((1, 6), (6, 96)):
        assert Rule(target, limit, ("wish",)).limit_h == limit


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ((0, 24, ("wish",)), "target"),
        ((2, 500, ("wish",)), "limit"),
        ((2, 24, ()), "harm"),
        ((2, 24, ("x",)), "x"),
    ],
)
def test_a_rule_that_stops_nothing_is_refused(rule, told):
    with pytest.raises(RuleError, match=told):
        Rule(*rule)
