"""What a page asks of an explorer is answered: all of it, in one message, by its number."""

import random

import pytest

import widgets
from tests.page.test_messages import another_value
from tests.widgets.controls.as_a_page import EXPLORER_NAMES
from widgets.controls.explorer_widget import ExplorerWidget

STEPS = 8


def told_by(widget) -> list[dict]:
    """Every state that the widget sends to its page from now on."""
    told = []

    def send(message, buffers=None):
        if message["method"] == "update":  # and not an echo of what the page said
            told.append(message["state"])

    widget._send = send
    return told


@pytest.mark.parametrize("name", EXPLORER_NAMES)
def test_each_input_has_its_answer_in_one_message(name):
    widget = ExplorerWidget(getattr(widgets, name)())
    told = told_by(widget)
    chance = random.Random(name)
    widget.set_state({"frame_px": 700})
    for asked in range(1, STEPS if widget.controls else 1):
        control = chance.choice(widget.controls)
        values = {**widget.values, control["name"]: another_value(control, chance)}
        told.clear()
        widget.set_state({"values": values, "asked": asked})
        assert len(told) == 1 and told[0]["answered"] == asked and "tick" in told[0]
        # What stands on the page is what the answer left there: nothing comes after it.
        said = told[0].get("shown", widget.shown)
        assert said == widget.shown and said["sentence"] == widget.sentence


def test_an_input_that_changes_nothing_is_answered_too():
    widget = ExplorerWidget(widgets.InfusionLab())
    told = told_by(widget)
    widget.set_state({"values": dict(widget.values), "asked": 3})
    assert [set(state) for state in told] == [{"answered", "tick"}]
    assert told[0]["answered"] == 3


def test_a_scenario_that_is_opened_is_answered_after_it_stands():
    widget = ExplorerWidget(widgets.InfusionLab())
    told = told_by(widget)
    widget._handle_custom_msg({"kind": "open", "code": "no such code"}, [])
    widget.set_state({"asked": 1})
    assert "shown" in told[0] and told[0].get("answered", 0) == 0
    assert told[0]["shown"]["scenario"]["said"] and told[-1]["answered"] == 1
    assert "shown" not in told[-1]  # what was said of the code stays


def test_a_picture_of_another_width_answers_nothing_that_is_still_asked():
    widget = ExplorerWidget(widgets.InfusionLab())
    told = told_by(widget)
    widget.set_state({"frame_px": 500})
    assert told and "answered" not in told[-1]
