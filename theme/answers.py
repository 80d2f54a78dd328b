"""Questions answered by the server's own process: what a page's question says, and the replies.

No kernel is needed. What a message is about is read from the first states of the lesson, which the
server has made itself; a page names them by their id, and nothing else that it says is believed.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tornado import web

from quizzes.talk import MessageError, talk_shown
from theme.kernels.wire import COMM
from theme.limits import BODY_BYTES, BODY_S, PerAddress
from theme.pages.handlers import Api, read_lesson

LONGEST_BYTES = 8_000_000  # as long as a file of answers may be, and more than a browser keeps
LONG_AT_ONCE_BYTES = 8 * LONGEST_BYTES  # held at any time, of which one address may have half
SLOWEST_BYTES_A_SECOND = 8_000  # of a line that is worth waiting for
ANSWERS_A_SECOND, ANSWERS_AT_ONCE = 20, 1200  # of one address: a class with a log each, at "now"
ANSWER_BYTES = 16 << 10  # of a long message as many as count for one answer
SHORT_BYTES = 8 << 10  # are read and answered within milliseconds
THREADS = 2  # so that one long log does not hold up the next learner's
RETRY_S = 5


@dataclass(frozen=True)
class Shown:
    """What the page of a lesson shows: its edition, and the state of each live part by its id."""

    edition: str
    states: Mapping[str, Mapping[str, Any]]


class Refusal(Exception):
    """A message that is not answered: the status, and a sentence that says why."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def shown_by(app: Any, lesson: str) -> Shown:
    """What the page of a lesson begins with; nothing where it waits for its kernel.

    A lesson that is not there is a 404.
    """
    cells = read_lesson(app, lesson)[1]
    first = app.first.get(lesson, cells.edition) or {"models": {}}
    states = {model: brought["state"] for model, brought in first["models"].items()}
    return Shown(cells.edition, states)


def answered(body: bytes, shown: Shown, now: datetime) -> bytes:
    """The replies to what a page said, as JSON; `shown` is what its lesson shows.

    Raises Refusal for what no page of the course sends, or another edition of it.
    """
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "What came is no JSON.") from error
    edition, model, content = (
        said.get(name) if isinstance(said, dict) else None
        for name in ("edition", "model", "content")
    )
    if not (isinstance(edition, str) and isinstance(model, str) and isinstance(content, dict)):
        raise Refusal(400, "A message has an edition, a model and a content.")
    if not COMM.fullmatch(model):
        raise Refusal(400, "A model is named by 32 hexadecimal letters.")
    if edition != shown.edition:
        raise Refusal(409, "The course has been updated since this page was opened.")
    state = shown.states.get(model, {})
    names = [state.get(name) for name in ("lesson", "place", "mode")]
    if not all(isinstance(each, str) for each in names):
        raise Refusal(404, "No question of this lesson has that model.")
    try:
        replies = talk_shown(*names).replies(content, now)
    except MessageError as error:
        raise Refusal(400, f"What came cannot be answered: {error}.") from error
    return json.dumps({"replies": replies}, ensure_ascii=False).encode()


@dataclass
class LongBodies:
    """How many bytes of long messages are held now, of all addresses and of each."""

    at_once: int = LONG_AT_ONCE_BYTES
    held: Counter[str] = field(default_factory=Counter)

    def take(self, address: str, size: int) -> bool:
        """Whether so much more may be held; it is then counted until it is given back."""
        if self.held.total() + size > self.at_once or self.held[address] + size > self.at_once // 2:
            return False
        self.held[address] += size
        return True

    def give_back(self, address: str, size: int) -> None:
        """Count so much no more."""
        self.held[address] -= size
        if self.held[address] <= 0:
            del self.held[address]


class Grading:
    """Who may ask how much, and the threads on which logs are replayed.

    `shown` says of a lesson what its page shows.
    """

    def __init__(self, shown: Callable[[str], Shown]) -> None:
        self.shown = shown
        self.rate = PerAddress(ANSWERS_A_SECOND, ANSWERS_AT_ONCE)
        self.long = LongBodies()
        self._threads = ThreadPoolExecutor(THREADS, "answers")

    async def later(self, work: Callable[..., bytes], *given: Any) -> bytes:
        """What `work` gives; the server answers others meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)

    def close(self) -> None:
        """Begin nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)


@web.stream_request_body
class Answers(Api):
    """Answers what a question of a lesson's page says; only here may a body be long."""

    def initialize(self, grading: Grading) -> None:
        self.grading = grading
        self.body = bytearray()
        self.counted = 0

    async def prepare(self) -> None:
        """Refuse what is too much before it is read."""
        await super().prepare()
        if self.request.method != "POST":
            raise web.HTTPError(405)
        told = self.request.headers.get("Content-Length", "")
        if not (told.isascii() and told.isdigit()):
            return self._refuse(411, "A message says how long it is.")
        size = int(told)
        if size > LONGEST_BYTES:
            most = f"{LONGEST_BYTES:,} bytes, got {size:,}"
            return self._refuse(413, f"A message has at most {most}.")
        if not self.grading.rate.take(self.request.remote_ip, 1 + size // ANSWER_BYTES):
            return self._refuse(429, "This address has asked too much; later it may again.")
        if size > BODY_BYTES:
            if not self.grading.long.take(self.request.remote_ip, size):
                return self._refuse(503, "The server reads other long logs; ask again soon.")
            self.counted = size
            self.request.connection.set_max_body_size(LONGEST_BYTES)
            self.request.connection.set_body_timeout(BODY_S + size / SLOWEST_BYTES_A_SECOND)

    def data_received(self, chunk: bytes) -> None:
        self.body += chunk

    async def post(self, lesson: str) -> None:
        given = bytes(self.body), self.grading.shown(lesson), datetime.now(UTC)
        self.body.clear()
        try:
            if len(given[0]) > SHORT_BYTES:
                replies = await self.grading.later(answered, *given)
            else:
                replies = answered(*given)
        except Refusal as refusal:
            return self._refuse(refusal.status, refusal.sentence)
        self.set_header("Cache-Control", "no-store")
        self.finish(replies)

    def _refuse(self, status: int, sentence: str) -> None:
        self.set_status(status)
        if status in (429, 503):
            self.set_header("Retry-After", str(RETRY_S))
        self.finish(json.dumps({"message": sentence}))

    def on_finish(self) -> None:
        self._give_back()

    def on_connection_close(self) -> None:
        """A page that was left while it spoke holds nothing any more."""
        super().on_connection_close()
        self._give_back()

    def _give_back(self) -> None:
        if self.counted:
            self.grading.long.give_back(self.request.remote_ip, self.counted)
        self.counted = 0
