"""Those who wait for a kernel: first come, first served, a few starts at a time.

Nothing here waits by itself: each time somebody asks where they stand, the queue goes on.
"""

import asyncio
import os
import time
import uuid
from collections import deque
from collections.abc import Awaitable, Callable

from theme.kernels.pool import NoPlaceLeft

STARTS_AT_ONCE = 2 * (os.cpu_count() or 1)  # more would make the first wait for the last
FORGOTTEN_S = 15.0  # after which somebody who has not asked is not coming back


class Ticket:
    """One page's place in the queue; `kernel` is its kernel's id once there is one."""

    def __init__(self, start: Callable[[], Awaitable[str]], asked_at: float) -> None:
        self.id = uuid.uuid4().hex
        self.start = start
        self.asked_at = asked_at
        self.kernel: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.is_left = False


class Queue:
    """The queue of one server.

    has_place: whether one more kernel may be used now. end: gives a kernel back that nobody has
    come for. at_once: how many may be starting together. now: seconds that only rise.
    """

    def __init__(
        self,
        has_place: Callable[[], bool],
        end: Callable[[str], Awaitable[None]],
        at_once: int = STARTS_AT_ONCE,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._has_place, self._end, self._at_once, self._now = has_place, end, at_once, now
        self._tickets: dict[str, Ticket] = {}
        self._waiting: deque[Ticket] = deque()
        self._starting = 0
        self._tasks: set[asyncio.Future] = set()

    def __len__(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    def enter(self, start: Callable[[], Awaitable[str]]) -> Ticket:
        """Stand at the end; `start` makes a kernel ready, gives its id, and may raise anything."""
        ticket = Ticket(start, self._now())
        self._tickets[ticket.id] = ticket
        self._waiting.append(ticket)
        self._go_on()
        return ticket

    def find(self, ticket_id: str) -> Ticket | None:
        """The ticket of that id, which has been asked about now; None if it was dropped."""
        if ticket := self._tickets.get(ticket_id):
            ticket.asked_at = self._now()
        self._go_on()
        return self._tickets.get(ticket_id)

    def ahead(self, ticket: Ticket) -> int:
        """How many are before it."""
        return self._waiting.index(ticket) if ticket in self._waiting else 0

    def is_starting(self, ticket: Ticket) -> bool:
        """Whether its turn has come, so that only its kernel has to become ready."""
        return ticket not in self._waiting

    async def wait(self, ticket: Ticket, patience_s: float) -> str | None:
        """Its kernel's id, or None where there is none yet after so many seconds.

        Raises what its `start` has raised. A ticket that had its answer is used up.
        """
        await asyncio.wait([ticket.kernel], timeout=patience_s)
        if not ticket.kernel.done():
            self._go_on()
            return None
        self._tickets.pop(ticket.id, None)
        return ticket.kernel.result()

    def leave(self, ticket: Ticket) -> None:
        """Give a place in the queue up; a kernel that comes for it is given back."""
        self._drop(ticket)
        self._go_on()

    def _drop(self, ticket: Ticket) -> None:
        ticket.is_left = True
        self._tickets.pop(ticket.id, None)
        if ticket in self._waiting:
            self._waiting.remove(ticket)
        if ticket.kernel.done() and not ticket.kernel.exception():
            self._do(self._end(ticket.kernel.result()))

    def _go_on(self) -> None:
        end = self._now() - FORGOTTEN_S
        for ticket in [each for each in self._tickets.values() if each.asked_at < end]:
            self._drop(ticket)
        while self._waiting and self._starting < self._at_once and self._has_place():
            self._starting += 1
            self._do(self._start(self._waiting.popleft()))

    async def _start(self, ticket: Ticket) -> None:
        try:
            kernel_id = await ticket.start()
        except NoPlaceLeft:
            self._starting -= 1
            if not ticket.is_left:
                self._waiting.appendleft(ticket)  # the next who asks tries again
            return
        except Exception as error:
            self._starting -= 1
            ticket.kernel.set_exception(error)
            ticket.kernel.exception()  # nobody may come to hear of it
        else:
            self._starting -= 1
            ticket.kernel.set_result(kernel_id)
            if ticket.is_left:
                await self._end(kernel_id)
        self._go_on()

    def _do(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
