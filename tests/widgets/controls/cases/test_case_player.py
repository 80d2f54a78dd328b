"""A case with everything in it, played as a page would: presses in, screen out."""

from dataclasses import replace

import pytest

from tests.widgets.controls.as_a_page import control_of, names, opened, with_values
from tests.widgets.controls.cases.small import (
    FIRST,
    KEY,
    SMALL,
    choose,
    do,
    ending_with,
    go_to_decision,
    look_back,
    only,
    play,
    words,
)
from widgets import CasePlayer
from widgets.model.cases import load_cases
from widgets.model.cases.luck import luck_of
from widgets.model.cases.minutes import minutes_of
from widgets.model.cases.walk import expert_path, walk
from widgets.model.trials.counts import pivotal


@pytest.fixture
def player(monkeypatch):
    only(monkeypatch, SMALL)
    return opened(CasePlayer(KEY))


def state(player):
    return [p["heading"] for p in player.shown["lead"] if " · " in p["heading"]][-1]


def test_it_opens_with_the_call_the_state_and_what_may_be_asked(player):
    assert SMALL.stem in words(player)
    assert state(player) == "23:00 · pain 8 of 10 · opens eyes to voice · 9 breaths a minute"
    assert repr(player) == "“A small one”: you may ask 3 of 4, then you decide."
    assert "You may ask 3 of these 4. Then you decide." in words(player)
    asks = [control_of(player, f"{KEY}~0~asks~{ask.id}") for ask in SMALL.asks]
    assert [each["label"] for each in asks] == [f"{a.ask} ({a.minutes} min)" for a in SMALL.asks]
    assert not ending_with(player, "~go"), "nothing is decided before it was asked"
    assert not any(ask.answer in words(player) for ask in SMALL.asks)
    assert player.shown["strip"]["text"] == f"Case 30 · {max(1, round(minutes_of(SMALL)))} min"


def test_an_answer_stands_where_it_was_asked_and_the_clock_moves(player):
    do(player, "asks~scan")
    told = {each["name"].rpartition("~")[2]: each.get("told") for each in player.controls}
    assert told == {"dose": "", "scan": "“No change.”", "scar": "", "bowels": "", "decide": ""}
    assert state(player).startswith("23:05") and "You may ask 2 more" in words(player)
    do(player, "asks~dose")
    assert control_of(player, f"{KEY}~0~asks~dose")["told"] == "The chart: Two weeks ago."
    assert state(player).startswith("23:06")
    with_values(player, **{f"{KEY}~0~asks~scan": "yes"})
    assert state(player).startswith("23:06"), "a second tap asks nothing"


def test_once_enough_was_asked_it_is_decided(player):
    for ask in ("scan", "dose", "scar"):
        do(player, f"asks~{ask}")
    assert f"{KEY}~0~asks~bowels" not in names(player)
    assert f"{KEY}~0~first~go" in names(player) and "decision 1" in repr(player)
    with_values(player, **{f"{KEY}~0~asks~bowels": "yes"})
    assert "Today." not in words(player), "a fourth answer is not given"
    choose(player, "raise")
    story = player.shown["lead"][0]
    assert story["folded"] and story["heading"] == "“A small one”, so far"
    assert story["paragraphs"][1] == "What does the scan say? “No change.”", "in the order asked"


def test_nothing_need_be_asked(player):
    do(player, "~decide")
    assert [name for name in names(player) if "asks" in name] == []
    assert f"{KEY}~0~first" in names(player)


def test_only_what_happens_is_shown_at_once_and_the_state_with_it(player):
    do(player, "asks~dose")
    choose(go_to_decision(player), "pregabalin")
    last = player.shown["lead"][-1]
    assert (
        last["heading"] == "Day 3, 00:01 · pain 8 of 10 · opens eyes to voice · 9 breaths a minute"
    )
    assert last["paragraphs"] == ("You: Add pregabalin.", "Told of pregabalin.")
    assert "Because" not in words(player) and last["source"] == ""
    assert f"{KEY}~0~second~go" in names(player), "the next decision stands below"


def test_signs_that_nobody_looked_at_again_are_not_told(player):
    choose(go_to_decision(player), "raise")
    assert state(player) == "Day 2, 09:00 · pain 4 of 10"


def test_somebody_pushes_back_after_a_right_hold_and_the_answers_are_counted(player):
    choose(go_to_decision(player), "raise")
    question = control_of(player, f"{KEY}~0~first_press1")
    assert question["label"] == FIRST.presses[0].says
    assert control_of(player, f"{KEY}~0~first_press1~go")["label"] == "Say it"
    choose(player, "holds")
    choose(player, "ask")
    look_back(player)
    assert "You held 1 of 1 time." in words(player)


