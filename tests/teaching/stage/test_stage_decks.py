"""The screens of a session as data: what may be known before a reveal, and what waits for it."""

import json
import re

import pytest

from page.html import markup
from quizzes.engine import answer_key, load_bank
from teaching import Argument, Plan, Step, for_case, load_plans
from teaching.known import case_outline
from teaching.plan import DEALT
from teaching.stage import store
from teaching.stage.drawn.deck import DeckError, deck_of
from teaching.stage.drawn.explorers import STILL_PX, STILL_TALL_PX
from teaching.stage.edition import edition_of
from teaching.stage.show import open_screens, ordered, told_screens
from teaching.stage.single import (
    ON_STAGE,
    UnknownThing,
    case_id,
    explorers_of,
    one_explorer,
    one_question,
)
from widgets.model.cases import load_cases
from widgets.view.safety.watch import watch_for

SBA, MULTI = "TRI-001", next(i.id for i in load_bank().items if i.type == "multi")
CASE = "05_everything_tried"


def plan(*steps: Step) -> Plan:
    arguments = (Argument("It saved my last patient.", "One of how many?", "C33"),)
    return Plan("own", "A session", 5, "In a sentence.", steps, arguments, "C33")


@pytest.fixture(scope="module")
def deck():
    return deck_of(
        plan(
            Step("story", "case", 1, "The story", "Read it.", case=CASE),
            Step("dose", "case", 1, "Where?", "Hands.", case=CASE, decision="dose"),
            Step("talk", "talk", 1, "Convince your neighbour", "Two minutes."),
            Step("ask", "question", 1, "Two", "Hands.", questions=(SBA, MULTI, "TRI-013")),
            Step("trap", "reveal", 1, "The trap", "Now.", case=CASE, expect=("They see it.",)),
        )
    )


def of_kind(screens, kind):
    return [each for each in screens if each["kind"] == kind]


def test_what_is_open_tells_no_key_and_no_note(deck):
    opened = json.dumps(open_screens(deck, "a"), default=str)
    item = next(each for each in load_bank().items if each.id == SBA)
    key = answer_key(item)
    told = json.dumps(told_screens(deck, "a"))
    case = load_cases()[CASE]
    secrets = [case.trap, case.debrief, *key.why, *(o.reason for o in key.options)]
    secrets += [o.consequence for turn in case.turns if turn.id == "dose" for o in turn.options]
    secrets += ["They see it.", "Hands.", "It saved my last patient."]
    inside = [json.dumps(each)[1:-1] for each in secrets]
    assert not [each for each in inside if each in opened]
    for name in ("right", "layers", "correct", "expert", "feedback"):
        assert f'"{name}"' not in opened
    assert json.dumps(item.body.options[0].feedback)[1:-1].split("{")[0][:30] in told


def test_the_right_letters_are_those_of_the_bank_and_of_the_case(deck):
    right = {
        SBA: {o.text for o in answer_key(one(SBA)).options if o.correct},
        MULTI: {o.text for o in answer_key(one(MULTI)).options if o.correct},
        f"{CASE}/dose": {next(t for t in load_cases()[CASE].turns if t.id == "dose").expert.text},
    }
    for order in ("a", "b", "c"):
        seen = {}
        for screen in told_screens(deck, order):
            words = {each["letter"]: each["text"] for each in screen["options"]}
            for layer in screen["layers"]:
                if layer["kind"] == "key" and screen["poll"] in right:
                    seen[screen["poll"]] = {words[letter] for letter in layer["letters"]}
        assert seen == right


def one(name):
    return next(each for each in load_bank().items if each.id == name)


def test_the_order_is_of_the_session_and_the_same_for_room_and_presenter(deck):
    def orders(order):
        opened = [[o["text"] for o in each["options"]] for each in open_screens(deck, order)]
        told = [[o["text"] for o in each["options"]] for each in told_screens(deck, order)]
        # A screen with pictures shows a part of its options; the teacher sees all of them.
        assert all(set(one) <= set(all_) for one, all_ in zip(opened, told, strict=True))
        return told

    assert orders("a") == orders("a")
    assert len({json.dumps(orders(order)) for order in "abcdefgh"}) > 1


def test_each_wrong_option_is_told_with_its_own_letter(deck):
    told = []
    for screen in told_screens(deck, "b"):
        words = {each["letter"]: each["text"] for each in screen["options"]}
        for layer in screen["layers"]:
            if layer["kind"] == "option" and screen["poll"] == SBA:
                (letter,) = layer["letters"]
                reason = next(
                    o.reason for o in answer_key(one(SBA)).options if o.text == words[letter]
                )
                assert reason.split("'")[0].split("&")[0][:40] in layer["html"]
                assert f">{letter}</b>" in layer["html"]
                told.append(words[letter])
    assert told == sorted(told, key=lambda text: next(k for k, v in words_of(deck) if v == text))
    assert {*told} == {o.text for o in answer_key(one(SBA)).options if not o.correct}


