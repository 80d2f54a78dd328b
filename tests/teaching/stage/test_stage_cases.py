"""A case on the stage: what may be asked, what happens and why, who pushes back, a dealt hand."""

import json
import re
from html import unescape

import pytest

from teaching import Plan, Step, for_case, load_plans
from teaching.stage.drawn.deck import deck_of
from teaching.stage.show import open_screens, told_screens
from widgets.model.cases import load_cases
from widgets.model.cases.records import HOLDS
from widgets.model.cases.walk import expert_walk
from widgets.view.cases.on_the_way import ask_label, state_line

CASES = load_cases()
STACK, PUMPS = "07_doors_and_look_alikes", "09_read_me_the_pump"
ORDERS = [f"session{n}" for n in range(12)]


@pytest.fixture(scope="module")
def decks():
    """The session of one case with each of them, drawn once."""
    plan = load_plans()["one_case_8"]
    return {name: deck_of(for_case(plan, name)) for name in CASES}


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def plainly(text):
    return " ".join(text.split())


def told_of(screen):
    return " ".join(words(layer["html"]) for layer in screen["layers"])


def cards(deck, order, name):
    """The decisions of a session that chance deals, in its order."""
    drawn = {f"{name}/{turn.id}": turn.id for turn in CASES[name].turns if turn.drawn}
    return [drawn[s["poll"]] for s in told_screens(deck, order) if s["poll"] in drawn]


@pytest.mark.parametrize("name", CASES)
def test_what_may_be_asked_stands_once_with_an_answer_each_behind_a_reveal(decks, name):
    case = CASES[name]
    asks = [s for s in open_screens(decks[name], "a") if s["kind"] == "asks"]
    assert len(asks) == (1 if case.asks else 0)
    if not case.asks:
        return
    assert [each["text"] for each in asks[0]["options"]] == [ask_label(each) for each in case.asks]
    assert f"You may ask {case.asks_allowed} of these {len(case.asks)}" in words(asks[0]["html"])
    (told,) = [s for s in told_screens(decks[name], "a") if s["title"] == asks[0]["title"]]
    assert not told["poll"] and {layer["kind"] for layer in told["layers"]} == {"answer"}
    answers = {layer["letters"][0]: "" for layer in told["layers"]}
    for layer in told["layers"]:
        answers[layer["letters"][0]] += words(layer["html"]) + " "
    for ask, said in zip(case.asks, answers.values(), strict=True):
        assert plainly(ask.answer)[-40:] in said


@pytest.mark.parametrize("name", CASES)
def test_asking_comes_right_before_the_decision_that_needs_it(decks, name):
    case = CASES[name]
    if case.asks:
        screens = decks[name]["screens"]
        place = next(n for n, s in enumerate(screens) if s["kind"] == "asks")
        decided = next(s["poll"] for s in screens[place:] if s["poll"])
        assert decided == f"{name}/{case.asks_before or case.turns[0].id}"


def test_nobody_is_asked_twice_in_one_session():
    step = {"kind": "case", "minutes": 1, "title": "t", "say": "s", "case": "08b_hard_to_rouse"}
    steps = [
        Step(id=f"s{n}", decision=name, **step) for n, name in enumerate(("first", "noon", "noon"))
    ]
    screens = deck_of(Plan("own", "t", 3, "", tuple(steps), (), ""))["screens"]
    assert sum(s["kind"] == "asks" for s in screens) == 1
    later = deck_of(Plan("own", "t", 1, "", (steps[1],), (), ""))["screens"]
    assert [s["kind"] for s in later] == ["opening", "asks", "question"]


@pytest.mark.parametrize("name", CASES)
def test_nothing_that_tells_an_answer_stands_in_the_page_before(decks, name):
    case = CASES[name]
    opened = " ".join(
        words(str(s["html"]) + " ".join([s["title"], *(o["text"] for o in s["options"])]))
        for s in open_screens(decks[name], "a")
    )
    secrets = [ask.answer for ask in case.asks] + [case.trap, case.debrief, *case.models]
    secrets += [ending.happens for ending in case.endings] + [twin.says for twin in case.twins]
    for turn in case.turns:
        secrets += [text for o in turn.options for text in (o.happens, o.because)]
        secrets += [press.says for press in turn.presses]
        secrets += [answer.text for press in turn.presses for answer in press.answers]
    whole = [plainly(each) for each in secrets if len(each) > 25]
    assert whole and [each for each in whole if each in opened] == []


