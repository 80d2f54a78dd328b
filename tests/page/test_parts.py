"""A long message comes in parts, whole or not at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from page.parts import PARTS_AT_MOST, Parts, PartsError


def cut(message: object, size: int, transfer: str = "t") -> list[dict]:
    text = json.dumps(message)
    texts = [text[at : at + size] for at in range(0, len(text), size)]
    return [
        {"kind": "part", "transfer": transfer, "number": number, "of": len(texts), "text": each}
        for number, each in enumerate(texts)
    ]


@given(
    words=st.lists(st.text(), min_size=1, max_size=9), size=st.integers(2, 40), chance=st.randoms()
)
def test_in_any_order_and_twice_the_parts_are_the_message(words, size, chance):
    parts = cut({"events": words}, size)[:PARTS_AT_MOST]
    if len(parts) == PARTS_AT_MOST:
        return
    last = parts[-1]
    others = [*parts[:-1], *parts[:-1]]
    chance.shuffle(others)
    collected = Parts()
    assert [collected.take(part) for part in others] == [None] * len(others)
    assert collected.take(last) == {"events": words}
    # Nothing of it is left for the next message.
    assert [collected.take(part) for part in parts][:-1] == [None] * (len(parts) - 1)


def test_a_new_message_drops_what_the_last_one_lacked():
    collected = Parts()
    first, second = cut("a" * 20, 8, "one"), cut("b" * 20, 8, "two")
    assert collected.take(first[0]) is None
    assert [collected.take(part) for part in second] == [None, None, "b" * 20]
    assert collected.take(first[1]) is None


GOOD = {"kind": "part", "transfer": "t", "number": 0, "of": 2, "text": "x"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"transfer": ""}, "names its message"),
        ({"transfer": "x" * 65}, "names its message"),
        ({"transfer": 5}, "names its message"),
        ({"of": 0}, "1 to 200 parts, got 0"),
        ({"of": 201}, "1 to 200 parts, got 201"),
        ({"of": True}, "1 to 200 parts"),
        ({"number": 2}, "from 0 to below 2, got 2"),
        ({"number": -1}, "from 0 to below 2, got -1"),
        ({"number": None}, "from 0 to below 2, got None"),
        ({"text": None}, "holds text, got NoneType"),
        ({"of": 1, "text": "{"}, "together are no message"),
    ],
)
def test_a_part_of_no_message_is_refused_and_keeps_nothing(wrong, words):
    with pytest.raises(PartsError, match=words):
        Parts().take({**GOOD, **wrong})


def test_a_message_without_end_is_dropped(monkeypatch):
    monkeypatch.setattr("page.parts.CHARACTERS_AT_MOST", 10)
    collected = Parts()
    assert collected.take({**GOOD, "text": "x" * 10}) is None
    with pytest.raises(PartsError, match="at most 10 characters, got 11"):
        collected.take({**GOOD, "number": 1, "text": "y"})
    assert collected.take({**GOOD, "number": 1, "text": "y"}) is None, "it starts anew"
