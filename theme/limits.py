"""How much one visitor, or all of them, may ask of the server; what is over it waits or is refused.

Whatever is counted here is counted before anything costly happens: connections before a request is
read, messages before a kernel sees them, openings before a kernel is started.
"""

import errno
import math
import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.iostream import IOStream
from tornado.netutil import add_accept_handler

from theme.log import EVENTS

try:
    import resource
except ImportError:  # Windows counts no descriptors
    resource = None

BODY_BYTES = 64 << 10  # of what a page sends only a learner's log is longer (theme.answers)
HEADER_BYTES = 16 << 10
IDLE_S = 30  # for the head of a request, the first one or the next
BODY_S = 10
LESSON_DESCRIPTORS = 14  # of the server, for one kernel with its page
OWN_DESCRIPTORS = 200  # files, listening sockets, kernels that are starting
LESSON_MB, FORKED_LESSON_MB = 100, 40  # a forked kernel shares what it has not changed
SERVER_MB = 400
DESCRIPTORS_WANTED = 65536
SHARE_OF_ONE_ADDRESS = 0.75  # of all connections: a class may sit behind one address
MESSAGES_A_SECOND, MESSAGES_AT_ONCE = 60, 300  # of one page; a finger sends fewer than 60 a second
OPENINGS_A_MINUTE, OPENINGS_AT_ONCE = 60, 80  # of one address: two classes that open at "now"
# Wrong words at the teacher's door, of one address and of all: a class may sit behind one address.
TRIES_A_MINUTE, TRIES_AT_ONCE = 6, 10
ALL_TRIES_A_MINUTE, ALL_TRIES_AT_ONCE = 30, 60
FULL = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
PAUSE_S = 1.0


class LimitError(ValueError):
    """A choice that this machine cannot hold, said in one sentence."""


def raise_descriptors() -> int:
    """Raise this process's limit of open files as far as it may; return what it now is."""
    if resource is None:
        return DESCRIPTORS_WANTED
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS_WANTED if hard == resource.RLIM_INFINITY else hard
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return DESCRIPTORS_WANTED if soft == resource.RLIM_INFINITY else soft
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted


def free_memory_mb() -> float:
    """How much memory, in MB, is free for lessons; infinite where the system does not say."""
    try:
        with open("/proc/meminfo", encoding="ascii") as told:
            lines = dict(line.split(":", 1) for line in told)
        free_mb = int(lines["MemAvailable"].split()[0]) / 1024
    except (OSError, KeyError, ValueError):
        return math.inf
    try:  # a container may have less than its machine
        with open("/sys/fs/cgroup/memory.max", encoding="ascii") as told:
            free_mb = min(free_mb, int(told.read()) / (1 << 20))
    except (OSError, ValueError):
        pass
    return free_mb


def places_that_fit(descriptors: int, free_mb: float, lesson_mb: float = LESSON_MB) -> int:
    """How many lessons of `lesson_mb` this machine can hold open at once, at least one."""
    by_descriptors = (descriptors - OWN_DESCRIPTORS) // (2 * LESSON_DESCRIPTORS)
    by_memory = (free_mb - SERVER_MB) // lesson_mb if free_mb < math.inf else by_descriptors
    return max(1, int(min(by_descriptors, by_memory)))


@dataclass(frozen=True)
class Room:
    """How many lessons, and how many connections of all and of one address, fit at once."""

    places: int
    connections: int
    connections_of_one_address: int


def room_for(places: int, descriptors: int, free_mb: float, lesson_mb: float = LESSON_MB) -> Room:
    """The room that was asked for, or as much as fits where `places` is 0.

    Raises LimitError where the descriptors cannot hold the places.
    """
    places = places or places_that_fit(descriptors, free_mb, lesson_mb)
    left = descriptors - OWN_DESCRIPTORS - LESSON_DESCRIPTORS * places
    if left < 2 * places:
        most = (descriptors - OWN_DESCRIPTORS) // (LESSON_DESCRIPTORS + 2)
        raise LimitError(
            f"PLACES={places} needs {OWN_DESCRIPTORS + (LESSON_DESCRIPTORS + 2) * places} open "
            f"files and this account may have {descriptors}: choose PLACES={max(most, 0)} or "
            "fewer, or raise the limit (ulimit -n)."
        )
    return Room(places, left, max(1, int(SHARE_OF_ONE_ADDRESS * left)))


@dataclass
class Bucket:
    """Tokens that come back at `a_second`, at most `at_most` of them; times in seconds."""

    a_second: float
    at_most: float
    now: Callable[[], float] = time.monotonic
    tokens: float = field(init=False)
    filled: float = field(init=False)

    def __post_init__(self) -> None:
        self.tokens, self.filled = self.at_most, self.now()

    def wait_s(self, tokens: float = 1) -> float:
        """Take tokens; return how long, in seconds, they have to be waited for."""
        now = self.now()
        self.tokens = min(self.at_most, self.tokens + (now - self.filled) * self.a_second)
        self.filled = now
        self.tokens -= tokens
        return max(0.0, -self.tokens / self.a_second)

    def take(self, tokens: float = 1) -> bool:
        """Take tokens if there are as many."""
        if self.wait_s(tokens) > 0:
            self.tokens += tokens
            return False
        return True


