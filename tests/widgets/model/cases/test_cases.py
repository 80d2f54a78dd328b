"""The course's own cases: a whole set, words that are safe, and no answer told by its form."""

import re
from collections import Counter

import pytest

from evidence import load
from evidence.tables import find
from tests.medication_lint import problems
from tests.widgets.model.cases.whole_case import NAME, TEXT, changed, read, refused
from widgets.model.cases import FOLDER, CaseError, load_cases, load_cases_from
from widgets.model.cases.lint import mistakes
from widgets.model.cases.walk import asked_at, expert_walk
from widgets.model.dosing import format_number, infusion_order, oral_dose
from widgets.model.gate import STEPS, decide

CASES = list(load_cases().values())
BY_ID = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


def turns_of(case):
    return (*case.turns, *(turn for visit in case.visits for turn in visit.turns))


def options_of(case):
    for turn in turns_of(case):
        yield from turn.options
        for press in turn.presses:
            yield from press.answers


def words_of(case):
    yield from (case.title, case.stem, case.trap, case.debrief, *case.models)
    yield from (text for ask in case.asks for text in (ask.ask, ask.answer))
    yield from (ending.happens for ending in case.endings)
    yield from (told.says for told in (*case.twins, *case.visits))
    for turn in turns_of(case):
        yield from (turn.ask, *(press.says for press in turn.presses))
    for option in options_of(case):
        yield from (option.text, option.happens, option.because)
        yield from (option.luck.responded, option.luck.not_responded) if option.luck else ()


def test_the_teaching_set_is_whole():
    """Every file of the folder is a case with a place of its own, and no number is jumped over."""
    files = {path.stem for path in FOLDER.glob("*.toml")} - {"profiles"}
    assert {case.id for case in CASES} == files
    places = [(case.number, case.form) for case in CASES]
    assert all(number for number, _ in places) and len(set(places)) == len(places)
    # the letters are the places after ten
    numbers = {int(n) if n.isdigit() else 10 + ord(n) - ord("@") for n, _ in places}
    assert numbers == set(range(1, max(numbers) + 1))
    for number in {number for number, form in places if form}:
        forms = sorted(form for each, form in places if each == number)
        assert forms == [chr(ord("A") + place) for place in range(len(forms))]


@BY_ID
def test_each_option_rests_on_something(case):
    for turn in turns_of(case):
        assert len({option.text for option in turn.options}) == len(turn.options)
    for option in options_of(case):
        find(option.source)


@BY_ID
def test_the_words_are_medication_safe_and_give_no_benzodiazepine_dose(case):
    for text in words_of(case):
        assert problems(text) == []
        for sentence in text.split("."):
            drug = any(
                name in sentence.lower()
                for name in ("lorazepam", "diazepam", "midazolam", "benzodiazepine")
            )
            assert not (drug and " mg" in sentence)


def met(case):
    """How often each decision of a case is met: one that is drawn by its share of the deal."""
    drawn = sum(turn.drawn for turn in case.turns)
    for turn in turns_of(case):
        yield turn, (case.deals or drawn) / drawn if turn.drawn else 1


def test_neither_to_act_nor_to_hold_is_right_twice_as_often():
    kinds = Counter()
    for case in CASES:
        for turn, often in met(case):
            kinds[turn.kind] += often
    assert 1 / 3 <= kinds["act"] / (kinds["act"] + kinds["hold"]) <= 2 / 3


def test_each_step_of_the_gate_is_right_somewhere_and_ketamine_now_and_then():
    steps = Counter(
        option.step for case in CASES for _, option in expert_walk(case).steps if option.step
    )
    assert set(steps) == set(STEPS)
    assert 0.1 <= steps["ketamine_trial"] / sum(steps.values()) <= 0.5


