"""A prediction is what the learner set, for its own setting, and nothing gives its answer away."""

import json
import re

import pytest

import widgets
from evidence.errors import LearnerError
from tests.widgets.controls.as_a_page import (
    EXPLORERS,
    control_of,
    names,
    opened,
    predict,
    predicted,
    press,
    said,
    with_values,
)
from tests.widgets.controls.cases.small import go_to_decision
from tests.widgets.controls.test_first_state import MADE
from widgets import ChanceLab, InfusionLab, ResponderTest, TrialWall
from widgets.controls.inputs import Checks, Number, Options
from widgets.controls.predicts import PredictsFirst
from widgets.controls.values import Values

# What opens its answer with a press, however it asks.
ASKING = {
    name: make
    for name, make in MADE.items()
    if make().answered(Values()) and name not in ("InfusionLab", "RouteLab")
}
PREDICTING = sorted(name for name, make in ASKING.items() if isinstance(make(), PredictsFirst))
# They begin a round or show a working that the learner asks for: nothing is predicted there.
ONLY_BEGINS = {"ContraindicationScreen", "DoseBench alone"}
SETTING = {  # one control that changes what the question is about
    "ChanceLab": {"size": "92"},
    "ResponderTest": {"respond": "2"},
    "InfusionLab that predicts": {"rate": "0.2"},
    "RouteLab that predicts": {"subcut_share": "60"},
}
OF_WHAT_WAS_KEPT = {"CasesAgain"}  # the choices of an earlier day: nothing is there to open
WITHOUT_A_PICTURE = {"CaseCount"}
COUNTS_BELOW_TEN = {"ForestPlot", "GuidelineTimeline"}  # such a number stands in every question
ASKS_WHY_ITSELF = {"InfusionLab that predicts"}  # the learner first says why, then reads it
RESULT = re.compile(
    r"\b(?:stay(?:s|ed)|fell|falls|rose|rises|grew|grows|the same|unchanged|found|measured)\b", re.I
)
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")


def untouched(name):
    page = opened(ASKING[name]())
    if "case" in names(page):  # which case it is, is no answer
        go_to_decision(with_values(page, case=page.controls[0]["options"][0][0]))
    page.frame_px = 700
    return page


def buttons(page):
    return [c["name"] for c in page.controls if c["kind"] == "action"]


def numbers(text):
    return {each.rstrip(",") for each in NUMBER.findall(text)}


def drawn(page):
    """The words of the picture, in it and for those who do not see it."""
    shown, picture = page.shown, page.visit.screen.picture
    labels = [stroke["label"] for stroke in shown["strokes"]]
    if picture:
        labels += [panel.y_label for panel in picture.panels] + [picture.x_label]
        labels += [str(each) for each in picture.standing]
    return "\n".join([shown["alt"], *labels])


def everything(page):
    """Each word and number of the screen but for the question's own, the picture's among them."""
    shown = page.shown
    parts = [drawn(page), page.backdrop, json.dumps(shown["scenario"])]
    parts += [json.dumps(page.widget.table), json.dumps(page.widget.notes)]
    parts += [json.dumps(shown[part]) for part in ("readouts", "working", "passages", "lead")]
    return re.sub(
        r'(?<= )(?:d|id|x|y|style|points|transform|xlink:href)="[^"]*"', "", "\n".join(parts)
    )


def test_each_explorer_of_the_front_door_asks_or_has_nothing_to_ask():
    asks = {name.split(" that ")[0] for name in ASKING}
    free = {kind.__name__ for kind in EXPLORERS} - asks - {"DoseBench"} - OF_WHAT_WAS_KEPT
    assert free == set(), f"{free}: what opens them, or why is nothing asked?"


@pytest.mark.parametrize("name", sorted(set(ASKING) - ONLY_BEGINS))
def test_a_press_on_what_is_untouched_asks_for_it_and_shows_nothing(name):
    page = untouched(name)
    controls, lead, alt = list(page.controls), page.shown["lead"], page.shown["alt"]
    press(page, buttons(page)[-1])
    assert page.controls == controls, "the question still stands"
    message = page.shown["message"]
    assert message and re.search(r"\b(?:first|least)\b", message["text"]), message
    assert "you said" not in said(page.shown).lower() and not page.shown["readouts"]
    assert page.shown["lead"] == lead and page.shown["alt"] == alt


@pytest.mark.parametrize("name", PREDICTING)
def test_a_prediction_can_be_changed_until_the_press_and_made_again_after_it(name):
    page = untouched(name)
    press(page, buttons(page)[0])
    predict(page)  # takes the press back: nothing is revealed by the first touch
    assert "again" not in names(page) and buttons(page) == ["reveal"]
    press(page, "reveal")
    assert "reveal" not in names(page)
    assert bool(page.shown["strokes"]) == (name not in WITHOUT_A_PICTURE)
    verdicts = [each["heading"] for each in page.shown["lead"]]
    assert any(each.startswith("Your prediction: ") for each in verdicts) or (
        name == "SeriesVersusTrial"  # it was about all four causes, and none is on
    )
    press(page, "again")
    guesses = [c for c in page.controls if c["name"].startswith("1~")]
    assert len(guesses) == len(page.visit.explorer.guesses) + 1
    assert not any(page.values.get(each["name"]) for each in guesses), "untouched again"
    assert not page.shown["readouts"] and "you said" not in said(page.shown).lower()