class PerAddress:
    """A bucket for each address: how much it has asked for lately."""

    def __init__(
        self, a_second: float, at_once: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._a_second, self._at_once, self._now = a_second, at_once, now
        self._of: dict[str, Bucket] = {}

    def take(self, address: str, tokens: float = 1) -> bool:
        """Whether this address may ask for so much more now."""
        if len(self._of) > 10_000:  # who has been away for long has all tokens again
            self._of = {name: each for name, each in self._of.items() if not self._full(each)}
        bucket = self._of.setdefault(address, Bucket(self._a_second, self._at_once, self._now))
        return bucket.take(tokens)

    def _full(self, bucket: Bucket) -> bool:
        return bucket.tokens + (self._now() - bucket.filled) * bucket.a_second >= bucket.at_most


class Openings(PerAddress):
    """How often each address has asked for a kernel lately; it may ask for all `places` at once."""

    def __init__(self, places: int = 0, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(OPENINGS_A_MINUTE / 60, max(OPENINGS_AT_ONCE, 2 * places), now)


class WrongWords:
    """How many wrong words came lately at the teacher's door, from each address and from all."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._of_each = PerAddress(TRIES_A_MINUTE / 60, TRIES_AT_ONCE, now)
        self._of_all = Bucket(ALL_TRIES_A_MINUTE / 60, ALL_TRIES_AT_ONCE, now)

    def are_too_many(self, address: str) -> bool:
        """Whether one more from this address is too many; it is counted."""
        fits = self._of_each.take(address)
        return not (self._of_all.take() and fits)


class LimitedServer(HTTPServer):
    """Tornado's server with limits of size, time and number; without descriptors it pauses."""

    def initialize(self, request_callback, room: Room) -> None:
        super().initialize(
            request_callback,
            max_body_size=BODY_BYTES,
            max_header_size=HEADER_BYTES,
            idle_connection_timeout=IDLE_S,
            body_timeout=BODY_S,
        )
        self.room = room
        self.refused = 0
        self._open = Counter()
        self._short = False

    def add_sockets(self, sockets) -> None:
        """Listen on these sockets; where descriptors run out, pause instead of spinning."""
        for sock in sockets:
            self._sockets[sock.fileno()] = sock
            self._listen(sock)

    def _listen(self, sock) -> None:
        self._handlers[sock.fileno()] = add_accept_handler(
            _Patient(sock, self._pause), self._handle_connection
        )

    def _pause(self, sock, error: OSError) -> None:
        if not self._short:
            EVENTS.error("No new connection for now: %s. The server goes on.", error.strerror)
            self._short = True
        self._handlers[sock.fileno()]()
        self._handlers[sock.fileno()] = _nothing
        IOLoop.current().call_later(PAUSE_S, self._resume, sock)

    def _resume(self, sock) -> None:
        if not self._stopped:
            self._listen(sock)

    def _handle_connection(self, connection, address) -> None:
        who = address[0] if isinstance(address, tuple) else str(address)
        if (
            self._open.total() >= self.room.connections
            or self._open[who] >= self.room.connections_of_one_address
        ):
            self.refused += 1
            connection.close()
            return
        self._short = False
        self._open[who] += 1
        stream = CountedStream(
            connection,
            partial(self._forget, who),
            max_buffer_size=self.max_buffer_size,
            read_chunk_size=self.read_chunk_size,
        )
        self.handle_stream(stream, address)

    def _forget(self, who: str) -> None:
        self._open[who] -= 1
        if self._open[who] <= 0:
            del self._open[who]

    def open_connections(self) -> int:
        """How many connections are open now."""
        return self._open.total()


class CountedStream(IOStream):
    """A connection that says once, whoever closes it, that it is gone."""

    def __init__(self, connection, forget: Callable[[], None], **more) -> None:
        self._forget = forget
        super().__init__(connection, **more)

    def close_fd(self) -> None:
        super().close_fd()
        self._forget()


def _nothing() -> None:
    """What there is to undo where nothing listens."""


class _Patient:
    """A listening socket that says "nothing there" and calls back where descriptors ran out."""

    def __init__(self, sock, pause) -> None:
        self._sock, self._pause = sock, pause

    def fileno(self) -> int:
        return self._sock.fileno()

    def accept(self):
        try:
            return self._sock.accept()
        except OSError as error:
            if error.errno not in FULL:
                raise
            self._pause(self._sock, error)
            raise BlockingIOError from error


def is_short_of_descriptors(descriptors: int) -> bool:
    """Whether so few descriptors are left that starting a kernel could end the process."""
    try:
        used = len(os.listdir("/proc/self/fd"))
    except OSError:
        return False
    return used + OWN_DESCRIPTORS // 4 > descriptors
