"""Every case played to every ending through the player, as a page would."""

import pytest

from tests.medication_lint import problems
from tests.widgets.controls.as_a_page import names, opened, with_values
from widgets import CasePlayer
from widgets.model.cases import endings, load_cases
from widgets.view.cases.case import shuffled_cases, shuffled_options

CASES = load_cases()


def words(player):
    passages = [*player.shown["lead"], *player.shown["passages"]]
    return "\n".join(
        t for p in passages for t in (p["heading"], *p["paragraphs"], p["source"], p["status"])
    )


def go_on(player):
    """Press the button that leads on from what stands there now."""
    name = next(name for name in names(player) if name.endswith("~on"))
    return with_values(player, **{name: "yes"})


def play(player, case, path, run="0"):
    """Play a way through a case, past the labs that stand on it."""
    for turn, option in case.walked(path):
        key = f"{case.id}~{run}~{turn.id}"
        for _ in turn.before:
            assert key not in names(player), "the lab stands before the decision"
            go_on(player)
        assert option.consequence not in words(player)
        with_values(player, **{key: option.id})
        assert option.consequence not in words(player), "nothing is revealed before the commit"
        with_values(player, **{f"{key}~go": "yes"})
        assert option.consequence in words(player)
        while any(name.startswith(f"{key}~after") for name in names(player)):
            assert "Your path" not in words(player), "the consequence is read first"
            go_on(player)
    return player


def test_where_a_case_ends_the_button_leads_to_this_courses_way():
    case = CASES["02_burning_arm"]
    path = next(each for each in endings(case) if case.walked(each)[-1][1].ends)
    player = play(opened(CasePlayer(case.id)), case, path[:-1])
    key = f"{case.id}~0~{case.turns[len(path) - 1].id}"
    with_values(player, **{key: path[-1], f"{key}~go": "yes"})
    assert "The case ends here." in words(player)
    press = next(each for each in player.controls if each["name"].endswith("~on"))
    assert press["label"] == "See this course's way"


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_gate_speaks_before_a_trial_and_not_while_one_runs(name):
    case = CASES[name]
    said = words(play(opened(CasePlayer(name)), case, case.expert_path))
    assert ("The next step, with these findings" in said) == (not case.trial_runs)
    assert case.trial_runs == ("Hour 20" in case.stem)


def test_a_step_that_is_right_but_later_is_not_yet():
    case = CASES["04_a_block_is_possible"]
    said = words(play(opened(CasePlayer(case.id)), case, case.expert_path))
    assert "not yet, a trial first needs a place with specialists" in said
    assert "not ketamine." not in said


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(CASES))
def test_every_ending_is_reached_and_says_both_paths(name):
    case = CASES[name]
    paths = list(endings(case))
    # A case of six decisions has hundreds of endings: the model walks them all, here every 11th.
    chosen = paths if len(paths) < 100 else [case.expert_path, *paths[::11]]
    for path in chosen:
        player = play(opened(CasePlayer(name)), case, path)
        same, count = (sum(each) for each in zip(*((o.expert, 1) for _, o in case.walked(path))))
        reached = f"{count}{'' if count == len(case.turns) else ' reached'}"
        assert repr(player) == f"{case.title}: over; {same} of {reached} as this course would."
        assert f"{same} of {reached} the same" in words(player)
        assert "the expert" not in words(player) and len(repr(player)) <= 110
        assert case.trap in words(player) and case.debrief in words(player)
        kinds = [control["kind"] for control in player.controls]
        assert kinds == ["writing"] * 3 + ["choice", "action"]


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_words_are_safe_on_the_way_and_at_the_end(name):
    player = play(opened(CasePlayer(name)), CASES[name], CASES[name].expert_path)
    assert problems(words(player)) == []
    assert len(repr(player)) <= 110


def test_a_press_without_a_choice_does_not_count():
    player = opened(CasePlayer("01_add_ketamine"))
    key = "01_add_ketamine~0~missing"
    with_values(player, **{f"{key}~go": "yes"})
    assert player.shown["message"]["text"].startswith("Choose")
    with_values(player, **{key: "a"})
    assert f"{key}~go" in names(player) and len(player.shown["lead"]) == 1
    with_values(player, **{f"{key}~go": "yes"})
    assert len(player.shown["lead"]) == 2


def test_a_case_can_be_played_again():
    case = CASES["02_burning_arm"]
    player = play(opened(CasePlayer(case.id)), case, case.expert_path)
    with_values(player, **{f"{case.id}~end~0.0.0~again": "yes"})
    assert "decision 1 of 3" in repr(player)
    play(player, case, ("c", "a", "b"), run="1")
    assert "0 of 3" in repr(player)


def test_a_learner_goes_back_to_one_decision_and_takes_another_way():
    case = CASES["02_burning_arm"]
    player = play(opened(CasePlayer(case.id)), case, case.expert_path)
    # In one message: a press means what stands in the list, also before the page had a reply.
    with_values(player, **{f"{case.id}~end~0.0.0~from": "3", f"{case.id}~end~0.0.0~again": "yes"})
    assert "decision 3 of 3" in repr(player)
    key = f"{case.id}~1~{case.turns[2].id}"
    with_values(player, **{key: "b", f"{key}~go": "yes"})
    assert case.turns[2].options[1].consequence in words(player)
    go_on(player)
    assert "2 of 3" in repr(player)


@pytest.mark.parametrize("told", ["0", "4", "x", "1.1"])
def test_a_forged_place_in_a_case_is_a_sentence(told):
    case = CASES["02_burning_arm"]
    player = play(opened(CasePlayer(case.id)), case, case.expert_path)
    with_values(player, **{f"{case.id}~end~0.0.0~from": told, f"{case.id}~end~0.0.0~again": "yes"})
    assert "must be one of the list" in player.shown["message"]["text"]


def test_all_cases_are_offered_in_an_order_of_chance():
    player = opened(CasePlayer())
    offered = [value for value, _ in player.controls[0]["options"]]
    assert sorted(offered) == sorted(CASES) and offered != sorted(CASES)
    assert "trial" not in repr(player), "the list must not give the answer away"
    with_values(player, case="05_everything_tried")
    assert "decision 1 of 5" in repr(player) and names(player)[0] == "case"
    assert shuffled_cases(1) == shuffled_cases(1) != shuffled_cases(2)


def test_the_experts_option_has_no_place_of_its_own():
    places = [
        [value for value, _ in shuffled_options(case, turn)].index(turn.expert.id)
        for case in CASES.values()
        for turn in case.turns
    ]
    assert all(places.count(place) >= 10 for place in (0, 1, 2))


FORGED_ANSWER = {"01_add_ketamine~0~missing": "zz", "01_add_ketamine~0~missing~go": "yes"}


@pytest.mark.parametrize("forged", [{"case": "../x"}, {"case": 5}, FORGED_ANSWER])
def test_a_forged_message_is_a_sentence(forged):
    player = with_values(
        opened(CasePlayer(None if "case" in forged else "01_add_ketamine")), **forged
    )
    assert (
        player.shown["message"]["level"] == "stop"
        and "computed" not in player.shown["message"]["text"]
    )


def test_a_wrong_name_in_a_lesson_is_refused():
    with pytest.raises(ValueError, match="case must be one of"):
        CasePlayer("00_nobody")
