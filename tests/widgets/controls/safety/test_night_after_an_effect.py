"""The night after an adverse effect: every way comes to its morning."""

import re

import pytest

from evidence import load, state
from tests.widgets.controls.as_a_page import (
    NUMBER,
    commit,
    control_of,
    headings,
    names,
    opened,
    paragraphs,
    said,
    sound,
    with_values,
)
from widgets import (
    EffectManager,
)
from widgets.model.kinetics.spread import share_left_spread
from widgets.model.safety.adverse import ACTIONS, COVER, load_effects
from widgets.view.kinetics.infusion import figure_text


@pytest.mark.parametrize(("action", "change"), [("lower", "halved"), ("stop", "stopped")])
@pytest.mark.parametrize("hours", ["1", "4", "12"])
def test_the_night_names_the_typical_person_and_the_slow_one_in_twenty(action, change, hours):
    night = opened(EffectManager("hallucinations", action))
    explorer = with_values(night, **{"hallucinations~at": hours})
    left = share_left_spread(float(hours), change, 20, 70)
    words = said(sound(explorer).shown)
    assert "a typical person" in repr(explorer) and len(repr(explorer)) <= 110
    assert left.slow > left.median
    slow = next(r for r in explorer.shown["readouts"] if "slow one" in r["label"])
    assert slow["text"] == f"{figure_text(100 * left.slow)} %"
    assert f"{figure_text(100 * left.median)} %" in slow["note"]
    column = next(
        n
        for n, each in enumerate(explorer.shown["table"]["columns"])
        if change in each.lower() and "slow one" in each
    )
    row = next(row for row in explorer.shown["table"]["rows"] if row[1] == hours)
    assert f"{figure_text(100 * left.slow)} %" in row[column]
    assert "whatever you hope" not in words


def test_where_the_rate_stays_nothing_is_said_to_be_left():
    explorer = opened(EffectManager("hallucinations", "look"))
    assert not any("slow one" in r["label"] for r in explorer.shown["readouts"])


@pytest.mark.parametrize("effect", sorted(load_effects()))
@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize("cover", sorted(COVER))
def test_every_night_comes_to_its_morning(effect, action, cover):
    explorer = sound(opened(EffectManager(effect)))
    assert not explorer.shown["strokes"] and load_effects()[effect].call in said(explorer.shown)
    sound(commit(explorer, f"{effect}~do", action))
    assert load_effects()[effect].follows[action] in said(explorer.shown)
    assert not explorer.shown["strokes"]
    sound(commit(explorer, f"{effect}~cover", cover))
    is_shown = load_effects()[effect].level
    assert bool(explorer.shown["strokes"]) == bool(explorer.shown["table"]) == is_shown
    assert "boxed warning" in said(explorer.shown)
    if not is_shown:  # a call of week three has no level of hour 20 beside it
        assert not explorer.shown["readouts"] and "ng/mL" not in said(explorer.shown)
        assert f"{effect}~at" not in names(explorer)
        return
    assert len(explorer.shown["table"]["rows"]) == 7
    with_values(explorer, **{f"{effect}~at": "12"})
    known = set(NUMBER.findall(said({**explorer.shown, "alt": ""})))
    assert set(NUMBER.findall(explorer.shown["alt"])) <= known
    assert {block["heading"] for block in explorer.aside} >= {"Watch for"}


def test_a_level_is_shown_only_beside_a_call_of_its_hour():
    for effect in load_effects().values():
        later = re.search(r"week|day \d|second infusion", effect.call, re.IGNORECASE)
        assert effect.level == (not later), effect.id
    with pytest.raises(ValueError, match="of urinary no level is shown"):
        EffectManager("urinary", "look")


def test_what_to_watch_for_does_not_answer_the_call_and_stands_beside_every_dose():
    explorer = opened(EffectManager("somnolence"))
    assert explorer.aside == [] and "mg/kg/h" not in said(explorer.shown)
    commit(explorer, "somnolence~do", "look")
    assert explorer.aside
    with_values(explorer, effect="hallucinations")
    assert explorer.aside == []
    assert opened(EffectManager("somnolence", "look")).aside


@pytest.mark.parametrize("effect", sorted(load_effects()))
def test_whoever_has_given_one_is_asked_whether_it_was_due(effect):
    explorer = commit(opened(EffectManager(effect)), f"{effect}~do", "rescue")
    asked = control_of(explorer, f"{effect}~cover")
    assert asked["label"] == "You gave one. Was it due?"
    assert "Give one now" not in dict(asked["options"]).values()
    commit(opened(EffectManager(effect)), f"{effect}~do", "look")
    other = commit(opened(EffectManager(effect)), f"{effect}~do", "stop")
    assert control_of(other, f"{effect}~cover")["label"] == "And a benzodiazepine?"


@pytest.mark.parametrize("effect", sorted(load_effects()))
@pytest.mark.parametrize("cover", sorted(COVER))
def test_the_boxed_warning_is_told_in_full_where_the_pair_is_the_point(effect, cover):
    explorer = commit(opened(EffectManager(effect)), f"{effect}~do", "look")
    commit(explorer, f"{effect}~cover", cover)
    told = next(e for e in explorer.shown["lead"] if e["heading"].startswith("The benzo"))
    right = load_effects()[effect].benzodiazepine
    beside = [state(load().facts[fact]) in said(explorer.shown) for fact in ("F-I01", "F-S28")]
    assert beside == [load_effects()[effect].pair] * 2
    in_full = state(load().facts["F-S14"]) in " ".join(told["paragraphs"])
    assert in_full == (effect in ("hallucinations", "somnolence"))
    assert told["heading"].endswith("right" if cover == right else "not so")
    assert "expert" not in said(explorer.shown) and "Right:" not in said(explorer.shown)


@pytest.mark.parametrize(
    ("action", "label"),
    [
        ("look", "rate unchanged"),
        ("rescue", "rate unchanged"),
        ("lower", "rate halved"),
        ("stop", "infusion stopped"),
    ],
)
def test_the_learners_own_way_is_named_and_the_curve_says_whom_it_is_of(action, label):
    explorer = commit(opened(EffectManager("hypertension")), "hypertension~do", action)
    commit(explorer, "hypertension~cover", "never")
    mine = [each["label"] for each in explorer.shown["strokes"] if "your way" in each["label"]]
    assert mine == [f"{label} (your way)"]
    assert f"Your way: {label}." in explorer.shown["alt"]
    assert headings(explorer.shown["passages"]) == ["What the curve is of"]
    assert "20 hours" in paragraphs(explorer.shown["passages"])[0]
