"""What the server and the parent of its kernels tell each other: JSON, a line each."""

import json
import os
import socket
from collections.abc import Sequence

MOST_BYTES = 1 << 16  # of a line; the longest holds a kernel's environment
MOST_DESCRIPTORS = 2  # with one line: a kernel's line to the server, and where its errors go


def to_line(message: dict) -> bytes:
    """A message as it is sent."""
    return json.dumps(message).encode() + b"\n"


def send(line: socket.socket, message: dict, descriptors: Sequence[int] = ()) -> None:
    """Send a message whole, with the descriptors that belong to it."""
    told = to_line(message)
    sent = socket.send_fds(line, [told], descriptors) if descriptors else 0
    line.sendall(told[sent:])


def receive(line: socket.socket) -> tuple[dict | None, list[int]]:
    """Wait for a message and its descriptors; None when the other side is gone.

    Only for a side that is sent one message at a time, and answers before the next.
    """
    told, descriptors = b"", []
    while not told.endswith(b"\n"):
        piece, more, _flags, _address = socket.recv_fds(line, MOST_BYTES, MOST_DESCRIPTORS)
        descriptors += more
        if not piece:
            return None, descriptors
        told += piece
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    return json.loads(told), descriptors