def words_of(deck):
    """The letters of the one question, each with its option."""
    screen = next(s for s in told_screens(deck, "b") if s["poll"] == SBA)
    return [(each["letter"], each["text"]) for each in screen["options"]]


def test_a_talk_asks_the_last_question_again_for_a_second_vote(deck):
    told = told_screens(deck, "a")
    first, second = [each for each in told if each["poll"] == f"{CASE}/dose"]
    assert (first["round"], second["round"]) == ("before", "after")
    assert first["options"] == second["options"] and first["step"] != second["step"]


def test_a_dose_never_stands_without_what_to_watch_for(deck):
    for screen in deck["screens"]:
        options = " ".join(each["text"] for each in screen["options"])
        if screen["poll"].startswith(CASE) and re.search(r"\d mg", options):
            kinds = [layer["kind"] for layer in screen["told"]["layers"]]
            assert kinds[-2:] == ["watch", "watch"]
            layers = screen["told"]["layers"]
            told = " ".join(each["html"] for each in layers if each["kind"] == "watch")
            assert all(
                str(markup("<li>{}</li>", point["text"])) in told
                for block in watch_for("iv")
                for point in block["points"]
            )


def test_a_stem_has_nothing_to_reveal_before_anybody_has_decided():
    asked = [case.id for case in load_cases().values() if re.search(r"\d mg", case.stem)]
    assert "09_read_me_the_pump" in asked
    for case in asked:
        (stem,) = of_kind(
            deck_of(plan(Step("a", "case", 1, "t", "s", case=case)))["screens"], "case"
        )
        assert stem["told"]["layers"] == []


def test_pictures_stand_two_a_screen_and_are_told_on_the_last(deck):
    opened = open_screens(deck, "a")
    told = told_screens(deck, "a")
    places = [n for n, each in enumerate(told) if each["poll"] == "TRI-013"]
    assert [len(opened[n]["options"]) for n in places] == [2, 2]
    assert [bool(told[n]["layers"]) for n in places] == [False, True]


def test_every_plan_can_be_shown_with_any_case():
    for each in load_plans().values():
        if not each.takes_a_case:
            continue
        for case in load_cases():
            made = deck_of(for_case(each, case))
            assert [s for s in made["screens"] if s["kind"] == "case"][0]["title"].startswith(
                "Case "
            )
            polls = [s["poll"] for s in ordered(made, "a") if s["poll"]]
            way = case_outline(case).way
            named = [f"{case}/{name}" for name, _ in way if name != DEALT]
            assert [each for each in polls if each in named] == named
            drawn = {f"{case}/{turn.id}" for turn in load_cases()[case].turns if turn.drawn}
            hand = [each for each in polls if each not in named]
            assert set(hand) <= drawn and len(set(hand)) == len(hand) == dict(way).get(DEALT, 0)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            Step("a", "question", 1, "t", "s", questions=("NO-001",)),
            "a: the course has no 'NO-001'",
        ),
        (Step("b", "case", 1, "t", "s", case=CASE, decision="gone"), "b: decision must be one of"),
        (
            Step("c", "explorer", 1, "t", "s", explorer="Gone", lesson="09_hours_to_arrive"),
            "'Gone'",
        ),
        (Step("d", "explorer", 1, "t", "s", explorer="InfusionLab", lesson="../x"), "none"),
    ],
)
def test_what_is_gone_is_named_with_plan_and_step(step, said):
    with pytest.raises(DeckError, match=re.escape(said)) as refused:
        deck_of(plan(step))
    assert str(refused.value).startswith("own: ")


def test_a_case_is_found_by_what_it_is_called():
    assert case_id("5") == case_id("05_everything_tried") == CASE
    assert case_id("8a") == case_id("8A") == "08a_strange_dreams"
    assert case_id("11") == case_id("A") == "11_nine_years_old"
    for asked in ("0", "99", "", "../05", "8"):
        with pytest.raises(UnknownThing, match="case must be"):
            case_id(asked)


def test_one_thing_is_a_plan_of_its_own():
    assert one_question(SBA).steps[0].questions == (SBA,)
    assert one_explorer("09_hours_to_arrive", "InfusionLab").steps[0].explorer == "InfusionLab"
    with pytest.raises(UnknownThing, match="question must be"):
        one_question("NO-001")
    for lesson, name in (("09_hours_to_arrive", "TrialWall"), ("../09", "InfusionLab")):
        with pytest.raises(UnknownThing, match="explorer must be"):
            one_explorer(lesson, name)


def test_explorers_of_the_stage_are_found_where_lessons_show_them():
    from teaching.known import lesson_ids

    found = {name for lesson in lesson_ids() for name in explorers_of(lesson)}
    assert found == set(ON_STAGE)


