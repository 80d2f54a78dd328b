"""Every explorer as data, before and after the learner has answered, without any widget."""

import json
import re
import subprocess
import sys

import pytest

from page.sentence import SENTENCE_LIMIT
from tests.medication_lint import problems
from tests.widgets.controls.as_a_page import EXPLORERS, opened, predicted, press, said, with_values
from widgets import DoseBench, InfusionLab, MonitoringPlan, RouteLab, TrialWall
from widgets.controls.explorer_widget import ExplorerWidget
from widgets.controls.predicts import PredictsFirst

MADE = {
    **{kind.__name__: kind for kind in EXPLORERS},
    "InfusionLab that predicts": lambda: InfusionLab(predict_at_h=6),
    "RouteLab that predicts": lambda: RouteLab(predict=True),
    "TrialWall that predicts harm": lambda: TrialWall("harm"),
    "DoseBench alone": lambda: DoseBench(order="bolus", help="alone"),
}
ASKS_NOTHING = {"CasesAgain", "DoseBench", "InfusionLab", "RouteLab"}
PREDICTS = {
    "InfusionLab": MADE["InfusionLab that predicts"],
    "RouteLab": MADE["RouteLab that predicts"],
}
WIDTH_PX = 700


@pytest.fixture
def no_widget(monkeypatch):
    """A widget that is made while an explorer says itself as data fails the test."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("a widget was made")

    monkeypatch.setattr("ipywidgets.Widget.open", refuse)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("name", sorted(MADE))
def test_a_first_state_is_data_in_safe_words(name, when, no_widget):
    state = MADE[name]().first_state(when=when, width_px=WIDTH_PX)
    assert json.loads(json.dumps(state, allow_nan=False)) is not None
    assert state["heading"] and state["watermark"] and state["shown"]["sentence"]
    assert len(state["shown"]["sentence"]) <= SENTENCE_LIMIT
    assert (
        problems(said({**state["shown"], "table": state["table"], "notes": state["notes"]})) == []
    )
    message = state["shown"]["message"]
    assert message is None or message["level"] != "stop"
    if state["shown"]["strokes"]:
        assert state["shown"]["alt"] and state["backdrop"] and state["points"]


@pytest.mark.parametrize("name", sorted(MADE))
def test_after_the_answer_another_screen_stands_there(name):
    explorer = MADE[name]()
    before, after = (explorer.first_state(when=when) for when in ("before", "after"))
    assert (before["shown"] == after["shown"]) == (name in ASKS_NOTHING)


@pytest.mark.parametrize("kind", EXPLORERS, ids=lambda each: each.__name__)
def test_a_page_opens_with_the_first_state(kind):
    explorer = kind()
    page, state = ExplorerWidget(explorer), explorer.first_state()
    for part in ("heading", "watermark", "keeps", "keep_note", "controls", "aside", "values"):
        assert getattr(page, part) == state[part], part
    assert page.shown == state["shown"] and page.table == state["table"]
    assert page.notes == state["notes"] and repr(page) == repr(explorer)


@pytest.mark.parametrize(
    "kind",
    [each for each in EXPLORERS if issubclass(each, PredictsFirst)],
    ids=lambda e: e.__name__,
)
def test_the_screen_after_the_answer_is_what_the_press_shows_but_for_the_prediction(kind):
    make = PREDICTS.get(kind.__name__, kind)
    page = predicted(make())
    state = make().first_state(when="after", width_px=WIDTH_PX)
    own = [each for each in page.shown["readouts"] if not each["label"].startswith("You ")]
    assert page.shown["sentence"] == state["shown"]["sentence"]
    assert own == state["shown"]["readouts"]
    assert [c for c in page.controls if c["name"] != "why"] == state["controls"]
    assert not re.search("you said|your prediction", str(state), re.IGNORECASE)


def test_a_setting_is_taken_and_a_wrong_one_is_named():
    state = InfusionLab().first_state({"rate": "0.1", "patient": "throat"})
    assert state["shown"]["sentence"].startswith("0.1 mg/kg/h, 45 kg")
    after = MonitoringPlan().first_state({"route": "oral"}, "after")
    assert "by mouth" in after["shown"]["sentence"].lower() or "oral" in str(after["shown"]).lower()
    with pytest.raises(ValueError, match="setting must name controls of InfusionLab.*'rat'"):
        InfusionLab().first_state({"rat": "0.1"})
    with pytest.raises(ValueError, match="when must be one of before, after, got 'now'"):
        InfusionLab().first_state(when="now")


def test_an_explorer_is_no_widget_until_it_is_displayed(no_widget):
    lab = InfusionLab()
    assert repr(lab).startswith("0.05 mg/kg/h") and lab.first_state()
    with pytest.raises(AssertionError, match="a widget was made"):
        lab._repr_mimebundle_()


def test_it_is_one_widget_however_often_it_is_displayed():
    wall = TrialWall()
    data, _ = wall._repr_mimebundle_()
    assert data["text/plain"] == repr(wall)
    view = "application/vnd.jupyter.widget-view+json"
    assert data[view] == wall._repr_mimebundle_()[0][view]


def test_explorers_are_imported_without_what_makes_widgets():
    asked = (
        "import sys, widgets; print([m for m in ('anywidget', 'traitlets') if m in sys.modules])"
    )
    said_ = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert said_.stdout.strip() == "[]"


def test_one_explorer_shows_two_learners_each_their_own():
    wall = TrialWall()
    one, two = opened(wall), opened(wall)
    press(with_values(one, ketamine="60", placebo="20"), "reveal")
    assert "You said 60 on ketamine" in said(one.shown)
    assert two.shown["sentence"].startswith("Set how many")
