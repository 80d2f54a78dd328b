"""Answers as a browser stores them, and what a widget replies to its page."""

import json
from types import SimpleNamespace

from hypothesis import strategies as st

CHOSEN = {
    "sba": "a",
    "multi": ["a"],
    "short": "words",
    "card": "knew",
    "poll": "a",
    "key_features": ["a"],
    "find": "a",
    "own_words": ["none"],
    "shift": "0",
}


def response_to(item) -> object:
    """Some answer that fits a question, right or wrong."""
    if item.type == "numeric":
        return {"text": "1", "unit": item.body.unit}
    if item.type == "extended":
        return [f"{part.id}:{item.body.options[0].id}" for part in item.body.parts]
    if item.type == "write_order":
        lines = item.body.fields
        return [f"{line.id}:{line.choices[0].id if line.choices else 1}" for line in lines]
    return CHOSEN[item.type]


def stored_answer(item, **more) -> dict:
    """A first answer to a question; the fields of `more` stand in place of the usual ones."""
    return {
        "event": "answer",
        "id": "answer-1",
        "t": "2026-11-22T10:00:00.000Z",
        "item": item.id,
        "version": item.version,
        "lesson": item.lesson,
        "seed": 0 if item.seeded else None,
        "response": more["response"] if "response" in more else response_to(item),
        "certainty": 3 if item.certainty else None,
        "try": 1,
        "mode": "practice",
        **more,
    }


def made_up_answer(item: str = "TST-001", **more) -> dict:
    """A right answer to a question of a small bank of the tests, by its id."""
    made_up = SimpleNamespace(id=item, version=1, lesson="01_test", seeded=False, certainty=True)
    return stored_answer(made_up, **{"response": "b", **more})


def anything(chosen: list[str]) -> st.SearchStrategy:
    """Whatever a forged page may send as a response, what a page may choose often among it."""
    return st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(max_size=50)
        | st.sampled_from(chosen),
        lambda inner: (
            st.lists(inner, max_size=5)
            | st.dictionaries(st.sampled_from(["text", "unit", "x"]), inner, max_size=3)
            | st.dictionaries(st.text(max_size=4), inner, max_size=3)
        ),
        max_leaves=8,
    )


def replies(widget, *messages: dict) -> list[dict]:
    """What a widget says to its page on these messages, as the page reads it."""
    said = []
    widget.send = lambda content, buffers=None: said.append(
        json.loads(json.dumps(content, allow_nan=False))
    )
    for message in messages:
        widget._handle_custom_msg(message, [])
    return said