@pytest.mark.parametrize("name", CASES)
def test_what_happens_comes_before_why_and_with_its_source(decks, name):
    case = CASES[name]
    told = {s["poll"]: s for s in told_screens(decks[name], "a") if s["poll"]}
    for turn, best in expert_walk(case).steps:
        screen = told.get(f"{name}/{turn.id}")
        if screen is None:  # a card that this session does not deal, or somebody who pushes back
            continue
        said = told_of(screen)
        reason = said.index(plainly(best.because)[:40])
        if best.happens:
            assert said.index(plainly(best.happens)[:40]) < reason
        for option in turn.options:
            assert plainly(option.happens)[:40] in said, (turn.id, option.id)
        assert "Rests on: " in said or "This course's own view" in said


@pytest.mark.parametrize("name", CASES)
def test_who_pushes_back_is_met_after_the_right_answer_alone(decks, name):
    told = {s["poll"]: s for s in told_screens(decks[name], "a") if s["poll"]}
    for turn, _ in expert_walk(CASES[name]).steps:
        for press in turn.presses:
            layers = told[f"{name}/{turn.id}"]["layers"]
            kinds = [layer["kind"] for layer in layers]
            at = [n for n, e in enumerate(layers) if plainly(press.says)[:40] in words(e["html"])]
            assert at and at[0] > kinds.index("key") and at[0] > kinds.index("option")
            held = next(each for each in press.answers if each.id == HOLDS)
            after = " ".join(words(e["html"]) for e in layers[at[0] :])
            assert after.index("Hold ") < after.index("Give way ")
            assert plainly(held.because)[:40] in after


@pytest.mark.parametrize("name", CASES)
def test_how_the_patient_is_stands_in_a_line_at_each_decision(decks, name):
    case = CASES[name]
    shown = {s["poll"]: words(str(s["html"])) for s in decks[name]["screens"] if s["poll"]}
    minutes, signs = 0, case.signs
    for turn, best in expert_walk(case).steps:
        line = state_line(case.clock, minutes, signs) if signs and not case.stack else ""
        if f"{name}/{turn.id}" in shown and not turn.drawn:
            assert shown[f"{name}/{turn.id}"].startswith(line), turn.id
        minutes, signs = minutes + best.minutes, best.signs or signs


@pytest.mark.parametrize("name", CASES)
def test_every_way_to_end_is_told_ours_first(decks, name):
    case = CASES[name]
    ours = expert_walk(case).ending
    said = " ".join(told_of(s) for s in told_screens(decks[name], "a"))
    places = {each.id: said.index(plainly(each.happens)[:50]) for each in case.endings}
    if ours:
        assert min(places, key=places.get) == ours.id


@pytest.mark.parametrize("name", [STACK, PUMPS])
def test_a_session_deals_its_own_hand_the_same_for_all_in_the_room(decks, name):
    case, deck = CASES[name], decks[name]
    hands = [cards(deck, order, name) for order in ORDERS]
    assert hands == [cards(deck, order, name) for order in ORDERS]
    assert {len(set(hand)) for hand in hands} == {case.deals} and case.deals < len(case.turns)
    assert len({tuple(hand) for hand in hands}) > 1 and len({*map(frozenset, hands)}) > 1
    for order in ORDERS[:3]:
        opened = [s["title"] for s in open_screens(deck, order)]
        assert opened == [s["title"] for s in told_screens(deck, order)]
        left = {t.ask for t in case.turns if t.drawn and t.id not in cards(deck, order, name)}
        assert left and not left & {*opened}


def test_each_pump_stands_before_the_question_about_it(decks):
    screens = open_screens(decks[PUMPS], "a")
    asked = {turn.ask for turn in CASES[PUMPS].turns if turn.drawn}
    places = [n for n, s in enumerate(screens) if s["title"] in asked]
    assert len(places) == CASES[PUMPS].deals
    for place in places:
        shown = words(str(screens[place - 1]["html"]))
        assert all(each in shown for each in ("The order.", "The pump.", "mL/h", "50 kg"))


def test_a_card_has_the_same_answers_in_the_same_order(decks):
    for order in ORDERS[:4]:
        asked = [s for s in open_screens(decks[STACK], order) if s["options"]]
        first = CASES[STACK].turns[0].options
        assert {json.dumps([o["text"] for o in s["options"]]) for s in asked} == {
            json.dumps([each.text for each in first])
        }
