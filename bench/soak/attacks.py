"""What somebody sends who wants the server down: large bodies, broken frames, a flood."""

import contextlib
import random
import socket
import threading
import time
import uuid
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import websocket

from bench.learners.visitor import Connection, address_of, lab_of, visit
from bench.pages import LESSON
from bench.soak.outcome import Outcome, from_to, grown
from bench.soak.server import SoakServer, soaked
from bench.soak.visits import goodbye, move
from tests.theme.server_tools import encode, views

BODY_BYTES, PIECE = 100_000_000, 1 << 16
FRAME_BYTES = 2 << 20  # more than the server takes in one frame
BOMB_BYTES = 200_000_000
LOG_KB = 200  # of a trial in which each broken frame could be told once
DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate"
METHODS = ("update", "custom", "evil", None)
CHANNELS = (*6 * ("shell",), "control", "stdin", "iopub", "heartbeat", "", "shell\n", "\x00")
KINDS = (
    *10 * ("comm_msg",),
    *("execute_request", "comm_open", "comm_close", "shutdown_request", "input_reply"),
    *("debug_request", "interrupt_request", "kernel_info_request", "history_request", "", "x" * 99),
)


def bodies(count: int = 6) -> Outcome:
    """Send `count` bodies of 100 MB at once, none of them to its end."""
    outcome = Outcome(f"{count} bodies of {BODY_BYTES // 1_000_000} MB at once")
    with soaked(outcome.lost) as server:
        goodbye(server.url, LESSON, address_of(1))
        before = server.at_rest()
        with memory_watched(server, before, outcome):
            senders = [threading.Thread(target=_send_body, args=(server,)) for _ in range(count)]
            for each in senders:
                each.start()
            if not server.answers("", address_of(2)):
                outcome.lost.append("the home page did not come meanwhile")
            for each in senders:
                each.join()
        goodbye(server.url, LESSON, address_of(1))
        after = server.at_rest()
        outcome.grew += grown(before, after)
        outcome.told |= from_to(before, after)
    return outcome


@contextmanager
def memory_watched(server: SoakServer, before: dict, outcome: Outcome) -> Iterator[None]:
    """Look at the server's memory all the while; its peak is told, and is growth if it is high."""
    stopped, most_mb = threading.Event(), [0.0]

    def watch() -> None:
        while not stopped.wait(0.05):
            most_mb[0] = max(most_mb[0], server.memory_mb())

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield
    finally:
        stopped.set()
        watching.join()
    peak = before | {"memory, MB": round(most_mb[0], 1)}
    outcome.grew += [f"at its peak {said}" for said in grown(before, peak)]
    outcome.told["memory at its peak, MB"] = peak["memory, MB"]


