"""Walking a case: what was done changes the patient, and the gate is asked at each state anew."""

from dataclasses import replace

import pytest

from tests.widgets.model.cases.whole_case import changed, read
from widgets.model.cases import CaseError, endings, load_cases
from widgets.model.cases.lint import fewest_decisive, how_it_ends
from widgets.model.cases.luck import dealt
from widgets.model.cases.records import PRESS
from widgets.model.cases.walk import (
    MOST_PATHS,
    asked_at,
    at,
    expert_path,
    expert_walk,
    known,
    onward,
    paths,
    places,
    turned_by,
    twin_step,
    walk,
)
from widgets.model.gate import Findings, decide

CASES = list(load_cases().values())
BY_ID = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
WAYS = [(case, visit) for case in CASES for visit in (None, *case.visits)]
BY_WAY = pytest.mark.parametrize(
    ("case", "visit"), WAYS, ids=lambda each: getattr(each, "id", "") or "visit"
)


@BY_WAY
def test_every_way_comes_to_an_end_and_there_are_few_enough(case, visit):
    hand = dealt(case, 1) if visit is None else case
    ways = list(paths(hand, visit))
    assert expert_path(hand, visit) in ways
    assert len(ways) == len(set(ways))
    assert case.is_older or len(ways) <= MOST_PATHS
    for way in ways:
        here = walk(hand, way, visit)
        assert here.is_over and len(here.steps) == len(way)
        assert not walk(hand, way[:-1], visit).is_over
        for _, option in here.steps:
            assert option.happens or option.luck or (case.stack and option.expert)


@BY_WAY
def test_the_best_option_is_the_gates_at_every_state(case, visit):
    met = 0
    for _, here in places(case, visit):
        if here.due is None or here.due.kind == PRESS:
            continue
        assert sum(option.expert for option in here.due.options) == 1
        if here.due.is_gate:
            met += 1
            assert here.due.expert.step == decide(here.due.findings).step
            assert [o.step for o in here.due.options].count(here.due.expert.step) == 1
    assert met or visit


@BY_ID
def test_a_twin_differs_in_one_finding_and_in_the_step(case):
    truth = asked_at(case)
    for twin in case.twins:
        ((name, value),) = twin.flips.items()
        other = replace(truth, **{name: value})
        differs = [each for each in vars(truth) if getattr(truth, each) != getattr(other, each)]
        assert differs == [name]
        assert decide(other).step == twin_step(case, twin) != decide(truth).step
    assert case.twins or case.is_older or case.stack


@BY_ID
def test_some_asks_could_turn_the_gate_and_some_could_not(case):
    if case.is_older or case.stack:
        return
    decisive = [ask for ask in case.asks if turned_by(case, ask)]
    assert len({ask.finding for ask in decisive}) >= fewest_decisive(case) >= 1
    assert len(case.asks) - len(decisive) >= 2
    assert not {ask.finding for ask in decisive} & set(case.told)


@BY_ID
def test_it_may_end_in_two_ways_for_the_patient(case):
    assert case.stack or len(how_it_ends(case)) >= 2


def test_ten_gate_decisions_end_in_a_step_to_take_and_four_are_won_by_the_cause():
    """“There is nearly always a step to take” is what the cases teach, too."""
    steps = [
        (case.id, option.step)
        for case in CASES
        if not case.stack
        for visit in (None, *case.visits)
        for turn, option in expert_walk(case, visit).steps
        if option.step and turn.kind != PRESS
    ]
    to_take = [each for each in steps if each[1] not in ("ketamine_trial", "not_ketamine")]
    by_cause = {name for name, step in steps if step == "treat_cause"}
    assert len(to_take) >= 10, to_take
    assert len(by_cause) >= 4, by_cause


# The case of the template: its first decision is the gate's


@pytest.fixture
def case(tmp_path):
    return read(tmp_path)


def test_an_option_changes_the_patient_the_hour_and_the_signs(case):
    here = walk(case, ("b",))
    assert here.findings.opioid_adequacy == "adequate" and here.minutes == 540
    assert here.signs.pain == 5 and here.due.id == "evening"
    assert walk(case, ("a",)).findings.opioid_adequacy == "inadequate"
    assert walk(case, ("b", "a")).minutes == 555


