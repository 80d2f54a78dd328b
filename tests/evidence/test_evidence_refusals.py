"""A broken evidence file is refused, and the error names the file, the id and what was wrong."""

import re
import shutil
from pathlib import Path

import pytest

import evidence
from evidence import EvidenceError, load_from

HOME = Path(evidence.__file__).parent
LINE = re.compile(r", line \d+")  # tests/course/tree/test_broken_files.py holds the lines

# file, what stands there, what to write instead, what the error must say
BREAKS = {
    "unknown source": (
        "facts/safety.toml", "sources = ['S-BOWDLE1998']", "sources = ['S-NOBODY']",
        "facts/safety.toml: F-S01: there is no 'S-NOBODY' among the sources",
    ),
    "unknown claim": (
        "limits.toml", "claims = ['C16']", "claims = ['C99']",
        "limits.toml: bolus_acute_pain_ceiling: there is no 'C99' among the claims",
    ),
    "unknown reference": (
        "claims/3_dosing.toml", "references = ['2']", "references = ['7']",
        "claims/3_dosing.toml: C14: there is no '7' among the references",
    ),
    "id used twice": (
        "facts/safety.toml", "id = 'F-S02'", "id = 'F-S01'",
        "facts/safety.toml: F-S01: id: is used twice",
    ),
    "status: is missing": (
        "facts/mechanism.toml", "status = 'verified'\n", "",
        "facts/mechanism.toml: F-M01: status: is missing",
    ),
    "unknown status": (
        "facts/mechanism.toml", "status = 'verified'", "status = 'certain'",
        "facts/mechanism.toml: F-M01: status: must be one of verified, derived, from-memory, "
        "not-found; got 'certain'",
    ),
    "a fact set by the course": (
        "facts/mechanism.toml", "status = 'verified'", "status = 'course'",
        "F-M01: status: must be one of",
    ),
    "unknown verdict": (
        "claims/1_recommendation.toml", "verdict = 'unverified'", "verdict = 'probably'",
        "claims/1_recommendation.toml: C02: verdict: must be one of",
    ),
    "unknown field": (
        "reviews.toml", "name = 'Culp 2021'", "name = 'Culp 2021'\ncolour = 'red'",
        "reviews.toml: R-CULP2021: colour: is not a known field",
    ),
    "missing field": (
        "claims/3_dosing.toml", "teach = 'Draw it as", "memory_note = 'Draw it as",
        "claims/3_dosing.toml: C16: teach: is missing",
    ),
    "a check in ten years": (
        "sources/cause.toml", "check_by = 2027-05-31", "check_by = 2099-01-01",
        "check_by: must be in",
    ),
    "a range above the hard limit": (
        "limits.toml", "high = 0.5\nunit = 'mg/kg/h'", "high = 5\nunit = 'mg/kg/h'",
        "infusion_cancer_pain: 5 mg/kg/h is above the hard limit",
    ),
    "a hard limit that is hard no more": (
        "limits.toml", "hard = true\n", "",
        "must be there, with a value and hard = true",
    ),
    "a machine's page without its flag": (
        "sources/cause.toml", "page = 'https://pallipedia.org/who-managing-cancer-pain'",
        "page = 'https://www.droracle.ai/articles/1/ketamine'",
        "the pages of droracle.ai are machine-written",
    ),
    "a limit without a unit": (
        "limits.toml", "value = 50\nunit = 'mg'\n", "value = 50\n",
        "limits.toml: oral_cap: unit: is missing: a number without a unit",
    ),
    "a quantity without a unit": (
        "facts/pharmacokinetics.toml", "low = 27, high = 31, unit = 'percent' }",
        "low = 27, high = 31 }",
        "facts/pharmacokinetics.toml: F-P03: quantities 1: unit: is missing: a number without a "
        "unit",
    ),
    "a count without a unit": (
        "trials/controlled.toml", "control_n = 92\nunit = 'patients'\n", "control_n = 92\n",
        "T-HARDY2012: counts 1: unit: is missing: a number without a unit",
    ),
    "a parameter without a unit": (
        "kinetic_models.toml", "v1_l = 25.0", "v1 = 25.0",
        "kinetic_models.toml: kamp_2020: parameters: holds a number without a unit: the name 'v1'",
    ),
    "an unknown unit": (
        "limits.toml", "value = 50\nunit = 'mg'", "value = 50\nunit = 'mg/kg/min'",
        "limits.toml: oral_cap: unit: must be one of",
    ),
    "text for a number": (
        "limits.toml", "value = 50", "value = '50'",
        "limits.toml: oral_cap: value: must be a number, got '50'",
    ),
    "a number for text": (
        "limits.toml", "label = 'Oral doses for cancer pain'", "label = 3",
        "limits.toml: oral_times_daily: label: must be words, got 3",
    ),
    "not a number": (
        "limits.toml", "value = 50", "value = nan",
        "limits.toml: oral_cap: value: must be a number, got nan",
    ),
    "low above high": (
        "limits.toml", "low = 0.05\nhigh = 0.5", "low = 5.0\nhigh = 0.5",
        "limits.toml: infusion_cancer_pain: low must be below high",
    ),
    "low without high": (
        "limits.toml", "low = 0.05\nhigh = 0.5", "low = 0.05",
        "limits.toml: infusion_cancer_pain: has one of low and high without the other",
    ),
    "no number at all": (
        "limits.toml", "value = 50\n", "", "limits.toml: oral_cap: has no number",
    ),
    "steps that fall": (
        "limits.toml", "steps = [100, 300, 500]", "steps = [300, 100, 500]",
        "limits.toml: burst_ladder_per_24_h: steps must rise",
    ),
    "an estimate outside its interval": (
        "trials/controlled.toml", "value = 1.95", "value = 19.5",
        "T-HARDY2012: effects 4: value 19.5 lies outside its own interval 1.46 to 2.61",
    ),
    "more events than patients": (
        "trials/controlled.toml", "ketamine_events = 29", "ketamine_events = 129",
        "T-HARDY2012: counts 1: events must be at most n",
    ),
    "a wrong line": (
        "claims/3_dosing.toml", "source_line = 'L18'", "source_line = '18'",
        'claims/3_dosing.toml: C14: source_line: must look like "L5", or be "none", got \'18\'',
    ),
    "a link that is none": (
        "sources/incidents.toml", "page = 'https://psnet", "page = 'psnet",
        "sources/incidents.toml: S-PSNET: page: must look like https://site.org/page",
    ),
    "a DOI with its address": (
        "sources/trials.toml", "doi = '10.1200/JCO.2012.42.1081'",
        "doi = 'https://doi.org/10.1200/JCO.2012.42.1081'",
        "sources/trials.toml: S-HARDY2012: doi: must look like",
    ),
    "words of a recalled fact where a page could show them": (
        "facts/mechanism.toml", "withheld = 'Wind-up is", "wording = 'Wind-up is",
        "facts/mechanism.toml: F-M02: status 'from-memory' wants its words in withheld",
    ),
    "a recalled fact promoted in its status only": (
        "facts/mechanism.toml", "status = 'from-memory'", "status = 'verified'",
        "facts/mechanism.toml: F-M02: status 'verified' wants its words in wording",
    ),
    "a figure seen where nothing was seen": (
        "facts/safety.toml", "sources = ['S-BOWDLE1998']", "sources = ['S-ESMO2018']",
        "F-S01: standing 'verified' needs a source whose text was seen, got S-ESMO2018",
    ),
    "a fact without a source": (
        "facts/safety.toml", "sources = ['S-BOWDLE1998']", "sources = []",
        "F-S01: standing 'verified' needs a source whose text was seen, got none",
    ),
    "a source that a machine wrote": (
        "facts/safety.toml", "sources = ['S-BOWDLE1998']", "sources = ['S-DRORACLE']",
        "facts/safety.toml: F-S01: S-DRORACLE is machine-written and can back nothing",
    ),
    "a source that turns out to be machine-written": (
        "sources/reviews.toml", "short = 'Culp 2021'",
        "short = 'Culp 2021'\nmachine_written = true",
        "reviews.toml: R-CULP2021: S-CULP2021 is machine-written and can back nothing",
    ),
    "malformed TOML": (
        "reviews.toml", "[[review]]", "[[review]",
        "reviews.toml: cannot be read as TOML",
    ),
    "an unknown table": (
        "reviews.toml", "[[review]]", "[[opinion]]\nid = 'X'\n\n[[review]]",
        "reviews.toml: unknown table 'opinion'",
    ),
    "one table for many": (
        "references.toml", "[[reference]]", "[reference]",
        "references.toml:",
    ),
    "a part that is no table": (
        "facts/pharmacokinetics.toml", "quantities = [{ name = 'bioavailability', value = 29, "
        "low = 27, high = 31, unit = 'percent' }]", "quantities = ['29%']",
        "F-P03: quantities 1: must be a table, got '29%'",
    ),
}  # fmt: skip


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "evidence"
    shutil.copytree(HOME, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return folder


def break_once(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems_of(folder):
    with pytest.raises(EvidenceError) as caught:
        load_from(folder)
    assert all(problem in str(caught.value) for problem in caught.value.problems)
    return caught.value.problems


def test_an_unbroken_copy_is_read(copy):
    assert load_from(copy) == evidence.load()


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_file_is_refused(copy, name):
    file, old, new, words = BREAKS[name]
    break_once(copy, file, old, new)
    found = [LINE.sub("", problem) for problem in problems_of(copy)]
    assert any(words in problem for problem in found), found


@pytest.mark.parametrize(
    "name", [n for n in BREAKS if n not in ("id used twice", "one table for many")]
)
def test_one_fault_gives_one_complaint(copy, name):
    file, old, new, _ = BREAKS[name]
    break_once(copy, file, old, new)
    found = problems_of(copy)
    # Text that lost its field can leave two marks: the field that is missing and the new one.
    assert len(found) == 1, found


def test_all_problems_of_all_files_come_at_once(copy):
    chosen = ["unknown source", "unknown verdict", "a limit without a unit", "malformed TOML",
              "missing field", "low above high"]  # fmt: skip
    for name in chosen:
        file, old, new, _ = BREAKS[name]
        break_once(copy, file, old, new)
    found = problems_of(copy)
    for name in chosen:
        assert any(BREAKS[name][3] in LINE.sub("", each) for each in found), (name, found)
    with pytest.raises(EvidenceError, match=rf"^{len(found)} problems in the evidence:\n- "):
        load_from(copy)


def test_a_missing_file_and_a_stray_file_are_named(copy):
    (copy / "guidelines.toml").unlink()
    (copy / "opinions.toml").write_text("[[opinion]]\n", encoding="utf-8")
    found = problems_of(copy)
    assert "guidelines.toml: the file is missing" in found
    assert "opinions.toml: no such evidence file is known" in found


def test_without_kinetic_models_the_rest_is_read(copy):
    (copy / "kinetic_models.toml").unlink()
    assert load_from(copy).models == {}


def test_a_text_that_is_not_utf_8_is_named(copy):
    (copy / "reviews.toml").write_bytes(b"\xff\xfe")
    assert any(re.match(r"reviews\.toml: cannot be read", each) for each in problems_of(copy))


def test_an_empty_folder_is_refused(tmp_path):
    assert len(problems_of(tmp_path)) == 13
