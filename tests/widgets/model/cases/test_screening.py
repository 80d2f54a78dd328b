"""Doors: each door of the gate has a closed one, rounds are balanced and differ."""

import pytest

from tests.medication_lint import problems
from tests.refusals import spoiled
from widgets.model.cases import CaseError
from widgets.model.cases.screening import FILE, ROUND, draw_round, load_doors, load_doors_from
from widgets.model.gate import CAUTIONS, CONTRAINDICATIONS


def test_every_contraindication_has_a_closed_door_and_the_six_have_look_alikes():
    closed = {door.finding for door in load_doors() if door.closed}
    alike = {door.finding for door in load_doors() if not door.closed}
    assert closed == set(CONTRAINDICATIONS)
    assert alike >= {
        name for name, each in CONTRAINDICATIONS.items() if each.origin == "source document"
    }


def test_each_caution_has_a_door_that_it_does_not_close():
    cautions = {door.finding for door in load_doors() if door.is_caution}
    assert cautions == set(CAUTIONS)
    assert not any(door.closed for door in load_doors() if door.is_caution)


@pytest.mark.parametrize("seed", range(40))
def test_a_round_is_half_closed_and_never_asks_a_door_twice(seed):
    doors = draw_round(seed)
    assert len({door.id for door in doors}) == ROUND
    assert sum(door.closed for door in doors) == ROUND // 2
    for closed in (True, False):
        names = [door.finding for door in doors if door.closed == closed]
        assert len(set(names)) == len(names)


def test_rounds_differ_and_repeat():
    assert draw_round(3) == draw_round(3)
    assert len({tuple(door.id for door in draw_round(seed)) for seed in range(20)}) > 15


def test_the_words_are_medication_safe():
    for door in load_doors():
        assert problems(f"{door.says} {door.why}") == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('finding = "pregnancy"', 'finding = "opioid"', "opioid"),
        ('source = "C23a"', 'source = "C99"', "C99"),
        ('id = "failure"', 'id = "angina"', "id: is used twice"),
        ("why = ", "because = ", "because"),
        ('value = "present"', 'value = "sometimes"', "sometimes"),
    ],
)
def test_a_broken_file_names_the_door(tmp_path, old, new, told):
    with pytest.raises(CaseError, match=told):
        load_doors_from(spoiled(tmp_path, FILE, (old, new)))