def test_whoever_gives_way_is_told_so(player):
    play(player, ("raise", "yields"))
    assert "She lies awake for two more nights." in words(player)
    look_back(player)
    assert "You held 0 of 1 time, gave way once." in words(player)
    assert "Because of yields." in words(player)


def test_nobody_pushes_after_another_choice(player):
    choose(go_to_decision(player), "pregabalin")
    assert f"{KEY}~0~second" in names(player)


@pytest.mark.parametrize("path", [("start",), ("pregabalin", "ask")])
def test_before_anything_is_compared_one_sentence_is_asked_for(player, path):
    play(player, path)
    assert "She goes home on Monday." in words(player) and "pain 3 of 10" in state(player)
    kinds = [(each["kind"], each["label"]) for each in player.controls]
    assert kinds == [
        ("writing", "One sentence that you would say at the bedside"),
        ("action", "Compare with three others"),
    ]
    assert "“Two.”" not in words(player) and "Because" not in words(player)
    do(player, "~compare")
    assert "“One.”\n“Two.”\n“Three.”" in words(player) and "Because" not in words(player)
    assert player.controls[0]["name"].endswith("~bedside"), "the own sentence stays beside them"
    look_back(player)
    assert "Because" in words(player)


def test_the_debrief_lays_path_beside_path(player):
    do(player, "asks~dose")
    do(player, "asks~scan")
    look_back(play(player, ("pregabalin", "ask")))
    ways = next(p for p in player.shown["lead"] if p["dots"])
    assert ways["heading"] == "Your way beside this course's: 1 of 2 the same"
    mine, course = ways["dots"]
    assert (mine["whose"], course["whose"]) == ("You", "This course")
    assert [grade for grade, _ in mine["dots"]] == ["waste", "best"]
    assert [text for _, text in course["dots"]] == [
        "What do you do tonight? Raise it by a step.",
        "And in the morning? Ask how she slept.",
    ]
    mine, best = [p for p in player.shown["lead"] if p["heading"].startswith("1. ")]
    assert mine["paragraphs"] == ("You (waste): Add pregabalin.", "Because of pregabalin.")
    assert best["heading"] == "1. This course would"
    assert best["paragraphs"][:2] == ("Raise it by a step.", "Because of raise.")
    assert mine["source"] == best["source"] == "This course's own view"
    assert mine["tone"] == "caution"
    assert "You asked 2: 1 of them could have turned the next step." in words(player)
    assert "Not asked, though it could: Is there a new scar? None." in words(player)
    assert "If: It is the pain of her operation. The next step would be:" in words(player)
    assert "No clinician has signed this case." in words(player)
    folded = [p for p in player.shown["lead"] if p["heading"].startswith("Not taken at ")]
    assert len(folded) == 3 and all(p["folded"] for p in folded)
    assert folded[0]["paragraphs"] == ("Told of raise.", "Because of raise.")
    assert "expert" not in words(player).lower()


@pytest.mark.parametrize(
    ("ask", "said"), [("dose", "it could have turned"), ("scan", "not one that could have turned")]
)
def test_one_thing_asked_is_spoken_of_as_one(player, ask, said):
    do(player, f"asks~{ask}")
    look_back(play(player, ("pregabalin", "ask")))
    assert f"You asked 1: {said} the next step." in words(player)


@pytest.mark.parametrize("seed", [str(n) for n in range(6)])
def test_luck_is_drawn_with_the_press_and_explained_with_both_arms(player, seed):
    choose(go_to_decision(player), "start", seed)
    assert control_of(opened_at_first(player), f"{KEY}~0~first~go")["stamp"] == "chance"
    better = luck_of(KEY, "first", "start", seed)
    assert ("She says three." in words(player)) == better
    assert ("She says eight." in words(player)) == (not better)
    look_back(player)
    trial = pivotal()
    assert f"{trial.ketamine_events} of {trial.ketamine_n} responded on ketamine" in words(player)
    assert f"{trial.control_events} of {trial.control_n} on placebo" in words(player)
    assert "it may end otherwise" in words(player)


def opened_at_first(player):
    return go_to_decision(opened(CasePlayer(KEY)))


def test_a_replay_draws_anew_and_leaves_the_first_way_alone(player):
    seeds = {luck_of(KEY, "first", "start", str(n)): str(n) for n in range(20)}
    choose(go_to_decision(player), "start", seeds[True])
    assert "She says three." in words(player)
    look_back(player)
    with_values(player, **{next(n for n in names(player) if n.endswith("~from")): "1"})
    do(player, "~again")
    choose(player, "start", seeds[False])
    assert "She says eight." in words(player)


