"""The lint of questions sees doses outside the limits and real people, wherever they stand."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from quizzes.__main__ import main
from quizzes.authoring.lint import errors
from quizzes.engine import load_bank
from quizzes.engine.bank import FOLDER, Bank
from quizzes.engine.items import Correction
from quizzes.engine.items.arithmetic import expression

BANK = load_bank()
PLAIN = next(item for item in BANK.items if item.type == "sba" and not item.template)
REASON = "The point has moved, and the question asks who sees it."


def codes(item):
    return {each.split()[1] for each in errors(Bank((item,))) if each.split()[1] != "KEY_LENGTH"}


@pytest.mark.parametrize("field", ["vignette", "lead_in", "explanation"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ketamine runs at 5 mg/kg/h.", "DOSE_LIMIT"),
        ("The pump gives 5 milligrams of ketamine per kilo and hour.", "DOSE_LIMIT"),
        ("A woman of 70 kg, 10 mL/h of 50 mg/mL ketamine.", "DOSE_LIMIT"),
        ("Ask Mr Smith.", "REAL_PERSON"),
        ("Her MRN 00482913 is known.", "REAL_PERSON"),
    ],
)
def test_it_is_seen_in_every_text_of_a_question(field, words, code):
    assert code in codes(replace(PLAIN, **{field: f"{words} {getattr(PLAIN, field)}"}))


def test_it_is_seen_in_options_and_their_feedback():
    for field in ("text", "feedback"):
        first, *others = PLAIN.body.options
        wrong = replace(first, **{field: "Ketamine 5 mg/kg/h."})
        body = replace(PLAIN.body, options=(wrong, *others))
        assert "DOSE_LIMIT" in codes(replace(PLAIN, body=body))


def test_a_dose_may_be_shown_as_an_error_with_its_reason_and_only_then():
    wrong = replace(PLAIN, vignette=f"Ketamine runs at 5 mg/kg/h. {PLAIN.vignette}")
    assert "DOSE_LIMIT" not in codes(replace(wrong, shows_error=REASON))
    assert "DOSE_LIMIT" in codes(replace(wrong, waivers={"DOSE_LIMIT": REASON}))
    person = replace(PLAIN, vignette=f"Ask Mr Smith. {PLAIN.vignette}")
    assert "REAL_PERSON" in codes(replace(person, shows_error=REASON))
    assert "REAL_PERSON" in codes(replace(person, waivers={"REAL_PERSON": REASON}))


def test_a_mark_that_nothing_needs_is_an_error():
    assert "IDLE_MARK" in codes(replace(PLAIN, shows_error=REASON))


def test_every_mark_of_the_course_is_needed_and_every_dose_in_its_limits():
    assert errors(BANK) == []
    marked = [item for item in BANK.items if item.shows_error and item.status != "retired"]
    assert marked and all(len(item.shows_error.split()) >= 5 for item in marked)
    for item in marked:
        assert "DOSE_LIMIT" in codes(replace(item, shows_error=""))


@pytest.fixture
def folder(tmp_path):
    name = "10_curve_over_days.toml"  # without pictures, and without a counterpart elsewhere
    (tmp_path / name).write_text((FOLDER / name).read_text(encoding="utf-8"), encoding="utf-8")
    shutil.copytree(FOLDER / "figures", tmp_path / "figures")
    return tmp_path


@pytest.mark.parametrize("text", ["x = [", "", "schema = 1\nlesson = 'y'\nitems = 3\n"])
def test_no_errors_is_never_said_of_what_could_not_be_read(folder, capsys, text):
    (folder / "02_broken.toml").write_text(text, encoding="utf-8")
    assert main(["lint", "--bank", str(folder), "--errors"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert any(each.startswith("E LOAD 02_broken.toml") for each in said)
    assert not said[-1].startswith("0 errors") and said[-2].endswith("of 2 files were read.")


def test_a_broken_file_is_no_fault_of_the_others(folder, capsys):
    (folder / "02_broken.toml").write_text("x = [", encoding="utf-8")
    main(["lint", "--bank", str(folder), "--errors"])
    said = capsys.readouterr().out.splitlines()
    assert [each for each in said if each.startswith("E ")] == [
        each for each in said if each.startswith("E LOAD 02_broken.toml")
    ]
    assert said[-1].startswith("Could not load everything: 1 mistake. In what was read: no further")


def test_an_empty_folder_is_an_error(tmp_path, capsys):
    assert main(["lint", "--bank", str(tmp_path)]) == 1
    assert "holds no question" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["02_x.TOML", "02_x.toml.txt", "02_x.tom", "more/02_x.toml", "x"])
def test_a_file_that_is_not_read_is_named_as_an_error(folder, capsys, name):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x = 1", encoding="utf-8")
    assert main(["lint", "--bank", str(folder), "--errors"]) == 1
    said = capsys.readouterr().out
    assert f"E LOAD {name.partition('/')[0]}: " in said and "not read" in said
    assert "\n0 errors" not in said


def test_a_byte_order_mark_is_no_fault(folder):
    path = next(folder.glob("*.toml"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert main(["lint", "--bank", str(folder), "--errors"]) == 0


def test_a_mark_counts_only_where_the_error_stands():
    wrong = next(each for each in PLAIN.body.options if not each.correct)
    right = next(each for each in PLAIN.body.options if each.correct)

    def with_option(old, **new):
        options = tuple(
            replace(each, **new) if each is old else each for each in PLAIN.body.options
        )
        return replace(PLAIN, body=replace(PLAIN.body, options=options), shows_error=REASON)

    dose = "Ketamine 5 mg/kg/h."
    assert "DOSE_LIMIT" not in codes(with_option(wrong, text=dose))
    assert "DOSE_LIMIT" not in codes(
        with_option(wrong, feedback="Ketamine 0.7 mg/kg/h is too much.")
    )
    assert "DOSE_LIMIT" in codes(with_option(wrong, feedback=dose))
    assert "DOSE_LIMIT" in codes(with_option(right, text="Ketamine 0.7 mg/kg/h."))
    assert "DOSE_LIMIT" in codes(with_option(right, feedback="Ketamine 0.7 mg/kg/h."))
    explained = replace(PLAIN, explanation="Ketamine 0.7 mg/kg/h is given.", shows_error=REASON)
    assert "DOSE_LIMIT" in codes(explained)


def test_what_stands_beside_the_question_is_read_too():
    wrong = next(each for each in PLAIN.body.options if not each.correct)
    options = tuple(
        replace(each, misconception="Mrs Smith needs 5 mg/kg/h") if each is wrong else each
        for each in PLAIN.body.options
    )
    assert {"DOSE_LIMIT", "REAL_PERSON"} <= codes(
        replace(PLAIN, body=replace(PLAIN.body, options=options))
    )
    row = Correction(version=2, on=date(2026, 11, 27), what="The rate is 5 mg/kg/h.", key=True)
    assert "DOSE_LIMIT" in codes(replace(PLAIN, version=2, corrected=(row,)))


def test_the_number_that_is_asked_for_is_judged_in_every_variant():
    item = BANK.item("PMP-006")
    body = item.body
    assert "DOSE_LIMIT" not in codes(item)
    tenfold = replace(body, key=expression(f"({body.key.text}) * 10"))
    assert "DOSE_LIMIT" in codes(replace(item, body=tenfold))
    assert "DOSE_LIMIT" in codes(replace(item, body=replace(body, safe_max=expression("20"))))
    rates = item.template.variables
    name = next(each for each in rates if "rate" in each or "ml" in each.lower() or "flow" in each)
    late = {**rates, name: (*rates[name], rates[name][0] * 30)}
    assert "DOSE_LIMIT" in codes(replace(item, template=replace(item.template, variables=late)))
