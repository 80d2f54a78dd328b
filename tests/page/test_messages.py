"""What Python says to a page is what the schema says; tests/page/js holds the page's side to it."""

import json
import random
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from traitlets import Bytes

import widgets
from quizzes import quiz, review
from quizzes.engine import load_bank, public_view
from quizzes.player.player import Player
from quizzes.talk import Talk
from tests.answers import replies, response_to, stored_answer
from tests.widgets.controls.as_a_page import EXPLORER_NAMES
from widgets.controls.explorer_widget import ExplorerWidget

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "page" / "messages.schema.json").read_text("utf-8")
)
BANK = load_bank()
# One question of each kind, since each is told to the page in its own way.
KINDS = {item.type: item for item in BANK.items if item.status == "live"}
STEPS = 12  # of a walk through an explorer, each a control set to something it can hold


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]})


def problems(name: str, value: object) -> list[str]:
    """Every way in which what goes out as JSON is not what the schema says; [] if it is."""
    sent = json.loads(json.dumps(value, allow_nan=False))
    return [
        f"{'/'.join(map(str, each.absolute_path))}: {each.message[:300]}"
        for each in validator(name).iter_errors(sent)
    ]


def synced(widget, kind: type) -> dict:
    """What a widget of ours keeps in step with its page, without what anywidget adds."""
    own = {
        name
        for name, trait in kind.class_traits(sync=True).items()
        if not name.startswith("_") and not isinstance(trait, Bytes) and name not in ADDED
    }
    return {name: value for name, value in widget.get_state().items() if name in own}


ADDED = {"layout", "comm", "keys", "tabbable", "tooltip"}


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)
    used = set()

    def walk(part):
        if isinstance(part, dict):
            used.update([part["$ref"].removeprefix("#/$defs/")] if "$ref" in part else [])
            for each in part.values():
                walk(each)
        elif isinstance(part, list):
            for each in part:
                walk(each)

    walk(SCHEMA)
    assert used <= set(SCHEMA["$defs"])
    stored = {"AnswerEvent", "DaysEvent", "DrawnEvent", "FlagEvent", "GradeEvent"}
    stored |= {"ResumedEvent", "ToldEvent"}
    assert set(SCHEMA["$defs"]) - used <= {"Explorer", "Quiz", "FromPage", "FromPython"} | stored


def another_value(control: dict, chance: random.Random) -> str:
    """Something that a control can hold, as a page would send it."""
    kind = control["kind"]
    if kind == "number":
        steps = round((control["high"] - control["low"]) / control["step"])
        return f"{control['low'] + chance.randint(0, steps) * control['step']:.10g}"
    if kind == "field":
        return chance.choice(["7", "0.5", "two"])
    if kind in ("choice", "options"):
        return chance.choice(control["options"])[0]
    if kind == "checks":
        return " ".join(v for v, _ in control["options"] if chance.random() < 0.5)
    return {"writing": "40", "clock": "out", "action": control.get("press", "yes")}[kind]


@pytest.mark.parametrize("name", EXPLORER_NAMES)
def test_an_explorer_says_what_the_schema_says(name):
    explorer = ExplorerWidget(getattr(widgets, name)())
    chance = random.Random(name)
    assert problems("Explorer", synced(explorer, ExplorerWidget)) == []
    explorer.frame_px = 700
    assert problems("Explorer", synced(explorer, ExplorerWidget)) == []
    for _ in range(STEPS if explorer.controls else 0):
        control = chance.choice(explorer.controls)
        explorer.values = {**explorer.values, control["name"]: another_value(control, chance)}
        assert problems("Explorer", synced(explorer, ExplorerWidget)) == []


def test_what_an_explorer_answers_is_as_the_schema_says():
    explorer = ExplorerWidget(widgets.InfusionLab())
    asked = [
        {"kind": "open", "code": "0000"},
        {"kind": "restore", "values": {"rate": "0.2"}, "note": explorer.keep_note},
        {"kind": "restore", "values": {"plan": "none of the list"}, "note": explorer.keep_note},
    ]
    assert [problems("FromPage", each) for each in asked] == [[]] * 3
    (told,) = replies(explorer, *asked)
    assert told["kind"] == "told" and problems("FromPython", told) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_question_is_told_as_the_schema_says(kind):
    assert problems("Question", public_view(KINDS[kind])) == []


