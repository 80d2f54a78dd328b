"""Screens that the server has drawn: at once or soon, ahead when idle, a failure told once."""

import asyncio
import json
from dataclasses import asdict

import pytest

from teaching import all_sessions, load_plans
from teaching.stage import store
from teaching.stage.edition import edition_of
from theme.teach import decks
from theme.teach.decks import Decks, NoDeck

HUDDLE = load_plans()["huddle_20"]


class Drawn(Decks):
    """Decks whose process is made up: it says what `said` holds for a plan, else a deck."""

    def __init__(self, folder, **said):
        super().__init__(folder)
        self.said, self.asked = said, []

    def _draw(self, plans, options):
        (name,) = plans
        self.asked.append((name, *options))
        return self.said.get(name, json.dumps({"name": name, "deck": {"plan": name}})), "a reason"


async def soon(drawn, plan):
    """What comes of a page that asks again and again."""
    while (deck := drawn.deck_soon(plan)) is None:
        await asyncio.sleep(0)
    return deck


def test_a_deck_is_drawn_once_and_kept(tmp_path):
    async def visit():
        drawn = Drawn(tmp_path)
        assert drawn.deck_soon(HUDDLE) is None
        assert await soon(drawn, HUDDLE) == await drawn.deck(HUDDLE) == {"plan": "huddle_20"}
        assert drawn.asked == [("huddle_20",)]
        later = Drawn(tmp_path)
        assert later.deck_soon(HUDDLE) == {"plan": "huddle_20"} and later.asked == []

    asyncio.run(visit())


def test_two_who_ask_wait_for_one_drawing(tmp_path):
    async def visit():
        drawn = Drawn(tmp_path)
        both = await asyncio.gather(drawn.deck(HUDDLE), drawn.deck(HUDDLE))
        assert both[0] == both[1] and len(drawn.asked) == 1

    asyncio.run(visit())


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('{"name": "huddle_20", "why": "huddle_20: hook: the course has no case"}', "hook: the"),
        ("", "the server's log says why"),
    ],
)
def test_a_failure_is_told_once_and_then_tried_again(tmp_path, said, words):
    async def visit():
        drawn = Drawn(tmp_path, huddle_20=said)
        with pytest.raises(NoDeck, match=words):
            await soon(drawn, HUDDLE)
        drawn.said.clear()
        assert await soon(drawn, HUDDLE) == {"plan": "huddle_20"}

    asyncio.run(visit())


def test_all_sessions_are_drawn_ahead_when_nobody_needs_the_machine(tmp_path, monkeypatch):
    monkeypatch.setattr(decks, "BUSY_S", 0)
    sessions = all_sessions()
    store.keep("huddle_20", edition_of(asdict(HUDDLE)), {"plan": "kept"}, tmp_path)
    busy = [True, True, False]

    async def serve():
        drawn = Drawn(tmp_path, noon_45="no JSON at all")

        def is_busy():
            assert len(busy) < 2 or drawn.asked == []  # nothing before the machine is free
            return busy.pop(0) if busy else False

        drawn.draw_ahead(all_sessions, is_busy)
        await drawn._ahead
        names = [name for name, how in drawn.asked if how == "--gently"]
        assert len(names) == len(drawn.asked)
        assert len(names) == len(sessions) - 1 == 17 and "huddle_20" not in names
        return drawn

    asyncio.run(serve())
    kept = [plan for plan in sessions if store.is_kept(plan.id, edition_of(asdict(plan)), tmp_path)]
    assert len(kept) == 17 and "noon_45" not in [plan.id for plan in kept]


def test_a_server_that_stops_draws_no_more(tmp_path, monkeypatch):
    monkeypatch.setattr(decks, "BUSY_S", 0)

    async def serve():
        drawn = Drawn(tmp_path)
        drawn.draw_ahead(all_sessions, lambda: True)
        await asyncio.sleep(0)
        drawn.stop()
        with pytest.raises(asyncio.CancelledError):
            await drawn._ahead
        assert drawn.asked == []

    asyncio.run(serve())
