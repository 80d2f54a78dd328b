"""Work that goes to its end although who asked for it has left."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def to_its_end(
    work: Coroutine[Any, Any, T], take_back: Callable[[T], Awaitable[object]]
) -> T:
    """Return what comes of `work`; where nobody waits for it any more, it is given to `take_back`.

    Work that is broken off in its middle may leave a process that nobody knows of.
    """
    begun = asyncio.ensure_future(work)

    def ended(done: asyncio.Future[T]) -> None:
        if not done.cancelled() and not done.exception():
            asyncio.ensure_future(take_back(done.result()))

    try:
        return await asyncio.shield(begun)
    except asyncio.CancelledError:
        begun.add_done_callback(ended)
        raise