def test_it_is_played_again_from_a_decision_or_asked_anew(player):
    do(player, "asks~dose")
    look_back(play(player, ("pregabalin", "go")))
    back = next(n for n in names(player) if n.endswith("~from"))
    assert [label for _, label in control_of(player, back)["options"]] == [
        "the beginning",
        "decision 1",
        "decision 2",
    ]
    # In one message: a press means what stands in the list, also before the page had a reply.
    with_values(player, **{back: "2", back.replace("~from", "~again"): "yes"})
    assert f"{KEY}~1~second" in names(player) and "Two weeks ago." in words(player)
    look_back(play(player, ("ask",)))
    do(player, "~again")
    assert ending_with(player, "asks~dose") and "Two weeks ago." not in words(player)


@pytest.mark.parametrize("told", ["9", "x", "1.1"])
def test_a_forged_place_in_a_case_is_a_sentence(player, told):
    look_back(play(player, ("start",)))
    back = next(n for n in names(player) if n.endswith("~from"))
    with_values(player, **{back: told, back.replace("~from", "~again"): "yes"})
    assert "must be one of the list" in player.shown["message"]["text"]


def test_a_press_without_a_choice_does_not_count(player):
    go_to_decision(player)
    with_values(player, **{f"{KEY}~0~first~go": "yes@3"})
    assert player.shown["message"]["text"].startswith("Choose")
    choose(player, "pregabalin")
    assert f"{KEY}~0~second" in names(player)


def test_three_days_later_the_own_stop_rule_is_held_up(monkeypatch):
    only(monkeypatch, replace(SMALL, trial_runs=True))
    player = play(opened(CasePlayer(KEY)), ("start",))
    rule = next(n for n in names(player) if n.endswith("~stop_rule"))
    with_values(player, **{rule: "24"})
    look_back(player)
    assert control_of(player, "visit3")["label"] == "The visit after 3 days"
    do(player, "visit3")
    assert "A small one: after 3 days" in words(player) and "waves from the window" in words(player)
    assert player.shown["lead"][-1]["heading"] == "pain 6 of 10", "a visit tells its own day"
    held = control_of(player, rule)
    assert held["kind"] == "writing" and held["label"] == "Your own line of the first day"
    look_back(play(player, ("more",)))
    assert "0 of 1 the same" in words(player) and "Because of stay." in words(player)
    do(player, "back")
    assert "Your way beside this course's" in words(player) and "visit3" in names(player)


@pytest.mark.parametrize("option", ["start", "pregabalin", ""])
def test_a_visit_recalls_a_decision_of_the_first_day(monkeypatch, option):
    recalling = replace(SMALL.visits[0], recalls="first")
    only(monkeypatch, replace(SMALL, visits=(recalling,)))
    player = opened(CasePlayer(KEY))
    if option:
        choose(go_to_decision(player), option)
    with_values(player, visit=f"{KEY}~3")
    recalled = player.shown["lead"][1]
    taken = next(each for each in FIRST.options if each.id == (option or "raise"))
    you = "You" if option else "This course"
    assert recalled["paragraphs"][:3] == (FIRST.ask, f"{you}: {taken.text}.", taken.happens)
    assert len(recalled["paragraphs"]) == (4 if taken.luck else 3), "what chance drew is told again"
    assert recalled["heading"].endswith("as you decided" if option else "this course would decide")
    assert player.shown["lead"][2]["heading"] == "pain 6 of 10", "the visit tells its own day"


def test_case_5_holds_up_what_was_written_on_its_chart():
    case = load_cases()["05_everything_tried"]
    [visit] = case.visits
    chart = next(turn for turn in case.turns if turn.id == visit.recalls)
    for option in chart.options:
        path = [
            option.id if turn.id == chart.id else taken.id
            for turn, taken in walk(case, expert_path(case)).steps
        ]
        player = look_back(play(opened(CasePlayer(case.id)), path))
        do(player, "visit3")
        assert option.happens in words(player) and option.text in words(player)


def test_without_a_line_of_the_first_day_none_is_held_up(player):
    look_back(play(player, ("start",)))
    do(player, "visit3")
    assert not any(name.endswith("~stop_rule") for name in names(player))


FORGED = {f"{KEY}~0~asks~decide": "yes", f"{KEY}~0~first": "zz", f"{KEY}~0~first~go": "yes"}


@pytest.mark.parametrize("forged", [FORGED, {f"{KEY}~0~asks~decide": 5}])
def test_a_forged_message_is_a_sentence(player, forged):
    with_values(player, **forged)
    message = player.shown["message"]
    assert message["level"] == "stop" and "computed" not in message["text"]


@pytest.mark.parametrize("visit", ["x", "30_small~9", 5])
def test_a_visit_that_is_not_there_opens_the_case(player, visit):
    with_values(player, visit=visit)
    assert SMALL.stem in words(player)


def test_a_wrong_name_in_a_lesson_is_refused():
    with pytest.raises(ValueError, match="case must be one of"):
        CasePlayer("00_nobody")
