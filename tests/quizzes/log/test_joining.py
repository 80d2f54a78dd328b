"""Two logs joined by the page: in any order, twice, nothing lost, and graded here alike."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine import load_bank, replay
from tests.answers import stored_answer
from tests.quizzes.log.page_code import page_code

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
BANK = load_bank()
ITEMS = [item for item in BANK.live("09_hours_to_arrive") if item.type == "sba"][:3]
# An answer has one time wherever it is kept; two of these come from a clock that was wrong.
TIMES = [
    *(f"2026-11-{day:02}T10:00:00Z" for day in range(1, 11)),
    "2031-05-05T10:00:00Z",
    "2010-01-01T00:00:00Z",
]
JOIN = """
import { merged } from "./page/js/keeping/merge.js";
const made = (pairs, now) => pairs.map(([a, b]) => {
  const both = merged(a, b, now);
  return [both, merged(b, a, now), merged(both, b, now), merged(a, both, now)];
});
"""


def answer(number: int) -> dict:
    item = ITEMS[number % len(ITEMS)]
    chosen = item.body.options[number % 2].id
    return stored_answer(item, id=f"a{number}", t=TIMES[number], response=chosen)


logs = st.lists(st.integers(0, len(TIMES) - 1).map(answer), max_size=8)
stores = st.tuples(st.sampled_from(["x", "y", "z"]), logs).map(
    lambda pair: {"schema": 1, "learner": pair[0], "events": pair[1]}
)


@pytest.fixture(scope="module")
def joined():
    """The page's joining of pairs of stores, or None where Node is not here to run it."""
    return page_code(JOIN, NOW)


def latest(events: list[dict]) -> dict:
    return {name: state.latest.answer.id for name, state in replay(events, BANK, NOW).items.items()}


@pytest.mark.slow
@settings(max_examples=25)
@given(pairs=st.lists(st.tuples(stores, stores), min_size=1, max_size=30))
def test_joining_is_the_same_in_any_order_and_twice_and_loses_nothing(pairs, joined):
    if joined is None:
        print("not run: node (the page's joining of logs)")
        return
    for (one, other), (both, reversed_, again, behind) in zip(pairs, joined(pairs), strict=True):
        assert both == reversed_ == again == behind
        ids = {each["id"] for each in [*one["events"], *other["events"]]}
        assert [each["id"] for each in both["events"]] == list(
            dict.fromkeys(each["id"] for each in both["events"])
        )
        assert {each["id"] for each in both["events"]} == ids
        # What the page put in order is in the order in which it counts here.
        order = [each.answer.id for each in replay(both, BANK, NOW).answers]
        assert order == [each["id"] for each in both["events"]]
        believed = [each for each in both["events"] if each["t"].startswith("2026")]
        newest = {each["item"]: each["id"] for each in sorted(believed, key=lambda e: e["t"])}
        if believed == both["events"]:
            assert latest(both["events"]) == newest