def _send_body(server: SoakServer) -> None:
    head = (
        f"POST /voila/api/shutdown/{uuid.uuid4()} HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Length: {BODY_BYTES}\r\n\r\n"
    )
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.port)) as line:
        line.settimeout(30)
        line.sendall(head.encode())
        for _ in range(BODY_BYTES // PIECE - 1):
            line.sendall(b"x" * PIECE)
        line.recv(1)


def broken(chance: random.Random, model: str, mark: Path) -> bytes:
    """A frame that no page sends: another kind or channel, or a good one with bytes spoilt."""
    content = chance.choice(
        [
            {"code": f"open({str(mark)!r}, 'w')", "silent": False, "store_history": False},
            {
                "comm_id": model,
                "data": {"method": chance.choice(["update", "custom", "evil", None])},
            },
            {"comm_id": "\x1b[31mforged\n" * 9, "data": {"method": "update"}},
            {"comm_id": uuid.uuid4().hex, "target_name": "jupyter.widget", "data": {}},
            {"restart": False},
        ]
    )
    frame = bytearray(encode(chance.choice(CHANNELS), chance.choice(KINDS), content))
    how = chance.randrange(4)
    if how == 1:
        for _ in range(chance.randrange(1, 20)):
            frame[chance.randrange(len(frame))] = chance.randrange(256)
    elif how == 2:
        del frame[chance.randrange(len(frame)) :]
    elif how == 3:
        frame[:8] = chance.randrange(2**63).to_bytes(8, "little")
    return bytes(frame)


def frames(count: int = 2000) -> Outcome:
    """Send `count` broken frames to a kernel, then a frame too large and one that unpacks to
    200 MB; the kernel must answer as before."""
    outcome, chance, closed = Outcome(f"{count} broken frames"), random.Random(1), 0
    with soaked(outcome.lost) as server:
        goodbye(server.url, LESSON, address_of(1))
        before, mark = server.at_rest(), server.folder / "mark"
        with visit(server.url, LESSON) as (page, line, kernel_id):
            model = next(iter(page.states or views(page.html)))
            for _ in range(count):
                frame = broken(chance, model, mark)
                try:
                    line.socket.send_binary(frame)
                except (OSError, websocket.WebSocketException):
                    closed += 1
                    line.socket = Connection(server.url, kernel_id).socket
            with memory_watched(server, before, outcome):
                for what, frame in (("too large", too_large()), ("a bomb", bomb())):
                    other = Connection(server.url, kernel_id, session=what[-4:], header=[DEFLATE])
                    if not is_closed_by(other, frame):
                        outcome.lost.append(f"{what}: the line was not closed")
            if not line.states([model]):
                outcome.lost.append("the kernel answers no more")
            lab = lab_of(page, line)
            lab.move("rate", "0.15")
        if mark.exists():
            outcome.lost.append("code was run")
        after = server.at_rest()
        outcome.grew += grown(before, after)
        outcome.told |= from_to(before, after)
        outcome.told |= {"lines closed": closed, "log, kB": round(server.log_kb(), 1)}
        if server.log_kb() > LOG_KB:
            outcome.grew.append(f"the log grew to {server.log_kb():g} kB")
    return outcome


def too_large():
    """A frame of zeros that is larger than the server takes."""
    return websocket.ABNF.create_frame(bytes(FRAME_BYTES), 2)


def bomb():
    """A small frame that unpacks to 200 MB."""
    pack = zlib.compressobj(wbits=-15)
    packed = pack.compress(bytes(BOMB_BYTES)) + pack.flush(zlib.Z_SYNC_FLUSH)
    frame = websocket.ABNF.create_frame(packed[:-4], 2)
    frame.rsv1 = 1
    return frame


def is_closed_by(line: Connection, frame) -> bool:
    """Whether the server closes a line on which this is sent.

    Its reason (1009) may be lost with what was still on its way.
    """
    try:
        line.socket.send_frame(frame)
        while True:
            kind, _ = line.socket.recv_data(control_frame=True)
            if kind == websocket.ABNF.OPCODE_CLOSE:
                return True
    except websocket.WebSocketTimeoutException:
        return False
    except (OSError, websocket.WebSocketException):
        return True


def flood(count: int = 3000) -> Outcome:
    """Let one page move its slider `count` times at once while another learner moves hers."""
    outcome = Outcome(f"{count} moves of one page at once")
    with soaked(outcome.lost) as server:
        goodbye(server.url, LESSON, address_of(1))
        before = server.at_rest()
        with (
            visit(server.url, LESSON, address_of(1)) as (page, line, _),
            visit(server.url, LESSON, address_of(2)) as (other_page, other_line, _),
        ):
            lab, quiet, over = lab_of(page, line), lab_of(other_page, other_line), threading.Event()
            took_s: list[float] = []

            def go_on() -> None:
                while not over.is_set():
                    start = time.perf_counter()
                    move(quiet)
                    took_s.append(time.perf_counter() - start)
                    over.wait(0.1)

            learner = threading.Thread(target=go_on)
            learner.start()
            start = time.perf_counter()
            sender = threading.Thread(
                target=lambda: [lab.send("rate", ("0.15", "0.2")[n % 2]) for n in range(count)]
            )
            sender.start()
            answered = _answered(line, count)
            over.set()
            learner.join()
            sender.join()
            outcome.told["its last answer after, s"] = round(time.perf_counter() - start, 1)
        if answered != count:
            outcome.lost.append(f"the last move was not answered, only {answered} of {count}")
        if not took_s:
            outcome.lost.append("the other learner was not answered")
        else:
            outcome.told["another learner's answer, median and longest, s"] = (
                f"{median(took_s):.2f} and {max(took_s):.2f} of {len(took_s)}"
            )
        after = server.at_rest()
        outcome.grew = grown(before, after)
        outcome.told |= from_to(before, after) | {"log, kB": round(server.log_kb(), 1)}
    return outcome


def _answered(line: Connection, count: int) -> int:
    """Wait for the answer to move `count`; return the last that was answered."""
    last = 0

    def is_last(said) -> bool:
        nonlocal last
        state = said.content.get("data", {}).get("state", {})
        last = max(last, state.get("answered", 0))
        return last >= count

    with contextlib.suppress(AssertionError):
        line.heard_until(is_last, 300)
    return last