def answered(item, number: int, response: object, mode: str = "practice") -> dict:
    at = (datetime.now(UTC) - timedelta(days=3)).isoformat()
    return stored_answer(item, id=f"{item.id}-{number}", t=at, response=response, mode=mode)


def responses(item) -> list[object]:
    """Several answers in the form of the question's kind, one that cannot be read among them."""
    view = public_view(item)
    if "units" in view:
        return [{"text": text, "unit": view["units"][0]} for text in ("1", "abc")]
    if "steps" in view:
        return [[each["id"] for each in view["steps"]]]
    if "parts" in view:
        first = view["answers"][0]["id"]
        return [[f"{part['id']}:{first}" for part in view["parts"]], ["no:1"]]
    if "gaps" in view:
        return [[f"{gap['id']}:{gap['choices'][0]['id']}" for gap in view["gaps"]]]
    if "levels" in view:
        return [view["levels"][0]["id"]]
    if "words" in view:
        return ["a few words"]
    if {"stems", "lines", "rubric"} & set(view):
        return [response_to(item), ["no:1"]]
    ids = [option["id"] for option in view["options"]]
    if "most" in view:
        return [ids[:1], ids]
    return [[ids[0]], ids] if view["several"] else [ids[0], ids[-1], "no such option"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_a_quiz_answers_is_as_the_schema_says(kind):
    item = KINDS[kind]
    player = Player(Talk(item.lesson, item.place, (item,)))
    assert problems("Quiz", synced(player, Player)) == []
    events = [answered(item, n, response) for n, response in enumerate(responses(item))]
    asked = [
        *({"kind": "answer", "event": event} for event in events),
        {"kind": "again", "item": item.id, "seed": 4},
        {"kind": "hello", "events": events},
        *(
            {"kind": "hint", "item": item.id, "seed": 0, "number": n + 1}
            for n in range(len(item.hints))
        ),
    ]
    for message in asked:
        assert problems("FromPage", message) == []
    said = replies(player, *asked)
    assert len(said) == len(asked)
    assert [problems("FromPython", each) for each in said] == [[]] * len(said)


def test_what_the_review_answers_is_as_the_schema_says():
    page = review()
    items = BANK.live("09_hours_to_arrive")
    events = [answered(item, 0, responses(item)[0]) for item in items]
    (plan,) = replies(page, {"kind": "hello", "events": events})
    assert problems("Plan", plan) == [] and plan["code"]
    asked = [
        *({"kind": "pack", "which": w, "events": events} for w in ("due", "missed", "chosen")),
        *({"kind": "code", "text": text} for text in (plan["code"], "00000")),
    ]
    said = replies(page, *asked)
    assert len(said) == len(asked)
    assert [problems("FromPython", each) for each in said] == [[]] * len(said)
    assert {each["kind"] for each in said} == {"pack", "told"}


def test_results_that_wait_are_told_as_the_schema_says():
    form = quiz("form_a", "form")
    events = [answered(item, 0, responses(item)[0], "check") for item in form.items]
    said = replies(
        form,
        {"kind": "answer", "event": events[0]},
        {"kind": "hello", "events": events[:1]},
        {"kind": "hello", "events": events},
    )
    assert [each["kind"] for each in said] == ["kept", "waiting", "restored"]
    assert [problems("FromPython", each) for each in said] == [[]] * 3


def test_a_fault_is_told_as_the_schema_says(monkeypatch):
    def broken(*_args):
        raise RuntimeError("a fault")

    monkeypatch.setattr("quizzes.talk.quiz_talk.grade_answer", broken)
    item = KINDS["sba"]
    event = answered(item, 0, "a")
    (said,) = replies(
        Player(Talk(item.lesson, item.place, (item,))), {"kind": "answer", "event": event}
    )
    assert said["kind"] == "failed" and problems("FromPython", said) == []


def test_what_the_schema_does_not_say_is_found():
    explorer = synced(ExplorerWidget(widgets.TrialWall()), ExplorerWidget)
    assert problems("Explorer", {**explorer, "tick": "now"})
    assert problems("Explorer", {**explorer, "shown": {**explorer["shown"], "more": 1}})
    assert problems("Explorer", {**explorer, "values": {"rate": 0.1}})
    assert problems("FromPython", {"kind": "graded", "item": "x"})
    assert problems("FromPython", {"kind": "unheard of"})
    assert problems("FromPage", {"kind": "again", "item": "x", "seed": "1"})
