"""A case that could harm is refused when it is read: file, line, field and what to write."""

import shutil

import pytest

from widgets.model.cases import FOLDER, CaseError, load_cases, load_cases_from
from widgets.model.cases.__main__ import main

STEM = "The intern wants to add ketamine at {low} mg/kg/h."
# What a teacher may write in place of the rate of a stem, and the rule that must say so.
MISTAKES = {
    "ketamine at 5 mg/kg/h": "DOSE",
    "ketamine at 5 mg per kg per hour": "DOSE",
    "ketamine at 1.2 mg/kg/h after her operation": "DOSE",
    "ketamine at 0.8 mg/kg/h for cancer pain": "DOSE",
    "ketamine at 0.1 mg/kg/min": "PER_MINUTE",
    "ketamine at 20 mcg/kg/min": "DOSE",
    "ketamine at 250 mg/h": "DOSE",
    "ketamine at 10 mL/h of 50 mg/mL for 70 kg": "DOSE",
    "ketamine 500 mg into a vein": "DOSE",
    "ketamine 2 mg/kg by mouth": "DOSE",
    "ketamine at .5 mg/kg/h": "NAKED_DECIMAL",
    "ketamine at 0,1 mg/kg/h": "DECIMAL_COMMA",
    "ketamine at 0.10 mg/kg/h": "TRAILING_ZERO",
    "morphine 15.0 mg": "TRAILING_ZERO",
    "an infusion rate of 0.1 mg/kg": "RATE_TIME",
    "ketamine 100 µg/kg/h": "MICRO_SIGN",
    "morphine 10 mg BD": "LATIN_TIMES",
    "morphine 10 mg SC": "SUBCUT",
    "1200 mg of gabapentin": "THOUSANDS",
    "10mg of morphine": "RUN_TOGETHER",
    "5 to 10 ml/h": "UNIT_CASE",
    "a rate ≤0.5 mg/kg/h": "SYMBOL",
    "0.05-0.5 mg/kg/h": "DASH_RANGE",
    "a call from Mrs Miller": "PERSON_TITLE",
    "what Dr. Weber said": "PERSON_TITLE",
    "Frau Müller back": "PERSON_TITLE",
    "MRN 00482913 seen": "PERSON_NUMBER",
    "the NHS number 943 476 5919": "PERSON_NUMBER",
    "a date: born on 3 April 1961": "PERSON_BIRTHDAY",
    "DOB 03/04/1961": "PERSON_BIRTHDAY",
    "a note to anna@example.org": "PERSON_ADDRESS",
}


@pytest.fixture
def folder(tmp_path):
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.fixture
def one_case(tmp_path):
    for name in ("01_add_ketamine", "profiles"):
        shutil.copy(FOLDER / f"{name}.toml", tmp_path)
    return tmp_path


def rewritten(folder, old, new, name="01_add_ketamine"):
    path = folder / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def stem_of(folder, words):
    path = folder / "01_add_ketamine.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("stem = "))
    lines[at] = lines[at][:-1] + f" The intern wants {words}.{lines[at][-1]}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return at + 1


@pytest.mark.parametrize(("words", "rule"), MISTAKES.items())
def test_a_mistake_in_a_stem_is_refused_when_the_case_is_read(one_case, words, rule):
    line = stem_of(one_case, words)
    with pytest.raises(CaseError) as broken:
        load_cases_from(one_case)
    found = [each for each in broken.value.problems if f" {rule}: " in each]
    assert found and found[0].startswith(f"01_add_ketamine.toml, line {line}: stem: ")


@pytest.mark.parametrize("field", ["title", "trap", "debrief", "ask", "text", "happens", "because"])
def test_every_field_that_a_learner_reads_is_guarded(one_case, field):
    path = one_case / "01_add_ketamine.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index(f'{field} = "') + len(f'{field} = "')
    path.write_text(f"{text[:start]}Ketamine 5 mg/kg/h. {text[start:]}", encoding="utf-8")
    with pytest.raises(CaseError, match=f"{field}: DOSE: '5 mg/kg/h'"):
        load_cases_from(one_case)


def test_a_wrong_dose_may_stand_where_the_case_says_why(folder):
    line = stem_of(folder, "ketamine at 5 mg/kg/h")
    path = folder / "01_add_ketamine.toml"
    text = path.read_text(encoding="utf-8")
    mark = 'shows_error = "The intern moved the point; the learner is to see it."\n'
    path.write_text(mark + text, encoding="utf-8")
    assert len(load_cases_from(folder)) == len(load_cases())
    path.write_text('shows_error = ""\n' + text, encoding="utf-8")
    with pytest.raises(CaseError, match="must say in words what is wrong"):
        load_cases_from(folder)
    assert line


