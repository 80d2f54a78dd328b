"""The gate in a lesson: a patient worked through, the doors counted, the cases counted."""

import re
import tomllib
from pathlib import Path

import pytest

from evidence import chip
from evidence.tables import find
from tests.widgets.view.marks import cells, numbers, plain
from widgets.model import cases
from widgets.model.cases.worked import load_patients
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS, decide
from widgets.view.gate.decision import criteria_readouts, gate_sentence, steps_in_words
from widgets.view.gate.lesson_words import (
    doors_table,
    worked_criteria,
    worked_gate,
)

ALL = sorted(load_patients())
FILES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in Path(cases.FOLDER).glob("*.toml")
    if path.name != cases.PROFILES.name
}


def steps_of(words):
    """The numbered steps, each with its chip's words and without its sources."""
    without_sources = re.sub(r"<ul>.*?</ul>", "", words.html)
    return [plain(each) for each in re.findall(r"<li>(.*?)</li>", without_sources)]


def chip_words(record):
    return chip(find(record)).status_words.capitalize()


@pytest.mark.parametrize("patient_id", ALL)
def test_a_patient_is_worked_to_the_first_thing_that_is_not_done(patient_id):
    patient = load_patients()[patient_id]
    decision = decide(patient.findings)
    met = [r for r in decision.reasons if r.standing == "met"]
    open_ones = [r for r in decision.reasons if r.standing != "met"]
    words = worked_gate(patient_id)
    steps = steps_of(words)
    done = [s for s in steps if s.startswith("Done: ")]
    for step, reason in zip(done, met[:4], strict=True):
        assert step.startswith(f"Done: {reason.says} {chip_words(reason.claim)}")
    against = [s for s in steps if s.startswith("Not done")]
    for step, reason in zip(against, open_ones[:1], strict=True):
        assert step.startswith(f"Not done, or against it: {reason.says} {chip_words(reason.claim)}")
    assert steps[-1].endswith(f"{steps_in_words(decision)}.")
    assert len(steps) == len(done) + len(against) + 1
    assert repr(words) == gate_sentence(decision)
    assert patient.title in words.html and patient.story in plain(words.html)
    assert plain(words.html).endswith(decision.would_change[0])


@pytest.mark.parametrize("patient_id", ALL)
def test_the_criteria_of_a_patient_are_numbered_once(patient_id):
    decision = decide(load_patients()[patient_id].findings)
    steps = steps_of(worked_criteria(patient_id))
    for step, (label, standing, claim) in zip(steps, criteria_readouts(decision), strict=True):
        assert step.startswith(f"{label[2:]}: {standing}. {chip_words(claim)}")
    assert repr(worked_criteria(patient_id)) == gate_sentence(decision)


@pytest.mark.parametrize("show", [worked_gate, worked_criteria])
def test_an_unknown_patient_is_named(show):
    with pytest.raises(ValueError, match="patient must be one of .*, got 'nobody'"):
        show("nobody")


def test_the_doors_are_counted_by_who_names_them():
    words = doors_table()
    document = [n for n, each in CONTRAINDICATIONS.items() if each.source in
                ("C23a", "C23b", "C23c", "C23d", "C23e")]  # fmt: skip
    cautions = [each for name, each in CAUTIONS.items() if name not in CONTRAINDICATIONS]
    doors = len(CONTRAINDICATIONS)
    assert numbers(words.sentence) == [
        *(doors, len(document), doors - len(document), len(cautions)),
    ]
    table = cells(words.html)
    assert len(table) == doors + len(cautions)
    for row, each in zip(table, [*CONTRAINDICATIONS.values(), *cautions], strict=True):
        assert row[0].lower().startswith(each.words) and row[0][0].isupper()
        assert row[1].lower() == each.origin.lower() and row[1][0].isupper()
        assert row[2] == chip(find(each.source)).status_words
        assert ("a caution" in row[0]) == (each in cautions)
