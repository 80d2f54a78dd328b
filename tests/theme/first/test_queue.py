"""The queue for a kernel: first come, first served, a few at a time."""

import asyncio
from collections import Counter

import pytest

from theme.first.queue import FORGOTTEN_S, Queue
from theme.kernels.pool import NoPlaceLeft

AT_ONCE = 2


class World:
    """A server's kernels as a queue meets them: places, starts that the test ends, a clock."""

    def __init__(self, places: int = 100):
        self.places, self.seconds = places, 0.0
        self.started: list[str] = []
        self.ended: list[str] = []
        self.going: dict[str, asyncio.Future] = {}
        self.queue = Queue(lambda: self.places > 0, self._end, AT_ONCE, lambda: self.seconds)

    async def _end(self, kernel_id: str) -> None:
        self.ended.append(kernel_id)

    def enter(self, name: str):
        async def start() -> str:
            if self.places <= 0:
                raise NoPlaceLeft()
            self.started.append(name)
            self.going[name] = asyncio.get_running_loop().create_future()
            await self.going[name]
            self.places -= 1
            return name

        return self.queue.enter(start)

    async def ends(self, name: str, error: Exception | None = None) -> None:
        if error:
            self.going[name].set_exception(error)
        else:
            self.going[name].set_result(None)
        await turn()


async def turn() -> None:
    """Let everything go on that can."""
    for _ in range(10):
        await asyncio.sleep(0)


def run(test):
    asyncio.run(test)


def test_those_who_came_first_are_served_first_and_a_few_at_a_time():
    async def test():
        world = World()
        tickets = {name: world.enter(name) for name in "abcd"}
        await turn()
        assert world.started == ["a", "b"]
        assert [world.queue.ahead(tickets[name]) for name in "abcd"] == [0, 0, 0, 1]
        assert await world.queue.wait(tickets["d"], 0) is None
        await world.ends("b")
        assert world.started == ["a", "b", "c"] and world.queue.ahead(tickets["d"]) == 0
        assert await world.queue.wait(tickets["b"], 0) == "b"
        await world.ends("a")
        assert world.started == ["a", "b", "c", "d"]

    run(test())


def test_without_a_place_nobody_is_started_and_a_place_goes_to_the_first():
    async def test():
        world = World(places=0)
        first, second = world.enter("a"), world.enter("b")
        await turn()
        assert world.started == [] and len(world.queue) == 2
        world.places = 1
        assert world.queue.find(second.id) is second  # asking makes the queue go on
        await turn()
        assert world.started[0] == "a" and world.queue.ahead(first) == 0

    run(test())


def test_a_place_that_was_gone_after_all_is_waited_for_at_the_front():
    async def test():
        world = World(places=1)
        tickets = [world.enter(name) for name in "abc"]
        await turn()
        await world.ends("a")
        await world.ends("b")
        assert world.places == -1  # as when two were counted at the same moment
        assert world.started == ["a", "b"] and world.queue.ahead(tickets[2]) == 0
        world.places = 1
        world.queue.find(tickets[2].id)
        await turn()
        assert world.started == ["a", "b", "c"]

    run(test())


@pytest.mark.parametrize("when", ["waiting", "starting", "ready"])
def test_leaving_costs_nothing(when):
    async def test():
        world = World()
        names = "abc" if when == "waiting" else "a"
        tickets = {name: world.enter(name) for name in names}
        left = tickets[names[-1]]
        await turn()
        if when == "ready":
            await world.ends("a")
        world.queue.leave(left)
        if when == "starting":
            await world.ends("a")
        await turn()
        assert world.ended == ([] if when == "waiting" else ["a"])
        assert world.queue.find(left.id) is None and len(world.queue) == 0
        if when == "waiting":
            await world.ends("a")
            assert Counter(world.started) == Counter("ab")

    run(test())


def test_who_does_not_ask_for_long_is_forgotten():
    async def test():
        world = World()
        tickets = {name: world.enter(name) for name in "abcd"}
        await turn()
        world.seconds = FORGOTTEN_S - 1
        for name in "abd":
            assert world.queue.find(tickets[name].id)
        world.seconds = FORGOTTEN_S + 1
        assert world.queue.find(tickets["c"].id) is tickets["c"], "asked in time to be found"
        world.seconds = 2 * FORGOTTEN_S
        assert world.queue.find(tickets["c"].id)
        assert world.queue.find(tickets["d"].id) is None
        await world.ends("a")
        assert world.ended == ["a"], "its kernel came for nobody"

    run(test())


def test_a_start_that_fails_is_told_to_its_page_alone():
    async def test():
        world = World()
        one, other = world.enter("a"), world.enter("b")
        await turn()
        await world.ends("a", RuntimeError("no"))
        with pytest.raises(RuntimeError, match="no"):
            await world.queue.wait(one, 0)
        await world.ends("b")
        assert await world.queue.wait(other, 0) == "b"

    run(test())
