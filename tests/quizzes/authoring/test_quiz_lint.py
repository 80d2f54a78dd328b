"""Each rule of item writing finds its flaw and leaves a good question alone; errors fail here."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from quizzes.__main__ import main
from quizzes.authoring.changed import NoHistoryError, changed_items
from quizzes.authoring.known_findings import idle, read_known
from quizzes.authoring.lint import errors, lint
from quizzes.authoring.lint_rules import ITEM_RULES
from quizzes.authoring.report import gaps, report
from quizzes.engine import load_bank
from quizzes.engine.bank import FOLDER

# What to change in the good question, and the code that must be found.
FLAWS = {
    "all of the above": ('text = "Green"', 'text = "All of the above"', "ALL_NONE_ABOVE"),
    "a and b": ('text = "Green"', 'text = "Both A and B"', "ALL_NONE_ABOVE"),
    "negative": ("Which colour is it?", "Which colour is it not?", "NEG_LEAD_IN"),
    "except": ("Which colour is it?", "Which of the colours fit EXCEPT one?", "NEG_LEAD_IN"),
    "unfocused": ("Which colour is it?", "Which statement is true?", "UNFOCUSED_LEAD_IN"),
    "short": ("Which colour is it?", "Which?", "UNFOCUSED_LEAD_IN"),
    "longest key": ('text = "Blue"', 'text = "Blue, as one sees on a good day"', "LONGEST_KEY"),
    "absolute": ('text = "Green"', 'text = "Always green"', "ABSOLUTE"),
    "vague": ('text = "Green"', 'text = "Often green"', "VAGUE_FREQ"),
    "clang": ("Which colour is it?", "Which colour is it, bluebell or not yet?", "CLANG"),
    "grammar": ("Which colour is it?", "It has the colour of a?", "GRAMMAR_CUE"),
    "parallel": ('text = "Green"', 'text = "It is green."', "NOT_PARALLEL"),
    "same": ('text = "Green"', 'text = "Red!"', "DUP_OPTION"),
    "hinged": ("Which colour is it?", "Which colour had the previous question?", "HINGED"),
    "medication": ("It is blue.", "It is 5.0 mg.", "DECIMAL_SAFETY"),
    "abbreviation": ("It is blue.", "Give 5 mg SC.", "MED_SUBCUT"),
    "fact's symbol": ('feedback = "Red is warm."', 'feedback = "Red ≥ 5 mg."', "MED_SYMBOL"),
    "shade": ('bloom = "recall"', 'bloom = "apply"', "WINDOW_SHADE"),
    "long sentence": ("The range", "The range " + "and then some more " * 7, "READING"),
}
CODES = {code for code, _, _ in ITEM_RULES}


def codes(bank, evidence):
    return {each.code for each in lint(bank, evidence) if not each.waived}


def test_a_good_bank_has_no_error(good, small_evidence):
    assert errors(good, small_evidence) == []


@pytest.mark.parametrize("name", FLAWS)
def test_a_flaw_is_found(name, bank_of, good_text, small_evidence):
    old, new, code = FLAWS[name]
    text = good_text.head + good_text.sba
    assert text.count(old) == 1
    if name == "clang":
        text = text.replace('text = "Blue"', 'text = "Bluebell"')
    assert code not in codes(bank_of(text), small_evidence) or name == "clang"
    assert code in codes(bank_of(text.replace(old, new)), small_evidence)


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("0.1 to 0.4 mg/kg/h", "0.2 to 0.3 mg/kg/h", "1 to 2 mg/kg/h"), "SUBSET_OPTION"),
        (("5 mg", "7 mg/h", "9 mg"), "UNIT_MIX"),
        (("5 mg", "9 mg", "7 mg"), "NUM_ORDER"),
        (("It increases with time", "It decreases with time", "It is blue"), "NEG_PAIR"),
    ],
)
def test_flaws_between_options(texts, code, bank_of, good_text, small_evidence):
    text = good_text.head + good_text.sba
    for old, new in zip(("Red", "Blue", "Green"), texts, strict=True):
        text = text.replace(f'text = "{old}"', f'text = "{new}"')
    assert code in codes(bank_of(text), small_evidence)


def test_times_may_be_said_in_minutes_and_hours(bank_of, good_text, small_evidence):
    text = good_text.head + good_text.sba
    for old, new in (("Red", "About 30 min"), ("Blue", "About 2 h"), ("Green", "About 8 h")):
        text = text.replace(f'text = "{old}"', f'text = "{new}"')
    assert not {"UNIT_MIX", "NUM_ORDER"} & codes(bank_of(text), small_evidence)


def test_a_time_below_the_reading_of_a_question_is_found(bank_of, good_text, small_evidence):
    text = good_text.head + good_text.sba
    assert "TIME" not in codes(bank_of(text), small_evidence)
    assert "TIME" in codes(bank_of(text.replace("time_s = 30", "time_s = 5")), small_evidence)


def test_a_waiver_needs_a_reason_and_a_fault(bank_of, good_text, small_evidence):
    flawed = (good_text.head + good_text.sba).replace('text = "Green"', 'text = "Always green"')

    def waived(reason, code="ABSOLUTE"):
        row = f'time_s = 30\nlint_waivers = [{{ code = "{code}"{reason} }}]'
        return bank_of(flawed.replace("time_s = 30", row))

    (found,) = [
        each
        for each in lint(waived(', reason = "The word is the misconception."'), small_evidence)
        if each.code == "ABSOLUTE"
    ]
    assert found.waived == "The word is the misconception."
    with pytest.raises(ValueError, match="lint_waivers 1: reason: is missing"):
        waived("")
    assert "IDLE_WAIVER" in codes(waived(', reason = "x"', "CLANG"), small_evidence)


def test_the_same_words_twice_are_one_question(bank_of, good_text, small_evidence):
    text = good_text.head + good_text.sba + good_text.sba.replace("TST-001", "TST-009")
    assert "DUP_SURFACE" in codes(bank_of(text), small_evidence)


def test_keys_that_favour_a_place_are_found(bank_of, good_text, small_evidence):
    text = good_text.head + "".join(
        good_text.sba.replace("TST-001", f"TST-{number:03}").replace("colour", f"colour {number}")
        for number in range(100, 145)
    )
    found = [each for each in lint(bank_of(text), small_evidence) if each.code == "KEY_POSITION"]
    assert any("uneven" in each.words for each in found)
    assert any("5 keys in a row" in each.words for each in found)


def test_a_form_that_misses_the_blueprint_is_found(bank_of, good_text, small_evidence):
    form = (good_text.head + good_text.sba).replace('"01_test"', '"form_a"')
    found = lint(
        bank_of(good_text.head + good_text.multi, form_a=form.replace('"alone"', '"form"')),
        small_evidence,
    )
    assert any(each.code == "BLUEPRINT" and "12 questions, got 1" in each.words for each in found)


def test_every_rule_of_the_guide_is_there():
    assert CODES >= {
        "ALL_NONE_ABOVE", "NEG_LEAD_IN", "UNFOCUSED_LEAD_IN", "LONGEST_KEY", "ABSOLUTE",
        "VAGUE_FREQ", "CLANG", "CONVERGENCE", "GRAMMAR_CUE", "NOT_PARALLEL", "DUP_OPTION",
        "SUBSET_OPTION", "UNIT_MIX", "NUM_ORDER", "OPTION_COUNT", "WINDOW_SHADE", "HINGED",
        "NEG_PAIR", "NO_EXPLANATION", "NO_SOURCE", "NO_OBJECTIVE", "READING",
    }  # fmt: skip


def test_the_course_has_no_error():
    found = errors(load_bank(), course=True)
    assert not found, "\n".join(found)


def test_the_report_names_what_is_missing_and_the_lint_holds_the_course_to_it():
    bank = load_bank()
    missing = gaps(bank)
    assert report(bank).endswith(
        "\n".join(["Missing:", *(f"  {each}" for each in missing)])
        if missing
        else "Nothing is missing."
    )
    found = [each.words for each in lint(bank, course=True) if each.code == "BANK_MINIMUM"]
    assert sorted(found) == sorted(missing)


def test_an_idea_that_comes_back_needs_three_surfaces_or_numbers_that_change():
    bank = load_bank()

    def missing(items):
        return [each for each in gaps(replace(bank, items=tuple(items))) if each[:5] == "idea "]

    words = next(
        surfaces
        for idea in bank.ideas
        if len(surfaces := bank.surfaces(idea.id)) == 3 and not any(x.seeded for x in surfaces)
    )
    fewer = [item for item in bank.items if item.id != words[0].id]
    assert set(missing(fewer)) - set(missing(bank.items)) == {
        f"idea {words[0].idea}: 2 surfaces of 3"
    }
    numbers = next(
        surfaces
        for idea in bank.ideas
        if len(surfaces := [x for x in bank.surfaces(idea.id) if x.seeded]) > 0
    )
    others = [
        item for item in bank.items if item.idea != numbers[0].idea or item.id == numbers[0].id
    ]
    assert not any(f"idea {numbers[0].idea}:" in each for each in missing(others))


def test_a_broken_file_hides_no_other(tmp_path, capsys, good_text):
    (tmp_path / "02_broken.toml").write_text("schema = ", encoding="utf-8")
    (tmp_path / "01_test.toml").write_text("schema = 1\nlesson = 'x'\n", encoding="utf-8")
    assert main(["lint", "--bank", str(tmp_path)]) == 1
    words = capsys.readouterr().out
    assert "02_broken.toml: cannot be read as TOML" in words
    assert "01_test.toml, line 2: lesson" in words and "0 errors" not in words
    assert words.splitlines()[-1].startswith("Could not load everything: 3 mistakes.")
    assert main(["report", "--bank", str(tmp_path)]) == 1


def test_a_torn_file_adds_no_mistake_to_others(tmp_path, capsys):
    """One line that is no TOML is one complaint, with its question; the other files are clean."""
    folder = tmp_path / "bank"
    shutil.copytree(FOLDER, folder)
    path = folder / "form_b.toml"
    path.write_text(path.read_text("utf-8").replace("correct = true", "correct = True", 1), "utf-8")
    assert main(["lint", "--bank", str(folder), "--errors"]) == 1
    words = capsys.readouterr().out
    assert len(re.findall("^E ", words, re.M)) == 1 and "E LOAD form_b.toml" in words
    assert ", in FRB-0" in words and "write true or false in small letters" in words
    assert "0 errors" not in words
    assert "Could not load everything: 1 mistake. In what was read: no further error" in words


@pytest.mark.slow
def test_the_shipped_bank_shows_no_warning_until_there_is_a_new_one(tmp_path, capsys):
    assert main(["lint", "--guess"]) == 0
    words = capsys.readouterr().out
    assert "second longest in characters: takes" in words and "\nform_c, " in words
    assert "0 errors, 0 warnings" in words and "known and not shown" in words
    assert not re.search("^[EW] ", words, re.M)
    folder = tmp_path / "bank"
    shutil.copytree(FOLDER, folder)
    path = folder / "form_b.toml"
    new = path.read_text("utf-8").replace('text = "', 'text = "Never: ', 1)
    path.write_text(new, "utf-8")
    main(["lint", "--bank", str(folder)])
    warned = re.findall("^W (.*)", capsys.readouterr().out, re.M)
    assert any(each.startswith("ABSOLUTE FRB-001: an option says 'Never'") for each in warned)
    assert all("FRB-001" in each for each in warned)


def test_one_question_is_shown_with_all_that_is_known_of_it(capsys):
    assert main(["lint", "--only", "GAT-005"]) == 0
    words = capsys.readouterr().out
    assert {line.split()[2] for line in words.splitlines() if line[:2] == "W "} == {"GAT-005:"}
    assert "ABSOLUTE" in words and "1 of them chosen" in words
    assert main(["lint", "--only", "LAD-0077"]) == 2
    assert "there is no question 'LAD-0077': did you mean 'LAD-007'" in capsys.readouterr().err


@pytest.mark.slow
def test_what_is_known_is_listed_only_while_it_is_found():
    known = read_known()
    (first, *_) = sorted(known)
    found = lint(load_bank())
    assert idle(found, known) == []
    without = [each for each in found if (each.code, each.item) != first]
    assert [(each.item, first[0] in each.words) for each in idle(without, known)] == [
        (first[1], True)
    ]


def test_what_is_not_committed_is_found(tmp_path):
    """A question with another word, a new one, and all of a file whose shared numbers changed."""
    for name in ("form_a.toml", "form_b.toml", "09_hours_to_arrive.toml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    files = sorted(tmp_path.glob("*.toml"))
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    with pytest.raises(NoHistoryError, match="--changed needs a git repository"):
        changed_items(tmp_path, files)
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "All"]):
        subprocess.run([*git, *command], check=True)
    assert changed_items(tmp_path, files) == frozenset()
    path = tmp_path / "form_a.toml"
    path.write_text(path.read_text("utf-8").replace('lead_in = "', 'lead_in = "So, ', 1), "utf-8")
    assert changed_items(tmp_path, files) == {"FRA-001"}
    hours = tmp_path / "09_hours_to_arrive.toml"
    hours.write_text(hours.read_text("utf-8").replace("value = 8\n", "value = 9\n", 1), "utf-8")
    asked = {item.id for item in load_bank().items if item.lesson == "09_hours_to_arrive"}
    assert changed_items(tmp_path, files) == {"FRA-001", *asked}