def wrong(name):
    """The explorer after a prediction that is wrong, all that it was about switched on."""
    page = predict(untouched(name))
    for guess in page.visit.explorer.guesses:
        if isinstance(guess, Number):
            with_values(page, **{guess.name: f"{guess.high:g}"})
        elif isinstance(guess, Options):
            with_values(page, **{guess.name: guess.options[-1][0]})
        elif isinstance(guess, Checks):
            with_values(page, **{guess.name: " ".join(value for value, _ in guess.options[:3])})
    press(page, "reveal")
    if "causes" in names(page):
        every = [value for value, _ in control_of(page, "causes")["options"]]
        with_values(page, causes=" ".join(every))
    return page


@pytest.mark.parametrize("name", PREDICTING)
def test_a_wrong_prediction_stands_in_the_picture_with_how_far_off_and_why(name):
    page = wrong(name)
    verdict = page.shown["lead"][0]
    assert verdict["heading"] == "Your prediction: not so" and verdict["tone"] == "caution"
    off, *why = verdict["paragraphs"]
    assert off.startswith("You ") and len(why) == (0 if name in ASKS_WHY_ITSELF else 1)
    guesses = page.visit.explorer.guesses
    if not all(isinstance(each, Number) for each in guesses):
        return
    assert re.search(r"\btoo (?:many|few|high|low)\b", off)
    if name in WITHOUT_A_PICTURE:
        return
    drawn_marks = drawn(page).removeprefix(page.shown["alt"])
    assert len(re.findall(r"you said|your prediction", drawn_marks)) >= len(guesses), drawn_marks


@pytest.mark.parametrize("name", sorted(SETTING))
def test_a_prediction_is_held_against_no_other_setting(name):
    page = predicted(ASKING[name]())
    first = said(page.shown)
    assert "You said" in first
    [(control, value)] = SETTING[name].items()
    old = page.values.get(control, control_of(page, control)["value"])
    with_values(page, **{control: value})
    assert page.shown["strokes"] and not re.search(
        "you said|your prediction", everything(page), re.I
    )
    assert "you said" not in said(page.shown).lower()
    with_values(page, **{control: old})
    assert said(page.shown) == first, "for its own setting it stands again"


def test_what_does_not_change_the_question_keeps_the_prediction():
    page = with_values(predicted(ChanceLab()), seed="3")
    assert "You said 40" in said(page.shown)
    page = with_values(predicted(InfusionLab(predict_at_h=2)), look="models")
    assert "You said 40" in said(page.shown)


@pytest.mark.parametrize("name", PREDICTING)
def test_nothing_on_the_screen_gives_the_answer_before_the_press(name):
    page = predict(untouched(name))
    asked = page.shown["sentence"] + page.watermark + json.dumps(page.controls)
    asked += json.dumps(page.values)
    before, picture, scenario = everything(page), drawn(page), page.visit.explorer.shared()
    if scenario:
        before += page.share() or ""
    after = press(page, "reveal").shown
    told = after["sentence"] + " ".join(each["text"] for each in after["readouts"])
    answers = numbers(told) - numbers(asked)
    assert answers or name in COUNTS_BELOW_TEN
    assert not answers & numbers(before), answers & numbers(before)
    assert not RESULT.search(picture), RESULT.search(picture)


@pytest.mark.parametrize(
    ("kind", "guess"), [(TrialWall, {"ketamine": "101"}), (ResponderTest, {"guess": "2.5"})]
)
def test_a_prediction_that_cannot_be_read_stays_to_be_mended(kind, guess):
    page = press(with_values(predict(opened(kind())), **guess), "reveal")
    assert page.shown["message"]["level"] == "stop" and next(iter(guess)) in names(page)
    page = press(with_values(page, **dict.fromkeys(guess, "50")), "reveal")
    assert "You said" in said(page.shown)


def test_an_effect_of_nothing_is_never_found():
    page = with_values(predicted(ChanceLab()), size="92", more="0")
    words = said(page.shown)
    assert "call a drug better that does nothing: false alarms" in page.shown["sentence"]
    assert "find" not in re.sub(r"false alarms", "", words).lower().split()
    assert page.shown["readouts"][0]["label"] == "False alarms"
    press(page, "again")
    assert "call it better" in page.shown["sentence"] and "find" not in page.shown["sentence"]


def test_none_of_them_is_a_prediction_and_no_company_for_another():
    page = press(with_values(opened(widgets.ForestPlot()), pool="none"), "reveal")
    assert "You would add up none of" in said(page.shown)
    both = with_values(opened(widgets.ForestPlot()), pool="none T-HARDY2012")
    assert both.shown["message"]["level"] == "stop" and "not both" in both.shown["sentence"]


def test_a_subclass_that_forgets_a_part_is_told_which():
    class Forgets(PredictsFirst):
        guesses = ()
        reveal = TrialWall.reveal

    for call in (lambda f: f.question(Values(), ()), lambda f: f.answer(Values(), None)):
        with pytest.raises(NotImplementedError, match="Forgets must define"):
            call(Forgets())
    assert not issubclass(NotImplementedError, LearnerError)
