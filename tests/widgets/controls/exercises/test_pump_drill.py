"""The pump drill, driven as a page would: name, number, consequence; only a miss ends a streak."""

import pytest

from tests.medication_lint import problems
from tests.widgets.controls.as_a_page import (
    assert_alt_stands_in_table,
    given_values,
    opened,
    texts_of,
)
from widgets import PumpDrill, format_number, incidents_box
from widgets.model.exercises.error_detection import error_exercise, error_kinds

ONE_ROUND = 27


def open_drill(start=0):
    return opened(PumpDrill(start), 700)


def answer(explorer, place, error=None, gives=None, start=0):
    made = error_exercise(start + place)
    given_values(explorer, **{
        f"{place}~error": error or made.error.id,
        f"{place}~gives": gives or f"{made.setup.delivered:.6f}",
        f"{place}~check": "yes",
    })  # fmt: skip
    return made


def go_on(explorer, place):
    return given_values(explorer, **{f"{place}~next": "yes"})


def wrong_name(place):
    made = error_exercise(place)
    return next(v.id for v in made.offered if v.id != made.error.id and not v.error_free)


def honest_name(place):
    return error_exercise(place).offered[-1].id


@pytest.mark.parametrize("place", range(ONE_ROUND))
def test_each_drill_of_a_round_opens_without_its_answer_and_ends_with_it(place):
    explorer = open_drill(place)
    made = error_exercise(place)
    assert (
        not explorer.shown["strokes"]
        and not explorer.shown["working"]
        and not explorer.shown["readouts"]
    )
    before = " ".join(texts_of(explorer))
    assert made.error.happened not in before and made.error.check not in before
    taught = ("PER_MINUTE",) if made.error.id == "per_minute" else ()
    assert "may be wrong on purpose" in explorer.watermark
    assert [found for text in texts_of(explorer) for found in problems(text, allow=taught)] == []
    answer(explorer, 0, start=place)
    assert explorer.shown["lead"][-1]["heading"] == "Right"
    assert [found for text in texts_of(explorer) for found in problems(text, allow=taught)] == []
    labels = [stroke["label"] for stroke in explorer.shown["strokes"]]
    assert {"given", "ordered"} <= set(labels)
    shown = " ".join(texts_of(explorer))
    assert f"{format_number(made.setup.delivered)} {made.setup.unit}" in shown
    assert made.error.happened in shown and made.error.check in shown
    assert "A model, not a prediction for a person" in explorer.shown["table"]["caption"]
    assert len(repr(explorer)) <= 110
    if made.error.id == "per_minute":
        assert "Taught error" in shown


@pytest.mark.parametrize("place", range(0, ONE_ROUND, 4))
def test_every_number_in_the_alt_text_stands_in_the_table(place):
    explorer = open_drill(place)
    answer(explorer, 0, start=place)
    assert_alt_stands_in_table(explorer)


def test_the_streak_grows_with_each_right_answer_and_ends_only_on_a_miss():
    explorer = open_drill()
    streak = []
    for place in range(6):
        if place == 2:
            answer(explorer, place, error=wrong_name(place))
        elif place == 3:  # an honest dose: a false alarm
            assert error_exercise(place).error.error_free
            answer(explorer, place, error=wrong_name(place))
        elif place == 5:
            answer(explorer, place, error=honest_name(place))
        else:
            answer(explorer, place)
        streak.append(
            next(r["text"] for r in explorer.shown["readouts"] if r["label"] == "Your streak")
        )
        go_on(explorer, place)
    assert streak == ["1", "2", "2", "2", "3", "0"]
    assert "Streak 0" in explorer.sentence


def test_a_wrong_number_is_named_and_costs_no_streak():
    explorer = open_drill()
    made = error_exercise(0)
    answer(explorer, 0, gives=format_number(made.setup.ordered))
    said = explorer.shown["lead"][-1]
    assert said["heading"] == "Not quite" and "this is what was ordered" in said["paragraphs"][0]


def test_a_missed_error_is_called_missed():
    explorer = open_drill()
    answer(explorer, 0, error=honest_name(0))
    assert explorer.shown["lead"][-1]["heading"] == "Missed"
    assert explorer.shown["lead"][-1]["tone"] == "bad"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Nothing is written"), ("0,7,0", "commas"), ("7 mL", "is not the unit"), (".7", "0.7")],
)
def test_a_number_that_cannot_be_read_keeps_the_drill_and_says_why(typed, sentence):
    explorer = given_values(
        open_drill(), **{"0~error": error_exercise(0).error.id, "0~gives": typed, "0~check": "yes"}
    )
    assert sentence in explorer.shown["message"]["text"]
    assert explorer.shown["lead"] and not explorer.shown["readouts"]
    assert explorer.controls[0]["name"] == "0~error"


def test_the_error_must_be_named_before_anything_is_shown():
    explorer = given_values(open_drill(), **{"0~gives": "7", "0~check": "yes"})
    assert "Name what is wrong first" in explorer.shown["message"]["text"]
    assert not explorer.shown["strokes"]


def test_a_press_is_taken_back_when_an_answer_changes():
    check = next(c for c in open_drill().controls if c["name"] == "0~check")
    assert check["again"] is True


@pytest.mark.parametrize(
    "forged",
    [
        {"0~next": "yes"},
        {"0~error": "nobody"},
        {"0~gives": 7},
        {f"{k}~next": "yes" for k in range(9)},
    ],
)
def test_a_forged_message_shows_a_sentence(forged):
    explorer = given_values(open_drill(), **forged)
    assert explorer.sentence and "Traceback" not in str(explorer.shown)


def test_an_error_inside_the_range_is_said_to_be_one():
    place = next(
        k
        for k in range(200)
        if error_exercise(k).error.id == "vial_50" and error_exercise(k).setup.in_range
    )
    explorer = open_drill(place)
    answer(explorer, 0, start=place)
    shown = " ".join(texts_of(explorer))
    assert "5 times the order, and inside the range" in shown
    assert "inside the range for cancer pain" in shown


def test_what_to_watch_for_is_on_the_same_screen_and_incidents_have_sources():
    assert opened(PumpDrill()).aside[0]["heading"] == "Watch for"
    words = incidents_box("I-PUMP", "I-VIAL")
    assert repr(words).startswith("Published incidents") and words.html.count("<details") == 2
    assert all(v.incident == "" or v.incident.startswith("I-") for v in error_kinds().values())
