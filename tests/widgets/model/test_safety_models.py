"""Monitoring plans, the night after an adverse effect, and stop rules against later courses."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.medication_lint import problems
from widgets.model.adverse import ACTIONS, COVER, levels_after, load_effects
from widgets.model.cases import source_record
from widgets.model.stop_rule import COURSES, HARMS, Rule, RuleError, hold_against
from widgets.model.watching import ROUTES, SETTINGS, PlanError, lines, plan_for

ALL_PLANS = [
    (route, setting, long, pair)
    for route, setting, long, pair in itertools.product(
        ROUTES, SETTINGS, (True, False), (True, False)
    )
    if setting != "procedural_sedation" or route == "iv"
]


@pytest.mark.parametrize(("route", "setting", "long", "pair"), ALL_PLANS)
def test_a_plan_follows_route_and_setting(route, setting, long, pair):
    plan = plan_for(route, setting, long, pair)
    due = {line.id for line in plan.due}
    assert ("access" in due) == (route == "iv")
    assert ("anaesthesia" in due) == (setting == "procedural_sedation")
    assert {"mind", "breathing", "pressure"} <= due
    assert ("liver" in due) == ("bladder" in due) == long
    assert ("pair" in due) == pair
    assert bool(plan.gaps) == (setting != "procedural_sedation")
    assert due | {line.id for line in plan.not_due} == {line.id for line in lines()}
    for line in (*plan.due, *plan.gaps):
        source_record(line.source)


@pytest.mark.parametrize(
    "wrong", [("vein", "cancer_pain"), ("iv", "home"), ("subcut", "procedural_sedation")]
)
def test_a_plan_that_the_course_does_not_make_is_refused(wrong):
    with pytest.raises(PlanError):
        plan_for(*wrong, False, False)


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
        ):
            assert problems(text) == []
            assert " mg" not in text


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
        assert outcome.at_h == hour
        assert outcome.action == ("stop" if harm in rule.harms else "unforeseen")
    else:
        score = [pain for hour, pain in course.pain if hour <= rule.limit_h][-1]
        reached = course.pain[0][1] - score >= rule.target_points
        assert (outcome.action, outcome.at_h) == ("go_on" if reached else "stop", rule.limit_h)
        assert bool(outcome.later) == (reached and bool(course.harms))


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
