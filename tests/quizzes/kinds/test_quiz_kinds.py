"""Match, order, cloze, short answer, card and poll: credit, refusals, hints and cases."""

import json

import pytest
from hypothesis import given, settings

from quizzes.engine import audit, grade, grade_answer, public_view, read_answer, replay, variant
from quizzes.engine.types import QUESTION_TYPES
from tests.answers import anything, made_up_answer
from tests.quizzes.kinds.one_of_each import WHOLE


@pytest.fixture
def bank(bank_of):
    return bank_of(WHOLE)


@pytest.fixture
def items(bank):
    return {item.type: item for item in bank.items}


def right_pairs(item):
    """The response that puts everything in its place, found by trying each choice."""
    view, found = public_view(item), []
    places = view["parts"] if item.type == "match" else view["gaps"]
    for place in places:
        choices = view["answers"] if item.type == "match" else place["choices"]
        texts = (
            {"c": "1 mg", "a": "2 mg", "b": "3 mg"}
            if item.type == "match"
            else {"a": "14 mg/h", "b": "sooner"}
        )
        (choice,) = [each["id"] for each in choices if each["text"] == texts[place["id"]]]
        found.append(f"{place['id']}:{choice}")
    return found


def test_every_type_of_the_guide_is_there():
    assert set(QUESTION_TYPES) == {
        "sba",
        "multi",
        "numeric",
        "match",
        "order",
        "cloze",
        "short",
        "card",
        "poll",
        "extended",
        "key_features",
        "find",
        "write_order",
        "own_words",
        "shift",
    }


def test_certainty_is_asked_wherever_an_answer_is_judged(items):
    asked = {each.type: each.certainty for each in items.values()}
    assert set(asked) == set(QUESTION_TYPES) - {"sba", "multi", "numeric"}
    unasked = [kind for kind, certainty in asked.items() if not certainty]
    assert unasked == ["card", "poll", "own_words", "shift"]


def test_the_bank_of_all_types_is_clean(bank):
    assert audit(bank) == []


def test_match_counts_each_pair(items):
    response = right_pairs(items["match"])
    assert grade(items["match"], response).score == 1
    wrong = [response[0], response[1][:2] + response[2][2:], response[2]]
    found = grade(items["match"], wrong)
    assert found.score == pytest.approx(2 / 3) and found.feedback.verdict == "Partly right"
    assert [each.given for each in found.feedback.options] == ["", "3 mg", ""]


def test_order_counts_what_must_precede_what(items):
    order = items["order"]
    for right in (["c", "a", "b"], ["c", "b", "a"]):
        found = grade(order, right)
        assert (found.score, found.feedback.sentence) == (1, "Right.")
        assert all(each.correct and not each.given for each in found.feedback.options)
    partly = grade(order, ["b", "c", "a"])
    assert partly.score == 0.5 and "1 stand in the right order" in partly.feedback.sentence
    assert [each.id for each in partly.feedback.options if not each.correct] == ["c", "b"]
    for harmful in (["a", "c", "b"], ["a", "b", "c"], ["b", "a", "c"]):
        found = grade(order, harmful)
        assert (found.score, found.feedback.verdict) == (0, "Wrong")
        assert "not safe. Second before first does harm." in found.feedback.sentence
    assert [step["id"] for step in public_view(order)["steps"]] != ["c", "a", "b"]


def test_an_exact_order_is_right_or_wrong(bank_of):
    exact = WHOLE.replace('scoring = "pairs"\nprecedes = [["c", "b"]]', 'scoring = "exact"')
    exact = exact.replace(
        'unsafe = [{ first = "c", then = "a", why = "Second before first does harm." }]\n', ""
    )
    (order,) = [item for item in bank_of(exact).items if item.type == "order"]
    assert grade(order, ["c", "a", "b"]).score == 1
    for other in (["c", "b", "a"], ["a", "c", "b"], ["b", "a", "c"]):
        assert grade(order, other).score == 0


def test_cloze_is_all_or_nothing_here(items):
    response = right_pairs(items["cloze"])
    assert grade(items["cloze"], response).correct
    assert grade(items["cloze"], [response[0], "b:1" if response[1] != "b:1" else "b:2"]).score == 0
    second = public_view(items["cloze"], 1)["gaps"][0]["choices"]
    assert [choice["text"] for choice in second] == ["21 mg/h", "210 mg/h"]


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("allodynia", True),
        ("  Allodynia. ", True),
        ("allodinia", True),
        ("alodynia", True),
        ("Touch-pain", True),
        ("hyperalgesia", False),
        ("pain", False),
        ("dynia", False),
    ],
)
def test_short_answers_forgive_one_slip_of_the_finger(items, words, right):
    found = grade(items["short"], words)
    assert found.correct is right
    assert found.error_pattern == ("The other word" if words == "hyperalgesia" else None)