def test_the_same_question_has_another_answer_after_another_choice(tmp_path):
    options = (
        '[[decisions]]\nid = "again"\nask = "What is due tomorrow?"\nkind = "act"\noptions = [\n'
        + "\n".join(
            f'  {{ id = "{name}", text = "The step called {step}", grade = "{grade}", '
            f'step = "{step}", happens = "The nurse writes it down.", because = "So it is.", '
            'source = "course" },'
            for name, step, grade in (
                ("a", "optimise_opioid", "waste"),
                ("b", "treat_cause", "best"),
                ("c", "ketamine_trial", "waste"),
            )
        )
        + '\n]\n\n[[decisions]]\nid = "evening"'
    )
    case = read(tmp_path, changed(('[[decisions]]\nid = "evening"', options)))
    raised, not_raised = walk(case, ("b",)).due, walk(case, ("a",)).due
    assert (raised.id, raised.expert.step) == ("again", "treat_cause")
    assert (not_raised.id, not_raised.expert.step) == ("again", "optimise_opioid")
    assert not_raised.options[1].grade == "waste", "the file's own best is not best here"


def test_whoever_holds_is_pushed_and_goes_on_where_the_decision_leads(case):
    held = walk(case, ("b", "a", "b"))
    assert held.due.kind == PRESS and held.due.ask.startswith("The intern: “And if she cries")
    assert walk(case, ("b", "a", "b", "holds")).ending.id == "window"
    assert walk(case, ("b", "a", "b", "yields")).ending.id == "queue"
    assert walk(case, ("b", "a", "c")).ending.id == "queue", "nobody pushes a wrong answer"


def test_the_second_who_pushes_comes_after_the_first_was_held(tmp_path):
    press = (
        '[[decisions.presses]]\nsays = "Her sister: “Please.” What do you say?"\n'
        'holds = { text = "“I stay.”", happens = "She sits down.", because = "So it is.", '
        'source = "course" }\n'
        'yields = { text = "“Yes.”", happens = "She nods.", because = "No.", source = "course" }\n'
        'offers = { text = "“Tea?”", happens = "She laughs.", because = "Why not.", '
        'source = "course" }\n\n[[endings]]\nid = "window"'
    )
    case = read(tmp_path, changed(('[[endings]]\nid = "window"', press)))
    start = ("b", "a", "b")
    assert walk(case, (*start, "holds")).due.ask.startswith("Her sister")
    assert walk(case, (*start, "holds", "offers")).ending.id == "window"
    assert walk(case, (*start, "yields")).is_over, "whoever yields is left alone"
    assert expert_path(case) == (*start, "holds", "holds")


def test_what_comes_after_the_end_is_not_read(case):
    assert walk(case, ("b", "a", "c", "z", "z")).ending.id == "queue"


def test_an_option_that_is_not_there_and_a_choice_after_the_end_are_refused(case):
    with pytest.raises(CaseError, match="16_never_raised: step: there is no option 'z'"):
        walk(case, ("z",))
    over = walk(case, expert_path(case))
    with pytest.raises(CaseError, match="nothing is left to decide"):
        onward(case, over, case.turns[0].options[0])


def test_what_is_known_grows_by_what_is_asked(case):
    at_first = known(case, ())
    assert (at_first.age_years, at_first.opioid) == (58, "strong")
    assert at_first.opioid_adequacy == "unknown" and at_first.pain_severity == "unknown"
    assert known(case, ("dose", "scan")).opioid_adequacy == "inadequate"
    assert known(case, ("dose", "scan")).pain_severity == "unknown"


def test_an_ask_is_decisive_by_what_the_gate_would_do(case):
    turns = {ask.id: turned_by(case, ask) for ask in case.asks}
    assert turns["dose"] == ("adequate",)
    assert turns["pain"] == ("none", "mild")
    assert turns["scan"] == turns["sleep"] == turns["home"] == ()
    truth = asked_at(case)
    for value in turns["pain"]:
        assert decide(replace(truth, pain_severity=value)).step != decide(truth).step


def test_a_decision_of_words_keeps_the_grades_of_the_file(case):
    evening = case.turns[1]
    assert at(evening, Findings()).options == evening.options


def test_the_old_names_still_walk(case):
    assert case.expert_path == expert_path(case) and list(endings(case)) == list(paths(case))
    assert case.walked(("b", "a")) == walk(case, ("b", "a")).steps
    assert case.is_over(case.expert_path) and not case.is_over(("b",))
    assert not case.opens_the_dose_lab