def test_screens_are_kept_by_what_they_rest_on(tmp_path):
    told = {"id": "own", "title": "A session"}
    assert edition_of(told) == edition_of(dict(told)) != edition_of({**told, "title": "Another"})
    store.keep("own", "0" * 16, {"screens": [1]}, tmp_path)
    assert store.read("own", "0" * 16, tmp_path) == {"screens": [1]}
    assert store.read("own", "1" * 16, tmp_path) is None
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    assert store.read("own", "0" * 16, tmp_path) is None


def test_a_picture_at_rest_is_as_wide_and_flat_as_a_room_needs():
    deck = deck_of(one_explorer("02_what_the_trials_found", "TrialWall"))
    (screen,) = of_kind(deck["screens"], "explorer")
    (layer,) = screen["told"]["layers"]
    assert f'viewBox="0 0 {STILL_PX} {STILL_TALL_PX}"' in layer["html"]
    assert "var(--paper" in layer["html"] and "31 on ketamine, 27 on placebo" in layer["html"]
    assert "It does not move." in layer["html"]
    assert screen["html"] == "" and "31 on" not in json.dumps(open_screens(deck, "a"), default=str)


def test_a_number_out_of_a_hundred_is_asked_for_in_words():
    screens = [s for s in deck_of(load_plans()["noon_45"])["screens"] if s["kind"] == "predict"]
    words = [each["html"] for each in screens]
    assert any("<p>Out of 100.</p>" in each for each in words)
    assert not [each for each in words if "In of" in each]


def test_the_opening_names_the_course_and_keeps_the_answer_back():
    huddle = load_plans()["huddle_20"]
    opening = deck_of(huddle)["screens"][0]
    assert opening["title"] == "Ketamine infusion for cancer pain"
    assert "Huddle, 20 minutes" in opening["html"] and huddle.summary not in opening["html"]


def test_a_case_says_in_a_line_what_an_answer_rests_on_and_never_ends_the_session():
    for name in load_cases():
        screens = deck_of(for_case(load_plans()["one_case_8"], name))["screens"]
        told = " ".join(each["html"] for one in screens for each in one["told"]["layers"])
        lines = re.findall(r'<p class="rests">(.*?)</p>', told)
        assert lines and "The case ends here" not in told, name
        for line in lines:
            assert len(line.split()) < 30 and "In the evidence" not in line
            assert line.startswith(("Rests on: ", "This course")), line


def question_deck(name):
    return deck_of(one_question(name))


def test_a_list_for_several_people_is_asked_of_each_with_hands_of_his_own():
    deck, item = question_deck("LAD-101"), one("LAD-101")
    asked = of_kind(deck["screens"], "question")
    assert [each["poll"] for each in asked] == [f"LAD-101.{part.id}" for part in item.body.parts]
    for order in ("a", "b"):
        told = [each for each in told_screens(deck, order) if each["poll"]]
        for screen, part in zip(told, item.body.parts, strict=True):
            words = {each["letter"]: each["text"] for each in screen["options"]}
            (key,) = [layer for layer in screen["layers"] if layer["kind"] == "key"]
            right = next(each.text for each in item.body.options if each.id == part.key)
            assert [words[letter] for letter in key["letters"]] == [right]
            assert list(words.values()) == [each.text for each in item.body.options]
            assert part.feedback in json.dumps(screen["layers"], ensure_ascii=False)
    opened = json.dumps(open_screens(deck, "a"), ensure_ascii=False, default=str)
    assert not [part.id for part in item.body.parts if part.feedback in opened]


def test_a_picture_to_search_is_shown_with_its_lines_in_their_order():
    deck, item = question_deck("PMP-101"), one("PMP-101")
    (picture,) = [each for each in deck["screens"] if "<svg" in each["html"]]
    (asked,) = of_kind(deck["screens"], "question")
    assert item.body.picture.alt in picture["html"]
    for order in ("a", "b"):
        (shown,) = of_kind(open_screens({**deck, "screens": [asked]}, order), "question")
        assert [each["text"] for each in shown["options"]] == [e.text for e in item.body.options]


def test_what_nobody_has_a_key_for_is_not_called_wrong():
    deck = question_deck("GAT-101")
    (asked,) = of_kind(deck["screens"], "question")
    assert "No panel has answered this question yet" in asked["html"]
    assert one("GAT-101").body.finding in asked["html"]
    assert {layer["kind"] for layer in asked["told"]["layers"]} == {"why"}


def test_an_order_to_write_stands_line_by_line_and_waits_with_its_key():
    deck = question_deck("PMP-107")
    (asked,) = of_kind(deck["screens"], "question")
    assert "Dose in one hour: ______" in asked["html"] and "1.24" not in asked["html"]
    assert "Rate of the pump: 1.24 mL/h" in json.dumps(asked["told"]["layers"])
