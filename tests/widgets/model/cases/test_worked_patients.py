"""Worked patients: one for each step of the gate; a broken file says what is broken."""

import pytest

from evidence import LeftOut
from evidence.tables import TableError
from tests.medication_lint import problems
from tests.refusals import spoiled
from widgets.controls.gate import ladder
from widgets.model.cases.worked import FILE, load_patients, load_patients_from, patient_of
from widgets.model.gate import STEPS, decide

PATIENTS = load_patients().values()


def test_each_step_on_the_way_has_a_patient():
    steps = {decide(each.findings).step for each in PATIENTS}
    assert steps == set(STEPS) - {"not_ketamine"}


def test_the_words_are_medication_safe():
    for each in PATIENTS:
        assert problems(f"{each.title} {each.story}") == []


def test_who_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"start must be one of throat, .*, got 'nobody'"):
        patient_of("nobody", "start")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[patient.findings]\npain_type", "[patient.findings]\npain_typ", "not a known finding"),
        ('opioid = "weak"', 'opioid = "feeble"', "opioid must be one of"),
        ('title = "Each breath"', 'titel = "Each breath"', "titel"),
        ('profile = "refractory"', 'profile = "refractry"', "'refractry', which is not there"),
        ('id = "thigh"', 'id = "throat"', "an id of its own"),
        ("[[patient]]", "[[patient]", "patients.toml"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(tmp_path, old, new, told):
    broken = spoiled(tmp_path, FILE, (old, new))
    with pytest.raises(TableError) as refused:
        load_patients_from(broken)
    assert told in str(refused.value) and FILE.name in str(refused.value)


def test_without_the_file_the_ladder_starts_from_nothing_known(monkeypatch):
    def left_out():
        raise LeftOut

    monkeypatch.setattr(ladder, "load_patients", left_out)
    assert [value for value, _ in ladder.Ladder().start.options] == ["unknown"]