WORD = "allodynia"
SLIPS = {
    "swapped": [WORD[:n] + WORD[n + 1] + WORD[n] + WORD[n + 2 :] for n in range(len(WORD) - 1)],
    "missing": [WORD[:n] + WORD[n + 1 :] for n in range(len(WORD))],
    "added": [WORD[:n] + "x" + WORD[n:] for n in range(len(WORD) + 1)],
    "wrong": [WORD[:n] + "x" + WORD[n + 1 :] for n in range(len(WORD))],
}


@pytest.mark.parametrize("slip", SLIPS)
def test_one_letter_anywhere_is_forgiven_and_more_are_not(items, slip):
    for words in SLIPS[slip]:
        assert grade(items["short"], words).correct, words
        for more in (f"zz{words}", f"{words}zz"):
            assert not grade(items["short"], more).correct, more


def test_card_and_poll(items):
    assert grade(items["card"], "knew").correct and not grade(items["card"], "missed").correct
    noted = grade(items["poll"], "b")
    assert (noted.state, noted.feedback.verdict, noted.score) == ("answered", "Noted", 0)
    assert not items["poll"].certainty and not items["card"].certainty


def test_a_poll_counts_for_nothing(bank):
    past = replay([made_up_answer("KND-006", response="a", certainty=None)], bank)
    assert past.lessons["01_test"].items == 10 and past.lessons["01_test"].answered == 0


def test_what_a_page_sees_holds_no_key(items):
    for item in items.values():
        words = json.dumps(public_view(item))
        for secret in ('"answer":', "feedback", "slips", "accept", "One.", "So."):
            assert secret not in words, (item.id, secret)
    assert public_view(items["match"])["case"] == {"title": "A made-up man", "text": ["He waits."]}
    assert public_view(items["order"])["hints"] == [25, 50]


def test_a_hint_costs_credit_and_leaves_the_verdict(items):
    event = made_up_answer("KND-002", response=["c", "a", "b"])
    for hints, score in ((0, 1), (1, 0.75), (2, 0.25)):
        found = grade_answer(items["order"], read_answer({**event, "hints": hints}))
        assert (found.score, found.correct) == (score, True)
    assert read_answer({**event, "hints": 4}) is None
    assert read_answer({**event, "hints": True}) is None


ANY = anything(
    [
        "a:1",
        "b:2",
        "c:3",
        "a",
        "b",
        "c",
        "knew",
        "a:99",
        ":",
        "drug:a",
        "dose:7",
        "dose:1e9",
        "unit:b",
    ]
    + ["p:a", "q:d", "none", "-2", f"dose:{'9' * 60}", "dose:", "unit:"]
)


@settings(max_examples=300, deadline=None)
@given(response=ANY)
def test_any_response_is_graded_or_refused(response, kinds_bank):
    for item in kinds_bank.items:
        found = grade(item, response)
        assert 0 <= found.score <= 1 and found.state in ("answered", "no answer", "refused")
        assert found.feedback.sentence.endswith(".")


@pytest.mark.parametrize(("old", "new", "words"), [
    ('extra = ["4 mg"]', 'extra = ["1 mg"]', "extra: holds '1 mg', which is the answer"),
    ('case = "one"', 'case = "two"', "case: must be one of the cases of this file (one)"),
    ("cost = 0.25", "cost = 0.75", "hints: must be at most 3"),
    ("It is [[a]], and [[b]].", "It is [[a]].", "gaps: must be 1 to 6, each marked once"),
    ('others = ["{ten} mg/h"]', 'others = ["{dose} mg/h"]', "others: hold the answer"),
    ('words = ["hyperalgesia"]', 'words = ["Allodynia"]', "slips: hold 'Allodynia'"),
    ('accept = ["allodynia", "touch pain"]', "accept = []", "accept: must hold at least one"),
    ('back = "The answer."', 'back = "The answer."\ncertainty = true', "certainty: is not asked"),
    ('scoring = "pairs"', 'scoring = "per_option"', "scoring: must be one of exact, pairs"),
    ('[["c", "b"]]', '[["b", "c"]]', "must name parts in the order in which they stand"),
    ('[["c", "b"]]', '["c"]', "precedes: must be pairs such as"),
    ('[["c", "b"]]', '[["c", "a"]]', "name 'c' and 'a' twice"),
    ('then = "a"', 'then = "z"', "then: must be one of c, a, b"),
    ('id = "one"', 'id = "One"', "cases 1: id: must look like burning-arm"),
    ('title = "A made-up man"', 'title = "A made-up man"\nage = 5', "age: is not a known field"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(bank_of, old, new, words):
    import re

    assert WHOLE.count(old) == 1
    with pytest.raises(ValueError, match=re.escape(words)):
        bank_of(WHOLE.replace(old, new))


def test_choices_that_read_the_same_are_found(bank_of):
    spoiled = bank_of(WHOLE.replace('ten = "dose * 10"', 'ten = "dose * 1"'))
    assert any("two choices read" in problem for problem in audit(spoiled))


def test_seeds_change_a_cloze(items):
    assert variant(items["cloze"], 1).values["dose"] == 21
