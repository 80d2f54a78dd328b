"""Extended matching, key features, find it on the picture, write the order: credit and harm."""

import json
from itertools import combinations, product

import pytest

from quizzes.engine import audit, computed_numbers, grade, public_view
from quizzes.engine.answer_key import answer_key
from quizzes.engine.on_paper import questions_html
from quizzes.talk.feedback_view import _said, feedback
from tests.answers import response_to

NEWER = ("extended", "key_features", "find", "write_order", "own_words", "shift")


@pytest.fixture
def items(kinds_bank):
    return {item.type: item for item in kinds_bank.items}


def test_extended_counts_each_vignette_and_says_why_a_wrong_one_is_wrong(items):
    item = items["extended"]
    scores = {
        (one, other): grade(item, [f"p:{one}", f"q:{other}"]).score
        for one, other in product("abcd", repeat=2)
    }
    assert scores == {pair: ((pair[0] == "a") + (pair[1] == "d")) / 2 for pair in scores}
    half = grade(item, ["p:b", "q:d"]).feedback
    assert half.sentence == "Partly right. 1 of 2 are right."
    assert half.options[0].reason == "Not before it was raised. He has room."
    assert half.options[0].given == "Rotate it"
    assert grade(item, ["p:c", "q:d"]).feedback.options[0].reason == "He has room."


def test_an_option_may_answer_several_vignettes(bank_of, items):
    from tests.quizzes.kinds.one_of_each import EXTENDED, HEAD

    (item,) = bank_of(HEAD + EXTENDED.replace('answer = "d"', 'answer = "a"')).items
    assert grade(item, ["p:a", "q:a"]).correct


def test_extended_on_paper_stands_with_its_letters(items):
    html = questions_html("Practice", (items["extended"],))
    assert "A. Raise it B. Rotate it C. Leave it D. Irradiate" in html
    assert "1. A made-up man on little. ______" in html


@pytest.mark.parametrize("size", [1, 2])
def test_a_dangerous_step_costs_all_and_says_why(items, size):
    item = items["key_features"]
    harm = {"c": "It would stop the breathing.", "f": "Two together sedate more."}
    for chosen in combinations("abcdef", size):
        found = grade(item, list(chosen))
        reasons = [words for name, words in harm.items() if name in chosen]
        right = len({"a", "b"} & set(chosen))
        assert found.score == (0 if reasons else right / 2), chosen
        assert all(words in found.feedback.sentence for words in reasons)
        assert ("could do harm" in found.feedback.sentence) == bool(reasons)
        assert found.error_pattern == ("A choice that could do harm" if reasons else None)


def test_more_steps_than_allowed_are_no_answer(items):
    found = grade(items["key_features"], ["a", "b", "d"])
    assert (found.state, found.feedback.sentence) == (
        "refused",
        "Choose at most 2: you chose 3.",
    )
    assert "Stop it" not in found.feedback.sentence, "no key is given away"


def test_key_features_that_count_as_a_whole(bank_of):
    from tests.quizzes.kinds.one_of_each import HEAD, KEY_FEATURES

    (item,) = bank_of(HEAD + KEY_FEATURES.replace("per_option", "all_or_nothing")).items
    assert grade(item, ["b", "a"]).correct
    half = grade(item, ["a", "d"])
    assert half.score == 0 and half.feedback.sentence.startswith("Not all right")
    assert "rong" not in half.feedback.sentence
    assert grade(item, ["d", "e"]).feedback.sentence.startswith("Wrong.")


def test_what_to_find_is_one_place_and_each_place_has_a_name(items):
    item, view = items["find"], public_view(items["find"])
    assert [each["text"] for each in view["options"]] == ["The weight", "The rate", "No error"]
    assert [each.get("box") for each in view["options"]] == [
        [5, 10, 90, 20],
        [5, 40, 40, 20],
        None,
    ]
    assert view["picture"]["figure"].startswith("<svg ") and "70" in view["picture"]["alt"]
    assert [grade(item, place).score for place in "abz"] == [0, 1, 0]
    told = [_said(each, "find") for each in grade(item, "z").feedback.options]
    assert [tag for _right, _words, tag in told] == ["", "right", "not here"]
    assert told[0][1] == "Not here:"
    assert "A pump. It says 70 and 7." in questions_html("Practice", (item,))


RIGHT = ["drug:a", "dose:7", "unit:b"]


