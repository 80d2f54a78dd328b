"""The course's own plans: whole, honest about their minutes, and made of what is there."""

import pytest

import evidence
from teaching import PlanError, for_case, load_plans, plan_mistakes
from teaching.known import case_ids, case_outline, closing_sentence, explorers_of, question
from teaching.plan import CHOSEN, DEALT, EACH
from widgets.model.cases import load_cases
from widgets.model.cases.records import PRESS
from widgets.model.cases.walk import expert_walk

PLANS = load_plans()
STEPS = [(plan, step) for plan in PLANS.values() for step in plan.steps]


def test_the_four_plans_are_there_and_whole():
    assert plan_mistakes() == ()
    assert {plan.id: plan.minutes for plan in PLANS.values()} == {
        "one_case_8": 8,
        "huddle_20": 20,
        "noon_45": 45,
        "express_60": 60,
    }


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_plan_can_be_run_by_the_clock(plan):
    assert sum(step.minutes for step in plan.steps) == plan.minutes
    assert len({step.id for step in plan.steps}) == len(plan.steps)
    assert [step.kind for step in plan.steps].index("exit") == len(plan.steps) - 1
    assert any(step.cut and 0 < step.saves_minutes <= step.minutes for step in plan.steps)
    assert plan.title and plan.summary and plan.bring and not plan.is_local


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_three_wrong_arguments_each_have_a_reply_that_rests_on_a_claim(plan):
    assert len(plan.arguments) == 3
    for argument in plan.arguments:
        assert argument.says and argument.reply
        assert argument.claim in evidence.load().claims
    assert closing_sentence(plan.close)


@pytest.mark.parametrize(("plan", "step"), STEPS, ids=lambda each: each.id)
def test_a_step_names_what_is_there(plan, step):
    assert step.title and step.say
    assert step.case in ("", CHOSEN, *case_ids())
    if step.decision and step.case != CHOSEN:
        assert step.decision in case_outline(step.case).can_be_named
    for name in step.questions:
        assert question(name).status == "live"
    if step.explorer:
        assert step.explorer in explorers_of(step.lesson).names


def test_no_question_of_a_post_test_is_given_away():
    asked = {name for _, step in STEPS for name in step.questions}
    assert asked and not {name for name in asked if question(name).lesson in ("form_b", "form_c")}


@pytest.mark.parametrize("case", case_ids())
def test_one_case_takes_each_case(case):
    plan = PLANS["one_case_8"]
    assert plan.takes_a_case and not PLANS["huddle_20"].takes_a_case
    made = for_case(plan, case)
    assert not made.takes_a_case and made.minutes == plan.minutes
    assert sum(step.minutes for step in made.steps) == pytest.approx(plan.minutes)
    decisions = tuple(step.decision for step in made.steps if step.decision)
    assert decisions == tuple(name for name, _ in case_outline(case).way) != ()
    assert EACH not in decisions
    assert len({step.id for step in made.steps}) == len(made.steps)


@pytest.mark.parametrize("case", load_cases().values(), ids=load_cases())
def test_the_way_that_a_file_tells_is_the_one_that_the_gate_gives(case):
    walked = [
        DEALT if turn.drawn else turn.id
        for turn, _ in expert_walk(case).steps
        if turn.kind != PRESS
    ]
    way = dict(case_outline(case.id).way)
    assert list(way) == list(dict.fromkeys(walked)) and way.get(DEALT, 0) == (
        case.deals or sum(turn.drawn for turn in case.turns)
    )
    if case.asks:
        assert way[case.asks_before or case.turns[0].id] == 2


def test_a_case_that_is_not_there_is_refused_with_what_may_be_meant():
    with pytest.raises(PlanError, match="did you mean '05_everything_tried'"):
        for_case(PLANS["one_case_8"], "05_everything_tryed")