def test_the_best_option_is_not_known_by_length():
    turns = [turn for case in CASES if not case.stack for turn in turns_of(case)]
    longest = sum(len(t.expert.text) == max(len(o.text) for o in t.options) for t in turns)
    # chance gives one in three; half is what the lint refuses
    assert longest / len(turns) <= 0.4
    assert mistakes(CASES) == []


def test_each_case_knows_what_was_aimed_at_the_cause_before_it_comes_to_a_step():
    for case in CASES:
        for turn in turns_of(case):
            if turn.is_gate and turn.findings.pain_type != "postoperative":
                assert turn.findings.cause_treatment != "unknown", (case.id, turn.id)
    told = [
        case.id
        for case in CASES
        if re.search("irradiat|adiotherap|oncologist", " ".join(words_of(case)))
    ]
    assert len(told) >= 5


def test_a_sign_of_compression_may_be_looked_for_where_nerves_are_at_risk():
    case = load_cases()["03_more_morphine"]
    assert "cord_compression" in {ask.finding for ask in case.asks}
    twins = [twin for twin in case.twins if twin.flips == {"cord_compression": "present"}]
    assert twins and decide(asked_at(case)).emergency == ""


def test_the_stack_holds_a_past_psychosis_and_a_caution():
    turns = load_cases()["07_doors_and_look_alikes"].turns
    cards = {tuple(turn.own_findings.items()): turn for turn in turns}
    past = cards[(("past_psychosis", "present"),)]
    assert past.expert.id == "ask_first"
    assert decide(past.findings).contraindications == ("past_psychosis",)
    caution = next(t for t in turns if t.own_findings.get("substance_misuse") == "present")
    assert caution.expert.id == "go_on"
    assert decide(caution.findings).cautions == ("substance_misuse",)


def test_doses_come_from_evidence_and_model():
    low = load().limits["infusion_cancer_pain"].least
    case = load_cases()["05_everything_tried"]
    dose = next(turn for turn in case.turns if turn.id == "dose")
    weight_kg = dose.after[0].patient.weight_kg
    given = f"{format_number(low)} mg/kg/h, {format_number(round(low * weight_kg, 6))} mg/h"
    assert given in dose.expert.text
    pump = load_cases()["09_read_me_the_pump"]
    drill = next(turn.before[0] for turn in pump.turns if turn.before)
    order = infusion_order(drill.ordered, drill.patient.weight_kg, 10)
    for amount, unit in (
        (order.mg_per_h, "mg/h"),
        (order.ml_per_h, "mL/h"),
        (order.mg_per_24_h, "mg in 24 h"),
    ):
        assert f"{format_number(amount)} {unit}" in pump.stem
    by_mouth = load_cases()["12_going_home_by_mouth"]
    high = load().limits["oral_per_dose"].most
    assert oral_dose(high, 110).capped and f"{format_number(high * 110)} mg" in " ".join(
        turn.ask for turn in by_mouth.turns
    )


def test_every_problem_of_every_file_is_named_at_once(tmp_path):
    (tmp_path / "02_other.toml").write_text('title = "x"', encoding="utf-8")
    message = refused(tmp_path, ('kind = "judge"', 'kind = "maybe"'), ("[bedside]", "[bedsides]"))
    assert f"{NAME}.toml" in message and "02_other.toml" in message
    assert "'maybe'" in message and "bedsides" in message


def test_a_file_that_is_no_toml_is_named(tmp_path):
    assert "cannot be read" in refused(tmp_path, ("[[decisions]]", "[decisions"))


def test_a_teachers_new_words_are_taken(tmp_path):
    case = read(tmp_path, changed(("Say what the learner takes home", "Take this home")))
    assert case.debrief.startswith("Take this home")


def test_of_two_cases_with_one_number_the_second_is_left_out(tmp_path):
    read(tmp_path)
    with pytest.raises(CaseError, match=f"'1' is the number of {NAME}.toml: take another"):
        read(tmp_path, TEXT, "17_the_same")
    with pytest.raises(CaseError):
        load_cases_from(tmp_path)