@pytest.mark.parametrize(
    ("change", "score", "words"),
    [
        ({}, 1, "Right."),
        ({"drug": "c"}, 2 / 3, "Partly right. 2 of 3 lines are right."),
        ({"dose": "0.7"}, 2 / 3, "Partly right. 2 of 3 lines are right."),
        ({"dose": "6"}, 2 / 3, "Partly right. 2 of 3 lines are right."),
        ({"dose": "490"}, 0, "not safe. Dose: More than 21 mg/h is not safe here."),
        ({"dose": "99"}, 0, "not safe. Dose: More than 21 mg/h is not safe here."),
        ({"dose": "17.5"}, 0, "not safe. Dose: That is another order."),
        ({"unit": "a"}, 0, "not safe. Unit: Of what?"),
        ({"drug": "b"}, 0, "not safe. Drug: An opioid."),
        ({"drug": "b", "unit": "a"}, 0, "not safe. Drug: An opioid. Unit: Of what?"),
    ],
)
def test_an_order_is_graded_line_by_line_and_an_unsafe_line_costs_all(items, change, score, words):
    given = {**dict(each.split(":") for each in RIGHT), **change}
    found = grade(items["write_order"], [f"{name}:{value}" for name, value in given.items()])
    assert found.score == pytest.approx(score) and words in found.feedback.sentence
    wrong = {each.id for each in found.feedback.options if not each.correct}
    assert wrong == set(change)


def test_the_slips_of_an_order_are_named(items):
    found = grade(items["write_order"], ["drug:c", "dose:0.7", "unit:b"])
    assert found.error_pattern == "Drug: saline; Dose: Ten times too little"
    (dose,) = [each for each in found.feedback.options if each.id == "dose"]
    assert dose.reason == "Ten times too little. The point has moved. Rate times weight."
    assert dose.given == "0.7" and dose.text == "Dose: 7 mg/h"


def test_the_unit_that_is_asked_for_is_not_shown(items):
    lines = {each["id"]: each for each in public_view(items["write_order"])["lines"]}
    assert lines["dose"]["unit"] == "" and not lines["dose"]["choices"]
    assert [each["text"] for each in lines["unit"]["choices"]] == ["mL/h", "mg/h"]
    assert "mg/h" not in json.dumps(lines["dose"])


def test_each_number_of_an_order_is_its_own_in_each_variant(items):
    item = items["write_order"]
    assert grade(item, ["drug:a", "dose:7", "unit:b"], 0).correct
    others = [grade(item, ["drug:a", "dose:7", "unit:b"], seed).correct for seed in (1, 2, 3)]
    assert others == [False] * 3


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (RIGHT[:2], "Fill in every line: Unit is empty."),
        (["drug:a", "dose: ", "unit:b"], "Fill in every line: Dose is empty."),
        (["drug:a", "dose:seven", "unit:b"], "Dose: "),
        (["drug:z", "dose:7", "unit:b"], "does not fit"),
        ([*RIGHT, "rate:1"], "does not fit"),
        ([*RIGHT, "drug:a"], "does not fit"),
        ("drug:a", "does not fit"),
        ([7], "does not fit"),
    ],
)
def test_an_order_that_cannot_be_read_is_not_graded(items, response, words):
    found = grade(items["write_order"], response)
    assert found.state == "refused" and words in found.feedback.sentence
    assert not found.feedback.key and not found.feedback.options


def test_a_comma_in_an_order_is_read_and_said(items):
    found = grade(items["write_order"], ["drug:a", "dose:7,0", "unit:b"])
    assert found.correct and found.echo.startswith("Dose ")


def test_every_key_and_slip_of_an_order_is_there_for_the_model(kinds_bank):
    rows = [each for each in computed_numbers(kinds_bank) if each.where.startswith("KND-010")]
    assert len(rows) == 4 * 4  # the key and three slips of four variants
    by_name = {each.where: each.value for each in rows}
    assert by_name["KND-010, fields dose: numeric, seed 0"] == 7
    assert by_name["KND-010, fields dose: numeric, seed 0, The weight twice"] == 490


def test_a_slip_that_cannot_be_told_from_the_key_is_found(bank_of):
    from tests.quizzes.kinds.one_of_each import HEAD, WRITE_ORDER

    spoiled = bank_of(HEAD + WRITE_ORDER.replace('expr = "key / 10"', 'expr = "key"'))
    assert any("fields dose: numeric: the key" in words for words in audit(spoiled))


def test_the_key_of_each_is_told(items):
    keys = {name: answer_key(items[name]).key for name in items}
    assert keys["extended"] == (
        "A made-up man on little. Answer: Raise it; "
        "A made-up woman with one painful bone. Answer: Irradiate"
    )
    assert keys["key_features"] == "Stop it; Watch the breathing."
    assert keys["find"] == "The rate."
    assert keys["write_order"] == "Drug: ketamine; Dose: 7 mg/h; Unit: mg/h"
    lines = [(each.text, each.reason) for each in answer_key(items["write_order"]).lines]
    assert lines[1] == ("Dose: 7 mg/h", "Rate times weight.")
    reasons = [each.reason for each in answer_key(items["extended"]).lines]
    assert reasons == ["He has room.", "The cause."]


def test_every_question_of_the_newer_kinds_tells_why_and_where_it_comes_from(course_items):
    asked = [item for item in course_items if item.type in NEWER]
    assert {item.type for item in asked} == set(NEWER)
    for item in asked:
        told = feedback(item, grade(item, response_to(item)), 3 if item.certainty else None)
        assert told["explanation"] and told["chips"], item.id
        if item.type != "shift":
            assert told["options"] and all(each["reason"] for each in told["options"]), item.id
