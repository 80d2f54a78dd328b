"""A number can be typed on any keyboard: the field says how it was read, or asks back."""

import pytest

from tests.widgets.controls.as_a_page import opened
from widgets.controls.dosing.dose_bench import DoseBench
from widgets.controls.kinetics.infusion_lab import InfusionLab


def typed(explorer, **values):
    explorer.values = {**explorer.values, **values}
    return explorer.shown


@pytest.mark.parametrize("rate", ["0,1", "0.1 mg/kg/h", "0,1 mg per kg per hour", "٠٫١"])
def test_each_way_of_writing_a_rate_gives_the_same_picture(rate):
    plain = typed(opened(InfusionLab(rate_mg_per_kg_h=0.2)), concentration="10", rate="0.1")
    other = typed(opened(InfusionLab(rate_mg_per_kg_h=0.2)), concentration="10", rate=rate)
    assert other["readouts"] == plain["readouts"] != [] and other["message"] is None
    assert plain["typed"]["rate"] == {"text": "0.1", "echo": "", "value": "0.1"}
    assert other["typed"]["rate"]["value"] == "0.1"


def test_the_field_says_how_a_comma_was_read():
    shown = typed(opened(InfusionLab(rate_mg_per_kg_h=0.2)), concentration="10", rate="0,1")
    assert shown["typed"]["rate"]["echo"] == "read as 0.1"


@pytest.mark.parametrize("rate", ["0.1 mg/kg/min", "0.1 mg/h", "1,000", ".1", "0.1 mcg/kg/h"])
def test_what_is_in_another_unit_or_has_two_meanings_gives_no_number(rate):
    shown = typed(opened(InfusionLab(rate_mg_per_kg_h=0.2)), concentration="10", rate=rate)
    assert shown["message"]["level"] == "stop" and not shown["readouts"] and not shown["strokes"]
    assert shown["typed"]["rate"] == {"text": rate, "echo": "", "value": None}


def test_a_field_that_is_empty_is_not_yet_wrong():
    assert opened(DoseBench(order="bolus")).shown["typed"] == {}
