"""What a page may say to a player is read to its limits, and one step beyond them it is nothing."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from quizzes import quiz
from quizzes.engine import SEED_AT_MOST, fill, load_bank, variant
from quizzes.engine.log import EVENTS_AT_MOST
from quizzes.talk import Talk
from quizzes.talk.messages import Again, Hello, HintWanted, read_message

NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
ITEM = SimpleNamespace(id="TST-001", hints=("one", "two"))
ITEMS = {ITEM.id: ITEM}


@pytest.mark.parametrize("seed", [0, 1, SEED_AT_MOST])
def test_every_seed_up_to_the_last_is_read(seed):
    asked = {"item": ITEM.id, "seed": seed}
    assert read_message({"kind": "again", **asked}, ITEMS) == Again(ITEM, seed)
    for number in (1, 2):
        found = read_message({"kind": "hint", "number": number, **asked}, ITEMS)
        assert found == HintWanted(ITEM, seed, number)


@pytest.mark.parametrize("seed", [-1, SEED_AT_MOST + 1, 1.0, "1", True, None])
def test_no_other_seed_is_read(seed):
    for kind in ("again", "hint"):
        said = {"kind": kind, "item": ITEM.id, "seed": seed, "number": 1}
        assert read_message(said, ITEMS) is None


@pytest.mark.parametrize("number", [0, 3, -1, 1.0, "1", True, None])
def test_a_hint_that_there_is_not_is_not_given(number):
    said = {"kind": "hint", "item": ITEM.id, "seed": 0, "number": number}
    assert read_message(said, ITEMS) is None


@pytest.mark.parametrize(
    ("events", "read"),
    [([], True), ([None] * EVENTS_AT_MOST, True), ([None] * (EVENTS_AT_MOST + 1), False)]
    + [(3, False), ("x", False), ({}, False), (None, False)],
)
def test_a_log_is_read_whole_or_not_at_all(events, read):
    found = read_message({"kind": "hello", "events": events}, ITEMS)
    assert found == (Hello(events) if read else None)


@pytest.mark.parametrize(("count", "words"), [(1, "1 question"), (2, "2 questions")])
def test_a_quiz_counts_its_questions_as_one_says_it(count, words):
    opened = quiz("01_why_it_is_tempting", "practice")
    opened.items = opened.items[:count]
    assert opened.sentence.startswith(f"Quiz 01_why_it_is_tempting, practice: {words} on O")


@pytest.mark.parametrize("item", [each for each in load_bank().items if each.hints])
def test_each_hint_that_is_asked_for_is_the_one_that_comes(item):
    talk = Talk(item.lesson, item.place, (item,))
    for number, hint in enumerate(item.hints, 1):
        asked = {"kind": "hint", "item": item.id, "seed": 0, "number": number}
        (said,) = talk.replies(asked, NOW)
        text = fill(hint.text, variant(item, 0).values)
        assert said == {"kind": "hint", "item": item.id, "number": number, "text": text}
