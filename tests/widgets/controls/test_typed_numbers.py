"""A number can be typed on any keyboard: the field says how it was read, or asks back."""

import pytest

from tests.widgets.controls.as_a_page import opened
from widgets.controls.dosing.dose_bench import DoseBench
from widgets.controls.kinetics.infusion_lab import InfusionLab
from widgets.controls.steps import Steps
from widgets.controls.values import Values


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
    field = shown["typed"]["rate"]
    assert field["text"] == rate and field["value"] is None
    assert field["echo"] and shown["message"]["text"].endswith(field["echo"])


def test_a_number_outside_its_control_is_refused_at_its_own_field():
    shown = typed(opened(InfusionLab(rate_mg_per_kg_h=0.2)), hours="500")
    assert "500 h" in shown["message"]["text"]
    assert shown["typed"]["hours"] == {
        "text": "500",
        "echo": shown["message"]["text"],
        "value": None,
    }
    assert shown["typed"]["rate"] == {"text": "0.2", "echo": "", "value": "0.2"}


def test_a_rate_that_is_never_calculated_is_refused_at_its_field_and_one_to_be_reasoned_is_not():
    lab = opened(InfusionLab(rate_mg_per_kg_h=0.2))
    refused = typed(lab, rate="50")
    assert refused["message"]["level"] == "stop"
    assert refused["typed"]["rate"]["value"] is None
    assert refused["typed"]["rate"]["echo"] == refused["message"]["text"]
    asked = typed(lab, rate="0.6")
    assert asked["message"]["level"] == "caution" and asked["message"]["asks_reason"]
    assert asked["typed"]["rate"] == {"text": "0.6", "echo": "", "value": "0.6"}


def test_a_refused_number_is_marked_at_its_field_inside_a_case_too():
    inside = Steps(Values({"lab~hours": "500"}), "lab")
    lab = InfusionLab(rate_mg_per_kg_h=0.2)
    screen = inside.shown(lab.shows(inside.inside))
    assert screen.message.about in {each.name for each in screen.controls}
    assert screen.message.about.endswith("hours")


def test_a_field_that_is_empty_is_not_yet_wrong():
    assert opened(DoseBench(order="bolus")).shown["typed"] == {}
