"""A mistake in a file is named with its line and field, and takes out nothing but what it is in."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

import evidence
from evidence.store import FOLDER as EVIDENCE
from evidence.store import read_evidence
from quizzes.engine import grade, load_bank, read_bank
from quizzes.engine.bank import FOLDER as BANK
from widgets.model.cases import FOLDER as CASES
from widgets.model.cases import load_cases, read_cases
from widgets.model.cases.screening import FILE as DOORS
from widgets.model.cases.screening import load_doors, read_doors

WHOLE_BANK = {item.id: item for item in load_bank().items}
HOURS, TRIALS = "09_hours_to_arrive.toml", "02_what_the_trials_found.toml"
ARM = "02_burning_arm.toml"


@dataclass(frozen=True)
class Mistake:
    """One change to a file, what must be said of it, and what is left out because of it.

    Where a field is `lost`, the line is that of the record that lacks it.
    """

    old: str
    new: str
    told: str
    out: tuple[str, ...]
    lost: bool = False


def spoil(path, mistake):
    """Write the mistake into a file; return the line in which it must be told to stand."""
    text = path.read_text(encoding="utf-8")
    assert mistake.old in text, f"{path.name} no longer holds {mistake.old!r}"
    at = text.index(mistake.old)
    path.write_text(text.replace(mistake.old, mistake.new, 1), encoding="utf-8")
    if mistake.lost:
        at = text.rindex("\n[[", 0, at) + 1
    before = text[:at].count("\n") + 1
    same = next(
        (n for n, (a, b) in enumerate(zip(mistake.old, mistake.new, strict=False)) if a != b),
        min(len(mistake.old), len(mistake.new)),
    )
    return before if mistake.lost else before + mistake.old[:same].count("\n")


def copied(tmp_path, folder, *ignored):
    skip = shutil.ignore_patterns("*.py", "__pycache__", *ignored)
    return Path(shutil.copytree(folder, tmp_path / folder.name, ignore=skip))


def assert_told(problems, file, line, mistake):
    """One sentence tells it: file, line, field and what may be meant."""
    assert len(problems) == 1, problems
    (said,) = problems
    assert said.startswith(f"{file}, line {line}: ") or f"(at line {line}," in said, (line, said)
    assert said.startswith(file) and mistake.told in said, said


def ids_of(file):
    return tuple(each for each, item in WHOLE_BANK.items() if f"{item.lesson}.toml" == file)


ONE, WITH_NUMBER = "INF-001", "{kamp_slow_80_h"
QUESTIONS = {
    "a typed field": Mistake(
        'explanation = "', 'explanaton = "', "explanaton: is not a known field: did you", ()
    ),
    "a field that is missing": Mistake('bloom = "recall"\n', "", "bloom: is missing", (), True),
    "a wrong type": Mistake("time_s = ", 'time_s = "x" # ', "time_s: must be a whole number", ()),
    "a wrong word": Mistake(
        'place = "before"', 'place = "befor"', "place: must be one of", ()
    ),
    "an unknown claim": Mistake('claims = ["', 'claims = ["C999", "', "claims: names 'C999'", ()),
    "an unknown source": Mistake('sources = ["S-', 'sources = ["S-X", "S-', "names 'S-X'", ()),
    "an unknown objective": Mistake('objective = "O', 'objective = "O9', "objective: names", ()),
    "a brace": Mistake('explanation = "', 'explanation = "{oops} ', "there is no number named", ()),
    "no question mark": Mistake('?"\nexplanation', '."\nexplanation', "must end as a question", ()),
    "markup": Mistake('explanation = "', 'explanation = "<b>', "may not hold < or >", ()),
    "a version that is true": Mistake("version = ", "version = true #", "a whole number", ()),
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_mistake_in_a_question_takes_out_that_question(tmp_path, name):
    folder, mistake = copied(tmp_path, BANK), QUESTIONS[name]
    path = folder / HOURS
    head, first = path.read_text(encoding="utf-8").split("\n[[items]]", 1)
    assert mistake.old in first
    # the mistake goes into the first question that can have it
    own = "\n[[items]]" + first
    path.write_text(own, encoding="utf-8")
    line = spoil(path, mistake) + head.count("\n")
    changed = path.read_text(encoding="utf-8")
    path.write_text(head + changed, encoding="utf-8")
    bank = read_bank(folder)
    at = own.index(mistake.old)
    out = re.findall(r'^id = "([A-Z]+-\d+)"', own[: own.find("\n[[items]]", at) + 1 or None], re.M)
    assert_told(bank.problems, HOURS, line, mistake)
    assert out[-1] in bank.problems[0]
    assert {item.id for item in bank.items} == set(WHOLE_BANK) - {out[-1]}
    assert [each.id for each in bank.left_out] == [out[-1]]


TORN = {
    "a curly quote": ('lesson = "', "lesson = \u201c", "curly quotes"),
    "True": ("correct = true", "correct = True", "true or false in small letters"),
    "a field twice": ('lesson = "', 'schema = 1\nlesson = "', "this field stands here twice"),
    "no end of a text": ('status = "live"', 'status = "live', "a quote is missing"),
    "no value": ('status = "live"', "status = ", "nothing stands behind the ="),
    "no quotes": ('status = "live"', "status = live", "a text stands in quotes"),
    "a colon": ('status = "live"', 'status: "live"', "write = and not a colon"),
    "half a bracket": ("[[items.options]]", "[[items.options", "a ] is missing"),
    "a quote in a text": ('vignette = "', 'vignette = "A "word" ', "ends at its second quote"),
    "a naked decimal": ("time_s = ", "time_s = .5 #", "write a 0 before the point"),
    "a comma in a number": ("time_s = ", "time_s = 0,5 #", "a point, not a comma"),
}


@pytest.mark.parametrize("name", TORN)
def test_a_file_that_is_no_toml_takes_out_its_own_questions(tmp_path, name):
    folder, (old, new, hint) = copied(tmp_path, BANK), TORN[name]
    line = spoil(folder / TRIALS, Mistake(old, new, hint, ()))
    bank = read_bank(folder)
    assert_told(bank.problems, TRIALS, line, Mistake(old, new, hint, ()))
    assert {item.id for item in bank.items} == set(WHOLE_BANK) - set(ids_of(TRIALS))
    assert bank.left_out_at("02_what_the_trials_found", "exit")
    assert not bank.left_out_at("01_why_it_is_tempting", "exit")


def test_the_question_around_a_torn_line_is_named(tmp_path):
    folder = copied(tmp_path, BANK)
    text = (folder / TRIALS).read_text(encoding="utf-8")
    place = text.index("correct = true", text.index('id = "TRI-005"'))
    torn = text[:place] + "correct = True" + text[place + len("correct = true") :]
    (folder / TRIALS).write_text(torn, encoding="utf-8")
    assert ", in TRI-005: write true or false" in read_bank(folder).problems[0]


def test_one_id_in_two_questions_takes_out_both(tmp_path):
    folder = copied(tmp_path, BANK)
    line = spoil(folder / HOURS, Mistake('id = "INF-002"', 'id = "TRI-001"', "", ()))
    bank = read_bank(folder)
    assert bank.problems == (
        f"{HOURS}, line {line}: TRI-001: id: is used twice, first in {TRIALS}",
    )
    assert {item.id for item in bank.items} == set(WHOLE_BANK) - {"TRI-001", "INF-002"}


def test_a_number_that_questions_share_takes_out_those_that_use_it(tmp_path):
    folder = copied(tmp_path, BANK)
    spoil(folder / HOURS, Mistake('"limit:infusion_cancer_pain.low"', '"limit:none.low"', "", ()))
    bank = read_bank(folder)
    assert len(bank.problems) == 1 and "numbers: infusion_low: from" in bank.problems[0]
    text = (folder / HOURS).read_text(encoding="utf-8").split("[[items]]")[1:]
    users = {re.search(r'id = "([A-Z]+-\d+)"', each)[1] for each in text if "infusion_low" in each}
    assert users and {item.id for item in bank.items} == set(WHOLE_BANK) - users


def test_what_is_left_grades_as_before(tmp_path):
    folder = copied(tmp_path, BANK)
    spoil(folder / HOURS, QUESTIONS["a typed field"])
    for item in read_bank(folder).items:
        if item.type == "sba":
            for option in item.body.options:
                assert grade(item, option.id) == grade(WHOLE_BANK[item.id], option.id)


RECORDS = {
    "a typed field": Mistake(
        "wording = 'Hardy 2012", "wordng = 'Hardy 2012", "", ("facts", "F-C03")
    ),
    "a status that is none": Mistake(
        "status = 'verified'", "status = 'verifed'", "did you mean 'verified'", ("facts", "F-C01")
    ),
    "a wrong type": Mistake("value = 2,", "value = '2',", "must be a number", ("facts", "F-C03")),
    "an unknown source": Mistake("'S-GWENT'", "'S-GWEND'", "did you mean", ("facts", "F-C02")),
    "no status": Mistake("status = 'verified'\n", "", "is missing", ("facts", "F-C01"), True),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_a_mistake_in_a_record_takes_out_what_rests_on_it(tmp_path, name):
    folder, mistake = copied(tmp_path, EVIDENCE), RECORDS[name]
    line = spoil(folder / "facts/cause.toml", mistake)
    known, problems = read_evidence(folder)
    collection, out = mistake.out
    assert len({re.match(r".*?, line \d+", each)[0] for each in problems}) <= 2, problems
    assert any(mistake.told in each and out in each for each in problems), problems
    assert any(each.startswith(f"facts/cause.toml, line {line}: ") for each in problems), problems
    whole = evidence.load()
    assert set(whole.facts) - set(known.facts) == {out}
    assert dict(known.claims) == dict(whole.claims) and dict(known.limits) == dict(whole.limits)
    with pytest.raises(evidence.LeftOut):
        getattr(known, collection)[out]
    bank = read_bank(BANK, known)
    assert bank.problems == ()  # of the questions nothing is wrong
    rests = {each.id for each in WHOLE_BANK.values() if out in repr(each)}
    assert rests == set(WHOLE_BANK) - {item.id for item in bank.items}


BOUNDS = {
    "a bound of another type": ("limits.toml", "high = 0.5", "high = '0.5'"),
    "a bound without its unit": ("limits.toml", "value = 50\nunit = 'mg'\n", "value = 50\n"),
    "a torn line": ("limits.toml", "low = 0.05", "low = .05"),
    "no file": ("limits.toml", "", ""),
    "a source of a bound": ("sources/pharmacology.toml", "id = 'S-BRED2013'", "id = 'S-BRED2031'"),
    "what is watched": ("monitoring.toml", "status = '", "status = 'x"),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_with_one_bound_missing_none_is_given(tmp_path, name):
    folder, (file, old, new) = copied(tmp_path, EVIDENCE), BOUNDS[name]
    if old:
        files = [path for path in folder.rglob("*.toml") if old in path.read_text("utf-8")]
        path = folder / file if (folder / file) in files else files[0]
        spoil(path, Mistake(old, new, "", ()))
    else:
        (folder / file).unlink()
    known, problems = read_evidence(folder)
    assert problems
    closed = known.monitoring if file == "monitoring.toml" else known.limits
    for ask in (
        lambda: closed["infusion_cancer_pain"],
        lambda: list(closed.values()),
        lambda: len(closed),
    ):
        with pytest.raises(evidence.LeftOut):
            ask()
    assert "infusion_cancer_pain" not in closed


def test_no_question_is_held_against_bounds_that_are_not_whole(tmp_path):
    folder = copied(tmp_path, EVIDENCE)
    spoil(folder / "limits.toml", Mistake("high = 0.5", "high = '0.5'", "", ()))
    known, _ = read_evidence(folder)
    bank = read_bank(BANK, known)
    assert bank.problems == () and bank.items and bank.left_out
    assert not any(item.type in ("numeric", "write_order") for item in bank.items)


STORIES = {
    "a finding that is none": Mistake(
        'opioid = "strong"', 'opiod = "strong"', "opiod: is not a known finding: did you", ()
    ),
    "a word that no finding has": Mistake(
        'adjuvant = "none"', 'adjuvant = "nonee"', "did you mean 'none'", ()
    ),
    "a field that is none": Mistake("trap = ", "trapp = ", "trapp: is not a known field: did", ()),
    "a source that is none": Mistake('source = "C10"', 'source = "C10x"', "source: names what", ()),
    "a dose ten times too high": Mistake(
        'trap = "', 'trap = "Ketamine at 5 mg/kg/h. ', "trap: ", ()
    ),
    "a profile that is none": Mistake('"newly_met"', '"newly_mett"', "mean 'newly_met'", ()),
    "a torn line": Mistake('trap = "', "trap = \u201c", "curly quotes", ()),
    "a number that is taken": Mistake('number = "2"', 'number = "1"', "the number of 01_add", ()),
    "a step that the gate does not give": Mistake(
        '"best", step = "treat_cause"', '"best", step = "third_line"', "the gate gives", ()
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_a_mistake_in_a_case_takes_out_that_case(tmp_path, name):
    folder, mistake = copied(tmp_path, CASES), STORIES[name]
    line = spoil(folder / ARM, mistake)
    cases, problems = read_cases(folder)
    assert any(mistake.told in each for each in problems), problems
    if name == "a step that the gate does not give":
        line = next(n for n, each in enumerate((folder / ARM).read_text("utf-8").split("\n"), 1)
                    if each == "options = [" and n > line - 5)  # fmt: skip
    assert_told(problems, ARM, line, mistake)
    whole = load_cases()
    assert dict(cases.items()) == {k: v for k, v in whole.items() if k != "02_burning_arm"}
    with pytest.raises(evidence.LeftOut):
        cases["02_burning_arm"]


def test_a_broken_profile_takes_out_the_cases_that_start_from_it(tmp_path):
    folder = copied(tmp_path, CASES)
    spoil(folder / "profiles.toml", Mistake('opioid = "strong"', 'opioid = "stronk"', "", ()))
    cases, problems = read_cases(folder)
    assert len(problems) == 1 and "did you mean 'strong'" in problems[0]
    text = {path.stem: path.read_text("utf-8") for path in folder.glob("[0-9]*.toml")}
    start = {name for name, each in text.items() if 'profile = "refractory"' in each}
    assert start and set(cases) == set(text) - start


def test_a_broken_door_takes_out_that_door(tmp_path):
    path = tmp_path / DOORS.name
    shutil.copy(DOORS, path)
    line = spoil(path, Mistake('id = "angina"\nfinding', 'id = "angina"\nfindin', "", ()))
    doors, problems = read_doors(path)
    assert problems[-1].startswith(f"vignettes.toml, line {line}: door angina: findin: is not a")
    assert doors == tuple(each for each in load_doors() if each.id != "angina")
