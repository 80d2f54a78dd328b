"""A run sheet can be read in ten minutes, keeps the clock, and says what is right from its home."""

import pytest

import evidence
from evidence.guard.medication_text import problems as medication_problems
from quizzes.engine import answer_key
from teaching import for_case, load_plans
from teaching.known import case_ids, question
from teaching.plan import DEALT
from teaching.run_sheet import run_sheet
from teaching.run_sheet.sheet import CASE_LEFT_OUT, minutes_in_words
from widgets.model.cases import load_cases
from widgets.model.cases.walk import turned_by

MOST_MINUTES_TO_READ = 10
PLANS = load_plans()
SHOWN = [name for name, plan in PLANS.items() if not plan.takes_a_case]
ALL = [(name, "") for name in SHOWN] + [("one_case_8", case) for case in case_ids()]


def sheet_of(cases, name, case=""):
    plan = for_case(PLANS[name], case) if case else PLANS[name]
    return plan, run_sheet(plan, cases)


def seconds(mark):
    minutes, rest = mark.split(":")
    return 60 * int(minutes) + int(rest)


def texts(told):
    """Every text of a sheet, wherever it stands."""
    if isinstance(told, str):
        return [told]
    if isinstance(told, tuple):
        return [text for each in told for text in texts(each)]
    fields = getattr(told, "__dataclass_fields__", {})
    return [text for name in fields for text in texts(getattr(told, name))]


@pytest.mark.parametrize(("name", "case"), ALL)
def test_a_sheet_is_read_in_ten_minutes(cases, name, case):
    _, sheet = sheet_of(cases, name, case)
    assert 1 <= sheet.minutes_to_read <= MOST_MINUTES_TO_READ


@pytest.mark.parametrize(("name", "case"), ALL)
def test_the_clock_runs_from_the_first_minute_to_the_last(cases, name, case):
    plan, sheet = sheet_of(cases, name, case)
    assert seconds(sheet.steps[0].starts) == 0
    assert seconds(sheet.steps[-1].ends) == plan.minutes * 60
    for step, following in zip(sheet.steps, sheet.steps[1:], strict=False):
        assert step.ends == following.starts and seconds(step.starts) < seconds(step.ends)
    assert [step.number for step in sheet.steps] == list(range(1, len(plan.steps) + 1))


@pytest.mark.parametrize(("name", "case"), ALL)
def test_what_the_expert_does_comes_from_the_case(cases, name, case):
    plan, sheet = sheet_of(cases, name, case)
    course = load_cases()
    for step, told in zip(plan.steps, sheet.steps, strict=True):
        if not step.decision:
            continue
        if step.decision == DEALT:
            drawn = [each for each in course[step.case].turns if each.drawn]
            assert [(e.asked, e.why) for e in told.expected] == [
                (turn.ask, turn.expert.because) for turn in drawn
            ]
            assert f"{course[step.case].deals} of these {len(drawn)}" in told.screen
            continue
        turn = next(each for each in course[step.case].turns if each.id == step.decision)
        assert turn.ask in told.screen and course[step.case].number in told.screen
        assert told.expected[0].answer.startswith(turn.expert.text)
        assert told.expected[0].why == turn.expert.because
        pushed = [(each.says, each.answers[0].text) for each in turn.presses]
        assert [(e.asked, e.answer) for e in told.expected[1 : 1 + len(pushed)]] == pushed
        assert told.expected[0].source
        is_claim = turn.expert.source in evidence.load().claims
        assert told.expected[0].claim == (turn.expert.source if is_claim else "")


@pytest.mark.parametrize("case", [name for name, each in load_cases().items() if each.asks])
def test_what_is_worth_asking_is_told_once_and_computed(cases, case):
    course = load_cases()[case]
    plan, sheet = sheet_of(cases, "one_case_8", case)
    asked = [n for n, told in enumerate(sheet.steps) if "What may be asked" in told.screen]
    assert [plan.steps[n].decision for n in asked] == [course.asks_before or course.turns[0].id]
    (worth,) = [e.answer for e in sheet.steps[asked[0]].expected if "Worth asking" in e.answer]
    for ask in course.asks:
        assert (ask.ask in worth) == bool(turned_by(course, ask)), ask.id


def begins(why, said):
    """Whether what the sheet says is why, or the whole sentences that it begins with."""
    whole = " ".join(why)
    return whole.startswith(said) and (said == whole or said[-1:] in ".!?”") and bool(said)


@pytest.mark.parametrize("name", SHOWN)
def test_the_key_of_a_question_stands_once_where_it_is_asked_last(cases, name):
    plan, sheet = sheet_of(cases, name)
    asked = [each for step in plan.steps for each in step.questions]
    assert asked
    for each in set(asked):
        key = answer_key(question(each))
        homes = [
            step.id
            for step, told in zip(plan.steps, sheet.steps, strict=True)
            if any(e.answer == key.key and begins(key.why, e.why) for e in told.expected)
        ]
        assert homes == [[step.id for step in plan.steps if each in step.questions][-1]]


def test_a_sheet_of_the_same_questions_twice_says_where_the_answers_are(cases):
    _, sheet = sheet_of(cases, "express_60")
    assert "No answer is shown yet" in sheet.steps[1].expected[0].answer


@pytest.mark.parametrize("name", PLANS)
def test_an_argument_has_its_chip_and_the_end_its_sentence(cases, name):
    plan, sheet = sheet_of(cases, name, "" if name in SHOWN else "05_everything_tried")
    for argument, told in zip(plan.arguments, sheet.arguments, strict=True):
        chip = evidence.chip(evidence.load().claims[argument.claim])
        assert told.reply == argument.reply and told.chip.status_words == chip.status_words
        assert told.chip.sources == tuple((each.label, each.link) for each in chip.sources)
    assert sheet.close == evidence.state(evidence.load().claims[plan.close])
    assert sheet.close_chip.claim == plan.close


@pytest.mark.parametrize(("name", "case"), ALL)
def test_every_word_of_a_sheet_is_medication_safe(cases, name, case):
    _, sheet = sheet_of(cases, name, case)
    told = [text for text in texts(sheet) if not text.startswith("https://")]
    assert len(told) > 40 and [text for text in told if medication_problems(text)] == []


def test_a_case_that_is_left_out_is_told_in_its_place(cases):
    plan = for_case(PLANS["one_case_8"], "05_everything_tried")
    sheet = run_sheet(plan, {})
    assert sheet.steps[0].screen == CASE_LEFT_OUT and sheet.steps[1].expected == ()


def test_the_cases_in_words_are_those_of_the_course(cases):
    assert list(cases) == list(load_cases())
    for name, case in load_cases().items():
        way = cases[name].way
        assert [each.id for each in way] == [turn.id for turn in case.turns]
        assert [each.answer for each in way] == [turn.expert.text for turn in case.turns]
        assert (cases[name].stem, cases[name].trap) == (case.stem, case.trap)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(20, "20 min"), (1.5, "1½ min"), (0.5, "½ min"), (0, "0 min"), (1.67, "1½ min")],
)
def test_minutes_are_said_as_a_teacher_says_them(minutes, words):
    assert minutes_in_words(minutes) == words
