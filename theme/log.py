"""What the server and its kernels log: one line for each event, none of it longer than a line."""

import json
import logging
import os
import sys
import time

EVENTS = logging.getLogger("theme")  # what happens on this server, an event a line
LINE_CHARACTERS = 400
LINES_AT_ONCE, LINES_A_SECOND = 40, 0.5  # of one kernel


def one_line(text: str) -> str:
    """A text as one printable line of at most `LINE_CHARACTERS`; what is cut is counted."""
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    over = len(safe) - LINE_CHARACTERS
    return safe if over <= 0 else f"{safe[:LINE_CHARACTERS]} … ({over} more characters)"


class JsonLines(logging.Formatter):
    """One JSON object for each event: time (UTC), level, name, event, and its traceback if any."""

    converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
            "level": record.levelname.lower(),
            "name": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def set_up(kind: str, *others: logging.Logger) -> None:
    """Send the log to the standard error: errors as text, or what happens as one JSON object each.

    `others` are the loggers of what the server is made of: only their errors are told.
    """
    plain = logging.Formatter("[%(name)s] %(levelname)s %(message)s")
    told_from = logging.INFO if kind == "json" else logging.ERROR
    for logger, level in ((EVENTS, told_from), *((each, logging.ERROR) for each in others)):
        handler = logging.StreamHandler(sys.stderr)
        handler.setLevel(level)
        handler.setFormatter(JsonLines() if kind == "json" else plain)
        logger.handlers, logger.propagate = [handler], False
    EVENTS.setLevel(told_from)


class KernelErrors:
    """What a kernel prints as an error, told in the server's log, escaped and limited.

    `write_to` is for the kernel's process, which has it in place of its own; close it here once
    the process runs.
    """

    def __init__(self, bucket, log: logging.Logger) -> None:
        self.name = "that is starting"
        self._bucket, self._log = bucket, log
        self._read_from, self.write_to = os.pipe()
        os.set_blocking(self._read_from, False)
        self._left, self._dropped = "", 0

    def fileno(self) -> int:
        return self._read_from

    def read(self) -> bool:
        """Log what has come; False when the process has closed its end."""
        try:
            chunk = os.read(self._read_from, 1 << 16)
        except BlockingIOError:
            return True
        lines = (self._left + chunk.decode("utf-8", "replace")).split("\n")
        self._left = "" if not chunk else lines.pop()[-LINE_CHARACTERS * 2 :]
        for line in filter(str.strip, lines):
            self._tell(line)
        return bool(chunk)

    def _tell(self, line: str) -> None:
        if not self._bucket.take():
            self._dropped += 1
            return
        if self._dropped:
            self._log.error("Kernel %s: %d lines were left out.", self.name, self._dropped)
            self._dropped = 0
        self._log.error("Kernel %s: %s", self.name, one_line(line))

    def close(self) -> None:
        """Close the server's end."""
        os.close(self._read_from)
