"""Every case to every ending; the expert is the gate; a broken file says what is broken."""

import re
import shutil
from collections import Counter

import pytest

from evidence.tables import find
from tests.medication_lint import problems
from widgets.model.cases import (
    FOLDER,
    CaseError,
    endings,
    load_cases,
    load_cases_from,
)
from widgets.model.gate import decide

CASES = list(load_cases().values())
BY_ID = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


def words_of(case):
    yield from (case.title, case.stem, case.trap, case.debrief)
    for turn in case.turns:
        yield turn.ask
        for option in turn.options:
            yield from (option.text, option.consequence)


def test_the_teaching_set_is_whole():
    """Every file of the folder is a case with a place of its own, and no number is jumped over."""
    files = {path.stem for path in FOLDER.glob("*.toml")} - {"profiles"}
    assert {case.id for case in CASES} == files
    places = [(case.number, case.form) for case in CASES]
    assert all(number for number, _ in places) and len(set(places)) == len(places)
    numbers = {int(number) for number, _ in places if number.isdigit()}
    assert numbers == set(range(1, max(numbers) + 1))
    for number in {number for number, form in places if form}:
        forms = sorted(form for each, form in places if each == number)
        assert forms == [chr(ord("A") + place) for place in range(len(forms))]


@BY_ID
def test_every_path_comes_to_an_ending(case):
    paths = list(endings(case))
    assert case.expert_path in paths
    assert len(paths) == len(set(paths))
    for path in paths:
        walked = case.walked(path)
        assert len(walked) == len(path) and case.is_over(path)
        assert all(option.consequence for _, option in walked)
        assert not any(case.is_over(path[:place]) for place in range(len(path)))


@BY_ID
def test_the_experts_steps_are_the_gates(case):
    gates = [turn for turn in case.turns if turn.is_gate]
    assert gates
    for turn in gates:
        assert turn.expert.step == decide(turn.findings).step
        assert sum(option.step == turn.expert.step for option in turn.options) == 1


@BY_ID
def test_each_option_rests_on_something(case):
    for turn in case.turns:
        assert len({option.text for option in turn.options}) == len(turn.options)
        for option in turn.options:
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


def test_no_cannot_be_guessed():
    kinds = Counter(turn.kind for case in CASES for turn in case.turns)
    assert 0.4 <= kinds["act"] / (kinds["act"] + kinds["hold"]) <= 0.6
    steps = Counter(turn.expert.step for case in CASES for turn in case.turns if turn.is_gate)
    assert set(steps) == {
        "optimise_opioid",
        "treat_cause",
        "add_adjuvant",
        "third_line",
        "ketamine_trial",
        "not_ketamine",
    }
    assert 0.25 <= steps["ketamine_trial"] / sum(steps.values()) <= 0.5


def test_each_case_knows_what_was_aimed_at_the_cause_before_it_comes_to_a_step():
    for case in CASES:
        for turn in case.turns:
            if turn.is_gate and "pain_type" not in outside(turn.findings):
                assert turn.findings.cause_treatment != "unknown", (case.id, turn.id)
    told = [case for case in CASES if re.search("irradiat|adiotherap|oncologist", case.stem)]
    assert len(told) >= 5


def outside(findings) -> tuple[str, ...]:
    """What decides alone, before any step: here only pain after surgery."""
    return ("pain_type",) if findings.pain_type == "postoperative" else ()


def test_a_sign_of_compression_is_looked_for_before_a_drug_is_chosen():
    case = load_cases()["03_more_morphine"]
    assert case.turns[0].findings.cord_compression == "unknown"
    assert "treat_cause" in decide(case.turns[0].findings).step
    assert re.search("legs.*saddle.*bladder.*scanned today", case.turns[0].expert.text)