def test_a_mark_excuses_no_person_and_no_number_that_gets_misread(folder):
    stem_of(folder, "ketamine at 5 mg/kg/h for Mr Smith, .5 mL")
    path = folder / "01_add_ketamine.toml"
    mark = 'shows_error = "The intern moved the point; the learner is to see it."\n'
    path.write_text(mark + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(CaseError) as broken:
        load_cases_from(folder)
    words = str(broken.value)
    assert "PERSON_TITLE" in words and "NAKED_DECIMAL" in words and "DOSE" not in words


def test_a_mark_that_nothing_needs_is_refused(folder):
    path = folder / "02_burning_arm.toml"
    mark = 'shows_error = "There is nothing wrong here at all."\n'
    path.write_text(mark + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(CaseError, match="take it out"):
        load_cases_from(folder)


def test_the_command_says_what_it_read(capsys):
    assert main(["lint"]) == 0
    count = len(load_cases())
    assert f"{count} case files: {count} without a problem, 0 errors." in capsys.readouterr().out


BROKEN = [
    "x = [",
    "decisions = [1]",
    "decisions = 3",
    "patient = 3",
    "findings = 'x'",
    "",
    "\udcff",
]


@pytest.mark.parametrize("text", BROKEN, ids=repr)
def test_what_cannot_be_read_is_an_error_and_never_none(folder, capsys, text):
    path = folder / "99_broken.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert main(["lint", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "E 99_broken.toml" in said and " 0 errors" not in said


def test_an_empty_or_missing_folder_is_an_error(tmp_path, capsys):
    for folder in (tmp_path, tmp_path / "nowhere"):
        assert main(["lint", str(folder)]) == 1
        assert "holds no case" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["02_x.TOML", "02_x.toml.txt", "02_x.tom", "more/02_x.toml"])
def test_a_file_that_is_not_read_is_named_as_an_error(folder, capsys, name):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x = 1", encoding="utf-8")
    assert main(["lint", str(folder)]) == 1
    said = capsys.readouterr().out
    assert f"E {name.partition('/')[0]}: " in said and " 0 errors" not in said


SILENT = {
    "the story of the patient": ('story = "pelvic sarcoma"', 'story = "Mrs Smith, 5 mg/kg/h"'),
    "the number": ('number = "5"', 'number = "Mrs Smith"'),
    "the weight": ("weight_kg = 62", "weight_kg = 6.2"),
    "the bench": ('sum = "infusion", ordered = "low"', 'sum = "infusion", ordered = 5'),
    "what an option gives": ('gives = "low"', "gives = 5"),
    "the expert's option": (
        'text = "At {limit:infusion_cancer_pain.low} mg/kg/h',
        'text = "5 mg/kg/h',
    ),
}


@pytest.mark.parametrize(("old", "new"), SILENT.values(), ids=SILENT)
def test_no_field_is_left_unread(folder, old, new):
    rewritten(folder, old, new, "05_everything_tried")
    with pytest.raises(CaseError):
        load_cases_from(folder)


@pytest.mark.parametrize("field", ["expert", "trap", "debrief"])
def test_a_mark_never_excuses_what_the_expert_or_the_case_says(folder, field):
    path = folder / "05_everything_tried.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        'id = "dose"\n', 'id = "dose"\nshows_error = "One option is too much."\n', 1
    )
    if field == "expert":
        old = 'text = "At {limit:infusion_cancer_pain.low} mg/kg/h'
        text = text.replace(old, 'text = "At 0.9 mg/kg/h', 1)
    else:
        start = text.index(f'{field} = "') + len(f'{field} = "')
        text = (
            f'shows_error = "A wrong dose stands here."\n{text[:start]}At 5 mg/kg/h. {text[start:]}'
        )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match="DOSE"):
        load_cases_from(folder)


@pytest.mark.parametrize("words", ["Start at 0.9 mg/kg/h.", "Give 50 mg of ketamine as a bolus."])
def test_a_word_of_the_story_lifts_no_limit(folder, words):
    path = folder / "05_everything_tried.toml"
    text = path.read_text(encoding="utf-8")
    assert "anaesthetist" in text
    start = text.index('trap = "') + len('trap = "')
    path.write_text(f"{text[:start]}{words} {text[start:]}", encoding="utf-8")
    with pytest.raises(CaseError, match="DOSE"):
        load_cases_from(folder)
