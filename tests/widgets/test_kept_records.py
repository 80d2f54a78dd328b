"""What a model has computed or read is kept and shared: nobody can change it afterwards."""

from dataclasses import make_dataclass
from types import ModuleType

import pytest

import widgets.model
import widgets.view
from tests.records import changeable, records_of

COLLECTS = {"widgets.model.cases.table.CaseFile"}  # takes up what is wrong while a file is read


@pytest.mark.parametrize("package", [widgets.model, widgets.view])
def test_no_record_can_be_changed_once_it_is_made(package):
    assert len(records_of(package)) > 9
    assert changeable(package) - COLLECTS == set()


def test_a_record_that_can_be_changed_is_found():
    package = ModuleType("room")
    package.__path__ = []
    for name, frozen in (("Kept", True), ("Open", False)):
        made = make_dataclass(name, ["dose_mg"], frozen=frozen)
        made.__module__ = "room"
        setattr(package, name, made)
    assert changeable(package) == {"room.Open"}