def test_the_look_alikes_hold_a_past_psychosis_and_a_caution():
    turns = {turn.id: turn for turn in load_cases()["07b_look_alikes"].turns}
    assert turns["remission"].expert.step == "not_ketamine"
    assert decide(turns["remission"].findings).contraindications == ("past_psychosis",)
    assert turns["heroin"].expert.step == "ketamine_trial"
    assert decide(turns["heroin"].findings).cautions == ("substance_misuse",)


def test_the_expert_is_not_known_by_length():
    turns = [turn for case in CASES for turn in case.turns]
    longest = sum(len(t.expert.text) == max(len(o.text) for o in t.options) for t in turns)
    assert longest / len(turns) <= 1 / 3  # what chance gives with three options


def test_doses_come_from_evidence_and_model():
    case = load_cases()["05_everything_tried"]
    dose = next(turn for turn in case.turns if turn.id == "dose").expert
    assert "0.05 mg/kg/h, 3.1 mg/h" in dose.text and "31 mg/h" in dose.consequence
    pump = load_cases()["09_read_me_the_pump"]
    assert "7 mg/h" in pump.stem and "0.7 mL/h" in pump.stem and "168 mg" in pump.stem
    asked = [turn.ask for turn in pump.turns]
    for place, given in ((1, "420 mg/h"), (2, "0.42 mg/h"), (3, "35 mg/h"), (5, "15.4 mg/h")):
        assert given in asked[place]
    by_mouth = load_cases()["12_going_home_by_mouth"].turns[0].expert.consequence
    assert "22 mg to the cap of 50 mg, not to 55 mg" in by_mouth and "12 to 30 mg" in by_mouth


@pytest.fixture
def folder(tmp_path):
    for name in ("profiles.toml", "01_add_ketamine.toml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def broken(folder, old, new, count=1):
    path = folder / "01_add_ketamine.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        load_cases_from(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'step = "optimise_opioid", expert',
            'step = "third_line", expert',
            ["step", "third_line", "optimise_opioid"],
        ),
        ('opioid_adequacy = "inadequate"', 'opioid_adequacy = "adequate"', ["step", "gate gives"]),
        ('opioid = "strong"', 'opioid = "very strong"', ["findings", "very strong"]),
        ('opioid = "strong"', 'opiod = "strong"', ["findings", "opiod"]),
        ('profile = "newly_met"', 'profile = "nobody"', ["nobody", "profiles.toml"]),
        (", expert = true }", " }", ["exactly one", "got 0"]),
        ('source = "C09"', 'source = "C99"', ["C99", "missing"]),
        ('source = "F-S06"', 'source = "F-S09m"', ["F-S09m", "may not be stated"]),
        ('kind = "judge"', 'kind = "maybe"', ["kind", "maybe"]),
        ('id = "missing"', 'id = "Which One?"', ["id"]),
        ('ketamine?"\nkind', 'ketamine."\nkind', ["question"]),
        ('trap = "', 'trapp = "', ["trap"]),
        ("0.1 mg/kg/h by", "{dose} mg/kg/h by", ["dose", "numbers"]),
        ("[[decisions]]", "[decisions", ["cannot be read"]),
    ],
)
def test_a_broken_file_fails_with_file_decision_and_reason(folder, old, new, told):
    message = broken(folder, old, new)
    assert "01_add_ketamine.toml" in message
    for words in told:
        assert words in message


def test_the_decision_is_named(folder):
    assert "decision step" in broken(folder, 'step = "third_line"', 'step = "pray"')


def test_every_problem_is_named_at_once(folder):
    (folder / "02_other.toml").write_text('title = "x"', encoding="utf-8")
    message = broken(folder, 'kind = "judge"', 'kind = "maybe"')
    assert "01_add_ketamine.toml" in message and "02_other.toml" in message


def test_a_teachers_new_words_are_taken(folder):
    path = folder / "01_add_ketamine.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Eight of ten is severe.", "Eight is severe."),
        encoding="utf-8",
    )
    assert load_cases_from(folder)["01_add_ketamine"].debrief.startswith("Eight is severe.")
